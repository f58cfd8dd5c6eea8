"""工作底稿 on the page: made when the button is pressed (it asks every rule twice), kept for the session, and
proved for whoever was handed some."""

from __future__ import annotations

import hashlib

import streamlit as st

from openbooks import paperproof
from openbooks.errors import OpenBooksError
from openbooks.papers import Papers, papers
from openbooks.ui import answer, plain
from openbooks.ui_books import Opened
from openbooks.ui_filters import Scope

LARGEST = 200  # MB of papers handed in on a page; the command line takes more
WHAT = (
    ("审计底稿.xlsx", "封面、对账、控制总数、疑点、处理、抽样、规则、限额、画像，各一张表"),
    ("经审工作报告.pdf", "草稿：数字取自同一份底稿，评价和要求留空由经审会填写"),
    ("给程序重算用的文件夹", "规则读过的行和规则的原文；人名换成代号，单位名称和金额不变"),
)


def make(now: Opened, at: Scope) -> None:
    """The button, and what came of it."""
    key = (str(now.books.home), now.view.version, len(now.books.events), at.unit, at.period.code)
    held: dict[tuple[object, ...], Papers] = st.session_state.setdefault("work papers", {})
    if key not in held:
        answer(f"{at.said}的底稿还没有做。做成一个压缩包：里面有给人看的表和报告草稿，也有重算要用的一切。")
        st.header("压缩包里有什么？", anchor=False)
        for name, said in WHAT:
            st.markdown(f"- **{name}**：{said}")
        if not st.button("做底稿", type="primary", key="make papers"):
            return
        try:
            with st.spinner("正在做底稿：每条规则要问两遍，要几秒到几十秒…"):
                held.clear()  # one at a time: a session need not hold many zips
                held[key] = papers(now.books, now.view.reader.role, at.period.code, at.unit,
                                   None if now.newest else now.view.version)
        except OpenBooksError as error:
            st.error(plain(str(error)))
            return
        st.rerun()
    _made(at, held[key])


def _made(at: Scope, found: Papers) -> None:
    digest = hashlib.sha256(found.content).hexdigest()
    answer(f"{at.said}的底稿已做好：疑点 {found.leads} 个，办过的 {found.cases} 个，样本 {found.samples} 份"
           f"（第 {found.version} 版账本）。",
           "下载后抄下校验值，写在签字页上：以后重算时两者应当相同。")
    st.download_button("下载底稿（压缩包）", data=found.content, mime="application/zip", type="primary",
                       file_name=f"{found.stem}.zip", key="download papers", on_click="ignore")
    st.markdown("压缩包的校验值（sha256）：")
    st.code(digest, language=None, wrap_lines=True)
    if found.unequal:
        st.warning(plain(f"人名换成代号以后，这些规则的结果与账里的不完全相同：{'、'.join(found.unequal)}。"
                         "底稿里已写明；要完全照样重算，请工作人员用命令行加 --role staff 做。"))
    else:
        st.markdown("人名换成代号以后重算过一遍，每条规则的结果都与账里的相同。")
    if found.left_out:
        st.info(plain(f"第 {'、'.join(map(str, found.left_out))} 号样本不是只从这个单位抽的，没有列入。"))


def prove() -> None:
    """Papers that somebody hands in, asked again: no books are needed."""
    st.header("别人给的底稿对不对？", anchor=False)
    st.markdown("把压缩包放进来，就用里面的行和规则重算一遍；只看不存。")
    given = st.file_uploader("底稿压缩包", type=["zip"], key="given papers", max_upload_size=LARGEST)
    if given is None:
        return
    try:
        with st.spinner("正在重算…"):
            found = paperproof.proved(given.getvalue())
    except OpenBooksError as error:
        st.error(plain(str(error)))
        return
    if found.ok:
        st.success("重算相符。")
    else:
        st.error(f"有 {len(found.differs)} 处不符。")
    for title, sentences in (("不符", found.differs), ("相符", found.agrees), ("另要知道", found.notes)):
        if sentences:
            st.markdown(f"**{title}**")
            st.markdown("\n".join(f"- {plain(each)}" for each in sentences))
    st.markdown("压缩包的校验值（sha256），请与签字页上抄的核对：")
    st.code(found.digest, language=None, wrap_lines=True)
