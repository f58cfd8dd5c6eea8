"""Which rows of the books are a unit's, and how they are written for the level above.

Numbers that only these books give out (`1` for their one unit, a staff number, an activity's) would
meet the same numbers of another unit one level up. Under a code given by the level above they all
begin with it; without one, books whose unit is the `1` of their founding use their name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openbooks.books import View
from openbooks.celltext import cell_text, neutral, write_csv
from openbooks.contract import Column, Ledger, ledgers
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.export import SLICE
from openbooks.founding import ONLY_UNIT
from openbooks.home import PROGRAM
from openbooks.mapping import ORIGIN
from openbooks.naming import literal, quoted
from openbooks.packet import OWN

LONGEST_CODE = 60
OF_BOOKS = frozenset({"parameter", "calendar"})  # law and calendar: the level above has its own
IDENTIFIED = frozenset({"unit.unit_id", "member.member_id", "activity.activity_id"})


@dataclass(frozen=True)
class Scope:
    """Whose rows: the unit, those below, whether that is all of the books; how numbers are renamed."""

    unit: str
    name: str
    units: tuple[str, ...]
    whole: bool
    code: str

    @property
    def renamed(self) -> bool:
        """Whether the numbers of these books get the code before them."""
        return self.code != self.unit


def scope_of(view: View, unit: str, code: str) -> Scope:
    """The unit of that number or name with all below it; WrongUse where there is none, or several."""
    cursor = view.cursor()
    try:
        with sound():
            found = cursor.execute("select unit_id, name, parent_id from unit").fetchall()
    finally:
        cursor.close()
    own = [each for each in found if unit in each[:2]]
    if len({each[0] for each in own}) != 1:
        raise WrongUse(
            f"账里{'有几个' if own else '没有'}单位“{unit}”。请用单位编号，在“单位与组织”台账里可以查到。"
        )
    number, name = own[0][:2]
    units = [number]
    for each in units:  # grows while it is walked
        units += [below for below, _, parent in found if parent == each and below not in units]
    code = " ".join(code.split())
    if len(code) > LONGEST_CODE:
        raise WrongUse(f"上级给的编号最多 {LONGEST_CODE} 个字。")
    code = code or (view.state.settings.union if number == ONLY_UNIT else number)
    return Scope(number, name, tuple(units), {each[0] for each in found} <= {*units}, code)


def is_closed(view: View, ledger: Ledger) -> bool:
    """Whether a column that every row needs is closed to this role: such rows could not be loaded."""
    if not view.reader.masked or ledger.name in OF_BOOKS:
        return False
    needed = [quoted(column.stored) for column in ledger.columns if column.required]
    lacking = " or ".join(f"{each} is null" for each in needed) or "false"
    cursor = view.cursor()
    try:
        with sound():
            return bool(
                cursor.execute(f"select 1 from {quoted(ledger.name)} where {lacking} limit 1").fetchone()
            )
    finally:
        cursor.close()


def tables_of(
    view: View, scope: Scope, folder: Path
) -> tuple[list[tuple[Ledger, Path, int]], set[int]]:
    """The CSV of each ledger with rows of the unit, with their number, and the loads they are from."""
    found: list[tuple[Ledger, Path, int]] = []
    used: set[int] = set()
    cursor = view.cursor()
    try:
        for ledger in ledgers().values():
            if ledger.name in OF_BOOKS or is_closed(view, ledger):
                continue
            for name, where in _wheres(view, ledger, scope):
                path = folder / f"{name}.csv"
                columns = ", ".join(f"r.{quoted(column.stored)}" for column in ledger.columns)
                with sound():
                    cursor.execute(
                        f"select {columns}, r.batch, r.line, r.cell from {quoted(ledger.name)} r "
                        f"where {where} order by r.batch, r.row_no"
                    )
                    header = [*(column.title for column in ledger.columns), *ORIGIN]
                    count = write_csv(path, header, _lines(view, cursor, ledger, scope, used))
                if count:
                    found.append((ledger, path, count))
    finally:
        cursor.close()
    return found, used


def _wheres(view: View, ledger: Ledger, scope: Scope) -> Iterator[tuple[str, str]]:
    """(name of the file, SQL condition of its rows) of a ledger."""
    listed = ", ".join(map(literal, scope.units))
    if ledger.name == "unit":
        yield OWN, f"r.unit_id = {literal(scope.unit)}"
        yield "unit", f"r.unit_id in ({listed}) and r.unit_id <> {literal(scope.unit)}"
        return
    if ledger.name == "account":  # those that came with the program, the level above has too
        own = [b.number for b in view.state.living("account") if b.who != PROGRAM]
        yield "account", f"list_contains({own}::bigint[], r.batch)"
        return
    owners = []
    columns = ledger.columns_by_name
    if "unit_id" in columns:
        owners.append("r.unit_id")
    if "activity_id" in columns and ledger.name != "activity":
        owners.append("(select any_value(a.unit_id) from activity a where a.activity_id = r.activity_id)")
    if ledger.person and ledger.name != "member":
        person = quoted(ledger.person[0][0])
        owners.append(f"(select any_value(m.unit_id) from member m where m.member_id = r.{person})")
    owner = f"coalesce({', '.join(owners)})"
    nobodys = f" or {owner} is null or {owner} not in (select unit_id from unit)" if scope.whole else ""
    yield ledger.name, f"{owner} in ({listed}){nobodys}"


def _lines(
    view: View, cursor: Any, ledger: Ledger, scope: Scope, used: set[int]
) -> Iterator[list[str]]:
    """The rows that a cursor was asked for, as cells, each with where it came from."""
    renames = [_renaming(ledger, column, scope) for column in ledger.columns]
    covered = cover_of(view)
    files = {each.number: neutral(covered(each.file)) for each in view.state.batches}
    while rows := cursor.fetchmany(SLICE):
        for *values, batch, line, cell in rows:
            used.add(batch)
            cells = [
                cell_text(rename(value) if rename else value, column.type == "money")
                for value, column, rename in zip(values, ledger.columns, renames, strict=True)
            ]
            yield [*cells, files[batch], f"{line} {neutral(cell)}" if cell else str(line), str(batch)]


def cover_of(view: View) -> Callable[[str], str]:
    """What of a file's name this role may see."""
    return view.books.scrubber(view.state) if view.reader.masked else str


def _renaming(ledger: Ledger, column: Column, scope: Scope) -> Callable[[Any], Any] | None:
    """How the values of a column are told apart from those of other units; None: as they stand."""
    is_unit = column.references == "unit.unit_id" or (ledger.name, column.name) == ("unit", "unit_id")
    if column.name == "parent_id":
        return lambda value: _of(scope, value) if value in scope.units else (
            None if scope.renamed else value
        )
    if is_unit and column.name == "unit_id":
        return lambda value: scope.code if value is None else _of(scope, value)
    if not scope.renamed:
        return None
    if is_unit:
        return lambda value: _of(scope, value)
    if column.references in IDENTIFIED or ledger.key == (column.name,):
        return lambda value: None if value is None else f"{scope.code}-{value}"
    return None


def _of(scope: Scope, value: str | None) -> str | None:
    """A unit's number one level up."""
    if value is None or not scope.renamed:
        return value
    return scope.code if value == scope.unit else f"{scope.code}-{value}"
