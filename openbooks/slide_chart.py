"""Pieces of charts as charts of the presentation: their numbers stand in a workbook inside and can be
edited there.

Each mark is labelled by its own number in a format that shows the document's text, so that the label
follows an edit. What went before and what was planned is hatched or hollow, what went over is cross
hatched: colour is never the only sign. A waterfall is stacked columns; what a step stands on is a
series without a fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.chart import XL_TICK_MARK as TICK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from openbooks.numberform import TEXT, form_of
from openbooks.palette import contrast
from openbooks.slide_ground import Ground
from openbooks.slide_panel import LINE, Area, ChartPiece, breadth, lines
from openbooks.slide_piece import HEADED, LABEL_SHARE
from openbooks.slide_series import CROSSED, DOTTED, HATCHED, HOLLOW, Bars, Look, grouped, stacked
from openbooks.slide_text import colour, face

MAIN = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
PLOT = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
TURNED = ' rot="-5400000" vert="horz"'
NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
GAP_WIDTH, OVERLAP = 45, -6
PATTERNS = {
    HATCHED: MSO_PATTERN.WIDE_UPWARD_DIAGONAL, CROSSED: MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    DOTTED: MSO_PATTERN.DASHED_HORIZONTAL,
}
SHOWN = "".join(f'<c:show{each} val="{int(each == "Val")}"/>' for each in (
    "LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"))


def chart(slide: Any, ground: Ground, area: Area, piece: ChartPiece) -> None:
    """A piece of a chart into an area."""
    said = piece.chart
    lying, steps = said.form in {"bars", "pairs"}, said.form == "steps"
    drawn = stacked(piece, ground.palette) if steps else grouped(piece, ground.palette)
    data = CategoryChartData(number_format="General")
    data.categories = [said.categories[at] for at in piece.categories]
    for one in drawn:
        data.add_series(one.name, one.values)
    kind = (XL_CHART_TYPE.COLUMN_STACKED if steps else
            XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED)
    frame = slide.shapes.add_chart(
        kind, *map(ground.emu, (area.left, area.top, area.width, area.height)), data)
    frame.name = f"图 {said.title}"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said.alt)
    made = frame.chart
    _head(made, ground, piece, area, legend=len(drawn) > 1 and not steps)
    plot = made.plots[0]
    plot.gap_width = GAP_WIDTH
    plot.overlap = 100 if steps else OVERLAP
    plot.vary_by_categories = False
    inner = _inner(piece, area, lying)
    high, low = _axes(made, ground, piece, inner, lying)
    for one, series in zip(drawn, plot.series, strict=True):
        if one.look is None:
            series.format.fill.background()
            series.format.line.fill.background()
            continue
        _paint(series.format, one.look, ground)
        spots = _spots(one, piece, ground, inner, area, inner.height / (high - low)) if steps else None
        _labelled(series, one, ground, piece, spots)
    if said.over:
        _over(plot, piece, ground)
    _placed(made._chartSpace.chart.plotArea, {
        "x": inner.left / area.width, "y": inner.top / area.height,
        "w": inner.width / area.width, "h": inner.height / area.height})
    for each in made._chartSpace.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        face(each, ground.face)


def _head(made: Any, ground: Ground, piece: ChartPiece, area: Area, legend: bool) -> None:
    """Title with its unit, legend beside it, the size of all letters."""
    said, size = piece.chart, piece.size * ground.scale
    made.font.size, made.font.color.rgb = Pt(size), colour(ground.palette.text)
    made.has_title = True
    paragraph = made.chart_title.text_frame.paragraphs[0]
    unit = "；".join(filter(None, (f"单位：{said.unit}" if said.unit else "", piece.note)))
    for text, bold in ((said.title, True), (f"（{unit}）" if unit else "", False)):
        if text:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = colour(ground.palette.text)
    made.chart_title.include_in_layout = False
    _placed(made._chartSpace.chart.find(qn("c:title")), {"x": 0.0, "y": 0.0})
    made.has_legend = legend
    if legend:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(size)
        wide = sum(breadth(one.name) + 2.2 for one in said.series) * piece.size / area.width
        _placed(made._chartSpace.chart.find(qn("c:legend")), {
            "x": max(1 - wide, 0.0), "y": 0.0, "w": min(wide, 1.0), "h": 1.5 * piece.size / area.height})


def _placed(element: Any, shares: Mapping[str, float]) -> None:
    """Put a title, a legend or the plot itself where it was measured to be (shares of the chart)."""
    for each in element.findall(qn("c:layout")):
        element.remove(each)
    inner = '<c:layoutTarget val="inner"/>' if element.tag == qn("c:plotArea") else ""
    layout = parse_xml(
        f'<c:layout {PLOT}><c:manualLayout>{inner}<c:xMode val="edge"/><c:yMode val="edge"/>'
        + "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in shares.items())
        + "</c:manualLayout></c:layout>")
    before = ("c:tx", "c:legendPos", "c:legendEntry")
    element.insert(sum(each.tag in map(qn, before) for each in element), layout)


def _inner(piece: ChartPiece, area: Area, lying: bool) -> Area:
    """Where the bars themselves are, within the chart."""
    size = piece.size
    head = size * HEADED
    names = [piece.chart.categories[at] for at in piece.categories]
    if lying:
        most = area.width * LABEL_SHARE
        wide = min(max(map(breadth, names)) * size + size, most)
        return Area(wide, head, area.width - wide - size * 0.5, area.height - head - size * 0.4)
    each = area.width / len(names) / size
    tall = max(lines(name, each * 0.95) for name in names) * size * LINE + size * 0.5
    return Area(size * 0.5, head, area.width - size, area.height - head - tall)


def _axes(made: Any, ground: Ground, piece: ChartPiece, inner: Area, lying: bool) -> tuple[float, float]:
    """Names at the low side, no numbers (each mark has its own), room for the labels; the ends."""
    texts = [text for one in piece.chart.series for text in one.texts]
    room = (max(map(breadth, texts)) + 0.8) * piece.size
    if not lying and piece.upright:
        room = piece.size * 1.5
    extent = inner.width if lying else inner.height
    high, low = piece.high, piece.low
    share = min(room / extent, 0.4)
    sides = (high > 0) + (low < 0)
    more = (high - low) * share / (1 - share * sides) if high > low else 1.0
    high, low = high + (more if high > 0 or low == 0 else 0), low - (more if low < 0 else 0)
    value, names = made.value_axis, made.category_axis
    value.maximum_scale, value.minimum_scale = high, low
    value.has_major_gridlines = value.has_minor_gridlines = False
    value.visible = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = names.minor_tick_mark = TICK.NONE
    names.format.line.color.rgb = colour(ground.palette.muted)
    names.tick_labels.font.size = Pt(piece.size * ground.scale)
    names.tick_labels.font.color.rgb = colour(ground.palette.text)
    if lying:
        names.reverse_order = True
    return high, low


def _paint(shape: Any, look: Look, ground: Ground) -> None:
    """A fill, or its pattern, within a line of the same colour."""
    shade, pattern = look
    shape.line.color.rgb, shape.line.width = colour(shade), Pt(1.5 * ground.scale)
    if pattern not in PATTERNS:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(ground.palette.ground if pattern == HOLLOW else shade)
        return
    shape.fill.patterned()
    shape.fill.pattern = PATTERNS[pattern]
    shape.fill.fore_color.rgb = colour(shade)
    shape.fill.back_color.rgb = colour(ground.palette.ground)


def _over(plot: Any, piece: ChartPiece, ground: Ground) -> None:
    """Mark what went over its plan."""
    roles = [one.role for one in piece.chart.series]
    if "actual" in roles:
        actual = plot.series[roles.index("actual")]
        for place, at in enumerate(piece.categories):
            if piece.chart.categories[at] in piece.chart.over:
                _paint(actual.points[place].format, (ground.palette.over, CROSSED), ground)


def _spots(
    one: Bars, piece: ChartPiece, ground: Ground, inner: Area, area: Area, per: float
) -> list[tuple[float, str]]:
    """Where the label of each step goes: in the middle of its column, or over one that is too small for
    it (how far up, as a share of the chart), and its colour. `per`: points for one of the unit."""
    assert one.look is not None
    palette = ground.palette
    inside = max(("#ffffff", palette.text, palette.ground), key=lambda each: contrast(each, one.look[0]))
    spots = []
    wide = inner.width / len(one.values) / (1 + GAP_WIDTH / 100)
    for value, text in zip(one.values, one.texts, strict=True):
        tall = abs(value or 0.0) * per
        fits = tall >= 1.7 * piece.size and breadth(text) * piece.size <= wide
        lift = 0.0 if fits else -(tall / 2 + 0.8 * piece.size) / area.height
        spots.append((lift, inside if fits else palette.text))
    return spots


def _labelled(
    series: Any, one: Bars, ground: Ground, piece: ChartPiece, spots: list[tuple[float, str]] | None
) -> None:
    """Label the marks of a series by their numbers, in a format that shows the document's texts."""
    held = [(at, text, value) for at, (text, value) in enumerate(zip(one.texts, one.values, strict=True))
            if value is not None]
    forms = {at: form_of(text, value) if text else "" for at, text, value in held}
    usual = max(sorted(set(forms.values()) - {"", TEXT}), key=[*forms.values()].count, default="General")
    upright = piece.upright or piece.chart.form in {"bars", "pairs"}
    body = f'<a:bodyPr wrap="none"{"" if upright else TURNED}/>'
    place = "ctr" if spots else "outEnd"
    said = []
    for at, text, _ in held:
        lift, shade = spots[at] if spots else (0.0, ground.palette.text)
        if not text:
            said.append(f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>')
        elif forms[at] != usual or spots:
            layout = f"<c:layout><c:manualLayout><c:x val=\"0\"/><c:y val=\"{lift:.5f}\"/>" \
                     "</c:manualLayout></c:layout>" if lift else "<c:layout/>"
            letters = _letters(piece, ground, shade)
            rich = (f"<c:tx><c:rich>{body}<a:p><a:pPr><a:defRPr{letters}</a:defRPr></a:pPr>"
                    f"<a:r><a:rPr{letters}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>")
            shown = rich if forms[at] == TEXT else _form(forms[at])
            style = "" if forms[at] == TEXT else _style(body, letters)
            said.append(f'<c:dLbl><c:idx val="{at}"/>{layout}{shown}{style}<c:dLblPos val="{place}"/>'
                        f"{SHOWN}</c:dLbl>")
    whole = (f"<c:dLbls {MAIN} {PLOT}>{''.join(said)}{_form(usual)}"
             f"{_style(body, _letters(piece, ground, ground.palette.text))}"
             f'<c:dLblPos val="{place}"/>{SHOWN}{NO_LEADERS}</c:dLbls>')
    series._element.insert_element_before(parse_xml(whole), "c:trendline", "c:errBars", "c:cat", "c:val")


def _form(code: str) -> str:
    return f"<c:numFmt formatCode={quoteattr(code)} sourceLinked=\"0\"/>"


def _letters(piece: ChartPiece, ground: Ground, shade: str) -> str:
    return (f' sz="{round(piece.size * ground.scale * 100)}" b="0"><a:solidFill>'
            f'<a:srgbClr val="{shade[1:].upper()}"/></a:solidFill>')


def _style(body: str, letters: str) -> str:
    return (f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr>{body}<a:lstStyle/>"
            f"<a:p><a:pPr><a:defRPr{letters}</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>")
