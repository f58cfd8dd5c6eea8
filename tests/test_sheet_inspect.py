"""`inspect`: what stands in a file, with exact sums, without a ledger (design.md §8)."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openbooks import sheet
from tests.sheet_kit import read


def test_the_report_has_the_keys_of_the_command_line() -> None:
    source = read("会费表,,\n姓名,金额,备注\n张三,\"1,200.50\",x\n李四,-0.005,\n合计,1200.495,\n")
    report = json.loads(json.dumps(sheet.inspect(source), ensure_ascii=False))
    assert report["file"] == "台账.csv"
    assert (report["encoding"], report["delimiter"]) == ("utf-8", ",")
    assert report["sha256"] == source.sha256
    (table,) = report["tables"]
    assert (table["sheet"], table["header_line"], table["rows"]) == ("", 2, 2)
    assert table["columns"] == ["姓名", "金额", "备注"]
    assert table["dropped"] == [
        {"line": 1, "reason": "标题行"}, {"line": 2, "reason": "表头"},
        {"line": 5, "reason": "合计行"},
    ]
    assert table["sums"] == [
        {"column": "金额", "sum": "1200.495", "numeric": 2, "text": 0, "blank": 0}
    ]
    assert report["problems"] == []


def test_what_is_no_number_is_counted_and_never_zero() -> None:
    report = sheet.inspect(read("编号,数\na,1\nb,NaN\nc,-\nd,\ne,N/A\nf,￥2\ng,1e400\n"))
    (table,) = report["tables"]  # type: ignore[misc]
    assert table["sums"] == [{"column": "数", "sum": "3", "numeric": 2, "text": 3, "blank": 2}]


def test_ragged_rows_count_by_position_and_rows_of_unpaired_quotes_do_not_add() -> None:
    report = sheet.inspect(read('编号,数\na,1\nb,2,多\nc,4,\n"d,8\ne,16\n'))
    (table,) = report["tables"]  # type: ignore[misc]
    assert (table["rows"], table["unread"]) == (5, 2)
    assert table["sums"] == [{"column": "数", "sum": "23", "numeric": 4, "text": 0, "blank": 0}]
    assert [each["code"] for each in report["problems"]] == [  # type: ignore[attr-defined]
        "column_count", "quote_unclosed",
    ]


def test_problems_of_the_file_and_of_all_tables_are_listed() -> None:
    report = sheet.inspect(read("姓名,金额\n张三,1\n合计,2\n", "a.xlsx"))
    assert [each["code"] for each in report["problems"]] == [  # type: ignore[attr-defined]
        "format_mismatch", "total_mismatch",
    ]


@given(
    st.lists(
        st.decimals(
            min_value=-(10**18), max_value=10**18, allow_nan=False, allow_infinity=False, places=6
        ),
        min_size=1,
        max_size=30,
    )
)
def test_sums_are_exact_to_the_last_place(numbers: list[Decimal]) -> None:
    lines = "".join(f"{at},甲,{number:f}\n" for at, number in enumerate(numbers))
    report = sheet.inspect(read("序号,姓名,金额\n" + lines))
    found = {each["column"]: each["sum"] for each in report["tables"][0]["sums"]}  # type: ignore[index]
    millionths = sum(int(number.scaleb(6)) for number in numbers)
    assert Decimal(found["金额"]) * 10**6 == millionths
