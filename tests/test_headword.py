"""What one header cell says: months, however offices write them."""

from __future__ import annotations

import pytest

from openbooks.headword import month_of, read_headword, read_headwords


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1月", (None, 1)), ("十二月", (None, 12)), ("一月份", (None, 1)), ("03月", (None, 3)),
        ("2023年3月", (2023, 3)), ("23年3月", (2023, 3)), ("202303", (2023, 3)), ("2023-03", (2023, 3)),
        ("2023/3", (2023, 3)), ("2023.03", (2023, 3)), ("23.03", (2023, 3)), ("23-03", (2023, 3)),
        ("2023-03-01", (2023, 3)), ("2023-03-01 00:00:00", (2023, 3)), ("Mar", (None, 3)),
        ("Sept", (None, 9)), ("Mar-23", (2023, 3)), ("２０２３０３", (2023, 3)), ("会费3月", (None, 3)),
        ("2024年会费3月", (2024, 3)), ("十一月", (None, 11)),
        ("13月", None), ("202313", None), ("2023", None), ("3", None), ("10.11", None),
        ("2023-03-05", None), ("截至3月", None), ("月份", None), ("所属月份", None), ("每月", None),
        ("本月", None), ("123456", None), ("2023年", None), ("上年12月", None),
    ],
)
def test_a_month_is_known_in_every_form_and_nothing_else_is_one(
    text: str, month: tuple[int | None, int] | None
) -> None:
    assert month_of(text) == month
    found = read_headword(0, text)
    assert (found.months, found.year) == (((month[1],), month[0]) if month else ((), None))


def test_what_stands_beside_a_month_is_kept() -> None:
    assert read_headword(0, "2023年1月应缴（元）").rest == "应缴"
    assert read_headword(0, "会费1月").rest == "会费"


def test_october_that_a_cell_of_numbers_cut_short_is_no_second_january() -> None:
    header = [f"2023.{number:02d}" for number in range(1, 10)] + ["2023.1", "2023.11", "2023.12"]
    assert [each.months for each in read_headwords(header)] == [(n,) for n in range(1, 13)]
    assert [each.months for each in read_headwords(["2023.1", "2023.2"])] == [(1,), (2,)]


@pytest.mark.parametrize("text,months,year,rest", [
    ("一季度", (1, 2, 3), None, ""), ("2024年第2季度应缴（元）", (4, 5, 6), 2024, "应缴"),
    ("Q4", (10, 11, 12), None, ""), ("会费（上半年）", (1, 2, 3, 4, 5, 6), None, "会费"),
    ("7-12月", (7, 8, 9, 10, 11, 12), None, ""), ("1月至3月实缴", (1, 2, 3), None, "实缴"),
    ("2023下半年", (7, 8, 9, 10, 11, 12), 2023, ""), ("上半年", (1, 2, 3, 4, 5, 6), None, ""),
    ("季度", (), None, ""), ("上季度", (), None, ""), ("5-5月", (), None, ""), ("2-1", (), None, ""),
])
def test_a_quarter_a_half_and_a_run_of_months_are_known(
    text: str, months: tuple[int, ...], year: int | None, rest: str
) -> None:
    found = read_headword(0, text)
    assert (found.months, found.year, found.rest if months else "") == (months, year, rest)
