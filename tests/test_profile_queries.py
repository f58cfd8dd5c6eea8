"""The queries of a profile on little books: gaps of numbers, advances, repeats, ages, digits, limits.

One set of books for all: every story is of a unit of its own, and is asked for by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from openbooks import benford, query
from tests.query_world import world

VOUCHER = """
unit_id | voucher_date | word | number | summary | account_name | debit | credit | payee
monthly | 2024-01-05 | 记 | 1 | 物 | 办公费 | 10
monthly | 2024-01-06 | 记 | 2 | 物 | 办公费 | 10
monthly | 2024-01-09 | 记 | 5 | 物 | 办公费 | 10
monthly | 2024-02-05 | 记 | 1 | 物 | 办公费 | 10
monthly | 2024-02-06 | 记 | 0003 | 物 | 办公费 | 10
monthly | 2024-03-06 | 记 | 2 | 物 | 办公费 | 10
yearly | 2024-01-05 | 记 | 1 | 物 | 办公费 | 10
yearly | 2024-01-06 | 记 | 2 | 物 | 办公费 | 10
yearly | 2024-02-06 | 记 | 3 | 物 | 办公费 | 10
yearly | 2024-03-06 | 记 | 6 | 物 | 办公费 | 10
whole | 2024-01-05 | 记 | 1 | 物 | 办公费 | 10
whole | 2024-02-06 | 记 | 2 | 物 | 办公费 | 10
odd | 2024-01-05 | 记 | 1 | 物 | 办公费 | 10
odd | 2024-01-05 | 记 | A7 | 物 | 办公费 | 10
odd | 2024-01-05 | 记 | 2 | 物 | 办公费 | 10
lender | 2024-01-10 | | | 借支 | 其他应收款 | 100 | | 甲店
lender | 2024-02-10 | | | 借支 | 其他应收款 | 50 | | 甲店
lender | 2024-03-10 | | | 归还 | 其他应收款 | | 120 | 甲店
lender | 2024-03-10 | | | 借支 | 其他应收款 | 7 | | 乙店
lender | 2024-03-11 | | | 红字 | 其他应收款 | -7 | | 乙店
lender | 2024-03-12 | | | 买书 | 办公费 | 30 | | 甲店
twice | 2024-01-10 | | | 笔 | 办公费 | 10 | | 甲店
twice | 2024-01-10 | | | 纸 | 办公费 | 10 | | 甲店
other | 2024-01-10 | | | 笔 | 办公费 | 10 | | 甲店
twice | 2024-01-10 | | | 笔 | 办公费 | 10
twice | 2024-01-10 | | | 笔 | 办公费 | 10
twice | 2024-01-10 | | | 笔 | 办公费 | 11 | | 甲店
digits | 2024-01-10 | | | 物 | 办公费 | 0.50
digits | 2024-01-10 | | | 物 | 办公费 | 0.05
digits | 2024-01-10 | | | 物 | 办公费 | -3
digits | 2024-01-10 | | | 物 | 办公费 | 0
digits | 2024-01-10 | | | 物 | 办公费 | 1234.56
ends | 2024-02-24 | | | 物 | 办公费 | 5
ends | 2024-04-25 | | | 物 | 办公费 | 5
ends | 2024-05-27 | | | 物 | 办公费 | 5
ends | 2024-06-26 | | | 物 | 办公费 | 5
ends | 2024-07-26 | | | 物 | 办公费 | 5
ends | 2024-12-31 | | | 物 | 办公费 | 5
ends | 2023-02-24 | | | 物 | 办公费 | 5
shops | 2024-01-10 | | | 物 | 办公费 | 50 | | 甲店
shops | 2024-01-10 | | | 物 | 办公费 | 30 | | 乙店
shops | 2024-01-10 | | | 物 | 办公费 | 15 | | 丙店
shops | 2024-01-10 | | | 物 | 办公费 | 5 | | 丁店
"""
YEARS = "".join(
    f"year{count} | 2024-{12 - at:02d}-05 | | | 物 | 办公费 | {30 if at == 0 else 10}\n"
    for count in (12, 11, 10) for at in range(count)
)
TABLES = {
    "voucher": VOUCHER + YEARS,
    "assistance": """
assist_id | recipient_name | unit_id | paid_date | kind | amount
a0 | 王一 | digits | 2024-01-20 | 节日慰问 | 300
a1 | 王一 | digits | 2024-01-20 | 大病救助 | 300
a2 | 王一 | digits | 2024-01-20 | 困难帮扶 | 300
a3 | 王一 | digits | 2024-01-20 | 其他 | 300
""",
    "dues": """
member_id | name | month | unit_id | due | paid
m1 | 王一 | 2024-12 | owing | 10 | 4
m1 | 王一 | 2024-10 | owing | 10 | 0
m1 | 王一 | 2023-06 | owing | 10 |
m1 | 王一 | 2023-01 | owing | 10 | 9
m1 | 王一 | 2025-02 | owing | 10 | 0
""",
    "parameter": """
limit_id | rule_id | province | valid_from | valid_to | value | unit | status
A-01.n_min | A-01 | 全国 | | 2024-06-30 | 300 | 条 | secondary
A-01.n_min | A-01 | 全国 | 2024-07-01 | | 500 | 条 | secondary
R-02.target | R-02 | 全国 | | | 100 | % | verified
""",
}
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """`ask(name, unit, …)`: the rows of a query, of that unit."""
    with world(TABLES) as books:
        yield lambda name, unit, **given: query.rows(query.run(books, name, {"unit": unit, **given}))


def gaps(ask: Ask, unit: str, **given: Any) -> list[tuple[str, int, int]]:
    return [(each["series"], each["first_no"], each["last_no"])
            for each in ask("profile_gaps", unit, **given)]


def test_numbers_that_begin_anew_each_month_are_looked_at_by_month(ask: Ask) -> None:
    assert gaps(ask, "monthly") == [("2024-01", 3, 4), ("2024-02", 2, 2), ("2024-03", 1, 1)]
    assert gaps(ask, "monthly", **{"from": "2024-02", "to": "2024-03"}) == [("2024-02", 2, 2)]


def test_numbers_that_run_through_the_year_are_looked_at_by_year(ask: Ask) -> None:
    assert gaps(ask, "yearly") == [("2024年", 4, 5)] == gaps(ask, "yearly", **{"from": "2024-02"})
    assert gaps(ask, "whole") == []


def test_numbers_that_cannot_be_read_are_counted_and_are_no_gap(ask: Ask) -> None:
    (held,) = ask("profile_numbers", "odd")
    assert (held["vouchers"], held["last_no"], held["missing"], held["unread"]) == (2, 2, 0, 1)


def test_what_came_back_is_set_against_the_oldest_advance(ask: Ask) -> None:
    (row,) = ask("profile_advances", "lender", to="2024-04")
    assert (row["payee"], str(row["voucher_date"]), row["debit_fen"], row["open_fen"], row["days"]) == (
        "甲店", "2024-02-10", 5000, 3000, 51,
    )
    before = ask("profile_advances", "lender", to="2024-03")
    assert [each["open_fen"] for each in before] == [10000, 5000]


def test_a_repeat_is_within_a_unit_and_names_a_payee(ask: Ask) -> None:
    (row,) = ask("profile_repeats", "twice")
    assert (row["payee"], row["lines"], row["extra"], row["extra_fen"], row["groups"]) == (
        "甲店", 2, 1, 1000, 1,
    )
    assert not ask("profile_repeats", "other")
    same = ask("profile_identical", "twice")
    assert [(each["payee"], each["copies"], each["extras"]) for each in same] == [(None, 2, 1)] * 2


def test_digits_are_of_positive_amounts_that_no_standard_sets(ask: Ask) -> None:
    found = ask("profile_digits", "digits")
    assert [(each["population"], each["digits"], each["lines"]) for each in found] == [
        ("帮扶慰问", "30", 2), ("支出", "12", 1), ("支出", "50", 2),
    ]
    left = ask("profile_left_out", "digits")
    assert [(each["left_out"], each["kind"], each["lines"]) for each in left] == [
        ("按标准发放", "节日慰问", 1), ("有上限", "大病救助", 1),
    ]
    (total,) = ask("profile_total", "digits", population="支出")
    assert (total["lines"], total["tested"], total["negatives"], total["zeros"]) == (5, 3, 1, 1)


def test_the_end_of_a_month_is_its_last_five_days(ask: Ask) -> None:
    found = {each["month"]: each["late"] for each in ask("profile_months", "ends")}
    assert found == {"2023-02": 1, "2024-02": 0, "2024-04": 0, "2024-05": 1, "2024-06": 1,
                     "2024-07": 0, "2024-12": 1}


@pytest.mark.parametrize(("count", "times"), [(12, 3.0), (11, 3.3), (10, None)])
def test_december_is_held_against_the_eleven_months_before(
    count: int, times: float | None, ask: Ask
) -> None:
    (row,) = ask("profile_year_end", f"year{count}")
    assert (row["months"], row["december_fen"], row["quarter_fen"]) == (count, 3000, 5000)
    assert row["times"] == (None if times is None else pytest.approx(times))


def test_payees_of_four_fifths_are_counted_up_to_the_one_that_reaches_them(ask: Ask) -> None:
    rows = ask("profile_payees", "shops")
    assert [each["payees_80"] for each in rows] == [2, 2, 2, 2]
    assert [each["running_share"] for each in rows] == [0.5, 0.8, 0.95, 1.0]


def test_dues_are_aged_by_months_and_what_is_not_reported_is_not_owed(ask: Ask) -> None:
    found = ask("profile_arrears", "owing")  # the books are of 2025-01
    assert [(each["age_name"], each["lines"], each["short_fen"]) for each in found] == [
        ("不到3个月", 1, 600), ("3–6个月", 1, 1000), ("2年以上", 1, 100),
    ]


def test_the_limits_in_force_are_those_of_the_end_of_the_period(ask: Ask) -> None:
    for to, limit in (("2024-07", 300), ("2024-08", 500), (None, 500)):
        rows = ask("profile_limits", None, to=to)
        found = benford.limits_of(
            benford.FIRST, [(each["limit_id"], each["value"], each["status"]) for each in rows]
        )
        assert found.n_min == limit and found.close is None
