"""Values in words: what is missing is said, and rounding never makes a rate full or empty."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from openbooks import wording


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_is_never_a_zero(nothing: object) -> None:
    assert wording.money(nothing) == wording.count(nothing, "人") == "未填报"
    assert wording.amount(nothing) == wording.short_money(nothing) == "未填报"
    assert wording.share(nothing) == "不适用"
    assert wording.cell(nothing, "money") == "未填报"
    assert wording.cell(nothing, "share") == "不适用"
    assert wording.cell(nothing, "text", "—") == "—"


def test_zero_is_said_as_zero() -> None:
    assert wording.money(0) == "0.00 元"
    assert wording.share(0.0) == "0.0%"
    assert wording.count(0, "人") == "0 人"


def test_a_large_amount_is_rounded_with_the_exact_one_behind_it() -> None:
    assert wording.money(48_261_530) == "48.26 万元（482,615.30 元）"
    assert wording.money(-1_000_000) == "-1.00 万元（-10,000.00 元）"
    assert wording.money(999_999) == "9,999.99 元"


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.0, "100.0%"), (0.99999, "99.9%"), (0.9995, "99.9%"), (0.9994, "99.9%"),
     (0.0001, "不足 0.1%"), (0.5, "50.0%"), (1.172738, "117.3%")],
)
def test_a_rate_does_not_round_to_all_or_nothing(value: float, said: str) -> None:
    assert wording.share(value) == said


@pytest.mark.parametrize(
    ("now", "prior", "kind", "said"),
    [
        (120_00, 100_00, "money", "上年同期 100.00 元，多了 20.00 元（+20.0%）"),
        (80_00, 100_00, "money", "上年同期 100.00 元，少了 20.00 元（-20.0%）"),
        (100_00, 100_00, "money", "与上年同期相同（100.00 元）"),
        (100_00, None, "money", "上年同期未填报"),
        (None, 100_00, "money", "上年同期 100.00 元"),
        (5_00, 0, "money", "上年同期 0.00 元，多了 5.00 元"),
        (5_00, -2_00, "money", "上年同期 -2.00 元，多了 7.00 元"),
        (0.961, 0.943, "share", "上年同期 94.3%，高了 1.8 个百分点"),
        (0.9, None, "share", "上年同期不适用"),
        # a reader who subtracts what is shown finds what is said
        (0.99151, 0.99947, "share", "上年同期 99.9%，低了 0.7 个百分点"),
        (0.50001, 0.5, "share", "与上年同期持平（50.0%）"),
        (0.5, 0.5, "share", "与上年同期相同（50.0%）"),
        (0.5, 0.0001, "share", "上年同期 不足 0.1%，高了 50.0 个百分点"),
        (1_584_429_50, 1_562_852_40, "money",
         "上年同期 156.29 万元，多了 21,577.10 元（+1.4%）"),
        (81, 78, "count", "上年同期 78 人，多了 3 人（+3.8%）"),
    ],
)
def test_last_year_stands_beside_each_figure(
    now: object, prior: object, kind: str, said: str
) -> None:
    assert wording.against(now, prior, kind, "人") == said


def test_codes_of_queries_are_said_in_chinese() -> None:
    assert wording.cell("expenditure", "list") == "支出"
    assert wording.cell(True, "boolean") == "是"
    assert wording.cell(Decimal("12.5000"), "decimal") == "12.5"


def test_a_long_list_is_cut_with_its_number() -> None:
    assert wording.listed(["甲", "乙"]) == "甲、乙"
    assert wording.listed(range(9), 2) == "0、1 等 9 个"
