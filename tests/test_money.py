"""Every form of formats.md §3 that is a matter of one cell has exactly one outcome.

Its rows about more than one cell (a pair of 借 and 贷, 红字 in 摘要) belong to whoever reads rows.
"""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from timeit import timeit

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openbooks.capitals import read_capitals
from openbooks.codes import CODES
from openbooks.money import (
    PLAIN_MONEY,
    exact_sum,
    read_money,
    read_number,
    wan,
    yuan,
    yuan_grouped,
)
from openbooks.reading import NOTHING, Reading

REAL = Path(__file__).parents[1].parent / "shared" / "real"

AMOUNTS = [
    ("1234.5", 123450),
    ("1,234.50", 123450),
    ("1，234.50", 123450),
    ("１２３４．５０", 123450),
    ("￥1234", 123400),
    ("¥1234", 123400),
    ("1234.5元", 123450),
    ("1,234.50 元", 123450),
    ("1200元整", 120000),
    ("RMB 1234", 123400),
    ("rmb1234", 123400),
    ("1234RMB", 123400),
    ("人民币1234", 123400),
    ("人民币￥1,234.50元", 123450),
    ("CNY 123.18", 12318),
    ("CNY13.50", 1350),
    ("8,000.00(CN)", 800000),
    ("-3.90(CN)", -390),
    ("12.5万", 12500000),
    ("12.5万元", 12500000),
    ("0.000001万", 1),
    ("1.2亿", 12000000000),
    ("(1,234.50)", -123450),
    ("（1,234.50）", -123450),
    ("￥(1,234.50)", -123450),
    ("(￥1,234.50)", -123450),
    ("(1,234.50)元", -123450),
    ("(1,234.50元)", -123450),
    ("-1,234.50", -123450),
    ("－1234.50", -123450),
    ("−1234.50", -123450),
    ("–1234.50", -123450),
    ("-￥5", -500),
    ("￥-5", -500),
    ("- 100.00", -10000),
    ("100-", -10000),
    ("100.50 -", -10050),
    ("+100", 10000),
    ("+10000.00", 1000000),
    ("0", 0),
    ("0.00", 0),
    ("-0.00", 0),
    ("\u00a0 100\t", 10000),
    ("500.00              \t", 50000),
    ("\u200b100\ufeff", 10000),
    ('="1234.50"', 123450),
    ("'1234.50", 123450),
    (".05", 5),
    ("100.", 10000),
    ("壹仟贰佰元整", 120000),
    ("人民币壹仟贰佰元整", 120000),
    ("10.0000", 1000),
    ("10.500", 1050),
    ("007", 700),
    ("1234567890123456", 123456789012345600),
    ("750,200,150,100", 75020015010000),
]

SIDES = [
    ("100 借", 10000, "借"),
    ("100贷", 10000, "贷"),
    ("100CR", 10000, "贷"),
    ("100 DR", 10000, "借"),
    ("100 dr.", 10000, "借"),
    ("借 1,234.50", 123450, "借"),
    ("贷：100", 10000, "贷"),
    ("-100借", -10000, "借"),
    ("0.00平", 0, "平"),
]

EMPTY = ["", " ", "\t", "\u3000", "-", "—", "——", "/", "-----", "－", "／", " - ", "\\", "–"]

REFUSED = [
    ("壹仟二佰元", "capital_amount_unclear"),
    ("壹仟伍元", "capital_amount_unclear"),
    ("壹仟贰佰", "capital_amount_unclear"),
    ("10.005", "amount_over_two_places"),
    ("0.001", "amount_over_two_places"),
    ("12.3456789万", "amount_over_two_places"),
    ("1E-3", "amount_over_two_places"),
    ("1.234,50", "number_format_unclear"),
    ("1,23", "number_format_unclear"),
    ("0,500", "number_format_unclear"),
    ("1 234.50", "number_format_unclear"),
    ("10²", "number_format_unclear"),
    ("①", "not_a_number"),
    ("100-200", "number_format_unclear"),
    ("(-100)", "number_format_unclear"),
    ("--100", "number_format_unclear"),
    ("-100-", "number_format_unclear"),
    ("(100", "number_format_unclear"),
    ("100)", "number_format_unclear"),
    ("借100贷", "number_format_unclear"),
    ("60%", "number_format_unclear"),
    ("2023-03-05", "number_format_unclear"),
    ("1" * 5000, "number_format_unclear"),
    ("12,3456.00", "thousands_irregular"),
    ("1,2345", "thousands_irregular"),
    ("1,23.00", "thousands_irregular"),
    ("#REF!", "formula_error"),
    ("#N/A", "formula_error"),
    ("#VALUE!", "formula_error"),
    ("#####", "formula_error"),
    ("#DIV/0!", "formula_error"),
    ("NaN", "not_finite"),
    ("Inf", "not_finite"),
    ("-Infinity", "not_finite"),
    ("1e400", "not_finite"),
    ("1e99999999999999999999999", "not_finite"),
    ("131.77(已退款89.84)", "amount_with_note"),
    ("468.32(已全额退款)", "amount_with_note"),
    ("200元/人", "amount_with_note"),
    ("$5", "foreign_currency"),
    ("US$5", "foreign_currency"),
    ("HK$1,000.00", "foreign_currency"),
    ("£68,486.66", "foreign_currency"),
    ("JPY 1000.00", "foreign_currency"),
    ("1000.00 USD", "foreign_currency"),
    ("100美元", "foreign_currency"),
    ("12.00(US)", "foreign_currency"),
    ("12345678901234567", "amount_out_of_range"),
    ("6.22E+18", "amount_out_of_range"),
    ("99999999999999999万", "amount_out_of_range"),
    ("免交", "not_a_number"),
    ("N/A", "not_a_number"),
    ("xx,yyyy.zz", "not_a_number"),
]


@pytest.mark.parametrize(("text", "fen"), AMOUNTS)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert read_money(text) == Reading(fen)


@pytest.mark.parametrize(("text", "fen", "side"), SIDES)
def test_an_amount_may_name_its_side(text: str, fen: int, side: str) -> None:
    assert read_money(text) == Reading(fen, side=side)


@pytest.mark.parametrize("text", EMPTY)
def test_strokes_and_blanks_are_empty_and_not_zero(text: str) -> None:
    assert read_money(text) == NOTHING
    assert read_money(text, 10_000) == NOTHING
    assert read_number(text) == NOTHING


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_cannot_be_read_exactly_is_named(text: str, code: str) -> None:
    assert read_money(text) == Reading(None, code)
    assert code in CODES


def test_scientific_notation_is_read_with_a_warning() -> None:
    assert read_money("1.2E+04") == Reading(1200000, warning="scientific_notation")
    assert read_money("1.2e4") == Reading(1200000, warning="scientific_notation")
    assert "scientific_notation" in CODES


IN_WAN = [
    ("12.5", Reading(12500000)),
    ("12.345678", Reading(12345678)),
    ("￥1,234.5", Reading(1234500000)),
    ("-0.000001", Reading(-1)),
    ("12.3456789", Reading(None, "amount_over_two_places")),
    ("12.5万", Reading(None, "unit_given_twice")),
    ("12.5元", Reading(None, "unit_given_twice")),
    ("壹仟贰佰元整", Reading(None, "unit_given_twice")),
    ("1,000,000,000,000", Reading(None, "amount_out_of_range")),
    ("99999999999999", Reading(None, "amount_out_of_range")),
]


@pytest.mark.parametrize(("text", "reading"), IN_WAN)
def test_a_header_in_wan_scales_exactly_and_allows_no_second_unit(
    text: str, reading: Reading
) -> None:
    assert read_money(text, scale=10_000) == reading


CAPITALS = [
    # the examples of 《正确填写票据和结算凭证的基本规定》
    ("壹仟肆佰零玖元伍角", 140950),
    ("陆仟零柒元壹角肆分", 600714),
    ("壹仟陆佰捌拾元零叁角贰分", 168032),
    ("壹仟陆佰捌拾元叁角贰分", 168032),
    ("壹拾万柒仟元零伍角叁分", 10700053),
    ("壹拾万零柒仟元伍角叁分", 10700053),
    ("壹万陆仟肆佰零玖元零贰分", 1640902),
    ("叁佰贰拾伍元零肆分", 32504),
    # other hands
    ("貳拾圓整", 2000),
    ("拾伍元", 1500),
    ("伍角", 50),
    ("零元整", 0),
    ("壹佰元零角零分", 10000),
    ("负叁元", -300),
    ("一千二百元整", 120000),
    ("两百元", 20000),
    ("壹亿零伍万元", 10005000000),
    # twice readable, or no amount
    ("壹亿伍万元", None),
    ("壹仟零贰佰元", None),
    ("壹佰伍元", None),
    ("佰贰元", None),
    ("壹万拾元", None),
    ("贰壹元", None),
    ("万元", None),
    ("元", None),
    ("整", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "fen"), CAPITALS)
def test_capitals_are_read_only_when_they_can_be_read_one_way(text: str, fen: int | None) -> None:
    assert read_capitals(text) == fen


def spelled(yuan_amount: int) -> str:
    """The whole amount in capitals with 零 for each run of empty places inside the number."""
    digits, units, words = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ""
    sections = [yuan_amount // 10**power % 10_000 for power in (8, 4, 0)]
    zero = False
    for section, name in zip(sections, ("亿", "万", ""), strict=True):
        for place in (3, 2, 1, 0):
            digit = section // 10**place % 10
            if not digit:
                zero = bool(words)
                continue
            words += ("零" if zero else "") + digits[digit] + units[place]
            zero = False
        words += name if section else ""
    return words + "元"


@given(st.integers(1, 999_999_999_999))
@example(100_000_000)
@example(100_050_000)
@example(1_000_000_001)
def test_capitals_give_back_the_amount_that_they_spell(amount: int) -> None:
    assert read_money(spelled(amount) + "整") == Reading(amount * 100)


fens = st.integers(-(10**18) + 1, 10**18 - 1)
full_width = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")


@given(fens, st.data())
def test_any_fen_survives_its_many_spellings(fen: int, data: st.DataObject) -> None:
    minus = fen < 0
    number = (yuan_grouped if data.draw(st.booleans()) else yuan)(abs(fen))
    if fen % 100 == 0 and data.draw(st.booleans()):
        number = number.removesuffix(".00")
    number += data.draw(st.sampled_from(["", "元", "RMB", " CNY", " 元"]))
    number = data.draw(st.sampled_from(["", "￥", "¥", "RMB ", "CNY", "人民币", "￥ "])) + number
    if minus:
        shape = data.draw(st.sampled_from(["-{}", "({})", "{}-", "−{}"]))
        number = shape.format(number)
    if data.draw(st.booleans()):
        number = number.translate(full_width)
    blank = data.draw(st.sampled_from(["", " ", "\t", "\u00a0", "\u3000"]))
    assert read_money(blank + number + blank) == Reading(fen)


@given(fens)
def test_any_fen_survives_as_wan(fen: int) -> None:
    in_wan = Decimal(fen).scaleb(-6)
    assert read_money(f"{in_wan:f}", scale=10_000) == Reading(fen)
    assert read_money(f"{in_wan:f}万") == Reading(fen)


@given(st.integers(0, 10**14), st.integers(1, 999), st.integers(1, 20))
def test_a_third_decimal_is_a_problem_and_never_a_rounding(
    whole: int, tail: int, zeros: int
) -> None:
    text = f"{whole}.00{tail:03d}".rstrip("0")
    assert read_money(text) == Reading(None, "amount_over_two_places")
    assert read_money(text + "0" * zeros) == Reading(None, "amount_over_two_places")


wild = st.one_of(
    st.text(),
    st.text("0123456789.,-+()%￥¥元万亿借贷eEx 零壹贰拾佰仟圆角分'\"=#CNYRMB（），。", max_size=20),
)


@given(wild, st.sampled_from([1, 1000, 10_000]))
@example("1E999999999", 1)
@example("." * 70, 1)
@example('=""', 1)
def test_no_text_raises_and_money_is_whole_or_named(text: str, scale: int) -> None:
    reading = read_money(text, scale)
    if reading.value is None:
        assert reading.code == "" or reading.code in CODES
        assert reading.warning == reading.side == ""
    else:
        assert type(reading.value) is int
        assert abs(reading.value) < 10**18
        assert reading.code == ""
        assert reading.warning in ("", "scientific_notation")


@given(st.from_regex(re.compile(PLAIN_MONEY, re.ASCII), fullmatch=True))
def test_what_sql_may_cast_reads_the_same_here(text: str) -> None:
    assert read_money(text) == Reading(int(Decimal(text) * 100))


def test_sql_takes_the_plain_form_and_casts_it_to_the_same_fen() -> None:
    texts = [text for text, _ in AMOUNTS] + [text for text, _ in REFUSED] + EMPTY
    connection = duckdb.connect()
    rows = connection.execute(
        "select text, (try_cast(text as decimal(18, 2)) * 100)::bigint"
        " from (select unnest($texts) as text) where regexp_full_match(text, $plain)",
        {"texts": texts, "plain": PLAIN_MONEY},
    ).fetchall()
    assert {text for text, _ in rows} >= {"1234.5", "0.00", "-0.00", "007"}
    assert all(read_money(text) == Reading(fen) for text, fen in rows)


def test_fen_are_written_in_yuan_and_wan() -> None:
    assert [yuan(fen) for fen in (0, 5, -5, 123450, -123450)] == [
        "0.00",
        "0.05",
        "-0.05",
        "1234.50",
        "-1234.50",
    ]
    assert yuan_grouped(107276003181) == "1,072,760,031.81"
    assert yuan_grouped(-100000) == "-1,000.00"
    assert [wan(fen) for fen in (0, -4, 123450, 15000, 25000, 1234567890)] == [
        "0.00",
        "0.00",
        "0.12",
        "0.02",
        "0.03",
        "1234.57",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("131.77(已退款89.84)", "131.77"),
        ("8,000.00(CN)", "8000.00"),
        ("CNY 123.18", "123.18"),
        ("CNY13.50", "13.50"),
        ("750,200,150,100", "750200150100"),
        ("+10000.00", "10000.00"),
        ("$ 50.85", "50.85"),
        ("£68,486.66", "68486.66"),
        ("￥1,234.50", "1234.50"),
        (" 24.00              \t", "24.00"),
        ("１２．５", "12.5"),
        ("10.005", "10.005"),
        ("-.5", "-0.5"),
    ],
)
def test_inspect_reads_numbers_leniently(text: str, number: str) -> None:
    assert read_number(text) == Reading(Decimal(number))


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Inf",
        "1.87%",
        "VARIES",
        "N/A",
        "$24.50/$2.50",
        "$NA",
        "%",
        "-0-",
        "xx,yyyy.zz",
        "1e400",
        "1.2.3",
        "#REF!",
        "JPY 1000.00",
        "8 (retirees only)",
        "9" * 400,
    ],
)
def test_inspect_counts_as_text_what_is_no_number(text: str) -> None:
    assert read_number(text) == Reading(None, "not_a_number")


def test_a_sign_without_a_number_is_empty_in_inspect() -> None:
    assert read_number("$ ") == read_number("￥") == NOTHING


@given(wild)
def test_no_text_raises_in_inspect_and_numbers_are_finite(text: str) -> None:
    reading = read_number(text)
    assert reading.value is None or reading.value.is_finite()


def test_sums_are_exact_beyond_the_digits_of_a_context() -> None:
    numbers = [Decimal("1E+60"), Decimal("0.01"), Decimal("-1E+60")]
    assert sum(numbers) != Decimal("0.01")
    assert exact_sum(numbers) == Decimal("0.01")
    assert exact_sum([]) == 0


def test_dirty_forms_are_read_in_microseconds() -> None:
    # Twenty times the time measured: this finds a lost fast path, not a slow machine.
    seconds = min(timeit(lambda: read_money("￥1,234.50"), number=1000) for _ in range(5))
    assert seconds / 1000 < 30e-6


def real_tables() -> list[tuple[str, dict]]:
    if not REAL.is_dir():
        return []
    files = json.loads((REAL / "controls.json").read_text("utf-8"))["files"]
    return [
        (name, facts)
        for name, facts in files.items()
        # The payments files have shifted fields: which cell is whose is not a matter of one cell.
        if facts["format"] == "csv"
        and facts.get("sums")
        and facts.get("header_record_index") is not None
        and "payments_50" not in name
    ]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files (../shared/real) are not here")
@pytest.mark.parametrize(("name", "facts"), real_tables(), ids=[name for name, _ in real_tables()])
def test_sums_of_real_columns_agree_with_their_controls(name: str, facts: dict) -> None:
    encoding = "utf-8-sig" if facts["encoding"] == "ascii" else facts["encoding"]
    delimiter = {"TAB": "\t"}.get(facts["delimiter"], facts["delimiter"])
    text = (REAL / name).read_bytes().decode(encoding)
    quoting = csv.QUOTE_MINIMAL if facts["quote"] else csv.QUOTE_NONE
    records = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, quoting=quoting))
    header = [" ".join(cell.split()) for cell in facts["header"]]
    footers = len(facts["footer_rows"])
    rows = [row for row in records[facts["header_record_index"] + 1 :] if "".join(row).strip()]
    rows = rows[: len(rows) - footers]
    for column, control in facts["sums"].items():
        at = header.index(" ".join(column.split()))
        readings = [read_number(row[at]) for row in rows if len(row) > at]
        numbers = [reading.value for reading in readings if reading.value is not None]
        assert exact_sum(numbers) == Decimal(control["sum"]), column
        assert len(numbers) == control["nonblank"], column
        words = sum(1 for reading in readings if reading.code)
        assert words == control.get("not_numeric", 0), column
