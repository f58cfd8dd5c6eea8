"""The audit's list to work on: what the rules find, ranked, and the case of each; then the cases of which
nothing is found any more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openbooks import dossier, store
from openbooks.access import Reader
from openbooks.auditing import Findings, key_of
from openbooks.books import View
from openbooks.dossier import Case, Subject
from openbooks.engine import sound
from openbooks.history import State
from openbooks.lead import Suspicion

VOUCHER = "voucher"
LINES = "audit_line"  # the mart of voucher lines
# A voucher line without a number is a voucher of its own, called after where it lies (`audit_line`).
_UNNUMBERED = re.compile(r"(\|\|)(\d+)-(\d+)$")


@dataclass(frozen=True)
class Item:
    """A case, and what the rules say about its subject; None where they find nothing any more."""

    case: Case
    suspicion: Suspicion | None


def items(view: View, found: Findings) -> tuple[Item, ...]:
    """Each suspicion with its case, in their order, then the cases without one. `found` is what all rules
    find in `view`: what is not in it counts as not found. Raises as `dossier.cases`."""
    held = subjects(view, found.suspicions)
    about = {each.key: one for each, one in zip(held, found.suspicions, strict=True)}
    return tuple(Item(each, about.get(each.key)) for each in dossier.cases(view, held))


def subjects(view: View, suspicions: Sequence[Suspicion]) -> tuple[Subject, ...]:
    """What cases know of these suspicions, one each. Under one about a voucher lie all lines of the voucher;
    it has one key however often its load is redone."""
    beside = _vouchers(view, [each for each in suspicions if each.kind == VOUCHER])
    found = []
    for each in suspicions:
        lines = {(line.batch, line.row_no) for line in each.lines}
        key, more = beside.get(each.key, (each.key, set())) if each.kind == VOUCHER else (each.key, set())
        rules = {lead.name for lead in each.leads}
        found.append(Subject(key, each.kind, each.unit_id, tuple(sorted(rules)), tuple(sorted(lines | more))))
    return tuple(found)


def _vouchers(view: View, about: Sequence[Suspicion]) -> dict[str, tuple[str, set[tuple[int, int]]]]:
    """Key of a suspicion → the key that lasts, and where all lines of its voucher lie. Asked as staff of the
    reader's units: what a voucher is called may be masked for the reader."""
    lines = sorted({(line.batch, line.row_no) for each in about for line in each.lines})
    if not lines:
        return {}
    inside = view.books.view(Reader("staff", view.reader.units), view.version).with_marts({LINES})
    with sound(), inside.cursor() as cursor:
        rows = cursor.execute(
            f"with met as (select distinct a.voucher from {LINES} a semi join "
            "(select unnest($1::bigint[]) as batch, unnest($2::bigint[]) as row_no) w "
            "on a.batch = w.batch and a.row_no = w.row_no) "
            f"select a.voucher, a.batch, a.row_no from {LINES} a semi join met on a.voucher = met.voucher",
            [[batch for batch, _ in lines], [row for _, row in lines]],
        ).fetchall()
    salt, wanted = store.salt(view.books.home), {each.key for each in about}
    held: dict[str, set[tuple[int, int]]] = {}
    for voucher, batch, row in rows:
        held.setdefault(voucher, set()).add((batch, row))
    found = {}
    for voucher, there in held.items():
        lasting = key_of(VOUCHER, _lasting(view.state, voucher), salt)
        found |= {key: (lasting, there) for key in (key_of(VOUCHER, voucher, salt), lasting) if key in wanted}
    return found


def _lasting(state: State, voucher: str) -> str:
    """What a voucher is called however often its load is redone."""
    return _UNNUMBERED.sub(lambda place: f"||{state.origin(int(place[2]))}-{place[3]}", voucher)
