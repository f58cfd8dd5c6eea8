"""The refused rows of a table, to be mended in an office program and handed in again.

The file's own columns under its own header, as they are meant by now (mends that were made are in
them), then 拒收原因 and 原件位置 (`resubmission`). Titles stand above, so that the file also speaks for
itself. Cells are text, so that leading zeros stay; what a spreadsheet would take for a formula is
marked by a sign that every reader of ours takes off again, so that nothing else is read than before.
"""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from types import MappingProxyType

import xlsxwriter

from openbooks import resubmission, sheet, store
from openbooks.books import Books
from openbooks.celltext import FORMULA, MARKS, write_rows
from openbooks.errors import ROW, BooksDamaged, Problem, WrongUse
from openbooks.history import Batch, State
from openbooks.mend import Mends, applied
from openbooks.money import read_number
from openbooks.reading import is_nothing, unmarked
from openbooks.receipt import Receipt
from openbooks.resubmission import ORIGIN, REASON
from openbooks.standing import answered, mends_of, receipt_of
from openbooks.table import Record, Source, Table

TEXT, WIDEST = "@", 60
_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Returned:
    """Rows to go back to who handed them in: `name` without its ending, titles, header, cells."""

    name: str
    sheet: str
    date1904: bool
    titles: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of_trial(source: Source, table: Table, receipt: Receipt, mends: Mends) -> Returned:
    """The rows that a table's trial refused."""
    refused = {each.place for each in receipt.refused_records}
    place = (table.sheet, table.header_line, table.part)
    return _of(source.name, source.sha256, place, table, refused, receipt.problems, mends)


def of_load(books: Books, state: State, batch: Batch) -> Returned:
    """The rows that a load refused and that nothing took the place of since.

    Raises WrongUse where there are none, BooksDamaged where the original is gone or read otherwise.
    """
    receipt = receipt_of(books, batch)
    refused = {each.place for each in receipt.refused_records} - answered(books, state, batch)
    if not refused:
        raise WrongUse(f"第{batch.number}号装载没有还拒收着的行。")
    path = store.original_path(books.home, batch.body["original"])
    if not path.exists():
        raise BooksDamaged(f"第{batch.number}号装载的原件不见了。请用 verify 检查账本。")
    with sheet.opened(path, batch.file) as source:
        for table in source.tables:
            if table.is_at(*batch.place):
                return _of(
                    batch.file, batch.body["original"], batch.place, table, refused,
                    receipt.problems, mends_of(books, batch),
                )
    raise BooksDamaged(f"第{batch.number}号装载的原件如今读法不同，找不到当时的那张表。")


def _of(
    name: str, original: str, place: tuple[str, int, str], table: Table,
    refused: Collection[tuple[int, str]], problems: Iterable[Problem], mends: Mends,
) -> Returned:
    reasons: dict[int, dict[tuple[str, str], None]] = defaultdict(dict)
    for each in problems:
        if each.severity == ROW:
            reasons[each.line][each.message, each.part] = None
    found: list[tuple[Record, str, str]] = []
    for record in applied(chain(sheet.records(table), table.unread), mends):
        if (record.line, record.part) in refused:
            why = [said for said, part in reasons[record.line] if part in {"", record.part}]
            mark = resubmission.mark(original, place, record.line, record.part)
            found.append((record, "".join(why), mark))
    own = [at for at, text in enumerate(table.header) if text not in {REASON, ORIGIN}]
    more = max((len(record.cells) for record, _, _ in found), default=0) - len(table.header)
    own += range(len(table.header), len(table.header) + max(more, 0))
    return Returned(
        f"{PurePath(name).stem}-拒收{len(found)}行", table.sheet, table.date1904,
        tuple(text for _, text in table.titles),
        (*(_at(table.header, at) for at in own), REASON, ORIGIN),
        tuple((*(_at(record.cells, at) for at in own), why, mark) for record, why, mark in found),
    )


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def safe(text: str) -> str:
    """A cell's text as no spreadsheet takes it for a formula, read by ours as the text itself.

    Numbers and strokes stay. Marks for "this is text" are taken as read, so that none is doubled.
    """
    bare = unmarked(text.strip())
    if bare == text.strip():
        bare = text
    if is_nothing(bare) or (read_number(bare).value is not None and not bare.strip().startswith("=")):
        return bare
    shown = unicodedata.normalize("NFKC", bare).lstrip(" \u00a0\u3000\n")
    if shown.startswith(FORMULA) or bare.startswith(("\t", "\r")) or unmarked(bare.strip()) != bare.strip():
        return (MARKS[1] if bare.endswith(MARKS[0]) else MARKS[0]) + bare
    return bare


def as_csv(found: Returned) -> bytes:
    """As CSV in UTF-8 with a byte order mark, so that office programs read its Chinese."""
    text = io.StringIO()
    blanks = [""] * (len(found.header) - 1)
    write_rows(text, ([safe(title), *blanks] for title in found.titles))
    write_rows(text, ([safe(cell) for cell in row] for row in (found.header, *found.rows)))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(found: Returned) -> bytes:
    """As a workbook in which every cell is text."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        if found.date1904:
            book.date_1904 = True
        page = book.add_worksheet(found.sheet.translate(_SHEET).strip("' ")[:31] or None)
        text = book.add_format({"num_format": TEXT})
        head = book.add_format({"bold": True, "num_format": TEXT, "bg_color": "#DCE6F1"})
        for at, title in enumerate(found.titles):
            page.write_string(at, 0, safe(title), text)
        first = len(found.titles)
        for place in range(len(found.header)):
            filled = [_width(row[place]) for row in (found.header, *found.rows)]
            page.set_column(place, place, min(max(filled) + 2, WIDEST), text)
        for line, row in enumerate((found.header, *found.rows), first):
            for place, cell in enumerate(row):
                if cell or line == first:
                    page.write_string(line, place, safe(cell), head if line == first else text)
        page.freeze_panes(first + 1, 0)
    return content.getvalue()


def _width(text: str) -> int:
    """How many columns of Latin letters a text needs."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


MAKERS: MappingProxyType[str, Callable[[Returned], bytes]] = MappingProxyType(
    {"xlsx": as_xlsx, "csv": as_csv}
)
