"""The original around a line: the right line, and nothing of anybody's private life in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks import query, sheet, store
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books, open_books
from openbooks.covering import CLOSED
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.loading import found
from openbooks.original import DATA, Line, Original, around, letter_of

AT = datetime(2025, 6, 30, tzinfo=UTC)
DUES = """临溪小学工会2025年3月会费收缴表　制表人：欧阳修
工号,姓名,月份,应缴会费,实缴会费,手机,备注
T01,张小三,2025-03,10.00,10.00,13812345678,张小三已补缴
T02,李四,2025-03,12.50,0,13912345678,
T03,王五,2025-03,8.00,8.00,13712345678,病假
合计,,,30.50,18.00,,
"""


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Own books with one load of dues: its batch is the last."""
    books = open_books(tmp_path / "books")
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)
    path = tmp_path / "3月会费 张小三.csv"
    path.write_text(DUES, encoding="utf-8")
    load_file(books, path, Answers(ledger="dues", sets={"unit_id": "U1"}, accept=True), "甲", AT)
    return books


def last(books: Books) -> int:
    return books.state().batches[-1].number


def lines(found: Original) -> dict[int, Line]:
    return {line.number: line for line in (*found.titles, *found.lines)}


def text(found: Original) -> str:
    return "\n".join(" ".join(line.cells) for line in (*found.titles, *found.lines)) + found.file


def test_staff_see_the_line_of_the_file_as_it_stands(books: Books) -> None:
    seen = around(books.view(LOCAL_STAFF), last(books), 4)
    assert [line.number for line in seen.lines if line.here] == [4]
    assert lines(seen)[4].cells == ("T02", "李四", "2025-03", "12.50", "0", "13912345678", "")
    assert "制表人：欧阳修" in text(seen)
    assert not seen.masked and not any(column.covered for column in seen.columns)


def test_everything_personal_is_covered_for_the_pages(books: Books) -> None:
    seen = around(books.view(LOCAL_PAGES), last(books), 3)
    for private in ("张小三", "李四", "王五", "欧阳修", "13812345678", "病假", "T01"):
        assert private not in text(seen), private
    row = lines(seen)[3].cells
    assert row[1] == "张*三" and row[0].startswith("P")
    assert row[2:5] == ("2025-03", "10.00", "10.00")
    assert row[5] == CLOSED, "nothing takes the phone's column"


def test_a_masked_line_carries_the_pseudonym_that_the_tables_carry(books: Books) -> None:
    view = books.view(LOCAL_PAGES)
    told = query.ask(view, "dues_rows", {}).frame
    for row in told.itertuples():
        cells = lines(around(view, row.batch, row.line))[row.line].cells
        assert (cells[0], cells[1]) == (row.member_id, row.name)


def test_what_each_line_is_and_what_each_column_became_is_said(books: Books) -> None:
    seen = around(books.view(LOCAL_PAGES), last(books), 6)
    assert {number: line.kind for number, line in lines(seen).items()} == {
        1: "标题行", 2: "表头", 3: DATA, 4: DATA, 5: DATA, 6: "合计行",
    }
    assert [column.letter for column in seen.columns] == list("ABCDEFG")
    taken = {column.header: column.taken_as for column in seen.columns}
    assert taken["实缴会费"] == "实缴会费" and taken["手机"] == ""


def test_the_line_of_a_list_in_panels_stands_whole_in_its_columns(tmp_path: Path) -> None:
    books = open_books(tmp_path / "books")
    path = tmp_path / "慰问.csv"
    path.write_text("序号,姓名,金额,,序号,姓名,金额\n1,张三,300,,3,王五,200\n2,李四,300,,,,\n合计,,600,,,,200\n")
    given = {"unit_id": "1", "paid_date": "2024-01-05", "kind": "节日慰问", "payment_method": "现金"}
    (receipt,) = load_file(
        books, path, Answers(ledger="assistance", sets=given, accept=True), "测试", AT
    )
    seen = around(books.view(LOCAL_STAFF), receipt.batch, 2)
    assert [each.letter + each.header for each in seen.columns] == [
        "A序号", "B姓名", "C金额", "D", "E序号", "F姓名", "G金额",
    ]
    (here,) = [line for line in seen.lines if line.here]
    assert here.cells == ("1", "张三", "300", "", "3", "王五", "200")
    masked = around(books.view(LOCAL_PAGES), receipt.batch, 2)
    (here,) = [line for line in masked.lines if line.here]
    assert here.cells[2] == "300" and here.cells[6] == "200"
    assert not {"张三", "王五"} & set(here.cells)


def test_a_line_or_a_load_that_is_not_there_is_said(books: Books) -> None:
    view = books.view(LOCAL_PAGES)
    with pytest.raises(WrongUse, match="没有第99行"):
        around(view, last(books), 99)
    with pytest.raises(WrongUse, match="没有第77号装载"):
        around(view, 77, 1)


def test_an_original_that_is_gone_is_damage(books: Books) -> None:
    batch = books.state().batches[-1]
    store.original_path(books.home, batch.body["original"]).unlink()
    with pytest.raises(BooksDamaged, match="原件不见了"):
        around(books.view(LOCAL_PAGES), batch.number, 3)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]


def test_each_row_of_an_example_opens_its_own_line(
    example_books: Callable[[str], Books],
) -> None:
    view = example_books("school").view(LOCAL_STAFF)
    for name, column, header in (
        ("voucher_rows", "summary", "摘要"), ("assistance_rows", "recipient_name", "姓名"),
    ):
        for row in query.ask(view, name, {}).frame.iloc[::60].to_dict("records"):
            seen = around(view, int(row["batch"]), int(row["line"]))
            assert row[column] in lines(seen)[int(row["line"])].cells, (name, header)


@pytest.mark.parametrize("union", ["school", "federation"])
def test_no_name_of_a_roster_is_seen_in_any_original(
    union: str, example_books: Callable[[str], Books]
) -> None:
    books = example_books(union)
    names = set(query.ask(books.view(LOCAL_STAFF), "member_rows", {}).frame["name"])
    assert len(names) > 50
    view = books.view(LOCAL_PAGES)
    for batch in view.state.batches:
        if batch.ledger in {"account", "calendar", "parameter"}:
            continue
        path = store.original_path(books.home, batch.body["original"])
        with sheet.opened(path, batch.file) as source:
            first = source.tables[0].header_line + 5
        seen = around(view, batch.number, first, reach=30)
        told = {cell for line in (*seen.titles, *seen.lines) for cell in line.cells}
        shown = next(
            (name for name in names for cell in told
             if name == cell or (len(name) > 1 and name in cell)), "",
        )
        assert not shown, f"{batch.file}: {shown}"


def test_the_lines_of_a_quoted_file_are_counted_as_in_an_editor(tmp_path: Path) -> None:
    books = open_books(tmp_path / "books")
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)
    path = tmp_path / "凭证.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as sink:
        csv.writer(sink).writerows([
            ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"],
            ["2025-01-05", "记-1", "两行的\n摘要", "501", "职工活动支出", "5.00", ""],
            ["2025-01-05", "记-1", "付款", "102", "银行存款", "", "5.00"],
        ])
    load_file(books, path, Answers(ledger="voucher", sets={"unit_id": "U1"}, accept=True), "甲", AT)
    view = books.view(LOCAL_STAFF)
    rows = query.ask(view, "voucher_rows", {}).frame
    assert sorted(rows["line"]) == [2, 4]
    assert lines(around(view, last(books), 4))[4].cells[2] == "付款"


def test_a_name_with_blanks_in_it_is_masked_as_the_name_it_is(tmp_path: Path) -> None:
    books = open_books(tmp_path / "books")
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)
    path = tmp_path / "会费.csv"
    path.write_text("工号,姓名,月份,实缴会费\nT01,张　三,2025-03,10.00\n", encoding="utf-8")
    sets = {"unit_id": "U1", "due": "10"}
    load_file(books, path, Answers(ledger="dues", sets=sets, accept=True), "甲", AT)
    assert lines(around(books.view(LOCAL_PAGES), last(books), 2))[2].cells[1] == "张*"


def test_the_cells_of_a_line_of_the_wrong_shape_are_all_closed(tmp_path: Path) -> None:
    books = open_books(tmp_path / "books")
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)
    path = tmp_path / "会费.csv"
    path.write_text(
        "工号,姓名,月份,实缴会费\nT01,张三,2025-03,10.00\nT02,一,组,李四,2025-03,10.00\n"
        "T03,王五,2025-03,10.00\n", encoding="utf-8",
    )
    sets = {"unit_id": "U1", "due": "10"}
    load_file(books, path, Answers(ledger="dues", sets=sets, accept=True), "甲", AT)
    seen = lines(around(books.view(LOCAL_PAGES), last(books), 3))[3]
    assert seen.cells == (CLOSED,) * 6
    assert "李四" in lines(around(books.view(LOCAL_STAFF), last(books), 3))[3].cells
