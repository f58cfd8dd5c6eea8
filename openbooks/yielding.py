"""Living rows that give way to a new load: those of the loads whose place it takes, those of the lines
that its records stand for, and what took the place of such a line before.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from openbooks import resubmission
from openbooks.books import Books, Cursor
from openbooks.contract import Ledger
from openbooks.history import State
from openbooks.live import equal_values, looked_up_sql
from openbooks.naming import has_key, panel_of, quoted
from openbooks.resubmission import Stand

# Whether the living row `l` gives way: its whole batch does, or its line.
GIVES_WAY = (
    "(list_contains($replaced::bigint[], l.batch) or exists (select 1 from stand d "
    f"where d.batch = l.batch and d.of_line = l.line and d.of_part = {panel_of('l')}))"
)


def entering(cursor: Cursor, source: str, stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Those of the stands whose records the rows of `source` have: others were refused before."""
    if not stands:
        return ()
    records = set(cursor.execute(f"select line, {panel_of('s')} from {source} s").fetchall())
    return tuple(each for each in stands if (each.line, each.part) in records)


def yielding(
    books: Books, state: State, ledger: Ledger, stands: Sequence[Stand], replaced: Sequence[int]
) -> pa.Table:
    """The lines that give way, as table stand (line, part, batch, of_line, of_part, family): those
    that records stand for, and (line 0) what took their place before."""
    families = {number: state.family(number) for number in {each.batch for each in stands}}
    before = resubmission.before(books.home, state, ledger.name, stands, replaced)
    return pa.table({
        "line": pa.array([*(each.line for each in stands), *(0 for _ in before)], pa.int64()),
        "part": pa.array([*(each.part for each in stands), *("" for _ in before)], pa.string()),
        "family": pa.array(
            [*(families[each.batch] for each in stands), *(() for _ in before)], pa.list_(pa.int64())
        ),
        "batch": pa.array(
            [*(each.batch for each in stands), *(number for number, _, _ in before)], pa.int64()
        ),
        "of_line": pa.array(
            [*(each.of_line for each in stands), *(line for _, line, _ in before)], pa.int64()
        ),
        "of_part": pa.array(
            [*(each.of_part for each in stands), *(part for _, _, part in before)], pa.string()
        ),
    })


def numbered(
    cursor: Cursor, ledger: Ledger, source: str, live: str, stands: Sequence[Stand]
) -> tuple[str, bool]:
    """The rows with the ordinals that they have in the books; whether any is another one."""
    if not stands or not _number_on(cursor, ledger, source, live):
        return source, False
    return (
        "(select s.* replace (s.ordinal + coalesce(n.more, 0) as ordinal) "
        f"from {source} s left join nth n on n.row_no = s.row_no)"
    ), True


def _number_on(cursor: Cursor, ledger: Ledger, source: str, live: str) -> bool:
    """Count equal rows without a key on from those of the file that a line was refused in: of two
    equal payments in one file the second is no duplicate, also when it comes later, and whether it
    names its person or numbers him. Leaves table `nth` (row_no, more); whether there is any."""
    cursor.execute(
        f"create or replace temp table nth as select s.row_no, count(*) as more "
        f"from ({looked_up_sql(ledger, source, live)}) s "
        f"join stand d on d.line = s.line and d.part = {panel_of('s')} "
        f"join {live}.{quoted(ledger.name)} l "
        f"on list_contains(d.family, l.batch) and not exists (select 1 from stand e "
        f"where e.batch = l.batch and e.of_line = l.line and e.of_part = {panel_of('l')}) "
        f"and {equal_values(ledger, 's', 'l')} where not {has_key(ledger, 's')} group by s.row_no"
    )
    return bool(cursor.execute("select count(*) from nth").fetchone()[0])
