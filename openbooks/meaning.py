"""Which columns of a ledger a header cell may stand for, and how sure that is by its words alone.

A heading is looked up whole (EXACT), whole but known to mean several things (DOUBTFUL), or by the
longest known word at its end (PARTLY): 受助职工姓名 ends in 姓名. What is only partly known is never
taken without asking. Words that turn a heading into something else (原币, 数量, 累计 …) stop that.
Where a whole word is unknown, its like is tried: 入会时间 for 入会日期, 应交额 for 应缴金额, 职工手机号
for 手机号.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from openbooks.contract import Ledger, ledgers
from openbooks.headword import Headword, plain_word
from openbooks.likeness import alike

EXACT, DOUBTFUL, PARTLY = 3, 2, 1

# Amounts in another currency, quantities and running totals are not the amount of the line.
NEVER_MONEY = re.compile(
    r"原币|外币|数量|单价|汇率|件数|累计|上年|去年|上月|大写|税额|税率|误差|差额|差异|比例|折扣"
)
TURNED = re.compile(
    r"原币|外币|累计|上年|去年|上月|下月|大写|打印|导出|父|母|配偶|子女|家属|紧急|备用|旧|曾用|原|推荐|证明|监护"
    r"|女|男|预计|计划|拟|应到|目标|届满"
)
# Added to the rank of a word that is only like one of the column's.
LESS_LIKELY = 100
# 领取（签名）: whoever got it signs here.
_TO_SIGN = re.compile(r"签名|签字|签章|盖章|手印")
ROW_COUNTERS = frozenset(("序号", "序", "行次", "no", "no.", "#", "顺序号", "排序", "项次"))


@dataclass(frozen=True)
class Meaning:
    """A heading that may stand for a column. `rank` is the word's place among the column's words
    (0 is the house title): of two headings for one column the smaller rank is the likelier."""

    heading: Headword
    column: str
    grade: int
    rank: int


@cache
def words_of(name: str) -> Mapping[str, tuple[tuple[str, int, bool], ...]]:
    """Word → the (column, rank, ambiguous) that it may stand for in that ledger."""
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for column in ledgers()[name].columns:
        doubtful = {plain_word(word) for word in column.ambiguous}
        for rank, text in enumerate(column.headings):
            word = plain_word(text)
            entry = (column.name, rank, word in doubtful)
            known = found.setdefault(word, [])
            if all(column.name != other for other, _, _ in known):
                known.append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def ledgers_knowing(word: str) -> tuple[str, ...]:
    """Names of the ledgers that know this word as a header."""
    return tuple(name for name in ledgers() if word in words_of(name))


def meanings(heading: Headword, ledger: Ledger) -> tuple[Meaning, ...]:
    """What the heading may stand for in the ledger: whole words, their like, else its end."""
    known = words_of(ledger.name)
    for word in heading.words:
        if word in known:
            several = len(known[word]) > 1
            return tuple(
                Meaning(heading, column, DOUBTFUL if doubtful or several else EXACT, rank)
                for column, rank, doubtful in known[word]
                if not _turned_from_money(ledger, column, word, heading)
            )
    if heading.word in ROW_COUNTERS or heading.months:
        return ()
    for word in heading.words:
        like = alike(word, ledger)
        if like:
            grade = EXACT if len(like) == 1 and not like[0][2] else DOUBTFUL
            return tuple(
                Meaning(heading, column, grade, rank + LESS_LIKELY) for column, rank, _ in like
            )
    several = _several(heading, ledger)
    return several or _partly(heading, ledger)


def _several(heading: Headword, ledger: Ledger) -> tuple[Meaning, ...]:
    """The column of which a heading gives several names (对方户名/名称), else that of the first."""
    first, *others = re.split("[/、或及]", heading.word)
    known = words_of(ledger.name)
    meant = {column: rank for column, rank, _ in known.get(first, alike(first, ledger))}
    if not others or not first:
        return ()
    same = set(meant)
    for other in others:
        same &= {column for column, _, _ in known.get(other, ())}
    grade = EXACT if len(same) == 1 else DOUBTFUL
    return tuple(
        Meaning(heading, column, grade, meant[column] + LESS_LIKELY)
        for column in (same or meant)
    )


def _turned_from_money(ledger: Ledger, column: str, word: str, heading: Headword) -> bool:
    """Whether a bracket's words make the amount another one (金额(原币)), though the rest is known, or
    a place to sign (领取（签名）)."""
    if ledger.column(column).type != "money":
        return False
    other = word != heading.word and NEVER_MONEY.search(heading.word)
    return bool(other or _TO_SIGN.search(heading.text))


def _partly(heading: Headword, ledger: Ledger) -> tuple[Meaning, ...]:
    """Columns known by the longest word at the end of the heading; none for turned headings."""
    known = words_of(ledger.name)
    text = heading.word
    if len(text) < 3 or heading.months or TURNED.search(text) or text in ROW_COUNTERS:
        return ()
    for start in range(1, len(text) - 1):
        word = text[start:]
        if word in known and len(word) >= 2:
            return tuple(
                Meaning(heading, column, PARTLY, rank)
                for column, rank, _ in known[word]
                if not (NEVER_MONEY.search(text) and ledger.column(column).type == "money")
            )
    return ()


def meanings_by_column(
    headings: Iterable[Headword], ledger: Ledger, numbers: Callable[[Headword], bool]
) -> dict[str, list[Meaning]]:
    """Column → its headings, the likeliest first (grade, then rank, then place). Of 序号 and its like
    only those for which `numbers` says that they do more than count the rows."""
    found: dict[str, list[Meaning]] = {}
    for heading in headings:
        counts = heading.word in ROW_COUNTERS and not numbers(heading)
        if (heading.word and not counts) or _is_key_name(heading, ledger):
            for each in meanings(heading, ledger):
                found.setdefault(each.column, []).append(each)
    for each in found.values():
        each.sort(key=lambda one: (-one.grade, one.rank, one.heading.index))
    return found


def _is_key_name(heading: Headword, ledger: Ledger) -> bool:
    """A column's own name is always taken as what it says."""
    return heading.word in ledger.columns_by_name
