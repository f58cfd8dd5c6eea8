"""Budgets of the example unions: rounded, spent to 78–96 %, one account of each overspent.

Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from openbooks.example_calendar import DAY, from_day
from openbooks.example_chance import likely, stream, whole
from openbooks.example_statement import TOTALS_2023
from openbooks.example_story import Story
from openbooks.example_unit import SCHOOL, STREET, books_of
from openbooks.example_voucher import CHARTS, Account, Voucher
from openbooks.money import yuan

Row = dict[str, str]

# union → (unit, year, purpose) whose budget is smaller than what was spent
OVER_BUDGET = {
    "school": (SCHOOL, 2025, "training"),
    "federation": (STREET, 2025, "meeting"),
}


def actual_fen(story: Story, vouchers: list[Voucher]) -> dict[tuple[str, int], dict[Account, int]]:
    """(unit, year) → account → what came in or was spent; an account is known by its name first."""
    by_name = {(each.name, each.nature): each for each in CHARTS[story.chart].values()}
    sums: dict[tuple[str, int], dict[Account, int]] = {}
    for voucher in vouchers:
        if voucher.closing:
            continue
        here = sums.setdefault((voucher.unit_id, voucher.day.year), {})
        for account, debit, credit in voucher.lines:
            if account.nature != "held":
                account = by_name.get((account.name, account.nature), account)
                side = -1 if account.nature == "income" else 1
                here[account] = here.get(account, 0) + side * (debit - credit)
    if story.union == "school":
        chart = CHARTS[story.chart]
        sums[SCHOOL, 2023] = {chart[purpose]: fen for purpose, fen in TOTALS_2023.items()}
    return sums


def budget_rows(story: Story, vouchers: list[Voucher]) -> Iterator[Row]:
    """One row a unit, year and account with income or spending."""
    order = {account: place for place, account in enumerate(CHARTS[story.chart].values())}
    sums = actual_fen(story, vouchers)
    over_unit, over_year, over_purpose = OVER_BUDGET[story.union]
    over = (over_unit, over_year, CHARTS[story.chart][over_purpose])
    for unit in books_of(story.units):
        for year in story.years:
            chance = stream(story.union, "budget", unit.unit_id, year)
            day = from_day(date(year, whole(chance, 2, 3), whole(chance, 12, 20)))
            here, before = sums.get((unit.unit_id, year), {}), sums.get((unit.unit_id, year - 1))
            for account in sorted(here, key=order.__getitem__):
                approved, adjusted = _budget_fen(chance, account, here[account])
                overspent = (unit.unit_id, year, account) == over
                if overspent:
                    approved, adjusted = here[account] * 78 // 10000_00 * 100_00, 0
                yield {
                    "unit_id": unit.unit_id,
                    "year": str(year),
                    "account_code": account.code,
                    "account_name": account.name,
                    "approved": yuan(approved),
                    "adjusted": yuan(adjusted) if adjusted else "",
                    "prior_actual": yuan(before.get(account, 0)) if before else "",
                    "approved_date": day.isoformat(),
                    "approval_ref": f"工委〔{year}〕{day.month:02d}号",
                    "filed_date": from_day(day + 5 * DAY).isoformat(),
                    "fault": "over_budget" if overspent else "",
                }


def _budget_fen(chance: Random, account: Account, fen: int) -> tuple[int, int]:
    """(approved, adjusted or 0): what was meant, so that `fen` is a likely outcome of it."""
    step = 100_00 if fen >= 500_00 else 10_00
    share, raised = whole(chance, 78, 96), likely(chance, 0.06)
    if account.nature == "income":
        share, raised = whole(chance, 96, 103), False
    meant = -(-fen * 100 // share // step) * step
    return (meant * 80 // 100 // step * step, meant) if raised else (meant, 0)
