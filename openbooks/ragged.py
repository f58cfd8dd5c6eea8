"""Rows of a text that lack cells: left out at the end, lost in the middle, or cut off with the file.

Where most rows have a cell for each column, one that has fewer either leaves out its last ones, which
are then empty, or lost a delimiter, and every cell behind it stands in the wrong column. The second
shows by a text where the column holds numbers, or a number where it holds dates; a number among
texts shows nothing (an account beside names).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks import heading
from openbooks.codes import problem
from openbooks.errors import WARN, Problem
from openbooks.reading import is_nothing
from openbooks.rowkind import DATA, SHIFTED
from openbooks.table import TORN, Raw

Kinded = tuple[str, Raw]

# Of ten filled cells of a column nine are alike, or it shows nothing.
_ALIKE = 0.9
_LEAST = 2
MOST_WARNED = 50
_DATE, _NUMBER, _TEXT = "date", "number", "text"
_DAY = re.compile(r"(?:19|20)\d\d\s*(?:[-/年]\s*\d{1,2}.*|\.\s*\d{1,2}\.\s*\d{1,2}.*)")
_BARE_DAY = re.compile(r"(?:19|20)\d\d[01]\d(?:[0-3]\d)?")  # may be an amount as well
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)$")


def settle(
    below: Sequence[Kinded], width: int, cut: bool, sheet: str
) -> tuple[list[Kinded], list[Problem]]:
    """The rows below a header of `width` columns with the kinds that their lacking cells show, and a
    warning for each row that only leaves cells out. `cut`: the last line has no line end."""
    found = list(below)
    places = [at for at, (kind, _) in enumerate(found) if kind == DATA]
    short = [at for at in places if len(found[at][1][1]) < width]
    if cut and places and places[-1] == len(found) - 1:
        others = [found[at][1][1] for at in places[:-1]]
        if _is_torn(found[-1][1][1], others, width):
            found[-1] = TORN, found[-1][1]
    usual = 2 * len(short) < len(places)
    if not short or not (usual or (cut and short == places[1:] == [len(found) - 1])):
        return found, []
    full = [found[at][1][1] for at in places if len(found[at][1][1]) >= width]
    kinds = [_kind([cells[column] for cells in full]) for column in range(width)]
    lacking: list[Raw] = []
    problems = []
    for at in short:
        _, row = found[at]
        if any(_contradicts(cell, of) for cell, of in zip(row[1], kinds, strict=False)):
            found[at] = SHIFTED, row
        elif cut and at == len(found) - 1:
            problems.append(problem("torn_line", WARN, row[0], sheet=sheet))
        else:
            lacking.append(row)
    return found, [*_warnings(lacking, width, sheet), *problems]


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


def _kind(cells: Sequence[str]) -> str:
    """What nearly all filled cells of a column are; "" where they are of several kinds."""
    held = [_kind_of(cell) for cell in cells if not is_nothing(cell)]
    usual = max(set(held), key=held.count, default="")
    return usual if len(held) >= _LEAST and held.count(usual) >= _ALIKE * len(held) else ""


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


def _is_torn(last: Sequence[str], others: Sequence[Sequence[str]], width: int) -> bool:
    """Whether the amount at the very end has lost digits: all others there have as many decimals."""
    if len(last) != width or not heading.is_data(last[-1]):
        return False
    decimals = {_decimals(cells[-1]) for cells in others if len(cells) == width and cells[-1].strip()}
    return len(others) > 1 and len(decimals) == 1 and _decimals(last[-1]) < max(decimals)
