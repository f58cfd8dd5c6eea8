"""Titles, headers, totals, footers and balances: what is data and what is not (formats.md §2)."""

from __future__ import annotations

import pytest

from openbooks import rowword
from tests.sheet_kit import cells, codes, read, reasons, table


def test_titles_above_the_header_are_kept_as_facts() -> None:
    found = table("××工会 2023年度 会费收缴表,,\n单位：元,,2023年3月\n姓名,应缴,实缴\n张三,10,10\n")
    assert found.titles == ((1, "××工会 2023年度 会费收缴表"), (2, "单位：元 2023年3月"))
    assert (found.header_line, found.header_records) == (3, (3,))
    assert [(each.line, each.reason) for each in found.dropped] == [
        (1, "标题行"), (2, "标题行"), (3, "表头"),
    ]


def test_the_header_of_a_statement_is_found_below_a_long_preamble() -> None:
    preamble = "".join(f"第{number}条说明：本回单，仅供参考；\n" for number in range(24))
    found = table(preamble + "\n交易时间,交易对方,收/支,金额\n2023-02-12 21:32:14,甲,支出,49.74\n")
    assert found.header_line == 26
    assert len(found.titles) == 24


def test_a_line_of_words_and_values_above_the_header_is_no_header() -> None:
    found = table("填报单位,清溪小学,联系人,王五\n姓名,1月,2月,3月\n张三,5,5,5\n")
    assert found.header == ("姓名", "1月", "2月", "3月")
    assert found.titles == ((1, "填报单位 清溪小学 联系人 王五"),)


def test_a_header_of_unknown_words_is_found_by_its_form() -> None:
    found = table("some notes\nalpha,beta,gamma\nx,1,2023-01-01\ny,2,2023-01-02\n")
    assert found.header == ("alpha", "beta", "gamma")
    assert found.rows == 2


def test_blanks_in_chinese_headers_are_removed_and_kept_as_written() -> None:
    found = table("姓 名,日 志 号,Department family,金额（元）\n张三,1,x,2\n")
    assert found.header == ("姓名", "日志号", "Department family", "金额（元）")
    assert found.written == ("姓 名", "日 志 号", "Department family", "金额（元）")


def test_a_repeated_header_name_is_kept_by_position() -> None:
    found = table("序号,姓名,档案类别,金额,档案类别\n1,张三,甲,5,乙\n")
    assert found.header == ("序号", "姓名", "档案类别", "金额", "档案类别")
    assert cells(found) == [("1", "张三", "甲", "5", "乙")]


def test_nameless_columns_at_the_end_go_when_empty_and_stay_when_not() -> None:
    assert table("姓名,金额,,\n张三,1,,\n").header == ("姓名", "金额")
    assert table("姓名,金额,,\n张三,1,,\n").written == ("姓名", "金额", "", "")
    kept = table("姓名,金额,,\n张三,1,,\n李四,2,已退,\n")
    assert kept.header == ("姓名", "金额", "")
    assert cells(kept) == [("张三", "1", ""), ("李四", "2", "已退")]


def test_a_nameless_column_inside_the_header_is_no_second_header_row() -> None:
    found = table("姓名,,备注\n张三,男,\n李四,女,好\n")
    assert found.header == ("姓名", "", "备注")
    assert found.rows == 2


def test_two_header_rows_are_joined() -> None:
    found = table("2023年,,凭证,,摘要,借方\n月,日,字,号,,\n1,5,记,1,办公费,200\n")
    assert found.header == ("2023年月", "2023年日", "凭证字", "凭证号", "摘要", "借方")
    assert (found.header_line, found.header_records) == (1, (1, 2))


def test_the_balance_table_of_eight_columns_has_its_header_on_the_third_row() -> None:
    found = table(
        "科目余额表,,,,,,,\n编制单位：清溪小学工会,,,2023年12月,,,,单位：元\n"
        "科目编码,科目名称,期初余额,,本期发生额,,期末余额,\n,,借方,贷方,借方,贷方,借方,贷方\n"
        "101,库存现金,100.00,,50.00,20.00,130.00,\n合计,,100.00,,50.00,20.00,130.00,\n"
    )
    assert found.header == (
        "科目编码", "科目名称", "期初余额借方", "期初余额贷方", "本期发生额借方", "本期发生额贷方",
        "期末余额借方", "期末余额贷方",
    )
    assert found.rows == 1
    assert reasons(found) == {6: "合计行"}


LEDGER = "日期,凭证号,摘要,借方,贷方\n"


def test_a_total_is_a_whole_cell_without_date_and_number() -> None:
    found = table(
        LEDGER + "2023-01-05,记-1,国庆合计三次慰问,10,\n2023-01-06,记-2,合计,20,\n,记-3,小计,30,\n"
        ",,合 计：,60,\n"
    )
    assert [record.line for record in found.records] == [2, 3, 4]
    assert reasons(found) == {5: "合计行"}
    assert codes(found) == []


def test_a_total_of_a_stretch_of_time_may_have_a_date_but_no_number() -> None:
    found = table(LEDGER + "2023-01-05,记-1,办公,10,\n2023-01-31,,本月合计,10,\n,记-2,本年累计,5,\n")
    assert reasons(found) == {3: "合计行"}
    assert [record.line for record in found.records] == [2, 4]


@pytest.mark.parametrize("word", sorted(rowword.words("summary") | rowword.words("balance")))
def test_every_word_of_the_table_of_words_marks_its_row(word: str) -> None:
    found = table(LEDGER + f"2023-01-05,记-1,{word}费,10,\n2023-01-06,记-2,b,5,\n,,{word},,\n")
    assert [record.line for record in found.records] == [2, 3]
    assert set(reasons(found)) == {4}


def test_totals_of_named_parts_are_dropped_only_beside_numbers() -> None:
    found = table("部门,姓名,金额\n甲,张三,5\n甲部小计,,5\n年终小计,李四,6\n人民币合计,,11\n")
    assert reasons(found) == {3: "合计行", 5: "合计行"}
    assert cells(found)[1] == ("年终小计", "李四", "6")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("合计（大写）：壹佰元整", "合计行"), ("合计 2 人", "合计行"), ("总计（元）", "合计行"),
        ("合 计", "合计行"), ("以下空白", "页脚"), ("合计三次慰问", ""),
    ],
)
def test_forms_for_signatures_end_in_totals_of_their_own(word: str, reason: str) -> None:
    found = table(f"姓名,金额,签名\n张三,50,\n李四,50,\n{word},100,\n")
    assert reasons(found) == ({4: reason} if reason else {})


def test_a_total_in_brackets_in_the_middle_is_a_total() -> None:
    found = table("姓名,金额\n张三,50\n小计（元）,50\n李四（甲）,60\n")
    assert reasons(found) == {3: "合计行"}


def test_a_total_that_is_not_the_sum_is_a_warning_with_both_figures() -> None:
    found = table("姓名,应缴,实缴\n张三,10.00,10.00\n李四,20.00,15.00\n合计,30.00,30.00\n")
    assert codes(found) == [(4, "warn", "total_mismatch")]
    (problem,) = found.problems
    assert (problem.column, problem.value) == ("实缴", "30.00")
    assert "合计 30.00，明细之和 25.00" in problem.message


def test_subtotals_and_totals_are_each_compared_with_their_own_rows() -> None:
    found = table("姓名,实缴,余额\n甲,1,9\n乙,2,9\n小计,3,9\n丙,4,9\n小计,4,9\n合计,7,100\n")
    assert codes(found) == []
    wrong = table("姓名,实缴\n甲,1\n乙,2\n小计,3\n丙,4\n小计,5\n合计,7\n")
    assert codes(wrong) == [(6, "warn", "total_mismatch")]
    assert "明细之和 4" in wrong.problems[0].message


def test_a_last_row_of_numbers_alone_that_equals_the_sums_is_dropped_silently() -> None:
    found = table("姓名,应缴,实缴\n张三,10,10.50\n李四,20,20\n,30,30.50\n")
    assert found.rows == 2
    assert reasons(found) == {4: "合计行"}
    assert codes(found) == []


def test_a_last_row_of_numbers_alone_that_equals_no_sum_is_dropped_with_a_warning() -> None:
    found = table("姓名,应缴,实缴\n张三,10,10\n李四,20,20\n,30,31\n")
    assert reasons(found) == {4: "合计行"}
    assert codes(found) == [(4, "warn", "suspected_total")]
    assert "实缴 31，明细之和 30" in found.problems[0].message


def test_a_last_row_with_a_number_of_its_own_or_in_a_table_of_numbers_is_data() -> None:
    assert table("序号,姓名,金额\n1,张三,10\n2,李四,20\n3,,30\n").rows == 3
    assert table("年份,人数\n2021,10\n2022,20\n2023,30\n").rows == 3
    assert table("value\n1\n2\n3\n").rows == 3


def test_a_balance_row_is_kept_apart_with_its_cells() -> None:
    found = table(LEDGER + "2023-01-01,,期初余额,1000.00,\n2023-01-05,记-1,办公,10,\n")
    assert reasons(found) == {2: "期初余额行"}
    assert [record.cells for record in found.balances] == [
        ("2023-01-01", "", "期初余额", "1000.00", "")
    ]


def test_pages_printed_below_each_other_are_one_table() -> None:
    page = "明细账,,,,\n日期,凭证号,摘要,借方,贷方\n"
    found = table(
        page + "2023-01-05,记-1,办公,10,\n,,过次页,10,\n制表人：张三,,,,\n第1页共2页,,,,\n"
        + page + ",,承前页,10,\n2023-01-06,记-2,邮寄,5,\n,,合计,15,\n\n审核人：李四,,打印日期：今天,,\n"
    )
    assert [record.line for record in found.records] == [3, 10]
    assert reasons(found) == {
        4: "承前页", 5: "页脚", 6: "页脚", 8: "重复表头", 9: "承前页", 11: "合计行", 12: "空行",
        13: "页脚",
    }
    assert [each.line for each in found.dropped if each.reason == "标题行"] == [1, 7]
    assert codes(found) == []


def test_another_header_begins_another_table_with_its_titles() -> None:
    first, second = read(
        "收入表,,\n日期,摘要,金额\n2023-01-02,会费,10\n,合计,10\n,,\n支出表,,\n姓名,部门,会费\n张三,甲,5\n"
    ).tables
    assert (first.header_line, first.rows) == (2, 1)
    assert (second.header_line, second.header, second.rows) == (7, ("姓名", "部门", "会费"), 1)
    assert second.titles == ((6, "支出表"),)
    assert first.read + second.read == 8


def test_blank_rows_inside_the_data_are_listed_and_what_follows_is_read() -> None:
    found = table("姓名,金额\n张三,1\n\n , \n李四,2\n")
    assert reasons(found) == {3: "空行", 4: "空行"}
    assert [record.line for record in found.records] == [2, 5]


def test_notes_below_the_table_are_dropped_and_data_is_not_taken_for_a_note() -> None:
    found = table("姓名,部门,金额\n张三,甲,1\n李四,,\n,,\n本表一式三份,,\n由财务科保存,,\n")
    assert cells(found) == [("张三", "甲", "1"), ("李四", "", "")]
    assert reasons(found) == {4: "空行", 5: "表外说明", 6: "表外说明"}


def test_a_row_that_begins_like_a_footer_but_is_full_is_data() -> None:
    found = table("职务,姓名,电话\n主席,张三,1\n单位负责人,李四,2\n")
    assert found.rows == 2


def test_a_row_above_the_header_that_looks_like_data_is_a_warning() -> None:
    found = table("张三,10,2023-01-01\n姓名,金额,日期\n李四,20,2023-01-02\n")
    assert codes(found) == [(1, "warn", "data_above_header")]
    assert table("账号,6200,类型,借记卡\n日期,金额,余额,摘要\n2023-1-2,1,2,a\n").problems == ()


def test_dropped_texts_are_named_and_cut_to_a_length() -> None:
    found = table("长" * 500 + ",\n姓名,金额\n张三,1\n")
    assert len(found.dropped[0].text) == 200 and found.dropped[0].text.endswith("…")


def test_the_other_side_of_a_total_is_a_total_too() -> None:
    found = table(
        "日期,凭证号,摘要,方向,金额\n2023-01-05,记-1,收会费,借,10\n2023-01-05,记-1,收会费,贷,10\n"
        "合计,,,借,10\n,,,贷,10\n打印日期：2023-04-01\n"
    )
    assert found.rows == 2
    assert [(each.line, each.reason) for each in found.dropped][1:] == [
        (4, "合计行"), (5, "合计行"), (6, "页脚"),
    ]


def test_what_alipay_writes_below_its_rows_is_a_footer() -> None:
    found = table(
        "交易号,付款时间,交易对方,金额（元）,收/支\n1,2023-03-05 10:00:05,超市,100.50,支出\n"
        f"{'-' * 40}\n共1笔记录\n已收入:0笔,0.00元\n待收入:0笔,0.00元\n已支出:1笔,100.50元\n"
        "导出时间:[2023-04-01 10:00:00]    用户:张三\n"
    )
    assert found.rows == 1
    assert {each.reason for each in found.dropped if each.line > 2} == {"页脚"}
