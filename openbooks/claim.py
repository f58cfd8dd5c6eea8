"""Last year said X: a figure as it was published, beside what today's books say for the same period.

A figure names its query, its parameters, its row and its column, so it can be asked again of any version
of the books. A figure of the year before is the same question twelve months earlier. Which loads moved
it is found by asking at the versions between: a stretch of loads that leaves it as it was is not looked
into. `ask` is a question to the books as of a version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openbooks import query
from openbooks.document import Document, Figure
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.history import State
from openbooks.journal import CHANGING
from openbooks.lineage import below
from openbooks.period import MONTHS, moved
from openbooks.query import Result
from openbooks.wording import is_missing

Number = int | float | None
AskAt = Callable[[int, str, Mapping[str, Any]], Result]
_MONTHS = frozenset({"from", "to", "month_from"})
_LISTS = frozenset({"unit"})  # what turns rows into those of another unit
NEAR = 1e-9  # of a share
MOST = 40  # versions that are asked for one figure


@dataclass(frozen=True)
class Claim:
    """A published figure: `said` then; `read`, what today's program reads in the books of then; `now`,
    what it reads today. `fault`: why it cannot be asked again, "" where it can. `hidden`: the number was
    not published, or its difference would speak of a few people."""

    figure: Figure
    said: Number
    read: Number
    now: Number
    hidden: bool = False
    fault: str = ""

    @property
    def same(self) -> bool:
        """Whether today's books say what was published."""
        return equal(self.said, self.now)

    @property
    def difference(self) -> Number:
        """Today's number less the published one; None where one is missing."""
        return None if self.said is None or self.now is None else self.now - self.said


def equal(one: Number, other: Number) -> bool:
    """Whether two numbers are the same: amounts and counts exactly, shares as far as they are one."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < NEAR
    return one == other


def claims(
    document: Document, is_prior: bool, newest: int, smallest: int, ask: AskAt
) -> tuple[Claim, ...]:
    """Every figure that a document says (`is_prior`: its numbers of the year before), asked again; those
    that were not reported then are among them, where they are now."""
    shown = _said(document)
    found = (
        _claim(each, is_prior, document.version, newest, smallest, ask)
        for each in document.figures if each.name in shown
    )
    return tuple(each for each in found if (each.said, each.now) != (None, None) or each.hidden or each.fault)


def _said(document: Document) -> frozenset[str]:
    """The figures that stand in its sentences and tables."""
    spans = (span.figure for section in document.sections for paragraph in section.paragraphs
             for sentence in paragraph for span in sentence)
    cells = (cell.figure for table in document.tables() for row in table.rows for cell in row.cells)
    return frozenset((*spans, *cells))


def _claim(
    figure: Figure, is_prior: bool, then: int, newest: int, smallest: int, ask: AskAt
) -> Claim:
    said = figure.prior if is_prior else figure.value
    if figure.prior_hidden if is_prior else figure.hidden:
        return Claim(figure, None, None, None, hidden=True)
    try:
        read = _asked(figure, is_prior, then, ask)
        turned = bool(read) and read != said and read == _minus(said)  # the query says it as a decrease
        now = _asked(figure, is_prior, newest, ask)
    except WrongUse as error:
        return Claim(figure, said, None, None, fault=str(error))
    if turned:
        read, now = _minus(read), _minus(now)
    few = figure.persons and figure.kind == "integer" and _few(said, now, smallest)
    return Claim(figure, said, read, None if few else now, hidden=bool(few))


def _few(said: Number, now: Number, smallest: int) -> bool:
    """Whether a number of people, or its difference from the one that was published, is of a few."""
    counts = [abs(now), abs(now - (said or 0))] if now is not None else []
    return any(0 < each < smallest for each in counts)


def _minus(number: Number) -> Number:
    return None if number is None else -number


def _asked(figure: Figure, is_prior: bool, version: int, ask: AskAt) -> Number:
    """The figure at a version; None where the answer has none. Raises WrongUse where this program has no
    such query, column or parameter any more."""
    query.query(figure.query).column(figure.column)
    given = dict(figure.parameters)
    if is_prior:
        given |= {name: moved(given[name], -MONTHS) for name in _MONTHS & given.keys()}
    frame = ask(version, figure.query, given).frame
    for column, value in figure.row:
        query.query(figure.query).column(column)
        frame = frame[frame[column].astype(str) == value]
    value = frame.iloc[0][figure.column] if len(frame) else None
    if value is None or is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value


@dataclass(frozen=True)
class Step:
    """A load or an undo that moved a figure: the event, the number before it and after it."""

    event: Event
    before: Number
    after: Number


def touching(state: State, events: Sequence[Event], figure: Figure, since: int) -> list[Event]:
    """The loads and undos after version `since`, up to the state's, of the ledgers under a figure."""
    ledgers = {*below(query.query(figure.query))[1], *_LISTS}
    return [
        each for each in events[since:state.version]
        if each.kind in CHANGING and _ledger(state, each) in ledgers
    ]


def _ledger(state: State, event: Event) -> str:
    number = event.body["batch"] if event.kind == "undo" else event.seq
    return state.batch(number).ledger


def steps(
    claim: Claim, is_prior: bool, since: int, touched: Sequence[Event], ask: AskAt
) -> tuple[Step, ...] | None:
    """Which of the events moved a figure from what was read in the books of then to what is read now;
    None where that would take too many questions."""
    if claim.fault or claim.hidden:
        return ()
    left = [MOST]
    known: dict[int, Number] = {since: claim.read}
    if touched:
        known[touched[-1].seq] = claim.now
    raw = _asked(claim.figure, is_prior, since, ask)
    turned = bool(raw) and raw == _minus(claim.read)

    def at(version: int) -> Number:
        if version not in known:
            left[0] -= 1
            found = _asked(claim.figure, is_prior, version, ask) if left[0] >= 0 else None
            known[version] = _minus(found) if turned else found
        return known[version]

    found = tuple(_between(since, list(touched), at))
    return found if left[0] >= 0 else None


def _between(
    since: int, touched: list[Event], at: Callable[[int], Number]
) -> Iterator[Step]:
    """The steps among these events, which follow the version `since`."""
    if not touched or equal(at(since), at(touched[-1].seq)):
        return
    if len(touched) == 1:
        yield Step(touched[0], at(since), at(touched[0].seq))
        return
    half = len(touched) // 2
    yield from _between(since, touched[:half], at)
    yield from _between(touched[half - 1].seq, touched[half:], at)
