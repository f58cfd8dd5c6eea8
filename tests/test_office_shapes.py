"""Whole tables as offices write them, read to the last value: what only several columns say together.

Each table is read through the proposal, with the answers that only the user can give.
"""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from datetime import date
from typing import Any

import pytest

from openbooks import contract, shape, sheet
from openbooks import mapping as mappings
from openbooks.filling import filled_down
from openbooks.question import AT_THE_END, EVENLY
from openbooks.rows import RowReader
from openbooks.taking import facts_of
from tests import sheet_kit

SCHOOL = shape.Context(units=(("1", "清溪小学工会"),), today=date(2024, 6, 1))


def propose(content: str, ledger: str, name: str = "表.csv") -> shape.Proposal:
    """What the file is understood to be in that ledger."""
    return shape.propose(sheet_kit.table(content, name), ledger, name, SCHOOL)


def asked(proposal: shape.Proposal) -> dict[str, str | None]:
    """Column → what is proposed for it."""
    return {each.column: each.proposed for each in proposal.questions}


def rows(
    content: str, ledger: str, *columns: str, name: str = "表.csv",
    answers: Dictionary[str, str] | None = None,
) -> list[tuple[Any, ...]]:
    """These columns of the rows that the file holds (money in 分); none is refused."""
    table = sheet_kit.table(content, name)
    of = contract.ledger(ledger)
    mapping = shape.settle(shape.propose(table, ledger, name, SCHOOL), answers or {})
    assert mappings.check(mapping) == []
    assert mappings.from_json(mappings.to_json(mapping)) == mapping
    reader = RowReader(of, mapping, facts_of(table, mapping, of))
    place = {column.name: index for index, column in enumerate(of.columns)}
    found = []
    for record in filled_down(of, mapping, sheet.records(table)):
        typed, problems = reader.read(record)
        assert not any(row.refused for row in typed), problems
        found += [tuple(row.values[place[column]] for column in columns) for row in typed]
    return found


# Months side by side


QUARTERS = "2024年会费\n姓名,一季度,二季度,全年合计\n张伟,45,36.60,81.60\n李娜,,30,30\n"


def test_an_amount_of_a_quarter_is_divided_evenly_among_its_months_when_that_is_agreed() -> None:
    found = propose(QUARTERS, "dues")
    assert asked(found)["spread"] == EVENLY
    got = rows(QUARTERS, "dues", "name", "month", "paid", answers={"due": "与实缴会费相同"})
    assert got == [
        *(("张伟", f"2024-{month:02d}", 1500) for month in (1, 2, 3)),
        *(("张伟", f"2024-{month:02d}", 1220) for month in (4, 5, 6)),
        *(("李娜", f"2024-{month:02d}", 1000) for month in (4, 5, 6)),
    ]


def test_an_amount_of_a_quarter_can_be_booked_in_its_last_month() -> None:
    got = rows(QUARTERS, "dues", "name", "month", "paid",
               answers={"due": "与实缴会费相同", "spread": AT_THE_END})
    assert got == [
        ("张伟", "2024-03", 4500), ("张伟", "2024-06", 3660), ("李娜", "2024-06", 3000),
    ]


def test_an_amount_that_does_not_divide_to_the_fen_refuses_its_record_and_says_why() -> None:
    content = "2024年会费\n姓名,上半年,下半年\n张伟,60,100\n李娜,60,60\n"
    table = sheet_kit.table(content, "表.csv")
    mapping = shape.settle(propose(content, "dues"), {"due": "与实缴会费相同"})
    ledger = contract.ledger("dues")
    reader = RowReader(ledger, mapping, facts_of(table, mapping, ledger))
    first, second = (reader.read(record) for record in sheet.records(table))
    assert all(row.refused for row in first[0])
    fault, = first[1]
    assert (fault.code, fault.line, fault.column) == ("not_divisible", 3, "下半年")
    assert "按月分列" in fault.message
    assert len(second[0]) == 12 and not second[1]


def test_a_quarter_beside_its_months_only_adds_them_up() -> None:
    content = "2024年会费\n姓名,1月,2月,3月,一季度,二季度\n张伟,10,10,10,30,30\n"
    found = propose(content, "dues")
    assert 4 in found.mapping.ignored and "合计" in dict(found.reasons)[4]
    got = rows(content, "dues", "month", "paid", answers={"due": "与实缴会费相同"})
    assert got == [(f"2024-{month:02d}", 1000) for month in range(1, 7)]


def test_coarse_and_fine_accounts_are_joined_to_one_name() -> None:
    content = (
        "凭证\n日期,凭证号,摘要,总账科目,明细科目,借方,贷方\n"
        "2024-03-05,记-1,买球,业务支出,培训费,100,\n2024-03-05,记-1,买球,银行存款,,,100\n"
        "2024-03-06,记-2,买书,业务支出,业务支出-培训费,100,\n"
    )
    assert rows(content, "voucher", "account_name") == [
        ("业务支出/培训费",), ("银行存款",), ("业务支出/培训费",),
    ]


def test_a_group_written_on_its_first_line_only_stands_for_the_lines_below() -> None:
    content = "2024年3月会费\n部门,姓名,应缴,实缴\n语文组,张伟,1,1\n,李娜,1,1\n数学组,王芳,1,1\n"
    found = propose(content, "dues")
    assert "上面最近的一格" in next(each.why for each in found.questions)
    assert rows(content, "dues", "name", "unit_id") == [
        ("张伟", "语文组"), ("李娜", "语文组"), ("王芳", "数学组"),
    ]


def test_gaps_in_a_column_of_groups_that_says_a_name_twice_are_left_empty() -> None:
    content = "2024年3月会费\n部门,姓名,应缴,实缴\n语文组,张伟,1,1\n语文组,李娜,1,1\n,王芳,1,1\n"
    assert rows(content, "dues", "name", "unit_id")[2] == ("王芳", None)


def test_due_and_paid_of_each_month_become_one_row_a_month() -> None:
    content = "2023年会费\n姓名,1月应缴,1月实缴,2月应缴,2月实缴,欠缴\n张伟,10,10,10,,10\n李娜,8,8,8,8.5,0\n"
    assert rows(content, "dues", "name", "month", "due", "paid") == [
        ("张伟", "2023-01", 1000, 1000), ("张伟", "2023-02", 1000, None),
        ("李娜", "2023-01", 800, 800), ("李娜", "2023-02", 800, 850),
    ]


def test_all_dues_may_stand_before_all_that_was_paid() -> None:
    content = (
        "2023年会费\n姓名,应缴会费1月,应缴会费2月,实缴会费1月,实缴会费2月\n张伟,10,10,10,10\n李娜,8,8,8,8\n"
    )
    assert rows(content, "dues", "name", "month", "due", "paid")[1] == ("张伟", "2023-02", 1000, 1000)


def test_a_column_of_a_month_that_is_no_amount_of_the_ledger_is_left_out() -> None:
    content = "2023年会费\n姓名,1月应收,1月实收,1月欠缴\n张伟,10,10,0\n李娜,8,8,0\n"
    proposal = propose(content, "dues")
    assert asked(proposal) == {}
    assert dict(proposal.reasons) == {3: "“欠缴”不在按月并排时取的各列里"}


def test_year_and_month_in_two_columns_are_the_month() -> None:
    content = "姓名,年度,月份,应缴,实缴\n张伟,2023,3,10,10\n李娜,2023,03,8,8\n"
    assert [month for (month,) in rows(content, "dues", "month")] == ["2023-03", "2023-03"]


def test_year_and_period_of_the_exchange_standard_are_the_period() -> None:
    content = (
        "科目编号,科目名称,会计年度,会计期间号,期初余额方向,期初本币余额,借方本币发生额,贷方本币发生额,"
        "期末余额方向,期末本币余额\n"
        "101,库存现金,2023,03,借,100,20,0,借,120\n401,会费收入,2023,03,贷,0,0,20,贷,20\n"
    )
    assert rows(
        content, "balance", "period", "opening_debit", "debit", "credit", "closing_debit",
        "closing_credit",
    ) == [("2023-03", 10000, 2000, 0, 12000, None), ("2023-03", None, 0, 2000, None, 2000)]


# What came in and what went out


def movements(direction: str, amount: str, *kinds: tuple[str, str]) -> str:
    """A statement with a column of directions and one of amounts."""
    lines = [f"2023-03-0{n},{kind},{sum_},甲店,购货" for n, (kind, sum_) in enumerate(kinds, 1)]
    return "\n".join([f"交易日期,{direction},{amount},对方户名,摘要", *lines, ""])


def test_flags_of_banks_are_directions() -> None:
    flags = "C D, D J, CR DR, 贷记 借记, 贷Cr 借Dr, 收 付"
    for came, went in (pair.split() for pair in flags.split(", ")):
        content = movements("借贷标志", "交易金额", (came, "80.00"), (went, "12.50"))
        assert rows(content, "bank", "direction", "amount") == [("收入", 8000), ("支出", 1250)]


def test_flags_that_nobody_knows_are_asked_and_not_kept() -> None:
    proposal = propose(movements("借贷标志", "交易金额", ("2", "80.00"), ("1", "12.50")), "bank")
    assert asked(proposal) == {"direction": None}


def test_the_letter_d_alone_is_asked() -> None:
    proposal = propose(movements("借贷标志", "交易金额", ("D", "80.00"), ("D", "12.50")), "bank")
    assert asked(proposal) == {"direction": None}


def test_the_kind_of_movement_says_the_direction_when_the_user_agrees() -> None:
    content = (
        "交易日期,交易说明,交易金额,卡号\n2023-03-05,消费 超市,80.00,1234\n"
        "2023-03-06,退货 超市,20.00,1234\n"
    )
    assert asked(propose(content, "bank")) == {"direction": "交易说明（第2列）"}
    assert rows(content, "bank", "direction", "amount", "summary") == [
        ("支出", 8000, "消费 超市"), ("收入", 2000, "退货 超市"),
    ]


def test_a_column_of_spending_with_minus_signs_is_spending() -> None:
    content = (
        "账务流水号,业务流水号,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,备注\n"
        "9001,b1,2023-03-05 10:00:00,800.00,,800.00,会费\n9002,b2,2023-03-06 11:00:00,,-12.50,787.50,购货\n"
    )
    assert rows(content, "bank", "serial", "direction", "amount") == [
        ("9001", "收入", 80000), ("9002", "支出", 1250),
    ]


def test_text_marks_of_a_wallets_export_are_no_part_of_the_cells() -> None:
    content = (
        "记账时间,资金流水单号,收支类型,收支金额(元),账户结余(元),备注\n"
        "`2023-03-05 10:01:02,`60001,`收入,`800.00,`800.00,`会费\n"
        "`2023-03-06 11:00:00,`60002,`支出,`200.00,`600.00,`提现\n"
    )
    assert rows(content, "bank", "booked_date", "serial", "direction", "amount") == [
        (date(2023, 3, 5), "60001", "收入", 80000), (date(2023, 3, 6), "60002", "支出", 20000),
    ]


def test_an_amount_of_an_unknown_word_with_its_sign_is_proposed() -> None:
    content = "日期,摘要,支出(-)或存入(+),余额\n20230305,拨款,800.00,900.00\n20230306,购货,-12.50,887.50\n"
    assert asked(propose(content, "bank", "存折流水.csv")) == {"amount": "支出(-)或存入(+)（第3列）"}
    assert rows(content, "bank", "direction", "amount") == [("收入", 80000), ("支出", 1250)]


def test_the_number_of_the_account_stands_in_the_title() -> None:
    title = "账号：19030101040001234　户名：清溪小学工会\n"
    content = title + movements("收/支", "金额", ("收入", "80.00"), ("支出", "12.50"))
    assert rows(content, "bank", "account_no") == [("19030101040001234",)] * 2


# Vouchers


def test_what_a_column_calls_spending_is_debit_whatever_the_account() -> None:
    content = (
        "支出日期,支出内容,支出科目,支出金额\n2023-03-05,买水,饮水费,50\n"
        "2023-03-06,买伞,文体活动费,60.5\n"
    )
    assert rows(content, "voucher", "debit", "credit") == [(5000, 0), (6050, 0)]


def test_a_ledger_of_one_account_names_it_in_its_title() -> None:
    content = (
        "明细账\n科目：50102 文体活动费\n日期,凭证号数,摘要,借方,贷方,方向,余额\n"
        "2023-01-05,记-0001,购买篮球,100.00,,借,100.00\n2023-01-31,记-0002,租场地,50.00,,借,150.00\n"
    )
    table = sheet_kit.table(content)
    assert shape.recognise(table, "明细账.csv")[0].sure
    assert rows(content, "voucher", "account_code", "account_name", "number", "debit")[0] == (
        "50102", "文体活动费", "0001", 10000,
    )


def test_a_title_that_names_another_unit_than_the_books_is_asked() -> None:
    lines = "日期,凭证号,摘要,科目名称,借方金额,贷方金额\n2023-01-05,1,买球,文体活动费,100,\n"
    assert asked(propose("编制单位：东门中学工会\n" + lines, "voucher")) == {"unit_id": "清溪小学工会"}
    assert asked(propose("编制单位：清溪小学工会委员会\n" + lines, "voucher")) == {}


# Periods, years, numbers


def test_spans_and_numbers_of_periods_are_the_period() -> None:
    lines = "科目编码,科目名称,期初借方,本期借方,本期贷方,期末借方\n101,库存现金,1,2,0,3\n"
    said = {
        "期间：2023.01-2023.12": "2023", "期间：2023.01-2023.01": "2023-01", "2023年第1期": "2023-01",
        "2023年4-6月": "2023-Q2", "2023年1月至2023年6月": "2023-H1",
    }
    for title, period in said.items():
        assert rows(f"科目余额表\n{title}\n{lines}", "balance", "period") == [(period,)]


def test_of_two_years_beside_each_other_the_one_of_the_title_is_the_budget() -> None:
    content = (
        "2024年度支出预算表\n支出项目,2023年预算,2023年执行数,2024年预算\n"
        "职工活动支出,8000,7900,9000\n维权支出,400,380,500\n"
    )
    assert rows(content, "budget", "year", "approved", "prior_actual") == [
        (2024, 900000, 790000), (2024, 50000, 38000),
    ]


def test_a_number_that_may_be_the_persons_or_the_gifts_is_asked() -> None:
    content = (
        "慰问台账\n编号,日期,姓名,慰问类型,慰问金,发放方式\n"
        "W001,2023-03-05,张伟,住院,500,现金\nW002,2023-04-06,李娜,结婚,800,现金\n"
    )
    proposal = propose(content, "assistance")
    assert asked(proposal) == {"assist_id": "编号（第1列）"}
    assert proposal.mapping.link("member_id") is None


def test_of_a_place_and_an_award_the_award_is_taken() -> None:
    content = "2023年技能比武成绩\n名次,姓名,得分,奖励等级\n1,张伟,95,一等奖\n2,李娜,90,二等奖\n"
    answers = {"activity_id": "2023年技能比武"}
    assert rows(content, "result", "award", "score", answers=answers)[0][0] == "一等奖"


# What an office prints above, between and below its rows


def test_a_cash_book_is_of_the_cash_account_and_begins_with_what_was_brought_forward() -> None:
    content = (
        "现金日记账,,,,,\n单位：清溪小学工会,,,2024年1月,,\n日期,凭证号,摘要,收入,支出,结余\n"
        "2024-01-01,,上年结转,,,860\n2024-01-09,记-3,提现,2000,,2860\n2024-01-12,记-5,买蛋糕,,640,2220\n"
        "2024-01-31,,结转下年,,,2220\n"
    )
    told = rows(content, "voucher", "account_name", "summary", "debit", "credit", name="日记账.csv")
    assert told == [("库存现金", "提现", 200_000, 0), ("库存现金", "买蛋糕", 0, 64_000)]
    assert asked(propose(content, "voucher")) == {"debit": "收入（第4列）"}


@pytest.mark.parametrize(("title", "code", "name"), [
    ("科目：102 银行存款,,,,,第1页", "102", "银行存款"),
    ("科目：102 银行存款,,,2024年1月,,", "102", "银行存款"),
    ("科目：库存现金,币种：人民币,,,,", None, "库存现金"),
    ("2024年银行存款日记账,,,,,", None, "银行存款"),
])
def test_debit_and_credit_are_of_the_account_in_the_title_not_of_the_other_side(
    title: str, code: str | None, name: str
) -> None:
    content = f"{title}\n日期,凭证号,摘要,对方科目,借方,贷方\n2024-01-05,记-1,收会费,会费收入,1000,\n"
    assert rows(content, "voucher", "account_code", "account_name", "debit", "credit") == [
        (code, name, 100_000, 0)
    ]


def test_the_sections_of_a_budget_and_its_totals_are_no_lines_of_it() -> None:
    content = (
        "清溪小学工会2024年预算表（单位：万元）,,\n科目,2023年决算数,2024年预算数\n一、收入,,\n会费收入,1.9,2\n"
        "收入小计,1.9,2\n（二）支出,,\n职工活动支出,1.2,1.5\n支出小计,1.2,1.5\n"
    )
    assert rows(content, "budget", "account_name", "prior_actual", "approved") == [
        ("会费收入", 1_900_000, 2_000_000), ("职工活动支出", 1_200_000, 1_500_000),
    ]


@pytest.mark.parametrize(("head", "foot"), [
    ("账号,62250011223344,,,", "# 收入合计： 1 笔，共 5.00 元,,,,"),
    ("查询账号[ Inquirer account number ],62250011223344,,,", "汇总,收入笔数：1,支出笔数：0,,"),
    ("账号：62250011223344  户名：清溪小学工会,,,,", "贷方合计,,5.00,,"),
])
def test_a_statement_says_its_account_at_its_head_and_counts_at_its_foot(
    head: str, foot: str
) -> None:
    content = f"{head}\n交易日期,摘要,收入,支出,余额\n2024-03-01,结息,5.00,,105.00\n{foot}\n"
    assert rows(content, "bank", "account_no", "amount") == [("62250011223344", 500)]


# Who, whether and of what kind


def test_who_paid_or_was_paid_is_the_other_party_by_the_direction() -> None:
    content = (
        "交易日期,收支标志,金额,付款人名称,付款人账号,收款人名称,收款人账号,摘要\n"
        "2024-03-01,支出,10.00,清溪小学工会,6901,超市,3305,货款\n"
        "2024-03-02,收入,20.00,总工会,1904,清溪小学工会,6901,返还\n"
    )
    assert rows(content, "bank", "counterparty", "counterparty_account") == [
        ("超市", "3305"), ("总工会", "1904"),
    ]
    undirected = content.replace("收支标志", "备注二").replace(",支出,", ",,").replace(",收入,", ",,")
    assert propose(undirected, "bank").mapping.link("counterparty") is None


def test_a_number_of_paper_that_repeats_is_no_serial() -> None:
    content = "交易日期,凭证号,收入,支出,余额,摘要\n2024-03-01,0,5,,5,息\n2024-03-02,0,6,,11,息\n"
    assert propose(content, "bank").mapping.link("serial") is None


def test_who_did_not_sign_in_was_not_there_which_is_asked() -> None:
    content = "工会培训班签到表\n序号,姓名,签到\n1,张伟,张伟\n2,李娜,\n"
    answers = {"activity_id": "工会培训班"}
    assert rows(content, "participation", "name", "attended", answers=answers) == [
        ("张伟", True), ("李娜", False),
    ]
    assert asked(propose(content, "participation"))["attended"] == "签到（第3列）"
    empty = content.replace("张伟,张伟", "张伟,")
    assert asked(propose(empty, "participation"))["attended"] == "是"


def test_a_place_to_sign_and_an_empty_column_are_no_amount() -> None:
    for heading in ("领取（签名）", "金额"):
        content = f"2024年中秋节慰问领取表\n序号,姓名,{heading}\n1,张伟,\n2,李娜,\n"
        proposal = propose(content, "assistance")
        assert proposal.mapping.link("amount") is None
        assert asked(proposal)["amount"] is None


def test_a_reason_that_is_always_a_kind_is_proposed_as_the_kind() -> None:
    content = "姓名,慰问事由,慰问金额,慰问时间\n张伟,结婚,500,2024/5/1\n李娜,住院,800,2024/7/2\n"
    assert asked(propose(content, "assistance"))["kind"] == "慰问事由（第2列）"
    other = content.replace("住院", "阑尾炎手术")
    assert propose(other, "assistance").mapping.link("reason") is not None


def test_dashes_in_a_header_are_no_part_of_its_words() -> None:
    content = (
        "期间：2024年4期\n科目代码,科目名称,期初余额-借方,期初余额-贷方,本期发生-借方,本期发生-贷方\n"
        "101,库存现金,8.60,,20,10\n"
    )
    assert rows(content, "balance", "period", "opening_debit", "debit", "credit") == [
        ("2024-04", 860, 2000, 1000),
    ]


@pytest.mark.parametrize(("title", "sure"), [
    ("困难职工档案名册", False), ("固定资产登记表", False), ("会员花名册", True),
])
def test_a_list_of_what_no_ledger_holds_is_asked(title: str, sure: bool) -> None:
    content = f"{title}\n序号,姓名,性别,部门,入会时间,联系电话\n1,张伟,男,语文组,2010-09-01,13800000000\n"
    found = shape.recognise(sheet_kit.table(content, "表.csv"), "表.csv")
    assert bool(found and found[0].sure) is sure


def test_a_list_of_visits_to_those_in_hardship_is_of_benefits() -> None:
    content = "春节走访慰问困难职工名单\n序号,姓名,慰问金,慰问时间\n1,张伟,500,2024-02-01\n"
    found = shape.recognise(sheet_kit.table(content, "表.csv"), "表.csv")[0]
    assert found.ledger == "assistance" and found.sure
