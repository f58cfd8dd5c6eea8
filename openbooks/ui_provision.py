"""Entering a limit, or the basis of a rule, without SQL: a form, what it would change, and the load."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from openbooks import auditrule, contract, covering, provision, ui_receipt
from openbooks.actor import is_nobody
from openbooks.auditrule import BASIS, Rule
from openbooks.errors import OpenBooksError
from openbooks.journal import head_of
from openbooks.provision import LEDGER, OWN, STATUSES, Effect, Provision
from openbooks.ui import BATCHES, UPLOAD, plain, way
from openbooks.ui_books import Opened, ask
from openbooks.ui_filters import unit_names
from openbooks.ui_governing import done, go_on
from openbooks.wording import cell, is_missing

FIRST = date(1980, 1, 1)
LONGEST = 200
ABOUT = (
    "填好以后先试算：会启用哪些规则、会多指出几处少指出几处；确认后作为一份小台账装载，"
    "和别的台账一样能打开原件、能撤销。一次要填很多条，请在“上传台账”下载“标准与参数”模板，整份交。"
)


def form(now: Opened) -> None:
    """The fields, and under them the two steps."""
    st.caption(ABOUT)
    way(UPLOAD, "去上传台账", books=now.which)
    if not now.newest:
        st.info("现在看的是旧账，不能填写。请先回到最新的账。")
        return
    wanted = provision.choices(auditrule.rules())
    held = {row["limit_id"]: row for row in ask(now, "parameter_rows").frame.to_dict("records")}
    titles = {name: _choice(name, rules, held.get(name)) for name, rules in wanted.items()}
    name = st.selectbox(
        "填哪一项", list(wanted), index=None, key=f"{now.which} provision", filter_mode="contains",
        format_func=titles.__getitem__, placeholder="选一个限额，或一条待核规则的依据",
    )
    if name is None:
        return
    known = _known(now, name)
    if known:
        st.caption(plain("；".join(known)))
    given = _fields(now, name, wanted[name])
    who = st.text_input("经办人（填姓名）", max_chars=40, key=f"{now.which} provision who").strip()
    _steps(now, given, "" if is_nobody(who) else who)


def _choice(name: str, rules: tuple[Rule, ...], row: Mapping[str, Any] | None) -> str:
    """What is to be filled in: the rules that it is for, and a value that the ledger holds, so that it is
    known which of the limits of a rule is meant."""
    if name.endswith(BASIS):
        return f"依据 {rules[0].number} {rules[0].title}"
    told = "、".join(dict.fromkeys(each.title for each in rules))
    known = f"，例如 {cell(row['value'], 'decimal')}{(row['unit'] or '').strip('-')}" if row else ""
    return f"限额 {told}{known}（{name}）"


def _known(now: Opened, name: str) -> list[str]:
    """What the ledger holds of it already, in words."""
    return [
        f"{row['province']}：{cell(row['value'], 'decimal')}{row['unit'] or ''}，{row['regulation']}，"
        f"{STATUSES[row['status']]}" + ("" if is_missing(row["valid_from"]) else f"，从{row['valid_from']}起")
        for row in ask(now, "parameter_rows", text=name).frame.to_dict("records") if row["limit_id"] == name
    ]


def _fields(now: Opened, name: str, rules: tuple[Rule, ...]) -> Provision:
    slot = f"{now.which} provision {name}"
    value, unit = provision.IN_FORCE, ""
    if name.endswith(BASIS):
        st.markdown(plain(f"{rules[0].number} 查什么：{rules[0].query.purpose}"))
    else:
        left, right = st.columns(2)
        value = left.text_input("标准值（只写数字）", max_chars=20, key=f"{slot} value")
        unit = right.text_input("单位", _unit(now, name), max_chars=20, key=f"{slot} unit")
    names = {each: f"只对{title.strip()}" for each, title in unit_names(now).items()}
    places = {OWN: "本单位（账套里所有单位）", now.settings.province: f"{now.settings.province}（全省标准）"}
    place = st.selectbox("适用于", [*places, *names], format_func=lambda each: (places | names)[each],
                         key=f"{slot} place", filter_mode="contains")
    left, right = st.columns(2)
    start = left.date_input("生效日期", None, FIRST, key=f"{slot} from",
                            help="从这天发生的业务起用；不填是一直以来")
    end = right.date_input("失效日期", None, FIRST, key=f"{slot} to", help="最后一天；不填是一直有效")
    regulation = st.text_input("依据文件", max_chars=LONGEST, key=f"{slot} regulation",
                               placeholder="文件名称和文号，或本单位哪次会议的决定")
    left, right = st.columns(2)
    article = left.text_input("条款或页码", max_chars=80, key=f"{slot} article")
    status = right.selectbox("可信状态", list(STATUSES), index=None, key=f"{slot} status",
                             format_func=STATUSES.__getitem__, placeholder="原文读过没有")
    return Provision(name, rules[0].number if name.endswith(BASIS) else name.partition(".")[0], place,
                     start, end, value, unit, regulation, article, status or "")


def _unit(now: Opened, name: str) -> str:
    """In what the limit is measured in the rows that there are."""
    rows = ask(now, "parameter_rows", text=name).frame.to_dict("records")
    return next((row["unit"] for row in rows if row["limit_id"] == name and row["unit"]), "")


def _steps(now: Opened, given: Provision, who: str) -> None:
    """Trying it out, then entering it."""
    step = f"sure provision {now.which} {given}"
    missing = provision.wanting(given, who)
    held = None if missing else provision.standing(now.view, given)
    supersede = None
    if held is not None:
        st.warning(plain(provision.conflict(now.view, held)))
        if provision.replaceable(now.view, held) and st.checkbox(
            f"取代第 {held['batch']} 号装载的那一行", key=f"{now.which} provision supersede",
        ):
            supersede = int(held["batch"])
        else:
            return
    if not go_on("provision next", step, missing):
        return
    effect = _tried(now, given, who, supersede)
    if effect is None or not _told(now, given, effect):
        return
    act = partial(provision.enter, now.books, given, who, datetime.now().astimezone(), supersede)
    if st.button("确认填写", type="primary", key="provision act"):
        pending = LEDGER in now.view.state.two_person
        done(now, act, step, f"{given.called.removesuffix('.csv')} 已录入，等另一个人复核。" if pending
             else f"{given.called.removesuffix('.csv')} 已填写，以后按它查账。")


def _tried(now: Opened, given: Provision, who: str, supersede: int | None) -> Effect | None:
    """What it would do, tried once for equal books; None where it cannot be: the reason is shown."""
    key, slot = (head_of(now.books.events), given, supersede), f"{now.which} provision tried"
    kept: Any = st.session_state.get(slot)
    if kept is None or kept[0] != key:
        try:
            with st.spinner("正在试算疑点会怎么变…"):
                effect = provision.tried(now.view, given, who, datetime.now().astimezone(), supersede)
        except OpenBooksError as error:
            st.error(plain(covering.told(now.view, str(error))))
            return None
        kept = st.session_state[slot] = (key, effect)
    return kept[1]


def _told(now: Opened, given: Provision, effect: Effect) -> bool:
    """Say what it would do; whether it can be entered."""
    if not effect.receipt.accepted:
        ui_receipt.receipt(effect.receipt)
        return False
    if LEDGER in now.view.state.two_person:
        st.info("标准与参数要两人办：录入以后由另一个人在“装载记录”里复核，才用来查账，这里先不试算。")
        return True
    titles = {each.name: f"{each.number} {each.title}" for each in auditrule.rules()}
    lines = [f"启用规则 {titles[each.name]}" for each in effect.started]
    lines += [f"停用规则 {titles[each.name]}" for each in effect.stopped]
    for name in dict.fromkeys((*effect.come, *effect.gone)):
        lines.append(f"{titles[name]}：多指出 {effect.come.get(name, 0)} 处，"
                     f"不再指出 {effect.gone.get(name, 0)} 处")
    if not lines and not effect.waiting:
        lines = ["疑点不变；以后的业务按它查"]
    if lines:
        st.markdown("\n".join(["**填写以后：**", "", *(f"- {plain(each)}" for each in lines)]))
    if given.status == "memory":
        st.warning("可信状态是待核：待核的限额不用来查账，只留作参考。读过原文或有转引出处再改填。")
    for each in effect.waiting:
        st.info(plain(f"{titles[each.rule.name]} 还没有用来查：{each.reason}"))
    if effect.receipt.problems:
        ui_receipt.problems(effect.receipt)
    st.caption(plain(f"将装载的台账：{contract.ledger(LEDGER).title}，文件“{given.called}”，1 行；"
                     "要撤销，在“装载记录”里撤销这一份。"))
    way(BATCHES, "看装载记录", books=now.which)
    return True
