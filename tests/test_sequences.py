"""Random sequences of load, mend, undo, redo, supersede, hand in again, close and reopen.

Dues come as a list and with the months side by side, assistance as a list with names.
After every step the books are what a plain model says (`ledger_model`), row for row and line for
line; every report equals that of books built from scratch of the rows that count; the receipts add
up; history never shrinks. A walk of n steps is n sequences: each step is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from openbooks import query, sheet
from openbooks.access import LOCAL_STAFF
from openbooks.again import redo
from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.governing import close, reopen
from openbooks.loading import commit
from openbooks.mapping import Constant, Link, Mapping, Wide
from openbooks.mend import Mend
from openbooks.receipt import Receipt
from openbooks.resubmission import ORIGIN
from openbooks.standing import standing
from openbooks.trial import discard, try_table
from openbooks.undoing import undo
from openbooks.verification import reread, verify
from tests.door import AT, books_in, books_of, kept, origin_of, rows
from tests.door import load as loaded
from tests.ledger_model import Load, Model, Refusal, Values, numbered
from tests.test_queries import ASKED, CATALOGUE, YEAR, fitting

STEPS = 20
PARTS = 10  # of the walks, for as many processes as run the suite
SHARE = 5  # of the walks that ask, each asks one in so many of the audit rules
RULES = tuple(each for each in ASKED if CATALOGUE[each].folder == "audit")
REPORTS = tuple(each for each in ASKED if each not in RULES)
WHO = "测试"
MONTHS = ("2024-01", "2024-02", "2024-03")
PEOPLE = ("张三", "李四", "王五")
WIDE = "wide"  # dues with the months side by side
HEADERS = {
    "dues": ("会员编号", "所属月份", "应缴会费", "实缴会费"),
    "assistance": ("受助人姓名", "发放日期", "帮扶慰问类型", "金额", "发放方式"),
    WIDE: ("会员编号", "1月", "2月", "3月"),
}
COLUMNS = {
    "dues": 'member_id, "month", due_fen, paid_fen',
    "assistance": "recipient_name, paid_date::varchar, kind, amount_fen, payment_method",
}
NAMES = {
    "dues": ("member_id", "month", "due", "paid"),
    "assistance": ("recipient_name", "paid_date", "kind", "amount", "payment_method"),
    WIDE: ("member_id",),
}
MONEY = {"dues": (2, 3), "assistance": (3,), WIDE: (1, 2, 3)}
BAD = ("10.005", "x", "12..5")
PLACES = frozenset({"batch", "row_no", "line", "file", "line_no"})


def written(value: str, fen: bool) -> Any:
    """What the store holds for a cell of the model."""
    return round(float(value) * 100) if fen else value


@cache
def begun() -> dict[str, bytes]:
    """What a walk starts from: the roster, which the model does not follow."""
    def make(home: Path) -> Books:
        books = books_in(home.parent)
        people = [f"M{at},{name},1,2020-01-01" for at, name in enumerate(PEOPLE, 1)]
        roster = "\n".join(["会员编号,姓名,所属单位,入会日期", *people])
        receipt = loaded(books, home.parent, "member", roster)
        assert receipt.refused == 0, receipt
        return books

    return kept(make)


class Walk:
    """Books and their model, taken through random steps together."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, Random(seed)
        self.books, self.model = books_of(begun(), folder / "books"), Model()
        self.files: dict[int, tuple[Path, str, list[tuple[int, list[str]]]]] = {}
        self.closings: dict[str, int] = {}
        self.serial = 0

    def path(self, text: str) -> Path:
        """A new file of that text."""
        self.serial += 1
        path = self.folder / f"file{self.serial}.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def values(self, form: str) -> Values:
        """A random record; few different ones, so that they meet."""
        pick = self.chance.choice
        if form == WIDE:
            return pick(("M1", "M2", "M3")), *(pick(("10.00", "5.00", "")) for _ in MONTHS)
        if form == "dues":
            return pick(("M1", "M2", "M3")), pick(MONTHS), "10.00", pick(("10.00", "5.00", "0.00"))
        what, amount = pick(("生日", "住院")), pick(("100.00", "200.00"))
        return pick(PEOPLE), f"{pick(MONTHS)}-05", what, amount, "现金"

    def cells(self, form: str) -> list[str]:
        """A record as cells, now and then with an amount that cannot be read."""
        found = list(self.values(form))
        if self.chance.random() < 0.25:
            found[self.chance.choice(MONEY[form])] = self.chance.choice(BAD)
        return found

    def form(self, ledger: str) -> str:
        """How a file of the ledger is laid out."""
        return WIDE if ledger == "dues" and self.chance.random() < 0.4 else ledger

    def text(self, form: str, records: list[list[str]], origins: list[str] | None = None) -> Path:
        """The records as a file, each with a mark that no column takes, so that files differ."""
        self.serial += 1
        header = [*HEADERS[form], "流水"] + ([ORIGIN] if origins is not None else [])
        lines = [header]
        for at, cells in enumerate(records):
            mark = f"{self.serial}/{at}"
            lines.append([*cells, mark] + ([origins[at]] if origins is not None else []))
        return self.path("\n".join(",".join(line) for line in lines) + "\n")

    def load(
        self, form: str, path: Path, records: list[tuple[int, list[str]]], mends: list[Mend],
        replaces: int = 0, answers: dict[int, tuple[int, int]] | None = None,
    ) -> None:
        """Load a file into both; what the model refuses the books must refuse."""
        ledger = "dues" if form == WIDE else form
        meant = {line: list(cells) for line, cells in records}
        for each in mends:
            meant[each.line][each.place] = each.new
        readable = [
            (line, None if any(cell in BAD for cell in cells) else rows_of(form, cells))
            for line, cells in meant.items()
        ]
        entering, refused = numbered(ledger, readable)
        number = len(self.books.events) + 1
        try:
            load = self.model.hold(number, ledger, entering, refused, replaces, answers)
        except Refusal:
            load = None
        same = [each for each in self.model.living(ledger) if self.files[each.number][0] == path]
        try:
            receipt = self.commit(form, path, mends, replaces)
        except WrongUse:
            assert load is None
            return
        assert load is not None
        if not load.buried and all(row.duplicate for row in load.rows) and same:
            assert receipt.already and len(self.books.events) == number - 1
            return
        assert (receipt.batch, receipt.already) == (number, False)
        self.counts(receipt, load)
        assert (receipt.mended, receipt.answers) == (
            sum(each.old != each.new for each in mends), len(load.answers)
        )
        self.model.loads.append(load)
        self.files[number] = (path, form, records)

    def commit(self, form: str, path: Path, mends: list[Mend], replaces: int) -> Receipt:
        """Load one file with its mends through the door."""
        source = sheet.read(path)
        try:
            (table,) = source.tables
            links = tuple(
                Link(name, "cell", (at,), (table.header[at],)) for at, name in enumerate(NAMES[form])
            )
            mapping = Mapping(form, table.header, links)
            if form == WIDE:
                due = Constant("due", "10.00", "每月 10 元", True)
                wide = Wide("month", "paid", tuple(enumerate(MONTHS, 1)))
                mapping = Mapping("dues", table.header, links, (due,), wide)
            tried = try_table(self.books, source, path, table, mapping, replaces or None, mends)
            try:
                return commit(self.books, tried, WHO, AT)
            finally:
                discard(tried)
        finally:
            sheet.release(source)

    def counts(self, receipt: Receipt, load: Load) -> None:
        """The receipt adds up, and says what the model says."""
        assert receipt.balanced, receipt
        lines = {row.line for row in load.rows}
        fresh = {row.line for row in load.rows if not row.duplicate}
        assert (receipt.accepted, receipt.duplicates, receipt.refused) == (
            len(fresh), len(lines - fresh), len(load.refused)
        ), receipt
        assert {each.line for each in receipt.refused_records} == load.refused
        for each in receipt.sums:
            amounts = [record.amounts.get(each.column, 0) for record in receipt.refused_records]
            assert each.refused == sum(amounts)

    def step(self) -> None:
        """One random step."""
        ledger = self.chance.choice(("dues", "assistance"))
        living = [each.number for each in self.model.living(ledger)]
        undone = [each.number for each in self.model.loads if each.undone]
        kind = self.chance.choices(
            ("load", "supersede", "again", "mend", "answer", "undo", "redo", "close", "reopen"),
            (30, 10, 4, 8, 12, 16, 10, 3, 5),
        )[0]
        if kind in {"undo", "supersede", "again", "mend", "answer"} and not living:
            kind = "load"
        if kind == "load" or kind == "supersede":
            form = self.form(ledger)
            records = [self.cells(form) for _ in range(self.chance.randint(1, 5))]
            path, numbers = self.text(form, records), range(2, len(records) + 2)
            replaces = self.chance.choice(living) if kind == "supersede" else 0
            self.load(form, path, list(zip(numbers, records, strict=True)), [], replaces)
        elif kind in {"again", "mend"}:
            path, form, records = self.files[self.chance.choice(living)]
            if not path.read_text("utf-8").partition("\n")[0].endswith(ORIGIN):
                self.load(form, path, records, self.mends(form, records) if kind == "mend" else [])
        elif kind == "answer":
            self.answer(ledger, self.chance.choice(living))
        elif kind == "undo":
            self.undo(self.chance.choice(living))
        elif kind == "redo" and undone:
            self.redo(self.chance.choice(undone))
        elif kind == "close":
            self.close(self.chance.choice(MONTHS))
        elif kind == "reopen" and self.closings:
            month = self.chance.choice(sorted(self.closings))
            reopen(self.books, self.closings.pop(month), "更正", WHO, AT)
            self.model.closed.discard(month)

    def mends(self, form: str, records: list[tuple[int, list[str]]]) -> list[Mend]:
        """Corrections of some cells of a file."""
        found = {}
        for line, cells in records:
            if self.chance.random() < 0.5:
                place = self.chance.choice(MONEY[form])
                new = self.chance.choice(("10.00", "100.00", *BAD[:1]))
                found[line, place] = Mend(line, "", place, cells[place], new, "笔误", WHO)
        return list(found.values())

    def answer(self, ledger: str, of: int) -> None:
        """Hand in again some lines of a load, marked by where they come from."""
        batch = self.books.state().batch(of)
        path, _, theirs = self.files[self.origin(of)]
        newest = max(each.number for each in self.model.living(ledger)
                     if self.files[self.origin(each.number)][0] == path)
        some = self.chance.sample(theirs, self.chance.randint(1, len(theirs)))
        form = self.form(ledger)
        records = [self.cells(form) for _ in some]
        origins = [origin_of(batch, line) for line, _ in some]
        fresh = self.text(form, records, origins)
        self.load(
            form, fresh, [(at, cells) for at, cells in enumerate(records, 2)], [], 0,
            {at: (newest, line) for at, (line, _) in enumerate(some, 2)},
        )

    def origin(self, number: int) -> int:
        """The load of the file whose rows a load has."""
        return self.model.origin(number)

    def undo(self, number: int) -> None:
        """Undo in both, or be refused in both."""
        try:
            self.model.undo(number)
        except Refusal:
            with pytest.raises(WrongUse):
                undo(self.books, number, "错了", WHO, AT)
        else:
            undo(self.books, number, "错了", WHO, AT)

    def redo(self, number: int) -> None:
        """Redo in both, or be refused in both."""
        fresh = len(self.books.events) + 1
        try:
            load = self.model.redo(number, fresh)
        except Refusal:
            with pytest.raises(WrongUse):
                redo(self.books, number, WHO, AT)
            return
        receipt = redo(self.books, number, WHO, AT)
        assert (receipt.batch, receipt.again) == (fresh, number)
        self.counts(receipt, load)
        self.model.loads.append(load)
        self.files[fresh] = self.files[number]

    def close(self, month: str) -> None:
        """Close a month in both."""
        if month not in self.closings:
            behind = f"2024-{int(month[5:]) + 1:02d}"
            self.closings[month] = close(self.books, month, behind, "月结", WHO, AT)
            self.model.closed.add(month)

    def check(self, whole: bool) -> None:
        """Every row that counts, with its place; the last receipt as it stands (`whole`: every one)."""
        state = self.books.state()
        for ledger, columns in COLUMNS.items():
            found = rows(self.books, f"select batch, line, {columns} from {ledger} order by all")
            expected = sorted(
                (number, row.line, *(
                    written(value, at in MONEY[ledger]) for at, value in enumerate(row.values)
                ))
                for number, row in self.model.alive(ledger)
            )
            assert found == expected, ledger
        living = [each for each in self.model.loads if not each.undone]
        for load in living if whole else living[-1:]:
            self.stands(standing(self.books, state, state.batch(load.number)), load)

    def stands(self, receipt: Receipt, load: Load) -> None:
        """The receipt of a living load as it stands says what the model says of its lines."""
        assert receipt.balanced, receipt
        alive = {row.line for of, row in self.model.alive(load.ledger) if of == load.number}
        living = self.model.living(load.ledger)
        gone = {at for each in living for of, at in each.buried if of == load.number}
        buried = {row.line for row in load.rows if row.at in gone}
        forms = self.model.forms(load.number)
        answered = {line for each in living for of, line in each.answers.values() if of in forms}
        assert (receipt.accepted, receipt.superseded, receipt.refused) == (
            len(alive), len(buried - alive) + len(load.refused & answered),
            len(load.refused - answered),
        )

    def reports(self) -> None:
        """Every report, and the audit rules whose turn it is, equal those of books built from scratch of the
        rows that count."""
        scratch = Walk(self.folder / f"scratch{len(self.books.events)}", 0)
        for ledger in COLUMNS:
            if alive := self.model.alive(ledger):
                lines = [HEADERS[ledger], *(row.values for _, row in alive)]
                path = scratch.path("\n".join(",".join(line) for line in lines) + "\n")
                receipt = scratch.commit(ledger, path, [], 0)
                assert receipt.accepted == len(alive)
        turn = len(self.books.events) % SHARE
        for name in [*REPORTS, *RULES[turn::SHARE]]:
            assert answer(self.books, name) == answer(scratch.books, name), name


def rows_of(form: str, cells: list[str]) -> list[Values]:
    """The rows that a record holds, in the columns of its ledger."""
    if form != WIDE:
        return [tuple(cells)]
    return [(cells[0], month, "10.00", paid) for month, paid in zip(MONTHS, cells[1:], strict=True) if paid]


def answer(books: Books, name: str) -> list[tuple[Any, ...]]:
    """All rows of a report, without the places where they stand."""
    result = query.ask(books.view(LOCAL_STAFF), name, fitting(name, YEAR) or {})
    frame = result.frame[[each for each in result.frame.columns if each not in PLACES]]
    return sorted(tuple(map(str, row)) for row in frame.itertuples(index=False))


def walked(folder: Path, seed: int, reports: bool) -> int:
    """Take one walk, checking after every step; how many steps it took."""
    walk = Walk(folder / f"walk{seed}", seed)
    try:
        history = walk.books.events
        for left in reversed(range(STEPS)):
            walk.step()
            walk.check(whole=left % 10 == 0)
            assert walk.books.events[: len(history)] == history, "history shrank"
            history = walk.books.events
        if reports:
            walk.reports()
            assert verify(walk.books.home).ok and reread(walk.books) == []
    finally:
        walk.books.connection.close()
    return STEPS


@pytest.mark.parametrize("part", range(PARTS))
def test_books_are_what_a_plain_model_says_after_every_step(
    part: int, tmp_path: Path, amount: Callable[..., int]
) -> None:
    seeds = range(part, amount(20_000, 20) // STEPS, PARTS)
    taken = sum(walked(tmp_path, seed, reports=seed % 10 == seed // 10 % 10) for seed in seeds)
    assert taken == len(seeds) * STEPS > 0
