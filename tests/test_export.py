"""What leaves as open files: a Data Package that the real Frictionless library finds valid."""

from __future__ import annotations

import csv
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books
from openbooks.cells import read_text
from openbooks.celltext import FORMULA, neutral, restored, write_csv
from openbooks.contract import ledgers
from openbooks.errors import NotWritten, WrongUse
from openbooks.export import export
from openbooks.store import sha256_of
from tests.door import books_in, load, rows


def described(folder: Path) -> dict[str, Any]:
    """The descriptor in a folder."""
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def faults(folder: Path) -> list[Any]:
    """What the Frictionless library finds wrong with a package."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["title", "rowNumber", "fieldName", "message"])


@pytest.mark.parametrize("union", ["school", "federation"])
@pytest.mark.parametrize("reader", [LOCAL_STAFF, LOCAL_PAGES], ids=["staff", "masked"])
def test_the_books_of_an_example_are_a_valid_data_package(
    example_books: Callable[[str], Books], tmp_path: Path, union: str, reader: Any
) -> None:
    view = example_books(union).view(reader)
    export(view, tmp_path / "out")
    assert faults(tmp_path / "out") == []
    package = described(tmp_path / "out")
    assert package["version"] == str(view.version) and package["licenses"] and package["sources"]
    for each in package["resources"]:
        path = tmp_path / "out" / each["path"]
        assert each["hash"] == f"sha256:{sha256_of(path)}" and each["bytes"] == path.stat().st_size
        assert [(each["rows"],)] == rows(view.books, f"select count(*) from {each['name']}", reader)


def test_the_checker_would_find_a_row_that_breaks_what_is_stated(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", "单位编号,单位名称,组织类型\nU1,甲,分会\nU2,乙,分会")
    export(books.view(LOCAL_STAFF), tmp_path / "out")
    path = tmp_path / "out" / "unit.csv"
    path.write_bytes(path.read_bytes().replace(b"U2", b"U1"))
    found = [each[0] for each in faults(tmp_path / "out")]
    assert "PrimaryKey Error" in found and "Hash Count Error" in found


def test_rules_that_accepted_rows_break_are_said_and_not_stated(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", "单位编号,单位名称,组织类型,职工人数\nU1,甲,分会,-3\nU2,乙,俱乐部,4")
    load(books, tmp_path, "dues", """
    姓名,单位,所属月份,应缴会费,实缴会费
    张三,U1,2024-03,20,20
    李四,U9,2024-03,20,20
    """, maps={"unit_id": "单位"})
    export(books.view(LOCAL_STAFF), tmp_path / "out")
    assert faults(tmp_path / "out") == []
    found = {each["name"]: each for each in described(tmp_path / "out")["resources"]}
    fields = {each["name"]: each for each in found["unit"]["schema"]["fields"]}
    assert fields["kind"]["constraints"] == {"required": True}
    assert "constraints" not in fields["headcount"]
    assert found["unit"]["openbooks"]["exceptions"] == [
        {"rule": "enum", "field": "kind", "rows": 1},
        {"rule": "minimum", "field": "headcount", "rows": 1},
    ]
    assert found["unit"]["schema"]["primaryKey"] == ["unit_id"]
    assert "primaryKey" not in found["dues"]["schema"]
    assert "foreignKeys" not in found["dues"]["schema"]  # U9 is no unit, members are not listed
    assert {"rule": "foreignKey", "field": "unit_id", "rows": 1} in (
        found["dues"]["openbooks"]["exceptions"]
    )


def test_keys_that_hold_are_stated(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", "单位编号,单位名称,组织类型,上级单位编号\nU1,甲,分会,\nU2,乙,分会,U1")
    load(books, tmp_path, "activity", "活动编号,活动名称,活动类型,开始日期,单位\nA1,拔河,文体,2024-03-01,U2")
    export(books.view(LOCAL_STAFF), tmp_path / "out")
    assert faults(tmp_path / "out") == []
    found = {each["name"]: each["schema"] for each in described(tmp_path / "out")["resources"]}
    assert found["unit"]["foreignKeys"] == [
        {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["unit_id"]}},
    ]
    assert found["activity"]["foreignKeys"] == [
        {"fields": ["unit_id"], "reference": {"resource": "unit", "fields": ["unit_id"]}},
    ]


def test_empty_books_are_a_valid_package_of_every_ledger(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    for form in ("csv", "parquet"):
        export(books.view(LOCAL_STAFF), tmp_path / form, form)
        package = described(tmp_path / form)
        assert [each["name"] for each in package["resources"]] == list(ledgers())
        assert {each["rows"] for each in package["resources"]} == {0}
    assert faults(tmp_path / "csv") == []


def test_parquet_holds_yuan_as_exact_decimals_and_days_as_dates(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "bank", """
    交易日期,收支,金额,摘要
    2024-03-01,支出,9999999999999999.99,=1+1
    2024-03-02,支出,0.01,
    2024-03-03,收入,-5.10,退
    """)
    export(books.view(LOCAL_STAFF), tmp_path / "out", "parquet")
    table = pq.read_table(tmp_path / "out" / "bank.parquet")
    assert table.schema.field("amount").type == pa.decimal128(18, 2)
    assert table.schema.field("booked_date").type == pa.date32()
    assert table["amount"].to_pylist() == [
        Decimal("9999999999999999.99"), Decimal("0.01"), Decimal("-5.10")
    ]
    assert table["summary"].to_pylist() == ["=1+1", None, "退"]
    assert "元" in table.schema.metadata[b"amount"].decode()
    (found,) = described(tmp_path / "out")["resources"]
    assert (found["path"], found["format"], found["rows"]) == ("bank.parquet", "parquet", 3)


@given(st.text(st.sampled_from("'`=+-@＝a1 一\t\r\n\u3000\""), max_size=6))
def test_a_neutralised_text_is_no_formula_and_comes_back(text: str) -> None:
    shown = neutral(text)
    assert restored(shown) == text
    assert not shown.startswith(FORMULA)
    stored = read_text(text).value
    if stored is not None and stored == read_text(stored).value:
        assert read_text(neutral(stored)).value == stored  # our own door drops the mark as well


def test_a_neutralised_text_is_documented_and_given_back_from_the_file(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    said = ["=cmd|' /C calc'!A0", "+86 1234", "＝SUM(1)", "@甲", "=a'"]
    lines = [f"2024-03-0{n},支出,{n},{text}" for n, text in enumerate(said, 1)]
    load(books, tmp_path, "bank", "交易日期,收支,金额,摘要\n" + "\n".join(lines))
    export(books.view(LOCAL_STAFF), tmp_path / "out")
    with (tmp_path / "out" / "bank.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = [row["summary"] for row in csv.DictReader(stream)]
    assert all(text[0] in "'`" for text in written)
    assert [restored(text) for text in written] == said
    assert "去掉文本开头的这一个" in described(tmp_path / "out")["description"]


def test_a_text_stays_one_cell_where_a_program_divides_at_other_signs_too(tmp_path: Path) -> None:
    rows = [["甲;=1+1", "1"], ["乙\t=1+1", "2"], ["丙", "3"]]
    assert write_csv(tmp_path / "a.csv", ["摘要", "金额"], rows) == 3
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    assert text == '摘要,金额\r\n"甲;=1+1","1"\r\n"乙\t=1+1","2"\r\n丙,3\r\n'


def test_a_folder_with_anything_in_it_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "别人的.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WrongUse, match="不是空文件夹"):
        export(books.view(LOCAL_STAFF), folder)
    assert [path.name for path in folder.iterdir()] == ["别人的.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    export(books.view(LOCAL_STAFF), empty)
    assert (empty / "datapackage.json").is_file()


def test_an_export_that_fails_leaves_no_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "bank", "交易日期,收支,金额\n2024-03-01,支出,1")
    view = books.view(LOCAL_STAFF)
    place = tmp_path / "place"
    place.mkdir()
    taken = place / "out"
    seen: list[list[str]] = []

    def fill() -> None:
        while not taken.exists():
            seen.append([path.name for path in place.iterdir()])
        seen.append(sorted(path.name for path in taken.iterdir()))

    watcher = threading.Thread(target=fill)
    watcher.start()
    export(view, taken)
    watcher.join()
    assert seen[-1] == ["bank.csv", "datapackage.json"]  # whole at the first sight of it
    (batch,) = (books.home / "batches").glob("*-bank.parquet")
    batch.write_bytes(b"PAR1" + b"\xff" * 400)
    with pytest.raises(Exception, match="verify"):
        export(books_in(tmp_path).view(LOCAL_STAFF), place / "second")
    assert [path.name for path in place.iterdir()] == ["out"]


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, whom no folder refuses."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders that refuse, as POSIX has them")
def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    view = books_in(tmp_path).view(LOCAL_STAFF)
    with nobody(), pytest.raises(NotWritten, match="权限"):
        export(view, closed / "out")
