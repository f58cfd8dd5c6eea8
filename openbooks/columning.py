"""How wide the columns of a table are on a slide, and how high its rows; measured in our font.

Lengths are in the units of a slide, which is 1280 wide. Numbers and words are never parted; texts break
into lines. A table that is too wide in the smallest letters is shown in several parts, each with the
column that names its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from openbooks.document import Row, Table
from openbooks.glyphs import WORD, breadth, broken
from openbooks.hypertext import naming, numeric

SIZES = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0)
SIDE = 0.6  # em of room at either side of a cell
EDGE = 0.28  # em of room over and under its text
LINE = 1.3
HEAD_LEAST, HEAD_FULL = 4.2, 8.0  # em; a heading of a column breaks rather than widen it beyond
TEXT_LEAST, TIGHT = 12.0, 7.0  # em that a column of text has at least; in the smallest letters
SLACK = 1.02  # a browser rounds


@dataclass(frozen=True)
class Columns:
    """Some columns of a table in letters of a size: which, and how wide."""

    table: Table
    at: tuple[int, ...]
    size: float
    widths: tuple[float, ...]

    def head(self) -> float:
        """The height of the header."""
        return self._tall([self.table.columns[at].label for at in self.at], 700)

    def tall(self, row: Row) -> float:
        """The height of a row."""
        weight = 400 if row.level in {"plain", "detail"} else 700
        if row.level == "head":
            return self._tall([""], weight)
        return self._tall([row.cells[at].text for at in self.at], weight, row.level == "detail")

    def _tall(self, texts: Sequence[str], weight: int, indented: bool = False) -> float:
        most = 1
        for text, width in zip(texts, self.widths, strict=False):
            room = width / self.size - 2 * SIDE - (1 if indented else 0)
            if breadth(text, weight) > room:
                most = max(most, len(broken(text, room / SLACK, weight)))
        return (most * LINE + 2 * EDGE) * self.size + 1


def columns(table: Table, size: float, width: float) -> Columns | None:
    """All columns of a table in letters of this size; None where they are wider than `width`."""
    least = TEXT_LEAST if size > SIZES[-1] else TIGHT
    return _fitted(table, tuple(range(len(table.columns))), size, width, least)


def parted(table: Table, size: float, width: float) -> list[Columns]:
    """The columns in groups that fit, each behind the one that names the rows."""
    name, found, group = naming(table), [], (naming(table),)
    for at in range(len(table.columns)):
        if at == name:
            continue
        wider = tuple(sorted((*group, at)))
        if _fitted(table, wider, size, width, TEXT_LEAST) is None and len(group) > 1:
            found.append(group)
            wider = tuple(sorted((name, at)))
        group = wider
    return [_fitted(table, each, size, width, TEXT_LEAST) or _forced(table, each, size, width)
            for each in (*found, group)]


def _fitted(
    table: Table, at: tuple[int, ...], size: float, width: float, text_least: float
) -> Columns | None:
    needs = [_needs(table, text_least)[each] for each in at]
    least, full = (sum(each[i] for each in needs) * size * SLACK for i in (0, 1))
    if least > width:
        return None
    if full <= width:
        room = min(width, full * 1.6)  # a small table is not torn apart
        return Columns(table, at, size, tuple(each[1] * size * room / (full / SLACK) for each in needs))
    spare = (width - least) / (full - least)
    widths = tuple((low + (high - low) * spare) * size * SLACK for low, high in needs)
    return Columns(table, at, size, widths)


def _forced(table: Table, at: tuple[int, ...], size: float, width: float) -> Columns:
    """Columns that do not fit in any way: as wide as each is of all."""
    needs = [_needs(table, TIGHT)[each][0] for each in at]
    return Columns(table, at, size, tuple(width * each / sum(needs) for each in needs))


@lru_cache(maxsize=32)
def _needs(table: Table, text_least: float) -> tuple[tuple[float, float], ...]:
    """Of each column, in em, what it needs at least and what it would like."""
    return tuple(_need(table, at, right, text_least) for at, right in enumerate(numeric(table)))


def _need(table: Table, at: int, right: bool, text_least: float) -> tuple[float, float]:
    cells = [row.cells[at].text for row in table.rows if row.level != "head"]
    label = table.columns[at].label
    head = breadth(label, 700)
    own = max((breadth(each, 700) for each in cells), default=0.0)
    if any(row.level == "detail" for row in table.rows) and not right:
        own += 1
    full = max(own, min(head, HEAD_FULL))
    if right:
        least = max(own, min(head, HEAD_LEAST))
    else:
        solid = max((breadth(word.rstrip(), 700) for each in cells for word in _solid(each)), default=0.0)
        least = max(min(own, text_least), min(head, HEAD_LEAST), solid)
    return least + 2 * SIDE, full + 2 * SIDE


def _solid(text: str) -> Iterator[str]:
    """The words of a text that are not parted: those of up to 16 signs."""
    return (word for word in WORD.findall(text) if len(word) <= 16)
