"""What one slide shows, before any slide is made: texts that were measured, a chart or a table.

Lengths are in points. Nothing on a slide is smaller than can be read from the last row of a hall of
80 people: sentences have 24 pt or more, cells of tables 18.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from openbooks import glyphs
from openbooks.document import Chart, Table

LINE = 1.3  # from line to line, of the letters' height
GAP = 8.0
ANSWER, BODY, LEAST, SMALL = 30.0, 26.0, 24.0, 16.0
INDENT = 1.0  # em
BOLD, SPARE = 700, 0.93  # other programs set texts in other typefaces: rather too much than too little


def breadth(text: str) -> float:
    """The width of a text in em, on one line."""
    return glyphs.breadth(text, BOLD)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in a width of `room` em."""
    return len(glyphs.broken(text, max(room * SPARE, 1.0), BOLD))


@dataclass(frozen=True)
class Area:
    """A rectangle of a slide."""

    left: float
    top: float
    width: float
    height: float

    def below(self, used: float) -> Area:
        """What is left of it under so much."""
        return Area(self.left, self.top + used, self.width, self.height - used)


@dataclass(frozen=True)
class Para:
    """A paragraph: runs of (text, whether bold) in one size. `muted` ones stand in a quieter colour,
    `item` ones behind a sign."""

    runs: tuple[tuple[str, bool], ...]
    size: float
    muted: bool = False
    item: bool = False

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    def height(self, width: float) -> float:
        """What it takes, with the room after it."""
        room = width / self.size - (INDENT if self.item else 0)
        return lines(self.text, room) * self.size * LINE + GAP

    def sized(self, size: float) -> Para:
        """The same in another size."""
        return replace(self, size=size)


@dataclass(frozen=True)
class TablePiece:
    """Some rows and columns of a table, in a size: `widths` of the columns, `heights` of the header
    and the rows. `note` says what of the table is not in it."""

    table: Table
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True)
class ChartPiece:
    """The categories `first` to before `last` of a chart, its texts in a size; `note` as above.
    `low` and `high` are the ends of the whole chart's values, so that its pieces have one scale."""

    chart: Chart
    first: int
    last: int
    size: float
    low: float
    high: float
    note: str = ""
    upright: bool = True

    @property
    def categories(self) -> range:
        """The places of its categories in the chart."""
        return range(self.first, self.last)


Piece = TablePiece | ChartPiece


@dataclass(frozen=True)
class Panel:
    """One slide: its title, texts (the answer first), at most one picture or table, small texts under
    it, and what the speaker has before her. `width` of the texts where it is not the whole area's."""

    title: str
    paras: tuple[Para, ...] = ()
    piece: Piece | None = None
    small: tuple[Para, ...] = ()
    spoken: tuple[str, ...] = ()
    width: float = 0.0


def plain(text: str, size: float = BODY, bold: bool = False, item: bool = False) -> Para:
    """A paragraph of one run."""
    return Para(((text, bold),), size, item=item)


def small(text: str) -> Para:
    """A text that stands small under a table or a chart."""
    return Para(((text, False),), SMALL, muted=True)


def height(paras: Iterable[Para], width: float) -> float:
    """What paragraphs take, one under the other."""
    return sum(each.height(width) for each in paras)


def fitted(paras: tuple[Para, ...], area: Area) -> tuple[Para, ...] | None:
    """The paragraphs in the largest size in which they all fit, no sentence below `LEAST`; None where
    they do not."""
    for less in (0.0, 2.0, 4.0, 6.0):
        tried = tuple(each.sized(max(each.size - less, min(each.size, LEAST))) for each in paras)
        if height(tried, area.width) <= area.height:
            return tried
    return None


def first_that_fit(paras: Iterable[Para], width: float, room: float) -> tuple[Para, ...]:
    """As many paragraphs from the first on as fit."""
    taken: list[Para] = []
    for each in paras:
        room -= each.height(width)
        if room < 0:
            break
        taken.append(each)
    return tuple(taken)
