"""规则设置 on the page: what the union sets for its releases, who set it and why, and changing it in two
steps."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from openbooks import covering, setting
from openbooks.actor import is_nobody
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.governing import set_value
from openbooks.setting import LONGEST, SMALLEST_GROUP, Setting
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_governing import done, go_on, wanting, when
from openbooks.ui_receipt import texts

NOTHING = "（没有写）"


def answer(now: Opened) -> str:
    """What holds now, in a sentence."""
    state = now.view.state
    said = f"“{shown(now, state.allocation)}”" if state.allocation else "没有写，公开时称“全部工会经费”"
    return f"人数不足 {state.smallest_group} 人的格不公开；会费与行政拨款的区分办法：{said}。"


def settings(now: Opened) -> None:
    """Each setting: its value, what it does, and a box to change it."""
    state = now.view.state
    held = {SMALLEST_GROUP: str(state.smallest_group), setting.ALLOCATION: state.allocation}
    for each in setting.SETTINGS.values():
        st.header(each.title, anchor=False)
        st.markdown(f"**{plain(shown(now, held[each.name]))}**　{plain(each.about)}")
        if now.newest:
            with st.expander("改变", key=f"setting {each.name}"):
                _change(now, each, held[each.name])


def shown(now: Opened, value: str) -> str:
    """A value as this reader may see it."""
    return covering.text(now.view, value) if value else NOTHING


def _change(now: Opened, each: Setting, held: str) -> None:
    slot = f"{now.which} set {each.name}"
    value = st.text_input("改为", held, max_chars=LONGEST, key=f"{slot} value")
    reason = st.text_input("原因", max_chars=200, key=f"{slot} why").strip()
    who = st.text_input("经办人（填姓名）", max_chars=40, key=f"{slot} who").strip()
    try:
        kept = setting.value_of(each.name, value)
    except WrongUse as error:
        st.error(plain(str(error)))
        return
    missing = wanting(reason, "" if is_nobody(who) else who) or "值没有变，请先改。" * (kept == held)
    step = f"sure {slot} {kept}"
    if not go_on(f"next set {each.name}", step, missing):
        return
    st.warning(plain(f"将把“{each.title}”从“{held or NOTHING}”改为“{kept or NOTHING}”。确定吗？"))
    if st.button("确认改变", type="primary", key=f"act set {each.name}"):
        act = partial(set_value, now.books, each.name, kept, reason, who, datetime.now().astimezone())
        done(now, act, step, f"“{each.title}”已改好；只影响以后起草的报告。")


def history(now: Opened) -> None:
    """Every change, the newest first."""
    events = [each for each in reversed(now.books.events) if each.kind == "setting"]
    if events:
        with st.expander(f"经过（{len(events)} 次）", key="set"):
            texts(("时间", "经办人", "设置", "改为", "原因"), [
                (when(each.at), covering.who(now.view, each.who), _title(each),
                 shown(now, each.body["value"]), covering.text(now.view, each.body["reason"]))
                for each in events
            ])


def _title(event: Event) -> str:
    known = setting.SETTINGS.get(event.body["name"])
    return known.title if known else event.body["name"]
