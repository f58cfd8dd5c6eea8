"""Days, months, periods and times: what a cell says, or why it cannot be told.

A year is never guessed: one that is missing or has two digits comes from the file's own `years`
(its title, sheet or file name) and only as formats.md §4 allows. `PLAIN_DATE` and `PLAIN_MONTH`
(RE2 and Python, whole cell) are the forms that SQL may cast or keep by itself; validation reads
only the texts outside them here, and the readers give the same for those inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from openbooks.clock import of_day_fraction, read_clock
from openbooks.days import (
    FIRST_YEAR,
    FOREVER,
    LAST_YEAR,
    LONGEST,
    MONTH_NAMES,
    NAMED,
    SERIAL,
    day_without_year,
    full_date,
    only_year,
    read_moment,
    year_of,
)
from openbooks.reading import NOTHING, Reading, is_formula_error, is_nothing, plain

PLAIN_DATE = r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
PLAIN_MONTH = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"

_FRACTION = re.compile(r"0?\.([0-9]+)")
_CHINESE_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
_CHINESE_NUMBERS |= {"十一": 11, "十二": 12}
_YEAR_MONTH = re.compile(
    r"([0-9]{4})(?:\s*([-/.])\s*([0-9]{1,2})|\s*年\s*第?\s*([0-9]{1,2})\s*[月期]份?|([0-9]{2}))"
)
_SHORT_YEAR_MONTH = re.compile(r"([0-9]{2})(?:\s*[-/]\s*([0-9]{1,2})|\s*年\s*([0-9]{1,2})\s*月份?)")
_NAMED_MONTH = re.compile(rf"{NAMED}[-/ ,]*([0-9]{{4}}|[0-9]{{2}})")
_BARE_MONTH = re.compile(r"第?([0-9]{1,2}|[一二三四五六七八九]|十[一二]?)\s*(?:月份?|期)?")
_YEAR_ONLY = re.compile(r"((?:19|20)[0-9]{2})\s*(?:年度?)?(?:全年)?")

_YEAR = r"(?:(?P<year>[0-9]{4})\s*年?\s*度?\s*[-/.]?\s*)?"
_HALF = re.compile(_YEAR + r"(?:(?P<upper>上半年|H1)|(?:下半年|H2))度?")
_QUARTER = re.compile(
    _YEAR + r"(?:第?\s*(?P<number>[1-4一二三四])\s*季度?|Q(?P<q>[1-4])|(?P<q_late>[1-4])Q)"
)
_SPAN = re.compile(
    _YEAR + r"(?P<first>[0-9]{1,2})\s*月?\s*[-~\u2014\u301c至到]+\s*(?P<last>[0-9]{1,2})\s*月份?"
)
_SPANS = {(1, 6): "H1", (7, 12): "H2", (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"}
_WHOLE_YEAR = re.compile(r"(?P<year>[0-9]{4})?(?:全年度?|年度)")


def read_date(
    text: str, years: Sequence[int] = (), date1904: bool | None = False, expiry: bool = False
) -> Reading:
    """The day of a cell as a `date`; a time behind it is left out.

    `date1904` is the date system of the workbook, None where there is none (a text file): then a
    serial number is read by the system of 1900 with the warning `date_serial`. In an `expiry`
    column 长期 is empty. Codes: date_invalid, date_not_exist, date_unclear, day_missing,
    day_month_unclear, formula_error, year_missing, year_unclear. Warnings: date_serial,
    year_two_digits. A column with days that give no year is read by `read_date_column`.
    """
    cell = plain(text).upper()
    if is_nothing(cell) or (expiry and cell in FOREVER):
        return NOTHING
    return read_moment(cell, years, date1904)[0]


def read_time(
    text: str, years: Sequence[int] = (), date1904: bool | None = False, clock: bool = False
) -> Reading:
    """The time of a cell as text: "2023-03-05 14:30:00", "2023-03-05" or "14:30:00".

    With `clock` only the time of day is wanted, and a day without one is empty. Codes: time_unclear
    and those of `read_date`.
    """
    cell = plain(text).upper()
    if is_nothing(cell):
        return NOTHING
    if len(cell) <= LONGEST:
        if fraction := _FRACTION.fullmatch(cell):
            return Reading(of_day_fraction(fraction[1]))
        if alone := read_clock(cell):
            return Reading(alone)
    day, time = read_moment(cell, years, date1904)
    if day.code:
        return Reading(None, "time_unclear") if day.code == "date_unclear" else day
    if clock:
        return Reading(time or None)
    return Reading(f"{day.value} {time}".strip(), warning=day.warning)


def read_month(text: str, years: Sequence[int] = ()) -> Reading:
    """The month of a cell as "2023-03"; a full date counts with its month.

    A month without a year takes the file's only year. Codes: those of `read_date`, month_missing,
    and month_unclear for 2023.1, which is all that a spreadsheet leaves of 2023.10.
    """
    cell = plain(text).upper()
    if is_nothing(cell):
        return NOTHING
    if len(cell) > LONGEST or SERIAL.fullmatch(cell):
        return Reading(None, "date_unclear")
    if found := _YEAR_MONTH.fullmatch(cell):
        if found[2] == "." and found[3] == "1":
            return Reading(None, "month_unclear")
        return _month(int(found[1]), int(found[3] or found[4] or found[5]))
    if found := _BARE_MONTH.fullmatch(cell):
        year = only_year(years)
        return _month(year, _number(found[1])) if year else Reading(None, "year_missing")
    if found := _SHORT_YEAR_MONTH.fullmatch(cell):
        return _month_of(found[1], int(found[2] or found[3]), years)
    if found := _NAMED_MONTH.fullmatch(cell):
        return _month_of(found[2], MONTH_NAMES.index(found[1]) + 1, years)
    if _YEAR_ONLY.fullmatch(cell):
        return Reading(None, "month_missing")
    day, _ = read_moment(cell, years, False)
    if day.code:
        return day
    return Reading(day.value.isoformat()[:7], warning=day.warning)


def read_period(text: str, years: Sequence[int] = ()) -> Reading:
    """The period of a cell: "2023", "2023-H1", "2023-Q1" or "2023-03".

    A period without a year takes the file's only year, else code year_missing; a bare number is
    period_unclear (a month or a quarter). Other codes: those of `read_month`.
    """
    cell = plain(text).upper()
    if is_nothing(cell):
        return NOTHING
    if is_formula_error(cell):
        return Reading(None, "formula_error")
    if len(cell) > LONGEST:
        return Reading(None, "period_unclear")
    if found := _YEAR_ONLY.fullmatch(cell):
        return Reading(found[1])
    if cell.isdigit() and len(cell) <= 2:
        return Reading(None, "period_unclear")
    if found := _HALF.fullmatch(cell):
        return _period(found, "-H1" if found["upper"] else "-H2", years)
    if found := _QUARTER.fullmatch(cell):
        quarter = _number(found["number"] or found["q"] or found["q_late"])
        return _period(found, f"-Q{quarter}", years)
    if found := _WHOLE_YEAR.fullmatch(cell):
        return _period(found, "", years)
    if found := _SPAN.fullmatch(cell):
        first, last = int(found["first"]), int(found["last"])
        if (first, last) == (1, 12):
            return _period(found, "", years)
        if (first, last) in _SPANS:
            return _period(found, f"-{_SPANS[first, last]}", years)
    month = read_month(text, years)
    return Reading(None, "period_unclear") if month.code == "date_unclear" else month


def read_date_column(
    texts: Sequence[str],
    years: Sequence[int] = (),
    date1904: bool | None = False,
    expiry: bool = False,
) -> list[Reading]:
    """One reading a cell, for a column in the order of its file.

    As `read_date`, but days without a year may lie in the year before the file's only year: a
    bank's list of January begins with 12/29. Where such days run on across new year in one
    direction, those before it belong to the year before, with the warning year_before. Where the
    end of a year stands beside the beginning of one and the order does not show which way the list
    runs, the late days are refused with year_missing.
    """
    readings = [read_date(text, years, date1904, expiry) for text in texts]
    year = only_year(years)
    days = [day_without_year(plain(text).upper()) for text in texts]
    dated = [(at, day) for at, day in enumerate(days) if day and readings[at].value]
    if year is None or not dated:
        return readings
    earlier = _in_year_before([day for _, day in dated])
    for (at, (month, day)), before in zip(dated, earlier, strict=True):
        if before is None:
            readings[at] = Reading(None, "year_missing")
        elif before:
            moved = full_date(year - 1, month, day)
            readings[at] = moved if moved.code else Reading(moved.value, warning="year_before")
    return readings


def gives_no_year(text: str) -> bool:
    """Whether the cell is a day without a year: then its column is one for `read_date_column`."""
    return day_without_year(plain(text).upper()) is not None


def _in_year_before(days: Sequence[tuple[int, int]]) -> list[bool | None]:
    """For each (month, day) of a list whether it lies in the year before; None where unclear."""
    steps = [at for at in range(1, len(days)) if days[at - 1] != days[at]]
    over = [at for at in steps if _is_over_new_year(days[at - 1], days[at])]
    if not over:
        return [False] * len(days)
    rises = {days[at] > days[at - 1] for at in steps if at not in over}
    if len(over) == 1 and len(rises) == 1:
        upwards, turn = rises.pop(), over[0]
        if upwards == (days[turn] > days[turn - 1]):
            return [False] * len(days)
        within_a_year = days[-1] <= days[0] if upwards else days[-1] >= days[0]
        if within_a_year:
            return [(at < turn) == upwards for at in range(len(days))]
    elif len(rises) == 2 and any(month not in _AROUND_NEW_YEAR for month, _ in days):
        # A list of the whole year in no order (by name, say) runs across nothing.
        return [False] * len(days)
    return [None if month in _LATE else False for month, _ in days]


_LATE = (11, 12)
_AROUND_NEW_YEAR = (11, 12, 1, 2)
_DAYS_OVER_NEW_YEAR = 61


def _is_over_new_year(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two months or less lie between the days when one is taken as of the year before."""
    apart = abs((date(2000, *one) - date(2000, *other)).days)
    return 366 - apart <= _DAYS_OVER_NEW_YEAR


def _month(year: int, month: int) -> Reading:
    day = full_date(year, month, 1)
    return Reading(None, day.code) if day.code else Reading(f"{year:04d}-{month:02d}")


def _month_of(digits: str, month: int, years: Sequence[int]) -> Reading:
    """The month of a year given by four digits, or by two that agree with the file's year."""
    if len(digits) == 4:
        return _month(int(digits), month)
    year = year_of(digits, years)
    if year is None:
        return Reading(None, "year_unclear")
    reading = _month(year, month)
    return reading if reading.code else Reading(reading.value, warning="year_two_digits")


def _number(sign: str) -> int:
    return int(sign) if sign.isdigit() else _CHINESE_NUMBERS[sign]


def _period(found: re.Match[str], part: str, years: Sequence[int]) -> Reading:
    year = int(found["year"]) if found["year"] else only_year(years)
    if year is None:
        return Reading(None, "year_missing")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reading(None, "date_invalid")
    return Reading(f"{year:04d}{part}")
