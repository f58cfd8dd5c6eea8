"""Books for tests: files written from lines of text, and loaded through the door."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openbooks.access import LOCAL_STAFF, Reader
from openbooks.books import Books, open_books
from openbooks.history import Batch
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
