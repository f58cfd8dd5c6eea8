"""What a 疑点 is called on a page: its subject in words, its unit by name, how far it has come."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from openbooks import auditing, store, worklist
from openbooks.auditing import Findings
from openbooks.books import View
from openbooks.casefile import MENDING
from openbooks.lead import LEVELS
from openbooks.ui_books import Opened, ask
from openbooks.ui_filters import unit_names
from openbooks.wording import MISSING, in_months, money
from openbooks.worklist import Item

KINDS = {"voucher": "凭证", "person": "人员", "unit": "单位", "activity": "活动"}
COLOURS = {"high": "red", "medium": "orange", "low": "gray"}
LEDGERS = ("voucher", "assistance", "dues", "balance", "bank", "activity")
INDENT = "\u3000"
_UNNUMBERED = re.compile(r"\d+-\d+$")


def findings(now: Opened) -> Findings:
    """What all rules find in the open books; asked once for equal rows, whatever is decided meanwhile."""
    events, view = now.books.events, now.view
    moment = events[view.version - 1].digest if view.version else ""
    key = (store.salt(now.books.home), moment, view.reader.role, view.reader.units)
    return _findings(key, view)


@st.cache_resource(show_spinner="正在按规则逐条查账，请稍候…", max_entries=20)
def _findings(key: tuple[Any, ...], _view: View) -> Findings:
    return auditing.findings(_view)


def items(now: Opened) -> tuple[Item, ...]:
    """Every 疑点 with its case, those first that deserve a question most."""
    return worklist.items(now.view, findings(now))


def about(now: Opened, item: Item) -> str:
    """The subject in words: 凭证 2025年3月 记-12, 人员 P12ab…, a unit by name, an activity by title."""
    found = item.suspicion
    kind = item.case.file.kind
    if found is None:
        return f"{KINDS.get(kind, kind)}（编号 {item.case.key[:8]}，现在没有规则指出）"
    said = found.subject
    if kind == "voucher":
        return f"凭证 {_voucher(said)}"
    if kind == "unit":
        rest = said.removeprefix(found.unit_id).strip("|") if found.unit_id else said
        return " ".join(filter(None, (unit(now, found.unit_id), in_months(rest))))
    if kind == "activity":
        return f"活动“{_titles(now).get(said, said)}”"
    return f"{KINDS[kind]} {said}"


def unit(now: Opened, unit_id: str) -> str:
    """A unit by its name."""
    return unit_names(now).get(unit_id, unit_id).strip(INDENT) or f"单位{MISSING}"


def below(now: Opened, unit: str) -> frozenset[str]:
    """A unit and all below it."""
    frame = ask(now, "unit_choices").frame
    pairs = list(zip(frame["unit_id"], frame["parent_id"], strict=True))
    found = {unit}
    while more := {one for one, above in pairs if above in found} - found:
        found |= more
    return frozenset(found)


def where(now: Opened, item: Item) -> str:
    """Whose it is, when, and how much: 清溪小学工会 · 2025-03-20 · 386.00 元."""
    found = item.suspicion
    told = [] if item.case.file.kind == "unit" and found else [unit(now, item.case.unit_id)]
    # the month or year of a unit stands in its name already
    if found and found.occurred_on and not (told == [] and "|" in found.subject):
        told.append(found.occurred_on.isoformat())
    if found and found.amount_fen is not None:
        told.append(money(found.amount_fen))
    return " · ".join(told)


def badges(item: Item) -> None:
    """How grave, and how far, in words on a coloured ground; to be drawn in a row."""
    if item.suspicion:
        severity = item.suspicion.severity
        st.badge(f"程度{LEVELS[severity]}", color=COLOURS[severity])  # type: ignore[arg-type]
    st.badge(stage(item), color="green" if item.case.file.is_decided else "blue")


def stage(item: Item) -> str:
    """How far its case has come, the signatures with it."""
    file = item.case.file
    if not file.is_decided or (file.stage == MENDING and not file.preparer):
        return file.said
    signed = "两人已签" if file.is_signed else "待复核签字" if file.preparer else "待编制签字"
    return f"{file.said} · {signed}"


def _voucher(said: str) -> str:
    """The word and number of a voucher, behind its month: 2025年3月 记-8."""
    parts = said.rsplit("|", 3)
    if len(parts) < 4:
        return said
    _, month, word, number = parts
    if not word and _UNNUMBERED.match(number):
        return f"{in_months(month)}（没有凭证号）"
    return f"{in_months(month)} {word}-{number}" if word else f"{in_months(month)} {number}号"


def _titles(now: Opened) -> dict[str, str]:
    frame = ask(now, "activity_rows").frame
    return dict(zip(frame["activity_id"], frame["title"], strict=True))
