"""审计底稿.xlsx: the papers as a workbook. Amounts are numbers in 元, days are days, no cell is a formula
(`celltext`), every sheet prints on A4. Equal papers give equal bytes.
"""

from __future__ import annotations

import io
import math
from datetime import date, datetime
from typing import Any

import xlsxwriter

from openbooks.celltext import neutral
from openbooks.glyphs import breadth
from openbooks.matter import Matter
from openbooks.paperpage import Cell, Money, Page, pages
from openbooks.wording import amount

FONT, A4 = "Microsoft YaHei", 9
WIDEST, NARROW, NARROWEST, TALLEST = 60.0, 14.0, 6.0, 400.0
ROOM, PORTRAIT = 170.0, 95.0  # what a page of A4 holds that can still be read, lying and standing


def xlsx(matter: Matter) -> bytes:
    """The workbook."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        at = datetime.fromisoformat(matter.at).replace(tzinfo=None) if matter.at else datetime(1980, 1, 1)
        book.set_properties({"created": at, "title": f"{matter.whose}{matter.span.label}审计底稿"})
        looks = _looks(book)
        for page in pages(matter):
            _write(book, looks, matter, page)
    return content.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
             "border_color": "#C8CED6"}
    return {
        "text": book.add_format(plain), "money": book.add_format({**plain, "num_format": "#,##0.00"}),
        "whole": book.add_format({**plain, "num_format": "#,##0"}),
        "day": book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"}),
        "head": book.add_format({**plain, "bold": True, "bg_color": "#DCE6F1"}),
        "over": book.add_format({"font_name": FONT, "font_size": 10, "valign": "top"}),
        "title": book.add_format({"font_name": FONT, "font_size": 15, "bold": True}),
    }


def _write(book: xlsxwriter.Workbook, looks: dict[str, Any], matter: Matter, page: Page) -> None:
    sheet = book.add_worksheet(page.name)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{matter.whose.replace('&', '&&')} {matter.span.label} 第{matter.view.version}版"
                     "&R第 &P 页，共 &N 页")
    sheet.write_string(0, 0, neutral(f"{page.name} · {matter.whose} {matter.span.label}"), looks["title"])
    for at, line in enumerate(page.told, 1):
        sheet.write_string(at, 0, neutral(line), looks["over"])
    top = len(page.told) + 2
    widths = [min(WIDEST, max(NARROWEST, _wide(head))) for head in page.heads]
    for at, head in enumerate(page.heads):
        sheet.write_string(top, at, neutral(head), looks["head"])
    for row, cells in enumerate(page.rows, top + 1):
        for at, each in enumerate(cells):
            shown = _cell(sheet, row, at, each, looks)
            widths[at] = min(WIDEST, max(widths[at], _wide(shown)))
    widths = _fitted(widths, _wordiest(page))
    for row, cells in enumerate(page.rows, top + 1):
        lines = max((_lines(each, widths[at]) for at, each in enumerate(cells)), default=1)
        sheet.set_row(row, min(TALLEST, 15.5 * lines + 2))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    if sum(widths) > PORTRAIT:
        sheet.set_landscape()
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 0)
    if page.rows:
        sheet.autofilter(top, 0, top + len(page.rows), len(page.heads) - 1)


def _fitted(widths: list[float], wordiest: int) -> list[float]:
    """Widths that can be read on paper; the column with the most words gets twice the room of others."""
    widest = WIDEST
    while True:
        found = [min(each, widest * (1 + (at == wordiest))) for at, each in enumerate(widths)]
        if sum(found) <= ROOM or widest <= NARROW:
            return found
        widest -= 2


def _wordiest(page: Page) -> int:
    """The column in which the most text stands."""
    texts = [sum(len(row[at]) for row in page.rows if isinstance(row[at], str))
             for at in range(len(page.heads))]
    return texts.index(max(texts))


def _lines(said: Cell, width: float) -> int:
    if not isinstance(said, str):
        return 1
    return sum(max(1, math.ceil(_wide(line) / width)) for line in said.split("\n"))


def _wide(text: str) -> float:
    """The width of a text in a spreadsheet's units, with some room."""
    return 1.9 * breadth(text) + 2


def _cell(sheet: Any, row: int, at: int, said: Cell, looks: dict[str, Any]) -> str:
    """Write a cell; its text, to measure it by."""
    if isinstance(said, Money) and said.fen is not None:
        sheet.write_number(row, at, said.fen / 100, looks["money"])
        return amount(said.fen)
    if isinstance(said, int | float) and not isinstance(said, bool):
        sheet.write_number(row, at, said, looks["whole" if isinstance(said, int) else "text"])
        return str(said)
    if isinstance(said, date):
        sheet.write_datetime(row, at, datetime(said.year, said.month, said.day), looks["day"])
        return said.isoformat()
    text = said if isinstance(said, str) else ""
    sheet.write_string(row, at, neutral(text), looks["text"])
    return max(text.split("\n"), key=breadth)
