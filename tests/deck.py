"""What makes an office program ask to repair a presentation, looked for in its bytes; and files that a
chair may hand in as her template, sound and otherwise."""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu

RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# the order that the schema asks for, of the elements that are put together by hand
ORDER = {
    f"{C}dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName"
                " showSerName showPercent showBubbleSize separator extLst",
    f"{C}dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName"
                 " showPercent showBubbleSize separator showLeaderLines leaderLines extLst",
    f"{C}ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
    f"{C}manualLayout": "layoutTarget xMode yMode wMode hMode x y w h extLst",
    f"{C}title": "tx layout overlay spPr txPr extLst",
    f"{C}legend": "legendPos legendEntry layout overlay spPr txPr extLst",
    f"{C}plotArea": "layout barChart catAx valAx dTable spPr",
    f"{C}chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend"
                 " plotVisOnly dispBlanksAs",
    f"{A}tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill headers extLst",
    f"{A}pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buFontTx buFont buNone buAutoNum buChar tabLst"
               " defRPr extLst",
    f"{A}rPr": "ln noFill solidFill gradFill effectLst highlight latin ea cs sym hlinkClick extLst",
    f"{A}defRPr": "ln noFill solidFill gradFill effectLst highlight latin ea cs sym hlinkClick extLst",
    f"{A}fld": "rPr pPr t",
    f"{P}presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz"
                        " defaultTextStyle modifyVerifier extLst",
}


def parts(content: bytes) -> dict[str, bytes]:
    """Name → bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(map(str.lower, names))), "a part twice"
        return {name: archive.read(name) for name in names}


def relations(held: dict[str, bytes], name: str) -> dict[str, tuple[str, str, bool]]:
    """Id → (kind, target, whether it is outside) of a part ("" is the package)."""
    folder, _, file = name.rpartition("/")
    rels = held.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, tuple[str, str, bool]] = {}
    for each in ET.fromstring(rels).iter(f"{RELS}Relationship") if rels else ():
        outside = each.get("TargetMode") == "External"
        target = each.attrib["Target"]
        whole = target if outside else posixpath.normpath(posixpath.join("/", folder, target))[1:]
        assert each.attrib["Id"] not in found, f"{name}: an id twice"
        found[each.attrib["Id"]] = (each.attrib["Type"].rpartition("/")[2], whole, outside)
    return found


def faults(content: bytes) -> Iterator[str]:
    """What an office program would not take as it stands."""
    held = parts(content)
    types = ET.fromstring(held["[Content_Types].xml"])
    defaults = {each.attrib["Extension"].lower() for each in types.iter(f"{TYPES}Default")}
    overrides = {each.attrib["PartName"][1:] for each in types.iter(f"{TYPES}Override")}
    yield from (f"{each}: a type for nothing" for each in overrides - held.keys())
    reached, waiting = {"[Content_Types].xml", "_rels/.rels"}, [""]
    while waiting:
        name = waiting.pop()
        folder, _, file = name.rpartition("/")
        reached |= {name, posixpath.join(folder, "_rels", f"{file}.rels")}
        for _, target, outside in relations(held, name).values():
            if not outside and target not in reached:
                waiting.append(target)
                if target not in held:
                    yield f"{name}: leads to {target}, which is not there"
    for name, text in held.items():
        if name not in reached:
            yield f"{name}: nothing leads to it"
        if name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: of no type"
        if name.endswith(".xml") and name != "[Content_Types].xml":
            yield from _faults_of_part(name, ET.fromstring(text), set(relations(held, name)))


def _faults_of_part(name: str, root: ET.Element, known: set[str]) -> Iterator[str]:
    ids: list[str] = []
    for each in root.iter():
        yield from (f"{name}: {value} leads nowhere" for key, value in each.attrib.items()
                    if key.startswith(R) and value not in known)
        if each.tag == f"{P}cNvPr":
            ids.append(each.attrib["id"])
        if each.tag in ORDER:
            order = ORDER[each.tag].split()
            tags = [child.tag.rpartition("}")[2] for child in each]
            places = [order.index(tag) if tag in order else -1 for tag in tags]
            if -1 in places or places != sorted(places):
                yield f"{name}: {each.tag.rpartition('}')[2]} holds {tags}"
    yield from (f"{name}: shape {each} twice" for each in set(ids) if ids.count(each) > 1)


def letters(content: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Every run of slides, notes and charts that has a text, with the name of its part."""
    for name, text in parts(content).items():
        if re.match(r"ppt/(slides|notesSlides|charts)/[^/]*\.xml$", name):
            for each in ET.fromstring(text).iter():
                if each.tag in {f"{A}r", f"{A}fld"} and each.findtext(f"{A}t"):
                    yield name, each


def hers(change: Callable[[object], None] = lambda made: None, slides: int = 2) -> bytes:
    """A presentation with slides, notes and charts of its own, changed."""
    made = Presentation()
    for _ in range(slides):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = "她的旧幻灯片"
        slide.notes_slide.notes_text_frame.text = "她的旧备注"
        data = CategoryChartData()
        data.categories = ["甲"]
        data.add_series("旧", (1,))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, Emu(0), Emu(0), Emu(10**6), Emu(10**6), data)
    change(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def rezipped(content: bytes, **changed: bytes | Callable[[bytes], bytes]) -> bytes:
    """The package with parts added or changed; `__` in a name stands for /, `_dot_` for a point."""
    held = parts(content)
    for key, value in changed.items():
        name = key.replace("__", "/").replace("_dot_", ".")
        held[name] = value(held[name]) if callable(value) else value
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    return made.getvalue()
