"""What is handed in but is no table: its kind by its content, so that the refusal can name it.

Each kind is said with what to do where that is not simply to save it as a workbook.
"""

from __future__ import annotations

from collections.abc import Collection

from openbooks.codes import problem
from openbooks.errors import FILE, FileRefused

_ARCHIVE = "压缩包，请先解压"
_MARKS = (
    (b"%PDF", "PDF 文件"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"),
    (b"BM", "图片"), (b"II*\0", "图片"), (b"MM\0*", "图片"), (b"RIFF", "图片或音像"),
    (b"Rar!", f"RAR {_ARCHIVE}"), (b"7z\xbc\xaf", f"7z {_ARCHIVE}"), (b"\x1f\x8b", f"gzip {_ARCHIVE}"),
    (b"PK\x05\x06", "空的压缩包"), (b"{\\rtf", "RTF 文档"), (b"SQLite format 3", "数据库"),
    (b"MZ\x90", "程序"), (b"ID;P", "SYLK 文件"),
)
_BINARY = frozenset((b"BM", b"RIFF"))  # two words that a text may begin with as well
_INSIDE = (4, b"ftyp", "图片或音像")
_PARTS = (
    ("word/document.xml", "Word 文档"), ("ppt/presentation.xml", "演示文稿"), ("ofd.xml", "OFD 版式文件"),
    ("xl/workbook.bin", "xlsb 二进制工作簿"), ("content.xml", "OpenDocument 文件，如 ods"),
    ("index/document.iwa", "Numbers 或 Pages 文件"),
)
_STREAMS = (
    ("worddocument", "Word 或 WPS 文字文档"), ("powerpoint document", "演示文稿"),
    ("__properties_version1.0", "邮件"), ("contents", "文档"),
)
# A workbook with a password is an OLE file that holds these.
_LOCKED = frozenset(("encryptedpackage", "encryptioninfo"))


def refuse_by_mark(head: bytes) -> None:
    """Raise FileRefused (format_unknown) when a file begins as one of another kind does."""
    at, mark, what = _INSIDE
    if head[at:].startswith(mark):
        _refuse(what)
    for mark, what in _MARKS:
        if head.startswith(mark) and (mark not in _BINARY or b"\0" in head[:16]):
            _refuse(what)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] in (b"{", b"[") and text[1:].lstrip()[:1] in (b'"', b"{", b"["):
        _refuse("JSON 文件")


def refuse_archive(names: Collection[str]) -> None:
    """Raise FileRefused (format_unknown): a ZIP file with these parts (lower case) is no workbook."""
    for part, what in _PARTS:
        if part in names:
            _refuse(what)
    _refuse(f"zip {_ARCHIVE}")


def refuse_compound(names: Collection[str]) -> None:
    """Raise FileRefused where an OLE file with these streams is locked or is of another kind."""
    lower = {name.casefold() for name in names}
    if lower & _LOCKED:
        raise FileRefused(problem("workbook_locked", FILE, 0))
    for stream, what in _STREAMS:
        if stream in lower:
            _refuse(what)


def _refuse(what: str) -> None:
    raise FileRefused(problem("format_unknown", FILE, 0, detail=what))
