"""The receipt of a load as it stands at a version: what later loads took the place of.

A record counts as accepted while one of its rows lives, as superseded when a living later load took
its place, or (refused ones) when a line of a living later load stands for it. The receipt kept with
the load is what was shown then; both add up. With it lie the cells that were corrected by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from openbooks import contract, mend, resubmission, store
from openbooks.books import Books
from openbooks.engine import sound
from openbooks.errors import ROW, BooksDamaged
from openbooks.history import Batch, State
from openbooks.mend import Mend
from openbooks.naming import panel_of, quoted
from openbooks.receipt import Receipt, Sum, from_json

FATES = ("accepted", "superseded", "duplicates")


def mends_of(books: Books, batch: Batch) -> tuple[Mend, ...]:
    """The cells of a load's file that were corrected by hand. Raises BooksDamaged when its list is
    gone or changed."""
    if "mends" not in batch.body:
        return ()
    path = store.mends_path(books.home, batch.number)
    return mend.from_json(store.whole(path, batch.body["mends"]["digest"]))


def receipt_of(books: Books, batch: Batch) -> Receipt:
    """The receipt that was kept with a load. Raises BooksDamaged when it is gone or changed."""
    path = store.receipt_path(books.home, batch.number, batch.ledger)
    if not path.exists() or store.sha256_of(path) != batch.body["receipt"]:
        raise BooksDamaged(f"第{batch.number}号装载的回执不见了或被改动。")
    return from_json(json.loads(path.read_bytes()))


def standing(books: Books, state: State, batch: Batch) -> Receipt:
    """What became of the records of a load by now; of one that was undone, or waits for a second
    person, its receipt as it was. Raises BooksDamaged as `receipt_of`."""
    found = receipt_of(books, batch)
    if batch.undone_by or batch.is_entry:
        return replace(found, pending=batch.is_entry and not batch.settled_by)
    if not _moved(state, batch):
        return found
    rows = {fate: (0, 0, [0] * len(found.sums)) for fate in FATES}
    rows |= _fates(books, state, batch, [each.column for each in found.sums])
    taken = answered(books, state, batch)
    gone = [each for each in found.refused_records if each.place in taken]
    amounts: Counter[str] = Counter()
    for each in gone:
        amounts.update(each.amounts)
    here = {each.line for each in gone}
    here -= {each.line for each in found.refused_records if each.place not in taken}
    return replace(
        found,
        problems=tuple(
            each for each in found.problems if each.severity != ROW or each.line not in here
        ),
        accepted=rows["accepted"][0], duplicates=rows["duplicates"][0],
        superseded=rows["superseded"][0] + len(gone), refused=found.refused - len(gone),
        row_counts={
            **found.row_counts, "accepted": rows["accepted"][1],
            "duplicates": rows["duplicates"][1], "superseded": rows["superseded"][1],
        },
        sums=tuple(
            Sum(
                each.column, each.total, rows["accepted"][2][at], rows["duplicates"][2][at],
                each.refused - amounts[each.column], each.unreadable,
                rows["superseded"][2][at] + amounts[each.column],
            )
            for at, each in enumerate(found.sums)
        ),
    )


def _moved(state: State, batch: Batch) -> bool:
    """Whether anything can have happened to the rows of a living load: another one took the place of
    some, or a duplicate may count since something that it duplicates is gone."""
    if state.over(batch.number):
        return True
    living = state.living(batch.ledger)
    died = len(living) < len(state.all_of(batch.ledger)) or any(each.superseded for each in living)
    return died and batch.repeats


def _fates(
    books: Books, state: State, batch: Batch, money: list[str]
) -> dict[str, tuple[int, int, list[int]]]:
    """Fate → records, rows, and 分 of each money column. A record is what the best of its rows is."""
    books.make(state)
    ledger = contract.ledger(batch.ledger)
    name, live = quoted(ledger.name), f"live_{state.version}"
    sums = "".join(
        f", coalesce(sum(r.{quoted(ledger.column(each).stored)}), 0)::hugeint" for each in money
    )
    # a record is what the best of its rows is; only months side by side make several rows of one
    fates = (
        f"select r.*, {panel_of('r')} as part, case when l.row_no is not null then 0 "
        "when d.row_no is not null then 1 else 2 end as fate "
        f"from raw_{state.version}.{name} r "
        f"left join (select row_no from {live}.{name} where batch = $1) l on l.row_no = r.row_no "
        f"left join (select distinct row_no from {live}.dead where batch = $1) d "
        "on d.row_no = r.row_no where r.batch = $1"
    )
    with sound(), books.connection.cursor() as cursor:
        rows = cursor.execute(
            f"select fate, count(*){sums} from ({fates}) r group by fate", [batch.number]
        ).fetchall()
        records = dict(cursor.execute(
            f"select best, count(*) from (select min(fate) as best from ({fates}) "
            "group by line, part) group by best", [batch.number]
        ).fetchall()) if _is_wide(batch) else {fate: count for fate, count, *_ in rows}
    found = {
        FATES[fate]: (records.get(fate, 0), count, [int(each) for each in sums_of])
        for fate, count, *sums_of in rows
    }
    for fate, count in records.items():
        found.setdefault(FATES[fate], (count, 0, [0] * len(money)))
    return found


def _is_wide(batch: Batch) -> bool:
    """Whether a record of the load may hold several rows."""
    return bool(batch.body["mapping"].get("wide"))


def answered(books: Books, state: State, batch: Batch) -> set[tuple[int, str]]:
    """The records of a load for which lines of living later loads stand."""
    forms = state.forms(batch.number)
    return {
        (stand.of_line, stand.of_part)
        for each in state.batches
        if not each.undone_by and any(int(of) in forms for of in each.stands)
        for stand in resubmission.of_batch(books.home, each)
        if stand.batch in forms
    }
