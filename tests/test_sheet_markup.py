"""Web pages under the name of a workbook: their tables are read, or a sentence says why not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.sheet_kit import cells, read, reasons, refusal, table
from tests.test_sheet_refusal import _read_or_refused

PAGE = """<html xmlns:o="urn:office"><head><meta charset="gb2312"><title>导出</title>
<style>td {mso-number-format:General}</style></head><body><h3>清溪小学工会2024年3月会费</h3>
<table border=1><tr><th>姓&nbsp;名</th><th colspan=2>金额（元）</th><th rowspan=2>备注</th></tr>
<tr><th></th><th>应缴</th><th>实缴</th></tr>
<tr><td>张三<td>1,000.50<td>10<td>第一行<br>第二行
<tr><td> 李四 </td><td>20</td><td>&yen;20</td><td>&lt;b&gt;</td></tr>
<tr><td>合计</td><td>1020.50</td><td>30</td><td></td></tr></table>制表人：王五</body></html>"""


def test_a_page_under_the_name_of_a_workbook_is_read_with_a_warning() -> None:
    source = read(PAGE.encode("gb18030"), "会费.xls")
    assert (source.kind, source.encoding, source.delimiter) == ("html", "gb18030", "")
    assert [each.code for each in source.problems] == ["format_mismatch"]
    (found,) = source.tables
    assert found.titles == ((1, "清溪小学工会2024年3月会费"),)
    assert found.header == ("姓名", "金额（元）应缴", "金额（元）实缴", "备注")
    assert cells(found) == [
        ("张三", "1,000.50", "10", "第一行\n第二行"), ("李四", "20", "¥20", "<b>"),
    ]
    assert reasons(found) == {6: "合计行", 7: "空行", 8: "页脚"}
    assert read(PAGE, "会费.html").problems == ()


def test_tables_of_a_page_stand_below_each_other() -> None:
    first, second = read(
        "<table><tr><td>姓名<td>会费<tr><td>张三<td>10</table><p>支出</p>"
        "<table><tr><td>日期<td>摘要<td>金额<tr><td>2024-01-02<td>办公<td>7</table>", "a.xls"
    ).tables
    assert (first.rows, second.rows, second.titles) == (1, 1, ((4, "支出"),))
    assert first.read + second.read == 7


def test_a_cell_over_several_rows_has_its_value_in_the_first() -> None:
    found = table(
        "<table><tr><td>部门<td>姓名<td>会费<tr><td rowspan=2>语文组<td>张三<td>10<tr><td>李四<td>20"
        "<tr><td>数学组<td>王五<td>30</table>"
    )
    assert cells(found) == [("语文组", "张三", "10"), ("", "李四", "20"), ("数学组", "王五", "30")]


def test_a_page_without_a_table_and_other_markup_are_refused() -> None:
    for page in (
        "<html><body><form>请登录</form></body></html>", "<!DOCTYPE html><title>x</title>",
        "<?xml version='1.0'?><Workbook/>", "MIME-Version: 1.0\nContent-Type: multipart/related",
        "<table><tr><td>姓名<td>会费<tr><td>张三<td>1", "<table><tr><td>姓名</table><!-- ",
    ):
        assert refusal(page, "a.xls") == "format_mismatch"


def test_hostile_spans_and_unclosed_marks_take_neither_time_nor_memory() -> None:
    table("<table><tr><td>姓名<td colspan=99999999>会费<tr><td rowspan=99999999>张三<td>1</table>")
    assert refusal("<table>" + "<!--" * 500_000, "a.xls") == "format_mismatch"
    assert refusal("<table><tr><td>" * 100_000, "a.xls") == "format_mismatch"
    page = "<table><tr><td>姓名<td>会费" + "<tr><td colspan=1024>张三" * 9_000 + "</table>"
    assert refusal(page, "a.xls") == "sheet_too_large"


PIECES = st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=2>", "姓名",
    "会费", "张三", "10", "<br>", "<p>", "<script>", "</script>", "<!--", "-->", "&nbsp;", "<", "合计",
])


@given(st.lists(PIECES, max_size=40))
def test_any_page_is_read_to_the_last_row_or_refused(pieces: list[str]) -> None:
    _read_or_refused(("<html>" + "".join(pieces)).encode())
