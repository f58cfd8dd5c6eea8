"""Income of the example unions: dues by month, the employer's 2 % by quarter and its way upwards.

The employer pays 2 % of total wages in the last month of a quarter; 60 % is the union's income,
40 % is owed to the body above (应付上级经费) and paid to it in the month after. What an enterprise
pays up reaches the street, which keeps half of it as income and owes the rest to the district.
Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openbooks.example_calendar import from_day
from openbooks.example_chance import stream, whole
from openbooks.example_dues import Dues, collection_day, income_fen
from openbooks.example_person import Person, active, base_fen
from openbooks.example_unit import Unit
from openbooks.example_voucher import Voucher, paid, received

UP_SHARE = 40  # percent of the 2 % that goes up
QUARTERS = (3, 6, 9, 12)


def dues_vouchers(chart: str, dues: list[Dues]) -> Iterator[Voucher]:
    """One voucher a unit and month for the dues that came in on its day."""
    for (unit_id, year, month), fen in income_fen(dues).items():
        if fen:
            day = collection_day(unit_id, year, month)
            yield received(chart, unit_id, day, f"收{month}月会费", "dues", fen)


def wages_fen(unit: Unit, people: list[Person], year: int, month: int, percent: int) -> int:
    """Total wages of a month: basic pay and `percent` of it again, whole 元."""
    day = date(year, month, 15)
    basic = sum(
        base_fen(each, year)
        for each in people
        if each.unit_id == unit.unit_id and active(each, day)
    )
    return basic * (100 + percent) // 10000 * 100


def allocation(
    unit: Unit, people: list[Person], year: int, quarter: int, percent: int
) -> tuple[date, int, int]:
    """(day, 2 % of the quarter's wages, the 40 % of it that is owed upwards)."""
    wages = sum(
        wages_fen(unit, people, year, month, percent) for month in range(quarter - 2, quarter + 1)
    )
    due = wages * 2 // 100
    return from_day(date(year, quarter, 20)), due, (due * UP_SHARE + 50) // 100


def opening_upper_fen(unit: Unit, people: list[Person], year: int, percent: int) -> int:
    """What a union owes upwards on 1 January: the last quarter, from the pay of the new year."""
    if unit.founded and unit.founded.year >= year:
        return 0
    return allocation(unit, people, year, 3, percent)[2] * 97 // 100


def allocation_vouchers(
    chart: str,
    unit: Unit,
    people: list[Person],
    years: range,
    percent: int,
    upper: str,
) -> Iterator[Voucher]:
    """Each quarter's receipt from the employer and, the month after, what is paid upwards."""
    owed = opening_upper_fen(unit, people, years[0], percent)
    pay_day = 10 + sum(map(ord, unit.unit_id)) % 5
    for year in years:
        for quarter in QUARTERS:
            if owed:
                before = "上年四季度" if quarter == 3 else f"{quarter // 3 - 1}季度"
                yield paid(
                    chart,
                    unit.unit_id,
                    from_day(date(year, quarter - 2, pay_day)),
                    f"上解{before}工会经费",
                    "upper",
                    owed,
                    upper,
                    attachments=1,
                )
            day, due, owed = allocation(unit, people, year, quarter, percent)
            if not due:
                continue
            yield received(
                chart,
                unit.unit_id,
                day,
                f"收{quarter // 3}季度拨缴工会经费",
                "allocation",
                due,
                unit.employer,
                owed,
            )


def street_vouchers(
    chart: str, street: Unit, paid_up: list[Voucher], names: dict[str, str]
) -> Iterator[Voucher]:
    """The street's side of what its enterprises paid up, and what it passes on to the district."""
    owed: dict[tuple[int, int], int] = {}
    for voucher in paid_up:
        fen = voucher.lines[0].debit_fen
        up = (fen + 1) // 2
        month = (voucher.day.year, voucher.day.month)
        owed[month] = owed.get(month, 0) + up
        yield received(
            chart,
            street.unit_id,
            voucher.day,
            voucher.summary.replace("上解", "收上解"),
            "allocation",
            fen,
            names[voucher.unit_id],
            up,
        )
    for (year, month), fen in owed.items():
        yield paid(
            chart,
            street.unit_id,
            from_day(date(year, month, 22)),
            "上解区总工会经费",
            "upper",
            fen,
            "区总工会",
            attachments=1,
        )


def interest_vouchers(
    chart: str, unit: Unit, years: range, quarters: tuple[int, ...] = QUARTERS
) -> Iterator[Voucher]:
    """The bank's interest, at the end of each quarter or of the year."""
    for year in years:
        chance = stream("interest", unit.unit_id, year)
        for quarter in quarters:
            if unit.founded and unit.founded > date(year, quarter, 21):
                continue
            fen = whole(chance, 180, 420) * (5 + unit.size // 8) * 4 // len(quarters)
            yield received(
                chart,
                unit.unit_id,
                from_day(date(year, quarter, 21)),
                "存款利息",
                "interest",
                fen,
                "开户银行",
            )
