"""Pieces of tables as tables of the presentation, which can be edited there."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from openbooks.document import Cell, Row
from openbooks.slide_ground import Ground
from openbooks.slide_panel import INDENT, Area, TablePiece
from openbooks.slide_piece import EDGE, SIDE
from openbooks.slide_text import run, spaced

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid: each line is set here
STRONG = {"sum", "total", "head"}
THICK, THIN = 1.5, 0.75


def table(slide: Any, ground: Ground, area: Area, piece: TablePiece) -> None:
    """A piece of a table into an area, from its top: numbers right, totals bold under a line."""
    frame = slide.shapes.add_table(
        len(piece.rows) + 1, len(piece.columns),
        *map(ground.emu, (area.left, area.top, sum(piece.widths), sum(piece.heights))),
    )
    whole = piece.table
    frame.name = f"表 {whole.title}"
    said = "，".join(filter(None, (whole.title, whole.unit, piece.note)))
    frame._element.nvGraphicFramePr.cNvPr.set(
        "descr", f"{said}。列：{'、'.join(whole.columns[at].label for at in piece.columns)}。")
    made = frame.table
    properties = made._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    made.first_row, made.horz_banding = True, False
    for column, width in zip(made.columns, piece.widths, strict=True):
        column.width = ground.emu(width)
    for row, tall in zip(made.rows, piece.heights, strict=True):
        row.height = ground.emu(tall)
    for place, at in enumerate(piece.columns):
        column = whole.columns[at]
        cell = made.cell(0, place)
        _write(cell, ground, piece.size, column.label, True, column.kind != "text")
        _lines(cell, ground, ground.palette.text, THICK, THICK)
        for line, row_at in enumerate(piece.rows, 1):
            row = whole.rows[row_at]
            strong = row.level in STRONG
            held = row.cells[at]
            indent = INDENT if row.level == "detail" and at == piece.columns[0] else 0.0
            cell = made.cell(line, place)
            _write(cell, ground, piece.size, held.text, strong, _right(held, column.kind), indent)
            _lines(cell, ground, ground.palette.text if row.level == "total" else ground.palette.grid,
                   *_weights(row, line == len(piece.rows)))


def _right(cell: Cell, kind: str) -> bool:
    """Numbers and what stands for one are set at the right."""
    return (cell.kind if cell.is_number else kind) != "text"


def _weights(row: Row, last: bool) -> tuple[float, float]:
    over = THICK if row.level == "total" else 0.0
    return over, THICK if row.level == "total" or last else THIN


def _write(
    cell: Any, ground: Ground, size: float, text: str, bold: bool, right: bool, indent: float = 0.0
) -> None:
    cell.margin_left = ground.emu(SIDE + indent * size)
    cell.margin_right, cell.margin_top, cell.margin_bottom = map(ground.emu, (SIDE, EDGE, EDGE))
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    spaced(paragraph, ground, size)
    run(paragraph, text, ground, size, bold, ground.palette.text)


def _lines(cell: Any, ground: Ground, shade: str, over: float, under: float) -> None:
    """The lines over and under a cell, and no others; its ground is that of the slide."""
    properties = cell._tc.get_or_add_tcPr()
    for tag, weight in (("a:lnL", 0.0), ("a:lnR", 0.0), ("a:lnT", over), ("a:lnB", under)):
        line = OxmlElement(tag)
        line.set("w", str(int(ground.emu(weight))))
        if weight:
            line.append(parse_xml(
                '<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
                f'<a:srgbClr val="{shade[1:].upper()}"/></a:solidFill>'))
        else:
            line.append(OxmlElement("a:noFill"))
        properties.append(line)
    properties.append(OxmlElement("a:noFill"))
