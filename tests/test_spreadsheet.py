"""The workbook: every number is the document's, as a number, and shows the document's text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from openbooks.document import Cell, Column, Document, Figure, Row, Section, Source, Table
from openbooks.spreadsheet import xlsx
from tests import documents
from tests.test_slides import shown_by

MADE = {"school": documents.school, "large": documents.large, "notice": documents.notice}
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "＝1+1", " =1", "\t=1", '=HYPERLINK("http://a.b","c")', "'x")


@cache
def made(name: str) -> tuple[Document, bytes]:
    document = MADE[name]()
    return document, xlsx(document)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def body(rows: list[list[object]], table: Table) -> list[list[object]]:
    """The rows under the header of a table."""
    head = next(at for at, row in enumerate(rows) if row == [column.label for column in table.columns])
    return rows[head + 1: head + 1 + len(table.rows)]


def of_table(*rows: Row, columns: tuple[Column, ...] = (Column("项目"), Column("数", "money"))) -> Document:
    table = Table("表", columns, rows, "单位：元")
    return documents.school(sections=(Section("a", "节", (), (), (table,)),))


@pytest.mark.parametrize("name", MADE)
def test_every_number_of_every_table_is_in_the_workbook_as_a_number(name: str) -> None:
    document, content = made(name)
    found = list(sheets(content).values())[1:-1]
    for rows, table in zip(found, document.tables(), strict=True):
        for held, row in zip(body(rows, table), table.rows, strict=True):
            for value, cell in zip(held, row.cells, strict=True):
                if cell.is_number:
                    exact = cell.value / 100 if cell.kind == "money" else cell.value
                    assert value == pytest.approx(exact, abs=1e-12), cell
                    assert not isinstance(value, str)
                else:
                    assert value == cell.text.replace("𠮷", "〔U+20BB7〕"), cell


def cells(content: bytes, sheet: int) -> Iterator[tuple[str, str, str]]:
    """Place, value and format of each number of a sheet, as they stand in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    forms = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
             "49": "@"}
    unescaped = {"&quot;": '"', "&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for number, code in re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles):
        for sign, plain in unescaped.items():
            code = code.replace(sign, plain)
        forms[number] = code
    own = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0]
    looks = re.findall(r'<xf numFmtId="(\d+)"', own)
    for place, look, value in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"><v>([^<]*)</v>', text):
        yield place, value, forms[looks[int(look)]]


@pytest.mark.parametrize("name", MADE)
def test_every_number_shows_the_text_of_the_document(name: str) -> None:
    document, content = made(name)
    for at, table in enumerate(document.tables(), 2):
        told = [cell.text for row in table.rows for cell in row.cells if cell.is_number]
        assert [shown_by(form, float(value)) for _, value, form in cells(content, at)] == told


def test_a_share_that_is_said_otherwise_than_it_would_be_rounded_keeps_its_text() -> None:
    said = (("99.9%", 0.9999), ("不足 0.1%", 0.0002), ("48.3%", 0.4831))
    columns = (Column("项目"), Column("占比", "share"))
    rows = tuple(Row((Cell("甲"), Cell(text, value, "share"))) for text, value in said)
    content = xlsx(of_table(*rows, columns=columns))
    held = list(cells(content, 2))
    assert [shown_by(form, float(value)) for _, value, form in held] == [text for text, _ in said]
    assert [float(value) for _, value, _ in held] == [value for _, value in said]


def test_an_amount_that_a_spreadsheet_cannot_keep_is_written_as_text() -> None:
    fen = 10**16 + 1
    content = xlsx(of_table(Row((Cell("甲"), Cell("100,000,000,000,000.01", fen, "money")))))
    assert sheets(content)["表"][-1] == ["甲", "100,000,000,000,000.01"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    row = Row((Cell(text), Cell("1.00", 100, "money")))
    table = Table(text, (Column(text), Column("数", "money")), (row,), text, (text,))
    figure = Figure("income", "money", text, 1, None, "q", "c")
    said = documents.school(
        title=text, subtitle=text, union=text, program=text, left_out=((text, text),), notes=(text,),
        signatures=(text,), figures=(figure,), sources=(Source("q", text, text, (text,)),), marks=(text,),
        sections=(Section("a", text, ((documents.sentence("‹income|x›"),),), (), (table,), (), (text,)),),
    )
    content = xlsx(said)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
        assert not any("<f>" in held[name] for name in held if name.startswith("xl/worksheets/sheet"))
        assert not any("TargetMode" in text for text in held.values())
    for rows in sheets(content).values():
        for cell in (cell for row in rows for cell in row if isinstance(cell, str)):
            assert not cell.lstrip(" \u3000").startswith(("=", "+", "-", "@", "\t", "＝")), cell


def test_sheets_have_names_that_every_program_takes_and_none_twice() -> None:
    titles = ("表[1]:*?/\\'",
              "很长的名字" * 12, "很长的名字" * 12, "目录", "History", "", "A", "a", "𬭎" * 20)
    column = (Column("项目"),)
    tables = tuple(Table(title, column, (Row((Cell("甲"),)),)) for title in titles)
    names = list(sheets(xlsx(documents.school(sections=(Section("a", "节", (), (), tables),)))))
    assert len(names) == len(titles) + 2 == len({name.lower() for name in names})
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31 and not set(name) & set("[]:*?/\\'")


def test_the_cover_says_whose_what_when_and_what_is_missing() -> None:
    document, content = made("school")
    said = "\n".join(str(cell) for row in sheets(content)["目录"] for cell in row)
    for text in (document.title, document.whose, document.period_label, document.as_of, document.code,
                 document.head, *document.marks, *document.notes, *document.signatures):
        assert text in said
    for name, why in document.left_out:
        assert f"{name}：{why}" in said
    for source in document.sources:
        assert source.title in said and source.query in said and source.basis in said


def test_each_sheet_of_a_table_bears_marks_unit_version_and_notes() -> None:
    document, content = made("school")
    for rows, table in zip(list(sheets(content).values())[1:-1], document.tables(), strict=True):
        said = "\n".join(str(cell) for row in rows for cell in row)
        assert table.title in said and table.unit in said and document.code in said
        assert all(mark in said for mark in document.marks) and all(note in said for note in table.notes)


def test_figures_of_sentences_stand_beside_their_text_and_hidden_ones_are_not_told() -> None:
    document = documents.school()
    hidden = tuple(replace(each, value=None, hidden=True, prior=71234, prior_hidden=True)
                   if each.name == "persons" else each for each in document.figures)
    rows = {row[0]: row for row in sheets(xlsx(replace(document, figures=hidden)))["数字"]}
    assert rows["income"][1:5] == [482615.3, "元", 414641.56, "48.26 万元（482,615.30 元）"]
    assert rows["rate"][1] == 0.978 and rows["income"][5] == "finance_flow"
    assert rows["persons"][1] == rows["persons"][3] == "*（人数不足，不予公布）"
    assert "71234" not in str(rows)


def test_pages_are_a4_with_the_header_repeated() -> None:
    content = made("large")[1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = archive.read("xl/worksheets/sheet2.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert 'paperSize="9"' in table and 'orientation="landscape"' in table and 'fitToHeight="0"' in table
    assert "第 &amp;P 页，共 &amp;N 页" in table and "_xlnm.Print_Titles" in book


def test_a_document_without_tables_and_figures_is_still_a_workbook() -> None:
    content = xlsx(documents.school(sections=(), figures=(), sources=(), notes=(), marks=()))
    assert list(sheets(content)) == ["目录", "数字"]


def test_equal_documents_give_equal_bytes() -> None:
    assert xlsx(documents.school()) == made("school")[1]


@pytest.mark.long
@pytest.mark.parametrize("name", MADE)
def test_libreoffice_opens_the_workbook(name: str, tmp_path: Path) -> None:
    printed = documents.opened_by_office(tmp_path, "book.xlsx", made(name)[1])
    text = "".join(page.extract_text() for page in printed.pages)
    told = {cell.text for table in made(name)[0].tables() for row in table.rows for cell in row.cells
            if cell.is_number}
    assert [each for each in told if each not in text] == []
