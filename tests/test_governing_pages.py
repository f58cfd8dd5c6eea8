"""The two-person rule, closed months and two windows at once, as the pages show them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import agenda, desk
from openbooks.again import approve
from openbooks.books import Books
from openbooks.governing import close, set_two_person
from openbooks.history import Settings
from openbooks.undoing import undo
from tests import office_files as office
from tests.door import load, own_books, rows
from tests.test_upload_page import field, looked, press, put_in, said, window

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
BATCHES, PERIODS = "pages/staff/batches.py", "pages/staff/periods.py"
DUES = """
会员编号,所属月份,应缴会费,实缴会费
1001,2024-03,20.00,20.00
1002,2024-03,25.00,0.00
"""
PAID = "select coalesce(sum(paid_fen), 0)::bigint, count(*) from dues"


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Own books where the pages look for them."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return own_books(tmp_path / "books", Settings(office.UNION, "浙江", "2010", 1, False), "陈静", AT)


def labels(app: AppTest) -> list[str]:
    """What the buttons of a window say."""
    return [each.label for each in app.button]


def keyed(app: AppTest, key: str) -> AppTest:
    """The window after the button of that key was pressed."""
    return looked(app.button(key=key).click().run())


def fill(app: AppTest, key: str, text: str) -> AppTest:
    """The window after that was typed into a field."""
    return looked(app.text_input(key=key).input(text).run())


def test_a_file_of_a_ledger_under_the_rule_is_entered_and_waits(books: Books) -> None:
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    app = window(desk=ready(books, "会费.csv", ("M1", "M2")).id)
    assert "要两人办" in said(app)
    assert app.button(key="load").label == "录入 1 份表"
    assert "请先在上面填录入人的姓名" in said(press(app, "录入 1 份表")) and not books.state().pending
    field(app, "录入人（填姓名；复核时不能是同一个人）").input("张会计")
    app = press(looked(app.run()), "录入 1 份表")
    assert "1 份表已录入，等待复核" in said(app) and "已录入，等待复核；复核通过以后才计入数字" in said(app)
    assert "全部装好了" not in said(app)
    (entry,) = books.state().pending
    assert entry.who == "张会计" and rows(books, PAID) == [(0, 0)]
    assert not any("撤销" in each for each in labels(app))


def test_an_entry_is_approved_by_somebody_else_in_two_steps(books: Books) -> None:
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    entry = load(books, books.home.parent, "dues", DUES)
    app = window(BATCHES)
    assert "等待复核：1 份" in [each.value for each in app.header]
    key = f"approver own {entry.batch}"
    app = fill(app, key, " 测 试")
    assert "同一个人" in said(app) and f"approve next {entry.batch}" not in [b.key for b in app.button]
    app = fill(app, key, "李复核")
    app = keyed(app, f"approve next {entry.batch}")
    assert "通过后，这份录入计入账：记录 3 = 收下 2" in said(app)
    assert rows(books, PAID) == [(0, 0)], "looking at it writes nothing"
    app = keyed(app, f"approve act {entry.batch}")
    assert rows(books, PAID) == [(2000, 2)]
    assert "等待复核" not in "".join(each.value for each in app.header)
    app = window(BATCHES, batch=str(entry.batch))
    assert "已复核通过，记作第" in said(app)


def test_an_entry_that_cannot_be_approved_any_more_says_why_and_is_turned_down(books: Books) -> None:
    folder = books.home.parent
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    entry = load(books, folder, "dues", DUES)
    close(books, "2024-03", "2024-04", "月结", "诸葛静", AT)
    app = fill(window(BATCHES), f"approver own {entry.batch}", "李复核")
    app = keyed(app, f"approve next {entry.batch}")
    assert "一行也不能计入" in said(app) and "诸葛静" not in said(app)
    assert f"approve act {entry.batch}" not in [each.key for each in app.button]
    app = fill(app, f"why not own {entry.batch}", "三月已结账")
    app = keyed(app, f"reject next {entry.batch}")
    app = keyed(app, f"reject act {entry.batch}")
    assert books.state().pending == ()
    app = window(BATCHES, batch=str(entry.batch))
    assert "已退回（记录第" in said(app) and "三月已结账" in said(app)


def test_the_receipt_is_that_of_now_with_that_of_then_beside_it(books: Books) -> None:
    folder = books.home.parent
    first = load(books, folder, "dues", DUES)
    second = load(books, folder, "dues", DUES.replace("25.00,0.00", "25.00,25.00"), "b.csv",
                  supersede=first.batch)
    app = window(BATCHES, batch=str(first.batch))
    assert "记录 3 = 收下 1 + 重复 0 + 被取代 1 + 拒收 0 + 略过 1" in said(app)
    assert "记录 3 = 收下 2 + 重复 0 + 拒收 0 + 略过 1" in said(app), "as it was, in its own box"
    assert f"已由第 {second.batch} 号装载取代" in said(app)
    assert f"SHA-256 {first.sha256}" in said(app) and "经办" in said(app)


def test_undo_under_the_rule_asks_for_the_second_name(books: Books) -> None:
    folder = books.home.parent
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    entry = load(books, folder, "dues", DUES)
    found = approve(books, entry.batch, "李复核", AT)
    app = window(BATCHES, batch=str(found.batch))
    app = fill(app, f"why own {found.batch}", "录错")
    app = fill(app, f"who own {found.batch}", "张会计")
    app = keyed(app, f"next {found.batch}")
    assert "两人制" in said(app) and f"act {found.batch}" not in [each.key for each in app.button]
    app = fill(app, f"second own {found.batch}", "李复核")
    app = keyed(app, f"act {found.batch}")
    assert rows(books, PAID) == [(0, 0)]
    assert books.events[-1].body["second"] == "李复核"


def test_months_are_closed_and_opened_in_two_steps(books: Books) -> None:
    load(books, books.home.parent, "dues", DUES)
    app = window(PERIODS)
    assert "还没有结过账" in said(app)
    app = keyed(app, "next close")  # it can be pressed: a greyed one swallows the press that sends a text
    assert "请先写原因" in said(app) and not [each for each in app.button if each.label == "确认结账"]
    app = fill(app, "own close why", "月结")
    app = fill(app, "own close who", "陈静")
    app = keyed(app, "next close")
    (closing,) = [each.value for each in app.warning if "结账。确定吗" in each.value]
    assert books.state().closings == ()
    app = keyed(app, "close act")
    (made,) = books.state().closings
    assert made.said.split("已由")[0] in closing
    assert f"已结账：{made.said.split('已由')[0]}" in said(app)
    app = fill(app, "own reopen why", "更正")
    app = keyed(app, "next reopen")
    app = keyed(app, "reopen act")
    assert books.state().closings == () and "还没有结过账" in said(app)
    assert "经过（2 件）" in [each.label for each in app.expander]


def test_a_changed_choice_takes_the_second_step_back(books: Books) -> None:
    app = window(PERIODS)
    app = fill(app, "own close why", "月结")
    app = keyed(app, "next close")
    assert "close act" in [each.key for each in app.button]
    box = app.selectbox(key="own close from")
    app = looked(box.select(box.options[5] if box.options[5] in box.options else box.value).run())
    assert "close act" not in [each.key for each in app.button]


def test_a_ledger_is_put_under_the_rule_and_out_of_it(books: Books) -> None:
    app = window(PERIODS)
    app = looked(app.selectbox(key="own rule ledger").select("dues").run())
    app = fill(app, "own rule why", "内控要求")
    app = keyed(app, "next rule")
    assert "将把“会费缴纳”改为录入、复核两人办" in said(app)
    app = keyed(app, "rule act")
    assert books.state().two_person == {"dues"}
    assert "“会费缴纳”：一人录入，另一人复核后才计入数字" in said(app)


def test_an_earlier_version_can_only_be_looked_at(books: Books) -> None:
    first = load(books, books.home.parent, "dues", DUES)
    undo(books, first.batch, "试验", "测试", AT)
    close(books, "2024-03", "2024-04", "月结", "陈静", AT)
    app = window(PERIODS, as_of=str(first.batch))
    assert not [each for each in labels(app) if each.startswith(("确认", "下一步"))]


# two windows


def ready(books: Books, name: str, members: tuple[str, ...]) -> desk.Desk:
    """A desk with one dues file, all of it agreed to."""
    lines = ["会员编号,所属月份,应缴会费,实缴会费", *(f"{each},2024-03,20.00,20.00" for each in members)]
    at = put_in(books, (name, "\n".join(lines).encode()))
    for each in agenda.plan(books, at).cards:
        at = desk.confirm(at, each.id)
    for each in agenda.plan(books, at).offers:
        at = desk.set_aside(at, each.id)
    return at


def test_the_second_window_is_told_what_changed_and_sees_the_receipts_anew(books: Books) -> None:
    one = window(desk=ready(books, "甲.csv", ("M1", "M2")).id)
    two = window(desk=ready(books, "乙.csv", ("M2", "M3")).id)
    assert "收下 2 + 重复 0" in said(two)
    one = press(one, "装载 1 份表")
    assert "全部装好了：1 份表" in said(one)
    two = press(two, "装载 1 份表")
    assert rows(books, PAID) == [(4000, 2)], "what was not shown is not loaded"
    assert "看回执以后，账本又有变动" in said(two) and "装载了“甲.csv”（会费缴纳）" in said(two)
    assert "收下 1 + 重复 1" in said(two)
    two = press(two, "装载 1 份表")
    assert rows(books, PAID) == [(6000, 3)] and "全部装好了：1 份表" in said(two)
    assert "和装载前看到的回执不同" not in said(two)


def test_a_month_closed_under_a_window_is_told_there(books: Books) -> None:
    app = window(desk=ready(books, "甲.csv", ("M1", "M2")).id)
    close(books, "2024-03", "2024-04", "月结", "诸葛静", AT)
    app = press(app, "装载 1 份表")
    assert rows(books, PAID) == [(0, 0)]
    assert "把2024年3月结了账" in said(app) and "拒收 2" in said(app)
