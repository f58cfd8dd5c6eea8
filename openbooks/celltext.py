"""A value as the text of a cell that leaves the house, and back.

A text that a spreadsheet would take for a formula is marked with an apostrophe before it (with a
grave accent where it ends in an apostrophe: ours and other readers take '…' for a quoted text). A text
that itself begins with either sign is marked too, so that dropping the first of these signs gives
every text back: `restored`. Numbers stay numbers, money is 元 with two decimals.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from openbooks.money import yuan

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARKS = ("'", "`")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula (full-width signs and leading blanks too)."""
    shown = unicodedata.normalize("NFKC", text).lstrip(" \u00a0\u3000\n")
    if shown.startswith(FORMULA) or text.startswith(("\t", "\r", *MARKS)):
        return ("`" if text.endswith("'") else "'") + text
    return text


def restored(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith(MARKS) else text


def cell_text(value: Any, money: bool = False) -> str:
    """A value as the text of a CSV cell; null is empty."""
    if value is None:
        return ""
    if money:
        return yuan(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return neutral(str(value))


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Write a UTF-8 CSV with a byte order mark, so that office programs read its Chinese; the number
    of its rows."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        return write_rows(stream, chain([[neutral(each) for each in header]], rows)) - 1


def write_rows(stream: TextIO, rows: Iterable[Iterable[str]]) -> int:
    """Write rows of cells as CSV; how many.

    A row with a sign that some programs divide at as well (; and tab: what stood behind it would be a
    cell of its own, and perhaps a formula) is quoted as a whole.
    """
    plain = csv.writer(stream, lineterminator="\r\n")
    quoted = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    count = 0
    for row in map(tuple, rows):
        said = "".join(row)
        (quoted if ";" in said or "\t" in said else plain).writerow(row)
        count += 1
    return count
