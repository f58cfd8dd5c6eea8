"""The lines of a stored original around one line, as a reader may see them.

The file is read again with the mapping of its load. For a masked reader each cell is treated as the
column that takes it is in the views; a cell that nothing takes is closed, since nobody has said
what stands in it, and titles, totals and footers lose names, numbers and signatures. Staff see the
file as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from openbooks import contract, covering, sheet, store
from openbooks.books import View
from openbooks.contract import Column
from openbooks.covering import (
    Cover,
    closed,
    closes,
    columns_of,
    cover,
    mapping_of,
    printed,
    scrubber_of,
)
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.history import Batch
from openbooks.mend import Mend, Mends
from openbooks.table import Panel, Table, is_blank, letter_of

DATA = "数据行"
UNREAD = "未读行"
HEADER = "表头"
BALANCE = "期初余额行"
REACH = 6


@dataclass(frozen=True)
class TakenColumn:
    """One column of the file: its letter as a spreadsheet shows it, its header, what it became.

    `taken_as` are the titles of the ledger's columns that take it ("" when nothing does);
    `covered` tells that the cells of it are not shown as they stand.
    """

    letter: str
    header: str
    taken_as: str
    covered: bool


@dataclass(frozen=True)
class Line:
    """One physical record: `kind` is DATA, UNREAD or the reason why it was dropped.

    `here` marks the line that was asked for. A dropped record has its text in one cell. `mends` are
    its cells that were corrected, `place` being the column of the sheet.
    """

    number: int
    kind: str
    cells: tuple[str, ...]
    here: bool
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class Original:
    """A part of an original: `titles` stand above the header, `lines` around the asked line."""

    batch: int
    ledger: str
    file: str
    sheet: str
    sha256: str
    at: int
    columns: tuple[TakenColumn, ...]
    titles: tuple[Line, ...]
    lines: tuple[Line, ...]
    masked: bool


def around(view: View, number: int, at: int, reach: int = REACH) -> Original:
    """The lines of load `number`'s original from `reach` before line `at` to `reach` after it.

    Raises WrongUse for a load or a line that is not there, BooksDamaged when the original is gone
    or is read otherwise than when it was loaded.
    """
    batch = view.state.batch(number)
    mapping = mapping_of(batch)
    ledger = contract.ledger(batch.ledger)
    path = store.original_path(view.books.home, batch.body["original"])
    if not path.exists():
        raise BooksDamaged(f"第{number}号装载的原件不见了。请用 verify 检查账本。")
    with sheet.opened(path, batch.file) as source:
        table = _table_of(source.tables, batch)
        titles, lines = _lines(table, at, reach)
    mends = covering.mends(view, batch)
    if not any(line.here for line in lines):
        raise WrongUse(f"第{number}号装载的原件没有第{at}行。")
    places = table.places
    taking = {at: columns_of(ledger, mapping, place) for at, place in places.items()}
    heads = _headers(table)
    file, sheet_name = batch.file, batch.body["sheet"]
    if view.reader.masked:
        scrub = scrubber_of(view, _named(taking, lines))
        covers = {at: cover(view, ledger, columns, scrub) for at, columns in taking.items()}
        file, sheet_name, heads = scrub(file), scrub(sheet_name), tuple(map(scrub, heads))
        titles, lines = ([_covered(line, covers, printed(scrub)) for line in part]
                         for part in (titles, lines))
    lines = [replace(line, mends=_of_line(table, mends, line.number)) for line in lines]
    return Original(
        number, ledger.name, file, sheet_name, batch.body["original"], at,
        tuple(
            TakenColumn(
                letter_of(place), head,
                "、".join(dict.fromkeys(each.title for each in taking.get(place, ()))),
                view.reader.masked and closes(ledger, taking.get(place, ())),
            )
            for place, head in enumerate(heads)
        ),
        tuple(titles), tuple(lines), view.reader.masked,
    )


def _table_of(tables: Sequence[Table], batch: Batch) -> Table:
    for table in tables:
        if table.is_at(*batch.place):
            return table
    raise BooksDamaged(f"第{batch.number}号装载的原件如今读法不同，找不到当时的那张表。")


def _lines(table: Table, at: int, reach: int) -> tuple[list[Line], list[Line]]:
    """(titles and header above the window, lines of the window in the order of the file)."""
    dropped: dict[int, Line] = {}
    for each in table.dropped:
        beside = dropped[each.line].cells if each.line in dropped else ()
        dropped[each.line] = Line(each.line, each.reason, (*beside, each.text), each.line == at)
    for number in table.header_records:
        words = _headers(table) if number == table.header_line else (dropped[number].cells
                                                                     if number in dropped else ())
        dropped[number] = Line(number, HEADER, tuple(words), number == at)
    first, last = at - reach, at + reach
    found = [
        line for number, line in dropped.items() if first <= number <= last
    ]
    found += [
        Line(record.line, UNREAD, table.spread(record), record.line == at)
        for record in table.unread if first <= record.line <= last
    ]
    found += [
        Line(record.line, BALANCE, table.spread(record), record.line == at)
        for record in table.balances
        if first <= record.line <= last and record.line not in dropped
    ]
    rows: dict[int, list[str]] = {}
    for record in sheet.records(table):
        if record.line > last and not table.panels:
            break
        if first <= record.line <= last:
            cells = table.spread(record)
            row = rows.setdefault(record.line, [])
            row[:] = [new or old for old, new in zip_longest(row, cells, fillvalue="")]
    found += [Line(number, DATA, tuple(row), number == at) for number, row in rows.items()]
    above = [line for number, line in sorted(dropped.items())
             if number < first and number <= table.header_line and not is_blank(line.cells)]
    return above, sorted(found, key=lambda line: line.number)


def _headers(table: Table) -> tuple[str, ...]:
    """The headers at the columns of the sheet where they stand."""
    places = table.places
    return tuple(
        table.header[places[at]] if at in places else "" for at in range(max(places, default=-1) + 1)
    )


def _of_line(table: Table, mends: Mends, number: int) -> tuple[Mend, ...]:
    """The mends of a line, each at the column of the sheet where its cell stands."""
    panels = {each.part: each for each in table.panels} or {"": Panel("", 0)}
    return tuple(
        replace(each, place=panel.first + each.place - panel.lead)
        for each in mends if each.line == number and (panel := panels.get(each.part)) is not None
    )


def _covered(line: Line, covers: dict[int, Cover], around: Cover) -> Line:
    """The line as a masked reader may see it."""
    if line.kind == UNREAD:  # its cells may stand under other headers than their own
        cells = [closed(cell) for cell in line.cells]
    elif line.kind in (DATA, BALANCE):
        cells = [covers.get(place, closed)(cell) for place, cell in enumerate(line.cells)]
    else:
        cells = [around(cell) for cell in line.cells]
    return replace(line, cells=tuple(
        shown if cell.strip() else cell for cell, shown in zip(line.cells, cells, strict=True)
    ))


def _named(taking: Mapping[int, Sequence[Column]], lines: Sequence[Line]) -> list[str]:
    """What the shown lines give as names of persons, refused ones too, whom no ledger knows."""
    places = [place for place, columns in taking.items()
              if any(column.type == "name" for column in columns)]
    return [line.cells[place] for line in lines for place in places
            if line.kind in (DATA, BALANCE) and place < len(line.cells) and line.cells[place].strip()]
