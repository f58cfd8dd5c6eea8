"""The pictures: of the size that a chat and a wall take, and nothing in them that the document lacks."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image
from pypdf import PdfReader

from openbooks import poster, seal, typeset
from openbooks.document import Document, Section
from tests.documents import large, notice, school, sentence, texts_of
from tests.test_booklet import boxes, numbers, plain, squeezed

DOCUMENTS = pytest.mark.parametrize("make", [school, large, notice])
Make = Callable[[], Document]


def picture(content: bytes) -> Image.Image:
    """The PNG, opened."""
    assert content.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(content)).convert("L")


def as_text(source: str, data: dict) -> PdfReader:
    """The same picture as a page whose text can be read."""
    return PdfReader(io.BytesIO(typeset.pdf(source, data)))


def both(document: Document) -> list[PdfReader]:
    """The tall picture and the one for the wall."""
    return [as_text(poster.TALL, poster.tall_data(document)),
            as_text(poster.WALL, poster.wall_data(document))]


@DOCUMENTS
def test_the_tall_picture_is_1080_wide_and_at_most_4500_high(make: Make) -> None:
    drawn = picture(poster.tall(make()))
    assert drawn.width == poster.WIDTH == 1080 and 400 < drawn.height <= 4500


def test_pictures_of_very_much_are_still_of_their_size() -> None:
    document = school()
    much = school(sections=document.sections * 4)
    assert picture(poster.tall(much)).height <= 4500
    said = squeezed(as_text(poster.TALL, poster.tall_data(much)).pages[0].extract_text())
    assert poster.UNDRAWN in said and poster.REST in said


@DOCUMENTS
def test_the_wall_picture_is_one_a4_page_of_200_points_an_inch_or_more(make: Make) -> None:
    drawn = picture(poster.wall(make()))
    assert drawn.width >= 8.26 * 200 and abs(drawn.height / drawn.width - 297 / 210) < 0.002


@cache
def read(make: Make) -> list[PdfReader]:
    """Both pictures of one of the documents."""
    return both(make())


@DOCUMENTS
def test_every_number_of_a_picture_is_one_of_the_document(make: Make) -> None:
    document = make()
    known = numbers([
        *map(plain, texts_of(document)), document.title, document.subtitle, document.whose,
        document.period_label, document.as_of, document.code, *document.notes, "𠮷 〔U+20BB7〕 9",
        *(name for name, _ in document.left_out),
    ])
    for each in read(make):
        assert len(each.pages) == 1
        told = numbers([page.extract_text().replace("\u200b", "") for page in each.pages])
        assert not {*told} - {*known}


@DOCUMENTS
def test_marks_title_union_period_day_and_code_are_on_both_pictures(make: Make) -> None:
    document = make()
    for one in read(make):
        said = squeezed(one.pages[0].extract_text())
        for each in (*document.marks, plain(document.title), plain(document.whose), document.period_label,
                     document.as_of, document.code):
            assert squeezed(each) in said


@DOCUMENTS
def test_a_chart_or_a_table_is_shown_whole_or_named_as_left_to_the_paper(make: Make) -> None:
    document = make()
    for one in read(make):
        said = squeezed(one.pages[0].extract_text().replace("\u200b", ""))
        behind = said.partition(poster.UNDRAWN)[2]
        charts = [chart for section in document.sections for chart in section.charts]
        for chart in charts:
            texts = [*chart.categories, *(text for each in chart.series for text in each.texts)]
            whole = all(squeezed(text) in said for text in texts)
            assert whole or squeezed(chart.title) in behind
        for table in () if charts else document.tables():
            whole = all(squeezed(plain(cell.text)) in said for row in table.rows for cell in row.cells)
            assert whole or squeezed(table.title) in behind


def test_nothing_on_a_picture_runs_out_of_it_or_over_another() -> None:
    for one in read(large):
        page = one.pages[0]
        held = boxes(page)
        for left, right, base, text in held:
            assert left >= 20 and right <= float(page.mediabox.width) - 20 and base > 10, text
            for other_left, _, other_base, other in held:
                if other is not text and abs(base - other_base) < 3 and left < other_left:
                    assert right <= other_left + 0.5, (text, other)


@pytest.mark.parametrize("draw", [poster.tall, poster.wall])
def test_the_qr_code_of_a_picture_can_be_read_back_module_by_module(
    draw: Callable[[Document], bytes]
) -> None:
    document = school()
    rows, drawn = seal.matrix(document), picture(draw(document))
    step, side = poster.MODULE, len(seal.matrix(document)) * poster.MODULE

    def found(x: int, y: int) -> bool:
        return all((drawn.getpixel((x + column * step + 2, y + line * step + 2)) < 128) == each
                   for line, row in enumerate(rows) for column, each in enumerate(row))

    area = [(x, y) for y in range(drawn.height - side, drawn.height - 4 * side, -1)
            for x in range(drawn.width - side - 10, drawn.width - 2 * side, -1)
            if drawn.getpixel((x + 2, y + 2)) < 128 and drawn.getpixel((x + 2 - step, y + 2)) > 128
            and drawn.getpixel((x + 2, y + 2 - step)) > 128]
    assert any(found(*place) for place in area)


def test_the_same_document_gives_the_same_picture() -> None:
    assert poster.tall(large()) == poster.tall(large())
    assert poster.wall(notice()) == poster.wall(notice())


def test_of_one_section_also_the_sentences_without_a_figure_are_said() -> None:
    rule = "会费与行政拨款的区分办法：会费先用于职工活动。"
    section = Section("money", "经费去哪了", ((sentence("全部工会经费‹income|收入 1.00 元›。"),),
                                         (sentence(rule),)))
    for one in both(school(sections=(section,))):
        assert squeezed(rule) in squeezed(one.pages[0].extract_text())


@pytest.mark.parametrize("sections", [(), (Section("a", "空的一节"),)])
def test_a_document_with_nothing_in_it_is_still_a_picture(sections: tuple[Section, ...]) -> None:
    bare = school(sections=sections, figures=(), notes=(), left_out=(), marks=())
    assert picture(poster.tall(bare)).width == 1080
    assert picture(poster.wall(bare)).width > 1600
