"""What a union decides about its own books: months that are closed, ledgers under four eyes, settings.

Each decision is an event that names who took it, when and why; none of them makes a version.
"""

from __future__ import annotations

import re
from datetime import datetime

from openbooks import contract, setting
from openbooks.actor import is_nobody
from openbooks.books import Books
from openbooks.closing import number, stretches
from openbooks.errors import WrongUse
from openbooks.journal import append
from openbooks.store import writing

_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


def close(books: Books, start: str, end: str, reason: str, who: str, at: datetime) -> int:
    """Close the months `start` ≤ month < `end` ('YYYY-MM'); the number of the event.

    Raises WrongUse for months that are none or all closed already, and without a name or a reason.
    """
    if not all(map(_MONTH.fullmatch, (start, end))) or number(start) >= number(end):
        raise WrongUse("结账的起止月份要写成 2024-01 这样，止月在起月之后。")
    _require_reason(reason, who, "结账")
    with writing(books.home):
        closed = stretches(books.state().closings)
        if any(first <= number(start) and number(end) <= behind for first, behind in closed):
            raise WrongUse("这些月份已经结账。")
        body = {"start": start, "end": end, "reason": reason.strip()}
        return append(books.home, books.events, "close", who.strip(), at, body).seq


def reopen(books: Books, seq: int, reason: str, who: str, at: datetime) -> int:
    """Open again what event `seq` closed; the number of this event. Raises WrongUse where that event
    closed nothing that is still closed, and without a name or a reason."""
    _require_reason(reason, who, "重新开账")
    with writing(books.home):
        if seq not in {each.seq for each in books.state().closings}:
            raise WrongUse(f"第{seq}号不是仍然有效的结账。")
        body = {"closing": seq, "reason": reason.strip()}
        return append(books.home, books.events, "reopen", who.strip(), at, body).seq


def set_two_person(
    books: Books, ledger: str, on: bool, reason: str, who: str, at: datetime
) -> None:
    """Put a ledger under the two-person rule, or take it out. Raises WrongUse for an unknown ledger,
    where nothing would change, and without a name or a reason."""
    title = contract.ledger(ledger).title
    _require_reason(reason, who, "改变两人制")
    with writing(books.home):
        if on == (ledger in books.state().two_person):
            raise WrongUse(f"“{title}”已经{'是' if on else '不是'}两人制。")
        body = {"ledger": ledger, "two_person": on, "reason": reason.strip()}
        append(books.home, books.events, "rule", who.strip(), at, body)


def set_value(books: Books, name: str, value: str, reason: str, who: str, at: datetime) -> str:
    """Set one of the union's settings; its value as it is kept. Raises WrongUse for an unknown one, a
    value that cannot be or stands already, and without a reason or the name of somebody: it decides what
    the public sees."""
    title = setting.setting(name).title
    kept = setting.value_of(name, value)
    _require_reason(reason, "" if is_nobody(who) else who, f"改“{title}”")
    with writing(books.home):
        if kept == setting.values(books.events)[name]:
            raise WrongUse(f"“{title}”已经是“{kept}”。" if kept else f"“{title}”本来就没有写。")
        body = {"name": name, "value": kept, "reason": reason.strip()}
        append(books.home, books.events, "setting", who.strip(), at, body)
    return kept


def _require_reason(reason: str, who: str, what: str) -> None:
    if not reason.strip() or not who.strip():
        raise WrongUse(f"{what}要写明经办人和原因。")
