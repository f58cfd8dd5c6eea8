"""What a figure says, in one sentence: the answer to the question that stands over it.

Every function takes the answer of a query and gives a plain text; where there is nothing to say it
gives "", and the words for an empty answer stand in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from openbooks.period import MONTHS as YEAR
from openbooks.query import Result
from openbooks.statement import OutputColumn
from openbooks.ui_table import text_of
from openbooks.wording import MISSING, against, is_missing, listed, money, said, share

MOST = "最多的是"


def most(
    result: Result, label: str, value: str, lead: str = MOST, prior: str = "",
    whole: bool = True,
) -> str:
    """The largest of a column, its part of all amounts where the answer is `whole`, and the same of
    the year before."""
    column = result.column(value)
    held = result.frame[result.frame[value].notna()].reset_index(drop=True)
    if held.empty:
        return ""
    if not held[value].any():
        return f"{column.label}都是 {_said(0, column)}。"
    row = held.loc[held[value].idxmax()]
    only = len(held) == 1
    parts = whole and column.type == "money" and not only and (held[value] >= 0).all()
    told = f"{'只有' if only and lead == MOST else lead}{_named(row, result, label)}，"
    told += _said(row[value], column)
    told += f"，占合计的 {share(int(row[value]) / int(held[value].sum()))}" if parts else ""
    return f"{told}；{against(row[value], row[prior])}。" if prior else f"{told}。"


def between(result: Result, label: str, value: str) -> str:
    """The largest and the smallest of a column; of one row, that one."""
    held = result.frame[result.frame[value].notna()].reset_index(drop=True)
    if held.empty:
        return ""
    column = result.column(value)
    high, low = held.loc[held[value].idxmax()], held.loc[held[value].idxmin()]
    if len(held) == 1:
        return f"{_named(high, result, label)}的{column.label}是 {_said(high[value], column)}。"
    if high[value] == low[value]:
        return f"{len(held)} 项的{column.label}都是 {_said(high[value], column)}。"
    return (f"{column.label}最高的是{_named(high, result, label)}，{_said(high[value], column)}；"
            f"最低的是{_named(low, result, label)}，{_said(low[value], column)}。")


def unfilled(result: Result, value: str, what: str) -> str:
    """How many rows do not say a number, where some do and some do not."""
    missing = int(result.frame[value].isna().sum())
    some = 0 < missing < len(result.frame)
    return f"有 {missing} 次没有填报{what}，不算在内。" if some else ""


def planned(result: Result, ceiling: bool, months: int = YEAR) -> str:
    """How a budget, which is a whole year's, was kept in `months`: what was overspent, or how much
    of the income came in."""
    held = result.frame[result.frame["budget_fen"].notna() & result.frame["actual_fen"].notna()]
    if held.empty:
        return "" if result.frame.empty else "这些科目没有装载预算：未填报。"
    plan, actual = int(held["budget_fen"].sum()), int(held["actual_fen"].sum())
    rate = f"，执行率 {share(actual / plan)}" if plan > 0 else ""
    whole = "" if months == YEAR else "全年"
    told = f"有预算的科目{whole}预算共 {money(plan)}，"
    told += f"{'所选期间' if whole else ''}实际 {money(actual)}{rate}。"
    over = held[held["actual_fen"] > held["budget_fen"]]
    if ceiling:
        names = [f"{row.level1_name}（{share(row.share)}）" for row in over.itertuples()]
        told += f"超预算的：{listed(names)}。" if names else "没有科目超预算。"
    bare = result.frame["budget_fen"].isna() & (result.frame["actual_fen"].fillna(0) != 0)
    names = list(result.frame.loc[bare, "level1_name"])
    return told + (f"没有预算而有实际的：{listed(names)}。" if names else "")


def flowed(result: Result, stated: Any = None) -> str:
    """On what the opening of a flow rests, that its closing follows from it, and whether it is the
    one that the balance table states (分), where that states one."""
    first, last = result.frame.iloc[0], result.frame.iloc[-1]
    if is_missing(first["amount_fen"]):
        missing = first["missing_units"]
        return "" if is_missing(missing) or not missing else (
            f"有 {int(missing)} 个单位缺期初余额，结余不推算。"
        )
    told = f"期初依据：{first['basis']}"
    if is_missing(last["amount_fen"]):
        return f"{told}。"
    told += "；期末由期初加减各步算出"
    if is_missing(stated):
        return f"{told}。"
    apart = int(last["amount_fen"]) - int(stated)
    if not apart:
        return f"{told}，与余额表一致。"
    return f"{told}，比余额表的 {money(stated)}{'多' if apart > 0 else '少'} {money(abs(apart))}。"


def left_out(result: Result) -> str:
    """What accounts that nobody knows keep out of income and expenditure; "" where there are none."""
    frame = result.frame
    booked = frame[frame["ledger"] == "voucher"]
    frame = booked if len(booked) else frame
    if frame.empty:
        return ""
    names = listed(frame["account_name"].where(frame["account_name"].notna(), frame["account_code"]))
    amounts = {"借方": frame["debit_fen"], "贷方": frame["credit_fen"], "金额": frame["amount_fen"]}
    told = "、".join(f"{side} {money(held.sum())}" for side, held in amounts.items()
                    if held.fillna(0).any())
    return (f"没有认出来的科目：{names}{f'（{told}）' if told else ''}，没有计入收入、支出，"
            "算出的期末结余因此可能不准，见页末。")


def short_of_full(result: Result, down: str, across: str, rate: str) -> str:
    """How many cells of a two-way table of rates are below the full rate."""
    held = result.frame[rate].dropna()
    if held.empty:
        return ""
    short = int((held < 1).sum())
    told = f"有 {short} 格没有收齐（加粗、有底色）" if short else "每一格都收齐了"
    return f"{result.frame[down].nunique()} 个单位、{result.frame[across].nunique()} 个月，{told}。"


def compared(result: Result) -> str:
    """How many of the compared lines agree."""
    differ, one_sided = differing(result)
    if result.frame.empty:
        return f"所选范围内没有可比的数：{MISSING}。"
    wrong, open_ = int(differ.sum()), int(one_sided.sum())
    if not wrong and not open_:
        return f"比对 {len(differ)} 项，全部一致。"
    told = f"比对 {len(differ)} 项，{len(differ) - wrong - open_} 项一致，{wrong} 项不符"
    return told + (f"，{open_} 项只有一边有数。" if open_ else "。")


def compared_together(results: Mapping[str, Result]) -> str:
    """All comparisons: how many agree, what differs, and which have nothing to compare, so that
    silence is not taken for agreement."""
    held = {title: result for title, result in results.items()
            if not differing(result)[1].all()}  # all() of no rows is true
    without = [title for title in results if title not in held]
    if not held:
        return f"所选范围内没有两边都有的数：{MISSING}，不能比对。"
    found = {title: [int(each.sum()) for each in differing(result)]
             for title, result in held.items()}
    wrong = "，".join(f"{title} {counts[0]} 项" for title, counts in found.items() if counts[0])
    open_ = "，".join(f"{title} {counts[1]} 项" for title, counts in found.items() if counts[1])
    told = f"{len(held)} 种核对，" + (
        f"{sum(not counts[0] for counts in found.values())} 种没有不符；不符的是{wrong}"
        if wrong else "没有一项不符"
    )
    told += f"；只有一边有数的是{open_}" if open_ else ""
    return told + (f"。没有可比的数：{listed(without)}。" if without else "。")


def differing(result: Result) -> tuple[pd.Series, pd.Series]:
    """(rows with a difference, rows with a number on one side only), one truth value a row. An
    opening that with its movements is not the closing is a difference too."""
    held = result.frame[[name for name in result.frame if name.startswith("difference")]]
    gaps = result.frame[[name for name in result.frame if name == "gap_fen"]]
    differ = ((held.fillna(0) != 0).any(axis=1)) | ((gaps.fillna(0) != 0).any(axis=1))
    return differ, held.isna().any(axis=1) & ~differ


def _named(row: Any, result: Result, label: str) -> str:
    """What a row is called; a month as people say it."""
    text = text_of(row[label], result.column(label))
    if result.column(label).type not in {"month", "period"} or not text[:4].isdigit():
        return text
    year, _, part = text.partition("-")
    return f"{year}年{f'{int(part)}月' if part.isdigit() else part}"


def _said(value: Any, column: OutputColumn) -> str:
    """A value with its unit, as a sentence says it."""
    kind = column.type if column.type in {"money", "share"} else "count"
    return said(value, kind, column.unit)
