"""Tables as offices write them are recognised and mapped, and what is not sure is asked.

`office_tables.txt` holds the tables. They were written as offices write, not from the contracts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from openbooks import contract, shape
from openbooks.table import Record, Table

TABLES = (Path(__file__).parent / "office_tables.txt").read_text(encoding="utf-8")
BOOKS = shape.Context(
    units=(
        ("U1", "临江街道总工会"), ("U2", "清溪小学工会"), ("U3", "临江机械工会"), ("L000", "江南工会"),
    ),
    today=date(2024, 6, 1),
)
_EXPECTED = re.compile(r"(\w+)(?::(\w+))?(?:=(.*?))?(?= \w+(?::\w+)?=| \w+:wide|$)")


@dataclass(frozen=True)
class Office:
    """One table with what it should be: column → (how, headers joined by +)."""

    name: str
    ledger: str
    file: str
    table: Table
    expected: dict[str, tuple[str, str]]


def table_of(
    header: list[str], rows: list[list[str]], titles: list[str] | None = None, sheet: str = ""
) -> Table:
    """A table as `sheet.read` would give it."""
    titles = titles or []
    top = len(titles) + 1
    records = tuple(Record(top + 1 + n, tuple(row)) for n, row in enumerate(rows))
    return Table(
        sheet=sheet, hidden=False, header_line=top, header=tuple(header), written=tuple(header),
        header_records=(top,), titles=tuple((n + 1, text) for n, text in enumerate(titles)),
        records=records, regular=None, dropped=(), unread=(), balances=(), problems=(),
        date1904=False, rows=len(records), read=len(records),
    )


def _offices() -> list[Office]:
    found = []
    for block in TABLES.strip().split("\n\n")[1:]:  # the first says how the others are written
        first, header, *rows, last = block.strip().split("\n")
        ledger, file, sheet, titles = (part.strip() for part in (first + " |" * 3).split("|")[:4])
        expected = {
            m[1]: (m[2] or "cell", m[3] or "") for m in _EXPECTED.finditer(last[1:].strip())
        }
        table = table_of(
            header.split(","), [row.split(",") for row in rows],
            [text for text in titles.split(" / ") if text], sheet,
        )
        found.append(Office(first, ledger, file, table, expected))
    return found


OFFICES = _offices()


def taken(proposal: shape.Proposal) -> dict[str, tuple[str, str]]:
    """Column → (how, headers) of a proposal."""
    found = {
        link.column: (link.how, "+".join(link.headers)) for link in proposal.mapping.links
    }
    if proposal.mapping.wide:
        found[proposal.mapping.wide.value] = ("wide", "")
    return found


def test_there_are_many_offices_and_all_ledgers_among_them() -> None:
    assert len(OFFICES) >= 100
    assert {office.ledger for office in OFFICES} == {
        "unit", "member", "dues", "voucher", "account", "balance", "bank", "budget", "assistance",
        "activity", "participation", "result", "parameter", "target", "milestone", "calendar",
    }


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_no_table_is_taken_for_another_ledger_without_asking(office: Office) -> None:
    candidates = shape.recognise(office.table, office.file)
    assert candidates and office.ledger in {each.ledger for each in candidates}
    assert all(each.ledger == office.ledger for each in candidates if each.sure)
    assert sum(each.sure for each in candidates) <= 1
    assert all(0 <= each.score <= 1 and each.reason for each in candidates)


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_no_column_is_taken_for_another_without_asking(office: Office) -> None:
    proposal = shape.propose(office.table, office.ledger, office.file, BOOKS)
    asked = {question.column for question in proposal.questions}
    wrong = {
        column: (got, office.expected.get(column))
        for column, got in taken(proposal).items()
        if got != office.expected.get(column) and column not in asked
    }
    assert not wrong


def test_nearly_all_columns_and_ledgers_are_right_at_first() -> None:
    right = total = ledgers = 0
    for office in OFFICES:
        got = taken(shape.propose(office.table, office.ledger, office.file, BOOKS))
        # which unit a department belongs to is not in the header: it is rightly asked
        expected = {k: v for k, v in office.expected.items() if k != "unit_id" or k in got}
        right += sum(got.get(column) == how for column, how in expected.items())
        total += len(expected)
        first = shape.recognise(office.table, office.file)[0]
        ledgers += first.ledger == office.ledger
    assert right / total >= 0.97
    assert ledgers / len(OFFICES) >= 0.97


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_in_books_without_units_the_units_are_those_of_the_file(office: Office) -> None:
    empty = shape.Context(today=date(2024, 6, 1))
    got = taken(shape.propose(office.table, office.ledger, office.file, empty))
    if "unit_id" in office.expected:
        assert got.get("unit_id") == office.expected["unit_id"]


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_every_cell_is_taken_or_listed_as_ignored(office: Office) -> None:
    mapping = shape.propose(office.table, office.ledger, office.file, BOOKS).mapping
    used = {cell for link in mapping.links for cell in link.cells}
    used |= {cell for cell, _ in mapping.wide.months} if mapping.wide else set()
    assert not used & set(mapping.ignored)
    assert used | set(mapping.ignored) == {
        index for index, text in enumerate(office.table.header) if text
    }


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_what_a_ledger_requires_has_a_source_or_a_question(office: Office) -> None:
    proposal = shape.propose(office.table, office.ledger, office.file, BOOKS)
    mapping = proposal.mapping
    sources = {each.column for each in (*mapping.links, *mapping.constants)}
    sources |= {mapping.wide.column, mapping.wide.value} if mapping.wide else set()
    sources |= {question.column for question in proposal.questions}
    ledger = contract.ledger(office.ledger)
    assert {column.name for column in ledger.columns if column.required} <= sources
    assert all(set(group) & sources for group in ledger.one_of)
