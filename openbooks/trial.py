"""A table tried: validated, held against the books, its receipt drawn up; nothing is written.

Trying touches the staging folder only. A trial holds for one version of the books; when they moved,
`hold` holds the validated rows against the new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from openbooks import contract, matching, refusal, staging, validation
from openbooks import mapping as mapping_module
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books
from openbooks.closing import Closing
from openbooks.codes import problem
from openbooks.contract import Ledger
from openbooks.engine import room
from openbooks.errors import ROW, Problem, WrongUse
from openbooks.history import State
from openbooks.mapping import Mapping
from openbooks.mend import Mend, Mends, settled
from openbooks.naming import panel_of, quoted
from openbooks.receipt import Receipt, Sum
from openbooks.resubmission import Stand, stands
from openbooks.table import Source, Table

NO_MONTH = "无月份数据"


@dataclass(frozen=True)
class Tried:
    """A table that was validated and held against the books at one version; nothing is written.

    `receipt.batch` is 0. `path` is the batch to be, in staging.
    """

    source: Source
    path_in: Path
    table: Table
    mapping: Mapping
    checked: validation.Checked
    matched: matching.Matched
    version: int
    receipt: Receipt
    supersede: int | None
    mends: tuple[Mend, ...] = ()
    stands: tuple[Stand, ...] = ()
    closings: tuple[Closing, ...] = ()
    instead: tuple[Stand, ...] = ()


def try_table(
    books: Books, source: Source, path_in: Path, table: Table, mapping: Mapping,
    supersede: int | None = None, mends: Mends = (), instead: Sequence[Stand] = (),
) -> Tried:
    """Validate one table of a file, with `mends` laid over its cells, and hold it against the books;
    write nothing into them. `instead`: records that somebody decided take the place of living lines,
    beside those of which the file says so itself.

    `path_in` is where the bytes of the file lie. Raises WrongUse for a mapping that cannot be used,
    a mend of a cell that is not there, or a batch to supersede that does not exist, is undone, or
    holds another ledger.
    """
    faults = mapping_module.check(mapping)
    if faults:
        raise WrongUse("；".join(faults))
    ledger = contract.ledger(mapping.ledger)
    state = books.state()
    if supersede is not None:
        replaceable(state, ledger, supersede)
    kept = settled(table, mends)
    known = books.known(state)
    with room(), ExitStack() as unless_tried:
        folder = staging.begin(books.home)
        unless_tried.callback(staging.end, folder)
        checked = validation.validate(table, mapping, ledger, known, folder / "rows.parquet", kept)
        tried = hold(books, state, Tried(
            source, path_in, table, mapping, checked, _unmatched(checked), -1,
            _no_receipt(source, table, ledger.name), supersede, kept, instead=tuple(instead),
        ))
        unless_tried.pop_all()
    return tried


def replaceable(state: State, ledger: Ledger, number: int) -> int:
    """The living load of a ledger that a new one may take the place of: the one of that number, or
    where it was redone. Raises WrongUse where there is none, or where another one took its place."""
    form = state.form(number) if state.batch(number).ledger == ledger.name else 0
    if not form:
        raise WrongUse(f"第{number}号装载已撤销，或不是“{ledger.title}”，不能被取代。")
    if newer := state.successor(form):
        raise WrongUse(
            f"第{number}号装载已由第{newer}号装载取代。要取代的如果是那一次，请写第{newer}号。"
        )
    return form


def discard(tried: Tried) -> None:
    """Remove what a trial left in staging; what was committed has moved away already."""
    staging.end(tried.checked.file.path.parent)


def _unmatched(checked: validation.Checked) -> matching.Matched:
    return matching.Matched(checked.file, checked.rows, 0, (), None, 0)


def _no_receipt(source: Source, table: Table, ledger: str) -> Receipt:
    return Receipt(
        0, ledger, source.name, table.sheet, source.sha256, 0, 0, 0, 0, 0, 0, 0, {}, (), (), ()
    )


def hold(books: Books, state: State, tried: Tried) -> Tried:
    """`tried`, held against the books at `state`. Raises WrongUse where what it supersedes was undone
    or superseded itself, or lies in a closed period."""
    folder = tried.checked.file.path.parent
    ledger = tried.checked.ledger
    if tried.supersede:
        tried = replace(tried, supersede=replaceable(state, ledger, tried.supersede))
    said, doubts = stands(state, ledger.name, tried.table)
    living = {each.number for each in state.living(ledger.name)}
    said = tuple({
        (each.batch, each.of_line, each.of_part): each
        for each in (*said, *tried.instead) if each.batch in living
    }.values())
    matched = matching.match(
        books, state, ledger, tried.checked.file, folder / "matched.parquet",
        folder / "dead.parquet", tried.supersede, said,
    )
    tried = replace(tried, matched=matched, version=state.version, closings=state.closings)
    receipt = _receipt(books, state, tried, doubts)
    return replace(
        tried, stands=matched.stands, receipt=replace(receipt, answers=len(matched.stands))
    )


def _receipt(books: Books, state: State, tried: Tried, doubts: tuple[Problem, ...]) -> Receipt:
    """The receipt of a trial: every record of the table, and every 分."""
    table, checked, matched = tried.table, tried.checked, tried.matched
    refused = refusal.together(
        checked.refused, refused_by(books, checked.ledger, checked.file, matched)
    )
    dropped = [(each.line, each.reason) for each in table.dropped]
    listed = {line for line, _ in dropped}
    dropped += [(line, "表头") for line in table.header_records if line not in listed]
    dropped += [(each.line, "期初余额行") for each in table.balances if each.line not in listed]
    dropped += [(line, NO_MONTH) for line in checked.empty_lines]
    accepted, duplicates = counts_of(books, matched, tried.mapping.wide is not None)
    money = _sums(books, tried)
    sums = tuple(
        Sum(
            each.column, each.read, money[each.column][0], money[each.column][1],
            each.read - sum(money[each.column]), each.unreadable,
        )
        for each in checked.money
    )
    return Receipt(
        batch=0,
        ledger=checked.ledger.name,
        file=tried.source.name,
        sheet=table.sheet,
        sha256=tried.source.sha256,
        records=len(dropped) + accepted + duplicates + len(refused),
        accepted=accepted,
        duplicates=duplicates,
        superseded=0,
        refused=len(refused),
        dropped=len(dropped),
        rows=checked.read_rows,
        row_counts={
            "accepted": matched.rows - matched.duplicates,
            "duplicates": matched.duplicates,
            "refused": checked.read_rows - matched.rows,
        },
        sums=sums,
        problems=tuple(sorted(
            (*checked.problems, *doubts, *said_of(state, checked.ledger, table.sheet, matched)),
            key=lambda each: (each.line, each.column),
        )),
        dropped_records=tuple(sorted(dropped)),
        replaces=tried.supersede or 0,
        replaced_rows=matched.dead_rows,
        mended=len(tried.mends),
        refused_records=refused,
    )


def refused_by(
    books: Books, ledger: Ledger, file: BatchFile, matched: matching.Matched
) -> tuple[refusal.Refused, ...]:
    """The records of `file` that matching refused, with their amounts."""
    if not matched.conflicts:
        return ()
    lines, parts = zip(*{(each.line, each.part) for each in matched.conflicts}, strict=True)
    with books.connection.cursor() as cursor:
        cursor.register("against", pa.table({
            "line": pa.array(lines, pa.int64()), "part": pa.array(parts, pa.string()),
        }))
        return refusal.found(
            cursor, ledger, f"({rows_sql(ledger, [file])})",
            f"(line, {panel_of('r')}) in (select (line, part) from against)",
        )


def counts_of(books: Books, matched: matching.Matched, wide: bool) -> tuple[int, int]:
    """Records with an accepted row, and records whose rows are all duplicates."""
    if not wide:
        return matched.rows - matched.duplicates, matched.duplicates
    cursor = books.connection.cursor()
    record = f"(line, {panel_of('r')})"
    try:
        accepted, lines = cursor.execute(
            f"select count(distinct {record}) filter (where load_status = 'accepted'), "
            f"count(distinct {record}) from read_parquet($1) r", [str(matched.file.path)],
        ).fetchone()
        return accepted, lines - accepted
    finally:
        cursor.close()


def _sums(books: Books, tried: Tried) -> dict[str, tuple[int, int]]:
    """Money column that the file fills → its accepted and its duplicate 分."""
    columns = [each.column for each in tried.checked.money]
    if not tried.matched.duplicates and tried.matched.file == tried.checked.file:
        return {each.column: (each.kept, 0) for each in tried.checked.money}
    return sums_of(books, tried.checked.ledger, tried.matched.file, columns)


def sums_of(
    books: Books, ledger: Ledger, file: BatchFile, columns: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Money column → its accepted and its duplicate 分 in the rows of a batch file."""
    found = {}
    with books.connection.cursor() as cursor:
        for name in columns:
            stored = quoted(ledger.column(name).stored)
            accepted, duplicates = cursor.execute(
                f"select coalesce(sum({stored}) filter (where load_status = 'accepted'), 0)::hugeint, "
                f"coalesce(sum({stored}) filter (where load_status = 'duplicate'), 0)::hugeint "
                f"from ({rows_sql(ledger, [file])})"
            ).fetchone()
            found[name] = int(accepted), int(duplicates)
    return found


def said_of(
    state: State, ledger: Ledger, sheet: str, matched: matching.Matched
) -> list[Problem]:
    """The problems of the rows that the books refuse."""
    key = "、".join(ledger.column(part).title for part in ledger.key)
    closed = {each.seq: each.said for each in state.closings}

    def said(each: matching.Conflict) -> Problem:
        if each.sibling:
            return problem("conflict_sibling", ROW, each.line, key, "", sheet)
        if each.closing:
            column = ledger.column(ledger.dated).title
            return problem("period_closed", ROW, each.line, column, "", sheet, closed[each.closing])
        return problem(
            "key_conflict", ROW, each.line, key, "", sheet, f"第{each.batch}号装载第{each.of_line}行"
        )

    return [
        validation.in_panel(said(each), each.part) if each.part else said(each)
        for each in matched.conflicts
    ]
