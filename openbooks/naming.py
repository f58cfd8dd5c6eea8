"""The one place where names become SQL: identifiers from contracts, and literals, quoted.

A key part that names a person is the identifier, or the name within its unit where the row has
none: either identifies (design.md §4).
"""

from __future__ import annotations

from openbooks.contract import Column, Ledger

SEPARATOR = "chr(31)"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal; for paths and listed values, where a statement cannot bind."""
    return "'" + text.replace("'", "''") + "'"


def panel_of(row: str) -> str:
    """SQL: the part of its line that holds a row's record (E列 of a list in panels), else ''."""
    return f"coalesce(regexp_extract({row}.cell, '^[A-Z]+列'), '')"


def stored_columns(ledger: Ledger) -> list[str]:
    """The quoted names of a ledger's stored columns, in the contract's order."""
    return [quoted(column.stored) for column in ledger.columns]


def column_definitions(ledger: Ledger) -> str:
    """The stored columns with their types, for `create table`."""
    return ", ".join(f"{quoted(each.stored)} {each.sql_type}" for each in ledger.columns)


def key_parts(ledger: Ledger, alias: str) -> list[str]:
    """SQL of each part of the key over the rows `alias`; null where the part is empty."""
    names = dict(ledger.person)
    has_unit = any(column.name == "unit_id" for column in ledger.columns)
    parts = []
    for part in ledger.key:
        column: Column = ledger.column(part)
        here = f"{alias}.{quoted(column.stored)}"
        if part in names:
            called = f"{alias}.{quoted(names[part])}"
            unit = f"coalesce({alias}.unit_id, '')" if has_unit else "''"
            here = f"coalesce({here}, {SEPARATOR} || {unit} || {SEPARATOR} || {called})"
        parts.append(here)
    return parts


def has_key(ledger: Ledger, alias: str) -> str:
    """SQL condition: every part of the key is filled. A key with an empty part is no key."""
    if not ledger.key:
        return "false"
    return "(" + " and ".join(f"{part} is not null" for part in key_parts(ledger, alias)) + ")"

