"""Samples drawn on the books: a plan carried out, kept in the journal, drawn again, its findings taken down.

Drawing is keeping: nobody sees a sample that is not in the journal, so that it can be seen how often somebody
drew until it pleased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from openbooks import sampling
from openbooks.access import LOCAL_PAGES, Reader
from openbooks.actor import is_nobody
from openbooks.binding import bind
from openbooks.books import Books, View
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.journal import append
from openbooks.population import Population, population, source_of
from openbooks.query import query
from openbooks.sample import (
    AGREES,
    BY_AMOUNT,
    CELLS,
    DIFFERS,
    DRAWN,
    FOUND,
    METHODS,
    MISSING,
    SIMPLE,
    STRATIFIED,
    SYSTEMATIC,
    VERDICTS,
    Place,
    Plan,
    Sample,
    body_of,
    digest_of,
    sample_of,
)
from openbooks.sampling import Drawn
from openbooks.store import writing
from openbooks.wording import amount

# What may stand in the journal of a query's parameters: no free text, nothing of a person.
KEPT_TYPES, KEPT = frozenset({"month", "period", "list"}), frozenset({"unit", "only_unit"})
LONGEST = 200
BANDS = (1_000_00, 10_000_00, 100_000_00)  # 分; the bands that pages offer


@dataclass(frozen=True)
class Picked:
    """What was drawn of what: the places of the population, and the stratum of each of its rows."""

    population: Population
    drawn: Drawn
    strata: tuple[str, ...]

    @property
    def places(self) -> list[Place]:
        """(batch, row_no) of the rows that were drawn."""
        return self.population.keys(self.drawn.places)

    @property
    def book_fen(self) -> list[int]:
        """The amounts (分) of the rows that were drawn."""
        return self.population.amounts[list(self.drawn.places)].tolist()


@dataclass(frozen=True)
class Outcome:
    """One finding to be taken down; `audited_fen` only where the row differs."""

    place: Place
    verdict: str
    audited_fen: int | None = None
    note: str = ""


def draw(view: View, plan: Plan) -> Picked:
    """Carry out a plan on the books as of a view. Raises WrongUse where it cannot be."""
    source = source_of(plan.query, plan.amount, plan.stratum, plan.parameters)
    return draw_from(population(view, source, plan.parameters), plan)


def draw_from(of: Population, plan: Plan) -> Picked:
    """Carry out a plan on the rows of its population. Raises WrongUse where it cannot be."""
    if plan.method not in METHODS:
        raise WrongUse(f"没有抽样方法“{plan.method}”，可用：{'、'.join(METHODS)}。")
    strata = strata_of(of, plan)
    if not of.rows:
        raise WrongUse("所选的范围里没有可抽的行。换一段期间或另一个单位。")
    return Picked(of, _drawn(of, plan, strata), strata)


def strata_of(of: Population, plan: Plan) -> tuple[str, ...]:
    """The stratum of each row: by the bands of the plan, by its column, or one for all."""
    if plan.method != STRATIFIED:
        return ("",) * of.rows
    if not plan.limits:
        return of.strata
    names = band_names(plan.limits)
    return tuple(names[at] for at in sampling.banded(of.amounts, plan.limits))


def band_names(limits: Sequence[int]) -> list[str]:
    """The bands between amounts (分) as people call them."""
    said = [amount(limit).removesuffix(".00") for limit in limits]
    between = [f"{low} 元以上、不满 {high} 元" for low, high in pairwise(said)]
    return [f"不满 {said[0]} 元", *between, f"{said[-1]} 元以上"]


def totals(of: Population, strata: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows each stratum has, and what they add up to (分)."""
    rows: dict[str, int] = {}
    fen: dict[str, int] = {}
    for name, held in zip(strata, of.amounts.tolist(), strict=True):
        rows[name] = rows.get(name, 0) + 1
        fen[name] = fen.get(name, 0) + held
    return rows, fen


def _drawn(of: Population, plan: Plan, strata: Sequence[str]) -> Drawn:
    if plan.method in BY_AMOUNT:
        found = sampling.monetary(of.amounts, plan.interval, plan.seed, plan.method == CELLS)
        if not found.places:
            raise WrongUse("没有大于零的金额，货币单位抽样抽不到行。请改用简单随机抽样。")
        return found
    if plan.method == SYSTEMATIC:
        return sampling.systematic(of.rows, plan.size, plan.seed)
    if plan.method == SIMPLE:
        return sampling.simple(of.rows, plan.size, plan.seed)
    rows, fen = totals(of, strata)
    sizes = sampling.allocated(fen if plan.weight == "amount" else rows, rows, plan.size)
    return sampling.stratified(strata, sizes, plan.seed)


def keep(view: View, plan: Plan, who: str, at: datetime) -> Sample:
    """Draw a sample and write it down; the sample. Raises WrongUse as `draw`, for nobody, and for parameters
    that the journal must not hold."""
    if is_nobody(who):
        raise WrongUse("抽样要写明是谁抽的：请填姓名（命令行用 --who 姓名）。")
    known = query(plan.query).parameters
    bind(query(plan.query), plan.parameters)
    free = [name for name, value in plan.parameters.items()
            if value is not None and name not in KEPT and known[name].type not in KEPT_TYPES]
    if free:
        raise WrongUse(f"留档的样本不能按 {'、'.join(free)} 取：日志不记人名和原文。请去掉这个条件。")
    picked = draw(view, plan)
    body = body_of(plan, *drawn_of(view, picked))
    body["parameters"] = {key: value for key, value in plan.parameters.items() if value is not None}
    with writing(view.books.home):
        seq = append(view.books.home, view.books.events, DRAWN, who.strip(), at, body).seq
    return sample_of(view.books.events, seq)


def drawn_of(view: View, picked: Picked) -> tuple[int, int, int, int, str]:
    """What the journal holds of a sample beside its plan: version, rows and total of the population, how many
    rows were drawn, and their hash."""
    of = picked.population
    return view.version, of.rows, of.total_fen, len(picked.places), digest_of(picked.places)


def redraw(books: Books, found: Sample, reader: Reader = LOCAL_PAGES) -> Picked:
    """A kept sample drawn again on its own version of the books. Raises BooksDamaged where other rows come of
    it than were written down."""
    picked = draw(books.view(reader, found.version), found.plan)
    if digest_of(picked.places) != found.digest:
        raise BooksDamaged(
            f"第{found.seq}号样本重抽出来的行与当时留档的不同：账本、查询或抽样程序已经改变。"
            "请用 verify 核对账本，并告诉维护者。"
        )
    return picked


def record(
    books: Books, picked: Picked, seq: int, results: Sequence[Outcome], who: str, at: datetime
) -> Sample:
    """Take down what was found of rows of a sample; the sample after it. Raises WrongUse for rows that are
    not in it, a finding that says too little, and nobody."""
    if is_nobody(who):
        raise WrongUse("核对结果要写明是谁查的：请填姓名。")
    book_fen = dict(zip(picked.places, picked.book_fen, strict=True))
    rows = [_row(each, book_fen) for each in results]
    if not rows:
        raise WrongUse("没有要记下的核对结果。")
    with writing(books.home):
        sample_of(books.events, seq)
        append(books.home, books.events, FOUND, who.strip(), at, {"sample": seq, "results": rows})
    return sample_of(books.events, seq)


def _row(result: Outcome, book_fen: Mapping[Place, int]) -> list[int | str]:
    """A finding as the event holds it: what agrees is worth its book value, what has no voucher nothing."""
    if result.place not in book_fen:
        raise WrongUse("这一行不在样本里，没有记下。")
    if result.verdict not in VERDICTS:
        raise WrongUse(f"核对结果要写{'、'.join(VERDICTS.values())}中的一种。")
    book, note = book_fen[result.place], " ".join(result.note.split())
    if len(note) > LONGEST or not note.isprintable():
        raise WrongUse(f"说明最多 {LONGEST} 个字，不能有看不见的字符。")
    audited = {AGREES: book, MISSING: 0}.get(result.verdict, result.audited_fen)
    if audited is None:
        raise WrongUse("不符的要写审定金额（元）：按凭证看应当是多少。")
    if result.verdict == DIFFERS and audited == book and not note:
        raise WrongUse("审定金额与账面相同，却记作不符：请在说明里写哪里不符（例如没有审批）。")
    return [*result.place, result.verdict, int(audited), note]
