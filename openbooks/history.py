"""What the journal says of the books at a version: which batches live, and under what settings.

Pure: events in, facts out. A batch lives from its load to its undo; what a load superseded is dead
only while that load lives. What was handed in under the two-person rule is an entry until a second
person approves it (then a load has its rows) or rejects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from openbooks.casefile import KINDS
from openbooks.closing import Closing, closings_of
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.journal import version_at
from openbooks.publication import Release, releases_of
from openbooks.setting import ALLOCATION, SMALLEST_GROUP, values

CHARTS = {"2010": "2010 年《工会会计制度》", "2022": "2022 年《工会会计制度》", "simple": "简易科目"}


@dataclass(frozen=True)
class Settings:
    """What 建我的账 asked: name of the union, province, chart of accounts, first month of the year.

    `example` is true for the invented unions.
    """

    union: str
    province: str
    chart: str
    fiscal_start: int
    example: bool


@dataclass(frozen=True)
class Batch:
    """One load, or one entry under the two-person rule: the rows of one table of one file.

    `settled_by`, of an entry: the event that approved (a load) or rejected it, 0 while it waits.
    """

    number: int
    ledger: str
    at: str
    who: str
    body: dict[str, Any]
    undone_by: int = 0
    undone_why: str = ""
    is_entry: bool = False
    settled_by: int = 0
    rejected_why: str = ""

    @property
    def file(self) -> str:
        return self.body["file"]

    @property
    def place(self) -> tuple[str, int, str]:
        """Sheet, header's line and part of it (`Table.part`): where its table stands in the file."""
        return self.body["sheet"], self.body["header_line"], self.body.get("part", "")

    @property
    def counts(self) -> dict[str, int]:
        return self.body["counts"]

    @property
    def repeats(self) -> bool:
        """Whether some of its rows may be duplicates: a record of months side by side counts as accepted
        when only some of its rows are."""
        return bool(self.counts["duplicates"] or self.body["mapping"]["wide"])

    @property
    def again(self) -> int:
        """The undone load, or the entry, whose rows this load has; 0 for a load of a file."""
        return self.body.get("again", 0)

    @property
    def stands(self) -> dict[str, int]:
        """Batch (as text) → for how many of its lines the lines of this load stand."""
        return self.body.get("stands", {}).get("of", {})

    @property
    def superseded(self) -> dict[int, int]:
        """Batch → how many of its rows gave way to this load."""
        said = self.body.get("superseded", {})
        if "of" in said:
            return {int(number): rows for number, rows in said["of"].items()}
        return {said["batch"]: said["rows"]} if said else {}


@dataclass(frozen=True)
class State:
    """The books at a version: all loads up to it, in order; `today` is the version's date.

    `entries` are those under the two-person rule, `closings` those that stand, `two_person` the ledgers
    under that rule, `releases` all reports on their way to the public or there, then what the union set
    (see `setting`), `case_events` the steps with cases: as of the moment asked for, maybe behind the version.
    """

    version: int
    today: date
    settings: Settings
    batches: tuple[Batch, ...]
    head: str
    entries: tuple[Batch, ...] = ()
    closings: tuple[Closing, ...] = ()
    two_person: frozenset[str] = frozenset()
    releases: tuple[Release, ...] = ()
    smallest_group: int = 5
    allocation: str = ""
    case_events: tuple[Event, ...] = ()

    @property
    def pending(self) -> tuple[Batch, ...]:
        """Entries that wait for a second person."""
        return tuple(each for each in self.entries if not each.settled_by)

    def closing(self, seq: int) -> Closing:
        """The closing of that event; it stands."""
        return next(each for each in self.closings if each.seq == seq)

    def forms(self, number: int) -> tuple[int, ...]:
        """A load in all its forms: itself, the entry or the load that was there first, and every load
        that has the rows of one of them again."""
        return self._forms[self.origin(number)]

    def origin(self, number: int) -> int:
        """The entry or load whose rows a load has: itself, unless it has those of another one again."""
        while again := self.batch(number).again:
            number = again
        return number

    @cached_property
    def _forms(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for each in (*self.entries, *self.batches):
            origin = self.origin(each.number)
            found[origin] = (*found.get(origin, ()), each.number)
        return found

    @cached_property
    def _numbered(self) -> dict[int, Batch]:
        return {each.number: each for each in (*self.batches, *self.entries)}

    def form(self, number: int) -> int:
        """The living load that has the rows of a load: itself, or where it was redone; 0 for none."""
        forms = self.forms(number) if number else ()
        living = (each.number for each in self.batches if not each.undone_by and each.number in forms)
        return max(living, default=0)

    def successor(self, number: int) -> int:
        """The living load that took the place of a whole load; 0 for none."""
        forms = self.forms(number)
        return next((
            each.number for each in reversed(self.batches)
            if not each.undone_by and each.body.get("replaces") in forms
        ), 0)

    def newest(self, number: int) -> int:
        """A load, or the last of those that took each other's place after it."""
        while successor := self.successor(number):
            number = successor
        return number

    def family(self, number: int) -> tuple[int, ...]:
        """A load and all living ones whose lines stand for lines of it, or of one of those."""
        found = list(self.forms(number))
        for each in self.batches:
            if not each.undone_by and any(int(of) in found for of in each.stands):
                found.append(each.number)
        return tuple(found)

    def over(self, number: int) -> tuple[int, ...]:
        """The living loads that took the place of rows or of refused lines of a load."""
        forms = self.forms(number)
        return tuple(
            each.number for each in self.batches if not each.undone_by and (
                each.body.get("replaces") in forms
                or any(of in forms for of in (*each.superseded, *map(int, each.stands)))
            )
        )

    def lineage(self, number: int | None) -> list[int]:
        """A load and those whose place it took, and so on back: rows that stayed equal still stand in
        the earlier ones, so whoever takes its place takes theirs. Empty for None."""
        found: list[int] = []
        while number and number not in found:
            found.append(number)
            number = self.batch(number).body.get("replaces")
        return found

    def living(self, ledger: str) -> tuple[Batch, ...]:
        """Batches of a ledger that were not undone."""
        return tuple(b for b in self.batches if b.ledger == ledger and not b.undone_by)

    def all_of(self, ledger: str) -> tuple[Batch, ...]:
        """All batches of a ledger, undone ones too."""
        return tuple(b for b in self.batches if b.ledger == ledger)

    def batch(self, number: int) -> Batch:
        """The load or entry of that number; raises WrongUse when there is none at this version."""
        if number not in self._numbered:
            raise WrongUse(f"没有第{number}号装载。用“装载记录”查看有哪些。")
        return self._numbered[number]


def settings_of(events: tuple[Event, ...]) -> Settings | None:
    """The settings of the last `open` event; None for books that nobody opened yet."""
    for event in reversed(events):
        if event.kind == "open":
            body = event.body
            return Settings(
                body["union"], body["province"], body["chart"], body["fiscal_start"],
                body["example"],
            )
    return None


NO_SETTINGS = Settings("", "", "2010", 1, False)


def state_at(events: tuple[Event, ...], as_of: int | None = None) -> State:
    """The books after the last event up to `as_of` (newest when None).

    Raises WrongUse when `as_of` is no event of this journal.
    """
    if as_of is not None and not 0 <= as_of <= len(events):
        raise WrongUse(f"账本没有第{as_of}号版本，最新是{version_at(events)}。")
    version = version_at(events, as_of)
    seen = [event for event in events if event.seq <= version]
    undone = {e.body["batch"]: e for e in seen if e.kind == "undo"}
    known = events if as_of is None else events[:as_of]
    batches = tuple(
        Batch(
            e.seq, e.body["ledger"], e.at, e.who, e.body,
            undone[e.seq].seq if e.seq in undone else 0,
            undone[e.seq].body.get("reason", "") if e.seq in undone else "",
        )
        for e in seen
        if e.kind == "load"
    )
    # before any load the books are of the day of the last event known then, at least of their opening
    day = (seen or known or events[:1] or (None,))[-1]
    last = day.at if day else "1970-01-01T00:00:00"
    said = values(known)
    return State(
        version, datetime.fromisoformat(last).date(), settings_of(events) or NO_SETTINGS, batches,
        seen[-1].digest if seen else "", _entries(known), closings_of(known), _two_person(known),
        releases_of(known), int(said[SMALLEST_GROUP]), said[ALLOCATION],
        tuple(each for each in known if each.kind in KINDS),
    )


def _entries(events: tuple[Event, ...]) -> tuple[Batch, ...]:
    """What was handed in under the two-person rule, and what became of it."""
    approved = {e.body["again"]: e for e in events if e.kind == "load" and "again" in e.body}
    rejected = {e.body["entry"]: e for e in events if e.kind == "reject"}
    found = []
    for e in events:
        if e.kind == "enter":
            settled = approved.get(e.seq) or rejected.get(e.seq)
            why = rejected[e.seq].body["reason"] if e.seq in rejected else ""
            found.append(Batch(
                e.seq, e.body["ledger"], e.at, e.who, e.body, is_entry=True,
                settled_by=settled.seq if settled else 0, rejected_why=why,
            ))
    return tuple(found)


def _two_person(events: tuple[Event, ...]) -> frozenset[str]:
    """The ledgers under the two-person rule, as it was last set."""
    rules = {e.body["ledger"]: e.body["two_person"] for e in events if e.kind == "rule"}
    return frozenset(name for name, on in rules.items() if on)
