"""SQL of what a role sees of a ledger: the unit filter, and each column by its personal class.

    none                     as it is
    quasi                    as it is; an identifier of a person becomes a pseudonym
    personal, a name         masked; a payee only where it may be a person
    personal, free text      names, card and phone numbers taken out
    personal, a number       ****1234
    personal, money          as it is: sums need it, and the name beside it is masked
    sensitive                a list as it is (kinds are counted), a number ****1234, money as it is,
                             anything else closed
Staff see everything. Marts are the files of queries/marts, made over a role's views.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from openbooks.access import Reader
from openbooks.contract import Column, Ledger
from openbooks.masking import (
    mask_name_sql,
    mask_number_sql,
    mask_payee_sql,
    pseudonym_sql,
)
from openbooks.naming import quoted

MARTS = Path(__file__).resolve().parent.parent / "queries" / "marts"
PERSON = "member.member_id"
FIRMS = frozenset({"payee", "counterparty"})
SEEN = frozenset({"batch", "row_no", "line", "cell"})


def view_sql(ledger: Ledger, live: str, reader: Reader, scrub: str, salt: str) -> str:
    """SELECT of the rows and columns of a ledger that a reader may see."""
    columns = ["batch", "row_no", "line", "cell"]
    for column in ledger.columns:
        here = quoted(column.stored)
        shown = masked_sql(ledger, column, scrub, salt) if reader.masked else here
        columns.append(here if shown == here else f"{shown} as {here}")
    reach = (
        " where getvariable('units') is null or list_contains(getvariable('units'), unit_id)"
        if any(each.name == "unit_id" for each in ledger.columns)
        else ""
    )
    return f"select {', '.join(columns)} from {live}.{quoted(ledger.name)}{reach}"


def masked_sql(ledger: Ledger, column: Column, scrub: str, salt: str) -> str:
    """SQL of a column for a role that sees no persons."""
    here = quoted(column.stored)
    if column.references == PERSON or (ledger.name, column.name) == ("member", "member_id"):
        return pseudonym_sql(here, f"'{salt}'")
    if column.personal in {"none", "quasi"} or column.type in {"money", "list"}:
        return here
    if column.name in FIRMS:
        return mask_payee_sql(here, scrub)
    if column.type == "name":
        return mask_name_sql(here)
    if column.type == "identifier":
        return mask_number_sql(here)
    if column.personal == "personal" and column.type == "text":
        return f"{scrub}({here})"
    return f"null::{column.sql_type}"


@cache
def marts() -> tuple[tuple[str, str], ...]:
    """(name, SELECT) of each mart, those that others use first (by file name within their need)."""
    found = {path.stem: path.read_text("utf-8") for path in sorted(MARTS.glob("*.sql"))}
    ordered: list[tuple[str, str]] = []
    while found:
        ready = [
            name
            for name, text in found.items()
            if not any(_uses(text, other) for other in found if other != name)
        ]
        if not ready:
            raise ValueError(f"marts use each other in a circle: {', '.join(found)}")
        for name in ready:
            ordered.append((name, found.pop(name)))
    return tuple(ordered)


def _uses(text: str, mart: str) -> bool:
    header = "".join(line for line in text.splitlines(True) if line.startswith("-- sources"))
    return f'"{mart}"' in header
