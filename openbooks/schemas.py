"""The schemas of a version, made of views: raw rows, living rows, and what each role sees.

    raw_N     every stored row of the living batches          (`live.raw_sql`)
    live_N    the rows that count, and the tables that turn names into identifiers
              (unit_once, activity_once, member_once, member_unit_once), and `dead`
    ROLE_N    a role's views, and tables of the marts          (`views`)

Functions here take a cursor and leave a schema behind; `books` makes each once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from openbooks import store, views
from openbooks.access import Reader
from openbooks.contract import ledgers
from openbooks.history import State
from openbooks.live import ACTIVITIES, UNITS, live_sql, raw_sql, resolved_sql
from openbooks.naming import quoted


def make_rows(cursor: duckdb.DuckDBPyConnection, home: Path, state: State) -> None:
    """Make the schemas raw_N and live_N of a version."""
    raw, live = f"raw_{state.version}", f"live_{state.version}"
    for schema in (raw, live):
        cursor.execute(f"drop schema if exists {schema} cascade")
        cursor.execute(f"create schema {schema}")
    for ledger in ledgers().values():
        files = [
            (each.number, str(store.batch_path(home, each.number, ledger.name)))
            for each in state.living(ledger.name)
        ]
        cursor.execute(
            f"create view {raw}.{quoted(ledger.name)} as {raw_sql(ledger, files)}"
        )
    _make_dead(cursor, home, state, live)
    cursor.execute(
        f"create table {live}.unit_once as select name as said, min(unit_id) as unit_id "
        f"from {raw}.unit where unit_id <> name and name not in "
        f"(select unit_id from {raw}.unit) group by name having count(distinct unit_id) = 1"
    )
    _make_live(cursor, state, "unit")
    cursor.execute(
        f"create table {live}.activity_once as select title as said, "
        f"min(activity_id) as activity_id from {raw}.activity where activity_id <> title "
        f"and title not in (select activity_id from {raw}.activity where activity_id is not "
        f"null) group by title having count(distinct activity_id) = 1"
    )
    _make_live(cursor, state, "member")
    cursor.execute(
        f"create table {live}.member_once as select name as called, "
        f"min(member_id) as member_id from {live}.member group by name "
        f"having count(distinct member_id) = 1"
    )
    cursor.execute(
        f"create table {live}.member_unit_once as select name as called, unit_id, "
        f"min(member_id) as member_id from {live}.member where name not in "
        f"(select called from {live}.member_once) group by name, unit_id "
        f"having count(distinct member_id) = 1"
    )
    for name in ledgers():
        if name not in {"unit", "member"}:
            _make_live(cursor, state, name)


def _make_dead(
    cursor: duckdb.DuckDBPyConnection, home: Path, state: State, live: str
) -> None:
    """The tombstones of living loads, as table dead (batch, row_no)."""
    paths = [
        str(store.dead_path(home, each.number))
        for each in state.batches
        if not each.undone_by and each.body.get("superseded")
    ]
    source = (
        "select batch, row_no from read_parquet(["
        + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "])"
        if paths else "select null::bigint as batch, null::bigint as row_no where false"
    )
    cursor.execute(f"create table {live}.dead as {source}")


def _make_live(cursor: duckdb.DuckDBPyConnection, state: State, name: str) -> None:
    """The view of the rows of one ledger that count."""
    ledger = ledgers()[name]
    raw, live = f"raw_{state.version}", f"live_{state.version}"

    if not state.living(name):
        cursor.execute(
            f"create view {live}.{quoted(name)} as "
            + live_sql(ledger, f"select * from {raw}.{quoted(name)}", "", False, False)
        )
        return

    def needs(references: frozenset[str], once: str) -> bool:
        return any(
            cursor.execute(
                f"select count(*) from {live}.{once} o where o.said in "
                f"(select {quoted(c.stored)} from {raw}.{quoted(name)})"
            ).fetchone()[0]
            for c in ledger.columns
            if c.references in references
        )

    persons = name != "member" and any(
        cursor.execute(
            f"select count(*) from {raw}.{quoted(name)} where "
            f"{quoted(ledger.column(identifier).stored)} is null"
        ).fetchone()[0]
        for identifier, _ in ledger.person
    )
    resolved = resolved_sql(
        ledger, f"{raw}.{quoted(name)}", live, needs(UNITS, "unit_once"),
        name not in {"unit", "member", "activity"} and needs(ACTIVITIES, "activity_once"), persons,
    )
    living = {each.number for each in state.living(name)}
    tombs = cursor.execute(
        f"select count(*) from {live}.dead where list_contains($1, batch)", [list(living)]
    ).fetchone()[0]
    died = tombs or len(living) < len(state.all_of(name))
    duplicates = any(each.counts["duplicates"] for each in state.living(name))
    cursor.execute(
        f"create view {live}.{quoted(name)} as "
        + live_sql(ledger, resolved, f"{live}.dead" if tombs else "", duplicates, bool(died))
    )


def make_role(
    cursor: duckdb.DuckDBPyConnection, state: State, reader: Reader, schema: str, scrub: str,
    salt: str,
) -> None:
    """Make the views of a role over live_N; `books` makes the marts when they are asked for."""
    live = f"live_{state.version}"
    if reader.masked:
        persons = views.pseudonyms_sql(ledgers().values(), live, salt)
        cursor.execute(f"create table if not exists {live}.pseudonym as {persons}")
    cursor.execute(f"drop schema if exists {schema} cascade")
    cursor.execute(f"create schema {schema}")
    cursor.execute(f"use {schema}")
    for ledger in ledgers().values():
        body = views.view_sql(ledger, live, reader, scrub)
        cursor.execute(f"create view {quoted(ledger.name)} as {body}")


def names(cursor: duckdb.DuckDBPyConnection, state: State) -> set[str]:
    """Every name of a person that stands in the books at a version."""
    found: set[str] = set()
    for ledger in ledgers().values():
        for column in ledger.columns:
            if column.type == "name" and column.personal != "none":
                said = quoted(column.stored)
                rows = cursor.execute(
                    f"select distinct {said} from live_{state.version}.{quoted(ledger.name)} "
                    f"where {said} is not null"
                ).fetchall()
                found.update(name for (name,) in rows)
    return found


def is_of(name: str, version: int) -> bool:
    """Whether a schema, a mart in one, or a function was made for that version."""
    return name.split(".")[0].split("_")[1] == str(version)


def schema_of(reader: Reader, state: State) -> str:
    """The name of a reader's schema: marts hold rows, so readers of other units have another."""
    if reader.units is None:
        return f"{reader.role}_{state.version}"
    reach = hashlib.sha256("\x1f".join(sorted(reader.units)).encode()).hexdigest()[:12]
    return f"{reader.role}_{state.version}_{reach}"
