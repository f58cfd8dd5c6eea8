"""A receipt as it stands: every record accounted for and every 分, whatever came after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openbooks import store
from openbooks.books import Books
from openbooks.history import Batch
from openbooks.intake import Answers, load_file
from openbooks.receipt import Receipt, as_json, from_json
from openbooks.standing import receipt_of, standing
from openbooks.undoing import undo
from tests.door import AT, books_in, load, origin_of, rows, written

DUES = """
会员编号,所属月份,应缴会费,实缴会费
1001,2024-03,20.00,20.00
1002,2024-03,25.00,0.00
1003,2024-03,30.00,30.005
"""
WIDE = """
2024年会费
会员编号,应缴会费,1月,2月,3月
1001,20.00,20.00,20.00,20.00
1002,20.00,20.00,,20.00
1003,20.00,20.00,x,20.00
"""


def stood(books: Books, number: int, as_of: int | None = None) -> Receipt:
    """The receipt of a load as it stands; it adds up."""
    state = books.state(as_of)
    found = standing(books, state, state.batch(number))
    assert found.balanced, found
    return found


def counts(receipt: Receipt) -> tuple[int, int, int, int]:
    """accepted, duplicates, superseded, refused"""
    return receipt.accepted, receipt.duplicates, receipt.superseded, receipt.refused


def paid(receipt: Receipt) -> tuple[int, int, int, int, int]:
    """What became of the dues paid, in 分: read, accepted, duplicates, superseded, refused."""
    found = next(each for each in receipt.sums if each.column == "paid")
    return found.total, found.accepted, found.duplicates, found.superseded, found.refused


def test_a_load_that_nothing_touched_stands_as_it_was(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    assert stood(books, first.batch) == first


def test_superseded_records_and_their_sums_move_from_accepted(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    second = load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv",
                  supersede=first.batch)
    assert counts(stood(books, first.batch)) == (1, 0, 1, 1)
    assert paid(stood(books, first.batch)) == (2000, 2000, 0, 0, 0)
    assert counts(stood(books, first.batch, first.batch)) == (2, 0, 0, 1)
    undo(books, second.batch, "试验", "测试", AT)
    assert stood(books, first.batch) == first


def test_a_duplicate_that_came_alive_counts_as_accepted(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    second = load(books, tmp_path, "dues", DUES + "1004,2024-03,5.00,5.00", "b.csv")
    assert counts(stood(books, second.batch)) == (1, 2, 0, 1)
    undo(books, first.batch, "试验", "测试", AT)
    assert counts(stood(books, second.batch)) == (3, 0, 0, 1)
    assert paid(stood(books, second.batch)) == (2500, 2500, 0, 0, 0)
    assert stood(books, first.batch) == first, "an undone load keeps its receipt"


def test_records_with_months_side_by_side_count_once_each(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-01,20.00,20.00")
    wide = load(books, tmp_path, "dues", WIDE, "2024年会费.csv")
    assert counts(wide) == (2, 0, 0, 1)
    assert counts(stood(books, wide.batch)) == (2, 0, 0, 1)
    other = load(
        books, tmp_path, "dues",
        "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-02,20.00,1.00\n1002,2024-01,20.00,1.00\n"
        "1002,2024-03,20.00,1.00", "b.csv", supersede=wide.batch,
    )
    found = stood(books, wide.batch)
    assert other.replaced_rows == 4
    assert counts(found) == (0, 0, 2, 1)
    assert sum(paid(found)[1:]) == paid(found)[0]


def test_a_refused_record_that_came_again_is_superseded_with_its_amounts(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    origin = origin_of(books.state().batch(first.batch), 4)
    text = f"会员编号,所属月份,应缴会费,实缴会费,原件位置\n1003,2024-03,30.00,30.00,{origin}"
    second = load(books, tmp_path, "dues", text, "b.csv")
    found = stood(books, first.batch)
    assert counts(found) == (2, 0, 1, 0)
    due = next(each for each in found.sums if each.column == "due")
    assert (due.refused, due.superseded) == (0, 3000)
    assert [each.code for each in first.problems] == ["amount_over_two_places"]
    assert found.problems == (), "nothing of it is to be mended any more"
    undo(books, second.batch, "试验", "测试", AT)
    assert stood(books, first.batch) == first
    undo(books, first.batch, "试验", "测试", AT)
    assert rows(books, "select count(*) from dues") == [(0,)]


@pytest.mark.parametrize("drop", [("refused_records",), ("pending", "again", "mended", "answers"),
                                  ("replaces", "replaced_rows")])
def test_receipts_of_earlier_programs_still_open(tmp_path: Path, drop: tuple[str, ...]) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    raw = {key: value for key, value in as_json(first).items() if key not in drop}
    raw["sums"] = [{k: v for k, v in each.items() if k != "superseded"} for each in raw["sums"]]
    found = from_json(json.loads(json.dumps(raw)))
    assert found.balanced
    assert (found.accepted, found.sums, found.problems) == (first.accepted, first.sums, first.problems)


def test_loads_of_earlier_programs_stand_too(tmp_path: Path) -> None:
    """Their receipts list no refused records, and their events say of one batch that it gave way."""
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    second = load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv",
                  supersede=first.batch)
    state = books.state()
    path = store.receipt_path(books.home, first.batch, "dues")
    raw = json.loads(path.read_bytes())
    del raw["refused_records"]
    path.write_text(json.dumps(raw), encoding="utf-8")
    old, new = (state.batch(each.batch) for each in (first, second))
    body = {**old.body, "receipt": store.sha256_of(path)}
    said = {**new.body, "superseded": {"batch": first.batch, "rows": 1, "digest": "0"}}
    batch = Batch(old.number, old.ledger, old.at, old.who, body)
    assert receipt_of(books, batch).refused_records == ()
    assert counts(standing(books, state, batch)) == (1, 0, 1, 1)
    assert Batch(new.number, new.ledger, new.at, new.who, said).superseded == {first.batch: 1}


def test_lists_printed_in_panels_stand(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = written(tmp_path, "会费.csv", """
    会员编号,所属月份,应缴会费,实缴会费,会员编号,所属月份,应缴会费,实缴会费
    1001,2024-03,20.00,20.00,1002,2024-03,20.00,20.00
    1003,2024-03,20.00,20.005,1004,2024-03,20.00,20.00
    """)
    (first,) = load_file(books, path, Answers(ledger="dues", accept=True), "测试", AT)
    assert counts(first) == (3, 0, 0, 1) and first.balanced
    second = load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1002,2024-03,20.00,5.00",
                  "b.csv", supersede=first.batch)
    assert second.replaced_rows == 3
    assert counts(stood(books, first.batch)) == (0, 0, 3, 1)
