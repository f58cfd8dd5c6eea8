"""The same numbers everywhere: each rendering of a report, read back, against the document itself.

Numbers are taken out of the files as a stranger would: words of the pages of the PDF, cells and charts
of the slides, cells of the workbook, text of the web pages, lines of the CSV.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser

import pptx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from openbooks import presenting, rendering
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.document import Document

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
CASES = [("school", "finance", "2025"), ("school", "disclosure", "2025H1"),
         ("federation", "disclosure", "2025")]


class Words(HTMLParser):
    """The texts of a web page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def words(html: bytes) -> str:
    reader = Words()
    reader.feed(html.decode())
    return " ".join(reader.found)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def printed(document: Document) -> set[str]:
    """Every number that the document says in sentences and tables."""
    texts = [text for section in document.sections for text in section.texts]
    texts += [cell.text for table in document.tables() for row in table.rows for cell in row.cells]
    return numbers(" ".join(texts))


def _paper(document: Document, files: dict[str, bytes]) -> None:
    pages = PdfReader(io.BytesIO(files[".pdf"])).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    assert [each for each in printed(document) if each not in text] == []
    assert "\ufffd" not in text


def _web(document: Document, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files[".zip"])) as bundle:
        pages = [files[".html"], bundle.read("index.html")]
    for page in pages:
        assert printed(document) - numbers(words(page)) == set()


def _workbook(document: Document, files: dict[str, bytes]) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(files[".xlsx"]))
    held = {
        round(float(cell), 6) for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python() for cell in row
        if isinstance(cell, int | float)
    }
    for table in document.tables():
        for row in table.rows:
            for cell in row.cells:
                if cell.is_number and cell.text not in {"99.9%", "不足 0.1%"}:
                    exact = cell.value / 100 if cell.kind == "money" else cell.value
                    assert round(float(exact), 6) in held, (table.title, cell)


def _lines(document: Document, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files[".zip"])) as bundle:
        rows = [
            row for name in bundle.namelist() if name.endswith(".csv")
            for row in csv.reader(io.StringIO(bundle.read(name).decode("utf-8-sig")))
        ]
    held = {cell for row in rows for cell in row}
    for table in document.tables():
        for row in table.rows:
            for cell in row.cells:
                if cell.is_number and cell.kind == "money":
                    assert cell.text.replace(",", "") in held, (table.title, cell)


def _slides(document: Document, files: dict[str, bytes]) -> None:
    deck = pptx.Presentation(io.BytesIO(files[".pptx"]))
    assert 6 <= len(deck.slides) <= 10
    exact = {value for section in document.sections for chart in section.charts
             for series in chart.series for value in series.values if value is not None}
    cells, values, charts = set(), [], 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                cells |= {cell.text for row in shape.table.rows for cell in row.cells}
            if shape.has_chart:
                charts += 1
                assert shape.chart.part.chart_workbook.xlsx_part is not None
                values += [value for plot in shape.chart.plots for series in plot.series
                           if not shape.chart.has_title or series.name for value in series.values]
    told = {cell.text for table in document.tables() for row in table.rows for cell in row.cells}
    assert {each for each in cells if NUMBER.fullmatch(each)} <= told
    drawn = {round(abs(value), 6) for value in values if value}
    if charts:
        assert drawn & {round(abs(value), 6) for value in exact}


@pytest.mark.parametrize(("union", "report", "period"), CASES)
def test_every_rendering_of_a_report_says_the_same_numbers(
    union: str, report: str, period: str, example_books: Callable[[str], Books]
) -> None:
    document = presenting.document(example_books(union).view(LOCAL_PAGES), report, period)
    files = {each.ending: each.make(document) for each in rendering.ALL}
    _paper(document, files)  # every number that the document says
    _web(document, files)
    _workbook(document, files)  # by its exact value
    _lines(document, files)
    _slides(document, files)  # what they show, and charts that can be edited


def test_equal_documents_give_equal_files(example_books: Callable[[str], Books]) -> None:
    document = presenting.document(example_books("school").view(LOCAL_PAGES), "statement", "2025")
    for each in rendering.ALL:
        assert each.make(document) == each.make(document), each.name
