"""Records of one table → typed rows that may enter the books, and everything that is wrong.

Two steps. First each record is read by itself: in Python (`rows`), or, for a long and proved
regular file, by DuckDB with cheap casts, where only the records that a cast could not take go
through Python (`quick`). Then the rows are judged together, set-wise in SQL (`together`): the same
key twice, vouchers with a bad line, persons known by name, references. The result is a Parquet file
in staging; nothing here touches the books.
"""

from __future__ import annotations

import heapq
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from openbooks import engine, quick, refusal, sheet, together, typed
from openbooks.batchfile import BatchFile
from openbooks.contract import Ledger
from openbooks.errors import ROW, Problem
from openbooks.filling import fill_columns, filled_down
from openbooks.known import Known, nature_of
from openbooks.mapping import Mapping
from openbooks.mend import Mends, applied
from openbooks.naming import literal, panel_of, quoted, stored_columns
from openbooks.refusal import Refused
from openbooks.rows import RowReader, Typed
from openbooks.table import Record, Table
from openbooks.taking import facts_of

SLICE = 20_000


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
    """One table, validated: `file` holds the rows that may enter, one row per row of the ledger."""

    ledger: Ledger
    file: BatchFile
    rows: int
    read_rows: int
    lines: int
    refused: tuple[Refused, ...]
    empty_lines: tuple[int, ...]
    money: tuple[Money, ...]
    problems: tuple[Problem, ...]


def validate(
    table: Table, mapping: Mapping, ledger: Ledger, known: Known, path: Path, mends: Mends = ()
) -> Checked:
    """Read and judge every record of `table`, with these cells corrected; write the rows that may
    enter to `path` (Parquet).

    Raises WrongUse when the mapping names a column or a value that the contract does not have.
    """
    spill = path.with_suffix(".spill")
    con = engine.connect(spill)
    try:
        typed.create(con, ledger)
        facts = facts_of(table, mapping, ledger)
        reader = RowReader(ledger, mapping, facts, nature_of(known))
        problems: list[Problem] = list(table.problems)
        empty: list[int] = []
        unread = {each.place for each in table.unread}
        gaps = {place for places in fill_columns(ledger, mapping).values() for place in places}
        fast = None
        if table.regular and gaps.isdisjoint(each.place for each in mends):
            mended = frozenset(each.line for each in mends)
            fast = quick.load(con, table, mapping, ledger, _beside(path), mended)
        filled = _Filled(table, mapping, ledger, mends, None if fast is None else fast.missed)
        reader.look_over(filled)
        _read(con, reader, filled, unread, problems, empty, fast)
        problems = together.by_value(problems) + together.judge(con, ledger, known, table.sheet)
        return _checked(con, ledger, mapping, path, problems, empty, table if fast else None)
    finally:
        con.close()
        _beside(path).unlink(missing_ok=True)
        shutil.rmtree(spill, ignore_errors=True)


@dataclass(frozen=True)
class _Filled:
    """The records that Python reads (all, or those on the lines `missed`), in the order of the file:
    corrected, and filled down. They are read from the file each time, never held all at once."""

    table: Table
    mapping: Mapping
    ledger: Ledger
    mends: Mends
    missed: Sequence[int] | None

    def __iter__(self) -> Iterator[Record]:
        records: Iterable[Record] = (
            sheet.records(self.table) if self.missed is None or self.table.regular is None
            else sheet.records_at(self.table.regular, self.missed)
        )
        if self.table.unread:
            unread = sorted(self.table.unread, key=lambda each: each.place)
            records = heapq.merge(records, unread, key=lambda each: each.place)
        return filled_down(self.ledger, self.mapping, applied(records, self.mends))


def _beside(path: Path) -> Path:
    """Where the fast road casts to; taken as it is when every row may enter."""
    return path.with_suffix(".cast")


def _read(
    con: duckdb.DuckDBPyConnection,
    reader: RowReader,
    records: Iterable[Record],
    unread: set[tuple[int, str, int]],
    problems: list[Problem],
    empty: list[int],
    fast: quick.Fast | None,
) -> None:
    """Append the rows of `records` to the table `typed`, numbered in the order of the file: behind
    the fast road, a line has the place that was left free for it."""
    batch: list[Typed] = []
    numbers: list[int] = []
    behind = 0
    for record in records:
        rows, found = reader.read(record)
        if record.place not in unread:
            problems += [in_panel(each, record.part) for each in found] if record.part else found
        if record.place in unread:
            rows = [Typed(row.line, row.cell, row.values, True) for row in rows]
        if not rows and (record.place in unread or any(each.severity == ROW for each in found)):
            blank = tuple(None for _ in reader.ledger.columns)
            rows = [Typed(record.line, record.part, blank, True)]
        if not rows:
            empty.append(record.line)
        first = behind if fast is None else record.line - fast.first_line
        numbers += range(first, first + len(rows))
        behind += len(rows)
        batch += rows
        if len(batch) >= SLICE:
            typed.append(con, reader.ledger, batch, numbers)
            batch, numbers = [], []
    typed.append(con, reader.ledger, batch, numbers)


def in_panel(each: Problem, part: str) -> Problem:
    """The problem, where two records of a list in panels share its line."""
    line = f"第{each.line}行"
    return replace(each, message=each.message.replace(line, f"{line}{part}起的一栏", 1), part=part)


def _checked(
    con: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    mapping: Mapping,
    path: Path,
    problems: list[Problem],
    empty: list[int],
    cast: Table | None,
) -> Checked:
    """Write the rows that may enter, in the order of the file, and count everything.

    `cast` is the table when the fast road read it.
    """
    wide = con.execute("select bool_or(cell is not null) from typed").fetchall()[0][0]
    record = f"(line, {panel_of('typed')})"
    kept, total, lines = con.execute(
        "select count(*) filter (where not refused), count(*), "
        f"{f'count(distinct {record})' if wide else 'count(*)'} from typed"
    ).fetchall()[0]
    refused = refusal.found(con, ledger, "typed", "refused")
    money = _money(con, ledger, mapping, problems)
    if cast is not None and kept == total and typed.is_untouched(con):
        _beside(path).replace(path)
        file = BatchFile(path, cast.regular.first_line)
    else:
        file = BatchFile(path)
        con.execute(
            f"copy (select row_number() over (order by row_no) - 1 as row_no, line, cell, "
            f"{', '.join(stored_columns(ledger))}, ordinal, 'accepted' as load_status, "
            f"null::bigint as of_batch, null::bigint as of_row from kept order by row_no) "
            f"to {literal(str(path))} (format parquet)"
        )
    return Checked(
        ledger, file, kept, total, lines, refused, tuple(empty),
        money, tuple(sorted(problems, key=lambda each: (each.line, each.column))),
    )


def _money(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, mapping: Mapping, problems: list[Problem]
) -> tuple[Money, ...]:
    """The sums of the money columns that the file fills, and their cells that could not be read: a
    problem calls its column as the file heads it."""
    unreadable = Counter(each.column for each in problems if each.severity == ROW and each.value)
    columns = [column for column in ledger.columns if column.type == "money"]
    if not columns:
        return ()
    sums = ", ".join(
        f"count({name}), coalesce(sum({name}), 0)::hugeint, "
        f"coalesce(sum({name}) filter (where not refused), 0)::hugeint"
        for name in (quoted(column.stored) for column in columns)
    )
    (found,) = con.execute(f"select {sums} from typed").fetchall()
    money = []
    for column, filled, read, enters in zip(
        columns, found[::3], found[1::3], found[2::3], strict=True
    ):
        bad = sum(n for header, n in unreadable.items() if header in mapping.heads(column.name))
        if filled or bad:
            money.append(Money(column.name, int(read), int(enters), int(read - enters), bad))
    return tuple(money)
