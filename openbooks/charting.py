"""The charts of a report: what a `:::chart` of its file says, filled from a query.

Money is drawn in 万元 (in 元 where the largest amount is below 1 万元) by its exact value; what is
said beside a mark is rounded to two decimals, and the document says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openbooks.axis import Scale, beside, scale_of
from openbooks.document import Chart, Series
from openbooks.quantity import Ask, Scope
from openbooks.quantity import said as parameters
from openbooks.query import Result
from openbooks.reportfile import Part
from openbooks.statement import OutputColumn
from openbooks.wording import MISSING, VALUES, is_missing, listed, share

MOST = 10


def chart(part: Part, ask: Ask, scope: Scope) -> Chart | None:
    """A chart of a report; None where there is nothing to draw.

    Of more rows than `most` the largest are drawn, and the title says so.
    """
    said = part.said
    given = scope.parameters(said["query"], said.get("span", "period"), said.get("with", {}))
    found = ask(said["query"], given)
    rows = _rows(found, said)
    values = [each for each in said["values"] if any(not is_missing(row[each["column"]]) for row in rows)]
    names = [each["column"] for each in values]
    if not any(not is_missing(row[name]) and row[name] for row in rows for name in names):
        return None
    if all(each.get("role") == "prior" for each in values):
        return None  # only the year before is known: that is no picture of this one
    if said["form"] == "pairs" and len(values) < len(said["values"]):
        return None  # there is no plan to hold the actual against
    title, form = said["title"], said["form"]
    most = said.get("most", MOST)
    if form in {"bars", "pairs"} and len(rows) > most:
        rows.sort(key=lambda row: -abs(_number(row[names[-1]]) or 0))
        rows, title = rows[:most], f"{title}（只画前 {most} 项）"
    if form == "steps":
        rows = [row for at, row in enumerate(rows) if at in {0, len(rows) - 1} or row[names[0]]]
        if any(is_missing(row[names[0]]) for row in rows):
            return None  # steps without a ground to stand on would mislead
    columns = [found.column(name) for name in names]
    scale = scale_of(columns[0], [row[name] for row in rows for name in names])
    series = tuple(
        _series(each, column, rows, scale, form, bool(said.get("minus")))
        for each, column in zip(values, columns, strict=True)
    )
    categories = tuple(_label(row[said["category"]]) for row in rows)
    over = frozenset(
        category for category, row in zip(categories, rows, strict=True)
        if form == "pairs" and said.get("ceiling") and _over(row, said["values"])
    )
    return Chart(title, form, categories, series, scale.unit, alt(title, categories, series, scale.unit),
                 said["query"], over, parameters(given), said.get("about", ""))


def _rows(found: Result, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    frame = found.frame
    for column, value in said.get("rows", {}).items():
        frame = frame[frame[column] == value]
    rows = frame.to_dict("records")
    if said["form"] == "bars":
        column = said["values"][-1]["column"]
        rows = [row for row in rows if any(_number(row[one["column"]]) for one in said["values"])]
        rows.sort(key=lambda row: -abs(_number(row[column]) or 0))
    return rows


def _series(
    each: Mapping[str, Any], column: OutputColumn, rows: Sequence[Mapping[str, Any]], scale: Scale,
    form: str, minus: bool,
) -> Series:
    numbers = [_number(row[column.name]) for row in rows]
    values = tuple(scale.of(-one if minus and one else one) for one in numbers)
    last = len(values) - 1
    shown = [_rounded(value) if column.type == "money" else value for value in values]
    texts = tuple(
        MISSING if value is None else
        beside(value, at in {0, last}) if form == "steps" else _text(value, column)
        for at, value in enumerate(shown)
    )
    return Series(each.get("name", column.label), values, texts, each.get("role", "now"))


def _rounded(value: float | None) -> float | None:
    """Two decimals by 四舍五入, as sentences have them: of 67,850.00 元 6.79 万元 in both."""
    if value is None:
        return None
    return float(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _text(value: float, column: OutputColumn) -> str:
    """What stands beside a mark."""
    if column.type == "share":
        return share(value / 100)
    return f"{value:,.2f}" if column.type == "money" else f"{value:,.0f}"


def _number(value: Any) -> int | float | None:
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _over(row: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> bool:
    held = {each.get("role"): _number(row[each["column"]]) for each in values}
    plan, actual = held.get("plan"), held.get("actual")
    return plan is not None and actual is not None and actual > plan


def _label(value: Any) -> str:
    return MISSING if is_missing(value) else VALUES.get(str(value), str(value))


def alt(title: str, categories: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """The picture in a sentence, for whoever cannot see it."""
    said = [f"{one.name}：" + listed((f"{category} {text}" for category, text in
                                     zip(categories, one.texts, strict=True)), len(categories))
            for one in series]
    return f"{title}（{unit}）。{'；'.join(said)}。"


