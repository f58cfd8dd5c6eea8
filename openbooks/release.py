"""The frozen files of releases, as they were; and which half-year waits to be published.

What is read here is what an event holds the hash of: nothing is composed, asked or drawn anew. A file
that is gone or was changed raises BooksDamaged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from openbooks import store
from openbooks.books import Books, View
from openbooks.document import Document
from openbooks.documentfile import from_bytes
from openbooks.errors import WrongUse
from openbooks.history import State
from openbooks.period import Period, moved, period_of, year_of
from openbooks.publication import Release

HALF_YEAR = "disclosure"  # the report of which the rules want one after every half-year
BACK = 4  # half-years: what is older is not reminded of


def release(state: State, seq: int) -> Release:
    """The release of that number; WrongUse when there is none at this moment of the books."""
    for each in state.releases:
        if each.seq == seq:
            return each
    raise WrongUse(f"没有第{seq}号公开报告。用“半年公开”或 release list 查看有哪些。")


def document_of(books: Books, found: Release) -> Document:
    """The report that a release froze."""
    return _read(store.document_path(books.home, found.seq), found.digest, f"第{found.seq}号公开报告")


@lru_cache(maxsize=64)
def _read(path: Path, digest: str, where: str) -> Document:
    return from_bytes(store.whole(path, digest), where)


def file_of(books: Books, found: Release, name: str) -> bytes:
    """One of the files that were published with a release."""
    digest = dict(found.files).get(name)
    if digest is None:
        raise WrongUse(f"第{found.seq}号公开报告没有文件“{name}”。")
    return store.whole(store.published_folder(books.home, found.seq) / name, digest)


def published(view: View) -> tuple[Document, ...]:
    """Every report that was ever published up to the view's moment, oldest first: those taken down and
    replaced as well, since somebody may have read them."""
    return tuple(document_of(view.books, each) for each in view.state.releases if each.was_published)


def on_show(state: State) -> tuple[Release, ...]:
    """What the public reads now, the last published first."""
    shown = [each for each in state.releases if each.on_show]
    return tuple(sorted(shown, key=lambda each: -each.acts[-1].seq))


@dataclass(frozen=True)
class Due:
    """A half-year that has ended, and for which nothing is published: `days` since its end; `held`: the
    books have figures of it; `release` is on its way, None where nothing is drafted."""

    period: Period
    days: int
    held: bool
    release: Release | None


def due(state: State, today: date, months: Collection[str]) -> tuple[Due, ...]:
    """The half-years that wait to be published, the last one first: the last that ended before `today`
    (of an invented union, whose time stands still, only with figures), and earlier ones that have figures
    in `months` ('YYYY-MM'; at most `BACK` in all)."""
    start, invented = state.settings.fiscal_start, state.settings.example
    this = f"{today:%Y-%m}"
    year = year_of(this, start)
    halves = [period_of(f"{each}H{half}", start) for each in range(year, year - BACK, -1) for half in (2, 1)]
    ended = [each for each in halves if each.end <= this][:BACK]
    found = []
    for place, half in enumerate(ended):
        held = any(half.start <= month < half.end for month in months)
        if (held or not (place or invented)) and not _is_published(state.releases, half.code):
            begun = [each for each in state.releases if each.is_open
                     and (each.report, each.period, each.unit) == (HALF_YEAR, half.code, "")]
            found.append(Due(half, (today - _first_day(half.end)).days, held, begun[-1] if begun else None))
    return tuple(found)


def next_half(state: State, today: date) -> Period:
    """The half-year that runs at that day: what is to be published after its end."""
    start, this = state.settings.fiscal_start, f"{today:%Y-%m}"
    halves = [period_of(f"{year_of(this, start)}H{half}", start) for half in (1, 2)]
    return next(each for each in halves if each.start <= this < each.end)


def first_day_after(period: Period) -> date:
    """The day behind a period."""
    return _first_day(period.end)


def months_of(first_and_last: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The months from each first to each last one."""
    found = set()
    for first, last in first_and_last:
        month = first[:7]
        while len(month) == len("2024-01") and month <= last[:7] and len(found) < 12 * 200:
            found.add(month)
            month = moved(month, 1)
    return frozenset(found)


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _is_published(releases: Iterable[Release], code: str) -> bool:
    return any(each.on_show and (each.report, each.period, each.unit) == (HALF_YEAR, code, "")
               for each in releases)
