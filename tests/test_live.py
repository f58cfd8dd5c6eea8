"""The rows that count at a version do not depend on which versions were looked at before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from openbooks.books import Books
from openbooks.contract import ledgers
from openbooks.lookup import TABLES
from openbooks.undoing import undo
from tests.door import AT, books_in, load

UNITS = "单位编号,单位名称,组织类型,上级单位编号\nU1,总会,基层工会,\nU2,一组,基层工会,U1"
THIRD = "单位编号,单位名称,组织类型,上级单位编号\nU3,二组,基层工会,U1"
MEMBERS = "会员编号,姓名,所属单位,入会日期\nM1,张三,U2,2020-01-01\nM2,李四,U1,2020-01-01"
NAMESAKE = "会员编号,姓名,所属单位,入会日期\nM3,张三,U1,2021-01-01"
GIVEN = "受助人姓名,发放日期,帮扶慰问类型,金额,发放方式,所属单位\n{},2024-0{}-05,生日,100.00,现金,{}"


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """Books in which what a name means changed with nearly every load."""
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", UNITS, "u.csv")
    load(books, tmp_path, "assistance", GIVEN.format("张三", 1, "二组"), "a.csv")
    load(books, tmp_path, "member", MEMBERS, "m.csv")
    second = load(books, tmp_path, "assistance", GIVEN.format("张三", 2, "一组"), "b.csv")
    load(books, tmp_path, "unit", THIRD, "v.csv")
    namesake = load(books, tmp_path, "member", NAMESAKE, "n.csv")
    load(books, tmp_path, "assistance", GIVEN.format("张三", 3, "一组"), "c.csv", supersede=second.batch)
    undo(books, namesake.batch, "重了", "测试", AT)
    return books.home


def held(books: Books, version: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every look-up and every ledger's living rows at a version."""
    books.make(books.state(version))
    with books.connection.cursor() as cursor:
        return {
            name: cursor.execute(f'from live_{version}."{name}" order by all').fetchall()
            for name in (*TABLES, *ledgers())
        }


def test_a_version_is_the_same_whichever_was_made_before(moved: Path) -> None:
    newest = Books(moved).version()
    alone = {version: held(Books(moved), version) for version in range(1, newest + 1)}
    forth, back = Books(moved), Books(moved)
    assert {version: held(forth, version) for version in range(1, newest + 1)} == alone
    assert {version: held(back, version) for version in range(newest, 0, -1)} == alone
    means = [{row[0]: row[1] for row in each["member_once"]}.get("张三") for each in alone.values()]
    assert means == [None, None, "M1", "M1", "M1", None, None, "M1"]
