"""The records of one sheet or text → tables: titles, header, data, and what is dropped or unread.

Every record gets exactly one place. What is no data is dropped with its reason; what is data but
has not the shape of its table is unread, with a problem. A header of another kind begins a new
table, a repetition of the same one (printed pages) is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbooks import heading, rowword, total
from openbooks.codes import problem
from openbooks.errors import FILE, ROW, WARN, FileRefused, Problem
from openbooks.heading import Heading, Span
from openbooks.rowkind import (
    BLANK,
    DATA,
    HEADER,
    OUTSIDE,
    RAGGED,
    SAMPLE,
    TITLE,
    goes_on,
    kind_of,
    settle,
    shape_of,
    trimmed,
)
from openbooks.table import (
    TORN,
    UNPAIRED,
    Dropped,
    Raw,
    Record,
    Regular,
    Table,
    filled,
    is_blank,
)

_UNREAD = {RAGGED: "column_count", UNPAIRED: "quote_unclosed", TORN: "torn_line"}
# More columns than any sheet of an office; beyond them a file is mistaken for a table.
MAX_COLUMNS = 256
# Dropped records are named in the receipt with the beginning of their text.
_SHOWN = 200


@dataclass(frozen=True)
class Sheet:
    """The records of one sheet, from its first row, and what is known of it as a whole.

    `spans` are its merged cells; `cut` says that the last line of a text has no line end.
    """

    rows: Sequence[Raw]
    name: str = ""
    hidden: bool = False
    spans: Sequence[Span] = ()
    date1904: bool = False
    cut: bool = False


def refuse_too_wide(rows: Sequence[Raw], sheet: str = "") -> None:
    """Raise FileRefused (too_many_columns) when a row has more filled columns than MAX_COLUMNS."""
    width = max((len(trimmed(cells)) for _, cells, _ in rows), default=0)
    if width > MAX_COLUMNS:
        detail = f"{width} 列，最多 {MAX_COLUMNS} 列"
        raise FileRefused(problem("too_many_columns", FILE, 0, sheet=sheet, detail=detail))


def tables(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of a sheet, in their order; one without a header when none is found."""
    head = heading.find([cells for _, cells, _ in sheet.rows[: heading.LOOK_DOWN]], sheet.spans)
    if head is None:
        return (_headless(sheet),)
    found = []
    start = 0
    following: int | None = head.first
    while following is not None:
        kinds, following = _kinds(sheet, head)
        end = head.last + 1 + len(kinds)
        found.append(_table(sheet, start, head, kinds))
        if following is not None:
            # The second row of a header lies below the row that is known as one.
            rows = [cells for _, cells, _ in sheet.rows[end : following + 2]]
            head = heading.moved(heading.take(rows, following - end, ()), end)
        start = end
    return tuple(found)


def regular_table(head: Heading, cells: Sequence[str], found: Regular) -> Table:
    """The table of a text that is nothing but its header (`cells`, the first line) and data."""
    return Table(
        sheet="", hidden=False, header_line=1, header=head.names, written=head.written,
        header_records=(1,), titles=(), records=(), regular=found,
        dropped=(_dropped((1, tuple(cells), ""), HEADER),), unread=(), balances=(), problems=(),
        date1904=False, rows=found.rows, read=found.rows + 1,
    )


def _headless(sheet: Sheet) -> Table:
    dropped = tuple(_dropped(row, BLANK if is_blank(row[1]) else OUTSIDE) for row in sheet.rows)
    titles = tuple((line, _text(cells)) for line, cells, _ in sheet.rows if not is_blank(cells))
    problems = (problem("no_table", WARN, 0, sheet=sheet.name, detail=sheet.name),)
    return Table(
        sheet=sheet.name, hidden=sheet.hidden, header_line=0, header=(), written=(),
        header_records=(), titles=titles, records=(), regular=None, dropped=dropped, unread=(),
        balances=(), problems=problems if titles else (), date1904=sheet.date1904, rows=0,
        read=len(sheet.rows),
    )


def _kinds(sheet: Sheet, head: Heading) -> tuple[list[str], int | None]:
    """The kinds of the rows of a table below its header, and where another header stands.

    The titles of the next table are left to it.
    """
    begin = head.last + 1
    below = [cells for _, cells, _ in sheet.rows[begin : begin + SAMPLE]]
    own = [cells for _, cells, _ in sheet.rows[head.first : begin]]
    shape = shape_of(head, own, below)
    kinds: list[str] = []
    following = None
    for at in range(begin, len(sheet.rows)):
        _, cells, fault = sheet.rows[at]
        kind = fault or kind_of(cells, shape)
        if kind == HEADER:
            following = at
            break
        if kind == DATA and kinds and kinds[-1] == rowword.SUMMARY and goes_on(cells):
            kind = rowword.SUMMARY
        kinds.append(kind)
    rows = [cells for _, cells, _ in sheet.rows[begin : begin + len(kinds)]]
    settle(rows, kinds, shape.width, following is not None)
    while following is not None and kinds and kinds[-1] in (TITLE, BLANK):
        kinds.pop()
    return kinds, following


def _table(sheet: Sheet, start: int, head: Heading, kinds: list[str]) -> Table:
    """The table whose titles begin at `start`; `kinds` are those of the rows below its header."""
    begin = head.last + 1
    above, own = sheet.rows[start : head.first], sheet.rows[head.first : begin]
    below = list(zip(kinds, sheet.rows[begin : begin + len(kinds)], strict=True))
    kept = [cells for kind, (_, cells, _) in below if kind in (DATA, rowword.BALANCE)]
    width = max(len(head.names), _filled_width(kept, len(head.names), len(head.written)))
    header = head.names + ("",) * (width - len(head.names))
    dropped = [_dropped(row, BLANK if is_blank(row[1]) else TITLE) for row in above]
    dropped += [_dropped(row, HEADER) for row in own]
    records: list[Record] = []
    unread: list[Record] = []
    balances: list[Record] = []
    marks: list[total.Mark] = []
    problems = _above(sheet, above, [row for _, row in below])
    for kind, row in below:
        if kind == DATA:
            records.append(_record(row, width))
        elif kind in _UNREAD:
            unread.append(Record(row[0], row[1]))
            problems.append(_unread_problem(kind, row, width, sheet.name))
        else:
            dropped.append(_dropped(row, kind))
            if kind == rowword.BALANCE:
                balances.append(_record(row, width))
            elif kind == rowword.SUMMARY:
                marks.append(total.Mark(len(records), _record(row, width)))
    problems += total.differences(header, records, marks, sheet.name)
    if total.is_unlabelled(header, records):
        different = total.unlabelled_difference(header, records, sheet.name)
        problems += [different] if different else []
        last = records.pop()
        dropped.append(_dropped((last.line, last.cells, ""), rowword.SUMMARY))
    problems += _damaged(records, header, sheet.name)
    problems += _cut(sheet, below, width)
    return Table(
        sheet=sheet.name, hidden=sheet.hidden, header_line=own[0][0], header=header,
        written=head.written, header_records=tuple(line for line, _, _ in own),
        titles=tuple((line, _text(cells)) for line, cells, _ in above if not is_blank(cells)),
        records=tuple(records), regular=None,
        dropped=tuple(sorted(dropped, key=lambda each: each.line)), unread=tuple(unread),
        balances=tuple(balances), problems=tuple(sorted(problems, key=lambda each: each.line)),
        date1904=sheet.date1904, rows=len(records), read=len(above) + len(own) + len(below),
    )


def _filled_width(rows: Sequence[Sequence[str]], least: int, most: int) -> int:
    """The width up to which nameless columns at the end (`least` to `most`) have a filled cell."""
    for width in range(most, least, -1):
        if any(len(cells) >= width and cells[width - 1].strip() for cells in rows):
            return width
    return least


def _record(row: Raw, width: int) -> Record:
    cells = row[1]
    if len(cells) < width:
        cells += ("",) * (width - len(cells))
    return Record(row[0], cells if len(cells) == width else cells[:width])


def _dropped(row: Raw, reason: str) -> Dropped:
    return Dropped(row[0], reason, _text(row[1]))


def _text(cells: Sequence[str]) -> str:
    text = " ".join(filled(cells))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _unread_problem(kind: str, row: Raw, width: int, sheet: str) -> Problem:
    line, cells, _ = row
    detail = f"表头 {width} 列，本行 {len(cells)} 列" if kind == RAGGED else ""
    return problem(_UNREAD[kind], ROW, line, "", "", sheet, detail)


def _above(sheet: Sheet, above: Sequence[Raw], below: Sequence[Raw]) -> list[Problem]:
    """Warnings for rows above the header that look like its data.

    Such a row has numbers or dates, at least two, just where the first row below has them; in a
    line such as 账号, 6200…, 账户类型, 借记卡 they stand elsewhere.
    """
    first = next((cells for _, cells, _ in below if not is_blank(cells)), ())
    numbers = {at for at, cell in enumerate(first) if heading.is_data(cell)}
    found = []
    for line, cells, _ in above:
        held = {at for at, cell in enumerate(cells) if cell.strip() and heading.is_data(cell)}
        texts = {at for at, cell in enumerate(cells) if cell.strip()} - held
        if len(held) > 1 and held <= numbers and not texts & numbers:
            found.append(problem("data_above_header", WARN, line, "", _text(cells), sheet.name))
    return found


def _damaged(records: Sequence[Record], header: Sequence[str], sheet: str) -> list[Problem]:
    return [
        problem("text_damaged", WARN, record.line, name, cell, sheet)
        for record in records
        if "\ufffd" in "".join(record.cells)
        for name, cell in zip(header, record.cells, strict=True)
        if "\ufffd" in cell
    ]


def _cut(sheet: Sheet, below: Sequence[tuple[str, Raw]], width: int) -> list[Problem]:
    """A warning when the last line of the text lacks its end and cells that all others have."""
    data = [row for kind, row in below if kind == DATA]
    if not (sheet.cut and data and data[-1] is sheet.rows[-1]):
        return []
    *others, last = data
    if len(last[1]) < width and others and all(len(cells) >= width for _, cells, _ in others):
        return [problem("torn_line", WARN, last[0], "", "", sheet.name)]
    return []
