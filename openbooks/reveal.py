"""Names shown to a reader for whom they are masked: for a purpose, by name, on record first.

Only the rows under a case are opened, and of them only what names a person or a payee; numbers of cards and
sensitive columns stay closed. The event says who looked, when, at which rows and columns of which case and
for what; no name of those who were looked at stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from openbooks import contract
from openbooks.access import Reader
from openbooks.actor import is_nobody
from openbooks.books import Books, View
from openbooks.casestep import rows_as_json
from openbooks.contract import Column, Ledger
from openbooks.dossier import Case, require_reader
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.journal import append
from openbooks.naming import quoted
from openbooks.rowlife import origins
from openbooks.store import writing
from openbooks.views import PERSON, Shown, shown_as

KIND = "reveal"
ROSTER = "名册上的姓名"
LONGEST = 200  # signs of a purpose
SHORTEST = 4
MOST = 200  # rows opened at once


@dataclass(frozen=True)
class Named:
    """What a row says: its ledger, where it lies, the title of the column, the name."""

    ledger: str
    batch: int
    line: int
    column: str
    name: str


def reveal(view: View, case: Case, purpose: str, who: str, at: datetime) -> tuple[Named, ...]:
    """The names in the rows under a case, after it is written down who wants them and for what.

    Raises WrongUse where nobody says who they are or for what, and where there are no rows or too many.
    """
    require_reader(view.reader)
    kept = " ".join(purpose.split())
    if not SHORTEST <= len(kept) <= LONGEST or not kept.isprintable():
        raise WrongUse(f"看姓名要写明用途，{SHORTEST} 至 {LONGEST} 个字，例如“向本人核实是否领到”。")
    if is_nobody(who):
        raise WrongUse("看姓名要写明是谁在看：请填您的姓名。")
    rows = case.subject.rows if case.subject else ()
    if not rows:
        raise WrongUse("现在没有规则指出这个疑点，它下面没有可看姓名的行。")
    if len(rows) > MOST:
        raise WrongUse(f"这个疑点有 {len(rows)} 行，一次最多看 {MOST} 行的姓名。请在原件里逐行核对。")
    held = _by_ledger(view, rows)
    body = {
        "case": case.key, "purpose": kept, "rows": rows_as_json(origins(view.state, rows)),
        "fields": [f"{ledger.name}.{each.name}" for ledger, _ in held for each in _naming(ledger)],
        "version": view.version,
    }
    with writing(view.books.home):
        append(view.books.home, view.books.events, KIND, who.strip(), at, body)
    inside = view.books.view(Reader("staff", view.reader.units), view.version)
    return tuple(each for ledger, places in held for each in _names(inside, ledger, places))


def reveals(books: Books, key: str) -> tuple[Event, ...]:
    """Who looked at the names under a case, oldest first."""
    return tuple(each for each in books.events if each.kind == KIND and each.body["case"] == key)


def _by_ledger(
    view: View, rows: Iterable[tuple[int, int]]
) -> list[tuple[Ledger, list[tuple[int, int]]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for batch, row in rows:
        found.setdefault(view.state.batch(batch).ledger, []).append((batch, row))
    return [(contract.ledger(name), found[name]) for name in sorted(found)]


def _naming(ledger: Ledger) -> list[Column]:
    """The columns of a ledger that name a person or a payee, or whom the roster names."""
    return [each for each in ledger.columns
            if shown_as(ledger, each) in {Shown.NAME, Shown.PAYEE} or each.references == PERSON]


def _names(view: View, ledger: Ledger, places: Sequence[tuple[int, int]]) -> list[Named]:
    """What the rows at these places say, and the name of the roster for a person there by number."""
    columns = _naming(ledger)
    if not columns:
        return []
    picked = ", ".join(
        f"(select min(m.name) from member m where m.member_id = r.{quoted(each.stored)})"
        if each.references == PERSON else f"r.{quoted(each.stored)}" for each in columns
    )
    with sound(), view.cursor() as cursor:
        rows = cursor.execute(
            f"select r.batch, r.line, {picked} from {quoted(ledger.name)} r semi join "
            "(select unnest($1::bigint[]) as batch, unnest($2::bigint[]) as row_no) w "
            "on r.batch = w.batch and r.row_no = w.row_no order by r.batch, r.row_no",
            [[batch for batch, _ in places], [row for _, row in places]],
        ).fetchall()
    found = [
        Named(ledger.name, batch, line, _titled(column), name)
        for batch, line, *names in rows for column, name in zip(columns, names, strict=True) if name
    ]
    own = {(each.batch, each.line, each.name) for each in found if each.column != ROSTER}
    return [each for each in found  # the roster is worth a line where the row says another name, or none
            if each.column != ROSTER or (each.batch, each.line, each.name) not in own]


def _titled(column: Column) -> str:
    return ROSTER if column.references == PERSON else column.title
