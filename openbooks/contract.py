"""The contracts of the ledgers: what columns a ledger has, of what type, and how offices call them.

One TOML file a ledger in data/ledgers, in the words of the Frictionless Table Schema (name, title,
type, constraints, primaryKey, foreignKeys) and some of our own:

    order         place in the order in which ledgers are read (what others refer to comes first)
    words         words in a title, a sheet's name or a file's name that speak for this ledger
    marks         groups of columns: a table without one of each group is not this ledger
    wide          (month column, amount column) where offices put the months side by side
    dated         the column that says when a row happened: what a closed period is held against
    person        pairs (identifier, name) of columns: either one identifies the person
    one_of        groups of columns of which at least one must be filled in each row
    kind          our type, where Frictionless has a coarser one (`type` is then the coarser one)
    unit          元, 人, 天 …; money is 元 in files and 分 in the store
    personal      none, quasi, personal or sensitive (privacy.md)
    synonyms      headers seen for the column, beside its title and its name
    ambiguous     those of them that may also mean another column or nothing: never taken on sight
    aliases       value of the list → other writings of it (收 is 收入)
    fill_down     printed once for a group of lines, blank below
    generated     made from the row's content when the file has no such column
    assumed       a value fit to be proposed, to be confirmed by the user, when the file says nothing

A contract is read once a process. Identifiers in SQL come from contracts only.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openbooks.cells import squash
from openbooks.errors import WrongUse

FOLDER = Path(__file__).resolve().parent.parent / "data" / "ledgers"

# our type → the Frictionless type that `type` must hold
FRICTIONLESS = MappingProxyType({
    "text": "string", "identifier": "string", "name": "string", "list": "string",
    "period": "string", "time": "string", "month": "yearmonth", "date": "date",
    "boolean": "boolean", "integer": "integer", "decimal": "number", "money": "number",
})
# Frictionless type → ours, where `kind` says nothing
PLAIN = MappingProxyType({
    "string": "text", "yearmonth": "month", "date": "date", "boolean": "boolean",
    "integer": "integer", "number": "decimal",
})
SQL_TYPES = MappingProxyType({
    "text": "VARCHAR", "identifier": "VARCHAR", "name": "VARCHAR", "list": "VARCHAR",
    "month": "VARCHAR", "period": "VARCHAR", "time": "VARCHAR", "money": "BIGINT",
    "integer": "BIGINT", "decimal": "DECIMAL(18,4)", "date": "DATE", "boolean": "BOOLEAN",
})
PERSONAL = ("none", "quasi", "personal", "sensitive")


@dataclass(frozen=True)
class Column:
    """One column of a ledger. `references` is "ledger.column" or "". Bounds are in `unit`."""

    name: str
    title: str
    type: str
    unit: str
    required: bool
    allowed: tuple[str, ...]
    references: str
    personal: str
    synonyms: tuple[str, ...]
    ambiguous: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    fill_down: bool
    generated: bool
    assumed: str
    minimum: int | Decimal | None
    maximum: int | Decimal | None

    @property
    def stored(self) -> str:
        """Name of the column in the store: money is held in 分 and says so."""
        return f"{self.name}_fen" if self.type == "money" else self.name

    @property
    def sql_type(self) -> str:
        """DuckDB type of the stored column."""
        return SQL_TYPES[self.type]

    @property
    def decimals(self) -> int:
        """Places kept behind the point: money 2, decimal 4, others 0."""
        return {"money": 2, "decimal": 4}.get(self.type, 0)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every header that may stand for this column: title, synonyms, then its own name."""
        return (self.title, *self.synonyms, self.name)

    def meant(self, text: str) -> str:
        """The list's value that an office's other writing stands for; else the text itself."""
        wanted = squash(text)
        return next((value for written, value in self.aliases if written == wanted), text)


@dataclass(frozen=True)
class Ledger:
    """The contract of one ledger; `digest` is the sha256 of the TOML's bytes."""

    name: str
    title: str
    purpose: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    invariants: tuple[str, ...]
    person: tuple[tuple[str, str], ...]
    one_of: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    wide: tuple[str, str] | None
    dated: str
    order: int
    digest: str

    @property
    def columns_by_name(self) -> Mapping[str, Column]:
        """Column name → column."""
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of that name; WrongUse when the ledger has none."""
        for column in self.columns:
            if column.name == name:
                return column
        known = "、".join(column.name for column in self.columns)
        raise WrongUse(f"台账「{self.title}」（{self.name}）没有列 {name}；它的列是：{known}")


def parse(text: bytes, source: str) -> Ledger:
    """The ledger of one TOML file's bytes; WrongUse naming `source` when it is no contract."""
    try:
        raw = tomllib.loads(text.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUse(f"{source} 不是有效的 TOML：{error}") from error
    try:
        references = {
            key["fields"]: f"{key['reference']['resource']}.{key['reference']['fields']}"
            for key in raw.get("foreignKeys", ())
        }
        return Ledger(
            name=raw["name"],
            title=raw["title"],
            purpose=raw["purpose"],
            grain=raw["grain"],
            key=tuple(raw["primaryKey"]),
            columns=tuple(_column(field, references, source) for field in raw["fields"]),
            invariants=tuple(raw.get("invariants", ())),
            person=tuple((pair[0], pair[1]) for pair in raw.get("person", ())),
            one_of=tuple(tuple(group) for group in raw.get("one_of", ())),
            words=tuple(raw["words"]),
            marks=tuple(tuple(group) for group in raw["marks"]),
            wide=(raw["wide"][0], raw["wide"][1]) if "wide" in raw else None,
            dated=raw.get("dated", ""),
            order=raw["order"],
            digest=hashlib.sha256(text).hexdigest(),
        )
    except KeyError as error:
        raise WrongUse(f"{source} 缺少 {error.args[0]}") from error


def _column(field: dict[str, Any], references: Mapping[str, str], source: str) -> Column:
    kind = field.get("kind") or PLAIN.get(field["type"], "")
    if FRICTIONLESS.get(kind) != field["type"]:
        raise WrongUse(f"{source} 的列 {field['name']}：类型 {field['type']} 与 {kind} 不相配")
    constraints = field.get("constraints", {})
    return Column(
        name=field["name"],
        title=field["title"],
        type=kind,
        unit=field.get("unit", ""),
        required=constraints.get("required", False),
        allowed=tuple(constraints.get("enum", ())),
        references=references.get(field["name"], ""),
        personal=field["personal"],
        synonyms=tuple(field.get("synonyms", ())),
        ambiguous=tuple(field.get("ambiguous", ())),
        aliases=tuple(
            (squash(written), value)
            for value, all_written in field.get("aliases", {}).items()
            for written in all_written
        ),
        fill_down=field.get("fill_down", False),
        generated=field.get("generated", False),
        assumed=field.get("assumed", ""),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
    )


@cache
def ledgers() -> Mapping[str, Ledger]:
    """Name → ledger, in reading order: what others refer to comes before them."""
    paths = sorted(FOLDER.glob("*.toml"))
    if not paths:
        raise WrongUse(f"没有台账定义：{FOLDER} 中应有 *.toml")
    found = sorted((parse(p.read_bytes(), p.name) for p in paths), key=lambda each: each.order)
    return MappingProxyType({each.name: each for each in found})


def ledger(name: str) -> Ledger:
    """The contract of that name; WrongUse, listing the known ones, when there is none."""
    try:
        return ledgers()[name]
    except KeyError:
        known = "、".join(f"{each.name}（{each.title}）" for each in ledgers().values())
        raise WrongUse(f"没有台账 {name}；可用的是：{known}") from None


def referred(ledger: Ledger) -> frozenset[str]:
    """The columns of a ledger that others refer to: such an identifier is made when a file has none."""
    return frozenset(
        column.references.split(".")[1]
        for each in ledgers().values()
        for column in each.columns
        if column.references.split(".")[0] == ledger.name
    )


@cache
def header_words() -> frozenset[str]:
    """Every header known to any ledger, squashed: what a header row is recognised by."""
    return frozenset(
        squash(heading)
        for each in ledgers().values()
        for column in each.columns
        for heading in column.headings
    )
