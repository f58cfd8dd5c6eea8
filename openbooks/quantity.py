"""The named numbers that report texts may say: `reports/quantities.toml`, one table a number.

    ["支出"]                      the noun, printed wherever the number is
    query = "finance_flow"        the query that gives it, one of queries/
    row = { step = "expenditure" }   which row of its answer (absent: the only one)
    column = "amount_fen"         its column; type and unit stand in the query's header
    prior = "prior_fen"           the column of the year before, where there is one
    minus = true                  the query says it as a decrease: the sign is turned
    plan = "支出预算"             another number that it is held against
    ceiling = true                more than planned is a fault (spending); else it is the aim
    with = { kind = "竞赛" }      parameters beside unit and period
    span = "period"               months asked for: see `SPANS`
    persons = "dues"              it counts people, or is a sum over them: what is hidden together
    hushed = true                 0 is not worth a sentence: one that says nothing else is left out

    ["支出科目"]                  with `label` it is a list: one number a row, named by that column
    label = "level1_name"
    rows = { category = "expenditure" }

Names are Chinese and stand in the texts in braces, so that a text cannot name one number and say
another. Nothing is computed here beyond the sign.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openbooks import query
from openbooks.document import Figure
from openbooks.errors import WrongUse
from openbooks.home import ROOT
from openbooks.period import MONTHS, Period, moved, parts_of
from openbooks.query import Result
from openbooks.wording import is_missing

FOLDER = ROOT / "reports"
FILE = FOLDER / "quantities.toml"
KINDS = frozenset({"money", "integer", "share"})
SPANS = ("period", "year", "whole_year", "next_year")
Ask = Callable[[str, Mapping[str, Any]], Result]


@dataclass(frozen=True)
class Quantity:
    """One table of the file; see the head of this module."""

    name: str
    query: str
    column: str
    row: Mapping[str, str]
    prior: str = ""
    minus: bool = False
    plan: str = ""
    ceiling: bool = False
    fixed: Mapping[str, Any] = field(default_factory=dict)
    span: str = "period"
    persons: str = ""
    label: str = ""
    hushed: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """money, integer or share, as the query's header says."""
        return query.query(self.query).column(self.column).type

    @property
    def unit(self) -> str:
        return query.query(self.query).column(self.column).unit


@dataclass(frozen=True)
class Scope:
    """What a report is asked for: a unit with all below it ("" is all) and a period of the books'
    accounting year, which begins in the month `fiscal_start`."""

    unit: str
    period: Period
    fiscal_start: int = 1

    def parameters(
        self, name: str, span: str = "period", fixed: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The parameters of a query for a span: `period`; `year`, the accounting year up to the end of
        the period; `whole_year`; `next_year`. `month_from` is the first day's month of the last month."""
        year = parts_of(self.period.year + (span == "next_year"), self.fiscal_start)[0]
        start = self.period.start if span == "period" else year.start
        end = self.period.end if span in {"period", "year"} else moved(year.start, MONTHS)
        given = {
            "unit": self.unit or None, "from": start, "to": end, "month_from": moved(end, -1),
            **(fixed or {}),
        }
        takes = query.query(name).parameters
        return {each: value for each, value in given.items() if each in takes}


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int) -> Mapping[str, Quantity]:
    """The file; the time of its last change is part of the cache's key."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {name: _quantity(name, held) for name, held in raw.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise WrongUse(f"{path.name} 读不懂：{error}") from error
    for each in found.values():
        _require_sound(each, found)
    return MappingProxyType(found)


def catalogue() -> Mapping[str, Quantity]:
    """Name → quantity; WrongUse, naming the table, where one does not fit its query."""
    return _read(FILE, FILE.stat().st_mtime_ns)


def _quantity(name: str, raw: Mapping[str, Any]) -> Quantity:
    known = {"query", "column", "row", "prior", "minus", "plan", "ceiling", "with", "span", "persons",
             "label", "rows", "hushed"}
    if unknown := set(raw) - known:
        raise WrongUse(f"数量“{name}”里有不认识的项：{'、'.join(sorted(unknown))}")
    given = {key: value for key, value in raw.items() if key not in {"with", "row", "rows"}}
    return Quantity(
        name, row=MappingProxyType(raw.get("row", {})), rows=MappingProxyType(raw.get("rows", {})),
        fixed=MappingProxyType(raw.get("with", {})), **given,
    )


def _require_sound(each: Quantity, all_of_them: Mapping[str, Quantity]) -> None:
    """Raise WrongUse where a quantity names a query, a column or a plan that there is not."""
    asked = query.query(each.query)
    for column in (each.column, each.prior, each.label, *each.row, *each.rows):
        if column:
            asked.column(column)
    faults = [
        f"列 {each.column} 的类型 {each.kind} 不是数" * (each.kind not in KINDS),
        f"span 是 {each.span}" * (each.span not in SPANS),
        f"没有数量“{each.plan}”" * (bool(each.plan) and each.plan not in all_of_them),
        "上年一列的类型不同" * (bool(each.prior) and asked.column(each.prior).type != each.kind),
        *(f"查询没有参数 {name}" for name in each.fixed if name not in asked.parameters),
    ]
    if wrong := [fault for fault in faults if fault]:
        raise WrongUse(f"数量“{each.name}”不对：{'；'.join(wrong)}")


def valued(each: Quantity, scope: Scope, ask: Ask) -> Figure:
    """The number of a quantity (not of a list) for a scope; None where the answer has none."""
    given = scope.parameters(each.query, each.span, each.fixed)
    frame = ask(each.query, given).frame
    for column, value in each.row.items():
        frame = frame[frame[column] == value]
    # not a row of the frame: among rates its amounts would become floats
    held = next(iter(frame.head(1).to_dict("records")), {})
    return Figure(
        each.name, each.kind, each.unit, _number(held.get(each.column), each.minus),
        _number(held.get(each.prior), each.minus) if each.prior else None,
        each.query, each.column, tuple(each.row.items()),
        said(given), each.persons,
    )


def listed(each: Quantity, scope: Scope, ask: Ask) -> list[Figure]:
    """The numbers of a list, the largest first; rows without a number, or with 0, are left out."""
    given = scope.parameters(each.query, each.span, each.fixed)
    frame = ask(each.query, given).frame
    for column, value in each.rows.items():
        frame = frame[frame[column] == value]
    found = [
        Figure(
            f"{each.name}：{row[each.label]}", each.kind, each.unit, _number(row[each.column], each.minus),
            _number(row[each.prior], each.minus) if each.prior else None, each.query, each.column,
            ((each.label, str(row[each.label])), *each.rows.items()),
            said(given), each.persons,
        )
        for row in frame.to_dict("records")
    ]
    return sorted((one for one in found if one.value), key=lambda one: -(one.value or 0))


def said(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Parameters as a document keeps them: those that have a value, as texts."""
    return tuple((name, str(value)) for name, value in given.items() if value is not None)


def _number(value: Any, minus: bool) -> int | float | None:
    if is_missing(value):
        return None
    plain = value.item() if hasattr(value, "item") else value
    return -plain if minus and plain else plain
