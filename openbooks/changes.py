"""What is between two versions of the books, line by line, for one reader.

A row is known by its batch and its place in it. From an earlier version to a later one it came, went,
or reads differently: the roster of a later load tells which person or unit it speaks of. Each such
line has its reason. Over the lines of a ledger the number of rows (+1, −1, 0) and every amount add
up to the difference of the two versions, to the 分.

Whether a row reads differently is judged by what is stored and resolved, not by how it is masked: a
name that only a later load makes known is covered in texts of earlier rows, and changes none of
them. What a line shows is what the reader's views of the two versions hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from openbooks import contract, query, store
from openbooks.books import Cursor, View
from openbooks.contract import Column, Ledger
from openbooks.engine import sound
from openbooks.framing import framed
from openbooks.history import State
from openbooks.live import ACTIVITIES, UNITS
from openbooks.naming import literal, quoted
from openbooks.query import Result
from openbooks.statement import OutputColumn

CAME, WENT, DIFFERS = "来了", "没了", "读法不同"
LISTS = ("unit", "activity", "member")  # what turns names into identifiers
NAME = "changes"


@dataclass(frozen=True)
class Totals:
    """Rows, and the sum in 分 of each money column; None where no row has an amount."""

    rows: int
    sums: tuple[int | None, ...]


@dataclass(frozen=True)
class Part:
    """The lines of one kind and one reason: how many, and what they add to rows and sums."""

    kind: str
    reason: str
    lines: int
    adds: Totals


@dataclass(frozen=True)
class Change:
    """What is different in one ledger; `columns` are its money columns, in the order of the sums."""

    ledger: str
    columns: tuple[Column, ...]
    before: Totals
    after: Totals
    parts: tuple[Part, ...]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(each.lines for each in self.parts)

    @property
    def tied(self) -> bool:
        """Whether the lines add up to the difference, in rows and in every amount."""
        adds = [each.adds for each in self.parts]
        return self.after.rows - self.before.rows == sum(each.rows for each in adds) and all(
            (self.after.sums[at] or 0) - (self.before.sums[at] or 0)
            == sum(each.sums[at] or 0 for each in adds)
            for at in range(len(self.columns))
        )


def differences(before: View, after: View) -> tuple[Change, ...]:
    """The ledgers that are different in `after`, in the contracts' order. Both views are of one
    reader and one folder, and `before` of the earlier version."""
    found = (_change(before, after, ledger) for ledger in contract.ledgers().values()
             if _may_differ(before.state, after.state, ledger))
    return tuple(each for each in found if each.parts)


def lines(
    before: View, after: View, name: str, limit: int | None = None, offset: int = 0
) -> Result:
    """The lines of one ledger: change, why, what reads differently and how, batch, line, the columns
    that its list shows, and what the line adds to each amount (below zero for one that went)."""
    ledger = contract.ledger(name)
    columns = _columns(ledger)
    said = ", ".join(quoted(each.name) for each in columns[2:])
    with after.cursor() as cursor, sound():
        table = cursor.sql(
            f"select change, because, by_load, {said} from ({_lines_sql(before, after, ledger)}) "
            "order by change, because, by_load, batch, row_no limit $limit offset $offset",
            params={"limit": limit, "offset": offset},
        ).to_arrow_table()
    because, number = (table.column(each).to_pylist() for each in ("because", "by_load"))
    known = {each: reason(after.state, *each) for each in {*zip(because, number, strict=True)}}
    told = [known[each] for each in zip(because, number, strict=True)]
    table = table.drop_columns(["because", "by_load"]).add_column(1, "why", pa.array(told, pa.string()))
    return Result(NAME, after.version, columns, framed(NAME, columns, table), "")


def reason(after: State, because: str, number: int) -> str:
    """Why a line is one, in words; `number` is the load that is meant."""
    if because == "resolved":
        return "名册对应"
    batch = after.batch(number)
    if because == "freed":
        return f"取代它的第 {number} 号撤销了，恢复计数"
    said = {
        "undone": f"撤销第 {number} 号", "replaced": f"被第 {number} 号取代",
        "revived": f"重复恢复计数（第 {number} 号的那一行不再计数）",
        "repeated": f"又成了重复（由第 {number} 号的那一行计数）",
    }
    if because in said:
        return said[because]
    again = f"（重做或复核通过第 {batch.again} 号）" if batch.again else ""
    return f"装载第 {number} 号{again}"


def _may_differ(before: State, after: State, ledger: Ledger) -> bool:
    """Whether anything between the two versions can have touched a ledger."""
    names = (ledger.name, *(LISTS if _resolved(ledger) else ()))
    return any(_living(before, each) != _living(after, each) for each in names)


def _living(state: State, name: str) -> frozenset[int]:
    return frozenset(each.number for each in state.living(name))


def _change(before: View, after: View, ledger: Ledger) -> Change:
    """One ledger: both totals, each from its own version, and the lines between by reason."""
    money = tuple(each for each in ledger.columns if each.type == "money")
    sums = "".join(f", sum({quoted(each.stored)})::bigint" for each in money)
    with after.cursor() as cursor, sound():
        old, new = (_totals(cursor, view, ledger, sums) for view in (before, after))
        found = cursor.execute(
            f"select change, because, by_load, count(*), sum(counts)::bigint{sums} "
            f"from ({_lines_sql(before, after, ledger)}) group by all order by all"
        ).fetchall()
    parts = tuple(
        Part(kind, reason(after.state, because, number), count, Totals(rows, tuple(adds)))
        for kind, because, number, count, rows, *adds in found
    )
    return Change(ledger.name, money, old, new, parts)


def _totals(cursor: Cursor, view: View, ledger: Ledger, sums: str) -> Totals:
    (rows, *found), = cursor.execute(
        f"select count(*){sums} from {view.schema}.{quoted(ledger.name)}"
    ).fetchall()
    return Totals(rows, tuple(found))


def _columns(ledger: Ledger) -> tuple[OutputColumn, ...]:
    """The columns of `lines`: those of the ledger as its own list of rows has them, amounts last."""
    shown = {each.name for each in query.query(f"{ledger.name}_rows").columns}
    known = [each for each in ledger.columns if each.stored in shown or each.type == "money"]
    known.sort(key=lambda each: each.type == "money")
    return (
        OutputColumn("change", "list", "", "变动"), OutputColumn("why", "text", "", "原因"),
        OutputColumn("reading", "text", "", "从 → 到"), OutputColumn("batch", "integer", "", "批次"),
        OutputColumn("row_no", "integer", "", "行序"), OutputColumn("line", "integer", "", "行号"),
        *(OutputColumn(each.stored, each.type, "分" if each.type == "money" else each.unit,
                       f"{each.title}增减" if each.type == "money" else each.title) for each in known),
    )


def _resolved(ledger: Ledger) -> tuple[Column, ...]:
    """The columns of a ledger that a later list can fill or turn into an identifier."""
    persons = [identifier for identifier, _ in ledger.person] if ledger.name != "member" else []
    return tuple(each for each in ledger.columns
                 if each.references in UNITS | ACTIVITIES or each.name in persons)


def _lines_sql(before: View, after: View, ledger: Ledger) -> str:
    """SELECT of the lines: change, because, by_load, reading, counts, and the columns of the row, amounts
    with the sign of what they add."""
    selects = [
        _one_sided(CAME, after, before, ledger, ("loaded", "freed", "revived")),
        _one_sided(WENT, before, after, ledger, ("undone", "replaced", "repeated")),
    ]
    changing = _resolved(ledger)
    if changing and any(_living(before.state, each) != _living(after.state, each) for each in LISTS):
        selects.append(_read_otherwise(before, after, ledger, changing))
    return " union all ".join(selects)


def _one_sided(kind: str, here: View, there: View, ledger: Ledger, why: tuple[str, str, str]) -> str:
    """SELECT of the rows that are in `here` and not in `there`. `why` is said of a row whose batch
    does not count there, of one that another load took the place of there, of a duplicate."""
    table, sign = quoted(ledger.name), 1 if kind == CAME else -1
    source = f"{here.schema}.{table} r"
    own, shared = (f(_living(here.state, ledger.name), _living(there.state, ledger.name))
                   for f in (frozenset.difference, frozenset.intersection))
    alone = f"list_contains({_listed(own)}, r.batch)"
    repeats = any(here.state.batch(each).repeats for each in shared)
    if not repeats and _killers(here) == _killers(there) and here.reader.units is None:
        # then a batch that counts in both has the same rows in both: they need not be compared
        because, number, joins, where = f"'{why[0]}'", "r.batch", "", alone
    else:
        because = (f"case when {alone} then '{why[0]}' when d.by is not null then '{why[1]}' "
                   f"when s.load_status = 'duplicate' then '{why[2]}' else 'resolved' end")
        number = (f"case when {alone} then r.batch when d.by is not null then d.by "
                  "when s.load_status = 'duplicate' then s.of_batch else 0 end")
        joins = (f"left {_beside('d', f'({_dead_sql(there)})')} "
                 f"left {_beside('s', f'raw_{here.version}.{table}')}")
        where = (f"not exists (select 1 from {there.schema}.{table} o "
                 "where o.batch = r.batch and o.row_no = r.row_no)")
    return (f"select '{kind}' as change, {because} as because, {number} as by_load, "
            f"null::varchar as reading, {sign} as counts, {_row(ledger, sign)} "
            f"from {source} {joins} where {where}")


def _read_otherwise(before: View, after: View, ledger: Ledger, changing: Iterable[Column]) -> str:
    """SELECT of the rows that are in both, and speak of another unit, activity or person."""
    table = quoted(ledger.name)
    names = {each.title: quoted(each.stored) for each in changing}
    said = ", ".join(
        f"case when l.{name} is distinct from k.{name} then {literal(title)} || '：' || "
        f"coalesce(o.{name}, '（空）') || ' → ' || coalesce(r.{name}, '（空）') end"
        for title, name in names.items()
    )
    differ = " or ".join(f"l.{name} is distinct from k.{name}" for name in names.values())
    return (f"select '{DIFFERS}', 'resolved', 0, concat_ws('；', {said}), 0, {_row(ledger, 0)} "
            f"from {after.schema}.{table} r {_beside('o', f'{before.schema}.{table}')} "
            f"{_beside('k', f'live_{before.version}.{table}')} "
            f"{_beside('l', f'live_{after.version}.{table}')} where {differ}")


def _row(ledger: Ledger, sign: int) -> str:
    """The columns of a row `r`, amounts times `sign`."""
    names = [(each.type == "money", quoted(each.stored)) for each in ledger.columns]
    return ", ".join(["r.batch, r.row_no, r.line", *(
        f"{sign} * r.{name} as {name}" if money else f"r.{name}" for money, name in names
    )])


def _killers(view: View) -> frozenset[int]:
    """The loads alive at a version that took the place of rows of earlier ones."""
    return frozenset(each.number for each in view.state.batches if each.superseded and not each.undone_by)


def _beside(alias: str, source: str) -> str:
    """A join with the same row in another relation."""
    return f"join {source} {alias} on {alias}.batch = r.batch and {alias}.row_no = r.row_no"


def _listed(numbers: Iterable[int]) -> str:
    return f"[{', '.join(map(str, sorted(numbers)))}]::bigint[]"


def _dead_sql(view: View) -> str:
    """SELECT of the rows (batch, row_no) that loads alive at a version took the place of, and the
    load that did."""
    killers = sorted(_killers(view))
    if not killers:
        return "select null::bigint as batch, null::bigint as row_no, null::bigint as by where false"
    paths = ", ".join(literal(str(store.dead_path(view.books.home, each))) for each in killers)
    numbers = ", ".join(map(str, killers))
    return (
        f"select batch, row_no, min([{numbers}][(file_index + 1)::bigint])::bigint as by "
        f"from read_parquet([{paths}]) group by batch, row_no"
    )
