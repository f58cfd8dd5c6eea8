"""New books: whole after a founding, and whole again after one that was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from openbooks.founding import SEED_LEDGERS, finish_own, found_example, found_own
from openbooks.history import Settings
from openbooks.undoing import undo
from tests.door import AT, books_in, rows

OWN = Settings("临溪小学工会", "安徽", "2022", 1, False)


def begun(folder: Path) -> list[str]:
    """The ledgers of the loads of the books, in their order."""
    return [each.ledger for each in books_in(folder).state().batches]


def test_own_books_start_with_the_reference_ledgers_and_the_union_as_a_unit(tmp_path: Path) -> None:
    found_own(books_in(tmp_path), OWN, "甲", AT)
    assert begun(tmp_path) == [*SEED_LEDGERS, "unit"]
    assert rows(books_in(tmp_path), "select name, province from unit") == [("临溪小学工会", "安徽")]


@pytest.mark.parametrize("whole", range(5))
def test_a_founding_that_was_cut_off_is_finished_once(tmp_path: Path, whole: int) -> None:
    books = books_in(tmp_path)
    found_own(books, OWN, "甲", AT)
    journal = books.home / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    again = books_in(tmp_path / "again")
    (again.home / "journal.jsonl").write_bytes(b"".join(lines[:1]))
    for number, ledger in list(enumerate([*SEED_LEDGERS, "unit"], 2))[:whole]:
        _hand_over(books.home, again.home, number, ledger, lines[number - 1])
    finish_own(again, AT)
    finish_own(again, AT)
    assert begun(tmp_path / "again") == [*SEED_LEDGERS, "unit"]
    assert again.state().batches[-1].who == "甲"


def _hand_over(home: Path, there: Path, number: int, ledger: str, line: bytes) -> None:
    """One load of the whole books, put into the others as a crash behind it would leave it."""
    for path in (home / "batches").glob(f"{number:06d}-{ledger}.*"):
        (there / "batches" / path.name).write_bytes(path.read_bytes())
    with (there / "journal.jsonl").open("ab") as journal:
        journal.write(line)


def test_what_was_taken_back_on_purpose_does_not_come_back(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found_own(books, OWN, "甲", AT)
    undo(books, 2, "科目自己装", "甲", AT)
    finish_own(books, AT)
    assert books.version() == 6 and not books.state().living("account")


def test_books_that_nobody_founded_are_left_alone(tmp_path: Path) -> None:
    finish_own(books_in(tmp_path), AT)
    assert books_in(tmp_path).events == ()


class CutError(Exception):
    """The power, gone."""


def cut(done: int, total: int) -> None:
    """Progress, until the second file is in."""
    if done == 2:
        raise CutError


def test_an_example_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    with pytest.raises(CutError):
        found_example(books, "school", AT, cut)
    receipts = found_example(books, "school", AT)
    assert [each.already for each in receipts[:3]] == [True, True, False]
    batches = books.state().batches
    assert len(batches) == len(SEED_LEDGERS) + len(receipts)
    assert {each.batch for each in receipts} < {each.number for each in batches}
