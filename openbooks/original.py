"""The lines of a stored original around one line, as a reader may see them.

The file is read again with the mapping of its load. For a masked reader each cell is treated as the
column that takes it is in the views; a cell that nothing takes is closed, since nobody has said
what stands in it, and titles, totals and footers lose names, numbers and signatures. Staff see the
file as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from openbooks import contract, schemas, sheet, store
from openbooks.books import View
from openbooks.cells import read_identifier, read_name
from openbooks.contract import Column, Ledger
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.history import Batch
from openbooks.mapping import Mapping, from_json
from openbooks.masking import Scrubber, mask_name, mask_number, mask_payee, pseudonym
from openbooks.reading import Reading
from openbooks.table import Table, is_blank
from openbooks.views import Shown, shown_as

CLOSED = "＊＊"
DATA = "数据行"
UNREAD = "未读行"
HEADER = "表头"
REACH = 6
# 制表：李四  审核人:王五 — who signs a sheet is no member of any roster we know.
_SIGNED = re.compile(
    r"((?:制表|制单|填表|填报|审核|复核|审批|记账|出纳|会计|经办|负责|主管|领款|领取|签领|签字|签收|主席|财务|联系|校对)"
    r"[\u4e00-\u9fff]{0,4}\s*[：:]\s*)([\u4e00-\u9fff·]{1,4})"
)
Cover = Callable[[str], str]


@dataclass(frozen=True)
class TakenColumn:
    """One column of the file: its letter as a spreadsheet shows it, its header, what it became.

    `taken_as` are the titles of the ledger's columns that take it ("" when nothing does);
    `covered` tells that the cells of it are not shown as they stand.
    """

    letter: str
    header: str
    taken_as: str
    covered: bool


@dataclass(frozen=True)
class Line:
    """One physical record: `kind` is DATA, UNREAD or the reason why it was dropped.

    `here` marks the line that was asked for. A dropped record has its text in one cell.
    """

    number: int
    kind: str
    cells: tuple[str, ...]
    here: bool


@dataclass(frozen=True)
class Original:
    """A part of an original: `titles` stand above the header, `lines` around the asked line."""

    batch: int
    ledger: str
    file: str
    sheet: str
    sha256: str
    at: int
    columns: tuple[TakenColumn, ...]
    titles: tuple[Line, ...]
    lines: tuple[Line, ...]
    masked: bool


def around(view: View, number: int, at: int, reach: int = REACH) -> Original:
    """The lines of load `number`'s original from `reach` before line `at` to `reach` after it.

    Raises WrongUse for a load or a line that is not there, BooksDamaged when the original is gone
    or is read otherwise than when it was loaded.
    """
    batch = view.state.batch(number)
    mapping = mapping_of(batch)
    ledger = contract.ledger(batch.ledger)
    path = store.original_path(view.books.home, batch.body["original"])
    if not path.exists():
        raise BooksDamaged(f"第{number}号装载的原件不见了。请用 verify 检查账本。")
    with sheet.opened(path, batch.file) as source:
        table = _table_of(source.tables, batch)
        titles, lines = _lines(table, at, reach)
    if not any(line.here for line in lines):
        raise WrongUse(f"第{number}号装载的原件没有第{at}行。")
    covers = covers_of(view, ledger, mapping, table)
    columns = tuple(
        TakenColumn(letter_of(place), table.header[place], _taken_as(ledger, mapping, place),
                    place in covers)
        for place in range(len(table.header))
    )
    signed = _scrubbed(view) if view.reader.masked else str
    return Original(
        number, ledger.name, signed(batch.file), signed(batch.body["sheet"]), batch.body["original"], at,
        columns,
        tuple(_covered(line, {}, signed) for line in titles),
        tuple(
            _closed_whole(line) if line.kind == UNREAD and view.reader.masked
            else _covered(line, covers, signed)
            for line in lines
        ),
        view.reader.masked,
    )


def mapping_of(batch: Batch) -> Mapping:
    """The mapping under which a load was read."""
    return from_json(json.dumps(batch.body["mapping"], ensure_ascii=False))


def _table_of(tables: Sequence[Table], batch: Batch) -> Table:
    wanted = (batch.body["sheet"], batch.body["header_line"])
    for table in tables:
        if (table.sheet, table.header_line) == wanted:
            return table
    raise BooksDamaged(f"第{batch.number}号装载的原件如今读法不同，找不到当时的那张表。")


def _lines(table: Table, at: int, reach: int) -> tuple[list[Line], list[Line]]:
    """(titles and header above the window, lines of the window in the order of the file)."""
    dropped = {each.line: Line(each.line, each.reason, (each.text,), each.line == at)
               for each in table.dropped}
    for number in table.header_records:
        words = table.header if number == table.header_line else (dropped[number].cells
                                                                  if number in dropped else ())
        dropped[number] = Line(number, HEADER, tuple(words), number == at)
    first, last = at - reach, at + reach
    found = [
        line for number, line in dropped.items() if first <= number <= last
    ]
    found += [
        Line(record.line, UNREAD, record.cells, record.line == at)
        for record in table.unread if first <= record.line <= last
    ]
    found += [
        Line(record.line, "期初余额行", record.cells, record.line == at)
        for record in table.balances
        if first <= record.line <= last and record.line not in dropped
    ]
    for record in sheet.records(table):
        if record.line > last:
            break
        if record.line >= first:
            found.append(Line(record.line, DATA, record.cells, record.line == at))
    above = [line for number, line in sorted(dropped.items())
             if number < first and number <= table.header_line and not is_blank(line.cells)]
    return above, sorted(found, key=lambda line: line.number)


def _covered(line: Line, covers: dict[int, Cover], signed: Cover) -> Line:
    """The line as the reader may see it; `covers` is empty for staff."""
    if line.kind == HEADER:
        return line
    if line.kind in (DATA, UNREAD):
        cells = tuple(
            covers[place](cell) if cell.strip() and place in covers else cell
            for place, cell in enumerate(line.cells)
        )
        return replace(line, cells=cells)
    return replace(line, cells=tuple(map(signed, line.cells)))


def _closed_whole(line: Line) -> Line:
    """A record of the wrong shape: its cells may stand under other headers than their own."""
    return replace(line, cells=tuple(_closed(cell) if cell.strip() else cell for cell in line.cells))


def _scrubbed(view: View) -> Cover:
    """Titles, footers and file names without names, long numbers and signatures."""
    scrubber = scrubber_of(view)
    return lambda text: _SIGNED.sub(
        lambda found: found[1] + mask_name(found[2]), scrubber(text)
    )


def scrubber_of(view: View) -> Scrubber:
    """A Scrubber that knows every name of a person in the books at the view's version."""
    cursor = view.books.connection.cursor()
    try:
        return Scrubber(schemas.names(cursor, view.state))
    finally:
        cursor.close()


def covers_of(view: View, ledger: Ledger, mapping: Mapping, table: Table) -> dict[int, Cover]:
    """Place of a cell → how it is made unreadable; cells that may be seen are not in it."""
    if not view.reader.masked:
        return {}
    scrubber, salt = scrubber_of(view), view.books.salt()
    covers: dict[int, Cover] = {}
    for place in range(len(table.header)):
        taking = list(_columns_of(ledger, mapping, place))
        if not taking:
            covers[place] = _closed
            continue
        ways = [cover for column in taking
                if (cover := _cover(ledger, column, scrubber, salt)) is not None]
        if len(ways) == 1:
            covers[place] = ways[0]
        elif ways:
            covers[place] = _closed
    return covers


def _columns_of(ledger: Ledger, mapping: Mapping, place: int) -> Iterator[Column]:
    """The ledger's columns that take the cell at `place`."""
    for link in mapping.links:
        if place in link.cells:
            yield ledger.column(link.column)
    if mapping.wide and any(cell == place for cell, _ in mapping.wide.months):
        yield ledger.column(mapping.wide.value)


def _taken_as(ledger: Ledger, mapping: Mapping, place: int) -> str:
    return "、".join(dict.fromkeys(each.title for each in _columns_of(ledger, mapping, place)))


def _closed(text: str) -> str:
    return CLOSED


def _cover(ledger: Ledger, column: Column, scrubber: Scrubber, salt: str) -> Cover | None:
    """How the cells of a column are masked, as the views mask what is stored of them; None: they
    stand as they are. Cells are read as at load first: 张 三 has three signs and is a name of two."""
    ways: dict[Shown, Cover | None] = {
        Shown.PLAIN: None,
        Shown.PSEUDONYM: lambda text: pseudonym(_read(read_identifier, text), salt),
        Shown.NAME: lambda text: mask_name(_read(read_name, text)),
        Shown.PAYEE: lambda text: mask_payee(_read(read_name, text), scrubber),
        Shown.NUMBER: lambda text: mask_number(_read(read_identifier, text)),
        Shown.SCRUBBED: scrubber,
        Shown.CLOSED: _closed,
    }
    return ways[shown_as(ledger, column)]


def _read(reader: Callable[[str], Reading], text: str) -> str:
    """The text as it was stored, or as it stands where it could not be read."""
    return reader(text).value or text.strip()


def letter_of(place: int) -> str:
    """The letter of a column as spreadsheets count them: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
