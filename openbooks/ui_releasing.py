"""The steps of a release on the page: drafting, and each further step in two presses with a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from openbooks import actor, covering, reportfile
from openbooks.errors import OpenBooksError
from openbooks.period import Period, period_of, year_of
from openbooks.publication import ACTS, DONE, Release
from openbooks.release import HALF_YEAR, Due
from openbooks.releasing import LONGEST, act, begin, publish, why_not
from openbooks.rendering import ALL
from openbooks.ui import plain, say
from openbooks.ui_books import Opened
from openbooks.ui_filters import unit_names
from openbooks.ui_governing import go_on
from openbooks.ui_release import today

YEARS = 3  # back from today: of which a report can be drafted
WHO = {"draft": "起草人", "review": "审阅人（经审会）", "approve": "批准人（主席）", "publish": "公布人",
       "return": "经办人", "withdraw": "经办人"}
ASKED = {"review": "经审意见（印在经过里，可不写）", "return": "退回的原因", "withdraw": "撤下的原因"}
NOTE = "备注（可不写）"
SURE = {
    "review": "将记下：经审会已审阅这一份。之后它不能再改，只能批准或退回。确定吗？",
    "approve": "将记下：主席已批准这一份。确定吗？",
    "publish": "将公布：公开栏里人人可看，文件从此冻结；以后可以撤下，看过的收不回。确定吗？",
    "return": "将退回草稿：已有的审阅和批准都不再算数。确定吗？",
    "withdraw": "将从公开栏撤下；看过的人已经看过，文件和经过都留着。确定吗？",
}


def acts(now: Opened, found: Release) -> None:
    """What can be done with a release now, each in two steps."""
    if not now.newest:
        return
    for kind in ACTS:
        if found.can(kind):
            with st.expander(DONE[kind], key=f"{kind} {found.seq}"):
                _act(now, found, kind)


def _act(now: Opened, found: Release, kind: str) -> None:
    slot, step = f"{now.which} {kind} {found.seq}", f"sure {now.which} {kind} {found.seq} {len(found.acts)}"
    note = st.text_input(ASKED.get(kind, NOTE), max_chars=LONGEST, key=f"{slot} note").strip()
    who = st.text_input(WHO[kind], max_chars=40, key=f"{slot} who").strip()
    if not actor.is_nobody(who) and (reason := why_not(now.view.state, found, kind, who)):
        st.error(plain(reason))
        return
    if not go_on(f"next {kind} {found.seq}", step, _missing(kind, who, note)):
        return
    st.warning(SURE[kind])
    if st.button(f"确认{DONE[kind]}", type="primary", key=f"act {kind} {found.seq}"):
        done = partial(act, now.books, found.seq, kind, who, _clock(), note)
        if kind == "publish":
            makers = {each.ending: each.make for each in ALL}
            done = partial(publish, now.books, found.seq, makers, who, _clock(), note)
        _do(now, done, step, f"第 {found.seq} 号公开报告：已{DONE[kind]}。")


def _missing(kind: str, who: str, note: str) -> str:
    """What a step still wants, as a sentence."""
    if kind in {"return", "withdraw"} and not note:
        return "请先写原因，再按“下一步”。"
    return f"请先填{WHO[kind]}的姓名，再按“下一步”。" if actor.is_nobody(who) else ""


def drafting(now: Opened, dues: Sequence[Due]) -> None:
    """Freeze a report as a draft: which one, of what period and unit, by whom."""
    if not now.newest:
        return
    with st.expander("起草" if not now.view.state.releases else "起草，或按现在的账重新起草", key="draft"):
        st.markdown("按现在的账生成报告，冻结成草稿；以后账再变，草稿也不变。同一份报告重新起草，"
                    "没有公布的旧草稿就作废。")
        with st.container(horizontal=True):
            name = _report(now)
            period = _period(now, name, dues)
            unit = _unit(now)
        who = st.text_input(WHO["draft"], max_chars=40, key=f"{now.which} draft who").strip()
        step = f"sure {now.which} draft {name} {period.code} {unit}"
        if not go_on("next draft", step, _missing("draft", who, "")):
            return
        title = reportfile.report(name).title
        what = f"{period.label}的《{title}》"
        st.warning(plain(f"将按第 {now.view.version} 版账本，把{what}冻结为草稿。确定吗？"))
        if st.button("确认起草", type="primary", key="act draft"):
            _do(now, partial(begin, now.view, name, period.code, unit, who, _clock()), step,
                f"{what}已起草，等经审会审阅。")


def _report(now: Opened) -> str:
    names = list(reportfile.catalogue_of_reports())
    first = names.index(HALF_YEAR) if HALF_YEAR in names else 0
    return st.selectbox("报告", names, index=first, key=f"{now.which} draft report",
                        format_func=lambda each: reportfile.report(each).title)


def _period(now: Opened, name: str, dues: Sequence[Due]) -> Period:
    """The period to be drafted: the one that waits is proposed, a half-year or a year as the report is."""
    start, day = now.settings.fiscal_start, today(now)
    this = year_of(f"{day:%Y-%m}", start)
    halves = reportfile.report(name).span == "half"
    years = range(this, this - YEARS, -1)
    codes = [f"{year}H{half}" for year in years for half in (2, 1)] if halves else [str(y) for y in years]
    periods = {code: period_of(code, start) for code in codes}
    ended = [code for code, each in periods.items() if each.end <= f"{day:%Y-%m}"] or codes
    wanted = next((each.period.code for each in dues if each.period.code in periods), ended[0])
    code = st.selectbox("期间", list(periods), index=list(periods).index(wanted),
                        format_func=lambda each: periods[each].label,
                        key=f"{now.which} draft period {halves}")
    return periods[code]


def _unit(now: Opened) -> str:
    names = unit_names(now)
    if len(names) < 2:
        return ""
    return st.selectbox("单位（含下级）", ["", *names], format_func=lambda each: names.get(each, "全部单位"),
                        filter_mode="contains", key=f"{now.which} draft unit")


def _do(now: Opened, done: partial, step: str, said: str) -> None:
    """Take a step, show the page anew and say that it is done; or why it cannot be any more."""
    try:
        with st.spinner("正在生成并冻结文件…"):
            made = done()
    except OpenBooksError as error:
        st.error(plain(covering.told(now.view, str(error))))
        return
    st.session_state.pop(step, None)
    st.query_params["release"] = str(made.seq)
    say(said)
    st.rerun()


def _clock() -> datetime:
    return datetime.now().astimezone()
