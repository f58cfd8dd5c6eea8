"""Money: what a cell says, as whole 分, and 分 written for readers.

Inside, money is an int of 分; at the edges text in 元 with two decimals. No float, no rounding: an
amount that is no whole 分 is a code. Only `wan` rounds, and only for display.

`PLAIN_MONEY` is the form (RE2 and Python, whole cell) that SQL may cast to decimal(16, 2) by
itself; validation reads only the texts outside it with `read_money`, which gives the same inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, Inexact, InvalidOperation, localcontext

from openbooks.capitals import looks_like_capitals, read_capitals
from openbooks.numeral import LONGEST, Numeral, is_not_finite, read_digits
from openbooks.reading import NOTHING, Reading, half_width, is_formula_error, is_nothing, plain

PLAIN_MONEY = r"-?[0-9]{1,14}(\.[0-9]{1,2})?"

# Seventeen digits before the point are no amount of a union; ten to the 18 分 fits a BIGINT.
_TOO_LARGE_FEN = 10**18

_COMMON = re.compile(
    r"\s*([-+][¥￥]?|[¥￥][-+]?)?([0-9]{1,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,2}))?\s*"
)

_RENMINBI = r"(?:(?:RMB|CNY|CN|人民币)\s*:?\s*¥?|¥)"
_SIDE = r"借|贷|平|CR\.?|DR\.?"
_POWERS = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_AMOUNT = re.compile(
    rf"(?P<side_before>{_SIDE})?[\s:]*"
    rf"(?P<sign>[-+]?)\s*{_RENMINBI}?\s*(?P<sign_inside>[-+]?)\s*"
    rf"(?P<bracket>\()?\s*{_RENMINBI}?\s*"
    r"(?P<digits>[0-9.,]*[0-9][0-9.,]*(?:E[-+]?[0-9]+)?)\s*"
    r"(?P<closed>\))?\s*"
    rf"(?P<power>{'|'.join(sorted(_POWERS, key=len, reverse=True))})?\s*"
    r"(?P<yuan>[元圆圓]整?)?\s*(?:RMB|CNY|人民币)?\s*"
    r"(?P<closed_late>\))?\s*(?P<minus>-)?\s*"
    r"(?:\((?:CN|CNY|RMB|人民币|元)\)\s*)?"
    rf"(?P<side>{_SIDE})?"
)
_SIDES = {"借": "借", "DR": "借", "贷": "贷", "CR": "贷", "平": "平"}

_FOREIGN = re.compile(
    r"[$€£₩฿₽₫₹円]|(?<![A-Z])(?:USD?|HKD?|NTD?|TWD|MOP|JPY|JP|EUR?|GBP|UK|KRW|SGD|AUD|CAD|CHF|NZD"
    r"|THB|RUB|MYR|VND|INR|PHP|IDR|SEK|NOK|DKK)(?![A-Z])|美元|美金|港元|港币|日元|日圆|欧元|英镑"
    r"|澳门元|澳元|加元|台币|韩元|韩币|新加坡元|泰铢|卢布|瑞士法郎"
)
_WITH_NOTE = re.compile(
    rf"[-+]?\s*{_RENMINBI}?\s*[0-9][0-9.,]*\s*[百千万亿]*元?\s*[(\[【<《].+|.*[0-9]\s*元.+",
    re.DOTALL,
)
_DIGIT = re.compile("[0-9]")


def read_money(text: str, scale: int = 1) -> Reading:
    """The amount of a cell in 分 (int); `scale` is the 元 of one unit of the header (万元: 10000).

    Codes: amount_over_two_places, amount_out_of_range, amount_with_note, capital_amount_unclear,
    foreign_currency, formula_error, not_a_number, not_finite, number_format_unclear,
    thousands_irregular, unit_given_twice. Warning: scientific_notation. formats.md §3 says which.
    """
    common = _COMMON.fullmatch(text)
    if common is None:
        return _read_uncommon(text, scale)
    sign, whole, fraction = common.groups()
    fen = int(whole.replace(",", "")) * 100
    if fraction:
        fen += int(fraction) if len(fraction) == 2 else int(fraction) * 10
    if scale != 1:
        fen *= scale
        if fen >= _TOO_LARGE_FEN:
            return Reading(None, "amount_out_of_range")
    return Reading(-fen if sign and "-" in sign else fen)


def _read_uncommon(text: str, scale: int) -> Reading:
    cell = plain(text).upper()
    if is_nothing(cell):
        return NOTHING
    if len(cell) > LONGEST:
        return Reading(None, "number_format_unclear" if _DIGIT.search(cell) else "not_a_number")
    if is_formula_error(cell):
        return Reading(None, "formula_error")
    if is_not_finite(cell):
        return Reading(None, "not_finite")
    amount = _AMOUNT.fullmatch(cell)
    if amount is None:
        return _read_other(cell, scale)
    signs = [amount[part] for part in ("sign", "sign_inside", "minus") if amount[part]]
    closings = [part for part in (amount["closed"], amount["closed_late"]) if part]
    sides = [side for side in (amount["side_before"], amount["side"]) if side]
    bracketed = amount["bracket"] is not None
    if len(closings) != bracketed or len(signs) + bracketed > 1 or len(sides) > 1:
        return Reading(None, "number_format_unclear")
    if scale != 1 and (amount["power"] or amount["yuan"]):
        return Reading(None, "unit_given_twice")
    number = read_digits(amount["digits"])
    side = _SIDES[sides[0].rstrip(".")] if sides else ""
    power = _POWERS.get(amount["power"], 0)
    return _in_fen(number, scale, power, bracketed or "-" in signs, side)


def _in_fen(number: Numeral, scale: int, power: int, negative: bool, side: str) -> Reading:
    if number.code:
        return Reading(None, number.code)
    scaled = Numeral(number.coefficient * scale, number.exponent)
    fen = scaled.whole(power + 2)
    if fen is None:
        return Reading(None, "amount_over_two_places")
    if fen >= _TOO_LARGE_FEN:
        return Reading(None, "amount_out_of_range")
    warning = "scientific_notation" if number.scientific else ""
    return Reading(-fen if negative else fen, warning=warning, side=side)


def _read_other(cell: str, scale: int) -> Reading:
    """What is no amount in digits: capitals, another currency, a note beside the number."""
    if not _DIGIT.search(cell):
        if not looks_like_capitals(cell):
            return Reading(None, "not_a_number")
        fen = read_capitals(cell)
        if fen is None:
            return Reading(None, "capital_amount_unclear")
        return Reading(fen) if scale == 1 else Reading(None, "unit_given_twice")
    if _FOREIGN.search(cell):
        return Reading(None, "foreign_currency")
    if _WITH_NOTE.fullmatch(cell):
        return Reading(None, "amount_with_note")
    return Reading(None, "number_format_unclear")


_SIGNS = str.maketrans("", "", " \t\r\n\v\f,¥$£")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[-+]?[0-9]{1,3})?")
# 1E400 is no figure of any office; sums of what is left stay far below the digits of `exact_sum`.
_LARGEST_POWER = 100
_DRESSED = re.compile(
    r"(?:CNY|RMB|人民币)?(?P<number>[-+]?[0-9.]+(?:E[-+]?[0-9]{1,3})?)(?:CNY|RMB)?"
    r"(?:\((?:CN|CNY|RMB|[^()]*[\u4e00-\u9fff][^()]*)\))?"
)


def read_number(text: str) -> Reading:
    """The number of a cell as a Decimal, leniently: for the sums of `inspect`, never for books.

    Blanks, tabs, thousands commas (wherever they stand), a leading + and the signs ¥ ￥ $ £ are
    removed first. A number in brackets of Chinese text (131.77(已退款89.84)) or with a mark of RMB
    (CNY 123.18, 8,000.00(CN)) counts. Other currencies, per cents, NaN and all else are text: code
    `not_a_number`. Strokes, blanks and a lone sign ($) are empty. Sum the values with `exact_sum`.
    """
    trimmed = text.strip()
    if len(trimmed) <= LONGEST:
        bare = half_width(trimmed).translate(_SIGNS).upper().replace("\u2212", "-")
        dressed = _DRESSED.fullmatch(bare)
        digits = dressed["number"] if dressed else bare
        if _NUMBER.fullmatch(digits):
            number = Decimal(digits)
            if abs(number.adjusted()) <= _LARGEST_POWER:
                return Reading(number)
        if not bare:
            return NOTHING
    return NOTHING if is_nothing(text) else Reading(None, "not_a_number")


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """The sum, digit for digit: Python's own context would round it to 28 digits without a word."""
    with localcontext(prec=4 * LONGEST, traps=[Inexact, InvalidOperation]):
        return sum(numbers, Decimal(0))


def yuan(fen: int) -> str:
    """分 as 元 for files: 123450 → "1234.50"."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def yuan_grouped(fen: int) -> str:
    """分 as 元 for people: 123450 → "1,234.50"."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def wan(fen: int) -> str:
    """分 as 万元 with two decimals, 四舍五入; for display only: 123450 → "0.12"."""
    rounded = (Decimal(fen) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(rounded if rounded else Decimal("0.00"))
