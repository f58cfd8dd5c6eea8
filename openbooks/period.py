"""A stretch of whole months of one accounting year: what the period filter and the address hold.

Codes: 2024 (the year), 2024H1 2024H2 (halves), 2024Q1 … 2024Q4 (quarters), 2024-05 (one month).
A year is named for the calendar year in which it begins; halves and quarters count from its first
month. Periods are half-open: `start` is in, `end` is not; both are months 'YYYY-MM'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from openbooks.errors import WrongUse

_YEAR = re.compile(r"([0-9]{4})(?:(H)([12])|(Q)([1-4]))?")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_HALVES = ("上半年", "下半年")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
MONTHS = 12
EARLIEST, LATEST = 1980, 2119  # as month_calendar


@dataclass(frozen=True)
class Period:
    """`months` whole months from `start`; `year` is the accounting year they lie in."""

    code: str
    year: int
    start: str
    end: str
    months: int
    label: str

    @property
    def bounds(self) -> dict[str, str]:
        """The parameters `from` and `to` of the queries."""
        return {"from": self.start, "to": self.end}


def moved(month: str, count: int) -> str:
    """The month `count` months after (before, when negative) a month 'YYYY-MM'."""
    at = int(month[:4]) * MONTHS + int(month[5:]) - 1 + count
    return f"{at // MONTHS:04d}-{at % MONTHS + 1:02d}"


def year_of(month: str, fiscal_start: int) -> int:
    """The accounting year of a month, named for the calendar year in which it begins.

    A text that is no month (the period 2023 or 2023H1 of a table) is of the year that it names.
    """
    return int(month[:4]) - bool(_MONTH.fullmatch(month) and int(month[5:]) < fiscal_start)


def period_of(code: str, fiscal_start: int = 1) -> Period:
    """The period of a code; raises WrongUse for a text that is no code of a period."""
    if found := _MONTH.fullmatch(code):
        year = year_of(code, fiscal_start)
        _within(int(found[1]), code)
        return _period(code, year, code, 1, f"{found[1]}年{int(found[2])}月")
    found = _YEAR.fullmatch(code)
    if not found:
        raise WrongUse(f"“{code}”不是期间。可写 2024、2024H1、2024Q3 或 2024-05。")
    year = int(found[1])
    _within(year, code)
    first = f"{year}-{fiscal_start:02d}"
    named = f"{year}年" if fiscal_start == 1 else f"{year}年度"
    if found[2]:
        place = int(found[3]) - 1
        return _period(code, year, moved(first, 6 * place), 6, named + _HALVES[place])
    if found[4]:
        place = int(found[5]) - 1
        return _period(code, year, moved(first, 3 * place), 3, named + _QUARTERS[place])
    return _period(code, year, first, MONTHS, named)


def _within(year: int, code: str) -> None:
    if not EARLIEST <= year <= LATEST:
        raise WrongUse(f"期间“{code}”不在 {EARLIEST} 至 {LATEST} 年之内。")


def _period(code: str, year: int, start: str, months: int, label: str) -> Period:
    return Period(code, year, start, moved(start, months), months, label)


def parts_of(year: int, fiscal_start: int = 1) -> tuple[Period, ...]:
    """The periods of one accounting year: itself, its halves, its quarters, its months."""
    first = f"{year}-{fiscal_start:02d}"
    codes = [str(year)]
    codes += [f"{year}H{number}" for number in (1, 2)]
    codes += [f"{year}Q{number}" for number in (1, 2, 3, 4)]
    codes += [moved(first, number) for number in range(MONTHS)]
    return tuple(period_of(code, fiscal_start) for code in codes)


def part_label(period: Period) -> str:
    """The period within its year: 全年, 上半年, 三季度, 5月; 次年1月 where the year has turned."""
    if period.months == MONTHS:
        return "全年"
    if period.months == 1:
        month = f"{int(period.start[5:])}月"
        return month if int(period.start[:4]) == period.year else f"次年{month}"
    return period.label[-len(_HALVES[0]):]


def years_between(months: Iterable[str], fiscal_start: int = 1) -> tuple[int, ...]:
    """The accounting years from that of the first to that of the last of some months (at least
    one; periods as `year_of` takes them), newest first."""
    years = [year_of(month, fiscal_start) for month in months]
    return tuple(range(max(years), min(years) - 1, -1))
