"""The paper: every number of the document and no other, nothing cut or laid over another, and what a
reader, a screen reader and a scanner need."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from openbooks import booklet, poster, ruled, seal, typeset
from openbooks.document import (
    Cell,
    Chart,
    Column,
    Document,
    Row,
    Section,
    Series,
    Source,
    Span,
    Table,
)
from tests.documents import large, notice, school, texts_of

NUMBER = re.compile(r"[+-]?\d[\d,.]*%?")
DOCUMENTS = pytest.mark.parametrize("make", [school, large, notice])
SQUEEZED = frozenset("，。：；、（）〔〕“”·")  # may be set half as wide beside others
Make = Callable[[], Document]


@cache
def paper(make: Make) -> PdfReader:
    """The paper of a document."""
    return PdfReader(io.BytesIO(booklet.pdf(make())))


def text_of(page: PageObject) -> str:
    return page.extract_text().replace("\u200b", "")


@cache
def texts(make: Make) -> tuple[str, ...]:
    """What each page says."""
    return tuple(text_of(page) for page in paper(make).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def plain(text: str) -> str:
    """A text as it is printed."""
    return typeset.legible(text, {})


def numbers(texts: list[str]) -> Counter[str]:
    return Counter(found for text in texts for found in NUMBER.findall(text))


def printed(document: Document, pages: int, contents: list[str]) -> list[str]:
    """Every text of the paper."""
    ends = [
        *(f"{name}：{why}" for name, why in document.left_out), *document.notes,
        *(f"{each.title}{each.basis}{each.ledgers}" for each in document.sources),
        document.program, document.head, *document.signatures,
    ]
    body = list(texts_of(document))
    unknown: dict[str, None] = {}
    typeset.all_legible([document.title, document.subtitle, document.whose, *body, *ends], unknown)
    return [
        document.title, document.subtitle, document.whose, document.period_label, document.as_of,
        f"第 {document.version} 版", *map(plain, body), *ends, *contents, typeset.about_unknown(unknown),
        "SHA-256",
        *(text for page in range(1, pages + 1) for text in (document.code, str(page), str(pages))),
        *[document.running] * (pages - 1), plain(document.subtitle),
    ]


@DOCUMENTS
def test_every_number_of_the_document_is_printed_and_no_other(make: Make) -> None:
    document, found = make(), list(texts(make))
    contents = re.findall(r"\. (\d+)$", "\n".join(found), re.MULTILINE)
    expected = numbers(printed(document, len(found), contents)) - numbers([document.subtitle])
    told = numbers(found)
    assert told - expected == Counter() == expected - told


@DOCUMENTS
def test_every_text_is_printed_as_it_stands(make: Make) -> None:
    said = squeezed("".join(texts(make)))
    document = make()
    extra = (*document.marks, *document.signatures, *document.notes, document.whose, document.title)
    missing = [text for text in (*texts_of(document), *extra) if squeezed(plain(text)) not in said]
    assert not missing, missing[:5]


@DOCUMENTS
def test_title_language_and_tags_are_what_a_screen_reader_needs(make: Make) -> None:
    read, document = paper(make), make()
    catalogue = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == plain(document.title) and read.metadata.author == plain(document.whose)
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1" in catalogue["/Metadata"].get_data()


def test_every_picture_has_a_text_that_stands_for_it() -> None:
    document, found = school(), []

    def walk(element: object) -> None:
        held = element.get_object() if hasattr(element, "get_object") else element
        for each in held if isinstance(held, list) else []:
            walk(each)
        if isinstance(held, dict):
            found.append(str(held.get("/Alt", "")))
            walk(held.get("/K"))

    walk(paper(school).trailer["/Root"]["/StructTreeRoot"]["/K"])
    for section in document.sections:
        assert {chart.alt for chart in section.charts} <= {*found}
    assert any(document.code in each for each in found), "the QR code"


@DOCUMENTS
def test_marks_and_code_stand_on_every_page_with_its_number(make: Make) -> None:
    document, pages = make(), texts(make)
    for at, page in enumerate(pages, 1):
        said = squeezed(page)
        assert squeezed(document.code) in said
        assert f"第{at}页，共{len(pages)}页" in said
        assert all(mark in said for mark in document.marks)


@pytest.mark.parametrize("make", [school, large])
def test_contents_and_bookmarks_name_the_page_on_which_a_section_begins(make: Make) -> None:
    read, document = paper(make), make()
    first = texts(make)[0]
    begins = {
        squeezed(str(each["/Title"])): read.get_destination_page_number(each) for each in read.outline
    }
    assert len(begins) == len(document.sections) + 1
    for section in document.sections:
        named, page = next((name, at) for name, at in begins.items() if name.endswith(section.title))
        entry = re.search(rf"{section.title}[ .]+(\d+)$", first, re.MULTILINE)
        assert entry and int(entry[1]) == page + 1
        assert named in squeezed(texts(make)[page])


def test_a_form_stays_on_one_page_without_contents() -> None:
    assert len(paper(notice).pages) == 1
    assert "目录" not in texts(notice)[0]


def test_a_table_of_nine_columns_lies_and_one_of_four_stands() -> None:
    of = {name: page for page, said in zip(paper(large).pages, texts(large), strict=True)
          for name in ("调整后预算数", "人次") if name in said}
    assert of["调整后预算数"].mediabox.width > of["调整后预算数"].mediabox.height
    assert of["人次"].mediabox.width < of["人次"].mediabox.height


def test_the_head_of_a_table_is_repeated_on_its_every_page() -> None:
    holding = [said for said in texts(large) if "10,0" in said or "小计" in said]
    assert len(holding) >= 2
    assert all("调整后预算数" in said for said in holding)


@cache
def advances(name: str) -> dict[int, int]:
    """Character → how wide it is, in thousandths of its size."""
    with TTFont(typeset.STATIC / name, lazy=True) as font:
        return {point: font["hmtx"][glyph][0] for point, glyph in font.getBestCmap().items()}


def boxes(page: PageObject) -> list[tuple[float, float, float, str]]:
    """Of each piece of level text: left, right, base line, text."""
    found: list[tuple[float, float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict | None, size: float) -> None:
        if not text.strip(" .\n") or abs(tm[1]) + abs(cm[1]) > 0.01 or not font:
            return
        bold = "Bold" in str(font.get("/BaseFont"))
        known = advances("NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf")
        for line in text.strip("\n").split("\n"):
            wide = sum(
                known.get(ord(each), 0) / (2 if each in SQUEEZED else 1) for each in line.rstrip()
            ) / 1000 * size * abs(tm[0])
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x, x + wide * abs(cm[0]), y, line))

    page.extract_text(visitor_text=visit)
    return found


def test_long_names_and_large_amounts_are_neither_cut_nor_laid_over_another() -> None:
    for page in paper(large).pages:
        width = float(page.mediabox.width)
        held = boxes(page)
        for left, right, base, text in held:
            assert left >= 40 and right <= width - 40, text
            for other_left, _, other_base, other in held:
                if other is not text and abs(base - other_base) < 3 and left < other_left:
                    assert right <= other_left + 0.5, (text, other)


def test_a_table_too_wide_for_any_page_is_parted_and_keeps_its_first_column() -> None:
    table = next(large().tables())
    columns = (*table.columns, *table.columns[2:], *table.columns[2:])
    rows = tuple(Row((*row.cells, *row.cells[2:], *row.cells[2:]), row.level) for row in table.rows[:6])
    wide = Section("wide", "很宽的表", tables=(
        Table(table.title, columns, rows, table.unit),
    ))
    read = PdfReader(io.BytesIO(booklet.pdf(school(sections=(wide,)))))
    said = [text_of(page) for page in read.pages]
    assert numbers(said)["1,667,942,386.84"] == 3
    assert squeezed("".join(said)).count(squeezed(rows[1].cells[0].text)) >= 2
    for page in read.pages:
        assert all(right <= float(page.mediabox.width) - 40 for _, right, _, _ in boxes(page))


def test_the_qr_code_of_the_paper_holds_what_stands_beside_it() -> None:
    document = school()
    told = seal.said(document)
    for each in (document.title, document.whose, document.period_label, "137", document.head):
        assert each in told
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", seal.svg(document))
    dark = {(int(x) + at, int(y)) for x, y, length in runs for at in range(int(length))}
    rows = seal.matrix(document)
    assert dark == {(x + seal.QUIET, y + seal.QUIET) for y, row in enumerate(rows)
                    for x, each in enumerate(row) if each}


@DOCUMENTS
def test_the_same_document_gives_the_same_bytes(make: Make) -> None:
    assert booklet.pdf(make()) == booklet.pdf(make())


def test_rare_characters_are_drawn_and_unknown_ones_are_said() -> None:
    said = "".join(texts(large))
    assert "䶮" in said and "𬭎" in said and "〔U+20BB7〕" in said and "字体里没有的字" in said
    for page in paper(large).pages:  # no glyph 0 (.notdef) is shown
        for font in page["/Resources"]["/Font"].values():
            shown = font.get_object()["/ToUnicode"].get_data().decode("ascii", "replace")
            assert not re.search(r"beginbfchar[^b]*<0000>", shown)


@pytest.mark.parametrize("sections", [
    (), (Section("a", "空的一节"),), (Section("a", ""), Section("b", "乙")),
])
def test_a_document_with_little_in_it_is_still_a_paper(sections: tuple[Section, ...]) -> None:
    bare = school(sections=sections, figures=(), sources=(), left_out=(), signatures=(), marks=(),
                  notes=(), title="", subtitle="", unit="某单位")
    assert len(PdfReader(io.BytesIO(booklet.pdf(bare))).pages) == 1


def test_a_short_row_is_filled_and_a_heading_within_a_table_spans_it() -> None:
    table = next(school().tables())
    rows = (Row((Cell("一、甲"),), "head"), Row((Cell("乙"), Cell("1.00", 100, "money"))))
    held = ruled.held(Table(table.title, table.columns, rows))
    assert [len(row["cells"]) for row in held["rows"]] == [5, 5]


@pytest.mark.parametrize("text", [
    "", "　", '#import "@preview/x:1.0": *', "$*_`<a>\\", "\x00\ud800\u202e", "字" * 300,
])
def test_a_text_is_printed_as_it_stands_wherever_it_stands(text: str) -> None:
    chart = Chart(text, "bars", (text,), (Series(text, (None,), (text,)),), text, text)
    charts = (chart, *(replace(chart, form=each) for each in ("columns", "steps", "pairs")),
              replace(chart, categories=()))
    rows = (Row((Cell(text), Cell(text))), Row((Cell(text),), "head"), Row((), "total"))
    tables = (Table(text, (Column(text), Column(text, "money")), rows, text, (text,)), Table(text, (), ()))
    section = Section(text, text, (((Span(text, "f"),),), ()), charts, tables, (text,), (text,))
    document = school(title=text, subtitle=text, union=text, unit=text, period_label=text, program=text,
                      sections=(section,), left_out=((text, text),), signatures=(text,), marks=(text,),
                      notes=(text,), sources=(Source(text, text, text, (text,)),))
    said = squeezed("".join(map(text_of, PdfReader(io.BytesIO(booklet.pdf(document))).pages)))
    assert said.count(squeezed(plain(text))) >= 20
    for draw in (poster.tall, poster.wall):
        assert draw(document).startswith(b"\x89PNG")
