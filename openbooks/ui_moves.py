"""哪些数字会变：从 → 到, as a small calm table.

Amounts and rates are said exactly, with the parts of a rate beside it: what is shown as the same
would hide a move. A figure that is not there is 未填报.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from openbooks.headline import YEARS, Figure, Move, Rate
from openbooks.ui_receipt import texts
from openbooks.wording import MISSING, NOT_APPLICABLE, cell

FEW = 12
TITLE = "哪些数字会变：从 → 到"
NONE = f"没有一项总览数字会变（最近 {YEARS} 个会计年度，全部单位）。"
STAYED = f"没有一项总览数字不同（最近 {YEARS} 个会计年度，全部单位）。"


def show(moves: Sequence[Move], title: str = TITLE, none: str = NONE, key: str = "all") -> None:
    """The figures that differ, one a line; a sentence when none does. `key` tells several apart."""
    if not moves:
        st.markdown(none)
        return
    if title:
        st.markdown(f"**{title}**")
    _table(moves[:FEW], key)
    if len(moves) > FEW:
        with st.expander(f"其余 {len(moves) - FEW} 项", key=f"moves {key}"):
            _table(moves[FEW:], f"{key}-rest")


def _table(moves: Sequence[Move], key: str) -> None:
    with st.container(key=f"table-moves-{key}"):
        texts(
            ("总览数字", "从", "到"),
            [(f"{each.period.label} {called(each)}", said(each.before, each), said(each.after, each))
             for each in moves],
        )


def called(move: Move) -> str:
    """The figure's name: 经费流向 · 支出（元）"""
    unit = {"money": "元", "share": ""}.get(move.kind, move.unit)
    name = f"{move.title} · {move.row or move.label}"
    return f"{name}（{unit}）" if unit else name


def said(figure: Figure, move: Move) -> str:
    """A figure as its cell shows it: 1,234.50, or 95.00%（95／100）."""
    if not isinstance(figure, Rate):
        return f"{figure:,}" if move.kind == "integer" and figure is not None else cell(figure, move.kind)
    if figure.whole is None:
        return MISSING
    parts = (cell(each, move.of) if move.of == "money" else MISSING if each is None else f"{each:,}"
             for each in (figure.part, figure.whole))
    rate = NOT_APPLICABLE if figure.value is None else f"{figure.value:.2%}"
    return f"{rate}（{'／'.join(parts)}）"
