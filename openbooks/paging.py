"""A table on slides: in the largest letters in which it fits, or over several slides with its header.

Lengths are in the units of a slide, which is 1280 wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from openbooks.columning import SIZES, Columns, columns, parted
from openbooks.document import Row, Table
from openbooks.hypertext import caption, table_rows

WIDTH = 1168.0
CAPTION = 42.0
SUMS = frozenset({"sum", "total"})


@dataclass(frozen=True)
class Block:
    """A piece of a slide and its height."""

    html: str
    height: float


def paged(table: Table, left: float, room: float, kept: float) -> list[tuple[bool, Block]]:
    """The table in the largest letters in which it fits under what stands there or on one slide; else on
    several. Under its last row `kept` stays free."""
    title = CAPTION if table.title or table.unit else 0.0
    for fresh, height, sizes in ((False, left, SIZES[:-2]), (True, room, SIZES)):
        for size in sizes:
            fitted = columns(table, size, WIDTH)
            if fitted and _tall(fitted, table.rows) + title + kept <= height:
                return [(fresh, _drawn(fitted, table.rows, title, ""))]
    fitting = [fitted for size in SIZES if (fitted := columns(table, size, WIDTH))]
    groups = [[each] for each in fitting] or [parted(table, SIZES[-1], WIDTH)]
    ways = [[(each, rows) for each in group for rows in _portions(each, room - title, kept)]
            for group in groups]
    least = min(map(len, ways[-2:]))
    found = next(way for way in ways if len(way) <= least)
    return [(True, _drawn(each, rows, title, f"（{at}/{len(found)}）"))
            for at, (each, rows) in enumerate(found, 1)]


def _tall(fitted: Columns, rows: Sequence[Row]) -> float:
    return fitted.head() + sum(map(fitted.tall, rows))


def _drawn(fitted: Columns, rows: Sequence[Row], title: float, more: str) -> Block:
    width = sum(fitted.widths)
    shares = [each / width for each in fitted.widths]
    inner = table_rows(fitted.table, fitted.at, rows, shares)
    said = caption(fitted.table, more if title else "")
    return Block(
        f'<table class="z{fitted.size:.0f}" width="{min(100 * width / WIDTH, 100):.2f}%">'
        f"{said}{inner}</table>",
        title + _tall(fitted, rows),
    )


def _portions(fitted: Columns, room: float, kept: float) -> list[tuple[Row, ...]]:
    """The rows for each of as few slides as hold them, about evenly; a heading never ends one, and under
    the last row `kept` stays free."""
    rows, inner = fitted.table.rows, room - fitted.head()
    heights = list(map(fitted.tall, rows))
    for count in range(1, len(rows) + 1):
        ways = (_grouped(rows, heights, inner), _even(rows, heights, count), _filled(rows, heights, inner))
        for found in ways:
            tall = [_sum(heights, each) for each in found]
            if len(found) <= count and max(tall) <= inner and tall[-1] + kept <= inner:
                return [tuple(rows[at] for at in each) for each in found]
    return [(row,) for row in rows]


def _sum(heights: Sequence[float], places: Sequence[int]) -> float:
    return sum(heights[at] for at in places)


def _grouped(rows: Sequence[Row], heights: Sequence[float], inner: float) -> list[list[int]]:
    """The places of the rows in parts that hold whole groups: a group ends with its sums."""
    groups: list[list[int]] = []
    for at, row in enumerate(rows):
        ended = at > 0 and rows[at - 1].level in SUMS and row.level not in SUMS
        if not groups or ended or row.level == "head":
            groups.append([])
        groups[-1].append(at)
    found: list[list[int]] = [[]]
    for group in groups:
        if found[-1] and _sum(heights, found[-1]) + _sum(heights, group) > inner:
            found.append([])
        found[-1] += group
    return found


def _even(rows: Sequence[Row], heights: Sequence[float], count: int) -> list[list[int]]:
    """The places of the rows in so many parts, each in the one where the middle of its row lies."""
    found: list[list[int]] = [[] for _ in range(count)]
    used, whole = 0.0, sum(heights)
    for at, height in enumerate(heights):
        found[min(int((used + height / 2) / whole * count), count - 1)].append(at)
        used += height
    for one, other in pairwise(found):
        if one and rows[one[-1]].level == "head":
            other.insert(0, one.pop())
    return [each for each in found if each]


def _filled(rows: Sequence[Row], heights: Sequence[float], inner: float) -> list[list[int]]:
    """The places of the rows in parts as high as `inner` allows; a total does not stand alone."""
    found: list[list[int]] = [[]]
    used = 0.0
    for at, height in enumerate(heights):
        if found[-1] and used + height > inner:
            moved = []
            if len(found[-1]) > 1 and rows[found[-1][-1]].level == "head":
                moved = [found[-1].pop()]
            used = _sum(heights, moved)
            found.append(moved)
        found[-1].append(at)
        used += height
    if len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) > 2:
        found[-1].insert(0, found[-2].pop())
    return found
