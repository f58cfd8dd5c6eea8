"""Her own template: its look and size are taken, nothing else of it, and a bad one is refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from openbooks.errors import WrongUse
from openbooks.palette import contrast, palette_on
from openbooks.slide_template import adopted
from openbooks.slides import pptx
from tests import deck, documents

OLD = "她的旧".encode()
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"


@cache
def plain() -> bytes:
    return deck.hers()


def wide(made: Any) -> None:
    made.slide_width, made.slide_height = Emu(12192000), Emu(6858000)


def dark(made: Any) -> None:
    mapping = made.slide_master._element.find(qn("p:clrMap"))
    mapping.set("bg1", "dk1")
    mapping.set("tx1", "lt1")


def with_typeface(made: Any) -> None:
    theme = next(rel.target_part for rel in made.slide_master.part.rels.values() if "theme" in rel.reltype)
    theme.blob = theme.blob.replace(b'<a:ea typeface=""/>', '<a:ea typeface="楷体"/>'.encode())


def only(name: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        for layout in list(made.slide_layouts):
            if layout.name != name:
                made.slide_layouts.remove(layout)
    return change


def pictured(made: Any) -> None:
    """A master whose ground is a picture."""
    master = made.slide_master
    _, key = master.part.get_or_add_image_part(io.BytesIO(PIXEL))
    tree = master._element.cSld
    tree.remove(tree.find(qn("p:bg")))
    tree.insert(0, parse_xml(
        f'<p:bg {nsdecls("p", "a", "r")}><p:bgPr><a:blipFill><a:blip r:embed="{key}"/><a:stretch/>'
        "</a:blipFill><a:effectLst/></p:bgPr></p:bg>"))


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500017a5eab3f0000000049454e44ae426082")


def linked(made: Any) -> None:
    """A master with a link to a slide, one to a file of another machine, and a picture from there."""
    master = made.slide_master
    slide = next(iter(made.slides)).part
    keys = [
        master.part.relate_to(slide, deck_rel("slide")),
        master.part.relate_to("file://server/share", deck_rel("hyperlink"), is_external=True),
        master.part.relate_to("https://example.org/track.png", deck_rel("image"), is_external=True),
    ]
    for at, key in enumerate(keys[:2]):
        shape = next(iter(master.placeholders))
        shape._element.nvSpPr.cNvPr.append(parse_xml(
            f'<a:hlink{"Click" if at else "Hover"} {nsdecls("a", "r")} r:id="{key}"/>'))
    master.shapes._spTree.append(parse_xml(
        f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="77" name="x"/><p:cNvPicPr/><p:nvPr/>'
        f'</p:nvPicPr><p:blipFill><a:blip r:link="{keys[2]}"/></p:blipFill><p:spPr/></p:pic>'))


def deck_rel(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"


def sectioned(made: Any) -> None:
    """Sections, custom shows and a write protection that name her slides."""
    root = made.part._element
    root.append(parse_xml(
        f'<p:custShowLst {nsdecls("p", "r")}><p:custShow name="秀" id="0"><p:sldLst><p:sld r:id="rId99"/>'
        "</p:sldLst></p:custShow></p:custShowLst>"))
    root.append(parse_xml(f'<p:modifyVerifier {nsdecls("p")} spinCount="1"/>'))
    root.append(parse_xml(
        f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"/></p:extLst>'))


SOUND = {
    "4:3": plain, "16:9": lambda: deck.hers(wide), "dark": lambda: deck.hers(dark),
    "without slides": lambda: deck.hers(slides=0), "blank": lambda: deck.hers(only("Blank"), slides=0),
    "picture": lambda: deck.hers(pictured), "linked": lambda: deck.hers(linked),
    "sections": lambda: deck.hers(sectioned),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_template_is_taken_and_nothing_of_hers_stays_behind(name: str) -> None:
    content = pptx(documents.school(), SOUND[name]())
    assert list(deck.faults(content)) == []
    held = deck.parts(content)
    slides = [each for each in held if each.startswith("ppt/slides/slide")]
    assert 6 <= len(slides) <= 10
    for part, text in held.items():
        assert OLD not in text and b"example.org" not in text and b"server/share" not in text, part
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg", "ppt/viewProps.xml"} & set(held)
    for slide in Presentation(io.BytesIO(content)).slides:
        empty = [each for each in slide.placeholders if not each.has_text_frame or not each.text_frame.text]
        assert not empty


def test_her_size_and_layouts_are_used() -> None:
    made = Presentation(io.BytesIO(pptx(documents.school(), plain())))
    assert (made.slide_width, made.slide_height) == (9144000, 6858000)
    assert [slide.slide_layout.name for slide in made.slides][:2] == ["Title Slide", "Title Only"]
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= made.slide_height


def test_her_typeface_for_chinese_is_used() -> None:
    content = pptx(documents.notice(), deck.hers(with_typeface))
    faces = {each.find(f"{deck.A}rPr/{deck.A}ea").get("typeface") for _, each in deck.letters(content)}
    assert faces == {"楷体"}


def test_on_a_dark_ground_the_letters_are_light() -> None:
    palette = adopted(deck.hers(dark)).palette
    assert contrast(palette.text, palette.ground) >= 7 and palette.text == "#ffffff"


def test_on_a_ground_that_is_a_picture_a_plate_lies_under_the_texts() -> None:
    made = Presentation(io.BytesIO(pptx(documents.notice(), deck.hers(pictured))))
    assert all(any(shape.name == "底板" for shape in slide.shapes) for slide in made.slides)


@pytest.mark.parametrize("ground", ["#ffffff", "#000000", "#7f7f7f", "#c00000", "#ffff00", "#1d5b8c"])
def test_colours_can_be_read_on_every_ground(ground: str) -> None:
    palette = palette_on(ground, "#ff0000")
    assert contrast(palette.text, palette.ground) >= 4.5 and contrast(palette.muted, palette.ground) >= 4.5
    assert contrast(palette.now, palette.ground) >= 3 and contrast(palette.over, palette.ground) >= 3
    assert palette.now != "#ff0000"  # red says 超出


def test_a_large_slide_has_large_letters() -> None:
    def large(made: Any) -> None:
        made.slide_width, made.slide_height = Emu(3 * 12192000), Emu(3 * 6858000)

    content = pptx(documents.notice(), deck.hers(large))
    sizes = {int(each.find(f"{deck.A}rPr").get("sz")) for part, each in deck.letters(content)
             if "/slides/" in part}
    assert min(sizes) >= 3 * 1400


def typed(kind: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(MAIN.encode(), kind)


REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: "不是演示文稿".encode(),
    "half": lambda: plain()[: len(plain()) // 2],
    "workbook": lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    "macros": lambda: deck.rezipped(plain(), ppt__vbaProject_dot_bin=b"\0"),
    "macros by type": lambda: deck.rezipped(plain(), **{"[Content_Types]_dot_xml": typed(MACROS.encode())}),
    "no master": lambda: deck.hers(lambda made: made.part._element.remove(
        made.part._element.find(qn("p:sldMasterIdLst"))), slides=0),
    "no layout": lambda: deck.hers(only("none"), slides=0),
    "tiny": lambda: deck.hers(lambda made: setattr(made, "slide_width", Emu(914400)), slides=0),
    "entities": lambda: deck.rezipped(plain(), ppt__presentation_dot_xml=lambda text: text.replace(
        b"<p:presentation", b'<!DOCTYPE p [<!ENTITY a "x">]><p:presentation', 1)),
    "broken part": lambda: deck.rezipped(plain(), ppt__slideMasters__slideMaster1_dot_xml=b"<p:sldMaster"),
    "broken theme": lambda: deck.rezipped(plain(), ppt__theme__theme1_dot_xml=b"\xff\xff"),
    "no types": lambda: zipped({"ppt/presentation.xml": b"<p/>"}),
    "encrypted": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
    "too many parts": lambda: zipped({"[Content_Types].xml": b"<Types/>", **{
        f"ppt/media/{at}.bin": b"" for at in range(10_000)}}),
    "a part twice": lambda: plain_twice(),
}


def zipped(held: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    return content.getvalue()


def plain_twice() -> bytes:
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("PPT/presentation.xml", b"<p/>")
    return content.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_serve_is_refused_in_one_sentence_that_says_how_to_mend(name: str) -> None:
    with pytest.raises(WrongUse) as refused:
        pptx(documents.notice(), REFUSED[name]())
    said = str(refused.value)
    assert said.startswith("模板") and "请" in said and said.endswith("。") and "Error" not in said


def test_a_template_for_new_files_is_taken_as_well() -> None:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
    content = pptx(documents.notice(), deck.rezipped(
        plain(), **{"[Content_Types]_dot_xml": typed(kind.encode())}))
    assert list(deck.faults(content)) == []
    assert MAIN.encode() in deck.parts(content)["[Content_Types].xml"]
