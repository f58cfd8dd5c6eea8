"""Every file of queries/: header = statement, snapshot, figures that open to rows which add up.

Tests walk the folder, so that a query added later is held to all of this at once. The world is
`query_world.TABLES`; snapshots are in tests/snapshots/queries and were checked by hand (a new one
is written by running with OPENBOOKS_SNAPSHOTS=write, and then read).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import sqlglot

from openbooks import query, syntax
from openbooks.contract import ledgers
from openbooks.query import Result
from tests import query_world

SNAPSHOTS = Path(__file__).resolve().parent / "snapshots" / "queries"
CATALOGUE = query.catalogue()
ASKED = sorted(name for name, each in CATALOGUE.items() if each.folder != "marts")
OPENING = sorted(name for name in ASKED if CATALOGUE[name].lines)
YEAR = {"from": "2024-01", "to": "2025-01"}
SPANS: tuple[dict[str, Any], ...] = (
    YEAR,
    {},
    {"from": "2023-01", "to": "2024-01"},
    {"from": "2024-01", "to": "2024-07"},
    {**YEAR, "unit": "S"},
    {**YEAR, "unit": "E1"},
)
# for queries that open one row of another and mean nothing without it, or say less
NEEDED: dict[str, dict[str, Any]] = {
    "reconcile_balance_rows": {"balance_batch": 8, "balance_row": 4},
    "statement_by_account": {"month_from": "2024-10"},
    "voucher_lines_of": {"batch": 7, "row_no": 14},
    "payee_payments": {"batch": 7, "row_no": 14},
    "person_assistance": {"person": "m1"},
    # every population has the same columns; to open each group of each would take long
    **{f"profile_{name}": {"population": "支出"}
       for name in ("digits", "endings", "months", "payees", "strata", "weekdays", "year_end")},
}


@pytest.fixture(scope="module")
def books() -> Iterator[duckdb.DuckDBPyConnection]:
    with query_world.world() as connection:
        yield connection


def ask(books: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> Result:
    # on the connection itself: a cursor of it would not have its session variables
    return query.run(books, name, parameters)


def fitting(name: str, parameters: dict[str, Any]) -> dict[str, Any] | None:
    """Those of the parameters that the query takes; None when it needs one that is not given."""
    known = CATALOGUE[name].parameters
    found = {key: value for key, value in parameters.items() if key in known}
    found |= NEEDED.get(name, {})
    lacking = any(each.required and key not in found for key, each in known.items())
    return None if lacking else found


def drawn(result: Result) -> str:
    """An answer as text: one line a row, 未填报 as a point."""
    lines = [" | ".join(each.name for each in result.columns)]
    for row in query.rows(result):
        cells = ("·" if v is None else f"{v:.6f}" if isinstance(v, float) else str(v)
                 for v in row.values())
        lines.append(" | ".join(cells))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_header_is_what_the_statement_is(books: duckdb.DuckDBPyConnection, name: str) -> None:
    assert query.check(books.cursor(), CATALOGUE[name]) == []


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_statement_translates_to_spark(name: str) -> None:
    raised = sqlglot.ErrorLevel.RAISE
    assert sqlglot.transpile(
        CATALOGUE[name].sql, read="duckdb", write="spark", unsupported_level=raised
    )


@pytest.mark.parametrize("name", ASKED)
def test_snapshot(books: duckdb.DuckDBPyConnection, name: str) -> None:
    told = drawn(ask(books, name, **(fitting(name, YEAR) or {})))
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("OPENBOOKS_SNAPSHOTS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


def test_no_snapshot_is_left_of_a_query_that_is_gone() -> None:
    assert sorted(path.stem for path in SNAPSHOTS.glob("*.txt")) == ASKED


@pytest.mark.parametrize("name", ASKED)
def test_order_is_total_on_every_span(books: duckdb.DuckDBPyConnection, name: str) -> None:
    text = books.cursor().execute("select json_serialize_sql($1)", [CATALOGUE[name].sql])
    order = syntax.order(json.loads(text.fetchall()[0][0])["statements"][0]["node"])
    for span in SPANS:
        given = fitting(name, span)
        if given is not None:
            frame = ask(books, name, **given).frame
            assert not frame.duplicated(subset=order).any(), f"{name} {given}"


@pytest.mark.parametrize("name", ASKED)
def test_empty_books_answer_without_a_number(name: str, empty: duckdb.DuckDBPyConnection) -> None:
    for span in SPANS:
        given = fitting(name, span)
        if given is None or name in {"account_rows", "ledger_totals"}:
            continue
        frame = ask(empty, name, **given).frame
        kinds = {each.name: each.type for each in CATALOGUE[name].columns}
        for column in frame:
            if kinds[column] in {"money", "share", "ratio"}:
                assert frame[column].isna().all(), f"{name}.{column}"


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with query_world.world({}) as connection:
        yield connection


@pytest.mark.parametrize("name", OPENING)
def test_figures_open_to_rows_that_add_up(books: duckdb.DuckDBPyConnection, name: str) -> None:
    opened = 0
    for span in SPANS:
        given = fitting(name, span)
        if given is None:
            continue
        for _, row in ask(books, name, **given).frame.iterrows():
            for column, way in CATALOGUE[name].lines.items():
                below = query.lines(name, row, given, column)
                frame = ask(books, below.name, **below.parameters).frame
                assert {"batch", "row_no", "line"} <= set(frame)
                for figure, told in way.adds.items():
                    if pd.isna(row[figure]):
                        continue
                    assert int(row[figure]) == _added(frame, told), f"{name} {figure} {dict(row)}"
                    opened += 1
    assert opened


def _added(frame: pd.DataFrame, told: str) -> int:
    if told == "*":
        return len(frame)
    if told.startswith("distinct "):
        return int(frame[told.removeprefix("distinct ")].nunique())
    return int(frame[told].fillna(0).sum())


def test_every_ledger_has_its_rows() -> None:
    for name, ledger in ledgers().items():
        asked = CATALOGUE[f"{name}_rows"]
        shown = {each.name for each in asked.columns}
        hidden = {
            each.stored for each in ledger.columns
            if each.personal == "sensitive" and each.type != "list"
        }
        assert {"batch", "row_no", "line"} <= shown
        assert not shown & hidden, f"{name}: {shown & hidden}"


def test_rows_of_ledgers_are_filtered_by_unit_period_and_text(
    books: duckdb.DuckDBPyConnection,
) -> None:
    assert len(ask(books, "dues_rows").frame) == 14
    assert len(ask(books, "dues_rows", unit="S").frame) == 13
    assert len(ask(books, "dues_rows", only_unit="S").frame) == 1
    assert len(ask(books, "dues_rows", **{"from": "2024-02"}).frame) == 4
    assert len(ask(books, "dues_rows", text="王一").frame) == 4
    assert len(ask(books, "dues_rows", limit=3).frame) == 3
    pages = [ask(books, "dues_rows", limit=5, offset=at).frame for at in (0, 5, 10)]
    pd.testing.assert_frame_equal(
        pd.concat(pages, ignore_index=True), ask(books, "dues_rows").frame, check_dtype=False
    )
    assert list(ask(books, "voucher_rows", text="运动会", word="记").frame["line"]) == [
        14, 15, 16, 17
    ]
