"""A presentation of hers as the ground of ours: its first master, its layouts, its size.

A file from outside is not trusted. It is read within limits; one with macros is refused. Of what it
holds only what the first master and its layouts need is kept: her slides, notes, comments, properties,
embedded objects and all that points outside the file are cut off, so that nothing of them stays behind,
is fetched from elsewhere, or makes an office program ask for a repair.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.package import Package

from openbooks.errors import WrongUse
from openbooks.slide_ground import Ground
from openbooks.slide_room import placed

LARGEST, LARGEST_INSIDE, MOST_PARTS = 64 << 20, 512 << 20, 10_000
HINT = "请在 WPS 或 PowerPoint 里把母版另存为 .pptx 后再选。"
BROKEN = f"模板读不出来：它不是完好的 .pptx 文件。{HINT}"
MACROS = "模板里有宏，不能用。请另存为不带宏的 .pptx（不是 .pptm）后再选。"
FAULTS = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, AssertionError, SyntaxError, OSError,
    EOFError, NotImplementedError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error,
    PythonPptxError,
)
MAINS = {KIND.PML_PRESENTATION_MAIN, KIND.PML_TEMPLATE_MAIN, KIND.PML_SLIDESHOW_MAIN}
KEPT = {"sldMasterIdLst", "sldSz", "notesSz", "defaultTextStyle"}  # of presentation.xml
INSIDE = {REL.SLIDE_LAYOUT, REL.SLIDE_MASTER, REL.THEME, REL.THEME_OVERRIDE, REL.IMAGE}
LINKED = ("http://", "https://", "mailto:")
WHOLE = {"sp", "pic", "graphicFrame", "cxnSp", "grpSp", "AlternateContent", "bg", "control"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def adopted(content: bytes) -> Ground:
    """The ground that a file makes. Raises WrongUse, in one sentence, for a file that is too large, no
    presentation, broken, with macros, or without a layout or a usable size."""
    if len(content) > LARGEST:
        raise WrongUse(f"模板太大（超过 {LARGEST >> 20} MB）。请删去其中的图片和幻灯片，另存后再选。")
    try:
        _require_sound(content)
        package = Package.open(io.BytesIO(content))
        part = package.main_document_part
        if part._content_type not in MAINS:  # asked for otherwise, it could not be set any more
            raise WrongUse(BROKEN)
        part._content_type = KIND.PML_PRESENTATION_MAIN
        _emptied(package, part)
        presentation = part.presentation
        ground = placed(presentation)
        for layout in (ground.cover, ground.content):
            presentation.slides.add_slide(layout)  # a layout that cannot carry one fails here
        _without_slides(part)
        io.BytesIO().write(b"".join(each.blob for each in package.iter_parts()))
    except FAULTS as error:
        raise WrongUse(BROKEN) from error
    return ground


def _require_sound(content: bytes) -> None:
    """Raise WrongUse for what must not even be opened: macros, entities, more than a presentation has."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = [each.filename.lower() for each in entries]
        if len(names) != len(set(names)) or "[content_types].xml" not in names:
            raise WrongUse(BROKEN)
        if len(names) > MOST_PARTS or sum(each.file_size for each in entries) > LARGEST_INSIDE:
            raise WrongUse("模板展开后太大。请删去其中的图片和幻灯片，另存后再选。")
        if any("vbaproject" in name or "vbadata" in name for name in names):
            raise WrongUse(MACROS)
        for each in entries:
            if each.filename.lower().endswith((".xml", ".rels")):
                held = archive.read(each)
                if b"<!DOCTYPE" in held or b"<!ENTITY" in held or held[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                    raise WrongUse(BROKEN)
                if each.filename.lower() == "[content_types].xml" and b"macroEnabled" in held:
                    raise WrongUse(MACROS)


def _emptied(package: Any, part: Any) -> None:
    """Cut off all but the first master with its layouts."""
    for key, each in list(package._rels.items()):
        if each.reltype != REL.OFFICE_DOCUMENT:
            package._rels.pop(key)
    _without_slides(part)
    root = part._element
    for each in list(root):
        if each.tag.rpartition("}")[2] not in KEPT:
            root.remove(each)
    masters = root.find(qn("p:sldMasterIdLst"))
    for each in list(masters)[1:]:
        masters.remove(each)
    used = set(_references(root))
    for key, each in list(part.rels.items()):
        if key not in used and each.reltype not in {REL.THEME, REL.TABLE_STYLES}:
            part._rels.pop(key)
    master = part.presentation.slide_masters[0]
    for layout in master.slide_layouts:
        _severed(layout.part)
    _severed(master.part)
    for each in {id(one): one for one in package.iter_parts()}.values():
        if not isinstance(each, XmlPart) and each.content_type in {KIND.OFC_THEME, KIND.OFC_THEME_OVERRIDE}:
            _severed_theme(each)


def _without_slides(part: Any) -> None:
    """Take all slides out of the presentation, and what leads to them."""
    listed = part._element.find(qn("p:sldIdLst"))
    for each in list(listed) if listed is not None else ():
        listed.remove(each)
    for key, each in list(part.rels.items()):
        if each.reltype == REL.SLIDE:
            part._rels.pop(key)


def _references(root: Any) -> Iterator[str]:
    """The ids of relationships that an element and those within it name."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.startswith(RELATION):
                yield value


def _severed(part: Any) -> None:
    """Cut off what a master or layout has beyond pictures and its own kind: objects, media, links to
    her slides or to other files, with the shapes that show them."""
    unwanted = {
        key for key, each in part.rels.items()
        if (not each.target_ref.lower().startswith(LINKED) or each.reltype != REL.HYPERLINK
            if each.is_external else each.reltype not in INSIDE)
    }
    unwanted |= set(_references(part._element)) - set(part.rels)
    unwanted |= {key for key, each in part.rels.items()
                 if not each.is_external and each.reltype == REL.IMAGE
                 and not each.target_part.content_type.startswith("image/")}
    for element in list(part._element.iter()):
        if any(name.startswith(RELATION) and value in unwanted for name, value in element.attrib.items()):
            _cut(element)
    root = part._element
    for each in root.findall(qn("p:timing")) + root.findall(qn("p:extLst")):
        root.remove(each)
    for key in unwanted & set(part.rels):
        part._rels.pop(key)


def _cut(element: Any) -> None:
    """Remove an element, with the shape that it makes up: of a link, only the link."""
    while (element.getparent() is not None and "hlink" not in element.tag
           and element.tag.rpartition("}")[2] not in WHOLE
           and element.getparent().tag.rpartition("}")[2] not in {"cSld", "sldLayout", "sldMaster"}):
        element = element.getparent()
    if element.getparent() is not None:
        element.getparent().remove(element)


def _severed_theme(part: Any) -> None:
    """Cut off what a theme points to but pictures of its own."""
    unwanted = {key for key, each in part.rels.items() if each.is_external or each.reltype != REL.IMAGE}
    if unwanted:
        root = parse_xml(part.blob)
        for element in list(root.iter()):
            for name, value in list(element.attrib.items()):
                if name.startswith(RELATION) and value in unwanted:
                    del element.attrib[name]
        part.blob = serialize_part_xml(root)
        for key in unwanted:
            part._rels.pop(key)
