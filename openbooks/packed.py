"""Rows of a large text, kept as their bytes and split again when asked for.

As texts a row takes some 350 bytes, as bytes little more than it has in its file. Who goes over such
rows goes over them one by one: no list of them may be made.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from openbooks.table import Raw

T = TypeVar("T")
U = TypeVar("U")

# Stands between the cells: the unit separator, made for it. A row that has it in a cell, or of which
# an empty text is the only cell, is kept as it is.
_BETWEEN = "\x1f"


class Lazy(Sequence[T], Generic[T]):
    """Items that are made when asked for: `make(place)` for each of `places`; a slice is one too."""

    __slots__ = ("make", "places")

    def __init__(self, make: Callable[[int], T], places: Sequence[int]) -> None:
        self.make, self.places = make, places

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[T]:
        return map(self.make, self.places)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Lazy[T]: ...
    def __getitem__(self, at: Any) -> Any:
        found = self.places[at]
        return Lazy(self.make, found) if isinstance(at, slice) else self.make(found)


def pack(rows: Iterator[Raw]) -> Lazy[Raw]:
    """The rows, all taken at once."""
    text, ends, lines = bytearray(), array("Q", [0]), array("Q")
    odd: dict[int, Raw] = {}
    for at, row in enumerate(rows):
        line, cells, fault = row
        joined = _BETWEEN.join(cells)
        if fault or cells == ("",) or joined.count(_BETWEEN) != max(len(cells) - 1, 0):
            odd[at] = row
        else:
            text += joined.encode(errors="surrogatepass")
        ends.append(len(text))
        lines.append(line)

    def made(at: int) -> Raw:
        if at in odd:
            return odd[at]
        held = text[ends[at] : ends[at + 1]].decode(errors="surrogatepass")
        return lines[at], tuple(held.split(_BETWEEN)) if held else (), ""

    return Lazy(made, range(len(lines)))


def mapped(items: Sequence[T], change: Callable[[T], U]) -> Sequence[U]:
    """Each item changed; of lazy ones, when it is asked for."""
    if not isinstance(items, Lazy):
        return [change(item) for item in items]
    make = items.make
    return Lazy(lambda place: change(make(place)), items.places)


def chosen(items: Sequence[T], places: array[int]) -> Sequence[T]:
    """The items at these places of the sequence."""
    if not isinstance(items, Lazy):
        return [items[at] for at in places]
    within = items.places
    if within == range(len(within)):
        return Lazy(items.make, places)
    return Lazy(items.make, array("Q", [within[at] for at in places]))
