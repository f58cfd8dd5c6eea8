"""Books for tests: files written from lines of text, and loaded through the door."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from openbooks.access import LOCAL_STAFF, Reader
from openbooks.books import Books, open_books
from openbooks.founding import found_own
from openbooks.history import Batch, Settings
from openbooks.intake import Answers, load_file
from openbooks.receipt import Receipt
from openbooks.resubmission import mark

AT = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of that text (surrounding blank lines and indents taken off)."""
    lines = [line.strip() for line in text.strip().splitlines()]
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def books_in(folder: Path) -> Books:
    """Empty books under a test's folder."""
    return open_books(folder / "books")


def kept(make: Callable[[Path], Books]) -> dict[str, bytes]:
    """The files of books that `make` makes in a folder: written again (`books_of`) they are a copy."""
    with tempfile.TemporaryDirectory() as folder:
        books = make(Path(folder) / "books")
        books.connection.close()
        return {
            str(path.relative_to(books.home)): path.read_bytes()
            for path in sorted(books.home.rglob("*")) if path.is_file()
        }


def books_of(files: dict[str, bytes], home: Path) -> Books:
    """Books with these files in a new folder."""
    for name, content in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return open_books(home)


@cache
def _own(settings: Settings, who: str, at: datetime) -> dict[str, bytes]:
    def make(home: Path) -> Books:
        books = Books(home)
        found_own(books, settings, who, at)
        return books

    return kept(make)


def own_books(home: Path, settings: Settings, who: str, at: datetime = AT) -> Books:
    """Own books as 建我的账 leaves them, in a new folder: founded once a process, then copied."""
    return books_of(_own(settings, who, at), home)


def load(
    books: Books, folder: Path, ledger: str, text: str, name: str = "file.csv", **given: Any
) -> Receipt:
    """The receipt of loading that text into a ledger; `sets`, `supersede`, `dry_run` as given."""
    dry_run = given.pop("dry_run", False)
    path = written(folder, name, text)
    answers = Answers(ledger=ledger, accept=True, **given)
    (receipt,) = load_file(books, path, answers, "测试", AT, dry_run)
    assert receipt.balanced, receipt
    return receipt


def rows(
    books: Books, sql: str, reader: Reader = LOCAL_STAFF, as_of: int | None = None
) -> list[tuple[Any, ...]]:
    """What a reader gets for a statement at a version."""
    cursor = books.view(reader, as_of).cursor()
    try:
        return cursor.execute(sql).fetchall()
    finally:
        cursor.close()


def codes(receipt: Receipt) -> list[tuple[int, str, str]]:
    """(line, severity, code) of each problem."""
    return [(each.line, each.severity, each.code) for each in receipt.problems]


def origin_of(batch: Batch, line: int) -> str:
    """What 原件位置 says of a line of that load."""
    return mark(batch.body["original"], batch.place, line, "")
