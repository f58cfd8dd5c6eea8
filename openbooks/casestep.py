"""One step of a case, as an event of the journal says it.

    case, subject, unit     the key of its subject (a keyed hash: no text of it stands here), what kind of
                            thing that is, whose rows they are
    note, files             what was said, and the files put to it
    rules, rows, version    of steps on which a stage rests: why, on which rows, as of which version
    to, role, changes       of an assignment, a signature, a reopening by the program

Rows stand as {"17": "1-5,9"}: the batch in which they were handed in first, and their numbers in it. An
event that no program of ours wrote is no step, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openbooks.attachment import Attachment, of_json
from openbooks.event import Event

Row = tuple[int, int]  # origin of the batch, row number
SUBJECTS = ("voucher", "person", "unit", "activity")
CORRECTED, UNDONE, ADDED = "corrected", "undone", "added"
CHANGED = {CORRECTED: "更正", UNDONE: "撤销", ADDED: "新增"}
MOST_ROWS = 2_000_000
_KEY = re.compile(r"[0-9a-f]{16}")
_SPANS = re.compile(r"[0-9]{1,12}(-[0-9]{1,12})?(,[0-9]{1,12}(-[0-9]{1,12})?)*")


@dataclass(frozen=True, order=True)
class Change:
    """A row under a case that changed since it was decided: 更正 (another one took its place), 撤销 (its
    load was undone), 新增 (it counts now and did not then); `by` is the event that did it."""

    kind: str
    row: Row
    by: int


@dataclass(frozen=True)
class Step:
    """What was done with a case, by event `seq`: the kind without `case_`, by whom, when, and the rest of
    the event as the head of this module tells it."""

    seq: int
    kind: str
    who: str
    at: str
    case: str
    subject: str
    unit: str
    note: str
    files: tuple[Attachment, ...] = ()
    rules: tuple[str, ...] = ()
    rows: frozenset[Row] = frozenset()
    version: int = 0
    to: str = ""
    role: str = ""
    changes: tuple[Change, ...] = ()


def step_of(event: Event) -> Step | None:
    """The step that an event about a case tells of; None where no program of ours wrote it."""
    body = event.body
    files = [of_json(each) for each in body["files"]]
    changes = [_change(each) for each in body.get("changes", ())]
    rows = rows_of(body.get("rows", {}))
    rules, version = body.get("rules", []), body.get("version", 0)
    texts = [body["unit"], body["note"], body.get("to", ""), body.get("role", ""), *rules]
    if (
        not _KEY.fullmatch(body["case"]) or body["subject"] not in SUBJECTS or None in files
        or None in changes or rows is None or not all(isinstance(each, str) for each in texts)
        or not 0 <= version < event.seq
    ):
        return None
    return Step(
        event.seq, event.kind.removeprefix("case_"), event.who, event.at, body["case"], body["subject"],
        body["unit"], body["note"], tuple(each for each in files if each), tuple(rules), rows, version,
        body.get("to", ""), body.get("role", ""), tuple(each for each in changes if each),
    )


def rows_as_json(rows: Iterable[Row]) -> dict[str, str]:
    """Rows as they stand in an event."""
    numbers: dict[int, list[int]] = {}
    for batch, row in sorted(set(rows)):
        numbers.setdefault(batch, []).append(row)
    return {str(batch): _spans(found) for batch, found in numbers.items()}


def rows_of(said: object) -> frozenset[Row] | None:
    """Rows out of an event; None for what is none, or more than `MOST_ROWS`."""
    if not isinstance(said, dict):
        return None
    found: set[Row] = set()
    for batch, spans in said.items():
        numbers = _numbers(spans) if isinstance(spans, str) else None
        if numbers is None or not batch.isascii() or not batch.isdecimal() or len(batch) > 12:
            return None
        found |= {(int(batch), number) for number in numbers}
    return frozenset(found) if len(found) <= MOST_ROWS else None


def _spans(numbers: list[int]) -> str:
    """Rising numbers as text: 1-5,9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in found)


@lru_cache(1 << 14)
def _numbers(spans: str) -> frozenset[int] | None:
    if not _SPANS.fullmatch(spans):
        return None
    pairs = [(int(first), int(last or first)) for first, _, last in
             (each.partition("-") for each in spans.split(","))]
    if sum(max(last - first + 1, 0) for first, last in pairs) > MOST_ROWS:
        return None
    return frozenset(number for first, last in pairs for number in range(first, last + 1))


def change_as_json(change: Change) -> list[Any]:
    """A change as it stands in an event."""
    return [change.kind, *change.row, change.by]


def _change(said: object) -> Change | None:
    if not (isinstance(said, list) and len(said) == 4 and said[0] in list(CHANGED)):
        return None
    kind, batch, row, by = said
    if not all(type(each) is int and each >= 0 for each in (batch, row, by)):
        return None
    return Change(kind, (batch, row), by)
