"""Taking a load back: its rows stop counting, nothing is deleted.

An undo that would let two rows of the same entry count, or change a closed period, is refused and
says what to do first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openbooks import actor, contract, store
from openbooks.books import Books
from openbooks.closing import closed_sql
from openbooks.contract import Ledger
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.history import Batch, State
from openbooks.journal import append
from openbooks.live import looked_up_sql, same_content, same_row
from openbooks.naming import has_key, literal, quoted
from openbooks.store import writing


def undo(
    books: Books, number: int, reason: str, who: str, at: datetime, second: str = ""
) -> int:
    """Take a load back; its rows stop counting, nothing is deleted. Returns the new version.

    Under the two-person rule `second` names who agreed, somebody else than `who`. Raises WrongUse
    for a batch that does not exist or is undone already, without a reason or that second person, for
    one that corrected rows and was corrected itself, and where a row that would come or go lies in a
    closed period, or would count beside another one of the same entry.
    """
    if not reason.strip():
        raise WrongUse("撤销要写明原因。")
    with writing(books.home):
        state = books.state()
        batch = state.batch(number)
        if batch.is_entry:
            raise WrongUse(f"第{number}号还在等待复核，不计入账；不要它，请用“退回”。")
        if batch.undone_by:
            raise WrongUse(f"第{number}号装载已在第{batch.undone_by}号事件中撤销。")
        if batch.superseded and (over := state.over(number)):
            raise WrongUse(
                f"第{number}号装载不能撤销：它取代过别的行，而它自己的行已由第{listed(over)}号装载取代。"
                "请先撤销那次装载。"
            )
        agreed = seconded(state, batch.ledger, who, second)
        _require_open(books, state, batch)
        _require_alone(books, state, batch)
        body = {"batch": number, "ledger": batch.ledger, "reason": reason.strip(), **agreed}
        return append(books.home, books.events, "undo", who, at, body).seq


def listed(numbers: Iterable[int]) -> str:
    """Numbers as a sentence names them: 5、7."""
    return "、".join(map(str, numbers))


def seconded(state: State, ledger: str, who: str, second: str) -> dict[str, str]:
    """The part of an event that names the second person, where the ledger is under that rule.

    Raises WrongUse where nobody else agreed.
    """
    if ledger not in state.two_person:
        return {}
    if actor.is_nobody(who) or actor.is_nobody(second) or actor.is_same(who, second):
        title = contract.ledger(ledger).title
        raise WrongUse(
            f"“{title}”实行录入、复核两人制，请写明经办人和复核人的姓名，且复核人不能是经办人本人。"
        )
    return {"second": second.strip()}


def _require_open(books: Books, state: State, batch: Batch) -> None:
    """Raise WrongUse where a living row of the load, or one that it superseded and that would count
    again, lies in a closed period."""
    ledger = contract.ledger(batch.ledger)
    if not (ledger.dated and state.closings):
        return
    closed = closed_sql(ledger, "r", state.closings, state.settings.fiscal_start)
    books.make(state)
    living = f"live_{state.version}.{quoted(ledger.name)}"
    selects = [f"select {closed} as closing from {living} r where r.batch = $1"]
    if batch.superseded:
        selects.append(f"select {closed} from ({_back(books, state, ledger, batch)}) r")
        # a duplicate counts again where its entry does not count already
        selects += [
            f"select {closed} from ({_back(books, state, ledger, batch, 'duplicate')}) r "
            f"where {which} and not exists (select 1 from {living} l where {same})"
            for which, same in _ways(ledger, "r")
        ]
    with sound(), books.connection.cursor() as cursor:
        seq = cursor.execute(
            f"select min(closing) from ({' union all '.join(selects)})", [batch.number]
        ).fetchone()[0]
    if seq is not None:
        raise WrongUse(
            f"第{batch.number}号装载不能撤销：{state.closing(seq).said}。确需更正，请先重新开账。"
        )


def _require_alone(books: Books, state: State, batch: Batch) -> None:
    """Raise WrongUse where a row that the load superseded would count again beside a row of the same
    entry that a later load brought."""
    if not batch.superseded:
        return
    ledger = contract.ledger(batch.ledger)
    books.make(state)
    live, raw, name = f"live_{state.version}", f"raw_{state.version}", quoted(ledger.name)
    meets = " union all ".join(
        "select b.batch, b.row_no, b.line, l.batch as there, l.row_no as there_row, "
        f"l.line as there_line from ({_back(books, state, ledger, batch)}) b "
        f"join {live}.{name} l on {same} where {which}"
        for which, same in _ways(ledger, "b")
    )
    with sound(), books.connection.cursor() as cursor:
        found = cursor.execute(
            "select there, there_line, b.batch, b.line "
            f"from ({meets}) b "
            f"join {raw}.{name} r on r.batch = there and r.row_no = there_row "
            "where there <> $1 and r.load_status = 'accepted' "
            f"and not exists (select 1 from {live}.dead d where d.batch = b.batch "
            "and d.row_no = b.row_no and d.by_batch <> $1) "
            "order by all limit 1", [batch.number]
        ).fetchall()
    if found:
        there, line, old, of_line = found[0]
        raise WrongUse(
            f"第{batch.number}号装载不能撤销：撤销后，第{old}号装载第{of_line}行会重新计数，而同一笔已由"
            f"第{there}号装载第{line}行计入。请先撤销第{there}号装载。"
        )


def _ways(ledger: Ledger, row: str) -> list[tuple[str, str]]:
    """How a row `row` is the same entry as a living row `l`: which rows (a condition), and when. By key,
    and without one by content: an `or` of both would compare all with all."""
    unkeyed = f"not {has_key(ledger, row)}"
    by_content = f"{same_content(ledger, row, 'l')} and not {has_key(ledger, 'l')}"
    by_key = [(has_key(ledger, row), same_row(ledger, row, "l"))] if ledger.key else []
    return [*by_key, (unkeyed, by_content)]


def _back(
    books: Books, state: State, ledger: Ledger, batch: Batch, status: str = "accepted"
) -> str:
    """SELECT of the stored rows of that status, of loads that live, that a load superseded, resolved."""
    dead = literal(str(store.dead_path(books.home, batch.number)))
    buried = (
        f"(select r.* from raw_{state.version}.{quoted(ledger.name)} r join read_parquet({dead}) d "
        f"on d.batch = r.batch and d.row_no = r.row_no where r.load_status = '{status}')"
    )
    return looked_up_sql(ledger, buried, f"live_{state.version}")
