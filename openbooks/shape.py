"""What a table is and how it is read: recognise the ledger, propose the mapping, settle it.

The one entrance to what reads headers, values, titles and names. `recognition` tells the ledger;
`pairing` and `flow` find the columns that belong together, `belonging` unit and activity,
`assignment` all other columns, `supplied` what stands once for all rows and what must be asked.
Nothing that the file itself does not say is taken without a question; a header that matches nothing
is listed as ignored and stops nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from openbooks import contract, sheet
from openbooks.assignment import assign
from openbooks.belonging import activity, unit
from openbooks.draft import Draft
from openbooks.evidence import told
from openbooks.flow import bank_amount, voucher_amount
from openbooks.headword import header_words, own_header, read_headwords
from openbooks.mapping import Mapping
from openbooks.months import months_aside
from openbooks.pairing import (
    account,
    balance_sides,
    date_in_parts,
    month_in_parts,
    voucher_number,
)
from openbooks.panel import right_aside
from openbooks.profile import SAMPLE
from openbooks.question import Context, Proposal, Question, settle
from openbooks.recognition import Candidate, recognise
from openbooks.signature import attended, bank_time, goods, signed
from openbooks.supplied import once
from openbooks.table import Record, Table

__all__ = [
    "Candidate", "Context", "Proposal", "Question", "propose", "recognise", "settle",
]


def propose(
    table: Table, ledger_name: str, source_name: str, context: Context,
    saved: Mapping | None = None,
) -> Proposal:
    """The mapping of a table into a ledger as far as the file tells it, and the open questions.

    With a `saved` mapping of the same header its links are taken as they are, and only what
    stands once for all rows is looked for. WrongUse for an unknown ledger.
    """
    ledger = contract.ledger(ledger_name)
    draft = Draft(
        ledger=ledger,
        headings=read_headwords(table.header),
        records=sample(table),
        said=told(table.titles, table.sheet, source_name),
        context=context,
    )
    draft.taken |= {at for at, text in enumerate(own_header(table.header)) if text != table.header[at]}
    months_aside(draft)
    right_aside(draft)
    if saved is not None and saved.ledger == ledger_name and (
        header_words(saved.header) == header_words(table.header)
    ):
        _as_saved(draft, saved, table)
    else:
        for step in (
            date_in_parts, month_in_parts, account, voucher_number, voucher_amount, bank_amount,
            balance_sides, signed, attended, goods, unit, activity, assign, bank_time,
        ):
            step(draft)
    once(draft)
    return draft.proposal(saved.title if saved else "")


def sample(table: Table) -> Sequence[Record]:
    """The first records of a table."""
    return tuple(islice(sheet.records(table), SAMPLE))


def _as_saved(draft: Draft, saved: Mapping, table: Table) -> None:
    """Take the links of a saved mapping; the unit still comes from the books, where no cell says it."""
    for link in saved.links:
        draft.links[link.column] = link
        draft.taken |= set(link.cells)
    draft.taken |= set(saved.ignored)
    said = draft.links.get("unit_id")
    if said is not None and any(
        record.cells[at].strip() for record in sheet.records(table) for at in said.cells
    ):
        return
    if said is not None and draft.ledger.column("unit_id").references:
        del draft.links["unit_id"]
    unit(draft)
