"""The original on the page: the lines around one line of the file, that one marked.

The mark is an arrow and a ground colour, so that it is also seen without colour and on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import contract
from openbooks.books import View
from openbooks.covering import CLOSED
from openbooks.original import (
    DATA,
    HEADER,
    Line,
    Original,
    TakenColumn,
    around,
)
from openbooks.table import letter_of
from openbooks.ui import BATCHES, plain, way
from openbooks.ui_books import Opened, as_of, key_of
from openbooks.wording import listed

MARK = "▶"
GROUND = "background-color: #fff2c2; font-weight: 700"
LONGEST = 60


def show(now: Opened, batch: int, line: int) -> None:
    """The original of a load around a line; raises what `original.around` raises."""
    found = _around(key_of(now), batch, line, now.view)
    st.header("原件")
    sheet = f" · 工作表“{found.sheet}”" if found.sheet else ""
    st.markdown(
        f"{plain(found.file)}{plain(sheet)} · **第 {found.at} 行**（▶ 标出的一行） · "
        f"第 {found.batch} 号装载 · {contract.ledger(found.ledger).title}"
    )
    for title in found.titles:
        if title.kind != HEADER:
            st.caption(plain(f"第 {title.number} 行 · {' '.join(title.cells)[:LONGEST]}"))
    with st.container(key="original"):
        st.table(_table(found), border="horizontal")
    _corrected(found)
    empty = [column.header for place, column in enumerate(found.columns)
             if column.header and not any(_cell(line, place).strip() for line in found.lines
                                          if line.kind != HEADER)]
    notes = [f"文件指纹 SHA-256 {found.sha256[:16]}…"]
    if found.masked and any(column.covered for column in found.columns):
        notes.append(f"姓名等个人信息已遮盖，没有对应到台账的列显示为 {CLOSED}")
    if empty:
        notes.append(f"这几行里空着、没有列出的列：{listed(empty, 8)}")
    st.caption(plain("；".join(notes) + "。"))
    way(BATCHES, f"看第 {found.batch} 号装载的回执", books=now.which, batch=str(found.batch),
        as_of=as_of(now))


@st.cache_data(show_spinner=False, max_entries=200)
def _around(key: tuple[Any, ...], batch: int, line: int, _view: View) -> Original:
    return around(_view, batch, line)


def _table(found: Original) -> Any:
    """The lines as a table that marks the one that was asked for; empty columns are left out."""
    lines = [line for line in found.lines if line.kind != HEADER or line.here]
    filled = [
        place for place in range(max(len(line.cells) for line in lines))
        if any(_cell(line, place).strip() for line in lines)
    ]
    columns = {"行": [
        f"{MARK}\u00a0{line.number}" if line.here else str(line.number) for line in lines
    ]}
    if any(line.kind != DATA for line in lines):
        columns["这一行是"] = ["" if line.kind == DATA else line.kind for line in lines]
    for place in filled:
        columns[_heading(found.columns, place)] = [plain(_cell(line, place)) for line in lines]
    marked = [line.here for line in lines]
    return pd.DataFrame(columns).style.set_uuid("original").apply(
        lambda column: [GROUND if here else "" for here in marked], axis=0
    )


def _cell(line: Line, place: int) -> str:
    """A cell as it stands; where it was corrected, what is meant behind it."""
    text = _short(line.cells[place] if place < len(line.cells) else "")
    mend = next((each for each in line.mends if each.place == place), None)
    return text if mend is None else f"{text or '（空）'} → {_short(mend.new) or '（空）'}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _corrected(found: Original) -> None:
    """Which cells of the lines shown were corrected when they were loaded, why and by whom."""
    for line in found.lines:
        for each in line.mends:
            st.caption(plain(
                f"第 {line.number} 行 {_heading(found.columns, each.place)}：原文“{each.old}”，"
                f"装载时更正为“{each.new}”。原因：{each.why}；经办 {each.who}。原件没有改动。"
            ))


def _heading(columns: Sequence[TakenColumn], place: int) -> str:
    """The column's letter and header, and the ledger's column that it became."""
    if place >= len(columns):
        return f"{letter_of(place)}（多出的格）"
    column = columns[place]
    name = f"{column.letter} {column.header}".strip()
    same = column.taken_as in ("", column.header)
    return plain(name if same else f"{name} → {column.taken_as}")


def chosen(parameters: Sequence[str]) -> tuple[int, int] | None:
    """(load, line) of the address, where it has both as numbers."""
    values = [st.query_params.get(name, "") for name in parameters]
    if all(value.isascii() and value.isdigit() and len(value) < 10 for value in values):
        return int(values[0]), int(values[1])
    return None


def close() -> None:
    """A button that takes the line out of the address and the original off the page."""
    def closed() -> None:
        for name in ("batch", "line"):
            st.query_params.pop(name, None)

    st.button("收起原件", on_click=closed)
