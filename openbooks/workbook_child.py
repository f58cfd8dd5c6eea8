"""The process that opens workbooks, so that a damaged one can end it without harm to the program.

The reader of cells is native code. Some damaged .xls files let it ask for memory without end and
abort the whole process (measured: 1 of 300 mutated files), which no exception handler sees. So
`workbook` runs this file by itself, and it imports nothing of this package:

    python -P workbook_child.py FILE  →  on its standard output, in marshal's form, a list of
    (name, hidden, is a sheet of cells, rows as tuples of texts, merged cells); exit code 0

Exit code LOCKED: a password is needed. Every other one: the file cannot be read.
"""

from __future__ import annotations

import datetime
import marshal
import math
import sys
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

LOCKED = 3
UNREADABLE = 4
# Twice what the largest sheet let through by `package.MAX_CELLS` takes.
MAX_MEMORY = 4 << 30

# Excel keeps 15 significant digits of a number; what is beyond them was never typed.
_DIGITS = ".15g"

Value = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta
# first row, first column, last row, last column, all from 0
Span = tuple[int, int, int, int]
Part = tuple[str, bool, bool, list[tuple[str, ...]], list[Span]]


def cell_text(value: Value) -> str:
    """The text of a cell's value: 3.0 → 3, 0.1 + 0.2 → 0.3, midnight left off dates.

    Lengths of time are hours:minutes:seconds, as in a cell of the format [h]:mm:ss.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        # Excel keeps times as parts of a day: 14:30:00 may come back as 14:29:59.999999.
        second = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        if second.time() == datetime.time():
            return second.date().isoformat()
        return second.isoformat(sep=" ")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        minutes, second = divmod(abs(seconds), 60)
        hours, minute = divmod(minutes, 60)
        return f"{'-' if seconds < 0 else ''}{hours}:{minute:02d}:{second:02d}"
    if isinstance(value, datetime.time):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat()


def _number_text(value: int | float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 10**15:
        return str(int(value))
    return f"{Decimal(format(value, _DIGITS)):f}"


def parts(path: str) -> list[Part]:
    """All sheets of a workbook. Raises CalamineError, PasswordError, OSError, ValueError."""
    with CalamineWorkbook.from_path(path) as book:
        found: list[Part] = []
        for place, facts in enumerate(book.sheets_metadata):
            hidden = facts.visible is not SheetVisibleEnum.Visible
            if facts.typ is SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(place)
                found.append((facts.name, hidden, True, _rows(sheet), _spans(sheet)))
            else:
                found.append((facts.name, hidden, False, [], []))
        return found


def _rows(sheet: CalamineSheet) -> list[tuple[str, ...]]:
    return [tuple(map(cell_text, row)) for row in sheet.to_python(skip_empty_area=False)]


def _spans(sheet: CalamineSheet) -> list[Span]:
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _limit_memory() -> None:
    """Where the system can: a file that wants more ends this process and nothing else."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def main(path: str) -> int:
    """Write the sheets of the workbook to standard output; the exit code."""
    _limit_memory()
    try:
        found = parts(path)
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError):
        return UNREADABLE
    marshal.dump(found, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
