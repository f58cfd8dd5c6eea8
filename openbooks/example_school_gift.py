"""What the school's union gave to its members, with the faults planted in it. Money is 分."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from openbooks.example_benefit import Benefit
from openbooks.example_calendar import before_festival, from_day
from openbooks.example_person import Person, active
from openbooks.example_unit import SCHOOL

Entitled = Callable[[Person, date], bool]

SHOP, CAKES, LIST = "苇岸便民超市", "荇川蛋糕房", "领款人签收表"
FESTIVALS = (("春节", 400_00, 9), ("端午节", 150_00, 5), ("中秋节", 300_00, 6))
BIRTHDAY_FEN = 200_00
# member, day, kind, 元, reason, disease, event, beneficiary
EVENTS = (
    ("S0030", date(2024, 3, 6), "住院", 1000_00, "住院治疗", "肺炎", "", "本人"),
    ("S0044", date(2024, 5, 22), "结婚", 800_00, "", "", "结婚证已核", "本人"),
    ("S0005", date(2024, 8, 29), "退休", 1000_00, "到龄退休纪念品", "", "退休通知", "本人"),
    ("S0017", date(2024, 10, 15), "丧事", 1000_00, "直系亲属去世", "", "证明已核", "父母"),
    ("S0066", date(2024, 11, 19), "住院", 1000_00, "手术治疗", "骨折", "", "本人"),
    ("S0044", date(2025, 2, 20), "生育", 800_00, "", "", "出生证明已核", "子女"),
    ("S0051", date(2025, 3, 12), "住院", 1000_00, "住院治疗", "胆囊结石", "", "本人"),
    ("S0069", date(2025, 6, 18), "结婚", 2500_00, "", "", "结婚证已核", "本人"),
    ("S0051", date(2025, 9, 17), "住院", 1000_00, "再次住院", "胆囊结石", "", "本人"),
    ("S0028", date(2025, 11, 12), "住院", 1000_00, "手术治疗", "阑尾炎", "", "本人"),
)
HARDSHIP = (
    ("S0033", date(2024, 4, 16), "困难帮扶", 1500_00, "家庭成员患病", "本人"),
    ("S0060", date(2024, 8, 20), "金秋助学", 2000_00, "子女考入大学", "子女"),
    ("S0033", date(2025, 5, 14), "困难帮扶", 1500_00, "家庭成员患病", "本人"),
    ("S0038", date(2025, 8, 19), "金秋助学", 2000_00, "子女考入大学", "子女"),
    ("S0033", date(2024, 1, 24), "送温暖", 1000_00, "困难职工走访", "本人"),
    ("S0077", date(2024, 1, 24), "送温暖", 1000_00, "困难职工走访", "本人"),
    ("S0033", date(2025, 1, 15), "送温暖", 1000_00, "困难职工走访", "本人"),
    ("S0077", date(2025, 1, 15), "送温暖", 1000_00, "困难职工走访", "本人"),
)
FAULTS = {
    ("S0069", date(2025, 6, 18)): "wedding_over_limit",
    ("S0051", date(2025, 9, 17)): "same_disease",
}


def _festivals(people: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    found = []
    for festival, fen, days in FESTIVALS:
        day = before_festival(festival, year, days)
        found += [
            Benefit(
                SCHOOL,
                person.member_id,
                person.name,
                day,
                "节日慰问",
                fen,
                f"付{festival}慰问品",
                SHOP,
                festival,
                approval_ref=f"慰审{day:%y-%m}",
            )
            for person in people
            if entitled(person, day)
        ]
    return found


def _birthdays(people: list[Person], entitled: Entitled, year: int) -> list[Benefit]:
    found = []
    for month in range(1, 13):
        day = from_day(date(year, month, 5))
        found += [
            Benefit(
                SCHOOL,
                person.member_id,
                person.name,
                day,
                "生日",
                BIRTHDAY_FEN,
                f"付{month}月会员生日蛋糕券",
                CAKES,
                method="蛋糕券",
                approval_ref=f"慰审{day:%y-%m}",
            )
            for person in people
            if person.birth.month == month and entitled(person, day)
        ]
    return found


def _heat(people: list[Person], year: int) -> list[Benefit]:
    """Those who watch over the building in July."""
    day = from_day(date(year, 7, 16))
    return [
        Benefit(
            SCHOOL,
            person.member_id,
            person.name,
            day,
            "高温慰问",
            100_00,
            "付暑期护校值班防暑用品",
            SHOP,
            approval_ref=f"慰审{day:%y-%m}",
        )
        for person in people
        if person.group_id == "S06" and active(person, day)
    ]


def _events(by_id: dict[str, Person]) -> list[Benefit]:
    """Events of a life, each under the member's name also in the voucher; and hardship, by list."""
    found = []
    for member_id, day, kind, fen, reason, disease, event, relation in EVENTS:
        day, name, gift = from_day(day), by_id[member_id].name, kind == "退休"
        found.append(
            Benefit(
                SCHOOL,
                member_id,
                name,
                day,
                kind,
                fen,
                f"付会员{kind}慰问（{name}）",
                SHOP if gift else name,
                method="实物" if gift else "转账",
                reason=reason,
                disease=disease,
                event_ref=event,
                beneficiary=relation,
                approval_ref=f"慰审{day:%y-%m}",
                fault=FAULTS.get((member_id, day), ""),
            )
        )
    for member_id, day, kind, fen, reason, relation in HARDSHIP:
        day = from_day(day)
        found.append(
            Benefit(
                SCHOOL,
                member_id,
                by_id[member_id].name,
                day,
                kind,
                fen,
                f"付{kind}款",
                LIST,
                method="转账",
                reason=reason,
                beneficiary=relation,
                approval_ref=f"帮审{day:%y-%m}",
                hardship_id=f"SK-{member_id}" if kind == "困难帮扶" else "",
            )
        )
    return found


def _planted(benefits: list[Benefit], by_id: dict[str, Person]) -> list[Benefit]:
    """The list with its faults: the vouchers are drawn from it and agree with it."""
    found = []
    for benefit in benefits:
        place = (benefit.member_id, benefit.festival, benefit.day.year)
        if place == ("S0040", "端午节", 2025):
            benefit = replace(benefit, method="现金", fault="cash_festival")
        if place == ("S0013", "中秋节", 2024):
            benefit = replace(benefit, signed=False, approval_ref="", fault="unsigned_benefit")
        found.append(benefit)
    festival = next(each for each in found if (each.festival, each.day.year) == ("中秋节", 2025))
    birthday = next(each for each in found if each.kind == "生日" and each.day == date(2025, 10, 9))
    found += [
        replace(festival, member_id="S0190", name="吴砚圃", fault="stranger_benefit"),
        replace(
            festival,
            day=date(2025, 9, 25),
            festival="国庆节",
            amount_fen=1400_00,
            summary="付国庆节慰问品",
            member_id="S0021",
            name=by_id["S0021"].name,
            approval_ref="慰审25-09",
            fault="over_festival_limit",
        ),
    ]
    twice = next(
        each
        for each in found
        if each.kind == "生日" and each.day.year == 2025 and each.day.month == 3
    )
    found.append(
        replace(
            birthday,
            member_id=twice.member_id,
            name=twice.name,
            fault="second_birthday",
        )
    )
    return found


def school_benefits(people: list[Person], entitled: Entitled, years: range) -> list[Benefit]:
    """Festivals, birthdays, events and hardship of all years, with the planted faults."""
    by_id = {person.member_id: person for person in people}
    benefits = _events(by_id)
    for year in years:
        benefits += _festivals(people, entitled, year)
        benefits += _birthdays(people, entitled, year)
        benefits += _heat(people, year)
    return _planted(benefits, by_id)
