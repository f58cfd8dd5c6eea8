"""Records of one table → typed rows that may enter the books, and everything that is wrong.

Two steps. First each record is read by itself: in Python (`rows`), or, for a long and proved
regular file, by DuckDB with cheap casts, where only the records that a cast could not take go
through Python (`quick`). Then the rows are judged together, set-wise in SQL (`together`): the same
key twice, vouchers with a bad line, persons known by name, references. The result is a Parquet file
in staging; nothing here touches the books.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from openbooks import quick, sheet, together, typed
from openbooks.contract import Ledger
from openbooks.errors import ROW, Problem
from openbooks.filling import filled_down
from openbooks.known import Known, nature_of
from openbooks.mapping import Mapping
from openbooks.naming import quoted, stored_columns
from openbooks.rows import RowReader, Typed
from openbooks.table import Record, Table
from openbooks.taking import facts_of

SLICE = 50_000


@dataclass(frozen=True)
class Money:
    """What a money column held: sums in 分 over readable cells, and cells that were not."""

    column: str
    read: int
    kept: int
    refused: int
    unreadable: int


@dataclass(frozen=True)
class Checked:
    """One table, validated: `path` holds the rows that may enter (one row per row of the ledger:
    row_no, line, cell, the contract's stored columns, ordinal)."""

    ledger: Ledger
    path: Path
    rows: int
    read_rows: int
    lines: int
    refused_lines: tuple[int, ...]
    empty_lines: tuple[int, ...]
    money: tuple[Money, ...]
    problems: tuple[Problem, ...]


def validate(
    table: Table, mapping: Mapping, ledger: Ledger, known: Known, path: Path
) -> Checked:
    """Read and judge every record of `table`; write the rows that may enter to `path` (Parquet).

    Raises WrongUse when the mapping names a column or a value that the contract does not have.
    """
    con = duckdb.connect(":memory:", config={"threads": os.cpu_count() or 1})
    try:
        typed.create(con, ledger)
        facts = facts_of(table, mapping, ledger)
        reader = RowReader(ledger, mapping, facts, nature_of(known))
        problems: list[Problem] = list(table.problems)
        empty: list[int] = []
        unread = {each.line for each in table.unread}
        fast = quick.load(con, table, mapping, ledger) if table.regular else None
        records: Iterable[Record] = sheet.records(table) if fast is None else fast.missed
        if unread:
            records = sorted([*records, *table.unread], key=lambda each: each.line)
        filled = list(filled_down(ledger, mapping, records))
        reader.look_over(filled)
        _read(con, reader, filled, unread, problems, empty, fast)
        problems = together.by_value(problems) + together.judge(con, ledger, known, table.sheet)
        patched = fast is not None and bool(fast.missed or unread)
        return _checked(con, ledger, path, problems, empty, patched)
    finally:
        con.close()


def _read(
    con: duckdb.DuckDBPyConnection,
    reader: RowReader,
    records: Iterable[Record],
    unread: set[int],
    problems: list[Problem],
    empty: list[int],
    fast: quick.Fast | None,
) -> None:
    """Append the rows of `records` to the table `typed`."""
    batch: list[Typed] = []
    start = 0 if fast is None else fast.rows
    for record in records:
        rows, found = reader.read(record)
        problems += found if record.line not in unread else []
        if record.line in unread:
            rows = [Typed(row.line, row.cell, row.values, True) for row in rows]
        if not rows and (record.line in unread or any(each.severity == ROW for each in found)):
            blank = tuple(None for _ in reader.ledger.columns)
            rows = [Typed(record.line, "", blank, True)]
        if not rows:
            empty.append(record.line)
        batch += rows
        if len(batch) >= SLICE:
            start = typed.append(con, reader.ledger, batch, start)
            batch = []
    typed.append(con, reader.ledger, batch, start)


def _checked(
    con: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    path: Path,
    problems: list[Problem],
    empty: list[int],
    patched: bool,
) -> Checked:
    """Write the rows that may enter, in the order of the file, and count everything."""
    kept, total, lines = con.execute(
        "select count(*) filter (where not refused), count(*), count(distinct line) from typed"
        if con.execute("select bool_or(cell is not null) from typed").fetchall()[0][0]
        else "select count(*) filter (where not refused), count(*), count(*) from typed"
    ).fetchall()[0]
    refused = con.execute("select distinct line from typed where refused order by line").fetchall()
    money = []
    unreadable = Counter(each.column for each in problems if each.severity == ROW and each.value)
    for column in ledger.columns:
        if column.type != "money":
            continue
        name = quoted(column.stored)
        read, enters = con.execute(
            f"select coalesce(sum({name}), 0)::hugeint, "
            f"coalesce(sum({name}) filter (where not refused), 0)::hugeint from typed"
        ).fetchall()[0]
        filled = con.execute(f"select count({name}) from typed").fetchall()[0][0]
        bad = sum(n for header, n in unreadable.items() if header in column.headings)
        if filled or bad:
            money.append(Money(column.name, int(read), int(enters), int(read - enters), bad))
    columns = ", ".join(stored_columns(ledger))
    tail = "ordinal, 'accepted' as load_status, null::bigint as of_batch, null::bigint as of_row"
    in_order = (
        f"select row_no, line, cell, {columns}, {tail} from kept"
        if kept == total and not patched
        else f"select row_number() over (order by line, row_no) - 1 as row_no, line, cell, "
        f"{columns}, {tail} from kept order by line, row_no"
    )
    con.execute(f"copy ({in_order}) to '{_literal(path)}' (format parquet)")
    return Checked(
        ledger, path, kept, total, lines, tuple(line for (line,) in refused), tuple(empty),
        tuple(money), tuple(sorted(problems, key=lambda each: (each.line, each.column))),
    )


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
