"""The files of queries/: a header of TOML in `--` comments, then one SELECT.

A header holds

    title, purpose, grain, basis    Chinese, shown beside the figure
    measure                         rate | count | days | amount | table
    sources                         the relations that the statement reads (CTEs are not sources)
    [parameters] name = { type, label, required, allowed }     bound as $name; required: false
    [columns]    name = { type, unit, label }    in the order of the statement; or { of = "dues" }:
                                                 type, unit and title as in that ledger's contract
    stored                          marts only: small and asked for by many, so made a table
    sums                            the money columns whose sum over all rows means something: not
                                    balances, bases, nor amounts of which some come in and some go
    [headline]   columns, rates, fixed           which of its figures a page leads with: `columns` by
                                                 name, `rates` of them as (numerator, denominator),
                                                 asked with the parameters `fixed` beside the period
    [lines.x]    query, keys, fixed, without, adds    the way down from a figure to its rows: x is
                                                 the column that it explains, or `rows` for all

Types are those of the contracts, and `share` (a fraction, 0.8 of what is shown as 80 %) and `ratio`
(a quotient with a unit of its own). Money is in 分. Nothing here runs SQL.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openbooks.contract import ledger
from openbooks.errors import WrongUse

FOLDER = Path(__file__).resolve().parent.parent / "queries"
FOLDERS = ("marts", "reports", "targets", "audit")
MEASURES = ("rate", "count", "days", "amount", "table")
TEXTS = frozenset({"text", "identifier", "name", "list", "month", "period", "time"})
TYPES = TEXTS | {"date", "boolean", "integer", "money", "decimal", "share", "ratio"}


@dataclass(frozen=True)
class Parameter:
    """One bound parameter; `allowed` is empty where any value of the type may be given."""

    name: str
    type: str
    label: str
    required: bool
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class OutputColumn:
    """One column of a query's answer; `unit` is 分 for money, % for shares, 人, 笔 … or ""."""

    name: str
    type: str
    unit: str
    label: str


@dataclass(frozen=True)
class Lines:
    """How a row of a figure opens to the rows behind it.

    `keys` maps parameters of `query` to columns of the figure's row, `fixed` to constants; a
    parameter of the same name is handed on unless it stands in `without`. `adds` maps columns of
    the figure to the column of the lines that adds up to it ("*": the number of lines,
    "distinct x": how many different x): a test holds every query to it.
    """

    query: str
    keys: Mapping[str, str]
    fixed: Mapping[str, Any]
    without: frozenset[str]
    adds: Mapping[str, str]


@dataclass(frozen=True)
class Headline:
    """The figures of an answer that pages lead with; `headline.moves` tells which of them a load moves.

    `rates` maps a column of shares to the columns (numerator, denominator) that it is made of,
    `fixed` holds parameters beside the period. Without columns the query has no such figure.
    """

    columns: tuple[str, ...]
    rates: Mapping[str, tuple[str, str]]
    fixed: Mapping[str, Any]


@dataclass(frozen=True)
class Query:
    """One file of queries/: what its header says and its text; `header` is all of it, as TOML gives it
    (what only audit rules say is read from there, see `auditrule`)."""

    name: str
    path: Path
    folder: str
    title: str
    purpose: str
    grain: str
    sources: tuple[str, ...]
    basis: str
    measure: str
    stored: bool
    sums: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: tuple[OutputColumn, ...]
    lines: Mapping[str, Lines]
    headline: Headline
    header: Mapping[str, Any]
    sql: str

    def column(self, name: str) -> OutputColumn:
        """The column of that name; WrongUse when the query has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise WrongUse(f"查询 {self.name} 没有列 {name}")


def parse(text: str, path: Path) -> Query:
    """The query of one file's text; WrongUse, naming the file, when its header is not whole."""
    header, sql = _split(text)
    try:
        raw = tomllib.loads(header)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"{path.name} 的表头不是有效的 TOML：{error}") from error
    try:
        query = Query(
            name=path.stem,
            path=path,
            folder=path.parent.name,
            title=raw["title"],
            purpose=raw["purpose"],
            grain=raw["grain"],
            sources=tuple(raw["sources"]),
            basis=raw["basis"],
            measure=raw["measure"],
            stored=raw.get("stored", False),
            sums=tuple(raw.get("sums", ())),
            parameters=MappingProxyType({
                name: _parameter(name, each, path)
                for name, each in raw.get("parameters", {}).items()
            }),
            columns=tuple(_column(name, each, path) for name, each in raw["columns"].items()),
            lines=MappingProxyType({
                name: _lines(each) for name, each in raw.get("lines", {}).items()
            }),
            headline=_headline(raw.get("headline", {}), raw["columns"], path),
            header=MappingProxyType(raw),
            sql=sql,
        )
    except KeyError as error:
        raise WrongUse(f"{path.name} 的表头缺少 {error.args[0]}") from error
    if query.measure not in MEASURES:
        raise WrongUse(f"{path.name} 的 measure 是 {query.measure}，应为 {'、'.join(MEASURES)}")
    return query


def _split(text: str) -> tuple[str, str]:
    """Header (the `--` lines at the top, bare) and the statement under it."""
    lines = text.splitlines()
    count = 0
    while count < len(lines) and lines[count].startswith("--"):
        count += 1
    header = "\n".join(line[2:].removeprefix(" ") for line in lines[:count])
    return header, "\n".join(lines[count:]).strip().removesuffix(";")


def _parameter(name: str, raw: dict[str, Any], path: Path) -> Parameter:
    if raw["type"] not in TYPES:
        raise WrongUse(f"{path.name} 的参数 {name}：没有类型 {raw['type']}")
    return Parameter(
        name, raw["type"], raw["label"], raw.get("required", False), tuple(raw.get("allowed", ()))
    )


def _column(name: str, raw: dict[str, Any], path: Path) -> OutputColumn:
    if "of" in raw:
        held = next((each for each in ledger(raw["of"]).columns if each.stored == name), None)
        if held is None:
            raise WrongUse(f"{path.name} 的列 {name}：台账 {raw['of']} 没有这一列")
        unit = "分" if held.type == "money" else held.unit
        return OutputColumn(name, held.type, unit, raw.get("label", held.title))
    if raw["type"] not in TYPES:
        raise WrongUse(f"{path.name} 的列 {name}：没有类型 {raw['type']}")
    return OutputColumn(name, raw["type"], raw.get("unit", ""), raw["label"])


def _lines(raw: dict[str, Any]) -> Lines:
    return Lines(
        query=raw["query"],
        keys=MappingProxyType(raw.get("keys", {})),
        fixed=MappingProxyType(raw.get("fixed", {})),
        without=frozenset(raw.get("without", ())),
        adds=MappingProxyType(raw.get("adds", {})),
    )


def _headline(raw: dict[str, Any], columns: Mapping[str, Any], path: Path) -> Headline:
    rates = {name: (pair[0], pair[1]) for name, pair in raw.get("rates", {}).items()}
    found = Headline(
        tuple(raw.get("columns", ())), MappingProxyType(rates),
        MappingProxyType(raw.get("fixed", {})),
    )
    for name in {*found.columns, *rates, *(part for pair in rates.values() for part in pair)}:
        if name not in columns:
            raise WrongUse(f"{path.name} 的 headline 里的 {name} 不是它的列")
    return found


@lru_cache(maxsize=1024)
def _read(path: Path, changed_ns: int) -> Query:
    """The query of one file; the time of its last change is part of the cache's key."""
    return parse(path.read_text(encoding="utf-8"), path)


Files = tuple[tuple[str, int], ...]  # path and time of the last change


def _files(folder: Path) -> Files:
    """The files of queries/, marts first. Every question lists them anew, so it must be cheap."""
    return tuple(
        found
        for part in FOLDERS if (folder / part).is_dir()
        for found in sorted(
            (each.path, each.stat().st_mtime_ns)
            for each in os.scandir(folder / part) if each.name.endswith(".sql")
        )
    )


def catalogue(folder: Path = FOLDER) -> dict[str, Query]:
    """Name → query of every file of queries/, marts first; WrongUse when two share a name."""
    return dict(_catalogue(_files(folder)))


@lru_cache(maxsize=8)
def _catalogue(files: Files) -> dict[str, Query]:
    found: dict[str, Query] = {}
    for name, changed_ns in files:
        query = _read(Path(name), changed_ns)
        if query.name in found:
            raise WrongUse(f"两个查询同名：{found[query.name].path} 和 {name}")
        found[query.name] = query
    return found


def marts(folder: Path = FOLDER) -> tuple[Query, ...]:
    """The marts, each after those that it reads: the order in which their views are created.

    WrongUse when two marts read each other.
    """
    return _ordered(_files(folder))


@lru_cache(maxsize=8)
def _ordered(files: Files) -> tuple[Query, ...]:
    waiting = {each.name: each for each in _catalogue(files).values() if each.folder == "marts"}
    ordered: list[Query] = []
    while waiting:
        ready = [
            each for each in waiting.values() if not any(name in waiting for name in each.sources)
        ]
        if not ready:
            raise WrongUse(f"中间视图互相引用：{'、'.join(sorted(waiting))}")
        for each in ready:
            ordered.append(waiting.pop(each.name))
    return tuple(ordered)
