"""A question about a table as one widget: choose, choose or write, write."""

from __future__ import annotations

import streamlit as st

from openbooks.contract import Column
from openbooks.question import YEARS, Question
from openbooks.ui import plain

UNIT = "unit.unit_id"
HINTS = {
    "month": "如 2024-03", "date": "如 2024-02-06", "period": "如 2024 或 2024-Q1",
    "money": "如 30", YEARS: "如 2024",
}


def ask(
    question: Question, column: Column | None, before: str, key: str,
    units: dict[str, str] | None = None,
) -> str:
    """One question as a widget; the answer as text, "" for none."""
    slot = f"{key} {question.column}"
    options = list(question.options)
    if not options and units and column and column.references == UNIT:
        options = list(units)
    label = plain(question.title)
    if not options:
        hint = HINTS.get(column.type if column else question.column, "")
        return st.text_input(
            label, before, key=slot, placeholder=hint, help=plain(question.why)
        ).strip()
    closed = len(question.cells) == len(options) or (
        question.column != YEARS if column is None
        else bool(column.allowed) or column.type == "boolean" or column.references == UNIT
    )
    if before and before not in options:
        options.append(before)
    chosen = st.selectbox(
        label, options, index=options.index(before) if before else None, key=slot,
        placeholder="请选择" if closed else "请选择或填写", accept_new_options=not closed,
        help=plain(question.why), format_func=lambda each: (units or {}).get(each, each),
    )
    return (chosen or "").strip()
