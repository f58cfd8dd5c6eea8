"""JSON that somebody else may have written: each value of the kind that is asked for, or ValueError.

Python's own reader takes NaN and Infinity, lets true pass for 1 and ends deep nesting with a fault of
its own. None of that is meant in a file of ours.
"""

from __future__ import annotations

import json
import re
from typing import Any

LONGEST = 10_000  # signs of a text
LARGEST = 2**53  # of a whole number, either way


def parsed(content: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError where it is none, in bytes where it is not UTF-8 too."""
    try:
        said = content if isinstance(content, str) else content.decode("utf-8-sig")
        return json.loads(said, parse_constant=_none)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _none(said: str) -> float:
    raise ValueError(said)


def text(said: Any, form: re.Pattern[str] | None = None) -> str:
    """A text that can be written as UTF-8, and is of that form."""
    if type(said) is not str or len(said) > LONGEST or (form and not form.fullmatch(said)):
        raise ValueError("no text, or none of that form")
    said.encode()
    return said


def whole(said: Any, low: int = 0) -> int:
    """A whole number from `low` on."""
    if type(said) is not int or not low <= said <= LARGEST:
        raise ValueError("no whole number")
    return said


def flag(said: Any) -> bool:
    """A yes or no."""
    if type(said) is not bool:
        raise ValueError("neither true nor false")
    return said


def items(said: Any) -> list[Any]:
    """A list."""
    if type(said) is not list:
        raise ValueError("no list")
    return said


def entries(said: Any) -> dict[str, Any]:
    """An object."""
    if type(said) is not dict:
        raise ValueError("no object")
    return said
