"""Very many tables on the upload page, and what stands there when they are in the books: short enough to
be looked over, counted from the receipts below, and with the next step on top.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import agenda, desk, telling, ui
from openbooks.books import Books
from openbooks.grouping import gathered, grouped
from tests import test_mend_page
from tests.test_meeting import dues, load, put_in
from tests.test_upload_page import AGREE, looked, press, said, window

BATCHES = "pages/staff/batches.py"
books = test_mend_page.books


def month(number: int, bad: str = "30") -> tuple[str, bytes]:
    """The dues of two members in a month of 2024."""
    text = f"2024年{number}月会费收缴表,,\n会员编号,应缴,实缴\nM1,30,30\nM2,30,{bad}\n"
    return f"{number}月.csv", text.encode("gb18030")


def boxes(app: AppTest) -> list[str]:
    """The heads of the folded boxes."""
    return [each.label.replace("\\", "") for each in app.expander]


def opened(app: AppTest, key: str) -> AppTest:
    """The window with that box unfolded."""
    app.session_state[key] = True
    return looked(app.run())


def test_of_very_many_tables_those_that_ask_nothing_are_folded_until_they_are_loaded(
    books: Books,
) -> None:
    count = ui.FEW + 2
    name, content = month(count, "三十")
    at = desk.hand_in(desk.open_desk(books), [
        *(month(number) for number in range(1, count)), (f"2023年{name}", content),
        ("杂.csv", "姓名,颜色\n张三,红\n李四,蓝\n".encode()),
    ])
    app = window(desk=at.id)
    assert "**1月.csv** · 2024年1月 · 清溪小学工会 · 会费缴纳，对吗？" in boxes(app)
    assert [each.label for each in app.button].count(AGREE) == 1, "its file is called otherwise"
    assert "这份表是哪种台账？" in [each.label for each in app.selectbox], "what asks stands open"
    app = opened(app, "card-1-0")
    assert [each.label for each in app.button].count(AGREE) == 2
    app = press(app, AGREE)
    assert "**1月.csv** · 2024年1月 · 清溪小学工会 · 会费缴纳：已确认" in boxes(app)
    odd = [each for each in app.button if each.label == "这份先不装"][-1]
    app = press(looked(odd.click().run()), "不用")  # the odd one, and the roster that is drafted
    app = press(app, f"这 {count - 1} 处都对，一起确认")
    tried = [each for each in boxes(app) if "→ 会费缴纳：记录 4 = 收下 2 + 重复 0 + 拒收 0 + 略过 2" in each]
    assert len(tried) == count - 1
    assert "记录 4 = 收下 1 + 重复 0 + 拒收 1 + 略过 2" in said(app), "what is to be mended stands open"
    app = press(app, f"装载 {count} 份表")
    assert len([each for each in boxes(app) if "号装载** · " in each]) == count - 1
    assert next(each.label for each in app.button) == "再交几份文件", "the next step stands on top"
    assert boxes(app).count("撤销这次装载") == 1
    app = opened(app, f"loaded-{books.state().batches[-count].number}")
    assert boxes(app).count("撤销这次装载") == 2


def test_more_files_are_not_offered_where_that_would_lose_what_is_left(books: Books) -> None:
    at = put_in(books, month(1), month(2))
    at = desk.noted(at, "1.0", load(books, put_in(books, month(1))))
    app = window(desk=at.id)
    assert "1 份表已完整装载，其余的还没有装" in said(app)
    assert "再交几份文件" not in [each.label for each in app.button]


def test_a_load_that_a_later_one_of_the_same_press_replaced_is_not_told_to_be_mended(
    books: Books,
) -> None:
    number = load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "三十", "M005": "0"}))
    at = desk.supersede(at, "1.0", number)
    load(books, at)
    app = window(BATCHES, batch=str(number))
    assert "被取代" in said(app) and "一行也没有收下" not in said(app)
    assert "收下、重复、拒收是装载当时的条数" in said(app)
    assert app.dataframe[0].value.columns[:3].tolist() == ["号", "文件", "台账"], "seen on a narrow screen"


def test_an_undo_says_how_many_records_count_by_now_and_that_it_is_done(books: Books) -> None:
    number = load(books, put_in(books, dues("3月.csv", {})))
    later = put_in(books, dues("3月改.csv", {"M002": "15"}))
    load(books, desk.supersede(later, "1.0", number))
    people = books.state().batch(number).counts["accepted"]
    app = window(BATCHES, batch=str(number))
    app = press(app, "下一步")
    assert "请先写原因，再按“下一步”。" in said(app)
    next(each for each in app.text_input if each.label == "撤销原因").input("录错")
    app = press(app, "下一步")
    assert f"它现在计数的 {people - 1} 条记录不再计入" in said(app)
    app = press(app, "确认撤销")
    assert f"第 {number} 号装载已撤销。" in [each.value.replace("\\", "") for each in app.success]
    assert not looked(app.run()).success, "it is said once"


def test_a_torn_packet_is_not_told_to_be_opened_as_a_workbook_only(books: Books) -> None:
    at = desk.hand_in(desk.open_desk(books), [("上报包.zip", b"PK\x03\x04" + bytes(400))])
    told = said(window(desk=at.id))
    assert "上报包.zip 没有收：" in told and "上报包请重新拷一份再交" in told


def test_what_was_answered_is_thrown_away_in_two_steps_and_what_was_not_in_one(books: Books) -> None:
    at = put_in(books, month(1), month(2))
    app = press(window(desk=at.id), "这些都不要了，重新选文件")
    assert "您已经答过或改过 3 份表，会一起丢掉" in said(app)
    app = press(app, "留着")
    assert "确定，都不要了" not in [each.label for each in app.button]
    assert [each.id for each in desk.left_open(books)] == [at.id]
    app = press(press(window(), "丢掉这份草稿"), "确定，都不要了")
    assert not desk.left_open(books)
    at = desk.hand_in(desk.open_desk(books), [month(1)])
    press(window(desk=at.id), "这些都不要了，重新选文件")
    assert not desk.left_open(books)


def test_a_receipt_of_months_side_by_side_says_what_became_of_their_rows(books: Books) -> None:
    load(books, put_in(books, ("1月.csv", "2024年1月会费收缴表,,\n会员编号,应缴,实缴\nM1,30,30\n".encode())))
    wide = "2024年会费收缴表\n会员编号,应缴会费,1月,2月,3月\nM1,30,30,30,30\nM2,30,30,,x\n"
    at = put_in(books, ("2024年会费.csv", wide.encode("gb18030")))
    (outcome,) = agenda.try_all(books, at, "陈静", test_mend_page.AT).outcomes
    assert telling.identity(outcome.receipt) == (
        "记录 4 = 收下 1 + 重复 0 + 拒收 1 + 略过 2（按月展开为 5 行：收下 2、重复 1、拒收 2）"
    )


@pytest.mark.parametrize(("messages", "told"), [
    (["第3行「月」：已结账。", "第4行「月」：已结账。", "第7行「月」：已结账。"],
     ["第3至4、7行「月」：已结账。"]),
    (["第9行「金额」：“x”不是数字。", "第8行「金额」：“y”不是数字。"],
     ["第9行「金额」：“x”不是数字。", "第8行「金额」：“y”不是数字。"]),
    (["没有名册（共3行）。"], ["没有名册（共3行）。"]),
])
def test_sentences_alike_but_for_their_line_are_one(messages: list[str], told: list[str]) -> None:
    assert gathered(messages) == told


def test_what_is_listed_once_a_value_is_not_counted_as_places(books: Books, tmp_path: Path) -> None:
    text = "日期,凭证号,摘要,科目编码,科目名称,借方,贷方\n" + "".join(
        f"2024-03-0{day},记-{day},购,9{day % 2}9,甲,10,\n2024-03-0{day},记-{day},购,102,银行存款,,10\n"
        for day in (1, 2, 3, 4)
    )
    at = put_in(books, ("序时账.csv", text.encode("gb18030")))
    (outcome,) = agenda.try_all(books, at, "陈静", test_mend_page.AT).outcomes
    counted = {each.title: each.counted for each in grouped(outcome.receipt.problems)}
    assert counted["科目不在科目表中"] == "2 个值"
