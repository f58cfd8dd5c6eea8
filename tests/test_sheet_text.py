"""Texts → records: encodings, delimiters, quotes and physical lines (formats.md §1 and §2)."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import delimited
from openbooks.delimited import Dialect
from openbooks.table import UNPAIRED
from tests.sheet_kit import cells, codes, read, refusal, table

DUES = "姓名,金额\n张三,10.00\n李四䶮,20.50\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (DUES.encode(), "utf-8"),
        (DUES.encode("utf-8-sig"), "utf-8-sig"),
        (DUES.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + DUES.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + DUES.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_each_encoding_gives_the_same_cells(content: bytes, encoding: str) -> None:
    source = read(content)
    assert source.encoding == encoding
    assert source.tables[0].header == ("姓名", "金额")
    assert cells(source.tables[0]) == [("张三", "10.00"), ("李四䶮", "20.50")]


def test_four_byte_characters_of_gb18030_are_kept() -> None:
    found = table("姓名,金额\n𬭎䶮㐀,1\n".encode("gb18030"))
    assert cells(found) == [("𬭎䶮㐀", "1")]


def test_latin_1_is_refused_and_never_guessed() -> None:
    assert refusal("name,amount\ncafé,1\nnaïve,2\n".encode("latin-1")) == "encoding_unknown"


def test_utf8_with_a_bad_byte_is_refused_and_never_read_as_gb18030() -> None:
    content = ("姓名,备注\n" + "张三丰年,甲乙丙丁\n" * 20).encode() + b"\xe5\xbc,\n"
    with_pair = content.replace(b"\xe5\xbc,\n", b"\xe5\xbc\xa0\xb4\xba,\n")
    assert refusal(with_pair) == "encoding_unknown"


def test_utf16_without_a_mark_is_binary_content() -> None:
    assert refusal("姓名,a\n张三,1\n".encode("utf-16-le")) == "nul_bytes"


def test_a_nul_byte_refuses_the_file() -> None:
    assert refusal("姓名,金额\n张\0三,1\n") == "nul_bytes"
    assert refusal(b"\xff\xfe" + "姓名,金额\n张\0三,1\n".encode("utf-16-le")) == "nul_bytes"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_inside_a_character_loses_its_last_record_only(encoding: str) -> None:
    found = table("姓名,金额\n张三,1\n李四,2\n王五,三".encode(encoding)[:-1])
    assert cells(found) == [("张三", "1"), ("李四", "2")]
    assert codes(found) == [(4, "row", "torn_line")]
    assert [record.line for record in found.unread] == [4]


def test_a_last_line_without_end_and_with_fewer_cells_is_kept_with_a_warning() -> None:
    found = table("姓名,部门,金额\n张三,甲,1\n李四,乙")
    assert cells(found) == [("张三", "甲", "1"), ("李四", "乙", "")]
    assert codes(found) == [(3, "warn", "torn_line")]
    assert codes(table("姓名,部门,金额\n张三,甲,1\n李四,乙,2")) == []


def test_a_replacement_character_is_a_warning_with_its_line() -> None:
    found = table("姓名,金额\n张三,1\n李\ufffd,2\n")
    assert codes(found) == [(3, "warn", "text_damaged")]
    assert found.problems[0].column == "姓名"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    source = read(delimiter.join(("姓名", "金额", "备注")) + "\n张三,10;5".replace(",", delimiter))
    assert source.delimiter == delimiter
    assert source.kind == ("tsv" if delimiter == "\t" else "csv")


def test_decimal_commas_do_not_outvote_the_semicolons_of_the_header() -> None:
    found = table("姓名;应缴;实缴\n张三;1,5;2,5\n李四;3,5;4,5\n王五;1,0;2,0\n")
    assert found.header == ("姓名", "应缴", "实缴")
    assert cells(found)[0] == ("张三", "1,5", "2,5")


def test_commas_in_texts_do_not_outvote_the_pipes() -> None:
    found = table("编号|名称|备注\n1|甲,乙|a,b,c\n2|丙,丁|d,e,f\n")
    assert cells(found) == [("1", "甲,乙", "a,b,c"), ("2", "丙,丁", "d,e,f")]


def test_quoted_cells_keep_delimiters_quotes_and_line_breaks() -> None:
    found = table('姓名,金额,备注\n张三,10,"说""好""了, 见\r\n附件"\n李四,20,x\n')
    assert cells(found) == [("张三", "10", '说"好"了, 见\r\n附件'), ("李四", "20", "x")]
    assert [record.line for record in found.records] == [2, 4]


def test_cr_lf_and_crlf_each_end_a_line_inside_quotes_too() -> None:
    found = table('姓名,备注\r张三,"一\r二\n三\r\n四"\n李四,a\r\n王五,b\r')
    assert [record.line for record in found.records] == [2, 6, 7]


def test_a_quote_inside_a_cell_is_text() -> None:
    found = table('姓名,金额,备注\n张三,10,5" 显示器\n李四,20,"迎春杯"比赛\n王五,30,点"赞"\n')
    assert [row[2] for row in cells(found)] == ['5" 显示器', '"迎春杯"比赛', '点"赞"']
    assert found.unread == ()


def test_an_unclosed_quote_refuses_its_row_and_not_the_rest_of_the_file() -> None:
    rows = "".join(f"人{number},{number},\n" for number in range(3, 300))
    found = table('姓名,金额,备注\n张三,9,"x\n' + rows)
    assert codes(found) == [(2, "row", "quote_unclosed")]
    assert found.unread[0].cells == ("张三", "9", '"x')
    assert found.rows == 297
    assert found.records[0].line == 3


def test_an_unclosed_quote_that_meets_a_stray_one_does_not_swallow_the_lines_between() -> None:
    found = table('姓名,金额,备注\n张三,9,"x\n李四,1,y\n王五,2,z"\n赵六,3,w\n')
    assert codes(found) == [(2, "row", "quote_unclosed")]
    assert [record.line for record in found.records] == [3, 4, 5]
    assert found.records[1].cells == ("王五", "2", 'z"')


def test_pipes_with_unpaired_quotes_are_read_without_quoting() -> None:
    found = table('编号|名称|数\n1|"BA\' MEMBERS|5\n2|"A"|6\n3|x|7\n')
    assert cells(found) == [("1", "\"BA' MEMBERS", "5"), ("2", '"A"', "6"), ("3", "x", "7")]


def test_blanks_behind_a_closing_quote_do_not_spoil_the_row() -> None:
    found = table('日期,单号,金额\n2023-01-02,"3985734"\t,1\n')
    assert cells(found) == [("2023-01-02", "3985734\t", "1")]


def test_more_filled_cells_than_headers_refuse_the_row_and_empty_ones_do_not() -> None:
    found = table("姓名,金额\n张三,1,,\n李四,2,多\n王五\n赵六,4\n")
    assert cells(found) == [("张三", "1"), ("王五", ""), ("赵六", "4")]
    assert codes(found) == [(3, "row", "column_count"), (4, "warn", "cells_missing")]
    assert found.unread[0].cells == ("李四", "2", "多")


def test_a_row_that_lost_a_delimiter_is_refused_and_one_that_ends_early_is_kept_with_a_warning() -> None:
    head = (
        "日期,摘要,部门,金额\n2024-03-01,花,甲,10.00\n2024-03-02,纸,乙,20.00\n"
        "2024-03-03,笔,乙,5.00\n2024-03-03,本,甲,6.00\n"
    )
    found = table(head + "2024-03-04水,丙,30.00\n2024-03-05,茶\n2024-03-06,糖,40.00\n")
    assert codes(found) == [
        (6, "row", "cells_shifted"), (7, "warn", "cells_missing"), (8, "warn", "cells_missing"),
    ]
    assert "表头 4 列，本行 3 列" in found.problems[0].message
    assert [record.line for record in found.unread] == [6]


def test_short_rows_are_nothing_to_say_where_most_rows_are_short() -> None:
    found = table("姓名,金额,备注\n张三,1\n李四,2\n王五,3,补\n赵六,4\n")
    assert codes(found) == []
    assert found.rows == 4


def test_an_amount_that_lost_digits_at_the_end_of_the_file_is_refused() -> None:
    head = "姓名,金额\n张三,10.00\n李四,20.00\n"
    assert codes(table(head + "王五,15.5")) == [(4, "row", "torn_line")]
    assert codes(table(head + "王五,15")) == [(4, "row", "torn_line")]
    assert codes(table(head + "王五,15.50")) == codes(table(head + "王五,15.5\n")) == []
    assert codes(table("姓名,金额\n张三,10\n李四,20.5\n王五,1")) == []


TEXTS = st.text(alphabet='ab" ,\n\r;|', max_size=6)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_a_writer_of_rfc_4180_quotes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.StringIO(out.getvalue(), newline="")
    found = [(list(cells), fault) for _, cells, fault in delimited.records(lines, Dialect(","))]
    assert found == [(row, "") for row in rows]


@given(st.text(alphabet='ab",\n\r', max_size=40))
def test_physical_lines_are_never_lost_or_read_twice(text: str) -> None:
    lines = list(io.StringIO(text, newline=""))
    found = list(delimited.records(lines, Dialect(",", width=2)))
    starts = [line for line, _, _ in found]
    assert starts == sorted(set(starts))
    assert starts[:1] == [1][: len(lines)]
    ends = [*starts[1:], len(lines) + 1][: len(starts)]
    for (start, cells_, fault), following in zip(found, ends, strict=True):
        own = lines[start - 1 : following - 1]
        assert len(own) == 1 or not fault
        quoteless = "".join(own).replace('"', "").rstrip("\r\n")
        assert ",".join(cells_).replace('"', "").rstrip("\r\n") == quoteless
        assert fault in ("", UNPAIRED)
