"""Workbooks → tables: values as Excel shows them, sheets, merged cells, both date systems."""

from __future__ import annotations

import datetime
import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from openbooks import biff, money, package, workbook, workbook_child
from openbooks.workbook_child import cell_text
from tests.sheet_kit import cells, codes, read, reasons, refusal, table

Fill = Callable[[xlsxwriter.Workbook], None]


def xlsx(fill: Fill, **options: object) -> bytes:
    """The bytes of a workbook that `fill` wrote its sheets into."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def xls(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    """The same in the old form."""
    book = xlwt.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(name: str, *lines: tuple[object, ...]) -> Fill:
    """Fills one sheet with these rows."""
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return fill


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"), (-0.0, "0"), (1234.5, "1234.5"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"),
        (12345678.9, "12345678.9"), (6.22202123456789e18, "6222021234567890000"),
        (True, "TRUE"), (False, "FALSE"), ("文", "文"), (float("inf"), "inf"),
        (datetime.date(2023, 3, 5), "2023-03-05"),
        (datetime.datetime(2023, 3, 5), "2023-03-05"),
        (datetime.datetime(2023, 3, 5, 14, 30), "2023-03-05 14:30:00"),
        (datetime.datetime(2023, 3, 5, 14, 29, 59, 999_999), "2023-03-05 14:30:00"),
        (datetime.time(8, 5), "08:05:00"), (datetime.timedelta(hours=36), "36:00:00"),
        (datetime.timedelta(minutes=-5), "-0:05:00"),
    ],
)
def test_a_value_gives_the_text_that_excel_shows(value: workbook_child.Value, text: str) -> None:
    assert cell_text(value) == text


def test_dates_formulas_errors_and_truths_are_texts() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("三月")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        chinese = book.add_format({"num_format": 31})
        sheet.write_row(0, 0, ("日期", "姓名", "金额", "应缴", "实缴", "备注"))
        sheet.write_datetime(1, 0, datetime.datetime(2023, 3, 5), date)
        sheet.write_string(1, 1, "张三")
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 4, "=A99", None, "#REF!")
        sheet.write_boolean(1, 5, True)
        sheet.write_number(2, 0, 44990, chinese)
        sheet.write_formula(2, 6, "=1/0", None, "#N/A")
    found = table(xlsx(fill), "表.xlsx")
    assert cells(found) == [
        ("2023-03-05", "张三", "2", "#DIV/0!", "#REF!", "TRUE", ""),
        ("2023-03-05", "", "", "", "", "", "#N/A"),
    ]
    assert found.sheet == "三月"


def test_errors_of_the_old_form_are_texts_too() -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("三月")
        for column, name in enumerate(("日期", "姓名", "金额")):
            sheet.write(0, column, name)
        date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        sheet.write(1, 0, datetime.date(2023, 3, 5), date)
        sheet.write(1, 1, "张三")
        sheet.write(1, 2, 12.5)
        sheet.row(2).set_cell_error(2, "#REF!")
        sheet.write(2, 1, "李四")
        book.add_sheet("空")
        second = book.add_sheet("四月")
        for number, line in enumerate((("姓名", "金额"), ("王五", 1))):
            for column, value in enumerate(line):
                second.write(number, column, value)
        second.row(2).set_cell_error(1, "#N/A!")
        second.write(2, 0, "赵六")
    source = read(xls(fill), "表.xls")
    assert source.kind == "xls"
    march, empty, april = source.tables
    assert cells(march) == [("2023-03-05", "张三", "12.5"), ("", "李四", "#REF!")]
    assert empty.header_line == 0
    assert cells(april) == [("王五", "1"), ("赵六", "#N/A")]


def test_a_formula_gives_its_saved_result_and_one_without_is_an_error_and_never_empty() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("三月")
        sheet.write_row(0, 0, ("姓名", "应缴", "实缴", "备注"))
        for row, result in ((1, 10.5), (2, "文"), (3, 77)):
            sheet.write_row(row, 0, ("张三", 5))
            sheet.write_formula(row, 2, f"=B{row}*2", None, result)
            sheet.write_formula(row, 3, '=IF(1,"")', None, "x")
    content = xlsx(fill)
    part = "xl/worksheets/sheet1.xml"
    for kept in (b"", b"<v></v>", b"<v/>"):
        bare = changed(content, part, b"<v>77</v>", kept)
        found = table(changed(bare, part, b"<v>x</v>", b"<v></v>"), "a.xlsx")
        assert [each[2:] for each in cells(found)] == [("10.5", ""), ("文", ""), ("#未计算", "")]
    assert money.read_money("#未计算").code == "formula_error"


def test_errors_of_many_sheets_are_found_in_one_pass() -> None:
    def fill(book: xlwt.Workbook) -> None:
        for number in range(40):
            sheet = book.add_sheet(str(number))
            for at, line in enumerate((("姓名", "金额"), ("张三",))):
                for column, value in enumerate(line):
                    sheet.write(at, column, value)
            sheet.row(1).set_cell_error(1, "#REF!")
    assert [cells(each) for each in read(xls(fill), "a.xls").tables] == [[("张三", "#REF!")]] * 40
    record = struct.Struct("<HH")
    begin, end, cell = record.pack(0x809, 0), record.pack(0x0A, 0), record.pack(1, 0)
    first = len(begin) + 300 * 8 + len(end)
    for step in (0, len(begin)):  # 300 sheets that lie in one place, or each within the one before
        places = b"".join(struct.pack("<HHI", 0x85, 4, first + at * step) for at in range(300))
        stream = begin + places + end + begin * 300 + cell * 300_000 + end * 300
        began = time.process_time()
        assert biff._facts(stream).errors == ({},) * 300
        assert time.process_time() - began < 5  # 300 passes take half a minute


def test_the_date_system_of_1904_is_read_from_the_workbook() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("日期", "金额"))
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 0, datetime.datetime(2023, 3, 5), date)
        sheet.write_number(1, 1, 5)

    def old(book: xlwt.Workbook) -> None:
        book.dates_1904 = True
        sheet = book.add_sheet("a")
        sheet.write(0, 0, "日期")
        sheet.write(0, 1, "金额")
        sheet.write(1, 0, datetime.date(2023, 3, 5), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
        sheet.write(1, 1, 5)

    for content, is_1904 in (
        (xlsx(fill, date_1904=True), True), (xlsx(fill), False), (xls(old), True),
    ):
        found = table(content, "a.xlsx")
        assert found.date1904 is is_1904
        assert cells(found) == [("2023-03-05", "5")]


def test_every_sheet_is_a_table_and_one_without_is_listed() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        rows("3月", ("姓名", "实缴"), ("张三", 10))(book)
        rows("说明", ("本表由财务科填写",))(book)
        book.add_worksheet("空白")
        rows("4月", ("姓名", "实缴"), ("张三", 11))(book)
        book.worksheets()[3].hide()
    source = read(xlsx(fill), "会费.xlsx")
    assert [(each.sheet, each.hidden, each.rows) for each in source.tables] == [
        ("3月", False, 1), ("说明", False, 0), ("空白", False, 0), ("4月", True, 1),
    ]
    assert codes(source.tables[1]) == [(0, "warn", "no_table")]
    assert source.tables[1].titles == ((1, "本表由财务科填写"),)
    assert reasons(source.tables[1]) == {1: "表外说明"}
    assert codes(source.tables[2]) == []


def test_merged_titles_groups_and_dates_have_their_value_in_the_first_cell() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("账")
        sheet.merge_range("A1:F1", "××工会 2023年 明细账")
        sheet.merge_range("A2:A3", "日期")
        sheet.merge_range("B2:C2", "凭证")
        sheet.write_row("B3", ("字", "号"))
        sheet.merge_range("D2:D3", "摘要")
        sheet.merge_range("E2:F2", "本月份")
        sheet.write_row("E3", ("收", "支"))
        sheet.merge_range("A4:A5", "2023-01-05")
        sheet.write_row("B4", ("记", 1, "办公", 10))
        sheet.write_row("B5", ("记", 1, "现金"))
        sheet.write("F5", 10)
    found = table(xlsx(fill), "账.xlsx")
    assert found.titles == ((1, "××工会 2023年 明细账"),)
    assert found.header == ("日期", "凭证字", "凭证号", "摘要", "本月份收", "本月份支")
    assert [record.line for record in found.records] == [4, 5]
    assert found.records[1].cells == ("", "记", "1", "现金", "", "10")


def test_content_decides_and_a_wrong_ending_is_a_warning() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    assert read(book, "a.csv").kind == "xlsx"
    assert [each.code for each in read(book, "a.csv").problems] == ["format_mismatch"]
    text = read("姓名\t金额\n张三\t1\n".encode("gb18030"), "账.xls")
    assert (text.kind, text.encoding, text.delimiter) == ("tsv", "gb18030", "\t")
    assert [each.code for each in text.problems] == ["format_mismatch"]
    assert read(book, "a.xlsx").problems == ()


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    blanks = b"<sheetData>" + b" " * (64 << 20)
    content = changed(book, "xl/worksheets/sheet1.xml", b"<sheetData>", blanks)
    assert len(content) < 1 << 20
    assert refusal(content, "a.xlsx") == "zip_bomb"


def test_a_part_that_is_longer_than_its_directory_says_is_refused() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        size = archive.getinfo("xl/workbook.xml").file_size
    directory = book.rfind(b"PK\x01\x02", 0, book.rfind(b"xl/workbook.xml"))
    at = book.index(size.to_bytes(4, "little"), directory)
    lying = book[:at] + (size - 1).to_bytes(4, "little") + book[at + 4 :]
    assert refusal(lying, "a.xlsx") == "zip_bomb"


def test_two_cells_at_the_ends_of_a_sheet_do_not_take_the_memory_between() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    far = b'<row r="1048576"><c r="IV1048576"><v>1</v></c></row></sheetData>'
    content = changed(book, "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    assert refusal(content, "a.xlsx") == "sheet_too_large"


def test_far_cells_that_only_have_a_format_do_no_harm() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = changed(book, "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    assert table(content, "a.xlsx").rows == 1


def test_300_columns_are_refused_and_256_are_read() -> None:
    for width, refused in ((300, True), (256, False)):
        names = tuple(f"列{number}" for number in range(width))
        content = xlsx(rows("宽", names, tuple(range(width))))
        if refused:
            assert refusal(content, "a.xlsx") == "too_many_columns"
        else:
            assert len(table(content, "a.xlsx").header) == width


def test_what_is_no_workbook_is_refused_with_a_reason() -> None:
    book = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    old = xls(lambda made: made.add_sheet("a").write(0, 0, "x"))
    assert refusal(book[:3000], "a.xlsx") == "workbook_unreadable"
    assert refusal(b"PK\x03\x04", "a.xlsx") == "workbook_unreadable"
    assert refusal(out.getvalue(), "a.docx") == "format_unknown"
    assert refusal(old[:600], "a.xls") == "workbook_unreadable"
    assert refusal(workbook.OLE + bytes(600), "a.xls") == "workbook_unreadable"
    assert refusal(b"%PDF-1.7 ...", "a.pdf") == "format_unknown"
    assert refusal(changed(book, "xl/workbook.xml", b"<sheets>", b"<"), "a") == (
        "workbook_unreadable"
    )


def test_a_workbook_with_a_header_alone_or_nothing_is_refused() -> None:
    assert refusal(xlsx(rows("a", ("姓名", "金额"))), "a.xlsx") == "no_data_row"
    assert refusal(xlsx(rows("a")), "a.xlsx") == "file_empty"
    assert refusal(xlsx(rows("a", ("一段说明",))), "a.xlsx") == "no_header"


def test_the_process_that_opens_workbooks_may_die_without_harm(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = xlsx(rows("a", ("姓名", "金额"), ("张三", 1)))
    dying = tmp_path / "dying.py"
    dying.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(workbook_child, "__file__", str(dying))
    assert refusal(content, "a.xlsx") == "workbook_unreadable"


def test_the_limits_leave_room_for_the_largest_sheet_of_an_office() -> None:
    assert package.MAX_CELLS >= 1_048_576 * 19
    assert package.MAX_UNPACKED_BYTES >= 400 << 20


def test_a_header_of_three_rows_is_told_by_its_merged_cells() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("会费")
        page.merge_range("A1:G1", "2024年会费收缴情况表")
        for column, name in ((0, "序号"), (1, "姓名"), (6, "备注")):
            page.merge_range(1, column, 3, column, name)
        page.merge_range(1, 2, 1, 5, "会费")
        page.merge_range(2, 2, 2, 3, "1月")
        page.merge_range(2, 4, 2, 5, "2月")
        page.write_row(3, 2, ["应缴", "实缴", "应缴", "实缴"])
        page.write_row(4, 0, [1, "张三", 30, 30, 30, 15.5])
        page.write_row(5, 0, [2, "李四", 30, 30, 30, 30])

    found = table(xlsx(fill), "会费.xlsx")
    assert found.header == ("序号", "姓名", "1月应缴", "1月实缴", "2月应缴", "2月实缴", "备注")
    assert found.header_records == (2, 3, 4)
    assert [record.line for record in found.records] == [5, 6]


def test_upper_levels_of_a_header_stay_where_the_lower_ones_are_alike() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("预算")
        page.merge_range("A1:A3", "项目")
        for first, group in ((1, "本年"), (3, "上年")):
            page.merge_range(0, first, 0, first + 1, group)
            page.merge_range(1, first, 1, first + 1, "收入")
            page.write_row(2, first, ["预算数", "决算数"])
        page.write_row(3, 0, ["会费", 1, 2, 3, 4])

    found = table(xlsx(fill), "预算.xlsx")
    assert found.header == (
        "项目", "本年收入预算数", "本年收入决算数", "上年收入预算数", "上年收入决算数",
    )
