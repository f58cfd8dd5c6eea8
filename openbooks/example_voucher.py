"""Double entry for the example unions: vouchers made, numbered, closed at year end, and written.

A voucher is made without number; `numbered` gives each unit's vouchers of a month 1, 2, 3 … in the
order of their dates. Every voucher balances unless a fault is planted. Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from openbooks.money import yuan


class Account(NamedTuple):
    """An account of a chart; the 2022 chart has no established code for what the union holds."""

    code: str
    name: str

    @property
    def nature(self) -> str:
        """income, expenditure or held (assets, liabilities and net assets)."""
        return {"4": "income", "5": "expenditure"}.get(self.code[:1], "held")


# purpose → account, by chart (accounts.csv)
CHARTS: dict[str, dict[str, Account]] = {
    "2010": {
        "bank": Account("102", "银行存款"),
        "fixed": Account("162", "固定资产"),
        "upper": Account("221", "应付上级经费"),
        "fixed_fund": Account("301", "固定基金"),
        "surplus": Account("331", "结余"),
        "dues": Account("401", "会费收入"),
        "allocation": Account("402", "拨缴经费收入"),
        "subsidy": Account("40302", "专项补助"),
        "subsidy_aid": Account("40304", "帮扶补助"),
        "subsidy_warm": Account("40305", "送温暖补助"),
        "government": Account("404", "政府补助收入"),
        "admin": Account("405", "行政补助收入"),
        "interest": Account("408", "其他收入"),
        "education": Account("50101", "职工教育费"),
        "sports": Account("50102", "文体活动费"),
        "publicity": Account("50103", "宣传活动费"),
        "welfare": Account("50104", "其他活动支出"),
        "heat": Account("50202", "劳动保护费"),
        "legal": Account("50203", "法律援助费"),
        "hardship": Account("50204", "困难职工帮扶费"),
        "warmth": Account("50205", "送温暖费"),
        "training": Account("50301", "培训费"),
        "meeting": Account("50302", "会议费"),
        "contest": Account("50304", "专项业务费"),
        "wages": Account("50401", "工资福利支出"),
        "office": Account("50402", "商品和服务支出"),
        "equipment": Account("50502", "办公设备购置"),
        "down": Account("50602", "专项补助"),
    },
    "2022": {
        "bank": Account("", "银行存款"),
        "upper": Account("", "应付上级经费"),
        "surplus": Account("", "工会资金结余"),
        "dues": Account("401", "会费收入"),
        "allocation": Account("402", "拨缴经费收入"),
        "subsidy": Account("40302", "专项补助"),
        "admin": Account("405", "行政补助收入"),
        "interest": Account("408", "其他收入"),
        "education": Account("50101", "职工教育支出"),
        "sports": Account("50102", "文体活动支出"),
        "publicity": Account("50103", "宣传活动支出"),
        "welfare": Account("50105", "会员活动支出"),
        "contest": Account("50301", "劳动和技能竞赛活动支出"),
        "home": Account("50302", "建家活动支出"),
        "reading": Account("50304", "职工书屋活动支出"),
        "heat": Account("50402", "劳动保护支出"),
        "hardship": Account("50404", "困难职工帮扶支出"),
        "warmth": Account("50405", "送温暖支出"),
        "training": Account("50501", "培训支出"),
        "meeting": Account("50502", "会议支出"),
        "unknown": Account("", "招待费"),  # in no chart: planted
    },
}
CLOSING = "结转本年收支"
MAKERS = {"S": (("顾茂禾", "林知遥"),), "F": (("姚雨宜", "金连垄"), ("石桂杏", "金连垄"))}


class Line(NamedTuple):
    """One line of a voucher, in 分."""

    account: Account
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True)
class Voucher:
    """One voucher. `key` names the list of benefits it pays; `banked` is False where the bank
    knows nothing of it; `fault` the planted fault that its lines show."""

    unit_id: str
    day: date
    summary: str
    lines: tuple[Line, ...]
    payee: str = ""
    method: str = ""
    activity_id: str = ""
    invoice_no: str = ""
    attachments: int = 1
    approval_ref: str = ""
    key: str = ""
    banked: bool = True
    reviewer: str = ""
    number: int = 0
    fault: str = ""

    @property
    def closing(self) -> bool:
        """True for the voucher that closes the year."""
        return self.summary == CLOSING


def paid(
    chart: str,
    unit_id: str,
    day: date,
    summary: str,
    purpose: str,
    fen: int,
    payee: str,
    **more: object,
) -> Voucher:
    """Money spent: debit the purpose, credit the bank."""
    accounts = CHARTS[chart]
    lines = (Line(accounts[purpose], fen, 0), Line(accounts["bank"], 0, fen))
    more = {"method": "转账", "attachments": 2 + fen // 1000 % 4, **more}
    return Voucher(unit_id, day, summary, lines, payee, **more)  # type: ignore[arg-type]


def received(
    chart: str,
    unit_id: str,
    day: date,
    summary: str,
    purpose: str,
    fen: int,
    payer: str = "",
    upper_fen: int = 0,
) -> Voucher:
    """Money that came in: debit the bank, credit the purpose; `upper_fen` of it is owed upwards."""
    accounts = CHARTS[chart]
    lines = [Line(accounts["bank"], fen, 0), Line(accounts[purpose], 0, fen - upper_fen)]
    if upper_fen:
        lines.append(Line(accounts["upper"], 0, upper_fen))
    return Voucher(unit_id, day, summary, tuple(lines), payer)


def charted(chart: str, account: Account) -> Account:
    """The account of the chart with that code; itself where the chart has no such code."""
    known = CHARTS[chart].values()
    return next((each for each in known if account.code and each.code == account.code), account)


def line_sums(chart: str, vouchers: Iterable[Voucher]) -> dict[Account, int]:
    """Account of the chart → debit less credit over the vouchers."""
    sums: dict[Account, int] = {}
    for voucher in vouchers:
        for named, debit, credit in voucher.lines:
            account = charted(chart, named)
            sums[account] = sums.get(account, 0) + debit - credit
    return sums


def closing_voucher(chart: str, unit_id: str, year: int, vouchers: list[Voucher]) -> Voucher:
    """The voucher of 31 December that turns income and expenditure into the surplus."""
    mine = [each for each in vouchers if each.unit_id == unit_id and each.day.year == year]
    sums = line_sums(chart, mine)
    unknown = CHARTS[chart].get("unknown")
    lines = [
        Line(account, max(-fen, 0), max(fen, 0))
        for account, fen in sorted(sums.items())
        if fen and (account.nature != "held" or account == unknown)
    ]
    left = sum(line.debit_fen - line.credit_fen for line in lines)
    lines.append(Line(CHARTS[chart]["surplus"], max(-left, 0), max(left, 0)))
    return Voucher(unit_id, date(year, 12, 31), CLOSING, tuple(lines), attachments=0, banked=False)


def numbered(
    vouchers: list[Voucher], gaps: dict[tuple[str, int, int], tuple[int, str]]
) -> list[Voucher]:
    """Vouchers by unit and date, numbered within unit and month.

    `gaps` plants a missing number: (unit, year, month) → (the number that is left out, the fault).
    """
    ordered = sorted(vouchers, key=lambda each: (each.unit_id, each.day, each.closing))
    found: list[Voucher] = []
    place, number = ("", 0, 0), 0
    for voucher in ordered:
        here = (voucher.unit_id, voucher.day.year, voucher.day.month)
        number = number + 1 if here == place else 1
        place = here
        missing, fault = gaps.get(here, (0, ""))
        if number == missing:
            number += 1
            voucher = replace(voucher, fault=fault)
        found.append(replace(voucher, number=number))
    return found


def voucher_rows(vouchers: Iterable[Voucher]) -> Iterator[dict[str, str]]:
    """One row a line, with the columns of the ledger; a side that is empty is left blank."""
    for voucher in vouchers:
        makers = MAKERS[voucher.unit_id[0]]
        maker, reviewer = makers[int(voucher.unit_id[1:]) % len(makers)]
        for place, line in enumerate(voucher.lines, 1):
            spent = line.debit_fen and line.account.nature == "expenditure"
            yield {
                "unit_id": voucher.unit_id,
                "voucher_date": voucher.day.isoformat(),
                "word": "记",
                "number": str(voucher.number),
                "line_no": str(place),
                "summary": voucher.summary,
                "account_code": line.account.code,
                "account_name": line.account.name,
                "debit": yuan(line.debit_fen) if line.debit_fen else "",
                "credit": yuan(line.credit_fen) if line.credit_fen else "",
                "payee": voucher.payee,
                "payment_method": voucher.method if spent and not voucher.closing else "",
                "activity_id": voucher.activity_id if spent else "",
                "invoice_no": voucher.invoice_no,
                "attachments": str(voucher.attachments),
                "maker": maker,
                "reviewer": voucher.reviewer or reviewer,
                "approval_ref": voucher.approval_ref,
                "fault": voucher.fault,
            }
