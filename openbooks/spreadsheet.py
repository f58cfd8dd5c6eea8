"""A document as a workbook (XLSX): a cover, a sheet for each table, and the numbers of the sentences.

Every number is a number, money in 元, under a format that shows what every other rendering prints;
where there is no such format the cell holds the text. No cell is a formula: a text that a spreadsheet
would take for one is marked (`celltext`). Equal documents give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import xlsxwriter

from openbooks.celltext import neutral
from openbooks.document import HIDDEN, WHY_HIDDEN, Cell, Document, Figure, Section, Table
from openbooks.glyphs import breadth
from openbooks.numberform import TEXT, form_of
from openbooks.typeset import about_unknown, legible_record

FONT, SIZE = "Microsoft YaHei", 11
COVER, NUMBERS = "目录", "数字"
BARRED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_NAME, WIDEST, NARROWEST = 31, 46.0, 8.0  # characters of a sheet's name; of a column
PORTRAIT = 92.0  # characters of digits that a page standing up is wide
A4 = 9
LARGEST_EXACT = 10**15  # 分: more digits are not kept by a spreadsheet
FORMS = {"money": "#,##0.00", "integer": "#,##0", "share": "0.0%"}
BOLD = {"sum", "total", "head"}
Styles = dict[tuple[Any, ...], Any]


def xlsx(document: Document) -> bytes:
    """The workbook."""
    unknown: dict[str, None] = {}
    said = legible_record(document, unknown)
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({
            "title": said.title[:255], "author": said.whose[:255], "subject": said.period_label[:255],
            "comments": said.code, "created": datetime.fromisoformat(said.as_of),
        })
        pages = Pages(book, said)
        tables = [(section, table) for section in said.sections for table in section.tables]
        names = _names(table.title for _, table in tables)
        pages.cover(list(zip(names, (table for _, table in tables), strict=True)), about_unknown(unknown))
        for name, (section, table) in zip(names, tables, strict=True):
            pages.table(name, section, table)
        pages.numbers()
    return content.getvalue()


def _names(titles: Iterable[str]) -> list[str]:
    """Names of sheets: no sign that a sheet may not have, none twice, none too long."""
    taken = {COVER, NUMBERS, "history"}
    found = []
    for title in titles:
        stem = " ".join(title.translate(BARRED).split()) or "表"
        name, count = _short(stem, ""), 1
        while name.lower() in taken:
            count += 1
            name = _short(stem, f" {count}")
        taken.add(name.lower())
        found.append(name)
    return found


def _short(stem: str, end: str) -> str:
    """A name with its end, in at most so many units of UTF-16."""
    while len((stem + end).encode("utf-16-le")) // 2 > LONGEST_NAME:
        stem = stem[:-1]
    return stem.strip() + end


class Pages:
    """The sheets of one workbook; formats are made once each."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book, self.document = book, document
        self.styles: Styles = {}

    def style(self, **wanted: Any) -> Any:
        """A cell's format."""
        key = tuple(sorted(wanted.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(
                {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **wanted})
        return self.styles[key]

    def sheet(self, name: str, widths: list[float]) -> Any:
        """A new sheet, set up to be printed on A4: marks and version on every page."""
        sheet = self.book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self.style())
        sheet.set_paper(A4)
        if sum(widths) > PORTRAIT:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        marks, code = ("  ".join(self.document.marks), self.document.code)
        sheet.set_header(f"&R{_printed(marks)}" if marks else "")
        sheet.set_footer(f"&L{_printed(code)}&R第 &P 页，共 &N 页")
        return sheet

    def head(self, sheet: Any, title: str, lines: Iterable[str]) -> int:
        """The title, the marks and some lines at the top; the row after them."""
        row = 0
        for text, look in (
            (title, {"bold": True, "font_size": 16}),
            ("　".join(self.document.marks), {"bold": True, "font_size": 13}),
            *((each, {"font_color": "#52606d"}) for each in lines),
        ):
            if text:
                sheet.write_string(row, 0, neutral(text), self.style(**look))
                row += 1
        return row

    def cover(self, tables: list[tuple[str, Table]], unknown: str) -> None:
        """What the workbook is, what is in it, what is not, and where it comes from."""
        said = self.document
        sheet = self.sheet(COVER, [16.0, 76.0])
        row = self.head(sheet, said.title, (said.subtitle,)) + 1
        facts = [
            ("编制单位", said.whose), ("期间", said.period_label), ("数据截至", said.as_of),
            ("账本版本", said.code), ("校验值", said.head), ("程序", said.program), ("金额单位", "元"),
        ]
        rows: list[tuple[str, str]] = [*facts, ("签字", "、".join(said.signatures))]
        rows += [("未列入", f"{name}：{why}") for name, why in said.left_out]
        rows += [("说明", each) for each in (*said.notes, unknown) if each]
        rows += [("来源", _about(each)) for each in said.sources]
        for name, text in rows:
            if text:
                sheet.write_string(row, 0, name, self.style(bold=True, valign="top"))
                sheet.write_string(row, 1, neutral(text), self.style(text_wrap=True, valign="top"))
                sheet.set_row(row, _tall(text, 76.0))
                row += 1
        row += 1
        sheet.write_string(row, 0, "目录", self.style(bold=True))
        for at, (name, table) in enumerate(tables, row + 1):
            sheet.write_url(at, 0, f"internal:'{name}'!A1", self.style(font_color="#1d5b8c", underline=1),
                            f"第 {at - row} 张表")
            sheet.write_string(at, 1, neutral(table.title), self.style())
        at = row + 1 + len(tables)
        sheet.write_url(at, 0, f"internal:'{NUMBERS}'!A1", self.style(font_color="#1d5b8c", underline=1),
                        NUMBERS)
        sheet.write_string(at, 1, "正文中的数字、上年同期和来自哪个查询", self.style())

    def table(self, name: str, section: Section, table: Table) -> None:
        """A table: numbers as numbers, totals bold, its header on every page, its notes under it."""
        widths = [self._width(table, at) for at in range(len(table.columns))]
        sheet = self.sheet(name, widths)
        said = self.document
        row = self.head(sheet, table.title, (f"{said.whose}　{said.period_label}　{said.code}", table.unit))
        for at, column in enumerate(table.columns):
            sheet.write_string(row, at, neutral(column.label), self.style(
                bold=True, text_wrap=True, top=2, bottom=1, bg_color="#f3f6f9",
                align="left" if column.kind == "text" else "right"))
        sheet.set_row(row, max(_tall(column.label, widths[at]) for at, column in enumerate(table.columns)))
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        for line in table.rows:
            row += 1
            tall = [_tall(cell.text, widths[at]) for at, cell in enumerate(line.cells)]
            sheet.set_row(row, max(tall, default=18.0))
            for at, cell in enumerate(line.cells):
                look: dict[str, Any] = {"bottom": 1, "bottom_color": "#d5dce4"}
                if line.level in BOLD:
                    look["bold"] = True
                if line.level == "total":
                    look |= {"top": 1, "bottom": 2}
                if line.level == "detail" and not at:
                    look["indent"] = 1
                self._write(sheet, row, at, cell, table.columns[at].kind, look)
        notes = (*table.notes, *section.remarks)
        for at, note in enumerate(notes):
            if any(note in other for other in notes[:at]):
                continue
            row += 1
            sheet.write_string(row, 0, neutral(note), self.style(font_color="#52606d"))

    def _width(self, table: Table, at: int) -> float:
        texts = [breadth(row.cells[at].text, 700) for row in table.rows]
        label = breadth(table.columns[at].label, 700)
        return min(max(NARROWEST, label * 2 + 2, *(each * 2 + 3 for each in texts)), WIDEST)

    def _write(self, sheet: Any, row: int, at: int, cell: Cell, kind: str, look: dict[str, Any]) -> None:
        number = _number(cell)
        form = TEXT if number is None else form_of(cell.text, number)
        if number is None or form == TEXT:
            right = kind != "text" and (cell.kind != "text" or cell.text == HIDDEN)
            sheet.write_string(row, at, neutral(cell.text), self.style(
                text_wrap=True, align="right" if right else "left", num_format=TEXT, **look))
        else:
            sheet.write_number(row, at, number, self.style(num_format=form, align="right", **look))

    def numbers(self) -> None:
        """The numbers that sentences say: exact, beside the text, last year's and the query."""
        sheet = self.sheet(NUMBERS, [34.0, 18.0, 8.0, 18.0, 26.0, 40.0])
        row = self.head(sheet, "正文中的数字", ("金额单位：元；比率为 0 至 1 之间的数",))
        for at, label in enumerate(("名称", "数值", "单位", "上年同期", "文中写作", "来自查询（参数）")):
            sheet.write_string(row, at, label, self.style(bold=True, top=2, bottom=1, bg_color="#f3f6f9"))
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        for figure, texts in _named(self.document):
            row += 1
            given = "，".join(f"{name}={value}" for name, value in (*figure.row, *figure.parameters))
            source = figure.query + (f"（{given}）" if given else "")
            wrapped = self.style(text_wrap=True)
            for at, text in ((0, figure.name), (2, figure.unit), (4, "；".join(texts)), (5, source)):
                sheet.write_string(row, at, neutral(text), wrapped)
            sheet.set_row(row, max(_tall(source, 40.0), _tall("；".join(texts), 26.0)))
            said = texts[0] if figure.kind == "share" else ""
            self._figure(sheet, row, 1, figure.kind, None if figure.hidden else figure.value, said)
            self._figure(sheet, row, 3, figure.kind, None if figure.prior_hidden else figure.prior)
            for at, hidden in ((1, figure.hidden), (3, figure.prior_hidden)):
                if hidden:
                    sheet.write_string(row, at, f"{HIDDEN}（{WHY_HIDDEN}）", wrapped)

    def _figure(self, sheet: Any, row: int, at: int, kind: str, value: float | None, said: str = "") -> None:
        """A number of a sentence; a share as it was `said`."""
        number = _number(Cell("", value, kind))
        if number is not None:
            form = form_of(said, number) if said else FORMS[kind]
            sheet.write_number(row, at, number, self.style(num_format=form, align="right"))


def _named(document: Document) -> Iterator[tuple[Figure, list[str]]]:
    """The figures that sentences name, in the order in which they are said, with their texts."""
    texts: dict[str, dict[str, None]] = {}
    for section in document.sections:
        for paragraph in section.paragraphs:
            for sentence in paragraph:
                for span in sentence:
                    if span.figure:
                        texts.setdefault(span.figure, {})[span.text] = None
    known = {each.name: each for each in document.figures}
    return ((known[name], list(held)) for name, held in texts.items() if name in known)


def _number(cell: Cell) -> float | None:
    """The number that a spreadsheet is given; None where there is none, or it could not keep it."""
    if cell.value is None or cell.kind == "text" or abs(cell.value) >= LARGEST_EXACT:
        return None
    return cell.value / 100 if cell.kind == "money" else cell.value


def _tall(text: str, width: float) -> float:
    """The height of a row in which a text of a column stands."""
    return 18.0 * max(1, -(-int(breadth(text, 700) * 2 + 1) // int(width)))


def _printed(text: str) -> str:
    """A text in a header or footer of a page, where & begins a command; it may have 255 signs."""
    return text.replace("&", "&&")[:200]


def _about(source: Any) -> str:
    ledgers = f"；台账：{'、'.join(source.ledgers)}" if source.ledgers else ""
    return f"{source.title}（{source.query}）：{source.basis}{ledgers}"
