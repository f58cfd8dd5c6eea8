"""Refused lines in a grid whose cells can be corrected; what is typed is read and said at once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from openbooks import contract, telling
from openbooks.card import Card
from openbooks.codes import CODES
from openbooks.desk import Desk
from openbooks.mend import LONGEST
from openbooks.table import letter_of
from openbooks.trouble import NOWHERE, Reason, Row, Trouble, readers
from openbooks.ui import plain

LINES = 50
LINE, WHAT = "行", "原因"
SAID = 20
Change = tuple[int, str, int, str]  # line, part, place, the new text


def cells_of(header: Sequence[str]) -> list[str]:
    """Headers, each by another name: those that repeat, and empty ones, with the column's letter."""
    return [
        text if text and list(header).count(text) == 1 else f"{text}（{letter_of(place)}列）"
        for place, text in enumerate(header)
    ]


def edited(at: Desk, card: Card, trouble: Trouble, reason: Reason) -> Sequence[Change]:
    """The grid of one reason's lines, and the cells that were changed in it."""
    places = dict.fromkeys((each.line, each.part) for each in reason.open)
    first = _page(at, card, reason, len(places))
    rows = [trouble.rows[each] for each in list(places)[first:first + LINES]]
    wrong = list(dict.fromkeys(each.place for each in reason.open if each.place != NOWHERE))
    order = [*wrong, *(each for each in range(len(trouble.header)) if each not in wrong)]
    names = cells_of(trouble.header)
    said = {(each.line, each.part): _what(each.message, reason) for each in reversed(reason.open)}
    frame = pd.DataFrame({
        LINE: [f"{each.line}{each.part}" for each in rows],
        **{names[place]: [_text(each, place) for each in rows] for place in order[:len(wrong)]},
        WHAT: [said[each.line, each.part] for each in rows],
        **{names[place]: [_text(each, place) for each in rows] for place in order[len(wrong):]},
    }, dtype="object")
    shown = st.data_editor(
        frame, hide_index=True, num_rows="fixed", disabled=[LINE, WHAT],
        key=f"grid {at.id} {card.id} {reason.severity} {reason.code} {first} {len(at.decisions)}",
        column_config={
            LINE: st.column_config.TextColumn(pinned=True, width=56),
            **{names[place]: st.column_config.TextColumn(
                f"{names[place]}（要改）" if place in wrong else names[place], max_chars=LONGEST,
            ) for place in order},
        },
    )
    st.caption("双击要改的格，填好按回车。别的格也可以改；行号和原因不能改。")
    changes = [
        (row.line, row.part, place, new)
        for number, row in enumerate(rows) for place in order
        if (new := _typed(shown.iloc[number][names[place]])) != _text(row, place)
    ]
    if changes:
        _say(card, names, changes)
    return changes


def _page(at: Desk, card: Card, reason: Reason, lines: int) -> int:
    """The first line of the page that is looked at."""
    if lines <= LINES:
        return 0
    return st.selectbox(
        f"共 {lines:,} 行，看", range(0, lines, LINES),
        format_func=lambda each: f"第 {each + 1:,} 至 {min(each + LINES, lines):,} 行",
        key=f"page {at.id} {card.id} {reason.severity} {reason.code}",
    )


def _text(row: Row, place: int) -> str:
    return row.meant[place] if place < len(row.meant) else ""


def _typed(value: object) -> str:
    """What stands in a cell of the grid; an emptied one holds nothing."""
    return "" if value is None or value is pd.NA or value != value else str(value)


def _what(message: str, reason: Reason) -> str:
    """A problem's sentence without its place and without what to do."""
    said = message.removesuffix(f"{reason.remedy}。")
    return said.split("：", 1)[-1].rstrip("。")


def _say(card: Card, names: Sequence[str], changes: Sequence[Change]) -> None:
    """How each changed cell is read now, or why it still cannot be."""
    known = readers(card.table, card.mapping)
    good, bad = [], []
    for line, part, place, text in changes:
        where = f"第{line}行{part}「{names[place]}」"
        if place not in known:
            good.append(f"{where}改为“{text}”")
            continue
        column, read = known[place]
        found = read(text)
        if found.code:
            title, remedy = CODES[found.code]
            bad.append(f"{where}：“{text}”{title}，{remedy}。")
        elif found.value is None:
            required = column.required or column.name in contract.ledger(card.ledger).key
            (bad if required else good).append(f"{where}{'：空着不行，请填写。' if required else '留空'}")
        elif column.allowed and found.value not in column.allowed:
            bad.append(f"{where}：“{text}”不在可选值之内，可选：{'、'.join(column.allowed)}。")
        else:
            good.append(f"{where}读作 {telling.shown(column, found.value)}")
    if bad:
        more = f"\n\n等 {len(bad)} 格。" if len(bad) > SAID else ""
        st.warning(plain("\n\n".join(bad[:SAID]) + more))
    if good:
        more = f"等 {len(good)} 格" if len(good) > SAID else ""
        st.caption(plain("；".join(good[:SAID]) + more + "。"))
