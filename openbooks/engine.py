"""The database inside this process: how a connection to it is opened, what is off in it, and how
its faults are said.

Caching operators are off: DuckDB 2.0.0 puts small chunks of a column together behind a hash join
that keeps dictionaries, and where two joins feed one column ends the whole database with `INTERNAL
Error: dict-surviving cache: global dictionary column changed identity` (seen in 7 of 8 runs of one
report). Another of its faults in joins (`INTERNAL Error: dict-surviving join: narrowed column …`, duckdb
issue 24807) has no switch; it comes with the order and the sides of joins that the optimizer chooses for
the rows at hand, so a database may be opened `cautious`: there joins run as they are written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from openbooks.disk import on_disk
from openbooks.errors import BooksDamaged, EngineFailed, NotWritten, WrongUse

# Its own faults, and what follows them: a closed connection, views that its end took along.
FAULTS = (
    duckdb.InternalException, duckdb.FatalException, duckdb.OutOfMemoryException,
    duckdb.ConnectionException, duckdb.CatalogException,
)


THREADS = os.cpu_count() or 1  # of one database
# What a database may hold in memory while it works on a file; beyond that it spills.
WORKING_MEMORY = "512MB"
AS_WRITTEN = "join_order,build_side_probe_side,join_filter_pushdown"  # the optimizers that change joins


def connect(
    spill: Path | None = None, memory: str = "", *, cautious: bool = False
) -> duckdb.DuckDBPyConnection:
    """A connection to a new database in memory; its cursors share the settings.

    With a folder `spill` it holds at most WORKING_MEMORY and puts the rest there while it lasts; without
    one it writes nothing beside (DuckDB's default is a folder `.tmp` wherever it runs), and holds at most
    `memory` where that is said. `cautious` is slower, and plans joins in another way: what to open when
    a database has ended by a fault of its own.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": THREADS,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "debug_enable_caching_operators": False,
            "temp_directory": str(spill or ""),
            **({"memory_limit": memory or WORKING_MEMORY} if spill or memory else {}),
            **({"disabled_optimizers": AS_WRITTEN} if cautious else {}),
        },
    )
    if spill:  # its progress is counted, and shown by nobody but `progress`
        connection.execute("set enable_progress_bar_print = false")
        connection.execute("set enable_progress_bar = true")
    return connection


def locked(
    folders: Iterable[Path], spill: Path | None = None, memory: str = "", *, cautious: bool = False
) -> duckdb.DuckDBPyConnection:
    """A connection that may read and write in `folders` and nowhere else, its settings locked."""
    connection = connect(spill, memory, cautious=cautious)
    connection.execute("set allowed_directories = $1", [[str(folder) for folder in folders]])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def is_alive(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database still answers: after a fault of its own it never does again."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1").fetchall()
    except duckdb.Error:
        return False
    return True


@contextmanager
def faults() -> Iterator[None]:
    """Around any work of the database: a fault of its own is one sentence (EngineFailed)."""
    try:
        yield
    except FAULTS as error:
        raise EngineFailed("数据库引擎出错，这一问没有答案；账本没有变。请再试一次。") from error


@contextmanager
def sound() -> Iterator[None]:
    """Around the reading of batches: what the database cannot read is damage (BooksDamaged), but for
    its faults."""
    try:
        with faults():
            yield
    except duckdb.Error as error:
        raise BooksDamaged("有批次文件不见了或读不了，请用 verify 核对账本。") from error


@contextmanager
def stated(name: str) -> Iterator[None]:
    """Around the statement of a file of queries/, which anybody may write: what is wrong with the file
    is said so (WrongUse), and is no damage of the books. No value of a cell is in what is said."""
    with sound():
        try:
            yield
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            if isinstance(error, duckdb.CatalogException) and "unction" not in str(error):
                raise  # a table is not there: the database has ended
            said = str(error).splitlines()[0].partition(": ")[2]
            raise WrongUse(f"查询 {name} 的语句有误，没有执行，请改这个文件：{said}") from error
        except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
            raise WrongUse(
                f"查询 {name} 在这些数据上算不出来（有的值转换不了，或超出范围）。请改它的语句。"
            ) from error


@contextmanager
def room() -> Iterator[None]:
    """Around work in staging: what the database cannot write there is one sentence (NotWritten), and
    so is a fault of its own."""
    try:
        with on_disk(), faults():
            yield
    except duckdb.IOException as error:
        raise NotWritten(
            "临时文件没有写成，账本没有变。请检查磁盘空间和账本文件夹的权限；仍不行，请用 verify 核对账本。"
        ) from error
