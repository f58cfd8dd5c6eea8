"""A table tried: validated, held against the books, its receipt drawn up; nothing is written.

Trying touches the staging folder only. A trial holds for one version of the books; when they moved,
`hold` holds the validated rows against the new one.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from openbooks import contract, matching, staging, validation
from openbooks import mapping as mapping_module
from openbooks.books import Books
from openbooks.codes import problem
from openbooks.engine import room
from openbooks.errors import ROW, Problem, WrongUse
from openbooks.history import State
from openbooks.mapping import Mapping
from openbooks.naming import panel_of
from openbooks.receipt import Receipt, Sum
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


def try_table(
    books: Books, source: Source, path_in: Path, table: Table, mapping: Mapping,
    supersede: int | None = None,
) -> Tried:
    """Validate one table of a file and hold it against the books; write nothing into them.

    `path_in` is where the bytes of the file lie. Raises WrongUse for a mapping that cannot be used
    or a batch to supersede that does not exist, is undone, or holds another ledger.
    """
    faults = mapping_module.check(mapping)
    if faults:
        raise WrongUse("；".join(faults))
    ledger = contract.ledger(mapping.ledger)
    state = books.state()
    if supersede is not None:
        old = state.batch(supersede)
        if old.undone_by or old.ledger != ledger.name:
            raise WrongUse(f"第{supersede}号装载已撤销，或不是“{ledger.title}”，不能被取代。")
    known = books.known(state)
    with room(), ExitStack() as unless_tried:
        folder = staging.begin(books.home)
        unless_tried.callback(staging.end, folder)
        checked = validation.validate(table, mapping, ledger, known, folder / "rows.parquet")
        tried = hold(books, state, Tried(
            source, path_in, table, mapping, checked, _unmatched(checked), -1,
            _no_receipt(source, table, ledger.name), supersede,
        ))
        unless_tried.pop_all()
    return tried


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
    """`tried`, held against the books at `state`."""
    folder = tried.checked.file.path.parent
    matched = matching.match(
        books, state, tried.checked.ledger, tried.checked.file, folder / "matched.parquet",
        folder / "dead.parquet", tried.supersede,
    )
    tried = replace(tried, matched=matched, version=state.version)
    return replace(tried, receipt=_receipt(books, state, tried))


def _receipt(books: Books, state: State, tried: Tried) -> Receipt:
    """The receipt of a trial: every record of the table, and every 分."""
    table, checked, matched = tried.table, tried.checked, tried.matched
    refused = checked.refused | {(each.line, each.part) for each in matched.conflicts}
    dropped = [(each.line, each.reason) for each in table.dropped]
    listed = {line for line, _ in dropped}
    dropped += [(line, "表头") for line in table.header_records if line not in listed]
    dropped += [(each.line, "期初余额行") for each in table.balances if each.line not in listed]
    dropped += [(line, NO_MONTH) for line in checked.empty_lines]
    accepted, duplicates = _line_counts(books, tried)
    money = {name: (a, d) for name, a, d in _sums(books, tried)}
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
            (*checked.problems, *_conflicts(state, tried)), key=lambda each: (each.line, each.column)
        )),
        dropped_records=tuple(sorted(dropped)),
        replaces=tried.supersede or 0,
        replaced_rows=matched.dead_rows,
    )


def _line_counts(books: Books, tried: Tried) -> tuple[int, int]:
    """Records with an accepted row, and records whose rows are all duplicates."""
    if tried.mapping.wide is None:
        return tried.matched.rows - tried.matched.duplicates, tried.matched.duplicates
    cursor = books.connection.cursor()
    record = f"(line, {panel_of('r')})"
    try:
        accepted, lines = cursor.execute(
            f"select count(distinct {record}) filter (where load_status = 'accepted'), "
            f"count(distinct {record}) from read_parquet($1) r", [str(tried.matched.file.path)],
        ).fetchone()
        return accepted, lines - accepted
    finally:
        cursor.close()


def _sums(books: Books, tried: Tried) -> list[tuple[str, int, int]]:
    """(column, accepted, duplicates) in 分 of each money column that the file fills."""
    cursor = books.connection.cursor()
    try:
        found = []
        for each in tried.checked.money:
            if not tried.matched.duplicates and tried.matched.file == tried.checked.file:
                found.append((each.column, each.kept, 0))
                continue
            name = tried.checked.ledger.column(each.column).stored
            accepted, duplicates = cursor.execute(
                f"select coalesce(sum({name}) filter (where load_status = 'accepted'), 0)::hugeint, "
                f"coalesce(sum({name}) filter (where load_status = 'duplicate'), 0)::hugeint "
                "from read_parquet($1)", [str(tried.matched.file.path)],
            ).fetchone()
            found.append((each.column, int(accepted), int(duplicates)))
        return found
    finally:
        cursor.close()


def _conflicts(state: State, tried: Tried) -> list[Problem]:
    key = "、".join(tried.checked.ledger.column(part).title for part in tried.checked.ledger.key)
    return [
        problem("conflict_sibling", ROW, each.line, key, "", tried.table.sheet)
        if each.sibling
        else problem(
            "key_conflict", ROW, each.line, key, "", tried.table.sheet,
            f"第{each.batch}号装载第{each.of_line}行",
        )
        for each in tried.matched.conflicts
    ]
