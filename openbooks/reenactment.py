"""The rules asked again, of rows that lie in work papers and not in books: the same statements over the same
rows say the same, on any machine.

Statements may come from anybody: each is judged by its parse tree before it runs (one SELECT, no function
that reaches outside, no relation but these), the database reads no file and its settings are locked, and
what takes longer than LONGEST seconds in all is stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from openbooks import auditing, auditrule, engine, query
from openbooks.auditing import Findings, Rows
from openbooks.auditrule import Rule
from openbooks.binding import bind
from openbooks.contract import Ledger, ledgers
from openbooks.errors import EngineFailed, WrongUse
from openbooks.framing import framed
from openbooks.naming import quoted
from openbooks.query import Result
from openbooks.statement import Query
from openbooks.syntax import VARIABLES

PLACE = (("batch", pa.int64()), ("row_no", pa.int64()), ("line", pa.int64()))
LONGEST = 900.0  # seconds
MEMORY = "4GB"  # at most, whatever a statement asks for
LATE = f"重算超过 {LONGEST / 60:.0f} 分钟，已停止。"
ENGINE = duckdb.__version__
_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DECIMAL(18,4)": pa.decimal128(18, 4),
          "DATE": pa.date32(), "BOOLEAN": pa.bool_()}


def fields(ledger: Ledger) -> dict[str, pa.DataType]:
    """The columns of a ledger's rows as they lie in papers, with their types."""
    return dict(PLACE) | {each.stored: _ARROW[each.sql_type] for each in ledger.columns}


class World:
    """Rows in memory with the marts over them; `texts` are all statements by name, marts among them;
    `cautious` as in `engine.connect`."""

    def __init__(self, texts: Mapping[str, Query], *, cautious: bool = False) -> None:
        self.texts = texts
        self.marts = {each.name: each for each in texts.values() if each.folder == "marts"}
        self.known = frozenset(ledgers()) | frozenset(self.marts)
        self._sound: set[str] = set()
        self._made: set[str] = set()
        self.connection = engine.locked((), memory=MEMORY, cautious=cautious)
        self._is_late = False
        self._watch = threading.Timer(LONGEST, self._stop)
        self._watch.daemon = True
        self._watch.start()

    def fill(self, tables: Mapping[str, pa.Table], variables: Mapping[str, Any]) -> None:
        """Take in the rows of each ledger (`fields`; columns that lack are empty), and the session's
        variables."""
        if set(variables) != VARIABLES:
            raise WrongUse("parameters.json 里的会话变量不对。")
        with self._steady():
            for name, value in variables.items():  # our own four words: names cannot be bound
                self.connection.execute(f"set variable {name} = $1", [value])
            for ledger in ledgers().values():
                self._table(ledger, tables.get(ledger.name))

    def _table(self, ledger: Ledger, held: pa.Table | None) -> None:
        columns = ["batch bigint", "row_no bigint", "line bigint", "cell varchar",
                   *(f"{quoted(each.stored)} {each.sql_type}" for each in ledger.columns)]
        self.connection.execute(f"create table {quoted(ledger.name)} ({', '.join(columns)})")
        if held is not None:
            names = ", ".join(quoted(each) for each in held.column_names)
            self.connection.register("held_rows", held)
            self.connection.execute(
                f"insert into {quoted(ledger.name)} ({names}) select {names} from held_rows")
            self.connection.unregister("held_rows")

    def answer(self, name: str, given: Mapping[str, Any] | None = None) -> Result:
        """What a statement of the papers says. Raises WrongUse where it is none that may run, or there is
        none of that name."""
        asked = self.texts.get(name)
        if asked is None or asked.folder == "marts":
            raise WrongUse(f"底稿里没有查询 {name}。")
        self._make(asked.sources)
        self._require(asked)
        bound = bind(asked, given or {})
        with self._steady():
            table = self.connection.sql(asked.sql, params=bound).to_arrow_table()
        return Result(name, 0, asked.columns, framed(name, asked.columns, table), asked.sql)

    def findings(self) -> Findings:
        """What the rules among the statements find."""
        wanted = sorted((auditrule.of(each) for each in self.texts.values() if each.folder == "audit"),
                        key=lambda each: (each.number, each.name))
        for each in wanted:
            if each.precondition:
                with self._steady():
                    reads = auditrule.relations(self.connection, each.precondition, self.known)
                self._make(reads)
        limits = query.rows(self.answer(auditing.LIMITS))
        counts = {each["kind"]: each["subjects"] for each in query.rows(self.answer(auditing.COUNTS))}
        with self._steady():
            return auditing.judged(self._heard, wanted, limits, counts, lambda column, value: value, "", 0)

    def _heard(self, rules: Sequence[Rule]) -> list[Rows | str]:
        return [auditing.not_applicable(self.connection, each) or query.rows(self.answer(each.name))
                for each in rules]

    def _make(self, names: Iterable[str]) -> None:
        """Make the marts of these names and what they read, each after what it reads."""
        self._walk([each for each in names if each in self.marts], ())

    def _walk(self, names: Iterable[str], above: tuple[str, ...]) -> None:
        for name in names:
            if name in self._made:
                continue
            mart = self.marts[name]
            if name in above:
                raise WrongUse(f"中间视图 {name} 引用了自己。")
            self._walk([each for each in mart.sources if each in self.marts], (*above, name))
            self._require(mart)
            kind = "table" if mart.stored else "view"
            with self._steady():  # the statement was judged: it is one SELECT over what is here
                self.connection.execute(f"create {kind} {quoted(name)} as {mart.sql}")
            self._made.add(name)

    def _require(self, asked: Query) -> None:
        """Raise WrongUse for a statement that may not run."""
        if asked.name not in self._sound:
            with self._steady():
                faults = query.check(self.connection, asked, self.known)
            if faults:
                raise WrongUse(f"查询 {asked.name} 没有执行：{'；'.join(faults)}。")
            self._sound.add(asked.name)

    @contextmanager
    def _steady(self) -> Iterator[None]:
        """Around work of the database: what it cannot do is one sentence, what it does not end is stopped."""
        if self._is_late:
            raise WrongUse(LATE)
        try:
            yield
        except duckdb.InterruptException as error:
            raise WrongUse(LATE) from error
        except (duckdb.InternalException, duckdb.FatalException) as error:
            raise EngineFailed("数据库引擎出错，没有重算出来。") from error
        except duckdb.Error as error:
            raise WrongUse("底稿里的查询或数据不能重算（数据库拒绝执行）。") from error

    def _stop(self) -> None:
        self._is_late = True
        self.connection.interrupt()

    def close(self) -> None:
        """Let go of the database."""
        self._watch.cancel()
        self.connection.close()
