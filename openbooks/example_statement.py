"""Statements drawn from the example unions' vouchers: trial balance and bank.

Openings are debit less credit. A few rows are changed on purpose and marked. Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openbooks.example_calendar import DAY, from_day, month_text
from openbooks.example_chance import likely, stream
from openbooks.example_story import Story
from openbooks.example_unit import SCHOOL, STREET, books_of
from openbooks.example_voucher import CHARTS, Account, Voucher, charted
from openbooks.money import yuan

Row = dict[str, str]

# union → where the trial balance says more than the vouchers: (unit, period, purpose, 分)
BALANCE_DIFFERS = {
    "school": (SCHOOL, "2025-12", "sports", 120_00),
    "federation": ("F07", "2024", "sports", 600_00),
}
OPENING_DIFFERS = ("F12", "2025", "bank", -100_00)
# union → (unit, day, direction, 分, counterparty, summary) that the bank knows and the books do not
UNBOOKED = {
    "school": (SCHOOL, date(2025, 7, 15), "支出", 36_00, "开户银行", "账户管理费"),
    "federation": (STREET, date(2024, 5, 24), "收入", 3000_00, "楝桥体育馆", "退回场地押金"),
}
# the year before the school's own books: totals only, account → 分 by its nature
TOTALS_2023 = {
    "dues": 22_386_40,
    "allocation": 105_214_66,
    "subsidy": 4_000_00,
    "admin": 20_000_00,
    "interest": 176_82,
    "education": 1_380_00,
    "sports": 15_846_50,
    "publicity": 4_105_00,
    "welfare": 82_450_00,
    "contest": 6_820_00,
    "home": 2_500_00,
    "reading": 3_216_00,
    "heat": 900_00,
    "hardship": 3_500_00,
    "warmth": 2_000_00,
    "training": 4_260_00,
    "meeting": 1_150_00,
}
BANK_BEFORE = 60_775_98


def _debit_side(account: Account) -> bool:
    return account.code[:1] in ("1", "5") or account.name in ("银行存款", "招待费")


def _by_side(account: Account, fen: int, name: str) -> Row:
    """A balance on the side where the account stands: 期初借方 or 期初贷方, and so on."""
    if _debit_side(account):
        return {f"{name}_debit": yuan(fen)}
    return {f"{name}_credit": yuan(-fen)}


def balance_rows(story: Story, vouchers: list[Voucher], by_month: bool) -> Iterator[Row]:
    """One row a unit, period (a month, else a year) and account with an opening or a movement."""
    order = {account: place for place, account in enumerate(CHARTS[story.chart].values())}
    moved: dict[tuple[str, str], dict[Account, list[int]]] = {}
    for voucher in vouchers:
        period = (
            month_text(voucher.day.year, voucher.day.month) if by_month else str(voucher.day.year)
        )
        accounts = moved.setdefault((voucher.unit_id, period), {})
        for line in voucher.lines:
            sums = accounts.setdefault(charted(story.chart, line.account), [0, 0])
            sums[0] += line.debit_fen
            sums[1] += line.credit_fen
    months = range(1, 13) if by_month else (0,)
    for unit in books_of(story.units):
        standing = dict(story.opening.get(unit.unit_id, {}))
        for year in story.years:
            for month in months:
                period = month_text(year, month) if by_month else str(year)
                here = moved.get((unit.unit_id, period), {})
                for account in sorted({*standing, *here}, key=order.__getitem__):
                    debit, credit = here.get(account, (0, 0))
                    row = _balance_row(
                        story, unit.unit_id, period, account, standing, debit, credit
                    )
                    standing[account] = standing.get(account, 0) + debit - credit
                    yield row
            standing = {account: fen for account, fen in standing.items() if fen}


def _balance_row(
    story: Story,
    unit_id: str,
    period: str,
    account: Account,
    standing: dict[Account, int],
    debit: int,
    credit: int,
) -> Row:
    accounts = CHARTS[story.chart]
    opening, fault, here = standing.get(account, 0), "", (unit_id, period)
    where = BALANCE_DIFFERS[story.union]
    if here == where[:2] and account == accounts[where[2]]:
        debit, credit, fault = debit + where[3], credit + where[3], "balance_differs"
    if here == OPENING_DIFFERS[:2] and account == accounts[OPENING_DIFFERS[2]]:
        opening, fault = opening + OPENING_DIFFERS[3], "opening_differs"
    return {
        "unit_id": unit_id,
        "period": period,
        "account_code": account.code,
        "account_name": account.name,
        **_by_side(account, opening, "opening"),
        "debit": yuan(debit),
        "credit": yuan(credit),
        **_by_side(account, opening + debit - credit, "closing"),
        "fault": fault,
    }


def totals_rows(story: Story) -> Iterator[Row]:
    """The school's statement of 2023: what is held at both ends, and one amount for the rest."""
    accounts = CHARTS[story.chart]
    closing = story.opening[SCHOOL]
    surplus = sum(
        fen if accounts[purpose].nature == "income" else -fen
        for purpose, fen in TOTALS_2023.items()
    )
    before = {
        accounts["bank"]: BANK_BEFORE,
        accounts["surplus"]: closing[accounts["surplus"]] + surplus,
    }
    before[accounts["upper"]] = -sum(before.values())
    for account in (accounts["bank"], accounts["upper"], accounts["surplus"]):
        yield {
            "unit_id": SCHOOL,
            "period": "2023",
            "account_name": account.name,
            **_by_side(account, before[account], "opening"),
            **_by_side(account, closing[account], "closing"),
        }
    for purpose, fen in TOTALS_2023.items():
        account = accounts[purpose]
        yield {
            "unit_id": SCHOOL,
            "period": "2023",
            "account_code": account.code,
            "account_name": account.name,
            "amount": yuan(fen),
        }


def bank_rows(story: Story, vouchers: list[Voucher]) -> Iterator[Row]:
    """One row a movement, by unit and day: what the vouchers moved, at times a day later."""
    chance = stream(story.union, "bank")
    bank = CHARTS[story.chart]["bank"]
    for unit in books_of(story.units):
        moves: list[tuple[date, int, str, str, str]] = []
        for voucher in vouchers:
            if voucher.unit_id != unit.unit_id:
                continue
            late = from_day(voucher.day + DAY) if likely(chance, 0.2) else voucher.day
            day = late if late.month == voucher.day.month else voucher.day
            fen = sum(
                line.debit_fen - line.credit_fen for line in voucher.lines if line.account == bank
            )
            if fen and voucher.banked:
                moves.append((day, fen, voucher.payee, voucher.summary, ""))
        unit_id, day, direction, fen, other, summary = UNBOOKED[story.union]
        if unit_id == unit.unit_id:
            moves.append(
                (day, fen if direction == "收入" else -fen, other, summary, "bank_unbooked")
            )
        balance = story.opening.get(unit.unit_id, {}).get(bank, 0)
        serial: dict[int, int] = {}
        for day, fen, other, summary, fault in sorted(moves, key=lambda move: move[0]):
            balance += fen
            serial[day.year] = serial.get(day.year, 0) + 1
            yield {
                "unit_id": unit.unit_id,
                "account_no": unit.account_no,
                "booked_date": day.isoformat(),
                "direction": "收入" if fen > 0 else "支出",
                "amount": yuan(abs(fen)),
                "balance": yuan(balance),
                "counterparty": other,
                "summary": summary if fault else _bank_word(summary),
                "serial": f"{unit.unit_id}{day:%y}{serial[day.year]:04d}",
                "fault": fault,
            }


def _bank_word(summary: str) -> str:
    """What a bank writes beside a movement: it knows dues, interest and transfers."""
    if summary.endswith("会费"):
        return "批量代扣"
    return "结息" if summary.endswith("利息") else "转账"
