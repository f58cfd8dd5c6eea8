"""The real files beside the project, against the totals that others took of them (controls.json).

Where we are right and the totals differ, CORRECTIONS says what is right and why.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openbooks import sheet
from openbooks.errors import FileRefused

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real"

# File → key of its controls → (what is right, why).
CORRECTIONS: dict[str, dict[str, tuple[object, str]]] = {
    "uk_Feb-2016.csv": {
        "rows": (22, "the last record is a disclaimer; the README says that it must be excluded"),
    },
    "uk_epcs-dwp-cmg-spend-july-2017.csv": {
        "header_line": (6, "the title above is one record of two physical lines"),
        "header": (
            [
                "Line Number", "Posting Date", "MCH.Merchant Category Code (MCC)",
                "MCH.Merchant Name", "FIN.Transaction Amount", "Description", "",
            ],
            "the controls have the misprint of the published parameters (Merchange)",
        ),
        "sums": (
            {
                "MCH.Merchant Category Code (MCC)": {"sum": "39539", "nonblank": 5},
                "FIN.Transaction Amount": {"sum": "2590.20", "nonblank": 5},
            },
            "the controls name a column by the misprint",
        ),
    },
}
# US-ASCII is a part of UTF-8; a reader that decodes strictly has no third name for it.
SAME_ENCODING = {"ascii": "utf-8"}


@cache
def controls() -> dict[str, dict[str, Any]]:
    """File → its totals; none where the real files are not on this machine."""
    path = REAL / "controls.json"
    return json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else {}


def tables(classes: str) -> list[str]:
    """The files of these classes that hold a table."""
    return sorted(
        name for name, known in controls().items()
        if name[0] in classes and known["format"] in ("csv", "xlsx", "xls")
    )


def right(name: str, key: str, otherwise: object) -> Any:
    """What is right of a file: the correction, else the controls."""
    return CORRECTIONS.get(Path(name).name, {}).get(key, (otherwise,))[0]


def test_the_real_files_are_here(shared_real: Path) -> None:
    assert len(tables("ABCE")) > 25
    assert {Path(name).name for name in controls()} >= set(CORRECTIONS)


@pytest.mark.parametrize("name", tables("ABCE"))
def test_inspect_agrees_with_the_controls(name: str) -> None:
    known = controls()[name]
    source = sheet.read(REAL / name)
    assert all(table.accounted for table in source.tables)
    report = sheet.inspect(source)
    sheet.release(source)
    assert report["sha256"] == known["sha256"]
    if known["format"] == "csv":
        assert report["encoding"] == SAME_ENCODING.get(known["encoding"], known["encoding"])
        assert report["delimiter"] == known["delimiter"]
    (table,) = report["tables"]  # type: ignore[misc]
    assert table["header_line"] == right(name, "header_line", known["header_record_index"] + 1)
    header = right(name, "header", known["header"])
    assert table["columns"] == [cell.strip() for cell in header]
    assert len(table["columns"]) == known["columns"]
    assert table["rows"] == right(name, "rows", known["rows"])
    sums = {each["column"]: each for each in table["sums"]}
    for column, total in right(name, "sums", known.get("sums", {})).items():
        if total["nonblank"] == 0:
            assert column not in sums
            continue
        found = sums[column]
        assert Decimal(found["sum"]) == Decimal(total["sum"]), column
        assert found["numeric"] == total["nonblank"], column
        assert found["text"] == total.get("not_numeric", 0), column
        assert found["numeric"] + found["text"] + found["blank"] == table["rows"], column


@pytest.mark.parametrize("name", tables("D"))
def test_a_nasty_file_is_read_with_every_record_or_refused_with_a_sentence(name: str) -> None:
    try:
        source = sheet.read(REAL / name)
    except FileRefused as refused:
        assert refused.problem.message.endswith("。")
        return
    assert all(table.accounted for table in source.tables)
    assert sheet.inspect(source)["tables"]


def test_groups_of_statements_add_up(shared_real: Path) -> None:
    groups = 0
    for name in tables("BCE"):
        known = controls()[name]
        for key in [key for key in known if key.startswith("by ")]:
            by, amount = key.removeprefix("by ").split(" / ")
            (table,) = sheet.read(shared_real / name).tables
            names = [each.strip() for each in table.written]
            found: dict[str, list[Decimal]] = {}
            ragged = table.unread
            for record in (*sheet.records(table), *ragged):
                cell = record.cells[names.index(amount)].split("(")[0]
                number = Decimal(cell.strip().lstrip("¥$").replace(",", "") or 0)
                found.setdefault(record.cells[names.index(by)].strip(), []).append(number)
            for group, expected in known[key].items():
                assert len(found[group]) == expected["rows"], (name, group)
                assert sum(found[group]) == Decimal(expected["sum"]), (name, group)
                groups += 1
    assert groups > 20


def test_the_kingdee_journal_drops_its_unlabelled_total_with_a_warning(shared_real: Path) -> None:
    (table,) = sheet.read(shared_real / "B_cn_statements" / "kingdee_kis_journal.xlsx").tables
    assert table.rows == 525
    assert [(each.line, each.severity, each.code) for each in table.problems] == [
        (527, "warn", "suspected_total")
    ]
    assert "借方 23545478358.51，明细之和 1072760031.81" in table.problems[0].message
    assert (table.dropped[-1].line, table.dropped[-1].reason) == (527, "合计行")


def test_the_total_of_a_bank_statement_that_is_not_its_rows_is_a_warning(
    shared_real: Path,
) -> None:
    (table,) = sheet.read(shared_real / "B_cn_statements" / "icbc_debit_v1.csv").tables
    assert table.unread == ()
    assert {(each.line, each.column, each.code) for each in table.problems} == {
        (20, "记账金额(收入)", "total_mismatch"), (20, "记账金额(支出)", "total_mismatch"),
    }


def test_rows_of_the_payments_that_do_not_fit_their_header_are_unread(shared_real: Path) -> None:
    (table,) = sheet.read(shared_real / "C_spending_audit" / "payments_50000_input.csv").tables
    assert (table.rows, len(table.unread)) == (49772, 228)
    assert {each.code for each in table.problems} == {"column_count"}
    assert {each.line for each in table.problems} == {each.line for each in table.unread}
