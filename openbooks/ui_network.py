"""经审网络 on the page: which unions have a 经审会, how long ago they were reviewed, plan against done."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from openbooks import query, ui_figure
from openbooks.query import Result
from openbooks.ui import RULES, UPLOAD, plain, way
from openbooks.ui_books import OWN, Opened, ask
from openbooks.ui_filters import Scope
from openbooks.ui_rules import ENTER
from openbooks.ui_table import shown as table

INTERVAL, MONTHS = "R-48.months", 12
FIRST = 10
WHO = ("unit_name", "months", "is_late", "reviewed_on", "review_committee", "review_members",
       "review_chair")
PLAN = ("unit_name", "planned", "done", "overdue", "reviewed_on")


def network(now: Opened, wanted: Scope) -> Result:
    """Every union with its committee, its last review and its plan of that period."""
    return ask(now, "audit_network_by_unit", **wanted.parameters)


def answer(found: Result, wanted: Scope) -> tuple[str, str]:
    """The totals: committees and reviews; then the plan of the period."""
    frame = found.frame
    if frame.empty:
        return "所选范围里没有工会。", ""
    units, says = len(frame), frame["review_committee"]
    first = f"{units} 家工会中 {int((says == True).sum())} 家设了经审会"  # noqa: E712 (a frame's cells)
    if unsaid := int(says.isna().sum()):
        first += f"，{unsaid} 家没有填"
    months = frame["months"]
    recent = int((months <= MONTHS).fillna(False).sum())
    first += f"；{MONTHS} 个月内审过 {recent} 家"
    if older := int((months > MONTHS).fillna(False).sum()):
        first += f"，更早的 {older} 家"
    if never := int(months.isna().sum()):
        first += f"，没有登记审查日期的 {never} 家"
    return f"{first}。", _plan(frame, wanted)


def _plan(frame: pd.DataFrame, wanted: Scope) -> str:
    if frame["planned"].isna().all():
        return "审计计划：未填报。"
    planned, done, overdue = (int(frame[name].fillna(0).sum()) for name in ("planned", "done", "overdue"))
    late = f"，逾期未完成 {overdue} 项" if overdue else ""
    return f"{wanted.said}计划审计 {planned} 项，已完成 {done} 项{late}。"


def shown(now: Opened, found: Result, wanted: Scope) -> None:
    """The two tables, each of which opens its rows."""
    given = wanted.parameters
    names = _held(found, WHO)
    st.header("哪些单位最该去审？", anchor=False)
    interval = _interval(now)
    if interval:
        st.markdown(plain(interval))
    else:
        st.markdown("没有启用审查间隔的标准（R-48），所以不判断哪家超期；填上本单位的标准后判断。")
        way(RULES, "填写审查间隔的标准", books=now.which, state=ENTER)
    if found.frame.empty:
        st.markdown("所选范围里没有工会。")
        return
    if found.frame["months"].isna().all():
        st.markdown("还没有一家登记过审查日期，所以排不出先后。请在“单位与组织”台账填“最近审查日”，"
                    "或在审计计划里填完成日期。")
    elif len(found.frame) > ui_figure.SHORT:
        table(replace(found, frame=found.frame.head(FIRST)), names, key="network-first")
        st.caption(f"这是最该看的 {FIRST} 家：超过间隔的、没有登记审查日期的、最久没有审的。")
    ui_figure.block(now, f"全部 {len(found.frame)} 家", found, given, names=names, key="who")
    if found.frame["planned"].isna().all():
        st.header("审计计划做了多少？", anchor=False)
        st.markdown(
            "还没有审计计划。请上传“目标与任务”台账：一行一项审计，写责任单位、任务名称、类别（审计）、"
            "完成期限、完成日期；各单位的年度经审计划表也能直接交，“被审计单位”“审计项目”会自动认出。"
        )
        if now.which == OWN:
            way(UPLOAD, "去上传台账", books=now.which)
        return
    planned = replace(found, frame=found.frame[found.frame["planned"] > 0].reset_index(drop=True))
    ui_figure.block(now, "审计计划做了多少？", planned, given, names=PLAN, key="plan",
                    nothing=f"{wanted.said}没有计划审计。")


def _held(found: Result, names: tuple[str, ...]) -> list[str]:
    """Those of the columns in which something stands; the name and the last review always."""
    return [name for name in names
            if name in ("unit_name", "months", "review_committee") or found.frame[name].notna().any()]


def _interval(now: Opened) -> str:
    """By which interval a union counts as overdue; "" for none."""
    rows = [each for each in query.rows(ask(now, "limit_rows")) if each["limit_id"] == INTERVAL]
    if not rows:
        return ""
    told = dict.fromkeys(f"{each['province']} {each['value'].normalize():f} 个月" for each in rows)
    return f"审查间隔按 R-48 的标准：{'、'.join(told)}。超过的排在前面。"


def ways(now: Opened) -> None:
    """The way to the rules that look at the same things."""
    st.caption(plain("没有设经审会的见规则 R-47，长期没有审计的见规则 R-48。"))
    way(RULES, "看规则 R-48", books=now.which, rule="r48_audit_overdue")
