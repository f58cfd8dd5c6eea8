"""What every page begins and ends with: the guard, the heading, empty and refused states.

A page starts with `guard()` and `enter(question)`. Texts that users or files bring go through
`plain` before they reach a Markdown element.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager

from openbooks import contract
from openbooks.errors import OpenBooksError
from openbooks.home import ROOT
from openbooks.ui_books import EXAMPLES, OWN, Opened, chosen, is_founded, opened, to_newest
from openbooks.ui_version import picker

NAME = "阳光账本"
START = "pages/members/start.py"
OVERVIEW = "pages/members/overview.py"
UPLOAD = "pages/staff/upload.py"
ROWS = "pages/audit/rows.py"
BATCHES = "pages/staff/batches.py"
CHANGES = "pages/audit/changes.py"
TIE_OUT = "pages/audit/reconciliation.py"
LEADS = "pages/audit/leads.py"
LEAD = "pages/audit/lead.py"
RULES = "pages/audit/rules.py"
ANSWERS = "pages/staff/answers.py"
STATIC = ROOT / "static"
BROKEN = "程序在这一页出了差错，账本没有受影响。请刷新重试；还不行，请告诉维护者。"
DONE = "done"
FEW = 8  # boxes of one kind that all stand open
_ROUTED: ContextVar[bool] = ContextVar("routed", default=False)
_ANSWER: ContextVar[DeltaGenerator | None] = ContextVar("answer", default=None)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=])")
# :smile:, :material/…:, :red[…], http://… and www. mean something even behind a backslash.
_SPEAKING = re.compile(r"(:)(?=[\w/\\])|(?<=\bwww)(\\\.)")
_JOINER = "\u2060"
_MAKES: list[Callable[..., logging.LogRecord]] = []


def close_pages_folder() -> None:
    """Keep Streamlit from serving pages/ by itself, whoever comes first and wherever to."""
    PagesManager.uses_pages_directory = False


@contextmanager
def routed() -> Iterator[None]:
    """Around a page: the guard lets it pass, and what it raises on purpose becomes one sentence."""
    token = _ROUTED.set(True)
    _ANSWER.set(None)
    try:
        yield
    except OpenBooksError as error:
        refused(str(error))
    finally:
        _ROUTED.reset(token)


def guard() -> None:
    """First line of every page: it runs only through the router, with the books chosen there."""
    if _ROUTED.get():
        return
    if PagesManager.uses_pages_directory:
        close_pages_folder()
        st.rerun()
    st.error("这一页不能单独打开。请从首页进入。")
    st.stop()


def failed(error: Exception) -> bool:
    """What a visitor sees instead of a traceback; where it was stands in the log."""
    if isinstance(error, OpenBooksError):
        refused(str(error))
    else:
        st.error(BROKEN)
    return True


def log_places_only() -> None:
    """Let every log of this process say of a fault what it was and where, and not its message, in
    which a cell of somebody's file may stand. Streamlit logs a fault before `failed` hears of it."""
    make = logging.getLogRecordFactory()
    if make is not _record_of_places:
        _MAKES.append(make)
        logging.setLogRecordFactory(_record_of_places)


def _record_of_places(*given: Any, **named: Any) -> logging.LogRecord:
    record = _MAKES[-1](*given, **named)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        places = traceback.extract_tb(error.__traceback__)
        told = "; ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in places)
        record.exc_text = f"{type(error).__name__} at {told}"  # stands for what would be printed
        record.exc_info = None
    return record


def refused(sentence: str) -> None:
    """One sentence that says why there is nothing to see, and a way on."""
    st.error(plain(sentence))
    way(START, "回到“开始”")


def way(page: str, label: str, **parameters: str) -> None:
    """A link to another page of ours that looks like one; `parameters` go into its address."""
    given = {name: value for name, value in parameters.items() if value}
    st.page_link(page, label=f":primary[**{plain(label)} →**]", query_params=given or None)


def dress() -> None:
    """The page's language, words and stylesheet: the only place where such things are loaded."""
    st.set_page_config(page_icon=STATIC / "icon.svg", layout="wide")
    st.logo(STATIC / "icon.svg", size="large")
    st.html(STATIC / "page.css")
    with st.container(key="language"):
        script = (STATIC / "page.js").read_text("utf-8")
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def plain(text: str) -> str:
    """A text with nothing in it that Markdown would read as more than text."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return _SPEAKING.sub(lambda found: f"{found[1] or _JOINER + found[2]}{_JOINER}", escaped)


def front() -> None:
    """The bare address: on to the books that are open, or to the start screen.

    An address that is no page comes here too and goes no further: Streamlit's own notice is lost
    when this run ends before it was sent.
    """
    guard()
    base = st.get_option("server.baseUrlPath")
    if urlsplit(st.context.url or base).path.strip("/") != base.strip("/"):
        st.title("没有这一页")
        st.write("地址里的这一页不存在。")
        way(START, "去“开始”页")
        return
    which = chosen()
    parameters = {"books": which} if which else {}
    st.switch_page(OVERVIEW if which and is_founded(which) else START, query_params=parameters)


def enter(question: str) -> Opened:
    """The heading of a page and the open books; a page without books says what to do and ends.

    The heading says which union's books these are, whether they are invented, and of which version
    and date they are.
    """
    guard()
    now = opened()
    if now is None:
        st.title(question)
        no_books()
    heading(now)
    st.title(question)
    # the answer stands right under its question, though it is known only after the filters
    _ANSWER.set(st.container(key="answer"))
    if said := st.session_state.pop(DONE, ""):
        st.success(plain(said))
    return now


def say(sentence: str) -> None:
    """Say once, when the page has run anew, what was just done."""
    st.session_state[DONE] = sentence


def heading(now: Opened) -> None:
    """The line over every page: whose books, invented or own, version and date."""
    state = now.view.state
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        if now.settings.example:
            st.badge("虚构示例", color="orange")
        else:
            st.badge("本单位账本", color="blue")
        st.markdown(f"**{plain(now.settings.union)}**", width="content")
        st.caption(f"第 {state.version} 版 · 截至 {state.today.isoformat()}", width="content")
        picker(now)
    if not now.newest:
        newest = now.books.version()
        st.warning(f"这是第 {state.version} 版的旧账，不含以后的装载和撤销；最新是第 {newest} 版。")
        with st.container(horizontal=True, vertical_alignment="center", key="choice-version"):
            st.button("回到最新的账", on_click=to_newest, args=(now.which,))
            way(CHANGES, "看后来变了什么", books=now.which, since=str(state.version), upto=str(newest))


def answer(*sentences: str) -> None:
    """The answer to the page's question, in its first lines; sentences are plain texts."""
    slot = _ANSWER.get()
    with slot if slot is not None else st.container(key="answer"):
        for sentence in sentences:
            st.markdown(plain(sentence))


@contextmanager
def box(folded: str, key: str) -> Iterator[bool]:
    """A box; with a text in `folded` (Markdown) one that is folded behind it until it is opened, so
    that a page of very many stays short. Gives whether what is in it is to be drawn."""
    if not folded:
        with st.container(border=True, key=key):
            yield True
        return
    behind = st.expander(folded, key=key, on_change="rerun")
    with behind:
        yield bool(behind.open)


def no_books() -> None:
    """There are no books at this address yet: the way to them. Ends the page."""
    which = chosen()
    with st.container(border=True, key="empty"):
        if which in EXAMPLES:
            st.header(f"示例“{EXAMPLES[which]}”还没有装入")
            st.write("到“开始”页点一下就会装入，约需半分钟。")
            way(START, "去“开始”页装入示例", books=which)
        else:
            st.header("还没有建账")
            st.write("先看一套虚构的示例，或者用一分钟建自己的账：只问工会名称、省份、科目表和会计年度。")
            way(START, "去“开始”页")
    st.stop()


def needs(now: Opened, *ledgers: str) -> None:
    """Ends the page with what is missing, unless one of these ledgers has been loaded."""
    if now.has(*ledgers):
        return
    titles = "、".join(f"“{contract.ledger(name).title}”" for name in ledgers)
    any_of = "其中任意一种" if len(ledgers) > 1 else "这种台账"
    with st.container(border=True, key="empty"):
        st.header("还没有可看的数据")
        st.write(f"这一页要用到台账{titles}。装载{any_of}以后，数字、图和明细就会出现在这里。")
        next_step(now)
    st.stop()


def next_step(now: Opened) -> None:
    """The way on for empty books."""
    if now.which == OWN:
        way(UPLOAD, "去上传台账", books=now.which)
    else:
        way(BATCHES, "看装载记录", books=now.which)

