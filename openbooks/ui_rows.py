"""Rows of a ledger on a page: the way from a figure down to the file's line.

A row is chosen in the table, or without a mouse in the box under it; its original then stands
below, with a link whose `batch` and `line` hand the place on.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from openbooks import ui_original
from openbooks.query import PAGING, Result, ask
from openbooks.ui import ROWS, way
from openbooks.ui_books import Opened, as_of
from openbooks.ui_table import csv_of, file_name, listing


def rows(now: Opened, result: Result, key: str) -> int | None:
    """The rows of an answer that has batch and line; one of them opens its original: its place, or None."""
    if result.frame.empty:
        st.info("没有符合条件的行。")
        return None
    chosen = listing(result, f"{key} rows")
    place = _box(result, f"{key} box", chosen)
    if place is None:
        return None
    row = result.frame.iloc[place]
    opened(now, int(row["batch"]), int(row["line"]))
    return place


def opened(now: Opened, batch: int, line: int) -> None:
    """The original of a row, and the way to the row among all of its ledger."""
    ui_original.show(now, batch, line)
    way(ROWS, "在“台账明细”里打开这一行", books=now.which, batch=str(batch), line=str(line),
        as_of=as_of(now))


def _box(result: Result, key: str, chosen: int | None) -> int | None:
    """The box that chooses a row without a mouse; it follows the table."""
    frame = result.frame
    marks = [f"第 {batch} 号装载 第 {line} 行" for batch, line in
             zip(frame["batch"], frame["line"], strict=True)]
    last = f"{key} last"
    if st.session_state.get(last) != chosen:
        st.session_state[last] = chosen
        st.session_state[key] = chosen
    return st.selectbox(
        "打开哪一行的原件", range(len(marks)), index=None, key=key,
        format_func=marks.__getitem__, placeholder="在表里点一行，或在这里选",
    )


def download(now: Opened, title: str, name: str, parameters: dict[str, Any], key: str) -> None:
    """A button that writes all rows of a query, not only those on the page, as a CSV."""
    given = {each: value for each, value in parameters.items() if each not in PAGING}
    st.download_button(
        "下载全部行（CSV，可用 WPS、Excel 打开）",
        data=lambda: csv_of(ask(now.view, name, given)),
        file_name=file_name(now, title), mime="text/csv", key=key, on_click="ignore",
    )
