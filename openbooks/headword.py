"""What one header cell says: the words to look it up by, its unit's scale, a month in it.

Words are squashed (NFKC, no blanks, folded case). A unit or a hint how to fill the cell in is taken
off (金额（元）, 是否参加(是/否)); a bracket that says more is tried in both orders, because offices
write 会费（实缴） for 实缴会费.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
# One kind of bracket, and 帐 as it is written today.
_OTHER_BRACKETS = str.maketrans("[]{}【】〔〕〈〉<>《》「」『』帐", "()" * 9 + "账")
# 2023年决算数: what it is of its own, else what it is beside this year's.
_OF_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?(?P<what>[^\d月].*)$")
_TURNING = re.compile(r"大写|原币|外币|累计|上年|去年|上月|借|贷|应|实|收|支|存入|取出|转入|转出")

_CHINESE_MONTHS = {
    name: number
    for number, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)
}
_MONTH = re.compile(
    r"^(?:(?P<year>(?:19|20)\d{2})(?:年度?|[-./])?)?"
    r"(?P<month>0?[1-9]|1[0-2]|[一二三四五六七八九]|十[一二]?)月份?(?P<rest>\D*)$"
)
_YEAR_MONTH = re.compile(r"^(?P<year>(?:19|20)\d{2})[-./]?(?P<month>0[1-9]|1[0-2]|(?<=[-./])[1-9])$")
_FIRST_OF_MONTH = re.compile(
    r"^(?P<year>(?:19|20)\d{2})[-./年](?P<month>0?[1-9]|1[0-2])[-./月]0?1日?(?:00:00:00)?$"
)


@dataclass(frozen=True)
class Headword:
    """A header cell. `words` are what to look up, the plainest first; `scale` is 元 a unit (1 or
    10000 …), None where the header names none; `month` is (year or None, month) of a month's
    column and `rest` what stands beside the month."""

    index: int
    text: str
    words: tuple[str, ...]
    scale: int | None = None
    month: tuple[int | None, int] | None = None
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
        if not _TURNING.search(said):
            words.append(outer)
    if found := _OF_YEAR.match(word):
        words += [found["what"], f"上年{found['what']}"]
    if "/" in word:
        words.append(word.replace("/", ""))
    known = tuple(dict.fromkeys(each for each in words if each))
    return Headword(index, text.strip(), known, scale, *_month_of(word))


def read_headwords(header: Sequence[str]) -> tuple[Headword, ...]:
    """The headwords of a header row, in order."""
    return tuple(read_headword(index, text) for index, text in enumerate(header))


def _stripped(word: str) -> tuple[str, int | None]:
    """The word without numbering, edges, unit and hints; and the scale of its unit."""
    scale: int | None = None
    word = _NUMBERED.sub("", _EDGES.sub("", word))
    for pattern in (_UNIT_BRACKET, _UNIT_TAIL):
        if found := pattern.search(word):
            unit = found["unit"]
            shorter = word[: found.start()] + word[found.end() :]
            if shorter:
                word = shorter
                scale = SCALES.get(unit, 1 if "元" in unit else scale)
    shorter = _HINT_BRACKET.sub("", word)
    return _EDGES.sub("", shorter or word), scale


def _month_of(word: str) -> tuple[tuple[int | None, int] | None, str]:
    """Year and month that a month's column names, and what stands beside them."""
    found = _MONTH.match(word) or _YEAR_MONTH.match(word) or _FIRST_OF_MONTH.match(word)
    if not found:
        return None, ""
    month = found["month"]
    number = int(month) if month.isdigit() else _CHINESE_MONTHS[month]
    year = found["year"]
    rest = found.groupdict().get("rest") or ""
    return (int(year) if year else None, number), rest.strip("()")
