"""The cases of an audit rule: tests/examples/<rule's file>.txt, read and run.

    == fires: a sentence                     fires, silent or boundary; then what stands on which side
    [voucher]                                little tables as in query_world; money in 元
    unit_id | voucher_date | …
    *31 S | 2025-01-{n:02d} | …              a row 31 times, {n} counts from 1
    ->
    subject | occurred_on | amount | lines | says
    S·2025-03·记·5 | 2025-03-05 | 3860.00 | voucher:2 voucher:4 | the whole message

A case that finds nothing has `-> nothing`, one in which the precondition speaks `-> not applicable:
reason`. The limits, the calendar and the chart are the program's own (data/rules), rows of a case come
beside them, so that a threshold changed there is found by the cases. `severity`, `regulation` and
`article` may stand as further columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from openbooks import auditing, auditrule, query, statement
from openbooks.auditrule import Rule
from openbooks.contract import Ledger, ledgers
from openbooks.lead import Lead
from openbooks.naming import quoted
from openbooks.statement import Query
from tests import query_world

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE / "examples"
SEEDS = HERE.parent / "data" / "rules"
SEEDED = ("account", "parameter", "calendar")
TODAY = date(2026, 1, 20)
KINDS = ("fires", "silent", "boundary")
NOTHING = "nothing"
NOT_APPLICABLE = "not applicable:"
_TIMES = re.compile(r"\*(\d+) ")


@dataclass(frozen=True)
class Case:
    """One of a rule's cases: `tables` by ledger, `expected` rows or what stands instead."""

    rule: str
    kind: str
    title: str
    tables: dict[str, str]
    expected: tuple[dict[str, str], ...]
    reason: str = ""


def cases(rule: str) -> list[Case]:
    """The cases of a rule's file; none where it has no file."""
    path = EXAMPLES / f"{rule}.txt"
    if not path.exists():
        return []
    return [_case(rule, part) for part in re.split(r"(?m)^== ", path.read_text("utf-8"))[1:]]


def _case(rule: str, part: str) -> Case:
    head, _, rest = part.partition("\n")
    kind, _, title = head.partition(":")
    given, arrow, told = rest.rpartition("\n->")
    assert kind in KINDS and arrow, f"{rule}: {head}"
    told = told.strip()
    if told == NOTHING or told.startswith(NOT_APPLICABLE):
        reason = told.removeprefix(NOT_APPLICABLE).strip() if told != NOTHING else ""
        return Case(rule, kind, title.strip(), _tables(given), (), reason)
    return Case(rule, kind, title.strip(), _tables(given), tuple(query_world.rows(told)))


def _tables(text: str) -> dict[str, str]:
    found = query_world.tables(text)
    return {name: "\n".join(_repeated(table)) for name, table in found.items()}


def _repeated(table: str) -> Iterator[str]:
    for line in table.splitlines():
        times = _TIMES.match(line.strip())
        if times is None:
            yield line
        else:
            bare = line.strip()[times.end():]
            yield from (bare.format(n=n) for n in range(1, int(times[1]) + 1))


@cache
def _seed(name: str) -> tuple[dict[str, str], ...]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def needed(rule: Rule) -> frozenset[str]:
    """The marts and ledgers that a rule reads, itself or through marts."""
    return _needed(rule.name, rule.precondition, rule.query.sources)


@cache
def _needed(name: str, precondition: str, sources: tuple[str, ...]) -> frozenset[str]:
    marts = {each.name: set(each.sources) for each in statement.marts()}
    with duckdb.connect() as connection:
        read = auditrule.relations(connection, precondition) if precondition else frozenset()
    waiting = {*sources, *read, "limit_span"}
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= marts.get(name, set()) - found
    return frozenset(found)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One database for all cases, with the program's own rows in a schema beside them: to open one
    for each took most of their time."""
    connection = duckdb.connect(config={"threads": 1})
    for name, value in (
        ("today", TODAY), ("chart", "2010"), ("province", "安徽"), ("fiscal_start", 1),
    ):
        connection.execute(f"set variable {name} = $1", [value])
    connection.execute("attach ':memory:' as seeds")
    connection.execute("use seeds")
    for batch, each in enumerate(ledgers().values(), start=1):
        _create(connection, each)
        _insert(connection, each, batch, 0, _seed(each.name) if each.name in SEEDED else ())
    for mart in statement.marts():
        _make(connection, mart)
    return connection


@contextmanager
def world(rule: Rule, case: Case) -> Iterator[duckdb.DuckDBPyConnection]:
    """The books of a case: what the rule reads, and no more."""
    connection = _database()
    reads = needed(rule)
    assert set(case.tables) <= set(ledgers()), f"{rule.name}: {case.title}"
    connection.execute("attach ':memory:' as books")
    connection.execute("set search_path = 'books.main,seeds.main'")
    try:
        changed = set(case.tables)
        for batch, each in enumerate(ledgers().values(), start=1):
            if each.name in changed:
                name = quoted(each.name)
                connection.execute(f"create table {name} as from seeds.{name}")
                first = len(_seed(each.name)) if each.name in SEEDED else 0
                _insert(connection, each, batch, first, query_world.rows(case.tables[each.name]))
        for mart in statement.marts():  # what rests on no row of the case stands there already
            if changed & set(mart.sources):
                changed.add(mart.name)
                if mart.name in reads:
                    _make(connection, mart)
        yield connection
    finally:
        connection.execute("use seeds")
        connection.execute("detach books")


def _make(connection: duckdb.DuckDBPyConnection, mart: Query) -> None:
    kind = "table" if mart.stored else "view"
    connection.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")


def _create(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    columns = ", ".join(f"{quoted(each.stored)} {each.sql_type}" for each in ledger.columns)
    connection.execute(f"create table {quoted(ledger.name)} "
                       f"(batch bigint, row_no bigint, line bigint, cell varchar, {columns})")


def _insert(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, batch: int, first: int,
    given: Sequence[dict[str, str]],
) -> None:
    unknown = {name for row in given for name in row} - set(ledger.columns_by_name)
    assert not unknown, f"{ledger.name}: {unknown}"
    if given:
        cells = {each.stored: [query_world.stored(each, row.get(each.name) or "") for row in given]
                 for each in ledger.columns}
        places = list(range(first, first + len(given)))
        held = pa.table({  # noqa: F841 (duckdb finds it by its name)
            "batch": [batch] * len(given), "row_no": places, "line": [n + 2 for n in places],
            "cell": pa.nulls(len(given), pa.string()), **cells,
        })
        names = ", ".join(["batch", "row_no", "line", "cell",
                           *(quoted(each.stored) for each in ledger.columns)])
        connection.execute(f"insert into {quoted(ledger.name)} select {names} from held")


def found(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[Lead] | str:
    """What the rule says of these books; why it does not apply, where it does not."""
    reason = auditing.not_applicable(connection, rule)
    if reason:
        return reason
    rows = query.told(connection, rule.query)
    return list(auditing.leads(rule, rows, lambda column, value: value, {}, ""))


def told(leads: list[Lead] | str, case: Case) -> Any:
    """The leads in the columns that the case expects, in its writing."""
    if isinstance(leads, str):
        return leads
    names = list(case.expected[0]) if case.expected else ["subject"]
    places = dict(enumerate(ledgers(), start=1))
    seeded = {name: len(_seed(name)) for name in SEEDED}
    rows = []
    for each in leads:
        lines = (f"{places[line.batch]}:{line.line - seeded.get(places[line.batch], 0)}"
                 for line in each.lines)
        amount = "" if each.amount_fen is None else f"{each.amount_fen / 100:.2f}"
        said = {
            "subject": each.subject.replace("|", "·"), "unit_id": each.unit_id,
            "occurred_on": str(each.occurred_on or ""), "amount": amount, "lines": " ".join(lines),
            "says": each.message, "severity": each.severity, "regulation": each.regulation,
            "article": each.article,
        }
        rows.append({name: said[name] for name in names})
    return rows


def expected(case: Case) -> Any:
    """What a case expects, as `told` gives it."""
    return case.reason or list(case.expected)


def passes(rule: Rule, case: Case, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the rule says of these books what its case expects."""
    return told(found(connection, rule), case) == expected(case)

