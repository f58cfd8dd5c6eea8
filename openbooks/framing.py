"""The rows of an answer in the types of its header: a frame, or Python values.

Frames: whole numbers and money (分) are int64, Int64 where a value is missing, never float; text,
dates and decimals are objects (str, datetime.date, Decimal, None); shares and ratios are float64
with NaN for 不适用 and 未填报.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from openbooks.errors import WrongUse
from openbooks.statement import TEXTS, OutputColumn

_WHOLE = {"integer": pa.int64(), "money": pa.int64(), "share": pa.float64(), "ratio": pa.float64()}
# By ids of the database's types; a column of nothing but null has a type of its own.
_HELD_AS = {
    **dict.fromkeys(TEXTS, ("varchar", "null")),
    **dict.fromkeys(("integer", "money"), ("bigint", "null")),
    **dict.fromkeys(("share", "ratio"), ("double", "null")),
    "boolean": ("boolean", "null"),
    "date": ("date", "varchar", "null"),
    "decimal": ("decimal", "null"),
}


def framed(name: str, columns: Sequence[OutputColumn], table: pa.Table) -> pd.DataFrame:
    """The rows of an answer to `name` in the types of its columns (this module's head says which).
    Raises WrongUse when they are others."""
    fitting = _fitting(name, columns, table)
    return pd.DataFrame(
        {each.name: _series(each.type, values) for each, values in fitting},
        columns=[each.name for each in columns],
    )


def listed(
    name: str, columns: Sequence[OutputColumn], described: Sequence[Sequence[Any]],
    rows: Sequence[Sequence[Any]],
) -> list[dict[str, Any]]:
    """The rows of a cursor that it has `described` (DB-API: name, type, …), one dictionary each, with
    Python values: None for what is missing. Raises as `framed`."""
    names = [each.name for each in columns]
    _same_names(name, names, [each[0] for each in described])
    for each, (_, held, *_) in zip(columns, described, strict=True):
        if held.id not in _HELD_AS[each.type]:
            raise _other_type(name, each, held)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _same_names(name: str, declared: list[str], found: list[str]) -> None:
    if found != declared:
        raise WrongUse(f"查询 {name} 的结果列是 {found}，与表头不符")


def _other_type(name: str, column: OutputColumn, held: object) -> WrongUse:
    return WrongUse(f"查询 {name} 的列 {column.name} 应为 {column.type}，而结果是 {held}")


def _fitting(
    name: str, columns: Sequence[OutputColumn], table: pa.Table
) -> list[tuple[OutputColumn, pa.ChunkedArray]]:
    """Each column with its values; WrongUse where they are not of the header's type."""
    _same_names(name, [each.name for each in columns], table.column_names)
    found = []
    for each in columns:
        values = table.column(each.name)
        if pa.types.is_null(values.type):
            values = values.cast(_WHOLE.get(each.type, pa.string()))
        if not _fits(each.type, values.type):
            raise _other_type(name, each, values.type)
        found.append((each, values))
    return found


def _fits(kind: str, held: pa.DataType) -> bool:
    if kind in _WHOLE:
        return held == _WHOLE[kind]
    is_text = pa.types.is_string(held) or pa.types.is_large_string(held)
    return (
        (kind in TEXTS and is_text)
        or (kind == "boolean" and pa.types.is_boolean(held))
        or (kind == "date" and (pa.types.is_date(held) or is_text))
        or (kind == "decimal" and pa.types.is_decimal(held))
    )


def _series(kind: str, values: pa.ChunkedArray) -> pd.Series:
    """One column in its exact pandas type."""
    if kind in {"integer", "money"}:
        whole = pd.Series(pd.Int64Dtype().__from_arrow__(values))
        return whole if values.null_count else whole.astype("int64")
    if kind in {"share", "ratio"}:
        return pd.Series(values.to_numpy(), dtype="float64")
    if kind in TEXTS or kind == "boolean":
        return pd.Series(values.to_numpy(zero_copy_only=False), dtype="object")
    return pd.Series(values.to_pylist(), dtype="object")
