"""What a report says where there is little to say: periods without data, books that begin in between,
earlier versions, units that keep no books."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks import composing, presenting, query, reportfile, ui_document
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, open_books
from openbooks.document import HIDDEN, Document
from openbooks.errors import WrongUse
from openbooks.governing import set_value
from tests import documents
from tests.query_world import TABLES, world

Example = Callable[[str], Books]
AT = datetime(2026, 2, 1, tzinfo=UTC)


def presented(books: Books, name: str, period: str, unit: str = "") -> Document:
    return presenting.document(books.view(LOCAL_PAGES), name, period, unit)


def test_what_only_the_year_before_had_is_no_section_of_this_one(example_books: Example) -> None:
    school = example_books("school")
    found = presented(school, "finance", "2026H1")
    assert [each.key for each in found.sections] == ["basics", "balance"]
    assert not list(found.tables()) and not any(each.charts for each in found.sections)
    assert {"收入决算", "支出决算", "帮扶慰问", "资产情况"} <= {name for name, _ in found.left_out}
    for name in ("disclosure", "statement", "money", "competition"):
        assert not presented(school, name, "2026H1").sections, name


def test_a_section_names_the_one_ledger_that_it_needs(example_books: Example) -> None:
    found = presented(example_books("school"), "finance", "2025")
    assert dict(found.left_out) == {"下年预算草案": "未填报（这一期间没有数）"}
    text = reportfile.FOLDER.joinpath("competition.md").read_text(encoding="utf-8")
    with pytest.raises(WrongUse, match="needs 里的 total = nothing"):
        reportfile.parse(text.replace('total = "activity"', 'total = "nothing"'), "competition.md")


def test_the_unit_that_made_a_report_is_not_taken_for_a_person(example_books: Example) -> None:
    found = presented(example_books("school"), "finance", "2025", "中年级组")
    assert found.subtitle.startswith("编制单位：中年级组　") and found.title.startswith("中年级组2025年")


def test_an_earlier_version_is_shown_under_the_rule_of_today(tmp_path: Path, example_books: Example) -> None:
    home = tmp_path / "books"
    shutil.copytree(example_books("school").home, home)
    books = open_books(home)
    then = books.view(LOCAL_PAGES, books.version())
    before = composing.compose(then, "assistance", "2025")
    set_value(books, "smallest_group", "30", "上级要求", "王主席", AT)
    after = presenting.document(books.view(LOCAL_PAGES, then.version), "assistance", "2025")
    kinds = [{row.cells[0].text for row in next(each.tables()).rows} for each in (before, after)]
    assert "高温慰问" in kinds[0] - kinds[1], "twenty people are fewer than thirty"


def test_a_budget_that_was_carried_out_says_the_rate_of_its_totals(example_books: Example) -> None:
    found = presented(example_books("school"), "finance", "2025")
    table = next(each for each in found.tables() if each.title == "预算执行表")
    rates = {row.cells[0].text: row.cells[3].text for row in table.rows if row.level == "sum"}
    assert rates == {"收入合计": "96.9%", "支出合计": "87.6%"}


def test_a_sum_says_of_how_many_rows_it_knows_nothing(example_books: Example) -> None:
    found = presented(example_books("federation"), "assistance", "2025")
    table = next(each for each in found.tables() if each.dimension == "unit")
    assert "“上年同期人次”“上年同期金额”有 1 行未填报，合计只加填报了的数。" in table.notes
    young = presented(example_books("federation"), "finance", "2025", "芷堤家政公司工会")
    said = "".join(text for section in young.sections for text in section.texts)
    assert "上年同期缺数的月份 6 个" in said, "it keeps books since the middle of the year before"
    assert "缺数的月份" not in str(presented(example_books("federation"), "finance", "2025").sections)


def test_a_table_made_after_the_year_was_closed_says_what_the_month_had() -> None:
    held = """unit_id | period | account_code | account_name | opening_debit | opening_credit | debit | credit
        S | 2024-11 | 401 | 会费收入 | | 80 | | 10
        S | 2024-11 | 501 | 职工活动支出 | 30 | | 5 |
        S | 2024-12 | 401 | 会费收入 | | 90 | 100 | 10
        S | 2024-12 | 501 | 职工活动支出 | 35 | | 7 | 42"""
    for text, spent in ((held, 12_00), (held.replace("7 | 42", "7 | 2"), 10_00)):
        with world({"unit": TABLES["unit"], "balance": text}) as books:
            given = {"from": "2024-11", "to": "2025-01", "unit": "S"}
            rows = query.rows(query.run(books, "finance_flow", given))
        flow = {row["step"]: row["amount_fen"] for row in rows}
        assert flow["expenditure"] == -spent
        assert flow["income"] == (20_00 if spent == 12_00 else -80_00), "carried over: all accounts or none"


@pytest.mark.parametrize(("period", "lacking"), [("2024", 8), ("2025", None)])
def test_months_before_the_books_began_are_counted(period: str, lacking: int | None) -> None:
    begun = ((2023, 9), (2024, 1), (2025, 1))
    lines = [f"S | {year}-{month:02} | 401 | 会费收入 | 10"
             for year, first in begun for month in range(first, 13)]
    held = "\n".join(["unit_id | period | account_code | account_name | amount", *lines])
    given = {"from": f"{period}-01", "to": f"{int(period) + 1}-01", "unit": "S"}
    with world({"unit": TABLES["unit"], "balance": held}) as books:
        (row,) = query.rows(query.run(books, "comparison_months", given))
    assert (row["periods"], row["months"]) == (12, lacking)


def test_rows_of_people_are_not_opened_beside_what_is_hidden_of_them() -> None:
    document = documents.school()
    section = next(each for each in document.sections if any(table.about for table in each.tables))
    table = next(each for each in section.tables if each.about)
    assert any(cell.text == HIDDEN for row in table.rows for cell in row.cells)
    asked = replace(table, query="assistance_disclosed_by_kind", about="assistance")
    hidden = replace(section, tables=(asked,), charts=())
    assert ui_document.covered(document, hidden).get(asked.query) == "assistance"
    rows = tuple(row for row in table.rows if all(cell.text != HIDDEN for cell in row.cells))
    plain = replace(hidden, tables=(replace(asked, rows=rows),), paragraphs=())
    assert not ui_document.covered(document, plain)


def test_the_line_over_each_page_says_a_name_once() -> None:
    document = replace(documents.school(), union="清溪小学工会", unit="", title="清溪小学工会2025年报告")
    assert document.running == "清溪小学工会2025年报告"
    assert replace(document, title="去年的账").running == "清溪小学工会　去年的账"
