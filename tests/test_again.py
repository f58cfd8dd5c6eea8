"""Rows that are kept come into the books once more: loads redone, entries approved, lines handed in
again; and what is refused so that nothing is counted twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from openbooks import sheet
from openbooks.again import approve, redo, reject
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books, open_books
from openbooks.contract import ledger
from openbooks.errors import WrongUse
from openbooks.governing import set_two_person
from openbooks.history import State
from openbooks.intake import Answers, load_file
from openbooks.journal import path_of
from openbooks.loading import commit
from openbooks.mapping import Link, Mapping
from openbooks.mend import Mend
from openbooks.receipt import Receipt
from openbooks.standing import standing
from openbooks.store import batch_path
from openbooks.trial import discard, try_table
from openbooks.undoing import undo
from openbooks.verification import reread, verify
from tests.door import AT, books_in, codes, load, origin_of, rows, written

DUES = """
会员编号,所属月份,应缴会费,实缴会费
1001,2024-03,20.00,20.00
1002,2024-03,25.00,0.00
"""
WIDE = """
2024年会费
会员编号,应缴会费,1月,2月
1001,20.00,20.00,20.00
1002,20.00,20.00,20.00
1003,20.00,20.00,20.00
"""
GIFTS = """
受助人姓名,发放日期,帮扶慰问类型,金额,发放方式
张三,2024-01-05,生日,100.00,现金
张三,2024-01-05,生日,100.00,现金
李四,2024-01-06,生日,100.005,现金
"""
MARKED = "受助人姓名,发放日期,帮扶慰问类型,金额,发放方式,原件位置"
VOUCHER = """
凭证日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额
2024-03-01,记,1,手续费,50304,专项业务费,10.00,
2024-03-01,记,1,手续费,102,银行存款,,10.00
2024-03-02,记,2,活动,50102,文体活动费,20.00,
2024-03-02,记,2,活动,102,银行存款,,20.00
"""
PAID = "select coalesce(sum(paid_fen), 0)::bigint, count(*) from dues"
GIVEN = "select coalesce(sum(amount_fen), 0)::bigint, count(*) from assistance"
SPENT = "select coalesce(sum(debit_fen), 0)::bigint, count(*) from voucher"


def taken_back(books: Books, receipt: Receipt) -> None:
    """Undo a load."""
    undo(books, receipt.batch, "试验", "测试", AT)


def again(books: Books, receipt: Receipt) -> Receipt:
    """Redo a load; its receipt adds up, now and as it stands."""
    found = redo(books, receipt.batch, "测试", AT)
    assert found.balanced and stood(books, found.batch).balanced
    return found


def stood(books: Books, number: int) -> Receipt:
    """The receipt of a load as it stands."""
    state = books.state()
    return standing(books, state, state.batch(number))


@pytest.mark.parametrize(("name", "text", "sql", "file"), [
    ("dues", DUES, PAID, "3月.csv"), ("dues", WIDE, PAID, "2024年会费.csv"),
    ("assistance", GIFTS, GIVEN, "慰问.csv"), ("voucher", VOUCHER, SPENT, "序时账.csv"),
])
def test_redo_after_undo_is_the_load_once_more(
    tmp_path: Path, name: str, text: str, sql: str, file: str
) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, name, text, file)
    there = rows(books, sql)
    taken_back(books, first)
    assert rows(books, sql) == [(0, 0)]
    found = again(books, first)
    assert rows(books, sql) == there
    assert found.again == first.batch
    assert (found.records, found.accepted, found.refused, found.rows, found.sums) == (
        first.records, first.accepted, first.refused, first.rows, first.sums
    )
    assert rows(books, sql, as_of=first.batch) == there
    assert verify(books.home).ok and reread(books) == []
    taken_back(books, found)
    assert again(books, first).accepted == first.accepted, "also from the load it was first"
    assert rows(books, sql) == there


def test_a_load_is_redone_once_in_whichever_form(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    with pytest.raises(WrongUse, match="没有撤销过"):
        redo(books, first.batch, "测试", AT)
    taken_back(books, first)
    second = again(books, first)
    with pytest.raises(WrongUse, match=f"已由第{second.batch}号重做"):
        redo(books, first.batch, "测试", AT)
    taken_back(books, second)
    third = again(books, first)
    with pytest.raises(WrongUse, match=f"已由第{third.batch}号重做"):
        redo(books, second.batch, "测试", AT)
    assert rows(books, PAID) == [(2000, 2)]


def test_a_lean_load_is_redone_without_a_second_copy_of_its_rows(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    lines = ["会员编号,所属月份,应缴会费,实缴会费"]
    lines += [f"{number},2024-03,1.00,1.00" for number in range(10_000, 32_000)]
    first = load(books, tmp_path, "dues", "\n".join(lines))
    assert "first_line" in books.state().batch(first.batch).body
    taken_back(books, first)
    found = again(books, first)
    both = [batch_path(books.home, each.batch, "dues") for each in (first, found)]
    assert both[0].samefile(both[1])
    assert rows(books, PAID) == [(2_200_000, 22_000)]
    assert verify(books.home).ok


def test_redoing_a_load_that_superseded_puts_it_in_that_place_again(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "dues", DUES)
    new = load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv",
               supersede=old.batch)
    taken_back(books, new)
    assert rows(books, PAID) == [(2000, 2)]
    found = again(books, new)
    assert (found.replaces, found.replaced_rows, found.duplicates) == (old.batch, 1, 1)
    assert rows(books, PAID) == [(4500, 2)]
    assert stood(books, old.batch).superseded == 1


def test_redo_is_refused_while_what_took_its_place_lives(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    new = load(books, tmp_path, "assistance", GIFTS.replace("100.00,", "90.00,"), "b.csv",
               supersede=old.batch)
    taken_back(books, old)
    with pytest.raises(WrongUse, match=f"第{new.batch}号装载取代"):
        redo(books, old.batch, "测试", AT)
    taken_back(books, new)
    again(books, old)
    assert rows(books, GIVEN) == [(20000, 2)]


def test_two_corrections_of_one_file_never_count_beside_each_other(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    one = load(books, tmp_path, "assistance", GIFTS.replace("100.00,", "90.00,"), "b.csv",
               supersede=old.batch)
    with pytest.raises(WrongUse, match=f"已由第{one.batch}号装载取代"):
        load(books, tmp_path, "assistance", GIFTS.replace("100.00,", "80.00,"), "c.csv",
             supersede=old.batch)
    taken_back(books, one)
    two = load(books, tmp_path, "assistance", GIFTS.replace("100.00,", "80.00,"), "c.csv",
               supersede=old.batch)
    with pytest.raises(WrongUse, match=f"已由第{two.batch}号装载取代"):
        redo(books, one.batch, "测试", AT)
    assert rows(books, GIVEN) == [(16000, 2)]


def test_a_correction_of_a_correction_takes_the_rows_that_both_left_where_they_were(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    text = GIFTS.replace("100.005", "30.00")
    old = load(books, tmp_path, "assistance", text)
    one = load(books, tmp_path, "assistance", text.replace("30.00", "40.00"), "b.csv",
               supersede=old.batch)
    assert rows(books, GIVEN) == [(24000, 3)]
    two = load(books, tmp_path, "assistance", text.replace("100.00,", "90.00,").replace("30.00", "40.00"),
               "c.csv", supersede=one.batch)
    assert rows(books, GIVEN) == [(22000, 3)]
    assert [stood(books, each.batch).superseded for each in (old, one)] == [3, 2]
    with pytest.raises(WrongUse, match=f"第{two.batch}号装载取代"):
        undo(books, one.batch, "试验", "测试", AT)
    taken_back(books, two)
    assert rows(books, GIVEN) == [(24000, 3)]
    taken_back(books, one)
    assert rows(books, GIVEN) == [(23000, 3)]


def test_an_undo_that_would_let_one_entry_count_twice_names_what_to_undo_first(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "dues", DUES)
    new = load(books, tmp_path, "dues", "\n".join(DUES.strip().splitlines()[:2]), "b.csv",
               supersede=old.batch)
    later = load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,5.00"), "c.csv")
    with pytest.raises(WrongUse, match=f"请先撤销第{later.batch}号装载"):
        undo(books, new.batch, "试验", "测试", AT)
    taken_back(books, later)
    taken_back(books, new)
    assert rows(books, PAID) == [(2000, 2)]


def test_redone_rows_that_came_another_way_meanwhile_are_duplicates_or_conflicts(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    taken_back(books, first)
    load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,5.00"), "b.csv")
    found = again(books, first)
    assert (found.accepted, found.duplicates, found.refused) == (0, 1, 1)
    assert (3, "row", "key_conflict") in codes(found)
    assert rows(books, PAID) == [(2500, 2)]


def test_a_wide_record_of_which_some_months_are_there_already_counts_each_month_once(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES.replace("2024-03", "2024-01").replace("25.00,0.00", "20.00,20.00"))
    wide = load(books, tmp_path, "dues", WIDE, "2024年会费.csv")
    assert (wide.accepted, wide.duplicates, wide.row_counts["duplicates"]) == (3, 0, 2)
    assert rows(books, PAID) == [(12000, 6)]
    assert stood(books, wide.batch).sums == wide.sums


# lines handed in again


def line_again(books: Books, folder: Path, of: Receipt, line: int, amount: str, name: str) -> Receipt:
    """Hand in one line of a load again with that amount."""
    origin = origin_of(books.state().batch(of.batch), line)
    text = f"{MARKED}\n李四,2024-01-06,生日,{amount},现金,{origin}"
    return load(books, folder, "assistance", text, name)


def test_a_line_corrected_twice_counts_once(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    one = line_again(books, tmp_path, old, 4, "100.00", "b.csv")
    two = line_again(books, tmp_path, old, 4, "100.01", "c.csv")
    assert (one.answers, two.answers, two.replaced_rows) == (1, 1, 1)
    assert rows(books, GIVEN) == [(30001, 3)]
    assert stood(books, old.batch).superseded == 1 and stood(books, one.batch).superseded == 1
    taken_back(books, two)
    assert rows(books, GIVEN) == [(30000, 3)]
    taken_back(books, one)
    assert stood(books, old.batch).refused == 1
    again(books, two)
    with pytest.raises(WrongUse, match="更正"):
        redo(books, one.batch, "测试", AT)
    assert rows(books, GIVEN) == [(30001, 3)]


def test_a_line_refused_once_more_leaves_the_row_that_counts(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS.replace("100.005", "100.00"))
    found = line_again(books, tmp_path, old, 4, "100.005", "b.csv")
    assert (found.refused, found.answers, found.replaced_rows) == (1, 0, 0)
    assert rows(books, GIVEN) == [(30000, 3)]


def test_a_mark_names_the_sheet_that_its_line_stands_in(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = tmp_path / "慰问.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, amount in (("1月", 100.005), ("2月", 50)):
        found = book.add_worksheet(name)
        month = name.removesuffix("月")
        for at, line in enumerate([
            ["受助人姓名", "发放日期", "帮扶慰问类型", "金额", "发放方式"],
            ["李四", f"2024-0{month}-06", "生日", amount, "现金"],
        ]):
            found.write_row(at, 0, line)
    book.close()
    first, second = load_file(books, path, Answers(ledger="assistance", accept=True), "测试", AT)
    assert (first.refused, second.accepted) == (1, 1)
    found = line_again(books, tmp_path, first, 2, "100.00", "b.csv")
    assert (found.answers, found.replaced_rows) == (1, 0)
    assert rows(books, GIVEN) == [(15000, 2)]
    assert stood(books, first.batch).superseded == 1


def test_redone_lines_keep_the_place_among_equal_payments_that_they_had(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = GIFTS.replace("李四,2024-01-06,生日,100.005", "张三,2024-01-05,生日,100.005")
    old = load(books, tmp_path, "assistance", text)
    origin = origin_of(books.state().batch(old.batch), 4)
    one = load(books, tmp_path, "assistance",
               f"{MARKED}\n张三,2024-01-05,生日,100.00,现金,{origin}", "b.csv")
    assert rows(books, GIVEN) == [(30000, 3)]
    taken_back(books, one)
    found = again(books, one)
    files = [BatchFile(batch_path(books.home, each.batch, "assistance"), None, each.batch)
             for each in (one, found)]
    with books.connection.cursor() as cursor:
        ordinals = cursor.execute(
            f"select ordinal from ({rows_sql(ledger('assistance'), files)})"
        ).fetchall()
    assert ordinals == [(3,), (3,)]


def test_a_mended_line_equal_to_another_payment_counts_where_the_roster_knows_the_person_too(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "member", "会员编号,姓名,所属单位,入会日期\nM1,张三,1,2020-01-01", "m.csv")
    text = GIFTS.replace("李四,2024-01-06,生日,100.005", "张三,2024-01-05,生日,100.005")
    old = load(books, tmp_path, "assistance", text)
    before = rows(books, GIVEN)
    origin = origin_of(books.state().batch(old.batch), 4)
    one = load(books, tmp_path, "assistance",
               f"{MARKED}\n张三,2024-01-05,生日,100.00,现金,{origin}", "b.csv")
    assert (one.accepted, one.duplicates) == (1, 0)
    assert rows(books, GIVEN) == [(before[0][0] + 10000, before[0][1] + 1)]


# the two-person rule


def entered(books: Books, folder: Path, text: str, name: str = "a.csv", **given: object) -> Receipt:
    """A dues file handed in under the two-person rule, by 测试."""
    if "dues" not in books.state().two_person:
        set_two_person(books, "dues", True, "内控要求", "主席", AT)
    return load(books, folder, "dues", text, name, **given)


def test_an_entry_counts_nowhere_until_somebody_else_approves_it(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    assert entry.pending and rows(books, PAID) == [(0, 0)] and books.version() == 0
    assert stood(books, entry.batch).pending
    for who in ("测试", " 测 试 ", "测\u3000试"):
        with pytest.raises(WrongUse, match="另一个人"):
            approve(books, entry.batch, who, AT)
    with pytest.raises(WrongUse, match="写明复核人"):
        approve(books, entry.batch, "  ", AT)
    found = approve(books, entry.batch, "复核员", AT)
    assert (found.pending, found.again, found.accepted) == (False, entry.batch, 2)
    assert rows(books, PAID) == [(2000, 2)]
    state = books.state()
    assert state.pending == () and state.batch(entry.batch).settled_by == found.batch
    assert not stood(books, entry.batch).pending
    assert books.events[-1].body["entered_by"] == "测试"
    with pytest.raises(WrongUse, match="不在等待复核"):
        approve(books, entry.batch, "复核员", AT)
    assert verify(books.home).ok and reread(books) == []


def test_as_of_a_moment_the_entry_waits_and_later_it_does_not(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    found = approve(books, entry.batch, "复核员", AT)
    assert [each.number for each in books.state(entry.batch).pending] == [entry.batch]
    assert rows(books, PAID, as_of=entry.batch) == [(0, 0)]
    assert rows(books, PAID, as_of=found.batch) == [(2000, 2)]
    with pytest.raises(WrongUse, match="没有第"):
        books.state(entry.batch - 1).batch(entry.batch)


NOBODY = ("", " ", "本机", "阳光账本", "本 机", "-", "（会计）", "\u200b")
ONE = (
    "测试", "测 试", "测试\u200b", "测试（会计）", "测试。", "测\u00ad试", "\u202e测试", "测试\ufe00",
    "测试-", "测试[1]",
)


def test_nobody_and_the_same_name_spelt_otherwise_are_no_second_person(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    (entry,) = [entered(books, tmp_path, DUES).batch]
    for name in (*NOBODY, *ONE):
        with pytest.raises(WrongUse, match=r"复核人的姓名|是测试录入的"):
            approve(books, entry, name, AT)
    passed = approve(books, entry, "复核员", AT).batch
    for who, second in (
        *(("测试", each) for each in (*NOBODY, *ONE)), *((each, "复核员") for each in NOBODY),
    ):
        with pytest.raises(WrongUse, match="请写明经办人和复核人的姓名"):
            undo(books, passed, "错了", who, AT, second)
    for name in NOBODY:
        with pytest.raises(WrongUse, match="要写明录入人的姓名"):
            load_file(books, written(tmp_path, "b.csv", DUES.replace("-03", "-05")),
                      Answers(ledger="dues", accept=True), name, AT)
    assert len(books.state().entries) == 1


def test_an_entry_that_is_turned_down_stays_in_the_record_with_the_reason(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    for reason, who in ((" ", "复核员"), ("月份不对", " ")):
        with pytest.raises(WrongUse, match="退回要写明"):
            reject(books, entry.batch, reason, who, AT)
    reject(books, entry.batch, "月份不对", "复核员", AT)
    state = books.state()
    kept = state.batch(entry.batch)
    assert (kept.rejected_why, kept.settled_by, state.pending) == ("月份不对", books.events[-1].seq, ())
    with pytest.raises(WrongUse, match="不在等待复核"):
        approve(books, entry.batch, "复核员", AT)
    with pytest.raises(WrongUse, match="退回"):
        undo(books, entry.batch, "试验", "测试", AT)
    assert not entered(books, tmp_path, DUES).already, "the same file may be handed in again"


def test_the_same_file_is_entered_once_but_not_when_it_says_something_else(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = "会员编号,应缴会费,实缴会费\n1001,20.00,20.00"
    first = entered(books, tmp_path, text, sets={"month": "2024-01"})
    assert entered(books, tmp_path, text, sets={"month": "2024-01"}).batch == first.batch
    second = entered(books, tmp_path, text, sets={"month": "2024-02"})
    assert second.pending and not second.already
    assert [each.number for each in books.state().pending] == [first.batch, second.batch]


def test_an_entry_is_held_against_the_books_as_they_are_when_it_is_approved(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    one = entered(books, tmp_path, DUES)
    two = entered(books, tmp_path, DUES.replace("25.00,0.00", "25.00,5.00"), "b.csv")
    assert (two.accepted, two.duplicates) == (2, 0)
    approve(books, one.batch, "复核员", AT)
    found = approve(books, two.batch, "复核员", AT)
    assert found.balanced and (found.accepted, found.duplicates, found.refused) == (0, 1, 1)
    assert (3, "row", "key_conflict") in codes(found)
    assert rows(books, PAID) == [(2000, 2)]


def test_an_entry_of_which_nothing_could_enter_any_more_waits_until_it_is_turned_down(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    text = "\n".join(DUES.strip().splitlines()[:2])
    one = entered(books, tmp_path, text)
    two = entered(books, tmp_path, text.replace("20.00,20.00", "20.00,7.00"), "b.csv")
    approve(books, one.batch, "复核员", AT)
    with pytest.raises(WrongUse, match="一行也不能计入"):
        approve(books, two.batch, "复核员", AT)
    assert [each.number for each in books.state().pending] == [two.batch]
    reject(books, two.batch, "与已有的冲突", "复核员", AT)


def test_two_entries_that_replace_one_load_are_not_both_approved(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    set_two_person(books, "assistance", True, "内控要求", "主席", AT)
    one, two = (
        load(books, tmp_path, "assistance", GIFTS.replace("100.00,", f"{amount}.00,"), f"{amount}.csv",
             supersede=old.batch) for amount in (90, 80)
    )
    assert one.pending and two.pending and rows(books, GIVEN) == [(20000, 2)]
    found = approve(books, one.batch, "复核员", AT)
    with pytest.raises(WrongUse, match=f"已由第{found.batch}号装载取代"):
        approve(books, two.batch, "复核员", AT)
    assert rows(books, GIVEN) == [(18000, 2)]
    assert stood(books, old.batch).superseded == 2


def test_two_entries_that_correct_one_line_are_not_both_approved(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    set_two_person(books, "assistance", True, "内控要求", "主席", AT)
    one = line_again(books, tmp_path, old, 4, "100.00", "b.csv")
    two = line_again(books, tmp_path, old, 4, "100.01", "c.csv")
    assert one.pending and two.pending and stood(books, old.batch).refused == 1
    found = approve(books, one.batch, "复核员", AT)
    with pytest.raises(WrongUse, match=f"已由第{found.batch}号装载（第2行）更正"):
        approve(books, two.batch, "复核员", AT)
    assert rows(books, GIVEN) == [(30000, 3)] and stood(books, old.batch).superseded == 1


def test_undo_and_redo_of_a_ledger_under_the_rule_need_a_second_name(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    found = approve(books, entry.batch, "复核员", AT)
    for second in ("", "测试", "测 试"):
        with pytest.raises(WrongUse, match="两人制"):
            undo(books, found.batch, "试验", "测试", AT, second)
    undo(books, found.batch, "试验", "测试", AT, "复核员")
    assert books.events[-1].body["second"] == "复核员"
    with pytest.raises(WrongUse, match="两人制"):
        redo(books, found.batch, "测试", AT)
    redone = redo(books, found.batch, "测试", AT, "复核员")
    assert rows(books, PAID) == [(2000, 2)]
    assert books.state().batch(entry.batch).settled_by == found.batch
    assert books.state().form(entry.batch) == redone.batch


def test_what_waits_is_approved_by_two_also_when_the_rule_was_lifted_meanwhile(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    set_two_person(books, "dues", False, "人手不够", "主席", AT)
    with pytest.raises(WrongUse, match="另一个人"):
        approve(books, entry.batch, "测试", AT)
    approve(books, entry.batch, "复核员", AT)
    assert not load(books, tmp_path, "dues", DUES.replace("2024-03", "2024-04"), "b.csv").pending


def test_the_rule_that_came_between_trial_and_loading_holds(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = written(tmp_path, "a.csv", DUES)
    source = sheet.read(path)
    names = ("member_id", "month", "due", "paid")
    links = tuple(Link(name, "cell", (at,), (source.tables[0].header[at],)) for at, name in enumerate(names))
    mapping = Mapping("dues", source.tables[0].header, links)
    mends = (Mend(3, "", 3, "0.00", "5.00", "笔误", "测试"),)
    tried = try_table(books, source, path, source.tables[0], mapping, None, mends)
    assert not tried.receipt.pending
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    found = commit(books, tried, "测试", AT)
    discard(tried)
    assert found.pending and found.mended == 1 and rows(books, PAID) == [(0, 0)]
    approve(books, found.batch, "复核员", AT)
    assert rows(books, PAID) == [(2500, 2)]
    assert reread(books) == [] and verify(books.home).ok


def test_an_entry_cut_off_before_its_event_is_no_entry_and_rebuild_sweeps(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    entry = entered(books, tmp_path, DUES)
    copy = tmp_path / "cut"
    shutil.copytree(books.home, copy)
    lines = path_of(copy).read_bytes().splitlines(keepends=True)
    path_of(copy).write_bytes(b"".join(lines[:-1]) + lines[-1][:-20])
    (copy / "head").write_bytes(lines[-2])
    cut = open_books(copy)
    assert state_of(cut).pending == () and verify(copy).ok
    assert "不属于任何事件" in verify(copy).message
    fresh = entered(cut, tmp_path, DUES)
    assert fresh.batch == entry.batch and not fresh.already
    assert cut.rebuild() >= 0 and verify(copy).ok
    assert [each.number for each in state_of(cut).pending] == [fresh.batch]
    path = batch_path(copy, fresh.batch, "dues")
    path.write_bytes(path.read_bytes() + b"x")
    assert "已被改动" in verify(copy).message


def state_of(books: Books) -> State:
    """The newest state."""
    return books.state()
