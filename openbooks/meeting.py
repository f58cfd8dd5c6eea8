"""Rows of a new file that meet rows of the books: equal to them, or with the same key and other content.

A duplicate is stored and not counted; a conflict is refused until somebody decides (design.md §4).
Of each kind the first MOST are listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openbooks.batchfile import rows_sql
from openbooks.books import Books, Cursor
from openbooks.contract import Column, Ledger
from openbooks.engine import sound
from openbooks.live import looked_up_sql
from openbooks.matching import Conflict
from openbooks.naming import literal, panel_of, quoted, stored_columns
from openbooks.resubmission import Stand
from openbooks.trial import Tried

MOST = 1_000
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Meeting:
    """A record (line, part) and the living row that it meets. `values` are the record's, in the order
    of the ledger's columns (of a conflict, units and persons as the books know them); `differs` names
    the columns in which the two say otherwise (none: equal)."""

    line: int
    part: str
    batch: int
    of_line: int
    of_part: str
    of_row: int
    values: Values
    differs: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, str]:
        """The record of the new file."""
        return self.line, self.part

    @property
    def stand(self) -> Stand:
        """The decision that the record takes the place of that line."""
        return Stand(self.line, self.part, self.batch, self.of_line, self.of_part)


@dataclass(frozen=True)
class Met:
    """The first meetings of each kind, and how many rows of each there are."""

    equal: tuple[Meeting, ...] = ()
    against: tuple[Meeting, ...] = ()
    equal_rows: int = 0
    against_rows: int = 0


NONE_MET = Met()


def meetings(
    books: Books, tried: Tried, upto: int, decided: Collection[tuple[int, str]] = frozenset()
) -> Met:
    """The meetings of a trial with rows of loads up to event `upto`: what was loaded beside it, in
    the same rehearsal, has no number that anybody knows. Records that are `decided` come last, so that
    those beyond the first MOST come to be listed when these are."""
    against = [each for each in tried.matched.conflicts if 0 < each.batch <= upto]
    against.sort(key=lambda each: (each.line, each.part) in decided)
    if not against and not tried.matched.duplicates:
        return NONE_MET
    ledger, live = tried.checked.ledger, f"live_{tried.version}"
    with sound(), books.connection.cursor() as cursor:
        equal = _equal(cursor, ledger, tried, upto) if tried.matched.duplicates else []
        places = list(dict.fromkeys((each.line, each.part) for each in against))[:MOST]
        mine = looked_up_sql(ledger, f"({rows_sql(ledger, [tried.checked.file])})", live)
        new = _rows(cursor, ledger, f"({mine})", "line", places)
        old = _rows(
            cursor, ledger, f"{live}.{quoted(ledger.name)}", "batch, line",
            list(dict.fromkeys((each.batch, each.of_line) for each in against))[:MOST],
        )
    found = [
        meeting for each in against
        for meeting in _pair(ledger, each, new.get((each.line, each.part), ()),
                             old.get((each.batch, each.of_line), ()))
    ]
    unique = {(each.place, each.batch, each.of_line, each.of_row): each for each in found}
    return Met(tuple(equal), tuple(unique.values())[:MOST], tried.matched.duplicates, len(against))


def _equal(cursor: Cursor, ledger: Ledger, tried: Tried, upto: int) -> list[Meeting]:
    columns = ", ".join(f"s.{each}" for each in stored_columns(ledger))
    raw = f"raw_{tried.version}.{quoted(ledger.name)}"
    return [
        Meeting(line, part, batch, of_line, of_part, of_row, tuple(values))
        for line, part, batch, of_line, of_part, of_row, *values in cursor.execute(
            f"select s.line, {panel_of('s')}, s.of_batch, o.line, {panel_of('o')}, s.of_row, {columns} "
            f"from read_parquet({literal(str(tried.matched.file.path))}) s "
            f"join {raw} o on o.batch = s.of_batch and o.row_no = s.of_row "
            "where s.load_status = 'duplicate' and s.of_batch <= $1 order by s.row_no limit $2",
            [upto, MOST],
        ).fetchall()
    ]


def _rows(
    cursor: Cursor, ledger: Ledger, rows: str, by: str, places: Sequence[tuple[Any, ...]]
) -> Mapping[tuple[Any, ...], list[tuple[str, int, Values]]]:
    """Place → (part, row number, values) of its rows."""
    found: dict[tuple[Any, ...], list[tuple[str, int, Values]]] = defaultdict(list)
    if not places:
        return found
    key = f"({by}, {panel_of('r')})" if by == "line" else f"({by})"
    listed = ", ".join(
        "(" + ", ".join(literal(each) if isinstance(each, str) else str(each) for each in place) + ")"
        for place in places
    )
    for line, part, batch, row_no, *values in cursor.execute(
        f"select r.line, {panel_of('r')}, {'r.batch' if by != 'line' else '0'}, r.row_no, "
        f"{', '.join(f'r.{each}' for each in stored_columns(ledger))} "
        f"from {rows} r where {key} in ({listed}) order by r.row_no"
    ).fetchall():
        found[(line, part) if by == "line" else (batch, line)].append((part, row_no, tuple(values)))
    return found


def _pair(
    ledger: Ledger, each: Conflict, new: Sequence[tuple[str, int, Values]],
    old: Sequence[tuple[str, int, Values]],
) -> list[Meeting]:
    """Rows of a record with those of a line that have the same key and say otherwise."""
    keys = [at for at, column in enumerate(ledger.columns) if column.name in ledger.key]
    found = []
    for _, _, mine in new:
        for of_part, of_row, theirs in old:
            if any(None not in (mine[at], theirs[at]) and mine[at] != theirs[at] for at in keys):
                continue
            differs = tuple(
                column.name for at, column in enumerate(ledger.columns)
                if _differ(ledger, column, mine[at], theirs[at])
            )
            if differs:
                found.append(Meeting(
                    each.line, each.part, each.batch, each.of_line, of_part, of_row, mine, differs
                ))
    return found


def _differ(ledger: Ledger, column: Column, mine: Any, theirs: Any) -> bool:
    """Whether two rows say otherwise; a person may be named by one of two columns alone."""
    named = any(column.name in pair for pair in ledger.person) and None in (mine, theirs)
    return not named and mine != theirs
