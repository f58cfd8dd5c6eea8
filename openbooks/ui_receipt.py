"""Receipts on a page: the identity, the sums, what was wrong by its kind, what was not taken.

Also small tables of texts; everything that a file brought goes through `plain`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from openbooks import contract, grouping, telling
from openbooks.errors import FILE, ROW
from openbooks.money import yuan_grouped
from openbooks.receipt import Receipt
from openbooks.ui import plain

JOINER = "\u2060"
MOST_MESSAGES = 200


def texts(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A small table of texts, drawn whole; headings may repeat."""
    frame = _frame([plain(name) for name in headings], [[*map(plain, row)] for row in rows])
    st.table(frame, border="horizontal", hide_index=True)


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]], alt: str) -> None:
    """Rows of a file, as wide as they are: it scrolls where the screen is narrow."""
    st.dataframe(_frame(headings, rows), hide_index=True, alt=alt, width="content")


def _frame(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    unique = [name + JOINER * list(headings[:at]).count(name) for at, name in enumerate(headings)]
    return pd.DataFrame([list(row) for row in rows], columns=unique, dtype="object")


def receipt(found: Receipt, listed: bool = True) -> None:
    """One receipt: what it adds up to, the sums, the problems (`listed`: here, and not where they can
    be mended), what was left out."""
    st.markdown(f"**{plain(telling.identity(found))}**")
    if not (found.accepted or found.duplicates or found.superseded):
        st.error("一行也没有收下，原因和改法在下面。")
    if found.sums:
        _sums(found)
    if found.mended:
        st.caption(f"其中有人工更正 {found.mended:,} 格，原件不动。")
    if listed:
        problems(found)
    if found.refused:
        st.caption("拒收的行不会装进账本。改好再交一次，已收下的行不会重复计数。")
    if found.dropped_records:
        counts = Counter(reason for _, reason in found.dropped_records)
        said = "、".join(f"{reason} {count}" for reason, count in counts.items())
        st.caption(plain(f"略过的 {found.dropped} 条：{said}。"))


def _sums(found: Receipt) -> None:
    """Each money column: what the file holds = taken + duplicate + superseded + refused, to the 分; parts of
    which there are none are left out."""
    ledger = contract.ledger(found.ledger)
    parts = {"文件里共": "total", "收下": "accepted", "重复": "duplicates",
             "被取代": "superseded", "拒收": "refused", "读不出的格": "unreadable"}
    kept = {
        title: [getattr(each, name) for each in found.sums] for title, name in parts.items()
        if name in {"total", "accepted"} or any(getattr(each, name) for each in found.sums)
    }
    frame = pd.DataFrame(
        {"金额（元）": [ledger.column(each.column).title for each in found.sums], **kept}
    )
    amounts = [title for title in kept if parts[title] != "unreadable"]
    shown = frame.style.format(yuan_grouped, subset=amounts)
    st.table(shown, border="horizontal", hide_index=True)


def problems(found: Receipt) -> None:
    """What is wrong, grouped by kind, the gravest open."""
    for group in grouping.grouped(found.problems):
        grave = group.severity in {FILE, ROW}
        label = f"{grouping.SEVERITIES[group.severity]}：{group.title}，{group.counted}"
        with st.expander(plain(label), expanded=grave):
            st.write(f"{group.remedy}。")
            sentences(group.messages, group.remedy, group.count)


def sentences(messages: Iterable[str], remedy: str, count: int) -> None:
    """What problems of one kind say, without what to do; those alike but for their line as one."""
    said = grouping.gathered(each.removesuffix(f"{remedy}。") for each in messages)
    st.text("\n".join(said[:MOST_MESSAGES]))
    if len(said) > MOST_MESSAGES:
        st.caption(f"只列出前 {MOST_MESSAGES} 句，共 {count:,} 处。")
