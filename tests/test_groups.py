"""The groups of one union: drafted from a list's column of departments, entered first, rolled up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from tests.door import own_books, rows

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
DUES = (
    "2024年3月会费\n姓名,部门,应缴,实缴\n张伟,语文组,15,15\n赵敏,语文组,15,15\n"
    "李娜,数学分会,12,12\n王芳,,10,10\n"
)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Own books of one union."""
    return own_books(tmp_path / "books", Settings("清溪小学工会", "浙江", "2010", 1, False), WHO, AT)


def load(books: Books, folder: Path, text: str, answers: Answers) -> list[tuple[str, int]]:
    """(ledger, accepted) of the receipts of a file with that text."""
    path = folder / "会费.csv"
    path.write_text(text, encoding="utf-8")
    return [(each.ledger, each.accepted) for each in load_file(books, path, answers, WHO, AT)]


def test_groups_that_a_list_names_are_entered_below_the_union_before_it(
    books: Books, tmp_path: Path
) -> None:
    due = Answers(accept=True)
    assert load(books, tmp_path, DUES, due) == [("dues", 4), ("unit", 2)]
    assert rows(books, "select unit_id, name, kind, parent_id from unit order by 1") == [
        ("1", "清溪小学工会", "基层工会", None),
        ("1-01", "语文组", "工会小组", "1"), ("1-02", "数学分会", "分会", "1"),
    ]
    assert rows(books, "select name, unit_id from dues order by name") == [
        ("张伟", "1-01"), ("李娜", "1-02"), ("王芳", None), ("赵敏", "1-01"),
    ]
    april = DUES.replace("3月", "4月").replace("王芳,,", "王芳,英语组,")
    assert load(books, tmp_path, april, due) == [("dues", 4), ("unit", 1)]
    assert rows(books, "select unit_id from unit where name = '英语组'") == [("1-03",)]


def test_departments_are_entered_without_a_question_and_their_receipt_says_so(
    books: Books, tmp_path: Path
) -> None:
    assert load(books, tmp_path, DUES, Answers()) == [("dues", 4), ("unit", 2)]


def test_a_list_that_names_no_group_is_the_unions_own_also_when_it_has_groups(
    books: Books, tmp_path: Path
) -> None:
    load(books, tmp_path, DUES, Answers(accept=True))
    plain = "2024年5月会费\n姓名,应缴,实缴\n张伟,15,15\n"
    assert load(books, tmp_path, plain, Answers(accept=True)) == [("dues", 1)]
    assert rows(books, "select unit_id from dues where month = '2024-05'") == [("1",)]


def test_without_agreement_the_groups_are_asked_and_nothing_is_entered(
    books: Books, tmp_path: Path
) -> None:
    before = books.version()
    units = DUES.replace("部门", "单位").replace("语文组", "语文")
    with pytest.raises(WrongUse, match="部门或工会小组"):
        load(books, tmp_path, units, Answers())
    assert books.version() == before
    union = Answers(sets={"unit_id": "清溪小学工会"})
    assert load(books, tmp_path, units, union) == [("dues", 4)]
    assert rows(books, "select distinct unit_id from dues") == [("1",)]
    assert rows(books, "select count(*) from unit") == [(1,)]


def test_a_file_that_cannot_be_loaded_enters_no_groups(books: Books, tmp_path: Path) -> None:
    before = books.version()
    with pytest.raises(WrongUse):
        load(books, tmp_path, DUES.replace("2024年3月会费\n", ""), Answers(accept=True))
    assert books.version() == before
