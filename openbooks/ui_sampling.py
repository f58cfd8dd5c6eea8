"""抽样 on the page: which part of the books, what is to be answered, the seed; and the samples that are kept.

The address `sample` holds the one that is looked at. Nothing is drawn that is not kept.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from openbooks import covering, sample
from openbooks.actor import is_nobody
from openbooks.books import View
from openbooks.errors import OpenBooksError
from openbooks.finding import progress
from openbooks.period import moved
from openbooks.population import SOURCES, Population, Source, population
from openbooks.query import catalogue
from openbooks.sample import METHODS, Plan, Sample
from openbooks.selection import keep
from openbooks.ui import answer, plain, say
from openbooks.ui_books import Opened, key_of
from openbooks.ui_filters import scope, unit_names
from openbooks.ui_governing import when
from openbooks.ui_receipt import texts
from openbooks.ui_sample_plan import plan_of
from openbooks.wording import amount


def pick(now: Opened) -> Sample | None:
    """The sample of the address; None for none, also where it does not exist (said so)."""
    said = st.query_params.get("sample", "")
    if not said:
        return None
    found = {str(each.seq): each for each in sample.samples_of(now.books.events)}
    if said not in found:
        st.warning(f"没有地址所说的第 {plain(said[:12])} 号样本。")
        st.query_params.pop("sample")
    return found.get(said)


def kept(now: Opened, open_one: int = 0) -> None:
    """The samples of these books, the last one first, each with a way to open it."""
    found = [each for each in reversed(sample.samples_of(now.books.events)) if each.seq != open_one]
    if not found:
        return
    st.header("留档的样本", anchor=False)
    with st.container(key="table-samples"):
        texts(("样本", "进度", "抽自", "方法", "抽样人", "日期"), [
            (f"第 {each.seq} 号", progress(each), about(now, each),
             METHODS.get(each.plan.method, each.plan.method).partition("（")[0],
             covering.who(now.view, each.who), when(each.at)[:10]) for each in found
        ])

    def opened() -> None:
        if number := st.session_state[f"{now.which} open sample"]:
            st.query_params["sample"] = number

    st.selectbox(
        "打开哪一份", [str(each.seq) for each in found], index=None, key=f"{now.which} open sample",
        format_func=lambda number: f"第 {number} 号样本", placeholder="选一份接着填，或看结论",
        on_change=opened,
    )


def about(now: Opened, found: Sample) -> str:
    """What a sample was drawn from, in a few words."""
    plan = found.plan
    asked = catalogue().get(plan.query)
    title = next((each.title for each in SOURCES.values() if each.query == plan.query and all(
        plan.parameters.get(key) == value for key, value in each.fixed.items())),
        asked.title if asked else plan.query)
    unit = plan.parameters.get("unit") or ""
    whose = unit_names(now).get(unit, unit).strip("\u3000") if unit else ""
    start, end = plan.parameters.get("from"), plan.parameters.get("to")
    last = moved(end, -1) if end else ""
    span = "全部期间" if not (start or end) else f"{start or '最早'} 至 {last or '最晚'}"
    span = start if start == last and start else span
    return "，".join(each for each in (title, span, whose) if each)


def begin(now: Opened) -> None:
    """The steps to a new sample; the answer says what is there and what comes next."""
    found = sample.samples_of(now.books.events)
    open_ones = [each for each in found if len(each.found) < each.chosen]
    if not found:
        answer("还没有抽过样。按下面三步抽一份名单，照名单去对凭证，再回来填结果；填完就有结论。")
    else:
        left = f"，其中 {len(open_ones)} 份还没有填完结果" if open_ones else "，都已填完结果"
        answer(f"留档的样本有 {len(found)} 份{left}。在页尾“打开哪一份”里选；或者按下面三步再抽一份。")
    st.header("一、查哪一部分账？", anchor=False)
    source, of, given = _population(now)
    if of is None:
        return
    st.header("二、要回答什么？", anchor=False)
    made = plan_of(now, source, of, given)
    if made is None:
        return
    st.header("三、抽样", anchor=False)
    _draw(now, made)


def _population(now: Opened) -> tuple[Source, Population | None, dict[str, Any]]:
    """What is drawn from, with its size said; None where there is nothing in it."""
    known = {name: each for name, each in SOURCES.items() if now.has(each.ledger)}
    name = st.selectbox("查什么", list(known), format_func=lambda each: known[each].title,
                        key=f"{now.which} population", width=340)
    source = known[name]
    given = {key: value for key, value in scope(now, source.ledger).parameters.items() if value is not None}
    of = _asked((*key_of(now), name), name, tuple(sorted(given.items())), now.view)
    if not of.rows:
        st.info("这个范围里没有可抽的行。换一段期间或另一个单位" + (
            "；只有余额表、没有凭证的期间不能抽样。" if of.aside else "。"))
        return source, None, given
    st.markdown(plain(f"共 {of.rows:,} 行，合计 {amount(of.total_fen)} 元。{_left_out(of)}"))
    return source, of, {**given, **source.fixed}


def _left_out(of: Population) -> str:
    count, fen = of.unhit
    told = [f"{of.aside:,} 行没有金额，或是余额表的行，不在其内"] if of.aside else []
    if count:
        told.append(f"其中 {count:,} 行金额为零或负（合计 {amount(fen)} 元），按金额抽样抽不到，要另外看")
    if of.source.ledger == "voucher":  # as in the totals on all pages
        told.append("科目表里没有的科目不计收支，也不在其内（有没有，见“疑点”的规则 R-65）")
    return "；".join(told) + "。" if told else ""


@st.cache_data(show_spinner="正在取数…", max_entries=20)
def _asked(
    key: tuple[Any, ...], name: str, given: tuple[tuple[str, Any], ...], _view: View
) -> Population:
    return population(_view, SOURCES[name], dict(given))


def _draw(now: Opened, plan: Plan) -> None:
    """The seed and the name; pressing draws and keeps."""
    slot = f"{now.which} seed"
    st.session_state.setdefault(slot, str(secrets.randbelow(10**8)))
    with st.container(horizontal=True, vertical_alignment="bottom", key="choice-draw"):
        seed = st.text_input("种子（随机数的起点）", key=slot, max_chars=12, width=220).strip()
        who = st.text_input("抽样人", max_chars=40, key=f"{now.which} drawer", width=220).strip()
        pressed = st.button("抽样并留档", type="primary", key="draw sample")
    st.caption("同样的账、同样的种子，谁来抽都是同样的行，别人可以照样重抽。种子可以改，例如用开会那天的日期；"
               "每抽一次都记在日志里，不能删。")
    if not now.newest:
        st.info("这是旧版本的账，不能抽样。请先回到最新的账。")
        return
    if not pressed:
        return
    if not (seed.isascii() and seed.isdigit()):
        st.warning("种子要写数字，最多 12 位。")
    elif is_nobody(who):
        st.warning("请先填抽样人的姓名，再按“抽样并留档”。")
    else:
        _keep(now, plan, int(seed), who)


def _keep(now: Opened, plan: Plan, seed: int, who: str) -> None:
    try:
        found = keep(now.view, replace(plan, seed=seed), who, datetime.now().astimezone())
    except OpenBooksError as error:
        st.error(plain(str(error)))
        return
    st.session_state.pop(f"{now.which} seed", None)
    st.query_params["sample"] = str(found.seq)
    say(f"第 {found.seq} 号样本已抽出并留档：{found.chosen} 行。")
    st.rerun()
