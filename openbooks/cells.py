"""Texts, names, identifiers, booleans and plain numbers: what one cell says.

Text is kept as it was typed, but for what nobody typed on purpose: blanks around it, invisible
characters, a spreadsheet's ="…" and ' marks. It is never made safe here; exports do that.
"""

from __future__ import annotations

import re
import unicodedata

from openbooks.numeral import LONGEST, Numeral, is_not_finite, read_digits
from openbooks.reading import (
    INVISIBLE,
    NOTHING,
    Reading,
    half_width,
    is_formula_error,
    is_nothing,
    plain,
    unmarked,
)

__all__ = [
    "is_nothing",
    "read_boolean",
    "read_decimal",
    "read_id_number",
    "read_identifier",
    "read_integer",
    "read_name",
    "read_text",
    "squash",
]

_AROUND = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + INVISIBLE
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_BLANKS = re.compile(r"\s+")
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\uff65\u2219\u22c5", "\u00b7"))

_TRUE = frozenset(("是", "√", "✓", "✔", "☑", "1", "y", "yes", "t", "true", "有"))
_FALSE = frozenset(("否", "×", "✗", "✘", "☒", "x", "0", "n", "no", "f", "false", "无"))

_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+[Ee]\+?|[Ee]\+)[0-9]{1,3}")
_GROUPED_DIGITS = re.compile(r"[0-9]+( [0-9]+)+")
_ROUNDED = re.compile(r"[0-9]{13,16}000")
# A spreadsheet keeps 15 digits. Cards end at 19 digits; in the longer numbers of orders a 000 at
# the end is common, and only zeros all the way from the 16th digit are suspicious.
_ROUNDED_LONG = re.compile(r"[0-9]{15}0{5,}")

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

_NUMBER = re.compile(r"([-+]?)\s*([0-9.,]*[0-9][0-9.,]*(?:E[-+]?[0-9]+)?)")
_ORDINAL = re.compile(r"第?\s*(.*?)\s*(?:人次|月份|[人名位张次个件天日年月期票岁份项户套场号条])?")
_BIGINT = 2**63
_TOO_LARGE = 10**14


def squash(text: str) -> str:
    """The text as headers and synonyms are compared: NFKC, no blanks at all, case folded."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split()).casefold()


def read_text(text: str) -> Reading:
    """The text of a cell as typed, trimmed; strokes (-, /, —) are empty. Code: formula_error."""
    cell = unmarked(text.strip(_AROUND))
    if is_nothing(cell):
        return NOTHING
    return Reading(None, "formula_error") if is_formula_error(cell) else Reading(cell)


def read_name(text: str) -> Reading:
    """The name of a person: 张 三 is 张三, rare characters stay, a dot (买买提·艾力) is one dot.

    A name in Latin letters keeps single blanks. Code: formula_error.
    """
    reading = read_text(text)
    if reading.value is None:
        return reading
    name = reading.value.translate(_INVISIBLE).translate(_MIDDLE_DOTS)
    latin = all(sign < "\u0250" for sign in name)
    return Reading(_BLANKS.sub(" " if latin else "", name))


def read_identifier(text: str, key: bool = False) -> Reading:
    """An identifier, code, card or voucher number as text: leading zeros stay, 007 is 007.

    Full-width digits become plain, and a number in groups (6222 0212 …) loses its blanks. A number
    that a spreadsheet has spoilt is kept as it stands and never repaired, with the warning
    precision_lost (6.22E+18; as `key` it identifies nothing and is a code) or precision_suspect (16
    digits or more ending in 000). Other code: formula_error.
    """
    cell = unmarked(half_width(text).strip())
    if is_nothing(cell):
        return NOTHING
    if is_formula_error(cell):
        return Reading(None, "formula_error")
    cell = _BLANKS.sub(" ", cell)
    if _GROUPED_DIGITS.fullmatch(cell):
        cell = cell.replace(" ", "")
    if _SCIENTIFIC.fullmatch(cell):
        return Reading(None, "precision_lost") if key else Reading(cell, warning="precision_lost")
    if _ROUNDED.fullmatch(cell) or _ROUNDED_LONG.fullmatch(cell):
        return Reading(cell, warning="precision_suspect")
    return Reading(cell)


def read_id_number(text: str) -> Reading:
    """A citizen's ID number, kept whatever it is; warnings id_number_old (15 digits),
    id_number_check (GB 11643 check digit), id_number_length, and those of `read_identifier`.
    """
    reading = read_identifier(text)
    if reading.value is None or reading.warning == "precision_lost":
        return reading
    number = reading.value.replace(" ", "").upper()
    if len(number) == 15 and number.isdigit():
        return Reading(number, warning="id_number_old")
    if _ID_NUMBER.fullmatch(number):
        total = sum(w * int(d) for w, d in zip(_ID_WEIGHTS, number[:17], strict=True))
        if _ID_CHECKS[total % 11] == number[17]:
            return Reading(number)
        # A number that lost its last digits to a spreadsheet fails the check as well: say why.
        return Reading(number, warning=reading.warning or "id_number_check")
    if number.rstrip("X").isdigit():
        return Reading(number, warning=reading.warning or "id_number_length")
    return Reading(number, warning=reading.warning)


def read_boolean(text: str) -> Reading:
    """Yes or no as a bool: 是 否 √ × 1 0 Y N 有 无 T F. Codes: boolean_unclear, formula_error."""
    cell = plain(text).casefold()
    if cell in _TRUE:
        return Reading(True)
    if cell in _FALSE:
        return Reading(False)
    if is_nothing(cell):
        return NOTHING
    return Reading(None, "formula_error" if is_formula_error(cell) else "boolean_unclear")


def read_integer(text: str) -> Reading:
    """A whole number as int, also 12人, 3月, 第5号, 1,234 and 12.00; never rounded.

    Codes: not_whole and those of `read_decimal` but decimals_over_limit.
    """
    cell = plain(text)
    number, code, warning = _read_number(cell)
    if code in ("not_a_number", "number_format_unclear") and len(cell) <= LONGEST:
        counted = _ORDINAL.fullmatch(cell)
        if counted and counted[1] != cell:
            number, code, warning = _read_number(counted[1])
    if number is None:
        return Reading(None, code)
    whole = number.whole()
    if whole is None:
        return Reading(None, "not_whole")
    if abs(whole) >= _BIGINT:
        return Reading(None, "number_out_of_range")
    return Reading(whole, warning=warning)


def read_decimal(text: str, places: int = 4, percent: bool = False) -> Reading:
    """A number as an exact Decimal with at most `places` decimals and 14 digits before the point.

    In a `percent` column 60% is 60, and a bare number up to 1 is kept with the warning
    percent_unclear (0.6 may mean 60%). Codes: decimals_over_limit, formula_error, not_a_number,
    not_finite, number_format_unclear, number_out_of_range, thousands_irregular. Warning also:
    scientific_notation.
    """
    cell = plain(text)
    signed = percent and cell.endswith("%")
    number, code, warning = _read_number(cell[:-1].rstrip() if signed else cell)
    if number is None:
        return Reading(None, code)
    if number.whole(places) is None:
        return Reading(None, "decimals_over_limit")
    value = number.decimal()
    if abs(value) >= _TOO_LARGE:
        return Reading(None, "number_out_of_range")
    if percent and not signed and 0 < abs(value) <= 1:
        warning = "percent_unclear"
    return Reading(value, warning=warning)


def _read_number(cell: str) -> tuple[Numeral | None, str, str]:
    """The signed number of a plain cell, or a code; and a warning."""
    if is_nothing(cell):
        return None, "", ""
    if is_formula_error(cell):
        return None, "formula_error", ""
    cell = cell.upper()
    if is_not_finite(cell):
        return None, "not_finite", ""
    found = _NUMBER.fullmatch(cell) if len(cell) <= LONGEST else None
    if not found:
        has_digits = any(sign in "0123456789" for sign in cell)
        return None, "number_format_unclear" if has_digits else "not_a_number", ""
    number = read_digits(found[2])
    if number.code:
        return None, number.code, ""
    if found[1] == "-":
        number = Numeral(-number.coefficient, number.exponent, scientific=number.scientific)
    return number, "", "scientific_notation" if number.scientific else ""
