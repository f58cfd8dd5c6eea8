"""Stand-ins for what tells persons apart: equal texts get equal ones, different texts different ones, so that
rules asked of them find what they find in the books.

A name becomes as many rare characters (which no rule has among its words), the same wherever it stands, also
in the midst of a text; the number of a person becomes another number of as many digits; an identifier its
pseudonym; what is sensitive a code. Firms, days and amounts stay. Names that no ledger knows and numbers in
texts are masked as for any reader. What a stand-in stands for only the books' secret tells.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import pyarrow as pa

from openbooks import views
from openbooks.contract import Column, Ledger
from openbooks.masking import Cover, Scrubber, pseudonym, scrubbing
from openbooks.person import may_be_person
from openbooks.views import Shown

# The rare characters of GB2312: all fonts have them, and no word of an office is made of them.
RARE = "".join(bytes((0xD8 + row, 0xA1 + cell)).decode("gb2312") for row in range(8) for cell in range(94))
_OPEN, _FIRST, _BASE = 0xF0000, 0xF0001, 1000  # private characters hold a name's place while texts are masked
_HELD = re.compile(f"{chr(_OPEN)}[{chr(_FIRST)}-{chr(_FIRST + _BASE - 1)}]{{4}}")
_MARKS = re.compile(r"[\W_]+")
CUT = "000"  # the end of a long number that a spreadsheet has cut: rules look for it
LONG = 12


class StandIns:
    """The stand-ins of the persons that `scrubber` knows; `salt` is the books' secret."""

    def __init__(self, scrubber: Scrubber, salt: str) -> None:
        self.salt = salt
        self._scrub = Scrubber(scrubber.names, mask=self._hold)
        self._places: dict[str, int] = {}
        self._names: list[str] = []
        self._taken: set[str] = set()

    def of_column(self, ledger: Ledger, column: Column) -> Callable[[pa.Array], pa.Array] | None:
        """What makes of the texts of a column those of the papers; None where they stay."""
        shown = views.shown_as(ledger, column)
        if shown is Shown.PLAIN or column.sql_type != "VARCHAR":
            return None
        change: dict[Shown, Cover] = {
            Shown.PSEUDONYM: lambda text: pseudonym(text, self.salt), Shown.NAME: self.name,
            Shown.PAYEE: self.payee, Shown.NUMBER: self.number, Shown.CLOSED: self.code,
            Shown.SCRUBBED: lambda text: self._told(self._scrub(text)),
            Shown.NOTE: lambda text: self._told(self._scrub(text)),
            Shown.ACCOUNT: lambda text: self._told(self._scrub.account(text)),
            Shown.CODE: lambda text: self._told(self._scrub.code(text)),
            Shown.LABEL: lambda text: self._told(self._scrub.label(text)),
        }
        return scrubbing(lru_cache(1 << 16)(change[shown]))

    def name(self, text: str) -> str:
        """A cell that names persons: each of them, and what stands beside them as it is."""
        held = self._scrub.label(text)
        return self._told(held if _HELD.search(held) else self._hold(text))

    def payee(self, text: str) -> str:
        """A payee: a person's name, or a firm's, which stays but for persons named in it."""
        return self.name(text) if may_be_person(text) or "·" in text else self._told(self._scrub(text))

    def number(self, text: str) -> str:
        """A number with other digits: as many, blanks and dashes where they were, its cut end as it was."""
        key = re.sub(r"[^0-9A-Za-z]", "", text).casefold()
        wanted = sum(sign in "0123456789" for sign in text)
        found = str(int(self._digest(key), 16))[-wanted:].replace("0", "7") if wanted else ""
        if len(key) >= LONG and key.endswith(CUT):
            found = found[:-len(CUT)] + CUT
        digits = iter(found)
        return "".join(next(digits) if sign in "0123456789" else sign for sign in text)

    def code(self, text: str) -> str:
        """What stands for a sensitive text: equal where the words are, whatever stands between them."""
        return "C" + self._digest(_MARKS.sub("", text))[:12]

    def _digest(self, text: str) -> str:
        return hashlib.sha256(f"{self.salt}\x1fpapers\x1f{text}".encode()).hexdigest()

    def _hold(self, written: str) -> str:
        """Signs that keep a name's place: nothing else in a text is taken for them, nor they for a name."""
        bare = _MARKS.sub("", unicodedata.normalize("NFKC", written)).casefold() or written
        if bare not in self._places:
            self._places[bare] = len(self._names)
            self._names.append(self._made(bare))
        at = self._places[bare]
        return chr(_OPEN) + "".join(chr(_FIRST + at // _BASE**power % _BASE) for power in (3, 2, 1, 0))

    def _made(self, bare: str) -> str:
        """A stand-in that nobody has yet, of as many characters as the name where there are enough."""
        length, serial = max(2, min(4, len(bare))), 0
        while True:
            found, number = "", int(self._digest(f"{bare}\x1f{serial}"), 16)
            for _ in range(length + serial // 50):
                number, at = divmod(number, len(RARE))
                found += RARE[at]
            if found not in self._taken:
                self._taken.add(found)
                return found
            serial += 1

    def _told(self, held: str) -> str:
        return _HELD.sub(lambda found: self._names[_place(found.group())], held)


def _place(held: str) -> int:
    at = 0
    for sign in held[1:]:
        at = at * _BASE + ord(sign) - _FIRST
    return at
