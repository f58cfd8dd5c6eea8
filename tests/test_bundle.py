"""The folder of open files: exact numbers, nothing hidden told, everything that is needed to check it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from openbooks import bundle
from openbooks.celltext import restored
from openbooks.document import HIDDEN, Cell, Column, Document, Row, Table
from openbooks.hypertext import legible
from tests import documents
from tests.webpage import fonts, read, shown

MADE = ("school", "large", "notice")


@cache
def made(name: str) -> tuple[Document, dict[str, bytes]]:
    """A document and its files."""
    document = getattr(documents, name)()
    return document, bundle.files(document)


def table_of(content: bytes) -> list[list[str]]:
    """The rows of a CSV, its header first."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def named(found: dict[str, bytes]) -> list[str]:
    """The files of tables, in order."""
    return [name for name in found if re.match(r"[0-9]{2}-", name)]


@pytest.mark.parametrize("name", MADE)
def test_tables_hold_exact_values_and_what_has_none_says_why(name: str) -> None:
    document, found = made(name)
    files = [table_of(found[name]) for name in named(found)]
    tables = list(document.tables())
    assert len(files) == len(tables)
    for (head, *rows), table in zip(files, tables, strict=True):
        own = [at for at, name in enumerate(head) if "·" not in name and name != bundle.LEVEL]
        assert [head[at].partition("#")[0] for at in own] == [each.label for each in table.columns]
        for said, row in zip(rows, table.rows, strict=True):
            assert said[-1] == bundle.LEVELS[row.level]
            for at, cell in zip(own, row.cells, strict=True):
                if cell.value is None:
                    assert restored(said[at]) == cell.text
                elif cell.kind == "money":
                    assert re.fullmatch(r"-?[0-9]+\.[0-9]{2}", said[at])
                    assert Decimal(said[at]) * 100 == cell.value
                else:
                    assert float(said[at]) == cell.value


def test_a_column_of_persons_over_amounts_says_of_each_row_what_it_counts() -> None:
    found = made("notice")[1]
    head, *rows = table_of(found["01-form-1.csv"])
    at = head.index("本期数")
    assert head[at + 1] == "本期数·计量"
    assert [row[at:at + 2] for row in rows[2:4]] == [["0", "个数"], ["41990.00", "元"]]


def test_what_is_hidden_is_a_star_in_every_file() -> None:
    document = documents.school()
    figures = tuple(replace(each, value=None, hidden=True, prior_hidden=True) if each.persons else each
                    for each in document.figures)
    found = bundle.files(replace(document, figures=figures))
    rows = {row[0]: row for row in table_of(found["06-assistance-1.csv"])}
    assert rows["医疗救助"][1:4] == [HIDDEN, HIDDEN, HIDDEN]
    assert {row[0]: row[1:3] for row in table_of(found[bundle.FIGURES])}["persons"] == [HIDDEN, HIDDEN]


def test_figures_are_exact() -> None:
    document = documents.school()
    rows = {row[0]: row for row in table_of(bundle.files(document)[bundle.FIGURES])}
    assert rows["income"][1:5] == ["482615.30", "414641.56", "元", "money"]
    assert rows["rate"][1:5] == ["0.978", "0.961", "比率（1 为 100%）", "share"]
    assert len(rows) == 1 + len(document.figures)
    stored = tuple(replace(each, unit="分") for each in document.figures if each.kind == "money")
    files = bundle.files(replace(document, figures=stored))
    assert {row[3] for row in table_of(files[bundle.FIGURES])[1:]} == {"元"}, "as the number stands"


def test_texts_that_a_spreadsheet_would_reckon_are_kept_from_it() -> None:
    texts = ("=1+1", "+86", "-x", "@SUM(A1)", "\tx", " ＝cmd", "'quoted'", 'a"b,c\nd;e')
    table = Table("表", (Column("=A1"), Column("@x")), tuple(Row((Cell(each), Cell(each))) for each in texts))
    document = documents.school()
    first = replace(document.sections[0], tables=(table,))
    head, *rows = table_of(bundle.files(replace(document, sections=(first,)))["01-basics-1.csv"])
    assert head[:2] == ["'=A1", "'@x"]
    assert [restored(row[0]) for row in rows] == list(texts)
    assert all(row[0][0] in "'`" for row in rows[:-1])


def test_columns_of_one_name_are_told_apart() -> None:
    table = Table("表", (Column("本月数", "money"), Column("本月数", "money")),
                  (Row((Cell("1.00", 100, "money"), Cell("2.00", 200, "money"))),))
    document = documents.school()
    document = replace(document, sections=(replace(document.sections[0], tables=(table,)),))
    assert table_of(bundle.files(document)["01-basics-1.csv"]) == [
        ["本月数", "本月数#2", bundle.LEVEL], ["1.00", "2.00", "行"]]


@pytest.mark.parametrize("name", MADE)
def test_the_dictionary_names_every_column_of_every_file(name: str) -> None:
    document, found = made(name)
    head, *rows = table_of(found[bundle.DICTIONARY])
    assert len(head) == 8 and all(row[2] for row in rows)
    for file in (*named(found), bundle.FIGURES):
        assert [row[1] for row in rows if row[0] == file] == table_of(found[file])[0]
    basis = {each.query: each.basis for each in document.sources}
    for file, table in zip(named(found), document.tables(), strict=True):
        assert {row[6] for row in rows if row[0] == file} == {basis.get(table.query, "")}


@pytest.mark.parametrize("name", MADE)
def test_the_manifest_has_the_hash_and_size_of_every_other_file(name: str) -> None:
    document, found = made(name)
    held = json.loads(found[bundle.MANIFEST])
    assert {each["name"]: (each["bytes"], each["sha256"]) for each in held["files"]} == {
        file: (len(content), hashlib.sha256(content).hexdigest())
        for file, content in found.items() if file != bundle.MANIFEST}
    for field in ("report", "title", "union", "unit", "period", "as_of", "version", "head", "program"):
        assert held[field] == getattr(document, field)
    assert held["marks"] == list(document.marks)
    assert any("SHA-256" in each for each in held["check"])


@pytest.mark.parametrize("name", MADE)
def test_the_page_needs_no_script_and_says_everything(name: str) -> None:
    document = legible(made(name)[0])
    whole = read(made(name)[1][bundle.INDEX])
    assert not list(whole.under("script"))
    assert not [each for each in whole.under() if any(one.startswith("on") for one in each.attributes)]
    assert not [each for each in whole.under() if {"src", "srcset", "action"} & each.attributes.keys()]
    policy = next(each.attributes["content"] for each in whole.under("meta")
                  if "http-equiv" in each.attributes)
    assert "script-src 'none'" in policy and policy.startswith("default-src 'none'")
    text = re.sub(r"\s", "", whole.one("body").text)
    assert not [each for each in documents.texts_of(document) if re.sub(r"\s", "", each) not in text]
    for each in document.signatures:
        assert each in text
    for font in fonts(whole):
        assert not [each for each in set(shown(whole)) - {"\n"} if ord(each) not in font.getBestCmap()]


def test_on_paper_every_page_says_what_it_is_and_from_which_books() -> None:
    style = read(made("school")[1][bundle.INDEX]).one("style").text
    printed = "".join(chr(int(code, 16)) if code else sign for code, sign in re.findall(
        r"\\([0-9a-f]+) |([^\\])", style[style.index("@page"):style.index("@page") + 2000]))
    assert "虚构示例　草稿" in printed and documents.school().code in printed and "counter(pages)" in printed


def test_names_of_files_are_plain_and_the_same_document_gives_the_same_bytes() -> None:
    document = documents.school()
    sections = tuple(replace(each, key=f"../../x/{each.key} 节") for each in document.sections)
    found = bundle.files(replace(document, sections=sections))
    assert all(re.fullmatch(r"[a-z0-9-]+\.(html|csv|json)", name) for name in found)
    assert bundle.zipped(found) == bundle.zipped(bundle.files(replace(document, sections=sections)))


def test_the_zip_holds_the_files() -> None:
    found = made("notice")[1]
    with zipfile.ZipFile(io.BytesIO(bundle.zipped(found))) as packed:
        assert {each.filename: packed.read(each) for each in packed.infolist()} == found
        assert packed.testzip() is None
