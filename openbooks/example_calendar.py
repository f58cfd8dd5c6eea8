"""Days of the example years: when the invented offices are open, and when the festivals fall.

The statutory holidays are those of the State Council's notices for 2023, 2024 and 2025, as ranges
of days off. The working weekends of those notices are left out on purpose: an invented office pays
on an ordinary weekday only, so that the one payment on a rest day is the planted one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

HOLIDAYS = (
    (date(2023, 1, 1), date(2023, 1, 2)),
    (date(2023, 1, 21), date(2023, 1, 27)),
    (date(2023, 4, 5), date(2023, 4, 5)),
    (date(2023, 4, 29), date(2023, 5, 3)),
    (date(2023, 6, 22), date(2023, 6, 24)),
    (date(2023, 9, 29), date(2023, 10, 6)),
    (date(2024, 1, 1), date(2024, 1, 1)),
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2024, 4, 4), date(2024, 4, 6)),
    (date(2024, 5, 1), date(2024, 5, 5)),
    (date(2024, 6, 10), date(2024, 6, 10)),
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
)
FESTIVALS = {
    ("春节", 2023): date(2023, 1, 22),
    ("春节", 2024): date(2024, 2, 10),
    ("春节", 2025): date(2025, 1, 29),
    ("端午节", 2023): date(2023, 6, 22),
    ("端午节", 2024): date(2024, 6, 10),
    ("端午节", 2025): date(2025, 5, 31),
    ("中秋节", 2023): date(2023, 9, 29),
    ("中秋节", 2024): date(2024, 9, 17),
    ("中秋节", 2025): date(2025, 10, 6),
}
DAY = timedelta(days=1)


def open_day(day: date) -> bool:
    """True on a weekday that is no statutory holiday."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in HOLIDAYS)


def from_day(day: date) -> date:
    """The day itself, or the next one on which offices are open."""
    while not open_day(day):
        day += DAY
    return day


def before(day: date, count: int) -> date:
    """The day `count` open days before `day`."""
    while count:
        day -= DAY
        count -= open_day(day)
    return day


def before_festival(festival: str, year: int, count: int) -> date:
    """The day `count` open days before a festival of that year."""
    return before(FESTIVALS[festival, year], count)


def months(first_year: int, last_year: int) -> Iterator[tuple[int, int]]:
    """(year, month) of every month from January of the first to December of the last year."""
    for year in range(first_year, last_year + 1):
        for month in range(1, 13):
            yield year, month


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def month_text(year: int, month: int) -> str:
    """2024, 3 → 2024-03."""
    return f"{year}-{month:02d}"
