"""Which characters a file's bytes are: a mark at its head, else strict UTF-8, else strict GB18030.

Never latin-1 or cp1252: they cannot fail and only garble. UTF-16 only where a mark says so: a
wrong guess gives no rows and no error. A file that was cut off in the middle of its last character
is read up to there, and its last line is known to be torn.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openbooks import progress
from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused

BLOCK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# Longest character in bytes (GB18030 and UTF-8: 4); fewer than that at the end may be a torn one.
_LONGEST_CHARACTER = 4
# A text decoded by mistake holds few Chinese characters for each that cannot be: measured on GBK
# text read as UTF-8, under 1 to 1. Ten to one is UTF-8 with damage.
_DAMAGED_SHARE = 10
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Encoding:
    """How a file is to be decoded, and what the pass over its bytes also found.

    `name` is utf-8, utf-8-sig, gb18030, utf-16-le or utf-16-be; `codec` what Python calls it once
    the mark of `skip` bytes is passed; `torn` the number of bytes at the end that are no whole
    character; `line_ends` counts LF and CR together, an upper bound of the lines.
    """

    name: str
    codec: str
    skip: int
    torn: int
    size: int
    sha256: str
    line_ends: int


def survey(path: Path) -> Encoding:
    """The encoding of the file, found in one pass over its bytes (two for GB18030).

    Raises FileRefused: nul_bytes, encoding_unknown.
    """
    with path.open("rb") as file:
        head = file.read(_LONGEST_CHARACTER)
    name, codec, skip = "utf-8", "utf-8", 0
    for mark, marked_name, marked_codec in _MARKS:
        if head.startswith(mark):
            name, codec, skip = marked_name, marked_codec, len(mark)
    digest, size, line_ends = hashlib.sha256(), 0, 0
    whole = path.stat().st_size
    characters: _Characters | None = _Characters(codec)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            line_ends += block.count(b"\n") + block.count(b"\r")
            if b"\0" in block and not codec.startswith("utf-16"):
                detail = "像是没有标记的 UTF-16 文本" if _seems_wide(block) else ""
                raise FileRefused(problem("nul_bytes", FILE, 0, detail=detail))
            if characters and not characters.take(block if size else block[skip:]):
                characters = None
            size += len(block)
            progress.said("读字节", size, whole)
    torn = characters.torn() if characters else None
    if torn is None and name == "utf-8":
        name = codec = "gb18030"
        torn = _torn_gb18030(path)
        if torn is not None and (line := _damaged_utf8(path)):
            detail = f"像是 UTF-8，但第{line}行有坏字节"
            raise FileRefused(problem("encoding_unknown", FILE, 0, detail=detail))
    if torn is None:
        raise FileRefused(problem("encoding_unknown", FILE, 0))
    return Encoding(name, codec, skip, torn, size, digest.hexdigest(), line_ends)


def _seems_wide(block: bytes) -> bool:
    """Whether NULs stand in every other place only, as digits and commas have them in UTF-16."""
    even, odd = block[::2], block[1::2]
    fewest, most = sorted((even.count(0), odd.count(0)))
    return fewest == 0 and 20 * most > len(block)


class _Characters:
    """Strict decoding, block by block, that keeps nothing but whether it works."""

    def __init__(self, codec: str) -> None:
        self._decoder = codecs.getincrementaldecoder(codec)("strict")
        self._wide = codec.startswith("utf-16")
        self._seen = self._wide

    def take(self, block: bytes) -> bool:
        """Whether the bytes so far can be characters of the codec."""
        try:
            text = self._decoder.decode(block)
        except UnicodeDecodeError:
            return False
        self._seen = self._seen or not text.isascii()
        if self._wide and "\0" in text:
            raise FileRefused(problem("nul_bytes", FILE, 0))
        return True

    def torn(self) -> int | None:
        """Bytes at the end that make no whole character; None when they prove nothing.

        Without one good character before it, a torn one does not speak for the encoding.
        """
        left = len(self._decoder.getstate()[0])
        return None if left and not self._seen else left


def _torn_gb18030(path: Path) -> int | None:
    characters = _Characters("gb18030")
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if not characters.take(block):
                return None
    return characters.torn()


def _damaged_utf8(path: Path) -> int:
    """The line of the first bad byte when the file is UTF-8 but for some damage, else 0.

    GB18030 accepts most pairs of bytes, so that a short damaged UTF-8 text can pass for it.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    chinese = bad = line_ends = 0
    line = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            text = decoder.decode(block)
            chinese += len(_CHINESE.findall(text))
            if not line and (at := text.find("\ufffd")) >= 0:
                line = line_ends + len(_LINE_END.findall(text[:at])) + 1
            bad += text.count("\ufffd")
            line_ends += len(_LINE_END.findall(text))
    return line if chinese > _DAMAGED_SHARE * bad else 0


class _Untorn(io.RawIOBase):
    """The bytes of a file from `skip` up to the torn character, for Python's text layer."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._file = path.open("rb")
        self._file.seek(encoding.skip)
        self._left = encoding.size - encoding.skip - encoding.torn

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        block = self._file.read(min(len(buffer), self._left))
        self._left -= len(block)
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(path: Path, encoding: Encoding) -> io.TextIOWrapper:
    """The file as text: its lines end with CR, LF or CRLF, which stay as they are."""
    raw = io.BufferedReader(_Untorn(path, encoding), BLOCK)
    return io.TextIOWrapper(raw, encoding=encoding.codec, errors="strict", newline="")


def lines(path: Path, encoding: Encoding) -> Iterator[str]:
    """The physical lines, each with its end; decoded as they are asked for."""
    with opened(path, encoding) as text:
        yield from text


def write_utf8(path: Path, encoding: Encoding, target: Path) -> None:
    """Write the text of a file to `target` as UTF-8 without a mark, block by block."""
    with opened(path, encoding) as text, target.open("w", encoding="utf-8", newline="") as out:
        while block := text.read(BLOCK):
            out.write(block)
            progress.said("转成 UTF-8，字节", out.tell())
