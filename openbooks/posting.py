"""Debit and credit of a voucher's line, and its year and period, from what the record says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Nature = Callable[[str, str], str]


def finish(found: dict[str, Any], nature: Nature, unreadable: bool) -> tuple[str, str, str]:
    """Fill in debit, credit (分), year and month; (code, column, text) of what is wrong, else "".

    One side of a pair stands for 0 on the other; an amount goes to the side that the record names,
    else to that of its account's nature. `unreadable`: an amount was refused already.
    """
    day = found.get("voucher_date")
    if day is not None:
        found["year"] = found.get("year") or day.year
        found["month"] = found.get("month") or day.month
    debit, credit = found.get("debit"), found.get("credit")
    if debit is not None or credit is not None:
        found["debit"], found["credit"] = debit or 0, credit or 0
        return "", "", ""
    if unreadable:
        return "", "", ""
    amount, side = found.get("amount"), found.get("direction")
    if amount is None:
        return "no_amount", "amount", ""
    if side is None:
        kind = nature(found.get("account_code") or "", found.get("account_name") or "")
        side = {"expenditure": "借", "income": "贷"}.get(kind)
    if side == "平" and amount:
        return "flat_with_amount", "direction", "平"
    if side not in {"借", "贷", "平"}:
        return "no_side", "amount", ""
    found["debit"] = amount if side == "借" else 0
    found["credit"] = amount if side == "贷" else 0
    return "", "", ""
