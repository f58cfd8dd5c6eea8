"""Columns of a file that only together, or only in part, are a column of a ledger.

年 月 日 in three columns, 记-12 and 50102 文体活动费 in one, 期初余额 with 方向.
Each step looks at the words of the header and at the values; it takes cells or leaves them alone.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from openbooks.cells import squash
from openbooks.draft import Draft
from openbooks.headword import Headword
from openbooks.meaning import DOUBTFUL
from openbooks.profile import is_code, is_code_name, is_counter, is_word_number, share

RULES = Path(__file__).resolve().parent.parent / "data" / "rules"

_DATE_PART = re.compile(r"^(?:((?:19|20)\d{2})年?|日期|凭证日期|记账日期|交易日期|凭证|时间)?(年|月|日)$")
_OPENING = frozenset("期初余额 年初余额 期初数 年初数 期初 年初 月初余额 上期余额 期初金额".split())
_CLOSING = frozenset("期末余额 期末数 年末余额 年末数 期末 余额 月末余额 期末金额".split())
_SIDE = re.compile(r"(?:期初|年初|月初|期末|年末|月末)?(?:余额)?(?:借贷)?方向|借/?贷|借或贷")
_YEAR_WORD = re.compile(r"(?:会计|财务|账务|所属|缴费|会费)?年[度份]?(?:号)?")
_MONTH_WORD = re.compile(r"(?:会计|账务|所属|缴费|会费|扣款)?(?:期间|月份?|期)(?:号|数)?")
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?(?:\.0)?")
_MONTH = re.compile(r"第?(?:0?[1-9]|1[0-2])[月期]?份?(?:\.0)?")


def date_in_parts(draft: Draft) -> None:
    """年, 月, 日 in columns of their own, also 月, 日 below 2024年, are the ledger's date."""
    dates = [each for each in draft.ledger.columns if each.type == "date" and each.required]
    if not dates:
        return
    parts: dict[str, Headword] = {}
    for heading in draft.free(draft.headings):
        found = _DATE_PART.match(heading.word)
        if found and found[2] not in parts:
            parts[found[2]] = heading
            if found[1]:
                draft.header_year = int(found[1])
    if "月" not in parts or "日" not in parts:
        draft.header_year = None
        return
    picked = [parts[mark] for mark in "年月日" if mark in parts]
    draft.take(dates[0].name, "date_parts", *picked)


def month_in_parts(draft: Draft) -> None:
    """Year and month in columns of their own (会计年度, 会计期间号) are the ledger's month or period."""
    wanted = [each for each in draft.ledger.columns if each.type in ("month", "period")]
    free = draft.free(draft.headings)
    years = [each for each in free if _YEAR_WORD.fullmatch(each.word) and _all(draft, each, _YEAR)]
    months = [each for each in free if _MONTH_WORD.fullmatch(each.word) and _all(draft, each, _MONTH)]
    if wanted and wanted[0].required and years and months:
        draft.take(wanted[0].name, "year_month", years[0], months[0])


def _all(draft: Draft, heading: Headword, pattern: re.Pattern[str]) -> bool:
    """Whether there are values below a heading and each is what the pattern says."""
    values = draft.values(heading.index)
    return bool(values) and all(pattern.fullmatch(text) for text in values)


# What stands below a column of words, whatever its header calls it.
_WORD = re.compile(r"(?:[记收付转现银]|[现银][收付])(?:字|账|款)?(?:凭证)?")


_BOTH = re.compile(r"\s*(?:[记收付转现银]|[现银][收付])\s*字?\s*第?\s*[-—–_]?\s*\d+\s*号?\s*")


def voucher_number(draft: Draft) -> None:
    """Word and number of a voucher: in two columns, or both in one (记-12)."""
    if "number" not in draft.ledger.columns_by_name:
        return
    numbers = [each.heading for each in draft.heads("number")]
    words = [each.heading for each in draft.heads("word")]
    for heading in dict.fromkeys((*numbers, *words)):
        if share(draft.values(heading.index), is_word_number) >= 0.6:
            word = next((each for each in words if each is not heading), None)
            draft.take("number", "number_part", heading)
            if word is not None and draft.filled(word.index) > 0:
                draft.take("word", "cell", word)
            else:
                draft.take("word", "word_part", heading)
            return
    if not numbers:
        both = [
            each for each in draft.free(draft.headings)
            if re.search("凭证|字|号", each.word) and _all(draft, each, _BOTH)
        ]
        if both:
            draft.take("word", "word_part", both[0])
            draft.take("number", "number_part", both[0])
            return
    if numbers and not words:
        kinds = (each for each in draft.free(draft.headings) if _all(draft, each, _WORD))
        if kind := next(kinds, None):
            draft.take("word", "cell", kind)
            return
    if numbers:
        best = numbers[0]
        if best.word.endswith("字号") and not words and not draft.values(best.index):
            draft.take("word", "word_part", best)
            draft.take("number", "number_part", best)


@cache
def account_names() -> frozenset[str]:
    """The names of all accounts in the shipped charts, squashed."""
    with (RULES / "account.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(squash(row["name"]) for row in csv.DictReader(file))


def is_account(text: str) -> bool:
    """Whether a text names an account of the charts (the last part of 支出/业务支出/培训费)."""
    return squash(re.split(r"[\\/|_—-]", text)[-1]) in account_names()


def account(draft: Draft) -> None:
    """Code and name of the account: in two columns or in one, whatever the header calls it."""
    columns = draft.ledger.columns_by_name
    if "account_code" not in columns or "account_name" not in columns:
        return
    _leave_counter_account(draft)
    _leave_what_for(draft)
    coded, named, both = [], [], []
    for meaning in (*draft.heads("account_code"), *draft.heads("account_name")):
        heading, values = meaning.heading, draft.values(meaning.heading.index)
        if meaning.grade < DOUBTFUL or any(heading is each for each in (*coded, *named, *both)):
            continue
        if share(values, is_code_name) >= 0.6:
            both.append(heading)
        elif values and share(values, is_code) >= 0.8:
            if not is_counter(values):
                coded.append(heading)
        elif values or meaning.column == "account_name":
            vague = meaning.grade == DOUBTFUL and not columns["account_name"].required
            if not (vague and heading.word != "科目" and share(values, is_account) < 0.5):
                named.append(heading)
        else:
            coded.append(heading)
    if not named and not both:
        named = [each for each in draft.free(draft.headings) if _names_accounts(draft, each)][:1]
    if coded:
        draft.take("account_code", "cell", coded[0])
    elif both:
        draft.take("account_code", "code_part", both[0])
    named = [each for each in named if each.index not in draft.taken]
    if len(named) > 1:
        _name_of_several(draft, named)
    elif named:
        draft.take("account_name", "cell", named[0])
    elif both:
        draft.take("account_name", "name_part", both[0])


def _names_accounts(draft: Draft, heading: Headword) -> bool:
    """Whether most of what stands below a heading is an account of the charts, or it says 科目 and
    nothing but names stand there."""
    values = draft.values(heading.index)
    if not values or any(heading is each.heading for each in draft.heads("summary", DOUBTFUL)):
        return False
    if share(values, is_account) >= 0.6:
        return True
    return heading.word.endswith("科目") and not _COUNTER.fullmatch(heading.word) and (
        share(values, is_code) < 0.2
    )


_COUNTER = re.compile(r"(?:对方|对应)科目.*")


def _leave_counter_account(draft: Draft) -> None:
    """Beside 借方 and 贷方 a 对方科目 is the other side of the line: those are of the book's account."""
    if not (draft.heads("debit", DOUBTFUL) and draft.heads("credit", DOUBTFUL)):
        return
    for each in draft.free(draft.headings):
        if _COUNTER.fullmatch(each.word):
            draft.taken.add(each.index)
            draft.reasons[each.index] = "借方、贷方是本账科目的，不是对方科目的"


def _leave_what_for(draft: Draft) -> None:
    """A 收支项目 of no accounts (春节慰问工友) in a book without another 摘要 says what each line is for."""
    if "summary" not in draft.ledger.columns_by_name or draft.heads("summary", DOUBTFUL):
        return
    draft.meanings["account_name"] = [
        each for each in draft.meanings.get("account_name", ())
        if each.grade != DOUBTFUL or share(draft.values(each.heading.index), is_account) >= 0.5
        or each.heading.word == "科目"
    ]


_COARSE, _FINE = re.compile(r"总账|一级|大类|类款"), re.compile(r"明细|二级|三级|末级|子目|细目|子科目")


def _name_of_several(draft: Draft, named: list[Headword]) -> None:
    """Several columns name accounts: coarse and fine levels are joined to one name."""
    coarse = [each for each in named if _COARSE.search(each.word)]
    fine = [each for each in named if _FINE.search(each.word)]
    plain = [each for each in named if each not in coarse and each not in fine]
    levels = sorted((*(plain or coarse)[:1], *fine), key=lambda each: each.index)
    if fine and len(levels) in (2, 3, 4):
        draft.take("account_name", "path", *levels)
    elif plain:
        draft.take("account_name", "cell", plain[0])
    else:
        why = "有几列都像科目名称"
        draft.take_asking("account_name", "cell", named[0], why, named)


def balance_sides(draft: Draft) -> None:
    """A single 期初余额 or 期末余额 beside 方向 is split by its side."""
    if "opening_debit" not in draft.ledger.columns_by_name:
        return
    every_side = [each for each in draft.free(draft.headings) if _SIDE.fullmatch(each.word)]
    for words, name in ((_OPENING, "opening"), (_CLOSING, "closing")):
        debit, credit = f"{name}_debit", f"{name}_credit"
        if draft.heads(debit) or draft.heads(credit):
            continue
        amounts = [
            each for each in draft.free(draft.headings)
            if re.sub("本位币|本币|人民币|(?<=余额)金额$|[(].*", "", each.word) in words
        ]
        if not amounts:
            continue
        amount = amounts[0]
        other = re.compile("期末|年末|月末" if name == "opening" else "期初|年初|月初")
        sides = [each for each in every_side if not other.search(each.word)]
        if not sides:
            draft.reasons[amount.index] = "没有借贷方向一列，分不出借方还是贷方"
            continue
        nearest = min(sides, key=lambda each: _distance(each, amount))
        draft.take(debit, "debit_side", amount, nearest)
        draft.take(credit, "credit_side", amount, nearest)


def is_end(word: str) -> bool:
    """Whether a heading names a balance at the beginning or the end of a period, or its side."""
    bare = re.sub("原币|本位币|本币|人民币|[(].*", "", word)
    return bare in _OPENING or bare in _CLOSING or bool(
        re.fullmatch(r"(?:期初|年初|期末|年末)余额(?:借贷)?方向", bare)
    )


def _distance(side: Headword, amount: Headword) -> tuple[int, bool]:
    """How far a 方向 is from its amount; of two equally far the one in front is its own."""
    return abs(amount.index - side.index), side.index > amount.index
