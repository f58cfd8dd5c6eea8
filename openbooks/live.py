"""SQL of the living rows of a ledger at a version. Texts only; `books` runs them.

    raw_N.<ledger>    every stored row of every batch of the version, undone ones left out
    live_N.<ledger>   the rows that count: units, activities and persons resolved, tombstones gone,
                      duplicates alive again where what they duplicate is dead

A row is dead when a later living load superseded it. A stored duplicate counts when no accepted
living row has its identity, and then only the first of its equals.
"""

from __future__ import annotations

from openbooks.contract import Ledger
from openbooks.naming import has_key, key_parts, quoted

UNITS = frozenset({"unit.unit_id"})
ACTIVITIES = frozenset({"activity.activity_id"})


def resolved_sql(
    ledger: Ledger, source: str, schema: str, units: bool, activities: bool, persons: bool
) -> str:
    """SELECT over `source` with names of units, activities and persons turned into identifiers.

    A name means the only person of that name, but nobody of a unit that is not on one line with the
    row's (where both are known). `schema` holds the tables unit_once, activity_once, member_once,
    member_unit_once and kin; each flag says whether the rows need that look-up at all.
    """
    joins: list[str] = []
    columns: dict[str, str] = {column.name: f"r.{quoted(column.stored)}" for column in ledger.columns}
    for column in ledger.columns:
        here = f"r.{quoted(column.stored)}"
        if units and column.references in UNITS:
            alias = quoted(f"u_{column.name}")
            joins.append(f"left join {schema}.unit_once {alias} on {alias}.said = {here}")
            columns[column.name] = f"coalesce({alias}.unit_id, {here})"
        if activities and column.references in ACTIVITIES:
            alias = quoted(f"a_{column.name}")
            joins.append(f"left join {schema}.activity_once {alias} on {alias}.said = {here}")
            columns[column.name] = f"coalesce({alias}.activity_id, {here})"
    if persons and ledger.name != "member":
        for identifier, name in ledger.person:
            code, called = quoted(ledger.column(identifier).stored), quoted(ledger.column(name).stored)
            joins.append(
                f"left join {schema}.member_once m on r.{code} is null and m.called = r.{called}"
            )
            found = f"r.{code}, m.member_id"
            if "unit_id" in columns:
                unit = columns["unit_id"]
                joins.append(
                    f"left join {schema}.kin k on k.one = {unit} and k.other = m.unit_id "
                    f"left join {schema}.kin s on r.{code} is null and s.one = {unit} and s.other = {unit}"
                )
                near = "m.unit_id is null or s.one is null or k.one is not null"
                found = f"r.{code}, case when {near} then m.member_id end"
                joins.append(
                    f"left join {schema}.member_unit_once n on r.{code} is null "
                    f"and n.called = r.{called} and n.unit_id = {unit}"
                )
                found += ", n.member_id"
            columns[identifier] = f"coalesce({found})"
    picked = ", ".join(
        f"{columns[column.name]} as {quoted(column.stored)}" for column in ledger.columns
    )
    return (
        f"select r.batch, r.row_no, r.line, r.cell, {picked}, r.ordinal, r.load_status, r.of_batch, "
        f"r.of_row from {source} r {' '.join(joins)}"
    )


def looked_up_sql(ledger: Ledger, source: str, schema: str) -> str:
    """`resolved_sql` with every look-up that rows of the ledger may need."""
    return resolved_sql(
        ledger, source, schema, ledger.name != "unit",
        ledger.name not in {"unit", "member", "activity"}, True,
    )


def same_row(ledger: Ledger, left: str, right: str) -> str:
    """SQL condition: two rows are the same entry (by key, else by content and ordinal)."""
    keys = zip(key_parts(ledger, left), key_parts(ledger, right), strict=True)
    by_key = " and ".join(f"{a} = {b}" for a, b in keys)
    return by_key if ledger.key else same_content(ledger, left, right)


def same_content(ledger: Ledger, left: str, right: str) -> str:
    """SQL condition: equal in every column and ordinal."""
    return f"{equal_values(ledger, left, right)} and {left}.ordinal = {right}.ordinal"


def equal_values(ledger: Ledger, left: str, right: str) -> str:
    """SQL condition: equal in every column."""
    return " and ".join(
        f"{left}.{quoted(c.stored)} is not distinct from {right}.{quoted(c.stored)}"
        for c in ledger.columns
    )


def live_sql(ledger: Ledger, resolved: str, dead: str, duplicates: bool, revive: bool) -> str:
    """SELECT of the rows that count, of the resolved rows `resolved` (a SELECT).

    `dead` is a relation (batch, row_no) or ""; `duplicates`: some rows are stored duplicates;
    `revive`: some of them may count, because something died.
    """
    columns = ", ".join(quoted(c.stored) for c in ledger.columns)
    picked = f"batch, row_no, line, cell, {columns}, ordinal"
    gone = (
        f"not exists (select 1 from {dead} d where d.batch = r.batch and d.row_no = r.row_no)"
        if dead else "true"
    )
    accepted = "r.load_status = 'accepted'" if duplicates else "true"
    if not (duplicates and revive):
        return f"select {picked} from ({resolved}) r where {accepted} and {gone}"
    keyed_r, keyed_d = has_key(ledger, "r"), has_key(ledger, "d")
    parts = ", ".join(key_parts(ledger, "d")) or "null"
    by_key = same_row(ledger, "r", "d")
    return (
        f"with r as (select * from ({resolved}) r where {gone}), "
        f"alive as (select {picked} from r where r.load_status = 'accepted'), "
        "waiting as (select * from r where r.load_status = 'duplicate'), "
        f"keyed as (select d.* from waiting d where {keyed_d} and not exists "
        f"(select 1 from alive r where {keyed_r} and {by_key})), "
        f"plain as (select d.* from waiting d where not {keyed_d} and not exists "
        f"(select 1 from alive r where {same_content(ledger, 'r', 'd')})) "
        f"select {picked} from alive "
        f"union all select {picked} from (select *, row_number() over (partition by {parts} "
        f"order by batch, row_no) as nth from keyed d) where nth = 1 "
        f"union all select {picked} from (select *, row_number() over (partition by {columns}, ordinal "
        f"order by batch, row_no) as nth from plain d) where nth = 1"
    )
