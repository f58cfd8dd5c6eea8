"""Which ledger a table is, with the reason in Chinese.

Three things speak: how many of the headers a ledger knows (a header that few ledgers know counts
more), whether a table has what makes it that ledger (`marks` of the contract), and the words in its
titles, its sheet's name and the file's name. `sure` says that the first is clearly ahead; else the
user chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from openbooks import unkept
from openbooks.contract import Ledger, ledgers
from openbooks.evidence import FILE, SHEET, TITLE, Said, told
from openbooks.flow import pair
from openbooks.headword import Headword, plain_word, read_headwords
from openbooks.letterhead import account, only_spending
from openbooks.meaning import (
    DOUBTFUL,
    EXACT,
    PARTLY,
    Meaning,
    ledgers_knowing,
    meanings,
    words_of,
)
from openbooks.occasion import activity_titles_in
from openbooks.pairing import is_end
from openbooks.table import Table

PLACE_WEIGHTS = {TITLE: 0.40, SHEET: 0.34, FILE: 0.28}
LEAST, AHEAD = 0.45, 0.12
LEAST_PLAIN = 3
MONTHS_WIDE = 2
_BARE_LISTS = frozenset(("名册", "花名册", "名单"))
# What programs print beside what a line is about.
_BESIDE = re.compile(r"币[种别]|货币|汇率|钞汇|原币|行[名号]|开户|网点|渠道|柜员|起息|打印|状态|分行|支行")
# Ledgers in which what came in and what went out may stand in two columns.
_HAVE_FLOWS = frozenset(("bank", "voucher"))
# A longer title is a sentence of instructions; the words in it speak of everything.
_LONGEST_TITLE = 40


@dataclass(frozen=True)
class Candidate:
    """One ledger that a table may be; `score` 0 to 1."""

    ledger: str
    score: float
    reason: str
    sure: bool


def recognise(table: Table, source_name: str) -> list[Candidate]:
    """The ledgers that a table may be, the likeliest first; empty when it is like none.

    At most the first is `sure`.
    """
    headings = read_headwords(table.header)
    said = told(table.titles, table.sheet, source_name)
    judged = sorted(
        (each for each in (_judge(ledger, headings, said) for ledger in ledgers().values()) if each),
        key=lambda each: -each.score,
    )
    if not judged:
        return []
    first, *rest = judged
    second = rest[0].score if rest else 0.0
    sure = first.score >= LEAST and first.score - second >= AHEAD and first.sure
    sure = sure and not any(_rivals(each, first, headings, said) for each in rest)
    sure = sure and not unkept.is_rather(headings, ledgers()[first.ledger])
    return [
        Candidate(each.ledger, round(min(each.score, 1.0), 3), each.reason, sure and each is first)
        for each in judged
    ]


def _rivals(
    other: Candidate, first: Candidate, headings: Sequence[Headword], said: Sequence[Said]
) -> bool:
    """Whether a title speaks of both ledgers (观影签到及电影票领取表) and the headers are more like the other
    one, which the title names before."""
    titles = " ".join(plain_word(each.text) for each in said if each.place == TITLE)
    words: dict[str, set[str]] = {}
    for word, name in _all_words():
        if word in titles and word not in _BARE_LISTS:
            words.setdefault(name, set()).add(word)
    for word in sorted(words.get(first.ledger, ()), key=len, reverse=True):
        titles = titles.replace(word, " ")  # 流水 in 流水账 is no word of its own
    if first.ledger not in words or not any(each in titles for each in words.get(other.ledger, ())):
        return False
    bare = [_judge(ledgers()[each.ledger], headings, ()) for each in (other, first)]
    return bare[0] is not None and (bare[1] is None or bare[0].score > bare[1].score)


def _judge(
    ledger: Ledger, headings: Sequence[Headword], said: Sequence[Said]
) -> Candidate | None:
    """How like this ledger a table is; None when it lacks what makes it one.

    `sure` says here only whether there is a word for it, or headings with one meaning alone.
    """
    known: list[tuple[Headword, Meaning, float]] = []
    total = 0.0
    flows = {each.index for both in pair(headings) for each in both}
    months = [each for each in headings if each.months]
    is_wide = ledger.wide is not None and len(months) >= MONTHS_WIDE
    for heading in headings:
        if not heading.word:
            continue
        if heading.months and len(months) >= MONTHS_WIDE:
            total += 0.3
            if is_wide:
                known.append((heading, Meaning(heading, ledger.wide[1], 3, 0), 0.3))
            continue
        found = meanings(heading, ledger)
        weight = _weight(heading)
        if heading.index in flows:
            weight = 0.7
            if ledger.name in _HAVE_FLOWS and not found:
                found = (Meaning(heading, "amount", DOUBTFUL, 0),)
        if not found and ledger.person and _is_about_person(heading):
            weight = min(weight, 0.15)
        total += weight
        if found:
            part = {PARTLY: 0.5, DOUBTFUL: 0.8}.get(found[0].grade, 1.0)
            known.append((heading, found[0], weight * part))
    columns = {each.column for _, each, _ in known}
    columns |= {each.column for heading in headings for each in meanings(heading, ledger)}
    if ledger.name == "voucher" and account(said):
        columns.add("account_name")
    if ledger.name == "balance" and sum(bool(is_end(heading.word)) for heading in headings) >= 2:
        columns |= {"opening_debit", "closing_debit"}
        known += [
            (each, Meaning(each, "closing_debit", EXACT, 0), 1.0)
            for each in headings if is_end(each.word) and not meanings(each, ledger)
        ]
    lacking = sum(not columns & set(group) for group in ledger.marks)
    words = _words(ledger, said)
    if ledger.name == "member" and any(
        activity_titles_in(each.text) for each in said if each.place == TITLE
    ):
        words = []  # a list of persons for something that they do
    if ledger.name == "participation" and "name" in columns and not _lists_activities(headings):
        words = words or _occasion(said)
    others = not words and any(_ledgers_named(each.text) for each in said)
    if lacking and not (lacking == 1 and words):
        return None
    coverage = sum(weight for _, _, weight in known) / total if total else 0.0
    strength = min(1.0, len({each.column for _, each, _ in known}) / 4)
    score = coverage * (0.45 + 0.2 * strength)
    score += max((PLACE_WEIGHTS[place] for place, _ in words), default=0.0)
    score += 0.04 * (len({place for place, _ in words}) - 1 if words else 0)
    score *= 0.6**lacking * (0.8 if others else 1.0)
    if score < 0.12:
        return None
    plain = {each.column for _, each, _ in known if each.grade == EXACT}
    if ledger.name == "voucher" and lacking == 1 and any(place == TITLE for place, _ in words):
        # A simple book without accounts: what it lacks is asked.
        two = flows or {"debit", "credit"} <= columns
        spent = "amount" in columns and only_spending(said)
        lacking = not ({"voucher_date", "summary"} <= columns and (two or spent))
    grounded = not lacking and (bool(words) or len(plain) >= LEAST_PLAIN) and not _is_unkept(said)
    return Candidate(ledger.name, score, _reason(ledger, known, words), grounded)


def _is_about_person(heading: Headword) -> bool:
    """Whether a heading only describes a person (性别, 电话): any list of persons may carry it."""
    return any("member" in ledgers_knowing(word) for word in heading.words)


def _weight(heading: Headword) -> float:
    """How much a heading says: little where many ledgers know it, or none does."""
    if _BESIDE.search(heading.word):
        return 0.1
    knowing = max((len(ledgers_knowing(word)) for word in heading.words), default=0)
    return {0: 0.25, 1: 1.0, 2: 0.7, 3: 0.5}.get(knowing, 0.3)


@lru_cache
def _all_words() -> tuple[tuple[str, str], ...]:
    """(word as looked up, ledger) of every ledger."""
    return tuple((plain_word(word), each.name) for each in ledgers().values() for word in each.words)


@lru_cache(maxsize=4096)
def _ledgers_named(text: str) -> tuple[tuple[str, str], ...]:
    """(ledger, its longest word) of the ledgers that a text names.

    The last noun of a Chinese title is what it is about: 会费收缴明细账 is 明细账. So a ledger is
    named only when no other ledger's word ends further back, and the longer word wins there. A
    bare 名册 or 名单 is a list of whatever else the title names (参赛选手名册).
    """
    text = plain_word(text)
    if len(text) > _LONGEST_TITLE:
        return ()
    ends: dict[str, tuple[int, int, str]] = {}
    for word, name in _all_words():
        at = text.rfind(word)
        if at >= 0:
            end = 0 if word in _BARE_LISTS else at + len(word)
            ends[name] = max(ends.get(name, (0, 0, "")), (end, len(word), word))
    last = max((each[:2] for each in ends.values()), default=None)
    return tuple((name, word) for name, (end, size, word) in ends.items() if (end, size) == last)


def _is_unkept(said: Sequence[Said]) -> bool:
    """Whether the first text that names anything names what no ledger here holds (困难职工名单), and
    nothing beside it that one does (走访慰问困难职工名单)."""
    for each in said:
        named = unkept.TITLES.search(each.text)
        rest = _ledgers_named(unkept.TITLES.sub("", each.text))
        if any(word not in _BARE_LISTS for _, word in rest):
            return False
        if named:
            return True
    return False


def _words(ledger: Ledger, said: Sequence[Said]) -> list[tuple[str, str]]:
    """(place, word) of the ledger's words in the texts, one a place."""
    found: dict[str, str] = {}
    for each in said:
        for name, word in _ledgers_named(each.text):
            if name == ledger.name:
                found.setdefault(each.place, word)
    return list(found.items())


def _lists_activities(headings: Sequence[Headword]) -> bool:
    """Whether a column names activities, so that each line is one of them and no person."""
    known = words_of("activity")
    return any(
        column == "title" and not doubtful
        for each in headings for column, _, doubtful in known.get(each.word, ())
    )


def _occasion(said: Sequence[Said]) -> list[tuple[str, str]]:
    """The activity that a title names, where no text names a ledger."""
    if any(_ledgers_named(each.text) for each in said):
        return []
    named = (activity_titles_in(each.text) for each in said if each.place == TITLE)
    return [(TITLE, titles[0]) for titles in named if titles][:1]


def _reason(
    ledger: Ledger, known: Sequence[tuple[Headword, Meaning, float]],
    words: Sequence[tuple[str, str]],
) -> str:
    """Why, in one Chinese sentence."""
    telling = sorted(known, key=lambda each: -each[2])[:3]
    heads = "、".join(heading.text for heading, _, _ in sorted(telling, key=lambda e: e[0].index))
    parts = [f"{place}有“{word}”" for place, word in words]
    if heads:
        parts.append(f"表头有 {heads}")
    return f"{'，'.join(parts)}，像{ledger.title}"
