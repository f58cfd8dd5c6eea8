"""Where a figure comes from: its query as it ran, its basis, as of when, and its rows as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from openbooks import contract, query
from openbooks.lineage import below
from openbooks.query import Result
from openbooks.statement import FOLDER, Query
from openbooks.ui import ROWS, plain, way
from openbooks.ui_books import Opened
from openbooks.ui_table import csv_of, file_name
from openbooks.wording import listed

CODE = 300


def source(now: Opened, result: Result, key: str) -> None:
    """A button that opens where the figure comes from: its query, the views under it, the ledgers.

    What is behind it goes to the browser only when it is opened.
    """
    behind = st.popover("这些数字怎么来的", key=f"source {key}", on_change="rerun")
    if behind.open:
        with behind:
            _told(now, result)


def _told(now: Opened, result: Result) -> None:
    asked, state = query.query(result.name), now.view.state
    between, ledgers = below(asked)
    titles = "".join(f"“{contract.ledger(name).title}”" for name in ledgers)
    st.markdown(
        f"**{plain(asked.title)}**：{plain(asked.purpose)}"
        f"\n\n**口径**：{plain(asked.basis)}"
        f"\n\n**每行是**：{plain(asked.grain)}"
        f"\n\n**来源**：台账{plain(titles)}；账本第 {state.version} 版，"
        f"截至 {state.today.isoformat()}。"
    )
    _statement(asked, result.sql, expanded=True)
    direct = [mart for mart in between if mart.name in asked.sources]
    for told, marts in (
        (f"它直接读 {len(direct)} 个中间视图：", direct),
        ("再往下读的，上面的用到下面的：", [mart for mart in between if mart not in direct]),
    ):
        if marts:
            st.markdown(told)
        for mart in marts:
            _statement(mart, mart.sql)
    if ledgers:
        st.markdown("最后是台账：")
    for name in ledgers:
        way(ROWS, f"台账：{contract.ledger(name).title}", books=now.which, ledger=name)


def _statement(asked: Query, sql: str, expanded: bool = False) -> None:
    """One file of queries/, and what it takes from where."""
    path = asked.path.relative_to(FOLDER.parent).as_posix()
    with st.expander(f"{plain(asked.title)} `{path}`", expanded=expanded):
        if not expanded:
            known = query.catalogue()
            names = [known[name].title if name in known else f"台账“{contract.ledger(name).title}”"
                     for name in asked.sources]
            st.markdown(plain(f"{asked.purpose} 读：{listed(names, len(names))}。"))
        st.code(sql, language="sql", wrap_lines=False, height=CODE)


def whole_file(now: Opened, result: Result, given: Mapping[str, Any], key: str) -> None:
    """A button that downloads the rows of the figure itself; of an answer that was cut, all."""
    all_of_it = {name: value for name, value in given.items() if name != "limit"}

    def content() -> bytes:
        whole = query.ask(now.view, result.name, all_of_it) if "limit" in given else result
        return csv_of(whole)

    st.download_button(
        "下载这张表", data=content, mime="text/csv", key=f"download {key}",
        file_name=file_name(now, query.query(result.name).title), on_click="ignore",
    )
