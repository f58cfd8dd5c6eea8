"""The process that works on the large files of a desk, so that the server's pages stay quick and its
memory small, and so that work can be stopped at any moment by ending the process.

    python -m openbooks.worker BOOKS

It hears (task, arguments) on its standard input and answers on its standard output, both in pickle's
form: any number of (SAID, what, done, of), then one of (DONE, result), (REFUSED, sentence). It ends
when its input does. What it has read and drafted it keeps for the next task of the same desk.
Nothing but the server that started it speaks with it.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from openbooks import agenda, progress, sheet, staging
from openbooks.agenda import Agenda
from openbooks.books import Books
from openbooks.errors import OpenBooksError
from openbooks.table import Source, Table

SAID, DONE, REFUSED = "said", "done", "refused"
SHOWN = 200  # records of a table that go to the server: pages show a handful
POLITE = 5  # how far the system lets other processes go first


def _plan(books: Books, *given: Any) -> Agenda:
    """`agenda.plan`, with the heads of the tables only."""
    found = agenda.plan(books, *given)
    heads = {
        id(table): _head(table)
        for each in found.looked for table in (each.source.tables if each.source else ())
    }

    def headed(source: Source) -> Source:
        return replace(source, tables=tuple(heads[id(table)] for table in source.tables))

    return replace(
        found,
        cards=tuple(
            replace(card, source=headed(card.source), table=heads[id(card.table)])
            for card in found.cards
        ),
        looked=tuple(
            replace(each, source=headed(each.source)) if each.source else each
            for each in found.looked
        ),
    )


def _head(table: Table) -> Table:
    """A table with its first records, which it holds itself; its counts are those of the whole."""
    return replace(
        table, records=tuple(islice(sheet.records(table), SHOWN)), regular=None,
        dropped=table.dropped[:SHOWN], unread=table.unread[:SHOWN], balances=table.balances[:SHOWN],
        problems=table.problems[:SHOWN],
    )


def _on_its_way(done: int, of: int, what: str) -> None:
    progress.said(f"第 {done + 1} 份，共 {of} 份：{what}")


def _try(books: Books, *given: Any) -> agenda.Tried:
    return agenda.try_all(books, *given, _on_its_way)


def _commit(books: Books, *given: Any) -> tuple[Any, tuple[agenda.Outcome, ...]]:
    return agenda.commit_all(books, *given, _on_its_way)


TASKS: dict[str, Callable[..., Any]] = {
    "plan": _plan, "try": _try, "commit": _commit, "returned": agenda.returned_rows,
}


def work(home: Path, asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer every task on the books in `home`, until there are no more."""
    def answer(*message: Any) -> None:
        pickle.dump(message, answers)
        answers.flush()

    with staging.working(home) as folder:
        books = Books(home, folder / "spill")
        while True:
            try:
                task, given = pickle.load(asked)
            except EOFError:
                break
            try:
                with progress.telling(lambda *said: answer(SAID, *said)):
                    result = TASKS[task](books, *given)
            except OpenBooksError as error:
                answer(REFUSED, str(error))
            else:
                answer(DONE, result)
        books.connection.close()


def _say_where(kind: type[BaseException], _: BaseException, places: TracebackType | None) -> None:
    """Log a fault without its message (docs/decisions/011)."""
    told = "; ".join(
        f"{Path(each.filename).name}:{each.lineno} {each.name}"
        for each in traceback.extract_tb(places)
    )
    sys.stderr.write(f"worker: {kind.__name__} at {told}\n")


def main() -> None:
    """Serve the process that started this one."""
    sys.excepthook = _say_where
    if hasattr(os, "nice"):
        os.nice(POLITE)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may be said where answers go
    work(Path(sys.argv[1]), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
