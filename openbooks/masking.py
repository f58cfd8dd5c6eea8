"""Names of persons and numbers of cards, masked; in Python and in SQL, the same.

Rules of domain/privacy.md §2: two characters 张*, three and more 张*三, one character *, a name with ·
its first and last character; ID and card numbers their last four; phones 138****1234.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

import pyarrow as pa

STAR = "*"
LONG_NUMBER = re.compile(r"(?<!\d)\d{14,18}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
SHORTEST, LONGEST = 2, 4  # characters of the usual name


def mask_name(name: str) -> str:
    """A person's name as the public sees it."""
    if len(name) <= 1:
        return STAR
    if len(name) == SHORTEST:
        return name[0] + STAR
    return name[0] + STAR + name[-1]


def mask_payee(text: str, scrub: Callable[[str], str]) -> str:
    """A payee, who may be a person (up to four characters, or with ·) or a firm."""
    return mask_name(text) if len(text) <= LONGEST or "·" in text else scrub(text)


def mask_number(text: str) -> str:
    """An ID, card or account number: its last four characters."""
    return "****" + text[-4:]


def pseudonym(text: str, salt: str) -> str:
    """A stable stand-in for a person's identifier; `salt` is the books' secret."""
    return "P" + hashlib.md5((salt + text).encode(), usedforsecurity=False).hexdigest()[:10]


def mask_name_sql(expression: str) -> str:
    """SQL of `mask_name` over a text expression; null stays null."""
    return (
        f"case when {expression} is null then null when length({expression}) <= 1 then '{STAR}' "
        f"when length({expression}) = 2 then left({expression}, 1) || '{STAR}' "
        f"else left({expression}, 1) || '{STAR}' || right({expression}, 1) end"
    )


def mask_payee_sql(expression: str, scrub: str) -> str:
    """SQL of `mask_payee`; `scrub` is the name of an SQL function."""
    return (
        f"case when length({expression}) <= {LONGEST} or contains({expression}, '·') "
        f"then {mask_name_sql(expression)} else {scrub}({expression}) end"
    )


def mask_number_sql(expression: str) -> str:
    """SQL of `mask_number`."""
    return f"'****' || right({expression}, 4)"


def pseudonym_sql(expression: str, salt: str) -> str:
    """SQL of `pseudonym`; `salt` is SQL of the books' secret."""
    return f"'P' || left(md5({salt} || {expression}), 10)"


class Scrubber:
    """Takes the names of persons, ID, card and phone numbers out of free text."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name for name in names if len(name) >= SHORTEST)
        self.lengths = sorted({len(name) for name in self.names}, reverse=True)

    def __call__(self, text: str) -> str:
        """The text with each known name masked and each long number shortened."""
        if self.names:
            text = self._without_names(text)
        text = LONG_NUMBER.sub(lambda found: mask_number(found.group()), text)
        return PHONE.sub(r"\1****\2", text)

    def _without_names(self, text: str) -> str:
        """The text with names masked, also those written with blanks between their characters."""
        places = [at for at, sign in enumerate(text) if not sign.isspace()]
        bare = "".join(text[at] for at in places)
        out: list[str] = []
        at = done = 0
        while at < len(bare):
            length = next(
                (
                    each for each in self.lengths
                    if at + each <= len(bare) and bare[at : at + each] in self.names
                ), 0,
            )
            if length:
                out += [text[done : places[at]], mask_name(bare[at : at + length])]
                done = places[at + length - 1] + 1
            at += length or 1
        return "".join([*out, text[done:]])


def scrubbing(scrubber: Scrubber) -> Callable[[pa.Array], pa.Array]:
    """`scrubber` as a function over an Arrow column of texts."""

    def scrub(texts: pa.Array) -> pa.Array:
        return pa.array(
            [None if text is None else scrubber(text) for text in texts.to_pylist()], pa.string()
        )

    return scrub
