"""How a table is read, on a page: first rows beside what they become, the mapping by hand."""

from __future__ import annotations

import streamlit as st

from openbooks import contract, desk, telling
from openbooks.card import Card, fault_of
from openbooks.desk import Desk, Edit
from openbooks.question import label
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_draft import go
from openbooks.ui_receipt import grid, texts

BESIDE = 10  # columns up to which the file and what was understood stand side by side
NAMED = 4  # columns that are left out, named where the mapping is folded
FIXED, NOTHING = "（固定值，填在右边）", "（不取）"


def first_rows(card: Card, units: dict[str, str]) -> None:
    """The first rows as they stand in the file, beside what they are read as."""
    header, written = telling.as_written(card)
    titles, read = telling.as_understood(card, units)
    beside = titles and len(header) + len(titles) <= BESIDE
    left, right = st.columns(2) if beside else (st.container(), st.container())
    with left:
        st.caption(f"原表前 {len(written)} 行")
        grid(header, written, "原表前几行")
    if titles and read:
        with right:
            st.caption("读作")
            grid(titles, read, "读作")


def by_hand(now: Opened, at: Desk, card: Card) -> None:
    """Which header is which column; any of it can be changed, and so can the ledger."""
    ledger = contract.ledger(card.ledger)
    mapping = card.mapping
    linked = {each.column: "、".join(each.headers) for each in mapping.links}
    if mapping.wide:
        for name, months in mapping.wide.amounts:
            heads = [mapping.header[cell] for cell, _ in months]
            linked[name] = f"{heads[0]} … {heads[-1]}" if heads else ""
    left_out = [mapping.header[place] or f"第{place + 1}列" for place in mapping.ignored]
    told = "、".join(left_out[:NAMED]) + "…" * (len(left_out) > NAMED)
    label_now = f"列的对应：{len(linked)} 列已对上，{len(left_out)} 列不取" + f"：{told}" * bool(told)
    with st.expander(plain(label_now), key=f"mapping {at.id} {card.id}"):
        texts(("台账的列", "取自原表"),
              [(ledger.column(name).title, said) for name, said in linked.items()])
        if len(left_out) > NAMED:
            st.caption(plain(f"不取的列：{'、'.join(left_out)}"))
        headers = [label(place, text) for place, text in enumerate(card.table.header)]
        with st.form(f"link {at.id} {card.id}", border=False):
            one, two, three = st.columns(3)
            column = one.selectbox("台账的列", [c.name for c in ledger.columns], index=None,
                                   placeholder="请选择",
                                   format_func=lambda name: ledger.column(name).title)
            source = two.selectbox("取自", [*headers, FIXED, NOTHING], index=None,
                                   placeholder="请选择")
            value = three.text_input("固定值")
            if st.form_submit_button("改这一列"):
                cell = headers.index(source) if source in headers else -1
                fixed = value.strip() if source == FIXED else ""
                fault = _not_yet(card, column, source, fixed)
                if fault:
                    st.error(plain(f"{fault}。"))
                else:
                    go(now, desk.change_link(at, card.id, column, Edit(cell, fixed)))
        others = [name for name in contract.ledgers() if name != card.ledger]
        with st.form(f"other {at.id} {card.id}", border=False):
            other = st.selectbox("不是这种台账？", others, index=None, placeholder="请选择",
                                 format_func=lambda name: contract.ledger(name).title)
            if st.form_submit_button("改成这种"):
                if other:
                    go(now, desk.choose_ledger(at, card.id, other))
                st.error("请先选这份表其实是哪种台账。")


def _not_yet(card: Card, column: str | None, source: str | None, fixed: str) -> str:
    """Why a column cannot be changed by what was entered, in Chinese; "" when it can."""
    if not column or not source:
        return "请选台账的列，再选取自原表的哪一列"
    if source == FIXED and not fixed:
        return "选了固定值，请在右边填上这个值"
    return fault_of(card, card.mapping, column, fixed) if fixed and card.mapping else ""
