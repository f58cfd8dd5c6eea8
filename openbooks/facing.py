"""A table's lines as they stand in the file, facing what they are read as.

Every record of the file is one of these: a header, a title, a total or a blank line that was dropped,
a line that could not be split into cells, or data with the rows that it is read as. Only the lines
that are looked at are read; those before them only as far as a group says something once for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openbooks import sheet
from openbooks.codes import CODES
from openbooks.errors import CELL, ROW, WARN
from openbooks.mapping import Mapping as Reading
from openbooks.mend import Mends, applied, by_cell
from openbooks.table import Record, Table
from openbooks.trouble import Place, Trouble
from openbooks.understood import LINE, PART, SPOILT, understood

DATA, UNREAD, HEADER = "数据行", "错了列的行", "表头"
BEFORE = 200  # records read before the first that is shown: a voucher's date stands above its lines


@dataclass(frozen=True)
class Line:
    """One record: `kind` is DATA, UNREAD or why it was dropped; `why` are the reasons of what is wrong
    in it, `refused` whether it stays out for them. `cells` are those of the file (a dropped record has
    its text in one), `mended` the places where another text is meant. `rows` is what it is read as."""

    line: int
    part: str
    kind: str
    cells: tuple[str, ...]
    why: tuple[str, ...] = ()
    refused: bool = False
    mended: Mapping[int, str] | None = None
    rows: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Facing:
    """All lines of a table by their places, in the order of the file; what is known to be wrong."""

    places: tuple[Place, ...]
    records: Mapping[Place, int]
    dropped: Mapping[Place, Line]
    wrong: Mapping[Place, tuple[str, ...]]
    refused: frozenset[Place]

    @property
    def troubled(self) -> tuple[Place, ...]:
        """Lines of which something is wrong."""
        return tuple(each for each in self.places if each in self.wrong)


def facing(table: Table, mapping: Reading | None, mends: Mends, trouble: Trouble | None) -> Facing:
    """The lines of a table. What is wrong in them is known from a trial; before one, only what a cell
    by itself says."""
    dropped: dict[Place, Line] = {}
    for each in table.dropped:
        place = each.line, each.part
        beside = dropped[place].cells if place in dropped else ()
        dropped[place] = Line(*place, each.reason, (*beside, each.text))
    for line in table.header_records:
        dropped.setdefault((line, ""), Line(line, "", HEADER, table.written))
    for each in table.unread:
        dropped[each.line, each.part] = Line(each.line, each.part, UNREAD, each.cells, refused=True)
    records = {
        (each.line, each.part): at for at, each in enumerate(sheet.records(table))
    }
    wrong, refused = (
        _tried(trouble) if trouble is not None else _alone(table, mapping, mends)
    )
    for each in table.unread:
        place = each.line, each.part
        refused.add(place)
        said = [CODES[one.code][0] for one in table.problems if one.line == each.line]
        wrong.setdefault(place, tuple(dict.fromkeys(said)) or (UNREAD,))
    places = sorted({*records, *dropped}, key=lambda each: (each[0], len(each[1]), each[1]))
    return Facing(tuple(places), records, dropped, wrong, frozenset(refused))


def _tried(trouble: Trouble) -> tuple[dict[Place, tuple[str, ...]], set[Place]]:
    """What a trial found, by line."""
    wrong: dict[Place, tuple[str, ...]] = {}
    refused = set()
    for reason in trouble.reasons:
        for spot in reason.spots if reason.severity in {ROW, CELL, WARN} else ():
            place = spot.line, spot.part
            wrong[place] = tuple(dict.fromkeys((*wrong.get(place, ()), reason.title)))
            if reason.severity == ROW:
                refused.add(place)
    return wrong, refused


def _alone(
    table: Table, mapping: Reading | None, mends: Mends
) -> tuple[dict[Place, tuple[str, ...]], set[Place]]:
    """The lines of which a cell cannot be read."""
    if mapping is None:
        return {}, set()
    wrong = {
        (row[LINE], row[PART]): tuple(f"「{header}」读不出" for header in sorted(row[SPOILT]))
        for row in understood(table, mapping, applied(sheet.records(table), mends)) if row[SPOILT]
    }
    return wrong, set(wrong)


def window(
    found: Facing, table: Table, mapping: Reading | None, mends: Mends, places: Sequence[Place]
) -> list[Line]:
    """These lines, read; they stand in the order of the file."""
    wanted = [found.records[each] for each in places if each in found.records]
    rows: dict[Place, list[Mapping[str, Any]]] = {}
    written: dict[Place, Record] = {}
    if wanted:
        first, last = max(min(wanted) - BEFORE, 0), max(wanted) + 1
        part = list(islice(sheet.records(table), first, last))
        written = {(each.line, each.part): each for each in part}
        if mapping is not None:
            for row in understood(table, mapping, applied(part, mends)):
                rows.setdefault((row[LINE], row[PART]), []).append(row)
    meant = by_cell(mends)
    shown = []
    for place in places:
        if place not in found.records:
            each = found.dropped[place]
            shown.append(Line(*place, each.kind, each.cells, found.wrong.get(place, ()), each.refused))
            continue
        cells = written[place].cells
        mended = {
            at: meant[*place, at].new for at in range(len(table.header)) if (*place, at) in meant
        }
        shown.append(Line(
            *place, DATA, cells, found.wrong.get(place, ()), place in found.refused, mended,
            tuple(rows.get(place, ())),
        ))
    return shown
