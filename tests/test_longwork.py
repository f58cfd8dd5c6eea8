"""Large files of a desk are worked on in a process of their own: with the same results, to be stopped
at any moment, and nothing half done when it falls.

What is large is set to a few bytes, so that small files take the same way.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ledger_files import dues
from openbooks import agenda, desk, longwork, staging
from openbooks.books import Books
from openbooks.desk import Desk
from openbooks.longwork import BROKEN, DONE, REFUSED, RUNNING, STOPPED, Work

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
LINES = 21_000  # about 1.3 MB, long enough for the fast road


@pytest.fixture
def at(books: Books, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a long dues file; its worker is ended behind the test."""
    with dues(tmp_path / "会费.csv", LINES).open("rb") as stream:
        found = desk.hand_in(desk.open_desk(books), [("会费.csv", stream)])
    yield found
    longwork.leave(books, found)


def asked(books: Books, at: Desk, task: str, *given: Any) -> Work:
    """A task asked for and waited for."""
    longwork.ask(books, at, task, (books.state().head, at), *given)
    found = longwork.waited(books, at, task)
    assert found is not None
    return found


def agreed(books: Books, at: Desk) -> Desk:
    """The desk with everything confirmed, and no roster drafted."""
    plan = agenda.plan(books, at)
    at = desk.confirm_all(at, [each.id for each in plan.cards])
    for offer in plan.offers:
        at = desk.set_aside(at, offer.id)
    return at


def here(books: Books) -> list[str]:
    """Everything that lies in the books' folder but the draft and locks of the system."""
    return sorted(
        str(path.relative_to(books.home)) for path in books.home.rglob("*")
        if path.is_file() and path.name != ".lock" and staging.DRAFTS not in path.parts
    )


def test_a_plan_a_rehearsal_and_a_load_elsewhere_equal_those_in_this_process(
    books: Books, at: Desk
) -> None:
    plan = asked(books, at, "plan", at).result
    own = agenda.plan(books, at)
    assert [(each.id, each.state, each.mapping) for each in plan.cards] == [
        (each.id, each.state, each.mapping) for each in own.cards
    ]
    assert plan.offers == own.offers
    assert plan.cards[0].table.rows == LINES and len(plan.cards[0].table.records) == 200
    at = agreed(books, at)
    tried = asked(books, at, "try", at, WHO, AT).result
    assert tried == agenda.try_all(books, at, WHO, AT)
    changed, outcomes = asked(books, at, "commit", at, tried, WHO, AT).result
    assert [each.receipt.accepted for each in outcomes] == [LINES]
    assert desk.open_desk(books, at.id) == changed and changed.loaded
    assert not longwork.is_large(changed), "its files are in the books, nothing is left to work on"


@pytest.mark.parametrize("task", ["plan", "try", "commit"])
def test_what_is_stopped_leaves_books_and_draft_as_they_were(
    books: Books, at: Desk, task: str
) -> None:
    at = agreed(books, at)
    tried = agenda.try_all(books, at, WHO, AT)
    given = {"plan": (at,), "try": (at, WHO, AT), "commit": (at, tried, WHO, AT)}[task]
    before, version = here(books), books.version()
    longwork.ask(books, at, task, 1, *given)
    longwork.stop(books, at)
    found = longwork.waited(books, at, task)
    assert found is not None and found.state == STOPPED and "草稿还在" in found.why
    assert (here(books), books.version()) == (before, version)
    assert [each.name for each in desk.open_desk(books, at.id).handed] == ["会费.csv"]
    longwork.forget(books, at, task)
    assert asked(books, at, task, *given).state == DONE, "and it can be done after all"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_a_worker_that_is_killed_is_a_sentence_and_the_next_one_does_the_work(
    books: Books, at: Desk
) -> None:
    assert asked(books, at, "plan", at).state == DONE
    own = longwork._WORKERS[str(books.home), at.id]
    before = here(books)
    assert own.process is not None
    os.kill(own.process.pid, signal.SIGSTOP)  # so that it is surely at work when it dies
    at = agreed(books, at)
    longwork.ask(books, at, "try", 1, at, WHO, AT)
    os.kill(own.process.pid, signal.SIGKILL)
    found = longwork.waited(books, at, "try")
    assert found is not None and found.state == BROKEN and "请再试一次" in found.why
    assert not [each for each in here(books) if each.startswith("staging")], "nothing is left behind"
    assert [each for each in before if not each.startswith("staging")] == here(books)
    longwork.forget(books, at, "try")
    assert asked(books, at, "try", at, WHO, AT).state == DONE


def test_a_worker_that_cannot_be_started_is_a_sentence_too(
    books: Books, at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(sys, "executable", str(books.home / "no python"))
        longwork.ask(books, at, "plan", 1, at)
        found = longwork.waited(books, at, "plan", 60.0)
    assert found is not None and found.state == BROKEN and "请再试一次" in found.why
    longwork.forget(books, at, "plan")
    assert asked(books, at, "plan", at).state == DONE


def test_a_sentence_of_the_program_comes_back_as_that_sentence(books: Books, at: Desk) -> None:
    nothing = agenda.Tried((), books.version())
    found = asked(books, at, "commit", at, nothing, WHO, AT)
    assert found.state == REFUSED and "确认后再装载" in found.why


def test_who_asks_again_finds_the_same_work_and_its_result(books: Books, at: Desk) -> None:
    first = longwork.ask(books, at, "plan", 1, at)
    again = longwork.ask(Books(books.home), desk.open_desk(books, at.id), "plan", 1, at)
    assert (first.begun, first.key) == (again.begun, again.key)
    found = longwork.waited(books, at, "plan")
    assert found is not None and found.state == DONE
    assert longwork.ask(books, at, "plan", 1, at) is found
    assert longwork.ask(books, at, "plan", 2, at).state == RUNNING, "another question is asked anew"


def test_a_stream_is_handed_in_like_its_bytes(books: Books, tmp_path: Path) -> None:
    path = dues(tmp_path / "x.csv", 100)
    with path.open("rb") as stream:
        one = desk.hand_in(desk.open_desk(books), [("x.csv", stream)])
    two = desk.hand_in(desk.open_desk(books), [("x.csv", path.read_bytes())])
    assert one.handed == two.handed
    assert one.path(one.handed[0]).read_bytes() == path.read_bytes()
