"""Which columns of a ledger a header cell may stand for, and how sure that is by its words alone.

A heading is looked up whole (EXACT), whole but known to mean several things (DOUBTFUL), or by the
longest known word at its end (PARTLY): 受助职工姓名 ends in 姓名. What is only partly known is never
taken without asking. Words that turn a heading into something else (原币, 数量, 累计 …) stop that.
Where a whole word is unknown, its like is tried: 入会时间 for 入会日期, 应交额 for 应缴金额, 职工手机号
for 手机号.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from openbooks.contract import Ledger, ledgers
from openbooks.headword import Headword, plain_word

EXACT, DOUBTFUL, PARTLY = 3, 2, 1

# Amounts in another currency, quantities and running totals are not the amount of the line.
NEVER_MONEY = re.compile(
    r"原币|外币|数量|单价|汇率|件数|累计|上年|去年|上月|大写|税额|税率|误差|差额|差异|比例|折扣"
)
TURNED = re.compile(
    r"原币|外币|累计|上年|去年|上月|下月|大写|打印|导出|父|母|配偶|子女|家属|紧急|备用|旧|曾用|原|推荐|证明|监护"
    r"|女|男|预计|计划|拟|应到|目标|届满"
)
_LESS_LIKELY = 100
_SWAP = str.maketrans("交缴", "缴交")
_MONEY = frozenset(("money",))
_PERSONAL = frozenset(("identifier", "name", "date", "list"))
# Endings that say the same, the longer first, and the types of column in which they do.
_ENDINGS = (
    (("年月日", "日期", "时间", "年月", "日"), frozenset(("date", "time"))),
    (("编号", "编码", "代码", "号码", "序号", "id", "号"), frozenset(("identifier", "text"))),
    (("名称", "姓名", "全称", "名"), frozenset(("text", "name", "identifier"))),
    (("金额", "数额", "款项", "款", "额", "数"), _MONEY),
    (("方式", "形式", "方法", "途径"), frozenset(("list",))),
    (("类型", "类别", "种类", "分类"), frozenset(("list",))),
    (("人姓名", "人员", "人", "者", "员"), frozenset(("name", "text"))),
    (("月份", "期间", "年月", "月", "期"), frozenset(("month", "period"))),
    (("总人数", "人数", "总数", "数"), frozenset(("integer",))),
)
_PERSONS = ("职工", "会员", "员工", "教职工", "教工", "人员", "个人", "本人", "学员", "选手")
# What the table is about anyway, before a word that says it alone: 竞赛地点, 扣款月份.
_TOPICS = (
    "竞赛", "比赛", "培训", "活动", "会费", "缴费", "交费", "扣款", "慰问", "帮扶", "救助", "发放", "福利",
    "获奖", "交易", "凭证", "工会",
)
_TOPICAL = frozenset(("money", "decimal", "integer", "date", "month", "list", "text", "boolean"))
_NOWS = ("本月", "当月", "本期", "当期", "本次", "实际")
_STARTS = (
    *((start, _PERSONAL) for start in _PERSONS),
    *((start, _MONEY) for start in _NOWS),
    *((start, _TOPICAL) for start in _TOPICS),
)
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
                if not (NEVER_MONEY.search(heading.word) and _is_money(ledger, column, word, heading))
            )
    if heading.word in ROW_COUNTERS or heading.month:
        return ()
    for word in heading.words:
        alike = _alike(word, ledger)
        if alike:
            grade = EXACT if len(alike) == 1 and not alike[0][2] else DOUBTFUL
            return tuple(
                Meaning(heading, column, grade, rank + _LESS_LIKELY) for column, rank, _ in alike
            )
    return _partly(heading, ledger)


def _alike(word: str, ledger: Ledger) -> list[tuple[str, int, bool]]:
    """The (column, rank, ambiguous) of a word that says the same in other words."""
    known = words_of(ledger.name)
    swapped = word.translate(_SWAP)
    for other in (word, swapped):
        if other != word and other in known:
            return list(known[other])
        for endings, types in _ENDINGS:
            ending = next((each for each in endings if other.endswith(each)), "")
            base = other.removesuffix(ending) if ending else ""
            if len(base) < 2:
                continue
            for like in endings:
                entries = [
                    each for each in known.get(base + like, ())
                    if ledger.column(each[0]).type in types
                ]
                if entries:
                    return entries
        for start, types in _STARTS:
            rest = other.removeprefix(start)
            if rest == other or len(rest) < 2:
                continue
            entries = [
                each for each in known.get(rest, ())
                if ledger.column(each[0]).type in types
            ]
            if entries:
                return entries
    return []


def _is_money(ledger: Ledger, column: str, word: str, heading: Headword) -> bool:
    """Whether a bracket's words make the amount another one (金额(原币)), though the rest is known."""
    return ledger.column(column).type == "money" and word != heading.word


def _partly(heading: Headword, ledger: Ledger) -> tuple[Meaning, ...]:
    """Columns known by the longest word at the end of the heading; none for turned headings."""
    known = words_of(ledger.name)
    text = heading.word
    if len(text) < 3 or heading.month or TURNED.search(text) or text in ROW_COUNTERS:
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


def meanings_by_column(headings: Iterable[Headword], ledger: Ledger) -> dict[str, list[Meaning]]:
    """Column → its headings, the likeliest first (grade, then rank, then place)."""
    found: dict[str, list[Meaning]] = {}
    for heading in headings:
        if (heading.word and heading.word not in ROW_COUNTERS) or _is_key_name(heading, ledger):
            for each in meanings(heading, ledger):
                found.setdefault(each.column, []).append(each)
    for each in found.values():
        each.sort(key=lambda one: (-one.grade, one.rank, one.heading.index))
    return found


def _is_key_name(heading: Headword, ledger: Ledger) -> bool:
    """A column's own name is always taken as what it says."""
    return heading.word in ledger.columns_by_name
