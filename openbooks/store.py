"""The folder that holds one union's books: where each thing lies, and how it is written.

    originals/ab/ab12…            the bytes as handed in, named by their SHA-256
    batches/000017-dues.parquet   typed rows of one load
    batches/000017-dues.json      its receipt
    batches/000017-dead.parquet   rows of earlier batches that this load superseded
    batches/000017-mends.json     cells of its file that were corrected by hand
    batches/000017-stands.json    refused lines of earlier loads that its lines stand for
    releases/000021/document.json the report that a release froze
    releases/000021/published/    its renderings, once it was published
    editions/000031.json          a report as the chair words it
    attachments/ab/ab12…          files put to a decision, named by their SHA-256
    journal.jsonl                 events
    head                          the last event once more (see `journal`)
    staging/                      work that goes on (see `staging`); nothing here is truth

A file is written under another name, synced and renamed, so that a name is either absent or whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from openbooks.disk import on_disk
from openbooks.errors import BooksDamaged, Busy
from openbooks.staging import working

HASH = "sha256"
CHUNK = 1 << 20
LOCK_SECONDS = 30.0
RELEASES = "releases"
ATTACHMENTS = "attachments"
_BEGUN = re.compile(r"\..+\.[0-9a-f]{8}")

Copy = Future[tuple[Path, str]]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes as 64 hex digits, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; where folders cannot be synced, do nothing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Push a file's bytes to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def put(path: Path, content: bytes | BinaryIO | Generator[bytes, None, None]) -> None:
    """Write `content` (of a stream: what it has from where it stands; or pieces) to `path`: afterwards
    it is there whole, or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as stream:
            if isinstance(content, bytes):
                stream.write(content)
            elif isinstance(content, Generator):
                stream.writelines(content)
            else:
                shutil.copyfileobj(content, stream, CHUNK)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def whole(path: Path, digest: str) -> bytes:
    """The content of a small file that goes with a load. Raises BooksDamaged when it is gone, or is
    not what the event says."""
    if not path.exists() or sha256_of(path) != digest:
        raise BooksDamaged(f"账本里的文件 {path.name} 不见了或被改动，请从备份恢复。")
    return path.read_bytes()


def remnants(home: Path) -> list[Path]:
    """What `put` had begun when its process was killed; to be asked while the books are held."""
    below = (each for name in (RELEASES, ATTACHMENTS) for each in (home / name).glob("*/**"))
    return [
        path
        for folder in (home, batches_folder(home), *below)
        for path in folder.glob(".*")
        if _BEGUN.fullmatch(path.name)
    ]


def take(source: Path, path: Path) -> None:
    """Move a finished file from staging to its place, synced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sync_file(source)
    source.replace(path)
    sync_folder(path.parent)


def linked(path: Path, there: Path) -> None:
    """A second name of a file that nobody changes; a copy where the file system has no such thing."""
    try:
        there.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, there)


def batches_folder(home: Path) -> Path:
    """Where typed rows and receipts lie."""
    return home / "batches"


def last_stored(home: Path) -> int:
    """The highest number that a stored batch or a release has; 0 where there is none."""
    paths = (*batches_folder(home).glob("*-*.parquet"), *(home / RELEASES).glob("*"))
    names = (path.name for path in paths)
    return max((int(name[:6]) for name in names if name[:6].isdecimal()), default=0)


def batch_path(home: Path, batch: int, ledger: str) -> Path:
    """Where the typed rows of a load lie."""
    return batches_folder(home) / f"{batch:06d}-{ledger}.parquet"


def receipt_path(home: Path, batch: int, ledger: str) -> Path:
    """Where the receipt of a load lies."""
    return batches_folder(home) / f"{batch:06d}-{ledger}.json"


def edition_path(home: Path, seq: int) -> Path:
    """Where the wording of a report lies that an event keeps."""
    return home / "editions" / f"{seq:06d}.json"


def dead_path(home: Path, batch: int) -> Path:
    """Where a load lists the earlier rows (batch, row_no) that it superseded."""
    return batches_folder(home) / f"{batch:06d}-dead.parquet"


def mends_path(home: Path, batch: int) -> Path:
    """Where the corrections by hand of a load lie."""
    return batches_folder(home) / f"{batch:06d}-mends.json"


def stands_path(home: Path, batch: int) -> Path:
    """Where a load says for which lines of earlier loads its lines stand."""
    return batches_folder(home) / f"{batch:06d}-stands.json"


def document_path(home: Path, release: int) -> Path:
    """Where the report lies that a release froze."""
    return home / RELEASES / f"{release:06d}" / "document.json"


def published_folder(home: Path, release: int) -> Path:
    """Where the renderings lie of a release that was published."""
    return home / RELEASES / f"{release:06d}" / "published"


def original_path(home: Path, sha256: str) -> Path:
    """Where the bytes of a file lie that was handed in."""
    return home / "originals" / sha256[:2] / sha256


def attachment_path(home: Path, sha256: str) -> Path:
    """Where the bytes of a file lie that was put to a decision."""
    return home / ATTACHMENTS / sha256[:2] / sha256


@contextmanager
def copying(home: Path, source: Path) -> Iterator[Copy]:
    """A copy of `source` in staging and its SHA-256, made beside other work; removed if not taken."""
    with working(home) as folder, ThreadPoolExecutor(1) as worker:
        beside = folder / "original"

        def copy() -> tuple[Path, str]:
            shutil.copyfile(source, beside)
            sync_file(beside)
            return beside, sha256_of(beside)

        yield worker.submit(copy)


def keep_original(
    home: Path, source: Path, sha256: str, copy: Copy | None = None
) -> None:
    """Store the bytes of `source`, whose SHA-256 is known; `copy` may be one in the making. Twice
    the same is stored once.

    Raises BooksDamaged when the copy is not those bytes: the file changed since it was read.
    """
    target = original_path(home, sha256)
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    if copy is None:
        with copying(home, source) as copy:
            return keep_original(home, source, sha256, copy)
    beside, found = copy.result()
    if found != sha256:
        raise BooksDamaged(f"{source.name}：文件在读取后发生变化，请重新上传。")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside.replace(target)
    sync_folder(target.parent)


def salt(home: Path) -> str:
    """The books' secret for pseudonyms, 32 hex digits; made once. Raises BooksDamaged for another."""
    path = home / "salt"
    if not path.exists():
        with writing(home):  # two processes must not each make one
            if not path.exists():
                put(path, secrets.token_hex(16).encode())
    found = path.read_text("ascii", errors="replace")
    if not re.fullmatch(r"[0-9a-f]{32}", found):
        raise BooksDamaged("账本文件夹中的 salt 文件已损坏，请从备份恢复它。")
    return found


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Hold the books for writing; raise Busy when another process holds them for too long, and
    NotWritten for what the disk refuses meanwhile."""
    lock = FileLock(str(home / ".lock"), timeout=LOCK_SECONDS)
    with on_disk():
        home.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise Busy("账本正被另一个程序写入，请稍候再试。") from None
        try:
            yield
        finally:
            lock.release()
