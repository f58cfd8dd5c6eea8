"""Every form of formats.md §4 has exactly one outcome; the days after today are judged by rows."""

from __future__ import annotations

import re
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from openbooks.clock import read_clock
from openbooks.codes import CODES
from openbooks.dates import (
    PLAIN_DATE,
    PLAIN_MONTH,
    gives_no_year,
    read_date,
    read_date_column,
    read_month,
    read_period,
    read_time,
)
from openbooks.reading import NOTHING, Reading

FIFTH = date(2023, 3, 5)
SHORT = "year_two_digits"


def refused(code: str) -> Reading:
    assert code in CODES
    return Reading(None, code)


# text, outcome without a year of the file, outcome in a file of 2023 (None: the same)
DAYS = [
    ("2023-03-05", Reading(FIFTH), None),
    ("2023/3/5", Reading(FIFTH), None),
    ("2023-03-05-10.22.15", Reading(FIFTH), None),
    ("2023-03-05-10.22.15.123456", Reading(FIFTH), None),
    ("2023-03-05-25.22.15", refused("date_unclear"), None),
    ("2023.3.5", Reading(FIFTH), None),
    ("20230305", Reading(FIFTH), None),
    ("2023年3月5日", Reading(FIFTH), None),
    ("2023年03月05号", Reading(FIFTH), None),
    ("2023 年 3 月 5 日", Reading(FIFTH), None),
    (" 2023-03-05\t", Reading(FIFTH), None),
    ("２０２３－０３－０５", Reading(FIFTH), None),
    ('="2023-03-05"', Reading(FIFTH), None),
    ("'2023-03-05", Reading(FIFTH), None),
    ("2023-03-05 00:00:00", Reading(FIFTH), None),
    ("2023-03-05 14:30", Reading(FIFTH), None),
    ("2023-03-05  14:30:00.000", Reading(FIFTH), None),
    ("2023-03-05T14:30:00+08:00", Reading(FIFTH), None),
    ("20230305143000", Reading(FIFTH), None),
    ("20230305 143000", Reading(FIFTH), None),
    ("2023年3月5日14时30分", Reading(FIFTH), None),
    ("2023年3月5日 星期日", Reading(FIFTH), None),
    ("2023/3/5（周日）下午2:30", Reading(FIFTH), None),
    ("5 March 2023", Reading(FIFTH), None),
    ("05-Mar-2023", Reading(FIFTH), None),
    ("Mar 5, 2023", Reading(FIFTH), None),
    ("25/03/2023", Reading(date(2023, 3, 25)), None),
    ("03/25/2023", Reading(date(2023, 3, 25)), None),
    ("05/05/2023", Reading(date(2023, 5, 5)), None),
    ("44990", Reading(FIFTH), None),
    ("44990.604166667", Reading(FIFTH), None),
    ("23-3-5", refused("year_unclear"), Reading(FIFTH, warning=SHORT)),
    ("23年3月5日", refused("year_unclear"), Reading(FIFTH, warning=SHORT)),
    ("05-Mar-23", refused("year_unclear"), Reading(FIFTH, warning=SHORT)),
    ("22-3-5", refused("year_unclear"), None),
    ("3/5/23", refused("year_unclear"), None),
    ("3月5日", refused("year_missing"), Reading(FIFTH)),
    ("03/05", refused("year_missing"), Reading(FIFTH)),
    ("3-5", refused("year_missing"), Reading(FIFTH)),
    ("3月5日 14:30", refused("year_missing"), Reading(FIFTH)),
    ("3.5", refused("year_missing"), Reading(FIFTH)),
    ("3.1", refused("date_unclear"), None),
    ("2月29日", refused("year_missing"), refused("date_not_exist")),
    ("2023年3月", refused("day_missing"), None),
    ("2023-03", refused("day_missing"), None),
    ("2023.1", refused("day_missing"), None),
    ("202303", refused("day_missing"), None),
    ("2023", refused("day_missing"), None),
    ("05/03/2023", refused("day_month_unclear"), None),
    ("3/5/2023", refused("day_month_unclear"), None),
    ("2023-02-30", refused("date_not_exist"), None),
    ("2023-13-01", refused("date_not_exist"), None),
    ("20231301", refused("date_not_exist"), None),
    ("13/13/2023", refused("date_not_exist"), None),
    ("0000-00-00", refused("date_invalid"), None),
    ("1900-01-00", refused("date_invalid"), None),
    ("0001-01-01", refused("date_invalid"), None),
    ("9999-12-31", refused("date_invalid"), None),
    ("长期", refused("date_invalid"), None),
    ("#VALUE!", refused("formula_error"), None),
    ("########", refused("formula_error"), None),
    # midnight in London is another day here
    ("2023-03-05T16:30:00Z", refused("date_unclear"), None),
    ("2023-03-05 星期一", refused("date_unclear"), None),
    ("2023-03-05 25:00", refused("date_unclear"), None),
    ("2023-03/05", refused("date_unclear"), None),
    ("2023-03-055", refused("date_unclear"), None),
    ("123456", refused("date_unclear"), None),
    ("99999", refused("date_unclear"), None),
    ("待定", refused("date_unclear"), None),
    ("9" * 5000, refused("date_unclear"), None),
    ("-", NOTHING, None),
    ("", NOTHING, None),
    ("/", NOTHING, None),
]


@pytest.mark.parametrize(("text", "alone", "in_2023"), DAYS)
def test_a_day_has_one_outcome(text: str, alone: Reading, in_2023: Reading | None) -> None:
    assert read_date(text) == alone
    assert read_date(text, years=(2023,)) == (in_2023 or alone)
    assert read_date(text, years=(2023, 2023)) == (in_2023 or alone)


def test_a_year_is_taken_from_the_file_only_when_it_has_exactly_one() -> None:
    assert read_date("3月5日", years=(2023, 2024)) == refused("year_missing")
    assert read_date("23-3-5", years=(2022, 2023)) == Reading(FIFTH, warning=SHORT)
    assert read_date("23-3-5", years=(2024,)) == refused("year_unclear")


def test_a_serial_number_follows_the_system_of_its_workbook() -> None:
    assert read_date("43528", date1904=True) == Reading(FIFTH)
    assert read_date("44990", date1904=False) == Reading(FIFTH)
    assert read_date("44990", date1904=None) == Reading(FIFTH, warning="date_serial")
    assert "date_serial" in CODES


def test_forever_is_empty_in_a_column_of_expiry_dates() -> None:
    assert read_date("长期", expiry=True) == NOTHING
    assert read_date("长期") == refused("date_invalid")


MONTHS = [
    ("2023年3月", Reading("2023-03"), None),
    ("2023-03", Reading("2023-03"), None),
    ("2023/3", Reading("2023-03"), None),
    ("2023.03", Reading("2023-03"), None),
    ("2023.10", Reading("2023-10"), None),
    ("2023.2", Reading("2023-02"), None),
    ("202303", Reading("2023-03"), None),
    ("2023年3月份", Reading("2023-03"), None),
    ("2023年第3期", Reading("2023-03"), None),
    ("2023-03-05", Reading("2023-03"), None),
    ("2023-03-01 00:00:00", Reading("2023-03"), None),
    ("２０２３年３月", Reading("2023-03"), None),
    ("Mar-2023", Reading("2023-03"), None),
    ("Mar-23", refused("year_unclear"), Reading("2023-03", warning=SHORT)),
    ("23年3月", refused("year_unclear"), Reading("2023-03", warning=SHORT)),
    ("23-03", refused("year_unclear"), Reading("2023-03", warning=SHORT)),
    ("3月", refused("year_missing"), Reading("2023-03")),
    ("三月", refused("year_missing"), Reading("2023-03")),
    ("十二月份", refused("year_missing"), Reading("2023-12")),
    ("3", refused("year_missing"), Reading("2023-03")),
    ("3月5日", refused("year_missing"), Reading("2023-03")),
    ("2023.1", refused("month_unclear"), None),
    ("2023", refused("month_missing"), None),
    ("2023年度", refused("month_missing"), None),
    ("2023-13", refused("date_not_exist"), None),
    ("2023-00", refused("date_invalid"), None),
    ("44990", refused("date_unclear"), None),
    ("上半年", refused("date_unclear"), None),
    ("#REF!", refused("formula_error"), None),
    ("—", NOTHING, None),
]


@pytest.mark.parametrize(("text", "alone", "in_2023"), MONTHS)
def test_a_month_has_one_outcome(text: str, alone: Reading, in_2023: Reading | None) -> None:
    assert read_month(text) == alone
    assert read_month(text, years=(2023,)) == (in_2023 or alone)


PERIODS = [
    ("2023上半年", Reading("2023-H1"), None),
    ("2023年下半年", Reading("2023-H2"), None),
    ("2023-H1", Reading("2023-H1"), None),
    ("2023年1-6月", Reading("2023-H1"), None),
    ("2023年7月—12月", Reading("2023-H2"), None),
    ("2023年1季度", Reading("2023-Q1"), None),
    ("2023年第一季度", Reading("2023-Q1"), None),
    ("2023Q1", Reading("2023-Q1"), None),
    ("2023-Q4", Reading("2023-Q4"), None),
    ("2023", Reading("2023"), None),
    ("2023年度", Reading("2023"), None),
    ("2023年1-12月", Reading("2023"), None),
    ("2023-03", Reading("2023-03"), None),
    ("2023年3月", Reading("2023-03"), None),
    ("一季度", refused("year_missing"), Reading("2023-Q1")),
    ("Q1", refused("year_missing"), Reading("2023-Q1")),
    ("上半年", refused("year_missing"), Reading("2023-H1")),
    ("全年", refused("year_missing"), Reading("2023")),
    ("3月", refused("year_missing"), Reading("2023-03")),
    ("3", refused("period_unclear"), None),
    ("2023年1-5月", refused("period_unclear"), None),
    ("五季度", refused("period_unclear"), None),
    ("2023.1", refused("month_unclear"), None),
    ("0000上半年", refused("date_invalid"), None),
    ("#N/A", refused("formula_error"), None),
    ("/", NOTHING, None),
]


@pytest.mark.parametrize(("text", "alone", "in_2023"), PERIODS)
def test_a_period_has_one_outcome(text: str, alone: Reading, in_2023: Reading | None) -> None:
    assert read_period(text) == alone
    assert read_period(text, years=(2023,)) == (in_2023 or alone)


TIMES = [
    ("2023-03-05 14:30", "2023-03-05 14:30:00", "14:30:00"),
    ("2024-12-30 17:16:02\t", "2024-12-30 17:16:02", "17:16:02"),
    ("2021-06-28 17:42:11.0", "2021-06-28 17:42:11", "17:42:11"),
    ("2023-03-05 00:00:00", "2023-03-05 00:00:00", "00:00:00"),
    ("2023-03-05", "2023-03-05", None),
    ("44990.604166667", "2023-03-05 14:30:00", "14:30:00"),
    ("14:30", "14:30:00", "14:30:00"),
    ("14：30：05", "14:30:05", "14:30:05"),
    ("下午2:30", "14:30:00", "14:30:00"),
    ("12:05 AM", "00:05:00", "00:05:00"),
    ("14时30分05秒", "14:30:05", "14:30:05"),
    ("151452", "15:14:52", "15:14:52"),
    ("80759", "08:07:59", "08:07:59"),
    ("0.604166666666667", "14:30:00", "14:30:00"),
    ("-", None, None),
]


@pytest.mark.parametrize(("text", "time", "clock"), TIMES)
def test_a_time_is_kept_in_time_columns(text: str, time: str | None, clock: str | None) -> None:
    assert read_time(text) == Reading(time)
    assert read_time(text, clock=True) == Reading(clock)


@pytest.mark.parametrize("text", ["1430", "25:00", "14:60", "下午14:30", "傍晚", "14:", "9" * 500])
def test_a_time_that_cannot_be_told_is_named(text: str) -> None:
    assert read_time(text) == refused("time_unclear")


def test_the_codes_of_days_hold_in_time_columns() -> None:
    assert read_time("2023-02-30 14:30") == refused("date_not_exist")
    assert read_time("3月5日 14:30") == refused("year_missing")
    assert read_time("3月5日 14:30", years=(2023,)) == Reading("2023-03-05 14:30:00")
    assert read_time("#REF!") == refused("formula_error")


def column(*texts: str) -> list[str]:
    return [str(reading.value or reading.code) for reading in read_date_column(texts, (2025,))]


def test_december_in_a_list_of_january_belongs_to_the_year_before() -> None:
    assert column("12/29", "12/30", "01/01", "", "01/03") == [
        "2024-12-29",
        "2024-12-30",
        "2025-01-01",
        "",
        "2025-01-03",
    ]
    moved, kept = read_date_column(["12/29", "12/30", "01/01"], (2025,))[1:]
    assert moved == Reading(date(2024, 12, 30), warning="year_before")
    assert kept == Reading(date(2025, 1, 1))
    assert column("1月3日", "1月1日", "12月30日", "12月29日") == [
        "2025-01-03",
        "2025-01-01",
        "2024-12-30",
        "2024-12-29",
    ]


def test_a_list_within_one_year_keeps_the_year_of_the_file() -> None:
    assert column("01/05", "03/05", "12/29") == ["2025-01-05", "2025-03-05", "2025-12-29"]
    assert column("12/29", "06/02", "01/05") == ["2025-12-29", "2025-06-02", "2025-01-05"]
    assert column("12/30", "12/29") == ["2025-12-30", "2025-12-29"]
    assert column("12/29") == ["2025-12-29"]
    assert column("03/05", "2024-12-29", "") == ["2025-03-05", "2024-12-29", ""]
    # by name, over the whole year
    assert column("12/05", "01/10", "06/01", "03/08") == [
        "2025-12-05",
        "2025-01-10",
        "2025-06-01",
        "2025-03-08",
    ]


def test_an_order_that_does_not_show_the_year_is_refused() -> None:
    assert column("12/29", "01/02") == ["year_missing", "2025-01-02"]
    assert column("01/02", "12/29") == ["2025-01-02", "year_missing"]
    assert column("01/02", "12/29", "02/03", "11/11") == [
        "2025-01-02",
        "year_missing",
        "2025-02-03",
        "year_missing",
    ]
    # more than a year in one list
    assert column("11/02", "12/30", "01/01", "11/20") == [
        "year_missing",
        "year_missing",
        "2025-01-01",
        "year_missing",
    ]


def test_a_list_without_one_year_of_the_file_stays_refused() -> None:
    assert read_date_column(["12/29", "01/02"], ()) == [refused("year_missing")] * 2
    assert read_date_column(["12/29", "01/02"], (2024, 2025)) == [refused("year_missing")] * 2


def test_a_day_without_a_year_is_told_from_other_days() -> None:
    assert all(map(gives_no_year, ["12/29", "3月5日", "03-05", "3月5日 14:30", "３/５"]))
    assert not any(map(gives_no_year, ["2023-03-05", "23-3-5", "2023/3", "3.1", "", "44990", "x"]))


days = st.dates(date(1930, 1, 1), date(2099, 12, 31))
FORMS = [
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y-%m-%d} 23:59:59",
    "{0:%Y-%m-%d}T00:00:00",
    "{0:%d-%b-%Y}",
]


@given(days, st.sampled_from(FORMS), st.booleans())
def test_any_day_survives_its_many_spellings(day: date, form: str, full_width: bool) -> None:
    text = form.format(day)
    if full_width:
        text = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert read_date(text) == Reading(day)
    assert read_month(text) == Reading(f"{day:%Y-%m}")


@given(days)
def test_any_day_survives_as_a_serial_number_of_either_system(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_date(str(serial)) == Reading(day)
    if serial - 1462 >= 10_000:
        assert read_date(str(serial - 1462), date1904=True) == Reading(day)


@given(days)
def test_a_day_without_a_year_takes_the_year_of_the_file(day: date) -> None:
    assert read_date(f"{day.month}月{day.day}日", (day.year,)) == Reading(day)
    assert read_date(f"{day:%m/%d}", (day.year,)) == Reading(day)


@given(st.integers(1, 170), st.integers(0, 170), st.integers(1, 60), st.booleans())
def test_a_sorted_list_over_new_year_is_dated_rightly(
    before: int, after: int, step: int, newest_first: bool
) -> None:
    new_year = date(2025, 1, 1)
    span = [new_year - timedelta(days) for days in range(before, 0, -step)]
    span += [new_year + timedelta(days) for days in range(0, after + 1, step)]
    assume(len(span) > 2)
    if newest_first:
        span.reverse()
    texts = [f"{day:%m/%d}" for day in span]
    assert [reading.value for reading in read_date_column(texts, (2025,))] == span


wild = st.one_of(
    st.text(),
    st.text(
        "0123456789-/.年月日号 :T上下午季度半QHq星期周一二三四五六长期JanMar()（）", max_size=24
    ),
)


@given(wild, st.sampled_from([(), (2023,), (2022, 2023)]), st.sampled_from([None, False, True]))
@example("第1", (2023,), None)
@example("00000", (), True)
def test_no_text_raises_and_every_outcome_is_a_value_or_named(
    text: str, years: tuple[int, ...], date1904: bool | None
) -> None:
    for reading in (
        read_date(text, years, date1904),
        read_time(text, years, date1904),
        read_time(text, years, date1904, clock=True),
        read_month(text, years),
        read_period(text, years),
        *read_date_column([text, "12/29", text], years, date1904),
    ):
        assert reading.code in CODES or not reading.code
        assert reading.warning in ("", "date_serial", "year_before", SHORT)
        assert reading.value is None or not reading.code
    month = read_month(text, years).value
    assert month is None or re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", month)
    period = read_period(text, years).value
    assert period is None or re.fullmatch(r"[0-9]{4}(-H[12]|-Q[1-4]|-[01][0-9])?", period)


@given(st.times())
def test_any_time_of_day_is_read_back(time: object) -> None:
    assert read_clock(f"{time:%H:%M:%S}") == read_clock(f"{time:%H%M%S}") == f"{time:%H:%M:%S}"


@given(st.from_regex(re.compile(PLAIN_DATE, re.ASCII), fullmatch=True))
def test_a_date_that_sql_may_cast_reads_the_same_here(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        # the cast fails as well, and the text comes here
        assert read_date(text).code in ("date_not_exist", "date_invalid")
    else:
        assert read_date(text) == Reading(day)


@given(st.from_regex(re.compile(PLAIN_MONTH, re.ASCII), fullmatch=True))
def test_a_month_that_sql_may_keep_reads_the_same_here(text: str) -> None:
    assert read_month(text) == Reading(text)


def test_sql_takes_the_plain_forms_and_reads_the_same() -> None:
    texts = [text for text, _, _ in DAYS + MONTHS]
    connection = duckdb.connect()
    cast = connection.execute(
        "select text, try_cast(text as date) from (select unnest($texts) as text)"
        " where regexp_full_match(text, $plain)",
        {"texts": texts, "plain": PLAIN_DATE},
    ).fetchall()
    assert {"2023-03-05", "2023-02-30"} <= {text for text, _ in cast}
    assert all(read_date(text).value == day for text, day in cast)
    kept = connection.execute(
        "select text from (select unnest($texts) as text) where regexp_full_match(text, $plain)",
        {"texts": texts, "plain": PLAIN_MONTH},
    ).fetchall()
    assert ("2023-03",) in kept
    assert all(read_month(text) == Reading(text) for (text,) in kept)
