"""The database inside the process: what is off in it, and that books survive its end."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from openbooks import auditing, engine
from openbooks.access import LOCAL_PAGES
from openbooks.books import View, open_books
from openbooks.engine import room, sound
from openbooks.errors import BooksDamaged, EngineFailed, NotWritten
from openbooks.query import ask
from openbooks.steadily import steadily
from tests.door import books_in, load


def test_cursors_share_that_caching_operators_are_off() -> None:
    with engine.connect() as connection, connection.cursor() as cursor:
        (off,) = cursor.execute(
            "select not current_setting('debug_enable_caching_operators')"
        ).fetchall()[0]
    assert off


def test_a_locked_connection_reads_no_other_file_and_keeps_its_settings(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.csv"
    inside.mkdir()
    outside.write_text("a\n1\n", encoding="utf-8")
    with engine.locked([inside]) as connection:
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"select * from read_csv('{outside}')")
        with pytest.raises(duckdb.Error):
            connection.execute("set enable_external_access = true")


def test_books_whose_database_ended_answer_the_next_question(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1,2024-03,10,10\n")
    before = ask(books.view(LOCAL_PAGES), "ledger_totals").frame
    books.connection.close()
    assert not engine.is_alive(books.connection)
    after = ask(open_books(books.home).view(LOCAL_PAGES), "ledger_totals").frame
    assert after.equals(before)


def test_a_cursor_of_a_database_that_has_ended_says_so_and_is_no_damage(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1,2024-03,10,10\n")
    ended = books.view(LOCAL_PAGES)
    books.connection.close()
    with pytest.raises(EngineFailed):
        ended.cursor()


def test_a_question_that_the_database_ended_under_is_asked_once_more(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1,2024-03,10,10\n")
    view = books.view(LOCAL_PAGES)
    before = ask(view, "ledger_totals").frame
    books.connection.close()
    assert ask(view, "ledger_totals").frame.equals(before)
    (plans,) = books.connection.execute("select current_setting('disabled_optimizers')").fetchall()[0]
    assert set(plans.split(",")) == set(engine.AS_WRITTEN.split(","))
    books.connection.close()
    assert auditing.findings(view).asked == auditing.findings(books.view(LOCAL_PAGES)).asked


def test_a_question_that_ends_the_database_twice_is_not_asked_again(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    asked = []

    def ending(view: View) -> None:
        asked.append(view)
        books.connection.close()
        view.cursor()

    with pytest.raises(EngineFailed):
        steadily(books.view(LOCAL_PAGES), ending)
    assert len(asked) == 2


def test_books_are_rebuilt_and_scrubbed_when_their_database_has_ended(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,姓名,所属月份,应缴会费,实缴会费\n1,龘靐,2024-03,10,10\n")
    books.view(LOCAL_PAGES)
    books.connection.close()
    assert books.rebuild() == 0
    assert ask(books.view(LOCAL_PAGES), "ledger_totals").frame.shape[0]


def test_a_fault_of_the_database_is_not_said_to_be_damage_of_the_books() -> None:
    with pytest.raises(EngineFailed, match="账本没有变"), sound():
        raise duckdb.InternalException("broken")
    with pytest.raises(BooksDamaged), sound():
        raise duckdb.IOException("gone")
    with pytest.raises(EngineFailed), room():
        raise duckdb.OutOfMemoryException("full")
    with pytest.raises(NotWritten), room():
        raise duckdb.IOException("full")
