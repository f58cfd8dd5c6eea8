"""Lines that an earlier load refused, handed in again: a file says which of its lines stand for them.

What is downloaded of a load's refused rows has, beside the file's own columns, 拒收原因 (why) and
原件位置 (where: the first signs of the original's SHA-256, the line, the part of the line). Handed in
again, each line takes the place of exactly that one: of a refused record, which is then superseded,
or of the living rows that it brought.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from openbooks import sheet
from openbooks.cells import squash
from openbooks.codes import problem
from openbooks.errors import WARN, Problem
from openbooks.history import Batch, State
from openbooks.table import Table

ORIGIN, REASON = "原件位置", "拒收原因"
SIGNS = 16  # of the SHA-256
_ORIGIN = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,9})(?:-([A-Z]{1,3}列))?(?:-([1-9][0-9]{0,9}))?")


@dataclass(frozen=True)
class Stand:
    """A record of the new file (its line, its part) that stands for one of an earlier load."""

    line: int
    part: str
    batch: int
    of_line: int
    of_part: str


def origin_of(batch: Batch, line: int, part: str) -> str:
    """What 原件位置 says of a record of that load: original, line, part, the header's line."""
    head = batch.body["header_line"]
    return "-".join(filter(None, (batch.body["original"][:SIGNS], str(line), part, str(head))))


def place_of(table: Table) -> int | None:
    """Which column says where the records come from; None where the file does not say it."""
    wanted = squash(ORIGIN)
    return next((at for at, text in enumerate(table.header) if squash(text) == wanted), None)


def stands(state: State, ledger: str, table: Table) -> tuple[tuple[Stand, ...], tuple[Problem, ...]]:
    """Which records of earlier living loads of this ledger the records of `table` stand for.

    A mark that names no such load is a warning: the record is then one like any other.
    """
    at = place_of(table)
    if at is None:
        return (), ()
    found, problems = [], []
    taken: set[tuple[int, int, str]] = set()
    for record in sheet.records(table):
        said = record.cells[at].strip() if at < len(record.cells) else ""
        if not said:
            continue
        mark = _ORIGIN.fullmatch(said)
        batch = _batch_of(state.living(ledger), mark) if mark else None
        if batch is None:
            problems.append(
                problem("origin_unknown", WARN, record.line, ORIGIN, said, table.sheet)
            )
            continue
        line, part = int(mark[2]), mark[3] or ""
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


def _batch_of(living: Sequence[Batch], mark: re.Match[str]) -> Batch | None:
    """The newest living load of that original (and of its table with that header's line)."""
    for each in reversed(living):
        if each.body["original"].startswith(mark[1]) and (
            mark[4] is None or each.body["header_line"] == int(mark[4])
        ):
            return each
    return None
