"""The schemas of a version, made of views: raw rows, living rows, and what each role sees.

    raw_N     every stored row of the living batches          (`batchfile.rows_sql`)
    live_N    the rows that count, the tables of `lookup`, and `dead`
    ROLE_N    a role's views, and tables of the marts          (`views`)
live_N also holds what stands for persons in masked roles: `pseudonym` and `covered` (`mask`).

Functions here take a cursor and leave a schema behind; `books` makes each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from openbooks import lookup, store, views
from openbooks.access import Reader
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.contract import Ledger, ledgers
from openbooks.group import GROUPS
from openbooks.history import Batch, State
from openbooks.live import live_sql, resolved_sql
from openbooks.masking import SEVEN_DIGITS, Scrubber, told_apart
from openbooks.naming import literal, quoted
from openbooks.views import Shown

# What may name a person, or be the number of one; anything else need not be looked at (RE2). Codes
# are many and most of them digits, so there only those of phones and citizens count.
NAMING = r"[^\x00-\x7F]|[A-Za-z]\s*[A-Za-z]|[@*]"
IN_TEXT = rf"{NAMING}|{SEVEN_DIGITS}"
IN_CODE = (
    rf"{NAMING}|1[3-9][0-9][ -]?[0-9]{{3}}[ -]?[0-9][ -]?[0-9]{{4}}|"
    r"[0-9]{6}[ -]?(?:18|19|20)[0-9]{2}[ -]?[01][0-9][0-3][0-9][ -]?[0-9]{3}[0-9Xx]"
)


def make_rows(
    cursor: duckdb.DuckDBPyConnection, home: Path, state: State, earlier: lookup.Made | None = None
) -> lookup.Made:
    """Make the schemas raw_N and live_N of a version. Of another one that is there, `earlier`, it takes
    what did not change: most loads bring no unit, member or activity, and rows of one ledger."""
    raw, live = f"raw_{state.version}", f"live_{state.version}"
    same = earlier if earlier and lookup.alike(earlier.state, state) else None
    for schema in (raw, live):
        cursor.execute(f"drop schema if exists {schema} cascade")
        cursor.execute(f"create schema {schema}")
    for ledger in ledgers().values():
        files = _files(home, ledger.name, state.living(ledger.name))
        cursor.execute(
            f"create view {raw}.{quoted(ledger.name)} as {rows_sql(ledger, files)}"
        )
    _make_dead(cursor, home, state, live)
    dead = frozenset(
        number for (number,) in cursor.execute(f"select distinct batch from {live}.dead").fetchall()
    ) if lookup.burying(state) else frozenset()
    needs: dict[str, lookup.Needs] = {}

    def make_live(name: str) -> None:
        if same and state.living(name) and state.living(name) == same.state.living(name):
            needs[name] = same.needs[name]
        elif state.living(name):
            needs[name] = lookup.needs(cursor, ledgers()[name], raw, live)
        _make_live(cursor, state, name, needs.get(name), dead)

    if same:
        lookup.copy(cursor, f"live_{same.state.version}", live)
        for name in ledgers():
            make_live(name)
        return lookup.Made(state, needs)
    lookup.make_units(cursor, raw, live)
    make_live("unit")
    lookup.make_kin(cursor, live)
    lookup.make_activities(cursor, raw, live)
    make_live("member")
    lookup.make_members(cursor, live)
    for name in ledgers():
        if name not in {"unit", "member"}:
            make_live(name)
    return lookup.Made(state, needs)


def _files(home: Path, ledger: str, batches: Iterable[Batch]) -> list[BatchFile]:
    """Where the rows of these loads of a ledger lie."""
    return [
        BatchFile(store.batch_path(home, each.number, ledger), each.body.get("first_line"), each.number)
        for each in batches
    ]


def _make_dead(
    cursor: duckdb.DuckDBPyConnection, home: Path, state: State, live: str
) -> None:
    """The tombstones of living loads, as table dead (batch, row_no, by_batch)."""
    selects = [
        f"select batch, row_no, {each.number}::bigint as by_batch "
        f"from read_parquet({literal(str(store.dead_path(home, each.number)))})"
        for each in lookup.burying(state)
    ]
    none = "select null::bigint as batch, null::bigint as row_no, null::bigint as by_batch where false"
    cursor.execute(f"create table {live}.dead as {' union all '.join(selects) or none}")


def _make_live(
    cursor: duckdb.DuckDBPyConnection, state: State, name: str,
    needs: lookup.Needs | None, dead: frozenset[int],
) -> None:
    """The view of the rows of one ledger that count; `dead` are the loads with tombstones."""
    ledger = ledgers()[name]
    raw, live = f"raw_{state.version}", f"live_{state.version}"

    if needs is None:
        cursor.execute(
            f"create view {live}.{quoted(name)} as "
            + live_sql(ledger, f"select * from {raw}.{quoted(name)}", "", False, False)
        )
        return

    resolved = resolved_sql(ledger, f"{raw}.{quoted(name)}", live, *needs)
    living = {each.number for each in state.living(name)}
    tombs = not dead.isdisjoint(living)
    died = tombs or len(living) < len(state.all_of(name))
    duplicates = any(each.repeats for each in state.living(name))
    cursor.execute(
        f"create view {live}.{quoted(name)} as "
        + live_sql(ledger, resolved, f"{live}.dead" if tombs else "", duplicates, died)
    )


def make_role(
    cursor: duckdb.DuckDBPyConnection, state: State, reader: Reader, schema: str
) -> None:
    """Make the views of a role over live_N; `books` makes the marts when they are asked for.

    For a role that sees no persons `mask` comes first.
    """
    live = f"live_{state.version}"
    cursor.execute(f"drop schema if exists {schema} cascade")
    cursor.execute(f"create schema {schema}")
    cursor.execute(f"use {schema}")
    reach = ""
    if reader.units is not None:
        reach = f"{schema}.reach"
        _make_reach(cursor, live, reader.units, reach)
    for ledger in ledgers().values():
        covered = _covered(cursor, ledger, live) if reader.masked else ()
        body = views.view_sql(ledger, live, reader, f"{live}.scrub", covered, reach)
        cursor.execute(f"create view {quoted(ledger.name)} as {body}")


def _make_reach(
    cursor: duckdb.DuckDBPyConnection, live: str, units: Iterable[str], reach: str
) -> None:
    """The units of a reader and the groups below them, as table `reach` (unit_id): a group is a part of
    its union, no body of its own (docs/decisions/020)."""
    cursor.execute(
        f"create table {reach} as with recursive found as (select unnest($1::varchar[]) as unit_id "
        f"union select u.unit_id from {live}.unit u join found f on u.parent_id = f.unit_id "
        "where list_contains($2::varchar[], u.kind)) select unit_id from found",
        [list(units), sorted(GROUPS)],
    )


def mask(
    cursor: duckdb.DuckDBPyConnection, state: State, scrubber: Scrubber, function: str, salt: str
) -> None:
    """Make in live_N what stands for persons: `pseudonym` of identifiers, `covered` of texts that
    name somebody, both (said, shown); texts that name nobody are not in `covered`. The macro `scrub`
    is for free text: it hands to `function` (the scrubber) only what that may change."""
    live = f"live_{state.version}"
    persons = views.pseudonyms_sql(ledgers().values(), live, salt)
    cursor.execute(f"create or replace table {live}.pseudonym as {persons}")
    cursor.execute(
        f"create or replace macro {live}.scrub(said) as case when regexp_matches(said, "
        f"{literal(scrubber.touches)}) then {function}(said) else said end"
    )
    shown: dict[str, str] = {}
    for kind in views.COVERED:  # the stricter overwrites: one text is one text wherever it stands
        treat = {Shown.CODE: scrubber.code, Shown.LABEL: scrubber.label,
                 Shown.NOTE: scrubber, Shown.ACCOUNT: scrubber.account}[kind]
        shown |= {said: treat(said) for said in _texts(cursor, state, kind)}
    changed = {said: seen for said, seen in shown.items() if seen != said}
    apart = told_apart(changed, shown, salt)
    cursor.execute(
        f"create or replace table {live}.covered as "
        "select unnest($1::varchar[]) as said, unnest($2::varchar[]) as shown",
        [list(apart), list(apart.values())],
    )


def _texts(cursor: duckdb.DuckDBPyConnection, state: State, kind: Shown) -> list[str]:
    """The different texts of all columns of a kind that may hold a name, or a person's number."""
    found = [
        f"select distinct {quoted(column.stored)} as said from raw_{state.version}.{quoted(ledger.name)}"
        for ledger in ledgers().values() if state.living(ledger.name)
        for column in ledger.columns if views.shown_as(ledger, column) is kind
    ]
    if not found:
        return []
    allowed = sorted({value for ledger in ledgers().values() for column in ledger.columns
                      for value in column.allowed})
    rows = cursor.execute(
        f"select distinct said from ({' union all '.join(found)}) "
        "where regexp_matches(said, $1) and not list_contains($2, said)",
        [IN_CODE if kind is Shown.CODE else IN_TEXT, allowed],
    ).fetchall()
    return [said for (said,) in rows]


def _covered(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, live: str) -> frozenset[str]:
    """The columns of a ledger in which a text stands that is shown otherwise."""
    if not cursor.execute(f"select count(*) from {live}.covered").fetchone()[0]:
        return frozenset()
    return frozenset(
        column.name for column in ledger.columns
        if views.shown_as(ledger, column) in views.COVERED and cursor.execute(
            f"select 1 from {live}.{quoted(ledger.name)} where {quoted(column.stored)} in "
            f"(select said from {live}.covered) limit 1"
        ).fetchone()
    )


def scrubber(cursor: duckdb.DuckDBPyConnection, home: Path, state: State) -> Scrubber:
    """A Scrubber that knows whoever is named in any load up to a version and in the state's entries,
    undone and rejected ones too: their receipts and originals can still be looked at."""
    cells: dict[bool, list[str]] = {True: [], False: []}
    for ledger in ledgers().values():
        entered = (each for each in state.entries if each.ledger == ledger.name)
        files = _files(home, ledger.name, (*state.all_of(ledger.name), *entered))
        for column in ledger.columns if files else ():
            named = column.type == "name" and column.personal != "none"
            if named or column.name in views.FIRMS:
                said = quoted(column.stored)
                rows = cursor.execute(
                    f"select distinct {said} from ({rows_sql(ledger, files)}) where {said} is not null"
                ).fetchall()
                cells[named] += [name for (name,) in rows]
    return Scrubber(cells[True], cells[False])


def is_of(name: str, version: int) -> bool:
    """Whether a schema, a mart in one, or a function was made for that version."""
    return name.split(".")[0].split("_")[1] == str(version)


def schema_of(reader: Reader, state: State) -> str:
    """The name of a reader's schema: marts hold rows, so readers of other units have another."""
    if reader.units is None:
        return f"{reader.role}_{state.version}"
    reach = hashlib.sha256("\x1f".join(sorted(reader.units)).encode()).hexdigest()[:12]
    return f"{reader.role}_{state.version}_{reach}"
