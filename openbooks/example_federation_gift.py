"""What the street and its enterprises' unions gave to their members. Money is 分."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openbooks.example_benefit import DISEASES, Benefit
from openbooks.example_calendar import before_festival, from_day
from openbooks.example_chance import likely, pick, some, stream, whole
from openbooks.example_person import Person, active
from openbooks.example_unit import STREET, Unit

Entitled = Callable[[Person, date], bool]

LIST = "领款人签收表"
SHOPS = ("苇岸便民超市", "蓼湾副食店", "芦埂粮油店", "桑圃百货店")
CAKE_UNITS = ("F03", "F17", "F28")
# kind, share of members a year, 元 from, 元 to, relation
EVENTS = (
    ("住院", 0.012, 500, 800, "本人"),
    ("结婚", 0.006, 500, 500, "本人"),
    ("生育", 0.006, 500, 500, "子女"),
    ("丧事", 0.004, 600, 600, "父母"),
)


def federation_benefits(
    books: list[Unit], people: list[Person], entitled: Entitled, years: range
) -> list[Benefit]:
    """All benefits of all years, without faults; the first of the books is the street."""
    staff: dict[str, list[Person]] = {}
    for person in people:
        staff.setdefault(person.unit_id, []).append(person)
    found: list[Benefit] = []
    for year in years:
        for unit in books[1:]:
            found += _festivals(unit, staff[unit.unit_id], entitled, year)
            found += _events(unit, staff[unit.unit_id], entitled, year)
            if unit.unit_id in CAKE_UNITS:
                found += _birthdays(unit, staff[unit.unit_id], entitled, year)
        others = [person for person in people if person.unit_id != STREET]
        found += _street(others, entitled, year)
    return found


def _festivals(unit: Unit, staff: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    """春节 in every union, 中秋 in two of five, 端午 in one of five."""
    serial = int(unit.unit_id[1:])
    given = [("春节", 350_00 + serial % 3 * 50_00, 6 + serial % 5)]
    if serial % 5 in (1, 4):
        given.append(("中秋节", 250_00 + serial % 4 * 25_00, 4 + serial % 4))
    if serial % 5 == 0:
        given.append(("端午节", 120_00, 4 + serial % 4))
    found = []
    for festival, fen, days in given:
        day = before_festival(festival, year, days)
        found += [
            Benefit(
                unit.unit_id,
                person.member_id,
                person.name,
                day,
                "节日慰问",
                fen,
                f"付{festival}慰问品",
                SHOPS[(serial + year) % len(SHOPS)],
                festival,
                approval_ref=f"慰审{day:%y-%m}",
            )
            for person in staff
            if entitled(person, day)
        ]
    return found


def _birthdays(unit: Unit, staff: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    found = []
    for month in range(1, 13):
        day = from_day(date(year, month, 6))
        found += [
            Benefit(
                unit.unit_id,
                person.member_id,
                person.name,
                day,
                "生日",
                150_00,
                f"付{month}月会员生日蛋糕券",
                "荇川蛋糕房",
                method="蛋糕券",
                approval_ref=f"慰审{day:%y-%m}",
            )
            for person in staff
            if person.birth.month == month and entitled(person, day)
        ]
    return found


def _events(unit: Unit, staff: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    """What life brings: each member has one such event a year at most."""
    chance = stream("federation", "events", unit.unit_id, year)
    found = []
    for person in staff:
        for kind, share, low, high, relation in EVENTS:
            happens, month = likely(chance, share), whole(chance, 2, 11)
            day = from_day(date(year, month, whole(chance, 3, 25)))
            fen, disease = whole(chance, low // 100, high // 100) * 100_00, pick(chance, DISEASES)
            if happens and entitled(person, day):
                found.append(
                    Benefit(
                        unit.unit_id,
                        person.member_id,
                        person.name,
                        day,
                        kind,
                        fen,
                        f"付会员{kind}慰问",
                        person.name,
                        method="转账",
                        disease=disease if kind == "住院" else "",
                        event_ref="证明已核",
                        beneficiary=relation,
                        approval_ref=f"慰审{day:%y-%m}",
                    )
                )
                break
    return found


def _street(people: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    """What the street gives: winter visits, hardship aid, school aid in August, heat in July."""
    chance = stream("federation", "aid", year)

    def given(
        kind: str, day: date, count: int, fen: int, method: str, **more: str
    ) -> list[Benefit]:
        able = [each for each in people if entitled(each, day) and active(each, date(year, 12, 31))]
        payee = LIST if method == "转账" else SHOPS[0]
        return [
            Benefit(
                STREET,
                person.member_id,
                person.name,
                day,
                kind,
                fen,
                f"付{kind}款物",
                payee,
                method=method,
                approval_ref=f"帮审{day:%y-%m}",
                hardship_id=f"FK-{person.member_id}" if kind == "困难帮扶" else "",
                **more,
            )
            for person in some(chance, able, count)
        ]

    winter = before_festival("春节", year, 8)
    return [
        *given("送温暖", winter, 50, 1000_00, "转账", reason="春节前走访慰问", source="财政资金"),
        *given("困难帮扶", from_day(date(year, 4, 17)), 12, 1500_00, "转账", reason="家庭收入低"),
        *given("困难帮扶", from_day(date(year, 9, 10)), 10, 1500_00, "转账", reason="家庭成员患病"),
        *given("大病救助", from_day(date(year, 8, 6)), 3, 2000_00, "转账", disease="恶性肿瘤"),
        *given("意外救助", from_day(date(year, 10, 17)), 1, 2000_00, "转账", reason="家中失火"),
        *given(
            "金秋助学",
            from_day(date(year, 8, 21)),
            10,
            2000_00,
            "转账",
            reason="子女升学",
            beneficiary="子女",
        ),
        *given("高温慰问", from_day(date(year, 7, 17)), 45, 120_00, "实物", reason="户外岗位"),
    ]
