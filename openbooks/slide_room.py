"""Where a template has room: which of its layouts serve, in which colours, beside what it has itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Emu

from openbooks.errors import WrongUse
from openbooks.palette import Palette, luminance, palette_on
from openbooks.slide_ground import FOOT, POINT, TALL, Face, Ground, theme_of
from openbooks.slide_panel import Area

LEAST_WIDTH, LEAST_HEIGHT = 480.0, 300.0  # points of a slide
LARGEST_SIDE = 51206400  # EMU: what the format allows
USUAL = (9144000, 6858000)  # of a file that states no size
TITLED = {"TITLE", "CENTER_TITLE"}
SERVICE = {"DATE", "FOOTER", "SLIDE_NUMBER", *TITLED}
COVERED = 0.1  # of the room: a picture over more of it is a ground that cannot be judged


def placed(presentation: Any) -> Ground:
    """The ground that an emptied presentation makes. Raises WrongUse where it has no layout or is too
    small or too large."""
    if presentation.slide_width is None or presentation.slide_height is None:
        presentation.slide_width, presentation.slide_height = map(Emu, USUAL)
    wide, tall = presentation.slide_width, presentation.slide_height
    if min(wide / POINT / LEAST_WIDTH, tall / POINT / LEAST_HEIGHT) < 1 or max(wide, tall) > LARGEST_SIDE:
        raise WrongUse("模板的页面太小，放不下后排能看清的字。请把幻灯片大小设为 16:9 或 4:3 后再选。")
    master = presentation.slide_masters[0]
    layouts = list(master.slide_layouts)
    if not layouts:
        raise WrongUse("模板里没有版式。请在母版视图里至少留一个版式，另存后再选。")
    cover = min(layouts, key=lambda each: (_kind(each) != "title", layouts.index(each)))
    content = min(layouts, key=lambda each: _fitness(each, layouts.index(each)))
    scale = max(1.0, tall / POINT / TALL)
    page = Area(0, 0, wide / POINT / scale, tall / POINT / scale)
    head, area, foot = _rooms(content, master, page, scale)
    colours = _colours(master)
    plain, ground = _plain(content, master, colours, area, scale)
    cover_plain, _ = _plain(cover, master, colours, area, scale)
    palette = palette_on(ground if plain else _lightest(ground), colours.get("accent1", ""))
    return Ground(presentation, cover, content, area, foot, _face(master), palette, scale, head,
                  _cover_head(cover, master, page, area, scale), not (plain and cover_plain))


def _kind(layout: Any) -> str:
    return layout._element.get("type", "")


def _fitness(layout: Any, at: int) -> tuple[int, int, int]:
    """How well a layout carries a title over a free room; the lower the better."""
    kinds = [_type(each) for each in layout.placeholders]
    others = sum(kind not in SERVICE for kind in kinds)
    titled = any(kind in TITLED for kind in kinds)
    return (0 if titled and _kind(layout) != "title" else 1 if titled else 2, others, at)


def _type(placeholder: Any) -> str:
    kind = placeholder.placeholder_format.type
    return kind.name if kind is not None else ""


def _box(shape: Any, scale: float) -> Area | None:
    """Where a shape is, None where that is not said."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    if any(each is None for each in sides):
        return None
    return Area(*(each / POINT / scale for each in sides))


def _place(holders: tuple[Any, ...], kinds: set[str], scale: float) -> Area | None:
    """The first placeholder of these kinds that says where it is."""
    for holder in holders:
        for each in holder.placeholders:
            if _type(each) in kinds and (found := _box(each, scale)):
                return found
    return None


def _rooms(content: Any, master: Any, page: Area, scale: float) -> tuple[Area | None, Area, Area]:
    """Where title (None: where the layout has it), content and foot go."""
    title = _place((content, master), TITLED, scale)
    body = _place((master,), {"BODY", "OBJECT"}, scale)
    side = page.width * 0.05
    left, right = side, page.width - side
    if body is not None and body.width >= page.width * 0.7:
        left, right = max(body.left, 8.0), min(body.left + body.width, page.width - 8.0)
    if right - left < page.width * 0.6:
        left, right = side, page.width - side
    head = None
    if title is None or title.top < 0 or not 24 <= title.height <= page.height * 0.22 or (
            title.top + title.height > page.height * 0.3) or title.width < page.width * 0.4:
        head = Area(left, page.height * 0.05, right - left, page.height * 0.12)
    over = head or title
    assert over is not None
    top = over.top + over.height + 6
    low = page.height - FOOT - 12
    if body is not None and page.height * 0.7 <= body.top + body.height <= low:
        low = body.top + body.height
    if body is not None and top < body.top <= page.height * 0.3:
        top = body.top
    return head, Area(left, top, right - left, low - top), Area(left, low + 4, right - left, FOOT)


def _cover_head(cover: Any, master: Any, page: Area, area: Area, scale: float) -> Area | None:
    """Where the cover's title goes; None where its layout has a place that is large enough."""
    title = _place((cover, master), TITLED, scale)
    if (title is not None and title.top >= 0 and title.width >= page.width * 0.4 and title.height >= 44
            and title.top + title.height <= page.height * 0.68):
        return None
    return Area(area.left, page.height * 0.16, area.width, page.height * 0.24)


def _colours(master: Any) -> dict[str, str]:
    """The theme's colours by the names that the master gives them (bg1, tx1, accent1 …)."""
    scheme = theme_of(master).find(f".//{qn('a:clrScheme')}")
    held: dict[str, str] = {}
    for each in scheme if scheme is not None else ():
        for colour in each:
            value = colour.get("lastClr") or colour.get("val") or ""
            if _is_colour(value):
                held[each.tag.rpartition("}")[2]] = f"#{value.lower()}"
    mapped = master._element.find(qn("p:clrMap"))
    names = dict(mapped.attrib) if mapped is not None else {}
    return held | {name: held[said] for name, said in names.items() if said in held}


def _is_colour(value: str) -> bool:
    return len(value) == 6 and all(each in "0123456789abcdefABCDEF" for each in value)


def _plain(
    layout: Any, master: Any, colours: dict[str, str], area: Area, scale: float
) -> tuple[bool, str]:
    """Whether the ground under the content is one plain colour, and that colour as far as it is said."""
    colour = colours.get("bg1", Palette().ground)
    plain = True
    said = next((found for holder in (layout, master)
                 if (found := holder._element.cSld.find(qn("p:bg"))) is not None), None)
    if said is not None:
        solid = said.find(f"{qn('p:bgPr')}/{qn('a:solidFill')}")
        source = solid if solid is not None else said.find(qn("p:bgRef"))
        plain = solid is not None or (source is not None and _is_solid(master, source.get("idx", "")))
        for each in source if source is not None else ():
            colour = colours.get(each.get("val", ""), f"#{each.get('val', '').lower()}")
            plain = plain and not len(each)  # a tint or shade of it is not worked out
    if not _is_colour(colour[1:]):
        plain, colour = False, Palette().ground
    holders = (layout,) if layout._element.get("showMasterSp") == "0" else (layout, master)
    covered = any(_share(each, area, scale) > COVERED for holder in holders for each in _drawn(holder))
    return plain and not covered, colour


def _is_solid(master: Any, index: str) -> bool:
    """Whether the theme's ground of this number (1001 …) is a plain colour."""
    fills = theme_of(master).find(f".//{qn('a:bgFillStyleLst')}")
    at = int(index) - 1001 if index.isdigit() else -1
    return fills is not None and 0 <= at < len(fills) and fills[at].tag == qn("a:solidFill")


def _drawn(holder: Any) -> Iterator[Any]:
    """The shapes of a layout or master that are no placeholders."""
    return (each for each in holder.shapes if not each.is_placeholder)


def _share(shape: Any, area: Area, scale: float) -> float:
    """How much of an area a shape lies over."""
    held = _box(shape, scale)
    if held is None:
        return 1.0
    wide = min(held.left + held.width, area.left + area.width) - max(held.left, area.left)
    tall = min(held.top + held.height, area.top + area.height) - max(held.top, area.top)
    return max(wide, 0) * max(tall, 0) / (area.width * area.height)


def _lightest(colour: str) -> str:
    """A plate's colour for a ground that is not plain: near white or near black, as the theme is."""
    return Palette().ground if luminance(colour) > 0.2 else colour


def _face(master: Any) -> Face:
    """The theme's typefaces for text; where it says none for Chinese, that of every Windows."""
    fonts = theme_of(master).find(f".//{qn('a:minorFont')}")
    if fonts is None:
        return Face()
    said = {each.tag: each.get("typeface", "") for each in fonts if each.tag != qn("a:font")}
    asian = said.get(qn("a:ea"))
    return Face(said.get(qn("a:latin")) or asian, asian) if asian else Face()
