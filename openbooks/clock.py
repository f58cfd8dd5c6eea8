"""The time of day as it is written in a cell, alone or behind a date: always HH:MM:SS."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    r"(?P<half>上午|下午|AM|PM)?\s*(?P<hour>[0-9]{1,2})\s*[:时点]\s*"
    r"(?:(?P<minute>[0-9]{1,2})\s*(?:[:分]\s*(?:(?P<second>[0-9]{1,2})(?:\.[0-9]+)?\s*秒?)?)?)?"
    r"\s*(?P<late_half>AM|PM)?"
    # Our own zone changes nothing; another one would change the day, and is no form we read.
    r"(?:\s*\+08:?00)?"
)
_COMPACT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
# 80759: a spreadsheet took the leading zero of 080759.
_COMPACT_SHORT = re.compile(r"([0-9])([0-9]{2})([0-9]{2})")
# 09.15.33, as mainframes of banks write it.
_DOTTED = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{2})")
_AFTERNOON = ("下午", "PM")
_MORNING = ("上午", "AM")
_SECONDS_A_DAY = 86_400


def read_clock(text: str) -> str | None:
    """14:30, 2:30 PM, 14时30分, 143000 as "14:30:00"; None when it is no time of day."""
    if found := _COMPACT.fullmatch(text) or _COMPACT_SHORT.fullmatch(text) or (
        _DOTTED.fullmatch(text)
    ):
        return _put_together(*map(int, found.groups()))
    found = _CLOCK.fullmatch(text)
    if not found or (found["half"] and found["late_half"]):
        return None
    if found["minute"] is None and ":" in text:
        return None
    hour = int(found["hour"])
    half = found["half"] or found["late_half"]
    if half and not 1 <= hour <= 12:
        return None
    if half in _AFTERNOON:
        hour = hour % 12 + 12
    elif half in _MORNING:
        hour %= 12
    return _put_together(hour, int(found["minute"] or 0), int(found["second"] or 0))


def of_day_fraction(digits: str) -> str:
    """A spreadsheet's fraction of a day, given by the digits behind the point, to the second."""
    thousandths = int(digits.ljust(18, "0")[:18]) * _SECONDS_A_DAY * 1000 // 10**18
    seconds = min((thousandths + 500) // 1000, _SECONDS_A_DAY - 1)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _put_together(hour: int, minute: int, second: int) -> str | None:
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02d}:{minute:02d}:{second:02d}"
