"""What follows from numbers about people: the equations that anybody can write down between them.

Parts add up to their total, periods to the year; a person in two parts counts once in the total, so
that a total of persons is no less than each part and no more than their sum; nobody gets something
less than once; who has paid is one of those who had to. Numbers that were published are constants.
Where today's books say otherwise than an earlier release, the equation holds but for the difference,
which everybody is taken to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from openbooks.counting import part_place
from openbooks.tally import (
    AMOUNT,
    LUMP,
    PERSONS,
    RATE,
    TIMES,
    Key,
    Number,
    Part,
    Place,
    Tally,
    parted,
)

ADDITIVE = frozenset({TIMES, AMOUNT})
APART = frozenset({"activity"})  # a person at two of them counts twice in their sum
OTHERS = "\0"  # all that stands in lumps only, and in no release by its name
DISJOINT = frozenset({"unit"})
UNSTEADY = frozenset({"persons_paid", "persons_short"})  # who paid in a year need not have in a half of it


@dataclass(frozen=True)
class Equation:
    """Σ factor · number between `least` and `most` (None: no bound). `is_presumed`: it holds as long as
    nobody is in two units, which whoever reads it may believe or not."""

    terms: tuple[tuple[Key, int], ...]
    least: int | None = 0
    most: int | None = 0
    is_presumed: bool = False


@dataclass
class Knowledge:
    """Every number that may be said of these people, and the equations between them. `kinds` has all
    numbers, also those that nobody prints; `covered` are those of them that a lump or a difference
    covers; `says_again`: some are said otherwise than before."""

    kinds: dict[Key, str] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    covered: set[Key] = field(default_factory=set)
    says_again: bool = False


def knowledge(past: Sequence[Tally], now: Tally, numbers: Mapping[Key, Number]) -> Knowledge:
    """The equations over what was published and what is to be. `numbers` are those of all of them."""
    found = Knowledge({key: each.kind for key, each in numbers.items()})
    found.says_again = any(key.again for key in numbers)
    parts = _parts([*past, now])
    universe: dict[Place, dict[str, None]] = {}
    for part in parts:
        names = universe.setdefault(_timeless(part.place), {})
        names.update(dict.fromkeys(each for each in part.categories if each != LUMP))
    for key, each in numbers.items():
        if key.place.category not in {"", LUMP} and (each.is_open or each.is_starred):
            names = universe.setdefault(_timeless(key.place)._replace(category=""), {})
            names.setdefault(key.place.category)
    for part in parts:
        _partition(found, part, list(universe[_timeless(part.place)]), numbers)
    _between_times(found, parts, universe)
    _within_places(found, numbers)
    _between_units(found, [*past, now])
    found.equations = [each for each in map(_joined, found.equations) if each.terms]
    return found


def _joined(equation: Equation) -> Equation:
    """The equation with each number in it once."""
    factors: dict[Key, int] = {}
    for key, factor in equation.terms:
        factors[key] = factors.get(key, 0) + factor
    return replace(equation, terms=tuple((key, each) for key, each in factors.items() if each))


def _timeless(place: Place) -> Place:
    return place._replace(start="", end="")


def _parts(tallies: Iterable[Tally]) -> list[Part]:
    """The tables, of two for the same place and time that which lists more measures also for the other."""
    found: dict[tuple[Place, tuple[str, ...]], Part] = {}
    for tally in tallies:
        for part in tally.parts:
            key = (part.place, part.categories)
            held = found.get(key)
            measures = (*held.measures, *part.measures) if held else part.measures
            found[key] = replace(part, measures=tuple(dict.fromkeys(measures)))
    return list(found.values())


def _adds_up(kind: str, dimension: str) -> bool:
    return kind in ADDITIVE or dimension in APART


def _partition(
    found: Knowledge, part: Part, universe: Sequence[str], numbers: Mapping[Key, Number]
) -> None:
    """Parts and their total; and what stands in a lump."""
    unlisted = [each for each in universe if each not in part.categories]
    for measure, kind in part.measures:
        if kind == RATE:
            continue
        total = _key(found, Key(part.total, measure), kind)
        named = [Key(part_place(part.place, part.place.dimension, each), measure) for each in part.categories]
        keys = [_key(found, each, kind) for each in named if each in numbers]
        values = [numbers[each].value if each in numbers else 0 for each in (*keys, total)]
        disjoint = part.place.dimension in DISJOINT and kind == PERSONS and (
            None in values or total not in numbers or sum(values[:-1]) == values[-1]  # type: ignore[arg-type]
        )
        if disjoint:
            found.equations.append(Equation((*((key, 1) for key in keys), (total, -1)), 0, 0, True))
        _sums(found, keys, total, _adds_up(kind, part.place.dimension))
        if part.has_lump:
            lump = Key(part.place._replace(category=LUMP), measure)
            inside = [_key(found, Key(part.place._replace(category=each), measure), kind)
                      for each in unlisted]
            others = _key(found, Key(part.place._replace(category=OTHERS), measure), kind)
            _sums(found, [*inside, others], _key(found, lump, kind), _adds_up(kind, part.place.dimension))
            found.covered |= set(inside)


def _key(found: Knowledge, key: Key, kind: str) -> Key:
    """The key, known from now on; what today's books say otherwise goes before what was published."""
    if found.says_again and (again := key._replace(again=True)) in found.kinds:
        return again
    found.kinds.setdefault(key, kind)
    return key


def _sums(found: Knowledge, keys: Sequence[Key], total: Key, adds_up: bool) -> None:
    """Parts that add up to a total, or of which each is within it and all are not less than it."""
    if not keys:
        return
    terms = (*((key, 1) for key in keys), (total, -1))
    found.equations.append(Equation(terms, 0, 0 if adds_up else None))
    if not adds_up:
        found.equations += [Equation(((total, 1), (key, -1)), 0, None) for key in keys]


def _between_times(
    found: Knowledge, parts: Sequence[Part], universe: Mapping[Place, Mapping[str, None]]
) -> None:
    """What is said of a year and of its halves, of a quarter and of its months."""
    series: dict[Key, dict[tuple[str, str], Key | None]] = {}
    for key in list(found.kinds):
        if not key.again and key.place.category != LUMP:
            now = _key(found, key, found.kinds[key])
            times = series.setdefault(Key(_timeless(key.place), key.measure), {})
            times[key.place.start, key.place.end] = now
    for part in parts:  # a category that a table does not list is nobody, unless it stands in a lump
        for category in universe[_timeless(part.place)] if not part.has_lump else ():
            for measure, _ in part.measures if category not in part.categories else ():
                timeless = Key(_timeless(part.place)._replace(category=category), measure)
                series.setdefault(timeless, {}).setdefault((part.place.start, part.place.end), None)
    for timeless, times in series.items():
        known = next((each for each in times.values() if each), None)
        if len(times) > 1 and known:
            kind = found.kinds[known]
            if _adds_up(kind, timeless.place.dimension):
                _segments(found, timeless, kind, times)
            elif timeless.measure not in UNSTEADY:
                _nested(found, times)


def _segments(
    found: Knowledge, timeless: Key, kind: str, times: Mapping[tuple[str, str], Key | None]
) -> None:
    """Each time is the sum of the shortest times that the others cut it into."""
    cuts = sorted({each for time in times for each in time})
    shortest = list(pairwise(cuts))
    if len(shortest) == 1:
        return
    for time, key in times.items():
        within = [each for each in shortest if time[0] <= each[0] and each[1] <= time[1]]
        if within == [time]:
            continue
        terms = []
        for each in within:
            held = times.get(each, _piece(found, timeless, kind, each) if each not in times else None)
            terms += [(held, 1)] if held else []
        found.equations.append(Equation(tuple(terms + ([(key, -1)] if key else []))))


def _piece(found: Knowledge, timeless: Key, kind: str, time: tuple[str, str]) -> Key:
    key = Key(timeless.place._replace(start=time[0], end=time[1]), timeless.measure)
    found.kinds.setdefault(key, kind)
    return key


def _nested(found: Knowledge, times: Mapping[tuple[str, str], Key | None]) -> None:
    """Persons: who counts in a part of the year counts in the year, once."""
    for outer, key in times.items():
        if key is None:
            continue
        inner = {each: held for each, held in times.items()
                 if each != outer and outer[0] <= each[0] and each[1] <= outer[1]}
        found.equations += [Equation(((key, 1), (held, -1)), 0, None) for held in inner.values() if held]
        for tiles in _tilings(outer, sorted(inner)):
            held = [inner[each] for each in tiles]
            terms = tuple((each, 1) for each in held if each)
            found.equations.append(Equation((*terms, (key, -1)), 0, None))


def _tilings(outer: tuple[str, str], inner: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The ways to cover a time by shorter ones that do not overlap."""
    if outer[0] == outer[1]:
        yield []
        return
    for each in inner:
        if each[0] == outer[0]:
            for rest in _tilings((each[1], outer[1]), inner):
                yield [each, *rest]


def _within_places(found: Knowledge, numbers: Mapping[Key, Number]) -> None:
    """Nobody less than once; the whole and its parts."""
    places: dict[Place, list[Number]] = {}
    for key, kind in list(found.kinds.items()):
        if not key.again and kind != AMOUNT:
            held = _key(found, key, kind)
            places.setdefault(key.place, []).append(Number(held, kind, None, False))
    for each in places.values():
        persons = [one.key for one in each if one.kind == PERSONS]
        times = [one.key for one in each if one.kind == TIMES]
        if len(persons) == 1 and len(times) == 1:
            found.equations.append(Equation(((times[0], 1), (persons[0], -1)), 0, None))
        measures = {one.key.measure: one.key for one in each}
        for whole, part, left in parted(each):
            if measures[whole] not in numbers or measures[part] not in numbers:
                continue
            values = [numbers[measures[name]].value for name in (whole, part)]
            if None not in values and values[0] < values[1]:  # type: ignore[operator]
                continue
            rest = _key(found, Key(measures[whole].place, left), PERSONS)
            found.covered.add(rest)
            found.equations.append(Equation(((measures[part], 1), (rest, 1), (measures[whole], -1))))


def _between_units(found: Knowledge, tallies: Sequence[Tally]) -> None:
    """The report of a unit says what stands in its row of the table by units above it."""
    named = {tally.unit: tally.unit_name for tally in tallies if tally.unit}
    rows = {}
    if not named:
        return
    for key in list(found.kinds):
        if key.place.dimension == "unit" and key.place.category != LUMP:
            rows[key._replace(place=key.place._replace(unit="", dimension="", category=""), again=False),
                 key.place.category] = _key(found, key._replace(again=False), found.kinds[key])
    shares: dict[Key, list[Key]] = {}
    for key, kind in list(found.kinds.items()):
        name = named.get(key.place.unit)
        if key.again or name is None:
            continue
        own = _key(found, key, kind)
        above = key._replace(place=key.place._replace(unit=""))
        if not key.place.dimension and (above, name) in rows:
            found.equations.append(Equation(((own, 1), (rows[above, name], -1))))
        elif key.place.dimension and above in found.kinds and kind in ADDITIVE:
            shares.setdefault(_key(found, above, kind), []).append(own)
    for above, held in shares.items():
        found.equations.append(Equation(((above, 1), *((each, -1) for each in held)), 0, None))
