"""A desk as it lies on the disk: the draft of somebody who is handing in files.

    staging/drafts/<id>/desk.json        what was said
    staging/drafts/<id>/files/<sha256>   the bytes of each file
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from openbooks import staging, store
from openbooks.books import Books
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.jsontext import entries, flag, items, parsed, text, whole
from openbooks.mend import Mend
from openbooks.resubmission import Stand

FORMAT = 1
STATE, FILES = "desk.json", "files"
_ID, _HASH, _NUMBER = map(re.compile, ("[0-9a-f]{12}", "[0-9a-f]{64}", "[0-9]{1,6}"))


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
    place it takes (0: none). `mends` are its cells corrected by hand. Of records that
    contradict the books, `instead` take the place of the lines there, and `kept` (line, part) leave
    those as they are. `batch`: it was loaded under this number.
    """

    ledger: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    confirmed: bool = False
    aside: bool = False
    supersedes: int = 0
    batch: int = 0
    already: bool = False
    mends: tuple[Mend, ...] = ()
    instead: tuple[Stand, ...] = ()
    kept: tuple[tuple[int, str], ...] = ()


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
    return staging.folder_of(books.home) / staging.DRAFTS


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
    """The desks on which files wait that were not loaded yet, or not all of them, the newest first.

    A draft that cannot be read is passed over: nothing in it is in the books.
    """
    found = []
    for path in folder_of(books).glob(f"*/{STATE}"):
        with suppress(WrongUse, FileNotFoundError):  # it may be thrown away meanwhile
            found.append((path.stat().st_mtime, _read(path.parent.name, path)))
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(
        each for _, each in found if each.handed and (each.folder / FILES).exists()
    )


def clear(desk: Desk) -> None:
    """Throw a draft away with its copies of the files; what was loaded stays in the books."""
    if _ID.fullmatch(desk.folder.name):
        shutil.rmtree(desk.folder, ignore_errors=True)


def waiting(folder: Path) -> int:
    """How many bytes of files wait on all desks under `folder`."""
    total = 0
    for path in folder.glob(f"*/{FILES}/*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def clear_loaded(folder: Path) -> None:
    """Throw away the drafts of which everything was loaded: new work begins."""
    for path in folder.glob(f"*/{STATE}"):
        if _ID.fullmatch(path.parent.name) and not (path.parent / FILES).exists():
            shutil.rmtree(path.parent, ignore_errors=True)


def keep(desk: Desk) -> Desk:
    """Write the draft; the same desk. Raises NotWritten when the disk does not take it."""
    raw = {
        "format": FORMAT,
        "handed": [asdict(each) for each in desk.handed],
        "answers": {table: asdict(said) for table, said in desk.answers.items()},
        "decisions": desk.decisions,
    }
    with on_disk():
        store.put(desk.folder / STATE, json.dumps(raw, ensure_ascii=False, indent=1).encode())
    return desk


def _read(name: str, path: Path) -> Desk:
    """The desk of a draft's file; WrongUse when it cannot be understood."""
    try:
        raw = entries(parsed(path.read_bytes()))
        if raw["format"] != FORMAT:
            raise WrongUse("这份草稿是另一个版本的程序留下的，请重新选择文件。")
        answers = {table: _answer(entries(said)) for table, said in entries(raw["answers"]).items()}
        handed = tuple(_handed(**entries(each)) for each in items(raw["handed"]))
        return Desk(name, path.parent, handed, answers, tuple(map(text, items(raw["decisions"]))))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise WrongUse("这份草稿读不出来，请重新选择文件。") from error


def _handed(id: Any, name: Any, sha256: Any, size: Any) -> Handed:
    """A file of a draft; its bytes lie under its hash and nowhere else."""
    return Handed(text(id, _NUMBER), text(name), text(sha256, _HASH), whole(size))


def _answer(said: dict[str, Any]) -> Answer:
    known = {name: _KINDS[name](said[name]) for name in said.keys() & _KINDS.keys()}
    rest = {name: said[name] for name in said.keys() - _KINDS.keys()}
    return Answer(**{
        **rest, **known,
        "values": {name: text(value) for name, value in entries(said["values"]).items()},
        "edits": {
            name: Edit(whole(edit["cell"], -1), text(edit["value"]))
            for name, edit in map(_pair, entries(said["edits"]).items())
        },
        "mends": tuple(_mend(**entries(each)) for each in items(said.get("mends", []))),
        "instead": tuple(_stand(**entries(each)) for each in items(said.get("instead", []))),
        "kept": tuple((whole(line), text(part)) for line, part in map(items, items(said.get("kept", [])))),
    })


def _pair(said: tuple[str, Any]) -> tuple[str, dict[str, Any]]:
    return said[0], entries(said[1])


def _mend(line: Any, part: Any, place: Any, old: Any, new: Any, why: Any, who: Any) -> Mend:
    return Mend(whole(line), text(part), whole(place), text(old), text(new), text(why), text(who))


def _stand(line: Any, part: Any, batch: Any, of_line: Any, of_part: Any) -> Stand:
    return Stand(whole(line), text(part), whole(batch), whole(of_line), text(of_part))


_KINDS = {
    "ledger": text, "confirmed": flag, "aside": flag, "supersedes": whole, "batch": whole, "already": flag,
}
