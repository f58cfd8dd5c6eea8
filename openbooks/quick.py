"""The fast road of validation: DuckDB casts a proved regular file; the rest goes through Python.

A cell is taken here only in its plain form (the patterns of `money`, `dates` and `cells`), for
which the Python readers give the same value; any other non-empty cell, an empty required one, a
value outside its list or bounds makes its whole record `missed`, and `rows` judges it. A test
proves that both roads end in equal rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from openbooks import typed
from openbooks.contract import Column, Ledger
from openbooks.dates import PLAIN_DATE, PLAIN_MONTH
from openbooks.filling import fill_columns
from openbooks.mapping import Mapping
from openbooks.money import PLAIN_MONEY
from openbooks.naming import literal, quoted, stored_columns
from openbooks.table import Record, Table
from openbooks.taking import facts_of, reader_of

PLAIN_TEXT = r"[0-9A-Za-z\x{4e00}-\x{9fff}][0-9A-Za-z\x{4e00}-\x{9fff}_-]*"
PLAIN_NAME = r"[\x{4e00}-\x{9fff}]+"
PLAIN_IDENTIFIER = r"[0-9A-Za-z][0-9A-Za-z_-]{0,14}"
PLAIN_INTEGER = r"-?[0-9]{1,15}"
NEWLINES = {"\n": "\\n", "\r\n": "\\r\\n"}


@dataclass(frozen=True)
class Fast:
    """What the fast road did: rows now in `typed`, and the records that it left to Python."""

    rows: int
    missed: tuple[Record, ...]


def load(
    con: duckdb.DuckDBPyConnection, table: Table, mapping: Mapping, ledger: Ledger, target: Path
) -> Fast | None:
    """Cast the file into `target` (Parquet) and lay `typed` over it; None when this file or mapping
    is not for the fast road."""
    regular = table.regular
    if regular is None or mapping.wide or any(
        link.how != "cell" or link.scale != 1 for link in mapping.links
    ):
        return None
    if any(ledger.column(link.column).type in {"period", "time", "boolean", "decimal"}
           for link in mapping.links):
        return None
    reading = (
        "read_csv(?, delim = ?, header = false, skip = ?, quote = '', escape = '', "
        "auto_detect = false, nullstr = '', new_line = ?, columns = {"
        + ", ".join(f"'c{index}': 'varchar'" for index in range(regular.columns)) + "})"
    )
    bound = [str(regular.path), regular.delimiter, regular.first_line - 1,
             NEWLINES[regular.newline]]
    _cast(con, mapping, ledger, table, reading, bound, target)
    count, gaps, missing = con.execute(
        "select count(*), count(*) - count(missed), count(*) filter (where missed) from typed"
    ).fetchall()[0]
    if count != regular.rows or gaps:
        con.execute("drop view typed")
        typed.create(con, ledger)
        return None
    missed = []
    if missing:
        con.execute(f"create temp table raw as select * from {reading}", bound)
        missed = con.execute(
            "select r.rowid, r.* from raw r where rowid in "
            "(select row_no from typed where missed) order by rowid"
        ).fetchall()
        con.execute("drop table raw")
        typed.make_writable(con)
        con.execute("delete from typed where missed")
    return Fast(
        regular.rows,
        tuple(
            Record(regular.first_line + row[0], tuple(cell or "" for cell in row[1:]))
            for row in missed
        ),
    )


def _cast(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, ledger: Ledger, table: Table, reading: str,
    source: list[object], target: Path,
) -> None:
    """Cast every record, with a mark `missed` where it could not be taken (null where a cell that
    is filled down is blank), and make `typed` of them."""
    links = {link.column: link for link in mapping.links}
    constants = {each.column: each.value for each in mapping.constants}
    facts = facts_of(table, mapping, ledger)
    values: list[str] = []
    cells: list[str] = []
    patterns: list[str] = []
    misses: list[str] = []
    bound: list[object] = []
    for column in ledger.columns:
        if column.name in links:
            cell = f"c{links[column.name].cells[0]}"
            pattern, value = _plain(column, cell)
            cells.append(f"coalesce({cell}, '')")
            patterns.append(f"(?:{pattern})?")
            values.append(f"{value} as {quoted(column.stored)}")
            if value != cell:
                misses.append(f"({cell} is not null and {quoted(column.stored)} is null)")
            misses += _demands(column)
        elif column.name in constants:
            values.append(f"?::{column.sql_type} as {quoted(column.stored)}")
            bound.append(reader_of(column, facts)(constants[column.name]).value)
        else:
            values.append(f"null::{column.sql_type} as {quoted(column.stored)}")
            if column.required:
                misses.append("true")
    for group in ledger.one_of:
        misses.append(
            "(" + " and ".join(f"{quoted(ledger.column(n).stored)} is null" for n in group) + ")"
        )
    if ledger.name == "voucher":
        misses.append("(debit_fen is null or credit_fen is null)")
        misses.append("(year is distinct from year(voucher_date))")
        misses.append("(month is distinct from month(voucher_date))")
    between = table.regular.delimiter
    line = f"\\x{{{ord(between):x}}}".join(patterns)
    misses.append(
        f"not regexp_full_match(concat_ws({literal(between)}, {', '.join(cells)}), '{line}')"
    )
    gaps = [f"c{index} is null" for cells in fill_columns(ledger, mapping).values()
            for index in cells]
    stored = ", ".join(stored_columns(ledger))
    con.execute(
        f"copy (select {stored}, case when {' or '.join(gaps) or 'false'} then null "
        f"else coalesce({' or '.join(misses)}, true) end as missed "
        f"from (select *, {', '.join(values)} from {reading})) "
        f"to {literal(str(target))} (format parquet)",
        [*bound, *source],
    )
    con.execute("drop table typed")
    con.execute(
        f"create view typed as select file_row_number as row_no, "
        f"file_row_number + {table.regular.first_line} as line, null::varchar as cell, "
        f"false as refused, missed, {stored} "
        f"from read_parquet({literal(str(target))}, file_row_number = true)"
    )


def _plain(column: Column, cell: str) -> tuple[str, str]:
    """The pattern of a cell in its plain form, and SQL of its value."""
    match column.type:
        case "money":
            return PLAIN_MONEY, f"(try_cast({cell} as decimal(18, 2)) * 100)::bigint"
        case "date":
            return PLAIN_DATE, f"try_cast({cell} as date)"
        case "month":
            return PLAIN_MONTH, cell
        case "integer":
            return PLAIN_INTEGER, f"try_cast({cell} as bigint)"
        case "name":
            return PLAIN_NAME, cell
        case "identifier":
            return PLAIN_IDENTIFIER, cell
    return PLAIN_TEXT, cell


def _demands(column: Column) -> list[str]:
    """What else must hold of a cell to be taken without a look."""
    name = quoted(column.stored)
    found = []
    if column.required:
        found.append(f"{name} is null")
    if column.allowed:
        listed = ", ".join(map(literal, column.allowed))
        found.append(f"({name} is not null and {name} not in ({listed}))")
    factor = 100 if column.type == "money" else 1
    if column.minimum is not None and column.type in {"money", "integer"}:
        found.append(f"coalesce({name} < {int(column.minimum * factor)}, false)")
    if column.maximum is not None and column.type in {"money", "integer"}:
        found.append(f"coalesce({name} > {int(column.maximum * factor)}, false)")
    return found
