"""Runs the files of queries/ on a cursor of the books: a name and parameters give a frame.

The cursor is the caller's (`books` hands it in with role, version and units already set); one call,
one cursor. Values are bound, never written into the statement. A statement that is not what its
header says is refused before it runs, and an answer whose types are not those of the header after.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from openbooks import statement, syntax
from openbooks.binding import bind
from openbooks.books import View
from openbooks.contract import ledgers
from openbooks.engine import stated
from openbooks.errors import WrongUse
from openbooks.framing import framed, listed
from openbooks.naming import quoted
from openbooks.statement import OutputColumn, Query
from openbooks.steadily import steadily

PAGING = frozenset({"limit", "offset"})
ORDER = "\norder by "  # at the start of a line only the one of the whole statement
# sha256 of a file's header and statement → faults: a file is checked once in each of its states
_checked: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Result:
    """An answer: one column of `frame` for each of `columns`, in order; `sql` as it was run."""

    name: str
    version: int
    columns: tuple[OutputColumn, ...]
    frame: pd.DataFrame
    sql: str

    def column(self, name: str) -> OutputColumn:
        """The column of that name; WrongUse when the answer has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise WrongUse(f"查询 {self.name} 没有列 {name}")


def catalogue() -> dict[str, Query]:
    """Name → query of every file of queries/ (see `statement.catalogue`)."""
    return statement.catalogue()


def query(name: str) -> Query:
    """The query of that name; WrongUse when there is none."""
    found = catalogue().get(name)
    if found is None:
        raise WrongUse(f"没有查询 {name}")
    return found


def known_relations() -> frozenset[str]:
    """What a statement may read: the ledgers and the marts."""
    marts = {each.name for each in catalogue().values() if each.folder == "marts"}
    return frozenset(ledgers()) | marts


def check(
    cursor: duckdb.DuckDBPyConnection, query: Query, relations: Iterable[str] | None = None
) -> list[str]:
    """What is wrong with a query's file, in Chinese; empty when header and statement agree.

    From the parse tree: one SELECT; relations read = sources, all of them in `relations` (default:
    the ledgers and the marts); no table function but range and unnest; parameters used = declared;
    columns = declared, in order; no `*`; no clock, chance or other schema; and, marts apart, an
    order at the end by columns of the answer (that it is total, a test proves on rows).
    """
    # fetched to its end: a cursor with an unfinished result refuses the next statement
    serialized = cursor.execute("select json_serialize_sql($1)", [query.sql]).fetchall()
    parsed = json.loads(serialized[0][0])
    if parsed["error"]:
        return [f"不是一条可读的 SELECT：{parsed['error_message']}"]
    if len(parsed["statements"]) != 1:
        return ["不是恰好一条语句"]
    node = parsed["statements"][0]["node"]
    read, faults = syntax.relations(node)
    faults += syntax.function_faults(node) + syntax.star_faults(node)
    allowed = known_relations() if relations is None else frozenset(relations)
    faults += _differ("来源", read, query.sources)
    faults += [f"没有这个来源：{each}" for each in sorted(read - allowed)]
    faults += _differ("参数", syntax.parameters(node), query.parameters)
    amounts = {each.name for each in query.columns if each.type == "money"}
    faults += [f"sums 里的 {each} 不是金额列" for each in query.sums if each not in amounts]
    declared = [each.name for each in query.columns]
    if syntax.outputs(node) != declared:
        faults.append(f"列是 {syntax.outputs(node)}，表头写的是 {declared}")
    if query.folder != "marts":
        order = syntax.order(node)
        if order is None:
            faults.append("末尾没有 order by")
        elif not set(order) <= set(declared):
            faults.append(f"order by 只能用结果的列，而它是 {order}")
    return faults


def _differ(what: str, used: Iterable[str], declared: Iterable[str]) -> list[str]:
    used, declared = set(used), set(declared)
    return [f"{what} {each} 用了而没有写在表头" for each in sorted(used - declared)] + [
        f"{what} {each} 写在表头而没有用" for each in sorted(declared - used)
    ]


def run(
    cursor: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any] | None = None,
    version: int = 0,
) -> Result:
    """`answered` for the query of that name; WrongUse for an unknown one."""
    return answered(cursor, query(name), parameters, version)


def answered(
    cursor: duckdb.DuckDBPyConnection, asked: Query, parameters: Mapping[str, Any] | None = None,
    version: int = 0,
) -> Result:
    """The answer of a query; `version` is only carried into it. Raises WrongUse for a mart, wrong
    parameters, a file that fails `check`, or an answer whose types are not those of its header;
    BooksDamaged when the rows cannot be read."""
    bound = _ready(cursor, asked, parameters or {})
    with stated(asked.name):
        table = cursor.sql(asked.sql, params=bound).to_arrow_table()
    return Result(
        asked.name, version, asked.columns, framed(asked.name, asked.columns, table), asked.sql)


def told(
    cursor: duckdb.DuckDBPyConnection, asked: Query, relations: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """The answer of a query without parameters as one dictionary a row, with Python values: many small
    answers need no frame. `relations` as in `check`. Raises as `answered`."""
    _ready(cursor, asked, {}, relations)
    with stated(asked.name):
        cursor.execute(asked.sql)
        described, rows = cursor.description, cursor.fetchall()
    return listed(asked.name, asked.columns, described, rows)


def read_ahead(
    cursor: duckdb.DuckDBPyConnection, statements: Iterable[Query], relations: frozenset[str]
) -> None:
    """Check files before they are asked, beside other work: what was found is remembered."""
    for each in statements:
        _faults(cursor, each, relations)


def _ready(
    cursor: duckdb.DuckDBPyConnection, asked: Query, parameters: Mapping[str, Any],
    relations: frozenset[str] | None = None,
) -> dict[str, Any]:
    """The parameters as bound, on a cursor that takes a statement. Raises as `answered`."""
    if asked.folder == "marts":
        raise WrongUse(f"{asked.name} 是中间视图，不是查询")
    bound = bind(asked, parameters)
    _refuse_faulty(cursor, asked, relations)
    cursor.complete()
    return bound


def ask(view: View, name: str, parameters: Mapping[str, Any] | None = None) -> Result:
    """`run` on the books: the marts that the query reads are made first, the cursor is closed."""
    def asked(there: View) -> Result:
        with there.with_marts(query(name).sources).cursor() as cursor:
            return run(cursor, name, parameters, there.version)

    return steadily(view, asked)


def totals(
    view: View, name: str, parameters: Mapping[str, Any] | None = None
) -> tuple[int, dict[str, int]]:
    """The rows of a whole answer and the sum in 分 of each column that its header's `sums` names,
    without fetching it; `limit` and `offset` are passed over. Raises as `run`."""
    asked = query(name)
    given = {key: value for key, value in (parameters or {}).items() if key not in PAGING}
    bound = {key: value for key, value in bind(asked, given).items() if key not in PAGING}
    held = asked.sums
    sums = "".join(f", coalesce(sum({quoted(each)}), 0)::bigint" for each in held)
    # sums need no order, and a limit that may be there would keep the sorting of all rows
    unordered = asked.sql.rpartition(ORDER)[0]

    def summed(there: View) -> list[Any]:
        with there.with_marts(asked.sources).cursor() as cursor:
            _refuse_faulty(cursor, asked)
            cursor.complete()
            with stated(name):
                return cursor.sql(
                    f"select count(*){sums} from ({unordered})", params=bound
                ).fetchall()

    (count, *amounts), = steadily(view, summed)
    return count, dict(zip(held, amounts, strict=True))


def _refuse_faulty(
    cursor: duckdb.DuckDBPyConnection, query: Query, relations: frozenset[str] | None = None
) -> None:
    faults = _faults(cursor, query, relations)
    if faults:
        raise WrongUse(f"查询 {query.name} 的文件有误，没有执行：{'；'.join(faults)}")


def _faults(
    cursor: duckdb.DuckDBPyConnection, query: Query, relations: frozenset[str] | None = None
) -> tuple[str, ...]:
    """`check`, remembered by the file's content."""
    told = repr((query.folder, query.header, query.sql))
    digest = hashlib.sha256(told.encode()).hexdigest()
    if digest not in _checked:
        _checked[digest] = tuple(check(cursor, query, relations))
    return _checked[digest]


def rows(result: Result) -> list[dict[str, Any]]:
    """The answer as one dictionary a row, with Python values: None for what is missing."""
    columns = {name: result.frame[name].tolist() for name in result.frame.columns}
    return [
        {name: _plain(values[at]) for name, values in columns.items()}
        for at in range(len(result.frame))
    ]


@dataclass(frozen=True)
class Opened:
    """The query and the parameters that give the rows behind one figure."""

    name: str
    parameters: dict[str, Any]


def lines(
    name: str, row: Mapping[str, Any], parameters: Mapping[str, Any] | None = None,
    column: str = "rows",
) -> Opened:
    """What to `run` for the rows behind one row of the answer of query `name`.

    `row` holds the figure's columns (a row of the frame), `parameters` those it was asked with,
    `column` the figure that was clicked where a query opens some columns in ways of their own.
    Raises WrongUse when the query does not open, or the row lacks a column that it opens by.
    """
    asked = query(name)
    way = asked.lines.get(column) or asked.lines.get("rows")
    if way is None:
        raise WrongUse(f"查询 {name} 的列 {column} 没有写明它的明细")
    below = query(way.query)
    passed = {
        key: value
        for key, value in (parameters or {}).items()
        if key in below.parameters and key not in way.without
    }
    missing = sorted(each for each in set(way.keys.values()) if each not in row)
    if missing:
        raise WrongUse(f"打开查询 {name} 的明细需要列 {'、'.join(missing)}")
    taken = {key: _plain(row[held]) for key, held in way.keys.items()}
    return Opened(way.query, {**passed, **way.fixed, **taken})


def _plain(value: Any) -> Any:
    """A cell of a frame as a Python value; None for every kind of missing."""
    if value is None or (not isinstance(value, (str, list)) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value
