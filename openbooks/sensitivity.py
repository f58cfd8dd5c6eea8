"""What of a document's numbers about people is hidden for its own sake, and what everybody knows anyway.

Hidden are counts of fewer people than the smallest group and the sums over them, what is left when such
a part is taken from its whole, sums that one person makes nearly alone, everything under a total of few
people (a 0 beside it would say who it is), what an earlier release hid, and what today's books say of so
few people otherwise than an earlier release did (domain/privacy.md §3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from openbooks.lumping import MOST_OF_ONE
from openbooks.tally import (
    AMOUNT,
    PERSONS,
    TIMES,
    Key,
    Number,
    Part,
    Place,
    Tally,
    is_rest,
    parted,
    whole_of,
)


class Bundle(NamedTuple):
    """What of a place is hidden together: where there is a whole and its parts, the parts (`is_rest`) or
    the whole; of these the count of persons, or the sums over them (`is_sum`), without which the count
    says little where one person has several."""

    place: Place
    is_rest: bool = True
    is_sum: bool = False


def bundle_of(key: Key, numbers: Sequence[Number], kind: str) -> Bundle:
    """The bundle of a number at a place with these numbers."""
    return Bundle(key.place, is_rest(Number(key, kind, None, False), whole_of(numbers)), kind != PERSONS)


class Case:
    """A document between its releases: `own` are its numbers, with those that stand inside a lump,
    `past` what was published, `numbers` all of them; `primary` is what is hidden for its own sake."""

    def __init__(
        self, now: Tally, past: Sequence[Tally], smallest: int, public: frozenset[Key],
        inside: Mapping[Key, Number],
    ) -> None:
        self.smallest, self.public = smallest, public
        self.past = _published(past)
        self.numbers = {key: replace(each) for key, each in self.past.items()}
        self.own: dict[Key, Number] = {}
        for key, each in [*now.numbers.items(), *inside.items()]:
            if key not in self.own:
                self._take(key, each)
        self.places: dict[Place, list[Number]] = {}
        for each in self.own.values():
            self.places.setdefault(each.key.place, []).append(each)
        self._bundles = {key: bundle_of(key, self.places[key.place], each.kind)
                         for key, each in self.own.items()}
        self.primary = frozenset(self._primary(now))
        self.heads = {key for key, each in self.own.items() if self._is_head(each)}

    def _take(self, key: Key, each: Number) -> None:
        """A number of the document: the one that was published, or another."""
        held = self.past.get(key)
        if held and held.is_open and held.value != each.value and each.is_open:
            key = key._replace(again=True)
        elif held and held.is_open:
            each = replace(each, value=held.value)
        self.own[key] = self.numbers[key] = replace(each, key=key)

    def take_derived(self, known: Mapping[Key, str]) -> None:
        """Take in, of the numbers that are `known`, the differences of a whole and its parts."""
        for place, numbers in self.places.items():
            held = {each.key.measure: each for each in numbers}
            for whole, part, left in parted(numbers):
                key = Key(place, left, held[whole].key.again)
                if key in known and key not in self.numbers:
                    value = (held[whole].value or 0) - (held[part].value or 0)
                    self.numbers[key] = self.own[key] = Number(key, PERSONS, value, False)
                    self._bundles[key] = Bundle(place)

    def bundle(self, key: Key) -> Bundle:
        """The bundle of a number of the document."""
        return self._bundles[key]

    def is_known(self, key: Key) -> bool:
        """Whether everybody has the number whatever is done: an account line, what was published, and how
        many people there are in all."""
        held = self.past.get(key)
        return key in self.public or key in self.heads or bool(held and held.is_open)

    def constants(self) -> dict[Key, int]:
        """The numbers that everybody has."""
        known = {key: each.value for key, each in self.numbers.items() if self.is_known(key)}
        return {key: value for key, value in known.items() if value is not None}

    def values(self) -> dict[Key, int]:
        """The numbers of the document that not everybody has."""
        return {key: each.value for key, each in self.own.items()
                if each.value is not None and not self.is_known(key)}

    def says_little(self, place: Place) -> bool:
        """Whether the count of persons may stand without the sums: some of them have several."""
        held = self.places[place]
        persons = [each.value or 0 for each in held if each.kind == PERSONS]
        times = [each.value or 0 for each in held if each.kind == TIMES]
        return len(persons) == len(times) == 1 and times[0] - persons[0] >= self.smallest - 1

    def _is_head(self, each: Number) -> bool:
        """Whether a number says of how many people a group is, and these are not few."""
        is_all = each.kind == PERSONS and each.is_open and not each.key.place.category
        whole = whole_of(self.places[each.key.place])
        return is_all and whole in {"", each.key.measure} and self.bundle(each.key) not in self.primary

    def _primary(self, now: Tally) -> Iterator[Bundle]:
        for place, numbers in self.places.items():
            yield from self._few(place, numbers)
            if self._is_of_one(now.largest.get(place), numbers):
                yield from _both(place)
            for each in numbers:
                held = self.past.get(each.key)
                if held and held.is_starred and not held.is_open:
                    yield self.bundle(each.key)
                then = self.past.get(each.key._replace(again=False)) if each.key.again else None
                if then and each.kind != AMOUNT and place.category and self._is_little_else(each, then):
                    yield from _both(place)
        for part in now.parts:
            if self._counts_few(self.places.get(part.total, [])):
                yield from self._all_of(part)

    def _is_little_else(self, each: Number, then: Number) -> bool:
        return 0 < abs((each.value or 0) - (then.value or 0)) < self.smallest

    def _counts_few(self, numbers: Sequence[Number]) -> bool:
        counts = _counts(numbers)
        return bool(counts) and 0 < max(counts) < self.smallest

    def _few(self, place: Place, numbers: Sequence[Number]) -> Iterator[Bundle]:
        counts = _counts(numbers)
        held = {each.key.measure: each.value for each in numbers if each.value is not None}
        if not counts and place.category and any(each.is_open for each in numbers):
            yield from _both(place)  # a sum over nobody knows how many
        if any(0 < each < self.smallest for each in counts):
            yield from _both(place)
        if self._counts_few(numbers):
            yield from _both(place, False)
        for whole, part, _ in parted(numbers):
            if whole in held and part in held and 0 < held[whole] - held[part] < self.smallest:
                yield from _both(place)

    def _is_of_one(self, most: int | None, numbers: Sequence[Number]) -> bool:
        amounts = [each.value for each in numbers if each.kind == AMOUNT and self.bundle(each.key).is_rest]
        return most is not None and any(each and most > MOST_OF_ONE * each for each in amounts)

    def _all_of(self, part: Part) -> Iterator[Bundle]:
        categories = [place for place in self.places
                      if place.category in part.categories and place._replace(category="") == part.place]
        for place in (*categories, part.total):
            yield from _both(place)
            yield from _both(place, False)


def _counts(numbers: Sequence[Number]) -> list[int]:
    """How many people a place counts: persons, or where nobody has those, times."""
    for kind in (PERSONS, TIMES):
        found = [each.value for each in numbers if each.kind == kind and each.value is not None]
        if found:
            return found
    return []


def _both(place: Place, is_rest: bool = True) -> Iterator[Bundle]:
    """All of a place, or of the whole in it."""
    yield Bundle(place, is_rest, False)
    yield Bundle(place, is_rest, True)


def _published(past: Sequence[Tally]) -> dict[Key, Number]:
    """The numbers of all releases; of one that was published twice, the later."""
    found: dict[Key, Number] = {}
    for tally in past:
        for key, each in tally.numbers.items():
            held = found.get(key)
            if held is None or not held.is_open or each.is_open:
                found[key] = replace(each)
    return found
