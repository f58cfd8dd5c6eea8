"""What will be loaded from the desk, in which order, and how it goes: tried first, then for good.

What others refer to comes first (units, members, activities); the contracts' order says so. Trying
is a rehearsal: the tables are committed one after another into a copy of the books that is thrown
away, so that the receipts shown before are those that come after. Committing stops at nothing that
is already in the books: a table that fails leaves the ones before it whole, and the others waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from openbooks import (
    contest,
    contract,
    groups,
    headline,
    rehearsal,
    remembered,
    roster,
    sheet,
    store,
)
from openbooks import desk as desks
from openbooks.access import LOCAL_STAFF
from openbooks.actor import is_nobody
from openbooks.admission import earlier
from openbooks.books import Books
from openbooks.card import CONFIRM, READY, Card, cards
from openbooks.desk import Desk
from openbooks.errors import Moved, OpenBooksError, WrongUse
from openbooks.handed import Looked, forget, looked
from openbooks.headline import Move
from openbooks.intake import context_of
from openbooks.loading import commit
from openbooks.mapping import Mapping
from openbooks.meeting import NONE_MET, Met, meetings
from openbooks.mend import Mend
from openbooks.offer import Offer, content, mapping_of
from openbooks.receipt import Receipt, unlike
from openbooks.resubmission import Stand
from openbooks.returned import Returned, of_trial
from openbooks.table import Source, Table
from openbooks.trial import discard, try_table
from openbooks.trouble import Trouble, trouble_of

Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Agenda:
    """The desk as it is understood now: a card a table, and the lists drafted beside them; `looked`
    are its files."""

    cards: tuple[Card, ...]
    offers: tuple[Offer, ...]
    units: tuple[tuple[str, str], ...]
    looked: tuple[Looked, ...]

    @property
    def waiting(self) -> int:
        """How many tables and drafted lists still need an answer."""
        return sum(each.waiting for each in (*self.cards, *self.offers))

    @property
    def agreeable(self) -> tuple[str, ...]:
        """Tables and drafted lists of which nothing is asked but whether they are right."""
        return tuple(each.id for each in (*self.cards, *self.offers) if each.state == CONFIRM)

    @property
    def ready(self) -> bool:
        """Whether everything is answered and something is to be loaded."""
        return not self.waiting and any(
            each.state == READY for each in (*self.cards, *self.offers)
        )


@dataclass(frozen=True)
class Step:
    """One table to be loaded. `id` is that of its card or offer."""

    id: str
    ledger: str
    where: str
    source: Source
    path: Path
    table: Table
    mapping: Mapping
    drafted: bool
    supersedes: int = 0
    mends: tuple[Mend, ...] = ()
    instead: tuple[Stand, ...] = ()
    kept: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a step: its receipt, or the sentence that says why it failed.

    `rivals` are the earlier loads that hold the same keys with other content. `trouble` is what is
    wrong in it and where it can be mended, known of what was only tried. `met` are rows of
    the books that it meets, known then too. `unlike` says where the receipt came out otherwise than
    it was shown before.
    """

    id: str
    ledger: str
    where: str
    receipt: Receipt | None
    failure: str = ""
    rivals: tuple[int, ...] = ()
    trouble: Trouble | None = None
    unlike: str = ""
    met: Met = NONE_MET


@dataclass(frozen=True)
class Tried:
    """A rehearsal: the outcomes in the order of loading, how many events the books had that it holds
    for, and the figures that loading would move."""

    outcomes: tuple[Outcome, ...]
    events: int
    moves: tuple[Move, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every table could be tried."""
        return all(each.receipt is not None for each in self.outcomes)


def plan(books: Books, desk: Desk) -> Agenda:
    """The desk understood: what each table is, what is asked, which lists are drafted."""
    state = books.state()
    found = cards(books, desk)
    members = books.known(state).members.num_rows
    offered = roster.drafted(desk, found, members)
    context = context_of(books, state)
    parts = groups.drafted(desk, found, context)
    listed = (each for each in (parts, offered) if each)
    offers = (*listed, *contest.drafted(desk, found, context))
    return Agenda(found, offers, context.units, looked(desk))


def _steps(desk: Desk, agenda: Agenda) -> list[Step]:
    """The tables and drafted lists that are ready, in the order in which they must be loaded."""
    order = {name: place for place, name in enumerate(contract.ledgers())}
    found = [_drafted_step(desk, each) for each in agenda.offers if each.state == READY]
    found += [
        Step(each.id, each.ledger, each.where, each.source, desk.path(each.handed), each.table,
             each.mapping, False, each.said.supersedes, each.said.mends, each.said.instead, each.said.kept)
        for each in agenda.cards
        if each.state == READY and each.mapping is not None
    ]
    return sorted(found, key=lambda step: (order[step.ledger], not step.drafted))


def _drafted_step(desk: Desk, offer: Offer) -> Step:
    """A drafted list as a file of its own, read like any other."""
    path = desk.folder / desks.FILES / f"{offer.id}.csv"
    store.put(path, content(offer))
    source = sheet.read(path, offer.file)
    table = source.tables[0]
    mapping = mapping_of(offer, table.header)
    return Step(offer.id, offer.ledger, offer.file, source, path, table, mapping, True)


def try_all(
    books: Books, desk: Desk, who: str, at: datetime, told: Told = lambda done, of, what: None
) -> Tried:
    """The receipts that loading would give now; nothing is written into the books.

    `told(done, of, what)` is called before each table. What cannot be tried is an outcome with its
    sentence, and the tables after it are tried all the same.
    """
    steps = _steps(desk, plan(books, desk))
    if not steps:
        return Tried((), len(books.events))
    outcomes = []
    with rehearsal.copy_of(books) as copy:
        events, version = len(copy.events), copy.version()
        for done, step in enumerate(steps):
            told(done, len(steps), step.where)
            outcome = _load(copy, step, "试装" if is_nobody(who) else who, at, events)
            if outcome.receipt is not None and not outcome.receipt.already:
                outcome = replace(outcome, receipt=replace(outcome.receipt, batch=0))
            rivals = tuple(number for number in outcome.rivals if number <= events)
            outcome = replace(outcome, rivals=rivals, trouble=_trouble(step, outcome.receipt))
            outcomes.append(outcome)
        moves = headline.moves(copy.view(LOCAL_STAFF, version), copy.view(LOCAL_STAFF))
    return Tried(tuple(outcomes), events, moves)


def _trouble(step: Step, receipt: Receipt | None) -> Trouble | None:
    """What is wrong in a table that was tried; nothing where its lines are the program's own."""
    if receipt is None or receipt.already or step.drafted:
        return None
    return trouble_of(step.table, step.mapping, receipt, step.mends)


def returned_rows(books: Books, desk: Desk, table: str, receipt: Receipt) -> Returned:
    """The rows of a table that its trial refused, to be mended elsewhere."""
    step = next(each for each in _steps(desk, plan(books, desk)) if each.id == table)
    return of_trial(step.source, step.table, receipt, step.mends)


def commit_all(
    books: Books, desk: Desk, seen: Tried, who: str, at: datetime,
    told: Told = lambda done, of, what: None,
) -> tuple[Desk, tuple[Outcome, ...]]:
    """Load everything that was tried; the desk with its batches, and what became of each table.

    Stops at the first table that fails: those before it are in the books whole, and the desk knows
    it. When none fails, the desk's copies of the files are thrown away. The mapping of a loaded
    table is kept for the next file of its shape. Raises Moved when the books moved since the receipts
    were shown, WrongUse when something still has to be answered.
    """
    agenda = plan(books, desk)
    if not agenda.ready:
        raise WrongUse(f"还有 {agenda.waiting} 处要确认，确认后再装载。")
    if not seen.whole:
        raise WrongUse("有表还不能装载：" + "；".join(sentences(seen.outcomes)))
    if len(books.events) != seen.events:
        raise Moved("看回执之后账本又有变动，还没有装载。请按现在的账再看一遍回执。")
    steps = _steps(desk, agenda)
    if [each.id for each in steps] != [each.id for each in seen.outcomes]:
        raise WrongUse("看回执之后答案有改动，请再看一遍回执。")
    desk = desks.counted(desk, "装载")
    outcomes = []
    for done, (step, shown) in enumerate(zip(steps, seen.outcomes, strict=True)):
        told(done, len(steps), step.where)
        outcome = _load(books, step, who, at)
        outcomes.append(replace(outcome, unlike=unlike(shown.receipt, outcome.receipt)))
        if outcome.receipt is None:
            break
        desk = desks.noted(desk, step.id, outcome.receipt.batch, outcome.receipt.already)
        if not step.drafted:
            with suppress(OpenBooksError):  # the table is in the books; this only saves answers
                remembered.keep(step.mapping, books.home, step.source.name)
    if all(each.receipt is not None for each in outcomes):
        desk = desks.emptied(desk)
        forget()
        roster.forget()
        groups.forget()
    return desk, tuple(outcomes)


def _load(books: Books, step: Step, who: str, at: datetime, upto: int = 0) -> Outcome:
    met = NONE_MET
    try:
        said = step.source.name, step.ledger, step.source.sha256
        before = step.supersedes or earlier(books.state(), *said)
        tried = try_table(
            books, step.source, step.path, step.table, step.mapping, before or None, step.mends,
            step.instead,
        )
        try:
            met = meetings(books, tried, upto, frozenset(step.kept)) if upto else met
            receipt = commit(books, tried, who, at)
        finally:
            discard(tried)
    except OpenBooksError as error:
        return Outcome(step.id, step.ledger, step.where, None, str(error))
    state = books.state()
    rivals = sorted({state.newest(each.batch) for each in tried.matched.conflicts if each.batch})
    return Outcome(step.id, step.ledger, step.where, receipt, "", tuple(rivals), met=met)


def sentences(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """One sentence for each table that failed, naming it."""
    return tuple(f"{each.where}：{each.failure}" for each in outcomes if each.failure)


def differing(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """One sentence for each table whose receipt is not the one that was shown, naming it."""
    return tuple(f"{each.where}：{each.unlike}" for each in outcomes if each.unlike)
