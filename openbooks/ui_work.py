"""Work on large files as a page shows it: how far it is, a way to stop it, and what became of it.

The work goes on without the page: a reload, a lost connection or another page do not end it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from openbooks import longwork
from openbooks.desk import Desk
from openbooks.errors import WrongUse
from openbooks.journal import head_of
from openbooks.longwork import DONE, RUNNING, Work
from openbooks.ui import plain
from openbooks.ui_books import Opened

PLAN, TRY, COMMIT, RETURNED = "plan", "try", "commit", "returned"
TITLES = {PLAN: "正在读文件", TRY: "正在试装，看看会有什么结果", COMMIT: "正在装载"}
STAYS = {
    PLAN: "可以去看别的页，或先关掉这一页；回来时从这里接着。",
    TRY: "还没有写进账本。可以去看别的页，或先关掉这一页；回来时从这里接着。",
    COMMIT: "可以去看别的页，关掉这一页也会装完；回来时这里写着结果。",
}
BRIEF = 1.0  # seconds in which most answers come, so that no bar flickers


def result(
    now: Opened, at: Desk, task: str, *given: Any, otherwise: Callable[[], None] | None = None
) -> Any:
    """The result of a task on this desk. While there is none, or when it failed, that is shown (with
    what `otherwise` draws beside a failure) and the page ends."""
    key = key_of(now, at)
    longwork.ask(now.books, at, task, key, *given)
    found = longwork.waited(now.books, at, task, BRIEF)
    if found is None or found.state == RUNNING:
        watch(now, at, task)
        st.stop()
    if found.key != key:  # what was asked before has only now ended
        longwork.forget(now.books, at, task)
        st.rerun()
    if found.state == DONE:
        return found.result
    st.warning(plain(found.why))
    if st.button("接着做", type="primary", key=f"again {task} {at.id}"):
        longwork.forget(now.books, at, task)
        st.rerun()
    if otherwise is not None:
        otherwise()
    st.stop()


def at_once(now: Opened, at: Desk, task: str, *given: Any, more: object = None) -> Any:
    """The result of a task, however long it takes; `more` tells it from others on the same desk.
    Raises WrongUse with the reason where it has none."""
    key = key_of(now, at) if more is None else (key_of(now, at), more)
    while (found := longwork.ask(now.books, at, task, key, *given)).state == RUNNING:
        longwork.waited(now.books, at, task)
        if found.key != key:
            longwork.forget(now.books, at, task)
    if found.state != DONE:
        raise WrongUse(found.why)
    return found.result


def key_of(now: Opened, at: Desk) -> tuple[Any, ...]:
    """What the understanding of a desk depends on: the books and the draft, as they are now."""
    return (str(now.books.home), head_of(now.books.events), at)


@st.fragment(run_every=1.0)
def watch(now: Opened, at: Desk, task: str) -> None:
    """The bar of a task, drawn anew every second; when the task has ended the page runs anew."""
    found = longwork.last(now.books, at, task)
    if found is None or found.state != RUNNING:
        st.rerun()
    share = min(found.done / found.of, 1.0) if found.of else 0.0
    st.progress(share, plain(said(found)))
    st.caption(f"文件大，要一会儿。{STAYS[task]}")
    if st.button("停下来", key=f"stop {task} {at.id}"):
        longwork.stop(now.books, at)
        st.rerun()


def said(work: Work) -> str:
    """What is being done, how far it is and for how long, in one line."""
    far = " / ".join(f"{number:,}" for number in (work.done, work.of) if number)
    minutes, seconds = divmod(work.seconds, 60)
    lasted = f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
    return "，".join(filter(None, (TITLES[work.task], f"{work.what} {far}".strip(), f"已用 {lasted}")))
