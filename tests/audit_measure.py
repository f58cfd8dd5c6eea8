"""How well a ranked list of leads finds what was planted, and how quiet it is where nothing was.

A lead is anything with `rule`, `severity`, `kind`, `subject` and `lines` (batch, line); the list is
in order, the most urgent first. Leads of one subject are one entry of the list, at the place of the
first. A lead hits a fault when one of its lines is a line of the fault. Subjects are the distinct
vouchers (unit, year, month, word, number) and the distinct persons in 帮扶慰问发放.
"""

from __future__ import annotations

import atexit
import math
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from openbooks.books import Books
from openbooks.founding import SEED_LEDGERS, SEEDS
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.loading import found
from openbooks.receipt import Receipt
from tests.audit_kit import Written

AT = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
TOP_SHARE = 0.10
FIRST = 50
LOUD = frozenset({"high", "medium"})

Place = tuple[int, int]


class At(Protocol):
    """A line of a load."""

    @property
    def batch(self) -> int:
        """The load."""

    @property
    def line(self) -> int:
        """The line in its file."""


class Lead(Protocol):
    """What the measure needs of a lead."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def severity(self) -> str:
        """high, medium or low."""

    @property
    def kind(self) -> str:
        """voucher, person, unit or activity."""

    @property
    def subject(self) -> object:
        """The voucher, person, unit or activity."""

    @property
    def lines(self) -> Sequence[At]:
        """Each line that it rests on."""


@dataclass(frozen=True)
class Loaded:
    """Books with a world in them: faults as sets of (batch, line), the receipts, how many subjects."""

    books: Books
    faults: tuple[tuple[str, frozenset[Place]], ...]
    receipts: tuple[Receipt, ...]
    subjects: int


@dataclass(frozen=True)
class Measure:
    """What a ranked list is worth: shares from 0 to 1."""

    entries: int
    recall: float  # of the faults, within the first tenth of the subjects
    recall_of_kinds: dict[str, tuple[int, int]]  # kind → (found, planted)
    precision: float  # of the first 50 entries
    quiet_share: float  # of the subjects with a lead of medium or high severity that hits nothing
    loud_share: float  # of the subjects with a lead of medium or high severity


@cache
def _founded(chart: str) -> Path:
    """The folder of new books with the reference ledgers, made once a run."""
    folder = Path(tempfile.mkdtemp(prefix="openbooks-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "books"
    books = Books(home)
    found(books, Settings("苇汀街道总工会", "安徽", chart, 1, False), "陈静", AT)
    for name in SEED_LEDGERS:
        load_file(books, SEEDS / f"{name}.csv", Answers(ledger=name), "陈静", AT)
    return home


def load(world: Written, chart: str, folder: Path) -> Loaded:
    """The world through the door, into books below the folder."""
    home = folder / "books"
    shutil.copytree(_founded(chart), home)
    books = Books(home)
    batches: dict[str, int] = {}
    receipts = []
    for each in world.files:
        path = folder / each.name
        path.write_text(each.text, encoding="utf-8")
        (receipt,) = load_file(
            books, path, Answers(ledger=each.ledger, sets=each.sets, accept=True), "陈静", AT
        )
        receipts.append(receipt)
        batches[each.name] = receipt.batch
    faults = tuple(
        (truth.kind, frozenset((batches[name], line) for _, name, line in truth.lines))
        for truth in world.truths
    )
    return Loaded(books, faults, tuple(receipts), world.vouchers + world.persons)


def entries(leads: Iterable[Lead]) -> list[tuple[frozenset[Place], bool]]:
    """The list as its reader sees it: one entry a subject, its lines and whether it is loud."""
    merged: dict[tuple[str, object], tuple[set[Place], bool]] = {}
    for lead in leads:
        lines, loud = merged.get((lead.kind, lead.subject), (set(), False))
        lines.update((each.batch, each.line) for each in lead.lines)
        merged[lead.kind, lead.subject] = (lines, loud or lead.severity in LOUD)
    return [(frozenset(lines), loud) for lines, loud in merged.values()]


def measure(leads: Iterable[Lead], faults: Sequence[tuple[str, frozenset[Place]]], subjects: int) -> Measure:
    """What the list is worth against the truth."""
    ranked = entries(leads)
    top = ranked[: math.ceil(subjects * TOP_SHARE)]
    seen = frozenset().union(*(lines for lines, _ in top)) if top else frozenset()
    wrong = frozenset().union(*(lines for _, lines in faults)) if faults else frozenset()
    kinds: dict[str, tuple[int, int]] = {}
    for kind, lines in faults:
        found, planted = kinds.get(kind, (0, 0))
        kinds[kind] = (found + bool(lines & seen), planted + 1)
    hits = sum(found for found, _ in kinds.values())
    first = ranked[:FIRST]
    loud = [lines for lines, is_loud in ranked if is_loud]
    return Measure(
        len(ranked),
        hits / len(faults) if faults else math.nan,
        kinds,
        sum(bool(lines & wrong) for lines, _ in first) / len(first) if first else math.nan,
        sum(not lines & wrong for lines in loud) / subjects,
        len(loud) / subjects,
    )


def by_rule(
    leads: Sequence[Lead], faults: Sequence[tuple[str, frozenset[Place]]], subjects: int
) -> dict[str, Measure]:
    """The same for each rule alone."""
    rules = dict.fromkeys(lead.rule for lead in leads)
    return {
        rule: measure([lead for lead in leads if lead.rule == rule], faults, subjects)
        for rule in sorted(rules)
    }
