"""Lists in panels, tables side by side and below each other: none is read as rows of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import assembly, layout
from openbooks.table import Panel, Table
from tests.sheet_kit import codes, read, reasons, table
from tests.test_sheet_workbook import rows, xls, xlsx

GIFTS = "2024年春节慰问,,,,,,,\n序号,姓名,金额,签名,序号,姓名,金额,签名\n"


def named(found: Table, place: int = 1) -> list[tuple[int, str, str]]:
    """Line, part and one cell of the data records, in the order in which they are read."""
    return [(record.line, record.part, record.cells[place]) for record in found.records]


def lines(found: Table) -> set[int]:
    """The physical lines of which a record has a place in the table."""
    return {each.line for each in (*found.records, *found.dropped, *found.unread)}


def test_a_list_in_two_panels_is_one_list_read_panel_by_panel() -> None:
    found = table(GIFTS + "1,张三,300,,3,王五,200,\n2,李四,300,,4,赵六,200,\n")
    assert found.header == ("序号", "姓名", "金额", "签名")
    assert named(found) == [
        (3, "A列", "张三"), (4, "A列", "李四"), (3, "E列", "王五"), (4, "E列", "赵六"),
    ]
    assert found.panels == (Panel("A列", 0), Panel("E列", 4))
    assert found.titles == ((1, "2024年春节慰问"),)
    assert (found.rows, found.read, lines(found)) == (4, 6, {1, 2, 3, 4})


def test_a_shorter_right_panel_is_nothing_and_a_number_that_nobody_took_is_blank() -> None:
    found = table(GIFTS + "1,张三,300,,3,王五,200,\n2,李四,300,,4,,,\n,,,,,,,\n5,钱七,300,,,,,\n")
    assert [name for _, _, name in named(found)] == ["张三", "李四", "钱七", "王五"]
    assert [(each.line, each.reason, each.part) for each in found.dropped][2:] == [
        (4, "空行", "E列"), (5, "空行", ""),
    ]


def test_totals_under_each_panel_and_lines_of_signatures_are_dropped_with_their_reason() -> None:
    found = table(
        GIFTS + "1,张三,300,,3,王五,200,\n2,李四,300,,4,赵六,200,\n合计,,600,,合计,,400,\n"
        "制表人：甲,,,审核人：乙,,,2024年2月6日,\n"
    )
    assert found.rows == 4 and found.problems == ()
    assert [(each.line, each.reason, each.part) for each in found.dropped][2:] == [
        (5, "合计行", "A列"), (5, "合计行", "E列"), (6, "页脚", "A列"), (6, "页脚", "E列"),
    ]


@pytest.mark.parametrize(
    "line",
    [",,,,合计,,1000,", "合计,,1000,,,,,", "合计,,,,,,1000,", "合计,,600,,,,,", ",,,,小计,,400,"],
)
def test_a_total_may_be_that_of_its_panel_or_of_the_whole_list(line: str) -> None:
    found = table(GIFTS + f"1,张三,300,,3,王五,200,\n2,李四,300,,4,赵六,200,\n{line}\n")
    assert found.rows == 4 and set(reasons(found).values()) == {"合计行"}
    assert found.problems == ()


def test_a_total_that_is_neither_is_a_warning() -> None:
    found = table(GIFTS + "1,张三,300,,3,王五,200,\n2,李四,300,,4,赵六,200,\n合计,,600,,合计,,500,\n")
    assert codes(found) == [(5, "warn", "total_mismatch")]
    assert found.problems[0].value == "500"


def test_a_total_under_the_left_panel_takes_nobody_away_on_the_right() -> None:
    found = table(GIFTS + "1,张三,300,,2,王五,200,\n合计,,300,,3,赵六,100,\n制表人：甲,,,,4,孙八,50,\n")
    assert [name for _, _, name in named(found)] == ["张三", "王五", "赵六", "孙八"]
    assert [(each.line, each.reason) for each in found.dropped][2:] == [(4, "合计行"), (5, "页脚")]


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("姓名,签名,姓名,签名,姓名,签名", [0, 2, 4]), ("姓名,姓名,姓名", [0, 1, 2]),
        ("姓名,会费,,姓名,会费,,姓名,会费", [0, 3, 6]),
        ("序号,姓名,会费,备注,序号,姓名,会费", [0, 4]), ("序号,姓名,会费,姓名,会费", [0, 3]),
        ("姓 名,会费（元）,姓名,会费(元)", [0, 2]),
    ],
)
def test_panels_are_known_by_the_headers_that_come_again(header: str, first: list[int]) -> None:
    row = ",".join("1" if name in ("序号",) or "会费" in name else "张三" * bool(name)
                   for name in header.split(","))
    found = table(f"{header}\n{row}\n{row}\n")
    assert [panel.first for panel in found.panels] == first
    assert found.rows == 2 * len(first)
    assert {len(record.cells) for record in found.records} == {len(found.header)}


@pytest.mark.parametrize(
    "header",
    [
        "部门,姓名,金额,姓名,金额", "序号,姓名,类别,金额,类别", "姓名,金额,工号,姓名,金额",
        "借方,贷方,借方,贷方", "姓名,应缴,实缴,应缴,实缴", "数量,金额,数量,金额",
    ],
)
def test_headers_that_come_again_otherwise_make_no_panels(header: str) -> None:
    found = table(header + "\n" + ",".join("甲1234567"[: header.count(",") + 1]) + "\n")
    assert found.panels == () and found.header == tuple(header.split(","))


def test_a_repeated_header_of_panels_is_dropped_once() -> None:
    page = "姓名,会费,姓名,会费\n"
    found = table(page + "张三,10,王五,10\n" + page + "李四,10,,\n")
    assert [name for _, _, name in named(found, 0)] == ["张三", "李四", "王五"]
    assert [(each.line, each.reason) for each in found.dropped] == [(1, "表头"), (3, "重复表头")]


def test_a_row_with_more_cells_than_the_panels_is_unread_only_on_the_right() -> None:
    found = table("姓名,会费,姓名,会费\n张三,10,王五,10,多\n李四,10,赵六,10\n")
    assert [(each.line, each.part) for each in found.unread] == [(2, "C列")]
    assert [name for _, _, name in named(found, 0)] == ["张三", "李四", "赵六"]
    torn = table('姓名,会费,姓名,会费\n张三,10,"王五,10\n李四,10,赵六,10\n')
    assert [(each.line, each.part) for each in torn.unread] == [(2, "")]


def test_panels_of_workbooks_of_both_forms_are_read_alike() -> None:
    sheet = (
        ("2024年会费",), ("序号", "姓名", "会费", None, "序号", "姓名", "会费"),
        (1, "张三", 10, None, 3, "王五", 20), (2, "李四", 10),
    )

    def old(book: object) -> None:
        page = book.add_sheet("名单")  # type: ignore[attr-defined]
        for at, line in enumerate(sheet):
            for place, value in enumerate(line):
                if value is not None:
                    page.write(at, place, value)
    for content in (xlsx(rows("名单", *sheet)), xls(old)):
        found = table(content, "a.xlsx")
        assert named(found) == [(3, "A列", "张三"), (4, "A列", "李四"), (3, "E列", "王五")]


@pytest.mark.parametrize(
    "titles", ["收入,,,支出,,", "一分会,,,二分会,,", "3月会费名单,,,4月会费名单,,"]
)
def test_panels_that_each_have_a_title_are_tables_of_their_own(titles: str) -> None:
    left, right = read(
        f"{titles}\n日期,摘要,金额,日期,摘要,金额\n1月2日,甲,10,1月3日,乙,5\n1月3日,丙,10,,,\n"
    ).tables
    assert (left.header, left.rows, left.part) == (("日期", "摘要", "金额"), 2, "")
    assert (right.header, right.rows, right.part) == (("日期", "摘要", "金额"), 1, "D列")
    first, second = (text for text in titles.split(",") if text)
    assert (left.titles, right.titles) == (((1, first),), ((1, second),))


def test_facts_in_two_cells_above_a_list_in_panels_do_not_part_it() -> None:
    found = table("编制单位：清溪小学,,,2024年2月,,\n序号,姓名,会费,序号,姓名,会费\n1,张三,5,2,李四,5\n")
    assert len(found.panels) == 2 and found.rows == 2


def test_income_beside_spending_is_two_tables() -> None:
    left, right = read(
        "收入项目,收入预算数,支出项目,支出预算数\n会费收入,1000,活动支出,800\n拨缴收入,2000,,\n"
    ).tables
    assert left.header == ("收入项目", "收入预算数") and left.rows == 2
    assert right.header == ("支出项目", "支出预算数") and right.rows == 1


def test_tables_with_a_blank_column_between_are_each_read_by_itself() -> None:
    left, right = read(
        "清溪小学工会2024年3月,,,,\n姓名,会费,,项目,支出\n张三,10,,办公,100\n李四,10,,慰问,200\n王五,10,,,\n"
        "合计,30,,合计,300\n"
    ).tables
    assert (left.header, left.rows, left.header_line) == (("姓名", "会费"), 3, 2)
    assert (right.header, right.rows, right.header_line) == (("项目", "支出"), 2, 2)
    assert (left.part, right.part) == ("", "D列")
    assert left.titles == right.titles == ((1, "清溪小学工会2024年3月"),)
    assert reasons(left) == {6: "合计行"} and reasons(right) == {1: "空行", 5: "空行", 6: "合计行"}


def test_tables_side_by_side_may_begin_at_different_lines_and_have_others_below() -> None:
    left, below, right = read(
        "会费,,,,\n姓名,会费,,支出,\n张三,10,,项目,金额\n李四,10,,办公,7\n,,,慰问,8\n奖励,,,,\n姓名,奖金,,,\n王五,3,,,\n"
    ).tables
    assert [record.cells for record in left.records] == [("张三", "10"), ("李四", "10")]
    assert [record.cells for record in below.records] == [("王五", "3")]
    assert [record.cells for record in right.records] == [("办公", "7"), ("慰问", "8")]


@pytest.mark.parametrize(
    "text",
    [
        "日期,凭证号,摘要,,科目,借方,贷方\n2024-01-02,1,甲,,库存现金,10,\n,,,,会费收入,,10\n",
        "姓名,部门,,应缴,实缴\n张三,甲,,10,10\n李四,乙,,10,\n",
    ],
)
def test_a_blank_column_alone_parts_no_table(text: str) -> None:
    assert table(text).rows == 2


def test_a_column_that_a_merged_cell_covers_parts_no_table() -> None:
    def fill(book: object) -> None:
        page = book.add_worksheet("名单")  # type: ignore[attr-defined]
        page.merge_range("A1:E1", "2024年会费")
        page.write_row("A2", ("姓名", "会费"))
        page.merge_range("B2:C2", "会费")
        page.write_row("D2", ("项目", "金额"))
        for number in (3, 4):
            page.write_row(f"A{number}", ("张三", 10))
            page.write_row(f"D{number}", ("米", 20))
    found = table(xlsx(fill), "a.xlsx")
    assert found.header == ("姓名", "会费", "", "项目", "金额")


def test_a_second_table_of_two_columns_or_unknown_words_is_no_row_of_the_first() -> None:
    first, second = read("姓名,会费\n张三,10\n\n支出\n项目,花费了\n办公,5\n慰问,6\n").tables
    assert [record.cells for record in first.records] == [("张三", "10")]
    assert second.header == ("项目", "花费了") and second.rows == 2
    assert second.titles == ((4, "支出"),)


def test_the_same_header_under_another_title_begins_another_table() -> None:
    text = "1月会费\n姓名,会费\n张三,10\n合计,10\n\n2月会费\n姓名,会费\n张三,11\n李四,12\n"
    january, february = read(text).tables
    assert (january.titles, january.rows) == (((1, "1月会费"),), 1)
    assert (february.titles, february.rows) == (((6, "2月会费"),), 2)
    assert january.read + february.read == 9


@pytest.mark.parametrize("again", ["会费明细账（续）", "会费明细账 第2页", "会费明细账", ""])
def test_the_same_header_under_the_same_title_is_another_page(again: str) -> None:
    found = table(
        f"会费明细账 第1页,,\n姓名,部门,会费\n张三,甲,10\n,,\n{again},,\n姓名,部门,会费\n李四,乙,10\n"
    )
    assert found.rows == 2


def test_a_row_of_texts_after_a_blank_row_is_data_where_nothing_else_speaks_for_a_header() -> None:
    found = table("序号,姓名,部门,会费\n1,张三,甲,10\n,,,\n,李四,乙,\n3,王五,丙,10\n")
    assert found.rows == 3


@pytest.mark.parametrize(
    "months",
    [
        "202301,202302,202303", "2023-01,2023-02,2023-03", "2023/1,2023/2,2023/3", "23.01,23.02,23.03",
        "1月,2月,3月", "一月,二月,三月", "Jan,Feb,Mar", "2023.01,2023.02,2023.03", "23-01,23-02,23-03",
        "2023-01-01,2023-02-01,2023-03-01", "2023年1月,2023年2月,2023年3月", "1月份,2月份,3月份",
        "Jan-23,Feb-23,Mar-23", "23年1月,23年2月,23年3月",
    ],
)
def test_a_header_of_months_is_a_header_however_they_are_written(months: str) -> None:
    found = table(f"会费台账,,,\n姓名,{months}\n张三,10,10,10\n李四,10,,10\n")
    assert found.header == ("姓名", *months.split(",")) and found.rows == 2
    assert table(f"姓名,{months}\n张三,,,\n李四,10,,10\n").rows == 2


def test_rows_that_begin_with_months_are_no_headers() -> None:
    found = table("期间,部门,会费\n202301,甲,10\n202302,乙,11\n202303,丙,12\n")
    assert found.header == ("期间", "部门", "会费") and found.rows == 3
    assert table("所属月份,姓名\n2023-01-01,张三\n2023-02-01,会费\n").rows == 2


HEADERS = st.sampled_from([
    ("序号", "姓名", "金额"), ("姓名", "会费"), ("日期", "摘要", "金额"), ("项目", "支出"), ("姓名",), (),
])
TEXTS = st.sampled_from(["", "张三", "10", "合计", "制表人：甲", "2024-01-02", "支出", "姓名", "会费"])


@given(
    st.lists(HEADERS, min_size=1, max_size=3), st.sampled_from([0, 1]),
    st.lists(st.lists(TEXTS, max_size=9), max_size=9), st.integers(0, 8), st.booleans(),
)
def test_whatever_stands_side_by_side_every_cell_has_its_place(
    headers: list[tuple[str, ...]], gap: int, grid: list[list[str]], at: int, twice: bool
) -> None:
    header = [name for each in headers for name in (*each, *[""] * gap)]
    lines = [*grid[:at], header, *grid[at:], *([header, ["李四", "7"]] if twice else [])]
    raws = [(number, tuple(cells), "") for number, cells in enumerate(lines, 1)]
    tables = layout.tables(assembly.Sheet(raws))
    assert all(found.accounted for found in tables)
    placed: dict[int, list[str]] = {number: [] for number, _, _ in raws}
    known: list[tuple[int, str]] = []
    for found in tables:
        for each in (*found.records, *found.unread):
            placed[each.line] += each.cells
        for each in found.dropped:
            placed[each.line] += each.text.split()
        known += [
            (each.line, found.part + each.part)
            for each in (*found.records, *found.unread, *found.dropped)
        ]
    assert len(known) == len(set(known))
    for number, cells, _ in raws:
        assert sorted(filter(None, placed[number])) == sorted(filter(None, cells)), number
