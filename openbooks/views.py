"""SQL of what a role sees of a ledger: the unit filter, and each column by its personal class.

    none, quasi              a number, a day, a yes or no as it is; of a text what names a person is
                             taken out (`schemas.mask`: a text stays the text that others join to);
                             an identifier of a person becomes a pseudonym
    sex, age, household      closed: a masked name stands beside none of them (privacy.md §2)
    personal, a name         masked; a payee only where it may be a person
    personal, free text      names, card and phone numbers taken out
    personal, a number       ****1234 for the audit committee, closed for others
    personal, money          as it is: sums need it, and the name beside it is masked
    sensitive                a list like a text (kinds are counted), a number as above, money as it is,
                             anything else closed
Staff see everything. Marts are the files of queries/marts, over a role's views.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum

from openbooks import statement
from openbooks.access import Reader
from openbooks.contract import Column, Ledger
from openbooks.masking import (
    mask_name_sql,
    mask_number_sql,
    mask_payee_sql,
    pseudonym_sql,
)
from openbooks.naming import quoted
from openbooks.statement import Query

PERSON = "member.member_id"
FIRMS = frozenset({"payee", "counterparty"})
BESIDE = frozenset({"sex", "birth_date", "hired_date", "household_id"})
OWN_ACCOUNT = ("bank", "account_no")  # tells the union's own accounts apart
TABLES = frozenset({"unit", "account", "parameter", "calendar", "target"})  # what they say is no story
Shown = Enum("Shown", "PLAIN PSEUDONYM NAME PAYEE NUMBER SCRUBBED CLOSED CODE LABEL NOTE ACCOUNT")
# Texts that others join to and group by: each is looked up once a version, the later the stricter.
COVERED = (Shown.CODE, Shown.LABEL, Shown.NOTE, Shown.ACCOUNT)


def view_sql(
    ledger: Ledger, live: str, reader: Reader, scrub: str, covered: Collection[str] = (),
    reach: str = "",
) -> str:
    """SELECT of the rows and columns of a ledger that a reader may see; `reach` is the table of the
    units whose rows they are, where not all are.

    Pseudonyms come from the table `pseudonym` of the schema `live` (see `pseudonyms_sql`): worked
    out once a person, not once a row. `covered` are the columns with a text that the table `covered`
    (said, shown) says otherwise.
    """
    columns = ["batch", "row_no", "line", "cell"]
    joins = []
    for column in ledger.columns:
        here = quoted(column.stored)
        shown = masked_sql(ledger, column, scrub, reader) if reader.masked else here
        if column.name in covered:
            alias = _alias(column)
            shown = f"coalesce({alias}.shown, {here})"
            joins.append(f"left join {live}.covered {alias} on {alias}.said = {here}")
        elif reader.masked and shown_as(ledger, column) is Shown.PSEUDONYM:
            alias = _alias(column)
            joins.append(
                f"left join {live}.pseudonym {alias} on {alias}.said = {_person(ledger, column)}"
            )
        columns.append(here if shown == here else f"{shown} as {here}")
    limited = reach and "unit_id" in ledger.columns_by_name
    where = f" where unit_id in (select unit_id from {reach})" if limited else ""
    source = " ".join([f"{live}.{quoted(ledger.name)}", *joins])
    return f"select {', '.join(columns)} from {source}{where}"


def pseudonyms_sql(ledgers: Iterable[Ledger], live: str, salt: str) -> str:
    """SELECT of every person that the ledgers name (said), with the pseudonym (shown)."""
    persons = [
        f"select {_person(ledger, column)} as said from {live}.{quoted(ledger.name)}"
        for ledger in ledgers
        for column in ledger.columns
        if shown_as(ledger, column) is Shown.PSEUDONYM
    ]
    shown = pseudonym_sql("said", f"'{salt}'")
    return f"select said, {shown} as shown from ({' union '.join(persons)}) where said is not null"


def shown_as(ledger: Ledger, column: Column) -> Shown:
    """What a role that sees no persons sees of a column (the table at this module's head)."""
    if column.references == PERSON or (ledger.name, column.name) == ("member", "member_id"):
        return Shown.PSEUDONYM
    if (ledger.name, column.name) == ("account", "name") or column.references == "account.name":
        return Shown.ACCOUNT
    if ledger.name == "member" and column.name in BESIDE:
        return Shown.CLOSED
    if column.personal in {"none", "quasi"} or column.type in {"money", "list"}:
        return _text_as(ledger, column)
    if column.name in FIRMS:
        return Shown.PAYEE
    if column.type == "name":
        return Shown.NAME
    if column.type == "identifier":
        return Shown.NUMBER
    free = (column.personal, column.type) == ("personal", "text")
    return Shown.SCRUBBED if free else Shown.CLOSED


def _text_as(ledger: Ledger, column: Column) -> Shown:
    """How a column is shown in which nobody need be named, and somebody may be."""
    if column.references == "activity.activity_id" or column.name == "activity_id":
        return Shown.NOTE  # where a list has no number, its title is one
    if column.type == "text":
        return Shown.LABEL if ledger.name in TABLES else Shown.NOTE
    return {"identifier": Shown.CODE, "list": Shown.LABEL}.get(column.type, Shown.PLAIN)


def masked_sql(ledger: Ledger, column: Column, scrub: str, reader: Reader) -> str:
    """SQL of a column for a role that sees no persons."""
    here = quoted(column.stored)
    match shown_as(ledger, column):
        case Shown.PSEUDONYM:
            return f"{_alias(column)}.shown"
        case Shown.PLAIN | Shown.CODE | Shown.LABEL | Shown.NOTE | Shown.ACCOUNT:
            return here
        case Shown.PAYEE:
            return mask_payee_sql(here, scrub)
        case Shown.NAME:
            return mask_name_sql(here)
        case Shown.NUMBER if reader.sees_ends or (ledger.name, column.name) == OWN_ACCOUNT:
            return mask_number_sql(here)
        case Shown.SCRUBBED:
            return f"{scrub}({here})"
    return f"null::{column.sql_type}"


def _alias(column: Column) -> str:
    return quoted(f"shown_of_{column.name}")


def _person(ledger: Ledger, column: Column) -> str:
    """SQL of what tells a person apart: the identifier, or the name in its unit without one."""
    here = quoted(column.stored)
    names = dict(ledger.person)
    if column.name not in names:
        return here
    unit = "unit_id" if "unit_id" in ledger.columns_by_name else "''"
    called = quoted(ledger.column(names[column.name]).stored)
    return f"coalesce({here}, coalesce({unit}, '') || chr(31) || {called})"


def needed(names: frozenset[str]) -> tuple[Query, ...]:
    """The marts among `names` and all that they use, in the order in which they must be made."""
    known = statement.marts()
    wanted = set(names)
    for mart in reversed(known):
        if mart.name in wanted:
            wanted |= set(mart.sources)
    return tuple(mart for mart in known if mart.name in wanted)
