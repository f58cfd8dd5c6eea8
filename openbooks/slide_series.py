"""The series of a chart as a presentation draws them, and the looks that tell them apart.

A waterfall is stacked: what a step stands on is a series that is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from openbooks.palette import Palette
from openbooks.slide_panel import ChartPiece
from openbooks.slide_piece import levels

BASE, TOTAL, UP, DOWN, BELOW = "底（不显示）", "结余", "增加", "减少", "（零以下部分）"
SOLID, HOLLOW, HATCHED, CROSSED, DOTTED = "solid", "hollow", "hatched", "crossed", "dotted"
Look = tuple[str, str]


@dataclass(frozen=True)
class Bars:
    """One series as it is drawn; `look` is (colour, pattern), None for what is not seen. Of a
    waterfall it has gaps where another series has the step."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    look: Look | None


def grouped(piece: ChartPiece, palette: Palette) -> list[Bars]:
    """The series of a chart, each with the look of its role."""
    drawn, others = [], 0
    for one in piece.chart.series:
        look = {"prior": (palette.now, HATCHED), "plan": (palette.muted, HOLLOW)}.get(one.role)
        if look is None:
            look = (palette.now, SOLID)
            if others:
                colours = palette.other
                look = (colours[(others - 1) % len(colours)], (DOTTED, HATCHED, CROSSED)[(others - 1) % 3])
            others += 1
        drawn.append(Bars(one.name, tuple(one.values[at] for at in piece.categories),
                          tuple(one.texts[at] for at in piece.categories), look))
    return drawn


def stacked(piece: ChartPiece, palette: Palette) -> list[Bars]:
    """The series that a waterfall is stacked from: what a step stands on, totals, what went up, what
    went down; a step through zero has a part on each side of it."""
    one = piece.chart.series[0]
    places = list(piece.categories)
    whole = len(one.values)
    spans = levels(one.values)
    base: list[float | None] = []
    parts: dict[str, list[float | None]] = {
        name: [None] * len(places) for name in (TOTAL, UP, DOWN, UP + BELOW, DOWN + BELOW)}
    for place, at in enumerate(places):
        start, end = spans[at]
        value = one.values[at]
        kind = TOTAL if at in {0, whole - 1} else UP if end >= start else DOWN
        if value is None:
            base.append(None)
        elif min(start, end) < 0 < max(start, end):
            base.append(None)
            parts[kind][place], parts[kind + BELOW][place] = max(start, end), min(start, end)
        else:
            near = start if abs(start) < abs(end) else end
            base.append(near or None)
            size = value if kind == TOTAL else abs(value)
            parts[kind][place] = size if max(start, end) > 0 or kind == TOTAL else -size
    looks = {TOTAL: (palette.total, SOLID), UP: (palette.now, SOLID), DOWN: (palette.spent, SOLID)}
    texts = tuple(one.texts[at] for at in places)
    drawn = [Bars(BASE, tuple(base), ("",) * len(places), None)]
    for name, values in parts.items():
        if any(value is not None for value in values):
            bare = name.removesuffix(BELOW)
            below = tuple("" for _ in texts) if name != bare else texts
            drawn.append(Bars(name, tuple(values), below, looks[bare]))
    return drawn
