"""Which numbers about people are hidden, so that none of the hidden ones can be worked out.

What `sensitivity` names is hidden. Then, for each hidden number and both ways, a linear programme looks
for other books that would print the same and in which the number is `smallest` − 1 more, or less; where
there are none it finds which printed numbers must be hidden for that at the least loss (after Kelly,
Golden, Assad: Cell Suppression, Networks 22, 1992; Fischetti, Salazar: Management Science 47, 2001).
Numbers hidden for the sake of others are held to the same, until nothing is left to hide. Whatever was
published is known for ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openbooks.inference import OTHERS, Knowledge, knowledge
from openbooks.sensitivity import Bundle, Case
from openbooks.solving import Models
from openbooks.tally import AMOUNT, PERSONS, Key, Number, Tally, whole_of

DEAR = 8  # a total, or the count of a whole group, is worth as much as so many rows
UNFIT = 1000  # what cannot be kept open itself, once hidden, is hidden only where nothing else will do
USUAL = 0.3  # what another release of the year hides
ATTEMPTS = 4
CLOSE = 0.15  # an amount of few people is not to be guessed closer than this


def hidden(
    now: Tally, past: Sequence[Tally], smallest: int, public: frozenset[Key], inside: Mapping[Key, Number],
) -> frozenset[Bundle]:
    """The bundles of a document that are hidden, given what was published. `public` numbers are printed
    in any case; `inside` are those that stand within a lump."""
    case = Case(now, past, smallest, public, inside)
    found = knowledge(past, now, case.numbers)
    case.take_derived(found.kinds)
    unfit: frozenset[Bundle] = frozenset()
    best: tuple[int, frozenset[Bundle]] | None = None
    for _ in range(ATTEMPTS):
        search = _Search(case, found, unfit)
        search.close()
        if best is None or len(search.short) < best[0]:
            best = len(search.short), frozenset(search.bundles)
        failed = search.failed()
        if failed <= unfit:
            break
        unfit |= failed
    return best[1] if best else frozenset()


class _Search:
    """One search: what is hidden so far, and the programmes of what others can work out. `short` are the
    numbers that can be told too closely even when everything is hidden that can be."""

    def __init__(self, case: Case, found: Knowledge, unfit: frozenset[Bundle]) -> None:
        self.case, self.found = case, found
        self.costs = _costs(case, unfit)
        self.bundles: dict[Bundle, None] = {}
        self.waiting: list[Bundle] = []
        self.short: set[Key] = set()
        self.models = Models(found, case.constants(), case.values(), self.costs)
        self._wary: Models | None = None

    def failed(self) -> frozenset[Bundle]:
        """What was hidden for the sake of others and can be told too closely all the same."""
        held = {self.case.bundle(key) for key in self.short if key in self.case.own}
        return frozenset((held & set(self.bundles)) - self.case.primary)

    def close(self) -> None:
        """Hide what is few, and more, until each hidden number is as open as it must be."""
        case = self.case
        for bundle in sorted(case.primary):
            self._hide(bundle)
        named = {(_timeless(key), key.measure) for key, each in case.own.items() if each.is_open}
        for key, kind in self.found.kinds.items():
            is_covered = key in self.found.covered and (_timeless(key), key.measure) in named
            is_past = key in case.past or is_covered
            if is_past and key not in case.own and kind != AMOUNT and not case.is_known(key):
                self._open_up(key)
        for key, kind in self.found.kinds.items():
            is_asked = key.place.category == OTHERS and kind != AMOUNT and key in self.models.parts
            if is_asked and 0 < self.models.of(key).bounds(key)[1] < case.smallest:
                self._open_up(key)
        for key, each in case.own.items():
            if not each.is_open and each.kind != AMOUNT and 0 < (each.value or 0) < case.smallest:
                self._open_up(key)
        amounts: list[Key] = []  # after the counts, whose stars mostly hide them too
        while self.waiting or amounts:
            if not self.waiting:
                self._open_up(amounts.pop(0))
                continue
            bundle = self.waiting.pop(0)
            for each in case.places[bundle.place]:
                if case.bundle(each.key) != bundle or case.is_known(each.key):
                    continue
                if each.kind != AMOUNT:
                    self._open_up(each.key)
                elif bundle in case.primary:
                    amounts.append(each.key)

    def _hide(self, bundle: Bundle) -> None:
        if bundle in self.bundles or bundle.place not in self.case.places:
            return
        self.bundles[bundle] = None
        self.waiting.append(bundle)
        for each in self.case.places[bundle.place]:
            if self.case.bundle(each.key) == bundle:
                for models in filter(None, (self.models, self._wary)):
                    models.release(each.key)
        if not bundle.is_rest:
            self._hide(bundle._replace(is_rest=True))
        if not self.case.says_little(bundle.place):
            self._hide(bundle._replace(is_sum=not bundle.is_sum))

    def _open_up(self, key: Key) -> None:
        """Hide what must be hidden for a number to be `smallest` − 1 more, and less, than it is."""
        if key not in self.models.parts:
            return
        for target, up in self._targets(key):
            model = self.models.of(key)
            moved = model.reach(key, target, up)
            if model.is_short:  # then at least for those who presume less
                wary = self.wary().of(key)
                moved += wary.reach(key, target, up) if wary is not model else []
                self.short |= {key} if wary.is_short else set()
            for each in moved:
                if self.case.own[each].is_open:
                    self._hide(self.case.bundle(each))

    def wary(self) -> Models:
        """The programmes of somebody who does not presume that nobody is in two units."""
        if self._wary is None:
            certain = [each for each in self.found.equations if not each.is_presumed]
            self._wary = self.models if len(certain) == len(self.found.equations) else Models(
                replace(self.found, equations=certain), self.models.constants, self.models.values,
                self.models.costs,
            )
        return self._wary

    def _targets(self, key: Key) -> list[tuple[int, bool]]:
        """How far a number must be able to go, up and down."""
        case, need = self.case, self.case.smallest - 1
        each = case.own.get(key)
        if each is None or each.value is None:
            least, most = self.models.of(key).bounds(key)
            return [(most + need, True), (max(0, least - need), False)] if most else []
        if each.kind == AMOUNT:
            need = self._width(each)
        top = each.value + need
        whole = whole_of(case.places[key.place])
        held = case.own.get(key._replace(measure=whole)) if whole and each.kind == PERSONS else None
        if held and held is not each and held.value is not None and case.bundle(held.key) not in self.bundles:
            top = min(top, held.value)
        total = case.own.get(Key(key.place._replace(dimension="", category=""), key.measure))
        if total and total.value is not None and total.key in case.heads:
            top = min(top, max(total.value, each.value))
        return [(top, True), (max(0, each.value - need), False)]

    def _width(self, each: Number) -> int:
        """How far an amount is to stay unknown: a share of it, or of what is still owed of the whole."""
        case, value = self.case, each.value or 0
        wholes = [one.value for one in case.places[each.key.place]
                  if one.kind == AMOUNT and not case.bundle(one.key).is_rest and one.value is not None]
        of = abs(wholes[0] - value) if wholes and case.bundle(each.key).is_rest else value
        return round(CLOSE * of)


def _costs(case: Case, unfit: frozenset[Bundle]) -> dict[Key, float]:
    """What it loses to hide each printed number, by how far it may move."""
    usual = {(_timeless(key), key.measure) for key, each in case.past.items() if each.is_starred}
    cells: dict[Bundle, int] = {}
    for key, each in case.own.items():
        if each.is_open:
            cells[case.bundle(key)] = cells.get(case.bundle(key), 0) + each.cells
    largest: dict[Key, int] = {}  # of the rows beside it
    for key, each in case.own.items():
        table = Key(key.place._replace(category=""), key.measure)
        largest[table] = max(largest.get(table, 1), each.value or 0)
    found = {}
    for key, each in case.own.items():
        bundle, table = case.bundle(key), Key(key.place._replace(category=""), key.measure)
        dear = (1 if key.place.category else DEAR) * (1 if bundle.is_rest else DEAR)
        dear *= USUAL if (_timeless(key), key.measure) in usual else 1
        dear *= UNFIT if bundle in unfit else 1
        room = min(max(each.value or 0, 1), case.smallest) if each.kind != AMOUNT else case.smallest
        weight = 1 + (each.value or 0) / largest[table]
        found[key] = dear * weight * cells.get(bundle, 0) / room if each.is_open else 0.0
    return found


def _timeless(key: Key) -> tuple[str, ...]:
    return key.place._replace(start="", end="")
