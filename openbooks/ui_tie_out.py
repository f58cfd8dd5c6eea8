"""The ledgers held against one another, asked alike by every page that needs to know whether they tie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbooks import ui_says
from openbooks.query import Result
from openbooks.ui_books import Opened, ask

# what is compared, its query, the ledgers it needs, its columns: the differences come early
CHECKS = (
    ("银行与账上", "reconcile_bank", ("bank", "voucher"), (
        "month", "difference_in_fen", "difference_out_fen", "unit_name", "bank_in_fen",
        "voucher_in_fen", "bank_out_fen", "voucher_out_fen", "bank_unmatched",
        "voucher_unmatched",
    )),
    ("余额表与凭证", "reconcile_balance", ("balance", "voucher"), (
        "account_name", "period", "difference_fen", "status", "unit_name", "balance_debit_fen",
        "voucher_debit_fen", "balance_credit_fen", "voucher_credit_fen", "gap_fen",
    )),
    ("会费与会费收入", "reconcile_dues", ("dues", "voucher"), (
        "month", "difference_fen", "unit_name", "dues_fen", "voucher_fen", "cumulative_fen",
    )),
    ("帮扶慰问与凭证", "reconcile_assistance", ("assistance", "voucher"), (
        "reference", "difference_fen", "month", "unit_name", "assistance_fen", "voucher_fen",
        "payments", "status",
    )),
    ("活动支出与凭证", "reconcile_activity", ("activity", "voucher"), (
        "title", "difference_fen", "reported_fen", "booked_fen", "start_date", "unit_name",
    )),
)


def results(now: Opened, given: Mapping[str, Any]) -> dict[str, Result]:
    """The answer of each comparison that the ledgers at hand allow, by its title."""
    return {
        title: ask(now, name, **given)
        for title, name, ledgers, _ in CHECKS if all(map(now.has, ledgers))
    }


def differing(found: Mapping[str, Result]) -> int:
    """How many lines of all comparisons do not agree; those with a number on one side only do not count."""
    return sum(int(ui_says.differing(each)[0].sum()) for each in found.values())
