"""What every command of the command line gives back, and what all of them need to begin.

A command takes its options and returns what it found as one `Said`; one that lasts (`inbox`) says
several, one after another. Only `cli` prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openbooks import founding
from openbooks.books import Books, open_books
from openbooks.disk import reason
from openbooks.errors import OpenBooksError, WrongUse
from openbooks.home import own_home

DONE, REFUSED, WRONG, INTERRUPTED = 0, 1, 2, 130
PATHS = frozenset({"books", "folder"})


@dataclass(frozen=True)
class Said:
    """What a command found: an object for scripts, lines for people, its exit code."""

    found: dict[str, Any]
    lines: Sequence[str]
    code: int = DONE


def home_of(given: str | None) -> Path:
    """The books folder: the option, else that of own books."""
    return Path(given) if given else own_home()


def opened(given: str | None) -> Books:
    """The books of a folder, whole: a founding that was cut off is finished first."""
    books = open_books(home_of(given))
    founding.finish_own(books, now())
    return books


def now() -> datetime:
    """The time of this machine, with its zone."""
    return datetime.now().astimezone()


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """k=v options as a dictionary; raises WrongUse for one without =."""
    found = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark or not name:
            raise WrongUse(f"{option} 的写法是 列=值，收到的是“{each}”。")
        found[name] = value
    return found


def told(error: OpenBooksError | OSError) -> str:
    """What went wrong, as a sentence."""
    if isinstance(error, OpenBooksError):
        return str(error)
    return f"读写不了“{error.filename or '文件'}”（{reason(error)}）。请核对路径、权限和磁盘空间。"


def require_text(options: Mapping[str, Any]) -> None:
    """Raise WrongUse for a word that is no text in UTF-8: it could be neither kept nor looked for. Paths
    are taken as they are."""
    for name, said in options.items():
        for word in said if isinstance(said, list) else [said]:
            if name not in PATHS and isinstance(word, str) and not is_text(word):
                raise WrongUse(f"{name} 的值里有不是 UTF-8 的字，没有执行。请检查终端的编码后重新输入。")


def is_text(word: str) -> bool:
    """Whether a word is text in UTF-8."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
