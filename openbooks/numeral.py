"""Digits as offices type them, read exactly: a whole coefficient and a power of ten, never a float.

Sums of coefficients and powers stay integers, so that no decimal context can round on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# Longer than any real number with its signs and units; keeps every step below linear and small.
LONGEST = 80

_PLAIN = re.compile(r"([0-9]+)\.?([0-9]*)|\.([0-9]+)")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]*))?")
_SCIENTIFIC = re.compile(r"([0-9]+)(?:\.([0-9]*))?E([-+]?)([0-9]+)")
_DIGITS_AND_COMMAS = re.compile(r"[0-9,]+(?:\.[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[0-9]*,[0-9]{1,2}|0,[0-9]+")
_NOT_FINITE = re.compile(r"[-+]?(S?NAN[0-9]*|INF(INITY)?|[0-9]\.#(INF|IND|QNAN|SNAN)0*)")
_LARGEST_DOUBLE = 308


@dataclass(frozen=True, slots=True)
class Numeral:
    """coefficient × 10^exponent, or a code; `scientific` when it was written as 1.2E+04."""

    coefficient: int = 0
    exponent: int = 0
    code: str = ""
    scientific: bool = False

    def whole(self, power: int = 0) -> int | None:
        """The number times 10^power as an integer; None when that is not whole."""
        exponent = self.exponent + power
        if exponent >= 0 or self.coefficient == 0:
            return self.coefficient * 10 ** max(exponent, 0)
        quotient, rest = divmod(self.coefficient, 10**-exponent)
        return None if rest else quotient

    def decimal(self) -> Decimal:
        """The same number as a Decimal, digit for digit, written without an exponent."""
        coefficient = self.coefficient * 10 ** max(self.exponent, 0)
        digits = tuple(map(int, str(abs(coefficient))))
        return Decimal((coefficient < 0, digits, min(self.exponent, 0)))


def is_not_finite(text: str) -> bool:
    """Whether the (upper case) text is NaN, Inf or one of their spellings."""
    return _NOT_FINITE.fullmatch(text) is not None


def read_digits(text: str) -> Numeral:
    """The unsigned number in `text` (half width, upper case, nothing around it).

    Codes: `thousands_irregular` for 12,3456.00, `number_format_unclear` for 1,23 or 1.234,50 where
    the comma may be a decimal sign, `not_finite` beyond the range of any number format (1E400).
    """
    if len(text) > LONGEST:
        return Numeral(code="number_format_unclear")
    if found := _PLAIN.fullmatch(text):
        return _put_together(found[1] or "0", found[2] or found[3] or "", 0)
    if found := _GROUPED.fullmatch(text):
        return _put_together(found[1].replace(",", ""), found[2] or "", 0)
    if found := _SCIENTIFIC.fullmatch(text):
        size = found[4].lstrip("0") or "0"
        exponent = int(size) if len(size) <= 4 else 10_000
        if exponent > _LARGEST_DOUBLE:
            if found[3] == "-":
                return Numeral(code="number_format_unclear")
            return Numeral(code="not_finite")
        return _put_together(
            found[1], found[2] or "", -exponent if found[3] == "-" else exponent, scientific=True
        )
    if _DIGITS_AND_COMMAS.fullmatch(text) and not _DECIMAL_COMMA.fullmatch(text):
        return Numeral(code="thousands_irregular")
    return Numeral(code="number_format_unclear")


def _put_together(whole: str, fraction: str, exponent: int, scientific: bool = False) -> Numeral:
    fraction = fraction.rstrip("0")
    return Numeral(int(whole + fraction), exponent - len(fraction), scientific=scientific)
