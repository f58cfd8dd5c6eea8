"""The history of the books: one event a line, each holding the hash of the one before.

Conventions: `seq` counts events from 1 without gaps; a batch has the number of the event that
loaded it; the version of the books is the `seq` of the last event that changed rows (load or
undo). No cell text stands in an event. A last line without its line feed is no event: it was never
acknowledged, and the next writer cuts it off.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openbooks.errors import BooksDamaged
from openbooks.store import HASH, last_batch, sync_folder

FORMAT = 1
NAME = "journal.jsonl"
START = "0" * 64
CHANGING = frozenset({"load", "undo"})


@dataclass(frozen=True)
class Event:
    """One thing that happened: `body` by its kind (open, load, undo)."""

    seq: int
    at: str
    kind: str
    who: str
    prev: str
    digest: str
    body: dict[str, Any]


def canonical(value: dict[str, Any]) -> bytes:
    """The one spelling of a JSON object: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(head: dict[str, Any]) -> str:
    """The hash of an event without its own `digest`, 64 hex digits."""
    return hashlib.new(HASH, canonical(head)).hexdigest()


def line_of(seq: int, at: datetime, kind: str, who: str, prev: str, body: dict[str, Any]) -> bytes:
    """An event as the line that is appended, line feed included."""
    head = {
        "seq": seq,
        "at": at.isoformat(timespec="seconds"),
        "kind": kind,
        "who": who,
        "format": FORMAT,
        "hash": HASH,
        "prev": prev,
        "body": body,
    }
    return canonical({**head, "digest": digest_of(head)}) + b"\n"


def event_of(line: bytes, seq: int, prev: str) -> Event:
    """The event on a line, checked against its place in the chain.

    Raises BooksDamaged, naming the event, when the line is no event, is out of order, was changed
    after it was written, or follows another event than the one before it.
    """
    where = f"日志第{seq}条"
    try:
        found = json.loads(line)
    except ValueError:
        raise BooksDamaged(f"{where}不是完整的事件，日志已被改动。") from None
    if not isinstance(found, dict) or not {"seq", "digest", "prev", "body"} <= found.keys():
        raise BooksDamaged(f"{where}缺少必要字段，日志已被改动。")
    if found.get("format") != FORMAT or found.get("hash") != HASH:
        raise BooksDamaged(f"{where}的格式号或摘要算法本程序不认识，请用更新的版本打开。")
    if found["seq"] != seq:
        raise BooksDamaged(f"{where}的编号是{found['seq']}，有事件被删除或插入。")
    if found["prev"] != prev:
        raise BooksDamaged(f"{where}与前一条不衔接，前面的事件已被改动。")
    head = {key: value for key, value in found.items() if key != "digest"}
    if digest_of(head) != found["digest"]:
        raise BooksDamaged(f"{where}的内容与摘要不符，此条已被改动。")
    return Event(
        seq, found["at"], found["kind"], found["who"], prev, found["digest"], found["body"]
    )


def path_of(home: Path) -> Path:
    """Where the journal of these books lies."""
    return home / NAME


def read_after(home: Path, known: tuple[Event, ...], offset: int) -> tuple[tuple[Event, ...], int]:
    """All events, when `known` were read up to byte `offset`; the new offset.

    Only what was appended since is parsed. Raises BooksDamaged when the journal became shorter or
    an event does not fit the chain.
    """
    path = path_of(home)
    stored = 0 if known else last_batch(home)  # looked up first: a writer may go on meanwhile
    if not path.exists():
        if known:
            raise BooksDamaged("日志文件不见了，账本已被改动。")
        check_end(stored, 0)
        return (), 0
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size < offset:
            raise BooksDamaged("日志变短了，有事件被删除。")
        stream.seek(offset)
        tail = stream.read()
    whole = tail.rfind(b"\n") + 1
    if not whole:
        check_end(stored, len(known))
        return known, offset
    events = list(known)
    for line in tail[:whole].splitlines():
        prev = events[-1].digest if events else START
        events.append(event_of(line, len(events) + 1, prev))
    check_end(stored, len(events))
    return tuple(events), offset + whole


def check_end(stored: int, count: int) -> None:
    """Raise BooksDamaged where the highest batch `stored` shows that there were more events.

    A writer that is killed leaves at most one batch that no event names.
    """
    if stored > count + 1:
        raise BooksDamaged(f"日志只有{count}条事件，却有第{stored}号装载的文件：后面的事件被删除了。")


def read(home: Path) -> tuple[Event, ...]:
    """All acknowledged events, oldest first. Raises BooksDamaged at the first that is not whole."""
    return read_after(home, (), 0)[0]


def append(
    home: Path, events: tuple[Event, ...], kind: str, who: str, at: datetime, body: dict[str, Any]
) -> Event:
    """Write one event behind `events` and sync it; the caller holds the books for writing.

    When this returns, the event is acknowledged. A torn line left by a killed writer is cut off.
    """
    path = path_of(home)
    prev = events[-1].digest if events else START
    line = line_of(len(events) + 1, at, kind, who, prev, body)
    created = not path.exists()
    with path.open("ab+") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 1))
        if size and stream.read(1) != b"\n":
            stream.seek(0)
            stream.truncate(stream.read().rfind(b"\n") + 1)
        stream.seek(0, os.SEEK_END)
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())
    if created:
        sync_folder(home)
    return event_of(line.rstrip(b"\n"), len(events) + 1, prev)


def version_at(events: tuple[Event, ...], as_of: int | None = None) -> int:
    """The `seq` of the last load or undo among events up to `as_of` (all when None); 0 if none."""
    for event in reversed(events):
        if event.kind in CHANGING and (as_of is None or event.seq <= as_of):
            return event.seq
    return 0


def head_of(events: tuple[Event, ...]) -> str:
    """The hash that stands for the whole history."""
    return events[-1].digest if events else START
