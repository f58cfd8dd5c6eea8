"""What is read from a file before anything is made of it: records, tables, their source.

Cells are the text of the file, unchanged. Lines are physical lines from 1 (in a workbook rows), so
that a person finds them again; a record of several lines is known by the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openbooks.errors import Problem

# line, cells, and why they cannot be trusted ("": they can): what readers of files hand on.
Raw = tuple[int, tuple[str, ...], str]
UNPAIRED = "引号不配对"
TORN = "末行残缺"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of data: as many cells as the table's header (in `unread`: as many as it has)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """One physical record that is no data: which it was and, shortened, what it said.

    `reason` is one of 标题行 表头 重复表头 空行 合计行 期初余额行 页脚 承前页 表外说明.
    """

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Regular:
    """A file of which a byte scan proved that every line below the header is one plain record.

    `path` is UTF-8: the original (a mark at its head is possible) or a `temporary` file, which
    lives as long as this object. No quotes, no NUL, no blank lines, one kind of line end
    (`newline`), `columns` - 1 delimiters in each line: a reader may take line `first_line` + n as
    record n, and split it at the delimiter.
    """

    path: Path
    delimiter: str
    first_line: int
    rows: int
    columns: int
    newline: str
    temporary: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a file. `records` is empty when `regular` is set: use `sheet.records(table)`.

    `header` has one name a column: blanks between Chinese characters removed, two header rows
    joined, repeated names kept, nameless columns "". `written` are the same cells as they stand in
    the file, with the empty columns at the end of the row that `header` does without.
    `header_line` is 0 for a sheet without a table; all its rows are then in `dropped`.

    Every physical record is in exactly one of `records`, `dropped` and `unread`. `balances` are the
    records dropped as 期初余额行, kept with their cells. Each of `unread` has its row problem.
    """

    sheet: str
    hidden: bool
    header_line: int
    header: tuple[str, ...]
    written: tuple[str, ...]
    header_records: tuple[int, ...]
    titles: tuple[tuple[int, str], ...]
    records: tuple[Record, ...]
    regular: Regular | None
    dropped: tuple[Dropped, ...]
    unread: tuple[Record, ...]
    balances: tuple[Record, ...]
    problems: tuple[Problem, ...]
    date1904: bool
    rows: int
    read: int

    @property
    def accounted(self) -> bool:
        """Whether data, dropped and unread records are together as many as were read."""
        return self.rows + len(self.dropped) + len(self.unread) == self.read


@dataclass(frozen=True)
class Source:
    """A file as handed in: `name` without its path; `kind` csv, tsv, xlsx or xls by its content.

    `encoding` and `delimiter` are "" for workbooks. `problems` are those of the file as a whole.
    """

    name: str
    sha256: str
    size: int
    kind: str
    encoding: str
    delimiter: str
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether no cell holds anything but blanks."""
    return not any(map(str.strip, cells))


def filled(cells: Sequence[str]) -> list[str]:
    """The cells that hold something, trimmed, in their order."""
    return [trimmed for trimmed in map(str.strip, cells) if trimmed]
