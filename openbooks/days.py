"""The day in a cell: every form in which offices and their programs write one.

Each form is a pattern for the beginning of the cell; behind it only a time of day and a weekday may
stand. The first form that fits with such a rest is the form of the cell. Texts come in as
`reading.plain` leaves them, in upper case. Which form has which outcome: formats.md §4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from openbooks.clock import of_day_fraction, read_clock
from openbooks.reading import Reading, is_formula_error

# Days outside these years are placeholders of programs (0001-01-01, 9999-12-31) or typing errors.
FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NAMED = rf"({'|'.join(MONTH_NAMES)})[A-Z]*\.?"
FOREVER = frozenset(("长期", "长期有效", "永久", "永久有效", "无固定期限"))
LONGEST = 60

# Serial numbers of 1930-01-01 to 2099-12-31: other numbers of five digits count something else.
SERIAL = re.compile(r"([0-9]{5})(?:\.([0-9]+))?")
_FIRST_SERIAL, _LAST_SERIAL = 10_959, 73_050
# The 1900 system counts a 29 February 1900 that never was, hence 30 and not 31 December.
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{4}(?:[0-9]{2})?)")
# What mainframes of banks print: 2024-07-10-10.22.15, also with fractions of a second.
_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})-([0-9]{2})\.([0-9]{2})\.([0-9]{2})(?:\.[0-9]+)?"
)
_WEEKDAY = re.compile(r"\(?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*\)?")
_WEEKDAYS = {sign: day for day, sign in enumerate("一二三四五六日")} | {"天": 6}
_DAY_ENDS = "日号"

_NO_YEAR = re.compile(
    r"([0-9]{1,2})(?:\s*月\s*([0-9]{1,2})\s*[日号]?|\s*[-/]\s*([0-9]{1,2})|\.([0-9]{1,2}))"
)
# 3.1 may be what a spreadsheet left of 3.10, as with 2023.1 and 2023.10.
_CUT_DAYS = ("1", "2", "3")


def full_date(year: int, month: int, day: int) -> Reading:
    """The day, or date_invalid for zeros and years that mean none, or date_not_exist."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and month and day):
        return Reading(None, "date_invalid")
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return Reading(None, "date_not_exist")


def year_of(digits: str, years: Sequence[int]) -> int | None:
    """The year of the file that ends in these two digits, if one does."""
    if len(digits) != 2:
        return None
    return next((year for year in years if year % 100 == int(digits)), None)


def only_year(years: Sequence[int]) -> int | None:
    """The file's year when it has exactly one."""
    return years[0] if len(set(years)) == 1 else None


def read_moment(cell: str, years: Sequence[int], date1904: bool | None) -> tuple[Reading, str]:
    """The day of a cell and the time of day behind it as HH:MM:SS ("" where none stands)."""
    if is_formula_error(cell):
        return Reading(None, "formula_error"), ""
    if cell in FOREVER:
        return Reading(None, "date_invalid"), ""
    if len(cell) > LONGEST:
        return Reading(None, "date_unclear"), ""
    if found := SERIAL.fullmatch(cell):
        return _of_serial(int(found[1]), date1904), of_day_fraction(found[2]) if found[2] else ""
    if found := _RUN_TOGETHER.fullmatch(cell):
        time = read_clock(found[4].ljust(6, "0"))
        if time:
            return full_date(int(found[1]), int(found[2]), int(found[3])), time
    if found := _STAMP.fullmatch(cell):
        time = read_clock("".join(found.groups()[3:]))
        if time:
            return full_date(int(found[1]), int(found[2]), int(found[3])), time
    for form, meaning in _FORMS:
        found = form.match(cell)
        rest = _rest(cell, found.end()) if found else None
        if found and rest:
            reading = meaning(found, years)
            time, weekday = rest
            if weekday is not None and reading.value and reading.value.weekday() != weekday:
                return Reading(None, "date_unclear"), ""
            return reading, time
    return Reading(None, "date_unclear"), ""


def day_without_year(cell: str) -> tuple[int, int] | None:
    """Month and day of a cell that gives no year (3月5日, 03/05); None for every other cell."""
    found = _NO_YEAR.match(cell) if len(cell) <= LONGEST else None
    if not found or not _rest(cell, found.end()) or found[4] in _CUT_DAYS:
        return None
    return int(found[1]), int(found[2] or found[3] or found[4])


def _rest(cell: str, end: int) -> tuple[str, int | None] | None:
    """Time and weekday behind the day, or None when something else stands there."""
    rest, weekday = cell[end:], None
    if not rest:
        return "", None
    if found := _WEEKDAY.search(rest):
        weekday = _WEEKDAYS[found[1]]
        rest = rest[: found.start()] + " " + rest[found.end() :]
    if not rest.strip():
        return "", weekday
    if rest[0] == "T":
        rest = rest[1:]
    elif not rest[0].isspace() and cell[end - 1] not in _DAY_ENDS:
        return None
    time = read_clock(rest.strip())
    return (time, weekday) if time else None


def _of_serial(serial: int, date1904: bool | None) -> Reading:
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    day = epoch + timedelta(days=serial)
    if not _FIRST_SERIAL <= (day - _EPOCH_1900).days <= _LAST_SERIAL:
        return Reading(None, "date_unclear")
    return Reading(day, warning="date_serial" if date1904 is None else "")


def _year_first(found: re.Match[str], years: Sequence[int]) -> Reading:
    parts = [int(part) for part in found.groups() if part and part.isdigit()]
    return full_date(*parts)


def _short_year_first(found: re.Match[str], years: Sequence[int]) -> Reading:
    short, month, day = (part for part in found.groups() if part and part.isdigit())
    return _with_short_year(short, int(month), int(day), years)


def _with_short_year(short: str, month: int, day: int, years: Sequence[int]) -> Reading:
    year = year_of(short, years)
    if year is None:
        return Reading(None, "year_unclear")
    reading = full_date(year, month, day)
    return reading if reading.code else Reading(reading.value, warning="year_two_digits")


def _year_last(found: re.Match[str], years: Sequence[int]) -> Reading:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12:
        return full_date(year, second, first)
    if second > 12 or first == second:
        return full_date(year, first, second)
    return Reading(None, "day_month_unclear" if first and second else "date_invalid")


def _day_and_name(found: re.Match[str], years: Sequence[int]) -> Reading:
    day, name, year = found.groups()
    month = MONTH_NAMES.index(name) + 1
    if len(year) == 2:
        return _with_short_year(year, month, int(day), years)
    return full_date(int(year), month, int(day))


def _name_and_day(found: re.Match[str], years: Sequence[int]) -> Reading:
    return full_date(int(found[3]), MONTH_NAMES.index(found[1]) + 1, int(found[2]))


def _without_year(found: re.Match[str], years: Sequence[int]) -> Reading:
    year = only_year(years)
    if found[4] in _CUT_DAYS:
        return Reading(None, "date_unclear")
    if year is None:
        return Reading(None, "year_missing")
    return full_date(year, int(found[1]), int(found[2] or found[3] or found[4]))


def _without_day(found: re.Match[str], years: Sequence[int]) -> Reading:
    return Reading(None, "day_missing")


_Y_M_D = r"(?:\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})"
_CHINESE_Y_M_D = r"|\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Sequence[int]], Reading]], ...] = (
    (re.compile(r"([0-9]{4})" + _Y_M_D + _CHINESE_Y_M_D), _year_first),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _year_first),
    (re.compile(r"([0-9]{1,2})" + _Y_M_D + _CHINESE_Y_M_D), _short_year_first),
    (re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})"), _year_last),
    (re.compile(rf"([0-9]{{1,2}})[-/ ]?{NAMED}[-/ ,]*([0-9]{{4}}|[0-9]{{2}})"), _day_and_name),
    (re.compile(rf"{NAMED}\s*([0-9]{{1,2}}),?\s+([0-9]{{4}})"), _name_and_day),
    (_NO_YEAR, _without_year),
    (re.compile(r"[0-9]{4}(?:\s*[-/.]\s*[0-9]{1,2}|\s*年\s*[0-9]{1,2}\s*月份?)"), _without_day),
    (re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"), _without_day),
    (re.compile(r"(?:19|20)[0-9]{2}\s*年?度?"), _without_day),
)
