"""The records of one sheet or text → tables: where each begins and ends, down and across.

Every record gets exactly one place. What is no data is dropped with its reason; what is data but
has not the shape of its table is unread, with a problem. A header of another kind begins a new
table; a repetition of the same one (printed pages) is dropped, unless it stands under a new title.
Tables that stand side by side are each read by themselves; a list in panels is one (`block`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from openbooks import assembly, block, heading, rowword
from openbooks.assembly import Sheet, Strip
from openbooks.cells import squash
from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused
from openbooks.heading import Heading, Span
from openbooks.packed import mapped
from openbooks.rowkind import (
    AGAIN,
    BLANK,
    DATA,
    HEADER,
    SAMPLE,
    TITLE,
    goes_on,
    is_caption,
    kind_of,
    settle,
    shape_of,
    trimmed,
)
from openbooks.table import TORN, UNPAIRED, Panel, Raw, Table, cells_of, filled, is_blank

# More columns than any sheet of an office; beyond them a file is mistaken for a table.
MAX_COLUMNS = 256
# 明细账（续）, 第2页共3页: the same title on another page.
_ON_THIS_PAGE = re.compile(r"第\d+页|共\d+页|[(（]?续表?[)）]?|[/,，、]")


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
        ranges = block.apart(mapped(sheet.rows, cells_of), None, sheet.spans)
        return _apart(sheet, ranges, 0) or (assembly.headless(sheet),)
    found: list[Table] = []
    start = 0
    following: int | None = head.first
    while following is not None:
        kinds, following = _kinds(sheet, head, start)
        end = head.last + 1 + len(kinds)
        found += _stretch(sheet, start, head, kinds)
        if following is not None:
            # The second row of a header lies below the row that is known as one.
            rows = [cells for _, cells, _ in sheet.rows[end : following + 2]]
            head = heading.moved(heading.take(rows, following - end, _below(sheet.spans, end)), end)
        start = end
    return tuple(found)


def _stretch(sheet: Sheet, start: int, head: Heading, kinds: Sequence[str]) -> tuple[Table, ...]:
    """The tables of the rows that belong to one header: one, or several side by side."""
    begin = head.last + 1
    part = replace(
        sheet, rows=sheet.rows[start : begin + len(kinds)], spans=_below(sheet.spans, start)
    )
    below = sheet.rows[begin : begin + len(kinds)]
    above, own = sheet.rows[start : head.first], sheet.rows[head.first : begin]
    rows = mapped(below, cells_of)
    found = block.panels(head.names, rows, sheet.offset)
    ranges = () if found else block.flows(head.names)
    if len(own) > 1 and not found:
        last = block.panels(own[-1][1], rows)
        ranges = block.ranges_of(last) if block.captioned(last, own[0][1], True) else ranges
    elif above and block.captioned(found, above[-1][1], False):
        ranges = block.ranges_of(found)
    if not found and not ranges:
        ranges = block.apart(mapped(part.rows, cells_of), heading.moved(head, -start), part.spans)
    if ranges and (apart := _apart(part, ranges, head.first - start)):
        return apart
    if not found:
        panels = (Panel("", sheet.offset),) if sheet.offset else ()
        return (assembly.table(sheet, above, own, head, [Strip("", kinds, below)], panels),)
    names, strips = _strips(head, found, own, list(zip(kinds, below, strict=True)))
    panels = tuple(replace(panel, first=sheet.offset + panel.first) for panel in found)
    return (assembly.table(sheet, above, own, names, strips, panels),)


def _apart(sheet: Sheet, ranges: Sequence[block.Range], top: int) -> tuple[Table, ...]:
    """The tables that stand in these columns, below titles of `top` rows; none when one of them
    has no header."""
    lone = [
        (line, cells) for line, cells, fault in sheet.rows[:top] if not fault and len(filled(cells)) == 1
    ]
    found: list[Table] = []
    for at, (first, end) in enumerate(ranges):
        # The first has what stands left of it, and the last what stands right.
        first, last = (0 if at == 0 else first), (None if at == len(ranges) - 1 else ranges[at + 1][0])
        own = mapped(sheet.rows, partial(_side, first=first, last=last))
        spans = [
            (row, left - first, low, right - first) for row, left, low, right in sheet.spans
            if first <= left and right < end
        ]
        shared = tuple(
            (line, assembly.text_of(cells)) for line, cells in lone if is_blank(cells[first:last])
        )
        found += tables(replace(
            sheet, rows=own, spans=spans, offset=sheet.offset + first, shared=(*sheet.shared, *shared)
        ))
    return tuple(found) if all(table.header_line for table in found) else ()


def _side(row: Raw, first: int, last: int | None) -> Raw:
    """What a line holds in these columns; a line that cannot be split stays with the first."""
    line, cells, fault = row
    if not fault:
        return line, tuple(cells[first:last]), ""
    return (line, (), "") if first else row


def _below(spans: Sequence[Span], by: int) -> list[Span]:
    """The merged cells, counted from a row further down."""
    return [(row - by, left, low - by, right) for row, left, low, right in spans if low >= by]


def _strips(
    head: Heading, panels: Sequence[Panel], own: Sequence[Raw], below: Sequence[tuple[str, Raw]]
) -> tuple[Heading, list[Strip]]:
    """The header that all panels have, and what stands in each of them."""
    names = max((trimmed(each) for each in block.parts(panels, head.names)), key=len)
    written = max(block.parts(panels, head.written), key=len)
    shared = replace(head, names=names, written=written)
    tops = [block.parts(panels, cells) for _, cells, _ in own]
    whole = [kind in (UNPAIRED, TORN, AGAIN, BLANK) for kind, _ in below]
    lines = [
        block.parts(panels, () if alone else cells)
        for alone, (_, (_, cells, _)) in zip(whole, below, strict=True)
    ]
    kinds = []
    for at in range(len(panels)):
        cells = [parts[at] for parts in lines]
        shape = shape_of(shared, [parts[at] for parts in tops], cells)
        kinds.append([
            kind if alone else kind_of(each, shape)
            for alone, (kind, _), each in zip(whole, below, cells, strict=True)
        ])
        settle(cells, kinds[-1], shape.width, False)
    strips = [
        _strip(panel.part, [
            (block.beside(kinds, number, at, parts[at], names), (row[0], parts[at], ""))
            for number, ((_, row), parts) in enumerate(zip(below, lines, strict=True))
            if filled(parts[at])
        ])
        for at, panel in enumerate(panels)
    ]
    undivided = [each for alone, each in zip(whole, below, strict=True) if alone]
    return shared, [*strips, _strip("", undivided)]


def _strip(part: str, below: Sequence[tuple[str, Raw]]) -> Strip:
    return Strip(part, [kind for kind, _ in below], [row for _, row in below])


def _kinds(sheet: Sheet, head: Heading, start: int) -> tuple[list[str], int | None]:
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
        if kind == DATA and kinds and kinds[-1] == rowword.SUMMARY and goes_on(cells):
            kind = rowword.SUMMARY
        if kind == HEADER or (kind == DATA and _begins(sheet.rows, at, kinds, shape.width)):
            following = at
            break
        kinds.append(kind)
    rows = mapped(sheet.rows[begin : begin + len(kinds)], cells_of)
    settle(rows, kinds, shape.width, following is not None)
    titles = {_bare(cells) for _, cells, _ in sheet.rows[start : head.first]}
    if (new := _new_title(rows, kinds, titles)) is not None:
        following = begin + new
        del kinds[new:]
    while following is not None and kinds and kinds[-1] in (TITLE, BLANK):
        kinds.pop()
    return kinds, following


def _begins(rows: Sequence[Raw], at: int, kinds: Sequence[str], width: int) -> bool:
    """Whether a row is a header though few of its words are known: it is parted from the data above,
    if only by a title, all its cells are texts, and below them stand others."""
    parted = kinds and (
        kinds[-1] != DATA
        or (is_caption(rows[at - 1][1], width, True) and kinds[-2:-1] not in ([], [DATA]))
    )
    if not parted or len(texts := filled(rows[at][1])) < 2 or not any(map(heading.is_known, texts)):
        return False
    below = []
    for _, cells, fault in rows[at + 1 : at + 1 + heading.SAMPLE]:
        if fault or is_blank(cells):
            break
        below.append(cells)
    return heading.opens(rows[at][1], below)


def _new_title(
    rows: Sequence[Sequence[str]], kinds: Sequence[str], titles: set[str]
) -> int | None:
    """The first repeated header that stands under a title which the table's header has not."""
    for at, kind in enumerate(kinds):
        if kind != AGAIN:
            continue
        above = at
        while above and kinds[above - 1] in (TITLE, BLANK):
            above -= 1
        if any(kinds[each] == TITLE and _bare(rows[each]) not in titles for each in range(above, at)):
            return at
    return None


def _bare(cells: Sequence[str]) -> str:
    """A title without what is said of the page."""
    return _ON_THIS_PAGE.sub("", squash("".join(filled(cells))))
