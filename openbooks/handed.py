"""The files on the desk, read: their tables, or the one sentence why a file was refused.

Files that were read stay in memory until `forget`; the bytes under a path of the desk never change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from openbooks import sheet
from openbooks.desk import Desk, Handed
from openbooks.errors import FileRefused
from openbooks.table import Source, Table

NO_TABLE = "工作表「{}」里没有看到表头和数据"
HIDDEN = "工作表「{}」是隐藏的，里面有{}行，没有读"
KEPT_READ = 24


@dataclass(frozen=True)
class Looked:
    """A file on the desk as read: its tables, or the one sentence why it was refused.

    `hidden` are the tables of hidden sheets that nobody asked for yet: id, and what is said of it.
    """

    handed: Handed
    source: Source | None
    refused: str
    passed_over: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=KEPT_READ)
def _read(path: Path, name: str) -> tuple[Source | None, str]:
    """A file read, or why it was refused; the bytes under a path never change."""
    try:
        return sheet.read(path, name, path.parent), ""
    except FileRefused as refusal:
        return None, str(refusal)


def forget() -> None:
    """Let go of the files that were read (their rows stand in memory until then)."""
    _read.cache_clear()


def looked(desk: Desk) -> tuple[Looked, ...]:
    """The files on the desk, read; a refused one does not keep the others from being read."""
    found = []
    for handed in desk.handed:
        path = desk.path(handed)
        if not path.is_file():  # the copy goes when all of a file is in the books
            found.append(Looked(handed, None, "", ()))
            continue
        source, refused = _read(path, handed.name)
        passed = [
            NO_TABLE.format(each.sheet or handed.name)
            for each in (source.tables if source else ()) if not each.header_line
        ]
        hidden = [
            (table_id(handed, place), HIDDEN.format(each.sheet, each.rows))
            for place, each in enumerate(source.tables if source else ())
            if each.header_line and not _is_read(desk, handed, place, each)
        ]
        found.append(Looked(handed, source, refused, tuple(passed), tuple(hidden)))
    return tuple(found)


def table_id(handed: Handed, place: int) -> str:
    """How a table is named on its desk: 2.0 is the first of the second file."""
    return f"{handed.id}.{place}"


def _is_read(desk: Desk, handed: Handed, place: int, table: Table) -> bool:
    """Whether a table takes part: one of a hidden sheet only after the user asked for it."""
    return not table.hidden or table_id(handed, place) in desk.answers


def tables(desk: Desk) -> Iterator[tuple[Handed, Source, int, Table]]:
    """Every table that takes part, of every file that could be read, with its place in the file."""
    for each in looked(desk):
        for place, table in enumerate(each.source.tables if each.source else ()):
            if table.header_line and _is_read(desk, each.handed, place, table):
                yield each.handed, each.source, place, table
