"""The history of the books: one event a line, each holding the hash of the one before.

Conventions: `seq` counts events from 1 without gaps; a batch has the number of the event that
loaded it; the version of the books is the `seq` of the last event that changed rows (load or
undo). No cell text stands in an event. A last line without its line feed is no event: it was never
acknowledged, and the next writer cuts it off.

The file `head` holds the last event once more. It is written behind the journal, so it may lag (a
writer was killed in between; the next one brings it up), but it is never ahead of a whole journal:
an event that only `head` knows was acknowledged and lost, and can be put back from there. Books
without a `head`, of an earlier program, get one with their next event.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from openbooks.errors import BooksDamaged
from openbooks.event import START, UNREADABLE, Event, event_of, line_of
from openbooks.store import last_stored, put, sync_folder, writing

NAME = "journal.jsonl"
HEAD = "head"
CHANGING = frozenset({"load", "undo"})


def path_of(home: Path) -> Path:
    """Where the journal of these books lies."""
    return home / NAME


def read_after(home: Path, known: tuple[Event, ...], offset: int) -> tuple[tuple[Event, ...], int]:
    """All events, when `known` were read up to byte `offset`; the new offset.

    Only what was appended since is parsed. Raises BooksDamaged when the journal became shorter, an
    event does not fit the chain, or one that was acknowledged is missing at the end.
    """
    path = path_of(home)
    end = end_of(home, not known)  # looked up first: a writer may go on meanwhile
    if not path.exists():
        if known:
            raise BooksDamaged("日志文件不见了，账本已被改动。")
        check_end(end, ())
        return (), 0
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size < offset:
            raise BooksDamaged("日志变短了，有事件被删除。")
        stream.seek(offset)
        tail = stream.read()
    whole = tail.rfind(b"\n") + 1
    if not whole:
        check_end(end, known)
        return known, offset
    events = chain(tail[:whole], known)
    check_end(end, events)
    return tuple(events), offset + whole


@dataclass(frozen=True)
class End:
    """What else the folder knows of the end of its journal: the line in `head` (empty: there is no
    such file), and the highest number that a stored batch or a release has."""

    head: bytes
    stored: int


def end_of(home: Path, thorough: bool = True) -> End:
    """The end that the folder knows of; to be asked before the journal is read. Stored files are
    counted where `thorough`."""
    try:
        head = (home / HEAD).read_bytes() or b"\n"
    except FileNotFoundError:
        head = b""
    return End(head, last_stored(home) if thorough else 0)


def check_end(end: End, events: Sequence[Event]) -> None:
    """Raise BooksDamaged where there were more events than these, or another one in their place.

    A writer that is killed leaves at most one batch that no event names.
    """
    count = len(events)
    if end.head:
        head = _head(end.head)
        if head.seq > count:
            way = "用 rebuild 可以补回。" if lost_after(end, events) else "请从备份恢复。"
            raise BooksDamaged(
                f"日志只有{count}条事件，而第{head.seq}条已确认写入：末尾的事件丢失了。{way}"
            )
        if events[head.seq - 1].digest != head.digest:
            raise BooksDamaged(f"日志第{head.seq}条不是当时确认的那一条，日志已被改动。")
    if end.stored > count + 1:
        raise BooksDamaged(f"日志只有{count}条事件，却有第{end.stored}号的文件：后面的事件被删除了。")


def lost_after(end: End, events: Sequence[Event]) -> bool:
    """Whether `head` holds exactly the one event that the journal lost at its end."""
    head = _head(end.head) if end.head else None
    prev = events[-1].digest if events else START
    return head is not None and (head.seq, head.prev) == (len(events) + 1, prev)


def _head(line: bytes) -> Event:
    """The event in the file `head`; raises BooksDamaged when it is none."""
    try:
        said = json.loads(line)
        if type(said["seq"]) is not int or said["seq"] < 1:
            raise ValueError(said["seq"])
        return event_of(line, said["seq"], said["prev"])
    except (BooksDamaged, *UNREADABLE, TypeError, KeyError):
        raise BooksDamaged(
            "账本文件夹中的 head 文件已损坏。请从备份恢复它；核对过日志没有缺尾，也可以删除它。"
        ) from None


def chain(content: bytes, known: Sequence[Event] = ()) -> list[Event]:
    """The events of the whole lines in `content`, behind those `known`; raises BooksDamaged at the
    first that does not fit."""
    events = list(known)
    for line in content.split(b"\n")[:-1]:
        prev = events[-1].digest if events else START
        events.append(event_of(line, len(events) + 1, prev))
    return events


def read(home: Path) -> tuple[Event, ...]:
    """All acknowledged events, oldest first. Raises BooksDamaged at the first that is not whole."""
    return read_after(home, (), 0)[0]


def append(
    home: Path, events: tuple[Event, ...], kind: str, who: str, at: datetime, body: dict[str, Any]
) -> Event:
    """Write one event behind `events` and sync it; the caller holds the books for writing.

    When this returns, the event is acknowledged. A torn line left by a killed writer is cut off.
    """
    prev = events[-1].digest if events else START
    line = line_of(len(events) + 1, at, kind, who, prev, body)
    _write(home, line)
    with suppress(OSError):  # the event is written; a head that lags is brought up by the next
        put(home / HEAD, line)
    return event_of(line.rstrip(b"\n"), len(events) + 1, prev)


def _write(home: Path, line: bytes) -> None:
    """Put a line behind the whole ones of the journal, and sync it; or leave the journal as it was."""
    path = path_of(home)
    created = not path.exists()
    with path.open("ab+", buffering=0) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 1))
        if size and stream.read(1) != b"\n":
            stream.seek(0)
            size = stream.truncate(stream.read().rfind(b"\n") + 1)
        with ExitStack() as unless_written:
            unless_written.callback(_cut, stream, size)
            if stream.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(stream.fileno())
            unless_written.pop_all()
    if created:
        sync_folder(home)


def _cut(stream: FileIO, size: int) -> None:
    with suppress(OSError):  # what stays is a torn line, and no event
        stream.truncate(size)


def put_back(home: Path) -> bool:
    """Write the last event into the journal again where it was lost and `head` holds it; whether so.

    Raises BooksDamaged where the journal is damaged otherwise, Busy as `writing` does.
    """
    with writing(home):
        path = path_of(home)
        end = end_of(home)
        events = chain(path.read_bytes() if path.exists() else b"")
        if not lost_after(end, events):
            return False
        _write(home, end.head)
        return True


def version_at(events: tuple[Event, ...], as_of: int | None = None) -> int:
    """The `seq` of the last load or undo among events up to `as_of` (all when None); 0 if none."""
    for event in reversed(events):
        if event.kind in CHANGING and (as_of is None or event.seq <= as_of):
            return event.seq
    return 0


def head_of(events: Sequence[Event]) -> str:
    """The hash that stands for the whole history."""
    return events[-1].digest if events else START
