"""The real files beside the project, against the totals that others took of them (controls.json).

Where we are right and the totals differ, CORRECTIONS says what is right and why; REFUSED names the
files that must be refused, and for what. Not looked at are the figures of `benford`, `audit` and
`published_result`: they are for rules about books and say nothing of reading.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
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
        "clean": (None, "the clean file has the misprint, and an empty cell more on every line"),
    },
    "uk_HMRC_spending_over_25000_for_September_2018.csv": {
        "clean": (None, "its stray C1 characters (\\x96) are dashes in the clean file; we keep bytes"),
    },
    "pollock_file_header_multirow_2.csv": {
        "header_line": (1, "the second row repeats the first, word for word: no second level"),
        "header": (
            ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL",
             "Comments"],
            "the clean file joins the two rows to DATE DATE",
        ),
        "sums": (
            {"Qty": {"sum": "452", "nonblank": 83}, "Price": {"sum": "3970.63", "nonblank": 83}},
            "the controls call the columns Qty Qty and Price Price",
        ),
        "clean": (None, "the clean file has the joined names"),
    },
    "pollock_file_multitable_same.csv": {
        "rows": (165, "the header in line 85 is one of the 166 that the controls count as rows"),
        "clean": (None, "the clean file holds the first of the two tables"),
    },
    "pollock_row_less_sep_row10_col1.csv": {
        "clean": (None, "line 11 lost a delimiter; it is refused, and not guessed as the clean file does"),
    },
    "pollock_row_extra_quote10_col2.csv": {
        "clean": (None, "line 11 has an odd quote; it is refused, and not guessed as the clean file does"),
    },
}
# File → the code of its refusal, why it is right.
REFUSED = {
    "pollock_file_no_header.csv": ("no_header", "there is none, and we make no names up"),
    "duckdb_encodings__all_latin1.csv": ("encoding_unknown", "latin-1 cannot fail and only garbles"),
    "frictionless_latin1.csv": ("encoding_unknown", "the same"),
    "duckdb_thousands_separator__simple_quoted.csv": ("no_header", "nothing but amounts"),
    "duckdb_test__mixed_line_endings.csv": ("no_header", "three rows of data"),
    "duckdb_nullbyte.csv": ("nul_bytes", "design.md §4"),
    "frictionless_merged-cells.xlsx": ("no_header", "one cell over the whole sheet"),
    "frictionless_preserve-formatting.xlsx": ("no_header", "its first row is number formats"),
    "lm_data_meta.txt": ("no_header", "a listing of columns in print, no table"),
    "ar_rates_dues_fees_meta.txt": ("no_header", "the same"),
    "ar_receipts_total_meta.txt": ("no_header", "the same"),
    "ar_membership_meta.txt": ("no_header", "the same"),
}
# Odd files whose controls do not say where the header stands: line, rows, lines that are unread.
ODD = {
    "duckdb_auto__utf8bom.csv": (1, 2, []),
    "duckdb_auto__skip_row.csv": (2, 1, []),
    "duckdb_auto__multiple_skip_row.csv": (3, 1, []),
    "duckdb_blank_line.csv": (1, 10, []),
    "duckdb_comma_decimal_null.csv": (1, 8, []),
    "duckdb_decimal_separators__decimal_separators.csv": (1, 5, []),
    "duckdb_dirty_line.csv": (2, 2, []),
    "duckdb_borked_date.csv": (1, 2069, []),
    "duckdb_big_number.csv": (1, 1, []),
    "duckdb_double_quoted_header.csv": (1, 2, []),
    "duckdb_issue2628_中文.csv": (1, 3, []),
    "duckdb_leading_zeros.csv": (1, 6, []),
    "duckdb_header_normalize.csv": (1, 3, []),
    "duckdb_mixed_decimal.csv": (1, 5, []),
    "duckdb_inconsistent_cells.csv": (2, 4, [3, 6, 7]),
    "frictionless_bom.csv": (1, 2, []),
    "frictionless_blank-rows.csv": (1, 2, []),
    "frictionless_blank-headers.csv": (1, 2, []),
    "frictionless_duplicate-headers.csv": (1, 2, []),
    "frictionless_invalid.csv": (1, 3, [5]),
    "frictionless_leading-zeros.csv": (1, 3, []),
    "frictionless_structure-errors.csv": (1, 3, [5]),
    "frictionless_skip-rows.csv": (2, 3, [4]),
    "frictionless_multiline-headers.xlsx": (1, 1, []),
}
# US-ASCII is a part of UTF-8; a reader that decodes strictly has no third name for it.
SAME_ENCODING = {"ascii": "utf-8"}


@cache
def controls() -> dict[str, dict[str, Any]]:
    """File → its totals; none where the real files are not on this machine."""
    path = REAL / "controls.json"
    return json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else {}


def tables(classes: str, key: str = "header") -> list[str]:
    """The files of these classes that hold a table, and whose controls say `key` of it."""
    return sorted(
        name for name, known in controls().items()
        if name[0] in classes and known["format"] in ("csv", "xlsx", "xls")
        and Path(name).name not in REFUSED and known.get(key) is not None
    )


def right(name: str, key: str, otherwise: object) -> Any:
    """What is right of a file: the correction, else the controls."""
    return CORRECTIONS.get(Path(name).name, {}).get(key, (otherwise,))[0]


def test_the_real_files_are_here(shared_real: Path) -> None:
    assert len(tables("ABCE")) > 25
    names = {Path(name).name for name in controls()}
    assert names >= {*CORRECTIONS, *REFUSED, *ODD}
    texts = {Path(name).name for name, known in controls().items() if known["format"] == "text"}
    looked_at = {Path(name).name for name in tables("ABCDE")} | {*REFUSED, *ODD} | texts
    assert looked_at == names


@pytest.mark.parametrize("name", tables("ABCDE"))
def test_inspect_agrees_with_the_controls(name: str) -> None:
    known = controls()[name]
    source = sheet.read(REAL / name)
    assert all(table.accounted for table in source.tables)
    report = sheet.inspect(source)
    sheet.release(source)
    assert report["sha256"] == known["sha256"]
    if known["format"] == "csv":
        assert report["encoding"] == SAME_ENCODING.get(known["encoding"], known["encoding"])
        assert report["delimiter"] == known["delimiter"].replace("TAB", "\t")
    (table,) = report["tables"]  # type: ignore[misc]
    assert table["header_line"] == right(name, "header_line", known["header_record_index"] + 1)
    header = right(name, "header", known["header"])
    assert table["columns"] == [cell.strip() for cell in header]
    assert len(table["columns"]) == known["columns"]
    blank = [each for each in table["dropped"] if each["reason"] == "空行"]
    below = [each for each in blank if each["line"] > table["header_line"]]
    assert len(below) == known["blank_records_after_header"]
    if "physical_records" in known:
        assert table["records"] == known["physical_records"]
    totals = [each for each in table["dropped"] if each["reason"] == "合计行"]
    assert len(totals) == len(known["footer_rows"])
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


@pytest.mark.parametrize("name", tables("ABCDE", "expected_clean_file"))
def test_every_cell_is_that_of_the_clean_file(name: str) -> None:
    known = controls()[name]
    clean = (REAL / name).parent / Path(known["expected_clean_file"]).name
    with clean.open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if any(row)]
    rows = rows[: 1 + right(name, "rows", len(rows))]
    (table,) = sheet.read(REAL / name).tables
    read = [table.written, *(record.cells for record in sheet.records(table))]
    if right(name, "clean", rows) is not None:
        assert [[cell.strip() for cell in cells] for cells in read] == rows
    else:
        assert table.rows + len(table.unread) == right(name, "rows", known["rows"])


@pytest.mark.parametrize("name", tables("D", "expected_file"))
def test_every_object_is_that_of_the_expected_ones(name: str) -> None:
    known = controls()[name]
    expected = json.loads((REAL / name).with_name(Path(known["expected_file"]).name).read_text("utf-8"))
    (table,) = sheet.read(REAL / name).tables
    found = [dict(zip(table.written, each.cells, strict=True)) for each in sheet.records(table)]
    assert found == expected and len(found) == known["expected_json_objects"]


@pytest.mark.parametrize("name", sorted(name for name in controls() if Path(name).name in REFUSED))
def test_what_must_be_refused_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        sheet.read(REAL / name)
    assert refused.value.problem.code == REFUSED[Path(name).name][0]
    assert refused.value.problem.message.endswith("。")


@pytest.mark.parametrize("name", sorted(name for name in controls() if Path(name).name in ODD))
def test_an_odd_file_loses_no_record_and_reports_those_of_another_shape(name: str) -> None:
    known = controls()[name]
    (table,) = sheet.read(REAL / name).tables
    line, rows, unread = ODD[Path(name).name]
    assert table.accounted
    assert (table.header_line, table.rows + len(table.unread)) == (line, rows)
    assert [each.line for each in table.unread] == unread
    assert {each.line for each in table.problems if each.severity == "row"} == set(unread)
    if "nonblank_records" in known:
        blank = sum(each.reason == "空行" for each in table.dropped)
        assert table.read - blank == known["nonblank_records"]
        first = [each.strip() for each in known["first_record"]]
        assert first == list(table.written)[: len(first)] or table.titles[0][1] == " ".join(first)


def test_printed_texts_among_the_real_files_are_accounted_for_or_refused(shared_real: Path) -> None:
    texts = [name for name, known in controls().items() if known["format"] == "text"]
    assert len(texts) == 11
    for name in texts:
        if Path(name).name not in REFUSED:
            source = sheet.read(shared_real / name)
            assert all(table.accounted for table in source.tables), name


def test_receipts_of_the_unions_add_up_across_two_files(shared_real: Path) -> None:
    total = _by_report(shared_real, "lm_data_data_2021.txt", lambda name: name == "TTL_RECEIPTS")
    beside = {"RPT_ID", "ALL_OTHER_RECEIPTS", "INV_SALE_REINVESTMENTS"}
    parts = _by_report(shared_real, "ar_receipts_total_data_2021.txt", lambda name: name not in beside)
    assert len(parts) == 2272
    assert parts == {report: total[report] for report in parts}


def _by_report(folder: Path, name: str, wanted: Callable[[str], bool]) -> dict[str, int]:
    """Report → the sum of the wanted columns."""
    (table,) = sheet.read(folder / "A_union_finance" / name).tables
    at = table.header.index("RPT_ID")
    columns = [place for place, name in enumerate(table.header) if wanted(name)]
    return {
        record.cells[at]: sum(int(record.cells[place] or 0) for place in columns)
        for record in sheet.records(table)
    }


def test_the_vouchers_of_the_kingdee_journal_balance_when_filled_down(shared_real: Path) -> None:
    name = "B_cn_statements/kingdee_kis_journal.xlsx"
    known = controls()[name]["ledger"]
    (table,) = sheet.read(shared_real / name).tables
    at = {word: table.header.index(word) for word in ("凭证字号", "借方", "贷方")}
    sums: dict[str, list[Decimal]] = {}
    number = ""
    for record in sheet.records(table):
        number = record.cells[at["凭证字号"]] or number
        debit, credit = (Decimal(record.cells[at[side]] or 0) for side in ("借方", "贷方"))
        both = sums.setdefault(number, [Decimal(0), Decimal(0)])
        sums[number] = [both[0] + debit, both[1] + credit]
    assert len(sums) == known["vouchers"]
    assert sum(debit != credit for debit, credit in sums.values()) == known["unbalanced_vouchers"]
    assert table.rows == known["lines"]


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
