"""疑点 on the page: how many there are, how far they have come, the ranked list, and the rules behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from openbooks import covering, ui_says, ui_tie_out
from openbooks.auditing import Findings
from openbooks.casefile import EXPLAINED, OPEN
from openbooks.lead import LEVELS
from openbooks.ui import LEAD, RULES, TIE_OUT, answer, plain, way
from openbooks.ui_books import Opened
from openbooks.ui_filters import choice, period_filter, said, say, unit_filter
from openbooks.ui_lead_says import LEDGERS, about, badges, below, where
from openbooks.ui_ledger import by_period, page_of, turn
from openbooks.ui_receipt import texts
from openbooks.ui_rules import ENTER
from openbooks.worklist import Item

PAGE = 50
REASONS = 2  # of a lead in the list; the rest on its own page
ALL = "全部"
ORDER = ("排在前面的更值得先问：每条理由按程度计分（高 1、中 0.6、低 0.25），越少见的规则分越足，"
         "几条规则指到同一件事就相加；同分的金额大的在前。")


def told(now: Opened, held: Sequence[Item]) -> None:
    """The answer: how many, how grave, how far; then whether the books tie out, which comes first."""
    found = [each for each in held if each.suspicion]
    if not found:
        answer("按现有的规则，没有要问的疑点。")
    else:
        grave = Counter(each.suspicion.severity for each in found if each.suspicion)
        levels = "、".join(f"程度{LEVELS[each]} {grave[each]} 个" for each in LEVELS if grave[each])
        files = [each.case.file for each in found]
        stages = {
            "还没有问": sum(each.stage == OPEN and not each.was for each in files),
            "重新打开": sum(bool(each.was) and not each.is_asked for each in files),
            "等单位说明": sum(each.is_asked for each in files),
            "单位已说明": sum(each.stage == EXPLAINED for each in files),
            "已作决定": sum(each.is_decided for each in files),
        }
        how_far = "，".join(f"{name} {count} 个" for name, count in stages.items() if count)
        answer(f"有 {len(found)} 个疑点：{levels}。{how_far}。")
    ties(now)
    st.markdown("疑点是要问的问题，不是结论：问过、看过原件，再定。")


def ties(now: Opened) -> None:
    """Whether the books tie out; nothing else is worth reading while they do not."""
    found = ui_tie_out.results(now, {})
    wrong = ui_tie_out.differing(found)
    if wrong:
        st.warning(plain(f"账还没有对平，先看对账：{ui_says.compared_together(found)}"))
        way(TIE_OUT, f"先看对账（{wrong} 项不符）", books=now.which)
    elif found:
        st.caption(plain(f"对账：{ui_says.compared_together(found)}"))
    else:
        st.caption("还不能对账：要有凭证，和银行流水、余额表这样的另一本台账。")


def filters(now: Opened, held: Sequence[Item]) -> list[Item]:
    """The filters of the list, shown and applied."""
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        unit = unit_filter(now)[0]
        severity = _choice(now, "程度", "severity", {each: LEVELS[each] for each in LEVELS})
        stages = {each.case.file.said: each.case.file.said for each in held}
        stage = _choice(now, "办到哪一步", "stage", stages)
        rules = {
            lead.name: f"{lead.rule} {lead.title}" for each in held if each.suspicion
            for lead in each.suspicion.leads
        }
        rule = _choice(now, "规则", "rule", dict(sorted(rules.items(), key=lambda each: each[1])))
        mine = _mine(now, held)
        bounds = period_filter(now, LEDGERS).bounds if by_period(now) else {}
    units = below(now, unit)
    return [
        each for each in held
        if (not unit or each.case.unit_id in units)
        and (not severity or (each.suspicion and each.suspicion.severity == severity))
        and (not stage or each.case.file.said == stage)
        and (not rule or (each.suspicion and rule in {lead.name for lead in each.suspicion.leads}))
        and (not mine or each.case.file.assignee == mine)
        and (not bounds or _within(each, bounds["from"], bounds["to"]))
    ]


def _choice(now: Opened, label: str, name: str, shown: dict[str, str]) -> str:
    """A filter whose choice stands in the address; "" for all."""
    value = said(now, name)
    value = value if value in shown else ""
    say(now, name, value)
    return choice(now, label, ["", *shown], value, lambda each: shown.get(each, ALL),
                  lambda each: say(now, name, each), name)


def _mine(now: Opened, held: Sequence[Item]) -> str:
    """To whom cases are given; asked only where some are. A name stays out of the address."""
    names = sorted({each.case.file.assignee for each in held} - {""})
    if not names:
        return ""
    return st.selectbox("只看交给谁的", ["", *names], key=f"{now.which} assignee",
                        format_func=lambda each: covering.who(now.view, each) if each else ALL)


def _within(item: Item, start: str, end: str) -> bool:
    """Whether it happened in the months; what has no day is never left out."""
    day = item.suspicion.occurred_on if item.suspicion else None
    return day is None or start <= f"{day:%Y-%m}" < end


def listed(now: Opened, held: Sequence[Item], of: int) -> None:
    """A page of the list, the most worth a question first; each opens its own page."""
    pages = max(1, -(-len(held) // PAGE))
    number = page_of(now, tuple(each.case.key for each in held), pages)
    st.header("从哪一个问起？", anchor=False)
    if not held:
        st.markdown("没有符合筛选的疑点。" if of else "换规则、补台账以后，这里会重新列出。")
        return
    shown = f"符合筛选的 {len(held)} 个，共 {of} 个。" if len(held) < of else ""
    st.caption(plain(shown + ORDER))
    start = (number - 1) * PAGE
    for place, each in enumerate(held[start : start + PAGE], start + 1):
        with st.container(border=True, key=f"lead-{each.case.key}"):
            _card(now, place, each)
    turn(number, pages)


def _card(now: Opened, place: int, item: Item) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"card-{item.case.key}"):
        way(LEAD, f"{place}　{about(now, item)}", books=now.which, case=item.case.key)
        badges(item)
        st.caption(plain(where(now, item)), width="content")
        if item.case.file.assignee:
            st.caption(plain(f"交 {covering.who(now.view, item.case.file.assignee)}"), width="content")
    leads = item.suspicion.leads if item.suspicion else ()
    for lead in leads[:REASONS]:
        st.markdown(plain(lead.message))
    if len(leads) > REASONS:
        st.caption(f"还有 {len(leads) - REASONS} 条理由。")


def behind(now: Opened, found: Findings) -> None:
    """The rules: those that were asked, those that do not apply and why, those that wait for a basis."""
    st.header("用了哪些规则？", anchor=False)
    counts = Counter(lead.name for lead in found.leads)
    off = [each for each in found.unasked if each.is_off]
    out = [each for each in found.unasked if not each.is_off]
    with st.expander(f"用了的规则（{len(found.asked)} 条）", key="rules asked"):
        texts(("规则", "查什么", "指出几个"), [
            (each.number, each.title, str(counts[each.name])) for each in found.asked])
    if out:
        with st.expander(f"不适用的规则和原因（{len(out)} 条）", key="rules out"):
            texts(("规则", "查什么", "为什么不适用"), [
                (each.rule.number, each.rule.title, each.reason) for each in out])
    if off:
        with st.expander(f"参考：没有依据、没有启用的规则（{len(off)} 条）", key="rules off"):
            st.markdown("这些规则的依据或限额还没有核实。填上本单位的依据，装载以后就启用。")
            way(RULES, "填写依据或限额", books=now.which, state=ENTER)
            texts(("规则", "查什么", "缺什么"), [
                (each.rule.number, each.rule.title, each.reason) for each in off])

