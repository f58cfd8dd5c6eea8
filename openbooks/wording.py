"""How values are said in Chinese: in sentences and in the cells of tables.

Nothing is computed here beyond the difference from the year before and the rounding for display;
amounts come in 分 and are said in 元, large ones in 万元 with the exact figure behind. Missing is
未填报, a rate of nothing is 不适用, and neither is ever 0.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openbooks.money import wan, yuan_grouped

MISSING = "未填报"
NOT_APPLICABLE = "不适用"
BLANK = "—"
LARGE_FEN = 1_000_000  # 1 万元
_MONTH = re.compile(r"(\d{4})-(\d\d)$")

# What queries say in codes, for readers.
VALUES = {
    "income": "收入", "expenditure": "支出", "asset": "资产", "liability": "负债",
    "net_asset": "净资产", "collected": "代收上级经费", "remitted": "上解经费", "other": "其他",
}


def is_missing(value: Any) -> bool:
    """Whether a cell of a frame holds nothing: None, NaN or pandas' NA."""
    if value is None or value.__class__.__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and math.isnan(value)


def amount(fen: Any) -> str:
    """An amount in a table's cell: 123450 → "1,234.50"."""
    return MISSING if is_missing(fen) else yuan_grouped(int(fen))


def money(fen: Any) -> str:
    """An amount in a sentence: "1,234.50 元", from 1 万元 on "12.35 万元（123,450.00 元）"."""
    if is_missing(fen):
        return MISSING
    fen = int(fen)
    exact = f"{yuan_grouped(fen)} 元"
    return f"{wan(fen)} 万元（{exact}）" if abs(fen) >= LARGE_FEN else exact


def short_money(fen: Any) -> str:
    """An amount where there is little room: "12.35 万元" or "1,234.50 元"."""
    if is_missing(fen):
        return MISSING
    fen = int(fen)
    return f"{wan(fen)} 万元" if abs(fen) >= LARGE_FEN else f"{yuan_grouped(fen)} 元"


def share(value: Any) -> str:
    """A fraction as per cent with one decimal; it never rounds to a full or to an empty one."""
    if is_missing(value):
        return NOT_APPLICABLE
    if 0 < value < 0.0005:
        return "不足 0.1%"
    if 0.9995 <= value < 1:
        return "99.9%"
    return f"{value:.1%}"


def count(value: Any, unit: str = "") -> str:
    """A whole number with its unit: "1,480 人"."""
    if is_missing(value):
        return MISSING
    return f"{int(value):,} {unit}".rstrip()


def against(now: Any, prior: Any, kind: str = "money", unit: str = "") -> str:
    """The year before, said behind a figure: "上年同期 3.51 万元，多了 1,200.00 元（+3.4%）".

    `kind` is money (分), share (difference in 百分点) or count (with `unit`). A difference never
    contradicts the rounded figures beside it: amounts are said to the 分, points are those of the
    two rates as they are said.
    """
    if is_missing(prior):
        return f"上年同期{NOT_APPLICABLE if kind == 'share' else MISSING}"
    if is_missing(now):
        return f"上年同期 {said(prior, kind, unit)}"
    if kind == "share":
        points = round(abs(_shown(now) - _shown(prior)), 1)
        if not points:
            return f"与上年同期{'相同' if now == prior else '持平'}（{share(prior)}）"
        return f"上年同期 {share(prior)}，{'高' if now > prior else '低'}了 {points:.1f} 个百分点"
    change = int(now) - int(prior)
    if not change:
        return f"与上年同期相同（{said(prior, kind, unit)}）"
    told = f"{yuan_grouped(abs(change))} 元" if kind == "money" else count(abs(change), unit)
    rate = f"（{change / int(prior):+.1%}）" if int(prior) > 0 else ""
    shown = short_money(prior) if kind == "money" else count(prior, unit)
    return f"上年同期 {shown}，{'多' if change > 0 else '少'}了 {told}{rate}"


def _shown(rate: float) -> float:
    """A rate in per cent as `share` says it; "不足 0.1%" counts as nothing."""
    text = share(rate)
    return float(text[:-1]) if text[0] in "-0123456789" else 0.0


def said(value: Any, kind: str, unit: str = "") -> str:
    """A value of that kind in a sentence."""
    if kind == "share":
        return share(value)
    return money(value) if kind == "money" else count(value, unit)


def cell(value: Any, kind: str, missing: str = MISSING) -> str:
    """The text of a table's cell of a query's column type; `missing` where there is nothing."""
    if is_missing(value) or value == "":
        return NOT_APPLICABLE if kind in {"share", "ratio"} and missing == MISSING else missing
    if kind == "money":
        return yuan_grouped(int(value))
    if kind == "share":
        return share(value)
    if kind == "integer":
        return str(int(value))
    if kind == "ratio":
        return f"{value:,.2f}"
    if kind == "boolean":
        return "是" if value else "否"
    if kind == "decimal":
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return listed(value)
    return VALUES.get(str(value), str(value))


def in_months(said: str) -> str:
    """A month or a year as people say it: 2025-08 is 2025年8月, 2025 is 2025年; any other text as it is."""
    found = _MONTH.match(said)
    if found:
        return f"{found[1]}年{int(found[2])}月"
    return f"{said}年" if said.isdigit() and len(said) == 4 else said


def listed(items: Iterable[Any], most: int = 5) -> str:
    """Items in one line: "甲、乙、丙 等 9 个"."""
    texts = [str(each) for each in items]
    if len(texts) <= most:
        return "、".join(texts)
    return f"{'、'.join(texts[:most])} 等 {len(texts)} 个"
