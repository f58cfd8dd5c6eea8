"""Workbooks (.xlsx, .xlsm, .xls) → rows of texts: every cell as Excel shows it without its format.

Formulas give the value that was saved with them, errors their text (#REF!), dates ISO form. Of
merged cells only the first has the value. Rows are numbered as in the program, from 1.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openbooks import biff, package, workbook_child
from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused
from openbooks.table import Raw
from openbooks.workbook_child import Part, Span

ZIP = b"PK\x03\x04"
OLE = biff.SIGNATURE

# A full sheet of Excel is read in some 10 seconds; a damaged file may never end.
MAX_SECONDS = 120

Errors = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` from row 1 on, blank ones too; `spans` are its merged cells."""

    name: str
    hidden: bool
    rows: list[Raw]
    spans: list[Span]
    date1904: bool


def sheets(path: Path, kind: str) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; `kind` is xlsx or xls, from its first bytes.

    Sheets that hold a chart or macros and no cells are left out. Raises FileRefused: zip_bomb,
    sheet_too_large, workbook_locked, workbook_unreadable, format_unknown.
    """
    if kind == "xlsx":
        facts = package.examine(path)
        found = _parts(path)
        errors = [facts.errors.get(part[0], {}) for part in found]
    else:
        facts = biff.examine(path)
        found = _parts(path)
        errors = [*facts.errors, *({} for _ in found)]
    for (name, hidden, has_cells, cells, spans), wrong in zip(found, errors, strict=False):
        if has_cells:
            yield Sheet(name, hidden, _rows(cells, wrong), spans, facts.date1904)


def _parts(path: Path) -> list[Part]:
    """What the process that reads cells says of the workbook."""
    command = [sys.executable, "-P", workbook_child.__file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise FileRefused(problem("workbook_unreadable", FILE, 0)) from error
    if done.returncode == workbook_child.LOCKED:
        raise FileRefused(problem("workbook_locked", FILE, 0))
    if done.returncode:
        raise FileRefused(problem("workbook_unreadable", FILE, 0))
    return marshal.loads(done.stdout)


def _rows(cells: list[tuple[str, ...]], errors: Errors) -> list[Raw]:
    """The numbered rows, with the texts of errors, which the reader gives as empty cells."""
    rows = [(number, row, "") for number, row in enumerate(cells, 1)]
    for (row, column), text in errors.items():
        # An error beyond the last other cell lies outside what the reader gives.
        rows.extend((number, (), "") for number in range(len(rows) + 1, row + 2))
        number, found, fault = rows[row]
        padded = found + ("",) * (column + 1 - len(found))
        rows[row] = number, (*padded[:column], text, *padded[column + 1 :]), fault
    return rows
