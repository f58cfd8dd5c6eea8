"""A new file's rows held against the living rows: what is there already, what contradicts it.

equal to a living row (by key, or without one by content and ordinal)     duplicate: stored, not counted
same key, other content                                                   conflict: refused
… of a batch that this load supersedes                                    the new row takes its place
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books, Cursor
from openbooks.contract import Column, Ledger
from openbooks.history import State
from openbooks.live import resolved_sql, same_content
from openbooks.naming import has_key, key_parts, literal, panel_of, quoted, stored_columns

VOUCHER = ("unit_id", "year", "month", "word", "number")


@dataclass(frozen=True)
class Conflict:
    """A new row (its line, its part of a list in panels) whose key a living row (batch, its line)
    holds with other content."""

    line: int
    part: str
    batch: int
    of_line: int
    sibling: bool = False


@dataclass(frozen=True)
class Matched:
    """The rows of a load, held against the books: `file` is the batch to be."""

    file: BatchFile
    rows: int
    duplicates: int
    conflicts: tuple[Conflict, ...]
    dead: Path | None
    dead_rows: int


def match(
    books: Books, state: State, ledger: Ledger, staged: BatchFile, fresh: Path, dead: Path,
    supersede: int | None,
) -> Matched:
    """Hold the rows of `staged` against the version; write `fresh` when any row's status changes,
    and `dead` (batch, row_no) when rows of the batch `supersede` give way."""
    books.known(state)
    live = f"live_{state.version}"
    cursor = books.connection.cursor()
    try:
        source = f"({rows_sql(ledger, [staged])})"
        rows = cursor.execute(f"select count(*) from {source}").fetchone()[0]
        if not cursor.execute(f"select 1 from {live}.{quoted(ledger.name)} limit 1").fetchone():
            return Matched(staged, rows, 0, (), None, 0)
        resolved = resolved_sql(
            ledger, source, live, ledger.name != "unit",
            ledger.name not in {"unit", "member", "activity"}, True,
        )
        cursor.execute(_matches_sql(ledger, resolved, f"{live}.{quoted(ledger.name)}"))
        cursor.execute(
            "create temp table fate as select row_no, min(line) as line, min(part) as part, "
            "bool_or(same) as same, arg_min(of_batch, (not same, of_batch, of_row)) as of_batch, "
            "arg_min(of_row, (not same, of_batch, of_row)) as of_row, "
            "arg_min(of_line, (not same, of_batch, of_row)) as of_line from matches group by row_no"
        )
        replaced = supersede if supersede is not None else -1
        conflicts = [
            Conflict(line, part, batch, of_line)
            for line, part, batch, of_line in cursor.execute(
                "select line, part, of_batch, of_line from fate where not same and of_batch <> $1 "
                "order by line, row_no", [replaced],
            ).fetchall()
        ]
        refused = "row_no in (select row_no from fate where not same and of_batch <> $1)"
        cursor.execute(
            f"create temp table refused as select row_no, line from {source} where {refused}",
            [replaced],
        )
        conflicts += _siblings(cursor, ledger, source)
        duplicates = cursor.execute(
            "select count(*) from fate where same and row_no not in (select row_no from refused)"
        ).fetchone()[0]
        gone = _bury(cursor, ledger, live, supersede, dead) if supersede is not None else 0
        if duplicates or conflicts:
            _rewrite(cursor, ledger, source, fresh)
            left = cursor.execute(
                f"select count(*) from read_parquet({literal(str(fresh))})"
            ).fetchone()[0]
            return Matched(
                BatchFile(fresh), left, duplicates, tuple(conflicts), dead if gone else None, gone
            )
        return Matched(staged, rows, 0, (), dead if gone else None, gone)
    finally:
        cursor.close()


def _matches_sql(ledger: Ledger, resolved: str, living: str) -> str:
    """Table `matches`: (row_no, line, of_batch, of_row, of_line, same) of every meeting."""
    keyed = f"{has_key(ledger, 's')} and {has_key(ledger, 'l')}"
    keys = " and ".join(
        f"{a} = {b}"
        for a, b in zip(key_parts(ledger, "s"), key_parts(ledger, "l"), strict=True)
    )
    same = " and ".join(_agrees(ledger, column) for column in ledger.columns)
    unkeyed = f"not {has_key(ledger, 's')} and not {has_key(ledger, 'l')}"
    return (
        f"create temp table matches as with s as ({resolved}), l as (select * from {living}) "
        f"select s.row_no, s.line, {panel_of('s')} as part, l.batch as of_batch, "
        f"l.row_no as of_row, l.line as of_line, "
        f"{same} as same from s join l on {keys or 'false'} where {keyed} "
        f"union all select s.row_no, s.line, {panel_of('s')}, l.batch, l.row_no, l.line, true from s join l "
        f"on {same_content(ledger, 's', 'l')} where {unkeyed}"
    )


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
    found = cursor.execute(
        f"select distinct a.row_no, a.line, {panel_of('a')} from {source} a join (select * from {source} "
        f"where row_no in (select row_no from refused)) b on {where} "
        "where a.row_no not in (select row_no from refused) order by a.line, a.row_no"
    ).fetchall()
    for row_no, line, _ in found:
        cursor.execute("insert into refused values ($1, $2)", [row_no, line])
    return [Conflict(line, part, 0, 0, sibling=True) for _, line, part in found]


def _bury(
    cursor: Cursor, ledger: Ledger, live: str, supersede: int, dead: Path
) -> int:
    """Write the living rows of a superseded batch that the new file does not hold; their number."""
    cursor.execute(
        f"create temp table dying as select batch, row_no from {live}.{quoted(ledger.name)} l "
        "where batch = $1 and not exists (select 1 from fate f where f.same "
        "and f.of_batch = l.batch and f.of_row = l.row_no)",
        [supersede],
    )
    count = cursor.execute("select count(*) from dying").fetchone()[0]
    if count:
        cursor.execute(
            f"copy (select * from dying order by row_no) to {literal(str(dead))} (format parquet)"
        )
    return count


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
