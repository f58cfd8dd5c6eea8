"""Where a figure comes from: its query as it ran, its basis, as of when, and its rows as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from openbooks import contract, query
from openbooks.query import Result
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_table import csv_of, file_name

CODE = 360
# Names of units and months come from every ledger, and say nothing of where a number is from.
EVERYWHERE = frozenset({"unit_tree", "unit_name", "books_unit", "month_calendar"})


def source(now: Opened, result: Result, key: str) -> None:
    """A button that opens where the figure comes from."""
    asked = query.query(result.name)
    state = now.view.state
    with st.popover("这些数字怎么来的", key=f"source {key}"):
        st.markdown(
            f"**{plain(asked.title)}**：{plain(asked.purpose)}"
            f"\n\n**口径**：{plain(asked.basis)}"
            f"\n\n**每行是**：{plain(asked.grain)}"
            f"\n\n**来源**：{plain(_sources(asked.sources))}；账本第 {state.version} 版，"
            f"截至 {state.today.isoformat()}。"
        )
        st.code(result.sql, language="sql", wrap_lines=False, height=CODE)


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


def _sources(names: tuple[str, ...]) -> str:
    """The ledgers that a query rests on, and the intermediate views on the way, by their names."""
    ledgers, known = contract.ledgers(), query.catalogue()
    found: dict[str, None] = {}
    waiting = [name for name in reversed(names) if name not in EVERYWHERE]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += [each for each in reversed(known[name].sources)
                        if each not in EVERYWHERE] if name in known else []
    rests = "、".join(ledgers[name].title for name in found if name in ledgers)
    between = "、".join(known[name].title for name in found if name in known)
    return f"台账{rests}" + (f"，经中间视图{between}" if between else "")
