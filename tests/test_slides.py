"""Slides: their numbers are the document's, charts and tables can be edited, nothing asks for a repair."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pptx import Presentation
from python_calamine import CalamineWorkbook

from openbooks.document import Chart, Document, Section, Series
from openbooks.numberform import TEXT, form_of
from openbooks.slide_panel import Area
from openbooks.slide_piece import chart_pieces, pieces_of, selection
from openbooks.slide_series import BASE, BELOW
from openbooks.slides import pptx
from tests import deck, documents
from tests.deck import A, C

MADE = {"school": documents.school, "large": documents.large, "notice": documents.notice}
WHOLE = Area(44, 98, 872, 390)


@cache
def made(name: str) -> tuple[Document, bytes]:
    document = MADE[name]()
    return document, pptx(document)


def slides(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def shapes(content: bytes, kind: str) -> Iterator[Any]:
    return (shape for slide in slides(content) for shape in slide.shapes if getattr(shape, kind))


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("name", MADE)
def test_no_program_has_to_repair_the_slides(name: str) -> None:
    assert list(deck.faults(made(name)[1])) == []


@pytest.mark.parametrize("name", MADE)
def test_every_row_that_a_slide_shows_is_a_row_of_the_document(name: str) -> None:
    document, content = made(name)
    known = {table.title: table for table in document.tables()}
    shown = 0
    for frame in shapes(content, "has_table"):
        table = known[frame.name.removeprefix("表 ")]
        head, *rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
        labels = [column.label for column in table.columns]
        places = [labels.index(label) for label in head]
        whole = [[row.cells[at].text.replace("𠮷", "〔U+20BB7〕") for at in places] for row in table.rows]
        assert all(row in whole for row in rows), table.title
        assert [whole.index(row) for row in rows] == sorted(whole.index(row) for row in rows)
        shown += len(rows)
    assert shown >= 12


def test_a_table_that_fits_is_shown_whole_and_one_that_does_not_says_so() -> None:
    content = made("school")[1]
    tables = {frame.name: frame.table for frame in shapes(content, "has_table")}
    assert len(tables["表 收入合计明细"].rows) == 1 + len(documents.INCOME) + 1
    said = "\n".join(map(texts, slides(made("large")[1])))
    assert "全表 40 行，见书面报告" in said and "全表 9 列" in said


@pytest.mark.parametrize("name", MADE)
def test_charts_hold_the_exact_values_and_can_be_edited(name: str) -> None:
    document, content = made(name)
    known = {chart.title: chart for section in document.sections for chart in section.charts}
    for frame in shapes(content, "has_chart"):
        chart, drawn = known[frame.name.removeprefix("图 ")], frame.chart
        book = CalamineWorkbook.from_filelike(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
        head, *rows = book.get_sheet_by_index(0).to_python()
        names = [chart.categories.index(row[0]) for row in rows]
        for at, series in enumerate(drawn.plots[0].series, 1):
            inside = [row[at] if row[at] != "" else None for row in rows]
            assert [head[at], inside] == [series.name, list(series.values)]
        if chart.form != "steps":
            for series, one in zip(drawn.plots[0].series, chart.series, strict=True):
                assert (series.name, list(series.values)) == (one.name, [one.values[at] for at in names])
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == chart.alt


def shown_by(form: str, value: float) -> str:
    """What an office program shows of a value under a format (of those that are used here)."""
    sections = form.split(";")
    negative = value < 0 and len(sections) > 1
    code = sections[1] if negative else sections[0]
    exact = abs(Decimal(f"{value:.15g}"))
    said, at, digits = "", 0, ""
    while at < len(code):
        if code[at] == '"':
            end = code.index('"', at + 1)
            said += code[at + 1: end]
            at = end
        elif code[at] == "\\":
            said, at = said + code[at + 1], at + 1
        elif code[at] in "#0,.":
            digits += code[at]
            if at + 1 == len(code) or code[at + 1] not in "#0,.":
                scale = 100 if "%" in code[at:] and '"%' not in code[at:] else 1
                places = len(digits.partition(".")[2])
                number = (exact * scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
                said += f"{number:,f}" if "," in digits else f"{number:f}"
        else:
            said += code[at]
        at += 1
    return ("-" if value < 0 and not negative and digits else "") + said


@given(some.floats(-1e9, 1e9), some.integers(0, 3), some.sampled_from(["", "万元", "%", " 人"]),
       some.booleans())
def test_a_label_shows_the_text_whatever_the_number(
    value: float, places: int, unit: str, signed: bool
) -> None:
    text = f"{value:{'+' if signed else ''},.{places}f}{unit}"
    assert shown_by(form_of(text, value), value) == text


@pytest.mark.parametrize(("text", "value"), [
    ("不足 0.1%", 0.0004), ("99.9%", 0.9999), ("48.3%", 0.483), ("12.2%", 0.1225), ("*", 0.5),
    ("−3.20", -3.2), ("+4.00", 4.0), ("-4.94", 4.937984), ('说"好"', 1.0), ("2025", 2025), ("0", 0),
])
def test_a_format_that_digits_cannot_give_is_the_text_itself(text: str, value: float) -> None:
    assert shown_by(form_of(text, value), value) == text


def test_a_text_that_is_too_long_for_a_format_is_kept_as_text() -> None:
    assert form_of("很" * 300, 1.0) == TEXT
    assert form_of("1\n2", 1.0) == TEXT


@pytest.mark.parametrize("name", MADE)
def test_the_labels_of_a_chart_show_the_texts_of_the_document(name: str) -> None:
    document, content = made(name)
    known = {chart.title: chart for section in document.sections for chart in section.charts}
    for frame in shapes(content, "has_chart"):
        chart = known[frame.name.removeprefix("图 ")]
        said: list[str] = []
        for series in frame.chart._chartSpace.iter(f"{C}ser"):
            own = {each.find(f"{C}idx").get("val"): each for each in series.iter(f"{C}dLbl")}
            whole = series.find(f"{C}dLbls")
            for point in series.find(f"{C}val").iter(f"{C}pt"):
                label = own.get(point.get("idx"))
                if whole is not None and (label is None or label.find(f"{C}delete") is None):
                    form = (label if label is not None else whole).find(f"{C}numFmt").get("formatCode")
                    said.append(shown_by(form, float(point.findtext(f"{C}v"))))
        names = [each.text for each in next(frame.chart._chartSpace.iter(f"{C}cat")).iter(f"{C}v")]
        places = [chart.categories.index(each) for each in names]
        told = [one.texts[at] for one in chart.series for at in places if one.values[at] is not None]
        assert sorted(said) == sorted(told)


def test_a_waterfall_stands_on_what_was_before_and_goes_through_zero() -> None:
    values = (5.0, 3.0, -4.0, -6.0, -2.0)
    labels = tuple(f"{value:+.2f}" for value in values)
    names = ("年初", "收", "支", "解", "年末")
    chart = Chart("结余", "steps", names, (Series("额", values, labels),), "万元", "图")
    section = Section("a", "结余", ((documents.sentence("由正变负。"),),), (chart,))
    content = pptx(documents.school(sections=(section,)))
    drawn = next(shapes(content, "has_chart")).chart.plots[0].series
    held = {series.name: series.values for series in drawn}
    assert held[BASE] == (None, 5.0, 4.0, None, None)
    assert held["减少"] == (None, None, 4.0, 4.0, None)
    assert held[f"减少{BELOW}"] == (None, None, None, -2.0, None)
    assert held["结余"] == (5.0, None, None, None, -2.0)


@pytest.mark.parametrize("name", MADE)
def test_every_run_has_a_typeface_for_chinese_and_none_is_too_small(name: str) -> None:
    runs = list(deck.letters(made(name)[1]))
    assert runs
    for part, each in runs:
        properties = each.find(f"{A}rPr")
        assert properties is not None, part
        assert properties.find(f"{A}ea").get("typeface") == "Microsoft YaHei", part
        assert properties.find(f"{A}latin").get("typeface") and properties.get("lang") == "zh-CN"
        if "/slides/" in part:
            assert int(properties.get("sz")) >= 1400, each.findtext(f"{A}t")
    for frame in shapes(made(name)[1], "has_table"):
        sizes = {run.font.size.pt for row in frame.table.rows for cell in row.cells
                 for run in cell.text_frame.paragraphs[0].runs}
        assert min(sizes) >= 18
    for chart in shapes(made(name)[1], "has_chart"):
        for each in chart.chart._chartSpace.iter(f"{A}defRPr"):
            assert each.find(f"{A}ea").get("typeface") == "Microsoft YaHei"


@pytest.mark.parametrize("name", MADE)
def test_each_slide_shows_marks_version_and_number_and_has_notes(name: str) -> None:
    document, content = made(name)
    for number, slide in enumerate(slides(content), 1):
        said = texts(slide)
        assert all(mark in said for mark in document.marks) and document.code in said
        assert said.rstrip().endswith(str(number)) or f"\n{number}\n" in said
        assert slide.shapes.title.text_frame.text
        assert slide.has_notes_slide


def test_notes_hold_what_is_spoken_and_every_sentence_in_full() -> None:
    document, content = made("school")
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides(content))
    for section in document.sections:
        for text in (*section.spoken, *section.texts, *section.remarks):
            assert text in notes
    assert "来源：经费收支（按科目）（按入账月份" in notes and document.head in notes


def test_a_slide_begins_with_its_section_and_its_answer() -> None:
    document, content = made("school")
    slide = slides(content)[2]
    assert slide.shapes.title.text_frame.text == "收入决算"
    answer = "".join(span.text for span in document.sections[1].paragraphs[0][0])
    first = next(shape for shape in slide.shapes if shape.has_text_frame and not shape.is_placeholder)
    assert first.text_frame.text.startswith(answer)


def test_the_last_slide_says_what_was_left_out_and_why_and_bears_the_code() -> None:
    document, content = made("school")
    said = texts(slides(content)[-1])
    for name, why in document.left_out:
        assert f"未列入：{name}。{why}。" in said
    assert "只在书面报告里：预算执行情况" in said and "经费收支（按科目）" in said
    picture = next(shape for shape in slides(content)[-1].shapes if shape.name == "二维码")
    assert picture.image.content_type == "image/png" and picture.width > 1_800_000


@pytest.mark.parametrize("count", range(15))
def test_there_are_six_to_ten_slides_however_many_sections(count: int) -> None:
    whole = documents.school().sections
    sections = tuple(replace(whole[at % 6], key=str(at), title=f"第{at + 1}节") for at in range(count))
    document = documents.school(sections=sections)
    found = slides(pptx(document))
    assert 6 <= len(found) <= 10
    titles = "、".join(slide.shapes.title.text_frame.text for slide in found)
    assert all(section.title in titles for section in sections)


def test_a_section_of_one_sentence_still_makes_six_slides() -> None:
    section = Section("a", "存在问题", ((documents.sentence("没有发现问题。"),),))
    content = pptx(documents.school(sections=(section,), left_out=(), notes=(), sources=()))
    assert 6 <= len(slides(content)) <= 10


def test_a_sentence_that_is_too_long_is_never_cut_within_a_number() -> None:
    long = "，".join(f"第{at}项支出 1,234,567.89 元" for at in range(80)) + "。"
    section = Section("a", "很长", ((documents.sentence(long),),))
    content = pptx(documents.school(sections=(section,)))
    said = next(texts(slide) for slide in slides(content) if slide.shapes.title.text_frame.text == "很长")
    assert "元，……" in said and "其余见书面报告。" in said
    assert long in "".join(slide.notes_slide.notes_text_frame.text for slide in slides(content))


def test_pieces_of_a_table_are_the_table() -> None:
    table = next(documents.large().tables())
    pieces = pieces_of(table, WHOLE.width, 300, 340)
    assert {at for piece in pieces for at in piece.columns} == set(range(len(table.columns)))
    rows = [at for piece in pieces if piece.columns == pieces[0].columns for at in piece.rows]
    assert rows == [*range(len(table.rows))]
    for piece in pieces:
        assert sum(piece.widths) <= WHOLE.width + 1e-6 and sum(piece.heights) <= 340 and piece.size >= 18
        assert table.rows[piece.rows[-1]].level != "head"


def test_what_is_chosen_of_a_table_has_its_totals() -> None:
    table = next(documents.large().tables())
    piece = selection(table, WHOLE.width, 250)
    assert piece is not None and len(table.rows) - 1 in piece.rows
    assert selection(table, WHOLE.width, 20) is None


def test_pieces_of_a_chart_have_one_scale_and_every_category() -> None:
    chart = documents.large().sections[0].charts[0]
    pieces = chart_pieces(chart, WHOLE.width, 300)
    assert [at for piece in pieces for at in piece.categories] == [*range(12)]
    assert len({(piece.low, piece.high) for piece in pieces}) == 1


def test_a_character_that_no_font_has_is_written_by_its_code() -> None:
    said = "\n".join(map(texts, slides(made("large")[1])))
    assert "𠮷" not in said and "〔U+20BB7〕" in said and "䶮𬭎" in said


def test_equal_documents_give_equal_bytes() -> None:
    assert pptx(documents.school()) == made("school")[1]


@pytest.mark.long
@pytest.mark.parametrize("name", MADE)
def test_libreoffice_opens_the_slides(name: str, tmp_path: Path) -> None:
    printed = documents.opened_by_office(tmp_path, "deck.pptx", made(name)[1])
    assert len(printed.pages) == len(slides(made(name)[1]))
