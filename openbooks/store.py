"""The folder that holds one union's books: where each thing lies, and how it is written.

    originals/ab/ab12…            the bytes as handed in, named by their SHA-256
    batches/000017-dues.parquet   typed rows of one load
    batches/000017-dues.json      its receipt
    batches/000017-dead.parquet   rows of earlier batches that this load superseded
    journal.jsonl                 events
    staging/                      rows under validation; nothing here is truth

A file is written under another name, synced and renamed, so that a name is either absent or whole.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from openbooks.errors import BooksDamaged, Busy

HASH = "sha256"
CHUNK = 1 << 20
LOCK_SECONDS = 30.0

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


def put(path: Path, content: bytes) -> None:
    """Write `content` to `path`: afterwards it is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def take(source: Path, path: Path) -> None:
    """Move a finished file from staging to its place, synced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sync_file(source)
    source.replace(path)
    sync_folder(path.parent)


def batches_folder(home: Path) -> Path:
    """Where typed rows and receipts lie."""
    return home / "batches"


def staging_folder(home: Path) -> Path:
    """Where rows lie while they are validated."""
    return home / "staging"


def last_batch(home: Path) -> int:
    """The highest number that a stored batch has; 0 where there is none."""
    names = (path.name for path in batches_folder(home).glob("*-*.parquet"))
    return max((int(name[:6]) for name in names if name[:6].isdecimal()), default=0)


def batch_path(home: Path, batch: int, ledger: str) -> Path:
    """Where the typed rows of a load lie."""
    return batches_folder(home) / f"{batch:06d}-{ledger}.parquet"


def receipt_path(home: Path, batch: int, ledger: str) -> Path:
    """Where the receipt of a load lies."""
    return batches_folder(home) / f"{batch:06d}-{ledger}.json"


def dead_path(home: Path, batch: int) -> Path:
    """Where a load lists the earlier rows (batch, row_no) that it superseded."""
    return batches_folder(home) / f"{batch:06d}-dead.parquet"


def original_path(home: Path, sha256: str) -> Path:
    """Where the bytes of a file lie that was handed in."""
    return home / "originals" / sha256[:2] / sha256


@contextmanager
def copying(home: Path, source: Path) -> Iterator[Copy]:
    """A copy of `source` in staging and its SHA-256, made beside other work; removed if not taken."""
    beside = staged(home).with_suffix(".original")

    def copy() -> tuple[Path, str]:
        shutil.copyfile(source, beside)
        sync_file(beside)
        return beside, sha256_of(beside)

    with ThreadPoolExecutor(1) as worker:
        try:
            yield worker.submit(copy)
        finally:
            worker.shutdown()
            beside.unlink(missing_ok=True)


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


def staged(home: Path) -> Path:
    """A fresh name in the staging folder (a Parquet file that somebody is about to write)."""
    folder = staging_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{secrets.token_hex(8)}.parquet"


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Hold the books for writing; raise Busy when another process holds them for too long."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(home / ".lock"), timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise Busy("账本正被另一个程序写入，请稍候再试。") from None
    try:
        yield
    finally:
        lock.release()
