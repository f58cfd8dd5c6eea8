"""The folder <books>/inbox: whatever is laid into it goes through the one door, without the browser.

    inbox/…              files as they come, in folders too
    inbox/已装载/…        loaded, each with its receipt: .回执.json and .回执.txt
    inbox/待处理/…        asked about or refused, each with a .说明.txt; also a draft on the upload page

A file is taken when two looks find it unchanged. Nothing is deleted or overwritten. Files are moved
behind everything else that is done with them, and loading is idempotent by content: whoever is killed
in between is repeated, not doubled. One watcher works at a time. What is said names files by the
beginning of their hash only: names may hold persons, and what is said ends up in logs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from openbooks import desk, store
from openbooks.books import Books
from openbooks.disk import on_disk
from openbooks.errors import BooksDamaged, FileRefused, OpenBooksError, WrongUse
from openbooks.intake import Answers
from openbooks.packet import is_packet
from openbooks.receipt import Receipt, as_json
from openbooks.received import receive
from openbooks.sheet import base_name
from openbooks.slip import lines_of

INBOX, LOADED, WAITING = "inbox", "已装载", "待处理"
RECEIPT_JSON, RECEIPT_TEXT, NOTE = ".回执.json", ".回执.txt", ".说明.txt"
OURS = (RECEIPT_JSON, RECEIPT_TEXT, NOTE)
PASSING = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".lock", ".bak")
LONGEST_NAME, LONGEST_ENDING = 255 - 40, 20  # bytes; file systems end at 255, our endings are 16
NOBODYS = frozenset({"thumbs.db", "desktop.ini"})

Look = Mapping[Path, tuple[int, int]]


@dataclass(frozen=True)
class Taken:
    """What became of one file: `loaded`, or the sentence that says what is asked or refused."""

    mark: str
    receipts: tuple[Receipt, ...]
    why: str = ""

    @property
    def loaded(self) -> bool:
        """Whether its rows are in the books (those that were not refused)."""
        return not self.why

    def as_dict(self) -> dict[str, Any]:
        """What the command line prints of it; no name and no cell."""
        return {
            "sha256": self.mark, "state": "loaded" if self.loaded else "waiting",
            "batches": [each.batch for each in self.receipts],
            "refused": sum(each.refused for each in self.receipts),
        }

    @property
    def line(self) -> str:
        """The same as a line of text."""
        numbers = "、".join(f"第{each.batch}号" for each in self.receipts)
        if not self.loaded:
            return f"文件 {self.mark[:8]} 需要处理，已移到“{WAITING}”，上传页有草稿。"
        refused = sum(each.refused for each in self.receipts)
        return f"文件 {self.mark[:8]} 已装载：{numbers}" + (f"，拒收 {refused} 条" if refused else "") + "。"


def folder_of(books: Books) -> Path:
    """Where files are laid in; made, with its two folders, when it is not there."""
    inbox = books.home / INBOX
    with on_disk():
        for each in (inbox / LOADED, inbox / WAITING):
            each.mkdir(parents=True, exist_ok=True)
    return inbox


def look(books: Books) -> Look:
    """Every file that waits, with its size and time. Links, hidden and temporary files are none."""
    found = {}
    for path in _files(folder_of(books)):
        try:
            told = path.stat()
        except OSError:
            continue  # somebody took it away meanwhile, or shut its folder
        found[path] = (told.st_size, told.st_mtime_ns)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder. One that cannot be looked into, or goes away meanwhile, has none."""
    folders, ours = [folder], {folder / LOADED, folder / WAITING}
    while folders:
        try:
            found = sorted(folders.pop().iterdir())
        except OSError:
            continue
        for path in found:
            name = path.name.lower()
            if path.is_symlink() or name.startswith((".", "~")) or name in NOBODYS:
                continue
            if path.is_dir() and path not in ours:
                folders.append(path)
            elif path.is_file() and not name.endswith((*PASSING, *OURS)):
                yield path


def take_all(books: Books, before: Look, who: str, at: datetime) -> list[Taken]:
    """Take every file that stands as it stood at `before`; what became of each.

    Empty while another watcher is at it. A file that cannot be opened, or changes while it is read,
    waits for the next time. What `receive` raises of the books themselves (Busy, NotWritten …) is
    raised when the other files were taken, where none of them could be.
    """
    lock = FileLock(str(folder_of(books) / ".lock"), timeout=0)
    try:
        with lock:
            _answered(books)
            still = [path for path, told in look(books).items() if before.get(path) == told]
            found, faults = [], []
            for path in still:
                try:
                    found.append(_take(books, path, before[path], who, at))
                except (OpenBooksError, OSError) as fault:  # of this file; the others are taken
                    faults.append(fault)
            if faults and not any(found):
                raise faults[0]
            return [each for each in found if each is not None]
    except Timeout:
        return []


def _take(
    books: Books, path: Path, told: tuple[int, int], who: str, at: datetime
) -> Taken | None:
    try:
        mark = store.sha256_of(path)
        receipts = receive(books, path, Answers(), who, at, name=base_name(path.name))
        taken = Taken(mark, tuple(receipts))
    except (FileRefused, WrongUse) as refusal:
        taken = Taken(mark, (), str(refusal))
    except (BooksDamaged, OSError):
        if not path.exists() or _changed(path, told) or not _readable(path):
            return None
        raise
    if _changed(path, told):
        return None  # it is another file by now: the next look takes it
    if taken.loaded:
        _put_away(books, path, LOADED, {
            RECEIPT_JSON: json.dumps(
                {"receipts": [as_json(each) for each in taken.receipts], "version": books.version()},
                ensure_ascii=False, indent=1,
            ),
            RECEIPT_TEXT: "\n".join(line for each in taken.receipts for line in lines_of(each)),
        })
    else:
        drafted = _draft(books, path, mark)
        _put_away(books, path, WAITING, {NOTE: _note(base_name(path.name), taken.why, drafted, at)})
    return taken


def _changed(path: Path, told: tuple[int, int]) -> bool:
    try:
        now = path.stat()
    except FileNotFoundError:
        return True
    return (now.st_size, now.st_mtime_ns) != told


def _readable(path: Path) -> bool:
    """Whether nobody keeps the file for himself (an office program on Windows does)."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _draft(books: Books, path: Path, mark: str) -> str:
    """Lay a file on the desk, unless it lies there already; why it cannot, "" when it lies there."""
    if is_packet(path):
        return "上报包要整个装载"
    name = base_name(path.name)
    for each in desk.left_open(books):
        if any((handed.name, handed.sha256) == (name, mark) for handed in each.handed):
            return ""
    try:
        with path.open("rb") as stream:
            desk.hand_in(desk.open_desk(books), [(name, stream)])
    except (WrongUse, FileRefused) as refusal:
        return str(refusal)
    return ""


def _note(name: str, why: str, drafted: str, at: datetime) -> str:
    """The text beside a file that waits: what is asked, and how to answer."""
    page = (
        "在“上传台账”页打开没装完的草稿，那里有这个文件，按页面上的问题回答后装载"
        if not drafted else f"没能放进“上传台账”页的草稿（{drafted}）；请在那一页重新选择这个文件"
    )
    return "\n".join([
        f"{name}", f"{at:%Y-%m-%d %H:%M} 收到，还没有装载，账本没有变。", "", f"原因：{why}", "",
        "怎么办（任选一种）：", f"一、{page}。",
        f"二、在原文件里改好，另存后重新放进 {INBOX} 文件夹。",
        "三、用命令行：python -m openbooks load 文件 --set 列=值（列名见上），或加 --yes 按建议回答。",
        f"装载之后，这个文件会自己移到“{LOADED}”；不要了，可以自己删除。", "",
    ])


def _put_away(books: Books, path: Path, where: str, beside: Mapping[str, str]) -> None:
    """Write what goes with a file, then move it; an earlier file of that name stays as it is."""
    inbox = folder_of(books)
    parts = path.relative_to(inbox).parts
    folder = inbox.joinpath(where, *(parts[1:-1] if parts[0] in {LOADED, WAITING} else parts[:-1]))
    stem, ending = _fitting(path)
    target, count = folder / f"{stem}{ending}", 1
    while target.exists():
        count += 1
        target = folder / f"{stem}（{count}）{ending}"
    with on_disk():
        for ending, text in beside.items():
            store.put(target.with_name(target.name + ending), (text + "\n").encode())
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        store.sync_folder(folder)


def _fitting(path: Path) -> tuple[str, str]:
    """A file's name in two parts, cut so that what stands beside it can have its name too."""
    ending = path.suffix if len(os.fsencode(path.suffix)) <= LONGEST_ENDING else ""
    stem = path.name.removesuffix(ending) if ending else path.name
    while len(os.fsencode(stem + ending)) > LONGEST_NAME:
        stem = stem[:-1]
    return stem, ending


def _answered(books: Books) -> None:
    """Files that waited and were loaded since, from the upload page or otherwise, go to LOADED."""
    waiting = folder_of(books) / WAITING
    held = {each.body["original"] for each in books.state().batches if not each.undone_by}
    for path in list(_files(waiting)):
        note = path.with_name(path.name + NOTE)
        if note.is_file() and _readable(path) and not is_packet(path) and store.sha256_of(path) in held:
            text = note.read_text("utf-8", errors="replace") + "后来已经装载。"
            _put_away(books, path, LOADED, {NOTE: text})
            note.unlink()  # its words went along
