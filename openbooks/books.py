"""The books as of a version, for a reader: a locked DuckDB connection whose views hold what may be
seen, and nothing else.

One connection a process and folder; every call works on a cursor of its own. For each version two
schemas of rows (`raw_N`, `live_N`, see `live`) and one a role (`staff_N`, `audit_N` …, see `views`)
are made when first asked for. The connection may read the batches and staging folders and no other
file, and its settings are locked.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from openbooks import schemas, store, views
from openbooks.access import Reader
from openbooks.errors import BooksDamaged
from openbooks.history import Settings, State, settings_of, state_at
from openbooks.journal import Event, read_after, version_at
from openbooks.known import Known
from openbooks.masking import Scrubber, scrubbing
from openbooks.naming import quoted

Cursor = duckdb.DuckDBPyConnection
DRAFTS = "drafts"
VERSIONS = 24  # kept ready; a version dropped is made anew when it is asked for


@dataclass(frozen=True)
class View:
    """The books at one version for one reader. `key` is equal for equal content: a cache's key."""

    books: Books
    state: State
    reader: Reader
    schema: str

    @property
    def version(self) -> int:
        return self.state.version

    @property
    def key(self) -> tuple[str, str, Reader]:
        return (str(self.books.home), self.state.head, self.reader)

    def with_marts(self, names: Iterable[str]) -> View:
        """This view, with the marts of these names made; others of the names are passed over."""
        self.books.make_marts(self, frozenset(names))
        return self

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that sees this reader's views, with today, chart, province, fiscal_start and
        units set as session variables. The caller closes it."""
        cursor = self.books.connection.cursor()
        cursor.execute(f"use {quoted(self.schema)}")
        settings = self.state.settings
        units = list(self.reader.units) if self.reader.units is not None else None
        for name, value in (
            ("today", self.state.today), ("chart", settings.chart),
            ("province", settings.province), ("fiscal_start", settings.fiscal_start),
            ("units", units),
        ):
            cursor.execute(f"set variable {name} = $1", [value])
        return cursor


@contextmanager
def sound() -> Iterator[None]:
    """Around the reading of batches: what the database cannot read is said as damage."""
    try:
        yield
    except duckdb.Error as error:
        raise BooksDamaged("有批次文件不见了或读不了，请用 verify 核对账本。") from error


class Books:
    """One folder of books, open in this process. Use `open_books` to get the one of a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._events: tuple[Event, ...] = ()
        self._offset = 0
        self._lock = threading.RLock()
        self._made: set[str] = set()
        self._asked: dict[int, None] = {}  # versions, the one asked for last at the end
        store.batches_folder(home).mkdir(parents=True, exist_ok=True)
        store.staging_folder(home).mkdir(parents=True, exist_ok=True)
        self.connection = duckdb.connect(
            ":memory:",
            config={
                "threads": os.cpu_count() or 1,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        folders = [str(store.batches_folder(home)), str(store.staging_folder(home))]
        self.connection.execute("set allowed_directories = $1", [folders])
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set lock_configuration = true")

    @property
    def events(self) -> tuple[Event, ...]:
        """All events now in the journal. Raises BooksDamaged where the chain is broken."""
        with self._lock:
            self._events, self._offset = read_after(self.home, self._events, self._offset)
            return self._events

    @property
    def settings(self) -> Settings | None:
        """What was set when the books were opened; None when nobody has yet."""
        return settings_of(self.events)

    def version(self) -> int:
        """The newest version."""
        return version_at(self.events)

    def state(self, as_of: int | None = None) -> State:
        """What the journal says at a version (newest when None); WrongUse for an unknown one."""
        return state_at(self.events, as_of)

    def view(self, reader: Reader, as_of: int | None = None) -> View:
        """The books for a reader at a version (newest when None)."""
        state = self.state(as_of)
        with self._lock:
            self._make_rows(state)
            schema = schemas.schema_of(reader, state)
            if schema not in self._made:
                self._make_role(state, reader, schema)
            self._forget_old(state.version)
        return View(self, state, reader, schema)

    def known(self, state: State) -> Known:
        """What a new file may refer to, at a version."""
        with self._lock:
            self._make_rows(state)
        live = f"live_{state.version}"
        cursor = self.connection.cursor()
        try:
            def table(sql: str, *values: object) -> pa.Table:
                return cursor.sql(sql, params=list(values)).to_arrow_table()

            return Known(
                table(f"select unit_id, name from {live}.unit"),
                table(
                    f"select m.member_id, m.name, m.unit_id, u.name as unit_name "
                    f"from {live}.member m left join {live}.unit u on u.unit_id = m.unit_id"
                ),
                table(
                    f"select case when chart_version = $1 then code end as code, name, nature "
                    f"from {live}.account order by chart_version = $1 desc, chart_version, code",
                    state.settings.chart,
                ),
                table(f"select activity_id, title from {live}.activity"),
            )
        finally:
            cursor.close()

    def _make_rows(self, state: State) -> None:
        """Make the schemas raw_N and live_N of a version, once."""
        live = f"live_{state.version}"
        if live in self._made:
            return
        cursor = self.connection.cursor()
        try:
            with sound():
                schemas.make_rows(cursor, self.home, state)
        finally:
            cursor.close()
        self._made.add(live)

    def _make_role(self, state: State, reader: Reader, schema: str) -> None:
        """Make the schema of a role, once; a masked one scrubs free text by a function of ours."""
        scrub = f"scrub_{state.version}"
        cursor = self.connection.cursor()
        try:
            if reader.masked and scrub not in self._made:
                with sound():
                    scrubber = Scrubber(schemas.names(cursor, state))
                self.connection.create_function(
                    scrub, scrubbing(scrubber), ["VARCHAR"], "VARCHAR", type="arrow"
                )
                self._made.add(scrub)
            schemas.make_role(cursor, state, reader, schema, scrub, self.salt())
        finally:
            cursor.close()
        self._made.add(schema)

    def _forget_old(self, version: int) -> None:
        """Drop what was made of the versions asked for longest ago, when there are many."""
        self._asked.pop(version, None)
        self._asked[version] = None
        while len(self._asked) > VERSIONS:
            old = next(iter(self._asked))
            del self._asked[old]
            cursor = self.connection.cursor()
            try:
                # names of schemas are our own words and numbers: raw_17, audit_17
                for name in [each for each in self._made if schemas.is_of(each, old)]:
                    self._made.discard(name)
                    if name.startswith("scrub_"):
                        self.connection.remove_function(name)
                    elif "." not in name:
                        cursor.execute(f"drop schema if exists {name} cascade")
                cursor.execute(f"drop schema if exists raw_{old} cascade")
            finally:
                cursor.close()

    def make_marts(self, view: View, names: frozenset[str]) -> None:
        """Make these marts, and those that they use, in the schema of a view.

        A stored mart is a table: its rows are worked out once a version and role, when the first
        query asks for them, and every further query reads them. Any other is a view.
        """
        wanted = [m for m in views.needed(names) if f"{view.schema}.{m.name}" not in self._made]
        if not wanted:
            return
        with self._lock:
            cursor = view.cursor()
            try:
                for mart in wanted:
                    if f"{view.schema}.{mart.name}" not in self._made:
                        kind = "table" if mart.stored else "view"
                        with sound():
                            cursor.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")
                        self._made.add(f"{view.schema}.{mart.name}")
            finally:
                cursor.close()

    def rebuild(self) -> int:
        """Forget every view and clear staging but for open drafts; views are made anew from the
        batches. The number of things removed. The truth is not touched."""
        with store.writing(self.home):
            left = [
                path for path in store.staging_folder(self.home).iterdir() if path.name != DRAFTS
            ]
            for path in left:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        with self._lock:
            self._made = {name for name in self._made if name.startswith("scrub_")}
            self._make_rows(self.state())
        return len(left)

    def salt(self) -> str:
        """The books' secret for pseudonyms, 32 hex digits; made once."""
        path = self.home / "salt"
        if not path.exists():
            with store.writing(self.home):  # two processes must not each make one
                if not path.exists():
                    store.put(path, secrets.token_hex(16).encode())
        salt = path.read_text("ascii", errors="replace")
        if len(salt) != 32 or not all(digit in "0123456789abcdef" for digit in salt):
            raise BooksDamaged("账本文件夹中的 salt 文件已损坏，请从备份恢复它。")
        return salt


@cache
def _opened(home: str) -> Books:
    books = Books(Path(home))
    atexit.register(books.connection.close)
    return books


_OPENING = threading.Lock()


def open_books(home: Path) -> Books:
    """The books of a folder: one object a process. The folder is made when it is absent."""
    with _OPENING:
        return _opened(str(home.resolve()))
