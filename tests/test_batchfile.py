"""Lean batch files: the same books as when every column stands in the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openbooks.books import Books
from openbooks.receipt import Receipt
from openbooks.textfile import REGULAR_FROM
from openbooks.undoing import undo
from openbooks.verification import reread, verify
from tests.door import AT, books_in, load, rows

HEADER = "会员编号,所属月份,应缴会费,实缴会费"
LINES = REGULAR_FROM + 100
LIVING = 'select batch, row_no, line, member_id, "month", due_fen, paid_fen from dues order by all'


def text(numbers: Iterable[int], paid: dict[int, str], quoted: bool) -> str:
    """A dues file of these members; one quoted cell sends it the slow road."""
    lines = [f"M{number:06d},2024-03,10.00,{paid.get(number, '10.00')}" for number in numbers]
    if quoted:
        lines[0] = '"' + lines[0].replace(",", '",', 1)
    return "\n".join([HEADER, *lines])


def counts(receipt: Receipt) -> tuple[Any, ...]:
    """What a receipt counts, and its sums."""
    return (
        receipt.records, receipt.accepted, receipt.duplicates, receipt.refused, receipt.replaced_rows,
        receipt.row_counts, receipt.sums, [(each.line, each.code) for each in receipt.problems],
    )


def history(folder: Path, quoted: bool) -> tuple[Books, list[Any]]:
    """Load, load what overlaps and contradicts, supersede, undo; what was seen after each."""
    folder.mkdir()
    books = books_in(folder)
    seen: list[Any] = []
    steps = (
        (range(LINES), {}, {}),
        (range(LINES - 50, 2 * LINES), {LINES - 7: "9.00"}, {}),
        (range(3 * LINES, 4 * LINES), {}, {}),
        (range(30, LINES), {40: "0.00"}, {"supersede": 1}),
    )
    for number, (members, paid, given) in enumerate(steps, 1):
        name = f"会费{number}.csv"
        receipt = load(books, folder, "dues", text(members, paid, quoted), name, **given)
        seen.append((counts(receipt), rows(books, LIVING)))
    undo(books, 4, "交错了", "测试", AT)
    seen.append(rows(books, LIVING))
    seen.append(rows(books, LIVING, as_of=4))
    return books, seen


def test_lean_and_full_batches_make_the_same_books(tmp_path: Path) -> None:
    lean, seen_lean = history(tmp_path / "lean", quoted=False)
    full, seen_full = history(tmp_path / "full", quoted=True)
    kept = [event.body.get("first_line") for event in lean.events if event.kind == "load"]
    assert kept == [2, None, 2, None]  # where a line meets one that is there, all is written
    assert [e.body.get("first_line") for e in full.events if e.kind == "load"] == [None] * 4
    assert seen_lean == seen_full
    (first, second, _, fourth) = (each[0] for each in seen_lean[:4])
    assert first[:3] == (LINES + 1, LINES, 0)
    assert second[2:4] == (49, 1) and fourth[4] == 31
    assert seen_lean[4] == seen_lean[2][1] and seen_lean[5] == seen_lean[3][1]
    for books in (lean, full):
        assert verify(books.home).ok and reread(books) == []
