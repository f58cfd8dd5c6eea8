"""The desk: the files that somebody is handing in, and what has been answered about them so far.

A desk is a draft on disk (staging/drafts/<id>/: desk.json and the files' bytes), so that a reload,
a lost connection or a restart loses nothing. It holds what was said, never what was understood:
that is made anew from the files and the answers each time (`card`, `agenda`). Every function
returns a new Desk and has kept it. Answering a question, choosing files, setting a table aside and
loading are each one decision; `decisions` says them in order.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from openbooks import sheet, store
from openbooks.books import Books
from openbooks.errors import WrongUse

FORMAT = 1
DRAFTS, STATE, FILES = "drafts", "desk.json", "files"
MOST_FILES = 50
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Handed:
    """One file on the desk: its name without any path, and the SHA-256 its bytes lie under."""

    id: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Edit:
    """What the user made of one column: a cell of the header, a fixed value, or (neither) nothing."""

    cell: int = -1
    value: str = ""


@dataclass(frozen=True)
class Answer:
    """What was said about one table (id 2.0: file, place), or one drafted list (id member@2.0).

    `values` answers questions by column; `edits` are columns mapped by hand. `confirmed`: the
    proposal shown was accepted. `aside`: this one is not to be loaded. `supersedes`: the batch whose
    place it takes (0: none). `batch`: it was loaded under this number.
    """

    ledger: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    confirmed: bool = False
    aside: bool = False
    supersedes: int = 0
    batch: int = 0
    already: bool = False


@dataclass(frozen=True)
class Desk:
    """The draft `id` under `folder`: files in the order they came, answers by table, decisions."""

    id: str
    folder: Path
    handed: tuple[Handed, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()

    def answer(self, table: str) -> Answer:
        """What was said about a table; an empty answer where nothing was."""
        return self.answers.get(table, Answer())

    def path(self, handed: Handed) -> Path:
        """Where the bytes of a file on the desk lie."""
        return self.folder / FILES / handed.sha256

    @property
    def loaded(self) -> bool:
        """Whether anything of this desk is in the books."""
        return any(each.batch for each in self.answers.values())


def folder_of(books: Books) -> Path:
    """Where the drafts of these books lie."""
    return store.staging_folder(books.home) / DRAFTS


def open_desk(books: Books, name: str = "") -> Desk:
    """The desk of that id, or without one an empty desk; nothing is written until a file comes.

    Raises WrongUse for an id that was never given, or whose draft is gone or unreadable.
    """
    if not name:
        fresh = secrets.token_hex(6)
        return Desk(fresh, folder_of(books) / fresh)
    path = folder_of(books) / name / STATE
    if not _ID.fullmatch(name) or not path.is_file():
        raise WrongUse("这份草稿已经不在了，请重新选择文件。")
    return _read(name, path)


def left_open(books: Books) -> tuple[Desk, ...]:
    """The desks on which files wait that were not loaded yet, the newest first.

    A draft that cannot be read is passed over: nothing in it is in the books.
    """
    paths = sorted(
        folder_of(books).glob(f"*/{STATE}"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    found = []
    for path in paths:
        try:
            found.append(_read(path.parent.name, path))
        except WrongUse:
            continue
    return tuple(each for each in found if each.handed and not each.loaded)


def clear(desk: Desk) -> None:
    """Throw a draft away with its copies of the files; what was loaded stays in the books."""
    if _ID.fullmatch(desk.folder.name):
        shutil.rmtree(desk.folder, ignore_errors=True)


def hand_in(desk: Desk, files: Iterable[tuple[str, bytes]]) -> Desk:
    """The desk with more files (name, bytes), chosen together: one decision.

    The same content under the same name twice is one file. Raises WrongUse beyond 50 files.
    """
    if not desk.handed:
        _clear_loaded(desk.folder.parent)
    handed = list(desk.handed)
    for given, content in files:
        name, sha256 = sheet.base_name(given), hashlib.sha256(content).hexdigest()
        if any((each.name, each.sha256) == (name, sha256) for each in handed):
            continue
        if len(handed) >= MOST_FILES:
            raise WrongUse(f"一次最多交 {MOST_FILES} 个文件，请先装载这些，再交其余的。")
        number = max((int(each.id) for each in handed), default=0) + 1
        store.put(desk.folder / FILES / sha256, content)
        handed.append(Handed(str(number), name, sha256, len(content)))
    names = "、".join(each.name for each in handed[len(desk.handed):])
    if not names:
        return desk
    return counted(replace(desk, handed=tuple(handed)), f"选择文件 {names}")


def take_back(desk: Desk, handed: Handed) -> Desk:
    """The desk without one of its files and what was said about it."""
    left = tuple(each for each in desk.handed if each.id != handed.id)
    if all(each.sha256 != handed.sha256 for each in left):
        desk.path(handed).unlink(missing_ok=True)
    answers = {
        table: said
        for table, said in desk.answers.items()
        if table.split("@")[-1].split(".")[0] != handed.id
    }
    return counted(replace(desk, handed=left, answers=answers), f"拿走文件 {handed.name}")


def choose_ledger(desk: Desk, table: str, ledger: str) -> Desk:
    """The table is of that ledger; what was said about it under another one is forgotten."""
    return _said(desk, table, Answer(ledger=ledger), f"{table} 是 {ledger}")


def decide(desk: Desk, table: str, column: str, value: str) -> Desk:
    """An answer to the question about one column."""
    said = desk.answer(table)
    values = {**said.values, column: value.strip()}
    return _said(desk, table, replace(said, values=values), f"{table} {column}：{value.strip()}")


def confirm(desk: Desk, table: str) -> Desk:
    """What was proposed for the table (or the drafted list) is right, as it was shown."""
    return _said(desk, table, replace(desk.answer(table), confirmed=True, aside=False),
                 f"{table} 确认")


def confirm_all(desk: Desk, tables: Sequence[str]) -> Desk:
    """What was proposed for all of these is right, as it was shown: one decision."""
    agreed = {
        table: replace(desk.answer(table), confirmed=True, aside=False) for table in tables
    }
    return counted(replace(desk, answers={**desk.answers, **agreed}), f"一起确认 {len(tables)} 处")


def reopen(desk: Desk, table: str) -> Desk:
    """The table is to be looked at again: its answers stay, its confirmation does not."""
    return _said(desk, table, replace(desk.answer(table), confirmed=False, aside=False),
                 f"{table} 重新核对")


def set_aside(desk: Desk, table: str) -> Desk:
    """The table (or the drafted list) is not to be loaded."""
    return _said(desk, table, replace(desk.answer(table), aside=True), f"{table} 不装")


def supersede(desk: Desk, table: str, batch: int) -> Desk:
    """The table takes the place of an earlier load (0: of none after all)."""
    return _said(desk, table, replace(desk.answer(table), supersedes=batch),
                 f"{table} 取代第{batch}号装载")


def change_link(desk: Desk, table: str, column: str, edit: Edit) -> Desk:
    """A column of the ledger mapped by hand: to a cell of the header, a fixed value, or nothing."""
    said = desk.answer(table)
    values = {name: value for name, value in said.values.items() if name != column}
    edits = {**said.edits, column: edit}
    return _said(desk, table, replace(said, values=values, edits=edits),
                 f"{table} {column} 改为 {edit.value or edit.cell}")


def noted(desk: Desk, table: str, batch: int, already: bool = False) -> Desk:
    """The table is in the books, under that batch; no decision of the user's."""
    said = replace(desk.answer(table), batch=batch, already=already)
    return _written(replace(desk, answers={**desk.answers, table: said}))


def emptied(desk: Desk) -> Desk:
    """The desk without its copies of the files: what was to be loaded is in the books."""
    shutil.rmtree(desk.folder / FILES, ignore_errors=True)
    return desk


def _clear_loaded(folder: Path) -> None:
    """Throw away the drafts of which everything was loaded: new work begins."""
    for path in folder.glob(f"*/{STATE}"):
        if _ID.fullmatch(path.parent.name) and not (path.parent / FILES).exists():
            shutil.rmtree(path.parent, ignore_errors=True)


def _said(desk: Desk, table: str, said: Answer, what: str) -> Desk:
    return counted(replace(desk, answers={**desk.answers, table: said}), what)


def counted(desk: Desk, decision: str) -> Desk:
    """One more decision; by itself it changes no answer (装载)."""
    return _written(replace(desk, decisions=(*desk.decisions, decision)))


def _written(desk: Desk) -> Desk:
    raw = {
        "format": FORMAT,
        "handed": [asdict(each) for each in desk.handed],
        "answers": {table: asdict(said) for table, said in desk.answers.items()},
        "decisions": desk.decisions,
    }
    store.put(desk.folder / STATE, json.dumps(raw, ensure_ascii=False, indent=1).encode())
    return desk


def _read(name: str, path: Path) -> Desk:
    """The desk of a draft's file; WrongUse when it cannot be understood."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise WrongUse("这份草稿是另一个版本的程序留下的，请重新选择文件。")
        answers = {
            table: Answer(**{
                **said, "edits": {col: Edit(**edit) for col, edit in said["edits"].items()}
            })
            for table, said in raw["answers"].items()
        }
        handed = tuple(Handed(**each) for each in raw["handed"])
        return Desk(name, path.parent, handed, answers, tuple(raw["decisions"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongUse("这份草稿读不出来，请重新选择文件。") from error
