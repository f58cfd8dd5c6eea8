"""Which figures move: only those that differ, missing is not 0, rates as what they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from openbooks import headline, query, statement
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.errors import WrongUse
from openbooks.headline import Move, Rate
from openbooks.ui_moves import called, said
from openbooks.undoing import undo
from tests.door import AT, books_in, load

DUES = """
会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费
1001,张三,U1,2024-03,20.00,20.00
1002,李四,U1,2024-03,25.00,0.00
"""


def shown(moves: tuple[Move, ...]) -> list[tuple[str, str, str, str]]:
    """The moves as the page tells them."""
    return [(called(each), each.period.label, said(each.before, each), said(each.after, each))
            for each in moves]


def test_a_first_load_moves_from_unreported_and_never_from_nought(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    last = load(books, tmp_path, "dues", DUES).batch
    moves = headline.moves(books.view(LOCAL_PAGES, 0), books.view(LOCAL_PAGES, last))
    assert shown(moves) == [
        ("会费收缴率 · 应缴人数（人）", "2024年", "未填报", "2"),
        ("会费收缴率 · 缴足人数（人）", "2024年", "未填报", "1"),
        ("会费收缴率 · 应缴会费（元）", "2024年", "未填报", "45.00"),
        ("会费收缴率 · 实缴会费（元）", "2024年", "未填报", "20.00"),
        ("会费收缴率 · 收缴率（按金额）", "2024年", "未填报", "44.44%（20.00／45.00）"),
    ]


def test_a_rate_that_is_the_same_fraction_has_not_moved(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES).batch
    twice = DUES.replace("100", "200").replace("20.00", "40.00").replace("25.00", "50.00")
    last = load(books, tmp_path, "dues", twice, "b.csv").batch
    moves = headline.moves(books.view(LOCAL_STAFF, first), books.view(LOCAL_STAFF, last))
    assert [each.label for each in moves] == ["应缴人数", "缴足人数", "应缴会费", "实缴会费"]


def test_years_are_told_apart_and_the_newest_comes_first(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES).batch
    last = load(books, tmp_path, "dues", DUES.replace("2024-", "2023-"), "b.csv").batch
    moves = headline.moves(books.view(LOCAL_STAFF, first), books.view(LOCAL_STAFF, last))
    assert {each.period.label for each in moves} == {"2023年"}
    views = books.view(LOCAL_STAFF, 0), books.view(LOCAL_STAFF, last)
    assert [each.code for each in headline.periods(*views)] == ["2024", "2023"]
    assert headline.moves(views[1], views[1]) == ()


def test_an_undo_is_tried_on_a_copy_and_leaves_the_books_as_they_are(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES).batch
    before = sorted(path.name for path in books.home.rglob("*") if path.is_file())
    moves = headline.moves_of(
        books, LOCAL_PAGES, lambda copy: undo(copy, number, "试算", "测试", AT)
    )
    assert [said(each.after, each) for each in moves] == ["未填报"] * 5
    assert books.version() == number and not books.state().batch(number).undone_by
    assert {*before} <= {path.name for path in books.home.rglob("*") if path.is_file()}
    assert not [path for path in (books.home / "staging").iterdir() if path.is_dir()]
    with pytest.raises(WrongUse):
        headline.moves_of(books, LOCAL_PAGES, lambda copy: undo(copy, 99, "试算", "测试", AT))


def test_a_rate_of_nothing_does_not_apply() -> None:
    move = Move("q", "收缴率", "", "率", "%", "share", "integer", Rate(0, 0), Rate(1, 3), None)
    assert (said(move.before, move), said(move.after, move)) == ("不适用（0／0）", "33.33%（1／3）")


@pytest.mark.parametrize("asked", headline.leading(), ids=lambda each: each.name)
def test_a_leading_figure_can_be_asked_for_any_year_and_a_rate_has_its_parts(
    asked: statement.Query, tmp_path: Path
) -> None:
    required = {name for name, each in asked.parameters.items() if each.required}
    assert required <= {"from", "to", *asked.headline.fixed}
    assert set(asked.headline.fixed) <= set(asked.parameters)
    for name in asked.headline.columns:
        kind = asked.column(name).type
        assert kind in {"money", "integer"} or (kind == "share" and name in asked.headline.rates)
    assert asked.lines.get("rows") or "一行" in asked.grain


def test_the_figures_of_the_overview_and_every_target_are_leading() -> None:
    names = {each.name for each in headline.leading()}
    assert {"dues_rate", "finance_flow", "assistance_total", "competition_total"} <= names
    assert {each.name for each in query.catalogue().values() if each.folder == "targets"} <= names


def test_a_header_that_leads_with_a_column_that_is_not_there_is_refused() -> None:
    path = query.query("assistance_total").path
    text = path.read_text("utf-8").replace('["times", "persons"', '["times", "people"')
    with pytest.raises(WrongUse, match="people"):
        statement.parse(text, path)
