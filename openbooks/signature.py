"""Cells that say something by being filled, or something else than their header's plain meaning.

A signature is 是 whatever stands in the cell; goods in a column mean payment in kind; a time of day is
read from the cell that also holds the day.
"""

from __future__ import annotations

import re

from openbooks.draft import Draft
from openbooks.evidence import Found
from openbooks.meaning import DOUBTFUL
from openbooks.profile import AGAINST, STRONG, share

_GOODS = re.compile(r"品|物")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def signed(draft: Draft) -> None:
    """签收, 签名: 是 and 否 are read, names and strokes of the pen count as signed."""
    if "signed" not in draft.ledger.columns_by_name:
        return
    heads = draft.heads("signed", DOUBTFUL)
    if not heads:
        return
    heading = heads[0].heading
    reads = draft.fits(draft.ledger.column("signed"), heading) == STRONG
    draft.take("signed", "cell" if reads else "filled", heading)


def attended(draft: Draft) -> None:
    """签到 with the names that people wrote: who did not sign was not there, which is asked."""
    if "attended" not in draft.ledger.columns_by_name or draft.has("attended"):
        return
    column = draft.ledger.column("attended")
    for each in draft.heads("attended", DOUBTFUL):
        heading = each.heading
        if draft.values(heading.index) and draft.fits(column, heading) == AGAINST:
            why = f"“{heading.text}”一列写了字的算参加，空着的算没有参加"
            draft.take_asking("attended", "ticked", heading, why)
            return


def goods(draft: Draft) -> None:
    """慰问品, 物品 with what was given: paid in kind, which is confirmed; not the form of payment."""
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
            draft.set_constant("payment_method", Found("实物", why, False))


def bank_time(draft: Draft) -> None:
    """The time of a movement, where the cell of its day holds it too."""
    day = draft.links.get("booked_date")
    if "booked_time" not in draft.ledger.columns_by_name or day is None or day.how != "cell":
        return
    timed = share(draft.values(day.cells[0]), lambda text: bool(_CLOCK.search(text))) >= 0.8
    if timed and (not draft.has("booked_time") or "booked_time" in draft.questions):
        draft.questions.pop("booked_time", None)
        draft.take("booked_time", "cell", draft.headings[day.cells[0]])
