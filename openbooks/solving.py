"""The linear programme over what is known of people, kept by HiGHS and asked again and again.

A number of the document to be may move away from its value, at a cost while it is printed; one of an
earlier release that was hidden may be anything that its equations allow; what was published stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from openbooks.inference import Equation, Knowledge
from openbooks.tally import AMOUNT, Key

SLIGHT = 1e-6
UNITS = 1e4  # amounts are counted so that the largest is this many: a solver wants numbers of one size


@dataclass
class _Row:
    """One equation as numbers: columns, factors, bounds."""

    columns: list[int]
    factors: list[float]
    least: float
    most: float


class Models:
    """What is known as many small programmes, each made when it is first asked: numbers that no equation
    joins need not be looked at together. `constants` are known to everybody, `values` are those of the
    document to be, which only its writer knows, `costs` what it loses to hide each of them."""

    def __init__(
        self, found: Knowledge, constants: Mapping[Key, int], values: Mapping[Key, int],
        costs: Mapping[Key, float],
    ) -> None:
        self.constants, self.values, self.costs = constants, values, dict(costs)
        self.kinds, self.parts = found.kinds, _joined(found, constants)
        self.made: dict[int, Model] = {}
        self.equations: dict[int, list[Equation]] = {}
        for each in found.equations:
            part = next((self.parts[key] for key, _ in each.terms if key not in constants), None)
            if part is not None:
                self.equations.setdefault(part, []).append(each)
        self.keys: dict[int, list[Key]] = {}
        for key, part in self.parts.items():
            self.keys.setdefault(part, []).append(key)

    def of(self, key: Key) -> Model:
        """The programme of a number that is no constant."""
        part = self.parts[key]
        if part not in self.made:
            equations = self.equations.get(part, [])
            kinds = {one: self.kinds[one] for one in self.keys[part]}
            kinds |= {one: self.kinds[one] for each in equations for one, _ in each.terms}
            self.made[part] = Model(kinds, equations, self.constants, self.values, self.costs)
        return self.made[part]

    def release(self, key: Key) -> None:
        """A number is hidden from now on: it moves at no cost."""
        self.costs[key] = 0.0
        if key in self.parts and self.parts[key] in self.made:
            self.made[self.parts[key]].release(key)


def _joined(found: Knowledge, constants: Mapping[Key, int]) -> dict[Key, int]:
    """Number → the part of the world it is in: two are in one where an equation has both."""
    above = {key: key for key in found.kinds if key not in constants}

    def top(key: Key) -> Key:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for each in found.equations:
        keys = [key for key, _ in each.terms if key in above]
        for other in keys[1:]:
            above[top(other)] = top(keys[0])
    numbers: dict[Key, int] = {}
    return {key: numbers.setdefault(top(key), len(numbers)) for key in above}


class Model:
    """One programme: the numbers of `kinds` and the equations between them."""

    def __init__(
        self, kinds: Mapping[Key, str], equations: list[Equation], constants: Mapping[Key, int],
        values: Mapping[Key, int], costs: Mapping[Key, float],
    ) -> None:
        self.constants, self.values = constants, values
        largest = max((abs(constants.get(key, values.get(key, 0))) for key, kind in kinds.items()
                       if kind == AMOUNT), default=0)
        self.unit = {key: max(largest / UNITS, 1.0) if kind == AMOUNT else 1.0
                     for key, kind in kinds.items()}
        self.own = [key for key in kinds if key in values and key not in constants]
        self.unknown = [key for key in kinds if key not in values and key not in constants]
        self.at = {key: 2 * at for at, key in enumerate(self.own)}
        self.at |= {key: 2 * len(self.own) + at for at, key in enumerate(self.unknown)}
        self.costs = np.zeros(2 * len(self.own) + len(self.unknown))
        for key in self.own:
            self.costs[self.at[key] : self.at[key] + 2] = costs.get(key, 0.0)
        self.inner, residuals = self._truth(equations)
        rows = [self._row(each, left) for each, left in zip(equations, residuals, strict=True)]
        upper = np.full(len(self.costs), math.inf)
        for key in self.own:
            upper[self.at[key] + 1] = values[key] / self.unit[key]
        self.upper = upper
        # how far each number moved in any books found so far: those stay possible as more is hidden
        self.highest, self.lowest = np.zeros(len(self.own)), np.zeros(len(self.own))
        self.is_short = False  # whether the last number asked for could not reach its target
        self.solver = _solver(self.costs, np.zeros(len(self.costs)), upper, rows)

    def _base(self, key: Key) -> float:
        """What a number is where nothing moves, in its unit."""
        held = self.constants.get(key, self.values.get(key, 0))
        return held / self.unit[key]

    def _row(self, equation: Equation, left: float) -> _Row:
        """An equation over the moves; it holds as far as it does in truth."""
        columns: list[int] = []
        factors: list[float] = []
        base = 0.0
        for key, factor in equation.terms:
            base += factor * self._base(key)
            if key in self.values and key not in self.constants:
                columns += [self.at[key], self.at[key] + 1]
                factors += [factor, -factor]
            elif key not in self.constants:
                columns.append(self.at[key])
                factors.append(factor)
        least = -math.inf if equation.least is None else min(equation.least, left) - base
        most = math.inf if equation.most is None else max(equation.most, left) - base
        if equation.least == equation.most:
            least = most = left - base
        return _Row(columns, factors, least, most)

    def _truth(self, equations: list[Equation]) -> tuple[highspy.Highs, list[float]]:
        """The programme of what is not known to the writer either, and by how much each equation fails
        at best: 0 unless today's books contradict what was published."""
        many, rows = len(self.unknown), []
        own = 2 * len(self.own)
        for at, each in enumerate(equations):
            base = sum(factor * self._base(key) for key, factor in each.terms)
            held = [(self.at[key] - own, float(factor)) for key, factor in each.terms
                    if key not in self.values and key not in self.constants]
            slack = many + 2 * at
            columns = [one for one, _ in held] + [slack, slack + 1]
            least = -math.inf if each.least is None else each.least - base
            most = math.inf if each.most is None else each.most - base
            rows.append(_Row(columns, [one for _, one in held] + [1.0, -1.0], least, most))
        costs = np.concatenate([np.zeros(many), np.ones(2 * len(equations))])
        solver = _solver(costs, np.zeros(len(costs)), np.full(len(costs), math.inf), rows)
        solver.run()
        slack_of = np.array(solver.getSolution().col_value[many:])
        failing = slack_of[1::2] - slack_of[::2]  # what the equation lacks is what the slack gives
        for at, value in enumerate(slack_of):
            solver.changeColBounds(many + at, value, value)
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), np.zeros(len(costs)))
        return solver, [0.0 if abs(each) < SLIGHT else float(each) for each in failing]

    def bounds(self, key: Key) -> tuple[int, int]:
        """Between what the writer of the document knows a hidden number of an earlier release to be."""
        column, found = self.at[key] - 2 * len(self.own), []
        for sense in (1.0, -1.0):
            self.inner.changeColCost(column, sense)
            self.inner.run()
            unbounded = self.inner.getModelStatus() != highspy.HighsModelStatus.kOptimal
            found.append(math.inf if unbounded else self.inner.getSolution().col_value[column])
        self.inner.changeColCost(column, 0.0)
        least, most = (each * self.unit[key] if math.isfinite(each) else 0.0 for each in found)
        return math.floor(least + SLIGHT), math.ceil(most - SLIGHT)

    def release(self, key: Key) -> None:
        """A number is hidden from now on: it moves at no cost."""
        if key in self.at and self.costs[self.at[key]]:
            for column in (self.at[key], self.at[key] + 1):
                self.costs[column] = 0.0
                self.solver.changeColCost(column, 0.0)

    def reach(self, key: Key, target: int, up: bool) -> list[Key]:
        """The printed numbers that must be free for a number to reach a target, or to come as near to it
        as it can when everything is hidden."""
        self.is_short = False
        column, bounds = self._aim(key, target, up)
        if bounds is None or self._was_reached(key, bounds[column][0], up):
            return []
        self._bound(bounds)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            bounds = self._nearest(key, column, bounds, up)
            self.is_short = True
            self.solver.run()
        values = np.array(self.solver.getSolution().col_value)
        self._bound({each: (0.0, float(self.upper[each])) for each in bounds})
        moves = values[: 2 * len(self.own)].reshape(-1, 2)
        net = moves[:, 0] - moves[:, 1]
        self.highest, self.lowest = np.maximum(self.highest, net), np.minimum(self.lowest, net)
        moved = np.flatnonzero((values > SLIGHT) & (self.costs > 0))
        return list(dict.fromkeys(self.own[each // 2] for each in moved))

    def _was_reached(self, key: Key, room: float, up: bool) -> bool:
        if key not in self.values:
            return False
        at = self.at[key] // 2
        return bool((self.highest[at] if up else -self.lowest[at]) >= room - SLIGHT)

    def _aim(self, key: Key, target: int, up: bool) -> tuple[int, dict[int, tuple[float, float]] | None]:
        """The column that moves, and the bounds that make it reach the target; None where it is there."""
        at = self.at[key]
        if key not in self.values:
            goal = target / self.unit[key]
            return at, {at: (goal, math.inf) if up else (0.0, goal)}
        room = (target - self.values[key]) / self.unit[key] * (1 if up else -1)
        if room <= 0:
            return at, None
        column, other = (at, at + 1) if up else (at + 1, at)
        room = min(room, float(self.upper[column]))
        return column, {column: (room, float(self.upper[column])), other: (0.0, 0.0)}

    def _nearest(
        self, key: Key, column: int, bounds: dict[int, tuple[float, float]], up: bool
    ) -> dict[int, tuple[float, float]]:
        """The bounds that make it come as near as it can."""
        is_own = key in self.values
        least, most = bounds[column]
        goal = least if is_own or up else most
        self._bound({column: (0.0, goal if is_own or up else math.inf)})
        every = np.arange(len(self.costs), dtype=np.int32)
        self.solver.changeColsCost(len(every), every, np.zeros(len(every)))
        self.solver.changeColCost(column, -1.0 if is_own or up else 1.0)
        self.solver.run()
        best = self.solver.getSolution().col_value[column]
        self.solver.changeColsCost(len(every), every, self.costs)
        near = best * (1 - SLIGHT) if is_own or up else best + SLIGHT
        found = {**bounds, column: (near, math.inf) if is_own or up else (0.0, near)}
        self._bound(found)
        return found

    def _bound(self, bounds: Mapping[int, tuple[float, float]]) -> None:
        for column, (least, most) in bounds.items():
            self.solver.changeColBounds(column, least, most)


def _solver(
    costs: np.ndarray, lower: np.ndarray, upper: np.ndarray, rows: Iterable[_Row]
) -> highspy.Highs:
    """HiGHS with a programme; rows without columns are left out."""
    held = [each for each in rows if each.columns]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(held)
    model.col_cost_, model.col_lower_, model.col_upper_ = costs, lower, upper
    model.row_lower_ = np.array([each.least for each in held])
    model.row_upper_ = np.array([each.most for each in held])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(each.columns) for each in held)])
    model.a_matrix_.index_ = np.array([one for each in held for one in each.columns], dtype=np.int32)
    model.a_matrix_.value_ = np.array([one for each in held for one in each.factors], dtype=float)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    solver.passModel(model)
    return solver
