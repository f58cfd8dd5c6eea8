"""The tables of a report: what a `:::table` or `:::lines` of its file says, filled from queries.

A table's `body` is a list of what stands under one another; without one it is the query itself and,
with `total`, a row of sums:

    { head = "一、收入" }                                   a heading
    { query = "…", rows = {…}, with = {…}, span = "…" }      rows of an answer; with `level` a column that
                                                            says 1, or 2 for details of what is above
    { query = "…", moved = "amount_fen" }                    those of them that are something there
    { query = "…", rows = {…}, as = "sum" }                  rows of an answer that are sums themselves
    { sum = "收入合计" }                                    sums of the plain rows since the last heading
    { label = "上年结余", figures = { amount_fen = "期初结余", prior_fen = "期初结余.上年" } }
                                                            with `optional` left out where it is nothing
    { total = "收入总计" }                                  sums of the rows of sums and figures above,
                                                            since the last total
    { less = "本期结余" }                                   the first of those less the others

Without a row with a number of the period (`told`: as many rows; `decides`: in that column) there is no
table; without one that is `needed` no section. Sums are added in 分 over what is printed, so that parts
add up to totals exactly. A total stands only in columns that all its parts have, and is 未填报 where one
of them is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openbooks import query
from openbooks.document import BEHIND, Cell, Column, Figure, Row, Table
from openbooks.quantity import Ask, Quantity, Scope
from openbooks.quantity import said as parameters
from openbooks.reportfile import Part
from openbooks.statement import OutputColumn
from openbooks.wording import BLANK, MISSING, NOT_APPLICABLE, cell, count, is_missing

PRIOR = ".上年"
LINE_COLUMNS = (
    Column("行次", "integer"), Column("项目"), Column("本期数", "money"),
    Column("上年同期", "money", is_prior=True), Column("备注"),
)
YUAN = "单位：元"
NUMBERS = frozenset({"money", "integer", "share", "ratio"})


@dataclass(frozen=True)
class Filling:
    """What tables are filled from: questions, their scope, the figures by name, and how a text with
    braces is said."""

    ask: Ask
    scope: Scope
    figures: Mapping[str, Figure]
    quantities: Mapping[str, Quantity]
    say: Callable[[str], str]


def table(part: Part, filling: Filling) -> Table | None:
    """A table of a report; None where its answers tell nothing of the period (see `_tells`), or have fewer
    rows than `least`: a table of one row says only what the total says."""
    said = part.said
    body = said.get("body") or [
        {key: said[key] for key in ("query", "rows", "with", "span", "moved") if key in said},
        *([{"sum": said["total"], "figures": said.get("figures", {})}] if "total" in said else []),
    ]
    begins = next(each for each in body if "query" in each)
    first = begins["query"]
    columns = [query.query(first).column(name) for name in said["columns"]]
    rows = list(_rows(body, columns, said, filling))
    drawn = tuple(_column(each, said) for each in columns)
    held = [row for row in rows if row.level in {"plain", "detail"}]
    if len(held) < said.get("least", 1) or not _tells(held, drawn, said):
        return None
    unit = said.get("unit", YUAN if any(each.kind == "money" for each in drawn) else "")
    return Table(
        said["title"], drawn, tuple(rows), unit, (*_notes(said, filling), *_partly(rows, drawn, said)),
        said.get("about", ""), said.get("dimension", ""), first, parameters(_given(begins, filling)),
    )


def _tells(rows: Sequence[Row], columns: Sequence[Column], said: Mapping[str, Any]) -> bool:
    """Whether as many rows as `told` have a number of the period itself, in the column `decides` where
    that is named: what the year before had, or what was carried forward, is no report of this one."""
    places = [at for at, each in enumerate(columns)
              if not each.is_prior and each.name == said.get("decides", each.name)]
    told = [row for row in rows if any(row.cells[at].is_number for at in places)]
    return len(told) >= said.get("told", 1)


def _partly(rows: Sequence[Row], columns: Sequence[Column], said: Mapping[str, Any]) -> Iterator[str]:
    """What sums leave out: the columns that some rows have and others have not. (A total is 未填报 then.)"""
    plain = [row for row in rows if row.level == "plain"]
    if any(row.level == "total" for row in rows):
        return
    lacking: dict[int, list[str]] = {}
    for at, column in enumerate(columns):
        missing = sum(row.cells[at].text == MISSING for row in plain)
        if column.name in said.get("sums", ()) and 0 < missing < len(plain):
            lacking.setdefault(missing, []).append(column.label)
    for count_, labels in lacking.items():
        yield f"“{'”“'.join(labels)}”有 {count_} 行{MISSING}，合计只加填报了的数。"


def _notes(said: Mapping[str, Any], filling: Filling) -> tuple[str, ...]:
    """What stands under a table; a note whose numbers are all missing is left out."""
    return tuple(told for each in said.get("notes", ()) if (told := filling.say(each)))


def _column(column: OutputColumn, said: Mapping[str, Any]) -> Column:
    label = said.get("labels", {}).get(column.name, column.label)
    kind = column.type if column.type in NUMBERS else "text"
    if kind == "integer" and column.unit and not label.endswith((column.unit, "）")):
        label = f"{label}（{column.unit}）"
    prior = column.name.startswith("prior") or label.startswith("上年")
    return Column(label, kind, said.get("counts", {}).get(column.name, ""), prior, column.name)


def _rows(
    body: Sequence[Mapping[str, Any]], columns: Sequence[OutputColumn], said: Mapping[str, Any],
    filling: Filling,
) -> Iterator[Row]:
    sums = set(said.get("sums", ()))
    block: list[dict[str, Any]] = []  # plain rows since the last heading
    above: list[dict[str, Any]] = []  # sums and figures since the last total
    for each in body:
        if "head" in each:
            block = []
            yield Row((Cell(each["head"]), *[Cell("")] * (len(columns) - 1)), "head")
        elif "query" in each:
            for row in _answer(each, filling):
                level = each.get("as") or ("detail" if row.get(said.get("level", "")) == 2 else "plain")
                block += [row] if level == "plain" else []
                above += [{name: row[name] for name in sums & set(row)}] if level == "sum" else []
                largest = row.get(said.get("largest", ""))
                yield Row(
                    tuple(_cell(row[one.name], one) if one.name in row else Cell("") for one in columns),
                    level, None if is_missing(largest) else int(largest),
                    _behind(row, each["query"], said) if said.get("about") else (),
                )
        elif "sum" in each:
            held = {one.name: _sum(row[one.name] for row in block) for one in columns if one.name in sums}
            above.append(held)
            yield _made(each["sum"], held, each.get("figures", {}), columns, "sum", filling)
        elif "label" in each:
            named = {name: _figure(text, filling)[1] for name, text in each["figures"].items()}
            if each.get("optional") and not any(named.values()):
                continue
            above.append({name: named[name] for name in sums & set(named)})
            yield _made(each["label"], {}, each["figures"], columns, "plain", filling)
        else:
            held = {name: _whole([row[name] for row in above], -1 if "less" in each else 1)
                    for name in sums if all(name in row for row in above)}
            above = []
            yield _made(each.get("total") or each["less"], held, {}, columns, "total", filling)


def _behind(row: Mapping[str, Any], name: str, said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a row of an answer says of people beside what is printed: `disclosure` decides by it."""
    kept = [
        each.name for each in query.query(name).columns if each.name not in said["columns"]
        and (each.unit == "人" or each.name.removeprefix("prior_") in BEHIND)
    ]
    return tuple((each, str(row[each])) for each in kept if not is_missing(row[each]))


def _answer(each: Mapping[str, Any], filling: Filling) -> list[dict[str, Any]]:
    """The rows of an answer, of those that `rows` names."""
    frame = filling.ask(each["query"], _given(each, filling)).frame
    for column, value in each.get("rows", {}).items():
        frame = frame[frame[column] == value]
    rows = frame.to_dict("records")
    if column := each.get("moved"):
        return [row for row in rows if not is_missing(row[column]) and row[column]]
    return rows


def _given(each: Mapping[str, Any], filling: Filling) -> dict[str, Any]:
    """The parameters with which a block of a table asks its query."""
    return filling.scope.parameters(each["query"], each.get("span", "period"), each.get("with", {}))


def _made(
    label: str, held: Mapping[str, Any], figures: Mapping[str, str], columns: Sequence[OutputColumn],
    level: str, filling: Filling,
) -> Row:
    """A row that is no row of an answer: its label stands in the first column of text."""
    texts = [each.name for each in columns if each.type not in NUMBERS]
    place = next((each.name for each in columns if each.type == "text"), texts[0] if texts else "")
    cells = []
    for column in columns:
        if column.name in figures:
            figure, value = _figure(figures[column.name], filling)
            cells.append(Cell(_cell(value, column).text, value, column.type, figure.name))
        elif column.name in held:
            cells.append(_cell(held[column.name], column))
        elif column.name == place:
            cells.append(Cell(label))
        else:
            cells.append(Cell(""))
    return Row(tuple(cells), level)


def _figure(text: str, filling: Filling) -> tuple[Figure, int | float | None]:
    """The figure of a name, and its value, or with .上年 that of the year before."""
    figure = filling.figures[text.removesuffix(PRIOR)]
    return figure, figure.prior if text.endswith(PRIOR) else figure.value


def _cell(value: Any, column: OutputColumn) -> Cell:
    kind = column.type if column.type in NUMBERS else "text"
    if is_missing(value) or value == "":
        blank = {"share": NOT_APPLICABLE, "text": BLANK}.get(kind, MISSING)
        return Cell(blank, None, kind)
    text = f"{int(value):,}" if kind == "integer" else cell(value, column.type)
    plain = value.item() if hasattr(value, "item") else value
    return Cell(text, plain if kind in NUMBERS else None, kind)


def _sum(values: Iterator[Any]) -> int | None:
    held = [int(each) for each in values if not is_missing(each)]
    return sum(held) if held else None


def _whole(values: Sequence[Any], sign: int) -> int | None:
    """The first value and, times `sign`, the others; None where one of them is missing."""
    if not values or any(is_missing(each) for each in values):
        return None
    return int(values[0]) + sign * sum(int(each) for each in values[1:])


def lines(part: Part, filling: Filling) -> Table | None:
    """A form of numbered lines (行次, 项目, 本期数, 上年同期, 备注); None where it tells nothing of the
    period (see `_tells`).

    A line names a `figure`, or a `query` whose rows become lines (`label`, `column`, `prior`), the first
    with `before` in front. Rows that are nothing now and before are left out unless `keep`, a figure
    only where it is `optional`.
    """
    rows: list[Row] = []
    for each in part.said["lines"]:
        for label, now, prior in _line(each, filling):
            number = Cell(str(len(rows) + 1), None, "text")
            rows.append(Row((number, Cell(label), now, prior, Cell(filling.say(each.get("note", ""))))))
    if not _tells(rows, LINE_COLUMNS, part.said):
        return None
    return Table(
        part.said["title"], LINE_COLUMNS, tuple(rows), part.said.get("unit", YUAN),
        _notes(part.said, filling), part.said.get("about", ""),
        part.said.get("dimension", ""), "",
    )


def _line(each: Mapping[str, Any], filling: Filling) -> Iterator[tuple[str, Cell, Cell]]:
    optional = each.get("optional", False)
    if "figure" in each:
        figure = filling.figures[each["figure"]]
        if optional and not figure.value and not figure.prior:
            return
        unit = {"money": "", "share": "（%）"}.get(figure.kind, f"（{figure.unit}）")
        yield (f"{each.get('label', figure.name)}{unit}", _said(figure, figure.value),
               _said(figure, figure.prior, bool(filling.quantities[figure.name].prior)))
        return
    asked, before = query.query(each["query"]), each.get("before", "")
    for row in _answer(each, filling):
        now, prior = row[each["column"]], row[each["prior"]]
        if each.get("keep") or not all(is_missing(one) or not one for one in (now, prior)):
            yield (f"{before}{row[each['label']]}",
                   _cell(now, asked.column(each["column"])), _cell(prior, asked.column(each["prior"])))
            before = "\u3000" * len(before)


def _said(figure: Figure, value: int | float | None, has: bool = True) -> Cell:
    """A figure as a cell; where the books have no such year before, a dash."""
    if not has:
        return Cell(BLANK, None, figure.kind, figure.name)
    if value is None:
        return Cell(NOT_APPLICABLE if figure.kind == "share" else MISSING, None, figure.kind, figure.name)
    text = count(value) if figure.kind == "integer" else cell(value, figure.kind)
    return Cell(text, value, figure.kind, figure.name)
