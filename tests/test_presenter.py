"""The file to present: every number as the document says it, nothing from outside, nothing that runs."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from openbooks import presenter
from openbooks.document import Cell, Chart, Column, Document, Row, Section, Series, Span, Table
from openbooks.hypertext import DARK, LIGHT, endmatter, legible
from tests import documents
from tests.test_structure import contrast
from tests.webpage import Element, cells, fonts, read, shown

MADE = ("school", "large", "notice")
HOSTILE = '</title></style></script><script>alert(1)</script>"\' onload="x" <img src=//x.cn/a> {} \\ ]]>'


@cache
def page(name: str) -> Element:
    return read(presenter.html(hostile() if name == "hostile" else getattr(documents, name)()))


@pytest.fixture(params=MADE)
def made(request: pytest.FixtureRequest) -> tuple[Document, Element]:
    """A document as it is shown, and its page."""
    return legible(getattr(documents, request.param)()), page(request.param)


def readings(made: Element) -> tuple[Element, Element]:
    """The slides, and the document to read."""
    return made.one("main", "deck"), made.one("main", "article")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_text_of_the_document_is_on_a_slide_and_in_the_page_to_read(
    made: tuple[Document, Element]
) -> None:
    document, whole = made
    for reading in readings(whole):
        text = squeezed(reading.text)
        missing = [each for each in documents.texts_of(document) if squeezed(each) not in text]
        assert not missing, missing[:5]
        for each in (document.title, document.subtitle, document.whose, document.period_label,
                     document.as_of, document.code, document.head, *document.marks, *document.notes,
                     *(said for pair in document.left_out for said in pair)):
            assert squeezed(each) in text, each


def test_every_sentence_says_its_figures_as_the_document_does(made: tuple[Document, Element]) -> None:
    document, whole = made
    told = [(span.figure, span.text) for section in document.sections for each in section.paragraphs
            for sentence in each for span in sentence if span.figure]
    for reading in readings(whole):
        assert told == [(each.attributes["data-figure"], each.text) for each in reading.under("span")
                        if "data-figure" in each.attributes]


def columns_of(table: Table) -> dict[str, list[str]]:
    """Label → the texts of a column, but for the row that is a heading."""
    rows = [row for row in table.rows if row.level != "head"]
    return {column.label: [row.cells[at].text for row in rows] for at, column in enumerate(table.columns)}


def test_tables_to_read_are_those_of_the_document(made: tuple[Document, Element]) -> None:
    document, whole = made
    tables = [*document.tables(), *(t for section in endmatter(document) for t in section.tables)]
    drawn = list(readings(whole)[1].under("table"))
    assert len(drawn) == len(tables)
    for table, one in zip(tables, drawn, strict=True):
        head, *rows = cells(one)
        assert head == [each.label for each in table.columns]
        assert [row for row in rows if len(row) == len(head)] == [
            [cell.text for cell in row.cells] for row in table.rows if row.level != "head"]


def parts_of(whole: Element) -> Iterator[tuple[str, list[Element]]]:
    """Title of a table → its parts on slides that have the same columns, one after another."""
    found: dict[tuple[str, ...], list[Element]] = {}
    for each in readings(whole)[0].under("table"):
        title = re.sub(r"（[0-9]+/[0-9]+）", "", "".join(one.text for one in each.under("caption")))
        found.setdefault((title, *cells(each)[0]), []).append(each)
    for (title, *_), parts in found.items():
        yield title, parts


def test_tables_on_slides_have_every_cell_once_and_their_header_again(made: tuple[Document, Element]) -> None:
    document, whole = made
    sought = {f"{each.title}{' ' + each.unit if each.unit else ''}": columns_of(each)
              for each in document.tables()}
    found: dict[str, set[str]] = {}
    for title, parts in parts_of(whole):
        if title not in sought:
            continue
        head = cells(parts[0])[0]
        rows = [row for part in parts for row in cells(part)[1:] if len(row) == len(head)]
        for at, label in enumerate(head):
            assert [row[at] for row in rows] == sought[title][label], (title, label)
        found.setdefault(title, set()).update(head)
    assert found == {title: set(each) for title, each in sought.items()}


def test_pictures_say_every_number_of_their_chart(made: tuple[Document, Element]) -> None:
    document, whole = made
    said = Counter(text + (" 超" if series.role == "actual" and name in chart.over else "")
                   for section in document.sections for chart in section.charts for series in chart.series
                   for name, text in zip(chart.categories, series.texts, strict=True))
    deck, article = readings(whole)
    assert Counter(each.text for each in deck.under("text", "v")) == said
    assert Counter(each.text for each in article.under("text", "v")) == Counter(
        {text: 2 * count for text, count in said.items()})


def test_every_slide_has_its_marks_its_code_and_its_number() -> None:
    document, slides = documents.school(), list(page("school").under("section", "slide"))
    for at, slide in enumerate(slides, 1):
        assert [each.text for each in slide.one("p", "marks").under("span")] == list(document.marks)
        foot = slide.one("footer").text
        assert document.code in foot and f"{at} / {len(slides)}" in foot and document.title in foot
        assert slide.one("h1").attributes["id"] == f"d{at}"


def test_what_the_speaker_says_stands_beside_the_slides_and_not_on_them() -> None:
    whole = page("school")
    for section in documents.school().sections:
        for said in section.spoken:
            slide = next(each for each in whole.under("section", "slide")
                         if each.one("aside").text.startswith(said))
            assert said not in slide.one("div", "inner").text
            assert said not in readings(whole)[1].text


def test_ids_are_given_once_and_references_lead_to_them(made: tuple[Document, Element]) -> None:
    _, whole = made
    ids = [each.attributes["id"] for each in whole.under() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in whole.under():
        for name in each.attributes.get("aria-labelledby", "").split():
            assert name in ids
        for value in (each.attributes.get("href", ""), each.attributes.get("fill", "").removeprefix("url(")):
            if value.startswith("#") and value != "#fff":
                assert value.strip("#)") in ids


def test_nothing_is_loaded_from_anywhere(made: tuple[Document, Element]) -> None:
    _, whole = made
    loads = {"src", "srcset", "action", "poster", "data", "background", "formaction", "xlink:href"}
    for each in whole.under():
        assert not loads & each.attributes.keys(), each.tag
        if "href" in each.attributes:
            assert each.attributes["href"].startswith(("#", "data:"))
        assert each.tag not in {"iframe", "object", "embed", "base", "form", "img"}
    style = whole.one("style").text
    assert "@import" not in style
    assert all(each.startswith("data:font/woff;base64,") for each in re.findall(r"url\(([^)]*)\)", style))
    assert not re.search("https?:|//[a-z]", re.sub(r"base64,[A-Za-z0-9+/=]+", "", style))


def test_the_policy_allows_our_style_and_script_by_their_hashes_and_nothing_else() -> None:
    whole = page("school")
    policy = next(each.attributes["content"] for each in whole.under("meta")
                  if each.attributes.get("http-equiv") == "Content-Security-Policy")
    rules = {name: rest for name, *rest in (each.split() for each in policy.split(";"))}
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(whole.one(tag).text.encode()).digest()).decode()
        assert rules.pop(name) == [f"'sha256-{digest}'"]
    assert rules == {"default-src": ["'none'"], "font-src": ["data:"], "img-src": ["data:"],
                     "base-uri": ["'none'"], "form-action": ["'none'"]}


def hostile() -> Document:
    """A document whose every text would break out of a page that did not escape it."""
    said = ((Span(HOSTILE), Span(HOSTILE, 'x"><b onclick=1>')),)
    series = (Series(HOSTILE, (1.0,), (HOSTILE,), "plan"), Series(HOSTILE, (2.0,), (HOSTILE,), "actual"))
    charts = tuple(Chart(HOSTILE, form, (HOSTILE,), series, HOSTILE, HOSTILE, HOSTILE, frozenset({HOSTILE}))
                   for form in ("bars", "columns", "steps", "pairs"))
    table = Table(HOSTILE, (Column(HOSTILE), Column(HOSTILE, "money")),
                  (Row((Cell(HOSTILE), Cell(HOSTILE, 1, "money"))), Row((Cell(HOSTILE), Cell("")), "head")),
                  HOSTILE, (HOSTILE,), query=HOSTILE)
    section = Section(HOSTILE, HOSTILE, (said,), charts, (table,), (HOSTILE,), (HOSTILE,))
    return documents.school(
        **dict.fromkeys(("title", "subtitle", "union", "unit", "period_label", "as_of", "program", "head"),
                        HOSTILE),
        sections=(section,), left_out=((HOSTILE, HOSTILE),), signatures=(HOSTILE,), marks=(HOSTILE,),
        notes=(HOSTILE,), sources=tuple(replace(each, title=HOSTILE) for each in documents.sources()),
    )


def test_no_text_of_the_books_becomes_markup() -> None:
    whole, plain = page("hostile"), page("school")
    tags = {each.tag for each in plain.under()}
    assert {each.tag for each in whole.under()} <= tags
    for tag in ("script", "style", "title"):
        assert len(list(whole.one("head").under(tag))) == len(list(plain.one("head").under(tag)))
    assert whole.one("script").text == plain.one("script").text
    known = {name for each in (*plain.under(), *page("large").under()) for name in each.attributes}
    assert {name for each in whole.under() for name in each.attributes} <= known
    assert whole.one("head").one("title").text == HOSTILE
    for reading in readings(whole):
        assert squeezed(HOSTILE) in squeezed(reading.text)
        assert any(each.text.startswith(HOSTILE) for each in reading.under("text", "v"))


@pytest.mark.parametrize("name", [*MADE, "hostile"])
def test_the_font_has_every_character_that_is_shown(name: str) -> None:
    whole = page(name)
    printed = re.findall(r'content:("(?:[^"\\]|\\.)*")', whole.one("style").text)
    said = set(shown(whole)) - {"\n"}
    said |= {chr(int(code, 16)) for each in printed for code in re.findall(r"\\([0-9a-f]+) ", each)}
    held = fonts(whole)
    assert len(held) == 2
    for font in held:
        assert not {f"U+{ord(each):04X}" for each in said if ord(each) not in font.getBestCmap()}


def test_rare_characters_are_in_the_font_and_those_it_lacks_are_said() -> None:
    for font in fonts(page("school")):
        assert {ord("䶮"), ord("𬭎")} <= font.getBestCmap().keys()
    text = readings(page("large"))[1].text
    assert "〔U+20BB7〕林" in text and "𠮷" not in text and "是字体里没有的字" in text


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_marks_can_be_told_from_their_ground(theme: dict[str, str]) -> None:
    for ground in ("ground", "panel"):
        for ink in ("text", "muted", "over", "now"):
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
    for mark in ("now", "second", "third", "over", "focus"):
        assert contrast(theme[mark], theme["ground"]) >= 3, mark


def test_the_same_document_gives_the_same_bytes() -> None:
    assert presenter.html(documents.notice()) == presenter.html(documents.notice())
