"""What each row below a header is: data, or the reason why it is none.

A row is judged by itself first (`kind_of`); footers, notes and the titles of the next page show
only by where they stand (`settle`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openbooks import heading, rowword
from openbooks.cells import squash
from openbooks.heading import Heading
from openbooks.table import TORN, UNPAIRED, filled, is_blank

Cells = Sequence[str]

DATA, RAGGED, SHIFTED = "", "列数不符", "缺少单元格"
BLANK, TITLE, HEADER, AGAIN, OUTSIDE = "空行", "标题行", "表头", "重复表头", "表外说明"

# Data records by which the column that always begins with a digit is chosen.
SAMPLE = 100

_DATE = re.compile(r".*(?:日期|时间|date).*|(?:\d{4}年|年月)?日")
_NUMBER = re.compile(r".*(?:凭证号|字号|凭证编号|凭单号|流水号|voucher|单号).*|号")
_LABEL = re.compile(
    r".*(?:摘要|事项|事由|项目|说明|内容|名称|姓名|科目|用途|部门|单位|分会|summary).*"
)
_COLON = re.compile("[:：]")
_SIDES = frozenset("借 贷 借方 贷方".split())
_LABELLED = re.compile(r"[\u4e00-\u9fff（）()、/ ]{2,12}[:：]")


@dataclass(frozen=True)
class Shape:
    """What the rows of a table are judged by.

    `width` is that of the header as written; `repeats` its rows; `dates` and `numbers` the columns
    of dates and of vouchers' numbers; `labels` those that may hold the word of a total; `digits` a
    column that nearly always begins with a digit (-1: none): a row with a digit there is no header.
    """

    width: int
    repeats: frozenset[tuple[str, ...]]
    dates: tuple[int, ...]
    numbers: tuple[int, ...]
    labels: tuple[int, ...]
    digits: int


def shape_of(head: Heading, own: Sequence[Cells], below: Sequence[Cells]) -> Shape:
    """The shape of a table: `own` are the rows of its header, `below` those after it (SAMPLE)."""
    names = [squash(name) for name in head.names]
    dates, numbers, labels = (
        tuple(at for at, name in enumerate(names) if pattern.fullmatch(name))
        for pattern in (_DATE, _NUMBER, _LABEL)
    )
    sample = [cells for cells in below[:SAMPLE] if len(filled(cells)) > 1]
    digits = -1
    for at, name in enumerate(names):
        beginning = sum(len(cells) > at and cells[at][:1].isdecimal() for cells in sample)
        if sample and 10 * beginning >= 9 * len(sample) and not name[:1].isdecimal():
            digits = at
            break
    repeats = frozenset(trimmed(cells) for cells in own)
    return Shape(len(head.written), repeats, dates, numbers, labels, digits)


def trimmed(cells: Cells) -> tuple[str, ...]:
    """The cells without blanks around them and without the empty ones at the end."""
    bare = [cell.strip() for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return tuple(bare)


def kind_of(cells: Cells, shape: Shape) -> str:
    """DATA, RAGGED (more filled cells than the header has), or the reason to drop the row.

    HEADER is the header of another table.
    """
    if is_blank(cells):
        return BLANK
    at = shape.digits
    if at < 0 or len(cells) <= at or not cells[at][:1].isdecimal():
        if trimmed(cells) in shape.repeats:
            return AGAIN
        if heading.reads_as_header(cells):
            return HEADER
    if not rowword.endings().isdisjoint([cell.rstrip()[-1:] for cell in cells]):
        marked = _marked(cells, shape)
        if marked:
            return marked
    if len(cells) > shape.width and not is_blank(cells[shape.width :]):
        return RAGGED
    lead = cells[0] or (cells[1] if len(cells) > 1 else "")
    if lead[:1] in rowword.SECTION_SIGNS and shape.width > 2:
        texts = filled(cells)
        if len(texts) == 1 and rowword.is_section(texts[0]):
            return TITLE
    return DATA


def _marked(cells: Cells, shape: Shape) -> str:
    """The reason to drop a row that a word of data/rows.csv marks, or DATA.

    The word stands in the first cell, in the first that is no number, or in a column of labels; a
    total has neither date nor voucher number, one of a stretch of time may have the date.
    """
    first = next(at for at, cell in enumerate(cells) if cell.strip())
    texts = (at for at, cell in enumerate(cells) if cell.strip() and not heading.is_data(cell))
    for at in dict.fromkeys((first, next(texts, first), *shape.labels)):
        if at >= len(cells):
            continue
        meaning = rowword.meaning(cells[at])
        if meaning == rowword.BALANCE or (
            meaning == rowword.FOOTER and len(filled(cells)) <= 2
        ):
            return meaning
        numbered = any(_holds(cells, column, at) for column in shape.numbers)
        dated = any(_holds(cells, column, at) for column in shape.dates)
        if numbered:
            continue
        if meaning == rowword.SUMMARY and rowword.is_carried(cells[at]):
            return rowword.BALANCE
        if dated and not rowword.is_stretch(cells[at]):
            continue
        if meaning in (rowword.SUMMARY, rowword.PAGE_TURN):
            return meaning
        others = [cell for column, cell in enumerate(cells) if column != at and cell.strip()]
        named = at == first and rowword.is_named_total(cells[at])
        if named and others and all(map(heading.is_data, others)):
            return rowword.SUMMARY
    return DATA


def goes_on(cells: Cells) -> bool:
    """Whether a row below a total is its other side: 合计 借 949.75, and below it 贷 949.75."""
    side, *figures = filled(cells) or [""]
    return side in _SIDES and bool(figures) and all(map(heading.is_data, figures))


def _holds(cells: Cells, column: int, but: int) -> bool:
    return column != but and column < len(cells) and bool(cells[column].strip())


def settle(rows: Sequence[Cells], kinds: list[str], width: int, header_follows: bool) -> None:
    """Change the kinds of rows that are footers, notes or titles by where they stand.

    `kinds` are those of `rows`; a repeated header ends a page; `header_follows` says that another
    table's header comes right below the last row.
    """
    begin = 0
    for end in [at for at, kind in enumerate(kinds) if kind == AGAIN] + [len(kinds)]:
        _settle_page(rows, kinds, begin, end, width, header_follows or end < len(kinds))
        begin = end + 1


def _settle_page(
    rows: Sequence[Cells], kinds: list[str], begin: int, end: int, width: int, captions: bool
) -> None:
    """From the end of the page upwards, until the first row that is data beyond doubt."""
    at = end
    while at > begin:
        at -= 1
        if kinds[at] in (UNPAIRED, TORN):
            return
        if kinds[at] in (DATA, RAGGED):
            if is_footer(rows[at], width):
                kinds[at] = rowword.FOOTER
            elif rowword.opens_total(filled(rows[at])[0]):
                kinds[at] = rowword.SUMMARY
            elif captions and is_caption(
                rows[at], width, at == begin or kinds[at - 1] not in (DATA, RAGGED)
            ):
                kinds[at] = TITLE
            elif (first := _notes_begin(rows, kinds, begin, at, width)) <= at:
                kinds[first : at + 1] = [OUTSIDE] * (at + 1 - first)
                at = first
            else:
                return
        captions = captions and kinds[at] in (BLANK, TITLE, rowword.FOOTER)


def is_footer(cells: Cells, width: int) -> bool:
    """Whether the row would be a footer below the last data: 制表人：… 注：… 第1页共3页, or nothing
    but labelled names: 主席：…, 会计：…"""
    texts = filled(cells)
    short = 2 * len(texts) <= width + 1 or any(_COLON.search(text) for text in texts)
    signed = all(_LABELLED.match(text) for text in texts)
    return bool(texts) and short and (rowword.starts_footer(texts[0]) or signed)


def is_caption(cells: Cells, width: int, parted: bool) -> bool:
    """Whether the row would be a title above a header; `parted` says that no data stand above it."""
    texts = filled(cells)
    short = 3 * len(texts) <= width or (parted and len(texts) == 1)
    return 0 < len(texts) <= 2 and short and not all(map(heading.is_data, texts))


def _notes_begin(
    rows: Sequence[Cells], kinds: Sequence[str], begin: int, at: int, width: int
) -> int:
    """The first of the notes that a blank row or a total parts from the data; at + 1: no notes.

    A note is a row with a single text in a table of three columns or more.
    """
    first = at + 1
    while first > begin and kinds[first - 1] == DATA and _is_lone(rows[first - 1], width):
        first -= 1
    parted = first > begin and kinds[first - 1] not in (DATA, RAGGED, UNPAIRED, TORN)
    return first if parted else at + 1


def _is_lone(cells: Cells, width: int) -> bool:
    texts = filled(cells)
    return width > 2 and len(texts) == 1 and not heading.is_data(texts[0])
