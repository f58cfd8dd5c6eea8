"""A table line by line on the page: as it stands in the file on the left, as it is read on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import contract, longwork, telling
from openbooks.card import Card
from openbooks.contract import Column
from openbooks.desk import Desk
from openbooks.facing import DATA, Facing, Line, facing, window
from openbooks.telling import UNREAD
from openbooks.trouble import Place, Trouble
from openbooks.ui_grid import cells_of
from openbooks.understood import SPOILT

LINES = 50
LONGEST = 60
GREY, ROSE = "color: #5c6773; font-style: italic", "background-color: #fbe3e1"
SAND = "background-color: #fff2c2"
FOUND = "facing"


def line_by_line(at: Desk, card: Card, units: dict[str, str]) -> None:
    """A switch, and behind it every line of the table."""
    if st.toggle("逐行对照：原表在左，读作在右", key=f"lines {at.id} {card.id}"):
        _lines(at, card, units)


@st.fragment
def _lines(at: Desk, card: Card, units: dict[str, str]) -> None:
    found = _facing(at, card)
    places: Sequence[Place] = found.places
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.toggle(f"只看有问题的行（{len(found.troubled):,}）", key=f"wrong {at.id} {card.id}"):
            places = found.troubled
        if not places:
            st.caption("没有有问题的行。")
            return
        start = f"from {at.id} {card.id}"
        first = st.number_input("从第几行看起", places[0][0], max(places[-1][0], places[0][0] + 1),
                                key=start, step=1, width=160)
        from_here = [each for each in places if each[0] >= first] or places[-1:]
        more = from_here[LINES:LINES + 1]
        if more:
            st.button(f"往下 {LINES} 行", key=f"on {at.id} {card.id}", on_click=_go_to,
                      args=(start, more[0][0]))
    shown = window(found, card.table, card.mapping, card.said.mends, from_here[:LINES])
    st.dataframe(
        _frame(card, shown, units), hide_index=True, alt="原表各行和读作",
        height="content" if len(shown) <= 12 else 460,
        column_config={"行": st.column_config.TextColumn(pinned=True, width=56),
                       "这一行": st.column_config.TextColumn(width=200)},
    )
    if longwork.is_large(at):
        st.caption(f"文件大，这里只对照前 {len(found.records):,} 行；有问题的行在回执里都列着。")


def _go_to(slot: str, line: int) -> None:
    st.session_state[slot] = line


def _facing(at: Desk, card: Card) -> Facing:
    """The lines of a card; gone through once for equal answers."""
    trouble = _trouble(at, card)
    key, slot = (at, card.id, trouble is None), f"{FOUND} {card.id}"
    held = st.session_state.get(slot)
    if held is None or held[0] != key:
        mapping = None if card.fault else card.mapping
        held = (key, facing(card.table, mapping, card.said.mends, trouble))
        st.session_state[slot] = held
    return held[1]


def _trouble(at: Desk, card: Card) -> Trouble | None:
    """What the last trial of this desk found in the table."""
    held = st.session_state.get("tried")
    if held is None or held[0][-1] != at:
        return None
    return next((each.trouble for each in held[1].outcomes if each.id == card.id), None)


def _columns(card: Card) -> list[Column]:
    """What a line is read as: the columns that cells give; what holds for all lines stands above."""
    if card.mapping is None:
        return []
    wide = card.mapping.in_wide
    taken = {each.column for each in card.mapping.links} | wide
    return [each for each in contract.ledger(card.ledger).columns if each.name in taken]


def _frame(card: Card, shown: Sequence[Line], units: dict[str, str]) -> Any:
    """One row a line (or a month of it), with its grounds: grey is left out, rose is refused, sand is
    mended; all three are also said in words."""
    header, columns = cells_of(card.table.header), _columns(card)
    width = max([len(header), *(len(each.cells) for each in shown if each.kind != DATA)])
    header += [f"多出的第{at + 1}格" for at in range(len(header), width)]
    rows, grounds = [], []
    for line in shown:
        for at, read in enumerate(line.rows or ({},)):
            rows.append([
                f"{line.line}{line.part}" if not at else "", _said(line) if not at else "",
                *(_written(line, place) if not at else "" for place in range(width)),
                *(_read(each, read, card, units) for each in columns),
            ])
            ground = ROSE if line.refused else "" if line.kind == DATA else GREY
            grounds.append([
                SAND if line.mended and 0 <= place - 2 < width and place - 2 in line.mended else ground
                for place in range(2 + width + len(columns))
            ])
    names = ["行", "这一行", *header, *(f"→ {each.title}" for each in columns)]
    frame = pd.DataFrame(rows, columns=names, dtype="object")
    return frame.style.apply(lambda _: pd.DataFrame(grounds, frame.index, frame.columns), axis=None)


def _said(line: Line) -> str:
    """What becomes of a line, in words."""
    if line.kind != DATA and not line.refused:
        return f"略过：{line.kind}"
    said = "、".join(line.why)
    if line.refused:
        return f"拒收：{said}" if said else "拒收"
    words = ["更正"] * bool(line.mended) + [f"请留意：{said}"] * bool(said)
    return "；".join(words)


def _written(line: Line, place: int) -> str:
    text = line.cells[place] if place < len(line.cells) else ""
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{text or '（空）'} ⇒ {line.mended[place]}" if line.mended and place in line.mended else text


def _read(column: Column, row: Any, card: Card, units: dict[str, str]) -> str:
    """A value as it will be stored; where its cell cannot be read, that."""
    if not row:
        return ""
    value = row.get(column.name)
    if value is None and telling.heads(card.mapping, column.name, row) & row[SPOILT]:
        return UNREAD
    return telling.shown(column, value, units)
