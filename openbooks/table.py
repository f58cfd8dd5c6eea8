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
    """One line of data: as many cells as the table's header (in `unread`: as many as it has).

    `part` says which part of the line it is where a list is printed in panels (`Panel.part`).
    """

    line: int
    cells: tuple[str, ...]
    part: str = ""

    @property
    def place(self) -> tuple[int, str, int]:
        """What records are ordered by: panel by panel (E列 before AA列), in each by line."""
        return len(self.part), self.part, self.line


@dataclass(frozen=True, slots=True)
class Dropped:
    """One record that is no data: which it was and, shortened, what it said.

    `reason` is one of 标题行 表头 重复表头 空行 合计行 期初余额行 页脚 承前页 表外说明.
    """

    line: int
    reason: str
    text: str
    part: str = ""


@dataclass(frozen=True)
class Panel:
    """Where a panel of a list stands: from column `first` of the sheet on (from 0).

    The first `lead` columns of the table's header it lacks. `part` names it by the letter of its
    first column (E列); "" where the table has one panel only.
    """

    part: str
    first: int
    lead: int = 0


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

    Every record is in exactly one of `records`, `dropped` and `unread`. `balances` are the records
    dropped as 期初余额行, kept with their cells. Each of `unread` has its row problem.

    A record is a physical line; in a list printed in panels it is the part of a line that a panel
    holds (docs/decisions/007). `panels` are then two or more; one where the table begins further
    right in the sheet than at its first column; none otherwise.
    """

    sheet: str
    hidden: bool
    header_line: int
    header: tuple[str, ...]
    written: tuple[str, ...]
    header_records: tuple[int, ...]
    titles: tuple[tuple[int, str], ...]
    records: Sequence[Record]
    regular: Regular | None
    dropped: tuple[Dropped, ...]
    unread: tuple[Record, ...]
    balances: tuple[Record, ...]
    problems: tuple[Problem, ...]
    date1904: bool
    rows: int
    read: int
    panels: tuple[Panel, ...] = ()

    @property
    def part(self) -> str:
        """Where a table begins further right in its sheet (E列); "" for one that does not."""
        return f"{letter_of(self.panels[0].first)}列" if len(self.panels) == 1 else ""

    def is_at(self, sheet: str, header_line: int, part: str) -> bool:
        """Whether the table stands there in its file."""
        return (self.sheet, self.header_line, self.part) == (sheet, header_line, part)

    @property
    def places(self) -> dict[int, int]:
        """Column of the sheet → place in `header`; each header has one column in every panel."""
        panels = self.panels or (Panel("", 0),)
        ends = [*(panel.first for panel in panels[1:]), panels[-1].first + len(self.header)]
        return {
            column: place
            for panel, end in zip(panels, ends, strict=True)
            for place, column in enumerate(range(panel.first, end), panel.lead)
            if place < len(self.header)
        }

    def spread(self, record: Record) -> tuple[str, ...]:
        """The cells of a record at the columns of the sheet where they stand."""
        panel = next((each for each in self.panels if each.part == record.part), Panel("", 0))
        return ("",) * panel.first + record.cells[panel.lead :]

    @property
    def accounted(self) -> bool:
        """Whether data, dropped and unread records are together as many as were read."""
        return self.rows + len(self.dropped) + len(self.unread) == self.read


@dataclass(frozen=True)
class Source:
    """A file as handed in: `name` without its path; `kind` csv, tsv, html, xlsx or xls by its content.

    `encoding` is "" for workbooks, `delimiter` for all but texts. `problems` are those of the file
    as a whole.
    """

    name: str
    sha256: str
    size: int
    kind: str
    encoding: str
    delimiter: str
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]

    def where(self, table: Table) -> str:
        """The sheet of one of the tables; where it begins too, if the sheet has several."""
        several = sum(each.sheet == table.sheet and each.header_line > 0 for each in self.tables) > 1
        begins = f"第{table.header_line}行{table.part}起的表" if several else ""
        return " ".join(filter(None, (table.sheet, begins)))


def cells_of(row: Raw) -> tuple[str, ...]:
    """What stands in it."""
    return row[1]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether no cell holds anything but blanks."""
    return not any(map(str.strip, cells))


def filled(cells: Sequence[str]) -> list[str]:
    """The cells that hold something, trimmed, in their order."""
    return [trimmed for trimmed in map(str.strip, cells) if trimmed]


def letter_of(place: int) -> str:
    """The letter of a column as spreadsheets count them: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters

