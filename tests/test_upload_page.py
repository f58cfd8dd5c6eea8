"""The upload page run without a browser: what a clerk reads there when an answer cannot be taken,
when two windows show one draft, when cells cannot be read and when not everything was accepted.

The files are made in `office_files`; every test has books of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import agenda, desk, grouping, telling
from openbooks.books import Books
from openbooks.card import ASK, CONFIRM, HELD
from openbooks.desk import Desk, Edit
from openbooks.history import Settings
from tests import office_files as office
from tests.door import own_books

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
AGREE = "对，就按这样读"


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Own books as 建我的账 leaves them, where the pages look for them."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return own_books(tmp_path / "books", Settings(office.UNION, "浙江", "2010", 1, False), WHO, AT)


def put_in(books: Books, *files: tuple[str, bytes]) -> Desk:
    """A new desk with these files."""
    return desk.hand_in(desk.open_desk(books), files)


def window(page: str = "pages/staff/upload.py", **parameters: str) -> AppTest:
    """A window on that page of one's own books, with these parameters in its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(page)
    for name, value in {"books": "own", **parameters}.items():
        app.query_params[name] = value
    return looked(app.run())


def looked(app: AppTest) -> AppTest:
    """The window, in which nothing broke."""
    assert not app.exception, app.exception
    assert not [each.value for each in app.error if "出了差错" in each.value]
    return app


def field(app: AppTest, label: str):
    """The first field of that label."""
    return next(each for each in app.text_input if each.label == label)


def press(app: AppTest, label: str) -> AppTest:
    """The window after its first button of that label was pressed."""
    return looked(next(each for each in app.button if each.label == label).click().run())


def said(app: AppTest) -> str:
    """The sentences of the window."""
    kinds = (app.markdown, app.caption, app.error, app.warning, app.info, app.success)
    return "\n".join(str(each.value).replace("\\", "") for kind in kinds for each in kind)


@pytest.mark.parametrize(("given", "why"), [
    ("六月初", "请写成 2023-03-05 这样的日期"), ("2024-02-30", "日期不存在"), ("2024-02", "缺日"),
])
def test_a_date_that_cannot_be_read_is_asked_again_and_the_page_stands(
    books: Books, given: str, why: str
) -> None:
    app = window(desk=put_in(books, office.gifts()).id)
    field(app, "请填写“发放日期”").input(given)
    app = press(app, AGREE)
    assert f"“发放日期”填的是“{given}”" in said(app) and why in said(app)
    assert [each.label for each in app.text_input].count("请填写“发放日期”") == 1
    field(app, "请填写“发放日期”").input("2024-02-06")
    app = press(app, AGREE)
    assert "2024年2月6日 · 清溪小学工会 · 节日慰问" in said(app)
    assert "填的是" not in said(app)


def test_a_start_that_is_no_date_is_said_beside_its_field(books: Books) -> None:
    app = window(desk=put_in(books, office.contest()).id)
    field(app, "开始日期").input("四月")
    app = press(app, "对，一并登记")
    assert "“开始日期”填的是“四月”" in said(app)
    assert "回到“开始”" not in [each.label for each in app.button]
    field(app, "开始日期").input("2024-03-15")
    app = press(app, "对，一并登记")
    assert "填的是" not in said(app)


def test_a_fixed_value_that_is_empty_or_unreadable_is_not_taken(books: Books) -> None:
    at = put_in(books, office.dues())
    app = window(desk=at.id)
    press(app, "改这一列")
    assert "请选台账的列" in said(app)
    column = next(each for each in app.selectbox if each.label == "台账的列")
    source = next(each for each in app.selectbox if each.label == "取自")
    column.select("due")
    source.select("（固定值，填在右边）")
    app = press(app, "改这一列")
    assert "请在右边填上这个值" in said(app)
    field(app, "固定值").input("三十块左右")
    app = press(app, "改这一列")
    assert "“应缴会费”填的是“三十块左右”" in said(app)
    assert not desk.open_desk(books, at.id).answer("1.0").edits
    field(app, "固定值").input("30")
    press(app, "改这一列")
    assert desk.open_desk(books, at.id).answer("1.0").edits == {"due": Edit(value="30")}


def test_a_kept_value_that_cannot_be_read_does_not_shut_the_page(books: Books) -> None:
    at = desk.change_link(put_in(books, office.dues()), "1.0", "due", Edit(value="三十块左右"))
    card, = agenda.plan(books, at).cards
    assert card.state == ASK and "“应缴会费”填的是“三十块左右”" in card.fault
    app = window(desk=at.id)
    assert "在“列的对应”里改" in said(app)
    at = desk.change_link(at, "1.0", "due", Edit(value="30"))
    assert agenda.plan(books, at).cards[0].state == CONFIRM


@pytest.mark.parametrize("year", ["24", "二〇二四", "2024.5"])
def test_a_year_that_is_none_is_not_passed_over_in_silence(books: Books, year: str) -> None:
    at = put_in(books, office.journal_of_months_and_days())
    at = desk.decide(at, "1.0", "years", year)
    card, = agenda.plan(books, at).cards
    assert card.state == ASK and "年份要写四位数字" in card.fault
    at = desk.decide(at, "1.0", "years", "2023年")
    assert agenda.plan(books, at).cards[0].mapping.years == (2023,)


def _alone(at: Desk) -> Desk:
    """The first table agreed to, without the groups and the roster that are drafted beside it."""
    at = desk.confirm(at, "1.0")
    return desk.set_aside(desk.set_aside(at, "unit@1.0"), "member@1.0")


def test_what_two_windows_answer_is_kept_of_both(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts())
    one, other = window(desk=at.id), window(desk=at.id)
    field(one, "请填写“发放日期”").input("2024-02-06")
    press(one, AGREE)  # the first card
    field(one, "请填写“发放日期”").input("2024-02-06")
    press(one, AGREE)
    press(other, "不用")  # the drafted groups
    kept = desk.open_desk(books, at.id)
    assert kept.answer("1.0").confirmed and kept.answer("2.0").values["paid_date"] == "2024-02-06"
    assert kept.answer("unit@1.0").aside


def test_a_window_whose_draft_was_loaded_elsewhere_says_that_it_is_loaded(books: Books) -> None:
    at = put_in(books, office.dues())
    stale = window(desk=at.id)
    at = _alone(at)
    agenda.commit_all(books, at, agenda.try_all(books, at, WHO, AT), WHO, AT)
    press(stale, AGREE)
    assert "全部装好了：1 份表" in said(stale)
    assert len(books.state().living("dues")) == 1


def test_a_draft_of_which_a_part_is_loaded_is_offered_again(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts())
    at = desk.noted(desk.confirm(at, "1.0"), "1.0", 9)
    assert [each.id for each in desk.left_open(books)] == [at.id]
    desk.emptied(at)
    assert desk.left_open(books) == ()


def gifts_with_bad_amounts() -> tuple[str, bytes]:
    """Three gifts, of which two have amounts that cannot be read."""
    rows = [["2024年春节慰问品签收表"], ["发放日期：2024年2月6日"], ["序号", "姓名", "金额"],
            [1, "王建国", 200], [2, "李秀英", "两百左右"], [3, "张伟", "#REF!"]]
    return "春节慰问品.xlsx", office.workbook({"Sheet1": rows})


def test_a_cell_that_cannot_be_read_is_not_shown_as_an_empty_one(books: Books) -> None:
    at = put_in(books, gifts_with_bad_amounts())
    card, = agenda.plan(books, at).cards
    titles, understood = telling.as_understood(card, {})
    assert [row[titles.index("金额")] for row in understood] == ["200.00", "读不出", "读不出"]


def test_after_loading_it_is_said_that_not_everything_was_taken(books: Books) -> None:
    at = put_in(books, gifts_with_bad_amounts())
    app = window(desk=at.id)
    assert "读到 1 份表：1 处请您看一眼。" in said(app)
    app = press(app, AGREE)
    assert "读到 1 份表，没有要您回答的了。" in said(app)
    assert "一共收下 1 条记录；2 条拒收，不会进账" in said(app)
    app = press(app, "装载 1 份表")
    assert "装好了：1 份表。一共收下 1 条记录；2 条拒收" in said(app)
    assert "全部装好了" not in said(app)


def test_that_both_panels_of_a_list_are_read_is_said(books: Books) -> None:
    at = put_in(books, office.two_panels(), office.dues())
    panels, one = agenda.plan(books, at).cards
    assert telling.panels(panels).startswith("这份表左右并排 2 栏，2 栏都读")
    assert telling.panels(one) == ""


def test_a_day_written_without_its_year_is_said_with_the_year_it_is_read_in(books: Books) -> None:
    at = desk.decide(put_in(books, office.gifts()), "1.0", "paid_date", "2月6日")
    card, = agenda.plan(books, at).cards
    assert telling.sentence(card, {}).startswith("2024年2月6日 · ")


def test_a_line_with_many_months_is_one_place_to_mend(books: Books) -> None:
    same_name = [["会费台账"], ["会员编号", "姓名", "应缴(月)", "1月", "2月", "3月"]]
    roster = [["会员花名册"], ["会员编号", "姓名", "入会日期"], ["1", "张伟", "2020-01-01"],
              ["2", "张伟", "2020-01-01"]]
    same_name += [["", "张伟", 30, 30, 30, 30]]
    at = put_in(books, ("会员花名册.xlsx", office.workbook({"名册": roster})),
                ("2024年会费.xlsx", office.workbook({"2024年": same_name})))
    at = desk.confirm_all(at, agenda.plan(books, at).agreeable)
    tried = agenda.try_all(books, at, WHO, AT)
    groups = grouping.grouped(tried.outcomes[-1].receipt.problems)
    refused = [each for each in groups if each.title == "人员无法唯一匹配"]
    assert [(each.count, len(each.messages)) for each in refused] == [(1, 1)]


def test_files_that_are_none_are_counted_in_the_first_line(books: Books) -> None:
    at = put_in(books, ("空.csv", b""), office.dues())
    assert "另有 1 个文件没有收，原因在下面。" in said(window(desk=at.id))
    only = put_in(books, ("空.csv", b""))
    assert "1 个文件没有收，原因在下面。" in said(window(desk=only.id))


def test_the_record_of_a_corrected_load_says_what_took_its_place(books: Books) -> None:
    at = put_in(books, office.dues())
    at = _alone(at)
    agenda.commit_all(books, at, agenda.try_all(books, at, WHO, AT), WHO, AT)
    old = books.version()
    at = put_in(books, office.dues(name="会费（改正）.xlsx", half=(1, 2)))
    at = _alone(at)
    at = desk.supersede(at, "1.0", old)
    agenda.commit_all(books, at, agenda.try_all(books, at, WHO, AT), WHO, AT)
    app = window("pages/staff/batches.py", batch=str(old))
    assert f"其中 1 条已由第 {books.version()} 号装载取代，不计数" in said(app)
    assert "在账，1 行被取代" in app.dataframe[0].value["状态"].tolist()


def test_the_same_table_under_another_name_is_held_back_and_said(books: Books) -> None:
    (name, content), copy = office.dues(), "会费 - 副本.xlsx"
    at = put_in(books, (name, content), (copy, content))
    plan = agenda.plan(books, at)
    assert [each.state for each in plan.cards] == [CONFIRM, HELD]
    assert not plan.offers[0].asked, "nobody stands twice in one table"
    assert f"和上面的“{name} · 3月”内容完全一样" in said(window(desk=at.id))
    at = desk.set_aside(at, "1.0")
    assert agenda.plan(books, at).cards[1].state == CONFIRM


def test_a_person_in_two_tables_of_one_month_is_one_person(books: Books) -> None:
    at = put_in(books, office.dues(), office.dues(name="会费（改正）.xlsx", half=(1, 2)))
    groups, offer = agenda.plan(books, at).offers
    assert (len(groups.rows), len(offer.rows), offer.asked) == (3, len(office.NAMES), ())


def test_a_hidden_sheet_is_offered_and_read_only_when_asked_for(books: Books) -> None:
    name, content = office.hidden_month()
    at = put_in(books, (name, content))
    app = window(desk=at.id)
    said = [each.value for each in app.caption if "隐藏" in each.value]
    assert len(said) == 1 and "工作表「2月」是隐藏的，里面有6行，没有读" in said[0]
    cards = len(agenda.plan(books, at).cards)
    button = next(each for each in app.button if each.label == "也读这张表")
    looked(button.click().run())
    assert not [each.value for each in app.caption if "隐藏" in each.value]
    assert len(agenda.plan(books, desk.open_desk(books, at.id)).cards) == cards + 1
