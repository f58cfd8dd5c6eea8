"""The fast road of validation: DuckDB casts a proved regular file; the rest goes through Python.

A cell is taken here only in its plain form (see `plainform`), for which the
Python readers give the same value; any other non-empty cell, an empty required one, a
value outside its list or bounds makes its whole record `missed`, and `rows` judges it. A test
proves that both roads end in equal rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from openbooks import typed
from openbooks.contract import Ledger
from openbooks.filling import fill_columns
from openbooks.mapping import Mapping
from openbooks.naming import literal, quoted, stored_columns
from openbooks.plainform import HOWS, TYPES, cell_of, demands, finish_voucher, plain
from openbooks.table import Record, Table
from openbooks.taking import facts_of, reader_of

NEWLINES = {"\n": "\\n", "\r\n": "\\r\\n"}


@dataclass(frozen=True)
class Fast:
    """What the fast road did: the records from `first_line` on are in `typed`, each numbered by its
    place, but for those that it left to Python (one row each)."""

    first_line: int
    missed: tuple[Record, ...]


def load(
    con: duckdb.DuckDBPyConnection, table: Table, mapping: Mapping, ledger: Ledger, target: Path
) -> Fast | None:
    """Cast the file into `target` (Parquet) and lay `typed` over it; None when this file or mapping
    is not for the fast road."""
    regular = table.regular
    if regular is None or mapping.wide or not mapping.links or any(
        link.how not in HOWS or link.scale != 1 or ledger.column(link.column).type not in TYPES
        for link in mapping.links
    ):
        return None
    reading = (
        "read_csv($path, delim = $delimiter, header = false, skip = $skip, quote = '', "
        "escape = '', auto_detect = false, nullstr = '', new_line = $newline, columns = {"
        + ", ".join(f"'c{index}': 'varchar'" for index in range(regular.columns)) + "})"
    )
    bound = {
        "path": str(regular.path), "delimiter": regular.delimiter,
        "skip": regular.first_line - 1, "newline": NEWLINES[regular.newline],
    }
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
        regular.first_line,
        tuple(
            Record(regular.first_line + row[0], tuple(cell or "" for cell in row[1:]))
            for row in missed
        ),
    )


def _cast(
    con: duckdb.DuckDBPyConnection, mapping: Mapping, ledger: Ledger, table: Table, reading: str,
    source: dict[str, object], target: Path,
) -> None:
    """Cast every record, with a mark `missed` where it could not be taken (null where a cell that
    is filled down is blank), and make `typed` of them."""
    links = {link.column: link for link in mapping.links}
    constants = {each.column: each.value for each in mapping.constants}
    facts = facts_of(table, mapping, ledger)
    values: dict[str, str] = {}
    cells: list[str] = []
    patterns: list[str] = []
    misses: list[str] = []
    bound: dict[str, object] = {}
    for column in ledger.columns:
        if column.name in links:
            cell = cell_of(links[column.name])
            pattern, value = plain(column, links[column.name])
            cells.append(f"coalesce({cell}, '')")
            patterns.append(f"(?:{pattern})?")
            values[column.stored] = value
            if value != cell:
                misses.append(f"({cell} is not null and {quoted(column.stored)} is null)")
            misses += demands(column)
        elif column.name in constants:
            values[column.stored] = f"${column.stored}::{column.sql_type}"
            bound[column.stored] = reader_of(column, facts)(constants[column.name]).value
        else:
            values[column.stored] = f"null::{column.sql_type}"
            if column.required:
                misses.append("true")
    for group in ledger.one_of:
        misses.append(
            "(" + " and ".join(f"{quoted(ledger.column(n).stored)} is null" for n in group) + ")"
        )
    if ledger.name == "voucher":
        misses += finish_voucher(values, frozenset(links), ledger)
    between = table.regular.delimiter
    line = f"\\x{{{ord(between):x}}}".join(patterns)
    misses.append(
        f"not regexp_full_match(concat_ws({literal(between)}, {', '.join(cells)}), '{line}')"
    )
    # A stroke says as little as a blank: both take what the line above says.
    gaps = [
        f"coalesce(not regexp_matches(c{index}, '[\\p{{L}}\\p{{N}}]'), true)"
        for cells in fill_columns(ledger, mapping).values() for index in cells
    ]
    stored = ", ".join(stored_columns(ledger))
    taken = ", ".join(f"{value} as {quoted(name)}" for name, value in values.items())
    con.execute(
        f"copy (select {stored}, case when {' or '.join(gaps) or 'false'} then null "
        f"else coalesce({' or '.join(misses)}, true) end as missed "
        f"from (select *, {taken} from {reading})) "
        f"to {literal(str(target))} (format parquet)",
        {**bound, **source},
    )
    con.execute("drop table typed")
    con.execute(
        f"create view typed as select file_row_number as row_no, "
        f"file_row_number + {table.regular.first_line} as line, null::varchar as cell, "
        f"false as refused, missed, {stored} "
        f"from read_parquet({literal(str(target))}, file_row_number = true)"
    )
