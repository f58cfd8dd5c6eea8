"""What the text of one cell says: `Reading`, and the preparations that all cell readers share.

Full-width forms are folded by a table and not by NFKC: NFKC would read 10² as 102 and ① as 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of one cell: a value, or nothing, or the reason why it cannot be read.

    `value` None with `code` "" is an empty cell (未填报). `code` is a key of `codes.CODES` and says
    why there is no value; `warning` is a key too, the value stands but is to be listed. `side` is
    "借", "贷" or "平" where the cell itself names the side of an amount.
    """

    value: Any | None
    code: str = ""
    warning: str = ""
    side: str = ""


NOTHING = Reading(None)

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANKS += "\u202f\u205f\u3000"
# Left behind by copying from web pages and Windows dialogs; never seen by whoever typed the cell.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_MINUSES = "\u2010\u2011\u2012\u2013\u2212\ufe63"

_HALF_WIDTH: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= {0xFFE5: "¥", 0xFFE1: "£"}
_HALF_WIDTH |= dict.fromkeys(map(ord, _BLANKS), " ")
_HALF_WIDTH |= dict.fromkeys(map(ord, INVISIBLE))
_MINUS_TOO = _HALF_WIDTH | dict.fromkeys(map(ord, _MINUSES), "-")

_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_NOTHING = re.compile(r"[-\u2014\u2015\u2500\u2501/\\\s]*")
_FORMULA_ERROR = re.compile(
    r"#+|#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!"
    r"|CONNECT!|UNKNOWN!|GETTING_DATA|未计算)|ERR:[0-9]+",
    re.IGNORECASE,
)


def half_width(text: str) -> str:
    """The text with full-width forms and odd blanks made plain, invisible characters removed."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def unmarked(text: str) -> str:
    """The text without the marks for "this is text": ="00123", '00123, and `00123 of a wallet's
    export."""
    if text.startswith("="):
        marked = _AS_TEXT.fullmatch(text)
        return marked[1].strip() if marked else text
    if text.startswith(("'", "`")) and not text.endswith(text[0]):
        return text[1:].strip()
    return text


def plain(text: str) -> str:
    """What a number or date reader works on: half width, every minus a hyphen, no text marks."""
    if not text.isascii():
        text = text.translate(_MINUS_TOO)
    return unmarked(text.strip())


def is_nothing(text: str) -> bool:
    """Whether the cell is empty or holds only the strokes that stand for "none": - — / ----- ."""
    text = text.strip()
    if text[:1].isalnum():
        return False
    return _NOTHING.fullmatch(plain(text)) is not None


def is_formula_error(text: str) -> bool:
    """Whether a spreadsheet put an error where a value should be: #REF!, #N/A, #####, Err:502."""
    return _FORMULA_ERROR.fullmatch(text.strip()) is not None
