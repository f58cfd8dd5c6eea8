"""The Parquet file of a batch, and the SELECT that reads any number of them.

A file holds every column of its rows; or it is lean: where each line of a long plain file became one
row, it holds the contract's columns in the order of the lines, and the rest follows from the place
of a row: row_no is its number in the file, line is that many behind the first. A lean file is
written straight from the reader, in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openbooks.contract import Ledger
from openbooks.naming import literal, quoted, stored_columns

AROUND = {
    "row_no": "bigint", "line": "bigint", "cell": "varchar", "ordinal": "bigint",
    "load_status": "varchar", "of_batch": "bigint", "of_row": "bigint",
}


@dataclass(frozen=True)
class BatchFile:
    """One file; `first_line` is the line of its first row where it is lean, else None."""

    path: Path
    first_line: int | None = None
    batch: int = 0


def rows_sql(ledger: Ledger, files: Sequence[BatchFile]) -> str:
    """SELECT of all stored rows: batch, row_no, line, cell, stored columns, ordinal, load_status,
    of_batch, of_row."""
    full = [each for each in files if each.first_line is None]
    lean = [each for each in files if each.first_line is not None]
    columns = ", ".join(stored_columns(ledger))
    selects = []
    if full:
        selects.append(
            f"select {_by_file(each.batch for each in full)} as batch, row_no, line, cell, {columns}, "
            f"ordinal, load_status, of_batch, of_row from read_parquet([{_paths(full)}])"
        )
    if lean:
        selects.append(
            f"select {_by_file(each.batch for each in lean)} as batch, file_row_number as row_no, "
            f"file_row_number + {_by_file(each.first_line for each in lean)} as line, "
            f"null::varchar as cell, {columns}, 1::bigint as ordinal, 'accepted' as load_status, "
            f"null::bigint as of_batch, null::bigint as of_row "
            f"from read_parquet([{_paths(lean)}], file_row_number = true)"
        )
    return " union all ".join(selects) or _none(ledger)


def _by_file(numbers: Iterable[int | None]) -> str:
    """SQL of the number that belongs to the file of a row."""
    listed = ", ".join(str(number) for number in numbers)
    return f"[{listed}][(file_index + 1)::bigint]::bigint"


def _paths(files: Sequence[BatchFile]) -> str:
    return ", ".join(literal(str(each.path)) for each in files)


def _none(ledger: Ledger) -> str:
    """SELECT of no rows, with all the columns."""
    kinds = {**{"batch": "bigint"}, **AROUND}
    first = ("batch", "row_no", "line", "cell")
    columns = [
        *((name, kinds[name]) for name in first),
        *((quoted(each.stored), each.sql_type) for each in ledger.columns),
        *((name, kind) for name, kind in AROUND.items() if name not in first),
    ]
    return "select " + ", ".join(f"null::{kind} as {name}" for name, kind in columns) + " where false"
