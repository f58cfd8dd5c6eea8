"""Books in memory for the tests of the question side: rows written as text, tables as views are.

`world()` makes one table a ledger (columns of the contract, and batch, row_no, line) and the marts
over them. Money is given in 元 and stored in 分, as at the edges of the program. `TABLES` (from
query_tables.txt) is a street with two unions below it, small enough to be reckoned by hand: E1
keeps books since 2024, E2 hands in yearly totals only, E3 stands in no list of units.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from openbooks import statement
from openbooks.contract import Column, ledgers
from openbooks.naming import quoted

TODAY = datetime.date(2025, 1, 20)
HERE = Path(__file__).resolve().parent
ACCOUNTS = HERE.parent / "data" / "rules" / "account.csv"


def tables(text: str) -> dict[str, str]:
    """Ledger → its little table, of a text in which [ledger] stands over each."""
    parts = [part.partition("]") for part in text.split("[")[1:]]
    return {name: table.strip() for name, _, table in parts}


TABLES = tables((HERE / "query_tables.txt").read_text(encoding="utf-8"))


def accounts() -> list[dict[str, str]]:
    """The chart of accounts that the program comes with."""
    with ACCOUNTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a little table: a line of headers, then lines of cells divided by |."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines:
        return []
    header = [cell.strip() for cell in lines[0].split("|")]
    found = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True)))
    return found


def fen(text: str) -> int:
    """元 as a cell writes them, in 分."""
    return int(Decimal(text) * 100)


def stored(column: Column, text: str) -> Any:
    """What the store holds for the text of a cell."""
    if text == "":
        return None
    if column.type == "money":
        return fen(text)
    if column.type == "integer":
        return int(text)
    if column.type == "boolean":
        return text == "是"
    if column.type == "date":
        return datetime.date.fromisoformat(text)
    return Decimal(text) if column.type == "decimal" else text


def world(
    tables: Mapping[str, str] = TABLES, chart: str = "2010", fiscal_start: int = 1
) -> duckdb.DuckDBPyConnection:
    """A connection whose main schema holds every ledger (empty where none is given) and the marts.

    Each ledger is one batch, numbered in reading order; `line` is the row's line under its header.
    The chart of accounts is the program's own unless `tables` gives another.
    """
    connection = duckdb.connect()
    for name, value in (
        ("today", TODAY), ("chart", chart), ("province", "安徽"), ("fiscal_start", fiscal_start),
    ):
        connection.execute(f"set variable {name} = $1", [value])
    for batch, ledger in enumerate(ledgers().values(), start=1):
        columns = ", ".join(f"{quoted(each.stored)} {each.sql_type}" for each in ledger.columns)
        connection.execute(
            f"create table {quoted(ledger.name)} "
            f"(batch bigint, row_no bigint, line bigint, cell varchar, {columns})"
        )
        given = rows(tables[ledger.name]) if ledger.name in tables else []
        if ledger.name == "account" and not given:
            given = accounts()
        values = []
        for number, row in enumerate(given):
            unknown = set(row) - set(ledger.columns_by_name)
            assert not unknown, f"{ledger.name}: {unknown}"
            cells = [stored(each, row.get(each.name, "")) for each in ledger.columns]
            values.append([batch, number, number + 2, None, *cells])
        if values:
            marks = ", ".join("?" for _ in values[0])
            connection.executemany(
                f"insert into {quoted(ledger.name)} values ({marks})", values
            )
    for mart in statement.marts():
        kind = "table" if mart.stored else "view"
        connection.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")
    return connection
