"""Refused rows are downloaded, mended outside, handed in again, and take the place of exactly those
lines; nothing is asked twice, and what is not mended reads as before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from openbooks import agenda, contract, desk, resubmission, returned, sheet
from openbooks.books import Books
from openbooks.card import CONFIRM, READY
from openbooks.desk import Desk
from openbooks.history import Batch
from openbooks.intake import Answers, load_file
from openbooks.mapping import fingerprint
from openbooks.money import read_money
from openbooks.reading import unmarked
from openbooks.returned import MAKERS, Returned, safe
from openbooks.standing import standing
from openbooks.table import Table
from openbooks.taking import Facts, reader_of
from openbooks.undoing import undo
from tests.door import rows
from tests.office_mends import PEOPLE, dues_in_two_rows

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
RIGHT = {6: (3, "30"), 8: (3, "30"), 10: (3, "30"), 12: (3, "30"), 14: (1, PEOPLE[8])}


def put_in(books: Books, file: tuple[str, bytes]) -> Desk:
    """A desk with that file; what is proposed is agreed to, no list drafted."""
    at = desk.hand_in(desk.open_desk(books), [file])
    plan = agenda.plan(books, at)
    for each in plan.cards:
        assert not each.asked, [asked.title for asked in each.asked]
        at = desk.confirm(at, each.id) if each.state == CONFIRM else at
    for each in plan.offers:
        at = desk.set_aside(at, each.id)
    return at


def load(books: Books, at: Desk) -> Batch:
    """The load of the one table of a desk."""
    seen = agenda.try_all(books, at, WHO, AT)
    _, (outcome,) = agenda.commit_all(books, at, seen, WHO, AT)
    assert outcome.receipt is not None, outcome.failure
    assert outcome.receipt.balanced
    return books.state().batch(outcome.receipt.batch)


def cells(content: bytes, form: str) -> list[list[str]]:
    """The rows of a downloaded file as an office program holds them."""
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def saved(grid: list[list[str]], form: str) -> bytes:
    """The same rows as an office program saves them."""
    if form == "csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(grid)
        return text.getvalue().encode("gb18030")  # as WPS saves a CSV
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for line, row in enumerate(grid):
            for place, cell in enumerate(row):
                page.write_string(line, place, cell)
    return content.getvalue()


def mended(content: bytes, form: str, right: dict[int, tuple[int, str]] = RIGHT) -> bytes:
    """The downloaded file with the right text in the cell of each line of the original."""
    grid = cells(content, form)
    for row in grid:
        mark = resubmission._ORIGIN.fullmatch(row[-1])
        if mark and int(mark[2]) in right:
            place, text = right[int(mark[2])]
            row[place] = text
    return saved(grid, form)


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_five_refused_rows_come_back_mended_and_are_superseded_until_that_is_undone(
    books: Books, form: str, when: str
) -> None:
    at = put_in(books, dues_in_two_rows())
    (outcome,) = agenda.try_all(books, at, WHO, AT).outcomes
    found = agenda.returned_rows(books, at, outcome.id, outcome.receipt)
    first = load(books, at)
    if when == "after":
        assert returned.of_load(books, books.state(), first) == found
    assert [row[:4] for row in found.rows] == [
        ("2", PEOPLE[1], "30", "29.995"), ("4", PEOPLE[3], "30", "30.005"),
        ("6", PEOPLE[5], "30", "三十块"), ("7", PEOPLE[6], "30", "约30元"), ("9", "", "30", "30"),
    ]
    assert all("第6行「会费实缴」：“29.995”金额超过两位小数" in row[-2] for row in found.rows[:1])

    content = mended(MAKERS[form](found), form)
    again = put_in(books, (f"{found.name}.{form}", content))
    (card,) = agenda.plan(books, again).cards
    assert (card.state, card.proposed, card.ledger) == (READY, (), "dues")  # nothing is asked
    assert f"第{first.number}号装载" in card.reason
    second = load(books, again)
    assert second.counts["accepted"] == 5

    then = standing(books, books.state(), first)
    assert (then.accepted, then.refused, then.superseded, then.balanced) == (7, 0, 5, True)
    assert rows(books, "select count(*), sum(paid_fen)::bigint from dues") == [(12, 36_000)]
    assert rows(books, "select distinct month from dues") == [("2024-03",)]
    with pytest.raises(Exception, match="没有还拒收着的行"):
        returned.of_load(books, books.state(), first)

    undo(books, second.number, "看错了", WHO, AT)
    back = standing(books, books.state(), first)
    assert (back.accepted, back.refused, back.superseded, back.balanced) == (7, 5, 0, True)
    assert rows(books, "select count(*) from dues") == [(7,)]


def test_by_the_command_line_they_come_back_without_a_question(books: Books, tmp_path: Path) -> None:
    first = load(books, put_in(books, dues_in_two_rows()))
    path = tmp_path / "改好.csv"
    path.write_bytes(mended(MAKERS["csv"](returned.of_load(books, books.state(), first)), "csv"))
    (receipt,) = load_file(books, path, Answers(), WHO, AT)
    assert (receipt.accepted, receipt.answers, receipt.refused) == (5, 5, 0)


def test_what_is_still_wrong_stays_refused_and_can_be_downloaded_alone(books: Books) -> None:
    first = load(books, put_in(books, dues_in_two_rows()))
    found = returned.of_load(books, books.state(), first)
    half = {line: right for line, right in RIGHT.items() if line < 10}
    second = load(books, put_in(books, ("改了两行.csv", mended(MAKERS["csv"](found), "csv", half))))
    assert (second.counts["accepted"], second.counts["refused"]) == (2, 3)
    assert standing(books, books.state(), first).refused == 3
    left = returned.of_load(books, books.state(), first)
    assert [row[0] for row in left.rows] == ["6", "7", "9"]
    of_second = returned.of_load(books, books.state(), second)
    assert of_second.header == found.header  # their own marks, not those of the first beside them
    assert {row[-1] for row in of_second.rows}.isdisjoint(row[-1] for row in left.rows)


def test_the_two_columns_are_no_data_no_question_and_no_new_header(books: Books) -> None:
    load(books, put_in(books, dues_in_two_rows()))
    header = ("序号", "姓名", "会费应缴", "会费实缴", "备注")
    assert fingerprint((*header, *resubmission.RETURNED)) == fingerprint(header)
    assert fingerprint((*header[:4], "", *resubmission.RETURNED)) == fingerprint(header[:4])
    marked = "姓名,物品,金额,发放日期,拒收原因,原件位置\n"
    marked += "张三,米,20,2024-03-01,错,0123456789abcdef-3-00000000\n"
    at = desk.hand_in(desk.open_desk(books), [("慰问.csv", marked.encode())])
    (card,) = agenda.plan(books, at).cards
    at = desk.choose_ledger(at, card.id, "assistance")
    (card,) = agenda.plan(books, at).cards
    taken = {place for link in card.mapping.links for place in link.cells}
    offered = {cell for asked in (*card.asked, *card.proposed) for cell in asked.cells}
    assert (taken | offered | {*card.mapping.ignored}).isdisjoint({4, 5})


def read_back(found: Returned, form: str, tmp_path: Path) -> Table:
    """The table that our own reader finds in it."""
    path = tmp_path / f"x.{form}"
    path.write_bytes(MAKERS[form](found))
    return sheet.read(path).tables[0]


HOSTILE = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", " =1+1", "\t=1", "=HYPERLINK(\"http://x\")",
           "'=1+1", "'=1+1'", '="00123"', '="a"&cmd()&"b"', "'00123", "`x", "''", "00123", "-12.345",
           "+5", "1,234.567", "—", "-", "记-12", "约30元", "２９.９９５", "=", "张三'")


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_no_formula_outside_and_reads_the_same_inside(
    text: str, form: str, tmp_path: Path
) -> None:
    found = Returned("x", "", False, (), ("姓名", "金额", *resubmission.RETURNED),
                     (("张三", text, "错", "m"), (text, "2", "错", "m")))
    outside = cells(MAKERS[form](found), form)[1:]
    assert outside[0][1] == outside[1][0] == safe(text)
    inside = [record.cells for record in read_back(found, form, tmp_path).records]
    for column in contract.ledger("assistance").columns:
        read: Callable = reader_of(column, Facts())
        assert read(inside[0][1]) == read(text), column.name
        assert read(inside[1][0]) == read(text), column.name


@given(st.text(st.sampled_from("='`+-@\"0123.,　 \t张三＝＋元—"), max_size=6))
def test_no_text_is_a_formula_or_reads_otherwise(text: str) -> None:
    shown = safe(text)
    number = read_money(shown).value is not None or not shown.strip("-+ —\t　")
    assert not shown.lstrip(" 　").startswith(("=", "＝", "@", "\t")) or shown.strip(" 　\t") == ""
    assert not shown.startswith(("+", "-")) or number
    for name in ("paid", "name", "member_id", "month"):
        read = reader_of(contract.ledger("dues").column(name), Facts())
        assert read(shown) == read(text), name
    assert unmarked(unmarked(shown.strip())) == unmarked(unmarked(text.strip())) or shown != text
