"""The books as of a version, for a reader: a locked DuckDB connection whose views hold what may be
seen, and nothing else.

One connection a process and folder; every call works on a cursor of its own. For each version two
schemas of rows (`raw_N`, `live_N`, see `live`) and one a role (`staff_N`, `audit_N` …, see `views`)
are made when first asked for. The connection may read the batches and staging folders and no other
file, and its settings are locked.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import duckdb

from openbooks import engine, schemas, staging, store, views
from openbooks.access import Reader
from openbooks.disk import on_disk
from openbooks.engine import sound, stated
from openbooks.event import Event, require_whole
from openbooks.history import Settings, State, settings_of, state_at
from openbooks.home import placed
from openbooks.journal import read_after, version_at
from openbooks.known import Known, read
from openbooks.masking import Scrubber, scrubbing
from openbooks.naming import quoted

Cursor = duckdb.DuckDBPyConnection
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
        """A cursor that sees this reader's views, with today, chart, province and fiscal_start set
        as session variables. The caller closes it. Raises EngineFailed for a view of a database that
        has ended since."""
        settings = self.state.settings
        with sound():
            cursor = self.books.connection.cursor()
            # names of schemas and variables cannot be bound; these are our own words
            cursor.execute(f"use {quoted(self.schema)}")
            for name, value in (
                ("today", self.state.today), ("chart", settings.chart),
                ("province", settings.province), ("fiscal_start", settings.fiscal_start),
            ):
                cursor.execute(f"set variable {name} = $1", [value])
        return cursor


class Books:
    """One folder of books, open in this process. Use `open_books` to get the one of a folder.

    `spill` is a folder of a task in staging, for work on large files (`engine.connect`).
    """

    def __init__(self, home: Path, spill: Path | None = None) -> None:
        self.home = home
        self._spill = spill
        self._events: tuple[Event, ...] = ()
        self._offset = 0
        self._lock = threading.RLock()
        self._made: set[str] = set()
        self._scrubbers: dict[tuple[int, int], Scrubber] = {}  # by version and number of entries
        self._asked: dict[int, None] = {}  # versions, the one asked for last at the end
        self._known: tuple[tuple[str, str], Known] | None = None  # with the chain's head and the chart
        self._latest: schemas.Made | None = None  # the version made last
        with on_disk():
            store.batches_folder(home).mkdir(parents=True, exist_ok=True)
            staging.folder_of(home).mkdir(parents=True, exist_ok=True)
        self.connection = self._connect()

    def _connect(self, *, cautious: bool = False) -> duckdb.DuckDBPyConnection:
        folders = [store.batches_folder(self.home), staging.folder_of(self.home)]
        return engine.locked(folders, self._spill, cautious=cautious)

    def _require_alive(self) -> None:
        """A database that a fault of its own has ended is opened anew: it holds nothing but views."""
        if not engine.is_alive(self.connection):
            self.connection = self._connect(cautious=True)
            self._made.clear()

    @property
    def events(self) -> tuple[Event, ...]:
        """All events now in the journal. Raises BooksDamaged where the chain is broken."""
        with self._lock:
            found, offset = read_after(self.home, self._events, self._offset)
            for each in found[len(self._events):]:
                require_whole(each)
            self._events, self._offset = found, offset
            return found

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
        schema = schemas.schema_of(reader, state)
        salt = store.salt(self.home)  # making it waits for the books: not under our own lock
        with self._lock:
            self._require_alive()
            self._make_rows(state)
            if schema not in self._made:
                self._make_role(state, reader, schema, salt)
            self._forget_old(state.version)
        return View(self, state, reader, schema)

    def make(self, state: State) -> None:
        """Make the schemas of the rows of a version, raw_N and live_N, where they are not there."""
        with self._lock:
            self._require_alive()
            self._make_rows(state)
            self._forget_old(state.version)

    def known(self, state: State) -> Known:
        """What a new file may refer to, at a version; kept for the one asked for last."""
        key, chart = (state.head, state.settings.chart), state.settings.chart
        with self._lock:
            if self._known is None or self._known[0] != key:
                self.make(state)
                with self.connection.cursor() as cursor:
                    self._known = key, read(cursor, f"live_{state.version}", chart)
            return self._known[1]

    def _make_rows(self, state: State) -> None:
        """Make the schemas raw_N and live_N of a version, once."""
        live = f"live_{state.version}"
        if live in self._made:
            return
        earlier = self._latest
        if earlier and f"live_{earlier.state.version}" not in self._made:
            earlier = None  # dropped, or from before the books were made anew
        cursor = self.connection.cursor()
        try:
            with sound():
                self._latest = schemas.make_rows(cursor, self.home, state, earlier)
        finally:
            cursor.close()
        self._made.add(live)

    def _make_role(self, state: State, reader: Reader, schema: str, salt: str) -> None:
        """Make the schema of a role, once; a masked one scrubs free text by a function of ours. What
        waits for a second person makes no version, so no view depends on it."""
        scrub, state = f"scrub_{state.version}", replace(state, entries=())
        cursor = self.connection.cursor()
        try:
            if reader.masked and scrub not in self._made:
                self.connection.create_function(
                    scrub, scrubbing(self.scrubber(state)), ["VARCHAR"], "VARCHAR", type="arrow"
                )
                self._made.add(scrub)
            if reader.masked and f"masked_{state.version}" not in self._made:
                with sound():
                    schemas.mask(cursor, state, self.scrubber(state), scrub, salt)
                self._made.add(f"masked_{state.version}")
            schemas.make_role(cursor, state, reader, schema)
        finally:
            cursor.close()
        self._made.add(schema)

    def scrubber(self, state: State) -> Scrubber:
        """What takes out of texts whoever is named in any load up to a version, and in the entries of
        the state; made once."""
        key = state.version, len(state.entries)
        with self._lock, sound(), self.connection.cursor() as cursor:
            if key not in self._scrubbers:
                self._scrubbers[key] = schemas.scrubber(cursor, self.home, state)
            return self._scrubbers[key]

    def _forget_old(self, version: int) -> None:
        """Drop what was made of the versions asked for longest ago, when there are many."""
        self._asked.pop(version, None)
        self._asked[version] = None
        while len(self._asked) > VERSIONS:
            old = next(iter(self._asked))
            del self._asked[old]
            for key in [key for key in self._scrubbers if key[0] == old]:
                del self._scrubbers[key]
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
                        with stated(mart.name):  # a mart's name and statement are a file of queries/marts
                            cursor.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")
                        self._made.add(f"{view.schema}.{mart.name}")
            finally:
                cursor.close()

    def rebuild(self) -> int:
        """Forget every view, and clear away what killed processes left unfinished; views are made
        anew from the batches. The number of things removed. The truth is not touched."""
        with store.writing(self.home):
            removed = staging.sweep(self.home)
            for path in store.remnants(self.home):  # nobody else writes now
                path.unlink()
                removed += 1
        with self._lock:
            self._require_alive()
            for name in self._made:
                if name.startswith("scrub_"):
                    self.connection.remove_function(name)
            self._made.clear()
            self._make_rows(self.state())
        return removed


@cache
def _opened(home: str) -> Books:
    books = Books(Path(home))
    atexit.register(lambda: books.connection.close())
    return books


_OPENING = threading.Lock()


def open_books(home: Path) -> Books:
    """The books of a folder: one object a process. The folder is made when it is absent."""
    with _OPENING:
        return _opened(str(placed(home)))
