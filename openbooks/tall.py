"""Headers of three rows and more, as merged cells tell them: 序号 over all rows, 会费 over 1月 over 应缴.

Two rows are told by their words too (`heading`); of more rows only the merged cells can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence

# first row, first column, last row, last column, counted from the first row that is looked at
Span = tuple[int, int, int, int]
Cells = Sequence[str]

LEAST, MOST = 3, 6
_LONGEST = 60


def rows_of(at: int, spans: Sequence[Span]) -> tuple[int, int] | None:
    """The first and the last row of the header that stands at row `at`; None where its merged cells
    do not reach over three rows or more."""
    tall = [(top, bottom) for top, _, bottom, _ in spans if top <= at <= bottom and bottom > top]
    if not tall:
        return None
    first, last = min(top for top, _ in tall), max(bottom for _, bottom in tall)
    return (first, last) if LEAST <= last - first + 1 <= MOST else None


def names(rows: Sequence[Cells], first: int, last: int, spans: Sequence[Span]) -> list[str]:
    """One name a column: what stands over it from row `first` to `last`, the upper levels left out
    where two levels tell all columns apart; empty where a text is too long for a header."""
    width = max(len(cells) for cells in rows[first : last + 1])
    levels = [_levels(rows, first, last, column, spans) for column in range(width)]
    if any(len(text) > _LONGEST for each in levels for text in each):
        return []
    short = [each[-2:] for each in levels]
    told_apart = [tuple(each) for each in short if each]
    chosen = short if len(told_apart) == len(set(told_apart)) else levels
    return [_joined(each) for each in chosen]


def _levels(
    rows: Sequence[Cells], first: int, last: int, column: int, spans: Sequence[Span]
) -> list[str]:
    """What stands over a column, from the top; a merged cell once."""
    places = dict.fromkeys(_place(row, column, spans) for row in range(first, last + 1))
    texts = [rows[row][at].strip() if at < len(rows[row]) else "" for row, at in places]
    return [text for text in texts if text]


def _place(row: int, column: int, spans: Sequence[Span]) -> tuple[int, int]:
    """Where the text of a cell stands: at the first cell of the merged one that covers it."""
    for top, left, bottom, right in spans:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _joined(levels: Sequence[str]) -> str:
    name = ""
    for text in levels:
        parted = name and name[-1].isascii() and text[0].isascii()
        name += f" {text}" if parted else text
    return name
