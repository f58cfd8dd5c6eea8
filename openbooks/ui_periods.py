"""结账与复核 on the page: months that are closed, closing and opening them again, and which ledgers
need two people. Every act takes two steps, a name and a reason."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from openbooks import closing, contract, covering, news
from openbooks.governing import close, reopen, set_two_person
from openbooks.home import WHO
from openbooks.period import moved
from openbooks.ui_books import Opened
from openbooks.ui_governing import done, go_on, wanting, when
from openbooks.ui_receipt import texts

YEARS = 5  # back from today: what is offered to be closed
KINDS = frozenset({"close", "reopen", "rule"})


def answer(now: Opened) -> str:
    """Which months are closed, in a sentence."""
    closings = now.view.state.closings
    if not closings:
        return "还没有结过账：每个月都还能装载、更正和撤销。"
    spans = (closing.months(*map(_month, each)) for each in closing.stretches(closings))
    return f"已结账：{'、'.join(spans)}。落在这些月份里的，装载、取代和撤销都不收，直到重新开账。"


def _month(number: int) -> str:
    return f"{number // closing.MONTHS:04d}-{number % closing.MONTHS + 1:02d}"


def closings(now: Opened) -> None:
    """The closings that stand: months, who, when, why; and opening them again."""
    found = now.view.state.closings
    if not found:
        return
    texts(("月份", "结账人", "时间", "原因"), [
        (closing.months(each.start, each.end), covering.who(now.view, each.who), when(each.at),
         covering.text(now.view, each.reason))
        for each in reversed(found)
    ])
    if not now.newest:
        return
    with st.expander("重新开账", key="reopen"):
        names = {each.seq: closing.months(each.start, each.end) for each in reversed(found)}
        seq = st.selectbox("哪一次结账", list(names), format_func=names.__getitem__,
                           key=f"{now.which} reopen which")
        reason, who = _asked(now, "reopen")
        if _sure(now, f"reopen {seq}", reason, who):
            st.warning(f"{names[seq]}将重新开账：又可以装载、取代和撤销。谁、何时、为什么都留在记录里。")
            if st.button("确认重新开账", type="primary", key="reopen act"):
                done(now, partial(reopen, now.books, seq, reason, who, _clock()),
                     _step(now, f"reopen {seq}"), f"{names[seq]}已重新开账。")


def close_months(now: Opened) -> None:
    """Close a stretch of months."""
    if not now.newest:
        return
    with st.expander("结账", key="close"):
        st.markdown("结账后，这些月份的行不能再新增、更正或撤销；与已有的行相同的，仍按重复记下。")
        this = f"{now.view.state.today:%Y-%m}"
        months = [moved(this, -back) for back in range(YEARS * closing.MONTHS)]
        last = max((each.end for each in now.view.state.closings), default="")
        first = last if last in months else moved(this, -1)
        with st.container(horizontal=True):
            start = st.selectbox("从哪个月", months, index=months.index(first),
                                 format_func=_said, key=f"{now.which} close from")
            end = st.selectbox("到哪个月（含）", months, index=months.index(max(first, moved(this, -1))),
                               format_func=_said, key=f"{now.which} close to")
        if end < start:
            st.error("“到哪个月”在“从哪个月”之前，请改一个。")
            return
        reason, who = _asked(now, "close")
        name = f"close {start} {end}"
        if _sure(now, name, reason, who):
            behind = moved(end, 1)
            st.warning(f"将把{closing.months(start, behind)}结账。确定吗？")
            if waiting := len(now.view.state.pending):
                st.info(f"还有 {waiting} 份录入等待复核；结账后，其中属于这些月份的行不能再通过复核。")
            if st.button("确认结账", type="primary", key="close act"):
                done(now, partial(close, now.books, start, behind, reason, who, _clock()),
                     _step(now, name), f"{closing.months(start, behind)}已结账。")


def two_person(now: Opened) -> None:
    """Which ledgers need two people, and changing that."""
    st.header("哪些台账要录入、复核两人办？", anchor=False)
    under = [name for name in contract.ledgers() if name in now.view.state.two_person]
    if under:
        titles = "”、“".join(contract.ledger(name).title for name in under)
        st.markdown(f"“{titles}”：一人录入，另一人复核后才计入数字；撤销和重做也要两个人。")
    else:
        st.markdown("没有。每种台账一人就能装载；可以按台账改成两人办。")
    if not now.newest:
        return
    with st.expander("改变两人办的台账", key="rule"):
        ledger = st.selectbox(
            "台账", list(contract.ledgers()), format_func=lambda name: contract.ledger(name).title,
            key=f"{now.which} rule ledger",
        )
        on = ledger not in under
        title = contract.ledger(ledger).title
        change = f"“{title}”改为录入、复核两人办" if on else f"“{title}”改回一人即可装载"
        reason, who = _asked(now, "rule")
        name = f"rule {ledger} {on}"
        if _sure(now, name, reason, who):
            st.warning(f"将把{change}。确定吗？")
            if st.button("确认改变", type="primary", key="rule act"):
                done(now, partial(set_two_person, now.books, ledger, on, reason, who, _clock()),
                     _step(now, name), f"{change}：已改好。")


def history(now: Opened) -> None:
    """Every closing, opening and change of the rule, the newest first."""
    events = [each for each in reversed(now.books.events) if each.kind in KINDS]
    if events:
        with st.expander(f"经过（{len(events)} 件）", key="governed"):
            texts(("时间", "经办人", "做了什么", "原因"), [
                (when(each.at), covering.who(now.view, each.who), news.said(now.view, each),
                 covering.text(now.view, each.body["reason"])) for each in events
            ])


def _asked(now: Opened, act: str) -> tuple[str, str]:
    """The reason and the name that every act needs."""
    reason = st.text_input("原因", max_chars=200, key=f"{now.which} {act} why")
    who = st.text_input("经办人", WHO, max_chars=40, key=f"{now.which} {act} who")
    return reason.strip(), who.strip()


def _sure(now: Opened, act: str, reason: str, who: str) -> bool:
    """The first step: whether it was taken for exactly this act, and both are said."""
    return go_on(f"next {act.split()[0]}", _step(now, act), wanting(reason, who))


def _step(now: Opened, act: str) -> str:
    return f"sure {now.which} {act}"


def _said(month: str) -> str:
    return closing.months(month, moved(month, 1))


def _clock() -> datetime:
    return datetime.now().astimezone()
