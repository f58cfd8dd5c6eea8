"""The reports of reports/: every table adds up to the 分, and no two of them contradict each other.

Tests walk the folder over both example unions, so that a report added later is held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from openbooks import query
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, View
from openbooks.composing import compose
from openbooks.document import Cell, Chart, Document, Row, Table
from openbooks.money import wan, yuan_grouped
from openbooks.period import period_of
from openbooks.reportfile import listed
from tests.query_world import TABLES, world

Made = Callable[[str], Books]
CASES = [("school", "2025", ""), ("school", "2025H1", ""), ("federation", "2025", ""),
         ("federation", "2025H1", "F34")]
MORE = [("school", "2024", ""), ("school", "2023", ""), ("school", "2025-05", ""), ("federation", "2024", ""),
        ("federation", "2023", ""), ("federation", "2025-06", ""), ("federation", "2025", "F17")]
ALL = [*CASES, *(pytest.param(*each, marks=pytest.mark.long) for each in MORE)]
EXACT = re.compile(r"[0-9.]+ 万元（([0-9,.-]+) 元）")


@pytest.fixture(scope="module")
def composed(example_books: Made) -> Callable[[str, str, str], dict[str, Document]]:
    """`composed(union, period, unit)`: every report of a scope, made once."""
    made: dict[tuple[str, str, str], dict[str, Document]] = {}

    def of(union: str, period: str, unit: str) -> dict[str, Document]:
        key = (union, period, unit)
        if key not in made:
            view = view_of(example_books, union)
            made[key] = {name: compose(view, name, period, unit) for name in listed()}
        return made[key]

    return of


def view_of(example_books: Made, union: str) -> View:
    return example_books(union).view(LOCAL_PAGES)


def asked(view: View, name: str, period: str, unit: str) -> list[dict[str, object]]:
    return query.rows(query.ask(view, name, {**period_of(period).bounds, "unit": unit or None}))


def columns_of_money(table: Table) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.kind == "money"]


def amount(cell: Cell) -> int | None:
    return int(cell.value) if cell.value is not None else None


def row_named(table: Table, name: str) -> Row:
    (found,) = [row for row in table.rows if any(cell.text.strip("\u3000") == name for cell in row.cells)]
    return found


def wrong_sums(table: Table) -> Iterator[str]:
    """What does not add up: details under their account, rows under their sum, parts under a total."""
    for at in columns_of_money(table):
        block: list[int | None] = []
        parts: list[int | None] = []
        for row in table.rows:
            value = amount(row.cells[at])
            if row.level == "head":
                block = []
            elif row.level == "plain":
                block.append(value)
            elif row.level == "sum":
                if value is not None and None not in block and value != sum(filter(None, block)):
                    yield f"{table.title} {table.columns[at].label}：{row.cells[0].text} {value} {block}"
                parts, block = [*parts, value], []
            elif row.level == "total":
                whole = [*parts, *block]
                if value is not None and None not in whole:
                    less = 2 * (whole[0] or 0) - sum(filter(None, whole))
                    if value not in (sum(filter(None, whole)), less):
                        yield f"{table.title} {table.columns[at].label}：总计 {value} {whole}"
                parts, block = [], []
        yield from _wrong_details(table, at)


def _wrong_details(table: Table, at: int) -> Iterator[str]:
    above: int | None = None
    below: list[int | None] = []
    for row in [*table.rows, Row((), "end")]:
        if row.level == "detail":
            below.append(amount(row.cells[at]))
        else:
            if below and above is not None and None not in below and above != sum(filter(None, below)):
                yield f"{table.title} {table.columns[at].label}：{above} {below}"
            above, below = (amount(row.cells[at]) if row.cells else None), []


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_every_table_adds_up_to_the_fen(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    for document in composed(union, period, unit).values():
        for table in document.tables():
            assert list(wrong_sums(table)) == []


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_sentences_end_stand_once_and_hold_no_braces(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    for name, document in composed(union, period, unit).items():
        for section in document.sections:
            texts = [*section.texts, *section.spoken]
            assert all(each.endswith(("。", "？", "！")) for each in texts), f"{name} {texts}"
            assert not any(mark in each for each in texts for mark in "{}"), f"{name} {texts}"
            assert not any(mark in each for each in texts for mark in ("，，", "。。", "，。", "、。"))
        sentences = [each for section in document.sections for text in section.texts
                     for each in re.split("(?<=。)", text) if each]
        titles = [section.title for section in document.sections]
        assert len(set(titles)) == len(titles)
        assert all(one != two for one, two in pairwise(sentences)), name


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_a_number_is_the_same_in_every_report_that_says_it(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    said: dict[str, tuple[object, object]] = {}
    for document in composed(union, period, unit).values():
        for figure in document.figures:
            if not (figure.hidden or figure.prior_hidden):
                assert said.setdefault(figure.name, (figure.value, figure.prior)) == (
                    figure.value, figure.prior
                ), figure.name


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_the_disclosed_form_closes_on_its_own_lines(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    (form,) = [each for each in composed(union, period, unit)["disclosure"].tables()
               if each.columns[0].label == "行次"]
    labels = [row.cells[1].text for row in form.rows]
    assert [row.cells[0].text for row in form.rows] == [str(at + 1) for at in range(len(form.rows))]
    for at in (2, 3):
        held = {label: amount(row.cells[at]) for label, row in zip(labels, form.rows, strict=True)}
        if held["期末结余"] is None:
            assert held["上期结余"] is None
            continue
        flows = [held.get(name) or 0 for name in ("本期收入合计", "本期代收应上解经费", "其他净资产变动")]
        spent = [held[name] or 0 for name in ("本期上解经费", "本期支出合计")]
        assert held["期末结余"] == (held["上期结余"] or 0) + sum(flows) - sum(spent)
        first, last = labels.index("本期收入合计"), labels.index("本期支出合计")
        income = [amount(row.cells[at]) or 0 for row in form.rows[first + 1 : first + 6]]
        assert sum(income) == held["本期收入合计"] and labels[first + 5].endswith("其他收入")
        shares = [amount(row.cells[at]) or 0 for label, row in zip(labels, form.rows, strict=True)
                  if labels.index(label) > last and label.startswith(("其中", "\u3000"))]
        assert sum(shares) == held["本期支出合计"]


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_both_sides_of_the_settlement_are_equal(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    (table,) = [each for each in composed(union, period, unit)["budget"].tables()
                if each.title == "经费收支决算表"]
    income, spent = row_named(table, "收入总计"), row_named(table, "支出总计")
    assert [cell.value for cell in income.cells] == [cell.value for cell in spent.cells]
    assert any(cell.is_number for cell in income.cells)
    budget = [column.label for column in table.columns].index("调整后预算数")
    assert income.cells[budget].text == "", "what is brought forward is no budget"


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_settlement_statement_and_plain_totals_are_one(
    example_books: Made, composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    view = view_of(example_books, union)
    accounts = {(row["category"], row["level1_name"]): row
                for row in asked(view, "finance_by_account", period, unit)}
    planned = {(row["category"], row["level1_name"]): row
               for row in asked(view, "budget_by_account", period, unit)}
    settled = [row for row in asked(view, "settlement_by_account", period, unit) if row["level"] == 1]
    for row in settled:
        key = (row["category"], row["level1_name"])
        if key in accounts:
            assert (row["actual_fen"], row["prior_fen"]) == (
                accounts[key]["amount_fen"], accounts[key]["prior_fen"]
            )
        if key in planned:
            assert (row["approved_fen"], row["budget_fen"], row["share"]) == (
                planned[key]["approved_fen"], planned[key]["budget_fen"], planned[key]["share"]
            )
    assert {(row["category"], row["level1_name"]) for row in settled} == set(accounts) | set(planned)
    for total in asked(view, "settlement_total", period, unit):
        rows = [row for row in settled if row["category"] == total["category"]]
        for name in ("prior_fen", "approved_fen", "budget_fen", "actual_fen"):
            held = [row[name] for row in rows if row[name] is not None]
            assert (total[name] or 0) == sum(held), name
    lines = asked(view, "income_by_line", period, unit)
    income = [row for (category, _), row in accounts.items() if category == "income"]
    assert sum(row["amount_fen"] for row in lines) == sum(row["amount_fen"] for row in income)
    if period_of(period).months == 12:
        (table,) = composed(union, period, unit)["statement"].tables()
        for (category, name), row in accounts.items():
            if category != "remitted":
                cells = row_named(table, str(name)).cells
                assert (cells[3].value, cells[5].value) == (row["amount_fen"], row["prior_fen"]), name


@pytest.mark.parametrize(("union", "period", "unit"), ALL)
def test_charts_and_sentences_round_alike(
    composed: Callable[..., dict[str, Document]], union: str, period: str, unit: str
) -> None:
    for document in composed(union, period, unit).values():
        for section in document.sections:
            for text in section.texts:
                for found in EXACT.finditer(text):
                    fen = int(found[1].replace(",", "").replace(".", ""))
                    assert found[0] == f"{wan(fen)} 万元（{yuan_grouped(fen)} 元）"
            for chart in section.charts:
                assert list(_rounded_otherwise(chart)) == []


def _rounded_otherwise(chart: Chart) -> Iterator[str]:
    if chart.unit != "万元":
        return
    for series in chart.series:
        for value, text in zip(series.values, series.texts, strict=True):
            if value is not None and text.replace(",", "").lstrip("+") != wan(round(value * 1_000_000)):
                yield f"{chart.title} {value} {text}"


def test_money_says_that_it_is_all_of_the_money(composed: Callable[..., dict[str, Document]]) -> None:
    (section,) = composed("school", "2025", "")["money"].sections
    assert "全部工会经费" in section.title and "没有另定" in "".join(section.texts)


def test_parts_by_kind_by_unit_and_in_all_have_one_total(example_books: Made) -> None:
    for union, unit in (("school", ""), ("federation", ""), ("federation", "F17")):
        view = view_of(example_books, union)
        (helped,) = asked(view, "assistance_total", "2025", unit)
        (paid,) = asked(view, "dues_rate", "2025", unit)
        for name in ("assistance_disclosed_by_kind", "assistance_disclosed_by_unit"):
            rows = asked(view, name, "2025", unit)
            for column in ("times", "amount_fen", "prior_times", "prior_amount_fen"):
                assert sum(row[column] or 0 for row in rows) == (helped[column] or 0), f"{name} {column}"
            assert all(row["largest_fen"] is None or row["largest_fen"] <= row["amount_fen"] for row in rows)
        units = asked(view, "dues_disclosed_by_unit", "2025", unit)
        for column in ("due_fen", "paid_fen", "prior_due_fen", "prior_paid_fen"):
            assert sum(row[column] or 0 for row in units) == (paid[column] or 0), column
        assert sum(row["persons_due"] or 0 for row in units) >= paid["persons_due"]


def test_a_unit_three_levels_down_counts_once_with_the_branch_it_belongs_to() -> None:
    deeper = TABLES["unit"] + "\nW1 | 一车间分会 | 分会 | E1 |\nW2 | 甲班 | 小组 | W1 |"
    dues = TABLES["dues"] + "\nm8 | 卫八 | 2024-03 | W2 | 7 | 7 | 2024-03-05"
    with world({**TABLES, "unit": deeper, "dues": dues}) as books:
        for unit, expected in (
            (None, {"E1": 92_00, "E2": 15_00, "E3": 8_00, "S": 0}), ("E1", {"E1": 85_00, "W1": 7_00}),
            ("W1", {"W2": 7_00}),
        ):
            given = {"from": "2024-01", "to": "2025-01", "unit": unit}
            found = query.rows(query.run(books, "dues_disclosed_by_unit", given))
            assert {row["unit_id"]: row["due_fen"] for row in found} == expected


def test_detail_budgets_stand_only_where_they_say_what_the_account_says() -> None:
    with world() as books:
        given = {"from": "2024-01", "to": "2025-01"}
        rows = {row["name"]: row for row in query.rows(query.run(books, "settlement_by_account", given))}
    # approved: 250 + 100 in both; adjusted: the account says 220 + 100, its details 250 + 100
    assert rows["文体活动费"]["approved_fen"] == 250_00 and rows["文体活动费"]["budget_fen"] is None
    assert rows["职工活动支出"]["budget_fen"] == 320_00 and rows["未分明细"]["actual_fen"] == 30_00
    assert "会费收入" in rows and len([name for name in rows if name == "会费收入"]) == 1


@pytest.mark.parametrize("chart", ["2010", "2022", "simple"])
def test_every_income_of_every_chart_has_one_line_of_the_form(chart: str) -> None:
    codes = {"2010": "404", "2022": "406", "simple": "0.5"}
    names = {"2010": "政府补助收入", "2022": "附属单位上缴收入", "simple": "事业收入"}
    held = "unit_id | period | account_code | account_name | amount\n"
    lines = ("会费收入", "拨缴经费收入", "上级补助收入", "行政补助收入", "其他收入")
    for number, name in enumerate(lines, 1):
        held += f"S | 2024 | | {name} | {number}\n"
    held += f"S | 2024 | {codes[chart]} | {names[chart]} | 10\n"
    with world({"unit": TABLES["unit"], "balance": held}, chart=chart) as books:
        rows = query.rows(query.run(books, "income_by_line", {"from": "2024-01", "to": "2025-01"}))
    assert {row["line"]: row["amount_fen"] for row in rows} == {
        "会费收入": 1_00, "拨缴经费收入": 2_00, "上级补助收入": 3_00, "行政补助收入": 4_00, "其他收入": 15_00,
    }


def test_what_is_owed_upwards_closes_a_year_of_which_only_balances_are_known() -> None:
    held = """unit_id | period | account_code | account_name | opening_credit | closing_credit | amount
        S | 2024 | 331 | 结余 | 100 | 130 |
        S | 2024 | 221 | 应付上级经费 | 20 | 27 |
        S | 2024 | 401 | 会费收入 | | | 50
        S | 2024 | 501 | 职工活动支出 | | | 20"""
    with world({"unit": TABLES["unit"], "balance": held}) as books:
        given = {"from": "2024-01", "to": "2025-01", "unit": "S"}
        flow = {row["step"]: row["amount_fen"] for row in query.rows(query.run(books, "finance_flow", given))}
    assert (flow["opening"], flow["collected"], flow["closing"]) == (120_00, 7_00, 157_00)
