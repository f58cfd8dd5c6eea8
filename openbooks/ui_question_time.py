"""Question time on its page: the list that is searched, and the answer that stands in the hall."""

from __future__ import annotations

import streamlit as st

from openbooks import answering
from openbooks.answering import Question
from openbooks.document import Document
from openbooks.journal import head_of
from openbooks.ui_books import Opened, ask, key_of
from openbooks.ui_filters import said, say

ASKED = "asked"


def chosen(now: Opened) -> Question | None:
    """The question of the address, or the one chosen in the list; None where there is none yet."""
    held = answering.questions()
    slot = f"{now.which} {ASKED}"
    value = said(now, ASKED)
    st.session_state[slot] = value if value in held else None

    def changed() -> None:
        say(now, ASKED, st.session_state[slot] or "")

    key = st.selectbox(
        "问题", list(held), key=slot, format_func=lambda each: held[each].told, on_change=changed,
        placeholder="打字查找：会费、慰问、预算、竞赛……", filter_mode="contains",
    )
    return held.get(key) if key else None


def offered(now: Opened) -> None:
    """What is asked most, each a button: for whoever does not know what to look for."""
    st.header("常被问到的", anchor=False)
    with st.container(horizontal=True, key="choice-offered"):
        for key, each in answering.questions().items():
            if not each.report.is_listed:
                st.button(each.title, key=f"{now.which} offered {key}", on_click=say, args=(now, ASKED, key))


def answered(now: Opened, asked: Question, unit: str, period: str) -> Document:
    """The answer; made once for equal books."""
    key = repr((*key_of(now), head_of(now.books.events), asked))
    return _answered(key, asked.key, unit, period, now)


@st.cache_data(show_spinner="正在取数……", max_entries=64)
def _answered(key: str, name: str, unit: str, period: str, _now: Opened) -> Document:
    return answering.answer(
        _now.view, answering.questions()[name], period, unit, lambda each, given: ask(_now, each, **given)
    )


def first_lines(document: Document) -> list[str]:
    """The answer in its first lines: what the section says, else that its table does."""
    if not document.sections:
        return [f"{title}：{why}。" for title, why in document.left_out]
    tables = "、".join(table.title for table in document.tables())
    return list(document.sections[0].texts) or [f"见下面的表：{tables}。"]
