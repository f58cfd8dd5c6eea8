"""What is wrong in one table that was tried, by reason, with the cells where it can be mended.

A problem says its line and a header; here each is brought to its cell: the record, the place in the
header, the text that stands there now (mends made so far are laid over it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from openbooks import contract, sheet
from openbooks.codes import CODES, problem
from openbooks.contract import Column
from openbooks.errors import CELL, FILE, ROW, WARN, Problem
from openbooks.mapping import Mapping as Reading
from openbooks.mend import Mends, applied
from openbooks.receipt import Receipt
from openbooks.table import Record, Table
from openbooks.taking import Reader, facts_of, reader_of

MOST = 5_000  # cells listed of one reason
NOWHERE = -1
SEVERITIES = (FILE, ROW, CELL, WARN)
# Listed once a value, with its first line: every cell of that text is meant.
BY_VALUE = frozenset({"not_in_list", "account_unknown", "reference_unknown"})
# No cell of the line itself mends these: another line does, the books do, or the user decides.
APART = frozenset({
    "key_conflict", "conflict_sibling", "voucher_sibling", "period_closed", "equal_rows", "no_roster",
    "origin_unknown", "origin_twice",
})
# How a link takes a cell whose text is read as the column's own.
_WHOLE = frozenset({"cell", "below", "size", "sign", "fall", "fall_size", "debit_side", "credit_side"})
Place = tuple[int, str]  # line, part


@dataclass(frozen=True)
class Row:
    """One record that has a problem: its cells as they stand, and as they are meant by now."""

    line: int
    part: str
    written: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """One thing that is wrong: its record, the cell (place in the header; NOWHERE: no single one) and
    its text. `open`: a cell of the record can mend it."""

    line: int
    part: str
    place: int
    text: str
    message: str
    open: bool


@dataclass(frozen=True)
class Reason:
    """All that is wrong for one reason; the first MOST of its `count` are in `spots`."""

    severity: str
    code: str
    count: int
    spots: tuple[Spot, ...]

    @property
    def title(self) -> str:
        """What it is."""
        return CODES[self.code][0]

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return CODES[self.code][1]

    @property
    def open(self) -> tuple[Spot, ...]:
        """Those that can be mended here."""
        return tuple(each for each in self.spots if each.open)


@dataclass(frozen=True)
class Trouble:
    """Reasons, the gravest and then the most frequent first; the records of their spots."""

    header: tuple[str, ...]
    rows: Mapping[Place, Row]
    reasons: tuple[Reason, ...]


def trouble_of(table: Table, mapping: Reading, receipt: Receipt, mends: Mends) -> Trouble:
    """The trouble of a table that was tried; its records are gone through once."""
    places = _places(mapping)
    unread = {(each.line, each.part) for each in table.unread}
    refused = {each.place for each in receipt.refused_records}
    by_line: dict[int, list[Problem]] = defaultdict(list)
    by_value: dict[int, dict[str, Problem]] = defaultdict(dict)
    for each in receipt.problems:
        if each.code in BY_VALUE and each.value.strip() and places.get(each.column):
            by_value[places[each.column][0]][each.value.strip()] = each
        else:
            by_line[each.line].append(each)
    found = _Found({}, {})
    rows: dict[Place, Row] = {}
    for record, meant in _both(table, mends):
        place = record.line, record.part
        said = [
            (each, _cell(each, meant.cells, places)) for each in by_line.get(record.line, ())
            if _is_of(each, place, refused, bool(table.panels))
        ]
        said += [
            (_on(texts[_text(meant.cells, at).strip()], record.line), at)
            for at, texts in by_value.items()
            if _text(meant.cells, at).strip() in texts
        ]
        kept = [
            found.note(each, Spot(*place, at, _text(meant.cells, at), each.message,
                                  each.code not in APART and place not in unread))
            for each, at in said
        ]
        if any(kept):
            rows[place] = Row(*place, record.cells, meant.cells)
    seen = {line for line, _ in rows}
    for line, problems in by_line.items():  # the file as a whole, and lines that are no record
        for each in problems if line not in seen else ():
            found.note(each, Spot(line, each.part, NOWHERE, "", each.message, False))
    return Trouble(table.header, rows, found.reasons())


@dataclass(frozen=True)
class _Found:
    """Spots by reason and cell while they are gathered, and how many there were."""

    spots: dict[tuple[str, str], dict[tuple[object, ...], Spot]]
    more: dict[tuple[str, str], int]

    def note(self, each: Problem, spot: Spot) -> bool:
        """Keep a spot, one a cell; whether it is listed."""
        kind = each.severity, each.code
        listed = self.spots.setdefault(kind, {})
        cell = (spot.line, spot.part, spot.place, "" if spot.open else spot.message)
        if cell in listed:
            return False
        if len(listed) >= MOST:
            self.more[kind] = self.more.get(kind, 0) + 1
            return False
        listed[cell] = spot
        return True

    def reasons(self) -> tuple[Reason, ...]:
        found = [
            Reason(severity, code, len(spots) + self.more.get((severity, code), 0),
                   tuple(spots.values()))
            for (severity, code), spots in self.spots.items()
        ]
        return tuple(sorted(found, key=lambda each: (SEVERITIES.index(each.severity), -each.count)))


def _both(table: Table, mends: Mends) -> Iterator[tuple[Record, Record]]:
    """Each record as it stands and as it is meant."""
    def records() -> Iterable[Record]:
        return chain(sheet.records(table), table.unread)

    return zip(records(), applied(records(), mends), strict=True)


def _on(each: Problem, line: int) -> Problem:
    """A problem that is listed once a value, as that of one of its lines."""
    return problem(each.code, each.severity, line, each.column, each.value, each.sheet)


def _is_of(each: Problem, place: Place, refused: set[Place], panels: bool) -> bool:
    """Whether a problem of this line is that of this part of it."""
    if each.part or not panels:
        return each.part in {"", place[1]}
    return each.severity != ROW or place in refused


def _places(mapping: Reading) -> dict[str, list[int]]:
    """Header, or title of a column of the ledger → the places where it stands, those that are read
    first."""
    ledger = contract.ledger(mapping.ledger)
    found: dict[str, list[int]] = defaultdict(list)
    for link in mapping.links:
        found[ledger.column(link.column).title] += link.cells[:1]
    taken = {cell for link in mapping.links for cell in link.cells}
    taken |= set(mapping.wide.cells) if mapping.wide else set()
    for place in sorted(range(len(mapping.header)), key=lambda at: (at not in taken, at)):
        if mapping.header[place]:
            found[mapping.header[place]].append(place)
    return found


def _cell(each: Problem, cells: Sequence[str], places: Mapping[str, Sequence[int]]) -> int:
    """Where in its record a problem stands."""
    offered = places.get(each.column, ())
    same = (at for at in offered if each.value and _text(cells, at) == each.value)
    return next(same, offered[0] if offered else NOWHERE)


def _text(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def readers(table: Table, mapping: Reading) -> dict[int, tuple[Column, Reader]]:
    """Place in the header → the column that its text is read as, and how; places whose text is only
    a part of a value (月 beside 日) have none."""
    ledger = contract.ledger(mapping.ledger)
    facts = facts_of(table, mapping, ledger)
    found: dict[int, tuple[Column, Reader]] = {}
    for link in mapping.links:
        column = ledger.column(link.column)
        both = link.how.startswith("fall")
        if link.how in _WHOLE and not (both and column.type != "money"):
            for cell in link.cells if both else link.cells[:1]:
                found.setdefault(cell, (column, reader_of(column, facts, link.scale)))
    for cell, name in (mapping.wide.cells if mapping.wide else {}).items():
        column = ledger.column(name)
        found.setdefault(cell, (column, reader_of(column, facts)))
    return found
