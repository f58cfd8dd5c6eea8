"""The faults of the street's benefits and vouchers, planted one by one. Money is 分."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openbooks.errors import WrongUse
from openbooks.example_benefit import Benefit
from openbooks.example_person import Person
from openbooks.example_story import altered, with_amount
from openbooks.example_unit import STREET
from openbooks.example_voucher import Account, Voucher, paid

CARD_UNIT = "F09"
RUSH_UNIT = "F30"


def _first(benefits: list[Benefit], kind: str, year: int, unit_id: str = STREET) -> Benefit:
    return next(
        each
        for each in benefits
        if (each.kind, each.day.year, each.unit_id) == (kind, year, unit_id)
    )


def faulty_benefits(benefits: list[Benefit], people: list[Person]) -> list[Benefit]:
    """The benefits with their faults; their vouchers are drawn from them and agree with them."""
    card = next(
        each
        for each in benefits
        if (each.unit_id, each.festival, each.day.year) == (CARD_UNIT, "中秋节", 2024)
    )
    aid = _first(benefits, "困难帮扶", 2025)
    cards = 0
    found = []
    for benefit in benefits:
        if benefit.key == card.key and cards < 6:
            cards += 1
            benefit = replace(benefit, method="购物卡", fault="shopping_card")
        elif benefit is aid:
            benefit = replace(benefit, amount_fen=3000_00, fault="hardship_over_limit")
        found.append(benefit)

    autumn, retired = _gift_and_person(benefits, people, "中秋节", "退休", date(2025, 8, 1))
    spring, gone = _gift_and_person(benefits, people, "春节", "离职", date(2024, 12, 1))
    student = _first(benefits, "金秋助学", 2024)
    heat = _first(benefits, "高温慰问", 2024)
    return [
        *found,
        replace(autumn, member_id=retired.member_id, name=retired.name, fault="retired_benefit"),
        replace(spring, member_id=gone.member_id, name=gone.name, fault="benefit_after_leaving"),
        replace(student, day=date(2024, 9, 12), approval_ref="帮审24-09", fault="student_twice"),
        replace(heat, day=date(2024, 10, 16), approval_ref="帮审24-10", fault="heat_in_october"),
    ]


def _gift_and_person(
    benefits: list[Benefit], people: list[Person], festival: str, status: str, before: date
) -> tuple[Benefit, Person]:
    """A gift of a festival of 2025 and somebody of that union who had gone before."""
    for benefit in benefits:
        if (benefit.festival, benefit.day.year) == (festival, 2025):
            for person in people:
                here = (person.unit_id, person.status) == (benefit.unit_id, status)
                if here and person.left and person.left < before:
                    return benefit, person
    raise WrongUse(f"示例中没有{festival}前{status}的会员")


def faulty_vouchers(chart: str, vouchers: list[Voucher]) -> list[Voucher]:
    """The vouchers with their faults: some are changed, some should not be there."""
    dues = next(
        each
        for each in vouchers
        if (each.unit_id, each.day.year, each.summary) == ("F05", 2024, "收8月会费")
    )
    more = with_amount(dues, dues.lines[0].debit_fen + 90_00)
    vouchers = altered(vouchers, "dues_not_booked", lambda each: each is dues, lines=more.lines)

    gift = next(
        each
        for each in vouchers
        if (each.unit_id, each.day.year, each.summary) == ("F14", 2025, "付春节慰问品")
    )
    extra = with_amount(gift, gift.lines[0].debit_fen + 350_00)
    vouchers = altered(vouchers, "benefit_not_listed", lambda each: each is gift, lines=extra.lines)

    vouchers = altered(
        vouchers,
        "voucher_unbanked",
        lambda each: (
            (each.unit_id, each.day.year, each.summary) == (STREET, 2025, "付5月办公用品与邮电")
        ),
        banked=False,
    )
    own = next(
        each
        for each in vouchers
        if (each.unit_id, each.day.year, each.summary) == ("F16", 2025, "付安全生产月宣传品")
    )
    debit, credit = own.lines
    vouchers = altered(
        vouchers,
        "voucher_unbalanced",
        lambda each: each is own,
        lines=(debit._replace(debit_fen=debit.debit_fen - 10), credit),
    )
    named = next(
        each
        for each in vouchers
        if (each.unit_id, each.day.year, each.summary) == ("F21", 2024, "付安全生产月宣传品")
    )
    debit, credit = named.lines
    vouchers = altered(
        vouchers,
        "name_against_code",
        lambda each: each is named,
        lines=(debit._replace(account=Account("50102", "宣传活动费")), credit),
    )
    return [*vouchers, *_planted(chart)]


def _planted(chart: str) -> list[Voucher]:
    """Vouchers that should not be there."""
    twice = {
        "unit_id": STREET,
        "summary": "付工会宣传橱窗制作",
        "purpose": "publicity",
        "fen": 3860_00,
        "payee": "薜墩广告店",
        "invoice_no": "58210374",
    }
    whole = {
        "unit_id": STREET,
        "purpose": "sports",
        "payee": "椴岗音响设备店",
        "fault": "split_payment",
    }
    rush = {"unit_id": RUSH_UNIT, "fault": "december_rush"}
    return [
        paid(chart, day=date(2024, 5, 16), **twice),
        paid(chart, day=date(2024, 5, 16), **twice, fault="duplicate_payment"),
        paid(
            chart,
            day=date(2025, 9, 16),
            summary="付合唱比赛音响租用（一）",
            fen=4900_00,
            invoice_no="61307745",
            **whole,
        ),
        paid(
            chart,
            day=date(2025, 9, 17),
            summary="付合唱比赛音响租用（二）",
            fen=4850_00,
            invoice_no="61307746",
            **whole,
        ),
        paid(
            chart,
            day=date(2025, 9, 19),
            summary="付合唱比赛音响租用（三）",
            fen=4950_00,
            invoice_no="61307747",
            **whole,
        ),
        paid(
            chart,
            day=date(2024, 12, 24),
            summary="购年终职工活动用品",
            purpose="sports",
            fen=3980_00,
            payee="禾野体育用品店",
            invoice_no="70112380",
            **rush,
        ),
        paid(
            chart,
            day=date(2024, 12, 27),
            summary="付年终宣传品制作",
            purpose="publicity",
            fen=3600_00,
            payee="薜墩广告店",
            invoice_no="70112455",
            **rush,
        ),
        paid(
            chart,
            day=date(2024, 12, 30),
            summary="付年终培训资料",
            purpose="training",
            fen=2900_00,
            payee="区职工学校",
            invoice_no="70112519",
            **rush,
        ),
        paid(
            chart,
            unit_id=STREET,
            day=date(2024, 11, 20),
            summary="付片区联席会后宴请",
            purpose="meeting",
            fen=1680_00,
            payee="菱塘饭店",
            invoice_no="66120931",
            fault="forbidden_word",
        ),
        paid(
            chart,
            unit_id="F18",
            day=date(2023, 11, 19),
            summary="付职工羽毛球场地费",
            purpose="sports",
            fen=960_00,
            payee="楝桥体育馆",
            invoice_no="31907726",
            fault="rest_day_payment",
        ),
        paid(
            chart,
            unit_id=STREET,
            day=date(2025, 10, 22),
            summary="付秋季工会工作推进会会务",
            purpose="meeting",
            fen=4300_00,
            payee="砚台印刷社",
            invoice_no="64417820",
            fault="over_budget",
        ),
    ]
