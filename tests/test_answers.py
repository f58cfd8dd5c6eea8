"""The figures of reports against an independent reckoning, and the identities that must hold.

The reckoning reads the same little tables as text, with Decimal and dictionaries: no SQL, no frame,
and its own plain table of which account is what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest

from openbooks import query
from tests.query_world import TABLES, accounts, fen, rows, world

YEAR = {"from": "2024-01", "to": "2025-01"}
INCOME = {"401": "会费收入", "402": "拨缴经费收入"}
SPENT = {
    "501": "职工活动支出", "50102": "职工活动支出", "50205": "维权支出", "50301": "业务支出",
    "50302": "业务支出",
}
CLOSES = "结转本年收支"


@pytest.fixture(scope="module")
def books() -> Iterator[duckdb.DuckDBPyConnection]:
    with world() as connection:
        yield connection


def frame(books: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> pd.DataFrame:
    return query.run(books, name, parameters).frame


def with_rows(ledger: str, more: str) -> dict[str, str]:
    """The tables with lines added to one of them."""
    return {**TABLES, ledger: TABLES[ledger].rstrip() + "\n" + more}


def reckoned_money(year: str) -> dict[tuple[str, str], int]:
    """(category, level-1 account) → 分 of a year, from vouchers and the totals of E2."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows(TABLES["voucher"]):
        if not row["voucher_date"].startswith(year) or row["summary"] == CLOSES:
            continue
        debit, credit = fen(row["debit"] or "0"), fen(row["credit"] or "0")
        code = row["account_code"] or {"职工活动支出-其他活动支出": "501"}[row["account_name"]]
        if code in INCOME:
            found["income", INCOME[code]] += credit - debit
        if code in SPENT:
            found["expenditure", SPENT[code]] += debit - credit + fen(row["amount"] or "0")
        if code == "221" and debit:
            found["remitted", "应付上级经费"] += debit
    for row in rows(TABLES["balance"]):
        if row["unit_id"] == "E2" and row["period"] == year and len(row["account_code"]) == 3:
            if row["account_code"] in INCOME:
                found["income", INCOME[row["account_code"]]] += fen(row["amount"])
            if row["account_code"] in SPENT:
                found["expenditure", SPENT[row["account_code"]]] += fen(row["amount"])
    return dict(found)


def reckoned_dues(year: str) -> dict[str, int]:
    """Persons and 分 of a year of dues."""
    owed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows(TABLES["dues"]):
        if row["month"].startswith(year):
            person = row["member_id"] or f"{row['unit_id']}/{row['name']}"
            owed[person][0] += fen(row["due"])
            owed[person][1] += fen(row["paid"])
    return {
        "persons_due": sum(due > 0 for due, _ in owed.values()),
        "persons_paid": sum(due > 0 and paid >= due for due, paid in owed.values()),
        "due_fen": sum(due for due, _ in owed.values()),
        "paid_fen": sum(paid for _, paid in owed.values()),
        "arrears_fen": sum(max(due - paid, 0) for due, paid in owed.values()),
    }


def test_income_and_spending_are_what_the_vouchers_and_totals_say(
    books: duckdb.DuckDBPyConnection,
) -> None:
    found = frame(books, "finance_by_account", **YEAR)
    now = {(r.category, r.level1_name): r.amount_fen for r in found.itertuples() if r.amount_fen}
    prior = {(r.category, r.level1_name): r.prior_fen for r in found.itertuples() if r.prior_fen}
    assert now == reckoned_money("2024")
    assert prior == reckoned_money("2023")


def test_dues_are_what_the_ledger_says(books: duckdb.DuckDBPyConnection) -> None:
    row = frame(books, "dues_rate", **YEAR).iloc[0]
    expected = reckoned_dues("2024")
    assert {key: int(row[key]) for key in expected} == expected
    before = reckoned_dues("2023")
    for key in ("persons_due", "persons_paid", "due_fen", "paid_fen"):
        assert row[f"prior_{key}"] == before[key]


def test_assistance_is_what_the_ledger_says(books: duckdb.DuckDBPyConnection) -> None:
    paid = [row for row in rows(TABLES["assistance"]) if row["paid_date"].startswith("2024")]
    total = frame(books, "assistance_total", **YEAR).iloc[0]
    assert total["times"] == len(paid) == 5
    assert total["persons"] == len({row["member_id"] or row["recipient_name"] for row in paid}) == 4
    assert total["amount_fen"] == sum(fen(row["amount"]) for row in paid) == 430_00


def test_competitions_are_what_the_ledgers_say(books: duckdb.DuckDBPyConnection) -> None:
    found = frame(books, "competition_by_activity", **YEAR, kind="竞赛").set_index("activity_id")
    sport = found.loc["A1"]
    # the umpire does not compete; one signed up by the list of results alone
    assert (sport["eligible"], sport["signed_up"], sport["attended"]) == (10, 4, 2)
    assert (sport["winners"], sport["prize_fen"], sport["cost_fen"]) == (2, 100_00, 150_00)
    assert sport["cost_per_person"] == 75_00
    # the roster of the day: three, and one who joined a month before
    assert (found.loc["A3", "eligible"], found.loc["A3", "eligible_basis"]) == (4, "名册")
    # an activity that only a list of people names is there all the same
    assert found.loc["AX", "attended"] == 1
    total = frame(books, "competition_total", **YEAR, kind="竞赛").iloc[0]
    assert (total["rated_attended"], total["rated_eligible"]) == (5, 14)
    assert total["share"] == 5 / 14


def test_by_account_by_month_and_by_unit_have_one_total(books: duckdb.DuckDBPyConnection) -> None:
    for span in (YEAR, {}, {"from": "2023-01", "to": "2024-01"}, {**YEAR, "unit": "E2"}):
        totals = [
            frame(books, name, **span).groupby("category")["amount_fen"].sum().to_dict()
            for name in ("finance_by_account", "finance_by_detail", "finance_by_month",
                         "finance_by_unit")
        ]
        assert totals[0] == totals[1] == totals[2] == totals[3], span


def test_dues_by_month_by_unit_and_by_both_have_one_total(
    books: duckdb.DuckDBPyConnection,
) -> None:
    for span in (YEAR, {}, {**YEAR, "unit": "S"}):
        total = frame(books, "dues_rate", **span).iloc[0]
        for name in ("dues_by_month", "dues_by_unit", "dues_by_unit_month"):
            found = frame(books, name, **span)
            assert found["due_fen"].sum() == total["due_fen"]
            assert found["paid_fen"].sum() == total["paid_fen"]
        owing = frame(books, "dues_arrears", **span)
        assert owing["arrears_fen"].sum() == total["arrears_fen"]
        assert len(owing) == total["persons_due"] - total["persons_paid"]


def test_assistance_by_kind_month_and_unit_have_one_total(
    books: duckdb.DuckDBPyConnection,
) -> None:
    total = frame(books, "assistance_total", **YEAR).iloc[0]
    for name in ("assistance_by_kind", "assistance_by_month", "assistance_by_unit"):
        found = frame(books, name, **YEAR)
        for column in ("times", "amount_fen", "prior_times", "prior_amount_fen"):
            assert found[column].sum() == total[column]


def test_opening_plus_what_came_less_what_went_is_the_closing(
    books: duckdb.DuckDBPyConnection,
) -> None:
    for span in (YEAR, {"from": "2024-01", "to": "2024-07"}, {**YEAR, "unit": "E2"}):
        flow = frame(books, "finance_flow", **span).set_index("step")["amount_fen"]
        assert flow["closing"] == flow.drop("closing").sum()
    year = frame(books, "finance_flow", **YEAR).set_index("step")["amount_fen"]
    assert year.to_dict() == {
        "opening": 680_00, "income": 725_00, "collected": 400_00, "expenditure": -585_00,
        "remitted": -400_00, "other": -70_00, "closing": 750_00,
    }


def test_the_second_half_opens_where_the_first_half_closed(
    books: duckdb.DuckDBPyConnection,
) -> None:
    for unit in ("E1", "S"):
        first = frame(books, "finance_flow", unit=unit, **{"from": "2024-01", "to": "2024-07"})
        second = frame(books, "finance_flow", unit=unit, **{"from": "2024-07", "to": "2025-01"})
        assert first["amount_fen"].iloc[6] == second["amount_fen"].iloc[0]
        assert second["basis"].iloc[0] == "余额表加变动推算" or unit == "S"


def test_a_unit_without_an_opening_leaves_opening_and_closing_unreported() -> None:
    kept = "\n".join(
        line for line in TABLES["balance"].splitlines() if "E1 | 2023 | 331" not in line
    )
    with world({**TABLES, "balance": kept}) as books:
        flow = frame(books, "finance_flow", **YEAR).set_index("step")
    assert flow["amount_fen"].isna().to_dict() == {
        "opening": True, "income": False, "collected": False, "expenditure": False,
        "remitted": False, "other": False, "closing": True,
    }
    assert flow.loc["opening", "basis"] == "未填报" and flow.loc["opening", "missing_units"] == 1


def test_the_closing_of_the_balance_table_is_known_where_every_unit_states_it(
    books: duckdb.DuckDBPyConnection,
) -> None:
    year = {"from": "2023-01", "to": "2024-01"}
    stated = frame(books, "finance_closing", unit="S", **year).iloc[0]
    assert stated.to_dict() == {"units": 2, "missing_units": 0, "stated_fen": 580_00 + 90_00}
    assert frame(books, "finance_closing", **YEAR).empty, "nobody states the end of 2024"
    with world(with_rows("balance", "E1 | 2024 | 331 | 结余 | | 10 | | | | 12 |")) as more:
        one = frame(more, "finance_closing", unit="E1", **YEAR).iloc[0]
        both = frame(more, "finance_closing", **YEAR).iloc[0]
    assert one["stated_fen"] == 12_00
    assert both["missing_units"] > 0 and pd.isna(both["stated_fen"])


def test_a_month_with_vouchers_has_nought_where_a_kind_has_none(
    books: duckdb.DuckDBPyConnection,
) -> None:
    found = frame(books, "finance_by_month", **YEAR).set_index(["period", "category"])
    assert found.loc[("2024-03", "remitted"), "amount_fen"] == 400_00
    assert found.loc[("2024-03", "expenditure"), "amount_fen"] == 0
    assert pd.isna(found.loc[("2024-02", "income"), "prior_fen"]), "no voucher a year before"


def test_a_table_of_one_amount_an_account_has_no_gap(books: duckdb.DuckDBPyConnection) -> None:
    found = frame(books, "reconcile_balance")
    bare = found["balance_debit_fen"].isna() & found["balance_credit_fen"].isna()
    assert bare.any() and found.loc[bare, "gap_fen"].isna().all()


def test_a_year_without_rows_is_not_bridged() -> None:
    late = "E1 | 2026-01-31 | 记 | 1 | 收会费 | 401 | 会费收入 | | 5 | |"
    with world(with_rows("voucher", late)) as books:
        flow = frame(books, "finance_flow", unit="E1", **{"from": "2026-01", "to": "2027-01"})
    assert pd.isna(flow["amount_fen"].iloc[0]) and flow["amount_fen"].iloc[1] == 5_00


def test_the_voucher_that_closes_the_year_changes_no_income_and_no_spending(
    books: duckdb.DuckDBPyConnection,
) -> None:
    open_books = "\n".join(
        line for line in TABLES["voucher"].splitlines() if CLOSES not in line
    )
    with world({**TABLES, "voucher": open_books}) as before:
        for name in ("finance_by_account", "finance_by_month", "finance_flow", "budget_by_account"):
            pd.testing.assert_frame_equal(
                frame(books, name, **YEAR), frame(before, name, **YEAR)
            )


def test_a_closing_voucher_is_known_by_its_accounts_whatever_it_says() -> None:
    silent = """
        S | 2024-11-30 | 记 | 7 | 调整 | 402 | 拨缴经费收入 | 1 | | |
        S | 2024-11-30 | 记 | 7 | 调整 | 331 | 结余 | | 1 | |
    """
    with world(with_rows("voucher", silent)) as books:
        flow = frame(books, "finance_flow", **YEAR).set_index("step")["amount_fen"]
    assert flow["income"] == 725_00 and flow["other"] == -70_00


def test_spending_that_only_speaks_of_carrying_forward_is_spending() -> None:
    paid = """
        S | 2024-11-30 | 记 | 7 | 付年末结转收支培训班费 | 50301 | 培训费 | 9 | | |
        S | 2024-11-30 | 记 | 7 | 付年末结转收支培训班费 | 102 | 银行存款 | | 9 | |
    """
    with world(with_rows("voucher", paid)) as books:
        flow = frame(books, "finance_flow", **YEAR).set_index("step")["amount_fen"]
    assert flow["expenditure"] == -594_00


def test_what_a_closing_voucher_puts_past_the_surplus_lowers_the_surplus() -> None:
    closing = """
        E1 | 2024-12-31 | 记 | 8 | 结转本年收支 | 401 | 会费收入 | 65 | | |
        E1 | 2024-12-31 | 记 | 8 | 结转本年收支 | 331 | 结余 | | 60 | |
        E1 | 2024-12-31 | 记 | 8 | 结转本年收支 | 322 | 后备金 | | 5 | |
    """
    with world(with_rows("voucher", closing)) as books:
        flow = frame(books, "finance_flow", **YEAR).set_index("step")["amount_fen"]
    assert flow["income"] == 725_00 and flow["other"] == -75_00


def test_the_bank_adds_nothing_to_any_figure_of_money(books: duckdb.DuckDBPyConnection) -> None:
    with world({**TABLES, "bank": ""}) as without:
        for name, asked in query.catalogue().items():
            if asked.folder == "reports" and name.startswith(
                ("finance_", "budget_", "dues_", "assistance_", "competition_")
            ):
                given = YEAR if "from" in asked.parameters else {}
                pd.testing.assert_frame_equal(
                    frame(books, name, **given), frame(without, name, **given)
                )


def test_totals_only_years_count_until_there_is_a_voucher() -> None:
    one = "E2 | 2024-03-01 | 记 | 1 | 收会费 | 401 | 会费收入 | | 7 | |"
    with world(with_rows("voucher", one)) as books:
        found = frame(books, "finance_by_unit", **YEAR, unit="E2").set_index("category")
    assert found.loc["income", "amount_fen"] == 7_00
    assert pd.isna(found.loc["expenditure", "amount_fen"])
    assert found["prior_fen"].to_dict() == {"income": 40_00, "expenditure": 25_00}


def test_a_half_year_is_counted_alone_but_never_beside_its_year(
    books: duckdb.DuckDBPyConnection,
) -> None:
    half = frame(books, "finance_by_month", unit="E2", **{"from": "2024-01", "to": "2024-07"})
    assert half[["period", "category", "amount_fen"]].values.tolist() == [
        ["2024-H1", "income", 20_00]
    ]
    year = frame(books, "finance_by_month", unit="E2", **YEAR)
    assert year["amount_fen"].tolist() == [30_00, 60_00]


def test_a_rate_of_nothing_is_not_applicable_and_its_parts_are_shown(
    books: duckdb.DuckDBPyConnection,
) -> None:
    nothing = frame(books, "competition_by_activity", **YEAR).set_index("activity_id").loc["A2"]
    assert (nothing["attended"], nothing["eligible"]) == (0, 0) and pd.isna(nothing["share"])
    exempt = frame(books, "dues_by_unit", **YEAR).set_index("unit_id").loc["S"]
    assert exempt["persons_due"] == 0 and pd.isna(exempt["persons_share"])
    unplanned = frame(books, "budget_by_account", **YEAR).set_index("level1_name").loc["业务支出"]
    assert unplanned["budget_fen"] == 0 and pd.isna(unplanned["share"])


def test_nothing_reported_is_missing_and_never_nought(books: duckdb.DuckDBPyConnection) -> None:
    span = {"from": "2030-01", "to": "2031-01"}
    for name in ("dues_rate", "assistance_total"):
        assert frame(books, name, **span).iloc[0].isna().all()
    # activities whose date nobody knows are shown in every period, the others are not
    assert frame(books, "competition_total", **span).iloc[0]["activities"] == 1
    assert frame(books, "finance_flow", **span)["amount_fen"].isna().all()


def test_accounts_that_the_chart_does_not_know_are_listed_and_not_counted(
    books: duckdb.DuckDBPyConnection,
) -> None:
    unknown = frame(books, "unknown_accounts", **YEAR)
    assert unknown[["ledger", "account_code", "account_name", "rows"]].values.tolist() == [
        ["voucher", "6602", "招待费", 2], ["budget", "（未填）", "接待费", 1],
    ]
    header = "chart_version | code | name | level | parent | nature"
    known = [" | ".join(row[name] for name in header.split(" | ")) for row in accounts()]
    chart = "\n".join([header, *known, "2010 | 6602 | 招待费 | 1 | | expenditure"])
    with world({**TABLES, "account": chart}) as entered:
        assert frame(entered, "unknown_accounts", **YEAR)["ledger"].tolist() == ["budget"]
        flow = frame(entered, "finance_flow", **YEAR).set_index("step")["amount_fen"]
        assert flow["expenditure"] == -615_00


def test_bank_and_books_are_paired_one_to_one(books: duckdb.DuckDBPyConnection) -> None:
    lone = frame(books, "reconcile_bank_rows", **YEAR, matched=False)
    assert lone[["ledger", "line"]].values.tolist() == [
        ["voucher", 17], ["bank", 5], ["bank", 9], ["voucher", 23],
    ]


def test_dues_are_compared_where_they_are_booked(books: duckdb.DuckDBPyConnection) -> None:
    found = frame(books, "reconcile_dues", **YEAR, unit="S")
    told = found[["unit_id", "month", "dues_fen", "voucher_fen", "difference_fen"]]
    # E2 keeps no vouchers: its dues stand with the street; paid late is booked late
    assert told.astype(object).where(told.notna(), None).values.tolist() == [
        ["E1", "2024-01", 15_00, 15_00, 0], ["S", "2024-01", 10_00, None, 10_00],
        ["E1", "2024-02", 60_00, 50_00, 10_00],
    ]


def test_assistance_is_compared_with_the_voucher_that_it_names(
    books: duckdb.DuckDBPyConnection,
) -> None:
    found = frame(books, "reconcile_assistance", **YEAR)
    assert found[["reference", "status", "difference_fen"]].values.tolist() == [
        ["记-5", "查无此凭证", 30_00], ["（未写凭证号）", "未写凭证号", 30_00],
        ["（未写凭证号）", "未写凭证号", 0], ["记-1", "有凭证", -10_00],
    ]


def test_a_balance_table_is_compared_account_by_account(
    books: duckdb.DuckDBPyConnection,
) -> None:
    found = frame(books, "reconcile_balance", unit="S", **{"from": "2023-01", "to": "2024-01"})
    verdicts = {
        (row.unit_id, row.account_code): (row.status, row.difference_fen)
        for row in found.itertuples() if row.unit_id == "S"
    }
    assert verdicts["S", "102"] == ("相符", 0)
    assert verdicts["S", "503"] == ("相符", 0)
    assert verdicts["S", "50302"] == ("不符", 10_00)
    assert verdicts["S", "221"][0] == "未填报"


def test_months_belong_to_the_fiscal_year_that_they_lie_in() -> None:
    with world(TABLES, fiscal_start=9) as books:
        budget = frame(books, "budget_by_account", **{"from": "2024-09", "to": "2025-09"})
        assert budget.set_index("level1_name").loc["拨缴经费收入", "budget_fen"] == 700_00
        school = frame(books, "finance_by_month", unit="E2", **{"from": "2023-09", "to": "2024-09"})
        assert school.loc[school["category"] == "income", "period"].tolist() == ["2023"]
