"""What is understood of one table on the desk: its ledger, its mapping, what is still to be asked.

A card is made anew from the file and the answers each time it is looked at; it writes nothing.
Tables are understood in the order in which they will be loaded, so that a unit or an activity that
is only on the desk is known to the tables that speak of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from openbooks import contract, panel, question, received, remembered, shape, sheet
from openbooks import mapping as mapping_module
from openbooks.books import Books
from openbooks.desk import Answer, Desk, Edit, Handed
from openbooks.errors import WrongUse
from openbooks.group import with_units
from openbooks.handed import table_id, tables
from openbooks.history import Batch, State
from openbooks.intake import context_of, handed_again
from openbooks.mapping import Constant, Link, Mapping
from openbooks.mend import applied
from openbooks.question import YEARS, Context, Proposal, Question
from openbooks.table import Source, Table
from openbooks.taking import Facts, fault_in
from openbooks.understood import understood

CHOOSE, ASK, CONFIRM, READY, ASIDE, HELD, LOADED = (
    "choose", "ask", "confirm", "ready", "aside", "held", "loaded"
)
BY_HAND = "由上传人指定"
SAVED = "表头与以前装载过的表相同"


@dataclass(frozen=True)
class Card:
    """One table on the desk. `mapping` has every answer and proposal in it, None without a ledger.

    `asked` are the questions that nothing answers yet; `proposed` those with a proposal or an
    answer. `fault` says why an answer cannot be taken. `held_by` is the batch that already has this
    table, 0 for none; `twin` is where the very same table stands on the desk before this one, "" for
    none. `returned`: these are refused rows of that load, mended, and read as it was. `state` is one of
    the constants of this module.
    """

    id: str
    handed: Handed
    source: Source
    table: Table
    said: Answer
    candidates: tuple[shape.Candidate, ...]
    ledger: str = ""
    reason: str = ""
    mapping: Mapping | None = None
    asked: tuple[Question, ...] = ()
    proposed: tuple[Question, ...] = ()
    fault: str = ""
    held_by: int = 0
    twin: str = ""
    returned: tuple[Batch, Mapping] | None = None

    @property
    def state(self) -> str:
        """How far this table is."""
        if self.said.batch:
            return LOADED
        if self.said.aside:
            return ASIDE
        if (self.held_by or self.twin) and not self.said.confirmed:
            return HELD
        if not self.ledger:
            return CHOOSE
        if self.asked or self.fault:
            return ASK
        again = self.returned is not None and not self.said.edits
        told = self.mapping is not None and (self.proposed or self.mapping.constants) and not again
        return CONFIRM if told and not self.said.confirmed else READY

    @property
    def waiting(self) -> bool:
        """Whether it keeps the desk from being loaded."""
        return self.state in {CHOOSE, ASK, CONFIRM}

    @property
    def where(self) -> str:
        """File and sheet, as a person names them, and the line of the header where it has several."""
        return " · ".join(filter(None, (self.handed.name, self.source.where(self.table))))


def cards(books: Books, desk: Desk) -> tuple[Card, ...]:
    """A card for every table of every file that could be read, in the order of the files."""
    state = books.state()
    context = context_of(books, state)
    bare = _paired([_recognised(books, state, desk, *each) for each in tables(desk)])
    order = {name: place for place, name in enumerate(contract.ledgers())}
    found: dict[str, Card] = {}
    for each in sorted(bare, key=lambda card: order.get(card.ledger, len(order))):
        found[each.id] = _understood(books, each, context)
        context = _extended(found[each.id], context)
    return tuple(found[each.id] for each in bare)


def _paired(found: list[Card]) -> list[Card]:
    """The cards, where one whose table stands on the desk already says where."""
    first: dict[tuple[str, str, int, str], str] = {}
    paired = []
    for card in found:
        place = (card.source.sha256, card.table.sheet, card.table.header_line, card.table.part)
        paired.append(replace(card, twin=first.get(place, "")))
        if not card.said.aside:
            first.setdefault(place, card.where)
    return paired


def _recognised(
    books: Books, state: State, desk: Desk, handed: Handed, source: Source, place: int, table: Table
) -> Card:
    """The card with its ledger, as the user, the file itself or an earlier load says."""
    key = table_id(handed, place)
    said = desk.answer(key)
    candidates = tuple(shape.recognise(table, source.name))
    card = Card(key, handed, source, table, said, candidates)
    card = replace(card, held_by=_held_by(books, state, source, table))
    again = handed_again(state, table)
    if again is not None and said.ledger in {"", again[1].ledger}:
        reason = f"是第{again[0].number}号装载（{again[0].file}）拒收的行，照那次的读法"
        return replace(card, ledger=again[1].ledger, reason=reason, returned=again)
    if said.ledger:
        reason = next(
            (each.reason for each in candidates if each.ledger == said.ledger), BY_HAND
        )
        return replace(card, ledger=said.ledger, reason=reason)
    if candidates and candidates[0].sure:
        return replace(card, ledger=candidates[0].ledger, reason=candidates[0].reason)
    saved = remembered.find(books.home, table.header, source.name)
    return card if saved is None else replace(card, ledger=saved.ledger, reason=SAVED)


def _held_by(books: Books, state: State, source: Source, table: Table) -> int:
    """The living batch that was made of this very table, or that lists a packet's own unit already."""
    for each in reversed(state.batches):
        same = each.body["original"] == source.sha256 and table.is_at(*each.place)
        if not each.undone_by and same:
            return each.number
    return received.held(books, state, source, table)


def _understood(books: Books, card: Card, context: Context) -> Card:
    """The card with its mapping and its questions."""
    if not card.ledger:
        return card
    if card.returned is not None:
        proposal = Proposal(card.returned[1], ())
    else:
        saved = remembered.find(books.home, card.table.header, card.source.name)
        proposal = shape.propose(card.table, card.ledger, card.source.name, context, saved)
    edits = card.said.edits
    questions = [each for each in proposal.questions if each.column not in edits]
    values = {
        each.column: value
        for each in questions
        if (value := card.said.values.get(each.column, each.proposed or "")).strip()
    }
    answered, faults = [], []
    mapping = proposal.mapping
    for each in questions:
        if each.column not in values:
            continue
        try:
            one = Proposal(mapping, (each,))
            tried = question.settle(one, {each.column: values[each.column]})
        except WrongUse as error:
            faults.append(str(error))
            continue
        given = tried.constant(each.column)
        fault = fault_of(card, tried, each.column, given.value) if given else ""
        if fault:
            faults.append(fault)
            continue
        mapping = _with_evidence(tried, each, values[each.column])
        answered.append(each)
    year = card.said.values.get(YEARS, "")
    if year and YEARS not in {each.column for each in questions}:
        try:
            mapping = question.with_year(mapping, question.year_of(year))
        except WrongUse as error:
            faults.append(str(error))
    spoilt = {
        column: fault for column, edit in edits.items()
        if edit.value and (fault := fault_of(card, mapping, column, edit.value))
    }
    faults += [f"{fault}（在“列的对应”里改）" for fault in spoilt.values()]
    sound = {column: edit for column, edit in edits.items() if column not in spoilt}
    mapping = edited(mapping, card.table, sound)
    faults += mapping_module.check(mapping)
    beside = panel.question_of(card.table, mapping)
    if beside is not None and card.said.values.get(beside.column) not in beside.options:
        questions.append(beside)
    return replace(
        card,
        mapping=mapping,
        asked=tuple(each for each in questions if each not in answered),
        proposed=tuple(answered),
        fault="；".join(faults),
    )


def _with_evidence(mapping: Mapping, asked: Question, value: str) -> Mapping:
    """The mapping, where a value that was proposed and confirmed keeps the evidence for it."""
    if value != asked.proposed:
        return mapping
    constants = tuple(
        replace(each, why=asked.why) if each.column == asked.column else each
        for each in mapping.constants
    )
    return replace(mapping, constants=constants)


def fault_of(card: Card, mapping: Mapping, column: str, text: str) -> str:
    """Why a text cannot stand in that column in every row of the table; "" when it can."""
    if column == YEARS:
        return ""
    of = contract.ledger(mapping.ledger).column(column)
    return fault_in(of, text, Facts(mapping.years, card.table.date1904))


def edited(mapping: Mapping, table: Table, edits: MappingType[str, Edit]) -> Mapping:
    """The mapping with the columns that were mapped by hand."""
    for column, edit in edits.items():
        links = tuple(each for each in mapping.links if each.column != column)
        constants = tuple(each for each in mapping.constants if each.column != column)
        wide = mapping.wide
        wide = wide.without(column) if wide else None
        if edit.value:
            constants = (*constants, Constant(column, edit.value, BY_HAND, True))
        elif 0 <= edit.cell < len(table.header):
            header = table.header[edit.cell]
            links = (*links, Link(column, "cell", (edit.cell,), (header,), why=BY_HAND))
        mapping = replace(mapping, links=links, constants=constants, wide=wide)
    taken = mapping_module.used_cells(mapping)
    ignored = tuple(
        place for place, text in enumerate(mapping.header) if text.strip() and place not in taken
    )
    return replace(mapping, ignored=ignored)


def typed(card: Card, most: int | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a card as they will be stored (`understood`), its mends laid over them; none for a card
    without a usable mapping. At most `most` records are read."""
    if card.mapping is None or card.fault:
        return
    records = applied(islice(sheet.records(card.table), most), card.said.mends)
    yield from understood(card.table, card.mapping, records)


def _extended(card: Card, context: Context) -> Context:
    """The context with the units or activities that this card will bring."""
    if card.state not in {CONFIRM, READY}:
        return context
    if card.ledger == "unit":
        return with_units(context, typed(card))
    if card.ledger == "activity":
        brought = [(row["activity_id"], row["title"]) for row in typed(card)]
        return replace(context, activities=(*context.activities, *_new(brought, context.activities)))
    return context


def _new(
    brought: list[tuple[Any, Any]], known: tuple[tuple[str, str], ...]
) -> list[tuple[str, str]]:
    """Pairs that are whole and not known yet, each once."""
    return [each for each in dict.fromkeys(brought) if all(each) and each not in known]
