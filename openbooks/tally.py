"""What is said about people: numbers, each of a place, and the tables in which they stand.

A number stands at a place (which people, unit, months, and which part of them) and is one measure of
it. The same place is one place in whatever table, sentence or document it is said (`counting` finds it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

PERSONS, TIMES, AMOUNT, RATE = "persons", "times", "amount", "rate"
LUMP = "其他（合并）"
# What counts the whole of a group of which the other counts are parts; and what is left is itself said.
WHOLES = ("persons_due", "eligible", "signed_up")
REST = {("persons_due", "persons_paid"): "persons_short"}


class Place(NamedTuple):
    """Which people: `about` names their group, `start` and `end` the months (half-open); `category` is
    their part in a `dimension`, both "" for all of them."""

    about: str
    unit: str
    start: str
    end: str
    dimension: str = ""
    category: str = ""


class Key(NamedTuple):
    """One measure of a place. `again` is true for what a later release says otherwise than an earlier."""

    place: Place
    measure: str
    again: bool = False


@dataclass
class Number:
    """A number about people: `value` is None where only a star is known; `is_open`: it is printed, so
    that everybody has it; `cells`: in how many places; `is_starred`: a star is printed."""

    key: Key
    kind: str
    value: int | None
    is_open: bool
    is_starred: bool = False
    cells: int = 1


@dataclass(frozen=True)
class Part:
    """One table for one time: the measures by kind, the categories that it lists, in order, and the place
    of all of them."""

    place: Place
    total: Place
    measures: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]

    @property
    def has_lump(self) -> bool:
        """Whether some categories stand in it as one."""
        return LUMP in self.categories


@dataclass(frozen=True)
class Spot:
    """Where a number is printed: section, table, row, column."""

    section: int
    table: int
    row: int
    column: int
    key: Key
    kind: str


@dataclass
class Tally:
    """Everything that a document says about people. `largest`: the most that one person has, by place."""

    numbers: dict[Key, Number] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    largest: dict[Place, int] = field(default_factory=dict)
    unit_name: str = ""
    unit: str = ""

    def places(self) -> dict[Place, list[Number]]:
        """Place → its numbers, in order."""
        found: dict[Place, list[Number]] = {}
        for key, each in self.numbers.items():
            found.setdefault(key.place, []).append(each)
        return found


def stem(measure: str) -> str:
    """What a measure is of: persons_due and due_fen are both of "due"."""
    for mark in ("persons_", "persons", "times_", "times", "amount_", "amount", "_fen"):
        measure = measure.replace(mark, "")
    return measure.strip(" _")


def whole_of(numbers: Iterable[Number]) -> str:
    """The measure that counts the whole of a place of which other persons counted are parts; "" where
    there is one count or none."""
    counts = [each.key.measure for each in numbers if each.kind == PERSONS]
    if len(counts) < 2:
        return ""
    return next((each for each in WHOLES if each in counts), counts[0])


def is_rest(number: Number, whole: str) -> bool:
    """Whether a number is hidden with the parts, not with the whole."""
    return not whole or stem(number.key.measure) != stem(whole)


def parted(numbers: Iterable[Number]) -> Iterator[tuple[str, str, str]]:
    """(whole, part, what is left) of the persons counted at a place: each difference is a count too."""
    held = {each.key.measure: each for each in numbers if each.kind == PERSONS}
    whole = whole_of(held.values())
    for part in held:
        if whole and part not in {whole, *REST.values()}:
            yield whole, part, REST.get((whole, part), f"{whole}-{part}")
