"""Mending, deciding and looking line by line on the upload page, without a browser (a grid's cells are
typed into in tests/browser/test_whole_path.py)."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import agenda, desk
from openbooks.books import Books
from openbooks.desk import Desk
from tests.office_mends import dues_in_two_rows
from tests.test_meeting import dues, load, put_in
from tests.test_upload_page import looked, press, said, window

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHY = "与签字的原表核对"


@pytest.fixture
def books(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A fresh copy of own books, where the pages look for them."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    shutil.copytree(founded, tmp_path / "books")
    return Books(tmp_path / "books")


def by_rule(app: AppTest, code: str) -> AppTest:
    """The window with a reason's cells to be mended by a rule."""
    ways = next(each for each in app.button_group if each.key.endswith(code))
    return looked(ways.set_value("按一条规则一起改").run())


def widget(app: AppTest, kind: str, label: str, code: str = ""):
    """The widget of that label that belongs to a reason."""
    return next(each for each in app.get(kind) if each.label == label and (each.key or "").endswith(code))


def test_a_rule_shows_what_it_does_asks_why_and_its_mends_are_listed_and_taken_back(
    books: Books,
) -> None:
    at = put_in(books, dues_in_two_rows())
    app = by_rule(window(desk=at.id), "amount_over_two_places")
    assert "会改 **2** 格" in said(app)
    app = press(app, "按这条规则改 2 格")
    assert "请写明更正的原因" in said(app)
    assert not desk.open_desk(books, at.id).answer("1.0").mends
    code = "amount_over_two_places"
    widget(app, "text_input", "更正原因（记入账本）", code).input(WHY)
    widget(app, "text_input", "经办人", code).input("李会计")
    app = press(app, "按这条规则改 2 格")
    kept = desk.open_desk(books, at.id).answer("1.0").mends
    assert [(each.line, each.new, each.why, each.who) for each in kept] == [
        (6, "30.00", WHY, "李会计"), (8, "30.01", WHY, "李会计"),
    ]
    assert any("已更正 2 格" in each.label for each in app.expander)
    assert "记录 18 = 收下 9 + 重复 0 + 拒收 3 + 略过 6" in said(app)
    app = press(app, "全部撤回")
    assert "记录 18 = 收下 7 + 重复 0 + 拒收 5 + 略过 6" in said(app)
    assert not desk.open_desk(books, at.id).answer("1.0").mends


def test_a_rule_that_asks_changes_nothing_until_it_is_told(books: Books) -> None:
    at = put_in(books, dues_in_two_rows())
    app = by_rule(window(desk=at.id), "not_a_number")
    rules = widget(app, "selectbox", "规则", "not_a_number")
    app = looked(rules.set_value("都改成同一个值").run())
    assert "一格也改不了" in said(app)
    app = looked(widget(app, "text_input", "改成", "not_a_number").input("30").run())
    assert "会改 **1** 格" in said(app)


def test_what_another_window_said_meanwhile_stays_when_cells_are_mended(books: Books) -> None:
    at = put_in(books, dues_in_two_rows())
    app = by_rule(window(desk=at.id), "amount_over_two_places")
    other = desk.supersede(desk.open_desk(books, at.id), "9.9", 3)
    widget(app, "text_input", "更正原因（记入账本）", "amount_over_two_places").input(WHY)
    press(app, "按这条规则改 2 格")
    kept = desk.open_desk(books, at.id)
    assert kept.answer("9.9") == other.answer("9.9")
    assert len(kept.answer("1.0").mends) == 2


def test_every_line_is_shown_beside_what_it_is_read_as_and_only_the_wrong_ones(books: Books) -> None:
    at = put_in(books, dues_in_two_rows())
    app = window(desk=at.id)
    every = next(each for each in app.toggle if each.label.startswith("逐行对照"))
    app = looked(every.set_value(True).run())
    lines = next(each.value for each in app.dataframe if "这一行" in each.value.columns)
    told = dict(zip(lines["行"], lines["这一行"], strict=True))
    assert len(lines) == 18
    assert told["11"] == "略过：合计行"
    assert told["6"] == "拒收：金额超过两位小数"
    assert list(lines[lines["行"] == "6"]["→ 实缴会费"]) == ["读不出"]
    only = next(each for each in app.toggle if each.label.startswith("只看有问题"))
    lines = next(
        each.value for each in looked(only.set_value(True).run()).dataframe
        if "这一行" in each.value.columns
    )
    assert {"6", "8", "10", "12", "14"} <= {*lines["行"]}
    assert {"1", "7", "13"}.isdisjoint(lines["行"])


def test_rows_that_contradict_the_books_are_decided_on_the_page(books: Books) -> None:
    first = load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "15", "M005": "0"}))
    app = window(desk=at.id)
    titles = [each.label.replace("\\", "") for each in app.expander]
    assert any(f"与账本不一致：2 行待您决定；第 {first} 号装载" in each for each in titles)
    assert any("重复：6 行账本里已有，不再计" in each for each in titles)
    assert not any("拒收的行" in each for each in titles)  # nothing about it is an error
    app = press(app, "这一行取代账本里的")
    assert "您已决定：1 行取代账本里的那一行" in said(app)
    app = press(app, "这 1 行都保留账本的")
    assert "1 行取代账本里的那一行，1 行保留账本的、不装" in said(app)
    app = press(app, "重新决定")
    app = press(app, "这 2 行都取代账本里的")
    assert "记录 10 = 收下 2 + 重复 6 + 拒收 0 + 略过 2" in said(app)
    assert len(desk.open_desk(books, at.id).answer("1.0").instead) == 2


def test_after_loading_the_record_says_which_cells_were_mended(books: Books) -> None:
    at: Desk = put_in(books, dues_in_two_rows())
    app = by_rule(window(desk=at.id), "amount_over_two_places")
    widget(app, "text_input", "更正原因（记入账本）", "amount_over_two_places").input(WHY)
    press(app, "按这条规则改 2 格")
    at = desk.open_desk(books, at.id)
    _, (loaded,) = agenda.commit_all(books, at, agenda.try_all(books, at, "陈静", AT), "陈静", AT)
    app = window("pages/staff/batches.py", batch=str(loaded.receipt.batch))
    assert any("人工更正 2 格，原件不动" in each.label for each in app.expander)
    assert "其中有人工更正 2 格" in said(app)
    app = window(desk=at.id)
    assert any("人工更正 2 格" in each.label for each in app.expander)
    assert [each.label for each in app.get("download_button") if "拒收" in each.label] == [
        "下载拒收的行（Excel、WPS）", "下载拒收的行（CSV）",
    ]
