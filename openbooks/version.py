"""The versions of the books, each by its date and by what happened: what a picker lists.

A version is the number of a load or an undo; 0 is the books before the first. Nothing here builds
the views of a version: what is said comes from the journal, file names as the reader may see them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

from openbooks import covering
from openbooks.books import View
from openbooks.event import Event
from openbooks.history import State
from openbooks.journal import CHANGING

FIRST = "还没有装载"


@dataclass(frozen=True)
class Version:
    """One version: its number, its day, and what made it: 装载 会费2月.csv."""

    number: int
    day: date
    what: str

    @property
    def said(self) -> str:
        """As a list has it: 第17版 · 2025-03-01 · 装载 会费2月.csv."""
        return f"第{self.number}版 · {self.day.isoformat()} · {self.what}"


def versions(view: View) -> tuple[Version, ...]:
    """All versions up to the newest, oldest first, whichever the view is of."""
    events, state = view.books.events, view.books.state()
    whole = replace(view, state=state)  # covers names that only later loads know, too
    first = datetime.fromisoformat(events[0].at).date() if events else state.today
    return (Version(0, first, FIRST), *(
        Version(each.seq, datetime.fromisoformat(each.at).date(), happened(whole, state, each))
        for each in events if each.kind in CHANGING
    ))


def happened(view: View, state: State, event: Event) -> str:
    """What an event did, in a few words: 装载 会费2月.csv, 撤销第5号 会费2月.csv."""
    number = event.body["batch"] if event.kind == "undo" else event.seq
    file = covering.file_of(view, state.batch(number))
    return f"{deed(state, event)} {file}"


def deed(state: State, event: Event) -> str:
    """What an event did to which load, without its file: 装载, 撤销第5号, 重做第5号."""
    if event.kind == "undo":
        return f"撤销第{event.body['batch']}号"
    again = event.body.get("again", 0)
    if not again:
        return "装载"
    entered = any(each.number == again for each in state.entries)
    return f"{'复核通过' if entered else '重做'}第{again}号"


def at_day(found: Sequence[Version], day: date) -> Version:
    """The last version up to the end of a day; the empty books where there is none.

    A clock that was set back makes a later version with an earlier day: the last one counts.
    """
    days = list(accumulate((each.day for each in found), max))
    return found[max(bisect_right(days, day) - 1, 0)]
