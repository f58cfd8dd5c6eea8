"""Files that are put to a decision: kept whole under the hash of their bytes, told by their content.

What may be put: a PDF or OFD, a picture, a document, sheet or slides of an office, a plain text. What a
file is its bytes say; its name must end as such files do. The name is typed by people and is shown as any
text of theirs. Bytes lie under `attachments/` (see `store`), and are there before an event names them.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from openbooks import store
from openbooks.errors import WrongUse

LARGEST = 20 << 20  # bytes of one file
MOST = 10  # files of one step
LONGEST = 120  # signs of a name
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"))
_OLD_OFFICE = frozenset((".doc", ".xls", ".ppt", ".wps", ".et", ".dps"))
_TEXTS = frozenset((".txt", ".csv", ".md"))
_MARKS: tuple[tuple[int, bytes, frozenset[str]], ...] = (
    (0, b"%PDF-", frozenset((".pdf",))),
    (0, b"\x89PNG\r\n", _PICTURES), (0, b"\xff\xd8\xff", _PICTURES), (0, b"GIF8", _PICTURES),
    (0, b"II*\0", _PICTURES), (0, b"MM\0*", _PICTURES),
    (8, b"WEBP", _PICTURES), (4, b"ftyphei", _PICTURES), (4, b"ftypmif1", _PICTURES),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
)
_PARTS = (  # a part of the package, lower case → how its name ends
    ("word/document.xml", frozenset((".docx", ".wps"))), ("xl/workbook.xml", frozenset((".xlsx", ".et"))),
    ("ppt/presentation.xml", frozenset((".pptx", ".dps"))), ("ofd.xml", frozenset((".ofd",))),
    ("content.xml", frozenset((".odt", ".ods", ".odp"))),
)
_RUNNING = ("<!doctype html", "<html", "<svg", "<script", "#!")
_SHOWN_AS_PAGE = ("<?xml-stylesheet", "<html", "<svg", "<script")  # XML that a browser would run
_WANTED = "可以附：PDF、OFD、图片、Word/Excel/PPT 或 WPS 文档、文本、XML 发票。"


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a step: its name, the SHA-256 of its bytes, how many they are."""

    name: str
    digest: str
    size: int

    def as_dict(self) -> dict[str, Any]:
        """As it stands in an event."""
        return asdict(self)


def checked(files: Sequence[tuple[str, bytes]]) -> tuple[Attachment, ...]:
    """What these files (name, bytes) would be kept as. Raises WrongUse, in a sentence that names the file,
    for one that is empty, too large, of no kind that may be put, or named as another kind; and for too
    many."""
    if len(files) > MOST:
        raise WrongUse(f"一次最多附 {MOST} 个文件，现在有 {len(files)} 个。请合并或分几次办。")
    return tuple(_checked(_name(name), content) for name, content in files)


def keep(home: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Attachment, ...]:
    """Store these files; what an event says of them. The same bytes are stored once. Raises as `checked`,
    before anything is written."""
    found = checked(files)
    for each, (_, content) in zip(found, files, strict=True):
        path = store.attachment_path(home, each.digest)
        if not path.exists() or store.sha256_of(path) != each.digest:
            store.put(path, content)
    return found


def content_of(home: Path, found: Attachment) -> bytes:
    """The bytes of a file that was kept. Raises BooksDamaged when they are gone or changed."""
    return store.whole(store.attachment_path(home, found.digest), found.digest)


def of_json(said: object) -> Attachment | None:
    """What an event says of a file; None where no program of ours wrote that."""
    if not isinstance(said, dict) or said.keys() != {"name", "digest", "size"}:
        return None
    name, digest, size = said["name"], said["digest"], said["size"]
    if not (isinstance(name, str) and isinstance(digest, str) and type(size) is int):
        return None
    whole = len(digest) == 64 and set(digest) <= set("0123456789abcdef")
    return Attachment(name, digest, size) if whole else None


def _name(given: str) -> str:
    """The name of a file without the folders before it."""
    said = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name).strip()
    if not said or len(said) > LONGEST or not said.isprintable():
        raise WrongUse(f"附件的文件名要有 1 到 {LONGEST} 个字，不能有看不见的字符。请改名后再附。")
    return said


def _checked(name: str, content: bytes) -> Attachment:
    if not content:
        raise WrongUse(f"附件“{name}”是空的，没有附上。")
    if len(content) > LARGEST:
        raise WrongUse(
            f"附件“{name}”有 {len(content) / (1 << 20):.1f} MB，最大 {LARGEST >> 20} MB。"
            "请压缩图片，或拆成几份。"
        )
    endings = _endings(content)
    if not endings:
        raise WrongUse(f"附件“{name}”的内容不是可以附的文件。{_WANTED}")
    if PurePosixPath(name).suffix.lower() not in endings:
        raise WrongUse(
            f"附件“{name}”的内容和文件名的结尾不一致，按内容应是 {'、'.join(sorted(endings))}。"
            "请核对是不是这个文件，改名后再附。"
        )
    return Attachment(name, hashlib.new(store.HASH, content).hexdigest(), len(content))


def _endings(content: bytes) -> frozenset[str]:
    """How the name of a file of this content may end; empty for content that may not be put."""
    for at, mark, endings in _MARKS:
        if content[at : at + len(mark)] == mark:
            return endings
    if content.startswith(b"BM") and b"\0" in content[:16]:
        return _PICTURES
    if content.startswith(b"PK\x03\x04"):
        return _of_package(content)
    return _of_text(content)


def _of_package(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {each.lower() for each in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()
    if any(each.endswith("vbaproject.bin") for each in names):  # programs that run when it is opened
        return frozenset()
    return next((endings for part, endings in _PARTS if part in names), frozenset())


def _of_text(content: bytes) -> frozenset[str]:
    """How a text's name may end; empty for bytes that are none, and for one that something would run."""
    if b"\0" in content:
        return frozenset()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding).lstrip().lower()
        except UnicodeDecodeError:
            continue
        if text.startswith("<?xml"):
            return frozenset() if any(each in text for each in _SHOWN_AS_PAGE) else frozenset((".xml",))
        return frozenset() if text.startswith(_RUNNING) else _TEXTS
    return frozenset()
