"""Names of persons and numbers of cards, masked; in Python and in SQL, the same.

Rules of domain/privacy.md §2: two characters 张*, three and more 张*三, one character *, a name with ·
its first and last character; ID and card numbers their last four; phones 138****1234; of an address
of mail its domain. Numbers are found with blanks and dashes in them, and in full-width digits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import pyarrow as pa

from openbooks.person import (
    BEGINNINGS,
    DOTS,
    LONGEST,
    SHORTEST,
    STAR,
    counterparty,
    guessed,
    mask_name,
    may_be_person,
)

_SPACE = "[ \u00a0\u3000-]"
_CITIZEN = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{_SPACE}?(?:18|19|20)\d\d{_SPACE}?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"{_SPACE}?\d{{3}}[\dXx](?!\d)"
)
_LONG = re.compile(r"(?<!\d)\d{14,29}[\dXx](?!\d)")
_GROUPED = re.compile(rf"(?<!\d)\d{{4}}(?:{_SPACE}{{1,2}}\d{{4}}){{2,5}}(?:{_SPACE}{{1,2}}\d{{1,4}})?(?!\d)")
_YEARS = re.compile(rf"(?:(?:19|20)\d\d{_SPACE}*)+")
_PHONE = re.compile(
    rf"(?<!\d)1[3-9]\d(?:{_SPACE}?\d{{4}}{_SPACE}?\d{{4}}|{_SPACE}\d{{3}}{_SPACE}\d{{5}})(?!\d|\.\d)"
)
_COUNTRY = re.compile(rf"(?<!\d)86{_SPACE}?(?=1[3-9]\d{_SPACE}?\d{{4}}{_SPACE}?\d{{4}}(?!\d))")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[- ])\d{7,8}(?!\d)")
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?=[A-Za-z0-9-]+\.[A-Za-z])")
_FULL = {ord("０") + n: ord("0") + n for n in range(10)} | {
    ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("‐"): "-", ord("–"): "-", ord("—"): "-",
    ord("＠"): "@", ord("．"): ".",
}
SEVEN_DIGITS = r"[0-9０-９](?:[^0-9０-９]{0,2}[0-9０-９]){6}"
_DIGITS = re.compile(SEVEN_DIGITS)
Cover = Callable[[str], str]
REMEMBERED = 1 << 16  # texts whose treatment is kept: summaries say the same thing again and again
# A name's cell may hold more than a name: 张三、李四  张三（代）  张三 13812345678
_BESIDE = re.compile(r"(?m)[（(【\[].*?(?:[）)】\]]|$)|\d+")
_BETWEEN = re.compile(r"[、,，;；/\\|&+\n]|\s{2,}")
_LONGEST_NAME = 64  # what is longer is a text that strayed into a column of names


def mask_payee(text: str, scrub: Callable[[str], str]) -> str:
    """A payee, who may be a person (up to four characters, or with ·) or a firm."""
    return mask_name(text) if len(text) <= LONGEST or "·" in text else scrub(text)


def mask_number(text: str) -> str:
    """An ID, card or account number: its last four characters."""
    return "****" + text[-4:]


def pseudonym(text: str, salt: str) -> str:
    """A stable stand-in for a person's identifier; `salt` is the books' secret."""
    return "P" + _digest(text, salt)[:10]


def _digest(text: str, salt: str) -> str:
    return hashlib.md5((salt + text).encode(), usedforsecurity=False).hexdigest()


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
    """Takes the names of persons, ID, card and phone numbers and mail addresses out of texts.

    Called, it treats a free text, in which persons may be named that no ledger knows. `names` are
    the cells that name persons, `payees` those that may; `mask` says what stands for a known name.
    """

    def __init__(self, names: Iterable[str], payees: Iterable[str] = (), mask: Cover = mask_name) -> None:
        self.mask = mask
        found = {bare for name in names for bare in _bare_names(name)}
        found |= {bare for each in payees if may_be_person(each) for bare in _bare_names(each)}
        self.names = frozenset(found)
        lengths: dict[str, set[int]] = {}
        for name in found:
            lengths.setdefault(name[0], set()).add(len(name))
        self.lengths = {first: sorted(of, reverse=True) for first, of in lengths.items()}
        self.firsts = frozenset(lengths)
        self._free = lru_cache(REMEMBERED)(lambda text: guessed(self.label(text)))

    def __call__(self, text: str) -> str:
        """The text with each name masked that is known or seems to be one, and each number."""
        return self._free(text)

    @property
    def touches(self) -> str:
        """RE2 pattern of the texts that a call may change: no other need be handed to it.

        Characters stand in it as code points, so that nothing in a name can be read as a pattern.
        """
        signs = {form for first in {*self.firsts, *BEGINNINGS, *DOTS, *"@＠：:"}
                 for narrow in (first, first.upper() if first.isascii() else first)
                 for form in (narrow, *_wide(narrow))}
        listed = "".join(f"\\x{{{ord(sign):X}}}" for sign in sorted(signs))
        return f"[{listed}]|{SEVEN_DIGITS}|[人员者]\\s"

    def label(self, text: str) -> str:
        """The text with each known name masked and each number of a person shortened."""
        return _without_numbers(self.code(text))

    def code(self, text: str) -> str:
        """An identifier: long numbers are its nature, so only those of persons are shortened."""
        text = self._without_names(text)
        if _DIGITS.search(text):
            text = _put(text, _CITIZEN.finditer(_flat(text)), lambda found: mask_number(found.group()))
        return _without_contacts(text)

    def account(self, text: str) -> str:
        """The name of an account, whose details may be persons."""
        return counterparty(self.label(text))

    def with_names(self, names: Iterable[str]) -> Scrubber:
        """One that knows further names."""
        return Scrubber([*self.names, *names])

    def _without_names(self, text: str) -> str:
        """The text with names masked, also those written with blanks or dots in them."""
        folded = _folded(text)
        if self.firsts.isdisjoint(folded):
            return text
        places = [at for at, sign in enumerate(folded) if not (sign.isspace() or sign in DOTS)]
        bare = "".join(folded[at] for at in places)
        out: list[str] = []
        at = done = 0
        while at < len(bare):
            length = next(
                (
                    each for each in self.lengths.get(bare[at], ())
                    if at + each <= len(bare) and bare[at : at + each] in self.names
                    and _whole(folded, places[at], places[at + each - 1])
                ), 0,
            )
            if length:
                written = "".join(text[each] for each in places[at : at + length])
                out += [text[done : places[at]], self.mask(written)]
                done = places[at + length - 1] + 1
            at += length or 1
        return "".join([*out, text[done:]])


def told_apart(shown: Mapping[str, str], taken: Iterable[str], salt: str) -> dict[str, str]:
    """`shown` (text → what is shown of it), with a serial where two texts would look alike, or one
    like a text of `taken`. The order of serials follows the salt, so it says nothing (privacy.md §2).
    """
    groups: dict[str, list[str]] = {}
    for said, seen in shown.items():
        groups.setdefault(seen, []).append(said)
    used = set(taken) - set(shown)
    found: dict[str, str] = {}
    for seen, texts in sorted(groups.items()):
        number = len(texts) > 1
        for said in sorted(texts, key=lambda each: _digest(each, salt)):
            while (candidate := f"{seen}({number:d})" if number else seen) in used:
                number += 1
            used.add(candidate)
            found[said] = candidate
    return found


def scrubbing(scrub: Callable[[str], str]) -> Callable[[pa.Array], pa.Array]:
    """`scrub` as a function over an Arrow column of texts: once for each different text of it."""

    def column(texts: pa.Array) -> pa.Array:
        whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        coded = whole.dictionary_encode()
        shown = [None if text is None else scrub(text) for text in coded.dictionary.to_pylist()]
        return pa.array(shown, pa.string()).take(coded.indices)

    return column


def _flat(text: str) -> str:
    """The text with full-width digits made narrow; as many characters as before."""
    return text if text.isascii() else text.translate(_FULL)


def _folded(text: str) -> str:
    """The text in lower case, full-width letters made narrow; as many characters as before."""
    return "".join(
        chr(ord(sign) - 0xFEE0).lower() if "！" <= sign <= "～" and sign not in DOTS
        else sign.lower() if sign.isascii() else sign
        for sign in text
    )


def _whole(folded: str, first: int, last: int) -> bool:
    """Whether a name of Latin letters is a word of its own; of other names any place will do."""
    if not folded[first].isascii():
        return True
    before, after = folded[first - 1 : first], folded[last + 1 : last + 2]
    return not any(sign.isascii() and sign.isalnum() for sign in before + after)


def _bare_names(cell: str) -> list[str]:
    """The names in a cell that names persons, as they are looked for: no blanks, no dots."""
    found = []
    for part in {cell, *_BETWEEN.split(_BESIDE.sub("", cell))}:
        bare = "".join(sign for sign in _folded(part) if not (sign.isspace() or sign in DOTS))
        if SHORTEST <= len(bare) <= _LONGEST_NAME and any(map(str.isalpha, bare)):
            found.append(bare)
    return found


def _wide(sign: str) -> list[str]:
    """The full-width form of a narrow sign, if it has one."""
    return [chr(ord(sign) + 0xFEE0)] if "!" <= sign <= "~" else []


def _put(text: str, found: Iterable[re.Match[str]], by: Callable[[re.Match[str]], str]) -> str:
    """The text with each place that was found replaced."""
    out, done = [], 0
    for each in found:
        out += [text[done : each.start()], by(each)]
        done = each.end()
    return "".join([*out, text[done:]])


def _without_contacts(text: str) -> str:
    """The text without phones and addresses of mail."""
    if "@" in text or "＠" in text:
        text = _put(text, _MAIL.finditer(_flat(text)), lambda found: "***@")
    if not _DIGITS.search(text):
        return text
    text = _put(text, _COUNTRY.finditer(_flat(text)), lambda found: "")
    return _put(text, _PHONE.finditer(_flat(text)),
                lambda found: f"{found.group()[:3]}****{found.group()[-4:]}")


def _without_numbers(text: str) -> str:
    """The text without long numbers, those of cards in groups, and phones of a house."""
    if not _DIGITS.search(text):
        return text
    text = _put(text, _LONG.finditer(_flat(text)), lambda found: mask_number(found.group()))
    text = _put(
        text, _GROUPED.finditer(_flat(text)),
        lambda found: found.group() if _YEARS.fullmatch(found.group())
        else mask_number(found.group().replace(" ", "").replace("-", "")),
    )
    return _put(text, _LANDLINE.finditer(_flat(text)), lambda found: f"{found[1]}****")
