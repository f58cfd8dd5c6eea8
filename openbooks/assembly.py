"""The rows of one table, each known for what it is → the table, with every record in one place.

A list in panels is read panel by panel, each from top to bottom: what a line holds in a panel is a
record of its own. Of a line that is blank or cannot be split there is one record.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from openbooks import heading, ragged, rowword, total
from openbooks.codes import problem
from openbooks.errors import ROW, WARN, Problem
from openbooks.heading import Heading, Span
from openbooks.packed import chosen, mapped
from openbooks.rowkind import BLANK, DATA, HEADER, OUTSIDE, RAGGED, SHIFTED, TITLE, trimmed
from openbooks.table import (
    TORN,
    UNPAIRED,
    Dropped,
    Panel,
    Raw,
    Record,
    Regular,
    Table,
    filled,
    is_blank,
)

UNREAD = {
    RAGGED: "column_count", SHIFTED: "cells_shifted", UNPAIRED: "quote_unclosed", TORN: "torn_line",
}
# Dropped records are named in the receipt with the beginning of their text.
_SHOWN = 200


@dataclass(frozen=True)
class Sheet:
    """The records of one sheet, from its first row, and what is known of it as a whole.

    `spans` are its merged cells; `cut` says that the last line of a text has no line end. `offset`
    is the column at which a part of a sheet begins, `shared` the titles that stand over all parts.
    """

    rows: Sequence[Raw]
    name: str = ""
    hidden: bool = False
    spans: Sequence[Span] = ()
    date1904: bool = False
    cut: bool = False
    offset: int = 0
    shared: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Strip:
    """What stands below a header, each row of its kind; of a list in panels, in one panel."""

    part: str
    kinds: Sequence[str]
    rows: Sequence[Raw]


@dataclass
class _Taken:
    """Where the records went."""

    records: Sequence[Record] = field(default_factory=list)
    unread: list[Record] = field(default_factory=list)
    balances: list[Record] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    marks: list[total.Mark] = field(default_factory=list)


def table(
    sheet: Sheet, above: Sequence[Raw], own: Sequence[Raw], head: Heading, strips: Sequence[Strip],
    panels: tuple[Panel, ...],
) -> Table:
    """The table of a header (its rows are `own`), of the titles above it and of what is below."""
    width = max(len(head.names), _filled_width(strips, len(head.names), len(head.written)))
    header = head.names + ("",) * (width - len(head.names))
    lacking: list[Problem] = []
    if len(strips) == 1:
        (strip,) = strips
        kinds, lacking = ragged.settle(
            strip.kinds, strip.rows, len(head.names), sheet.cut, sheet.name
        )
        strips = [replace(strip, kinds=kinds)]
    taken = _Taken()
    taken.dropped = [_dropped(row, BLANK if is_blank(row[1]) else TITLE) for row in above]
    taken.dropped += [_dropped(row, HEADER) for row in own]
    taken.problems = lacking + _above(sheet, above, strips[0].rows)
    different: list[list[Problem]] = []
    for strip in strips:
        one = _taken(strip, width, sheet.name)
        different.append(total.differences(header, one.records, one.marks, sheet.name))
        taken.problems += one.problems + _last_total(one, header, strip.part, sheet.name)
        taken.marks += one.marks
        taken.records = [*taken.records, *one.records] if taken.records else one.records
        taken.unread += one.unread
        taken.balances += one.balances
        taken.dropped += one.dropped
    taken.problems += _differences(sheet.name, header, taken, different)
    taken.problems += _damaged(taken.records, header, sheet.name)
    titles = ((line, text_of(cells)) for line, cells, _ in above if not is_blank(cells))
    return Table(
        sheet=sheet.name, hidden=sheet.hidden, header_line=own[0][0], header=header,
        written=head.written, header_records=tuple(line for line, _, _ in own),
        titles=(*sheet.shared, *titles), records=taken.records, regular=None,
        dropped=tuple(sorted(taken.dropped, key=lambda each: each.line)),
        unread=tuple(taken.unread), balances=tuple(taken.balances),
        problems=tuple(sorted(taken.problems, key=lambda each: each.line)),
        date1904=sheet.date1904, rows=len(taken.records),
        read=len(above) + len(own) + sum(len(strip.rows) for strip in strips), panels=panels,
    )


def _taken(strip: Strip, width: int, sheet: str) -> _Taken:
    """The records of one strip."""
    taken, places = _Taken(), array("Q")
    for at, (kind, row) in enumerate(zip(strip.kinds, strip.rows, strict=True)):
        if kind == DATA:
            places.append(at)
        elif kind in UNREAD:
            taken.unread.append(Record(row[0], row[1], strip.part))
            taken.problems.append(_unread_problem(kind, row, width, sheet))
        else:
            taken.dropped.append(_dropped(row, kind, strip.part))
            if kind == rowword.BALANCE:
                taken.balances.append(_record(row, width, strip.part))
            elif kind == rowword.SUMMARY:
                taken.marks.append(total.Mark(len(places), _record(row, width, strip.part)))
    taken.records = mapped(chosen(strip.rows, places), partial(_record, width=width, part=strip.part))
    return taken


def _last_total(taken: _Taken, header: Sequence[str], part: str, sheet: str) -> list[Problem]:
    """Take a total without a word out of the records; a warning when it is not their sum."""
    if not total.is_unlabelled(header, taken.records):
        return []
    different = total.unlabelled_difference(header, taken.records, sheet)
    last, taken.records = taken.records[-1], taken.records[:-1]
    taken.dropped.append(_dropped((last.line, last.cells, ""), rowword.SUMMARY, part))
    return [different] if different else []


def _differences(
    sheet: str, header: Sequence[str], taken: _Taken, found: Sequence[Sequence[Problem]]
) -> list[Problem]:
    """The totals that are not the sum of their panel's rows, nor of the whole list's."""
    if len(found) == 1:
        return list(found[0])
    marks = [total.Mark(len(taken.records), mark.record) for mark in taken.marks]
    whole = [
        (each.line, each.column, each.value)
        for mark in marks for each in total.differences(header, taken.records, [mark], sheet)
    ]
    return [
        each for one in found for each in one if (each.line, each.column, each.value) in whole
    ]


def regular_table(head: Heading, cells: Sequence[str], found: Regular) -> Table:
    """The table of a text that is nothing but its header (`cells`, the first line) and data."""
    return Table(
        sheet="", hidden=False, header_line=1, header=head.names, written=head.written,
        header_records=(1,), titles=(), records=(), regular=found,
        dropped=(_dropped((1, tuple(cells), ""), HEADER),), unread=(), balances=(), problems=(),
        date1904=False, rows=found.rows, read=found.rows + 1,
    )


def headless(sheet: Sheet) -> Table:
    """A sheet in which there is no table: all its rows are dropped, with a warning."""
    dropped = tuple(_dropped(row, BLANK if is_blank(row[1]) else OUTSIDE) for row in sheet.rows)
    titles = tuple((line, text_of(cells)) for line, cells, _ in sheet.rows if not is_blank(cells))
    problems = (problem("no_table", WARN, 0, sheet=sheet.name, detail=sheet.name),)
    return Table(
        sheet=sheet.name, hidden=sheet.hidden, header_line=0, header=(), written=(),
        header_records=(), titles=titles, records=(), regular=None, dropped=dropped, unread=(),
        balances=(), problems=problems if titles else (), date1904=sheet.date1904, rows=0,
        read=len(sheet.rows),
    )


def _filled_width(strips: Sequence[Strip], least: int, most: int) -> int:
    """The width up to which nameless columns at the end (`least` to `most`) have a filled cell."""
    found = least
    for strip in strips if most > least else ():
        for kind, (_, cells, _) in zip(strip.kinds, strip.rows, strict=True):
            if kind in (DATA, rowword.BALANCE):
                found = max(found, len(trimmed(cells[:most])))
    return found


def _record(row: Raw, width: int, part: str) -> Record:
    cells = row[1]
    if len(cells) < width:
        cells += ("",) * (width - len(cells))
    return Record(row[0], cells if len(cells) == width else cells[:width], part)


def _dropped(row: Raw, reason: str, part: str = "") -> Dropped:
    return Dropped(row[0], reason, text_of(row[1]), part)


def text_of(cells: Sequence[str]) -> str:
    """What a record says, shortened."""
    text = " ".join(filled(cells))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _unread_problem(kind: str, row: Raw, width: int, sheet: str) -> Problem:
    line, cells, _ = row
    detail = ragged.counted(width, cells) if kind in (RAGGED, SHIFTED) else ""
    return problem(UNREAD[kind], ROW, line, "", "", sheet, detail)


def _damaged(records: Sequence[Record], header: Sequence[str], sheet: str) -> list[Problem]:
    return [
        problem("text_damaged", WARN, record.line, name, cell, sheet)
        for record in records
        if "\ufffd" in "".join(record.cells)
        for name, cell in zip(header, record.cells, strict=True)
        if "\ufffd" in cell
    ]


def _above(sheet: Sheet, above: Sequence[Raw], below: Sequence[Raw]) -> list[Problem]:
    """Warnings for rows above the header that look like its data.

    Such a row has numbers or dates, at least two, just where the first row below has them; in a
    line such as 账号, 6200…, 账户类型, 借记卡 they stand elsewhere.
    """
    first = next((cells for _, cells, _ in below if not is_blank(cells)), ())
    numbers = {at for at, cell in enumerate(first) if heading.is_data(cell)}
    found = []
    for line, cells, _ in above:
        held = {at for at, cell in enumerate(cells) if cell.strip() and heading.is_data(cell)}
        texts = {at for at, cell in enumerate(cells) if cell.strip()} - held
        if len(held) > 1 and held <= numbers and not texts & numbers:
            found.append(problem("data_above_header", WARN, line, "", text_of(cells), sheet.name))
    return found
