"""What slides stand on: layouts, colours, typeface, and where on a page there is room.

Our own look is made here, 16:9, from the library's empty presentation; `slide_template` makes the same
of a file of hers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu

from openbooks.palette import Palette
from openbooks.slide_panel import Area

TYPEFACE = "Microsoft YaHei"  # every Windows and every WPS has it; elsewhere the program takes another
TALL = 540.0  # points of a usual slide's height; on a larger one everything is larger
WIDE_EMU, TALL_EMU, POINT = 12192000, 6858000, 12700
SIDE, FOOT = 44.0, 26.0
LAYOUTS = {"Title Slide": "封面", "Title Only": "标题和内容"}
LANGUAGE = "zh-CN"


@dataclass(frozen=True)
class Face:
    """The typefaces of letters and of Chinese characters."""

    latin: str = TYPEFACE
    asian: str = TYPEFACE


@dataclass(frozen=True)
class Ground:
    """A presentation without slides, ready to take them. `area` and `foot` are where the content and
    the line under it go, in points of a slide 540 high; `scale` brings them to this one. `head`: where
    the title goes, where the layout has no place for it (on the cover: `cover_head`). `plate`: something
    must lie under the content, so that it can be read."""

    presentation: Any
    cover: Any
    content: Any
    area: Area
    foot: Area
    face: Face
    palette: Palette
    scale: float = 1.0
    head: Area | None = None
    cover_head: Area | None = None
    plate: bool = False

    def emu(self, points: float) -> Emu:
        """A length on the slide."""
        return Emu(round(points * self.scale * POINT))

    @property
    def page(self) -> Area:
        """The whole slide."""
        width, height = self.presentation.slide_width, self.presentation.slide_height
        return Area(0, 0, width / POINT / self.scale, height / POINT / self.scale)


def own() -> Ground:
    """Our own look."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(WIDE_EMU), Emu(TALL_EMU)
    for layout in list(made.slide_layouts):
        if layout.name not in LAYOUTS:
            made.slide_layouts.remove(layout)
    cover, content = made.slide_layouts
    for layout in (cover, content):
        layout._element.cSld.set("name", LAYOUTS[layout.name])
    _dress(made.slide_master)
    width = WIDE_EMU / POINT - 2 * SIDE
    for holder in (made.slide_master, cover, content):
        for shape in list(holder.placeholders):
            kind = shape.placeholder_format.type.name
            if kind in {"DATE", "FOOTER", "SLIDE_NUMBER"}:
                shape._element.getparent().remove(shape._element)
            elif holder is cover:
                _put(shape, Area(SIDE, 246, width, 244) if kind == "SUBTITLE"
                     else Area(SIDE, 70, width, 150))
            else:
                _put(shape, Area(SIDE, 22, width, 58) if kind == "TITLE" else Area(SIDE, 98, width, 390))
    _rule(content, Area(SIDE, 82, width, 2.5))
    _rule(cover, Area(SIDE, 230, width, 2.5))
    _left(cover, content, made.slide_master)
    return Ground(
        made, cover, content, Area(SIDE, 98, width, 390), Area(SIDE, 500, width, FOOT), Face(), Palette(),
    )


def _left(*holders: Any) -> None:
    """Let titles and the cover's texts begin at the left edge of what is under them, in our colour."""
    for holder in holders:
        for shape in holder.placeholders:
            body = shape._element.txBody
            body.find(qn("a:bodyPr")).set("lIns", "0")
            for level in body.iter(qn("a:lvl1pPr")):
                level.set("algn", "l")
                for each in level.iter(qn("a:solidFill")):
                    each.getparent().remove(each)


def area_of(shape: Any, ground: Ground) -> Area:
    """Where a shape is, in points of a slide 540 high."""
    return Area(*(each / POINT / ground.scale for each in (
        shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0)))


def _put(shape: Any, area: Area) -> None:
    shape.left, shape.top = Emu(round(area.left * POINT)), Emu(round(area.top * POINT))
    shape.width, shape.height = Emu(round(area.width * POINT)), Emu(round(area.height * POINT))


def _rule(layout: Any, area: Area) -> None:
    """A line under the title, part of the layout."""
    x, y, cx, cy = (round(each * POINT) for each in (area.left, area.top, area.width, area.height))
    layout.shapes._spTree.append(parse_xml(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<p:nvSpPr><p:cNvPr id="90" name="线"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    ))


def theme_of(master: Any) -> Any:
    """The theme of a master, as XML."""
    return parse_xml(master.part.part_related_by(REL.THEME).blob)


def _dress(master: Any) -> None:
    """Give a master our colours and typeface, and titles that begin at the left."""
    theme = theme_of(master)
    theme.set("name", "阳光账本")
    palette = Palette()
    named = {
        "dk1": palette.text, "lt1": palette.ground, "dk2": palette.muted, "lt2": "#f3f6f9",
        "accent1": palette.now, "accent2": palette.spent, "accent3": palette.total,
        "accent4": palette.other[2], "accent5": palette.over, "accent6": palette.muted,
        "hlink": palette.now, "folHlink": palette.muted,
    }
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    for name, colour in named.items():
        place = scheme.find(qn(f"a:{name}"))
        for each in list(place):
            place.remove(each)
        place.append(parse_xml(
            '<a:srgbClr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            f' val="{colour[1:].upper()}"/>'))
    for each in theme.iter(qn("a:latin"), qn("a:ea")):
        each.set("typeface", TYPEFACE)
    for each in theme.iter(qn("a:font")):
        if each.get("script") == "Hans":
            each.set("typeface", TYPEFACE)
    master.part.part_related_by(REL.THEME).blob = serialize_part_xml(theme)
    title = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("b", "1")
    for each in (*master._element.iter(qn("a:rPr")), *master._element.iter(qn("a:endParaRPr"))):
        each.set("lang", LANGUAGE)
