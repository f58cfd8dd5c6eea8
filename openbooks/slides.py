"""A document as slides (PPTX) that can be edited: charts and tables of the presentation's own, notes for
the speaker, our look or that of a file of hers.

6 to 10 slides, 16:9 or the size of her file; what is on none of them is named at the end. Fonts are not
embedded: the texts keep to the typeface that Windows and WPS have. Equal documents give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.coreprops import CorePropertiesPart

from openbooks import seal
from openbooks.document import Document
from openbooks.glyphs import short
from openbooks.slide_chart import chart
from openbooks.slide_end import QR, endings
from openbooks.slide_ground import Ground, area_of, own
from openbooks.slide_package import settled
from openbooks.slide_panel import (
    Area,
    ChartPiece,
    Panel,
    Para,
    breadth,
    first_that_fit,
    fitted,
    height,
    lines,
    plain,
)
from openbooks.slide_plan import heading, planned
from openbooks.slide_table import table
from openbooks.slide_template import adopted
from openbooks.slide_text import box, fill, framed, page_number, plate, run, write
from openbooks.typeset import about_unknown, legible_record

TITLES = (36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 20.0)
COVER_TITLES = (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0)
TITLE_LINE, INSET, TIGHT = 1.25, 7.2, 18.0
MARK, FOOT = 18.0, 14.0


def pptx(document: Document, template: bytes | None = None) -> bytes:
    """The presentation. `template`: a PPTX whose first master, layouts and size are taken; raises
    WrongUse, in a sentence that can be shown, for a file that cannot serve as one."""
    unknown: dict[str, None] = {}
    said = legible_record(document, unknown)
    if unknown:
        said = replace(said, notes=(*said.notes, about_unknown(unknown)))
    ground = own() if template is None else adopted(template)
    panels, unseen = planned(said, ground.area)
    before, after = endings(said, panels, unseen, ground.area)
    _cover(ground, said)
    for panel in (*before, *panels, *after):
        _content(ground, panel)
    slides = list(ground.presentation.slides)
    _sealed(slides[-1], ground, said)
    for number, slide in enumerate(slides, 1):
        _foot(slide, ground, said, number)
    _described(ground, said)
    content = io.BytesIO()
    ground.presentation.save(content)
    return settled(content.getvalue())


def _cover(ground: Ground, said: Document) -> None:
    """Title, the marks, subtitle, whose, which period, as of when."""
    slide = ground.presentation.slides.add_slide(ground.cover)
    held = [Para((("　".join(said.marks), True),), 30.0)] if said.marks else []
    held += [plain(each, _one_line(each, ground.area.width)) for each in _about(said)]
    place = _kept(slide, {"SUBTITLE", "BODY"})
    end = _titled(slide, ground, said.title, COVER_TITLES, ground.cover_head)
    paras = tuple(held)
    if place is not None and fitted(paras, area_of(place, ground)):
        fill(place.text_frame, ground, fitted(paras, area_of(place, ground)) or (), inherit=True)
    else:
        if place is not None:
            _removed(place)
        area = ground.area.below(max(end + 10 - ground.area.top, 0))
        if ground.plate:
            plate(slide, ground, area)
        tight = tuple(each.sized(TIGHT) for each in paras)
        write(slide, ground, area, fitted(paras, area) or first_that_fit(tight, area.width, area.height),
              "说明")
    _noted(slide, ground, [said.title, *(each.text for each in held), said.code])


def _about(said: Document) -> list[str]:
    """Subtitle, whose, period and day, none of them twice."""
    texts = [said.subtitle]
    if said.whose not in said.subtitle:
        texts.append(said.whose)
    if said.period_label not in said.subtitle:
        texts.append(f"期间：{said.period_label}　　数据截至：{said.as_of}")
    elif "截至" not in said.subtitle:
        texts.append(f"数据截至：{said.as_of}")
    return [each for each in texts if each]


def _one_line(text: str, width: float) -> float:
    """The size in which a text stands on one line, if it can."""
    return next((size for size in (28.0, 26.0, 24.0) if lines(text, width / size) == 1), 26.0)


def _content(ground: Ground, panel: Panel) -> None:
    """A slide: title, texts, picture, small texts, notes."""
    slide = ground.presentation.slides.add_slide(ground.content)
    _kept(slide, set())
    if ground.plate:
        plate(slide, ground, ground.area)
    _titled(slide, ground, panel.title, TITLES, ground.head)
    area = ground.area
    used = height(panel.paras, area.width)
    under = height(panel.small, area.width)
    write(slide, ground, Area(area.left, area.top, panel.width or area.width,
                              used if panel.piece else area.height - under), panel.paras, "正文")
    room = Area(area.left, area.top + used, area.width, area.height - used - under)
    if isinstance(panel.piece, ChartPiece):
        chart(slide, ground, room, panel.piece)
    elif panel.piece is not None:
        over = heading(panel.piece.table, panel.piece.note)
        tall = over.height(area.width)
        write(slide, ground, Area(room.left, room.top, room.width, tall), (over,), "表名")
        table(slide, ground, room.below(tall), panel.piece)
    write(slide, ground, Area(area.left, area.top + area.height - under, area.width, under), panel.small,
          "附注", low=True)
    _noted(slide, ground, panel.spoken)


def _kept(slide: Any, kinds: set[str]) -> Any:
    """The slide's first placeholder of these kinds; all others but the title are removed: they would
    ask to be filled in."""
    kept = None
    for shape in list(slide.placeholders):
        kind = shape.placeholder_format.type
        name = kind.name if kind is not None else ""
        if name in {"TITLE", "CENTER_TITLE"}:
            continue
        if kept is None and name in kinds:
            kept = shape
        else:
            _removed(shape)
    return kept


def _removed(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _titled(slide: Any, ground: Ground, text: str, sizes: Sequence[float], head: Area | None) -> float:
    """The title, in its place of the layout or in `head`, in the largest of the sizes that fits there;
    where it ends."""
    shape = slide.shapes.title
    if shape is None:
        area = head or Area(ground.area.left, 20, ground.area.width, 60)
        frame, bold, shade = box(slide, ground, area, "标题", middle=True), True, ground.palette.text
    else:
        if head is not None:
            shape.left, shape.top, shape.width, shape.height = map(
                ground.emu, (head.left, head.top, head.width, head.height))
        frame, area, bold, shade = shape.text_frame, area_of(shape, ground), None, ""
        frame.word_wrap = True
    wide, tall = area.width - 2 * INSET, area.height - INSET
    size = next((each for each in sizes if lines(text, wide / each) * each * TITLE_LINE <= tall), sizes[-1])
    run(frame.paragraphs[0], text, ground, size, bold, shade)
    return area.top + area.height


def _foot(slide: Any, ground: Ground, said: Document, number: int) -> None:
    """Under every slide: the marks in a frame, which books and which version of them, the number."""
    area, left = ground.foot, ground.foot.left
    if ground.plate:
        plate(slide, ground, area)
    if said.marks:
        text = "　".join(said.marks)
        wide = (breadth(text) + 1.2) * MARK
        framed(slide, ground, Area(left, area.top, wide, area.height), text, MARK, "标记")
        left += wide + FOOT
    paper = Area(left, area.top, area.left + area.width - left - 60, area.height)
    whose = f"{said.whose}　{said.period_label}　"
    room = paper.width / FOOT - breadth(said.code) - 3
    text = (short(whose, room, 700) + "　" if room > 8 else "") + said.code
    frame = box(slide, ground, paper, "版本", middle=True)
    frame.word_wrap = False
    run(frame.paragraphs[0], text, ground, FOOT, False, ground.palette.muted)
    frame = box(slide, ground, Area(area.left + area.width - 60, area.top, 60, area.height), "页码",
                middle=True)
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    page_number(frame.paragraphs[0], number, ground, FOOT)


def _sealed(slide: Any, ground: Ground, said: Document) -> None:
    """The version as a code for cameras, on the last slide."""
    area = ground.area
    side = ground.emu(QR)
    picture = slide.shapes.add_picture(
        io.BytesIO(seal.png(said)), ground.emu(area.left + area.width - QR), ground.emu(area.top), side, side)
    picture.name = "二维码"
    picture._element.nvPicPr.cNvPr.set("descr", f"二维码：{said.whose}，{said.period_label}，{said.code}。")


def _noted(slide: Any, ground: Ground, said: Sequence[str]) -> None:
    """What the speaker has before her."""
    frame = slide.notes_slide.notes_text_frame
    for at, text in enumerate(said or ["（无）"]):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        run(paragraph, text, replace(ground, scale=1.0), 12.0, None)


def _described(ground: Ground, said: Document) -> None:
    """What the file says about itself: of this document only, at the day of its numbers."""
    package = ground.presentation.part.package
    for key, each in list(package._rels.items()):
        if each.reltype == REL.CORE_PROPERTIES:
            package._rels.pop(key)
    part = CorePropertiesPart.default(package)
    package.relate_to(part, REL.CORE_PROPERTIES)
    when = datetime.fromisoformat(said.as_of).replace(tzinfo=None)
    part.title, part.author, part.last_modified_by = said.title[:255], said.whose[:255], said.program[:255]
    part.subject, part.language, part.keywords = said.period_label[:255], "zh-CN", said.code
    part.created = part.modified = when
    part.revision = 1
    main = ground.presentation.part
    notes = main.relate_to(main.notes_master_part, REL.NOTES_MASTER)
    listed = parse_xml(f"<p:notesMasterIdLst {nsdecls('p', 'r')}>"
                       f'<p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst>')
    main._element.find(qn("p:sldMasterIdLst")).addnext(listed)
