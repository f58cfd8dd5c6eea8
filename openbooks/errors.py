"""What can go wrong, in two kinds that never mix.

Wrong data is a `Problem`: collected, shown, never raised. Wrong use raises one of the tree below.

    OpenBooksError
    ├── FileRefused     a file that cannot be read at all; carries the one Problem that says why
    ├── WrongUse        an unknown ledger, column, query or parameter; a value that cannot be
    │   └── Moved       the books are others by now than those that somebody was shown
    ├── BooksDamaged    the journal, a batch or an original is not what the journal says
    ├── Busy            another process holds the books for writing
    ├── NotWritten      the disk did not take it: full, no permission, no folder
    └── EngineFailed    the database ended by a fault of its own; the next call opens it anew
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FILE = "file"
ROW = "row"
CELL = "cell"
WARN = "warn"


@dataclass(frozen=True, slots=True)  # a file may have a million of them
class Problem:
    """One thing found wrong in a file: where, what, and what to do, in Chinese.

    `line` is the physical line (workbook: row) from 1, 0 when the whole file is meant; `severity`
    is one of FILE, ROW, CELL, WARN (design.md §4); `code` is a key of `codes.CODES`; `part` is known
    where the cells of one record of a list in panels say it.
    """

    line: int
    column: str
    value: str
    severity: str
    code: str
    message: str
    sheet: str = ""
    part: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The problem as the JSON object of the command line."""
        return {name: getattr(self, name) for name in self.__slots__}


class OpenBooksError(Exception):
    """Root of all errors that this program raises on purpose; the text is fit to be shown."""


class FileRefused(OpenBooksError):
    """A file that cannot be read at all; nothing of it was written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class WrongUse(OpenBooksError):
    """A call that names what does not exist or gives a value that cannot be."""


class Moved(WrongUse):
    """The books are not those any more that somebody was shown before this was asked for."""


class BooksDamaged(OpenBooksError):
    """The books on disk are not what their journal says."""


class Busy(OpenBooksError):
    """Another process is writing to these books; the call may be repeated."""


class NotWritten(OpenBooksError):
    """The disk did not take what was to be written; nothing of it counts."""


class EngineFailed(OpenBooksError):
    """The database inside the process failed; the books on disk are as they were."""
