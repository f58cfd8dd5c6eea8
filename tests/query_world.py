"""Books in memory for the tests of the question side: rows written as text, tables as the views are.

`world()` makes one table a ledger (columns of the contract, and batch, row_no, line) and the marts
over them. Money is given in 元 and stored in 分, as at the edges of the program.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import duckdb

from openbooks import statement
from openbooks.contract import Column, ledgers
from openbooks.naming import quoted

TODAY = datetime.date(2025, 1, 20)


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a little table: a line of headers, then lines of cells divided by |."""
    lines = [line.strip() for line in text.strip().splitlines()]
    header = [cell.strip() for cell in lines[0].split("|")]
    return [
        dict(zip(header, (cell.strip() for cell in line.split("|")), strict=True))
        for line in lines[1:]
    ]


def stored(column: Column, text: str) -> Any:
    """What the store holds for the text of a cell."""
    if text == "":
        return None
    if column.type == "money":
        return int(Decimal(text) * 100)
    if column.type == "integer":
        return int(text)
    if column.type == "boolean":
        return text == "是"
    if column.type == "date":
        return datetime.date.fromisoformat(text)
    return Decimal(text) if column.type == "decimal" else text


def world(
    tables: Mapping[str, str], chart: str = "2010", fiscal_start: int = 1
) -> duckdb.DuckDBPyConnection:
    """A connection whose main schema holds every ledger (empty where none is given) and the marts.

    Each ledger is one batch, numbered in reading order; `line` is the row's line under its header.
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
        for number, row in enumerate(given):
            unknown = set(row) - set(ledger.columns_by_name)
            assert not unknown, f"{ledger.name}: {unknown}"
            values = [stored(each, row.get(each.name, "")) for each in ledger.columns]
            marks = ", ".join("?" for _ in range(len(values) + 4))
            connection.execute(
                f"insert into {quoted(ledger.name)} values ({marks})",
                [batch, number, number + 2, None, *values],
            )
    for mart in statement.marts():
        kind = "table" if mart.stored else "view"
        connection.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")
    return connection
