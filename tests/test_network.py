"""The network of 经审会: what the units say, an audit plan as offices write it, and the interval once it has
a basis; on the page and down to the line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks import query
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.history import Settings
from openbooks.provision import Provision, enter
from tests.door import load, own_books
from tests.test_pages import opened, sound, told

AT = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
PAGE = "pages/audit/network.py"
UNITS = """
单位编号,单位名称,组织类型,上级单位编号,职工人数,是否建会,是否设经审会,经审会主任,经审委员人数,最近审查日,状态
L0,大桥城南工会联合会,总工会,1,12,是,是,周平,3,2024-12-20,正常
L1,桥东机械厂工会,基层工会,L0,80,是,是,王强,3,2023-02-01,正常
L2,桥西印务公司工会,企业,L0,30,是,否,,,,正常
L3,桥南食品厂,企业,L0,30,否,,,,,正常
L4,桥北制衣厂工会,基层工会,L0,20,是,,,,,撤销
L5,一组,工会小组,L1,20,,,,,,正常
"""
PLAN = """
序号,被审计单位,审计项目,计划完成时间,实际完成时间,完成情况
1,桥东机械厂工会,2024年预算执行审计,2025-06-30,2025-02-20,已完成
2,桥西印务公司工会,专项资金审计,2025-02-27,,进行中
3,桥西印务公司工会,2023年预算执行审计,2024-06-30,2024-05-06,已完成
"""


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Own books with three unions, where the pages look for them."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    found = own_books(tmp_path / "books", Settings("大桥街道总工会", "浙江", "2010", 1, False), "陈静", AT)
    load(found, tmp_path, "unit", UNITS, "单位.csv")
    return found


def network(books: Books, **given: str) -> dict[str, dict[str, object]]:
    """Unit → its row, as the audit committee sees it."""
    found = query.ask(books.view(LOCAL_PAGES), "audit_network_by_unit", given)
    return {row["unit_id"]: row for row in query.rows(found)}


def test_only_unions_that_stand_are_of_the_network_and_what_nobody_said_is_not_no(books: Books) -> None:
    held = network(books)
    assert list(held) == ["1", "L2", "L1", "L0"], "never reviewed first, then the longest ago"
    assert (held["L0"]["review_committee"], held["L2"]["review_committee"]) == (True, False)
    assert held["L0"]["review_chair"] == "周*"
    assert {each["planned"] for each in held.values()} == {None}, "no plan is not a plan of nothing"
    app = opened(PAGE)
    sound(app)
    assert "4 家工会中 2 家设了经审会，1 家没有填；12 个月内审过" in told(app)
    assert "还没有审计计划" in told(app)


def test_a_plan_as_offices_write_it_is_held_against_what_was_done(books: Books, tmp_path: Path) -> None:
    receipt = load(books, tmp_path, "", PLAN, "2025年经审计划.csv", sets={"kind": "审计"})
    assert (receipt.ledger, receipt.accepted, receipt.refused) == ("milestone", 3, 0)
    held = network(books, **{"from": "2025-01", "to": "2026-01"})
    assert [(name, row["planned"], row["done"], row["overdue"]) for name, row in sorted(held.items())] == [
        ("1", 0, 0, 0), ("L0", 0, 0, 0), ("L1", 1, 1, 0), ("L2", 1, 0, 1)]
    assert str(held["L1"]["reviewed_on"]) == "2025-02-20", "an audit that the plan says was done counts"
    assert str(held["L2"]["reviewed_on"]) == "2024-05-06", "that of a year before too"
    app = opened(PAGE, period="2025")
    sound(app)
    assert "2025年计划审计 2 项，已完成 1 项，逾期未完成 1 项" in told(app)
    chosen = app.selectbox(key="own open audit_network_by_unit-plan")
    chosen.select(next(at for at, name in enumerate(chosen.options) if "桥西" in name)).run()
    app.selectbox(key="own open audit_network_by_unit-plan way").select("planned").run()
    sound(app)
    assert "共 1 行" in told(app)


def test_overdue_is_said_once_the_interval_has_a_basis(books: Books) -> None:
    assert {each["is_late"] for each in network(books).values()} == {None}
    enter(books, Provision("R-48.months", "R-48", "本单位", None, None, "12", "月", "经审工作规则", "第五条",
                           "verified"), "李审计", AT)
    held = network(books)
    assert (held["L1"]["is_late"], held["L2"]["is_late"]) == (True, None)
    assert next(iter(held)) == "L1"
    app = opened(PAGE)
    sound(app)
    assert "审查间隔按 R\\-48 的标准" in told(app)
