"""A document as slides of 1280 by 720: what stands on which, measured before any browser sees it.

Everything of the document is on a slide: long tables and texts go on over several, with their header, and
nothing is smaller than can be read from the last row of a hall. A section begins a slide; its first
sentence stands large over its picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from openbooks.article import covered, sealed, titled
from openbooks.columning import LINE
from openbooks.document import Chart, Document, Section, Span, Table
from openbooks.glyphs import breadth, broken
from openbooks.hypertext import SEAL, endmatter, spans
from openbooks.paging import CAPTION, WIDTH, Block, paged
from openbooks.svg import ends, needed, part, svg

BELOW = 634.0  # the height of a slide without its foot and its edges
TITLES, COVERS = (40.0, 32.0, 26.0), (60.0, 44.0, 34.0, 26.0)
SMALL, MARK = 20.0, 22.0
MARKS_SHARE = 0.45
# Letters of the first sentence and of the others: alone on a slide, over a picture, at the end.
LARGE, USUAL, END = (46.0, 36.0), (34.0, 28.0), (28.0, 28.0)
SUBTITLE = 58.0
MORE = "（续）"
GAP = 14.0
CHART_SIZES, STEP_SIZES = (24.0, 22.0, 20.0), (18.0, 16.0, 14.0, 12.0)  # steps are not parted
EASY_CHART = 300.0  # a picture under sentences has at least so much
STANDING = 520.0
PIECE = re.compile(r"[^，。；、：]*[，。；、：]?")


@dataclass(frozen=True)
class Slide:
    """One slide: its title in letters of a size, the part of the page under it (HTML), and what the speaker
    says."""

    title: str
    size: float
    body: str
    spoken: tuple[str, ...] = ()


def slides(document: Document) -> list[Slide]:
    """All slides in order. `document` is legible."""
    marks = _marks(document)
    found: list[Slide] = []
    for number, section in enumerate(document.sections, 1):
        size, room = _headed(section.title, marks)
        pages = [page for page in _pages(section, f"p{number}", USUAL, room) if page]
        found += _slides(section.title, size, pages or [[]], section.spoken)
    cover = _sized(document.title, COVERS, WIDTH, BELOW - marks[1] - _under_cover(document))
    last = _headed(SEAL, marks)[0]
    return [Slide(document.title, cover, covered(document)), *found, *_ends(document, marks),
            Slide(SEAL, last, sealed(document))]


def _ends(document: Document, marks: tuple[float, float]) -> Iterator[Slide]:
    """The slides of what stands at the end; what is short shares one, each under its own title."""
    sections = endmatter(document)
    size, room = _headed("、".join(each.title for each in sections), marks)
    held: list[tuple[str, list[Block]]] = []
    for number, section in enumerate(sections, 1):
        pages = [page for page in _pages(section, f"e{number}", END, room) if page]
        own = [Block(f"<h2>{escape(section.title)}</h2>", SUBTITLE), *pages[0]]
        if len(pages) > 1 or sum(_used(page) for _, page in held) + _used(own) > room:
            yield from _together(held, size)
            held = []
        if len(pages) > 1:
            yield from _slides(section.title, size, pages, ())
        else:
            held.append((section.title, own))
    yield from _together(held, size)


def _together(held: list[tuple[str, list[Block]]], size: float) -> list[Slide]:
    if len(held) == 1:
        return _slides(held[0][0], size, [held[0][1][1:]], ())
    title = "、".join(title for title, _ in held)
    return _slides(title, size, [[block for _, page in held for block in page]], ()) if held else []


def _slides(title: str, size: float, pages: list[list[Block]], spoken: tuple[str, ...]) -> list[Slide]:
    return [
        Slide(f"{title}{MORE if at else ''}", size, "\n".join(block.html for block in page), spoken)
        for at, page in enumerate(pages)
    ]


def _marks(document: Document) -> tuple[float, float]:
    """The width of what must be seen first, with the room before it, and its height."""
    wide = sum(MARK * (breadth(each, 700) + 1.2) + 14 for each in document.marks)
    most = WIDTH * MARKS_SHARE
    return (min(wide, most) + 24, MARK * 1.8 * math.ceil(wide / most * 1.1)) if wide else (0.0, 0.0)


def _sized(title: str, sizes: Sequence[float], width: float, height: float) -> float:
    """The largest of the sizes in which a title stands in so much room; else the smallest."""
    return next((size for size in sizes if _tall(title, size, width) <= height), sizes[-1])


def _tall(title: str, size: float, width: float) -> float:
    return len(broken(title, width * 0.98 / size, 700)) * size * LINE


def _under_cover(document: Document) -> float:
    """The height of what stands under the title of the first slide."""
    whose = len(broken(document.whose, (WIDTH - 180) / 30))
    return 40 + (whose + 3) * 45 + 16 + len(broken(document.subtitle, WIDTH * 0.98 / 32)) * 52


def _headed(title: str, marks: tuple[float, float]) -> tuple[float, float]:
    """The size of a slide's title beside the marks, and the room under both."""
    width = WIDTH - marks[0]
    size = _sized(title + MORE, TITLES, width, 2 * TITLES[0] * LINE)
    return size, BELOW - max(_tall(title + MORE, size, width), TITLES[0] * LINE, marks[1])


def _pages(section: Section, key: str, sizes: tuple[float, float], room: float) -> Iterator[list[Block]]:
    """The blocks of each slide of a section; its sentences in letters of these sizes."""
    page: list[Block] = []
    alone = [] if sizes == END else list(_sentences(section, room, LARGE))
    for block in _sentences(section, room, sizes):
        if page and _used(page) + block.height > room:
            yield page
            page = []
        page.append(block)
    remarks = _remarks(section.remarks)
    if alone and _used(alone) + (remarks.height if remarks else 0.0) > room:
        alone = []
    shown: list[Chart | Table] = [*section.charts, *section.tables]
    for number, each in enumerate(shown):
        under = _remarks(each.notes) if isinstance(each, Table) else None
        last = number == len(shown) - 1
        kept = (under.height if under else 0.0) + (remarks.height if remarks and last else 0.0)
        left, name = room - _used(page), f"{key}x{number}"
        found = (_chart(each, name, left - kept, room - kept) if isinstance(each, Chart)
                 else paged(each, left, room, kept))
        for at, (fresh, block) in enumerate(found):
            if fresh and page:
                yield page if number or at else alone or page
                page = []
            page.append(block)
            if at == len(found) - 1 and under:
                page.append(under)
    if not shown:
        page = alone or page
    if remarks and _used(page) + remarks.height > room:
        yield page
        page = []
    yield [*page, remarks] if remarks else page


def _used(page: Sequence[Block]) -> float:
    return sum(block.height for block in page)


def _sentences(section: Section, room: float, sizes: tuple[float, float]) -> Iterator[Block]:
    """The paragraphs, the first sentence large; one that is higher than a slide in several."""
    lead, body = sizes
    for number, paragraph in enumerate(section.paragraphs):
        rest = paragraph
        if number == 0 and paragraph and lead > body:
            yield from _said(paragraph[0], lead, "lead", room)
            rest = paragraph[1:]
        if rest:
            joined = tuple(span for sentence in rest for span in sentence)
            yield from _said(joined, body, "", room)


def _said(said: tuple[Span, ...], size: float, kind: str, room: float) -> Iterator[Block]:
    held: list[Span] = []
    for span in said:
        for piece in [span] if span.figure else _pieces(span):
            if held and _high([*held, piece], size) > room:
                yield _paragraph(held, size, kind)
                held = []
            held.append(piece)
    yield _paragraph(held, size, kind)


def _pieces(span: Span) -> list[Span]:
    """Words, parted where a slide may end."""
    return [Span(text[at:at + 100]) for text in PIECE.findall(span.text) for at in range(0, len(text), 100)]


def _high(said: Sequence[Span], size: float) -> float:
    lines = broken("".join(span.text for span in said), WIDTH * 0.98 / size, 700)
    return len(lines) * size * 1.4 + GAP


def _paragraph(said: Sequence[Span], size: float, kind: str) -> Block:
    return Block(f'<p class="z{size:.0f} {kind}">{spans(tuple(said))}</p>', _high(said, size))


def _remarks(texts: Sequence[str]) -> Block | None:
    """Small sentences; None where there are none."""
    if not texts:
        return None
    lines = sum(len(broken(each, WIDTH * 0.98 / SMALL)) for each in texts)
    said = "".join(f'<p class="remark">{escape(each)}</p>' for each in texts)
    return Block(f'<div class="remarks">{said}</div>', lines * SMALL * 1.4 + 10 * len(texts))


def _chart(chart: Chart, key: str, left: float, room: float) -> list[tuple[bool, Block]]:
    """The picture, under what stands there, or on slides of its own; each with whether it begins one."""
    for fresh, height, sizes in ((False, left, CHART_SIZES), (True, room, CHART_SIZES)):
        inner = height - CAPTION
        if not fresh and inner < EASY_CHART:
            continue
        for size in sizes:
            if needed(chart, WIDTH, size) <= inner:
                return [(fresh, _picture(chart, key, size, inner, "", None))]
    if chart.form == "steps" or len(chart.categories) < 2:
        sizes = (each for each in STEP_SIZES if needed(chart, WIDTH, each) <= room - CAPTION)
        return [(True, _picture(chart, key, next(sizes, STEP_SIZES[-1]), room - CAPTION, "", None))]
    ways = [(size, _stops(chart, size, room - CAPTION)) for size in CHART_SIZES]
    least = len(ways[-1][1])
    size, stops = next(way for way in ways if len(way[1]) <= least)
    return [
        (True, _picture(part(chart, first, last), f"{key}-{at}", size, room - CAPTION,
                        f"（{at}/{len(stops)}）", ends(chart)))
        for at, (first, last) in enumerate(zip([0, *stops[:-1]], stops, strict=True), 1)
    ]


def _picture(
    chart: Chart, key: str, size: float, height: float, more: str, scale: tuple[float, float] | None
) -> Block:
    tall = min(height, max(STANDING, needed(chart, WIDTH, size)))
    drawn = svg(chart, key, WIDTH, size, tall, scale)
    return Block(f'<figure class="picture">{titled(chart, more)}{drawn}</figure>', CAPTION + tall)


def _stops(chart: Chart, size: float, height: float) -> list[int]:
    """After which categories a picture is parted: as evenly as fits."""
    count = len(chart.categories)
    for parts in range(2, count):
        stops = [round(count * number / parts) for number in range(1, parts + 1)]
        pairs = zip([0, *stops[:-1]], stops, strict=True)
        if all(needed(part(chart, first, last), WIDTH, size) <= height for first, last in pairs):
            return stops
    return list(range(1, count + 1))
