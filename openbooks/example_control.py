"""Control totals of an example union: what any report on it must say, counted from what happened.

Amounts are texts in 元 with two decimals. Income and expenditure leave out vouchers that close the
year; dues are counted by the month they are for, 会费收入 by the month of payment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openbooks.example_statement import TOTALS_2023
from openbooks.example_story import Story
from openbooks.example_unit import STREET, books_of
from openbooks.example_voucher import CHARTS, Account, Voucher
from openbooks.money import yuan

Rows = list[dict[str, str]]
Mine = frozenset[str]


def _by_account(vouchers: Iterable[Voucher], nature: str) -> dict[str, int]:
    sign = -1 if nature == "income" else 1
    sums: dict[str, int] = {}
    for voucher in vouchers:
        for account, debit, credit in voucher.lines:
            if account.nature == nature:
                sums[account.code] = sums.get(account.code, 0) + sign * (debit - credit)
    return dict(sorted(sums.items()))


def _moved(vouchers: Iterable[Voucher], account: Account) -> tuple[int, int]:
    lines = [line for each in vouchers for line in each.lines if line.account == account]
    return sum(line.debit_fen for line in lines), sum(line.credit_fen for line in lines)


def _money(story: Story, vouchers: list[Voucher], mine: Mine, year: int) -> dict[str, Any]:
    """Money of the unions that are `mine`, in one year."""
    accounts = CHARTS[story.chart]
    here = [each for each in vouchers if each.unit_id in mine and each.day.year == year]
    before = [each for each in vouchers if each.unit_id in mine and each.day.year < year]
    open_here = [each for each in here if not each.closing]
    income, spent = _by_account(open_here, "income"), _by_account(open_here, "expenditure")
    unknown = 0
    if "unknown" in accounts:
        debit, credit = _moved(open_here, accounts["unknown"])
        unknown = debit - credit

    def standing(purpose: str, until: list[Voucher]) -> int:
        first = sum(
            balance.get(accounts[purpose], 0)
            for unit, balance in story.opening.items()
            if unit in mine
        )
        debit, credit = _moved(until, accounts[purpose])
        return first + debit - credit

    remitted, owed = _moved(here, accounts["upper"])
    return {
        "income": yuan(sum(income.values())),
        "expenditure": yuan(sum(spent.values())),
        "unknown_account": yuan(unknown),
        "income_by_account": {code: yuan(fen) for code, fen in income.items()},
        "expenditure_by_account": {code: yuan(fen) for code, fen in spent.items()},
        "owed_upwards": yuan(owed),
        "remitted": yuan(remitted),
        "opening_bank": yuan(standing("bank", before)),
        "closing_bank": yuan(standing("bank", [*before, *here])),
        "opening_surplus": yuan(-standing("surplus", before)),
        "closing_surplus": yuan(-standing("surplus", [*before, *here])),
        "vouchers": len(here),
        "lines": sum(len(each.lines) for each in here),
        "debit": yuan(sum(line.debit_fen for each in here for line in each.lines)),
        "credit": yuan(sum(line.credit_fen for each in here for line in each.lines)),
    }


def _dues(story: Story, mine: Mine, year: int) -> dict[str, Any]:
    rows = [each for each in story.dues if each.unit_id in mine and each.year == year]
    due, paid = sum(each.due_fen for each in rows), sum(each.paid_fen for each in rows)
    on_time = [each for each in rows if each.booked == (each.year, each.month)]
    booked = sum(
        each.paid_fen
        for each in story.dues
        if each.unit_id in mine and each.booked and each.booked[0] == year
    )
    return {
        "rows": len(rows),
        "members": len({each.member_id for each in rows}),
        "due": yuan(due),
        "paid": yuan(paid),
        "paid_rows": sum(each.paid_fen >= each.due_fen for each in rows),
        "paid_in_month": yuan(sum(each.paid_fen for each in on_time)),
        "paid_in_month_rows": len(on_time),
        "booked": yuan(booked),
        "arrears": yuan(due - paid),
    }


def _people(story: Story, year: int) -> dict[str, Any]:
    kinds: dict[str, list[int]] = {}
    for benefit in story.benefits:
        if benefit.day.year == year:
            kinds.setdefault(benefit.kind, []).append(benefit.amount_fen)
    held = [each for each in story.activities if each.day.year == year]
    contests = [each for each in held if each.kind == "竞赛" and each.came]
    return {
        "assistance": {
            kind: {"payments": len(amounts), "amount": yuan(sum(amounts))}
            for kind, amounts in sorted(kinds.items())
        },
        "activities": len(held),
        "activity_cost_in_vouchers": yuan(sum(each.cost_fen for each in held)),
        "contests": {
            each.activity_id: {
                "eligible": each.eligible,
                "signed_up": len(each.came) + len(each.stayed_away),
                "attended": len(each.came),
                "winners": each.winners,
                "cost": yuan(each.cost_fen),
            }
            for each in contests
        },
    }


def _bank(rows: Rows, year: int) -> dict[str, str]:
    def total(direction: str) -> str:
        fen = sum(
            int(row["amount"].replace(".", ""))
            for row in rows
            if row["booked_date"].startswith(str(year)) and row["direction"] == direction
        )
        return yuan(fen)

    return {"in": total("收入"), "out": total("支出")}


def _unit(story: Story, vouchers: list[Voucher], mine: Mine, year: int) -> dict[str, str]:
    """The few figures of one union that are told for each."""
    money, dues = _money(story, vouchers, mine, year), _dues(story, mine, year)
    told = ("income", "expenditure", "closing_bank", "closing_surplus")
    return {
        **{name: money[name] for name in told},
        "dues_due": dues["due"],
        "dues_paid": dues["paid"],
    }


def controls(story: Story, vouchers: list[Voucher], bank: Rows) -> dict[str, Any]:
    """Year → figures of all unions together; for the federation also `street` and `enterprises`,
    and figures of each union by itself under `units`."""
    books = [unit.unit_id for unit in books_of(story.units)]
    everyone = frozenset(books)
    years: dict[str, Any] = {}
    for year in story.years:
        figures: dict[str, Any] = {
            **_money(story, vouchers, everyone, year),
            "dues": _dues(story, everyone, year),
            "bank": _bank(bank, year),
            **_people(story, year),
        }
        if story.union == "federation":
            street = frozenset({STREET})
            figures["street"] = _money(story, vouchers, street, year)
            figures["enterprises"] = _money(story, vouchers, everyone - street, year)
        years[str(year)] = figures
    units = {
        unit: {str(year): _unit(story, vouchers, frozenset({unit}), year) for year in story.years}
        for unit in books
    }
    found: dict[str, Any] = {"members": len(story.people), "years": years, "units": units}
    if story.union == "school":
        accounts = CHARTS[story.chart]
        found["totals_2023"] = {
            nature: yuan(sum(f for p, f in TOTALS_2023.items() if accounts[p].nature == nature))
            for nature in ("income", "expenditure")
        }
    return found
