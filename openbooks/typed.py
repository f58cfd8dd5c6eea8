"""The working table of validation: `typed`, one row a typed row of the file.

Columns: row_no (from 0), line, cell (a month's header in wide tables, else null), refused, missed
(the fast road could not take it), the contract's stored columns. After the fast road `typed` is a
view over what DuckDB cast, and becomes a table when the first row has to change.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from openbooks.contract import Ledger
from openbooks.naming import column_definitions
from openbooks.rows import Typed

ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
}


def create(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Make the empty table."""
    con.execute(
        "create table typed (row_no bigint, line bigint, cell varchar, refused boolean, "
        f"missed boolean, {column_definitions(ledger)})"
    )


def make_writable(con: duckdb.DuckDBPyConnection) -> None:
    """Turn `typed` into a table when it is a view."""
    if _is_view(con, "typed"):
        con.execute("create table typed_rows as select * from typed")
        con.execute("drop view typed")
        con.execute("alter table typed_rows rename to typed")


def leave_out_missed(con: duckdb.DuckDBPyConnection) -> None:
    """Make `typed` a table without the rows that the fast road could not take."""
    con.execute("create table typed_rows as select * from typed where not missed")
    con.execute("drop view typed")
    con.execute("alter table typed_rows rename to typed")


def is_untouched(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the rows are still those of the fast road, none changed and none the equal of
    another (`kept` is a view then, see `together`)."""
    return _is_view(con, "typed") and _is_view(con, "kept")


def _is_view(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether a relation is a view: only a table has row ids (to ask the catalogue is ten times dearer)."""
    try:
        con.execute(f"select rowid from {name} limit 0")
    except duckdb.BinderException:
        return True
    return False


def append(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, rows: list[Typed], numbers: list[int]
) -> None:
    """Add rows under their numbers."""
    if not rows:
        return
    make_writable(con)
    columns = {
        "row_no": pa.array(numbers, pa.int64()),
        "line": pa.array([row.line for row in rows], pa.int64()),
        "cell": pa.array([row.cell or None for row in rows], pa.string()),
        "refused": pa.array([row.refused for row in rows], pa.bool_()),
        "missed": pa.array([False] * len(rows), pa.bool_()),
    }
    for index, column in enumerate(ledger.columns):
        columns[column.stored] = pa.array(
            [row.values[index] for row in rows], ARROW[column.sql_type]
        )
    con.register("appended", pa.table(columns))
    con.execute("insert into typed select * from appended")
    con.unregister("appended")


def refuse(con: duckdb.DuckDBPyConnection, numbers: list[int]) -> None:
    """Mark the rows of these numbers as refused."""
    if not numbers:
        return
    make_writable(con)
    con.register("refusing", pa.table({"row_no": pa.array(numbers, pa.int64())}))
    con.execute("update typed set refused = true where row_no in (select row_no from refusing)")
    con.unregister("refusing")
