"""What a table is taken for where its words alone mislead: by its values, its neighbours, its title."""

from __future__ import annotations

from datetime import date

import pytest

from openbooks import shape
from openbooks.headword import read_headwords
from tests.test_offices import taken
from tests.test_shape import SCHOOL, constants, questions, table

STREET = shape.Context(
    (("L1", "临江机械工会"), ("L2", "临江印务工会")), (("A1", "职工篮球赛"),), today=date(2024, 6, 1)
)


@pytest.mark.parametrize("header", [
    "缴款日期,票据编号,费率,应拨经费,到账金额,工会名称,缴费月份",  # 拨缴经费 is no 会费缴纳
    "会员编号,姓名,互助年度,参保期,补助款,报案日期,所属单位",  # 医疗互助 is no 帮扶慰问
    "资金项目,限定用途,筹集金额,上月结存,结存,月份,填报单位",  # 专项资金 is no voucher
    "资产编号,资产名称,使用部门,购置日期,原值,保管人,状态",
])
def test_a_list_that_no_ledger_here_holds_is_never_surely_one(header: str) -> None:
    found = shape.recognise(table(header, ",".join("1" * (header.count(",") + 1))), "表.xlsx")
    assert not any(each.sure for each in found)


def test_a_title_that_speaks_of_two_ledgers_leaves_the_choice_where_the_header_says_otherwise() -> None:
    header, row = "序号,人员编号,职工姓名,实到,领取数量,签名", "1,D01,荣归远,是,2,是"
    found = shape.recognise(table(header, row, titles=("观影活动签到及电影票领取表",)), "表.xls")
    assert {each.ledger for each in found} >= {"participation", "assistance"}
    assert not any(each.sure for each in found)


def test_a_list_of_staff_and_members_does_not_make_all_of_them_members() -> None:
    for title, member in (("会员名册", True), ("职工及会员名册", False), ("职工名册（含非会员）", False)):
        found = table("工号,姓名,部门", "01,张三,语文组", titles=(title,))
        proposal = shape.propose(found, "member", "表.xlsx", SCHOOL)
        assert (constants(proposal).get("is_member") == ("是", True)) is member
        assert ("is_member" in questions(proposal)) is not member


def test_yes_and_no_below_a_header_like_a_lists_are_no_words_of_the_list() -> None:
    found = table("工号,姓名,是否在岗,入会日期", "01,张三,是,2020-01-01", titles=("会员名册",))
    proposal = shape.propose(found, "member", "表.xlsx", SCHOOL)
    assert "status" not in taken(proposal) and questions(proposal)["status"].proposed == "在职"


def test_who_gave_is_not_taken_for_who_got() -> None:
    found = table(
        "慰问时间,慰问对象,慰问人员,慰问金,支付方式", "2024-02-26,鲍敏,蓝天宇,500,转账",
        "2024-05-13,孔令军,蓝天宇,500,转账", titles=("住院慰问",),
    )
    assert taken(shape.propose(found, "assistance", "表.xlsx", SCHOOL))["recipient_name"] == (
        "cell", "慰问对象"
    )
    both = table(
        "慰问时间,慰问人员,帮扶人员,慰问金", "2024-02-26,鲍敏,蓝天宇,500", "2024-05-13,孔令军,蓝天宇,500",
    )
    assert "recipient_name" in questions(shape.propose(both, "assistance", "表.xlsx", SCHOOL))


def test_the_total_of_several_amounts_is_proposed_and_never_one_of_them_taken() -> None:
    found = table(
        "姓名,发放日期,慰问品（元）,慰问金（元）,合计（元）", "张三,2024-01-14,150,500,650",
        "李四,2024-02-27,150,300,450", titles=("住院慰问",),
    )
    question = questions(shape.propose(found, "assistance", "表.xlsx", SCHOOL))["amount"]
    assert question.proposed == "合计（元）（第5列）" and "慰问金（元）（第4列）" in question.options


def test_days_at_midnight_say_no_time() -> None:
    header, rest = "交易时间,收/支,金额,对方户名,余额", "支出,1.00,甲店,9.00"
    for clock, timed in (("00:00:00", False), ("10:22:15", True)):
        found = table(header, f"2024-03-05 {clock},{rest}", f"2024-03-06 {clock},{rest}")
        links = taken(shape.propose(found, "bank", "流水.csv", SCHOOL))
        assert ("booked_time" in links) is timed and links["booked_date"] == ("cell", "交易时间")


@pytest.mark.parametrize(("numbers", "column"), [
    (("00485", "00486"), "cell"), (("1", "2"), ""), (("7", "12"), ""),
])
def test_a_running_number_is_an_identifier_only_where_it_does_more_than_count(
    numbers: tuple[str, str], column: str
) -> None:
    rows = [f"{number},R-01,浙江,500,待核" for number in numbers]
    found = table("序号,规则编号,适用地区,限额,核实状态", *rows, titles=("标准参数表",))
    assert taken(shape.propose(found, "parameter", "表.xlsx", SCHOOL)).get("limit_id", ("", ""))[0] == column


def test_an_activity_that_the_books_know_and_a_column_names_is_taken_before_a_titles_guess() -> None:
    found = table("项目,姓名,签到", "职工篮球赛,张三,√", titles=("临江总工会职工活动签到表",))
    proposal = shape.propose(found, "participation", "表.xlsx", STREET)
    assert taken(proposal)["activity_id"] == ("cell", "项目") and "activity_id" not in questions(proposal)


def test_a_column_of_known_units_is_the_unit_whatever_its_header() -> None:
    found = table("企业工会,姓名,应缴,实缴", "临江机械工会,张三,1,1", titles=("2024年3月会费",))
    assert taken(shape.propose(found, "dues", "表.xlsx", STREET))["unit_id"] == ("cell", "企业工会")


def test_vouchers_whose_lines_name_another_union_are_asked_about() -> None:
    rows = "临江印务工会,2024-03-05,买篮球,文体活动费,1,", "临江印务工会,2024-03-05,买篮球,银行存款,,1"
    found = table("核算单位,日期,摘要,科目名称,借方,贷方", *rows)
    question = questions(shape.propose(found, "voucher", "表.xlsx", SCHOOL))["unit_id"]
    assert "临江印务工会" in question.title


@pytest.mark.parametrize(("title", "kind"), [
    ("2024年元旦春节“送温暖”慰问金发放花名册", "送温暖"), ("两节送温暖发放表", "送温暖"),
])
def test_a_campaign_between_two_festivals_is_no_festivals(title: str, kind: str) -> None:
    found = table("姓名,金额,发放日期", "张三,500,2024-01-25", titles=(title,))
    proposal = shape.propose(found, "assistance", "表.xlsx", SCHOOL)
    assert constants(proposal)["kind"] == (kind, True) and "festival" not in questions(proposal)


def test_a_groups_name_is_taken_off_its_headers_but_not_another_persons() -> None:
    header = ("帮扶情况金额", "帮扶情况日期", "家庭情况姓名", "家庭情况关系", "姓名", "基本信息年龄")
    assert [each.words[-1] for each in read_headwords(header)] == [
        "金额", "日期", "家庭情况姓名", "家庭情况关系", "姓名", "基本信息年龄",
    ]
