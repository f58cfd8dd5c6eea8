"""Ledgers that unions keep and this program does not yet: how offices call them and their columns.

A 固定资产 list or a 经费上解 list has dates, units and amounts as well. Such a table is like some ledger
here, but never surely. `data/unkept.csv` holds headers that no ledger here knows (ledger, header).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from openbooks.contract import Ledger
from openbooks.headword import Headword, plain_word
from openbooks.meaning import EXACT, meanings

FILE = Path(__file__).resolve().parent.parent / "data" / "unkept.csv"
TITLES = re.compile(
    r"困难职工(?:家庭)?(?:档案|信息)?(?:名册|花名册|名单|台账|档案|信息)|建档立卡|固定资产|资产盘点|会议记录|提案"
    r"|合理化建议|金点子|医疗互助|互助保障|经费上解|信访|劳动争议|法律援助|隐患"
)
_LEAST = 2


@cache
def headers() -> dict[str, frozenset[str]]:
    """Ledger that is not kept → the headers, as they are looked up, that only such ledgers have."""
    found: dict[str, set[str]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["ledger"], set()).add(plain_word(row["header"]))
    return {name: frozenset(words) for name, words in found.items()}


def is_rather(headings: Sequence[Headword], ledger: Ledger) -> bool:
    """Whether the headers speak for one of these rather than for the ledger: two or more that only it
    has, and at least half as many as those that the ledger surely knows."""
    said = [each for each in headings if each.word]
    known = [
        each for each in said if (found := meanings(each, ledger)) and found[0].grade == EXACT
    ]
    rest = [each for each in said if each not in known]
    most = max(sum(not words.isdisjoint(each.words) for each in rest) for words in headers().values())
    return most >= _LEAST and 2 * most >= len(known)
