"""Delimited text → records with their physical lines.

CR, LF and CRLF each end a line, inside quotes too. Quotes are read as RFC 4180 has them, as long as
they pair up: a quote inside a cell that does not begin with one is text, and so are quotes around a
part of a cell ("迎春杯"比赛). A quote that is opened and not closed spoils its own line only: the
record is cut there, marked, and reading goes on with the next line.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from openbooks.table import UNPAIRED, Raw

DELIMITERS = (",", "\t", ";", "|")

# A cell of more lines than this is an unclosed quote: the longest found in real files has 62 lines,
# and Excel's longest cell of 32,767 characters would have to be broken every 32.
MAX_CELL_LINES = 1000

_INSIDE = re.compile('[^"]*+(?:""[^"]*+)*+')


@dataclass(frozen=True)
class Dialect:
    """`width` is the number of cells that most records have; 0 while it is not known."""

    delimiter: str
    quoted: bool = True
    width: int = 0


class _Lines:
    """Physical lines with a look ahead, so that a record cut short gives the others back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._waiting: deque[str] = deque()

    def take(self) -> str:
        """The next line with its end; "" when there is none."""
        return self._waiting.popleft() if self._waiting else next(self._source, "")

    def peek(self, ahead: int) -> str:
        """The line `ahead` lines below the next one, which stays to be taken."""
        while len(self._waiting) <= ahead:
            line = next(self._source, "")
            if not line:
                return ""
            self._waiting.append(line)
        return self._waiting[ahead]


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[Raw]:
    """The records of physical lines (each with its end).

    An empty line is a record of no cells. A record whose quotes do not pair up is UNPAIRED: one
    physical line split at every delimiter.
    """
    source = _Lines(lines)
    number = 0
    while line := source.take():
        number += 1
        text = line.rstrip("\r\n")
        if not text:
            yield number, (), ""
        elif not dialect.quoted or '"' not in text:
            yield number, tuple(text.split(dialect.delimiter)), ""
        elif (parsed := _quoted(line, source, dialect)) is None:
            yield number, tuple(text.split(dialect.delimiter)), UNPAIRED
        else:
            cells, more = parsed
            yield number, tuple(cells), ""
            for _ in range(more):
                source.take()
            number += more


@cache
def _behind_quote(delimiter: str) -> re.Pattern[str]:
    """What may stand behind a closing quote: blanks, then a delimiter or the end of the line."""
    return re.compile(rf"([ \t]*?)({re.escape(delimiter)}|$)")


def _quoted(line: str, source: _Lines, dialect: Dialect) -> tuple[list[str], int] | None:
    """Cells of the record that begins with this line, and how many lines more it takes.

    None when its quotes do not pair up.
    """
    delimiter = dialect.delimiter
    cells: list[str] = []
    text = line.rstrip("\r\n")
    texts = [text]
    at = 0
    while True:
        if text.startswith('"', at):
            begin = at + 1
            pieces: list[str] = []
            while (end := _inside(text, begin)) == len(text):
                pieces.append(text[begin:] + line[len(text) :])
                line = source.peek(len(texts) - 1) if len(texts) < MAX_CELL_LINES else ""
                if not line:
                    return None
                text, begin = line.rstrip("\r\n"), 0
                texts.append(text)
            behind = _behind_quote(delimiter).match(text, end + 1)
            if behind:
                pieces.append(text[begin:end])
                cells.append("".join(pieces).replace('""', '"') + behind[1])
                at = behind.end()
                if behind[2]:
                    continue
                break
            if pieces:
                return None
        stop = text.find(delimiter, at)
        cell = text[at:] if stop < 0 else text[at:stop]
        # Quotes that pair up inside the cell are part of the text; an odd one lost its partner.
        if cell.startswith('"') and cell.count('"') % 2:
            return None
        cells.append(cell)
        if stop < 0:
            break
        at = stop + 1
    if len(texts) > 1 and _swallowed(texts, len(cells), dialect):
        return None
    return cells, len(texts) - 1


def _inside(text: str, begin: int) -> int:
    """Where the quoted text that goes on at `begin` ends: at its quote or at the line's end."""
    match = _INSIDE.match(text, begin)
    return match.end() if match else begin


def _swallowed(texts: list[str], cells: int, dialect: Dialect) -> bool:
    """Whether a cell of several lines is rather an unclosed quote that met a later, stray one.

    It is when each line has the delimiters of a whole record, or when one below the first has and
    the record put together has not.
    """
    if dialect.width < 2:
        return False
    whole = [text.count(dialect.delimiter) == dialect.width - 1 for text in texts]
    return all(whole) or (cells != dialect.width and any(whole[1:]))


def usual_width(found: Iterable[Raw]) -> tuple[int, int]:
    """The number of cells (two or more) that most records have, and how many have it."""
    counts = Counter(len(cells) for _, cells, _ in found if len(cells) > 1)
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
