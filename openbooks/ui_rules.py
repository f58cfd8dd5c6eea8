"""规则与限额 on the page: every audit rule with its basis and its limits in force, those that do not apply
and why, those that wait for a basis (参考)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from openbooks import auditrule, provision, ui_rows
from openbooks.auditing import Findings
from openbooks.auditrule import BASIS, Rule
from openbooks.lead import LEVELS
from openbooks.provision import STATUSES
from openbooks.statement import FOLDER
from openbooks.ui import LEADS, box, plain, way
from openbooks.ui_books import Opened, ask
from openbooks.ui_filters import said, say
from openbooks.ui_lead_says import LEDGERS, findings
from openbooks.wording import cell

ASKED, IDLE, OFF, ENTER = "asked", "idle", "off", "enter"
STATES = {ASKED: "在用", IDLE: "不适用", OFF: "参考（等依据）", ENTER: "填写依据或限额"}
ABOUT = {
    ASKED: "这些规则现在用来查账；点开一条，看怎么查、依据、限额，和现在指出几处。",
    IDLE: "这些规则现在的账用不上，原因写在各条里；台账补齐后自动启用。",
    OFF: "这些规则或它们的限额只有待核的来源，没有启用，也不出现在疑点里。"
         "填上本单位的依据或限额后启用。",
}
SUBJECTS = {"voucher": "凭证", "person": "人", "unit": "单位", "activity": "活动"}
LIMITS = ("limit_id", "value", "unit", "note", "place", "province", "valid_from", "valid_before",
          "regulation", "article", "status", "batch", "row_no", "line")
CODE, LONGEST = 300, 60
_LIMIT = re.compile(r"\[([AR]-[^\]]+)\]")


@dataclass(frozen=True)
class Standing:
    """A rule as it stands: its state (ASKED, IDLE or OFF), why it is not asked, how many leads it gives."""

    rule: Rule
    state: str
    reason: str
    leads: int


def standings(now: Opened) -> tuple[Standing, ...]:
    """Every rule as it stands, by number."""
    all_of_it = findings(now)
    counts = Counter(each.name for each in all_of_it.leads)
    why = {each.rule.name: each for each in all_of_it.unasked}
    return tuple(
        Standing(each, (OFF if why[each.name].is_off else IDLE) if each.name in why else ASKED,
                 why[each.name].reason if each.name in why else "", counts[each.name])
        for each in auditrule.rules()
    )


def answer(now: Opened, held: tuple[Standing, ...], whole: Findings) -> str:
    """How many rules there are, how they stand, and what they say together."""
    counts = Counter(each.state for each in held)
    told = "账本里还没有业务台账，所以没有指出疑点。"
    if now.has(*LEDGERS):
        told = (f"现在指出 {len(whole.leads)} 处，合成 {len(whole.suspicions)} 个疑点。"
                "疑点是要问的问题，不是结论。")
    return (
        f"共 {len(held)} 条规则：在用 {counts[ASKED]} 条，不适用 {counts[IDLE]} 条，等依据 {counts[OFF]} 条；"
        + told
    )


def pick(now: Opened, held: tuple[Standing, ...]) -> str:
    """The state that is looked at, chosen in the address or here."""
    counts = Counter(each.state for each in held)
    value = said(now, "state")
    value = value if value in STATES else ASKED
    slot = f"{now.which} state"
    st.session_state[slot] = value

    def changed() -> None:
        say(now, "state", st.session_state[slot] or ASKED)

    st.segmented_control(
        "看哪些规则", list(STATES), key=slot, on_change=changed, label_visibility="collapsed",
        format_func=lambda name: STATES[name] + (f" {counts[name]}" if name != ENTER else ""),
    )
    return value


def one(now: Opened, held: tuple[Standing, ...]) -> bool:
    """Show the rule that the address names (its file), and a way to all of them; whether it names one."""
    name = st.query_params.get("rule", "")
    each = next((each for each in held if each.rule.name == name), None)
    if each is None:
        if name:
            st.warning(f"没有规则“{plain(name[:LONGEST])}”，下面是全部规则。")
        return False
    st.header(f"{plain(each.rule.number)} {plain(each.rule.title)}", anchor=False)
    _rule(now, each, ask(now, "limit_rows").frame.to_dict("records"))
    st.button("看全部规则", on_click=lambda: st.query_params.pop("rule", None))
    return True


def listed(now: Opened, held: tuple[Standing, ...], state: str) -> None:
    """The rules of a state, each folded; a word picks some of them."""
    st.caption(ABOUT[state])
    word = st.text_input("找规则", placeholder="编号、名称或一个词，例如 R-20、生日、重复",
                         max_chars=40, key=f"{now.which} word {state}").strip().casefold()
    here = [each for each in held if each.state == state]
    fitting = [each for each in here if word in _text(each.rule)]
    if not fitting:
        st.info(f"这里没有含“{word}”的规则。" if word else "这里没有规则。")
    limits = ask(now, "limit_rows").frame.to_dict("records") if fitting else []
    for each in fitting:
        with box(_folded(each), f"rule {each.rule.name}") as drawn:
            if drawn:
                _rule(now, each, limits)


def _text(rule: Rule) -> str:
    return " ".join((rule.number, rule.name, rule.title, rule.query.purpose, rule.method,
                     rule.regulation, *rule.limits)).casefold()


def _folded(each: Standing) -> str:
    rule = each.rule
    count = f" · 现在指出 {each.leads} 处" if each.leads else ""
    level = f"（程度{LEVELS[rule.severity]}）" if each.state == ASKED else ""
    return f"**{plain(rule.number)}** {plain(rule.title)}{level}{count}"


def _rule(now: Opened, each: Standing, limits: list[Mapping[str, Any]]) -> None:
    rule = each.rule
    behind = [row for row in limits if provision.read_by(rule, row["limit_id"])]
    entered = next((row for row in behind if row["limit_id"] == rule.number + BASIS), None)
    if each.reason:
        (st.warning if each.state == OFF else st.info)(plain(each.reason))
    told = {
        "查什么": rule.query.purpose, "怎么查": in_words(now, rule.method),
        "不查": in_words(now, rule.exclusions),
        "可能误报": rule.caution, "依据": basis(rule, entered),
        "对象和程度": f"{SUBJECTS[rule.subject]}；程度{LEVELS[rule.severity]}",
    }
    if each.state == ASKED:
        told["现在指出"] = f"{each.leads} 处"
    st.markdown("\n\n".join(f"**{title}**：{plain(text)}" for title, text in told.items() if text))
    if each.leads:
        way(LEADS, "看它指出的疑点", books=now.which, rule=rule.name)
    if behind:
        _limits(now, rule, [row["limit_id"] for row in behind])
    if lacking := [name for name in rule.limits if name not in {row["limit_id"] for row in behind}]:
        _references(now, lacking)
    path = rule.query.path.relative_to(FOLDER.parent).as_posix()
    with st.expander(f"这条规则的 SQL `{path}`", key=f"sql {rule.name}"):
        st.code(rule.query.sql, language="sql", wrap_lines=False, height=CODE)


def in_words(now: Opened, text: str) -> str:
    """A sentence of a rule: each [limit] in it as the one value in force, else by its number; the words of
    a list [words.*] themselves."""
    if not _LIMIT.search(text):
        return text
    rows = ask(now, "limit_rows").frame.to_dict("records")

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name.endswith(".*"):
            words = [row["note"] for row in rows if row["limit_id"].startswith(name[:-1])]
            return f"“{'、'.join(dict.fromkeys(filter(None, words)))}”"
        held = {cell(row["value"], "decimal") for row in rows if row["limit_id"] == name}
        return f" {min(held)} " if len(held) == 1 else f"（{name}）"

    return _LIMIT.sub(value, text)


def basis(rule: Rule, entered: Mapping[str, Any] | None = None) -> str:
    """On what a rule rests, in words; where the union has entered a basis, that one."""
    if entered:
        return (f"{entered['regulation']} {entered['article'] or ''}".strip()
                + f"（{STATUSES[entered['status']]}，本单位填写；原来是{rule.regulation}，待核）")
    return f"{rule.regulation} {rule.article}".strip() + f"（{STATUSES[rule.status]}）"


def _limits(now: Opened, rule: Rule, names: list[str]) -> None:
    """The limits of a rule that are in force, each with its line in the ledger."""
    result = ask(now, "limit_rows")
    frame = result.frame[result.frame["limit_id"].isin(names)].reset_index(drop=True)
    frame["status"] = frame["status"].map(STATUSES)
    st.markdown("**用到的限额和参数**（按业务发生那天取值；点一行打开原件）：")
    columns = tuple(result.column(name) for name in LIMITS)
    ui_rows.rows(now, replace(result, frame=frame[list(LIMITS)], columns=columns),
                 f"{now.which} limits {rule.name}")


def _references(now: Opened, names: list[str]) -> None:
    """What is known from memory only of limits that are not in force: never used, here to compare."""
    known = {row["limit_id"]: row for row in ask(now, "parameter_rows").frame.to_dict("records")}
    for name in names:
        row = known.get(name)
        st.markdown(plain(
            f"限额 {name}：没有本地的标准。" if row is None else
            f"限额 {name}：参考值 {cell(row['value'], 'decimal')}{row['unit'] or ''}"
            f"（{row['province']}，{row['regulation']}，{STATUSES[row['status']]}），没有用来查。"
        ))
