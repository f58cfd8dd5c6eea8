"""The desk of this address and session: found, kept, shown anew, thrown away.

Every answer is on disk at once; the address carries the draft's id (`desk`), so that a reload goes
on where it was.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from openbooks import agenda, covering, desk, longwork, ui_governing, ui_work
from openbooks.agenda import Agenda
from openbooks.desk import Desk
from openbooks.errors import WrongUse
from openbooks.ui import plain
from openbooks.ui_books import Opened

DESK = "desk"
STEPS = """\
1. **选文件。** 序时账、会费收缴表、慰问签收表、活动和竞赛名单都可以，不用改格式，不用排顺序。
2. **看认得对不对。** 程序说出每份表是什么、凭什么这样认；它不知道的会问，不会猜。
3. **看回执，按“装载”。** 每一行的去处、每一分钱都列出来；装错了可以撤销。
"""


def current(now: Opened) -> Desk:
    """The desk of this address or session; an empty one where there is none.

    It is read from the disk at each run: another window may have answered or loaded meanwhile.
    """
    slot, said = f"{DESK} {now.books.home}", st.query_params.get(DESK, "")
    known: Desk | None = st.session_state.get(slot)
    if known is not None and said in {"", known.id} and not known.handed:
        return known
    try:
        found = desk.open_desk(now.books, said or (known.id if known else ""))
    except WrongUse as error:
        if known is not None and known.loaded and said in {"", known.id}:
            return known  # all of it is in the books; new work elsewhere threw the draft away
        st.warning(plain(str(error)))
        found = desk.open_desk(now.books)
        st.query_params.pop(DESK, None)
    if found.handed:
        st.query_params[DESK] = found.id
    st.session_state[slot] = found
    return found


def go(now: Opened, at: Desk) -> None:
    """Show that desk from now on: the page runs anew."""
    st.session_state[f"{DESK} {now.books.home}"] = at
    if at.handed:
        st.query_params[DESK] = at.id
    elif DESK in st.query_params:
        del st.query_params[DESK]
    st.rerun()


def understood(now: Opened, at: Desk) -> Agenda:
    """The plan of a desk; made once for equal answers and equal books. That of large files is made
    elsewhere: while it is under way the page shows how far, and ends."""
    key = ui_work.key_of(now, at)
    held = st.session_state.get("agenda")
    if held is None or held[0] != key:
        if longwork.is_large(at):
            held = (key, ui_work.result(
                now, at, ui_work.PLAN, at, otherwise=lambda: other_files(now, at)
            ))
        else:
            with st.spinner("正在读文件…"):
                held = (key, agenda.plan(now.books, at))
        st.session_state["agenda"] = held
    return held[1]


def planned(now: Opened, at: Desk) -> Agenda:
    """The plan of a desk for an answer just given, waited for: what was read before is known."""
    if not longwork.is_large(at):
        return agenda.plan(now.books, at)
    with st.spinner("正在按您的回答再看一遍…"):
        return ui_work.at_once(now, at, ui_work.PLAN, at)


def attend(now: Opened, at: Desk) -> None:
    """A load of this desk that is under way is shown until it ends, also to who comes back to it;
    the desk of one that has ended is shown as it left it."""
    work = longwork.last(now.books, at, ui_work.COMMIT)
    if work is None:
        return
    if work.state == longwork.RUNNING:
        ui_work.watch(now, at, ui_work.COMMIT)
        st.stop()
    longwork.forget(now.books, at, ui_work.COMMIT)
    if work.state != longwork.DONE:
        st.warning(plain(work.why))
        return
    changed, outcomes = work.result
    ui_governing.landed(now, at, outcomes)
    if not longwork.is_large(changed):
        longwork.leave(now.books, changed)
    go(now, changed)


def other_files(now: Opened, at: Desk) -> None:
    """The way back to an empty desk."""
    if _thrown_away(at, "这些都不要了，重新选文件", "tertiary"):
        begin_again(now, at)


def _thrown_away(at: Desk, label: str, kind: Literal["secondary", "tertiary"]) -> bool:
    """Whether a draft is to be thrown away: in one press, or in two where somebody answered or mended
    something in it."""
    pressed, step = st.button(label, type=kind, key=f"clear {at.id}"), f"sure clear {at.id}"
    told = sum(not answer.batch for answer in at.answers.values())
    if pressed:
        st.session_state[step] = True
    if not (told and st.session_state.get(step)):
        return pressed
    st.warning(f"您已经答过或改过 {told} 份表，会一起丢掉，找不回来。确定吗？")
    with st.container(horizontal=True, key="choice-clear"):
        sure = st.button("确定，都不要了", key=f"clear sure {at.id}")
        if st.button("留着", key=f"clear not {at.id}"):
            st.session_state.pop(step)
            st.rerun()
    return sure


def begin_again(now: Opened, at: Desk) -> None:
    """Throw the draft away and show an empty desk; what was loaded stays in the books."""
    longwork.leave(now.books, at)
    desk.clear(at)
    go(now, desk.open_desk(now.books))


def left_open(now: Opened, at: Desk) -> None:
    """Drafts of an earlier visit, to go on with or to throw away."""
    st.markdown(STEPS)
    st.caption("文件只留在这台电脑上；按下“装载”之前，什么也不会写进账本。")
    for each in desk.left_open(now.books)[:3]:
        with st.container(border=True):
            names = "、".join(covering.text(now.view, one.name) for one in each.handed)
            left = "还没有装完" if each.loaded else "还没有装载"
            st.write(plain(f"上次有 {len(each.handed)} 个文件{left}：{names}"))
            if st.button("接着做", key=f"resume {each.id}", type="primary"):
                go(now, each)
            if _thrown_away(each, "丢掉这份草稿", "secondary"):
                longwork.leave(now.books, each)
                desk.clear(each)
                go(now, at)
