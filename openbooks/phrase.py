"""A sentence of a report with its numbers still to come: `全年{收入}，{收入.比上年}。`

In braces stands a quantity (see `quantity`), alone or with one of FORMS behind a point, or one of
WORDS. The noun, the number, its unit and the judgement on it (增长, 下降, 持平, 完成, 未完成) all come
out of the brace; `faults` refuses them outside of one. So a text can be reworded by anybody and still
cannot say another thing than the figures. A sentence all of whose quantities are 未填报 is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbooks.document import HIDDEN, WHY_HIDDEN, Figure, Sentence, Span
from openbooks.money import yuan_grouped
from openbooks.period import MONTHS, Period
from openbooks.quantity import Quantity
from openbooks.wording import MISSING, NOT_APPLICABLE, count, money, said, share

FORMS = ("比上年", "对预算")
LIST_FORMS = ("最多", "前三")
WORDS = ("单位", "期间", "截至", "区分办法")
_BRACE = re.compile(r"\{([^{}]*)\}")
_ENDS = re.compile(r"(?<=[。！？\n])")
# What only a figure may say. A word of `_PLANS` shortly before makes it a wish, not a finding.
_JUDGED = re.compile(
    "增长|下降|持平|增加|减少|上升|提高|降低|高于|低于|多于|少于|超过|超额|超出|完成|达到|达标|超支|超预算|"
    "结余为|赤字|盈余|翻番|翻倍|一半|过半|大幅|最多|最少|最高|最低|居首|首位"
)
_PLANS = re.compile("(?:努力|继续|进一步|将|拟|计划|争取|力争|持续|着力|要|应|待)[^，。；！？]{0,8}$")
_DATES = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|第\d+[届次号条章款项]|〔\d{4}〕\d+号|\d+号文")
_UNIT = "万元|亿元|元|人次|人(?![员民才事心文生口])|个百分点|%|％|倍"
_DIGITS = re.compile(f"[0-9０-９]+|[〇零一二两三四五六七八九十百千万亿]+(?={_UNIT}|成|户)")
_UNITS = re.compile(f"[ ]?(?:{_UNIT})")
UNCOMPARED = f"与上年同期不作比较（{WHY_HIDDEN}）"
SMALL = 0.0005  # what one decimal of a per cent would show as nothing


@dataclass(frozen=True)
class Held:
    """What sentences may say: the figures by name, those of each list in order, and the words."""

    figures: Mapping[str, Figure]
    lists: Mapping[str, Sequence[Figure]]
    words: Mapping[str, str]
    quantities: Mapping[str, Quantity]
    period: Period


def sentences(text: str) -> list[str]:
    """The sentences of a text, their ends included."""
    return [each for each in _ENDS.split(text) if each.strip()]


def names_in(text: str) -> list[str]:
    """The quantities that a text says, in order, without their forms."""
    return [found.partition(".")[0] for found in _BRACE.findall(text)
            if found.partition(".")[0] not in WORDS]


def written(quantity: Quantity) -> str:
    """How a quantity is written in a text, in each of its forms: {收入} {收入.比上年}."""
    if quantity.label:
        return " ".join(f"{{{quantity.name}.{form}}}" for form in LIST_FORMS)
    forms = [""] + [".比上年"] * bool(quantity.prior) + [".对预算"] * bool(quantity.plan)
    return " ".join(f"{{{quantity.name}{form}}}" for form in forms)


def faults(text: str, quantities: Mapping[str, Quantity]) -> list[str]:
    """What may not stand in a text, each as a sentence that says where and what to write instead."""
    found = [fault for name in _BRACE.findall(text) if (fault := _brace_fault(name, quantities))]
    bare = _BRACE.sub("\0", text)
    if "{" in bare or "}" in bare:
        found.append("花括号没有成对。数字写成 {收入} 这样，左右括号都要有。")
    words = _DATES.sub("", bare)
    for each in dict.fromkeys(_DIGITS.findall(words)):
        found.append(f"这里写了数字“{each}”。报告里的数只能从账里取，写成 {{收入}} 这样的花括号。")
    for each in _JUDGED.finditer(words):
        if not _PLANS.search(words[: each.start()]):
            found.append(f"“{each.group()}”要由账来说：写成 {{收入.比上年}} 或 {{支出.对预算}} 这样。")
    for each in bare.split("\0")[1:]:
        if unit := _UNITS.match(each):
            found.append(f"花括号后面的“{unit.group().strip()}”是多余的：单位已经在数里。")
    return list(dict.fromkeys(found))


def _brace_fault(name: str, quantities: Mapping[str, Quantity]) -> str:
    """What is wrong with what stands in a brace; "" for nothing."""
    noun, point, form = name.partition(".")
    if noun in WORDS and not point:
        return ""
    held = quantities.get(noun)
    if held is None:
        return f"没有叫“{noun}”的数。可用的数列在“可用的数”里，照原样写。"
    forms = LIST_FORMS if held.label else FORMS
    if (held.label and form not in forms) or (point and form not in forms):
        return f"{{{name}}} 的写法不对：“{noun}”后面可以写 {'、'.join('.' + each for each in forms)}。"
    lacking = {"比上年": "上年同期" * (not held.prior), "对预算": "预算" * (not held.plan)}.get(form)
    return f"“{noun}”没有{lacking}可比，不能写 .{form}。" if lacking else ""


def spoken(text: str, held: Held) -> tuple[Sentence, ...]:
    """The sentences of a text with its numbers in place; those without any number that it asks for
    are left out."""
    found = []
    for each in sentences(text):
        names = names_in(each)
        if names and not any(_has(name, held) for name in names):
            continue
        found.append(tuple(_spans(each, held)))
    return tuple(found)


def _has(name: str, held: Held) -> bool:
    if name in held.lists:
        return bool(held.lists[name])
    figure = held.figures[name]
    return figure.hidden or bool(figure.value) or (
        figure.value is not None and not held.quantities[name].hushed
    )


def _spans(text: str, held: Held) -> Iterator[Span]:
    done = 0
    for brace in _BRACE.finditer(text):
        if words := text[done : brace.start()]:
            yield Span(words)
        yield from _brace(brace[1], held)
        done = brace.end()
    if words := text[done:]:
        yield Span(words)


def _brace(name: str, held: Held) -> Iterator[Span]:
    noun, _, form = name.partition(".")
    if noun in held.words:
        yield Span(held.words[noun])
    elif noun in held.lists:
        yield from _ranked(held.lists[noun], form)
    else:
        figure = held.figures[noun]
        yield Span(SAYS[form](figure, held), figure.name)


def number(figure: Figure) -> str:
    """The number itself with its unit, as every rendering prints it in a sentence."""
    if figure.hidden:
        return f"{HIDDEN}（{WHY_HIDDEN}）"
    if figure.value is None:
        return NOT_APPLICABLE if figure.kind == "share" else MISSING
    return said(figure.value, figure.kind, figure.unit)


def _named(figure: Figure, held: Held) -> str:
    return f"{figure.name} {number(figure)}"


def _ranked(figures: Sequence[Figure], form: str) -> Iterator[Span]:
    """The first of a list, or the first three, each by its name."""
    lead = "最多的是" if form == "最多" else "最多的依次是" if len(figures) > 1 else "最多的是"
    yield Span(lead if figures else f"{MISSING}")
    for place, each in enumerate(figures[: 1 if form == "最多" else 3]):
        if place:
            yield Span("、")
        yield Span(f"{each.name.partition('：')[2]} {number(each)}", each.name)


def _against_prior(figure: Figure, held: Held) -> str:
    """增长, 下降 or 持平 against the year before, as the exact numbers have it."""
    now, prior, kind = figure.value, figure.prior, figure.kind
    if figure.hidden or figure.prior_hidden:
        return UNCOMPARED
    if now is None or prior is None:
        return f"上年同期{NOT_APPLICABLE if kind == 'share' and prior is None else MISSING}，不作比较"
    if now == prior:
        return "与上年同期持平"
    if kind == "share":
        points = round(abs(round(now * 100, 1) - round(prior * 100, 1)), 1)
        told = f" {points:.1f} 个百分点" if points else "不足 0.1 个百分点"
        return f"比上年同期{'上升' if now > prior else '下降'}{told}"
    apart = abs(int(now) - int(prior))
    amount = f"{yuan_grouped(apart)} 元" if kind == "money" else count(apart, figure.unit)
    up = now > prior
    if prior <= 0:
        return f"比上年同期{'增加' if up else '减少'} {amount}"
    rate = apart / int(prior)
    told = f" {rate:.1%}" if rate >= SMALL else "不足 0.1%"
    return f"比上年同期{'增长' if up else '下降'}{told}（{'多' if up else '少'} {amount}）"


def _against_plan(figure: Figure, held: Held) -> str:
    """完成, 未完成 or 超出 against its plan; of a part of the year, how much of the whole year's."""
    quantity = held.quantities[figure.name]
    plan = held.figures[quantity.plan]
    if figure.value is None or plan.value is None:
        return f"{plan.name}{MISSING}，不作比较"
    rate = f"执行率 {share(figure.value / plan.value)}" if plan.value > 0 else f"执行率{NOT_APPLICABLE}"
    over, apart = figure.value - plan.value, money(abs(int(figure.value) - int(plan.value)))
    if over > 0 and quantity.ceiling:
        return f"超出{plan.name} {apart}，{rate}"
    if held.period.months < MONTHS and over < 0:
        return f"全年{plan.name} {number(plan)}，{rate}"
    if quantity.ceiling:
        return f"没有超出{plan.name} {number(plan)}，{rate}"
    return f"{'完成' if over >= 0 else '未完成'}{plan.name} {number(plan)}，{rate}"


SAYS: Mapping[str, Callable[[Figure, Held], str]] = {
    "": _named, "比上年": _against_prior, "对预算": _against_plan,
}
