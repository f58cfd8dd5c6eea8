"""What stands on the axes of a figure and in its hover: scales, labels, exact values. No drawing.

Money is drawn in 万元, in 元 where the largest amount is below 1 万元, so that small books are not a
row of 0.0; the hover says the exact 元. Months and years are categories, never numbers. Texts of the
books are escaped: a figure's text would otherwise read <b> and <a href> as markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openbooks.statement import OutputColumn
from openbooks.wording import LARGE_FEN, VALUES, amount, count, is_missing, share

YUAN_FEN = 100
LONGEST = 11
YEAR = re.compile(r"[0-9]{4}年")


@dataclass(frozen=True)
class Scale:
    """A value of the frame is drawn as value / `divisor`; `unit` stands in the axis title."""

    divisor: float
    unit: str

    def of(self, value: Any) -> float | None:
        """Where a value stands on the axis; None for a missing one, which leaves a gap."""
        return None if is_missing(value) else float(value) / self.divisor


def scale_of(column: OutputColumn, values: Iterable[Any]) -> Scale:
    """The scale on which all `values` of a column can be read."""
    if column.type == "share":
        return Scale(0.01, "%")
    if column.type in {"money", "ratio"} and column.unit.startswith("分"):
        largest = max((abs(value) for value in values if not is_missing(value)), default=0)
        rest = column.unit.removeprefix("分")
        if largest >= LARGE_FEN:
            return Scale(LARGE_FEN, f"万元{rest}")
        return Scale(YUAN_FEN, f"元{rest}")
    return Scale(1, column.unit)


def title(column: OutputColumn, scale: Scale) -> str:
    """The axis title: the column's label and the unit that is drawn."""
    return f"{column.label}（{scale.unit}）" if scale.unit else column.label


def exact(value: Any, column: OutputColumn) -> str:
    """A value as the hover says it, in full."""
    if column.type == "share":
        return share(value)
    if column.type == "money":
        return amount(value) if is_missing(value) else f"{amount(value)} 元"
    if column.type == "ratio":
        told = amount(None if is_missing(value) else round(value))
        return told if is_missing(value) else f"{told} {column.unit.replace('分', '元')}"
    return count(value, column.unit)


def beside(value: float | None, total: bool) -> str:
    """What stands beside a step of a waterfall: totals plain, changes with their sign."""
    return "" if value is None else f"{value:,.2f}" if total or not value else f"{value:+,.2f}"


def told(value: Any) -> str:
    """A text of the books, whole and escaped."""
    return "" if is_missing(value) else html.escape(VALUES.get(str(value), str(value)))


def short(value: Any, longest: int = LONGEST) -> str:
    """A text of the books as an axis label: cut where it would take the room of the bars."""
    text = "" if is_missing(value) else VALUES.get(str(value), str(value))
    return html.escape(text if len(text) <= longest else text[: longest - 1] + "…")


def labels(values: Sequence[Any]) -> list[str]:
    """Axis labels of some texts; a year that all of them begin with is left out."""
    begins = {found[0] if (found := YEAR.match(str(value))) else "" for value in values}
    cut = len(begins.pop()) if len(begins) == 1 else 0
    return [short(value if is_missing(value) else str(value)[cut:]) for value in values]


def wrapped(value: Any, width: int = 4) -> str:
    """A text of the books in lines of `width` characters, for labels that stand side by side."""
    text = str(value)
    return "<br>".join(
        html.escape(text[start : start + width]) for start in range(0, len(text), width)
    )


def month_labels(periods: Sequence[str]) -> list[str]:
    """Months, quarters, halves and years as ticks: the year only where it changes."""
    found = []
    last = ""
    for period in periods:
        year, _, part = period.partition("-")
        said = {"H1": "上半年", "H2": "下半年"}.get(part) or (
            f"{part[1]}季" if part.startswith("Q") else f"{int(part)}月" if part else "全年"
        )
        found.append(said if year == last else f"{said}<br>{year}年")
        last = year
    return found
