"""Whom a name without a number means: a person of a unit on the same line of the tree, or nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from openbooks import engine, lookup
from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.intake import Answers, load_file
from tests.door import AT, books_in, codes, load, rows, written

UNITS = """
单位编号,单位名称,单位类型,上级单位编号
G,大桥总工会,街道总工会,
A,清溪小学工会,企业工会,G
A1,一年级组,工会小组,A
A2,二年级组,工会小组,A
B,云山小学工会,企业工会,G
"""
DUES = "所属单位,姓名,所属月份,应缴会费,实缴会费\n{unit},{name},2024-01,10.00,10.00\n"


def roster(books: Books, folder: Path, *members: str, name: str = "m.csv") -> None:
    """Load members, each given as 编号,姓名,单位."""
    lines = "\n".join(f"{each},2020-01-01" for each in members)
    load(books, folder, "member", f"会员编号,姓名,所属单位,入会日期\n{lines}", name)


@pytest.mark.parametrize(
    ("members", "unit", "person", "told"),
    [
        ("M1,张三,A", "A", "M1", []),
        ("M1,张三,A", "清溪小学工会", "M1", []),
        ("M1,张三,A", "A2", "M1", []),
        ("M1,张三,A2", "A", "M1", []),
        ("M1,张三,A", "G", "M1", []),
        ("M1,张三,A", "别处", "M1", ["reference_unknown"]),
        ("M1,张三,A", "B", None, ["person_unknown"]),
        ("M1,张三,A1", "A2", None, ["person_unknown"]),
        ("M1,张三,A M2,张三,B", "B", "M2", []),
        ("M1,张三,A M2,张三,B", "A1", "M1", []),
        ("M1,张三,A1 M2,张三,A2", "B", None, ["person_unknown"]),
        ("M1,张三,A1 M2,张三,A", "A", "M2", []),
    ],
)
def test_a_name_means_a_person_on_the_line_of_its_unit(
    tmp_path: Path, members: str, unit: str, person: str | None, told: list[str]
) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", UNITS)
    roster(books, tmp_path, *members.split())
    receipt = load(books, tmp_path, "dues", DUES.format(unit=unit, name="张三"))
    assert receipt.accepted == 1
    assert [code for _, _, code in codes(receipt)] == told
    assert rows(books, "select member_id from dues") == [(person,)]


@pytest.mark.parametrize("parent", ["nullif(i - 1, -1)", "(i + 1) % 2000"])
def test_units_in_one_long_line_or_in_a_circle_have_few_kin(parent: str) -> None:
    connection = engine.connect()
    connection.execute("create schema live")
    connection.execute(
        f"create table live.unit as select i::varchar as unit_id, ({parent})::varchar as parent_id "
        "from range(2000) t(i)"
    )
    lookup.make_kin(connection, "live")
    ((pairs, units),) = connection.execute("select count(*), count(distinct one) from live.kin").fetchall()
    connection.close()
    assert units == 2000 and pairs <= units * (2 * lookup.MOST_LEVELS + 1)


def test_a_name_that_two_on_the_line_have_is_refused(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", UNITS)
    roster(books, tmp_path, "M1,张三,A1", "M2,张三,A2", "M3,张三,B")
    receipt = load(books, tmp_path, "dues", DUES.format(unit="A", name="张三"))
    assert (receipt.refused, [code for _, _, code in codes(receipt)]) == (1, ["person_ambiguous"])


def test_dues_of_a_unit_without_a_roster_are_not_those_of_a_namesake_elsewhere(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", UNITS)
    roster(books, tmp_path, "M1,张三,A")
    load(books, tmp_path, "dues", DUES.format(unit="A", name="张三"))
    receipt = load(books, tmp_path, "dues", DUES.format(unit="B", name="张三"), "b.csv")
    assert (receipt.accepted, receipt.duplicates, receipt.refused) == (1, 0, 0)
    roster(books, tmp_path, "M9,张三,B", name="n.csv")
    assert rows(books, "select unit_id, member_id from dues order by 1") == [("A", "M1"), ("B", "M9")]


def test_a_column_of_a_unit_that_the_books_do_not_know_is_asked_about_and_never_left_out(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "unit", UNITS)
    path = written(tmp_path, "dues.csv", DUES.format(unit="东风厂工会", name="李四"))
    with pytest.raises(WrongUse, match="这份表是哪个单位的"):
        load_file(books, path, Answers(ledger="dues"), "测试", AT)
    load_file(books, path, Answers(ledger="dues", accept=True), "测试", AT)
    assert rows(books, "select unit_id from dues") == [("东风厂工会",)]
