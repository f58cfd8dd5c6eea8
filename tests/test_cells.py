"""Every form of formats.md §5, and the texts and plain numbers of §3, have exactly one outcome.

Headers with SQL in them and unknown values of a list belong to the mapping and to rows.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.cells import (
    is_nothing,
    read_boolean,
    read_decimal,
    read_id_number,
    read_identifier,
    read_integer,
    read_name,
    read_text,
    squash,
)
from openbooks.codes import CODES, problem
from openbooks.errors import ROW
from openbooks.reading import NOTHING, Reading


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张 三", "张三"),
        ("张三 ", "张三"),
        ("\u3000张\u3000三\u00a0", "张三"),
        ("张三\u200b", "张三"),
        ("欧阳修", "欧阳修"),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提 ・ 艾力", "买买提·艾力"),
        ("张", "张"),
        ("䶮", "䶮"),
        ("𬭎", "𬭎"),
        ("﨑山", "﨑山"),
        ("John  Smith ", "John Smith"),
    ],
)
def test_a_name_loses_its_blanks_and_nothing_else(text: str, name: str) -> None:
    assert read_name(text) == Reading(name)


def test_a_name_that_is_a_formula_error_is_nobody() -> None:
    assert read_name("#N/A") == Reading(None, "formula_error")
    assert read_name("-") == NOTHING


@pytest.mark.parametrize("text", ["是", "√", "1", "Y", "有", "T", "✓", "yes", "１", "ｙ", " 是 "])
def test_signs_of_yes(text: str) -> None:
    assert read_boolean(text) == Reading(True)


@pytest.mark.parametrize("text", ["否", "×", "0", "N", "无", "F", "x", "no", "０", "✗"])
def test_signs_of_no(text: str) -> None:
    assert read_boolean(text) == Reading(False)


@pytest.mark.parametrize(
    ("text", "code"),
    [("也许", "boolean_unclear"), ("2", "boolean_unclear"), ("#REF!", "formula_error")],
)
def test_any_other_sign_of_yes_or_no_is_named(text: str, code: str) -> None:
    assert read_boolean(text) == Reading(None, code)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("007", "007"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("００１２３", "00123"),
        ("6222 0212 3456 7890", "6222021234567890"),
        ("1000345234234223\t", "1000345234234223"),
        ("记-12", "记-12"),
        ("M 01", "M 01"),
        ("1E5", "1E5"),
        ("2024010222001412345678901000", "2024010222001412345678901000"),
    ],
)
def test_an_identifier_is_text_with_its_zeros(text: str, identifier: str) -> None:
    assert read_identifier(text) == read_identifier(text, key=True) == Reading(identifier)


@pytest.mark.parametrize("text", ["6.22E+18", "6.22e+18", "6.22E18", "6E+18"])
def test_a_number_in_scientific_notation_is_never_repaired(text: str) -> None:
    assert read_identifier(text) == Reading(text, warning="precision_lost")
    assert read_id_number(text) == Reading(text, warning="precision_lost")


def test_a_key_that_lost_its_digits_identifies_nothing() -> None:
    assert read_identifier("6.22E+18", key=True) == Reading(None, "precision_lost")


@pytest.mark.parametrize(
    "text", ["1234567890123000", "6222021234567890000", "202401022200141" + "0" * 13]
)
def test_a_long_number_ending_in_zeros_is_suspected(text: str) -> None:
    assert read_identifier(text) == Reading(text, warning="precision_suspect")


ID_NUMBERS = [
    # the example of GB 11643
    ("11010519491231002X", "11010519491231002X", ""),
    ("11010519491231002x", "11010519491231002X", ""),
    ("110105 19491231 002X", "11010519491231002X", ""),
    ("110105194912310021", "110105194912310021", "id_number_check"),
    ("110105491231002", "110105491231002", "id_number_old"),
    ("11010519491231002", "11010519491231002", "id_number_length"),
    ("110105194912310000", "110105194912310000", "precision_suspect"),
    ("E12345678", "E12345678", ""),
]


@pytest.mark.parametrize(("text", "number", "warning"), ID_NUMBERS)
def test_an_id_number_is_kept_with_what_is_odd_about_it(
    text: str, number: str, warning: str
) -> None:
    assert read_id_number(text) == Reading(number, warning=warning)


DANGEROUS = ["=cmd|' /C calc'!A0", "+86 10", "-关于", "@SUM(A1)", "<script>alert(1)</script>"]
DANGEROUS += ['金额" ; drop table t; --', "=1+1", "../../etc/passwd"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_text_is_kept_as_it_stands(text: str) -> None:
    assert read_text(text) == Reading(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\t=1+1\r", "=1+1"),
        (" 国庆合计 三次慰问 ", "国庆合计 三次慰问"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("'引文'", "'引文'"),
        ("全角（，）１", "全角（，）１"),
        ("探望", "探望"),
        ("#1楼", "#1楼"),
    ],
)
def test_a_text_is_trimmed_and_otherwise_as_typed(text: str, kept: str) -> None:
    assert read_text(text) == Reading(kept)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "/", "-----", "\u3000", "\ufeff"])
def test_nothing_is_nothing_for_every_reader(text: str) -> None:
    assert is_nothing(text)
    readers = (read_text, read_name, read_identifier, read_id_number, read_boolean, read_integer)
    assert all(reader(text) == NOTHING for reader in (*readers, read_decimal))


@pytest.mark.parametrize("text", ["0", "无", "-1", "- 无", "N/A", "#N/A", "—见附件", "."])
def test_something_is_not_nothing(text: str) -> None:
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("12.00", 12),
        ("-5", -5),
        ("12人", 12),
        ("3 张", 3),
        ("3月", 3),
        ("第3期", 3),
        ("2023年", 2023),
        ("12人次", 12),
    ],
)
def test_a_whole_number_may_carry_its_counting_word(text: str, number: int) -> None:
    assert read_integer(text) == Reading(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.5", "not_whole"),
        ("1,23", "number_format_unclear"),
        ("12,3456", "thousands_irregular"),
        ("十二", "not_a_number"),
        ("约12人", "number_format_unclear"),
        ("NaN", "not_finite"),
        ("9223372036854775808", "number_out_of_range"),
        ("#VALUE!", "formula_error"),
    ],
)
def test_a_whole_number_is_never_rounded_or_guessed(text: str, code: str) -> None:
    assert read_integer(text) == Reading(None, code)
    assert code in CODES


DECIMALS = [
    ("12.5", Reading(Decimal("12.5")), None),
    ("-3", Reading(Decimal("-3")), None),
    ("1,234.5678", Reading(Decimal("1234.5678")), None),
    ("1.50000", Reading(Decimal("1.5")), None),
    ("1.2E+02", Reading(Decimal("120"), warning="scientific_notation"), None),
    ("60%", Reading(None, "number_format_unclear"), Reading(Decimal("60"))),
    ("60 ％", Reading(None, "number_format_unclear"), Reading(Decimal("60"))),
    ("0.6%", Reading(None, "number_format_unclear"), Reading(Decimal("0.6"))),
    ("0.6", Reading(Decimal("0.6")), Reading(Decimal("0.6"), warning="percent_unclear")),
    ("1", Reading(Decimal("1")), Reading(Decimal("1"), warning="percent_unclear")),
    ("0", Reading(Decimal("0")), None),
    ("1.23456", Reading(None, "decimals_over_limit"), None),
    ("99999999999999.9999", Reading(Decimal("99999999999999.9999")), None),
    ("100000000000000", Reading(None, "number_out_of_range"), None),
    ("1.234,5", Reading(None, "number_format_unclear"), None),
    ("Inf", Reading(None, "not_finite"), None),
    ("优", Reading(None, "not_a_number"), None),
]


@pytest.mark.parametrize(("text", "plain", "percent"), DECIMALS)
def test_a_decimal_is_exact_and_a_percent_column_asks_for_its_sign(
    text: str, plain: Reading, percent: Reading | None
) -> None:
    assert read_decimal(text) == plain
    assert read_decimal(text, percent=True) == (percent or plain)


@given(st.integers(-(10**17), 10**17), st.integers(0, 4))
def test_any_decimal_within_its_places_is_read_back(coefficient: int, places: int) -> None:
    number = Decimal(coefficient).scaleb(-max(places, 4))
    assert read_decimal(f"{number:f}") == Reading(number)
    assert read_decimal(f"{number:,f}") == Reading(number)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_any_integer_of_the_store_is_read_back(number: int) -> None:
    assert read_integer(str(number)) == read_integer(f"{number:,}") == Reading(number)


def test_headers_are_compared_without_width_blanks_and_case() -> None:
    assert squash(" 金 额（元） ") == squash("金额(元)") == "金额(元)"
    assert squash("Ａmount\u200b\n") == "amount"


@given(st.text())
def test_no_text_raises_in_any_reader(text: str) -> None:
    readers = (read_text, read_name, read_identifier, read_id_number, read_boolean, read_integer)
    for reader in (*readers, read_decimal):
        reading = reader(text)
        assert reading.code in CODES or not reading.code
        assert reading.warning in CODES or not reading.warning
        assert reading.value is None or not reading.code
    assert squash(f" {text}\u3000") == squash(text)


def test_a_problem_reads_as_one_chinese_sentence_with_what_to_do() -> None:
    found = problem("amount_over_two_places", ROW, 7, "金额", "10.005")
    assert found.message == (
        "第7行「金额」：“10.005”金额超过两位小数。不足一分的金额不能入账，请改为两位小数。"
    )
