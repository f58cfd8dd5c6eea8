"""The database inside this process: how a connection to it is opened, and what is off in it.

Caching operators are off: DuckDB 2.0.0 puts small chunks of a column together behind a hash join
that keeps dictionaries, and where two joins feed one column ends the whole database with `INTERNAL
Error: dict-surviving cache: global dictionary column changed identity` (seen in 7 of 8 runs of one
report).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A connection to a new database in memory; its cursors share the settings."""
    return duckdb.connect(
        ":memory:",
        config={
            "threads": os.cpu_count() or 1,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "debug_enable_caching_operators": False,
        },
    )


def locked(folders: Iterable[Path]) -> duckdb.DuckDBPyConnection:
    """A connection that may read and write in `folders` and nowhere else, its settings locked."""
    connection = connect()
    connection.execute("set allowed_directories = $1", [[str(folder) for folder in folders]])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def is_alive(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database still answers: after a fault of its own it never does again."""
    try:
        connection.cursor().execute("select 1").fetchall()
    except duckdb.Error:
        return False
    return True
