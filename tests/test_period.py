"""Periods: codes of the address to months, whatever month a union's year begins in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.errors import WrongUse
from openbooks.period import (
    part_label,
    parts_of,
    period_of,
    year_of,
    years_between,
)

YEARS = st.integers(1981, 2118)
STARTS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("code", "start", "bounds", "label"),
    [
        ("2024", 1, ("2024-01", "2025-01"), "2024年"),
        ("2024H2", 1, ("2024-07", "2025-01"), "2024年下半年"),
        ("2024Q3", 1, ("2024-07", "2024-10"), "2024年三季度"),
        ("2024-05", 1, ("2024-05", "2024-06"), "2024年5月"),
        ("2024", 4, ("2024-04", "2025-04"), "2024年度"),
        ("2024H2", 4, ("2024-10", "2025-04"), "2024年度下半年"),
        ("2024-02", 4, ("2024-02", "2024-03"), "2024年2月"),
    ],
)
def test_a_code_is_whole_months_of_one_accounting_year(
    code: str, start: int, bounds: tuple[str, str], label: str
) -> None:
    found = period_of(code, start)
    assert (found.start, found.end, found.label) == (*bounds, label)
    assert found.bounds == {"from": bounds[0], "to": bounds[1]}


def test_february_lies_in_the_year_that_began_in_april_before() -> None:
    assert period_of("2024-02", 4).year == 2023
    assert year_of("2024-02", 4) == 2023
    assert year_of("2024-04", 4) == 2024
    assert year_of("2023", 4) == 2023  # a period of a table, not a month


@pytest.mark.parametrize(
    "code", ["", "24", "2024H3", "2024Q5", "2024-13", "2024-1", "2024 ", "1979", "2120", "２０２４",
             "2024H1; drop", "2024-05-01"],
)
def test_what_is_no_period_is_refused_in_one_sentence(code: str) -> None:
    with pytest.raises(WrongUse, match="期间"):
        period_of(code)


@given(YEARS, STARTS)
def test_the_parts_of_a_year_tile_it(year: int, start: int) -> None:
    whole, *parts = parts_of(year, start)
    for months in (6, 3, 1):
        tiles = [each for each in parts if each.months == months]
        assert len(tiles) * months == 12
        assert (tiles[0].start, tiles[-1].end) == (whole.start, whole.end)
        assert all(one.end == two.start for one, two in pairwise(tiles))
    assert {each.year for each in (whole, *parts)} == {year}
    assert len({part_label(each) for each in (whole, *parts)}) == 19


def test_the_years_with_figures_come_newest_first() -> None:
    assert years_between(["2022-11", "2024-02"]) == (2024, 2023, 2022)
    assert years_between(["2023-02", "2024-02"], 4) == (2023, 2022)
    # a table for the whole of 2023 does not hide the months before it
    assert years_between(["2023", "2023-03", "2024-H1"], 9) == (2024, 2023, 2022)
