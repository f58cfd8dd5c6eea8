"""Rows that are kept already, put into the books once more: a load redone, an entry approved.

An undone load, and what was handed in under the two-person rule, lie in the books as typed rows.
They are held against the books as they are now, and enter as a load of their own with `again`: no
original is read a second time, so that an upgrade of the program never changes what was seen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openbooks import actor, contract, matching, refusal, resubmission, staging, store
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books
from openbooks.contract import Ledger
from openbooks.engine import room
from openbooks.errors import WrongUse
from openbooks.history import Batch, State
from openbooks.journal import append
from openbooks.loading import Rows, put_in
from openbooks.naming import has_key, literal, stored_columns
from openbooks.receipt import Receipt, Sum
from openbooks.resubmission import Stand
from openbooks.standing import mends_of, receipt_of
from openbooks.store import writing
from openbooks.trial import counts_of, refused_by, replaceable, said_of, sums_of
from openbooks.undoing import listed, seconded

KEPT = ("file", "sheet", "header_line", "part", "original", "mapping", "contract", "program")


def redo(books: Books, number: int, who: str, at: datetime, second: str = "") -> Receipt:
    """Let an undone load count again, as a load of its own; its receipt.

    What it superseded gives way again, where that still lives. Under the two-person rule `second`
    agreed, somebody else than `who`. Raises WrongUse for a load that is not undone, that was redone
    already, of which something else took the place, or of which nothing could enter; and where a row
    that gives way lies in a closed period.
    """
    with writing(books.home):
        state = books.state()
        batch = state.batch(number)
        if batch.is_entry or not batch.undone_by:
            raise WrongUse(f"第{number}号装载没有撤销过，不用重做。")
        if form := state.form(number):
            raise WrongUse(f"第{number}号装载已由第{form}号重做。")
        if over := state.over(number):
            raise WrongUse(
                f"第{number}号装载的行已由第{listed(over)}号装载取代。要重做它，请先撤销那次装载。"
            )
        agreed = seconded(state, batch.ledger, who, second)
        return _once_more(books, state, batch, who, at, agreed)


def approve(books: Books, number: int, who: str, at: datetime) -> Receipt:
    """Let an entry count: `who` has looked it over, somebody else than who handed it in. The receipt
    of the load that has its rows now. Raises WrongUse for the same person or nobody, for an entry that
    does not wait, and as `redo`."""
    with writing(books.home):
        state = books.state()
        entry = _waiting(state, number)
        if actor.is_nobody(who):
            raise WrongUse("复核要写明复核人的姓名。")
        if actor.is_same(who, entry.who):
            raise WrongUse(f"第{number}号是{entry.who}录入的，要由另一个人复核。")
        return _once_more(books, state, entry, who.strip(), at, {"entered_by": entry.who})


def reject(books: Books, number: int, reason: str, who: str, at: datetime) -> None:
    """Turn an entry down; it stays in the record and never counts. Raises WrongUse without a reason or
    a name, or for an entry that does not wait."""
    if not reason.strip() or not who.strip():
        raise WrongUse("退回要写明原因和经办人。")
    with writing(books.home):
        entry = _waiting(books.state(), number)
        body = {"entry": number, "ledger": entry.ledger, "reason": reason.strip()}
        append(books.home, books.events, "reject", who.strip(), at, body)


def _waiting(state: State, number: int) -> Batch:
    """The entry of that number, which nobody has settled yet."""
    entry = state.batch(number)
    if not entry.is_entry or entry.settled_by:
        raise WrongUse(f"第{number}号不在等待复核。")
    return entry


def _once_more(
    books: Books, state: State, batch: Batch, who: str, at: datetime, said: dict[str, Any]
) -> Receipt:
    """Hold the kept rows against the books and put them in; the caller holds the books."""
    ledger = contract.ledger(batch.ledger)
    replaces = _replaces(state, ledger, batch)
    stands = _stands(books, state, batch, replaces)
    with room(), staging.working(books.home) as folder:
        staged = _as_new(books, ledger, batch, folder / "rows.parquet")
        matched = matching.match(
            books, state, ledger, staged, folder / "matched.parquet", folder / "dead.parquet",
            replaces or None, stands,
        )
        before = receipt_of(books, batch)
        receipt = _receipt(books, state, batch, before, staged, matched)
        if receipt.accepted == receipt.duplicates == 0 < receipt.refused - before.refused:
            why = said_of(state, ledger, before.sheet, matched)[0].message
            raise WrongUse(f"第{batch.number}号现在一行也不能计入。{why}")
        receipt = replace(
            receipt, again=batch.number, answers=len(matched.stands),
            replaces=replaces, replaced_rows=matched.dead_rows,
        )
        origin = {name: batch.body[name] for name in KEPT if name in batch.body}
        return put_in(books, "load", who, at, Rows(
            ledger.name, matched, receipt, mends_of(books, batch), matched.stands,
            {**origin, "again": batch.number, **said},
        ))


def _replaces(state: State, ledger: Ledger, batch: Batch) -> int:
    """The living load whose place these rows take, as they did or were to do; 0 where it is gone.
    Raises WrongUse where another one took that place meanwhile."""
    form = state.form(batch.body.get("replaces", 0))
    return replaceable(state, ledger, form) if form else 0


def _stands(books: Books, state: State, batch: Batch, replaces: int) -> tuple[Stand, ...]:
    """The lines of living loads that these rows stand for. Raises WrongUse where those of another
    load stand for the same meanwhile, or for lines of the one that is replaced."""
    kept = resubmission.of_batch(books.home, batch)
    forms = {each.batch: state.form(each.batch) for each in kept}
    stands = tuple(
        replace(each, batch=forms[each.batch]) for each in kept if forms[each.batch]
    )
    replaced = state.lineage(replaces or None)
    for number, line, _ in resubmission.before(books.home, state, batch.ledger, stands, replaced):
        first = next(each for each in state.forms(number) if not state.batch(each).is_entry)
        if first > state.origin(batch.number):
            raise WrongUse(
                f"第{batch.number}号要更正的行，后来已由第{number}号装载（第{line}行）更正。"
                f"要用第{batch.number}号的，请先撤销第{number}号装载。"
            )
    return stands


def _as_new(books: Books, ledger: Ledger, batch: Batch, path: Path) -> BatchFile:
    """A copy of a load's rows as if nobody had held them against the books yet."""
    file = BatchFile(
        store.batch_path(books.home, batch.number, ledger.name), batch.body.get("first_line")
    )
    if file.first_line is not None:
        store.linked(file.path, path)
        return BatchFile(path, file.first_line)
    columns = ", ".join(stored_columns(ledger))
    with books.connection.cursor() as cursor:
        cursor.execute(
            f"copy (select row_no, line, cell, {columns}, case when {has_key(ledger, 'r')} then "
            f"1::bigint else row_number() over (partition by {columns} order by row_no) end "
            "as ordinal, 'accepted' as load_status, null::bigint as of_batch, "
            f"null::bigint as of_row from ({rows_sql(ledger, [file])}) r order by row_no) "
            f"to {literal(str(path))} (format parquet)"
        )
    return BatchFile(path)


def _receipt(
    books: Books, state: State, batch: Batch, before: Receipt, staged: BatchFile,
    matched: matching.Matched,
) -> Receipt:
    """The receipt of a load, drawn up anew for what the books hold now."""
    ledger = contract.ledger(batch.ledger)
    refused = refusal.together(
        before.refused_records, refused_by(books, ledger, staged, matched)
    )
    fresh = len(refused) - len(before.refused_records)
    accepted, duplicates = counts_of(books, matched, bool(batch.body["mapping"]["wide"]))
    money = sums_of(books, ledger, matched.file, [each.column for each in before.sums])
    problems = (*before.problems, *said_of(state, ledger, before.sheet, matched))
    return replace(
        before,
        accepted=accepted, duplicates=duplicates, refused=before.refused + fresh,
        row_counts={
            "accepted": matched.rows - matched.duplicates, "duplicates": matched.duplicates,
            "refused": before.rows - matched.rows,
        },
        sums=tuple(
            Sum(each.column, each.total, *money[each.column],
                each.total - sum(money[each.column]), each.unreadable)
            for each in before.sums
        ),
        problems=tuple(sorted(problems, key=lambda each: (each.line, each.column))),
        refused_records=refused, pending=False, already=False,
    )
