"""Where a figure comes from: its query as it ran, its basis, as of when, and its rows as a file."""

from __future__ import annotations

import streamlit as st

from openbooks import contract, query
from openbooks.query import Result
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_table import csv_of, file_name


def source(now: Opened, result: Result, with_file: bool = False, key: str = "") -> None:
    """The note under a figure or a table; `with_file` adds a button that downloads its rows."""
    asked, key = query.query(result.name), key or result.name
    state = now.view.state
    with st.expander("这些数字怎么来的", key=f"source {key}"):
        st.markdown(
            f"**{plain(asked.title)}**：{plain(asked.purpose)}"
            f"\n\n**口径**：{plain(asked.basis)}"
            f"\n\n**每行是**：{plain(asked.grain)}"
            f"\n\n**来源**：{plain(_sources(asked.sources))}；账本第 {state.version} 版，"
            f"截至 {state.today.isoformat()}。"
        )
        st.code(result.sql, language="sql", wrap_lines=False)
    if with_file:
        st.download_button(
            f"下载“{asked.title}”（CSV）", data=csv_of(result),
            file_name=file_name(now, asked.title), mime="text/csv",
            key=f"download {key}", on_click="ignore",
        )


def _sources(names: tuple[str, ...]) -> str:
    """Ledgers and intermediate views by their Chinese names."""
    ledgers, known = contract.ledgers(), query.catalogue()
    return "、".join(
        ledgers[name].title if name in ledgers else f"{known[name].title}（由台账推得）"
        for name in names
    )
