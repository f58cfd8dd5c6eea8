"""The profile of a ledger: which amounts are looked at, and its figures, each with how to read it.

A figure that says nothing says so, and why. Nothing here accuses: what stands out is where to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import benford, spread, ui, ui_figure, ui_profile_says
from openbooks.query import Result
from openbooks.statement import OutputColumn
from openbooks.ui import plain
from openbooks.ui_books import Opened, ask, first
from openbooks.ui_filters import Scope, choice, said, say

# what can be looked at, and the ledger that it stands in
POPULATIONS = {
    "支出": "voucher", "收入": "voucher", "帮扶慰问": "assistance", "会费实缴": "dues",
    "银行付出": "bank", "银行收入": "bank",
}
POPULATION = "population"
PERSONS = frozenset({"帮扶慰问", "会费实缴"})  # who is paid, or pays, is a person
PAYEES, COMMON, REPEATS, GAPS = 1000, 10, 200, 200
SHARES = (
    OutputColumn("share", "share", "%", "实有占比"),
    OutputColumn("expected", "share", "%", "应有占比"),
    OutputColumn("z", "ratio", "z值", "偏离"),
)
Given = Mapping[str, Any]


def population(now: Opened) -> str:
    """The amounts chosen: of the address, of this session, or the first whose ledger is loaded."""
    names = [name for name, ledger in POPULATIONS.items() if now.has(ledger)]
    value = said(now, POPULATION)
    if value and value not in names:
        st.warning(f"没有“{plain(value)}”可看，现在看的是{names[0]}。")
    value = value if value in names else names[0]
    say(now, POPULATION, value)
    with st.container(horizontal=True, key="choice-population"):
        return choice(
            now, "看哪些金额", names, value, str, lambda each: say(now, POPULATION, each), POPULATION
        )


def asked(now: Opened, name: str, given: Given, **more: Any) -> Result:
    """The answer of one of the profile's queries, without the column that says which amounts."""
    result = ask(now, name, **given, **more)
    kept = tuple(each for each in result.columns if each.name != POPULATION)
    return replace(result, columns=kept)


def limits(now: Opened, given: Given) -> dict[str, Any]:
    """Parameter → (value, status), as in force at the end of the period."""
    frame = ask(now, "profile_limits", unit=given["unit"], to=given["to"]).frame
    return {row.limit_id: (row.value, row.status) for row in frame.itertuples()}


def digits(now: Opened, given: Given, total: Any, held: Mapping[str, Any]) -> bool:
    """The first digit and the first two against Benford's law; whether the first digit stands out."""
    rows = [(name, value, status) for name, (value, status) in held.items()]
    left = asked(now, "profile_left_out", given)
    apart = False
    for kind, places, question in (
        (benford.FIRST, 1, "第一位数字像自然形成的吗？"),
        (benford.FIRST_TWO, 2, "前两位数字有没有扎堆？"),
    ):
        limit = benford.limits_of(kind, rows)
        counts = asked(now, "profile_digits", given, places=places)
        found = benford.fit(
            dict(zip(map(int, counts.frame["digits"]), counts.frame["lines"], strict=True)), kind
        )
        why = benford.unsuited(
            int(total.tested or 0), _whole(total.tested_smallest_fen),
            _whole(total.tested_largest_fen), limit, int(total.fixed or 0),
        )
        if why or found is None:
            if kind == benford.FIRST:
                nothing = replace(counts, frame=counts.frame.iloc[:0])
                ui_figure.block(now, question, nothing, given, nothing=plain(f"不适用：{why}。"))
            continue
        ui_figure.block(
            now, question, _beside(counts, found), given, draw=spread.digits, key=kind,
            names=("digits", "lines", "share", "expected", "z", "amount_fen"),
            says=ui_profile_says.fitted(found, limit),
        )
        apart = apart or (kind == benford.FIRST and benford.stands_out(found, limit))
    if not left.frame.empty:
        ui_figure.block(
            now, "哪些金额不看首位数字？", left, given, says=ui_profile_says.left_out(left),
        )
    return apart


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _beside(counts: Result, found: benford.Fit) -> Result:
    """Every digit of the test with what was found and what is expected, those never found too."""
    held = counts.frame.set_index("digits")["amount_fen"].to_dict()
    frame = pd.DataFrame({
        "digits": [str(each.digit) for each in found.digits],
        "lines": [each.count for each in found.digits],
        "amount_fen": [int(held.get(str(each.digit), 0)) for each in found.digits],
        "share": [each.share for each in found.digits],
        "expected": [each.expected for each in found.digits],
        "z": [each.z for each in found.digits],
        POPULATION: counts.frame[POPULATION].iloc[0],
    })
    return replace(counts, frame=frame, columns=(*counts.columns, *SHARES))


def sizes(now: Opened, given: Given) -> None:
    """Bands of size, round amounts, and the most frequent ones."""
    bands = asked(now, "profile_strata", given)
    ui_figure.block(
        now, "大额小额各有多少？", bands, given,
        draw=partial(spread.classes, label="band_name"), says=ui_profile_says.bands(bands),
        names=("band_name", "lines", "lines_share", "amount_fen", "amount_share"),
    )
    endings = asked(now, "profile_endings", given)
    ui_figure.block(
        now, "整数金额多不多？", endings, given,
        draw=partial(spread.classes, label="ending_name"), says=ui_profile_says.round_(endings),
        names=("ending_name", "lines", "lines_share", "amount_fen"),
    )
    first_ones = {**given, "limit": COMMON}
    common = asked(now, "profile_common", first_ones)
    ui_figure.block(
        now, "哪些金额反复出现？", common, first_ones, nothing="没有出现两次的金额。",
        says=f"出现次数最多的 {len(common.frame)} 个金额。标准、票价和上限会让同一金额反复出现；"
             "说不出缘由的才要问。",
    )


def times(now: Opened, given: Given, year: Given, held: Mapping[str, Any]) -> Result:
    """Month's ends, the year's end, days of the week and holidays; the answer of the year's end.
    `year` are the bounds of the calendar year that the period begins in."""
    months = asked(now, "profile_months", given)
    ui_figure.block(
        now, "月底集中吗？", months, given, says=ui_profile_says.month_ends(months),
        draw=partial(spread.parts, value="amount_fen", part="late_fen"),
        names=("month", "amount_fen", "late_fen", "late_share", "lines", "late"),
    )
    whole = {**given, **year}
    ends = asked(now, "profile_year_end", whole)
    ui_figure.block(
        now, "年底集中吗？", ends, whole, says=ui_profile_says.year_end(ends, held),
        names=("year", "december_fen", "mean_fen", "times", "quarter_fen", "quarter_share",
               "amount_fen", "months"),
    )
    days = asked(now, "profile_weekdays", given)
    ui_figure.block(
        now, "周末和节假日有多少笔？", days, given, says=ui_profile_says.rest_days(days),
        draw=partial(spread.classes, label="weekday_name"),
        names=("weekday_name", "lines", "lines_share", "holidays", "makeup", "uncharted", "amount_fen"),
        nothing="所选范围内没有写明日期的金额：未填报。",
    )
    return ends


def payees(now: Opened, given: Given, who: str) -> None:
    """Pareto of those who were paid, or paid."""
    question = "钱从谁那里来？" if who in {"收入", "会费实缴", "银行收入"} else "钱付给了谁？"
    if who in PERSONS:
        st.header(question, anchor=False)
        st.markdown(f"不适用：{who}的对象是个人，不在这里排名。")
        return
    first_ones = {**given, "limit": PAYEES}
    held = asked(now, "profile_payees", first_ones)
    ui_figure.block(
        now, question, held, first_ones, says=ui_profile_says.concentrated(held),
        draw=partial(spread.concentration, label="payee", value="amount_fen", running="running_share"),
        names=("place", "payee", "amount_fen", "amount_share", "running_share", "lines"),
    )


def repeats(now: Opened, given: Given, who: str) -> int:
    """Amounts that stand twice; how many there are beyond the first of each."""
    first_ones = {**given, "limit": REPEATS}
    held = asked(now, "profile_repeats", first_ones)
    if who not in PERSONS:
        ui_figure.block(
            now, "有没有看着像记了两遍的？", held, first_ones, says=ui_profile_says.repeated(held),
            names=("payee", "day", "each_fen", "lines", "extra", "extra_fen", "unit_name"),
            nothing="同一单位里没有同一对象、同一天、同一金额的。",
        )
    if POPULATIONS[who] == "voucher":
        taken = {name: given[name] for name in ("unit", "from", "to")} | {"limit": REPEATS}
        same = ask(now, "profile_identical", **taken)
        ui_figure.block(
            now, "有没有每一列都相同的分录？", same, taken, nothing="没有。",
            says=ui_profile_says.identical(same),
        )
    return int(first(held).extras or 0)


def numbers(now: Opened, given: Given) -> int:
    """Gaps in the numbers of vouchers; how many numbers are missing."""
    taken = {name: given[name] for name in ("unit", "from", "to")}
    held = ask(now, "profile_numbers", **taken)
    broken = held.frame[(held.frame["missing"] > 0) | (held.frame["unread"] > 0)]
    ui_figure.block(
        now, "凭证号连续吗？", replace(held, frame=broken.reset_index(drop=True)), taken,
        says=ui_profile_says.numbered(held),
        names=("series", "word", "missing", "last_no", "vouchers", "unread", "unit_name"),
        nothing="" if len(held.frame) else "这些凭证没有编号，断号不能查：未填报。",
    )
    missing = int(held.frame["missing"].sum())
    if missing:
        first_ones = {**taken, "limit": GAPS}
        ui_figure.block(
            now, "缺的是哪几号？", ask(now, "profile_gaps", **first_ones), first_ones,
            says="前一张和后一张的日期说明缺号大约在哪几天。",
            names=("series", "word", "first_no", "last_no", "missing", "date_before", "date_after",
                   "unit_name"),
        )
    return missing


def ages(now: Opened, given: Given, who: str) -> None:
    """How long dues are owed, or advances stand open; nothing for other amounts."""
    if who == "会费实缴":
        taken = {name: given[name] for name in ("unit", "from", "to")}
        held = ask(now, "profile_arrears", **taken)
        ui_figure.block(
            now, "欠缴的会费拖了多久？", held, taken, says=ui_profile_says.owed(held),
            draw=partial(spread.classes, label="age_name", value="short_fen"),
            names=("age_name", "lines", "short_fen", "short_share"), nothing="没有欠缴的。",
        )
    elif who == "支出":
        taken = {name: given[name] for name in ("unit", "to")}
        held = ask(now, "profile_advances", **taken)
        ui_figure.block(
            now, "借出去的钱还没还回来的有多久了？", held, taken, says=ui_profile_says.advanced(held),
            nothing="已装载的凭证里，没有借出、暂付、预付没结清的。",
        )


def show(now: Opened, wanted: Scope, given: Given, who: str, total: Any) -> None:
    """All figures of the amounts chosen, and the answer above them."""
    held = limits(now, given)
    apart = digits(now, given, total, held)
    sizes(now, given)
    start = wanted.period.start[:4]
    ends = times(now, given, {"from": f"{start}-01", "to": f"{int(start) + 1}-01"}, held)
    payees(now, given, who)
    twice = repeats(now, given, who)
    missing = numbers(now, given) if POPULATIONS[who] == "voucher" else 0
    ages(now, given, who)
    found = [
        f"第一位数字{ui_profile_says.MEANING[benford.APART]}" if apart else "",
        ui_profile_says.rushed(ends, held) if who in {"支出", "银行付出"} else "",
        f"凭证号缺 {missing:,} 个" if missing else "",
        f"同一对象、同一天、同一金额多出 {twice:,} 笔" if twice else "",
    ]
    ui.answer(*ui_profile_says.together(wanted.said, who, total, [each for each in found if each]))
