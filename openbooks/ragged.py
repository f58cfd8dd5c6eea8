"""Rows of a text that lack cells: left out at the end, lost in the middle, or cut off with the file.

Where most rows have a cell for each column, one that has fewer either leaves out its last ones, which
are then empty, or lost a delimiter, and every cell behind it stands in the wrong column. The second
shows by a text where the column holds numbers, or a number where it holds dates; a number among
texts shows nothing (an account beside names).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from openbooks import heading
from openbooks.codes import problem
from openbooks.errors import WARN, Problem
from openbooks.reading import is_nothing
from openbooks.rowkind import DATA, SHIFTED
from openbooks.table import TORN, Raw

# Of ten filled cells of a column nine are alike, or it shows nothing.
_ALIKE = 0.9
_LEAST = 2
MOST_WARNED = 50
_DATE, _NUMBER, _TEXT = "date", "number", "text"
_DAY = re.compile(r"(?:19|20)\d\d\s*(?:[-/年]\s*\d{1,2}.*|\.\s*\d{1,2}\.\s*\d{1,2}.*)")
_BARE_DAY = re.compile(r"(?:19|20)\d\d[01]\d(?:[0-3]\d)?")  # may be an amount as well
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)$")


def settle(
    kinds: Sequence[str], rows: Sequence[Raw], width: int, cut: bool, sheet: str
) -> tuple[list[str], list[Problem]]:
    """The kinds of the rows below a header of `width` columns, with what their lacking cells show, and a
    warning for each row that only leaves cells out. `cut`: the last line has no line end."""
    found = list(kinds)
    last = len(found) - 1
    data = sum(kind == DATA for kind in found)
    short = [
        at for at, (kind, row) in enumerate(zip(found, rows, strict=True))
        if kind == DATA and len(row[1]) < width
    ]
    if cut and data and found[last] == DATA:
        others = (cells for cells in _of_data(kinds[:last], rows) if len(cells) == width)
        if data > 2 and _is_torn(rows[last][1], others, width):
            found[last] = TORN
    usual = 2 * len(short) < data
    if not short or not (usual or (cut and short == [last] and data == 2)):
        return found, []
    alike = _alike((cells for cells in _of_data(kinds, rows) if len(cells) >= width), width)
    lacking: list[Raw] = []
    problems = []
    for at in short:
        row = rows[at]
        if any(_contradicts(cell, of) for cell, of in zip(row[1], alike, strict=False)):
            found[at] = SHIFTED
        elif cut and at == last:
            problems.append(problem("torn_line", WARN, row[0], sheet=sheet))
        else:
            lacking.append(row)
    return found, [*_warnings(lacking, width, sheet), *problems]


def _of_data(kinds: Sequence[str], rows: Sequence[Raw]) -> Iterator[tuple[str, ...]]:
    return (cells for kind, (_, cells, _) in zip(kinds, rows, strict=False) if kind == DATA)


def _warnings(lacking: Sequence[Raw], width: int, sheet: str) -> list[Problem]:
    """One warning a row; where it is the habit of many, one for all."""
    many = f"，共{len(lacking)}行" if len(lacking) > MOST_WARNED else ""
    return [
        problem("cells_missing", WARN, line, sheet=sheet, detail=counted(width, cells) + many)
        for line, cells, _ in (lacking[:1] if many else lacking)
    ]


def counted(width: int, cells: Sequence[str]) -> str:
    """How many cells the header has, and how many the row."""
    return f"表头 {width} 列，本行 {len(cells)} 列"


def _alike(rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """What nearly all filled cells of each column are; "" where they are of several kinds."""
    held: list[Counter[str]] = [Counter() for _ in range(width)]
    for cells in rows:
        for counts, cell in zip(held, cells, strict=False):
            if not is_nothing(cell):
                counts[_kind_of(cell)] += 1
    return [_usual(counts) for counts in held]


def _usual(counts: Counter[str]) -> str:
    kind, most = max(counts.items(), key=itemgetter(1), default=("", 0))
    whole = counts.total()
    return kind if whole >= _LEAST and most >= _ALIKE * whole else ""


def _kind_of(cell: str) -> str:
    if not heading.is_data(cell):
        return _TEXT
    text = cell.strip()
    return _DATE if _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text) else _NUMBER


def _contradicts(cell: str, kind: str) -> bool:
    if kind not in (_DATE, _NUMBER) or is_nothing(cell) or _kind_of(cell) == kind:
        return False
    return not (kind == _NUMBER and _BARE_DAY.fullmatch(cell.strip()))


def _decimals(cell: str) -> int:
    found = _DECIMALS.search(cell.strip())
    return len(found[1]) if found else 0


def may_be_torn(last: str, above: str) -> bool:
    """Whether the last cell of a file without a line end, below this one, may be a part of an amount."""
    return heading.is_data(last) and (not above.strip() or _decimals(last) < _decimals(above))


def _is_torn(last: Sequence[str], others: Iterable[Sequence[str]], width: int) -> bool:
    """Whether the amount at the very end has lost digits: all others there have as many decimals."""
    if len(last) != width or not heading.is_data(last[-1]):
        return False
    own, usual = _decimals(last[-1]), 0
    for cells in others:
        if not cells[-1].strip():
            continue
        decimals = _decimals(cells[-1])
        if decimals <= own or (usual and decimals != usual):
            return False
        usual = decimals
    return usual > 0
