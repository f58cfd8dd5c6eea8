"""A new file's rows held against the living rows: what is there already, what contradicts it.

equal to a living row (by key, or without one by content and ordinal)     duplicate: stored, not counted
same key, other content                                                   conflict: refused
… of a batch, or of lines, that this load supersedes                      the new row takes its place
in a closed period, and no duplicate                                      refused
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books, Cursor
from openbooks.closing import closed_sql
from openbooks.contract import Column, Ledger
from openbooks.errors import WrongUse
from openbooks.history import State
from openbooks.live import looked_up_sql, same_content
from openbooks.naming import has_key, key_parts, literal, panel_of, quoted, stored_columns
from openbooks.resubmission import Stand
from openbooks.yielding import GIVES_WAY, entering, numbered, yielding

VOUCHER = ("unit_id", "year", "month", "word", "number")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A new row (its line, its part of a list in panels) whose key a living row (batch, its line)
    holds with other content; `closing`: it lies in a period that this event closed."""

    line: int
    part: str
    batch: int
    of_line: int
    sibling: bool = False
    closing: int = 0


@dataclass(frozen=True)
class Matched:
    """The rows of a load, held against the books: `file` is the batch to be; `stands` are those of
    its records that enter."""

    file: BatchFile
    rows: int
    duplicates: int
    conflicts: tuple[Conflict, ...]
    dead: Path | None
    dead_rows: int
    dead_of: tuple[tuple[int, int], ...] = ()  # batch, how many of its rows give way
    stands: tuple[Stand, ...] = ()


def match(
    books: Books, state: State, ledger: Ledger, staged: BatchFile, fresh: Path, dead: Path,
    supersede: int | None, stands: Sequence[Stand] = (),
) -> Matched:
    """Hold the rows of `staged` against the version; write `fresh` when any row's status changes,
    and `dead` (batch, row_no) when rows give way: those of the batch `supersede`, or those of the
    lines that `stands` names. Raises WrongUse where one of them lies in a closed period.

    A line gives way only to a record that enters: where one is refused, all is held against the
    books once more without it.
    """
    books.make(state)
    live = f"live_{state.version}"
    cursor = books.connection.cursor()
    try:
        # a SELECT over a file of our own: a statement, which cannot be bound
        source = f"({rows_sql(ledger, [staged])})"
        rows = cursor.execute(f"select count(*) from {source}").fetchone()[0]
        stands = entering(cursor, source, stands)
        empty = not cursor.execute(f"select 1 from {live}.{quoted(ledger.name)} limit 1").fetchall()
        if empty and not (ledger.dated and state.closings):
            return Matched(staged, rows, 0, (), None, 0, (), stands)
        replaced = state.lineage(supersede)
        while True:
            cursor.register("stand", yielding(books, state, ledger, stands, replaced))
            held, moved = numbered(cursor, ledger, source, live, stands)
            conflicts = _judged(cursor, state, ledger, held, live, replaced)
            refused = {(each.line, each.part) for each in conflicts}
            left = tuple(each for each in stands if (each.line, each.part) not in refused)
            if left == stands:
                break
            stands = left
        duplicates = cursor.execute(
            "select count(*) from fate where same and row_no not in (select row_no from refused)"
        ).fetchone()[0]
        gone = _bury(cursor, state, ledger, live, replaced, dead) if replaced or stands else ()
        buried = dead if gone else None, sum(count for _, count in gone), gone, stands
        if duplicates or conflicts or moved:
            _rewrite(cursor, ledger, held, fresh)
            left_over = cursor.execute(
                f"select count(*) from read_parquet({literal(str(fresh))})"
            ).fetchone()[0]
            return Matched(BatchFile(fresh), left_over, duplicates, tuple(conflicts), *buried)
        return Matched(staged, rows, 0, (), *buried)
    finally:
        cursor.close()


def _judged(
    cursor: Cursor, state: State, ledger: Ledger, source: str, live: str, replaced: Sequence[int]
) -> list[Conflict]:
    """Leave tables `fate` (row_no, line, part, same, of_batch, of_row, of_line, free) and `refused`
    (row_no, line); what the books refuse."""
    resolved = looked_up_sql(ledger, source, live)
    cursor.execute(
        _matches_sql(ledger, resolved, f"{live}.{quoted(ledger.name)}"), {"replaced": replaced}
    )
    cursor.execute(
        "create or replace temp table fate as select row_no, min(line) as line, min(part) as part, "
        "bool_or(same) as same, "
        "arg_min(of_batch, (not same, yields, of_batch, of_row)) as of_batch, "
        "arg_min(of_row, (not same, yields, of_batch, of_row)) as of_row, "
        "arg_min(of_line, (not same, yields, of_batch, of_row)) as of_line, "
        "bool_and(same or yields) as free from matches group by row_no"
    )
    conflicts = [
        Conflict(line, part, batch, of_line)
        for line, part, batch, of_line in cursor.execute(
            "select line, part, of_batch, of_line from fate where not same and not free "
            "order by line, row_no"
        ).fetchall()
    ]
    cursor.execute(
        f"create or replace temp table refused as select row_no, line from {source} "
        "where row_no in (select row_no from fate where not same and not free)"
    )
    if state.closings:
        closed = closed_sql(ledger, "s", state.closings, state.settings.fiscal_start)
        conflicts += _barred(cursor, source, closed)
    return conflicts + (_siblings(cursor, ledger, source) if conflicts else [])


def _matches_sql(ledger: Ledger, resolved: str, living: str) -> str:
    """Table `matches`: (row_no, line, of_batch, of_row, of_line, same, yields) of every meeting."""
    keyed = f"{has_key(ledger, 's')} and {has_key(ledger, 'l')}"
    keys = " and ".join(
        f"{a} = {b}"
        for a, b in zip(key_parts(ledger, "s"), key_parts(ledger, "l"), strict=True)
    )
    same = " and ".join(_agrees(ledger, column) for column in ledger.columns)
    unkeyed = f"not {has_key(ledger, 's')} and not {has_key(ledger, 'l')}"
    return (
        f"create or replace temp table matches as with s as ({resolved}), l as (select * from {living}) "
        f"select s.row_no, s.line, {panel_of('s')} as part, l.batch as of_batch, "
        f"l.row_no as of_row, l.line as of_line, "
        f"{same} as same, {GIVES_WAY} as yields from s join l on {keys or 'false'} where {keyed} "
        f"union all select s.row_no, s.line, {panel_of('s')}, l.batch, l.row_no, l.line, true, "
        f"{GIVES_WAY} from s join l on {same_content(ledger, 's', 'l')} where {unkeyed}"
    )


def _barred(cursor: Cursor, source: str, closed: str) -> list[Conflict]:
    """Refuse the rows that would change a closed period: all in it but duplicates."""
    found = _refuse(
        cursor, f"select s.row_no, s.line, {panel_of('s')} as part, {closed} as closing from {source} s "
        f"where {closed} is not null and s.row_no not in (select row_no from refused) "
        "and s.row_no not in (select row_no from fate where same)"
    )
    return [Conflict(line, part, 0, 0, closing=seq) for line, part, seq in found]


def _refuse(cursor: Cursor, rows: str) -> list[tuple[int, str, int]]:
    """Refuse the rows of a SELECT (row_no, line, part, closing); line, part and closing of each."""
    cursor.execute(f"create or replace temp table beside as {rows}")
    cursor.execute("insert into refused select row_no, line from beside")
    return cursor.execute("select line, part, closing from beside order by line, row_no").fetchall()


def _agrees(ledger: Ledger, column: Column) -> str:
    """SQL: a column says the same on both sides; a person may be named on one side only."""
    here, there = f"s.{quoted(column.stored)}", f"l.{quoted(column.stored)}"
    if any(column.name in pair for pair in ledger.person):
        return f"coalesce({here} = {there}, true)"
    return f"({here} is not distinct from {there})"


def _siblings(cursor: Cursor, ledger: Ledger, source: str) -> list[Conflict]:
    """The other lines of a voucher, or of a wide record, that has a refused row."""
    if ledger.name == "voucher":
        same = " and ".join(f"a.{part} is not distinct from b.{part}" for part in VOUCHER)
        where = f"a.number is not null and {same}"
        where += " and a.row_no not in (select row_no from fate where same)"
    else:
        where = f"a.cell is not null and a.line = b.line and {panel_of('a')} = {panel_of('b')}"
    found = _refuse(
        cursor, f"select distinct a.row_no, a.line, {panel_of('a')} as part, 0 as closing from {source} a "
        f"join (select * from {source} where row_no in (select row_no from refused)) b on {where} "
        "where a.row_no not in (select row_no from refused)"
    )
    return [Conflict(line, part, 0, 0, sibling=True) for line, part, _ in found]


def _bury(
    cursor: Cursor, state: State, ledger: Ledger, live: str, replaced: Sequence[int], dead: Path
) -> tuple[tuple[int, int], ...]:
    """Write the living rows that give way and that the new file does not hold, and beside them the
    duplicates that would count in their stead; (batch, how many of its living rows)."""
    closed = closed_sql(ledger, "l", state.closings, state.settings.fiscal_start)
    name = quoted(ledger.name)
    cursor.execute(
        f"create or replace temp table dying as select batch, row_no, {closed} as closing, true as live "
        f"from {live}.{name} l where {GIVES_WAY} and not exists "
        "(select 1 from fate f where f.same and f.of_batch = l.batch and f.of_row = l.row_no) "
        f"union all select batch, row_no, null, false from raw_{state.version}.{name} l "
        f"where l.load_status = 'duplicate' and {GIVES_WAY} and not exists "
        f"(select 1 from {live}.{name} v where v.batch = l.batch and v.row_no = l.row_no) and not exists "
        f"(select 1 from {live}.dead d where d.batch = l.batch and d.row_no = l.row_no)",
        {"replaced": replaced},
    )
    barred = cursor.execute("select min(closing), arg_min(batch, closing) from dying").fetchone()
    if barred[0] is not None:
        raise WrongUse(
            f"不能取代第{barred[1]}号装载：{state.closing(barred[0]).said}。确需更正，请先重新开账。"
        )
    counts = cursor.execute(
        "select batch, count(*) filter (live) from dying group by 1 order by 1"
    ).fetchall()
    if counts:
        cursor.execute(
            "copy (select batch, row_no from dying order by batch, row_no) "
            f"to {literal(str(dead))} (format parquet)"
        )
    return tuple((int(batch), int(count)) for batch, count in counts)


def _rewrite(cursor: Cursor, ledger: Ledger, source: str, fresh: Path) -> None:
    """Write the batch with its duplicates marked and its refused rows left out."""
    columns = ", ".join(f"s.{name}" for name in stored_columns(ledger))
    cursor.execute(
        f"copy (select s.row_no, s.line, s.cell, {columns}, s.ordinal, "
        "case when f.same then 'duplicate' else 'accepted' end as load_status, "
        "case when f.same then f.of_batch end as of_batch, "
        "case when f.same then f.of_row end as of_row "
        f"from {source} s left join fate f on f.row_no = s.row_no "
        "where s.row_no not in (select row_no from refused) order by s.row_no) "
        f"to {literal(str(fresh))} (format parquet)"
    )
