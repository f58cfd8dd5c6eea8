"""What happened in an example union, before it is written down; and how faults enter the vouchers.

A story holds people, dues, benefits, activities and vouchers without numbers. Faults are planted by
`altered`, which changes the one voucher that a test finds, and marks it. Money is 分.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from openbooks.errors import WrongUse
from openbooks.example_activity import Activity, Cost, with_people
from openbooks.example_benefit import Benefit
from openbooks.example_calendar import from_day
from openbooks.example_chance import stream, whole
from openbooks.example_dues import Dues
from openbooks.example_person import Person
from openbooks.example_unit import Unit
from openbooks.example_voucher import Account, Voucher

INVOICED = 200_00  # a payment to a firm above this has an invoice
DECIDED = 5000_00  # a payment from this on names the meeting that decided it
NO_INVOICE = ("区总工会", "区教育工会", "社会化工会工作者")


@dataclass(frozen=True)
class Story:
    """One union from its first year to 2025. `opening` is debit less credit by unit and account."""

    union: str
    chart: str
    years: range
    units: list[Unit]
    people: list[Person]
    dues: list[Dues]
    benefits: list[Benefit]
    activities: list[Activity]
    vouchers: list[Voucher]
    opening: dict[str, dict[Account, int]]
    gaps: dict[tuple[str, int, int], tuple[int, str]] = field(default_factory=dict)
    team_activities: tuple[Activity, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One activity of every year, as a union plans it. `costs` are (what, to whom, 元 about)."""

    title: str
    kind: str
    month: int
    day: int
    who: str
    share: float
    place: str
    costs: tuple[tuple[str, str, int], ...] = ()
    winners: int = 0
    prize_fen: int = 0
    hours: int = 0
    satisfaction: int = 0
    campaign: str = ""


def planned_activity(
    plan: Plan, activity_id: str, unit_id: str, year: int, eligible: list[Person]
) -> Activity:
    """The activity of one year: some people come, and each cost is within 8 % of what was meant."""
    chance = stream("activity", activity_id, "costs")
    day = from_day(date(year, plan.month, plan.day))
    costs = [
        Cost(what, payee, yuan * whole(chance, 920, 1080) // 500 * 50, 1 + place)
        for place, (what, payee, yuan) in enumerate(plan.costs)
    ]
    if plan.winners:
        costs.append(Cost("奖品", "砚坡文体用品店", plan.winners * plan.prize_fen, 2))
    activity = Activity(
        activity_id,
        f"{year}年{plan.title}",
        plan.kind,
        unit_id,
        day,
        plan.place,
        0,
        campaign=plan.campaign,
        hours=plan.hours,
        costs=tuple(costs),
        winners=plan.winners,
        prize_fen=plan.prize_fen,
        satisfaction=plan.satisfaction and plan.satisfaction + whole(chance, -3, 3),
    )
    return with_people(activity, eligible, plan.share, 1 if plan.kind == "师徒结对" else 0.93)


def altered(
    vouchers: list[Voucher], fault: str, found: Callable[[Voucher], bool], **changes: object
) -> list[Voucher]:
    """The vouchers with the one that is `found` changed and marked.

    Raises WrongUse unless exactly one is found: a fault must stand where the list says.
    """
    places = [place for place, voucher in enumerate(vouchers) if found(voucher)]
    if len(places) != 1:
        raise WrongUse(f"示例差错 {fault} 应落在一张凭证上，找到 {len(places)} 张")
    result = list(vouchers)
    result[places[0]] = replace(
        result[places[0]],
        fault=fault,
        **changes,  # type: ignore[arg-type]
    )
    return result


def with_amount(voucher: Voucher, fen: int) -> Voucher:
    """A voucher of two lines with another amount on both sides."""
    lines = tuple(
        line._replace(
            debit_fen=fen if line.debit_fen else 0, credit_fen=fen if line.credit_fen else 0
        )
        for line in voucher.lines
    )
    return replace(voucher, lines=lines)


def documented(union: str, vouchers: list[Voucher], prefix: str) -> list[Voucher]:
    """The vouchers with an invoice where a firm was paid, and a decision where it was much."""
    chance = stream(union, "invoices")
    found = []
    for voucher in vouchers:
        fen = voucher.lines[0].debit_fen
        spent = voucher.lines[0].account.nature == "expenditure"
        number = f"{whole(chance, 10_000_000, 99_999_999)}"
        to_person = voucher.key and voucher.method == "转账"
        firm = not to_person and voucher.payee not in NO_INVOICE
        if spent and firm and fen >= INVOICED and not voucher.invoice_no:
            voucher = replace(voucher, invoice_no=number)
        if spent and fen >= DECIDED and not voucher.approval_ref:
            meeting = f"{prefix}纪〔{voucher.day.year}〕{voucher.day.month:02d}号"
            voucher = replace(voucher, approval_ref=meeting)
        found.append(voucher)
    return found
