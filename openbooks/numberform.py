"""Number formats of office programs under which a number shows a given text.

A cell or a label then holds the exact number and still prints what every other rendering prints.
Office programs round half away from zero, on 15 digits; Python rounds the binary fraction. Where the
two differ, or where the text is not the number in digits (不足 0.1%), the format is the text itself.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

TEXT = "@"
LONGEST = 255  # what a format may have
_NUMBER = re.compile(
    r"(?P<before>[^0-9]*?)(?P<sign>[-+\u2212]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?P<part>\.[0-9]+)?(?P<after>[^0-9]*)"
)


def form_of(text: str, value: float) -> str:
    """The format under which `value` shows `text`; `TEXT` where there is none (it is too long)."""
    found = _NUMBER.fullmatch(text)
    form = _form(found, value) if found else ""
    form = form or ";".join([_quoted(text)] * 3)
    return form if len(form) <= LONGEST and text.isprintable() else TEXT


def _form(found: re.Match[str], value: float) -> str:
    """The format with places for digits; empty where they would show another number."""
    before, sign, after = found["before"], found["sign"], found["after"]
    digits = found["whole"].replace(",", "") + (found["part"] or "")
    places = len(found["part"] or ".") - 1
    grouped = "," in found["whole"] or len(found["whole"]) < 4
    core = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    if after.startswith("%") and _rounded(value, 100, places) == digits:
        core, after = f"{core}%", after[1:]
    elif _rounded(value, 1, places) != digits:
        return ""
    if value < 0 and not before and sign == "-":
        return core + _quoted(after)  # the sign is the program's own
    shown = _quoted(before + sign) + core + _quoted(after)
    plain = _quoted(before) + core + _quoted(after)
    if value < 0:
        return f"{plain};{shown}"
    return f"{shown};-{plain};{shown}" if sign else shown


def _rounded(value: float, scale: int, places: int) -> str:
    """The digits that an office program shows, without sign."""
    exact = Decimal(f"{value:.15g}") * scale
    return f"{abs(exact).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '"\\""') + '"' if text else ""
