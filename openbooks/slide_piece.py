"""Tables and charts in pieces that can be read from the last row: how much of one a slide holds.

A table goes to as many columns as fit (one without a text in any row takes no room), then to as many
rows; a chart to as many categories. Each piece says what of the whole is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from openbooks.document import Chart, Row, Table
from openbooks.slide_panel import INDENT, LINE, SPARE, ChartPiece, TablePiece, breadth, lines

SIZES, TIGHT = (22.0, 20.0, 18.0), 18.0
SIDE, EDGE = 7.0, 3.0  # margins inside a cell
SUMMARY = 3  # so many sums speak for a table by themselves
ELSEWHERE = 1.12  # numbers in a typeface that stands for ours are as much wider
FREE_TEXT = 9.0  # em: a column of words may become this narrow, its words take more lines
IMPORTANT = {"total": 0, "sum": 1, "head": 2, "plain": 2, "detail": 3}
CHART_SIZES, CHART_SPLIT = (20.0, 18.0, 16.0, 14.0), 16.0
LABEL_SHARE = 0.45  # of a lying chart's width, for the names of its bars
HEADED = 1.9  # lines that a chart's title and its legend beside it take
TURNED_SHARE = 0.3  # of a standing chart's height, for labels that lie on their side
PAPER = "见书面报告"


def pieces_of(table: Table, width: float, first: float, height: float) -> tuple[TablePiece, ...]:
    """The whole table, in the size that takes the fewest slides: pieces of columns, and of each its
    pieces of rows. `first`: the height on the first slide, `height` on the others."""
    ways = [_numbered(_paged(table, width, size, first, height)) for size in SIZES]
    return min(ways, key=len)


def _paged(table: Table, width: float, size: float, first: float, height: float) -> list[TablePiece]:
    found: list[TablePiece] = []
    for columns in _chunks(table, width, size):
        widths = _widths(table, columns, size, width)
        head, tall = _heights(table, columns, widths, size)
        start = 0
        while start < len(tall):
            room, end = (height if found else first) - head, start
            while end < len(tall) and (room := room - tall[end]) >= 0:
                end += 1
            end = max(end, start + 1)
            while end - 1 > start and end < len(tall) and table.rows[end - 1].level == "head":
                end -= 1  # a heading goes with what it is over
            rows = tuple(range(start, end))
            found.append(TablePiece(table, columns, rows, size, widths, (head, *tall[start:end])))
            start = end
    return found


def _numbered(found: Sequence[TablePiece]) -> tuple[TablePiece, ...]:
    if len(found) < 2:
        return tuple(found)
    return tuple(
        TablePiece(one.table, one.columns, one.rows, one.size, one.widths, one.heights,
                   f"分 {len(found)} 张，此为第 {at} 张") for at, one in enumerate(found, 1)
    )


def selection(table: Table, width: float, height: float) -> TablePiece | None:
    """The table where it fits; else the rows that matter most, totals first, then in order, in the
    size that shows the most of them; None where not even one fits."""
    found = [each for size in SIZES for each in _selected(table, size, width, height)]
    return max(found, key=lambda each: (len(each.columns), len(each.rows), each.size), default=None)


def _selected(table: Table, size: float, width: float, height: float) -> Iterator[TablePiece]:
    columns, *others = _chunks(table, width, size)
    widths = _widths(table, columns, size, width)
    head, tall = _heights(table, columns, widths, size)
    room, taken = height - head, set[int]()
    for at in sorted(range(len(tall)), key=lambda at: (IMPORTANT[table.rows[at].level], at)):
        if tall[at] > room:
            break
        room -= tall[at]
        taken.add(at)
    sums = {at for at in taken if table.rows[at].level in {"sum", "total"}}
    if len(sums) >= SUMMARY and any(row.level == "plain" and at not in taken
                                    for at, row in enumerate(table.rows)):
        taken = sums  # some of the parts over their sum would mislead
    while taken and table.rows[max(taken)].level == "head":
        taken.discard(max(taken))
    if taken:
        rows = tuple(sorted(taken))
        said = [f"只列 {len(rows)} 行，全表 {len(tall)} 行"] if len(rows) < len(tall) else []
        if others:
            said.append(f"只列 {len(columns)} 列，全表 {len(table.columns)} 列")
        note = f"{'；'.join(said)}，{PAPER}" if said else ""
        yield TablePiece(table, columns, rows, size, widths, (head, *(tall[at] for at in rows)), note)


def _chunks(table: Table, width: float, size: float) -> list[tuple[int, ...]]:
    """Columns that stand together on one slide; the one that names the rows goes with each, unless
    another one of words begins it."""
    shown = [at for at in range(len(table.columns))
             if any(row.cells[at].text for row in table.rows)] or [0]
    name = _names(table, shown)
    chunks: list[list[int]] = [[]]
    for at in shown:
        now = chunks[-1]
        if now and sum(_least(table, one, size) for one in (*now, at)) > width:
            chunks.append([at] if table.columns[at].kind == "text" and at != name else [name, at])
        else:
            now.append(at)
    return [tuple(dict.fromkeys(each)) for each in chunks]


def _names(table: Table, shown: Sequence[int]) -> int:
    """The column that says what a row is: the first of words that is no mere number of the line."""
    words = [at for at in shown if table.columns[at].kind == "text"]
    return next((at for at in words if _widest(table.rows, at) > 3), (words or shown)[0])


def _widest(rows: Sequence[Row], at: int) -> float:
    return max((breadth(row.cells[at].text) + (INDENT if row.level == "detail" and not at else 0)
                for row in rows), default=0.0)


def _least(table: Table, at: int, size: float) -> float:
    """The narrowest that a column may be: numbers are never broken, headers and words are."""
    column, widest = table.columns[at], _widest(table.rows, at)
    header = breadth(column.label)
    header = header if header <= 4.1 else header / 2 + 0.9
    widest = min(widest, FREE_TEXT) if column.kind == "text" else widest * ELSEWHERE
    return max(widest, header) / SPARE * size + 2 * SIDE + 1


def _widths(table: Table, columns: Sequence[int], size: float, width: float) -> tuple[float, ...]:
    """The widths of the columns, together at most `width`: words get what they would like first."""
    widths = [_least(table, at, size) for at in columns]
    spare = width - sum(widths)
    for place, at in enumerate(columns):
        if table.columns[at].kind == "text" and spare > 0:
            liked = max(_widest(table.rows, at), breadth(table.columns[at].label)) / SPARE * size + 4 * SIDE
            more = min(max(liked - widths[place], 0.0), spare)
            widths[place] += more
            spare -= more
    for place, at in enumerate(columns):
        liked = breadth(table.columns[at].label) / SPARE * size + 2 * SIDE + 1
        more = min(max(liked - widths[place], 0.0), spare)
        widths[place] += more
        spare -= more
    each = spare / len(widths)
    return tuple(one + each for one in widths)


def _heights(
    table: Table, columns: Sequence[int], widths: Sequence[float], size: float
) -> tuple[float, tuple[float, ...]]:
    def tall(texts: Sequence[str], indent: float = 0.0) -> float:
        most = max(lines(text, (wide - 2 * SIDE) / size - (0 if place else indent))
                   for place, (text, wide) in enumerate(zip(texts, widths, strict=True)))
        return most * size * LINE + 2 * EDGE

    head = tall([table.columns[at].label for at in columns])
    return head, tuple(
        tall([row.cells[at].text for at in columns], INDENT if row.level == "detail" else 0.0)
        for row in table.rows
    )


def chart_pieces(chart: Chart, width: float, height: float) -> tuple[ChartPiece, ...]:
    """The chart in one piece where its texts can be read; else in pieces of as equal a length as may
    be, with one scale."""
    whole = len(chart.categories)
    ends = _ends(chart)
    if not whole:
        return ()
    for upright in (True, False):
        for size in CHART_SIZES:
            if _most(chart, width, height, size, upright) >= whole:
                return (ChartPiece(chart, 0, whole, size, *ends, upright=upright),)
    most = max(_most(chart, width, height, CHART_SPLIT, True), 1)
    count = -(-whole // most)
    marks = [round(whole * at / count) for at in range(count + 1)]
    return tuple(
        ChartPiece(chart, first, last, CHART_SPLIT, *ends,
                   note=f"第 {first + 1} 至 {last} 项，共 {whole} 项")
        for first, last in pairwise(marks)
    )


def remarks(piece: ChartPiece) -> tuple[str, ...]:
    """What the marks of a chart do not say by themselves: gaps, and what went over."""
    chart, said = piece.chart, list[str]()
    for one in chart.series:
        gaps: dict[str, list[str]] = {}
        for at in piece.categories:
            if one.values[at] is None and one.texts[at]:
                gaps.setdefault(one.texts[at], []).append(chart.categories[at])
        said += [f"{one.name} {text}：{'、'.join(names)}" for text, names in gaps.items()]
    over = [chart.categories[at] for at in piece.categories if chart.categories[at] in chart.over]
    said.append(f"超出预算（斜纹）：{'、'.join(over)}" if over else "")
    return tuple(filter(None, said))


def _ends(chart: Chart) -> tuple[float, float]:
    """The least and the largest level that the chart reaches, 0 among them."""
    if chart.form == "steps":
        return reached(levels(chart.series[0].values))
    return reached([(value, value) for one in chart.series for value in one.values if value is not None])


def reached(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least and the largest of all, 0 among them."""
    held = [0.0, *(end for span in spans for end in span)]
    return min(held), max(held)


def levels(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """From where to where each step of a waterfall goes; the first and the last stand on 0."""
    spans: list[tuple[float, float]] = []
    level = Decimal(0)
    for at, value in enumerate(values):
        step = Decimal(repr(value or 0.0))  # as the number is written: binary sums would have a tail
        start, level = (Decimal(0), step) if at in {0, len(values) - 1} else (level, level + step)
        spans.append((float(start), float(level)))
    return spans


def _most(chart: Chart, width: float, height: float, size: float, upright: bool) -> int:
    """How many categories can be read in that size; the texts of standing columns may lie on their
    side (not `upright`)."""
    bars = len(chart.series)
    if chart.form in {"bars", "pairs"}:
        room = width * LABEL_SHARE / size
        named = max(lines(each, room) for each in chart.categories) * LINE * size * 0.92
        each = max(bars * size * 1.2, named) + size * 0.35
        return int((height - HEADED * size) / each)
    texts = [text for one in chart.series for text in one.texts]
    wide = max(map(breadth, texts)) * size
    if not upright and wide > height * TURNED_SHARE:
        return 0
    wide = wide if upright else size * LINE
    named = min(max(map(breadth, chart.categories)), 5.0) * size
    bars = 1 if chart.form == "steps" else bars
    return int(width * 0.98 / max(bars * wide * 1.12 + size * 0.5, named * 1.06))
