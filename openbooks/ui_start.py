"""开始: look at an example, or open books of one's own. The two never mix.

An example is loaded into a folder of its own name only when all of it is there: a visitor who
leaves half-way leaves nothing half.
"""

from __future__ import annotations

import secrets
import shutil
from datetime import datetime

import streamlit as st

from openbooks import founding
from openbooks.books import Books, open_books
from openbooks.history import CHARTS, Settings
from openbooks.home import WHO
from openbooks.ui import OVERVIEW, UPLOAD, plain, way
from openbooks.ui_books import EXAMPLES, OWN, home_of, is_founded, keep

PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
    "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)
CHART_FOR = {
    "2010": "2021 年及以前的账", "2022": "2022 年起执行；不清楚就选这个",
    "simple": "不用会计科目编码，只分收支项目",
}
ABOUT = {
    "school": "约 80 名会员的小学工会。会费、福利、慰问、文体活动，上一年只有余额表。",
    "federation": "40 家企业的街道总工会，两级单位，约 1500 名会员，三年的账。",
}


def examples() -> None:
    """The two invented unions, each a card that opens it."""
    for which, name in EXAMPLES.items():
        with st.container(border=True, key=f"card-{which}"):
            st.badge("虚构示例", color="orange")
            st.subheader(name, anchor=False)
            st.write(ABOUT[which])
            if is_founded(which):
                way(OVERVIEW, f"打开{name}", books=which)
            elif st.button(f"装入并打开{name}", key=f"make {which}"):
                make(which)
                keep("", books=which)
                st.switch_page(OVERVIEW, query_params={"books": which})


def make(which: str) -> None:
    """Load the books of an example, showing how far it is."""
    final = home_of(which)
    making = final.with_name(f"{final.name}-{secrets.token_hex(4)}")
    bar = st.progress(0.0, text="正在建账……")

    def told(done: int, total: int) -> None:
        bar.progress(done / total, text=f"正在装入第 {done} 份文件，共 {total} 份……")

    books = Books(making)
    try:
        try:
            founding.found_example(books, which, datetime.now().astimezone(), told)
        finally:
            books.connection.close()
        if not is_founded(which):
            making.replace(final)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def own() -> None:
    """One's own books: open them, or answer four questions and have them."""
    if is_founded(OWN):
        settings = open_books(home_of(OWN)).settings
        with st.container(border=True, key="card-own"):
            st.badge("本单位账本", color="blue")
            st.subheader(plain(settings.union if settings else ""), anchor=False)
            way(OVERVIEW, "打开我的账", books=OWN)
            way(UPLOAD, "上传台账", books=OWN)
        return
    with st.form("found"):
        union = st.text_input("工会名称", max_chars=100, placeholder="例如：××小学工会")
        province = st.selectbox(
            "省份", PROVINCES, index=None, placeholder="请选择", filter_mode="contains"
        )
        chart = st.radio(
            "会计科目", list(CHARTS), format_func=CHARTS.__getitem__, index=1,
            captions=[CHART_FOR[each] for each in CHARTS],
        )
        month = st.selectbox(
            "会计年度从几月开始", range(1, 13), format_func=lambda each: f"{each}月"
        )
        if not st.form_submit_button("建账", type="primary"):
            return
    if not union.strip() or province is None:
        st.error("请填写工会名称，并选择省份。")
        return
    with st.spinner("正在建账……"):
        founding.found_own(
            open_books(home_of(OWN)), Settings(union, province, chart, month, False), WHO,
            datetime.now().astimezone(),
        )
    keep("", books=OWN)
    st.switch_page(UPLOAD, query_params={"books": OWN})
