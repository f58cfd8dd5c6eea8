"""The pages about history: which version is looked at, what changed, which figures a load moves."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from openbooks import receipt_paper
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.undoing import undo
from tests.door import books_of, kept, own_books
from tests.test_pages import BATCHES, CHANGES, PAGES, START, UPLOAD, home, opened, sound, told

__all__ = ["home"]  # a fixture
AT = datetime(2025, 6, 30, tzinfo=UTC)
DUES = "工号,姓名,月份,所属单位,应缴会费,实缴会费\n"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Own books: two loads, the first one taken back."""
    def make(home: Path) -> Books:
        books = own_books(home, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)
        numbers = []
        for day, (name, rows) in enumerate((
            ("2月会费.csv", "T01,张小三,2025-02,1,10.00,10.00\nT02,李四海,2025-02,1,10.00,0.00\n"),
            ("3月会费.csv", "T01,张小三,2025-03,1,10.00,10.00\n"),
        )):
            path = home.with_name(name)
            path.write_text(DUES + rows, encoding="utf-8")
            at = AT + timedelta(days=day + 1)
            numbers.append(load_file(books, path, Answers(ledger="dues", accept=True), "甲", at)[0].batch)
        undo(books, numbers[0], "重复交了", "甲", AT + timedelta(days=9))
        return books

    return kept(make)


@pytest.fixture
def own(made: dict[str, bytes], home: Path) -> Books:
    """A fresh copy of them, where the pages look for them."""
    return books_of(made, home)


@pytest.mark.parametrize("page", [page for page in PAGES if page != START])
def test_every_page_chooses_its_version_by_what_happened_and_goes_back(page: str, own: Books) -> None:
    app = opened(page, books="own", unit="1")
    app.session_state["own versions"] = True
    app.run()
    sound(app)
    newest = own.version()
    box = next(each for each in app.selectbox if each.label.startswith("或者选一版"))
    assert box.options[0] == f"第{newest}版 · 2025-07-09 · 撤销第{newest - 2}号 2月会费.csv"
    box.select(newest - 1).run()
    sound(app)
    assert app.query_params["as_of"] == str(newest - 1)
    assert app.query_params["unit"] == "1", "other filters stay"
    assert f"这是第 {newest - 1} 版的旧账" in app.warning[0].value
    next(each for each in app.button if each.label == "回到最新的账").click().run()
    sound(app)
    assert "as_of" not in app.query_params
    assert not [each for each in app.warning if "旧账" in each.value]


def test_a_day_leads_to_the_books_of_that_day(own: Books) -> None:
    app = opened("pages/members/dues.py", books="own")
    app.session_state["own versions"] = True
    app.run()
    app.date_input[0].set_value(AT.date() + timedelta(days=1)).run()
    sound(app)
    assert app.query_params["as_of"] == str(own.version() - 2)
    assert "截至 2025-07-01" in told(app)


def test_changes_begin_with_the_version_before_and_add_up(own: Books) -> None:
    app = opened(CHANGES, books="own")
    sound(app)
    said = told(app).replace("\\", "")
    newest = own.version()
    assert f"从第 {newest - 1} 版（2025-07-02）到第 {newest} 版（2025-07-09）" in said
    assert "1 种台账有变动：没了 2 行。" in said
    assert "逐行相加，行数和每一项金额都正好等于差额" in said
    assert f"撤销第 {newest - 2} 号" in said and "-20.00" in said and "-10.00" in said
    assert "应缴会费" in said and "会费收缴率 · 应缴会费（元）" in said
    next(each for each in app.selectbox if each.label == "打开哪一行的原件").select(0).run()
    sound(app)
    assert "原件" in [each.value for each in app.header]


def test_changes_between_any_two_versions_are_chosen_and_stay_in_the_address(own: Books) -> None:
    newest = own.version()
    app = opened(CHANGES, books="own", since=str(newest - 3), upto=str(newest - 1))
    sound(app)
    assert "来了 3 行" in told(app)
    next(each for each in app.selectbox if each.label == "从哪一版").select(str(newest - 2)).run()
    sound(app)
    assert app.query_params["since"] == str(newest - 2) and "来了 1 行" in told(app)
    app = opened(CHANGES, books="own", since="0", upto=str(newest))
    said = told(app).replace("\\", "")
    assert f"从第 0 版（2025-06-30）到第 {newest} 版" in said and "5 种台账有变动" in said


@pytest.mark.parametrize("wrong", [
    {"since": "99999"}, {"upto": "x"}, {"since": "5", "upto": "2"}, {"upto": "0"}, {"changed": "secrets"},
    {"since": "１"}, {"page": "77"},
])
def test_an_address_that_lies_about_versions_is_put_right(wrong: dict[str, str], own: Books) -> None:
    sound(opened(CHANGES, books="own", **wrong))


def test_on_old_books_the_later_changes_are_one_press_away(own: Books) -> None:
    newest = own.version()
    app = opened(CHANGES, books="own", as_of=str(newest - 2), since=str(newest - 2), upto=str(newest))
    sound(app)
    assert "来了 1 行，没了 2 行" in told(app)
    next(each for each in app.selectbox if each.label == "打开哪一行的原件").select(0).run()
    sound(app)


def test_before_an_undo_the_figures_that_move_are_shown_and_nothing_is_written(own: Books) -> None:
    newest = own.version()
    app = opened(BATCHES, books="own", batch=str(newest - 1))
    app.text_input(key=f"why own {newest - 1}").set_value("试一试").run()
    next(each for each in app.button if each.label == "下一步").click().run()
    sound(app)
    said = told(app).replace("\\", "")
    assert "哪些数字会变：从 → 到" in said and "2025年 会费收缴率 · 实缴会费（元） 10.00 未填报" in said
    assert own.version() == newest


def test_an_undone_load_is_done_again_and_its_figures_come_back(own: Books) -> None:
    newest = own.version()
    app = opened(BATCHES, books="own", batch=str(newest - 2))
    next(each for each in app.button if each.label == "试算一下").click().run()
    sound(app)
    assert "2025年 会费收缴率 · 应缴会费（元） 10.00 30.00" in told(app).replace("\\", "")
    next(each for each in app.button if each.label == "确认重做").click().run()
    assert not app.exception, app.exception
    assert own.state().batches[-1].again == newest - 2


def test_the_receipt_of_an_example_is_a_paper_that_says_it_is_invented(
    example_books: Callable[[str], Books],
) -> None:
    view = example_books("school").view(LOCAL_PAGES)
    for batch in view.state.batches:
        pages = PdfReader(io.BytesIO(receipt_paper.as_pdf(view, batch))).pages
        said = "".join(page.extract_text() for page in pages)
        assert "虚构示例" in said and batch.body["original"] in said.replace("\u200b", "")
        assert "字体里没有的字" not in said


def test_the_upload_page_refuses_on_old_books(own: Books) -> None:
    app = opened(UPLOAD, books="own", as_of=str(own.version() - 1))
    sound(app)
    assert "旧版本不能装载" in told(app)


def test_a_page_shows_old_books_of_an_example_and_the_way_to_what_came_later(
    home: Path, example_books: Callable[[str], Books]
) -> None:
    mine = home.with_name("books-example") / "school"
    mine.unlink()
    shutil.copytree(example_books("school").home, mine)
    app = opened("pages/members/overview.py", books="school", as_of="12")
    sound(app)
    assert "这是第 12 版的旧账" in app.warning[0].value
