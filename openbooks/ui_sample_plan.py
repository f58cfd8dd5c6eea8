"""What a new sample is to answer, on the page: the question, how sure, what may be wrong, how many rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import streamlit as st

from openbooks.errors import WrongUse
from openbooks.finding import rate_of
from openbooks.population import Population, Source
from openbooks.projection import stratified_rate, upper_rate
from openbooks.sample import BY_AMOUNT, CELLS, MONETARY, SIMPLE, STRATIFIED, SYSTEMATIC, Aims, Plan
from openbooks.samplesize import CONFIDENCES, MOST, attribute_size, monetary_interval, monetary_size
from openbooks.sampling import allocated
from openbooks.selection import BANDS, strata_of, totals
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.wording import amount, share

ASKED = {
    MONETARY: ("金额对不对（推荐）",
               "货币单位抽样：金额越大越容易抽到，特别大的必查。能说出差错金额最多是多少。"),
    SIMPLE: ("手续齐不齐", "简单随机抽样：每行机会一样。能说出有差错的行最多占多少，例如缺审批、缺发票。"),
    STRATIFIED: ("每一类都要查到", "分层抽样：按科目、类别或金额大小分开抽，每层至少两行。"),
    SYSTEMATIC: ("每隔几行查一行", "等距抽样：随机起点，等距离取。账的排列没有周期时用。"),
    CELLS: ("金额对不对（分格抽）", "货币单位抽样的另一种：每个间隔里各抽一个点，避免金额排列有规律。"),
}
RATES = ("0.01", "0.02", "0.03", "0.05", "0.08", "0.1", "0.15", "0.2")
EXPECTED = ("0", "0.005", "0.01", "0.02", "0.03")
PART = 20  # a tolerable amount is proposed: the amount by this
WEIGHTS = {"rows": "按行数", "amount": "按金额"}


def plan_of(now: Opened, source: Source, of: Population, given: Mapping[str, Any]) -> Plan | None:
    """The plan that was filled in, how many rows it takes said; None while it cannot be carried out."""
    methods = [each for each in ASKED if each not in BY_AMOUNT or of.positive_fen > 1]
    method = st.radio("要回答什么", methods, key=f"{now.which} method", label_visibility="collapsed",
                      format_func=lambda each: ASKED[each][0], captions=[ASKED[each][1] for each in methods])
    with st.container(horizontal=True, vertical_alignment="bottom", key="choice-aims"):
        confidence = st.selectbox("要多大把握", CONFIDENCES, index=CONFIDENCES.index(95),
                                  format_func=lambda each: f"{each}%", key=f"{now.which} sure", width=150)
        try:
            if method in BY_AMOUNT:
                return _by_amount(now, source, of, given, method, confidence)
            return _by_rows(now, source, of, given, method, confidence)
        except WrongUse as error:
            st.warning(plain(str(error)))
            return None


def _by_amount(
    now: Opened, source: Source, of: Population, given: Mapping[str, Any], method: str, confidence: int
) -> Plan:
    key = f"{now.which} {source.title} {of.positive_fen}"
    most = max(1, (of.positive_fen - 1) // 100)
    tolerable = 100 * st.number_input(
        "可容忍的差错（元）", 1, most, min(most, _round(of.positive_fen // PART // 100)), 1, width=220,
        key=f"{key} tolerable", help="差到多少，您的结论就要变？先填了合计的约二十分之一，请按重要性改。")
    expected = 100 * st.number_input(
        "预计的差错（元）", 0, most, 0, 1, width=220, key=f"{key} expected",
        help="上年查出过差错的，填一个估计数；样本会大一些，查出少量差错时仍能下结论。")
    whole = of.positive_fen
    count = monetary_size(confidence, Fraction(tolerable, whole), Fraction(expected, whole))
    interval = monetary_interval(of.positive_fen, count)
    must = of.amounts >= interval
    certain, count = int(must.sum()), -(-(whole - int(of.amounts[must].sum())) // interval)
    told = f"，加上不小于间隔、必查的 {certain} 行" if certain else ""
    st.markdown(plain(f"间隔 {amount(interval)} 元：至多抽 {count} 行{told}。"), width="stretch")
    return Plan(source.query, source.amount, given, method, 0, interval=interval,
                aims=Aims(confidence, tolerable, expected))


def _round(yuan: int) -> int:
    """An amount to begin with: two digits that count, the rest noughts; at least one."""
    size = 10 ** max(0, len(str(yuan)) - 2)
    return max(1, yuan // size * size)


def _by_rows(
    now: Opened, source: Source, of: Population, given: Mapping[str, Any], method: str, confidence: int
) -> Plan:
    tolerable = st.selectbox(
        "可容忍的差错率", RATES, index=RATES.index("0.05"), format_func=_percent, width=170,
        key=f"{now.which} rate", help="有差错的行占到多少，您的结论就要变？")
    expected = st.selectbox(
        "预计的差错率", EXPECTED, format_func=_percent, width=170, key=f"{now.which} likely",
        help="上年查出过差错的，填一个估计数；样本会大一些。")
    stratum, limits, weight = _strata(now, source, method)
    plan = Plan(source.query, source.amount, given, method, 0, 0, 0, stratum, limits, weight,
                Aims(confidence, 0, 0, tolerable, expected))
    size = stratified_size(of, plan) if method == STRATIFIED else attribute_size(
        confidence, rate_of(tolerable), rate_of(expected), of.rows)[0]
    most = min(of.rows, MOST)
    size = st.number_input("抽多少行", 1, most, min(size, most), 1, width=150,
                           key=f"{now.which} {of.rows} {method} {stratum} {weight} {plan.aims} size")
    plan = replace(plan, size=size)
    told = _each(of, plan) if method == STRATIFIED else _allows(size, of.rows, confidence, tolerable)
    st.markdown(plain(told), width="stretch")
    return plan


def _each(of: Population, plan: Plan) -> str:
    """How many rows are drawn of each stratum."""
    rows, fen = totals(of, strata_of(of, plan))
    found = allocated(fen if plan.weight == "amount" else rows, rows, plan.size)
    return "各层：" + "，".join(f"{name} {count} 行" for name, count in found.items()) + "。"


def stratified_size(of: Population, plan: Plan) -> int:
    """The size from which on a stratified sample with no more errors than expected is good enough: that of a
    simple one, and more where the strata are drawn in other proportions than they have rows."""
    aims = plan.aims
    tolerable, expected = rate_of(aims.tolerable_rate), rate_of(aims.expected_rate)
    rows, fen = totals(of, strata_of(of, plan))
    size = min(of.rows, attribute_size(aims.confidence, tolerable, expected)[0])
    while size < of.rows:
        found = allocated(fen if plan.weight == "amount" else rows, rows, size)
        errors = -(-size * expected.numerator // expected.denominator)
        held = [(rows[name], count, 0) for name, count in found.items()]
        held[0] = (held[0][0], held[0][1], min(errors, held[0][1]))
        if Fraction(stratified_rate(held, aims.confidence)[1]) <= tolerable:
            break
        size = min(of.rows, size + 1 + size // 20)
    return size


def _allows(size: int, rows: int, confidence: int, tolerable: str) -> str:
    """How many wrong rows a sample of this size may hold, so that the rate is still tolerable."""
    most = rate_of(tolerable)
    allowed = -1
    while allowed < size and Fraction(upper_rate(allowed + 1, size, confidence, rows)) <= most:
        allowed += 1
    if allowed < 0:
        return f"只抽 {size} 行，就算没有差错，也说明不了差错率没有超过 {_percent(tolerable)}。请多抽一些。"
    found = f"查出有差错的不超过 {allowed} 行" if allowed else "一行差错也没有"
    return f"抽 {size} 行，{found}，就说明差错率没有超过 {_percent(tolerable)}。"


def _strata(now: Opened, source: Source, method: str) -> tuple[str, tuple[int, ...], str]:
    """By what the rows are divided, and in what proportion they are drawn."""
    if method != STRATIFIED:
        return "", (), "rows"
    by = st.selectbox("按什么分层", ("类别", "金额大小") if source.stratum else ("金额大小",),
                      key=f"{now.which} strata", width=150)
    weight = st.selectbox("各层抽多少", list(WEIGHTS), format_func=WEIGHTS.__getitem__,
                          key=f"{now.which} weight", width=150)
    return (source.stratum, (), weight) if by == "类别" else ("", BANDS, weight)


def _percent(text: str) -> str:
    return share(float(text)).replace(".0%", "%")
