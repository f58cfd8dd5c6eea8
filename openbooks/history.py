"""What the journal says of the books at a version: which batches live, and under what settings.

Pure: events in, facts out. A batch lives from its load to its undo; what a load superseded is dead
only while that load lives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.journal import version_at

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
    """One load: the rows that one table of one file brought."""

    number: int
    ledger: str
    at: str
    who: str
    body: dict[str, Any]
    undone_by: int = 0
    undone_why: str = ""

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


@dataclass(frozen=True)
class State:
    """The books at a version: all loads up to it, in order; `today` is the version's date."""

    version: int
    today: date
    settings: Settings
    batches: tuple[Batch, ...]
    head: str

    def living(self, ledger: str) -> tuple[Batch, ...]:
        """Batches of a ledger that were not undone."""
        return tuple(b for b in self.batches if b.ledger == ledger and not b.undone_by)

    def all_of(self, ledger: str) -> tuple[Batch, ...]:
        """All batches of a ledger, undone ones too."""
        return tuple(b for b in self.batches if b.ledger == ledger)

    def batch(self, number: int) -> Batch:
        """The load of that number; raises WrongUse when there is none at this version."""
        for each in self.batches:
            if each.number == number:
                return each
        raise WrongUse(f"没有第{number}号装载。用“装载记录”查看有哪些。")


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
    batches = tuple(
        Batch(
            e.seq, e.body["ledger"], e.at, e.who, e.body,
            undone[e.seq].seq if e.seq in undone else 0,
            undone[e.seq].body.get("reason", "") if e.seq in undone else "",
        )
        for e in seen
        if e.kind == "load"
    )
    last = seen[-1].at if seen else events[-1].at if events else "1970-01-01T00:00:00"
    return State(
        version, datetime.fromisoformat(last).date(), settings_of(events) or NO_SETTINGS, batches,
        seen[-1].digest if seen else "",
    )
