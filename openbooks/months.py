"""Months and longer periods side by side: which cell holds the amount of which month.

A cell of several months (一季度, 1-6月, 上半年) stands once for each of them in `Wide.months`: its amount
is divided evenly among them, which is asked, since the file does not say it. A cell whose amount
cannot be divided to the 分 refuses its record (`rows`). Where a month stands in a column of its own
too, the longer period only adds up and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks.draft import Draft
from openbooks.headword import Headword, plain_word
from openbooks.mapping import Wide
from openbooks.meaning import DOUBTFUL, words_of
from openbooks.question import AT_THE_END, EVENLY, SPREAD

_TOTAL = re.compile(r"合计|小计|累计|总计|共计|总额")


def months_aside(draft: Draft) -> None:
    """Months side by side become the ledger's wide columns; a year that no one says is asked."""
    if draft.ledger.wide is None:
        return
    column, value = draft.ledger.wide
    amounts = _amounts(draft, value)
    heads = [each for found in amounts.values() for each in found]
    if not heads or (len(heads) == 1 and draft.heads(value, DOUBTFUL)):
        return
    if any(_meet(found) for found in amounts.values()):
        return
    year = draft.years[0] if len(draft.years) == 1 else None
    first = value if value in amounts else next(iter(amounts))
    beside = tuple((name, _named(found, year)) for name, found in amounts.items() if name != first)
    draft.wide = Wide(column, first, _named(amounts[first], year), beside)
    draft.taken |= set(draft.wide.cells)
    several = [each for each in heads if len(each.months) > 1]
    if several:
        names = "、".join(each.text for each in several[:4])
        draft.ask(
            SPREAD, f"「{names}」一格是几个月的会费，怎样记到各月？", "choose", EVENLY, (EVENLY, AT_THE_END),
            "会费按月核对，表里只写了一段时间的合计；平均分时合计不变，除不尽的行不装载并列出",
            tuple(each.index for each in several),
        )


def _amounts(draft: Draft, value: str) -> dict[str, list[Headword]]:
    """Column of amounts → its headings of one month each, then those of periods that no months of
    their own make up."""
    found: dict[str, list[Headword]] = {}
    for each in sorted(draft.headings, key=lambda one: (len(one.months), one.index)):
        if not each.months or _TOTAL.search(each.rest):
            continue
        name = _amount_of(draft, each.rest, value)
        mine = found.setdefault(name, []) if name else []
        if not name:
            draft.reasons[each.index] = f"“{each.rest}”不在按月并排时取的各列里"
        elif len(each.months) > 1 and any(_meet([each, other]) for other in mine):
            draft.taken.add(each.index)
            draft.reasons[each.index] = "已按更短的期间分列，这一列是它们的合计"
        else:
            mine.append(each)
    return {name: heads for name, heads in found.items() if heads}


def _meet(heads: Sequence[Headword]) -> bool:
    """Whether a month stands under more than one of these headings."""
    named = [(each.year, month) for each in heads for month in each.months]
    return len(set(named)) < len(named)


def _amount_of(draft: Draft, rest: str, value: str) -> str:
    """The column of amounts that stands beside a month's name (应缴 of 1月应缴); "" for another."""
    if not rest:
        return value
    money = [each.name for each in draft.ledger.columns if each.type == "money"]
    meant = words_of(draft.ledger.name).get(plain_word(rest), ())
    return next((name for name, _, _ in meant if name in money), "")


def _named(heads: Sequence[Headword], year: int | None) -> tuple[tuple[int, str], ...]:
    """(cell, month) of the months' columns; without the year where none is known."""
    named = []
    for each in sorted(heads, key=lambda one: one.index):
        in_year = each.year or year
        named += [
            (each.index, f"{in_year}-{number:02d}" if in_year else f"{number:02d}")
            for number in each.months
        ]
    return tuple(named)
