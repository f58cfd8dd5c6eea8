"""The words that mark a row as no data: totals, balances, footers, page turns (data/rows.csv).

A total's or balance's word counts only as a whole cell: 国庆合计三次慰问 is a purpose, not a total.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from openbooks.cells import squash

FILE = Path(__file__).resolve().parent.parent / "data" / "rows.csv"

SUMMARY = "合计行"
PAGE_TURN = "承前页"
BALANCE = "期初余额行"
FOOTER = "页脚"

# What Alipay writes below its rows: 共2笔记录, 已收入:1笔, a line of dashes.
_TRAILER = re.compile(r"共\d+[笔条]记录.*|[已待](?:收入|支出):\d+笔.*|-{8,}")
_PAGE_NUMBER = re.compile(r"第\d+页.{0,2}共\d+页")
# 一分会小计, 人民币合计: a name before the word. Only taken when all other cells are numbers.
_NAMED_TOTAL = re.compile(r".{1,12}(?:合计|小计|总计)")
# These say a stretch of time or a page: no office enters them as what money was spent on.
_STRETCH = re.compile(r"本[日旬月季年期页].*|[日月季年][计结]|结转下[年月期]")
# Brought forward with the day on which the book begins; without a voucher it is no movement.
_CARRIED = re.compile(r"上[年月期]结转")
# 一、收入, （二）支出, 收入部分：the heading of the rows below it, when it stands alone.
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[、.]|\([一二三四五六七八九十]{1,2}\)).{1,20}"
    r"|(?:本年|本期)?(?:收入|支出)(?:部分|类|项目)?:?"
)
SECTION_SIGNS = frozenset("一二三四五六七八九十(（收支本")
_PAGE_TURN = re.compile(r"承前页?|过次页?|转下页|接上页")
# 合计（大写）：壹仟元整, 合计 3 人: only below the last data, where no purpose begins like this.
_OPENS_TOTAL = re.compile(
    r"[#*]*(?:收入|支出|借方|贷方|转入|转出|存入|支取)?(?:合计|总计|共计|汇总|总额|总笔数|笔数)"
    r"(?:人民币|金额|人数|笔数|大写|\(.*\))*(?::.*|[0-9.,]+[人元笔户次]*)?"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_CLOSINGS = ":：)）"


@cache
def words(kind: str) -> frozenset[str]:
    """The squashed words of one kind: summary, balance, footer or title."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return frozenset(squash(row["word"]) for row in csv.DictReader(file) if row["kind"] == kind)


@cache
def endings() -> frozenset[str]:
    """The last characters that a marking cell can have: most cells are passed over by these."""
    known = words("summary") | words("balance")
    return frozenset(word[-1] for word in known) | {"计", "页"} | set(_CLOSINGS)


def _word(cell: str) -> str:
    """The cell's word without blanks, brackets and what they hold, and a colon at its end."""
    return _BRACKETS.sub("", squash(cell)).rstrip(":")


@lru_cache(maxsize=10_000)
def meaning(cell: str) -> str:
    """What the whole cell marks: SUMMARY, PAGE_TURN, BALANCE, FOOTER (a page's number) or ""."""
    word = _word(cell)
    if word in words("summary") or _CARRIED.fullmatch(word):
        return PAGE_TURN if _PAGE_TURN.fullmatch(word) else SUMMARY
    if word in words("balance"):
        return BALANCE
    return FOOTER if _PAGE_NUMBER.fullmatch(word) else ""


def is_stretch(cell: str) -> bool:
    """Whether the word sums a stretch of time or turns a page: 本月合计, 过次页, 年结."""
    word = _word(cell)
    return _STRETCH.fullmatch(word) is not None or _PAGE_TURN.fullmatch(word) is not None


def is_carried(cell: str) -> bool:
    """Whether the word brings a balance forward: 上年结转."""
    return _CARRIED.fullmatch(_word(cell)) is not None


def is_section(cell: str) -> bool:
    """Whether the cell, alone in its row, is the heading of the rows below it: 一、收入."""
    return _SECTION.fullmatch(squash(cell)) is not None


def is_named_total(cell: str) -> bool:
    """Whether the cell reads as the total of something named: 一分会小计, 人民币合计."""
    return _NAMED_TOTAL.fullmatch(_word(cell)) is not None


def opens_total(cell: str) -> bool:
    """Whether the cell begins a total as forms for signatures have it: 合计（大写）：壹仟元整."""
    return _OPENS_TOTAL.fullmatch(squash(cell)) is not None


def starts_footer(cell: str) -> bool:
    """Whether the cell begins as a footer does: 制表人：张三, 注：…, 第1页共3页."""
    start = squash(cell)
    marked = _PAGE_NUMBER.match(start) or _TRAILER.fullmatch(start)
    return start.startswith(tuple(words("footer"))) or marked is not None
