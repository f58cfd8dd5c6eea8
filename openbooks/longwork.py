"""Work on large files: given to a process of its own (`worker`), watched, stopped.

A desk has at most one worker, which does one task after the other and keeps what it has read. Tasks
are known by a key (the desk and the books as they were), so that a page that comes back, after a
reload or in another window, finds the task still going, or its result. At most one worker of this
server works at a time; the others wait their turn. Results stay until the desk's next task of that
name.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from openbooks import staging, worker
from openbooks.books import Books
from openbooks.desk import FILES, Desk
from openbooks.home import ROOT
from openbooks.textfile import TEMPORARY

LARGE = 8 << 20  # bytes of a desk's files, beyond which a worker is worth its start (about a second)
RUNNING, DONE, REFUSED, STOPPED, BROKEN = "running", "done", "refused", "stopped", "broken"
FELL = (
    "处理大文件的后台程序意外停了（可能是内存不够），账本没有写坏。"
    "请再试一次；仍不行，请把文件拆成几份再交。"
)
QUEUED, READY = "前面还有一份大文件在处理，轮到时自动开始", "正在准备"
IDLE = 600.0  # seconds after which a worker that nobody asks is ended
MOST_IDLE = 1  # workers that wait beside the one that works, with what they have read


@dataclass(frozen=True)
class Work:
    """One task as it stands: `state` is one of the constants of this module. `what` is being done,
    so much of it (`done` of `of`; 0: unknown) for so many seconds; `result` once DONE, `why` else.
    `number` tells it from every other one."""

    task: str
    key: object
    state: str = RUNNING
    what: str = ""
    done: int = 0
    of: int = 0
    begun: float = 0.0
    number: int = 0
    result: Any = None
    why: str = ""

    @property
    def seconds(self) -> int:
        """Since it was asked for."""
        return int(monotonic() - self.begun)


@dataclass
class _Worker:
    """The worker of one desk; `works` are its last tasks, by name."""

    books: Books
    files: Path
    process: subprocess.Popen[bytes] | None = None
    works: dict[str, Work] = field(default_factory=dict)
    asked: float = 0.0


_LOCK = threading.Condition()  # told when a task has ended
_TURN = threading.Lock()  # held by the one that works
_NUMBERS = count(1)
_WORKERS: dict[tuple[str, str], _Worker] = {}


def is_large(desk: Desk) -> bool:
    """Whether the files of a desk are so large that they are worked on in another process."""
    return sum(each.size for each in desk.handed if desk.path(each).is_file()) >= LARGE


def ask(books: Books, desk: Desk, task: str, key: object, *given: Any) -> Work:
    """The task as it stands; begun where the last one of that name had another key."""
    with _LOCK:
        own = _WORKERS.setdefault(_name(books, desk), _Worker(books, desk.folder / FILES))
        own.asked = monotonic()
        found = own.works.get(task)
        if found is not None and (found.key == key or found.state == RUNNING):
            return found
        fresh = own.works[task] = Work(
            task, key, what=QUEUED, begun=monotonic(), number=next(_NUMBERS)
        )
        threading.Thread(target=_carry_out, args=(own, fresh, given), daemon=True).start()
        return fresh


def going(books: Books, desk: Desk) -> Work | None:
    """The task of a desk that is under way, if any."""
    own = _WORKERS.get(_name(books, desk))
    return next((each for each in own.works.values() if each.state == RUNNING), None) if own else None


def last(books: Books, desk: Desk, task: str) -> Work | None:
    """The last task of that name, whatever became of it."""
    own = _WORKERS.get(_name(books, desk))
    return own.works.get(task) if own else None


def waited(books: Books, desk: Desk, task: str, seconds: float | None = None) -> Work | None:
    """The last task of that name when it has ended, or as it stands after so many seconds."""
    with _LOCK:
        _LOCK.wait_for(
            lambda: (found := last(books, desk, task)) is None or found.state != RUNNING, seconds
        )
        return last(books, desk, task)


def forget(books: Books, desk: Desk, task: str) -> None:
    """Let go of a task's result; the next question begins it anew."""
    with _LOCK:
        own = _WORKERS.get(_name(books, desk))
        if own is not None and own.works.get(task, Work("", 0, DONE)).state != RUNNING:
            own.works.pop(task, None)


def stop(books: Books, desk: Desk) -> None:
    """End what is under way for a desk, at once. What it had begun in staging is swept away; the
    books hold what was loaded whole before, and the draft is as it was."""
    with _LOCK:
        own = _WORKERS.get(_name(books, desk))
        if own is None:
            return
        for name, each in own.works.items():
            if each.state == RUNNING:
                own.works[name] = replace(each, state=STOPPED, why="已停止。账本没有变，草稿还在。")
        _end(own)
        staging.sweep(books.home)
        _LOCK.notify_all()


def leave(books: Books, desk: Desk) -> None:
    """The desk needs no worker any more: its work is done, or it was thrown away."""
    stop(books, desk)
    with _LOCK:
        _WORKERS.pop(_name(books, desk), None)


def _name(books: Books, desk: Desk) -> tuple[str, str]:
    return str(books.home), desk.id


def _end(own: _Worker) -> None:
    """End a worker's process, and remove the texts that it wrote beside the files to read them."""
    if own.process is None:
        return
    process, own.process = own.process, None
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            stream.close()
    for path in own.files.glob(f"{TEMPORARY}*"):
        path.unlink(missing_ok=True)


def _carry_out(own: _Worker, work: Work, given: tuple[Any, ...]) -> None:
    """Wait for the turn, hand the task to the worker, and note what it says until it has ended."""
    with _TURN:
        process = None
        try:
            with _LOCK:
                if not _note(own, work, worker.SAID, READY, 0, 0):
                    return
                _make_room(own)
                process = own.process = own.process or _started(own.books)
            pickle.dump((work.task, given), process.stdin)
            process.stdin.flush()
            while _note(own, work, *pickle.load(process.stdout)):
                pass
        except (EOFError, OSError, ValueError, MemoryError, pickle.UnpicklingError):
            with _LOCK:  # it was ended, it fell, or there is no room to start it or to hear it
                if own.process is process:
                    _end(own)
                staging.sweep(own.books.home)
                _note(own, work, BROKEN, FELL)
    rest = threading.Timer(IDLE, _rest, (own,))
    rest.daemon = True
    rest.start()


def _rest(own: _Worker) -> None:
    """End a worker that has waited for long; a page that comes back begins anew."""
    with _LOCK:
        busy = any(each.state == RUNNING for each in own.works.values())
        if not busy and monotonic() - own.asked >= IDLE:
            _end(own)
            for name in [name for name, each in _WORKERS.items() if each is own]:
                del _WORKERS[name]


def _note(own: _Worker, work: Work, kind: str, *said: Any) -> bool:
    """Keep what is said of a task, unless it was stopped meanwhile; whether there is more to hear."""
    with _LOCK:
        now = own.works.get(work.task)
        if now is None or (now.number, now.state) != (work.number, RUNNING):
            return False
        if kind == worker.SAID:
            what, done, of = said
            now = replace(now, what=what, done=done, of=of)
        elif kind == worker.DONE:
            now = replace(now, state=DONE, result=said[0])
        else:
            now = replace(now, state=REFUSED if kind == worker.REFUSED else BROKEN, why=said[0])
        own.works[work.task] = now
        _LOCK.notify_all()
        return now.state == RUNNING


def _make_room(own: _Worker) -> None:
    """End workers that wait with what they have read, the one asked for longest ago first."""
    idle = sorted(
        (each for each in _WORKERS.values() if each is not own and each.process is not None),
        key=lambda each: each.asked,
    )
    for each in idle[:max(0, len(idle) - MOST_IDLE)]:
        _end(each)


def _started(books: Books) -> subprocess.Popen[bytes]:
    below = subprocess.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else 0
    return subprocess.Popen(
        [sys.executable, "-m", worker.__name__, str(books.home)], cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, creationflags=below, env={**os.environ, "PYTHONUTF8": "1"},
    )
