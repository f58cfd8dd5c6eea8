"""Whether rows that somebody has looked at are still the ones that count: what was corrected, undone, or
came since.

Rows are (origin of the batch, row number): a load that has the rows of another one again (redone, approved)
has the same rows. A row counts at a version where a load that has it lives then and no load that lives then
took its place. Rows that were handed in twice are one entry: while an equal one counts, nothing changed.
The questions are asked for all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openbooks import contract, store
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books
from openbooks.casestep import ADDED, CORRECTED, UNDONE, Change, Row
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.history import Batch, State
from openbooks.naming import literal, quoted

Pair = tuple[int, int]  # batch, row number: where a row lies
LIES = ("batch", "row_no")


@dataclass(frozen=True)
class Basis:
    """On which rows something was decided, at which version; and the rows that lie under it now. All as
    (origin, row number)."""

    rows: frozenset[Row]
    version: int
    present: frozenset[Row] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a row lies: the load that has it (of several the last), its ledger, and its line there."""

    batch: int
    ledger: str
    line: int


@dataclass(frozen=True)
class _Lives:
    """What became of rows: the loads that took the place of one, and those missing from a load that has
    the others of theirs again."""

    state: State
    buried: Mapping[Pair, tuple[int, ...]]
    missing: frozenset[Pair]

    def counts(self, row: Row, version: int) -> bool:
        """Whether a row counted at a version, up to that of the state."""
        at = (_form(self.state, row[0], version), row[1])
        return bool(at[0]) and at not in self.missing and not self.over(at, version)

    def over(self, at: Pair, version: int) -> tuple[int, ...]:
        """The loads that had taken the place of a row at a version."""
        return tuple(each for each in self.buried.get(at, ()) if _lived(self.state.batch(each), version))

    def end(self, row: Row) -> Change:
        """Why a row counts no more."""
        state = self.state
        at = (_form(state, row[0], state.version), row[1])
        if over := self.over(at, state.version) if at[0] else ():
            return Change(CORRECTED, row, max(over))
        loads = [state.batch(each) for each in _forms(state, row[0])]
        return Change(UNDONE, row, max((each.undone_by for each in loads), default=0))

    def beginning(self, row: Row, version: int) -> Change:
        """Since when a row counts that did not at a version: its load, or the undo of what had taken its
        place."""
        state = self.state
        over = self.over((_form(state, row[0], version), row[1]), version)
        came = max((state.batch(each).undone_by for each in over), default=0)
        return Change(ADDED, row, came or _form(state, row[0], state.version))


def origins(state: State, pairs: Iterable[Pair]) -> frozenset[Row]:
    """Rows as they lie in loads (batch, row number) → by origin."""
    return frozenset((state.origin(batch), row) for batch, row in pairs)


def changes(books: Books, state: State, bases: Mapping[str, Basis]) -> dict[str, tuple[Change, ...]]:
    """What changed under each since it was decided: its rows that count no more, and rows present now that
    did not count then. Sorted; empty where nothing did."""
    every = frozenset(row for each in bases.values() for row in (*each.rows, *each.present))
    lives = _lives(books, state, every)
    ended = {key: {row for row in each.rows if not lives.counts(row, state.version)}
             for key, each in bases.items()}
    begun = {key: {row for row in each.present - each.rows if not lives.counts(row, each.version)}
             for key, each in bases.items()}
    moved = frozenset().union(*ended.values(), *begun.values())
    twins = _twins(books, state, moved)
    others = frozenset().union(*twins.values()) - every
    known = _lives(books, state, every | others) if others else lives
    dead = frozenset().union(*ended.values())
    counting = _counting(books, state, frozenset().union(*(twins[row] for row in dead)))
    return {
        key: tuple(sorted([
            *(lives.end(row) for row in ended[key] if not twins[row] & counting),
            *(lives.beginning(row, each.version) for row in begun[key] if not any(
                twin in each.rows or known.counts(twin, each.version) for twin in twins[row])),
        ])) for key, each in bases.items()
    }


def living(books: Books, state: State, rows: Iterable[Row]) -> frozenset[Row]:
    """Those of the rows that count."""
    asked = frozenset(rows)
    lives = _lives(books, state, asked)
    return frozenset(row for row in asked if lives.counts(row, state.version))


def places(books: Books, state: State, rows: Iterable[Row]) -> dict[Row, Place]:
    """Where rows lie, undone ones and those whose place was taken too; a row that is nowhere is left out."""
    wanted: dict[int, dict[Row, int]] = {}
    for row in rows:
        forms = _forms(state, row[0])
        if forms:
            number = state.form(row[0]) or max(forms)
            wanted.setdefault(number, {})[row] = row[1]
    found: dict[Row, Place] = {}
    for number, listed in wanted.items():
        batch = state.batch(number)
        lines = dict(_stored(books, [batch], [(number, row) for row in listed.values()], "row_no, line"))
        found |= {row: Place(number, batch.ledger, lines[at]) for row, at in listed.items() if at in lines}
    return found


def _forms(state: State, origin: int) -> tuple[int, ...]:
    """The loads that have the rows of an origin; none for an origin that these books do not know."""
    try:
        return tuple(each for each in state.forms(origin) if not state.batch(each).is_entry)
    except WrongUse:
        return ()


def _lived(batch: Batch, version: int) -> bool:
    return batch.number <= version and not 0 < batch.undone_by <= version


def _form(state: State, origin: int, version: int) -> int:
    """The load that had the rows of an origin at a version; 0 for none."""
    living = (each for each in _forms(state, origin) if _lived(state.batch(each), version))
    return max(living, default=0)


def _lives(books: Books, state: State, rows: frozenset[Row]) -> _Lives:
    """What became of these rows in any load of theirs, undone ones too."""
    forms = {origin: _forms(state, origin) for origin in {row[0] for row in rows}}
    pairs = [(form, row) for origin, row in rows for form in forms[origin]]
    batches = {batch for batch, _ in pairs}
    loads = [each for each in state.batches if not batches.isdisjoint(each.superseded)]
    buried: dict[Pair, tuple[int, ...]] = {}
    tombs = " union all ".join(
        f"select batch, row_no, {each.number}::bigint as by_batch "
        f"from read_parquet({literal(str(store.dead_path(books.home, each.number)))})" for each in loads
    )
    for batch, row, by in _among(books, f"({tombs})", pairs, "batch, row_no, by_batch") if loads else ():
        buried[batch, row] = (*buried.get((batch, row), ()), by)
    again = [each for each in map(state.batch, sorted(batches)) if each.again]
    told = [pair for pair in pairs if state.batch(pair[0]).again]
    there = set(_stored(books, again, told, "batch, row_no"))
    return _Lives(state, buried, frozenset(told) - there)


def _twins(books: Books, state: State, rows: frozenset[Row]) -> dict[Row, frozenset[Row]]:
    """The rows of living loads that are the same entry as a row: found equal to it when one of the two was
    loaded, or to one that was."""
    links: dict[Row, set[Row]] = {row: set() for row in rows}
    fresh, asked = rows if any(each.repeats for each in state.batches) else frozenset(), frozenset()
    while fresh:
        for one, other in _equals(books, state, fresh):
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
        asked |= fresh
        fresh = frozenset(links) - asked
    return {row: _reached(links, row) - {row} for row in rows}


def _reached(links: Mapping[Row, set[Row]], row: Row) -> frozenset[Row]:
    found, waiting = {row}, [row]
    while waiting:
        beside = links[waiting.pop()] - found
        found |= beside
        waiting += beside
    return frozenset(found)


def _equals(books: Books, state: State, rows: frozenset[Row]) -> list[tuple[Row, Row]]:
    """(duplicate, of what) of living loads, where one of the two is among these rows."""
    forms = [(form, row) for origin, row in rows for form in _forms(state, origin)]
    found: list[tuple[Row, Row]] = []
    for name in sorted({state.batch(batch).ledger for batch, _ in forms}):
        source = f"(select * from raw_{state.version}.{quoted(name)} where load_status = 'duplicate')"
        picked = "batch, row_no, of_batch, of_row"
        books.make(state)
        for side in (LIES, ("of_batch", "of_row")):
            for batch, row, of, of_row in _among(books, source, forms, picked, side):
                found.append(((state.origin(batch), row), (state.origin(of), of_row)))
    return found


def _counting(books: Books, state: State, rows: frozenset[Row]) -> frozenset[Row]:
    """Those of the rows that count at the state's version."""
    pairs = [(form, row) for origin, row in rows if (form := _form(state, origin, state.version))]
    found: set[Pair] = set()
    for name in sorted({state.batch(batch).ledger for batch, _ in pairs}):
        source = f"live_{state.version}.{quoted(name)}"
        books.make(state)
        found |= set(_among(books, source, pairs, "batch, row_no"))
    return origins(state, found)


def _stored(books: Books, batches: list[Batch], pairs: list[Pair], picked: str) -> list[tuple[int, ...]]:
    """Columns of the rows, of those at `pairs`, that are stored in these loads."""
    found: list[tuple[int, ...]] = []
    for name in sorted({each.ledger for each in batches}):
        files = [
            BatchFile(store.batch_path(books.home, each.number, name), each.body.get("first_line"),
                      each.number) for each in batches if each.ledger == name
        ]
        found += _among(books, f"({rows_sql(contract.ledger(name), files)})", pairs, picked)
    return found


def _among(
    books: Books, source: str, pairs: list[Pair], picked: str, side: tuple[str, str] = LIES
) -> list[tuple[int, ...]]:
    """`picked` of the rows of a source of ours for which the two columns of `side` are one of `pairs`."""
    with sound(), books.connection.cursor() as cursor:
        return cursor.execute(
            f"select {picked} from {source} r semi join (select unnest($1::bigint[]) as one, "
            f"unnest($2::bigint[]) as other) w on r.{side[0]} = w.one and r.{side[1]} = w.other",
            [[batch for batch, _ in pairs], [row for _, row in pairs]],
        ).fetchall()
