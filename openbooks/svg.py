"""The charts of a document as pictures in a web page: accessible SVG that stands in the HTML itself.

Marks carry the texts of the document, in whatever width and letter size the picture gets. What is wide
for its place is turned, then drawn lying; every text is measured in our font before it is placed, so that
none meets another or leaves the picture. A name that is cut has its whole text behind it. Colours are
variables of the page (dark and light); sorts of marks differ in hatching too, and over the plan is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from openbooks import drawing
from openbooks.document import Chart
from openbooks.drawing import OVER
from openbooks.glyphs import breadth, broken, cut, short
from openbooks.vector import INNER, bar, hatch, text, to, value

LINE, BAR = 1.3, 1.2  # lines of letters and lying marks, in em
OVER_SAID = f"{OVER}：超过计划数"
NARROW = 26  # em; a picture no wider has its names over the bars
LABEL_SHARE, VALUE_SHARE = 0.36, 0.5
TURNED_MOST = 9.0  # em; longer values do not stand on end
LABEL_LINES = 2
LEAST_PLOT = 7.0  # em of height, of a standing picture
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a picture stands: its width and the height of its letters in units of the page, the height
    that it may take (0: what it needs), and the ends of the scale."""

    width: float
    size: float
    height: float
    ends: tuple[float, float]

    def em(self, number: float) -> float:
        """So many em in units."""
        return number * self.size

    def wide(self, text: str, weight: int = 400) -> float:
        """The width of a text in units."""
        return breadth(text, weight) * self.size


def ends(chart: Chart) -> tuple[float, float]:
    """The ends of the scale on which all marks of a chart stand, nought among them."""
    rows = drawing.held(chart)["rows"]
    reached = [at for row in rows for mark in row["marks"] if mark["end"] is not None
               for at in (mark["start"], mark["end"])]
    low, high = min([0.0, *reached]), max([0.0, *reached])
    return low, high if high > low else low + 1.0


def svg(
    chart: Chart, key: str, width: float, size: float, height: float = 0.0,
    scale: tuple[float, float] | None = None,
) -> str:
    """The picture. `key` is its own on the page; `scale` as `ends` gives it, for parts of one chart."""
    held = _held(chart, width / size)
    place = Place(width, size, height, scale or ends(chart))
    top, parts = _legend(held, place, key)
    if _stands(held, place):
        tall, drawn = _standing(held, place, key, top)
    else:
        tall, drawn = _lying(held, place, key, top)
    sorts = {mark["sort"] for row in held["rows"] for mark in row["marks"]}
    hatched = "".join(hatch(each, key) for each in INNER if each in sorts | {s for s, _ in held["legend"]})
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {to(width)} {to(tall)}" '
        f'font-size="{to(size)}" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(chart.title)}</title>'
        f'<desc id="{key}-d">{escape(held["alt"])}</desc><defs>{hatched}</defs>'
        f'{"".join(parts)}{"".join(drawn)}</svg>'
    )


def _held(chart: Chart, room: float) -> dict[str, Any]:
    """The rows and marks of a chart; the text of a mark takes at most half of `room` (em)."""
    held = drawing.held(chart)
    for row in held["rows"]:
        for mark in row["marks"]:
            mark["whole"], mark["text"] = mark["text"], short(mark["text"], room * VALUE_SHARE)
    return held


def needed(chart: Chart, width: float, size: float) -> float:
    """The height that a picture needs at least, in units."""
    held, place = _held(chart, width / size), Place(width, size, 0.0, (0.0, 1.0))
    top, _ = _legend(held, place, "")
    if _stands(held, place):
        head, foot = _margins(held, place)
        return top + head + place.em(LEAST_PLOT) + foot
    return top + sum(_tall(row, place, held) for row in held["rows"])


def part(chart: Chart, first: int, last: int) -> Chart:
    """The categories `first` to before `last` of a chart that is no waterfall."""
    names = chart.categories[first:last]
    return replace(chart, categories=names, series=tuple(
        replace(each, values=each.values[first:last], texts=each.texts[first:last])
        for each in chart.series
    ))


def _legend(held: Row, place: Place, key: str) -> tuple[float, list[str]]:
    """How high the legend is, and its parts; nothing where there is one series."""
    names = [(sort, name) for sort, name in held["legend"]]
    if any(mark["over"] for row in held["rows"] for mark in row["marks"]):
        names.append(("over", OVER_SAID))
    parts, x, line = [], 0.0, 0
    for sort, name in names:
        said = short(name, place.width / place.size - 2.4)
        wide = place.em(2.2) + place.wide(said)
        if x and x + wide > place.width:
            x, line = 0.0, line + 1
        middle = place.em(LINE * (line + 0.5))
        parts.append(bar(sort, key, x + 1, middle - place.em(0.4), place.em(1.6), place.em(0.8)))
        parts.append(text(x + place.em(2), middle, said, "t", whole=name if said != name else ""))
        x += wide + place.em(1.4)
    return (place.em(LINE * (line + 1) + 0.4) if names else 0.0), parts


def _said(mark: Row) -> str:
    return f"{mark['text']} {OVER}" if mark["over"] else mark["text"]


def _widest(held: Row, place: Place) -> float:
    return max((place.wide(_said(mark), 700) for row in held["rows"] for mark in row["marks"]), default=0.0)


def _lines(label: str, room: float) -> list[str]:
    """A name in at most so many lines."""
    return cut(broken(label, room), LABEL_LINES, room)


def _beside(held: Row, place: Place) -> float:
    """The width of the column of names; 0 where they stand over their bars."""
    if place.width <= place.em(NARROW):
        return 0.0
    longest = max((place.wide(row["label"]) for row in held["rows"]), default=0.0)
    return min(longest + 1, place.width * LABEL_SHARE)


def _tall(row: Row, place: Place, held: Row) -> float:
    """The height of a row of lying marks with the room after it."""
    beside = _beside(held, place)
    names = place.em(1.2 * len(_lines(row["label"], (beside or place.width) / place.size)))
    bars = place.em(BAR * len(row["marks"]))
    return (max(names, bars) if beside else names + bars) + place.em(0.3)


def _lying(held: Row, place: Place, key: str, top: float) -> tuple[float, list[str]]:
    """Rows of marks from the left; the values behind them."""
    rows, beside = held["rows"], _beside(held, place)
    left = beside + place.em(0.7) if beside else 1.0
    room = max(place.width - left - _widest(held, place) - place.em(0.7), place.em(0.5))
    low, high = place.ends
    heights = [_tall(row, place, held) for row in rows]
    spare = max(place.height - top - sum(heights), 0.0) / max(len(rows), 1)
    spare = min(spare, place.em(1.6))
    parts, y = [], top

    def at(value: float) -> float:
        return left + (value - low) / (high - low) * room

    for row, height in zip(rows, heights, strict=True):
        count = len(row["marks"])
        lines = _lines(row["label"], (beside or place.width) / place.size)
        thick = place.em(BAR) + (spare * 0.6 / count if beside else 0.0)
        over = 0.0 if beside else place.em(1.2 * len(lines))
        middle = y + (height + spare) / 2
        start = middle - thick * count / 2 if beside else y + over
        cutting = row["label"] if "".join(lines) != row["label"] else ""
        first = middle - place.em(1.2) * (len(lines) - 1) / 2 if beside else y + place.em(0.6)
        for number, line in enumerate(lines):
            parts.append(text(beside if beside else 0, first + place.em(1.2) * number, line, "t",
                               ' text-anchor="end"' if beside else "", cutting))
        for number, mark in enumerate(row["marks"]):
            y_of = start + thick * number
            ending = at(0)
            if mark["end"] is not None:
                near, far = sorted((at(mark["start"]), at(mark["end"])))
                parts.append(bar(mark["sort"], key, near, y_of + thick * 0.08, far - near, thick * 0.84))
                ending = max(far, ending)
            parts.append(value(ending + place.em(0.4), y_of + thick / 2, mark))
        parts.append(f'<path class="axis" d="M{to(at(0))} {to(start - place.em(0.1))}'
                     f'V{to(start + thick * count + place.em(0.1))}"/>')
        y += height + spare
    return max(y, top + 1), parts


def _slots(held: Row, place: Place) -> tuple[float, float]:
    """The width of a group of standing marks, and of one of them."""
    rows = held["rows"]
    group = place.width / max(len(rows), 1)
    return group, min(group * 0.84 / max(len(rows[0]["marks"]), 1), place.em(5))


def _turned(held: Row, place: Place) -> bool:
    """Whether the values are too wide to stand upright over their marks."""
    group, wide = _slots(held, place)
    slot = group if len(held["rows"][0]["marks"]) == 1 else wide
    return _widest(held, place) > slot * 0.97


def _named(held: Row, place: Place) -> list[list[str]]:
    group, _ = _slots(held, place)
    return [broken(row["label"], group * 0.94 / place.size) for row in held["rows"]]


def _stands(held: Row, place: Place) -> bool:
    """Whether a picture may stand: it is one of time or steps, and its texts have the room."""
    if held["lying"] or not held["rows"] or not held["rows"][0]["marks"]:
        return False
    if place.width <= place.em(NARROW):
        return False
    group, wide = _slots(held, place)
    long = max(len(lines) for lines in _named(held, place))
    upright = not _turned(held, place)
    on_end = wide >= place.em(1.2) and _widest(held, place) <= place.em(TURNED_MOST)
    return group >= place.em(1.6) and long <= 3 and (upright or on_end)


def _margins(held: Row, place: Place) -> tuple[float, float]:
    """What a standing picture needs over and under its marks."""
    head = _widest(held, place) + place.em(0.8) if _turned(held, place) else place.em(1.7)
    return head, place.em(1.2 * max(len(lines) for lines in _named(held, place)) + 0.6)


def _standing(held: Row, place: Place, key: str, top: float) -> tuple[float, list[str]]:
    """Columns, in time or as steps; the values over them, turned where they are wide."""
    rows, turned = held["rows"], _turned(held, place)
    head, foot = _margins(held, place)
    group, wide = _slots(held, place)
    plot = max(place.height - top - head - foot, place.em(LEAST_PLOT))
    low, high = place.ends
    parts: list[str] = []

    def at(value: float) -> float:
        return top + head + (high - value) / (high - low) * plot

    for number, (row, lines) in enumerate(zip(rows, _named(held, place), strict=True)):
        left = group * number + (group - wide * len(row["marks"])) / 2
        for which, mark in enumerate(row["marks"]):
            x, upper = left + wide * which, at(0)
            if mark["end"] is not None:
                upper, lower = sorted((at(mark["start"]), at(mark["end"])))
                parts.append(bar(mark["sort"], key, x + wide * 0.05, upper, wide * 0.9, lower - upper))
                if held["steps"] and number + 1 < len(rows):
                    parts.append(f'<path class="step" d="M{to(x + wide * 0.95)} {to(at(mark["end"]))}'
                                 f'h{to(group - wide * 0.9)}"/>')
            parts.append(_over_mark(x + wide / 2, min(upper, at(0)), mark, turned, place))
        for line_at, line in enumerate(lines):
            parts.append(text(group * (number + 0.5), top + head + plot + place.em(1.0 + 1.2 * line_at),
                               line, "t", ' text-anchor="middle"'))
    parts.append(f'<path class="axis" d="M0 {to(at(0))}H{to(place.width)}"/>')
    return top + head + plot + foot, parts


def _over_mark(x: float, y: float, mark: Row, turned: bool, place: Place) -> str:
    """The value over a standing mark."""
    if not turned:
        return value(x, y - place.em(0.75), mark, ' text-anchor="middle"')
    up = y - place.em(0.3)
    return value(x, up, mark, f' transform="rotate(-90 {to(x)} {to(up)})"')
