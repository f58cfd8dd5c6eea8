"""Whole office tables read to the last value: right at first sight, and never wrong without asking.

`office_sheets.txt` holds the tables and what their rows should become. What only the user can answer
is answered as it says there; every other question is answered with what it proposes.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openbooks import contract, panel, shape, sheet
from openbooks.contract import Column
from openbooks.filling import filled_down
from openbooks.group import GROUPS
from openbooks.rows import RowReader
from openbooks.taking import facts_of
from tests import sheet_kit

TABLES = (Path(__file__).parent / "office_sheets.txt").read_text(encoding="utf-8")
SCHOOL = (("1", "清溪小学工会"),)
STREET = (
    *SCHOOL, ("L1", "临江机械工会"), ("L2", "临江印务工会"), ("L3", "临江纺织工会"),
)
TODAY = date(2024, 4, 1)
_PAIR = re.compile(r"(\w+)=(.+?)(?=\s+\w+=|$)")
_DAY = re.compile(r"D(?=\d{4}-\d)")
_YES = {"√": "是", "×": "否", "有": "是", "无": "否"}
# Found out from the other columns where the file does not say it.
_WORKED_OUT = {"year", "month", "line_no", "direction", "debit", "credit", "amount", "number", "word"}


@dataclass
class Office:
    """One table and what is said of it."""

    ledger: str
    file: str
    flags: frozenset[str]
    lines: list[tuple[str, list[str]]] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    months: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    scale: int = 1

    def of(self, kind: str) -> list[list[str]]:
        """The lines of one kind."""
        return [cells for mark, cells in self.lines if mark == kind]


@dataclass
class Seen:
    """What became of a table: the ledger it was taken for ("" where that is asked), what differs in
    silence, what is missing or wrongly proposed."""

    ledger: str
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def _offices() -> list[Office]:
    found: list[Office] = []
    for line in TABLES.splitlines():
        mark, rest = line[:1], line[2:]
        if mark == "@":
            ledger, file, _, flags = [part.strip() for part in (rest + "|||").split("|")[:4]]
            found.append(Office(ledger, file, frozenset(flags.split())))
            continue
        if not found or not mark:
            continue
        office = found[-1]
        if mark in "THDX":
            office.lines.append((mark, [cell.strip(" ") for cell in rest.split("|")]))
        elif mark == ">":
            office.taken |= {m[1]: m[2].strip() for m in _PAIR.finditer(rest)}
        elif mark == "=":
            column, _, said = rest.partition(":")
            office.values[column.strip()] = [each.strip() for each in said.split("|")]
        elif mark == "W":
            column, said = rest.split(None, 1)
            office.months[column] = [
                (month, int(place) - 1) for month, place in
                (each.split("=#") for each in said.split(","))
            ]
        elif mark == "?":
            office.answers |= {m[1]: m[2].strip() for m in _PAIR.finditer(rest)}
        elif mark == "-":
            office.free |= frozenset(rest.split())
        elif mark == "S":
            office.scale = int(rest)
    return found


OFFICES = _offices()


def _text(office: Office) -> str:
    """The table as a text file; a cell of numbers or dates is written as a spreadsheet shows it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for mark, cells in office.lines:
        writer.writerow([
            _DAY.sub("", cell).lstrip("'") if mark in "DX" else cell.replace("\\n", "\n")
            for cell in cells
        ])
    return out.getvalue()


def _said(column: Column, text: str, scale: int) -> str | None:
    """What a cell's text says, as it is compared."""
    text = _DAY.sub("", unicodedata.normalize("NFC", text.strip())).lstrip("'")
    if text in {"", "-", "—", "/"}:
        return None
    if column.type == "money":
        plain = unicodedata.normalize("NFKC", text)
        sign = -1 if plain.startswith(("(", "-")) else 1
        return f"{sign * scale * Decimal(re.sub(r'[^0-9.]', '', plain)):.2f}"
    if column.type == "date":
        parts = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
        if len(parts[0]) == 8:
            return f"{parts[0][:4]}-{parts[0][4:6]}-{parts[0][6:]}"
        return "-".join(f"{int(part):02d}" for part in parts[:3])
    return _YES.get(text, text) if column.type == "boolean" else text


def _wanted(office: Office) -> list[dict[str, str]]:
    """What each record of the table should become."""
    ledger = contract.ledger(office.ledger)
    heads = office.of("H")
    above: dict[str, str] = {}
    found = []
    for at, cells in enumerate(office.of("D")):
        row: dict[str, str] = {}
        for name, ref in office.taken.items():
            bare = ref.removesuffix("^")
            place = int(bare[1:]) - 1 if bare.startswith("#") else next(
                head.index(bare) for head in heads if bare in head
            )
            text = cells[place] if place < len(cells) else ""
            if ref.endswith("^"):
                text = above[name] = text or above.get(name, "")
            said = _said(ledger.column(name), text, office.scale)
            if said is not None:
                row[name] = said
        for name, values in office.values.items():
            if value := values[0] if len(values) == 1 else values[at]:
                row[name] = value
        found += _by_month(office, cells, row) if office.months else [row]
    return found


def _by_month(office: Office, cells: list[str], row: dict[str, str]) -> list[dict[str, str]]:
    """The rows of a record that holds several months; a cell of several is divided evenly."""
    found: dict[str, dict[str, str]] = {}
    for name, months in office.months.items():
        column = contract.ledger(office.ledger).column(name)
        shared = Counter(place for _, place in months)
        for month, place in months:
            said = _said(column, cells[place] if place < len(cells) else "", office.scale)
            if said is not None:
                this = found.setdefault(month, {**row, "month": month})
                this[name] = f"{Decimal(said) / shared[place]:.2f}"
    return [found[month] for month in sorted(found)]


def _shown(column: Column, value: Any) -> str | None:
    """A stored value as it is compared."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.type == "money":
        return f"{Decimal(value) / 100:.2f}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _same(office: Office, column: Column, got: str | None, want: str | None) -> bool:
    if got == want or {got, want} == {None, "0.00"}:
        return True
    if got is not None and want is not None and column.type in {"integer", "decimal", "identifier"}:
        return got.lstrip("0") == want.lstrip("0") or (
            column.type == "decimal" and Decimal(got) == Decimal(want)
        )
    if want is None and (column.generated or column.name == "unit_id"):
        return got is None or got.startswith("G") or got == "1"
    return want is None and office.ledger == "voucher" and column.name in _WORKED_OUT


@cache
def _seen(place: int) -> Seen:
    """The table of that place as it is read."""
    office = OFFICES[place]
    table = sheet_kit.table(_text(office), office.file)
    first = shape.recognise(table, office.file)
    seen = Seen(first[0].ledger if first and first[0].sure else "")
    units = STREET if "many" in office.flags else SCHOOL
    proposal = shape.propose(table, office.ledger, office.file, shape.Context(units, today=TODAY))
    asked = {each.column: each for each in proposal.questions}
    answers = {name: value for name, value in office.answers.items() if name in asked}
    for name, question in asked.items():
        if name not in answers and question.proposed is None:
            seen.missing.append(f"{question.title} 没有建议")
            answers[name] = question.options[0] if question.options else "1"
    mapping = shape.settle(proposal, answers)
    ledger = contract.ledger(office.ledger)
    reader = RowReader(ledger, mapping, facts_of(table, mapping, ledger))
    records = list(filled_down(ledger, mapping, sheet.records(table)))
    reader.look_over(records)
    got = [row.values for record in records for row in reader.read(record)[0] if not row.refused]
    wanted = _wanted(office)
    if len(got) != len(wanted) or panel.unread(table, mapping):
        seen.missing.append(f"{len(got)} 行，应为 {len(wanted)} 行")
        return seen
    for at, column in enumerate(ledger.columns):
        if column.name in office.free:
            continue
        pairs = [(_shown(column, row[at]), want.get(column.name))
                 for row, want in zip(got, wanted, strict=True)]
        other = [pair for pair in pairs if not _same(office, column, *pair)]
        if any(value is not None for value, _ in other) and column.name not in asked:
            seen.wrong.append(f"{column.name} {other[0]}")
        elif other:
            seen.missing.append(f"{column.name} {other[0]}")
    return seen


_EACH = pytest.mark.parametrize(
    "place", range(len(OFFICES)), ids=lambda place: f"{OFFICES[place].ledger} {OFFICES[place].file}"
)


def test_there_are_many_tables_of_all_ledgers() -> None:
    assert len(OFFICES) > 200
    assert {office.ledger for office in OFFICES} == set(contract.ledgers())
    assert set(contract.ledger("unit").column("kind").allowed) >= GROUPS


@_EACH
def test_nothing_is_loaded_wrong_without_a_question(place: int) -> None:
    seen = _seen(place)
    assert seen.wrong == []
    assert seen.ledger in {"", OFFICES[place].ledger}


def test_nearly_all_tables_are_right_at_first_sight() -> None:
    right = {
        f"{office.ledger} {office.file}": seen.missing
        for place, office in enumerate(OFFICES)
        if (seen := _seen(place)).missing or seen.ledger != office.ledger
    }
    assert len(right) <= 0.05 * len(OFFICES), right
