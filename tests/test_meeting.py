"""Rows that the books have already, or otherwise: listed apart, decided line by line, undone."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from openbooks import agenda, desk, meeting
from openbooks.agenda import Outcome
from openbooks.books import Books
from openbooks.card import CONFIRM, HELD
from openbooks.desk import Desk
from openbooks.intake import Answers, load_file
from openbooks.standing import standing
from openbooks.undoing import undo
from tests import office_files as office
from tests.door import rows, written

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
PEOPLE = [f"M{at:03d}" for at in range(1, 9)]


def dues(name: str, paid: dict[str, str], people: list[str] = PEOPLE) -> tuple[str, bytes]:
    """Dues of March by number; 30 but where `paid` says otherwise. The header is on line 2."""
    lines = ["2024年3月会费收缴表,,", "会员编号,应缴,实缴"]
    lines += [f"{each},30,{paid.get(each, '30')}" for each in people]
    return name, "\n".join(lines).encode("gb18030")


def put_in(books: Books, *files: tuple[str, bytes]) -> Desk:
    """A desk with these files, all that was proposed agreed to, no list drafted."""
    at = desk.hand_in(desk.open_desk(books), files)
    plan = agenda.plan(books, at)
    for each in plan.cards:
        assert not each.asked, [asked.title for asked in each.asked]
        at = desk.confirm(at, each.id) if each.state in {CONFIRM, HELD} else at
    for each in agenda.plan(books, at).offers:
        at = desk.set_aside(at, each.id)
    return at


def tried(books: Books, at: Desk) -> Outcome:
    """What loading the last table would give."""
    outcome = agenda.try_all(books, at, WHO, AT).outcomes[-1]
    assert not outcome.failure, outcome.failure
    assert outcome.receipt.balanced
    return outcome


def load(books: Books, at: Desk) -> int:
    """The number of the load of the last table."""
    _, outcomes = agenda.commit_all(books, at, agenda.try_all(books, at, WHO, AT), WHO, AT)
    return outcomes[-1].receipt.batch


def paid(books: Books) -> int:
    """All dues that count, in 分."""
    return rows(books, "select sum(paid_fen)::bigint from dues")[0][0]


def test_rows_that_meet_the_books_are_listed_apart_with_both_sides(books: Books) -> None:
    first = load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "15", "M005": "0"}))
    outcome = tried(books, at)
    assert (outcome.receipt.duplicates, outcome.receipt.refused) == (6, 2)
    met = outcome.met
    assert (met.equal_rows, met.against_rows) == (6, 2)
    assert [(each.line, each.batch, each.of_line) for each in met.equal] == [
        (line, first, line) for line in (3, 5, 6, 8, 9, 10)
    ]
    assert [(each.line, each.batch, each.of_line, each.differs) for each in met.against] == [
        (4, first, 4, ("paid",)), (7, first, 7, ("paid",)),
    ]
    assert 1500 in met.against[0].values


def test_a_conflict_is_listed_too_where_the_new_file_calls_the_unit_by_its_name(books: Books) -> None:
    head = "期间,科目编码,科目名称,期初借方余额,期末借方余额"
    (door,) = load_file(books, written(books.home, "余额.csv", f"""
        单位编号,{head}
        1,2024-01,101,库存现金,100.00,50.00
    """), Answers(ledger="balance", accept=True), WHO, AT)
    at = put_in(books, ("科目余额表.csv", (
        f"单位名称,{head}\n{office.UNION},2024-01,101,库存现金,100.00,60.00\n"
    ).encode()))
    outcome = tried(books, at)
    assert (outcome.receipt.refused, outcome.met.against_rows) == (1, 1)
    (one,) = outcome.met.against
    assert (one.batch, one.of_line, one.differs) == (door.batch, 2, ("closing_debit",))


def test_of_more_conflicts_than_are_listed_the_rest_comes_when_those_are_decided(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "MOST", 2)
    load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", dict.fromkeys(PEOPLE[:5], "15")))
    table = agenda.plan(books, at).cards[0].id
    seen: list[tuple[int, str]] = []
    for _ in range(3):
        met = tried(books, at).met
        assert met.against_rows == 5 and len(met.against) == 2
        at = desk.keep_lines(at, table, [each.place for each in met.against])
        seen += [each.place for each in met.against if each.place not in seen]
    assert seen == [(line, "") for line in range(3, 8)]


def test_one_line_takes_the_place_of_one_line_and_an_undo_brings_it_back(books: Books) -> None:
    first = load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "15", "M005": "0"}))
    table = agenda.plan(books, at).cards[0].id
    one, other = tried(books, at).met.against
    at = desk.replace_lines(at, table, [one.stand])
    at = desk.keep_lines(at, table, [other.place])
    assert desk.open_desk(books, at.id) == at
    outcome = tried(books, at)
    assert (outcome.receipt.accepted, outcome.receipt.refused, outcome.receipt.duplicates) == (1, 1, 6)
    assert outcome.receipt.replaced_rows == 1
    assert [each.place for each in outcome.met.against] == [other.place]
    assert paid(books) == 8 * 3000
    second = load(books, at)
    assert paid(books) == 7 * 3000 + 1500
    then = standing(books, books.state(), books.state().batch(first))
    assert (then.accepted, then.superseded, then.balanced) == (7, 1, True)
    undo(books, second, "看错了", WHO, AT)
    assert paid(books) == 8 * 3000
    assert standing(books, books.state(), books.state().batch(first)).superseded == 0


def test_a_group_is_decided_at_once_and_decided_anew(books: Books) -> None:
    load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "15", "M005": "0"}))
    table = agenda.plan(books, at).cards[0].id
    both = tried(books, at).met.against
    at = desk.replace_lines(at, table, [each.stand for each in both])
    assert tried(books, at).receipt.refused == 0
    assert tried(books, at).met.against == ()
    at = desk.keep_lines(at, table, [each.place for each in both])
    assert at.answer(table).instead == ()
    assert tried(books, at).receipt.refused == 2
    at = desk.undecide(at, table)
    assert (at.answer(table).instead, at.answer(table).kept) == ((), ())


def test_a_decision_about_a_load_that_was_undone_meanwhile_loads_the_row_as_new(books: Books) -> None:
    first = load(books, put_in(books, dues("3月.csv", {})))
    at = put_in(books, dues("3月改.csv", {"M002": "15"}))
    table = agenda.plan(books, at).cards[0].id
    (one,) = tried(books, at).met.against
    at = desk.replace_lines(at, table, [one.stand])
    undo(books, first, "整份作废", WHO, AT)
    outcome = tried(books, at)
    assert (outcome.receipt.accepted, outcome.receipt.refused, outcome.receipt.answers) == (8, 0, 0)


def test_what_is_loaded_beside_it_has_no_number_to_decide_about(books: Books) -> None:
    at = put_in(books, dues("3月.csv", {}), dues("3月改.csv", {"M002": "15"}))
    outcome = tried(books, at)
    assert outcome.receipt.refused == 1
    assert (outcome.met.equal, outcome.met.against) == ((), ())


def test_a_draft_without_decisions_still_opens(books: Books) -> None:
    at = put_in(books, dues("3月.csv", {}))
    path = at.folder / desk.STATE
    raw = json.loads(path.read_bytes())
    for said in raw["answers"].values():
        del said["instead"], said["kept"]
    path.write_text(json.dumps(raw), "utf-8")
    assert desk.open_desk(books, at.id) == at
