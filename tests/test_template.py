"""Empty forms: whatever is filled in comes back row for row, without a question."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from openbooks import desk, template
from openbooks.agenda import plan
from openbooks.books import Books
from openbooks.card import READY
from openbooks.cli import main
from openbooks.contract import Column, Ledger, ledgers
from openbooks.errors import FileRefused
from openbooks.intake import Answers, load_file
from openbooks.mapping import own_form
from openbooks.naming import stored_columns
from openbooks.sheet import read
from openbooks.table import letter_of
from openbooks.taking import CLOCKS
from tests.door import AT, books_in, rows

ROOT = Path(__file__).resolve().parent.parent
DAY = date(1899, 12, 30)


def value(column: Column, n: int) -> Any:
    """A valid value for the n-th row of a form, as it is stored."""
    if column.allowed:
        return column.allowed[n % len(column.allowed)]
    if column.name in CLOCKS:
        return f"09:3{n}:00"
    low = int(column.minimum or 0)
    return {
        "text": f"说明{n}", "identifier": f"00{n}7", "name": f"张小{'甲乙丙丁'[n % 4]}",
        "list": f"其他{n}", "time": f"2024-03-0{n + 1} 09:30:00", "month": f"2024-0{n + 1}",
        "period": f"2024-0{n + 1}", "date": date(2024, 3, n + 1), "boolean": n % 2 == 0,
        "integer": 2024 if column.name == "year" else low + n + 1,
        "decimal": Decimal(f"{low + n + 1}.5000"), "money": 123450 + n,
    }[column.type]


def text(column: Column, stored: Any) -> str:
    """What is typed for a value."""
    if stored is None:
        return ""
    if column.type == "money":
        return f"{stored // 100}.{stored % 100:02}"
    if column.type == "boolean":
        return "是" if stored else "否"
    return str(stored)


def content(ledger: Ledger, count: int = 3) -> list[list[Any]]:
    """Rows of valid values for every column of a ledger, in the order of its columns."""
    found = [[value(column, n) for column in ledger.columns] for n in range(count)]
    names = [column.name for column in ledger.columns]
    for row in found:
        if ledger.name == "voucher":  # amount and side, or debit and credit: as the program holds them
            row[names.index("credit")] = 0
            row[names.index("amount")] = row[names.index("direction")] = None
            row[names.index("year")], row[names.index("month")] = 2024, 3
    return found


def in_csv(ledger: Ledger, stored: list[list[Any]]) -> bytes:
    """The CSV form, filled."""
    out = io.StringIO()
    csv.writer(out).writerows([
        [text(column, each) for column, each in zip(ledger.columns, row, strict=True)]
        for row in stored
    ])
    return template.as_csv(ledger) + out.getvalue().encode()


def in_xlsx(ledger: Ledger, stored: list[list[Any]]) -> bytes:
    """The workbook, filled as a spreadsheet does: numbers and days as numbers, other cells as text."""
    added = []
    for at, row in enumerate(stored, template.HEADER_ROW + 2):
        cells = []
        for place, (column, each) in enumerate(zip(ledger.columns, row, strict=True)):
            here = f'r="{letter_of(place)}{at}"'
            if column.type == "date" and each is not None:
                cells.append(f"<c {here} s=\"STYLE{place}\"><v>{(each - DAY).days}</v></c>")
            elif column.type in {"money", "integer", "decimal"} and each is not None:
                cells.append(f"<c {here}><v>{text(column, each)}</v></c>")
            elif each is not None:
                shown = escape(text(column, each))
                cells.append(f'<c {here} t="inlineStr"><is><t>{shown}</t></is></c>')
        added.append(f'<row r="{at}">{"".join(cells)}</row>')
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template.as_xlsx(ledger))) as book, zipfile.ZipFile(out, "w") as new:
        for name in book.namelist():
            data = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                looks = re.findall(r'<col min="(\d+)" max="\d+" width="[^"]+" style="(\d+)"', data.decode())
                filled = "".join(added)
                for place, style in looks:
                    filled = filled.replace(f'"STYLE{int(place) - 1}"', f'"{style}"')
                data = data.replace(b"</sheetData>", filled.encode() + b"</sheetData>")
            new.writestr(name, data)
    return out.getvalue()


def stored_rows(books: Books, ledger: Ledger) -> list[tuple[Any, ...]]:
    """What the batches of a ledger hold, in order."""
    columns = ", ".join(stored_columns(ledger))
    return rows(books, f"select {columns} from raw_{books.version()}.{ledger.name} order by batch, row_no")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", list(ledgers()))
def test_a_filled_form_loads_row_for_row_without_a_question(
    tmp_path: Path, name: str, form: str
) -> None:
    ledger = ledgers()[name]
    stored = content(ledger)
    path = tmp_path / f"随便什么名字.{form}"
    path.write_bytes((in_csv if form == "csv" else in_xlsx)(ledger, stored))
    books = books_in(tmp_path)
    (receipt,) = load_file(books, path, Answers(), "测试", AT)
    assert (receipt.ledger, receipt.refused, receipt.accepted) == (name, 0, 3), receipt.problems
    assert stored_rows(books, ledger) == [tuple(row) for row in stored]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_upload_page_asks_nothing_about_a_filled_form(tmp_path: Path, form: str) -> None:
    books = books_in(tmp_path)
    made = in_csv if form == "csv" else in_xlsx
    files = [(f"表{at}.{form}", made(each, content(each))) for at, each in enumerate(ledgers().values())]
    at = desk.hand_in(desk.open_desk(books), files)
    cards = plan(books, at).cards
    assert [(each.ledger, each.state, each.asked) for each in cards] == [
        (name, READY, ()) for name in ledgers()
    ]


@given(st.integers(0, 3), st.data())
def test_columns_that_may_be_empty_may_be_empty(
    tmp_path_factory: pytest.TempPathFactory, keep: int, data: st.DataObject
) -> None:
    ledger = ledgers()["dues"]
    empty = data.draw(st.sets(st.sampled_from([
        column.name for column in ledger.columns
        if not column.required and column.name != "name"
    ])))
    stored = [
        [None if column.name in empty else each for column, each in zip(ledger.columns, row, strict=True)]
        for row in content(ledger, keep + 1)
    ]
    folder = tmp_path_factory.mktemp("form")
    path = folder / "会费.csv"
    path.write_bytes(in_csv(ledger, stored))
    books = books_in(folder)
    (receipt,) = load_file(books, path, Answers(), "测试", AT)
    assert receipt.refused == 0, receipt.problems
    assert stored_rows(books, ledger) == [tuple(row) for row in stored]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", list(ledgers()))
def test_an_empty_form_holds_no_row_and_its_example_is_never_one(
    tmp_path: Path, name: str, form: str
) -> None:
    path = tmp_path / f"空.{form}"
    path.write_bytes(template.MAKERS[form](ledgers()[name]))
    with pytest.raises(FileRefused, match="无数据行"):
        read(path)


def test_the_notes_say_every_column_and_stand_in_one_column_of_text(tmp_path: Path) -> None:
    for ledger in ledgers().values():
        lines = template.notes(ledger)
        for column in ledger.columns:
            assert any(line.startswith(f"{column.title}：") for line in lines)
            assert f"例　{column.title}＝{template.example(column)}" in lines
        with zipfile.ZipFile(io.BytesIO(template.as_xlsx(ledger))) as book:
            beside = book.read("xl/worksheets/sheet2.xml").decode()
            first = book.read("xl/worksheets/sheet1.xml").decode()
        assert set(re.findall(r'<c r="([A-Z]+)\d+"', beside)) == {"A"}
        assert 'state="frozen"' in first
        lists = sum(bool(c.allowed) or c.type == "boolean" for c in ledger.columns)
        assert first.count('type="list"') == lists


def test_a_form_is_known_by_its_whole_header_only() -> None:
    for ledger in ledgers().values():
        header = [column.title for column in ledger.columns]
        found = own_form(header)
        assert found is not None and found.ledger == ledger.name
        assert own_form(header[:-1]) is None and own_form([*header, "备注2"]) is None
        swapped = [header[1], header[0], *header[2:]]
        assert own_form(swapped) is None
        assert own_form([f" {each} " for each in header] + ["", ""]) is not None


def test_the_command_writes_a_form_and_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "会费.xlsx"
    assert main(["template", "dues", "--out", str(path)]) == 0
    before = path.read_bytes()
    assert main(["template", "unit", "--out", str(path)]) == 2
    assert main(["template", "unit", "--out", str(tmp_path / "a.pdf")]) == 2
    said = capsys.readouterr().err
    assert path.read_bytes() == before and "已经存在" in said and ".csv 或 .xlsx" in said


def test_the_upload_page_hands_out_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    assert main(["new", "--union", "临溪小学工会", "--books", str(tmp_path / "books")]) == 0
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["books"] = "own"
    app.run().switch_page("pages/staff/upload.py").run()
    assert not app.exception
    (form,) = [each for each in app.expander if "下载模板" in each.label]
    assert "必填：所属月份" in "".join(each.value for each in form.caption)
