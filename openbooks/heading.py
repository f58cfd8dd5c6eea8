"""Finding the header among the first records of a table, and the names it gives to the columns.

Statements put 1 to 30 lines before their header, so it is found by its words and not by its place:
by the headers that the ledgers know, else by its form (all texts, above cells that are none).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

from openbooks import contract, tall
from openbooks.cells import squash
from openbooks.headword import month_of
from openbooks.table import filled, is_blank
from openbooks.tall import Span

# How many records are looked at: the longest preamble in real statements has 24.
LOOK_DOWN = 60
# Records below a supposed header whose cells tell whether it is one.
SAMPLE = 20

# Lines of words and values that may stand between a title and the header.
_CAPTIONS = 3

Cells = Sequence[str]

_DATA = re.compile(
    r"[\s¥￥$£€+\-－−(（]*(?:CNY|RMB)?\s*[0-9０-９][0-9０-９,，.．:：/／\-－年月日时分秒TZ\s+%％eE)）]*"
    r"(?:元|CN\))?\s*"
)
# A header may be a month or a year: wide tables have a column for each.
_MONTH_OR_YEAR = re.compile(
    r"(?:(?:19|20)\d\d年?度?)?(?:(?:0?[1-9]|1[0-2])月?[-—–~至到])?(?:0?[1-9]|1[0-2])月?份?"
    r"|(?:19|20)\d\d年?度?"
    r"|(?:19|20)\d\d[-./]\d{1,2}"
)
_DAY = re.compile(r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d")
_UNIT = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
# Headers of columns that no ledger keeps.
_COMMON = frozenset(("合计", "小计", "总计"))
_COLON = re.compile("[:：]")
_LONGEST_GROUP = 16
# Second rows of headers that no ledger knows as a header of its own.
_SUB_HEADERS = frozenset("年 月 日 字 号 借 贷 单价 小计 人次 上半年 下半年".split())


@dataclass(frozen=True)
class Heading:
    """Where the header stands among the records (`first` to `last`), and its columns' names."""

    first: int
    last: int
    names: tuple[str, ...]
    written: tuple[str, ...]


@lru_cache(maxsize=10_000)
def is_data(cell: str) -> bool:
    """Whether the cell is a number, an amount or a date (a month or a year too)."""
    return _DATA.fullmatch(unicodedata.normalize("NFKC", cell.strip())) is not None


@lru_cache(maxsize=10_000)
def _fits_header(cell: str) -> bool:
    return not is_data(cell) or _MONTH_OR_YEAR.fullmatch(squash(cell)) is not None


@lru_cache(maxsize=10_000)
def _names_month_or_year(cell: str) -> bool:
    """1月 and 2023年; a bare 1 or 2023 fits a header but does not speak for one."""
    return _MONTH_OR_YEAR.fullmatch(squash(cell)) is not None and not cell.strip().isdecimal()


@lru_cache(maxsize=10_000)
def is_known(cell: str) -> bool:
    """Whether a ledger knows the cell as a header, with or without a unit in brackets."""
    return any(
        word in contract.header_words() or word in _COMMON
        for word in (squash(cell), squash(_UNIT.sub("", cell)).strip("*:"))
    )


def reads_as_header(cells: Cells) -> bool:
    """Whether a row in the middle of a table is the header of another one, judged by itself."""
    texts = filled(cells)
    known = sum(map(is_known, texts))
    return (
        len(texts) >= min(3, max(len(cells), 2))
        and known >= 2
        and 5 * known >= 3 * len(texts)
        and all(map(_fits_header, texts))
    )


def opens(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row that is parted from what stands above it is a header by its form: nothing but
    texts and months, and below one of them mostly numbers or dates."""
    months = _months([cells, *below], 0)
    fits = all(
        _fits_header(cell) or at in months for at, cell in enumerate(cells) if cell.strip()
    )
    return fits and _contrasts(cells, below)


def _months(rows: Sequence[Cells], at: int) -> frozenset[int]:
    """Columns whose cell in that row names a month (202301, 2023-01-01) above cells that do not."""
    found = set()
    for column, cell in enumerate(rows[at]):
        if not is_data(cell) or month_of(cell) is None:
            continue
        below = [row[column] for row in rows[at + 1 : at + 1 + SAMPLE] if column < len(row)]
        below = [each for each in below if each.strip()]
        if 2 * sum(bool(_DAY.match(each.strip()) or month_of(each)) for each in below) <= len(below):
            found.add(column)
    return frozenset(found)


def find(rows: Sequence[Cells], spans: Sequence[Span] = ()) -> Heading | None:
    """The header among the first records, None when nothing there reads as one."""
    rows = rows[:LOOK_DOWN]
    at = _by_words(rows)
    if at is None:
        at = _by_form(rows)
    return None if at is None else take(rows, at, spans)


def _by_words(rows: Sequence[Cells]) -> int | None:
    """The first row with known header words, unless one right below it has more of them.

    A line such as 填报单位, 清溪小学, 联系人, 王五 above the header has some as well.
    """
    best, strength = None, 0
    for at, cells in enumerate(rows):
        texts = filled(cells)
        if not texts:
            continue
        months = len(_months(rows, at))
        fits = any(map(is_known, texts)) and sum(map(_fits_header, texts)) + months >= len(texts)
        known = months + sum(is_known(text) or _names_month_or_year(text) for text in texts)
        named = months + sum(not is_data(text) or _names_month_or_year(text) for text in texts)
        if fits and known > max(strength, 1) and (known >= 4 or 5 * known >= 2 * named):
            best, strength = at, known
        elif best is not None and (any(map(is_data, texts)) or at - best > _CAPTIONS):
            break
    return best


def _by_form(rows: Sequence[Cells]) -> int | None:
    """The first row of texts that has short lines above it and other kinds of cells below."""
    counts = [len(filled(cells)) for cells in rows]
    if max(counts, default=0) == 1:
        return _single(rows)
    usual = median([count for count in counts if count > 1] or [0])
    longest_above = 0
    for at, cells in enumerate(rows):
        texts = filled(cells)
        count = counts[at]
        texts_only = sum(map(is_data, texts)) <= len(_months(rows, at)) < max(count, 1)
        header = count > 1 and 5 * count >= 3 * usual and texts_only
        if header and longest_above <= max(2, count // 2):
            below = [row for row in rows[at + 1 : at + 1 + SAMPLE] if not is_blank(row)]
            if _contrasts(cells, below) or (not below or longest_above == 0):
                return at
        longest_above = max(longest_above, count)
    return None


def _single(rows: Sequence[Cells]) -> int | None:
    """The header of a single column: a known word, or the text right above the first number."""
    for at, cells in enumerate(rows):
        for cell in filled(cells):
            if is_known(cell) and not is_data(cell):
                return at
            if is_data(cell):
                return at - 1 if at and filled(rows[at - 1]) else None
    return None


def _contrasts(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether under one of the header's cells most filled cells are numbers or dates."""
    for column, name in enumerate(cells):
        under = [row[column] for row in below if column < len(row) and row[column].strip()]
        if name.strip() and under and 2 * sum(map(is_data, under)) > len(under):
            return True
    return False


def take(rows: Sequence[Cells], at: int, spans: Sequence[Span] = ()) -> Heading:
    """The header that stands at that row, with the other rows that it has."""
    if (reach := tall.rows_of(at, spans)) and reach[1] < len(rows):
        first, last = reach
        own = [cell for row in rows[first : last + 1] for cell in filled(row)]
        names = tall.names(rows, first, last, spans)
        if any(names) and all(map(_fits_header, own)):
            return _heading(first, last, names)
    if at + 1 < len(rows):
        names = _joined(rows[at], rows[at + 1], _groups(spans, at))
        if names:
            return _heading(at, at + 1, names)
    if at:
        groups = filled(rows[at - 1])
        names = _joined(rows[at - 1], rows[at], _groups(spans, at - 1))
        if names and len(groups) > 1 and not any(_COLON.search(group) for group in groups):
            return _heading(at - 1, at, names)
    return _heading(at, at, rows[at])


def moved(head: Heading, by: int) -> Heading:
    """The same header, found among records that begin `by` further down."""
    return replace(head, first=head.first + by, last=head.last + by)


def _heading(first: int, last: int, names: Cells) -> Heading:
    written = tuple(name.strip().strip("\ufeff") for name in names)
    header = tuple(_BETWEEN_CHINESE.sub("", " ".join(name.split())) for name in written)
    while header and not header[-1]:
        header = header[:-1]
    return Heading(first, last, header, written)


def _groups(spans: Sequence[Span], row: int) -> dict[int, int]:
    """Column → first column of the merged cell that covers it in that row."""
    return {
        column: left
        for top, left, bottom, right in spans
        if top <= row <= bottom and right > left
        for column in range(left, right + 1)
    }


def _joined(top: Cells, sub: Cells, merged: dict[int, int]) -> list[str] | None:
    """Names of two header rows as one, None when the second is no row of sub-headers.

    A group's name stands over the first of its columns and, in text files, blank over the others:
    凭证 over 字, 号 gives 凭证字, 凭证号. Outside the groups the second row is empty.
    """
    width = max(len(top), len(sub))
    above = [cell.strip() for cell in top] + [""] * (width - len(top))
    below = [cell.strip() for cell in sub] + [""] * (width - len(sub))
    # A group's name may be written over each of its columns.
    repeated = [at for at in range(1, width) if above[at] and above[at] == above[at - 1] and below[at]]
    for at in reversed(repeated):
        above[at] = ""
    texts = [cell for cell in below if cell]
    if not all(_fits_header(cell) and len(cell) <= _LONGEST_GROUP for cell in texts):
        return None
    names: list[str] = []
    head = -1
    grouped = set()
    for column in range(width):
        if above[column]:
            head = column if below[column] else -1
            names.append(above[column] + below[column])
        elif below[column] and (merged.get(column, head) == head >= 0):
            grouped |= {head, column}
            names.append(above[head] + below[column])
        else:
            head = -1
            names.append(below[column])
    alone = [
        column
        for column in range(width)
        if above[column] and below[column] and column not in grouped
    ]
    outside = [column for column in range(width) if above[column] and not below[column]]
    known = sum(is_known(cell) or squash(cell) in _SUB_HEADERS for cell in texts)
    short = all(len(above[column]) <= _LONGEST_GROUP for column in grouped)
    sure = bool(merged) or 2 * known > len(texts)
    fits = len(alone) <= len(outside) if outside else known == len(texts)
    return names if grouped and short and sure and fits else None
