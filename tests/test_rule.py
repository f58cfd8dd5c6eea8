"""One rule for all cells that are wrong for one reason: what it makes of them, and what it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import contract, rule
from openbooks.codes import CODES
from openbooks.money import read_money
from openbooks.taking import Facts, reader_of

DUES = contract.ledger("dues")
PAID = DUES.column("paid")


def made(
    code: str, title: str, texts: list[str], *answers: str, ledger: str = "dues",
    column: str = "paid", scale: int = 1,
) -> list[str | None]:
    """What the rule of that title makes of each text; None where it leaves it."""
    of = contract.ledger(ledger)
    reads = reader_of(of.column(column), Facts(), scale)
    (chosen,) = (
        each for each in rule.rules(code, of.column(column), of, reads) if each.title == title
    )
    found = rule.applied(chosen, answers, texts, reads)
    assert len(found.changes) + found.left == len(texts)
    changes = dict(found.changes)
    return [changes.get(at) for at in range(len(texts))]


@pytest.mark.parametrize(("written", "rounded", "cut"), [
    ("12.345", "12.35", "12.34"),
    ("12.3449999", "12.34", "12.34"),
    ("-12.345", "-12.35", "-12.34"),  # away from zero, as an amount is rounded by hand
    ("￥1,234.567", "¥1234.57", "¥1234.56"),
    ("１２.３４５元", "12.35元", "12.34元"),
    ("0.004", "0.00", "0.00"),
    ("9.999", "10.00", "9.99"),
    ("12.345 加 0.5", None, None),  # two numbers: nobody knows which
])
def test_a_third_decimal_is_rounded_or_cut_only_when_somebody_says_so(
    written: str, rounded: str | None, cut: str | None
) -> None:
    assert made("amount_over_two_places", "四舍五入到分", [written]) == [rounded]
    assert made("amount_over_two_places", "截去分以下", [written]) == [cut]


def test_in_a_column_of_ten_thousands_the_fen_is_the_sixth_decimal() -> None:
    assert made("amount_over_two_places", "四舍五入到分", ["1.2345678"], scale=10_000) == ["1.234568"]


@given(st.integers(-10**9, 10**9), st.integers(3, 9), st.integers(0, 10**9))
def test_what_is_rounded_is_within_half_a_fen_and_can_be_read(whole: int, places: int, tail: int) -> None:
    text = f"{whole}.{tail % 10**places:0{places}d}"
    if not read_money(text).code:
        return
    (new,) = made("amount_over_two_places", "四舍五入到分", [text])
    assert new is not None
    exact = abs(whole) * 10**places + tail % 10**places
    fen = abs(read_money(new).value)
    assert abs(fen * 10**places - exact * 100) * 2 <= 10**places


@pytest.mark.parametrize(("written", "left"), [
    ("约500元", "500"), ("500(现金)", "500"), ("1,23.50元左右", "123.50"),
    ("500元（其中现金200）", None), ("待定", None),
])
def test_words_are_taken_off_only_where_one_number_stands(written: str, left: str | None) -> None:
    assert made("amount_with_note", "去掉文字，只留数字", [written]) == [left]


def test_letters_for_digits_become_digits() -> None:
    title = "字母 O、l 当作数字 0、1，句号当作小数点"
    assert made("not_a_number", title, ["3O.0O", "l2。5", "张三"]) == ["30.00", "12.5", None]


def test_a_missing_year_is_put_before_month_and_day_and_never_makes_a_day_that_is_none() -> None:
    texts = ["3月5日", "03-05", "3/5", "2月30日", "", "去年3月5日"]
    assert made(
        "year_missing", "补上年份", texts, "2024", ledger="assistance", column="paid_date"
    ) == ["2024-03-05", "2024-03-05", "2024-03-05", None, None, None]
    assert made(
        "year_missing", "补上年份", ["3月5日"], "24", ledger="assistance", column="paid_date"
    ) == [None]


def test_a_missing_day_and_the_order_of_day_and_month_are_as_somebody_says() -> None:
    day = {"ledger": "assistance", "column": "paid_date"}
    assert made("day_missing", "补上日", ["2023-02", "2023年3月"], "29", **day) == [None, "2023-03-29"]
    assert made("day_month_unclear", "写明日和月的顺序", ["05/03/2024"], "日在前", **day) == ["2024-03-05"]
    assert made("day_month_unclear", "写明日和月的顺序", ["05/03/2024"], "月在前", **day) == ["2024-05-03"]


def test_january_and_october_without_its_zero_are_told_apart_by_somebody() -> None:
    title = "写明是 1 月还是 10 月"
    for said, month in (("1 月", "2023-01"), ("10 月", "2023-10")):
        assert made("month_unclear", title, ["2023.1", "2023.2"], said, column="month") == [month, None]


def test_any_cell_can_be_given_a_value_or_one_sign_for_another() -> None:
    assert made("not_a_number", "都改成同一个值", ["免", "无"], "0") == ["0", "0"]
    assert made("not_a_number", "都改成同一个值", ["免"], "零点") == [None]  # cannot be read either
    assert made("not_a_number", "单元格里的字一律替换", ["30块", "15块"], "块", "元") == ["30元", "15元"]
    assert made("not_a_number", "单元格里的字一律替换", ["30块"], "块", "") == ["30"]


def test_a_rule_that_was_not_told_what_it_asks_changes_nothing() -> None:
    assert made("not_a_number", "都改成同一个值", ["免"], "  ") == [None]


def test_cells_are_emptied_only_where_the_column_may_be_empty() -> None:
    gift = contract.ledger("assistance")
    for ledger in (DUES, gift):
        for column in ledger.columns:
            reads = reader_of(column, Facts())
            titles = [each.title for each in rule.rules("not_a_number", column, ledger, reads)]
            needed = (column.required or column.name in ledger.key) and not column.generated
            assert ("都留空" in titles) is not needed, column.name


def test_a_list_offers_its_values() -> None:
    kind = next(each for each in contract.ledger("assistance").columns if each.allowed)
    offered = rule.rules("not_in_list", kind, contract.ledger("assistance"), None)
    assert offered[0].asks[0].options == kind.allowed


@given(st.sampled_from(sorted(CODES)), st.text(max_size=20), st.sampled_from(DUES.columns))
def test_no_rule_falls_over_any_text_or_makes_what_cannot_be_read(code, text, column) -> None:
    reads = reader_of(column, Facts())
    for each in rule.rules(code, column, DUES, reads):
        given = [ask.options[0] if ask.options else "2024" for ask in each.asks]
        for _, new in rule.applied(each, given, [text], reads).changes:
            assert not each.readable or not reads(new).code
