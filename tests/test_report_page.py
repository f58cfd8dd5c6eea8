"""The chair's page: a report chosen, reworded in the browser, taken along; question time beside it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from openbooks import edition, ui_report
from openbooks.books import Books, open_books
from openbooks.reportfile import report
from tests import documents
from tests.test_pages import opened, sound, told

PAGE, QUESTIONS = "pages/congress/report.py", "pages/congress/questions.py"


@pytest.fixture
def school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_books: Callable[[str], Books]
) -> Books:
    """The example as nobody else has it: what is written here stays here."""
    home = tmp_path / "books-example" / "school"
    shutil.copytree(example_books("school").home, home)
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return open_books(home)


def desk(app: AppTest) -> AppTest:
    """The page with the desk for words open."""
    return app.toggle[0].set_value(True).run()


def area(app: AppTest, label: str, at: int = 0) -> object:
    return [each for each in app.text_area if each.label.startswith(label)][at]


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def test_words_changed_in_the_browser_are_kept_and_shown(school: Books) -> None:
    app = desk(opened(PAGE, books="school", report="finance", period="2025"))
    area(app, "文字").set_value("各位代表，{期间}{收入}。").run()
    press(app, "保存文字")
    sound(app)
    assert "各位代表，2025年收入" in told(app)
    kept = edition.of_books(school, report("finance"), "")
    assert kept is not None
    assert next(iter(kept.wordings.values())).paragraphs == ("各位代表，{期间}{收入}。",)


def test_a_number_typed_by_hand_is_refused_at_once_and_not_kept(school: Books) -> None:
    app = desk(opened(PAGE, books="school", report="finance", period="2025"))
    area(app, "文字").set_value("今年收入48万元，大幅增长。").run()
    assert "这里写了数字“48”" in told(app)
    press(app, "保存文字")
    assert "没有保存" in told(app)
    assert edition.of_books(school, report("finance"), "") is None


def test_a_question_is_answered_with_its_source_and_version(school: Books) -> None:
    app = opened(QUESTIONS, books="school", period="2025")
    press(app, "今年比去年多花了吗？")
    assert "支出" in told(app) and "比上年同期" in told(app)
    app = opened(QUESTIONS, books="school", period="2025", asked="finance.income")
    sound(app)
    assert "2025年收入" in told(app)
    assert "账本第" in told(app)


def test_a_file_that_is_made_after_the_run_has_the_template_that_was_given_in_it() -> None:
    template = io.BytesIO()
    narrow = Presentation()  # 4:3
    narrow.save(template)
    offered = {label: make for label, _, _, make in
               ui_report.files(documents.school(), template.getvalue())}
    with ThreadPoolExecutor() as elsewhere:  # no session there, as when a button is pressed
        made = elsewhere.submit(offered["演示文稿（PPTX）"]).result()
    assert Presentation(io.BytesIO(made)).slide_width == narrow.slide_width


def test_a_unit_without_any_number_says_where_to_look_instead(school: Books) -> None:
    app = opened(PAGE, books="school", report="finance", period="2025", unit="S02")
    sound(app)
    assert "中年级组2025年没有可报告的数：未填报。" in told(app) and "数在上级单位里" in told(app)


def test_words_are_not_changed_from_an_earlier_version(school: Books) -> None:
    app = opened(PAGE, books="school", report="finance", period="2025", as_of=str(school.version() - 1))
    sound(app)
    assert not app.toggle


def test_what_is_not_saved_is_said_and_what_was_saved_is_said_beside_the_button(school: Books) -> None:
    app = desk(opened(PAGE, books="school", report="finance", period="2025"))
    assert "还没有保存" not in told(app)
    area(app, "文字").set_value("各位代表，{期间}{收入}。").run()
    assert "有改动还没有保存" in told(app)
    press(app, "保存文字")
    assert "文字已保存" in told(app) and "还没有保存" not in told(app)
