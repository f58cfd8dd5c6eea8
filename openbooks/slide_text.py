"""Texts on slides: every run with a typeface for letters and one for Chinese characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from openbooks.slide_ground import LANGUAGE, Face, Ground
from openbooks.slide_panel import GAP, INDENT, LINE, Area, Para

FACES = ("a:latin", "a:ea", "a:cs")
BEFORE_FACES = tuple(map(qn, (
    "a:ln", "a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill",
    "a:effectLst", "a:effectDag", "a:highlight", "a:uLnTx", "a:uLn", "a:uFillTx", "a:uFill",
)))  # the order of the schema: what stands before the typefaces


def face(properties: Any, typeface: Face) -> None:
    """Set the typefaces of run properties (a:rPr, a:defRPr, a:endParaRPr)."""
    for each in [one for one in properties if one.tag in map(qn, FACES)]:
        properties.remove(each)
    at = 1 + max((place for place, each in enumerate(properties) if each.tag in BEFORE_FACES), default=-1)
    for offset, tag in enumerate(FACES):
        element = OxmlElement(tag)
        element.set("typeface", typeface.latin if tag == "a:latin" else typeface.asian)
        properties.insert(at + offset, element)
    if properties.tag != qn("a:defRPr"):
        properties.set("lang", LANGUAGE)
        properties.set("altLang", "en-US")


def colour(hexed: str) -> RGBColor:
    """#rrggbb as the library has it."""
    return RGBColor.from_string(hexed[1:].upper())


def run(
    paragraph: Any, text: str, ground: Ground, size: float, bold: bool | None = False, shade: str = "",
) -> Any:
    """A run at the end of a paragraph, in a colour or in that of its place."""
    made = paragraph.add_run()
    made.text = text.replace("\n", " ")
    made.font.size, made.font.bold = Pt(round(size * ground.scale * 2) / 2), bold
    if shade:
        made.font.color.rgb = colour(shade)
    face(made._r.get_or_add_rPr(), ground.face)
    return made


def page_number(paragraph: Any, number: int, ground: Ground, size: float) -> None:
    """The number of the slide, which stays right when slides are moved."""
    field = parse_xml(
        '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        f'<a:rPr sz="{round(size * ground.scale * 100)}"><a:solidFill>'
        f'<a:srgbClr val="{ground.palette.muted[1:].upper()}"/></a:solidFill></a:rPr>'
        f"<a:t>{number}</a:t></a:fld>")
    paragraph._p.append(field)
    face(field.find(qn("a:rPr")), ground.face)


def box(slide: Any, ground: Ground, area: Area, name: str, middle: bool = False) -> Any:
    """An empty text frame without margins over an area."""
    shape = slide.shapes.add_textbox(*map(ground.emu, (area.left, area.top, area.width, area.height)))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    return frame


def write(
    slide: Any, ground: Ground, area: Area, paras: Sequence[Para], name: str, low: bool = False
) -> None:
    """Paragraphs into an area, from its top or (`low`) down to its foot."""
    if not paras:
        return
    frame = box(slide, ground, area, name)
    if low:
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    fill(frame, ground, paras)


def fill(frame: Any, ground: Ground, paras: Iterable[Para], inherit: bool = False) -> None:
    """Paragraphs into an empty text frame; `inherit`: side and colour are those of the place."""
    for at, para in enumerate(paras):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.space_after = Pt(GAP * ground.scale)
        spaced(paragraph, ground, para.size)
        if inherit:
            for text, bold in para.runs:
                run(paragraph, text, ground, para.size, bold)
            continue
        paragraph.alignment = PP_ALIGN.LEFT
        properties = paragraph._p.get_or_add_pPr()
        shade = ground.palette.muted if para.muted else ground.palette.text
        if para.item:
            indent = int(ground.emu(para.size * INDENT))
            properties.set("marL", str(indent))
            properties.set("indent", str(-indent))
            properties.append(_bullet("•"))
        else:
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.append(OxmlElement("a:buNone"))
        for text, bold in para.runs:
            if text:
                run(paragraph, text, ground, para.size, bold, shade)


def framed(slide: Any, ground: Ground, area: Area, text: str, size: float, name: str) -> None:
    """A text in a frame that must be seen."""
    frame = box(slide, ground, area, name, middle=True)
    shape = slide.shapes[-1]
    shape.line.color.rgb, shape.line.width = colour(ground.palette.text), Pt(1.5 * ground.scale)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(ground.palette.ground)
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    run(frame.paragraphs[0], text, ground, size, True, ground.palette.text)


def plate(slide: Any, ground: Ground, area: Area) -> None:
    """A plain ground under an area, behind all else, where the template's own is a picture."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(ground.emu, (
        area.left - GAP, area.top - GAP / 2, area.width + 2 * GAP, area.height + GAP)))
    shape.name = "底板"
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(ground.palette.ground)
    shape.line.fill.background()
    shape.shadow.inherit = False
    for each in list(shape._element):
        if each.tag in {qn("p:txBody"), qn("p:style")}:
            shape._element.remove(each)
    tree = slide.shapes._spTree
    tree.remove(shape._element)
    tree.insert(2, shape._element)  # after the properties of the group, before all shapes


def spaced(paragraph: Any, ground: Ground, size: float) -> None:
    """Set its lines as far apart as was measured, whichever typeface the program takes."""
    paragraph.line_spacing = Pt(round(size * LINE * ground.scale, 1))


def _bullet(sign: str) -> Any:
    element = OxmlElement("a:buChar")
    element.set("char", sign)
    return element
