"""What a table is and how it is read: real files, and each thing that a proposal must not guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import contract, mapping, remembered, shape, sheet
from openbooks.errors import WrongUse
from openbooks.question import LEAVE_OUT, YEARS, label
from openbooks.table import Table
from tests.test_offices import table_of, taken

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real"
SCHOOL = shape.Context(units=(("Q1", "清溪小学工会"),), today=date(2024, 6, 1))
STREET = shape.Context(
    units=(("U1", "临江街道总工会"), ("U2", "清溪小学工会")),
    activities=(("A1", "2024年教学技能竞赛"), ("A2", "职工运动会")),
    today=date(2024, 6, 1),
)


def table(header: str, *rows: str, titles: tuple[str, ...] = (), sheet_name: str = "") -> Table:
    return table_of(
        header.split(","), [row.split(",") for row in rows], list(titles), sheet_name
    )


def constants(proposal: shape.Proposal) -> dict[str, tuple[str, bool]]:
    return {each.column: (each.value, each.certain) for each in proposal.mapping.constants}


def questions(proposal: shape.Proposal) -> dict[str, shape.Question]:
    return {each.column: each for each in proposal.questions}


# --- real files -------------------------------------------------------------------------------

def real(name: str) -> tuple[Table, str]:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"真实文件不在这里：{name}")
    source = sheet.read(path)
    return source.tables[0], source.name


def test_kingdee_journal_is_a_voucher_with_word_and_number_in_one_cell() -> None:
    found, name = real("B_cn_statements/kingdee_kis_journal.xlsx")
    first = shape.recognise(found, name)[0]
    assert first.ledger == "voucher" and first.sure
    proposal = shape.propose(found, "voucher", name, SCHOOL)
    got = taken(proposal)
    assert {
        "voucher_date": ("cell", "日期"), "word": ("word_part", "凭证字号"),
        "number": ("number_part", "凭证字号"), "account_code": ("cell", "科目代码"),
        "account_name": ("cell", "科目名称"), "debit": ("cell", "借方"), "credit": ("cell", "贷方"),
        "attachments": ("cell", "附件数"), "maker": ("cell", "制单"), "reviewer": ("cell", "审核人"),
        "poster": ("cell", "过账人"), "summary": ("cell", "摘要"),
    }.items() <= got.items()
    ignored = {proposal.mapping.header[cell] for cell in proposal.mapping.ignored}
    assert {"原币金额", "数量", "单价", "会计期间", "审核", "过账", "序号"} <= ignored
    assert proposal.questions == ()


@pytest.mark.parametrize("name,amount,direction", [
    ("alipay_gbk.csv", ("cell", "金额"), ("cell", "收/支")),
    ("wechat_utf8.csv", ("cell", "金额(元)"), ("cell", "收/支")),
    ("jd_bom.csv", ("cell", "金额"), ("cell", "收/支")),
    ("icbc_debit_v1.csv", ("fall", "记账金额(收入)+记账金额(支出)"),
     ("fall_direction", "记账金额(收入)+记账金额(支出)")),
    ("boc_debit.csv", ("size", "金额"), ("sign", "金额")),
    ("abc_debit.csv", ("size", "交易金额"), ("sign", "交易金额")),
    ("spdb_debit.xls", ("fall", "存入金额+取出金额"), ("fall_direction", "存入金额+取出金额")),
    ("bank_detail_merged_title.xlsx", ("size", "交易金额"), ("sign", "交易金额")),
])
def test_statements_of_banks_and_wallets_need_no_question(
    name: str, amount: tuple[str, str], direction: tuple[str, str]
) -> None:
    found, file = real(f"B_cn_statements/{name}")
    first = shape.recognise(found, file)[0]
    assert first.ledger == "bank" and first.sure
    proposal = shape.propose(found, "bank", file, SCHOOL)
    got = taken(proposal)
    assert got["amount"] == amount and got["direction"] == direction
    assert ("booked_date" in got and "summary" in got) or name == "spdb_debit.xls"
    assert proposal.questions == ()


@pytest.mark.parametrize("name", ["bocom_credit.csv", "cmb_credit.csv"])
def test_a_credit_card_says_by_no_sign_what_came_in(name: str) -> None:
    found, file = real(f"B_cn_statements/{name}")
    assert shape.recognise(found, file)[0].ledger == "bank"
    proposal = shape.propose(found, "bank", file, SCHOOL)
    assert "direction" not in taken(proposal)
    assert questions(proposal)["direction"].proposed is None


@pytest.mark.parametrize("name", [
    "C_spending_audit/government_procurement_card_transactions_2024-25.csv",
    "B_cn_statements/alipay_gbk.csv", "B_cn_statements/wechat_utf8.csv",
    "B_cn_statements/jd_bom.csv", "B_cn_statements/boc_debit.csv", "B_cn_statements/abc_debit.csv",
    "B_cn_statements/spdb_debit.xls", "B_cn_statements/bank_detail_merged_title.xlsx",
])
def test_a_shipped_mapping_is_found_and_leaves_only_the_unit(name: str) -> None:
    found, file = real(name)
    saved = remembered.find(Path("nowhere"), found.header)
    assert saved is not None
    proposal = shape.propose(found, saved.ledger, file, SCHOOL, saved)
    assert set(saved.links) == set(proposal.mapping.links)
    told = constants(proposal)
    told.pop("account_no", None)  # where the head of the statement says it
    assert told == {"unit_id": ("Q1", True)}
    assert proposal.questions == ()


# --- which ledger -----------------------------------------------------------------------------

def test_the_reason_names_title_and_headers() -> None:
    found = table("日期,凭证号,摘要,科目名称,借方金额,贷方金额", "2024-03-05,记-1,买球,文体活动费,1,",
                  titles=("序时账",))
    first = shape.recognise(found, "导出.xlsx")[0]
    assert first.ledger == "voucher"
    assert "标题有“序时账”" in first.reason and "借方金额" in first.reason
    assert first.reason.endswith("像凭证明细")


def test_names_and_amounts_alone_are_no_ledger_for_sure() -> None:
    found = table("序号,姓名,金额", "1,张三,100", "2,李四,200")
    assert not any(each.sure for each in shape.recognise(found, "Book1.xlsx"))


def test_the_last_noun_of_a_title_decides() -> None:
    header = "日期,凭证号,摘要,科目名称,借方,贷方"
    found = table(header, "2024-03-05,1,收会费,会费收入,,10", titles=("会费收入明细账",))
    assert shape.recognise(found, "会费.xlsx")[0].ledger == "voucher"


@pytest.mark.parametrize("title,header,row", [
    ("固定资产台账", "资产编号,资产名称,规格型号,购置日期,原值,保管人", "Z1,电脑,X,2020-01-01,5000,张三"),
    ("困难职工档案", "填报单位,职工编号,姓名,性别,困难类别,致困原因", "清溪小学,1,张三,男,深度,疾病"),
    ("经费上解明细", "单位,所属期,计缴基数,上解比例,应上解,实上解", "清溪小学工会,2024-01,10,40,4,4"),
    ("拨缴经费", "单位名称,所属月份,工资总额,拨缴比例,应拨经费,实拨经费", "清溪小学,2024-01,500000,2,1,1"),
    ("工资表", "姓名,部门,基本工资,奖金,应发合计,实发合计", "张三,语文组,5000,1000,6000,5500"),
    ("会议记录", "会议名称,会议日期,地点,参会人数,议题", "经审会,2024-01-01,会议室,5,预算"),
    ("采购清单", "物品名称,规格,数量,单价,金额,供应商", "大米,5kg,10,30,300,粮店"),
    ("考勤表", "姓名,部门,出勤天数,迟到,请假", "张三,语文组,22,0,0"),
])
def test_a_table_of_no_known_ledger_is_not_taken_for_one(title: str, header: str, row: str) -> None:
    found = table(header, row, titles=(title,))
    assert not any(each.sure for each in shape.recognise(found, f"{title}.xlsx"))


def test_a_header_of_strange_words_is_like_nothing() -> None:
    assert shape.recognise(table("甲,乙,丙", "1,2,3"), "x.csv") == []
    assert shape.recognise(table(",,", "1,2,3"), "x.csv") == []


# --- what stands once -------------------------------------------------------------------------

DUES = "姓名,应缴,实缴"


@pytest.mark.parametrize("titles,sheet_name,file,month,certain", [
    (("2024年会费缴纳表",), "3月", "会费.xlsx", "2024-03", True),
    (("2024年3月会费",), "", "会费.xlsx", "2024-03", True),
    (("二〇二四年三月会费",), "", "会费.xlsx", "2024-03", True),
    ((), "2024年3月", "会费.xlsx", "2024-03", True),
    ((), "3月", "会费2024.xlsx", "2024-03", False),
    ((), "", "2024年3月会费.xlsx", "2024-03", False),
    ((), "", "会费202403.xlsx", "2024-03", False),
    (("2024年3月会费",), "", "2024年4月会费.xlsx", "2024-03", False),
])
def test_the_month_comes_from_title_sheet_or_file_name(
    titles: tuple[str, ...], sheet_name: str, file: str, month: str, certain: bool
) -> None:
    found = table(DUES, "张三,10,10", titles=titles, sheet_name=sheet_name)
    proposal = shape.propose(found, "dues", file, SCHOOL)
    assert constants(proposal)["month"] == (month, certain)
    assert ("month" in questions(proposal)) == (not certain)


@pytest.mark.parametrize("titles,sheet_name,file", [
    ((), "3月", "会费.xlsx"),                       # no year
    (("2024年会费",), "", "会费.xlsx"),             # no month
    (("2024年1-3月会费",), "", "会费.xlsx"),        # three months
    (("2024年3月会费",), "4月", "会费.xlsx"),       # title and sheet disagree
    (("2023-2024学年会费",), "3月", "会费.xlsx"),   # two years
    (("2024年会费", "打印日期：2024-04-02"), "", "会费.xlsx"),  # a day of printing is no month
])
def test_a_month_that_no_one_says_is_asked_and_not_proposed(
    titles: tuple[str, ...], sheet_name: str, file: str
) -> None:
    found = table(DUES, "张三,10,10", titles=titles, sheet_name=sheet_name)
    proposal = shape.propose(found, "dues", file, SCHOOL)
    assert "month" not in constants(proposal)
    assert questions(proposal)["month"].proposed is None


def test_a_condolence_list_says_kind_and_festival_but_never_the_day() -> None:
    found = table("姓名,金额,签收", "张三,300,", titles=("2024年春节慰问签收表",))
    proposal = shape.propose(found, "assistance", "春节慰问签收表.xlsx", SCHOOL)
    said = constants(proposal)
    assert said["kind"] == ("节日慰问", True) and said["festival"] == ("春节", True)
    asked = questions(proposal)
    assert set(asked) == {"paid_date", "payment_method"}
    assert asked["paid_date"].kind == "enter" and asked["paid_date"].proposed is None
    assert asked["payment_method"].kind == "choose" and asked["payment_method"].proposed is None


def test_from_the_file_name_alone_kind_and_festival_are_confirmed() -> None:
    found = table("姓名,金额,签收", "张三,300,")
    proposal = shape.propose(found, "assistance", "春节慰问签收表.xlsx", SCHOOL)
    asked = questions(proposal)
    assert asked["kind"].proposed == "节日慰问" and asked["festival"].proposed == "春节"


def test_two_festivals_or_two_kinds_in_a_title_decide_nothing() -> None:
    found = table("姓名,金额", "张三,300", titles=("中秋、国庆困难职工慰问发放表",))
    proposal = shape.propose(found, "assistance", "慰问.xlsx", SCHOOL)
    asked = questions(proposal)
    assert asked["festival"].proposed is None and asked["kind"].proposed is None
    assert set(asked["kind"].options[:2]) == {"节日慰问", "困难帮扶"}


@pytest.mark.parametrize("title,value,certain", [
    ("发放日期：2024年2月1日", "2024-02-01", True),
    ("2024年2月1日春节慰问", "2024-02-01", False),
])
def test_a_whole_date_in_a_title_is_the_day_of_payment(
    title: str, value: str, certain: bool
) -> None:
    found = table("姓名,金额", "张三,300", titles=("春节慰问发放表", title))
    proposal = shape.propose(found, "assistance", "x.xlsx", SCHOOL)
    assert constants(proposal)["paid_date"] == (value, certain)


@pytest.mark.parametrize("title", ["制表日期：2024年2月1日", "2024年2月30日", "2024年2月"])
def test_other_dates_are_no_day_of_payment(title: str) -> None:
    found = table("姓名,金额", "张三,300", titles=("春节慰问发放表", title))
    assert "paid_date" not in constants(shape.propose(found, "assistance", "x.xlsx", SCHOOL))


def test_goods_in_a_column_are_payment_in_kind_and_money_among_them_is_asked() -> None:
    for goods, certain in (("大米一袋", True), ("大米、慰问金200元", False), ("2", False)):
        found = table("姓名,慰问品,金额", f"张三,{goods},100")
        proposal = shape.propose(found, "assistance", "慰问.xlsx", SCHOOL)
        assert constants(proposal)["payment_method"] == ("实物", certain)
    assert questions(proposal)["payment_method"].proposed == "实物"


@pytest.mark.parametrize("values,how", [
    (("张三", "李四"), "filled"), (("", ""), "filled"), (("√", "√"), "cell"), (("是", "否"), "cell"),
])
def test_a_signature_is_signed_whatever_it_says(values: tuple[str, str], how: str) -> None:
    found = table("姓名,金额,签名", f"张三,1,{values[0]}", f"李四,1,{values[1]}")
    got = taken(shape.propose(found, "assistance", "慰问.xlsx", SCHOOL))
    assert got["signed"] == (how, "签名")


def test_a_competition_list_proposes_its_activity_and_asks_who_came() -> None:
    found = table("姓名,部门", "张三,语文组", titles=("2024年书法大赛参赛名单",))
    asked = questions(shape.propose(found, "participation", "竞赛名单.xlsx", SCHOOL))
    assert set(asked) == {"activity_id", "attended"}
    assert (asked["activity_id"].kind, asked["activity_id"].proposed) == (
        "confirm", "2024年书法大赛",
    )
    assert (asked["attended"].kind, asked["attended"].proposed) == ("choose", "是")


def test_a_known_activity_in_the_title_is_certain() -> None:
    found = table("姓名,部门", "张三,语文组", titles=("2024年教学技能竞赛参赛名单",))
    proposal = shape.propose(found, "participation", "名单.xlsx", STREET)
    assert constants(proposal)["activity_id"] == ("A1", True)
    assert "activity_id" not in questions(proposal)


def test_a_bare_list_of_a_competition_names_no_activity() -> None:
    found = table("姓名,部门", "张三,语文组", titles=("竞赛名单",))
    asked = questions(shape.propose(found, "participation", "竞赛名单.xlsx", SCHOOL))
    assert (asked["activity_id"].kind, asked["activity_id"].proposed) == ("enter", None)


def test_events_within_a_competition_are_offered_and_not_taken() -> None:
    found = table("姓名,项目", "张三,跳绳", "李四,拔河", titles=("2024年职工运动会报名表",))
    proposal = shape.propose(found, "participation", "报名.xlsx", SCHOOL)
    question = questions(proposal)["activity_id"]
    assert "activity_id" not in taken(proposal)
    assert question.proposed == "2024年职工运动会" and question.options[0] == label(1, "项目")


@pytest.mark.parametrize("title,period", [
    ("2023年度科目余额表", "2023"), ("科目余额表 2023年上半年", "2023-H1"),
    ("2023年第3季度科目余额表", "2023-Q3"), ("2023年1-6月余额表", "2023-H1"),
    ("2023年4月—6月余额表", "2023-Q2"), ("期间：2023年12月", "2023-12"), ("2023.12", "2023-12"),
])
def test_the_period_of_a_balance_stands_in_its_title(title: str, period: str) -> None:
    found = table("科目名称,本期借方,本期贷方", "库存现金,1,2", titles=(title,))
    proposal = shape.propose(found, "balance", "余额表.xlsx", SCHOOL)
    assert constants(proposal)["period"] == (period, True)


@pytest.mark.parametrize("title", [
    "2023年2-5月余额表", "2022-2023年余额表", "2023年12月31日资产负债表", "余额表",
])
def test_a_period_that_is_none_is_asked(title: str) -> None:
    found = table("科目名称,本期借方,本期贷方", "库存现金,1,2", titles=(title,))
    asked = questions(shape.propose(found, "balance", "余额表.xlsx", SCHOOL))
    assert asked["period"].proposed is None


def test_the_budget_year_is_that_of_the_title_and_headers_of_other_years_are_last_years() -> None:
    found = table("科目名称,2023年决算数,2024年预算数", "会费收入,1,2", titles=("2024年预算表",))
    proposal = shape.propose(found, "budget", "预算.xlsx", SCHOOL)
    got = taken(proposal)
    assert got["prior_actual"] == ("cell", "2023年决算数")
    assert got["approved"] == ("cell", "2024年预算数")
    assert constants(proposal)["year"] == ("2024", True)


def test_two_budgets_side_by_side_are_asked() -> None:
    found = table("科目名称,2023年预算数,2024年预算数", "会费收入,1,2", titles=("预算表",))
    asked = questions(shape.propose(found, "budget", "预算.xlsx", SCHOOL))
    assert {"approved", "year"} <= set(asked)


# --- units ------------------------------------------------------------------------------------

@pytest.mark.parametrize(("heading", "text"), [
    ("部门", "语文"), ("所属科室", "财务"), ("工会小组", "一"), ("单位", "检修班"), ("作业队", "装卸二队"),
])
def test_where_there_is_one_union_a_column_that_can_only_name_its_groups_is_taken(
    heading: str, text: str
) -> None:
    found = table(f"姓名,{heading},应缴,实缴", f"张三,{text},1,1", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert taken(proposal)["unit_id"] == ("cell", heading) and proposal.questions == ()


@pytest.mark.parametrize(("heading", "texts", "title"), [
    ("单位", ("语文", "数学"), ""),  # another union may be called so
    ("部门", ("临江印务公司", "临江印务公司"), ""),
    ("部门", ("语文组", "数学组"), "编制单位：临江印务工会"),
    ("作业区", ("转炉", "连铸"), ""),  # no ledger knows this header
    ("班次", ("转炉作业区", "连铸作业区"), ""),
    ("条线", ("运行", "检修", "运行"), ""),
])
def test_a_column_that_may_name_groups_never_leaves_its_rows_to_the_union_in_silence(
    heading: str, texts: tuple[str, ...], title: str
) -> None:
    rows = [f"{name},{text},1,1" for name, text in zip(("张三", "李四", "王五"), texts, strict=False)]
    found = table(f"姓名,{heading},应缴,实缴", *rows, titles=("2024年3月会费", title))
    assert "unit_id" in questions(shape.propose(found, "dues", "x.xlsx", SCHOOL))


def test_where_there_is_one_union_a_column_that_may_name_other_bodies_is_confirmed() -> None:
    found = table("姓名,单位,应缴,实缴", "张三,语文,1,1", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert taken(proposal)["unit_id"] == ("cell", "单位")
    question, = proposal.questions
    assert question.column == "unit_id" and question.proposed == label(1, "单位")
    assert question.options[1] == "清溪小学工会" and "语文" in question.why
    settled = shape.settle(proposal, {"unit_id": "清溪小学工会"})
    assert settled.link("unit_id") is None and settled.constant("unit_id").value == "清溪小学工会"


def test_groups_that_the_books_know_need_no_question_and_no_list_of_theirs_hides_the_union() -> None:
    known = replace(
        SCHOOL, units=(*SCHOOL.units, ("G1", "语文组")), groups=frozenset({"G1"})
    )
    named = table("姓名,部门,应缴,实缴", "张三,语文组,1,1", titles=("2024年3月会费",))
    proposal = shape.propose(named, "dues", "x.xlsx", known)
    assert proposal.questions == () and taken(proposal)["unit_id"] == ("cell", "部门")
    bare = table("姓名,应缴,实缴", "张三,1,1", titles=("2024年3月会费",))
    assert constants(shape.propose(bare, "dues", "x.xlsx", known))["unit_id"] == ("Q1", True)
    of_group = table("姓名,应缴,实缴", "张三,1,1", titles=("语文组2024年3月会费",))
    assert questions(shape.propose(of_group, "dues", "x.xlsx", known))["unit_id"].proposed == "G1"


def test_the_name_of_the_union_itself_in_every_row_is_no_group() -> None:
    found = table("姓名,单位,应缴,实缴", "张三,清溪小学,1,1", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert constants(proposal)["unit_id"] == ("Q1", True) and proposal.questions == ()


def test_where_there_is_one_unit_a_column_of_other_unions_is_asked() -> None:
    found = table("姓名,单位,应缴,实缴", "张三,临江机械有限公司,1,1", "李四,临江印务有限公司,1,1")
    proposal = shape.propose(found, "dues", "2024年3月.xlsx", SCHOOL)
    question = questions(proposal)["unit_id"]
    assert "unit_id" not in constants(proposal)
    assert question.proposed == label(1, "单位") and "清溪小学工会" in question.options
    settled = shape.settle(proposal, {"month": "2024-03"})
    assert settled.link("unit_id").cells == (1,)


def test_a_column_of_known_units_is_taken_by_name_or_code() -> None:
    for values in (("清溪小学工会", "临江街道总工会"), ("U1", "U2")):
        found = table("姓名,部门,应缴,实缴", f"张三,{values[0]},1,1", f"李四,{values[1]},1,1")
        got = taken(shape.propose(found, "dues", "2024年3月.xlsx", STREET))
        assert got["unit_id"] == ("cell", "部门")


@pytest.mark.parametrize("title", [
    "编制单位：清溪小学工会", "清溪小学工会2024年3月会费", "单位：清溪小学工会    单位：元",
])
def test_a_unit_in_the_title_is_the_unit(title: str) -> None:
    found = table(DUES, "张三,1,1", titles=(title,))
    assert constants(shape.propose(found, "dues", "x.xlsx", STREET))["unit_id"] == ("U2", True)


def test_a_unit_in_the_file_name_is_confirmed_and_none_at_all_is_asked() -> None:
    found = table(DUES, "张三,1,1")
    named = shape.propose(found, "dues", "清溪小学工会会费.xlsx", STREET)
    assert constants(named)["unit_id"] == ("U2", False)
    assert questions(named)["unit_id"].kind == "confirm"
    asked = questions(shape.propose(found, "dues", "会费.xlsx", STREET))["unit_id"]
    assert asked.proposed is None and asked.options == ("临江街道总工会", "清溪小学工会")


# --- columns that belong together ---------------------------------------------------------------

@pytest.mark.parametrize("values,expected", [
    (("记-12", "记-13"), {"word": "word_part", "number": "number_part"}),
    (("记   -12", "收 - 3"), {"word": "word_part", "number": "number_part"}),
    (("记字第12号", "记字第13号"), {"word": "word_part", "number": "number_part"}),
    (("0012", "0013"), {"number": "cell"}),
])
def test_word_and_number_of_a_voucher_in_one_cell(
    values: tuple[str, str], expected: dict[str, str]
) -> None:
    found = table(
        "日期,凭证号,摘要,科目,借方,贷方", f"2024-01-01,{values[0]},a甲,会费收入,1,",
        f"2024-01-02,{values[1]},a乙,会费收入,1,",
    )
    got = taken(shape.propose(found, "voucher", "x.xlsx", SCHOOL))
    assert {name: got[name][0] for name in ("word", "number") if name in got} == expected


IN_ONE = {"account_code": "code_part", "account_name": "name_part"}


@pytest.mark.parametrize("header,values,expected", [
    ("科目", ("50102 文体活动费", "102 银行存款"), IN_ONE),
    ("会计科目", ("501\\文体", "102\\银行"), IN_ONE),
    ("科目", ("50102", "102"), {"account_code": "cell"}),
    ("会计科目", ("50102", "102"), {"account_code": "cell"}),
    ("科目编码", ("文体活动费", "银行存款"), {"account_name": "cell"}),
    ("科目", ("文体活动费", "银行存款"), {"account_name": "cell"}),
])
def test_code_and_name_of_an_account_are_told_by_the_values(
    header: str, values: tuple[str, str], expected: dict[str, str]
) -> None:
    found = table(
        f"日期,摘要,{header},借方,贷方", f"2024-01-01,买球,{values[0]},1,",
        f"2024-01-01,买球,{values[1]},,1",
    )
    got = taken(shape.propose(found, "voucher", "x.xlsx", SCHOOL))
    assert {n: got[n][0] for n in ("account_code", "account_name") if n in got} == expected


def test_month_and_day_below_a_year_are_the_date_of_that_year() -> None:
    found = table("2024年月,2024年日,摘要,科目名称,借方,贷方", "3,5,买球,文体活动费,1,")
    proposal = shape.propose(found, "voucher", "x.xlsx", SCHOOL)
    assert taken(proposal)["voucher_date"] == ("date_parts", "2024年月+2024年日")
    assert proposal.mapping.years == (2024,) and YEARS not in questions(proposal)


def test_month_and_day_without_any_year_ask_for_it() -> None:
    found = table("月,日,摘要,科目名称,借方,贷方", "3,5,买球,文体活动费,1,")
    proposal = shape.propose(found, "voucher", "x.xlsx", SCHOOL)
    assert questions(proposal)[YEARS].proposed is None
    assert shape.settle(proposal, {YEARS: "2024"}).years == (2024,)
    with pytest.raises(WrongUse, match="四位数字"):
        shape.settle(proposal, {YEARS: "24"})


def test_days_without_a_year_take_it_from_the_title_and_from_a_file_name_only_when_confirmed() -> None:
    rows = ("3月5日,买球,文体活动费,1",)
    header = "日期,摘要,科目名称,金额"
    certain = shape.propose(table(header, *rows, titles=("2024年支出明细",)), "voucher", "x.xlsx", SCHOOL)
    assert certain.mapping.years == (2024,) and YEARS not in questions(certain)
    named = shape.propose(table(header, *rows), "voucher", "2024支出.xlsx", SCHOOL)
    assert questions(named)[YEARS].proposed == "2024"


def test_a_year_of_the_file_name_that_no_one_confirmed_reads_no_date() -> None:
    found = table("日期,摘要,科目名称,金额", "2024-03-05,买球,文体活动费,1")
    proposal = shape.propose(found, "voucher", "2023支出.xlsx", SCHOOL)
    assert YEARS not in questions(proposal) and proposal.mapping.years == ()


def test_months_side_by_side_become_rows_and_totals_are_left() -> None:
    found = table("姓名,应缴,1月,2月,十二月,合计", "张三,10,10,10,10,30", titles=("2024年会费",))
    proposal = shape.propose(found, "dues", "会费.xlsx", SCHOOL)
    wide = proposal.mapping.wide
    assert (wide.column, wide.value) == ("month", "paid")
    assert wide.months == ((2, "2024-01"), (3, "2024-02"), (4, "2024-12"))
    assert proposal.mapping.ignored == (5,) and proposal.questions == ()


@pytest.mark.parametrize("header", ["2023年11月,2024年1月", "202311,202401", "2023-11,2024-01"])
def test_months_that_name_their_year_need_no_other(header: str) -> None:
    found = table(f"姓名,应缴,{header}", "张三,10,10,10")
    proposal = shape.propose(found, "dues", "会费.xlsx", SCHOOL)
    assert [month for _, month in proposal.mapping.wide.months] == ["2023-11", "2024-01"]
    assert proposal.questions == ()


def test_months_without_a_year_wait_for_it() -> None:
    found = table("姓名,应缴,1月,2月", "张三,10,10,10")
    proposal = shape.propose(found, "dues", "会费.xlsx", SCHOOL)
    settled = shape.settle(proposal, {YEARS: "2024"})
    assert [month for _, month in settled.wide.months] == ["2024-01", "2024-02"]


def test_due_and_paid_side_by_side_for_each_month_are_both_taken() -> None:
    found = table("姓名,1月应缴,1月实缴,2月应缴,2月实缴", "张三,9,10,9,10", titles=("2024年会费",))
    proposal = shape.propose(found, "dues", "会费.xlsx", SCHOOL)
    wide = proposal.mapping.wide
    assert [cell for cell, _ in wide.months] == [2, 4]
    assert wide.beside == (("due", ((1, "2024-01"), (3, "2024-02"))),)
    assert "due" not in questions(proposal)
    assert proposal.reasons == ()


def test_due_that_no_one_gives_may_be_made_equal_to_paid_but_only_by_the_user() -> None:
    found = table("姓名,会费", "张三,10", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "会费.xlsx", SCHOOL)
    question = questions(proposal)["due"]
    assert question.proposed is None and question.options == ("与实缴会费相同",)
    link = shape.settle(proposal, {"due": "与实缴会费相同"}).link("due")
    assert (link.how, link.headers) == ("as", ("paid",))
    constant = shape.settle(proposal, {"due": "10"}).constant("due")
    assert (constant.value, constant.certain) == ("10", True)


def test_original_currency_and_quantities_are_never_the_amount() -> None:
    found = table(
        "日期,摘要,科目名称,原币借方,原币贷方,借方数量,贷方数量,单价",
        "2024-01-01,买球,文体活动费,1,2,3,4,5",
    )
    proposal = shape.propose(found, "voucher", "x.xlsx", SCHOOL)
    assert not {"debit", "credit", "amount"} & set(taken(proposal))
    assert set(proposal.mapping.ignored) == {3, 4, 5, 6, 7}


def test_direction_beside_debit_and_credit_is_that_of_the_balance_and_ignored() -> None:
    found = table("日期,摘要,科目名称,借方,贷方,方向,余额", "2024-01-01,买球,文体活动费,1,,借,1")
    got = taken(shape.propose(found, "voucher", "x.xlsx", SCHOOL))
    assert "direction" not in got and "amount" not in got
    assert got["debit"] == ("cell", "借方") and got["balance"] == ("cell", "余额")


def test_income_and_expenditure_columns_of_a_simple_book_are_confirmed_once() -> None:
    found = table("日期,摘要,科目,收入,支出", "2024-01-01,会费,会费收入,10,", "2024-01-02,买球,文体活动费,,5")
    proposal = shape.propose(found, "voucher", "x.xlsx", SCHOOL)
    got = taken(proposal)
    assert got["debit"] == ("cell", "支出") and got["credit"] == ("cell", "收入")
    assert set(questions(proposal)) == {"debit"}


def test_debit_and_credit_of_a_bank_are_tried_against_its_balances() -> None:
    header = "日期,摘要,借方,贷方,余额,对方户名"
    bank_view = table(header, "2024-01-01,甲,,10,110,某", "2024-01-02,乙,5,,105,某")
    got = taken(shape.propose(bank_view, "bank", "x.xlsx", SCHOOL))
    assert got["amount"] == ("fall", "贷方+借方")
    book_view = table(header, "2024-01-01,甲,10,,110,某", "2024-01-02,乙,,5,105,某")
    proposal = shape.propose(book_view, "bank", "x.xlsx", SCHOOL)
    assert taken(proposal)["amount"] == ("fall", "借方+贷方")
    assert "余额" in questions(proposal)["amount"].why
    assert shape.settle(proposal, {}).link("amount").certain


def test_unsigned_amounts_without_direction_are_asked() -> None:
    found = table("交易日期,金额,余额,对方户名,摘要", "2024-01-01,10,110,某,甲")
    question = questions(shape.propose(found, "bank", "x.xlsx", SCHOOL))["direction"]
    assert question.proposed is None and LEAVE_OUT in question.options


def test_a_single_opening_balance_is_split_by_its_own_direction() -> None:
    found = table(
        "科目名称,期初方向,期初余额,本期借方,本期贷方,期末方向,期末余额", "库存现金,借,1,2,3,贷,4",
    )
    got = taken(shape.propose(found, "balance", "2023年余额表.xlsx", SCHOOL))
    assert got["opening_debit"] == ("debit_side", "期初余额+期初方向")
    assert got["closing_credit"] == ("credit_side", "期末余额+期末方向")


def test_a_balance_without_any_direction_is_not_given_one() -> None:
    found = table("科目名称,期初余额,本期借方,本期贷方", "库存现金,1,2,3")
    proposal = shape.propose(found, "balance", "2023年余额表.xlsx", SCHOOL)
    assert not {"opening_debit", "opening_credit"} & set(taken(proposal))
    assert "方向" in dict(proposal.reasons)[1]


# --- words, units of measure, repeated headers --------------------------------------------------

@pytest.mark.parametrize("header,titles,scale", [
    ("预算数（万元）", (), 10_000), ("预算数(万元)", ("单位：元",), 10_000), ("预算数/万元", (), 10_000),
    ("预算数", ("单位：万元",), 10_000), ("预算数", ("金额单位：人民币万元",), 10_000),
    ("预算数（元）", ("单位：万元",), 1), ("预算数", ("单位：元",), 1), ("预算数", (), 1),
    ("预算数", ("编制单位：万元街道总工会",), 1),
])
def test_the_scale_of_an_amount_is_in_its_header_or_else_in_the_title(
    header: str, titles: tuple[str, ...], scale: int
) -> None:
    found = table(f"科目名称,{header}", "会费收入,1.2", titles=("2024年预算", *titles))
    proposal = shape.propose(found, "budget", "预算.xlsx", SCHOOL)
    assert proposal.mapping.link("approved").scale == scale
    assert proposal.mapping.link("account_name").scale == 1


def test_a_running_number_is_no_identifier_but_a_code_is() -> None:
    counted = table("编号,姓名,应缴,实缴", "1,张三,1,1", "2,李四,1,1")
    assert "member_id" not in taken(shape.propose(counted, "dues", "2024年3月.xlsx", SCHOOL))
    coded = table("编号,姓名,应缴,实缴", "1024,张三,1,1", "0007,李四,1,1")
    assert taken(shape.propose(coded, "dues", "2024年3月.xlsx", SCHOOL))["member_id"] == (
        "cell", "编号",
    )


def test_a_column_called_member_is_a_name_or_a_flag_by_its_values() -> None:
    names = table("会员,工号,部门", "张三,1001,语文组", "李四,1002,数学组")
    assert taken(shape.propose(names, "member", "x.xlsx", SCHOOL))["name"] == ("cell", "会员")
    flags = table("姓名,工号,会员", "张三,1001,是", "李四,1002,否")
    assert taken(shape.propose(flags, "member", "x.xlsx", SCHOOL))["is_member"] == ("cell", "会员")


def test_two_equal_amounts_are_asked_and_the_fuller_is_proposed() -> None:
    found = table("姓名,应缴,实缴金额,实缴会费", "张三,10,8,9", titles=("2024年3月会费",))
    question = questions(shape.propose(found, "dues", "x.xlsx", SCHOOL))["paid"]
    assert question.kind == "choose"
    assert set(question.cells) == {2, 3}


def test_of_two_headers_of_one_name_the_filled_one_is_taken() -> None:
    found = table("姓名,应缴,实缴,实缴", "张三,10,,9", "李四,10,,9", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert proposal.mapping.link("paid").cells == (3,)


def test_a_header_that_matches_nothing_stops_no_one() -> None:
    found = table("姓名,应缴,实缴,星座", "张三,10,10,白羊", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert proposal.mapping.ignored == (3,) and proposal.questions == ()


def test_a_header_known_only_by_its_end_is_asked() -> None:
    found = table("甲方姓名,应缴,实缴", "张三,10,10", titles=("2024年3月会费",))
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL)
    assert not proposal.mapping.link("name").certain
    assert questions(proposal)["name"].proposed == label(0, "甲方姓名")


def test_a_list_of_units_without_numbers_may_use_names_only_when_none_is_twice() -> None:
    once = table("单位名称,职工人数", "清溪小学工会,80", "临江机械工会,120")
    asked = questions(shape.propose(once, "unit", "单位.xlsx", SCHOOL))
    assert asked["unit_id"].kind == "confirm" and asked["unit_id"].cells == (0,)
    twice = table("单位名称,职工人数", "清溪小学工会,80", "清溪小学工会,120")
    assert questions(shape.propose(twice, "unit", "单位.xlsx", SCHOOL))["unit_id"].proposed is None


def test_an_identifier_that_is_made_from_the_row_is_not_asked() -> None:
    found = table("姓名,金额", "张三,100", titles=("2024年春节慰问",))
    asked = questions(shape.propose(found, "assistance", "慰问.xlsx", SCHOOL))
    assert "assist_id" not in asked and "member_id" not in asked


def test_what_a_roster_lacks_is_proposed_or_asked() -> None:
    found = table("工号,姓名", "1001,张三")
    asked = questions(shape.propose(found, "member", "名册.xlsx", SCHOOL))
    assert asked["status"].proposed == "在职" and asked["is_member"].proposed == "是"
    assert asked["join_date"].proposed is None


# --- answers ------------------------------------------------------------------------------------

def test_answers_become_constants_links_or_nothing() -> None:
    found = table("姓名,金额,签收", "张三,300,", titles=("2024年春节慰问签收表",))
    proposal = shape.propose(found, "assistance", "春节.xlsx", SCHOOL)
    settled = shape.settle(proposal, {"paid_date": "2024-02-01", "payment_method": "转账"})
    assert settled.constant("paid_date").value == "2024-02-01"
    assert settled.constant("payment_method").value == "转账"
    assert mapping.check(settled) == []
    with pytest.raises(WrongUse, match="还没有回答"):
        shape.settle(proposal, {"paid_date": "2024-02-01"})
    with pytest.raises(WrongUse, match="没有问过"):
        shape.settle(proposal, {"paid_date": "2024-02-01", "payment_method": "转账", "x": "1"})


def test_an_answer_that_is_a_header_links_its_cell() -> None:
    found = table("姓名,项目,备注", "张三,跳绳,无", titles=("2024年职工运动会报名表",))
    proposal = shape.propose(found, "participation", "报名.xlsx", SCHOOL)
    settled = shape.settle(proposal, {"activity_id": label(1, "项目")})
    assert settled.link("activity_id").cells == (1,) and 1 not in settled.ignored


def test_a_saved_mapping_is_taken_as_it_is_and_only_the_rest_is_asked() -> None:
    found = table("谁,该交,交了", "张三,10,10", titles=("2024年3月会费",))
    links = tuple(
        mapping.Link(column, "cell", (cell,), (found.header[cell],))
        for cell, column in enumerate(("name", "due", "paid"))
    )
    saved = mapping.Mapping("dues", found.header, links, title="我们的会费表")
    proposal = shape.propose(found, "dues", "x.xlsx", SCHOOL, saved)
    assert set(proposal.mapping.links) == set(links) and proposal.questions == ()
    assert constants(proposal) == {"month": ("2024-03", True), "unit_id": ("Q1", True)}


# --- anything ---------------------------------------------------------------------------------

WORDS = sorted(contract.header_words())
CELLS = st.one_of(
    st.sampled_from([
        "", "-", "张三", "李四", "2024-03-05", "3月5日", "2024年3月", "1", "2", "007", "1,234.50", "-5",
        "记-12", "50102 文体活动费", "是", "√", "借", "贷", "/", "收入", "=cmd|' /C calc'!A0", "<script>",
        "#REF!", "1e400",
    ]),
    st.text(max_size=12),
)
HEADERS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["1月", "2023年2月", "202403", "金额（万元）", "期初余额", "方向", ""]),
    st.text(max_size=10),
    st.builds("{}{}".format, st.text(max_size=3), st.sampled_from(WORDS)),
)
TEXTS = st.one_of(
    st.sampled_from([
        "2024年3月会费", "春节慰问签收表", "单位：万元", "竞赛名单", "2023年余额表", "序时账",
        "2024年13月45日",
    ]),
    st.text(max_size=30),
)


@given(
    header=st.lists(HEADERS, min_size=1, max_size=12),
    cells=st.lists(st.lists(CELLS, min_size=1, max_size=14), max_size=6),
    titles=st.lists(TEXTS, max_size=3),
    name=st.one_of(st.sampled_from(["会费2024.xlsx", "../../etc/x"]), st.text(max_size=20)),
    ledger=st.sampled_from(list(contract.ledgers())),
    books=st.sampled_from([SCHOOL, STREET, shape.Context()]),
)
def test_whatever_a_table_holds_the_proposal_is_sound(
    header: list[str], cells: list[list[str]], titles: list[str], name: str, ledger: str,
    books: shape.Context,
) -> None:
    found = table_of(header, cells, titles, "3月")
    for each in shape.recognise(found, name):
        assert 0 <= each.score <= 1 and each.reason
    proposal = shape.propose(found, ledger, name, books)
    made = proposal.mapping
    wide = {made.wide.column, made.wide.value} if made.wide else set()
    assert mapping.check(made) == []
    assert mapping.from_json(mapping.to_json(made)) == made
    used = mapping.used_cells(made)
    assert used | set(made.ignored) == {index for index, text in enumerate(made.header) if text}
    for column in contract.ledger(ledger).columns:
        if column.required:
            sources = {each.column for each in (*made.links, *made.constants)} | wide
            assert column.name in sources | {each.column for each in proposal.questions}
    for question in proposal.questions:
        assert question.title and question.why and question.kind in ("confirm", "choose", "enter")
        assert len(question.cells) <= len(question.options)
        if question.proposed is not None and question.options and question.kind != "enter":
            assert question.proposed in question.options
        if question.kind == "confirm":
            assert question.proposed is not None
