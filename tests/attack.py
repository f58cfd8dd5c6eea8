"""Somebody who has every release of a year and a solver, and wants to know about few people.

Nothing of the program is used but the printed texts: what a cell says, in which row and column of which
table. Written from domain/privacy.md and arithmetic alone: parts add up to totals, halves to years, a
person counts once, whoever paid had to pay. It knows the titles, not what was behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from openbooks.document import Document, Table

LUMP = "其他（合并）"
HALVES = {"2025": ("2025H1", "2025H2"), "2024": ("2024H1", "2024H2")}
Name = tuple[str, str, str, str]  # dimension, row, column, period
FORM = {"应缴会费人数": "persons_due", "缴足会费人数": "persons_paid", "未缴足会费人数": "persons_short"}
EPSILON = 1e-4


@dataclass
class Books:
    """What is printed of every number about people (None: a star), and which rows stand in which table."""

    said: dict[Name, int | None] = field(default_factory=dict)
    rows: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)


def read(releases: Sequence[Document]) -> Books:
    """The counts of people in some releases."""
    found = Books()
    for document in releases:
        for table in (table for section in document.sections for table in section.tables):
            for name, text in _numbers(table, document.period):
                value = None if text == "*" else int(text.replace(",", ""))
                if name not in found.said or found.said[name] is None:
                    found.said[name] = value
                listed = found.rows.setdefault((name[0], name[2], name[3]), [])
                is_own = name[0] in table.title or name[0] in {"dues", "dues unit", "assistance"}
                listed += [name[1]] if is_own and name[1] not in listed else []
    return found


def _numbers(table: Table, period: str) -> Iterator[tuple[Name, str]]:
    before = period.replace("2025", "2024")
    for row in table.rows:
        texts = [cell.text for cell in row.cells]
        if texts[1] in FORM:
            yield ("dues", "", FORM[texts[1]], period), texts[2]
            yield ("dues", "", FORM[texts[1]], before), texts[3]
            continue
        for column, text in zip(table.columns, texts, strict=True):
            label = column.label.removeprefix("prior_")
            label = "times" if label == "attended" else label
            if label in {"persons", "times", "persons_due", "persons_paid"}:
                kind = "assistance" if table.title.startswith("帮扶") else table.title
                dimension = "dues" if table.title == "各单位会费" else f"{kind} {table.columns[0].label}"
                when = before if column.label.startswith("prior_") else period
                place = _place("unit" if dimension == "dues" else table.title, dimension, texts[0])
                if text.replace(",", "").isdigit() or text == "*":
                    yield (*place, label, when), text


def _place(title: str, dimension: str, row: str) -> tuple[str, str]:
    """Tables of one group share their total; that of the festivals is a kind."""
    if dimension == "dues":
        return ("dues", "") if row == "合计" else ("dues unit", row)
    if title == "各次竞赛" and row == "合计":
        return "各类活动", "竞赛"
    if title.startswith("帮扶"):
        what = title.removeprefix("帮扶慰问（").removesuffix("）")
        if row == "合计":
            return ("kind", "节日慰问") if what == "festival" else ("assistance", "")
        return what, row
    return (title, "") if row == "合计" else (title, row)


class Attack:
    """The equations of the books, with what is printed put in: of everything, or of totals and `before`."""

    def __init__(self, books: Books, before: Books | None = None) -> None:
        self.books, self.at = books, {}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self._parts()
        self._periods()
        self._people()
        self.solver = self._solver(before)

    def _column(self, name: Name) -> int:
        return self.at.setdefault(name, len(self.at))

    def _add(self, terms: Sequence[tuple[int, float]], least: float, most: float) -> None:
        held: dict[int, float] = {}
        for column, factor in terms:
            held[column] = held.get(column, 0.0) + factor
        self.rows.append((held, least, most))

    def _sum(self, parts: Sequence[Name], total: Name, adds_up: bool) -> None:
        """Parts and a total of them: equal, or persons that may be in several."""
        terms = [(self._column(each), 1.0) for each in parts] + [(self._column(total), -1.0)]
        self._add(terms, 0.0, 0.0 if adds_up else np.inf)
        for each in () if adds_up else parts:
            self._add([(self._column(total), 1.0), (self._column(each), -1.0)], 0.0, np.inf)

    def _total(self, dimension: str) -> tuple[str, str]:
        return {"festival": ("kind", "节日慰问"), "kind": ("assistance", ""), "unit": ("assistance", ""),
                "dues unit": ("dues", ""), "各次竞赛": ("各类活动", "竞赛")}.get(dimension, (dimension, ""))

    def _universe(self, dimension: str) -> list[str]:
        rows = {row for where, row, *_ in self.books.said if where == dimension}
        return [*sorted(rows - {"", LUMP}), "别的"]

    def _parts(self) -> None:
        for (dimension, column, period), rows in list(self.books.rows.items()):
            listed = [row for row in rows if row]
            if not listed or dimension in {"assistance", "dues"}:
                continue
            adds_up = column == "times" or dimension == "dues unit" or (
                dimension == "unit" and self._agrees(dimension, column, period, listed)
            )
            self._sum([(dimension, row, column, period) for row in listed],
                      (*self._total(dimension), column, period), adds_up)
            if LUMP in listed:
                inside = [row for row in self._universe(dimension) if row not in listed]
                self._sum([(dimension, row, column, period) for row in inside],
                          (dimension, LUMP, column, period), column == "times")

    def _agrees(self, dimension: str, column: str, period: str, listed: Sequence[str]) -> bool:
        """Whether units seem to share nobody, as far as is printed."""
        parts = [self.books.said.get((dimension, row, column, period)) for row in listed]
        total = self.books.said.get((*self._total(dimension), column, period))
        return None not in parts and sum(each or 0 for each in parts) == total

    def _periods(self) -> None:
        for dimension, row, column in sorted({name[:3] for name in list(self.at)}):
            for year, halves in HALVES.items():
                names = [(dimension, row, column, each) for each in (year, *halves)]
                if row == LUMP or column in {"persons_paid", "persons_short"}:
                    continue
                whole, *parts = (each if self._stands(each) else None for each in names)
                if whole is None or not self._has(dimension, column, halves):
                    continue
                held = [each for each in parts if each]
                self._sum(held, whole, column == "times")

    def _stands(self, name: Name) -> bool:
        """Whether a row is in the table of a period, be it in a lump; one that is not is nobody."""
        listed = self.books.rows.get((name[0], name[2], name[3]), [])
        return name[1] in listed or LUMP in listed

    def _has(self, dimension: str, column: str, periods: Sequence[str]) -> bool:
        return all((dimension, column, each) in self.books.rows for each in periods)

    def _people(self) -> None:
        for dimension, row, column, period in list(self.at):
            if column == "persons" and (dimension, row, "times", period) in self.at:
                self._add([(self._column((dimension, row, "times", period)), 1.0),
                           (self._column((dimension, row, column, period)), -1.0)], 0.0, np.inf)
        for name in list(self.books.said):
            self._column(name)
        for dimension, row, column, period in list(self.at):
            if column == "persons_paid" and (dimension, row, "persons_due", period) in self.at:
                names = [(dimension, row, each, period) for each in ("persons_paid", "persons_short")]
                self._sum(names, (dimension, row, "persons_due", period), True)

    def _solver(self, before: Books | None) -> highspy.Highs:
        lower, upper = np.zeros(len(self.at)), np.full(len(self.at), np.inf)
        for name, column in self.at.items():
            value = self.books.said.get(name)
            is_public = not name[1] or name[2] == "persons_due"
            if value is not None and (is_public or before is None or before.said.get(name) is not None):
                lower[column] = upper[column] = value
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.at), len(self.rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(len(self.at)), lower, upper
        model.row_lower_ = np.array([least for _, least, _ in self.rows])
        model.row_upper_ = np.array([most for _, _, most in self.rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, *_ in self.rows)])
        model.a_matrix_.index_ = np.array([at for terms, *_ in self.rows for at in terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([one for terms, *_ in self.rows for one in terms.values()])
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(model)
        return solver

    def whole_numbers(self) -> None:
        """From now on only whole people are thought of. (HiGHS 1.15.1 presolves some of these wrongly.)"""
        self.solver.setOptionValue("presolve", "off")
        every = np.arange(len(self.at), dtype=np.int32)
        self.solver.changeColsIntegrality(
            len(every), every, np.full(len(every), highspy.HighsVarType.kInteger)
        )

    def interval(self, name: Name) -> tuple[float, float]:
        """Between what a number must be."""
        found, column = [], self.at[name]
        for sense in (1.0, -1.0):
            self.solver.changeColCost(column, sense)
            self.solver.run()
            status = self.solver.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                found.append(self.solver.getSolution().col_value[column])
            else:
                assert status in {highspy.HighsModelStatus.kUnbounded,
                                  highspy.HighsModelStatus.kUnboundedOrInfeasible}, (name, status)
                found.append(np.inf)
        self.solver.changeColCost(column, 0.0)
        return found[0], found[1]


def exposed(
    printed: Sequence[Document], truth: Sequence[Document], smallest: int, whole_numbers: bool = False
) -> list[str]:
    """Every hidden count of people that can be told closer than ± (smallest − 1), with what is known of
    it, unless the totals and the releases before it was hidden tell it alone; `truth` are the same reports
    with nothing hidden."""
    books, real = read(printed), read(truth)
    attack = Attack(books)
    if whole_numbers:
        attack.whole_numbers()
    alone: dict[int, Attack] = {}
    found = []
    for name in attack.at:
        value = _true(name, real)
        if books.said.get(name) is not None or value is None or not _counts(name, books, value, smallest):
            continue
        least, most = attack.interval(name)
        wanted = max(0, value - smallest + 1), value + smallest - 1
        if least <= wanted[0] + EPSILON and most >= wanted[1] - EPSILON:
            continue
        first = next((at for at, each in enumerate(printed) if name in read([each]).said), 0)
        if first not in alone:
            alone[first] = Attack(books, read(printed[:first]))
        known = alone[first].interval(name)
        lump = books.said.get((name[0], LUMP, name[2], name[3]))
        top = min(wanted[1], known[1], lump if lump is not None and not _is_listed(name, books) else np.inf)
        if least > max(wanted[0], known[0]) + EPSILON or most < top - EPSILON:
            found.append(f"{name}: {value} in [{least:g}, {most:g}]")
    return found


def _true(name: Name, real: Books) -> int | None:
    """What a number is."""
    dimension, row, column, period = name
    if column == "persons_short":
        values = [real.said.get((dimension, row, each, period)) for each in ("persons_due", "persons_paid")]
        return None if None in values else values[0] - values[1]  # type: ignore[operator]
    return real.said.get(name)


def _is_listed(name: Name, books: Books) -> bool:
    return name[1] in books.rows.get((name[0], name[2], name[3]), [])


def _counts(name: Name, books: Books, value: int, smallest: int) -> bool:
    """What is to be looked at: every star, and few people whom a lump or a difference covers."""
    return value > 0 and (name in books.said or value < smallest)
