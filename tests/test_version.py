"""The versions of the books: listed from the journal alone, and found again by a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.again import redo
from openbooks.intake import Answers, load_file
from openbooks.undoing import undo
from openbooks.version import Version, at_day, versions
from tests.door import AT, books_in, load, written

DUES = """
会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费
1001,张小三,U1,2024-03,20.00,20.00
"""


def test_each_version_says_its_day_and_what_happened(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES, "三月会费.csv")
    undo(books, 1, "月份写错了", "测试", AT)
    redo(books, 1, "测试", AT)
    view = books.view(LOCAL_STAFF)
    assert [each.said for each in versions(view)] == [
        "第0版 · 2025-03-01 · 还没有装载", "第1版 · 2025-03-01 · 装载 三月会费.csv",
        "第2版 · 2025-03-01 · 撤销第1号 三月会费.csv", "第3版 · 2025-03-01 · 重做第1号 三月会费.csv",
    ]
    assert versions(books.view(LOCAL_STAFF, 1)) == versions(view), "later ones are listed, too"


def test_a_name_in_a_files_name_is_covered_also_where_only_a_later_load_knows_it(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "bank", "交易日期,收支,金额,摘要\n2024-03-01,支出,1.00,手续费", "张小三报销.csv")
    load(books, tmp_path, "dues", DUES, "会费.csv")
    for number in (1, 2):
        said = "".join(each.said for each in versions(books.view(LOCAL_PAGES, number)))
        assert "张小三" not in said and "报销" in said


def test_a_day_leads_to_the_last_version_up_to_its_end() -> None:
    days = (0, 1, 1, 5, 3, 9)
    found = [Version(number, date(2025, 3, 1) + timedelta(day), "") for number, day in enumerate(days)]
    for day, number in ((-1, 0), (0, 0), (1, 2), (4, 2), (5, 4), (8, 4), (9, 5), (400, 5)):
        assert at_day(found, date(2025, 3, 1) + timedelta(day)).number == number, day


def test_listing_many_versions_builds_the_views_of_none(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES).batch
    for day in range(30):
        at = datetime(2025, 3, 2, tzinfo=UTC) + timedelta(days=day)
        undo(books, number, "试验", "测试", at)
        path = written(tmp_path, f"{day}.csv", DUES.replace("20.00", f"{day + 1}.00"))
        number = load_file(books, path, Answers(ledger="dues", accept=True), "测试", at)[0].batch
    view = books.view(LOCAL_PAGES)
    made = set(books._made)
    assert len(versions(view)) == 62
    assert books._made == made
