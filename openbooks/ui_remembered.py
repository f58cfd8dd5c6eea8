"""Kept mappings on a page: which there are, what one of them does, handing on, bringing in, retiring."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from openbooks import contract, covering, remembered
from openbooks.errors import OpenBooksError
from openbooks.mapping import Mapping, from_json, used_cells
from openbooks.remembered import Remembered
from openbooks.ui import plain
from openbooks.ui_books import OWN, Opened
from openbooks.ui_receipt import texts

SHOWN_HEADERS = 4
HOWS = {
    "cell": "原样", "date_parts": "年月日合成日期", "year_month": "年月合成", "word_part": "取凭证字",
    "number_part": "取凭证号", "code_part": "取编码", "name_part": "取名称", "fall": "两列中有数的一列",
    "fall_direction": "按哪列有数定收支", "fall_size": "两列中有数的一列，取绝对值", "size": "取绝对值",
    "sign": "按正负定收支", "kind": "按类型定收支", "letter_c": "C、D 读作贷、借",
    "letter_j": "J、D 读作借、贷",
    "debit_side": "方向为借时取数", "credit_side": "方向为贷时取数", "path": "各级科目连成一条",
    "below": "空格取上一行", "filled": "填了就是", "ticked": "填了是，没填否", "other_party": "取对方",
    "as": "与另一列相同",
}


def name_of(now: Opened, each: Remembered) -> str:
    """How a kept mapping is called: its title, else how its files are called, else its header."""
    mapping = each.mapping
    said = mapping.title or mapping.pattern or "、".join(filter(None, mapping.header[:SHOWN_HEADERS]))
    return f"{contract.ledger(mapping.ledger).title} · {covering.text(now.view, said)}"


def overview(kept: Sequence[Remembered], now: Opened) -> None:
    """One line a kept mapping, own ones first."""
    frame = pd.DataFrame({
        "来历": ["随程序" if each.shipped else "本单位" for each in kept],
        "台账": [contract.ledger(each.mapping.ledger).title for each in kept],
        "名称": [covering.text(now.view, each.mapping.title or "—") for each in kept],
        "文件名样式": [covering.text(now.view, each.mapping.pattern or "不限") for each in kept],
        "取几列": [len(used_cells(each.mapping)) for each in kept],
        "表头": ["、".join(filter(None, each.mapping.header)) for each in kept],
    })
    st.dataframe(frame, hide_index=True, alt=f"{len(kept)} 种读表方法",
                 height="content" if len(frame) < 15 else 480)


def pick(kept: Sequence[Remembered], now: Opened) -> Remembered | None:
    """The one that is looked at."""
    by_id = {each.id: each for each in kept}
    chosen = st.selectbox(
        "看其中一种怎么读", list(by_id), index=None, placeholder="选一种", key=f"{now.which} mapping",
        format_func=lambda name: name_of(now, by_id[name]),
    )
    return by_id.get(chosen or "")


def details(mapping: Mapping) -> None:
    """Which header becomes which column, and what is left out: what a person looks over."""
    ledger = contract.ledger(mapping.ledger)
    rows = [
        (ledger.column(link.column).title, "、".join(link.headers) or "—", HOWS[link.how]
         + (f"，按 {link.scale:,} 元一单位" if link.scale > 1 else ""))
        for link in mapping.links
    ]
    if mapping.wide:
        for name, months in mapping.wide.amounts:
            heads = "、".join(mapping.header[cell] for cell, _ in months)
            rows.append((ledger.column(name).title, heads, "各月并排，一月一行"))
    texts(("台账的列", "取自原表的列", "怎样取"), rows)
    unused = "、".join(mapping.header[at] for at in mapping.ignored if mapping.header[at].strip())
    if unused:
        st.caption(plain(f"不取的列：{unused}"))


def ways_on(now: Opened, each: Remembered) -> None:
    """Hand a mapping on as a file; put an own one out of use."""
    with st.container(horizontal=True, vertical_alignment="center", key="next"):
        st.download_button(
            "下载，交给别的单位用", remembered.handed_on(each.mapping), f"{each.id}.json",
            "application/json", key=f"hand on {each.id}", on_click="ignore",
        )
        if not each.shipped and now.which == OWN and st.button("停用", key=f"retire {each.id}"):
            remembered.retire(each.path)
            st.rerun()
    if each.shipped:
        st.caption("随程序的方法不能停用；本单位对同样的表头另有对应时，以本单位的为准。")


def bring_in(now: Opened) -> None:
    """Take a mapping from another union: looked over first, kept when agreed to."""
    if now.which != OWN:
        return
    with st.expander("收下别的单位交来的读表方法", key="bring in"):
        given = st.file_uploader("读表方法（JSON 文件）", key=f"{now.which} given mapping")
        if given is None:
            return
        content = given.getvalue()
        try:
            if len(content) > remembered.LARGEST:
                remembered.bring_in(content, now.books.home)  # says why not
            mapping = from_json(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            st.error("这个文件不是 UTF-8 的 JSON，不是读表方法。")
            return
        except OpenBooksError as error:
            st.error(plain(str(error)))
            return
        st.markdown(plain(
            f"读进“{contract.ledger(mapping.ledger).title}”。表头是：{'、'.join(mapping.header)}"
        ))
        details(mapping)
        if st.button("看过了，收下", type="primary", key="bring in agreed"):
            remembered.bring_in(content, now.books.home)
            st.rerun()


def broken(now: Opened) -> bool:
    """Say which own files are no mapping, and offer to put them out of use; whether there are any."""
    found = remembered.damaged(now.books.home)
    for path in found:
        st.error(plain(f"{path.name} 已损坏，读不出来。停用它之前，任何文件都不能装载。"))
        if st.button("停用它", key=f"retire {path.name}"):
            remembered.retire(path)
            st.rerun()
    return bool(found)
