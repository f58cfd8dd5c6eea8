"""What the books must hold after any sequence of steps, worked out in plain Python.

The model knows nothing of Parquet, SQL or the program's modules: loads are lists of records, and the
rows that count are found by going through the loads in their order (design.md §3, §4). Two ledgers
stand for all: dues has a key (member, month), assistance has none (equal rows are told apart by
their ordinal). A record of dues may hold a row for each of several months; it is taken or refused
whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Values = tuple[str, ...]
Place = tuple[int, int]  # load, and its line, or its row


@dataclass
class Row:
    """One row that entered: its number in the load, its line, values, ordinal among equals, and
    whether it duplicates."""

    at: int
    line: int
    values: Values
    ordinal: int = 1
    duplicate: bool = False


@dataclass
class Load:
    """One load: rows that entered, lines refused, rows that it buried (load, row), and the lines of
    others (load, line) that its lines answer."""

    number: int
    ledger: str
    rows: list[Row]
    refused: set[int]
    buried: set[Place] = field(default_factory=set)
    answers: dict[int, Place] = field(default_factory=dict)
    replaces: int = 0
    undone: bool = False
    again: int = 0


class Refusal(Exception):
    """The step must be refused."""


@dataclass
class Model:
    """The loads, oldest first, and the months (YYYY-MM) that are closed."""

    loads: list[Load] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    def load_of(self, number: int) -> Load:
        """The load of that number."""
        return next(each for each in self.loads if each.number == number)

    def living(self, ledger: str) -> list[Load]:
        """Loads of a ledger that were not undone."""
        return [each for each in self.loads if each.ledger == ledger and not each.undone]

    def origin(self, number: int) -> int:
        """The load whose rows a load has, itself or again."""
        while again := self.load_of(number).again:
            number = again
        return number

    def forms(self, number: int) -> set[int]:
        """A load and all that have its rows."""
        origin = self.origin(number)
        return {each.number for each in self.loads if self.origin(each.number) == origin}

    def form(self, number: int) -> int:
        """The living load that has the rows of a load, 0 for none."""
        forms = self.forms(number)
        return max((each.number for each in self.loads
                    if not each.undone and each.number in forms), default=0)

    def over(self, number: int) -> list[int]:
        """The living loads that took the place of rows or lines of a load."""
        forms = self.forms(number)
        return [each.number for each in self.loads if not each.undone and (
            each.replaces in forms
            or any(of in forms for of, _ in (*each.buried, *each.answers.values()))
        )]

    def lineage(self, number: int) -> list[int]:
        """A load, the one whose place it took, and so on."""
        found = []
        while number:
            found.append(number)
            number = self.load_of(number).replaces
        return found

    def answered_before(
        self, ledger: str, answers: Iterable[Place], replaced: Iterable[int]
    ) -> set[Place]:
        """(load, line) of the living lines that answer the same lines, or lines of those loads."""
        wanted = {(self.origin(of), line) for of, line in answers}
        whole = {self.origin(number) for number in replaced}
        found = set()
        for each in self.living(ledger):
            for line, (of, there) in each.answers.items():
                if self.origin(of) in whole or (self.origin(of), there) in wanted:
                    found.add((each.number, line))
                    wanted.add((self.origin(each.number), line))
        return found

    def alive(self, ledger: str) -> list[tuple[int, Row]]:
        """(load, row) of every row that counts."""
        loads = self.living(ledger)
        dead = {place for each in loads for place in each.buried}
        here = [(each.number, row) for each in loads for row in each.rows
                if (each.number, row.at) not in dead]
        counted = [(number, row) for number, row in here if not row.duplicate]
        there = {identity(ledger, row) for _, row in counted}
        for number, row in here:
            if row.duplicate and identity(ledger, row) not in there:
                there.add(identity(ledger, row))
                counted.append((number, row))
        return counted

    def hold(
        self, number: int, ledger: str, rows: Iterable[Row], refused: Iterable[int],
        replaces: int = 0, answers: dict[int, Place] | None = None,
    ) -> Load:
        """The load that these rows would become; raises Refusal where a closed month would change, or
        where another load took the place of the one replaced. Lines give way only to what enters."""
        if replaces and any(self.load_of(each).replaces in self.forms(replaces)
                            for each in self.over(replaces)):
            raise Refusal("replaced already")
        rows = list(rows)
        answers = {line: place for line, place in (answers or {}).items()
                   if line in {row.line for row in rows}}
        while True:
            load = self._held(number, ledger, rows, refused, replaces, answers)
            if load.answers == answers:
                break
            answers = load.answers
        if any(month(ledger, row.values) in self.closed for of, row in self.alive(ledger)
               if (of, row.at) in load.buried):
            raise Refusal("a row that gives way lies in a closed month")
        return load

    def _held(
        self, number: int, ledger: str, rows: Iterable[Row], refused: Iterable[int],
        replaces: int, answers: dict[int, Place],
    ) -> Load:
        rows = [Row(r.at, r.line, r.values, r.ordinal) for r in rows]
        alive, replaced = self.alive(ledger), self.lineage(replaces)
        lines = {*answers.values(), *self.answered_before(ledger, answers.values(), replaced)}
        gives_way = {
            (of, row.at) for of, row in alive
            if of in replaced or (of, row.line) in lines
        }
        counted = {(of, row.at) for of, row in alive}
        dead = {place for each in self.living(ledger) for place in each.buried}
        dormant = {
            (each.number, row.at) for each in self.living(ledger) for row in each.rows
            if row.duplicate and (each.number, row.at) not in counted | dead
            and (each.number in replaced or (each.number, row.line) in lines)
        }
        load = Load(number, ledger, [], set(refused), answers=answers, replaces=replaces)
        kept: set[Place] = set()
        for row in rows:
            if row.line in answers and not has_key(ledger):
                family = self.family(answers[row.line][0])
                row.ordinal += sum(
                    of in family and other.values == row.values
                    and (of, other.line) not in lines for of, other in alive
                )
            same = [(of, other) for of, other in alive if identity(ledger, other) == identity(ledger, row)]
            equal = sorted((of, other.at) for of, other in same if other.values == row.values)
            if equal:
                row.duplicate = True
                kept.add(equal[0])
            elif any((of, other.at) not in gives_way for of, other in same) or (
                month(ledger, row.values) in self.closed
            ):
                load.refused.add(row.line)
        load.rows = [row for row in rows if row.line not in load.refused]
        load.buried = gives_way - kept | dormant
        load.answers = {line: place for line, place in answers.items() if line not in load.refused}
        return load

    def family(self, number: int) -> set[int]:
        """A load (in all its forms) and those that answer lines of it."""
        found = self.forms(number)
        for each in self.loads:
            if not each.undone and any(of in found for of, _ in each.answers.values()):
                found.add(each.number)
        return found

    def undo(self, number: int) -> None:
        """Take a load back; raises Refusal where design and closings forbid it."""
        load = self.load_of(number)
        if load.undone:
            raise Refusal("undone already")
        if load.buried and self.over(number):
            raise Refusal("in the middle of corrections")
        buried = [
            (each.number, row) for each in self.living(load.ledger) for row in each.rows
            if (each.number, row.at) in load.buried
        ]
        back = [(of, row) for of, row in buried if not row.duplicate]
        counted = {identity(load.ledger, row) for _, row in self.alive(load.ledger)}
        again = [row for _, row in buried
                 if row.duplicate and identity(load.ledger, row) not in counted]
        mine = [row for of, row in self.alive(load.ledger) if of == number]
        if any(month(load.ledger, row.values) in self.closed for row in
               (*mine, *(row for _, row in back), *again)):
            raise Refusal("closed")
        others = {place for each in self.living(load.ledger) if each.number != number
                  for place in each.buried}
        there = {identity(load.ledger, row) for of, row in self.alive(load.ledger)
                 if of != number and not row.duplicate}
        if any(identity(load.ledger, row) in there for of, row in back
               if (of, row.at) not in others):
            raise Refusal("would count twice")
        load.undone = True

    def redo(self, number: int, fresh: int) -> Load:
        """Let an undone load count again as load `fresh`; raises Refusal where that cannot be."""
        load = self.load_of(number)
        if not load.undone or self.form(number) or self.over(number):
            raise Refusal("cannot be redone")
        answers = {line: (self.form(of), at) for line, (of, at) in load.answers.items()
                   if self.form(of)}
        rows = [Row(row.at, row.line, row.values) for row in load.rows]
        number_equals(load.ledger, rows)
        replaces = self.form(load.replaces) if load.replaces else 0
        later = self.answered_before(load.ledger, answers.values(), self.lineage(replaces))
        if any(self.origin(of) > self.origin(number) for of, _ in later):
            raise Refusal("corrected since")
        found = self.hold(fresh, load.ledger, rows, load.refused, replaces, answers)
        if not found.rows and found.refused != load.refused:
            raise Refusal("nothing could enter")
        found.again = number
        return found


def has_key(ledger: str) -> bool:
    """Whether rows of the ledger have a key."""
    return ledger == "dues"


def identity(ledger: str, row: Row) -> tuple[str | int, ...]:
    """What makes two rows the same entry."""
    return row.values[:2] if has_key(ledger) else (*row.values, row.ordinal)


def month(ledger: str, values: Values) -> str:
    """The month of a row."""
    return values[1] if ledger == "dues" else values[1][:7]


def numbered(
    ledger: str, records: Sequence[tuple[int, list[Values] | None]]
) -> tuple[list[Row], set[int]]:
    """The rows of a file (line, its rows; None: cannot be read) with ordinals, and the lines refused."""
    refused = {line for line, found in records if found is None}
    rows = [Row(0, line, values) for line, found in records for values in found or ()]
    if has_key(ledger):
        seen: set[tuple[str | int, ...]] = set()
        for row in rows:
            if identity(ledger, row) in seen:
                refused.add(row.line)
            seen.add(identity(ledger, row))
    rows = [row for row in rows if row.line not in refused]
    for at, row in enumerate(rows):
        row.at = at
    number_equals(ledger, rows)
    return rows, refused


def number_equals(ledger: str, rows: Sequence[Row]) -> None:
    """Give each row without a key its ordinal among its equals."""
    for at, row in enumerate(rows):
        row.ordinal = 1 if has_key(ledger) else 1 + sum(row.values == r.values for r in rows[:at])
