"""Columns that hold the words of a closed list: what stands below a header says more than it does.

A 状态 with 是 and 否 is no 在职状态; an unknown header below which nothing but 现金 and 转账 stand is
the form of payment, which is asked.
"""

from __future__ import annotations

from openbooks.cells import read_boolean
from openbooks.contract import Column
from openbooks.draft import Draft
from openbooks.headword import Headword
from openbooks.meaning import LESS_LIKELY, PARTLY, Meaning
from openbooks.profile import EMPTY, STRONG


def take_by_values(draft: Draft) -> None:
    """Ask for a list's column below whose unknown header nothing but words of that list stand."""
    for column in draft.ledger.columns:
        if column.type != "list" or draft.has(column.name):
            continue
        like = _listed(draft, column)
        if len(like) == 1:
            why = f"没见过“{like[0].text}”这个写法，下面写的都是“{column.title}”"
            draft.take_asking(column.name, "cell", like[0], why)


def holds_other_words(draft: Draft, column: Column, meaning: Meaning, fit: str) -> bool:
    """Whether a list's column holds yes and no (是否在岗 is no 在职状态), or too few words of the list below
    a header that only is like one of the column's."""
    if column.type != "list" or fit in (STRONG, EMPTY):
        return False
    if meaning.grade == PARTLY:
        return True
    values = draft.values(meaning.heading.index)
    if any(column.meant(text) in column.allowed for text in values):
        return False
    if meaning.rank >= LESS_LIKELY or all(not read_boolean(text).code for text in values):
        return True
    return bool(_listed(draft, column))


def _listed(draft: Draft, column: Column) -> list[Headword]:
    """Free headings that no ledger explains, below which nothing but words of the list stand."""
    return [
        each for each in draft.free(draft.headings)
        if len(values := draft.values(each.index)) > 1 and not draft.ledger_means(each)
        and all(column.meant(text) in column.allowed for text in values)
    ]
