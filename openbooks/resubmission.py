"""Lines that an earlier load refused, handed in again: a file says which of its lines stand for them.

What is downloaded of a load's refused rows has, beside the file's own columns, 拒收原因 (why) and
原件位置 (where: the first signs of the original's SHA-256, the line, the part of the line, and the
first signs of a hash of where the table stands: a workbook has several). Handed in
again, each line takes the place of exactly that one: of a refused record, which is then superseded,
or of the living rows that it brought; and of the rows of a line that took its place before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from openbooks import sheet, store
from openbooks.cells import squash
from openbooks.codes import problem
from openbooks.errors import WARN, Problem
from openbooks.headword import RETURNED
from openbooks.history import Batch, State
from openbooks.table import Table

REASON, ORIGIN = RETURNED
SIGNS, TABLE_SIGNS = 16, 8  # of the SHA-256 of the original, and of the table's place
_ORIGIN = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,9})(?:-([A-Z]{1,3}列))?-([0-9a-f]{8})")


@dataclass(frozen=True)
class Stand:
    """A record of the new file (its line, its part) that stands for one of an earlier load."""

    line: int
    part: str
    batch: int
    of_line: int
    of_part: str


def mark(original: str, place: tuple[str, int, str], line: int, part: str) -> str:
    """What 原件位置 says of a record: the SHA-256 of its file, its line and part, its table (sheet,
    header's line and part, as `Batch.place`)."""
    return "-".join(filter(None, (original[:SIGNS], str(line), part, _table(place))))


def _table(place: tuple[str, int, str]) -> str:
    where = json.dumps(place, ensure_ascii=False)
    return hashlib.sha256(where.encode()).hexdigest()[:TABLE_SIGNS]


def place_of(table: Table) -> int | None:
    """Which column says where the records come from; None where the file does not say it."""
    wanted = squash(ORIGIN)
    return next((at for at, text in enumerate(table.header) if squash(text) == wanted), None)


def of_returned(state: State, table: Table) -> Batch | None:
    """The newest living load whose refused rows, mended, this table holds; None for other tables."""
    at = place_of(table)
    for record in sheet.records(table) if at is not None else ():
        found = _ORIGIN.fullmatch(record.cells[at].strip()) if at < len(record.cells) else None
        for each in reversed(state.batches) if found else ():
            if not each.undone_by and (each.body["original"][:SIGNS], _table(each.place)) == (
                found[1], found[4]
            ):
                return each
    return None


def stands(state: State, ledger: str, table: Table) -> tuple[tuple[Stand, ...], tuple[Problem, ...]]:
    """Which records of earlier living loads of this ledger the records of `table` stand for.

    A mark that names no such load is a warning: the record is then one like any other.
    """
    at = place_of(table)
    if at is None:
        return (), ()
    # the newest living load of each table of each original
    loads = {(each.body["original"][:SIGNS], _table(each.place)): each for each in state.living(ledger)}
    found, problems = [], []
    taken: set[tuple[int, int, str]] = set()
    for record in sheet.records(table):
        said = record.cells[at].strip() if at < len(record.cells) else ""
        if not said:
            continue
        where = _ORIGIN.fullmatch(said)
        batch = loads.get((where[1], where[4])) if where else None
        if batch is None:
            problems.append(
                problem("origin_unknown", WARN, record.line, ORIGIN, said, table.sheet)
            )
            continue
        line, part = int(where[2]), where[3] or ""
        if (batch.number, line, part) in taken:
            problems.append(problem("origin_twice", WARN, record.line, ORIGIN, said, table.sheet))
            continue
        taken.add((batch.number, line, part))
        found.append(Stand(record.line, record.part, batch.number, line, part))
    return tuple(found), tuple(problems)


def as_json(stands: Sequence[Stand]) -> bytes:
    """Stands as the file that is kept with a load."""
    return json.dumps([asdict(each) for each in stands], indent=1).encode()


def from_json(content: bytes) -> tuple[Stand, ...]:
    """Stands out of their file."""
    return tuple(Stand(**each) for each in json.loads(content))


def of_batch(home: Path, batch: Batch) -> tuple[Stand, ...]:
    """For which lines of earlier loads those of a load stand. Raises BooksDamaged when the list is
    gone or changed."""
    if not batch.stands:
        return ()
    path = store.stands_path(home, batch.number)
    return from_json(store.whole(path, batch.body["stands"]["digest"]))


def before(
    home: Path, state: State, ledger: str, stands: Iterable[Stand], replaced: Iterable[int]
) -> tuple[tuple[int, int, str], ...]:
    """(batch, line, part) of the lines of living loads that stand for the same lines as `stands` do,
    or for lines of the loads `replaced`: what takes the place of those takes theirs."""
    wanted = {(state.origin(each.batch), each.of_line, each.of_part) for each in stands}
    whole = {state.origin(number) for number in replaced}
    found = []
    for batch in state.living(ledger) if wanted or whole else ():
        for each in of_batch(home, batch):
            origin = state.origin(each.batch)
            if origin in whole or (origin, each.of_line, each.of_part) in wanted:
                found.append((batch.number, each.line, each.part))
                wanted.add((state.origin(batch.number), each.line, each.part))
    return tuple(found)
