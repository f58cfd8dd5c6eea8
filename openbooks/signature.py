"""Cells that say something by being filled, or something else than their header's plain meaning.

A signature is 是 whatever stands in the cell; goods in a column mean payment in kind; a time of day is
read from the cell that also holds the day.
"""

from __future__ import annotations

import re

from openbooks.draft import Draft
from openbooks.evidence import Found
from openbooks.meaning import DOUBTFUL, EXACT
from openbooks.profile import AGAINST, STRONG, share
from openbooks.reading import plain

_GOODS = re.compile(r"品|物")
_TAKER = re.compile(r"(?:领取|领款|签领|领用|领物|领券|领卡)(?:人|者|人员)")
_TICKS = frozenset("√\u2713\u2714\u2611")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MONEY = re.compile(r"[金钱款元券卡]|转账")
# A time of day; a whole list at midnight is of days that a program wrote with their empty time.
_CLOCK = re.compile(r"\d{1,2}:\d{2}|-\d{2}\.\d{2}\.\d{2}")
_MIDNIGHT = re.compile(r"(?<!\d)0{1,2}:00(?::00(?:\.0+)?)?$")


def signed(draft: Draft) -> None:
    """签收, 签名: 是 and 否 are read, names and strokes of the pen count as signed."""
    if "signed" not in draft.ledger.columns_by_name:
        return
    heads = draft.heads("signed", DOUBTFUL)
    if not heads:
        _took(draft)
        return
    heading = heads[0].heading
    reads = draft.fits(draft.ledger.column("signed"), heading) == STRONG
    draft.take("signed", "cell" if reads else "filled", heading)


def _took(draft: Draft) -> None:
    """领取人 beside 姓名 with mostly the same names: who got it is written there, which is asked."""
    persons = [each.heading for name in ("recipient_name", "name") for each in draft.heads(name, EXACT)]
    takers = [each for each in persons if _TAKER.fullmatch(each.word)]
    named = [each for each in persons if each not in takers]
    if not named or len(takers) != 1:
        return
    taker, name = takers[0], named[0]
    same = [
        record.cells[taker.index] == record.cells[name.index]
        for record in draft.records if max(taker.index, name.index) < len(record.cells)
    ]
    if 2 * sum(same) > len(same):
        why = f"“{taker.text}”一列写的大多是本人"
        draft.take_asking("signed", "filled", taker, why)


def attended(draft: Draft) -> None:
    """签到 with the names that people wrote: who did not sign was not there, which is asked."""
    if "attended" not in draft.ledger.columns_by_name or draft.has("attended"):
        return
    column = draft.ledger.column("attended")
    for each in draft.heads("attended", DOUBTFUL):
        heading = each.heading
        values = draft.values(heading.index)
        ticks = draft.filled(heading.index) < 1 and all(text in _TICKS for text in values)
        if values and (ticks or draft.fits(column, heading) == AGAINST):
            why = f"“{heading.text}”一列写了字的算参加，空着的算没有参加"
            draft.take_asking("attended", "ticked", heading, why)
            return


def goods(draft: Draft) -> None:
    """慰问品, 物品 with what was given: paid in kind, not the form of payment. Confirmed where not every
    row has goods, or money may be meant by them."""
    if draft.ledger.name != "assistance":
        return
    column = draft.ledger.column("payment_method")
    for each in draft.heads("payment_method", DOUBTFUL):
        heading = each.heading
        if not _GOODS.search(heading.word) or draft.fits(column, heading) == STRONG:
            continue
        draft.reasons[heading.index] = "写的是物品，不是发放形式"
        draft.taken.add(heading.index)
        if not draft.has("payment_method"):
            why = f"有“{heading.text}”一列，写的是物品"
            values = draft.values(heading.index)
            named = all(_HAN.search(text) and not _MONEY.search(text) for text in values)
            certain = named and draft.filled(heading.index) == 1 and not draft.heads("bank_account")
            draft.set_constant("payment_method", Found("实物", why, certain))


def bank_time(draft: Draft) -> None:
    """The time of a movement, where the cell of its day holds it too."""
    day = draft.links.get("booked_date")
    if "booked_time" not in draft.ledger.columns_by_name or day is None or day.how != "cell":
        return
    values = [plain(text) for text in draft.values(day.cells[0])]
    timed = share(values, lambda text: bool(_CLOCK.search(text))) >= 0.8
    if not timed or all(_MIDNIGHT.search(text) for text in values):
        return
    if not draft.has("booked_time") or "booked_time" in draft.questions:
        draft.questions.pop("booked_time", None)
        draft.take("booked_time", "cell", draft.headings[day.cells[0]])
