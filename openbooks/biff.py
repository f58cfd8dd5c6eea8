"""What must be known of a workbook in the old binary form (.xls) beside its cells.

The reader of cells gives errors as empty cells and keeps the date system to itself. Both stand in
the records of the Workbook stream ([MS-XLS] 2.4), which lies in sectors of a compound file
([MS-CFB] 2). Numbers are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from openbooks import foreign
from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_HEADER_SECTORS = 109
_LAST_REGULAR = 0xFFFFFFFA
_ENTRY = 128
_FILEPASS, _DATEMODE, _BOUNDSHEET, _BOOLERR, _EOF = 0x2F, 0x22, 0x85, 0x205, 0x0A
_BOF = (0x809, 0x409, 0x209, 0x009)
_FORMULA = (0x06, 0x206, 0x406)
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}


@dataclass(frozen=True)
class Facts:
    """`errors`: for each sheet in its order (row, column), both from 0 → the error's text."""

    date1904: bool
    errors: tuple[dict[tuple[int, int], str], ...]


def examine(path: Path) -> Facts:
    """The facts of a workbook in the old form.

    Raises FileRefused: workbook_locked, workbook_unreadable, format_unknown (another kind of file).
    """
    try:
        stream = _workbook(path.read_bytes())
        return _facts(stream)
    except (struct.error, IndexError, ValueError) as error:
        raise FileRefused(problem("workbook_unreadable", FILE, 0)) from error


def _facts(stream: bytes) -> Facts:
    date1904 = False
    starts = []
    for kind, body in _records(stream, 0, len(stream)):
        if kind == _FILEPASS:
            raise FileRefused(problem("workbook_locked", FILE, 0))
        if kind == _DATEMODE:
            date1904 = struct.unpack_from("<H", body)[0] == 1
        elif kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    # No part is read beyond the next one's beginning, so that all together are one pass.
    parts = pairwise([*sorted(set(starts)), len(stream)])
    errors = {start: dict(_errors(stream, start, end)) for start, end in parts}
    return Facts(date1904, tuple(errors[start] for start in starts))


def _records(stream: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part that begins at `start`, without the charts embedded in it."""
    at, depth = start, 0
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += kind in _BOF
        depth -= kind == _EOF
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _errors(stream: bytes, start: int, end: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(stream, start, end):
        code = None
        if kind == _BOOLERR and body[7] == 1:
            code = body[6]
        elif kind in _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            yield (row, column), _ERRORS.get(code, "#N/A")


def _workbook(data: bytes) -> bytes:
    """The bytes of the stream named Workbook (or Book, before 1997) of a compound file."""
    sector_size = 1 << struct.unpack_from("<H", data, 30)[0]
    small_size = 1 << struct.unpack_from("<H", data, 32)[0]
    if sector_size not in (512, 4096) or small_size != 64:
        raise ValueError("sector sizes")
    directory_start, _, cutoff, small_start = struct.unpack_from("<IIII", data, 48)
    table_start, table_count = struct.unpack_from("<II", data, 68)

    def sector(number: int) -> bytes:
        return data[(number + 1) * sector_size : (number + 2) * sector_size]

    numbers = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", data, 76))
    for _ in range(min(table_count, len(data) // sector_size)):
        *more, table_start = struct.unpack(f"<{sector_size // 4}I", sector(table_start))
        numbers += more
    table = b"".join(sector(number) for number in numbers if number < _LAST_REGULAR)
    following = struct.unpack(f"<{len(table) // 4}I", table)

    def chain(number: int) -> bytes:
        parts: list[bytes] = []
        while number < _LAST_REGULAR and len(parts) <= len(following):
            parts.append(sector(number))
            number = following[number]
        return b"".join(parts)

    directory = chain(directory_start)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    names = [
        entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        for entry in entries
    ]
    for entry, name in zip(entries, names, strict=True):
        if name not in ("Workbook", "Book"):
            continue
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= cutoff:
            return chain(start)[:size]
        small = chain(struct.unpack_from("<I", entries[0], 116)[0])
        small_table = chain(small_start)
        steps = struct.unpack(f"<{len(small_table) // 4}I", small_table)
        parts: list[bytes] = []
        while start < _LAST_REGULAR and len(parts) <= len(steps):
            parts.append(small[start * small_size : (start + 1) * small_size])
            start = steps[start]
        return b"".join(parts)[:size]
    foreign.refuse_compound(names)
    raise ValueError("no workbook")
