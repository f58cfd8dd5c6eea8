"""临江街道总工会: a street with 40 enterprise unions, three years, and what went wrong. Invented.

The street keeps the books of all of them (chart 2010). Money is 分.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openbooks.example_activity import activity_vouchers
from openbooks.example_benefit import Benefit, benefit_vouchers
from openbooks.example_calendar import from_day
from openbooks.example_chance import stream, whole
from openbooks.example_dues import all_dues, behind, entitled, strangers
from openbooks.example_federation_fault import faulty_benefits, faulty_vouchers
from openbooks.example_federation_gift import federation_benefits
from openbooks.example_federation_plan import own_activities, street_activities
from openbooks.example_income import (
    allocation_vouchers,
    dues_vouchers,
    interest_vouchers,
    opening_upper_fen,
    street_vouchers,
)
from openbooks.example_person import Person, federation_people
from openbooks.example_story import Story, documented
from openbooks.example_unit import LATE, STREET, Unit, books_of, federation_units
from openbooks.example_voucher import CHARTS, Account, Line, Voucher, paid, received

CHART = "2010"
YEARS = range(2023, 2026)
WAGES = 40  # percent on top of basic pay
SCHOOL_OF_WORKERS, PRINTER = "区职工学校", "砚台印刷社"


def _street_income() -> list[Voucher]:
    rows = (
        (1, 11, "收送温暖补助", "subsidy_warm", 30000_00, "区总工会"),
        (1, 18, "收困难职工帮扶补助", "subsidy_aid", 20000_00, "区总工会"),
        (3, 12, "收街道办事处补助", "government", 80000_00, "临江街道办事处"),
        (5, 8, "收职工之家建设专项补助", "subsidy", 30000_00, "区总工会"),
    )
    return [
        received(CHART, STREET, from_day(date(year, month, day)), summary, purpose, fen, payer)
        for year in YEARS
        for month, day, summary, purpose, fen, payer in rows
    ]


def _street_spending() -> list[Voucher]:
    found = []
    for year in YEARS:
        chance = stream("federation", "street", year)
        for month in range(1, 13):
            found += [
                paid(
                    CHART,
                    STREET,
                    from_day(date(year, month, 15)),
                    f"付{month}月社会化工会工作者工资",
                    "wages",
                    (13200_00, 13650_00, 14100_00)[year - 2023],
                    "社会化工会工作者",
                ),
                paid(
                    CHART,
                    STREET,
                    from_day(date(year, month, 18)),
                    f"付{month}月办公用品与邮电",
                    "office",
                    whole(chance, 420, 1180) * 100 + whole(chance, 0, 9) * 10,
                    "杏坞办公用品店",
                ),
            ]
        found += [
            paid(
                CHART,
                STREET,
                from_day(date(year, month, 26)),
                f"付{half}半年法律援助值班费",
                "legal",
                3000_00,
                "栎坪法律服务所",
            )
            for half, month in (("上", 6), ("下", 11))
        ]
        found += [
            paid(
                CHART,
                STREET,
                from_day(date(year, 3, 20)),
                "付街道工会代表会议会务",
                "meeting",
                whole(chance, 4100, 4900) * 100,
                PRINTER,
            ),
            paid(
                CHART,
                STREET,
                from_day(date(year, 4, 10)),
                "付职工书屋图书",
                "education",
                whole(chance, 3600, 4700) * 100,
                "榆下书店",
            ),
        ]
    accounts = CHARTS[CHART]
    printer = paid(
        CHART, STREET, date(2024, 8, 8), "购打印复印一体机", "equipment", 4260_00, "杏坞办公用品店"
    )
    found.append(
        replace(
            printer,
            lines=(
                *printer.lines,
                Line(accounts["fixed"], 4260_00, 0),
                Line(accounts["fixed_fund"], 0, 4260_00),
            ),
        )
    )
    return found


def _between(units: list[Unit]) -> list[Voucher]:
    """What the employers and the street give the enterprises' unions."""
    found = []
    for unit in units:
        serial = int(unit.unit_id[1:])
        for year in YEARS:
            if unit.founded and unit.founded > date(year, 3, 1):
                continue
            chance = stream("federation", "between", unit.unit_id, year)
            if serial % 2 == 0:
                found.append(
                    received(
                        CHART,
                        unit.unit_id,
                        from_day(date(year, 3, 14)),
                        "收行政补助",
                        "admin",
                        unit.size * whole(chance, 90, 130) * 100,
                        unit.employer,
                    )
                )
            if (serial + year) % 3 == 0:
                fen = whole(chance, 20, 30) * 100_00
                day = from_day(date(year, 5, 22))
                found += [
                    paid(
                        CHART, STREET, day, f"拨{unit.name}职工之家建设补助", "down", fen, unit.name
                    ),
                    received(
                        CHART,
                        unit.unit_id,
                        day,
                        "收职工之家建设补助",
                        "subsidy",
                        fen,
                        "临江街道总工会",
                    ),
                ]
            found += [
                paid(
                    CHART,
                    unit.unit_id,
                    from_day(date(year, 6, 10)),
                    "付安全生产月宣传品",
                    "publicity",
                    unit.size * whole(chance, 14, 22) * 100,
                    PRINTER,
                ),
                paid(
                    CHART,
                    unit.unit_id,
                    from_day(date(year, 11, 18)),
                    "付职工夜校课程",
                    "education",
                    unit.size * whole(chance, 34, 52) * 100,
                    SCHOOL_OF_WORKERS,
                ),
            ]
    return found


def _opening(books: list[Unit], people: list[Person]) -> dict[str, dict[Account, int]]:
    """Each union's money on 1 January 2023: what it owes upwards, and its surplus."""
    accounts = CHARTS[CHART]
    found: dict[str, dict[Account, int]] = {}
    for unit in books:
        chance = stream("federation", "opening", unit.unit_id)
        if unit.unit_id == LATE:
            continue
        upper = 0 if unit.unit_id == STREET else opening_upper_fen(unit, people, 2023, WAGES)
        surplus = unit.size * whole(chance, 560_00, 980_00) + whole(chance, 0, 99)
        if unit.unit_id == STREET:
            surplus = 286_417_32
            found[unit.unit_id] = {accounts["fixed"]: 86_400_00, accounts["fixed_fund"]: -86_400_00}
        found.setdefault(unit.unit_id, {}).update(
            {
                accounts["bank"]: surplus + upper,
                accounts["upper"]: -upper,
                accounts["surplus"]: -surplus,
            }
        )
    return found


def federation_story() -> Story:
    """Everything that happened in the street and its enterprises from 2023 to 2025."""
    units = federation_units()
    books = books_of(units)
    people = federation_people(units)
    dues = [*all_dues("federation", people, YEARS[0]), *strangers()]
    late = behind(dues)
    benefits: list[Benefit] = faulty_benefits(
        federation_benefits(books, people, lambda each, day: entitled(each, day, late), YEARS),
        people,
    )
    own = [each for unit in books[1:] for each in own_activities(unit, people, YEARS)]
    activities = [*street_activities(people, YEARS), *own]
    enterprises = [
        voucher
        for unit in books[1:]
        for voucher in allocation_vouchers(CHART, unit, people, YEARS, WAGES, "临江街道总工会")
    ]
    paid_up = [each for each in enterprises if each.payee == "临江街道总工会"]
    vouchers = [
        *dues_vouchers(CHART, dues),
        *enterprises,
        *street_vouchers(CHART, books[0], paid_up, {unit.unit_id: unit.name for unit in books}),
        *interest_vouchers(CHART, books[0], YEARS),
        *(each for unit in books[1:] for each in interest_vouchers(CHART, unit, YEARS, (12,))),
        *benefit_vouchers(CHART, benefits),
        *activity_vouchers(CHART, activities),
        *_street_income(),
        *_street_spending(),
        *_between(books[1:]),
    ]
    vouchers = faulty_vouchers(CHART, documented("federation", vouchers, "临工"))
    safety = tuple(each for each in activities if each.campaign == "安康杯")
    return Story(
        "federation",
        CHART,
        YEARS,
        units,
        people,
        dues,
        benefits,
        activities,
        vouchers,
        _opening(books, people),
        {(STREET, 2023, 9): (6, "voucher_gap")},
        safety,
    )
