"""The example unions in the books: every figure of the reports equals the controls of the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openbooks import query, verification
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.standing import receipt_of

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "example"
YEARS = [("school", "2024"), ("school", "2025"), ("federation", "2023"), ("federation", "2024"),
         ("federation", "2025")]
Made = Callable[[str], Books]


def controls(union: str) -> dict[str, Any]:
    """What the files hold, counted by their maker."""
    return json.loads((EXAMPLE / union / "controls.json").read_text("utf-8"))


def fen(text: str) -> int:
    """分 of a decimal text in 元."""
    return int(Decimal(text) * 100)


def ask(books: Books, name: str, year: str) -> list[dict[str, Any]]:
    """The rows of a report over a calendar year, as the pages see them."""
    view = books.view(LOCAL_PAGES)
    given = {"from": f"{year}-01", "to": f"{int(year) + 1}-01"}
    known = query.query(name).parameters
    return query.rows(query.ask(view, name, {k: v for k, v in given.items() if k in known}))


@pytest.mark.parametrize("union", ["school", "federation"])
def test_every_file_is_taken_whole(example_books: Made, union: str) -> None:
    books = example_books(union)
    told = {each["name"]: each["rows"] for each in controls(union)["files"]}
    for batch in books.state().batches:
        receipt = receipt_of(books, batch)
        assert receipt.balanced and receipt.refused == 0 and receipt.duplicates == 0
        if receipt.file in told:
            assert receipt.row_counts["accepted"] == told[receipt.file], receipt.file
    assert verification.verify(books.home).ok
    assert verification.reread(books) == []


@pytest.mark.parametrize(("union", "year"), YEARS)
def test_income_and_expenditure_equal_the_vouchers(
    example_books: Made, union: str, year: str
) -> None:
    told = controls(union)["years"][year]
    found = ask(example_books(union), "finance_by_account", year)
    for kind in ("income", "expenditure"):
        total = sum(row["amount_fen"] for row in found if row["category"] == kind)
        assert total == fen(told[kind]), kind
        by_level1: dict[str, int] = {}
        for code, amount in told[f"{kind}_by_account"].items():
            by_level1[code[:3]] = by_level1.get(code[:3], 0) + fen(amount)
        assert {
            row["level1_code"]: row["amount_fen"] for row in found
            if row["category"] == kind and row["amount_fen"]
        } == by_level1


@pytest.mark.parametrize(("union", "year"), YEARS)
def test_dues_equal_the_files_and_the_missing_is_named(
    example_books: Made, union: str, year: str
) -> None:
    told = controls(union)["years"][year]["dues"]
    (found,) = ask(example_books(union), "dues_rate", year)
    assert found["due_fen"] == fen(told["due"])
    assert found["paid_fen"] == fen(told["paid"])
    assert found["arrears_fen"] == fen(told["arrears"])
    by_month = ask(example_books(union), "dues_by_month", year)
    assert sum(row["paid_fen"] for row in by_month) == fen(told["paid"])
    by_unit = ask(example_books(union), "dues_by_unit_month", year)
    assert sum(row["paid_fen"] or 0 for row in by_unit) == fen(told["paid"])


@pytest.mark.parametrize(("union", "year"), YEARS)
def test_assistance_equals_the_files_by_kind(example_books: Made, union: str, year: str) -> None:
    told = controls(union)["years"][year]["assistance"]
    found = ask(example_books(union), "assistance_by_kind", year)
    assert {row["kind"]: (row["times"], row["amount_fen"]) for row in found if row["times"]} == {
        kind: (each["payments"], fen(each["amount"])) for kind, each in told.items()
    }


def test_the_year_of_totals_only_has_its_income_and_expenditure(example_books: Made) -> None:
    told = controls("school")["totals_2023"]
    found = ask(example_books("school"), "finance_by_account", "2023")
    for kind in ("income", "expenditure"):
        assert sum(row["amount_fen"] for row in found if row["category"] == kind) == fen(told[kind])


@pytest.mark.parametrize(("union", "year"), YEARS)
def test_the_flow_closes_on_what_the_bank_holds(
    example_books: Made, union: str, year: str
) -> None:
    told = controls(union)["years"][year]
    flow = {row["step"]: row["amount_fen"] for row in ask(example_books(union), "finance_flow", year)}
    assert flow["opening"] == fen(told["opening_bank"])
    assert flow["income"] == fen(told["income"])
    assert -flow["expenditure"] == fen(told["expenditure"])
    assert -flow["remitted"] == fen(told["remitted"])
    steps = sum(amount for step, amount in flow.items() if step != "closing")
    assert flow["closing"] == steps
