"""公开栏 on the page: what was published, as it was frozen. Nothing here is asked of today's books."""

from __future__ import annotations

import streamlit as st

from openbooks import release, ui_document, ui_release
from openbooks.publication import Release
from openbooks.ui import answer, plain
from openbooks.ui_books import Opened
from openbooks.ui_receipt import texts
from openbooks.wording import listed


def told(now: Opened) -> None:
    """The answer: how much is published, and when the next half-year is due."""
    shown = release.on_show(now.view.state)
    due = ui_release.next_due(now, ui_release.today(now)) + "。"
    if shown:
        newest = shown[0]
        answer(f"已公布 {len(shown)} 份，最近一份是{ui_release.named(now, newest)}，"
               f"{ui_release.day_of(newest.acts[-1].at)}公布。", f"下一次：{due}")
        return
    before = any(each.was_published for each in now.view.state.releases)
    answer("公布过的都已撤下，现在没有可看的。" if before else "还没有公布过收支情况。")
    with st.container(border=True, key="empty"):
        st.header("公开栏还是空的", anchor=False)
        st.markdown(plain(f"公布以后，表、图和可下载的文件就在这里。{due}"))


def shown(now: Opened) -> None:
    """One published report as it was frozen: when it passed, its files, its sections, its sources."""
    found = ui_release.pick(now, release.on_show(now.view.state), "看哪一份")
    if found is None:
        return
    document = ui_release.document(now, found)
    st.header(plain(document.title), anchor=False)
    st.caption(plain(f"{document.subtitle}　{_passed(found)}　{document.code}"))
    ui_release.downloads(now, found)
    ui_document.shown(None, document)
    with st.expander(f"这些数字怎么来的（{len(document.sources)} 项）", key="sources"):
        for each in document.sources:
            st.markdown(plain(f"{each.title}：{each.basis}") + plain(f" 来自{listed(each.ledgers, 9)}。"))
    with st.expander("怎么核对没有被改过", key="check"):
        st.markdown(plain(
            f"文件在公布时冻结，内容的 SHA-256 记在账本日志第 {found.acts[-1].seq} 条里；每份文件上印着"
            f"“{document.code}”。下载的文件算出的 SHA-256 应与下表相同。"
        ))
        with st.container(key="table-hashes"):
            texts(("文件", "SHA-256"), found.files)


def earlier(now: Opened) -> None:
    """What was published before, and was published anew since: a line each."""
    gone = [each for each in now.view.state.releases if each.was_published and each.replaced_by]
    if gone:
        with st.expander(f"后来更正过的（{len(gone)} 份）", key="corrected"):
            texts(("报告", "公布", "更正"), [
                (ui_release.named(now, each), _passed(each), f"见第 {each.replaced_by} 号")
                for each in reversed(gone)
            ])


def _passed(found: Release) -> str:
    """When it was reviewed, approved and published."""
    said = (("review", "经审审阅"), ("approve", "主席批准"), ("publish", "公布"))
    steps = [(name, found.last(kind)) for kind, name in said]
    return "，".join(f"{name} {ui_release.day_of(done.at)}" for name, done in steps if done)
