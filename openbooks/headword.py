"""What one header cell says: the words to look it up by, its unit's scale, a month in it.

Words are squashed (NFKC, no blanks, folded case). A unit or a hint how to fill the cell in is taken
off (金额（元）, 是否参加(是/否)); a bracket that says more is tried in both orders, because offices
write 会费（实缴） for 实缴会费.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from openbooks.cells import squash

SCALES = {"万元": 10_000, "千元": 1_000, "百元": 100}
_UNIT = (
    r"(?:单位[:：]?|人民币|计量单位[:：]?)?"
    r"(?P<unit>万元|千元|百元|元|人民币|rmb|cny|¥|%|人次|人|名|张|个|份|件|天|日|次|小时|学时|课时"
    r"|年|岁|票|分|月|元/人|元/月|元/年|元/人/月|人民币元|本位币元)"
)
_HINT = (
    r"是/否|是否|√|√/×|打√|打勾|男/女|有/无|必填|选填|可不填|签字|签名|盖章|小写|全称|简称|文本|数字|如有"
    r"|请选择|下拉选择|单选|yyyy-?mm-?dd|yyyy/mm/dd|yyyymmdd|yyyy-mm|年月日|年/月/日|年-月-日|\d+位"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_UNIT_BRACKET = re.compile(rf"\({_UNIT}\)")
_UNIT_TAIL = re.compile(r"[/:,、-](?P<unit>万元|千元|百元|元)$")
_HINT_BRACKET = re.compile(rf"\((?:{_HINT}|例?如[:：]?.*|示例.*|格式.*)\)")
_EDGES = re.compile(r"^[*★☆#●·.、:]+|[*★☆:：;。,.]+$")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,2}、)(?=\D)")
# What a questionnaire puts before what it asks for (您的姓名, 请选择您所在的分会), and 其中：正式工.
_ASKED = re.compile(r"^(?:请(?:填写|输入|选择))?(?:[您你]的?|其中:)?(?=..)")
# One kind of bracket, and 帐 as it is written today.
_OTHER_BRACKETS = str.maketrans("[]{}【】〔〕〈〉<>《》「」『』帐", "()" * 9 + "账")
# 2023年决算数: what it is of its own, else what it is beside this year's.
_OF_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?(?P<what>[^\d月].*)$")
_TURNING = re.compile(r"大写|原币|外币|累计|上年|去年|上月|借|贷|应|实|收|支|存入|取出|转入|转出")

_MONTHS = {
    name: number
    for names in (
        "一 二 三 四 五 六 七 八 九 十 十一 十二",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_DIGITS = r"(?P<month>0?[1-9]|1[0-2]|[一二三四五六七八九]|十[一二]?)"
_YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2}(?=年))"
_ENGLISH = "|".join(sorted((name for name in _MONTHS if name.isascii()), key=len, reverse=True))
_MONTH_FORMS = tuple(map(re.compile, (
    # 1月, 一月份, 2023年1月应缴, 23年1月
    rf"(?:{_YEAR}(?:年度?|[-./])?)?{_DIGITS}月份?(?P<rest>\D*)",
    # 会费1月, 2024年会费1月: a group's name before its months
    rf"(?:{_YEAR}年度?)?(?P<rest>(?!.*[至到累截前上下每])[^\d一二三四五六七八九十年月日]+){_DIGITS}月份?",
    # 202301, 2023-01, 2023/1, 2023.1
    r"(?P<year>(?:19|20)\d{2})[-./]?(?P<month>0[1-9]|1[0-2]|(?<=[-./])[1-9])",
    # 23.01, 23-01: not 10.11, which may be a day
    r"(?P<year>1[5-9]|[23]\d)[-./](?P<month>0[1-9]|1[0-2])",
    # 2023-01-01: a month's date cell
    r"(?P<year>(?:19|20)\d{2})[-./年](?P<month>0?[1-9]|1[0-2])[-./月]0?1日?(?:00:00:00)?",
    # jan, jan-23, 2023jan
    rf"(?P<year>(?:19|20)\d{{2}})?[-./]?(?P<month>{_ENGLISH})\.?",
    rf"(?P<month>{_ENGLISH})[-./']?(?P<year>(?:19|20)?\d{{2}})",
)))
_CUT_OCTOBER = re.compile(r"\d{4}\.1")
# 一季度, 2024年第2季度应缴, 1-6月, 会费上半年: what stands beside it may be in front or behind.
_SPAN = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年?度?)?(?P<front>[^\d一二三四上下第年q(]*)\(?"
    r"(?:第?(?P<quarter>[一二三四1-4])季度?|q(?P<q>[1-4])|(?P<half>[上下])半年"
    r"|(?P<first>0?[1-9]|1[0-2])月?[-—–~至到]+(?P<last>0?[1-9]|1[0-2])月)份?\)?(?P<behind>[^\d]*)"
)

# What a header of two rows calls a group of columns, where it says nothing that they do not: not
# 家庭情况, of which 姓名 is another's.
_GROUP_NAME = re.compile(
    r"(?!家|子女|配偶|亲|父|母|紧急|经办|审批|领导|上年|去年|往年|上月|累计)[^\d()]{1,8}?"
    r"(?:情况|信息|资料|概况|部分)(?=..)"
)

# Columns that we put behind refused rows handed back to be mended: they say nothing of their own.
RETURNED = ("拒收原因", "原件位置")
_RETURNED = frozenset(map(squash, RETURNED))


@dataclass(frozen=True)
class Headword:
    """A header cell. `words` are what to look up, the plainest first; `scale` is 元 a unit (1 or
    10000 …), None where the header names none; `months` are those that a month's or a longer
    period's column is of (empty for any other), `year` theirs where named, `rest` what stands beside."""

    index: int
    text: str
    words: tuple[str, ...]
    scale: int | None = None
    months: tuple[int, ...] = ()
    year: int | None = None
    rest: str = ""

    @property
    def word(self) -> str:
        """The word itself, without unit and hints; "" for an empty cell."""
        return self.words[0] if self.words else ""


def plain_word(text: str) -> str:
    """A header or synonym as it is looked up: squashed, unit and hints in brackets taken off."""
    return _stripped(squash(text).translate(_OTHER_BRACKETS))[0]


def read_headword(index: int, text: str) -> Headword:
    """The headword of the header cell at this place (counted from 0)."""
    word, scale = _stripped(squash(text).translate(_OTHER_BRACKETS))
    words = [word]
    inner = _BRACKET.findall(word)
    if inner:
        outer = _BRACKET.sub("", word)
        said = "".join(inner)
        words += [outer + said, said + outer]
        if "/" in said or not _TURNING.search(said):
            words.append(outer)
    if found := _OF_YEAR.match(word):
        words += [found["what"], f"上年{found['what']}"]
    words += [word.replace(mark, "") for mark in "/-—_" if mark in word]
    known = tuple(dict.fromkeys(each for each in words if each))
    month, rest = _month_of(word)
    if month:
        return Headword(index, text.strip(), known, scale, (month[1],), month[0], rest)
    return Headword(index, text.strip(), known, scale, *_span_of(word))


def _span_of(word: str) -> tuple[tuple[int, ...], int | None, str]:
    """The months of a quarter, half or run of months, its year, and what stands beside; () for none."""
    found = _SPAN.fullmatch(word)
    if found is None:
        return (), None, ""
    if quarter := found["quarter"] or found["q"]:
        last = 3 * (int(quarter) if quarter.isdigit() else _MONTHS[quarter])
        months = range(last - 2, last + 1)
    elif found["half"]:
        months = range(1, 7) if found["half"] == "上" else range(7, 13)
    else:
        months = range(int(found["first"]), int(found["last"]) + 1)
    year = int(found["year"]) if found["year"] else None
    rest = (found["front"] + found["behind"]).strip("()份度")
    return (tuple(months), year, rest) if len(months) > 1 else ((), None, "")


def own_header(header: Sequence[str]) -> tuple[str, ...]:
    """A header, empty where it says RETURNED."""
    return tuple("" if squash(text) in _RETURNED else text for text in header)


def header_words(header: Sequence[str]) -> tuple[str, ...]:
    """What two headers are compared by: the squashed cells in their order, empty ones at the end left
    out, and those of RETURNED."""
    words = [squash(cell) for cell in own_header(header)]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def read_headwords(header: Sequence[str]) -> tuple[Headword, ...]:
    """The headwords of a header row, in order; those of RETURNED are empty."""
    words = [read_headword(index, text) for index, text in enumerate(own_header(header))]
    for at, (before, word) in enumerate(pairwise(words), 1):
        # A cell of numbers shows October, 2023.10, as 2023.1: behind September it is no January.
        if _CUT_OCTOBER.fullmatch(word.text) and before.months == (9,) and before.year == word.year:
            words[at] = replace(word, months=(10,))
    return _without_group(words)


def _without_group(words: Sequence[Headword]) -> tuple[Headword, ...]:
    """The headwords, those that begin with the same group's name (帮扶情况金额, 帮扶情况日期) also
    without it, as long as no other heading is called so."""
    named = [found[0] if (found := _GROUP_NAME.match(each.word)) else "" for each in words]
    rests = [each.word.removeprefix(name) for each, name in zip(words, named, strict=True)]
    return tuple(
        replace(each, words=(*each.words, rest))
        if name and named.count(name) > 1 and rests.count(rest) == 1 else each
        for each, name, rest in zip(words, named, rests, strict=True)
    )


def _stripped(word: str) -> tuple[str, int | None]:
    """The word without numbering, edges, unit and hints; and the scale of its unit."""
    scale: int | None = None
    word = _ASKED.sub("", _NUMBERED.sub("", _EDGES.sub("", word))) or word
    for pattern in (_UNIT_BRACKET, _UNIT_TAIL):
        if found := pattern.search(word):
            unit = found["unit"]
            shorter = word[: found.start()] + word[found.end() :]
            if shorter:
                word = shorter
                scale = SCALES.get(unit, 1 if "元" in unit else scale)
    shorter = _HINT_BRACKET.sub("", word)
    return _EDGES.sub("", shorter or word), scale


def month_of(text: str) -> tuple[int | None, int] | None:
    """Year (None where it names none) and month that a cell names; None for any other cell."""
    return _month_of(squash(text))[0]


def _month_of(word: str) -> tuple[tuple[int | None, int] | None, str]:
    """Year and month that a month's column names, and what stands beside them."""
    for form in _MONTH_FORMS:
        if found := form.fullmatch(word):
            parts = found.groupdict()
            month, year = found["month"], parts["year"]
            number = int(month) if month.isdigit() else _MONTHS[month]
            full = int(year) + (2000 if len(year) == 2 else 0) if year else None
            return (full, number), (parts.get("rest") or "").strip("()")
    return None, ""
