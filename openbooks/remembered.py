"""Mappings that are kept: one a source of files, to be looked over, handed on, and put out of use.

    <books>/mappings/*.json            the books' own: kept when a table is loaded, or brought in
    <books>/mappings/retired/*.json     those put out of use; nothing is thrown away
    data/mappings/*.json               shipped with the program

A source is known by its header (`headword.header_words`) and by how its files are called: of two
mappings for one header the one whose pattern (会费*.xlsx) fits the file's name goes first. Own ones go
before shipped ones. A file is JSON and holds no cell of anybody's table.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.headword import header_words
from openbooks.mapping import SHIPPED, Mapping, fingerprint, from_json, keepable, own_form, to_json

FOLDER, RETIRED = "mappings", "retired"
LARGEST = 1 << 20
_CHANGES = re.compile(r"[0-9０-９]+|[一二三四五六七八九十]+(?=[月季年])|\(\d*\)|（\d*）")


@dataclass(frozen=True)
class Remembered:
    """One kept mapping; `id` is its file's name without the ending."""

    id: str
    path: Path
    mapping: Mapping
    shipped: bool


def pattern_of(name: str) -> str:
    """How the files of a source are called: what changes from month to month is a star.

    "2024年3月会费.xlsx" → "*年*月会费.xlsx". A name that is all numbers has no pattern ("").
    """
    stem, dot, suffix = name.rpartition(".")
    shown = re.sub(r"\*+", "*", _CHANGES.sub("*", _literal(stem)))
    return f"{shown}{dot}{suffix.lower()}" if stem and re.search(r"[^*\W_]", shown) else ""


def _literal(text: str) -> str:
    """A text in which no sign means more than itself to `fits`."""
    return re.sub(r"[\[\]*?]", "?", text)


def fits(pattern: str, name: str) -> bool:
    """Whether a file of that name is of a source with that pattern."""
    stem, dot, suffix = name.rpartition(".")
    return bool(pattern) and fnmatchcase(f"{stem}{dot}{suffix.lower()}", pattern)


def all_of(home: Path) -> tuple[Remembered, ...]:
    """The kept mappings of a books folder, own ones first. Raises WrongUse, naming the file, for one
    that cannot be read."""
    return (*_in(home / FOLDER, False), *_in(SHIPPED, True))


def _in(folder: Path, shipped: bool) -> list[Remembered]:
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            written = path.stat()
            mapping = _parsed(path, written.st_mtime_ns, written.st_size)
        except WrongUse as error:
            raise WrongUse(f"保存的映射 {path.name} 读不出来：{error}。请在“读表方法”页停用它。") from error
        found.append(Remembered(path.stem, path, mapping, shipped))
    return found


@lru_cache(maxsize=1024)
def _parsed(path: Path, written_ns: int, size: int) -> Mapping:
    """The mapping of a file, read once as long as the file stays as it is."""
    return read(path)


def read(path: Path) -> Mapping:
    """The mapping in a file. Raises WrongUse where it is none."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise WrongUse(f"{path.name} 不是一个文件，或太大，不是读表方法。")
    return _of(path.read_bytes())


def _of(content: bytes) -> Mapping:
    try:
        return from_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongUse("这个文件不是 UTF-8 的 JSON，不是读表方法。") from error


def damaged(home: Path) -> tuple[Path, ...]:
    """Own files that are no mapping; each stops every file until it is put out of use."""
    found = []
    for path in sorted((home / FOLDER).glob("*.json")):
        try:
            read(path)
        except WrongUse:
            found.append(path)
    return tuple(found)


def find(home: Path, header: Sequence[str], name: str = "") -> Mapping | None:
    """The kept mapping of a table with that header in a file of that name; None where there is none.

    A header that the program itself laid out (`mapping.own_form`) is read as it was laid out, whatever
    somebody brought in for it. Raises WrongUse as `all_of`.
    """
    if own := own_form(header):
        return own
    wanted = header_words(header)
    same = [each for each in all_of(home) if header_words(each.mapping.header) == wanted]
    same.sort(key=lambda each: (each.shipped, not fits(each.mapping.pattern, name)))
    return same[0].mapping if same else None


def keep(mapping: Mapping, home: Path, name: str = "") -> Path:
    """Keep what holds for the next file of the source of a confirmed mapping; the file it lies in.

    A mapping that reads the same header alike is left as it is; one that reads it otherwise stays
    beside it when its files are called otherwise, and gives way to this one when they are not.
    """
    kept = replace(keepable(mapping), pattern=pattern_of(name))
    same = [each for each in _in(home / FOLDER, False)
            if header_words(each.mapping.header) == header_words(kept.header)]
    for each in same:
        if _reads(each.mapping) == _reads(kept) and (
            each.mapping.pattern == kept.pattern or fits(each.mapping.pattern, name)
        ):
            return each.path
    begun = f"{kept.ledger}-{fingerprint(kept.header)[:16]}"
    taken = {each.id: each for each in same}
    for number in range(1, len(taken) + 2):
        name = begun if number == 1 else f"{begun}-{number}"
        if name not in taken or taken[name].mapping.pattern == kept.pattern:
            break
    return _put(home / FOLDER / f"{name}.json", kept)


def _reads(mapping: Mapping) -> tuple[object, ...]:
    """What a mapping does, whatever it is called."""
    return mapping.ledger, mapping.links, mapping.wide, mapping.ignored


def bring_in(content: bytes, home: Path) -> Path:
    """Keep a mapping that another union handed on, in place of an own one for the same header and
    the same names. Raises WrongUse where it is none."""
    if len(content) > LARGEST:
        raise WrongUse("这个文件太大，不是读表方法。")
    mapping = _of(content)
    kept = replace(keepable(mapping), pattern=mapping.pattern)
    for each in _in(home / FOLDER, False):
        there = header_words(each.mapping.header), each.mapping.pattern
        if there == (header_words(kept.header), kept.pattern):
            retire(each.path)
    return _put(home / FOLDER / f"{kept.ledger}-{fingerprint(kept.header)[:16]}-{_mark()}.json", kept)


def handed_on(mapping: Mapping) -> bytes:
    """A kept mapping as the file that another union can bring in."""
    return (to_json(replace(keepable(mapping), pattern=mapping.pattern)) + "\n").encode()


def retire(path: Path) -> Path:
    """Put an own mapping out of use: it lies beside the others from now on; where. Raises WrongUse
    for one that is gone already."""
    target = path.parent / RETIRED / f"{path.stem}-{_mark()}.json"
    with on_disk():
        target.parent.mkdir(exist_ok=True)
        try:
            path.replace(target)
        except FileNotFoundError as error:
            raise WrongUse("这个读表方法已经停用了。") from error
    return target


def _put(path: Path, mapping: Mapping) -> Path:
    """Write a mapping whole or not at all: a torn one would stop every later file."""
    with on_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(f".{_mark()}")
        begun.write_text(to_json(mapping) + "\n", encoding="utf-8", newline="\n")
        begun.replace(path)
    return path


def _mark() -> str:
    return secrets.token_hex(4)
