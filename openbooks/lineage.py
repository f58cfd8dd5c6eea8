"""On what a query rests: the views under it, and at the bottom the ledgers."""

from __future__ import annotations

from openbooks import contract, query
from openbooks.statement import Query
from openbooks.views import needed

# Names of units and months come from every ledger: they are read last, and say nothing of where a
# number is from.
EVERYWHERE = frozenset({"unit_tree", "unit_name", "books_unit", "month_calendar"})


def below(asked: Query) -> tuple[list[Query], list[str]]:
    """What a query rests on, in the order of reading: the views, each after the one that reads it,
    those of EVERYWHERE last; and the ledgers that hold its numbers."""
    known = query.catalogue()
    found: dict[str, None] = {}
    waiting = list(reversed(asked.sources))
    while waiting:
        name = waiting.pop()
        if name not in found and name not in EVERYWHERE:
            found[name] = None
            waiting += reversed(known[name].sources) if name in known else ()
    held = [name for name in contract.ledgers() if name in found]
    shared = needed(frozenset({*asked.sources, *found}))
    views = [known[name] for name in found if name in known]
    return views + [mart for mart in reversed(shared) if mart.name in EVERYWHERE], held
