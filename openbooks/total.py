"""Totals in the file against the sums of its rows: the rows win, a difference is a warning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from openbooks import heading
from openbooks.cells import squash
from openbooks.codes import problem
from openbooks.errors import WARN, Problem
from openbooks.money import exact_sum, read_number
from openbooks.table import Record, filled

# Columns that say which row it is: a row that has one of them is no total.
_IDENTITY = re.compile(
    r".*(?:序号|编号|编码|代码|账号|卡号|证号|号码|电话|手机|日期|时间|年度|月份|期间).*"
    r"|.*[字号]|(?:\d{4}年)?[年月日期]|id|no\.?"
)
# Columns whose figures are not added up.
_NOT_ADDED = re.compile(r".*(?:余额|结存|结余|单价|汇率|比例|比率|利率|费率|年龄|工龄).*|.*率")
# A column is one of labels when this share of its cells above the last row are texts.
_LABEL_SHARE = 0.8
_ROWS_LOOKED_AT = 500
# A total may go back over this many totals above it, or to the first row.
_RECENT = 50
_PLAIN = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Mark:
    """A total in the file: it stands behind the first `behind` data records."""

    behind: int
    record: Record


def differences(
    header: Sequence[str], records: Sequence[Record], marks: Sequence[Mark], sheet: str
) -> list[Problem]:
    """A warning for each figure of a total that no sum of the rows above it equals.

    A total may be that of all rows, or of those since any total above it (小计, 本月合计).
    """
    problems = []
    for column, name in enumerate(header):
        if not _is_added(name):
            continue
        figures = [(mark, _number(mark.record.cells[column])) for mark in marks]
        if not any(figure is not None for _, figure in figures):
            continue
        sums = _sums(records, column, [mark.behind for mark in marks])
        starts = [0]
        for mark, figure in figures:
            totals = [sums[mark.behind] - sums[start] for start in starts]
            if figure is not None and figure not in totals:
                total = min(totals, key=lambda each: abs(each - figure))
                problems.append(problem(
                    "total_mismatch", WARN, mark.record.line, name, mark.record.cells[column],
                    sheet, f"合计 {figure:f}，明细之和 {total:f}",
                ))
            starts = [0, *starts[1:][-_RECENT:], mark.behind]
    return problems


def is_unlabelled(header: Sequence[str], records: Sequence[Record]) -> bool:
    """Whether the last record has numbers only, below texts: a total without a word.

    Nothing is one in a table without columns of texts; nor is a row that has a number of its own.
    """
    if len(records) < 2:
        return False
    last = records[-1].cells
    if not filled(last) or not all(map(heading.is_data, filled(last))):
        return False
    above = records[-1 - _ROWS_LOOKED_AT : -1]
    labels = 0
    for column, name in enumerate(header):
        cells = [record.cells[column] for record in above]
        texts = sum(bool(cell.strip()) and not heading.is_data(cell) for cell in cells)
        is_label = texts >= _LABEL_SHARE * len(cells)
        labels += is_label
        if last[column].strip() and (is_label or _IDENTITY.fullmatch(squash(name))):
            return False
    return labels > 0


def _is_added(name: str) -> bool:
    bare = squash(name)
    return not (_IDENTITY.fullmatch(bare) or _NOT_ADDED.fullmatch(bare))


def unlabelled_difference(
    header: Sequence[str], records: Sequence[Record], sheet: str
) -> Problem | None:
    """The warning for a last record taken as a total whose figures are not the sums above it."""
    last = records[-1]
    found = []
    for column, name in enumerate(header):
        figure = _number(last.cells[column])
        if figure is not None and _is_added(name):
            above = _sums(records, column, [len(records) - 1])[len(records) - 1]
            if figure != above:
                found.append((name, last.cells[column], f"{name} {figure:f}，明细之和 {above:f}"))
    if not found:
        return None
    name, value, _ = found[0]
    detail = "；".join(text for _, _, text in found)
    return problem("suspected_total", WARN, last.line, name, value, sheet, detail)


def _sums(
    records: Sequence[Record], column: int, places: Sequence[int]
) -> dict[int, Decimal]:
    """Place → exact sum of the records before it; cells that are no numbers count nothing."""
    sums = {0: Decimal(0)}
    for begin, end in pairwise([0, *sorted(set(places))]):
        figures = (_number(record.cells[column]) for record in records[begin:end])
        sums[end] = exact_sum([sums[begin], *(each for each in figures if each is not None)])
    return sums


def _number(cell: str) -> Decimal | None:
    if _PLAIN.fullmatch(cell):
        return Decimal(cell)
    return read_number(cell).value if cell.strip() else None
