"""A Document as bytes and back: what a release freezes, read again years later.

The bytes are canonical (sorted keys, no blanks, UTF-8), so that equal documents have equal hashes. Keys
that this program does not know are passed over, those that it knows and does not find take their
default: a file of an earlier or later program of the same format is read. Everything that is written can
be read; numbers come back exactly, whole ones as whole ones.
"""

from __future__ import annotations

import math
import types
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from openbooks import jsontext
from openbooks.document import Document
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.event import canonical

FORMAT = 1
LARGEST = 32 << 20  # bytes; a report of a federation has about one thousandth of it
HEAD = {"format", "document"}
Made = TypeVar("Made")


def to_bytes(document: Document) -> bytes:
    """The document as canonical JSON. Raises WrongUse for one that could not be read again: a text that
    is none in UTF-8 or has no end, a number that is not finite."""
    try:
        content = canonical({"format": FORMAT, "document": _said(document)})
        same = _read(content) == document
    except (ValueError, RecursionError) as error:
        raise WrongUse(f"报告“{document.title}”里有写不成文件的内容（{_short(error)}），没有保存。") from None
    if not same or len(content) > LARGEST:
        raise WrongUse(f"报告“{document.title}”写成文件后读不回原样，没有保存。请告诉维护者。")
    return content


def from_bytes(content: bytes, where: str) -> Document:
    """The document of a file that `to_bytes` wrote. Raises BooksDamaged, saying `where`, for any other
    content, and WrongUse for a format that only a later program knows."""
    try:
        return _read(content)
    except (ValueError, RecursionError):
        raise BooksDamaged(f"{where}里的报告读不出来，文件已损坏。请从备份恢复它。") from None


def _read(content: bytes) -> Document:
    """As `from_bytes`; ValueError for content that is not what a document's file says."""
    if len(content) > LARGEST:
        raise ValueError("too large")
    said = jsontext.entries(jsontext.parsed(content))
    if jsontext.whole(said.get("format"), 1) > FORMAT:
        raise WrongUse("这份报告由更新的程序写成，请用更新的版本打开。")
    return _made(Document, said.get("document"))


def _said(value: Any) -> Any:
    """A value of the document's types as JSON has it."""
    if is_dataclass(value):
        return {each.name: _said(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_said(each) for each in value] if isinstance(value, tuple) else value


@cache
def _kinds(kind: type) -> dict[str, Any]:
    """Field → its type."""
    return get_type_hints(kind)


def _made(kind: type[Made], said: Any) -> Made:
    """A dataclass of the document from what JSON says of it."""
    given, kinds = jsontext.entries(said), _kinds(kind)
    found = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in given:
            found[field.name] = _taken(kinds[field.name], given[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{field.name} is missing")
    return kind(**found)


def _taken(kind: Any, said: Any) -> Any:
    """A value of a type that stands in the document's declarations; ValueError for another."""
    if is_dataclass(kind):
        return _made(kind, said)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(inner, said)
    if origin is tuple and inner[1:] == (...,):
        return tuple(_taken(inner[0], each) for each in jsontext.items(said))
    if origin is tuple:
        return tuple(_taken(*pair) for pair in zip(inner, jsontext.items(said), strict=True))
    if origin is frozenset:
        return frozenset(_taken(inner[0], each) for each in jsontext.items(said))
    if kind is bool:
        return jsontext.flag(said)
    if kind is int:
        return jsontext.whole(said, -jsontext.LARGEST)
    return jsontext.text(said)


def _one_of(kinds: tuple[Any, ...], said: Any) -> int | float | None:
    """A number, or nothing where nothing is allowed."""
    if said is None and type(None) in kinds:
        return None
    if type(said) is float and float in kinds and math.isfinite(said):
        return said
    return jsontext.whole(said, -jsontext.LARGEST)


def _short(error: ValueError | RecursionError) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__
