"""What leaves a page as a table or a file: nothing that a browser or a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.query import Result
from openbooks.statement import OutputColumn
from openbooks.ui import plain
from openbooks.ui_table import csv_of, heading_of, text_of

COLUMNS = (
    OutputColumn("summary", "text", "", "摘要"),
    OutputColumn("amount_fen", "money", "分", "金额"),
    OutputColumn("share", "share", "%", "收缴率"),
    OutputColumn("per_person", "ratio", "分/人", "人均"),
    OutputColumn("persons", "integer", "人", "人数"),
    OutputColumn("day", "date", "", "日期"),
    OutputColumn("signed", "boolean", "", "签收"),
    OutputColumn("hours", "decimal", "小时", "时长"),
)


def answer(rows: list[tuple[object, ...]]) -> Result:
    names = [column.name for column in COLUMNS]
    frame = pd.DataFrame(rows, columns=names, dtype="object")
    return Result("dues_rate", 1, COLUMNS, frame, "select 1")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_file_opens_in_office_programs_with_its_units_in_the_head() -> None:
    content = csv_of(answer([
        ("收会费", 123_450, 0.9875, 5_000.0, 1480, date(2025, 3, 1), True, Decimal("1.5")),
        ("", pd.NA, float("nan"), float("nan"), None, None, None, None),
    ]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content) == [
        ["摘要", "金额（元）", "收缴率（%）", "人均（元/人）", "人数", "日期", "签收", "时长"],
        ["收会费", "1234.50", "98.7500", "50.0000", "1480", "2025-03-01", "是", "1.5"],
        ["", "", "", "", "", "", "", ""],
    ]


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", "　＠x"]
)
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    cell = read(csv_of(answer([(text, -5, -0.5, None, -3, None, None, None)])))[1]
    assert cell[0].startswith("'")
    assert cell[1] == "-0.05" and cell[4] == "-3", "numbers stay numbers"


def test_cells_say_what_is_missing_and_headings_say_units() -> None:
    money, rate, ratio = COLUMNS[1], COLUMNS[2], COLUMNS[3]
    assert [text_of(None, column) for column in (money, rate, ratio)] == [
        "未填报", "不适用", "不适用",
    ]
    assert text_of(None, COLUMNS[0]) == "—"
    assert text_of(1480, COLUMNS[4]) == "1,480"
    assert text_of(5_050.0, ratio) == "50.50"
    assert [heading_of(column) for column in (money, ratio, COLUMNS[7])] == [
        "金额（元）", "人均（元/人）", "时长",
    ]


@given(st.text(max_size=60))
def test_a_text_of_the_books_is_no_markup(text: str) -> None:
    escaped = plain(text)
    bare = re.sub(r"\\(.)", "", escaped)
    assert not re.search(r"[\[\]()<>*_`~$#!|]", bare)
    assert not re.search(r":(?=[\w/])", escaped)
    assert escaped.replace("\\", "").replace("\u2060", "") == (
        text.replace("\\", "").replace("\u2060", "")
    )


def test_an_image_an_icon_and_an_address_are_only_text() -> None:
    assert plain("![x](http://a.b/c.png)").startswith("\\!\\[x\\]\\(http:\u2060//")
    assert plain(":material/home:") == ":\u2060material/home:"
    assert plain(":red[x]") == ":\u2060red\\[x\\]"
