"""The values that a query is asked with: read as the type of their parameter, or refused.

Text, as it comes from an address or the command line, is taken for every type; nothing is ever
written into a statement.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from openbooks.errors import WrongUse
from openbooks.statement import TEXTS, Parameter, Query

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
BOOLEANS = {"true": True, "false": False, "是": True, "否": False}


def bind(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values to bind, one for each declared parameter, None where an optional one is missing.

    Text (of a URL or the command line) is read as the parameter's type; "" counts as missing.
    Raises WrongUse for an unknown parameter, a missing one that is required, or a value that is
    not of the type or not among the allowed.
    """
    unknown = sorted(set(values) - set(query.parameters))
    if unknown:
        known = "、".join(query.parameters) or "无"
        raise WrongUse(f"查询 {query.name} 没有参数 {'、'.join(unknown)}；它的参数：{known}")
    return {name: _bound(query, each, values.get(name)) for name, each in query.parameters.items()}


def _bound(query: Query, parameter: Parameter, value: Any) -> Any:
    if value is None or value == "":
        if parameter.required:
            raise WrongUse(f"查询 {query.name} 需要参数 {parameter.name}（{parameter.label}）")
        return None
    try:
        bound = _read(parameter.type, value)
    except (ValueError, InvalidOperation):
        raise WrongUse(
            f"查询 {query.name} 的参数 {parameter.name}（{parameter.label}）应为 "
            f"{parameter.type}，而不是 {value!r}"
        ) from None
    if parameter.allowed and bound not in parameter.allowed:
        raise WrongUse(
            f"查询 {query.name} 的参数 {parameter.name} 是 {value!r}，"
            f"只能是 {'、'.join(parameter.allowed)}"
        )
    return bound


def _read(kind: str, value: Any) -> Any:
    """`value` as the type; ValueError or InvalidOperation when it is not of it."""
    if kind in TEXTS:
        if not isinstance(value, str) or (kind == "month" and not MONTH.fullmatch(value)):
            raise ValueError
        return value
    if kind in {"integer", "money"}:
        # through text: 1.0, True and numpy's integers are told apart without a rounding
        if isinstance(value, bool) or not WHOLE.fullmatch(str(value)):
            raise ValueError
        return int(value)
    if kind == "date":
        if isinstance(value, datetime.datetime):
            raise ValueError
        if isinstance(value, datetime.date):
            return value
        if not isinstance(value, str):
            raise ValueError
        return datetime.date.fromisoformat(value)
    if kind == "boolean":
        if isinstance(value, bool):
            return value
        if str(value).lower() not in BOOLEANS:
            raise ValueError
        return BOOLEANS[str(value).lower()]
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError
    return number
