"""One way to mend all cells that are wrong for one reason: what it asks, and what it makes of a text.

A rule never guesses. It is chosen by somebody who is shown what it makes of which cells; a text that
it does not fit stays as it is, and so does one of which it would make another that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from openbooks.contract import Column, Ledger
from openbooks.reading import Reading, plain

Given = Sequence[str]
Change = Callable[[str, Given], str | None]
Reads = Callable[[str], Reading]

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_FRACTION = re.compile(r"([0-9][0-9,]*)\.([0-9]+)")
_DAY = re.compile(r"[0-9]+")
_ONLY_DAY = re.compile(r"[0-9年月日号份/.\s-]+")  # no 去年, no 至
_LETTERS = str.maketrans("OoＯｏlIｌＩ。", "00001111.")
YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Ask:
    """What a rule must be told: one of `options`, or any text where there are none."""

    title: str
    options: tuple[str, ...] = ()
    empty: bool = False  # whether nothing is an answer too


@dataclass(frozen=True)
class Rule:
    """`change(text, given)` is the text that is meant, None where the rule does not fit."""

    title: str
    asks: tuple[Ask, ...]
    change: Change
    readable: bool = True  # only what can then be read is changed


@dataclass(frozen=True)
class Outcome:
    """What a rule makes of some cells: the places in their list with the new text; how many it leaves
    because it does not fit or nothing readable would come of it."""

    changes: tuple[tuple[int, str], ...]
    left: int


def rules(code: str, column: Column | None, ledger: Ledger, reads: Reads | None) -> tuple[Rule, ...]:
    """The rules for cells of one column that are wrong for one reason: those made for the reason,
    then those that any cell can be mended by."""
    found = list(_FITTING.get(code, _none)(column, reads))
    allowed = column.allowed if column is not None else ()
    if column is not None and column.type == "boolean":
        allowed = ("是", "否")
    if allowed:
        found.append(Rule("换成列表中的一个", (Ask("换成", allowed),), _all))
    found.append(Rule("都改成同一个值", (Ask("改成"),), _all))
    if column is None or _may_be_empty(column, ledger):
        found.append(Rule("都留空", (), lambda text, given: "", False))
    found.append(Rule("单元格里的字一律替换", (Ask("把"), Ask("换成", empty=True)), _replaced))
    return tuple(found)


def applied(rule: Rule, given: Given, texts: Sequence[str], reads: Reads | None) -> Outcome:
    """What a rule makes of these texts. Nothing while an answer is missing."""
    if any(not (said.strip() or ask.empty) for ask, said in zip(rule.asks, given, strict=True)):
        return Outcome((), len(texts))
    changes = []
    for at, text in enumerate(texts):
        new = rule.change(text, given)
        if new is None or new == text:
            continue
        if rule.readable and reads is not None and reads(new).code:
            continue
        changes.append((at, new))
    return Outcome(tuple(changes), len(texts) - len(changes))


def _may_be_empty(column: Column, ledger: Ledger) -> bool:
    return not (column.required or column.name in ledger.key) or column.generated


def _all(text: str, given: Given) -> str:
    return given[0].strip()


def _replaced(text: str, given: Given) -> str | None:
    return text.replace(given[0], given[1]) if given[0] in text else None


def _none(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    return ()


def _rounding(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    """Amounts finer than 分, numbers finer than their column: rounded, or cut."""
    to = {"money": "分", "integer": "整数"}.get(column.type if column else "", "允许的小数位")
    below = {"money": "分以下", "integer": "小数"}.get(column.type if column else "", "多余的小数")
    return (
        Rule(f"四舍五入到{to}", (), lambda text, given: _shortened(text, reads, ROUND_HALF_UP)),
        Rule(f"截去{below}", (), lambda text, given: _shortened(text, reads, ROUND_DOWN)),
    )


def _shortened(text: str, reads: Reads | None, how: str) -> str | None:
    """The text with its one number to as many decimals as can be read, of itself never fewer."""
    cell = plain(text)
    found = [*_FRACTION.finditer(cell)]
    if len(found) != 1 or reads is None:
        return None
    (number,) = found
    exact = Decimal(number[0].replace(",", ""))
    for places in range(len(number[2]) - 1, -1, -1):
        short = exact.quantize(Decimal(1).scaleb(-places), how)
        new = cell[:number.start()] + f"{short:f}" + cell[number.end():]
        if not reads(new).code:
            return new
    return None


def _bare(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    """Numbers with words around them, odd commas, letters for digits."""
    return (
        Rule("去掉文字，只留数字", (), _only_number),
        Rule("字母 O、l 当作数字 0、1，句号当作小数点", (),
             lambda text, given: plain(text).translate(_LETTERS)),
    )


def _only_number(text: str, given: Given) -> str | None:
    found = _NUMBER.findall(plain(text))
    return found[0].replace(",", "") if len(found) == 1 else None


def _with_year(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    def change(text: str, given: Given) -> str | None:
        year = given[0].strip().rstrip("年")
        if not YEAR.fullmatch(year) or not _ONLY_DAY.fullmatch(plain(text)):
            return None
        numbers = [int(each) for each in _DAY.findall(plain(text))]
        needed = 1 if column is not None and column.type in {"month", "period"} else 2
        if len(numbers) != needed:
            return None
        return "-".join([year, *(f"{each:02d}" for each in numbers)])

    return (Rule("补上年份", (Ask("年份（四位）"),), change),)


def _with_day(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    days = tuple(str(day) for day in range(1, 32))

    def change(text: str, given: Given) -> str | None:
        numbers = [int(each) for each in _DAY.findall(plain(text))]
        if len(numbers) != 2 or not YEAR.fullmatch(str(numbers[0])):
            return None
        return f"{numbers[0]}-{numbers[1]:02d}-{int(given[0]):02d}"

    return (Rule("补上日", (Ask("都算作哪一日", days),), change),)


def _which_month(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    """2023.1 of a spreadsheet is January, or October without its zero."""
    def change(text: str, given: Given) -> str | None:
        numbers = _DAY.findall(plain(text))
        if len(numbers) != 2 or numbers[1] != "1" or not YEAR.fullmatch(numbers[0]):
            return None
        return f"{numbers[0]}-{'01' if given[0] == '1 月' else '10'}"

    return (Rule("写明是 1 月还是 10 月", (Ask("都是", ("1 月", "10 月")),), change),)


def _which_first(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    """05/03/2024: day and month in the order that is said."""
    orders = ("月在前", "日在前")

    def change(text: str, given: Given) -> str | None:
        numbers = _DAY.findall(plain(text))
        years = [each for each in numbers if YEAR.fullmatch(each)]
        rest = [int(each) for each in numbers if each not in years]
        if len(years) != 1 or len(rest) != 2:
            return None
        month, day = rest if given[0] == orders[0] else rest[::-1]
        return f"{years[0]}-{month:02d}-{day:02d}"

    return (Rule("写明日和月的顺序", (Ask("顺序", orders),), change),)


def _per_cent(column: Column | None, reads: Reads | None) -> tuple[Rule, ...]:
    def times(text: str, given: Given) -> str | None:
        cell = plain(text)
        if not _NUMBER.fullmatch(cell):
            return None
        return f"{(Decimal(cell.replace(',', '')) * 100).normalize():f}%"

    def marked(text: str, given: Given) -> str | None:
        cell = plain(text)
        return f"{cell}%" if _NUMBER.fullmatch(cell) else None

    return (Rule("是小数：0.6 写成 60%", (), times), Rule("就是百分之零点几：0.6 写成 0.6%", (), marked))


_FITTING: MappingProxyType[str, Callable[[Column | None, Reads | None], tuple[Rule, ...]]]
_FITTING = MappingProxyType({
    **dict.fromkeys(("amount_over_two_places", "not_whole", "decimals_over_limit"), _rounding),
    **dict.fromkeys(
        ("number_format_unclear", "not_a_number", "amount_with_note", "thousands_irregular",
         "unit_given_twice"), _bare),
    **dict.fromkeys(("year_missing", "year_unclear"), _with_year),
    "day_missing": _with_day,
    "month_unclear": _which_month,
    "day_month_unclear": _which_first,
    "percent_unclear": _per_cent,
})
