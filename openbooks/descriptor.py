"""The datapackage.json of rows that leave the house: a Frictionless Data Package that holds.

A constraint of the contract is stated where these very rows keep it. Rows that were accepted with a
warning (a value not in the list, a negative count, an unknown unit) may break one: it is then not
stated, and `openbooks.exceptions` of the resource says which rule how many rows break. The same is
true of primary and foreign keys. Bounds of money are in 元, as the cells are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openbooks import __version__
from openbooks.celltext import neutral
from openbooks.contract import FRICTIONLESS, Column, Ledger
from openbooks.history import State
from openbooks.naming import literal, quoted

CREATED = "1970-01-01T00:00:00+00:00"
NEUTRAL = (
    "以 = + - @（全角也算）或 ' ` 开头的文本，前面加了一个 '（文本以 ' 结尾时加 `），以免表格软件当成公式；"
    "去掉文本开头的这一个 ' 或 ` 就是原文。数字和日期不受影响。"
)
OWN = {"name": "other-closed", "title": "工会内部资料，未经本工会同意不得转发或公开"}
INVENTED = {"name": "MIT", "title": "虚构示例，随程序以 MIT 许可发布"}


@dataclass(frozen=True)
class Rule:
    """One rule of a contract, and SQL that counts the rows of the ledger which break it."""

    kind: str  # required, enum, minimum, maximum, primaryKey, foreignKey
    column: str
    broken: str


def rules(ledger: Ledger) -> list[Rule]:
    """What a contract asks of its rows, as far as Table Schema has words for it."""
    found = []
    for column in ledger.columns:
        here = quoted(column.stored)
        unit = 100 if column.type == "money" else 1
        if column.required:
            found.append(Rule("required", column.name, f"count(*) filter ({here} is null)"))
        if column.allowed:
            listed = ", ".join(map(literal, column.allowed))
            found.append(Rule("enum", column.name, f"count(*) filter ({here} not in ({listed}))"))
        for kind, bound, sign in (
            ("minimum", column.minimum, "<"), ("maximum", column.maximum, ">")
        ):
            if bound is not None:
                beyond = f"count(*) filter ({here} {sign} {bound * unit})"
                found.append(Rule(kind, column.name, beyond))
        if column.references:
            table, name = column.references.split(".")
            known = f"(select {quoted(name)} from {quoted(table)} where {quoted(name)} is not null)"
            unknown = f"{here} is not null and {here} not in {known}"
            found.append(Rule("foreignKey", column.name, f"count(*) filter ({unknown})"))
    if ledger.key:
        parts = [quoted(ledger.column(part).stored) for part in ledger.key]
        whole = " and ".join(f"{part} is not null" for part in parts)
        key = f"count(*) - count(distinct ({', '.join(parts)})) filter ({whole})"
        found.append(Rule("primaryKey", "", key))
    return found


def exceptions(cursor: Any, ledger: Ledger) -> dict[tuple[str, str], int]:
    """(kind, column) of each rule → how many of the rows that the cursor sees break it."""
    asked = rules(ledger)
    counts = cursor.execute(
        f"select {', '.join(f'({each.broken})::bigint' for each in asked)} from {quoted(ledger.name)}"
    ).fetchone()
    return {(each.kind, each.column): n for each, n in zip(asked, counts, strict=True)}


def schema(
    ledger: Ledger, broken: Mapping[tuple[str, str], int], names: Sequence[str]
) -> dict[str, Any]:
    """The Table Schema of a ledger's rows; `names` are the ledgers that lie beside it."""
    found: dict[str, Any] = {
        "fields": [_field(column, broken) for column in ledger.columns],
        "missingValues": [""],
    }
    if ledger.key and not broken["primaryKey", ""]:
        found["primaryKey"] = list(ledger.key)
    keys = []
    for column in ledger.columns:
        table, _, name = column.references.partition(".")
        if table in names and not broken["foreignKey", column.name]:
            beside = "" if table == ledger.name else table
            keys.append({
                "fields": [column.name], "reference": {"resource": beside, "fields": [name]},
            })
    return found | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, broken: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "title": column.title, "type": FRICTIONLESS[column.type],
        "personal": column.personal,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.type == "boolean":
        field |= {"trueValues": ["是"], "falseValues": ["否"]}
    stated: dict[str, Any] = {
        "required": column.required or None,
        "enum": [neutral(each) for each in column.allowed] or None,
        "minimum": _number(column.minimum), "maximum": _number(column.maximum),
    }
    constraints = {
        kind: value for kind, value in stated.items()
        if value is not None and not broken[kind, column.name]
    }
    return field | ({"constraints": constraints} if constraints else {})


def _number(bound: int | Decimal | None) -> int | float | None:
    """A bound as JSON has it; it is compared with, and never added up."""
    return bound if bound is None or isinstance(bound, int) else float(bound)


def listed(broken: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The rules that rows break, as `openbooks.exceptions` lists them."""
    return [
        {"rule": kind, **({"field": column} if column else {}), "rows": rows}
        for (kind, column), rows in broken.items() if rows
    ]


def package(
    state: State, at: str, role: str, sources: Sequence[dict[str, Any]],
    resources: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """The descriptor of a whole package; `at` is when its version came about."""
    settings = state.settings
    return {
        "profile": "data-package",
        "name": "openbooks",
        "title": settings.union or "空账本",
        "description": "阳光账本导出的台账，一份台账一个文件，含现行的全部行。" + NEUTRAL,
        "version": str(state.version),
        "created": at or CREATED,
        "licenses": [INVENTED if settings.example else OWN],
        "contributors": [{"title": settings.union or "空账本", "role": "publisher"}],
        "sources": list(sources),
        "openbooks": {
            "head": state.head, "version": state.version, "role": role, "program": __version__,
            "neutralised": NEUTRAL,
        },
        "resources": list(resources),
    }
