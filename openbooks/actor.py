"""Who does something: names as they are typed, while nobody signs in.

The two-person rule can hold two names against each other, no more. So a name that says nobody (the
machine, the program, a stroke) is none there, and names are the same person's whatever blanks, widths,
marks, points or additions in brackets they are typed with.
"""

from __future__ import annotations

import re
import unicodedata

from openbooks.contract import ledger as contract_of
from openbooks.errors import WrongUse
from openbooks.home import PROGRAM, WHO

_ADDED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_FILLERS = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0"))  # letters that nobody sees


def _spelt(name: str) -> str:
    """The letters and digits of a name, as names are compared."""
    plain = _ADDED.sub("", unicodedata.normalize("NFKC", name))
    apart = unicodedata.normalize("NFKD", plain).translate(_FILLERS)
    return "".join(sign for sign in apart if unicodedata.category(sign)[0] in "LN").casefold()


def is_nobody(name: str) -> bool:
    """Whether a name says nobody."""
    return _spelt(name) in {"", _spelt(WHO), _spelt(PROGRAM)}


def is_same(one: str, other: str) -> bool:
    """Whether two names are one person's, as far as their spelling shows."""
    return _spelt(one) == _spelt(other)


def require_entering(ledger: str, who: str) -> None:
    """Raise WrongUse where nobody in particular hands something in under the two-person rule."""
    if is_nobody(who):
        raise WrongUse(
            f"“{contract_of(ledger).title}”实行录入、复核两人制，要写明录入人的姓名"
            "（命令行用 --who 姓名，上传页上填“录入人”）。没有录入。"
        )
