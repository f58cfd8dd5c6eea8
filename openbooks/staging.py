"""Where rows lie while they are worked on: a folder a task, gone with the task.

    staging/<name>/       what one task writes: a trial, a rehearsal, a copy in the making
    staging/<name>.lock   held by the task while it runs; the system lets go of it with the process
    staging/drafts/       what is being handed in (see `desk`), nobody's task

So a folder whose lock nobody holds was left behind by a process that was killed, and only such a
one is swept away, also from another process.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from openbooks.disk import on_disk

DRAFTS = "drafts"
LOCK = ".lock"
_HELD: dict[Path, FileLock] = {}


def folder_of(home: Path) -> Path:
    """Where the work on these books lies; nothing in it is truth."""
    return home / "staging"


def begin(home: Path) -> Path:
    """A fresh folder for one task, which is this process's until `end`. Raises NotWritten where the
    disk refuses it."""
    staging = folder_of(home)
    folder = staging / secrets.token_hex(8)
    lock = _lock(folder)
    with on_disk():
        staging.mkdir(parents=True, exist_ok=True)
        lock.acquire()  # before the folder is there, so that no sweep meets it unheld
        _HELD[folder] = lock
        folder.mkdir()
    return folder


def end(folder: Path) -> None:
    """Remove a task's folder with what is left in it; nothing happens when it is gone already."""
    lock = _HELD.pop(folder, None)
    if lock is None:
        return
    shutil.rmtree(folder, ignore_errors=True)
    _let_go(lock)


@contextmanager
def working(home: Path) -> Iterator[Path]:
    """The folder of a task that lasts as long as the block."""
    folder = begin(home)
    try:
        yield folder
    finally:
        end(folder)


def sweep(home: Path) -> int:
    """Remove what tasks left behind that run no more; the number of things removed."""
    staging = folder_of(home)
    found = list(staging.iterdir()) if staging.is_dir() else []
    names = {path.with_suffix("") if path.suffix == LOCK else path for path in found}
    return sum(_swept(path) for path in sorted(names) if path.name != DRAFTS)


def _swept(path: Path) -> bool:
    """Whether what lay at `path` was left behind, and is gone now."""
    lock = _lock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    left = path.exists()
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    _let_go(lock)
    return left and not path.exists()


def _let_go(lock: FileLock) -> None:
    """Release a lock and remove its file: while it is held, so that nobody comes to hold a file that
    is gone. Windows removes no open file; there the order is the other one."""
    if os.name == "nt":
        lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()


def _lock(path: Path) -> FileLock:
    return FileLock(str(path) + LOCK, thread_local=False)
