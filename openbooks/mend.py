"""Cells of a handed-in file that somebody corrected by hand: what stands there, what is meant, why.

The original stays as it is. A mend is laid over the record before it is read; it is kept with the
load (`batches/000017-mends.json`), and the original is shown with both texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from openbooks import sheet
from openbooks.errors import WrongUse
from openbooks.table import Record, Table

LONGEST = 4000


@dataclass(frozen=True)
class Mend:
    """One cell: line (and part of it) of the record, place in the table's header from 0; the text
    that stands there and the one that is meant; why, and who said so."""

    line: int
    part: str
    place: int
    old: str
    new: str
    why: str
    who: str

    @property
    def cell(self) -> tuple[int, str, int]:
        """Where it is: a cell has one mend."""
        return self.line, self.part, self.place


Mends = Sequence[Mend]


def applied(records: Iterable[Record], mends: Mends) -> Iterator[Record]:
    """The records with the meant texts in their cells."""
    by_record: dict[tuple[int, str], list[Mend]] = {}
    for each in mends:
        by_record.setdefault((each.line, each.part), []).append(each)
    for record in records:
        found = by_record.get((record.line, record.part))
        yield _mended(record, found) if found else record


def _mended(record: Record, mends: Mends) -> Record:
    cells = list(record.cells)
    for each in mends:
        cells += [""] * (each.place + 1 - len(cells))
        cells[each.place] = each.new
    return replace(record, cells=tuple(cells))


def settled(table: Table, mends: Mends) -> tuple[Mend, ...]:
    """The mends as they are kept: one a cell (the last), each with the text that stands there, those
    that change nothing left out.

    Raises WrongUse for a cell that the table does not have, and for a text that is too long.
    """
    last = {each.cell: each for each in mends}
    if not last:
        return ()
    there = {
        (record.line, record.part): record.cells for record in sheet.records(table)
        if (record.line, record.part) in {cell[:2] for cell in last}
    }
    kept = []
    for (line, part, place), each in sorted(last.items()):
        if (line, part) not in there or not 0 <= place < len(table.header):
            raise WrongUse(f"第{line}行没有可以更正的这一格，请重新打开这份表再改。")
        if len(each.new) > LONGEST:
            raise WrongUse(f"第{line}行更正的内容超过 {LONGEST} 字。")
        cells = there[line, part]
        old = cells[place] if place < len(cells) else ""
        if old != each.new:
            kept.append(replace(each, old=old))
    return tuple(kept)


def as_json(mends: Mends) -> bytes:
    """Mends as the file that is kept with a load."""
    return json.dumps([asdict(each) for each in mends], ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> tuple[Mend, ...]:
    """Mends out of their file."""
    return tuple(Mend(**each) for each in json.loads(content))


def by_cell(mends: Mends) -> Mapping[tuple[int, str, int], Mend]:
    """(line, part, place) → the mend of that cell."""
    return {each.cell: each for each in mends}
