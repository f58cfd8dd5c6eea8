"""Mutated files through the whole door: no traceback, nothing lost, no amount that its cell does not say.

Each example is a file (tests/fuzz_kit.py) after up to five changes (tests/fuzz_changes.py), handed
to `inspect` and then to a ledger, in books that hold the unchanged files already.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbooks import contract, shape, sheet, validation
from openbooks.batchfile import rows_sql
from openbooks.books import Books
from openbooks.errors import FileRefused, OpenBooksError, WrongUse
from openbooks.intake import Answers, context_of, load_file, required_of
from openbooks.known import nothing_known
from openbooks.mapping import Mapping
from openbooks.question import LEAVE_OUT, YEARS
from openbooks.table import Source, Table
from openbooks.trial import Tried, discard, try_table
from openbooks.verification import verify
from tests import fuzz_changes
from tests.door import books_in, rows
from tests.fuzz_kit import Seed, fen_of, is_nothing, lines_of, seeds, sheets_of, splits_of

SETS = {"dues": {"month": "2024-03"}, "bank": {"account_no": "6222000000001"}}
HELD = frozenset(("bank", "dues", "member", "voucher"))
AT = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
ENTERED = {
    "date": "2024-03-05", "month": "2024-03", "period": "2024", "money": "7777.77", "integer": "1",
    "decimal": "1", "boolean": "是", "time": "2024-03-05 10:00:00", "identifier": "U1",
}
CHANGE = st.tuples(
    st.integers(0, 40), st.integers(0, 1 << 20), st.integers(0, 1 << 10), st.integers(0, 1 << 8)
)
# Cells of the amounts of the line that a row is made of: (line, part) → each way to split it.
Cells = Callable[[int], list[list[str]]]


@dataclass
class Told:
    """What became of the files, for the figures of a run."""

    counts: Counter[str] = field(default_factory=Counter)


TOLD = Told()


def changed(seed: Seed, changes: Sequence[tuple[int, int, int, int]]) -> bytes:
    """The content of a seed after its changes."""
    content = seed.content
    old = content.startswith(b"\xd0\xcf")
    kinds = fuzz_changes.BOOK if seed.is_book else fuzz_changes.OLD_BOOK if old else fuzz_changes.TEXT
    for kind, first, second, choice in changes:
        content = kinds[kind % len(kinds)](content, first, second, choice)
    return content


@cache
def all_seeds() -> list[Seed]:
    """The seeds, made once."""
    return seeds()


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books that hold some of the files as they were."""
    return loaded(tmp_path_factory.mktemp("fuzz"))


def loaded(folder: Path) -> Books:
    """Books with one unchanged file of some ledgers, so that there are duplicates and conflicts."""
    made = books_in(folder)
    path = folder / "seed"
    held: set[str] = set()
    for seed in all_seeds():
        if seed.ledger in HELD - held:
            path.write_bytes(seed.content)
            try:
                load_file(made, path, Answers(seed.ledger, accept=True), "测试", AT, name=seed.name)
                held.add(seed.ledger)
            except OpenBooksError as error:
                assert_a_sentence(error)
    return made


def assert_a_sentence(error: OpenBooksError) -> None:
    """What is refused is refused in one Chinese sentence."""
    assert re.search("[\u4e00-\u9fff]", str(error)), error
    assert "Traceback" not in str(error)


def test_a_mutated_file_is_refused_with_a_sentence_or_read_with_every_amount(
    books: Books, tmp_path_factory: pytest.TempPathFactory, amount: Callable[[int], int]
) -> None:
    folder = tmp_path_factory.mktemp("files")

    @settings(max_examples=amount(5000))
    @given(st.sampled_from(all_seeds()), st.lists(CHANGE, min_size=1, max_size=5))
    def holds(seed: Seed, changes: list[tuple[int, int, int, int]]) -> None:
        hand_in(books, folder, seed, changed(seed, changes))

    holds()
    files = TOLD.counts["files"]
    assert TOLD.counts["rows"] > files and 4 * TOLD.counts["loaded"] > files


def hand_in(books: Books, folder: Path, seed: Seed, content: bytes) -> None:
    """Inspect one file and try it, with an answer for every question."""
    path = folder / "file"
    path.write_bytes(content)
    TOLD.counts["files"] += 1
    try:
        source = sheet.read(path, seed.name, folder)
    except FileRefused as refused:
        assert_a_sentence(refused)
        assert refused.problem.message.endswith("。") and "\n" not in refused.problem.message
        TOLD.counts["refused"] += 1
        return
    try:
        assert all(table.accounted for table in source.tables)
        assert sheet.inspect(source)["tables"]
        every_line_has_a_place(source, content)
        the_readers_agree(source, path, folder)
        for table in source.tables:
            TOLD.counts["tables"] += 1
            if table.header_line:
                load(books, source, path, table, seed, content)
        if len(content) % 5 == 0:
            whole(books, path, seed)
    finally:
        sheet.release(source)


def whole(books: Books, path: Path, seed: Seed) -> None:
    """The whole file through the door, as a clerk does who accepts what is proposed."""
    try:
        receipts = load_file(books, path, Answers(seed.ledger, accept=True), "测试", AT, True, seed.name)
    except OpenBooksError as error:
        assert_a_sentence(error)
        return
    assert all(receipt.balanced for receipt in receipts)


def load(
    books: Books, source: Source, path: Path, table: Table, seed: Seed, content: bytes
) -> None:
    """Try one table and hold every row against the file."""
    try:
        mapping = settled(books, source, table, seed.ledger)
        tried = try_table(books, source, path, table, mapping)
    except WrongUse as error:
        assert_a_sentence(error)
        TOLD.counts["asked"] += 1
        return
    try:
        receipt = tried.receipt
        assert receipt.balanced, receipt
        assert receipt.records == table.read, (receipt.records, table.read)
        TOLD.counts["loaded"] += 1
        rows = rows_of(tried)
        TOLD.counts["rows"] += len(rows)
        for total in receipt.sums:
            name = contract.ledger(receipt.ledger).column(total.column).stored
            kept = [row for row in rows if row["load_status"] == "accepted"]
            assert total.accepted == sum(row[name] or 0 for row in kept), total
        cells = cells_in(source, table, content)
        if cells is not None:
            for row in rows:
                amounts_stand(row, cells(row["line"]), table, mapping)
    finally:
        discard(tried)


@cache
def known_to(books: Books) -> shape.Context:
    """What the books know; nothing is loaded into them while the test runs."""
    return context_of(books, books.state())


def settled(books: Books, source: Source, table: Table, ledger: str) -> Mapping:
    """The mapping after a clerk answered: what is proposed, else a value, else left out."""
    proposal = shape.propose(table, ledger, source.name, known_to(books))
    columns = contract.ledger(ledger).columns_by_name
    answers = {}
    for each in proposal.questions:
        if each.column == YEARS:
            answers[YEARS] = each.proposed or "2024"
        elif each.proposed is None and each.column in required_of(ledger):
            column = columns[each.column]
            answers[each.column] = next(iter(column.allowed), ENTERED.get(column.type, "甲"))
        elif each.proposed is None:
            answers[each.column] = LEAVE_OUT
    return shape.settle(proposal, answers)


@cache
def reading() -> duckdb.DuckDBPyConnection:
    """A connection that reads the rows of trials."""
    return duckdb.connect()


def rows_of(tried: Tried) -> list[dict[str, Any]]:
    """The rows of a trial as they would be stored."""
    found = reading().execute(rows_sql(tried.checked.ledger, [tried.matched.file]))
    names = [each[0] for each in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def every_line_has_a_place(source: Source, content: bytes) -> None:
    """Each physical line of a text without quotes is one record of one table."""
    if source.kind not in ("csv", "tsv") or b'"' in content:
        return
    lines = lines_of(content, source.encoding)
    placed = {
        each.line for table in source.tables
        for each in (*sheet.records(table), *table.dropped, *table.unread)
    }
    assert placed == set(range(1, len(lines) + 1))


def cells_in(source: Source, table: Table, content: bytes) -> Cells | None:
    """How the oracle reads the lines of this table; None where it cannot (old workbooks, pages)."""
    if source.kind in ("csv", "tsv"):
        lines = lines_of(content, source.encoding)
        return lambda line: splits_of(lines, line, source.delimiter)
    if source.kind != "xlsx" or len(source.tables) > 1:
        return None
    try:
        held = sheets_of(content)
    except (KeyError, ValueError, IndexError, ElementTree.ParseError, zipfile.BadZipFile):
        return None
    rows = held[0]
    return lambda line: [[rows.get(line, {}).get(at, "") for at in range(300)]]


def amounts_stand(
    row: dict[str, Any], splits: list[list[str]], table: Table, mapping: Mapping
) -> None:
    """Each amount of a stored row is what its cell says; where no one cell gives it, one of the line."""
    scales = {1, *(link.scale for link in mapping.links)}
    on_line = {0} | {
        sign * fen for cells in splits for cell in cells for scale in scales
        if (fen := fen_of(cell, scale)) is not None for sign in (1, -1)
    }
    on_line |= {fen for each in mapping.constants if (fen := fen_of(each.value)) is not None}
    offset = table.panels[0].first if len(table.panels) == 1 else 0
    for column in contract.ledger(mapping.ledger).columns:
        if column.type != "money":
            continue
        value = row[column.stored]
        assert value is None or value in on_line, (row, column.name, splits)
        link = mapping.link(column.name)
        wide = mapping.wide and dict(mapping.wide.amounts).get(column.name)
        if wide and len(table.panels) < 2:
            places = [at for at, month in wide if month == row[mapping.wide.column]]
            assert says(value, splits, [each + offset for each in places], 1), (row, column.name)
        elif link is not None and link.how == "cell" and len(table.panels) < 2:
            assert says(value, splits, [link.cells[0] + offset], link.scale), (
                row, column.name, splits, link,
            )


def says(value: int | None, splits: list[list[str]], places: list[int], scale: int) -> bool:
    """Whether one of the ways to split the line has this value in one of these places."""
    for cells in splits:
        for place in places:
            cell = cells[place] if place < len(cells) else ""
            fen = fen_of(cell, scale)
            if (fen == value and value is not None) or (is_nothing(cell) and not value):
                return True
    return False


def the_readers_agree(source: Source, path: Path, folder: Path) -> None:
    """What the fast road takes of a text is what the slow one reads, record for record."""
    if source.kind not in ("csv", "tsv"):
        return
    fast = sheet.read(path, source.name, folder, 0)
    try:
        if not any(table.regular for table in fast.tables):
            return
        TOLD.counts["regular"] += 1
        (one,), (other,) = fast.tables, source.tables
        assert list(sheet.records(one)) == list(sheet.records(other))
        assert (one.header, one.dropped, one.rows, one.read) == (
            other.header, other.dropped, other.rows, other.read,
        )
        assert sheet.inspect(fast)["tables"] == sheet.inspect(source)["tables"]
        for ledger in recognised(other, source):
            mapping = plain_mapping(other, source, ledger)
            assert outcome(one, mapping, folder) == outcome(other, mapping, folder)
    finally:
        sheet.release(fast)


def recognised(table: Table, source: Source) -> Iterator[str]:
    """The ledger that a table looks like most."""
    yield from (each.ledger for each in shape.recognise(table, source.name)[:1])


def plain_mapping(table: Table, source: Source, ledger: str) -> Mapping:
    """The links that the header gives, without a question."""
    return shape.propose(table, ledger, source.name, shape.Context(today=AT.date())).mapping


def outcome(table: Table, mapping: Mapping, folder: Path) -> tuple[object, ...]:
    """Everything that validation says of a table."""
    ledger = contract.ledger(mapping.ledger)
    try:
        checked = validation.validate(table, mapping, ledger, nothing_known(), folder / "rows.parquet")
    except WrongUse as error:
        return (str(error),)
    rows = reading().execute(
        f"select * exclude (row_no) from ({rows_sql(ledger, [checked.file])}) order by line, cell"
    ).fetchall()
    said = [(p.line, p.column, p.value, p.severity, p.code, p.message) for p in checked.problems]
    return rows, checked.rows, checked.read_rows, checked.refused, checked.money, said


def test_mutated_files_that_are_loaded_add_up_in_the_books_and_the_history_holds(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    books = books_in(tmp_path)
    chance = Random(7)
    ledgers = {"dues": "paid", "voucher": "debit", "bank": "amount"}
    chosen = [seed for seed in all_seeds() if seed.ledger in ledgers and not seed.is_book]
    sums: Counter[str] = Counter()
    for _ in range(amount(300)):
        seed = chance.choice(chosen)
        changes = [tuple(map(chance.randrange, (41, 1 << 20, 1 << 10, 1 << 8)))]
        path = tmp_path / "file"
        path.write_bytes(changed(seed, changes))
        answers = Answers(seed.ledger, sets=SETS.get(seed.ledger, {}), accept=True)
        try:
            receipts = load_file(books, path, answers, "测试", AT, name=seed.name)
        except OpenBooksError as error:
            assert_a_sentence(error)
            continue
        for receipt in (each for each in receipts if not each.already):
            assert receipt.balanced and receipt.ledger == seed.ledger
            sums[seed.ledger] += sum(
                each.accepted for each in receipt.sums if each.column == ledgers[seed.ledger]
            )
    assert len(sums) == len(ledgers)
    for ledger, column in ledgers.items():
        ((stored,),) = rows(books, f"select coalesce(sum({column}_fen), 0)::bigint from {ledger}")
        assert stored == sums[ledger], ledger
    assert verify(books.home).ok
