"""Closed months: nothing in them changes until somebody opens them again, and whoever is refused
reads who closed them, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks import sheet
from openbooks.again import approve, redo
from openbooks.books import Books, open_books
from openbooks.closing import Closing, closed_sql, months, number, stretches
from openbooks.contract import ledger
from openbooks.errors import WrongUse
from openbooks.founding import found_own
from openbooks.governing import close, reopen, set_two_person
from openbooks.history import Settings
from openbooks.loading import commit
from openbooks.mapping import Link, Mapping
from openbooks.period import parts_of
from openbooks.trial import discard, try_table
from openbooks.undoing import undo
from openbooks.verification import verify
from tests.door import AT, books_in, codes, load, rows, written

LATER = datetime(2025, 4, 2, 9, 0, tzinfo=UTC)
DUES = """
会员编号,所属月份,应缴会费,实缴会费
1001,2024-01,20.00,20.00
1001,2024-02,20.00,20.00
1001,2024-03,20.00,20.00
"""
GIFTS = """
受助人姓名,发放日期,帮扶慰问类型,金额,发放方式
张三,2024-01-05,生日,100.00,现金
李四,2024-03-31,生日,50.00,现金
"""
PAID = "select coalesce(sum(paid_fen), 0)::bigint, count(*) from dues"
GIVEN = "select coalesce(sum(amount_fen), 0)::bigint, count(*) from assistance"


def shut(books: Books, start: str, end: str, who: str = "陈静", at: datetime = AT) -> int:
    """Close some months."""
    return close(books, start, end, "月结", who, at)


def test_rows_in_a_closed_month_are_refused_by_name_of_who_closed_it_and_the_others_enter(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    shut(books, "2024-01", "2024-02", "陈静")
    shut(books, "2024-02", "2024-03", "赵敏", LATER)
    found = load(books, tmp_path, "dues", DUES)
    assert (found.accepted, found.refused) == (1, 2)
    assert codes(found) == [(2, "row", "period_closed"), (3, "row", "period_closed")]
    first, second = (each.message for each in found.problems)
    assert "2024年1月已由陈静于2025-03-01结账" in first
    assert "2024年2月已由赵敏于2025-04-02结账" in second
    assert rows(books, PAID) == [(2000, 1)]


def test_a_duplicate_in_a_closed_month_passes(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    shut(books, "2024-01", "2024-04")
    again = load(books, tmp_path, "dues", DUES + "1002,2024-04,20.00,20.00", "b.csv")
    assert (again.accepted, again.duplicates, again.refused) == (1, 3, 0)
    changed = load(books, tmp_path, "dues", DUES.replace("20.00,20.00", "20.00,5.00"), "c.csv")
    assert {each.code for each in changed.problems} == {"key_conflict"}


def test_undo_supersede_and_redo_leave_a_closed_month_as_it_is(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "assistance", GIFTS)
    other = load(books, tmp_path, "assistance", GIFTS.replace("-05", "-06").replace("-31", "-30"), "b.csv")
    undo(books, other.batch, "试验", "测试", AT)
    seq = shut(books, "2024-01", "2024-02")
    with pytest.raises(WrongUse, match="不能撤销：2024年1月已由陈静于2025-03-01结账"):
        undo(books, first.batch, "试验", "测试", AT)
    with pytest.raises(WrongUse, match=f"不能取代第{first.batch}号装载：2024年1月已由陈静"):
        load(books, tmp_path, "assistance", GIFTS.replace("100.00", "90.00"), "c.csv",
             supersede=first.batch)
    part = redo(books, other.batch, "测试", AT)
    assert (part.accepted, part.refused) == (1, 1) and part.balanced
    assert (2, "row", "period_closed") in codes(part)
    assert rows(books, GIVEN) == [(20000, 3)]
    late = load(books, tmp_path, "assistance", GIFTS.replace("100.00,现金\n李四,2024-03-31",
                                                             "100.00,现金\n李四,2024-03-29"), "d.csv",
                supersede=first.batch)
    assert (late.accepted, late.duplicates, late.replaced_rows) == (1, 1, 1)
    with pytest.raises(WrongUse, match="已由陈静"):
        undo(books, first.batch, "试验", "测试", AT)
    undo(books, late.batch, "试验", "测试", AT)
    reopen(books, seq, "更正", "主席", LATER)
    undo(books, first.batch, "试验", "测试", AT)
    assert rows(books, GIVEN) == [(5000, 1)]
    assert verify(books.home).ok


def test_a_redo_of_which_all_lies_in_closed_months_says_who_closed_them_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    undo(books, first.batch, "试验", "测试", AT)
    seq = shut(books, "2024-01", "2025-01")
    with pytest.raises(WrongUse, match="2024年1月至12月已由陈静"):
        redo(books, first.batch, "测试", AT)
    reopen(books, seq, "更正", "主席", AT)
    assert redo(books, first.batch, "测试", AT).accepted == 3


def test_an_undo_that_brings_rows_back_into_a_closed_month_is_refused(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "assistance", GIFTS)
    new = load(books, tmp_path, "assistance", GIFTS.replace("2024-01-05", "2024-04-05"), "b.csv",
               supersede=old.batch)
    shut(books, "2024-01", "2024-02")
    with pytest.raises(WrongUse, match="2024年1月已由陈静"):
        undo(books, new.batch, "试验", "测试", AT)


@pytest.mark.parametrize("counted", [True, False])
def test_an_undo_lets_no_duplicate_count_again_in_a_closed_month(tmp_path: Path, counted: bool) -> None:
    books = books_in(tmp_path)
    january = "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-01,20.00,20.00"
    first = load(books, tmp_path, "dues", january).batch
    both = load(books, tmp_path, "dues", f"{january}\n1001,2024-02,20.00,20.00", "b.csv").batch
    instead = load(books, tmp_path, "dues", f"{january.splitlines()[0]}\n1002,2024-02,20.00,20.00", "c.csv",
                   supersede=both).batch
    if not counted:
        undo(books, first, "错了", "测试", AT)
    shut(books, "2024-01", "2024-02")
    closed = rows(books, f"{PAID} where \"month\" = '2024-01'")
    if counted:
        undo(books, instead, "错了", "测试", AT)
    else:
        with pytest.raises(WrongUse, match="2024年1月已由陈静"):
            undo(books, instead, "错了", "测试", AT)
    assert rows(books, f"{PAID} where \"month\" = '2024-01'") == closed


def test_in_a_list_in_panels_each_record_is_told_its_own_reason(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    shut(books, "2024-01", "2024-02")
    head = "会员编号,所属月份,应缴会费,实缴会费"
    found = load(books, tmp_path, "dues", f"""
        {head},{head}
        1002,2024-01,20.00,20.00,1001,2024-02,20.00,5.00
        1002,2024-02,20.00,20.00,1003,2024-02,20.00,20.00
        1002,2024-03,20.00,20.00,1003,2024-03,20.00,20.00
    """, "b.csv")
    assert (found.accepted, found.refused) == (4, 2)
    assert sorted((each.line, each.part, each.code) for each in found.problems) == [
        (2, "A列", "period_closed"), (2, "E列", "key_conflict"),
    ]


def test_a_closing_between_trial_and_loading_holds(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = written(tmp_path, "a.csv", DUES)
    source = sheet.read(path)
    (table,) = source.tables
    links = tuple(Link(name, "cell", (at,), (table.header[at],))
                  for at, name in enumerate(("member_id", "month", "due", "paid")))
    tried = try_table(books, source, path, table, Mapping("dues", table.header, links))
    assert tried.receipt.accepted == 3
    shut(books, "2024-01", "2024-02")
    found = commit(books, tried, "测试", AT)
    discard(tried)
    assert (found.accepted, found.refused) == (2, 1) and found.balanced


def test_an_entry_that_waited_while_its_month_was_closed_is_not_approved_into_it(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    entry = load(books, tmp_path, "dues", DUES)
    shut(books, "2024-01", "2024-03")
    found = approve(books, entry.batch, "复核员", AT)
    assert (found.accepted, found.refused) == (1, 2)
    other = load(books, tmp_path, "dues", DUES.replace("1001", "1002"), "b.csv")
    assert (other.accepted, other.refused) == (1, 2), "what is closed is refused when it is handed in"


def test_ledgers_without_a_date_are_never_closed(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    shut(books, "1990-01", "2100-01")
    found = load(books, tmp_path, "member", "会员编号,姓名,所属单位,入会日期\n1,张三,本部,2024-01-05")
    assert found.accepted == 1


@pytest.mark.parametrize("start", [1, 7])
def test_a_row_is_closed_when_the_whole_of_its_period_is(tmp_path: Path, start: int) -> None:
    """Every part of an accounting year against every stretch of months within two years."""
    books = books_in(tmp_path)
    target, budget = ledger("target"), ledger("budget")
    with books.connection.cursor() as cursor:
        for part in parts_of(2024, start):
            text = f"{part.code[:4]}-{part.code[4:]}" if part.code[4:5] in {"H", "Q"} else part.code
            row = f"(select '{text}' as period, 2024::bigint as year)"
            for first in range(number("2024-01"), number("2025-12"), 3):
                for behind in range(first + 1, number("2026-01"), 4):
                    span = [Closing(9, *map(spelt, (first, behind)), "陈静", "2025-03-01", "月结")]
                    closed = first <= number(part.start) and number(part.end) <= behind
                    (found, year), = cursor.execute(
                        f"select {closed_sql(target, 'r', span, start)}, "
                        f"{closed_sql(budget, 'r', span, start)} from {row} r"
                    ).fetchall()
                    assert found == (9 if closed else None), (part, span)
                    if part.months == 12:
                        assert year == found


def spelt(month: int) -> str:
    """A month as text."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def test_a_year_closed_in_two_halves_is_closed_and_one_half_reopened_is_not(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = "编制单位,预算年度,科目编码,科目名称,批准预算\n1,2024,501,职工活动支出,100.00"
    shut(books, "2024-01", "2024-07")
    second = shut(books, "2024-07", "2025-01", "赵敏")
    found = load(books, tmp_path, "budget", text)
    assert found.refused == 1 and "赵敏" in found.problems[0].message
    reopen(books, second, "调整预算", "主席", AT)
    assert load(books, tmp_path, "budget", text).accepted == 1


@pytest.mark.parametrize(("start", "closed"), [(1, True), (7, False)])
def test_a_voucher_is_of_its_accounting_month_where_the_year_is_the_calendar_s(
    tmp_path: Path, start: int, closed: bool
) -> None:
    books = open_books(tmp_path / "books")
    found_own(books, Settings("试验工会", "安徽", "2010", start, False), "测试", AT)
    shut(books, "2024-03", "2024-04")
    found = load(books, tmp_path, "voucher", """
    凭证日期,会计年度,会计期间,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额
    2024-04-01,2024,3,记,1,手续费,50304,专项业务费,10.00,
    2024-04-01,2024,3,记,1,手续费,102,银行存款,,10.00
    """)
    assert (found.refused == 2) is closed


def test_months_are_closed_once_with_a_name_and_a_reason(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    shut(books, "2024-01", "2024-03")
    shut(books, "2024-03", "2024-07")
    with pytest.raises(WrongUse, match="已经结账"):
        shut(books, "2024-02", "2024-05")
    for start, end in (("2024-1", "2024-03"), ("2024-13", "2025-01"), ("2024-05", "2024-05"),
                       ("2024-06", "2024-05"), ("", ""), ("2024-01", "２０２４-05")):
        with pytest.raises(WrongUse, match="起止月份"):
            shut(books, start, end)
    for who, reason in ((" ", "月结"), ("陈静", " ")):
        with pytest.raises(WrongUse, match="写明经办人和原因"):
            close(books, "2024-08", "2024-09", reason, who, AT)
    with pytest.raises(WrongUse, match="不是仍然有效的结账"):
        reopen(books, 99, "更正", "陈静", AT)


def test_what_was_closed_is_known_as_of_each_moment(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    seq = shut(books, "2024-01", "2024-03")
    reopen(books, seq, "更正", "主席", AT)
    assert [len(books.state(at).closings) for at in (0, 1, 2)] == [0, 1, 0]
    assert books.state().closings == ()
    shut(books, "2024-01", "2024-03")
    assert verify(books.home).ok


def test_stretches_of_months_are_said_as_people_say_them() -> None:
    assert months("2024-01", "2024-02") == "2024年1月"
    assert months("2024-01", "2024-07") == "2024年1月至6月"
    assert months("2023-12", "2024-03") == "2023年12月至2024年2月"
    spans = [Closing(n, a, b, "", "", "") for n, (a, b) in enumerate(
        [("2024-03", "2024-04"), ("2024-01", "2024-02"), ("2024-02", "2024-03"), ("2024-06", "2024-07")]
    )]
    assert [tuple(map(spelt, each)) for each in stretches(spans)] == [
        ("2024-01", "2024-04"), ("2024-06", "2024-07")
    ]
