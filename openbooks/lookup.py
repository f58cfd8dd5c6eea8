"""The tables of a version by which names of units, activities and persons become identifiers.

    unit_once, activity_once    said → the only one that is called so
    kin                         one, other: units on one line of the tree, each with itself
    member_once                 called → the only person of that name, and the unit (null: unknown)
    member_unit_once            called, unit_id → whom a name that several have means there: the only
                                one in the unit, else the only one on its line
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from openbooks.contract import Ledger
from openbooks.history import Batch, State
from openbooks.live import ACTIVITIES, UNITS
from openbooks.naming import quoted

Needs = tuple[bool, bool, bool]  # names of units, of activities, of persons are looked up
MOST_LEVELS = 12  # as in the mart unit_tree: a longer line, or a circle, is a fault of the list
TABLES = ("unit_once", "kin", "activity_once", "member_once", "member_unit_once")


@dataclass(frozen=True)
class Made:
    """A version whose rows are there, and what the living rows of each ledger need."""

    state: State
    needs: dict[str, Needs]


def alike(one: State, other: State) -> bool:
    """Whether names mean the same at two versions: the same loads say so (what a load buries is of its
    own ledger, so the tombstones are the same too)."""
    return all(one.living(name) == other.living(name) for name in ("unit", "member", "activity"))


def burying(state: State) -> list[Batch]:
    """The living loads that superseded rows."""
    return [each for each in state.batches if not each.undone_by and each.superseded]


def copy(cursor: duckdb.DuckDBPyConnection, earlier: str, live: str) -> None:
    """Make all tables as they are at another version, where names mean the same."""
    for table in TABLES:  # names cannot be bound; these are our own words and numbers
        cursor.execute(f"create table {live}.{table} as from {earlier}.{table}")


def needs(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, raw: str, live: str) -> Needs:
    """Which look-ups the stored rows of a ledger need."""
    rows = f"{raw}.{quoted(ledger.name)}"

    def said(references: frozenset[str], once: str) -> bool:
        return any(
            cursor.execute(
                f"select count(*) from {live}.{once} o where o.said in "
                f"(select {quoted(c.stored)} from {rows})"
            ).fetchone()[0]
            for c in ledger.columns
            if c.references in references
        )

    persons = ledger.name != "member" and any(
        cursor.execute(
            f"select count(*) from {rows} where {quoted(ledger.column(identifier).stored)} is null"
        ).fetchone()[0]
        for identifier, _ in ledger.person
    )
    activities = ledger.name not in {"unit", "member", "activity"}
    return said(UNITS, "unit_once"), activities and said(ACTIVITIES, "activity_once"), persons


def make_units(cursor: duckdb.DuckDBPyConnection, raw: str, live: str) -> None:
    """Make `unit_once` of the stored rows: the living ones are not known before it."""
    cursor.execute(
        f"create table {live}.unit_once as select name as said, min(unit_id) as unit_id "
        f"from {raw}.unit where unit_id <> name and name not in "
        f"(select unit_id from {raw}.unit) group by name having count(distinct unit_id) = 1"
    )


def make_kin(cursor: duckdb.DuckDBPyConnection, live: str) -> None:
    """Make `kin` of the living units; those further apart than MOST_LEVELS are none."""
    cursor.execute(
        f"create table {live}.kin as with recursive up as ("
        f"select unit_id as below, unit_id as above, 0 as distance from {live}.unit union "
        f"select up.below, u.parent_id, up.distance + 1 from up "
        f"join {live}.unit u on u.unit_id = up.above "
        f"where u.parent_id is not null and up.distance < {MOST_LEVELS}) "
        "select below as one, above as other from up union select above, below from up"
    )


def make_activities(cursor: duckdb.DuckDBPyConnection, raw: str, live: str) -> None:
    """Make `activity_once` of the stored rows."""
    cursor.execute(
        f"create table {live}.activity_once as select title as said, "
        f"min(activity_id) as activity_id from {raw}.activity where activity_id <> title "
        f"and title not in (select activity_id from {raw}.activity where activity_id is not "
        f"null) group by title having count(distinct activity_id) = 1"
    )


def make_members(cursor: duckdb.DuckDBPyConnection, live: str) -> None:
    """Make `member_once` and `member_unit_once` of the living members, behind `kin`."""
    cursor.execute(
        f"create table {live}.member_once as select m.name as called, min(member_id) as member_id, "
        f"case when count(distinct m.unit_id) = 1 then min(u.unit_id) end as unit_id "
        f"from {live}.member m left join {live}.unit u using (unit_id) group by m.name "
        f"having count(distinct member_id) = 1"
    )
    namesake = f"m.name not in (select called from {live}.member_once)"
    cursor.execute(
        f"create table {live}.member_unit_once as "
        f"select name as called, unit_id, min(member_id) as member_id from {live}.member m "
        f"where {namesake} group by name, unit_id having count(distinct member_id) = 1 "
        f"union all select m.name, k.one, min(m.member_id) from {live}.member m "
        f"join {live}.kin k on k.other = m.unit_id where {namesake} and not exists "
        f"(select 1 from {live}.member o where o.name = m.name and o.unit_id = k.one) "
        f"group by m.name, k.one having count(distinct m.member_id) = 1"
    )
