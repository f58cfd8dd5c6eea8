"""What the user is asked before a table can be loaded, and the mapping after the answers.

A question proposes what the file suggests and says why; an answer is one of its options or, where
it asks to enter, a value. Options that are headers carry their cell in `cells`.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from openbooks import contract
from openbooks.errors import WrongUse
from openbooks.mapping import Constant, Link, Mapping, Wide, used_cells

CONFIRM, CHOOSE, ENTER = "confirm", "choose", "enter"
YEARS, SPREAD = "years", "spread"
OF_FILE = frozenset((YEARS, SPREAD))  # asked of the file, not of one column
EVENLY, AT_THE_END = "平均分到各月", "都记在最后一个月"
LEAVE_OUT = "不装载这一项"
SAME_AS = "与{}相同"
ANSWERED = "由上传人填写"


@dataclass(frozen=True)
class Context:
    """What the books already know: units (id, name), activities (id, title), their settings.

    `groups` are the ids of those units that are a part of another (a 工会小组) and keep no books.
    """

    units: tuple[tuple[str, str], ...] = ()
    activities: tuple[tuple[str, str], ...] = ()
    settings: MappingType[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    today: date = date.min
    groups: frozenset[str] = frozenset()

    @property
    def bodies(self) -> tuple[tuple[str, str], ...]:
        """The units that are no group of another."""
        return tuple(each for each in self.units if each[0] not in self.groups)


@dataclass(frozen=True)
class Question:
    """One thing to confirm, choose or enter for `column` (YEARS: the year of all dates without;
    SPREAD: how an amount of several months is booked).

    `proposed` is an option or a value, or None where nothing speaks for one. The first
    len(`cells`) options are headers, cells[i] the place of options[i].
    """

    column: str
    title: str
    kind: str
    proposed: str | None
    options: tuple[str, ...]
    why: str
    cells: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A mapping as far as the file tells it, and the questions that are still open.

    `reasons` says for ignored cells why nothing takes them, where there is more to say than that
    the header is unknown.
    """

    mapping: Mapping
    questions: tuple[Question, ...]
    reasons: tuple[tuple[int, str], ...] = ()


def label(index: int, header: str) -> str:
    """How a header is offered as an option: its text and its place, as headers repeat."""
    return f"{header.strip() or '（无表头）'}（第{index + 1}列）"


def settle(proposal: Proposal, answers: MappingType[str, str]) -> Mapping:
    """The mapping with the answers (column → answer) put in; unanswered proposals stand.

    Raises WrongUse for an answer to no question, and for a question without answer or proposal
    unless the ledger can do without the column.
    """
    asked = {question.column: question for question in proposal.questions}
    unknown = sorted(set(answers) - set(asked))
    if unknown:
        raise WrongUse(f"没有问过 {'、'.join(unknown)}")
    mapping = proposal.mapping
    for question in proposal.questions:
        answer = answers.get(question.column, question.proposed)
        if answer is None or not answer.strip():
            raise WrongUse(f"还没有回答：{question.title}")
        mapping = _answered(mapping, question, answer.strip())
    taken = used_cells(mapping)
    ignored = tuple(i for i, text in enumerate(mapping.header) if text.strip() and i not in taken)
    order = [column.name for column in contract.ledger(mapping.ledger).columns]
    links = tuple(sorted(mapping.links, key=lambda each: order.index(each.column)))
    return replace(mapping, links=links, ignored=ignored)


def _answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    """The mapping with one answer in the place of what was proposed for that column."""
    column = question.column
    if column == YEARS:
        return with_year(mapping, year_of(answer))
    if column == SPREAD:
        return mapping if answer != AT_THE_END else replace(mapping, wide=_at_the_end(mapping.wide))
    old = mapping.link(column)
    links = tuple(link for link in mapping.links if link.column != column)
    constants = tuple(each for each in mapping.constants if each.column != column)
    if answer == LEAVE_OUT:
        return replace(mapping, links=links, constants=constants)
    offered = dict(zip(question.options, question.cells, strict=False))
    if answer in offered:
        index = offered[answer]
        if old and index in old.cells:
            link = replace(old, certain=True)
        else:
            header = mapping.header[index]
            link = Link(column, "cell", (index,), (header,), scale=old.scale if old else 1)
        return replace(mapping, links=(*links, link), constants=constants)
    ledger = contract.ledger(mapping.ledger)
    for other in ledger.columns:
        if answer == SAME_AS.format(other.title):
            link = Link(column, "as", (), (other.name,))
            return replace(mapping, links=(*links, link), constants=constants)
    constant = Constant(column, answer, ANSWERED, True)
    return replace(mapping, links=links, constants=(*constants, constant))


def _at_the_end(wide: Wide | None) -> Wide | None:
    """The months, where a cell of several months is booked in the last of them only."""
    if wide is None:
        return None
    (_, months), *beside = [
        (name, tuple({cell: (cell, month) for cell, month in named}.values()))
        for name, named in wide.amounts
    ]
    return Wide(wide.column, wide.value, months, tuple(beside))


def year_of(text: str) -> int:
    """A year of four digits, written with or without 年; WrongUse for any other text."""
    bare = text.strip().removesuffix("年")
    if not (bare.isascii() and bare.isdigit() and len(bare) == 4):
        raise WrongUse(f"年份要写四位数字，如 2024；现在填的是“{text}”")
    return int(bare)


def with_year(mapping: Mapping, year: int) -> Mapping:
    """The mapping with the one year of its dates; months' columns without a year get it."""
    wide = mapping.wide
    if wide:
        (_, months), *beside = [
            (name, tuple(
                (cell, month if len(month) > 2 else f"{year}-{month}") for cell, month in named
            ))
            for name, named in wide.amounts
        ]
        wide = Wide(wide.column, wide.value, months, tuple(beside))
    return replace(mapping, wide=wide, years=(year,))
