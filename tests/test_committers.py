"""Two people commit at the same moment: both land, in an order, or the second is told what changed
under them; nothing is lost and nothing is counted twice."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from openbooks import agenda, desk, news, sheet
from openbooks.access import LOCAL_STAFF
from openbooks.agenda import Outcome
from openbooks.books import Books, open_books
from openbooks.desk import Desk
from openbooks.errors import Moved, WrongUse
from openbooks.governing import close, set_two_person
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.loading import commit
from openbooks.mapping import Link, Mapping
from openbooks.receipt import Receipt, unlike
from openbooks.standing import standing
from openbooks.trial import Tried, discard, try_table
from openbooks.undoing import undo
from openbooks.verification import verify
from tests.door import AT, books_in, load, own_books, rows

ROOT = Path(__file__).resolve().parent.parent
HEAD = "会员编号,所属月份,应缴会费,实缴会费"
COLUMNS = ("member_id", "month", "due", "paid")


def dues_file(folder: Path, name: str, paid: dict[str, str]) -> Path:
    """A dues file: member → paid, of March."""
    path = folder / name
    lines = [f"{member},2024-03,20.00,{amount}" for member, amount in paid.items()]
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def tried(books: Books, path: Path, supersede: int | None = None) -> Tried:
    """A dues file, tried."""
    source = sheet.read(path)
    (table,) = source.tables
    links = tuple(Link(name, "cell", (at,), (table.header[at],)) for at, name in enumerate(COLUMNS))
    return try_table(books, source, path, table, Mapping("dues", table.header, links), supersede)


def together(acts: list[Callable[[], None]]) -> None:
    """Do all of it at once, as far as one process can."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        gate.wait()
        act()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def land(books: Books, plan: Tried, receipts: list[Receipt]) -> None:
    """Commit what was tried."""
    receipts.append(commit(books, plan, "测试", AT))


def whole(books: Books, receipts: list[Receipt], expected: set[str]) -> None:
    """Every member counts once, every record is accounted for, and the chain holds."""
    assert all(each.balanced for each in receipts)
    found = rows(books, "select member_id, count(*) from dues group by 1")
    assert {member for member, _ in found} == expected
    assert {count for _, count in found} <= {1}
    assert sum(each.accepted for each in receipts) == len(expected)
    state = books.state()
    for each in receipts:
        assert standing(books, state, state.batch(each.batch)).balanced
    assert verify(books.home).ok


def test_two_threads_commit_what_both_tried_before(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    chance = Random(7)
    for turn in range(amount(40)):
        folder = tmp_path / str(turn)
        folder.mkdir()
        books = books_in(folder)
        one, two = (
            {f"M{chance.randrange(8)}": chance.choice(("20.00", "5.00")) for _ in range(5)}
            for _ in range(2)
        )
        plans = [tried(books, dues_file(folder, f"{at}.csv", paid)) for at, paid in enumerate((one, two))]
        receipts: list[Receipt] = []
        together([partial(land, books, each, receipts) for each in plans])
        for each in plans:
            discard(each)
        whole(books, receipts, {*one, *two})
        first, second = sorted(receipts, key=lambda each: each.batch)
        shared = one.keys() & two.keys()
        clashes = sum(one[member] != two[member] for member in shared)
        assert (first.duplicates, first.refused) == (0, 0)
        assert (second.duplicates, second.refused) == (len(shared) - clashes, clashes)
        assert bool(unlike(plans[0].receipt, receipts[0]) or unlike(plans[1].receipt, receipts[1])) or (
            not shared
        )
        books.connection.close()


def test_two_processes_load_overlapping_files_and_both_land_in_an_order(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    home, rounds = tmp_path / "books", amount(40)
    text = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from openbooks.books import Books
from openbooks.intake import Answers, load_file
books = Books(Path({str(home)!r}))
who, at = sys.argv[1], datetime(2025, 3, 1, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
for turn in range({rounds}):
    path = Path({str(tmp_path)!r}) / f"{{who}}{{turn}}.csv"
    (found,) = load_file(books, path, Answers(ledger="dues", accept=True), who, at)
    print(found.batch, found.accepted, found.duplicates, found.refused, flush=True)
"""
    for turn in range(rounds):
        for who in "ab":
            own = {f"{who}{turn}-{n}": "20.00" for n in range(3)}
            both = {f"s{turn}": "20.00", f"k{turn}": "20.00" if who == "a" else "5.00"}
            dues_file(tmp_path, f"{who}{turn}.csv", own | both)
    processes = [
        subprocess.Popen([sys.executable, "-c", text, who], cwd=ROOT, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True) for who in "ab"
    ]
    for each in processes:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    said = []
    for each in processes:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in processes:
        out, _ = each.communicate()
        assert each.returncode == 0
        said.append([tuple(map(int, line.split())) for line in out.splitlines()])
    assert all(len(each) == rounds for each in said)
    numbers = sorted(number for each in said for number, *_ in each)
    assert numbers == list(range(1, 2 * rounds + 1)), "an order without gaps"
    for one, two in zip(*said, strict=True):
        first, second = sorted((one, two))
        assert (first[1:], second[1:]) == ((5, 0, 0), (3, 1, 1))
    books = open_books(home)
    assert rows(books, "select count(*), count(distinct member_id) from dues") == [(8 * rounds,) * 2]
    assert verify(home).ok


def test_a_load_that_was_to_replace_what_another_replaced_meanwhile_is_refused_and_told(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    old = load(books, tmp_path, "dues", f"{HEAD}\nM1,2024-03,20.00,1.00")
    plans = [tried(books, dues_file(tmp_path, f"{n}.csv", {"M1": f"{n}.00"}), old.batch) for n in (2, 3)]
    said: list[str] = []

    def act(each: Tried) -> None:
        try:
            commit(books, each, "测试", AT)
        except WrongUse as error:
            said.append(str(error))

    together([lambda each=each: act(each) for each in plans])
    (sentence,) = said
    assert f"第{old.batch}号装载已由第2号装载取代" in sentence
    ((paid, count),) = rows(books, "select sum(paid_fen)::bigint, count(*) from dues")
    assert (paid in {200, 300}, count) == (True, 1)


def test_a_load_and_an_undo_at_once_leave_each_row_once(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", f"{HEAD}\nM1,2024-03,20.00,1.00")
    members = {first.batch: {"M1"}}
    for turn in range(amount(40)):
        plan = tried(books, dues_file(tmp_path, f"{turn}.csv", {"M1": "1.00", f"N{turn}": "1.00"}))
        landed: list[Receipt] = []
        oldest = books.state().living("dues")[0]
        together([
            partial(land, books, plan, landed),
            partial(undo, books, oldest.number, "试验", "乙", AT),
        ])
        discard(plan)
        members[landed[0].batch] = {"M1", f"N{turn}"}
        living = {each.number for each in books.state().living("dues")}
        assert living == {landed[0].batch}
        found = rows(books, "select member_id, count(*) from dues group by 1 order by 1")
        assert found == [(each, 1) for each in sorted(members[landed[0].batch])]
    assert verify(books.home).ok


# the upload page


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Own books where the pages look for them."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return own_books(tmp_path / "books", Settings("试验工会", "浙江", "2010", 1, False), "测试", AT)


def put_in(books: Books, name: str, paid: dict[str, str]) -> Desk:
    """A desk with one dues file, all of it agreed to."""
    lines = [f"{member},2024-03,20.00,{amount}" for member, amount in paid.items()]
    content = "\n".join([HEAD, *lines]).encode()
    at = desk.hand_in(desk.open_desk(books), [(name, content)])
    plan = agenda.plan(books, at)
    for each in (*plan.cards, *plan.offers):
        at = desk.confirm(at, each.id) if each in plan.cards else desk.set_aside(at, each.id)
    assert agenda.plan(books, at).ready, [each.asked for each in agenda.plan(books, at).cards]
    return at


def shown(books: Books, at: Desk) -> agenda.Tried:
    """The receipts shown before."""
    return agenda.try_all(books, at, "测试", AT)


def test_the_second_is_told_when_the_books_moved_since_the_receipts_were_shown(own: Books) -> None:
    first, second = put_in(own, "甲.csv", {"M1": "20.00"}), put_in(own, "乙.csv", {"M2": "20.00"})
    seen_one, seen_two = shown(own, first), shown(own, second)
    agenda.commit_all(own, first, seen_one, "陈静", AT)
    with pytest.raises(Moved, match="还没有装载"):
        agenda.commit_all(own, second, seen_two, "赵敏", AT)
    told, = news.since(own.view(LOCAL_STAFF), seen_two.events)
    assert told.startswith("陈静于 ") and "装载了“甲.csv”（会费缴纳），记作第" in told
    _, (outcome,) = agenda.commit_all(own, second, shown(own, second), "赵敏", AT)
    assert outcome.receipt is not None and outcome.unlike == ""
    assert agenda.differing([outcome]) == ()


@pytest.mark.parametrize("act", [
    lambda books: close(books, "2024-01", "2024-02", "月结", "陈静", AT),
    lambda books: set_two_person(books, "bank", True, "内控要求", "陈静", AT),
])
def test_closings_and_rules_count_as_moves_too(own: Books, act: Callable[[Books], None]) -> None:
    at = put_in(own, "甲.csv", {"M1": "20.00"})
    seen = shown(own, at)
    act(own)
    with pytest.raises(Moved):
        agenda.commit_all(own, at, seen, "赵敏", AT)


def test_two_desks_committed_at_once_land_in_an_order_or_are_told(
    own: Books, amount: Callable[[int], int]
) -> None:
    members: set[str] = set()
    for turn in range(amount(30)):
        paid = {f"S{turn}": "20.00", f"K{turn}": "20.00"}
        desks = [
            put_in(own, "甲.csv", {**paid, f"A{turn}": "1.00"}),
            put_in(own, "乙.csv", {**paid, f"K{turn}": "5.00", f"B{turn}": "1.00"}),
        ]
        plans = [(at, shown(own, at)) for at in desks]
        landed: list[Outcome] = []
        refused: list[Desk] = []

        def act(at: Desk, seen: agenda.Tried, landed: list[Outcome] = landed,
                refused: list[Desk] = refused) -> None:
            try:
                landed += agenda.commit_all(own, at, seen, "测试", AT)[1]
            except Moved:
                refused.append(at)

        together([lambda at=at, seen=seen: act(at, seen) for at, seen in plans])
        assert landed and len(landed) + len(refused) == 2
        if len(landed) == 2:
            first, second = sorted(landed, key=lambda each: each.receipt.batch)
            assert first.unlike == ""
            assert second.unlike == "收下 3 → 1，重复 0 → 1，拒收 0 → 1"
        for at in refused:
            _, (late,) = agenda.commit_all(own, at, shown(own, at), "测试", AT)
            assert (late.receipt.accepted, late.receipt.duplicates, late.receipt.refused) == (1, 1, 1)
            assert late.unlike == ""
        members |= {*paid, f"A{turn}", f"B{turn}"}
        found = rows(own, "select member_id, count(*) from dues group by 1")
        assert dict(found) == dict.fromkeys(members, 1)
    assert verify(own.home).ok


def test_a_file_that_comes_in_by_the_command_line_meanwhile_is_told_by_name(
    own: Books, tmp_path: Path
) -> None:
    at = put_in(own, "甲.csv", {"M1": "20.00"})
    seen = shown(own, at)
    load_file(own, dues_file(tmp_path, "命令行.csv", {"M1": "20.00"}),
              Answers(ledger="dues", accept=True), "李四", AT)
    (told,) = news.since(own.view(LOCAL_STAFF), seen.events)
    assert "命令行.csv" in told and told.startswith("李四于")
