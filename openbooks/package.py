"""What must be known of a workbook in OOXML (.xlsx, .xlsm) before and beside its cells.

The reader of cells takes memory for every cell between the first and the last, and gives errors
and formulas without a saved result as empty cells. So the parts are inflated here first, against
limits, and such cells are found.
"""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from openbooks import foreign
from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused

# A full Excel sheet (1,048,576 rows of 8 columns) unpacks to about 400 MB of XML.
MAX_UNPACKED_BYTES = 512 << 20
# Sheets of nothing but equal rows were measured at 70 to 1; deflate can give 1032 to 1.
MAX_RATIO = 250
# Below this a high ratio harms nobody (an empty template is nearly all repetition).
RATIO_MATTERS_FROM = 16 << 20
# Real workbooks have tens of parts, those with pictures hundreds.
MAX_PARTS = 10_000
# Between the first and the last cell; each takes 24 bytes in the reader and 8 or more in Python.
MAX_CELLS = 20_000_000

_BLOCK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1

# An empty cell that only has a format ends with "/>" and takes no memory in the reader.
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)??r\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'][^>]*?(/?)>"
)
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*\bt\s*=\s*[\"']e[\"'][^>]*>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)0*([1-9][0-9]*)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})<")
# A formula whose result was not saved with it: programs write such cells, Excel works them out.
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^/>])>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
NO_RESULT = "#未计算"
# The longest formula has 8,192 characters; escaped as XML each may take six bytes.
_LONGEST_CELL = 50_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_DATE_1904 = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")


@dataclass(frozen=True)
class Facts:
    """`errors`: sheet's name → (row, column), both from 0 → the error's text, such as #REF!."""

    date1904: bool
    errors: dict[str, dict[tuple[int, int], str]]


def examine(path: Path) -> Facts:
    """The facts of a workbook whose sizes are within the limits.

    Raises FileRefused: zip_bomb, sheet_too_large, workbook_locked, workbook_unreadable,
    format_unknown (a ZIP file that is something else).
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            parts = archive.infolist()
            _check_sizes(parts)
            infos = {info.filename.replace("\\", "/").lower(): info for info in parts}
            if len(infos) < len(parts) or any(info.header_offset < 0 for info in parts):
                raise zipfile.BadZipFile("parts")
            if "xl/workbook.xml" not in infos:
                foreign.refuse_archive(infos)
            return _facts(file, infos)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError,
    ) as error:
        raise FileRefused(problem("workbook_unreadable", FILE, 0)) from error


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    too_dense = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if len(infos) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or too_dense:
        detail = f"展开后 {unpacked / (1 << 20):,.0f} MB"
        raise FileRefused(problem("zip_bomb", FILE, 0, detail=detail))
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise FileRefused(problem("workbook_locked", FILE, 0))


def _facts(file: BinaryIO, infos: dict[str, zipfile.ZipInfo]) -> Facts:
    parts = {
        name: _part(file, info)
        for name, info in infos.items()
        if name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    }
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        target = PurePosixPath("/xl") / _attribute(tag, "Target")
        targets[_attribute(tag, "Id")] = str(target).lstrip("/").lower()
    names = {
        targets.get(_attribute(tag, r"\w+:id"), ""): _attribute(tag, "name")
        for tag in _SHEET.findall(parts["xl/workbook.xml"])
    }
    errors = {}
    for part, info in infos.items():
        if part in names:
            errors[names[part]] = _errors(_part(file, info), names[part])
        elif part.endswith((".xml", ".rels", ".vml")):
            for _ in _inflated(file, info):
                pass
    return Facts(_DATE_1904.search(parts["xl/workbook.xml"]) is not None, errors)


def _attribute(tag: bytes, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(\"[^\"]*\"|'[^']*')".encode(), tag)
    return html.unescape(match[1].decode("utf-8"))[1:-1] if match else ""


def _errors(sheet: bytes, name: str) -> dict[tuple[int, int], str]:
    """The cells of a worksheet that have no value to read, once it is sure that its cells fit into memory."""
    columns: set[bytes] = set()
    last_row = at = 0
    while at < len(sheet):  # in parts: a list of all cells would itself be the bomb
        end = sheet.find(b"<", at + _BLOCK)
        end = len(sheet) if end < 0 else end
        found = _CELL.findall(sheet, at, end)
        columns |= {letters for letters, _, empty in found if not empty}
        last_row = max([last_row, *map(int, {row for _, row, empty in found if not empty})])
        at = end
    last_column = max(map(_column, columns), default=-1) + 1
    if last_row * last_column > MAX_CELLS:
        detail = f"工作表「{name}」占 {last_row:,} 行 × {last_column:,} 列"
        raise FileRefused(problem("sheet_too_large", FILE, 0, detail=detail))
    errors: dict[tuple[int, int], str] = {}
    for tag in _NO_RESULT.finditer(sheet):
        place = _PLACE.search(b" " + tag[1])
        if place and not _TEXT_RESULT.search(tag[1]):
            errors[int(place[2]) - 1, _column(place[1])] = NO_RESULT
    if b'"e"' not in sheet and b"'e'" not in sheet:
        return errors
    for tag in _ERROR_CELL.finditer(sheet):
        place = _PLACE.search(tag[0])
        value = _VALUE.search(sheet, tag.end(), tag.end() + _LONGEST_CELL)
        if place and value:
            text = html.unescape(value[1].decode("utf-8"))
            errors[int(place[2]) - 1, _column(place[1])] = text
    return errors


def _column(letters: bytes) -> int:
    """A → 0, B → 1 … XFD → 16383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    return b"".join(_inflated(file, info))


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one part, which may not be longer than the directory says it is.

    Python's own reader stops there without a word, but the reader of cells would go on.
    """
    file.seek(info.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04" or info.compress_type not in (
        zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED,
    ):
        raise zipfile.BadZipFile(info.filename)
    file.seek(name_length + extra_length, 1)
    left, size = info.compress_size, 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    stored = info.compress_type == zipfile.ZIP_STORED
    while left and (block := file.read(min(left, _BLOCK))):
        left -= len(block)
        while block:
            content = block if stored else inflater.decompress(block, _BLOCK)
            block = b"" if stored else inflater.unconsumed_tail
            size += len(content)
            if size > info.file_size:
                raise FileRefused(problem("zip_bomb", FILE, 0, detail="展开后大于所记的长度"))
            yield content
