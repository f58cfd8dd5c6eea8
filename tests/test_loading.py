"""The door: what becomes of each record, now and after undo and supersede (design.md §4)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from openbooks import mapping, sheet, store, verification
from openbooks.access import LOCAL_PAGES
from openbooks.books import VERSIONS
from openbooks.contract import ledgers
from openbooks.errors import NotWritten, WrongUse
from openbooks.history import Settings
from openbooks.intake import Answers, load_file, mapping_of
from openbooks.loading import commit, found
from openbooks.receipt import as_json
from openbooks.standing import receipt_of
from openbooks.trial import try_table
from openbooks.undoing import undo
from tests.door import AT, books_in, codes, load, rows, written

DUES = """
会员编号,姓名,所属月份,应缴会费,实缴会费
1001,张三,2024-03,20.00,20.00
1002,李四,2024-03,25.00,0.00
"""
BANK = """
交易日期,收支,金额,摘要
2024-03-01,支出,10.00,手续费
2024-03-01,支出,10.00,手续费
2024-03-02,收入,500.00,拨缴
"""
PAID = "select coalesce(sum(paid_fen), 0)::bigint from dues"
SPENT = "select coalesce(sum(amount_fen), 0)::bigint from bank"


def test_the_same_file_again_is_answered_with_the_batch_that_holds_it(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    again = load(books, tmp_path, "dues", DUES)
    assert (again.batch, again.already) == (first.batch, True)
    assert books.version() == first.batch


def test_equal_rows_of_another_file_are_duplicates_stored_and_not_counted(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    second = load(books, tmp_path, "dues", DUES + "1003,王五,2024-03,30.00,30.00", "more.csv")
    assert (second.records, second.accepted, second.duplicates, second.dropped) == (4, 1, 2, 1)
    assert [s.duplicates for s in second.sums if s.column == "paid"] == [2000]
    assert rows(books, PAID) == [(5000,)]


def test_a_duplicate_comes_alive_when_what_it_duplicates_is_undone(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    load(books, tmp_path, "dues", DUES + "1003,王五,2024-03,30.00,30.00", "b.csv")
    load(books, tmp_path, "dues", DUES + "1004,赵六,2024-03,40.00,40.00", "c.csv")
    undo(books, first.batch, "试验", "测试", AT)
    assert rows(books, PAID) == [(9000,)]
    assert rows(books, "select count(*) from dues where member_id = '1001'") == [(1,)]
    assert rows(books, PAID, as_of=first.batch) == [(2000,)]


def test_two_genuine_equal_payments_both_stay_and_meet_again_as_duplicates(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "bank", BANK)
    assert codes(first) == [(3, "warn", "equal_rows")]
    assert rows(books, SPENT) == [(52000,)]
    second = load(books, tmp_path, "bank", BANK + "2024-03-01,支出,10.00,手续费", "b.csv")
    assert (second.accepted, second.duplicates) == (1, 3)
    assert rows(books, SPENT) == [(53000,)]
    undo(books, first.batch, "试验", "测试", AT)
    assert rows(books, SPENT) == [(53000,)]


def test_the_same_key_with_other_content_is_a_conflict_naming_file_and_line(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    changed = load(books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv")
    assert (changed.accepted, changed.duplicates, changed.refused) == (0, 1, 1)
    (conflict,) = changed.problems
    assert (conflict.line, conflict.code) == (3, "key_conflict")
    assert f"第{first.batch}号装载" in conflict.message and "第3行" in conflict.message
    assert rows(books, PAID) == [(2000,)]


def test_superseding_puts_the_new_file_in_place_and_undoing_it_brings_the_old_back(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "dues", DUES)
    new = load(
        books, tmp_path, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv",
        supersede=old.batch,
    )
    assert (new.accepted, new.duplicates, new.refused, new.replaced_rows) == (1, 1, 0, 1)
    assert rows(books, PAID) == [(4500,)]
    assert rows(books, PAID, as_of=old.batch) == [(2000,)]
    undo(books, new.batch, "试验", "测试", AT)
    assert rows(books, PAID) == [(2000,)]
    assert verification.verify(books.home).ok


def test_superseding_a_batch_without_keys_replaces_its_rows(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "bank", BANK)
    load(books, tmp_path, "bank", BANK.replace("500.00", "600.00"), "b.csv", supersede=old.batch)
    assert rows(books, SPENT) == [(62000,)]


def test_only_a_living_batch_of_the_same_ledger_can_be_superseded(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    dues = load(books, tmp_path, "dues", DUES)
    with pytest.raises(WrongUse, match="不能被取代"):
        load(books, tmp_path, "bank", BANK, supersede=dues.batch)
    with pytest.raises(WrongUse, match="没有第99号"):
        load(books, tmp_path, "bank", BANK, supersede=99)


def test_an_undone_file_can_be_handed_in_again(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    undo(books, first.batch, "试验", "测试", AT)
    assert rows(books, PAID) == [(0,)]
    again = load(books, tmp_path, "dues", DUES)
    assert (again.already, again.accepted) == (False, 2)
    assert rows(books, PAID) == [(2000,)]


def test_undo_needs_a_reason_and_happens_once(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    with pytest.raises(WrongUse, match="原因"):
        undo(books, first.batch, "  ", "测试", AT)
    undo(books, first.batch, "录错", "测试", AT)
    with pytest.raises(WrongUse, match="已在第"):
        undo(books, first.batch, "录错", "测试", AT)


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    trial = load(books, tmp_path, "dues", DUES, dry_run=True)
    assert (trial.batch, trial.accepted) == (0, 2)
    assert books.version() == 0 and not list((books.home / "batches").iterdir())


def test_bank_and_vouchers_together_change_no_total(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found(books, Settings("试验工会", "安徽", "2010", 1, False), "测试", AT)
    voucher = """
    凭证日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额
    2024-03-01,记,1,手续费,50304,专项业务费,10.00,
    2024-03-01,记,1,手续费,102,银行存款,,10.00
    """
    load(books, tmp_path, "voucher", voucher, "v.csv")
    before = rows(books, "select sum(debit_fen)::bigint, sum(credit_fen)::bigint from voucher")
    load(books, tmp_path, "bank", BANK, "b.csv")
    assert before == [(1000, 1000)]
    assert rows(books, "select sum(debit_fen)::bigint, sum(credit_fen)::bigint from voucher") == before


def test_a_bad_line_refuses_its_voucher_and_lists_the_siblings(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    receipt = load(books, tmp_path, "voucher", """
    凭证日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额
    2024-03-01,记,1,办公费,50304,专项业务费,10.005,
    2024-03-01,记,1,办公费,102,银行存款,,10.00
    2024-03-02,记,2,工会活动,50102,文体活动费,20.00,
    2024-03-02,记,2,工会活动,102,银行存款,,20.00
    """)
    assert (receipt.accepted, receipt.refused) == (2, 2)
    found_codes = [each for each in codes(receipt) if each[1] == "row"]
    assert found_codes == [(2, "row", "amount_over_two_places"), (3, "row", "voucher_sibling")]
    (debit,) = [each for each in receipt.sums if each.column == "debit"]
    assert (debit.total, debit.accepted, debit.refused, debit.unreadable) == (2000, 2000, 0, 1)


def test_number_and_date_are_filled_down_below_the_first_line_of_a_voucher(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "voucher", """
    日期,凭证字号,摘要,科目代码,科目名称,借方,贷方
    2024-03-01,记-1,交会议费,50302,会议费,10.00,
    ,,交会议费,102,银行存款,,10.00
    2024-03-02,记-2,培训,50301,培训费,30.00,
    ,,培训,102,银行存款,,30.00
    """)
    assert rows(books, "select number, line_no, voucher_date::varchar from voucher order by line") == [
        ("1", 1, "2024-03-01"), ("1", 2, "2024-03-01"),
        ("2", 1, "2024-03-02"), ("2", 2, "2024-03-02"),
    ]


def test_amount_with_direction_becomes_debit_and_credit(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    receipt = load(books, tmp_path, "voucher", """
    凭证日期,凭证字,凭证号,摘要,科目名称,方向,金额
    2024-03-01,记,1,会议费,会议费,借,10.00
    2024-03-01,记,1,会议费,银行存款,贷,10.00
    2024-03-01,记,2,结平,银行存款,平,5.00
    """)
    assert rows(books, "select debit_fen, credit_fen from voucher order by line") == [
        (1000, 0), (0, 1000)
    ]
    assert (4, "row", "flat_with_amount") in codes(receipt)


def test_a_name_the_roster_holds_once_is_that_member_and_twice_is_refused(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", """
    单位编号,单位名称,组织类型
    U1,低年级组,工会小组
    U2,高年级组,工会小组
    """, "u.csv")
    load(books, tmp_path, "member", """
    会员编号,姓名,所属单位,在职状态,是否会员,入会日期
    1,张三,低年级组,在职,是,2020-01-01
    2,李四,低年级组,在职,是,2020-01-01
    3,李四,高年级组,在职,是,2020-01-01
    """, "m.csv")
    receipt = load(books, tmp_path, "dues", """
    姓名,所属月份,应缴会费,实缴会费
    张三,2024-03,10.00,10.00
    李四,2024-03,10.00,10.00
    王五,2024-03,10.00,10.00
    """, "d.csv")
    assert (receipt.accepted, receipt.refused) == (2, 1)
    (refusal,) = [each for each in receipt.problems if each.severity == "row"]
    assert refusal.code == "person_ambiguous" and "低年级组、高年级组" in refusal.message
    assert (4, "warn", "person_unknown") in codes(receipt)
    assert rows(books, "select member_id, name from dues order by line") == [
        ("1", "张三"), (None, "王五")
    ]


def test_rows_given_by_name_are_resolved_when_the_roster_comes_and_stay_one(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    by_name = """
    姓名,所属月份,应缴会费,实缴会费
    张三,2024-03,10.00,10.00
    """
    first = load(books, tmp_path, "dues", by_name, "a.csv")
    assert "no_roster" in {each.code for each in first.problems}
    assert rows(books, "select member_id from dues") == [(None,)]
    load(books, tmp_path, "member", """
    会员编号,姓名,所属单位,在职状态,是否会员,入会日期
    77,张三,本部,在职,是,2020-01-01
    """, "m.csv")
    assert rows(books, "select member_id from dues") == [("77",)]
    by_number = load(books, tmp_path, "dues", """
    会员编号,所属月份,应缴会费,实缴会费
    77,2024-03,10.00,10.00
    """, "b.csv")
    assert (by_number.accepted, by_number.duplicates) == (0, 1)
    assert rows(books, PAID) == [(1000,)]
    assert rows(books, "select member_id from dues", as_of=first.batch) == [(None,)]


def test_a_saved_mapping_finds_its_months_where_they_stand_in_another_order(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = written(tmp_path, "一.csv", """
        编号,姓名,4月应缴,4月实缴,5月应缴,5月实缴
        M1,甲乙,1.00,1.00,2.00,2.00
    """)
    with sheet.opened(first) as source:
        given = Answers(ledger="dues", sets={"unit_id": "U1", "years": "2025"}, accept=True)
        found = mapping_of(books, books.state(), source, source.tables[0], given)
    saved = tmp_path / "saved.json"
    saved.write_text(mapping.to_json(found), encoding="utf-8")
    second = written(tmp_path, "二.csv", """
        姓名,5月应缴,5月实缴,编号,4月应缴,4月实缴
        甲丙,5.00,4.00,M2,3.00,2.50
    """)
    load_file(books, second, Answers(mapping=saved), "测试", AT)
    assert rows(books, "select member_id, month, due_fen, paid_fen from dues order by month") == [
        ("M2", "2025-04", 300, 250), ("M2", "2025-05", 500, 400),
    ]


def test_a_trial_that_lost_its_staging_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    header = "member_id,name,month,due,paid\n"
    path = written(tmp_path, "一.csv", header + "A1,甲乙,2025-02,1.00,1.00")
    given = Answers(ledger="dues", sets={"unit_id": "U1"}, accept=True)
    with sheet.opened(path) as source:
        table = source.tables[0]
        tried = try_table(
            books, source, path, table, mapping_of(books, books.state(), source, table, given)
        )
    load(books, tmp_path, "dues", header + "A2,甲丙,2025-02,1.00,1.00", sets={"unit_id": "U1"})
    shutil.rmtree(tried.checked.file.path.parent)
    with pytest.raises(NotWritten):
        commit(books, tried, "测试", AT)
    assert len(books.events) == 1


def test_an_undo_that_would_let_one_entry_count_twice_names_what_to_undo_first(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES, "a.csv")
    second = load(
        books, tmp_path, "dues", DUES.replace("20.00", "21.00"), "b.csv", supersede=first.batch
    )
    third = load(
        books, tmp_path, "dues", DUES.replace("20.00", "22.00"), "c.csv", supersede=second.batch
    )
    seen = rows(books, PAID)
    with pytest.raises(WrongUse, match=f"第{third.batch}号装载"):
        undo(books, second.batch, "错了", "测试", AT)
    assert rows(books, PAID) == seen
    undo(books, third.batch, "错了", "测试", AT)
    undo(books, second.batch, "错了", "测试", AT)
    assert rows(books, PAID) == rows(books, PAID, as_of=first.batch)


def test_an_equal_payment_without_a_key_keeps_such_an_undo_out_too(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    header = "受助人姓名,发放日期,帮扶慰问类型,金额,发放方式\n"
    given, kept = "张三,2024-01-05,生日,100.00,现金\n", "李四,2024-01-06,生日,200.00,现金\n"
    first = load(books, tmp_path, "assistance", header + given + kept, "a.csv")
    second = load(books, tmp_path, "assistance", header + kept, "b.csv", supersede=first.batch)
    third = load(books, tmp_path, "assistance", header + given, "c.csv")
    assert (second.replaced_rows, third.accepted) == (1, 1)
    with pytest.raises(WrongUse, match=f"请先撤销第{third.batch}号装载"):
        undo(books, second.batch, "错了", "测试", AT)
    assert rows(books, "select sum(amount_fen)::bigint from assistance") == [(30000,)]


def test_months_that_are_there_already_count_once_when_a_later_file_brings_them_again(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    header = "会员编号,应缴会费,1月,2月\n"
    load(books, tmp_path, "dues", header + "1,10.00,10.00,\n2,20.00,20.00,\n", "2024年会费一.csv")
    second = load(
        books, tmp_path, "dues", header + "1,10.00,10.00,9.00\n2,20.00,20.00,18.00\n", "2024年会费二.csv"
    )
    # each record brings a new month, so none of them is a duplicate as a whole
    assert (second.accepted, second.duplicates, second.row_counts["duplicates"]) == (2, 0, 2)
    assert rows(books, "select month, count(*), sum(paid_fen)::bigint from dues group by 1 order by 1") == [
        ("2024-01", 2, 3000), ("2024-02", 2, 2700),
    ]


def test_months_side_by_side_become_rows_and_a_later_month_is_added(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", """
    2024年会费,,,,
    会员编号,应缴会费,1月,2月,3月
    1,10.00,10.00,10.00,
    2,20.00,20.00,20.00,
    """, "a.csv")
    assert (first.records, first.accepted, first.rows) == (4, 2, 4)
    assert rows(books, "select member_id, month, paid_fen, cell from dues order by row_no")[0] == (
        "1", "2024-01", 1000, "1月"
    )
    second = load(books, tmp_path, "dues", """
    2024年会费,,,,
    会员编号,应缴会费,1月,2月,3月
    1,10.00,10.00,10.00,10.00
    2,20.00,20.00,20.00,
    """, "b.csv")
    assert (second.accepted, second.duplicates) == (1, 1)
    assert second.row_counts == {"accepted": 1, "duplicates": 4, "refused": 0}
    assert rows(books, PAID) == [(7000,)]


def test_pages_see_masked_names_pseudonyms_and_scrubbed_text(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "member", """
    会员编号,姓名,所属单位,在职状态,是否会员,入会日期,身份证号,联系电话
    77,张小三,本部,在职,是,2020-01-01,11010519491231002X,13812345678
    """, "m.csv")
    load(books, tmp_path, "voucher", """
    凭证日期,凭证字,凭证号,摘要,科目名称,借方金额,贷方金额
    2024-03-01,记,1,慰问张小三电话13812345678,送温暖费,10.00,
    2024-03-01,记,1,慰问张小三,银行存款,,10.00
    """, "v.csv")
    load(books, tmp_path, "dues", DUES.replace("1001", "77").replace("张三", "张小三"), "d.csv")
    (member,) = rows(books, "select member_id, name, id_number, phone from member", LOCAL_PAGES)
    assert member[1:] == ("张*三", "****002X", "****5678")
    assert member[0].startswith("P") and "77" not in member
    joined = "select count(*) from dues d join member m on m.member_id = d.member_id"
    assert rows(books, joined, LOCAL_PAGES) == rows(books, joined) == [(1,)]
    summaries = {row[0] for row in rows(books, "select summary from voucher", LOCAL_PAGES)}
    assert summaries == {"慰问张*三电话138****5678", "慰问张*三"}


def test_no_ledger_has_a_column_that_the_store_uses_for_itself() -> None:
    own = {"batch", "row_no", "line", "cell", "ordinal", "load_status", "of_batch", "of_row",
           "refused", "missed", "gap"}
    taken = {(each.name, c.stored) for each in ledgers().values() for c in each.columns
             if c.stored in own}
    assert taken == set()


def test_people_without_a_number_are_told_apart_where_names_are_masked(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", """
    姓名,所属月份,应缴会费,实缴会费
    张小三,2024-03,20.00,20.00
    张大三,2024-03,25.00,0.00
    """)
    found = rows(books, "select member_id, name from dues", LOCAL_PAGES)
    assert {name for _, name in found} == {"张*三"}
    assert len({person for person, _ in found}) == 2


def test_a_reversal_keeps_its_sign_beside_a_direction(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    receipt = load(books, tmp_path, "bank", """
        交易日期,借贷标志,交易金额,余额,摘要
        2023-03-05,贷,1000.00,5000.00,转账
        2023-03-06,借,200.50,4799.50,付款
        2023-03-07,借,-10.00,4809.50,冲正
    """, sets={"account_no": "1", "unit_id": "1"})
    assert (4, "warn", "below_minimum") in codes(receipt)
    load(books, tmp_path, "bank", """
        交易日期,收支,交易金额,余额,摘要
        2023-03-05,支出,-100.00,900.00,付款
        2023-03-06,支出,-50.00,850.00,付款
        2023-03-07,支出,50.00,900.00,退回
        2023-03-08,收入,10.00,910.00,利息
    """, name="other.csv", sets={"account_no": "2", "unit_id": "1"})
    found = rows(books, "select account_no, direction, sum(amount_fen)::bigint from bank group by all")
    assert set(found) == {
        ("1", "收入", 100000), ("1", "支出", 19050), ("2", "支出", 10000), ("2", "收入", 1000),
    }


def test_a_balance_on_no_side_refuses_its_row(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    receipt = load(books, tmp_path, "balance", """
        科目编码,科目名称,方向,期初余额,借方发生额,贷方发生额,方向,期末余额
        101,库存现金,借,100.00,50.00,30.00,借,120.00
        103,零余额,平,0.00,,,平,0.00
        104,其他,平,5.00,,,平,0.00
        105,其他,,,,,,7.00
    """, sets={"period": "2023-03", "unit_id": "1"})
    assert [each for each in codes(receipt) if each[1] == "row"] == [
        (4, "row", "flat_with_amount"), (5, "row", "flat_with_amount"),
    ]


def test_months_side_by_side_in_conflict_are_no_difference_when_read_again(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    header = "工号,姓名,应缴,1月,2月,3月\n"
    for name, paid in (("a.csv", "12,12,12"), ("b.csv", "12,13,12")):
        load(books, tmp_path, "dues", f"{header}001,张三,10,10,10,10\n002,李四,12,{paid}",
             name=f"2023年{name}")
    assert verification.reread(books) == []


GIFT = {"unit_id": "1", "paid_date": "2024-01-05", "kind": "节日慰问", "payment_method": "现金"}
GIVEN = "select line, cell, recipient_name, amount_fen from assistance order by batch, row_no"


def test_a_panel_that_shares_a_column_with_another_is_not_half_read(tmp_path: Path) -> None:
    text = "部门,姓名,金额,姓名,金额\n语文组,张三,300,王五,300\n数学组,李四,300,赵六,300"
    with pytest.raises(WrongUse, match="并排了两栏"):
        load(books_in(tmp_path), tmp_path, "assistance", text, sets=GIFT)


def test_records_that_share_a_line_are_taken_or_refused_each_by_itself(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = """
        序号,姓名,金额,签名,序号,姓名,金额,签名
        1,张三,300,,4,王五,300.005,
        2,李四,x,,5,赵六,y,
        3,钱七,200,,6,,,
    """
    receipt = load(books, tmp_path, "assistance", text, sets=GIFT)
    assert (receipt.records, receipt.accepted, receipt.refused, receipt.dropped) == (7, 2, 3, 2)
    assert receipt.dropped_records == ((1, "表头"), (4, "空行"))
    assert rows(books, GIVEN) == [(2, "A列", "张三", 30000), (4, "A列", "钱七", 20000)]
    (said,) = [each for each in receipt.problems if each.value == "300.005"]
    assert said.message.startswith("第2行E列起的一栏「金额」")
    assert verification.reread(books) == []
    mended = text.replace("300.005", "300").replace("x", "100").replace("y", "150")
    second = load(books, tmp_path, "assistance", mended, "b.csv", sets=GIFT)
    assert (second.accepted, second.duplicates, second.refused, second.dropped) == (3, 2, 0, 2)
    assert rows(books, GIVEN)[2:] == [
        (3, "A列", "李四", 10000), (2, "E列", "王五", 30000), (3, "E列", "赵六", 15000),
    ]


def test_months_side_by_side_in_panels_are_rows_of_their_own_record(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = "姓名,1月,2月,,姓名,1月,2月\n张三,10,10,,王五,20,z\n李四,10,,,赵六,,\n"
    sets = {"unit_id": "1", "due": "10"}
    receipt = load(books, tmp_path, "dues", text, "2023年会费.csv", sets=sets)
    assert (receipt.records, receipt.accepted, receipt.refused, receipt.dropped) == (5, 2, 1, 2)
    assert receipt.dropped_records == ((1, "表头"), (3, "无月份数据"))
    assert rows(books, "select line, cell, name, month, paid_fen from dues order by row_no") == [
        (2, "A列1月", "张三", "2023-01", 1000), (2, "A列2月", "张三", "2023-02", 1000),
        (3, "A列1月", "李四", "2023-01", 1000),
    ]


def test_tables_side_by_side_are_loaded_and_found_again_each_by_itself(tmp_path: Path) -> None:
    books, path = books_in(tmp_path), tmp_path / "预算.csv"
    path.write_text(
        "收入项目,收入预算数,支出项目,支出预算数\n会费收入,1000,职工活动支出,800\n拨缴经费收入,2000,,\n"
    )
    answers = Answers(ledger="budget", sets={"unit_id": "1", "year": "2024"}, accept=True)
    first, second = load_file(books, path, answers, "测试", AT)
    assert (first.accepted, second.accepted) == (2, 1)
    assert rows(books, "select account_name, approved_fen from budget order by batch, row_no") == [
        ("会费收入", 100000), ("拨缴经费收入", 200000), ("职工活动支出", 80000),
    ]
    assert verification.reread(books) == []
    assert [each.batch for each in load_file(books, path, answers, "测试", AT)] == [
        first.batch, second.batch,
    ]


def test_a_hidden_sheet_is_passed_over_and_said(tmp_path: Path) -> None:
    path = tmp_path / "会费.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for month in (1, 2):
            sheet = book.add_worksheet(f"{month}月")
            for at, row in enumerate((
                [f"2023年{month}月会费"], ["工号", "姓名", "应缴", "实缴"], ["001", "张三", 10, 10],
            )):
                sheet.write_row(at, 0, row)
        sheet.hide()
    (receipt,) = load_file(books_in(tmp_path), path, Answers(ledger="dues", accept=True), "测试", AT)
    assert ("sheet_hidden", "2月") in [(each.code, each.sheet) for each in receipt.problems]


def test_a_letter_that_means_debit_to_one_and_credit_to_another_is_no_side(tmp_path: Path) -> None:
    receipt = load(books_in(tmp_path), tmp_path, "voucher", """
        日期,摘要,科目名称,方向,金额
        2023-03-05,收款,银行存款,D,10.00
        2023-03-05,收款,银行存款,借,10.00
    """, sets={"unit_id": "1"})
    assert (2, "row", "no_side") in codes(receipt)
    assert receipt.accepted == 1


def test_of_payer_and_payee_the_direction_says_who_is_the_other_party(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "bank", """
        交易日期,交易金额,余额,付款人名称,收款人名称,用途
        2023-03-05,1000.00,5000.00,某公司,清溪小学工会,会费
        2023-03-06,-200.50,4799.50,清溪小学工会,超市,水
    """, sets={"unit_id": "1"})
    assert rows(books, "select counterparty from bank order by booked_date") == [
        ("某公司",), ("超市",),
    ]


def test_what_was_superseded_since_is_answered_with_its_receipt_as_it_stands_now(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    load(books, tmp_path, "dues", DUES.replace("0.00\n", "5.00\n"), "b.csv", supersede=first.batch)
    again = load(books, tmp_path, "dues", DUES)
    assert (again.already, again.batch) == (True, first.batch)
    assert (again.accepted, again.superseded) == (0, 2), "and not as if it counted"


def test_the_receipt_that_is_kept_is_the_one_that_was_given(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    receipt = load(books, tmp_path, "dues", f"{DUES}合计,,,20.00,\n1009,王五,2024-13,20.00,20.005")
    assert receipt.problems and receipt.dropped_records and receipt.refused_records
    path = store.receipt_path(books.home, receipt.batch, "dues")
    assert json.loads(path.read_bytes()) == as_json(receipt)
    assert receipt_of(books, books.state().batch(receipt.batch)) == receipt


def test_loads_alone_keep_no_more_versions_than_are_kept(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    for turn in range(VERSIONS + 3):
        load(books, tmp_path, "bank", BANK.replace("500.00", f"{turn + 1}.00"), "b.csv")
    assert len([each for each in books._made if each.startswith("live_")]) == VERSIONS


def test_a_version_that_was_dropped_from_memory_is_made_anew(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES)
    for turn in range(VERSIONS + 3):
        number = load(books, tmp_path, "bank", BANK.replace("500.00", f"{turn + 1}.00"), "b.csv").batch
        assert rows(books, "select count(*) from bank", LOCAL_PAGES)[0][0] > 0
        undo(books, number, "试验", "测试", AT)
    assert rows(books, PAID, LOCAL_PAGES, as_of=first.batch) == [(2000,)]
    assert rows(books, PAID, as_of=first.batch) == [(2000,)]
