"""清溪小学工会: a school of 80, two years of its own books, and what went wrong in them. Invented.

Chart 2022, by names where the chart has no established code. Money is 分.
"""

from __future__ import annotations

from datetime import date

from openbooks.example_activity import activity_vouchers
from openbooks.example_benefit import Benefit, benefit_vouchers
from openbooks.example_calendar import from_day
from openbooks.example_dues import Dues, all_dues, behind, entitled
from openbooks.example_income import (
    allocation_vouchers,
    dues_vouchers,
    interest_vouchers,
    opening_upper_fen,
)
from openbooks.example_person import school_people
from openbooks.example_school_gift import school_benefits
from openbooks.example_school_plan import school_activities
from openbooks.example_story import Story, altered, documented, with_amount
from openbooks.example_unit import SCHOOL, school_units
from openbooks.example_voucher import CHARTS, Line, Voucher, paid, received

CHART = "2022"
YEARS = range(2024, 2026)
WAGES = 95  # percent on top of basic pay
SHOP, BOOKS = "苇岸便民超市", "榆下书店"
OPENING_SURPLUS = 68_412_35  # 工会资金结余 at the end of 2023
OTHERS = (
    (1, 15, "付工代会会务材料", "meeting", 1180_00, "砚台印刷社"),
    (3, 19, "付教工之家绿植与桌椅", "home", 2760_00, "檀埭家具店"),
    (4, 23, "付职工书屋新书", "reading", 2340_00, BOOKS),
    (5, 9, "付教职工继续教育讲座资料", "education", 1450_00, BOOKS),
    (10, 16, "付工会宣传栏更新", "publicity", 890_00, "砚台印刷社"),
    (12, 10, "付职工书屋报刊订阅", "reading", 1126_00, "区邮政报刊亭"),
)


def _others() -> list[Voucher]:
    found = []
    for year in YEARS:
        found += [
            received(
                CHART,
                SCHOOL,
                from_day(date(year, 4, 9)),
                "收行政补助",
                "admin",
                20000_00,
                "清溪小学",
            ),
            received(
                CHART,
                SCHOOL,
                from_day(date(year, 11, 6)),
                "收职工之家建设补助",
                "subsidy",
                5000_00,
                "区教育工会",
            ),
        ]
        for month, day, summary, purpose, fen, payee in OTHERS:
            fen = fen * (100 if year == 2024 else 104) // 100
            found.append(
                paid(CHART, SCHOOL, from_day(date(year, month, day)), summary, purpose, fen, payee)
            )
    return found


def _planted() -> list[Voucher]:
    """Vouchers that should not be there."""
    accounts = CHARTS[CHART]
    correction = Voucher(
        SCHOOL,
        date(2025, 10, 22),
        "更正记账科目：宣传栏更新转文体活动",
        (Line(accounts["publicity"], -560_00, 0), Line(accounts["sports"], 560_00, 0)),
        attachments=1,
        banked=False,
        fault="red_correction",
    )
    return [
        paid(
            CHART,
            SCHOOL,
            date(2025, 6, 21),
            "付教工合唱排练场地费",
            "sports",
            780_00,
            "楝桥文化馆",
            fault="rest_day_payment",
        ),
        paid(
            CHART,
            SCHOOL,
            date(2025, 12, 18),
            "购超市购物卡奖励合唱骨干",
            "sports",
            1200_00,
            SHOP,
            fault="forbidden_word",
        ),
        paid(
            CHART,
            SCHOOL,
            date(2025, 3, 20),
            "付来校交流人员用餐",
            "unknown",
            386_00,
            "菱塘饭店",
            fault="unknown_account",
        ),
        paid(
            CHART,
            SCHOOL,
            date(2024, 9, 26),
            "付教工气排球队球衣",
            "sports",
            1440_00,
            "禾野体育用品店",
            attachments=0,
            fault="no_attachments",
        ),
        paid(
            CHART,
            SCHOOL,
            date(2025, 4, 17),
            "付心理健康讲座授课费",
            "training",
            1800_00,
            "区职工学校",
            fault="over_budget",
        ),
        correction,
    ]


def _faulty(vouchers: list[Voucher]) -> list[Voucher]:
    """The same vouchers with faults in them; the amounts come from the clean ones."""
    dues = next(each for each in vouchers if (each.day.year, each.summary) == (2025, "收9月会费"))
    short = with_amount(dues, dues.lines[0].debit_fen - 10_00)
    vouchers = altered(vouchers, "dues_not_booked", lambda each: each is dues, lines=short.lines)
    vouchers = altered(
        vouchers,
        "voucher_unbanked",
        lambda each: each.activity_id == "S25-A09" and "共读图书" in each.summary,
        banked=False,
    )
    return altered(
        vouchers,
        "maker_reviews",
        lambda each: (each.day.year, each.summary) == (2025, "付教工之家绿植与桌椅"),
        reviewer="顾茂禾",
    )


def school_story() -> Story:
    """Everything that happened at the school in 2024 and 2025."""
    units = school_units()
    people = school_people(units)
    dues: list[Dues] = all_dues("school", people, YEARS[0])
    late = behind(dues)
    benefits: list[Benefit] = school_benefits(
        people, lambda person, day: entitled(person, day, late), YEARS
    )
    activities = school_activities(people, YEARS)
    union = units[0]
    vouchers = [
        *dues_vouchers(CHART, dues),
        *allocation_vouchers(CHART, union, people, YEARS, WAGES, "区教育工会"),
        *interest_vouchers(CHART, union, YEARS),
        *benefit_vouchers(CHART, benefits),
        *activity_vouchers(CHART, activities),
        *_others(),
    ]
    vouchers = documented("school", [*_faulty(vouchers), *_planted()], "清小工")
    upper = opening_upper_fen(union, people, YEARS[0], WAGES)
    accounts = CHARTS[CHART]
    opening = {
        SCHOOL: {
            accounts["bank"]: OPENING_SURPLUS + upper,
            accounts["upper"]: -upper,
            accounts["surplus"]: -OPENING_SURPLUS,
        }
    }
    return Story(
        "school",
        CHART,
        YEARS,
        units,
        people,
        dues,
        benefits,
        activities,
        vouchers,
        opening,
        {(SCHOOL, 2025, 11): (4, "voucher_gap")},
    )
