"""Whether a unit's packet may enter these books, and what of it takes the place of what.

A newer packet of a unit takes the place of the earlier one, ledger by ledger. That it is the same
unit's, and newer, its chain shows: it goes on from the event at which the earlier packet was made. A
packet holds rows of its own unit and of those below it, as these books know them, and of nobody else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from openbooks import contract
from openbooks.access import LOCAL_STAFF
from openbooks.books import Books
from openbooks.celltext import restored
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.founding import ONLY_UNIT
from openbooks.history import Batch, State
from openbooks.packet import NAME, Packet, Part, is_own


@dataclass(frozen=True)
class Admitted:
    """What enters of a packet: each table with the load whose place it takes (None: of none), and the
    loads of earlier packets that it has no rows of any more, newest first."""

    steps: tuple[tuple[Part, int | None], ...]
    gone: tuple[Batch, ...]


def admitted(books: Books, found: Packet) -> Admitted:
    """What enters of a packet. Raises WrongUse for one of these very books, of their own unit, with
    rows of units that are not its own, of other books under the same number, or older than what was
    loaded; and while an earlier one waits for a second person."""
    state = books.state()
    _require_foreign(books, found)
    units = _units(books)
    _require_below(state, found, units)
    _require_none_waiting(state, found)
    steps = tuple(
        (part, earlier(state, part.name, part.ledger, part.sha256, found.digests))
        for part in found.parts if not listed_by(books, state, part.name, found.unit)
    )
    return Admitted(steps, tuple(_gone(state, found)))


def earlier(
    state: State, name: str, ledger: str, sha256: str, digests: tuple[str, ...] = ()
) -> int | None:
    """The living load of an earlier packet of the same unit, whose place this table takes; None where
    there is none, where this very table is there, or for a file that is no table of a packet.

    Raises WrongUse where a later packet is loaded already, or (with the packet's `digests`) one of
    other books.
    """
    mine = NAME.fullmatch(name)
    newest: tuple[int, Batch] | None = None
    for batch in state.living(ledger) if mine else ():
        theirs = NAME.fullmatch(batch.file)
        if not theirs or (theirs["unit"], theirs["what"]) != (mine["unit"], mine["what"]):
            continue
        version, now = int(theirs["version"]), int(mine["version"])
        if version > now:
            raise WrongUse(
                f"“{mine['unit']}”更新的包（第{version}版）已经装载，这个第{now}版是旧的，没有装载。"
            )
        head = digests[version - 1] if version <= len(digests) else ""
        if digests and not head.startswith(theirs["head"]):
            raise WrongUse(
                f"账里“{mine['unit']}”的第{batch.number}号装载来自另一套账。两个单位编号相同时，"
                "请其中一个用 packet --as 换一个编号重新打包；是重新建的账，请先撤销以前的装载。"
            )
        if newest is None or version >= newest[0]:
            newest = version, batch
    return None if newest is None or newest[1].body["original"] == sha256 else newest[1].number


def listed_by(books: Books, state: State, name: str, unit: str) -> int:
    """For the part of a packet that holds the unit itself: the load by which the level above has that
    unit in a list of its own, which stands; 0 where there is none, or for any other file."""
    if not is_own(name):
        return 0
    loads = sorted({each.batch for each in _units(books) if unit in (each.number, each.name)})
    return next((number for number in loads if not is_own(state.batch(number).file)), 0)


@dataclass(frozen=True)
class _Unit:
    """A unit that the books know."""

    number: str
    name: str
    above: str | None
    batch: int


def _units(books: Books) -> list[_Unit]:
    cursor = books.view(LOCAL_STAFF).cursor()
    try:
        with sound():
            found = cursor.execute("select unit_id, name, parent_id, batch from unit").fetchall()
    finally:
        cursor.close()
    return [_Unit(*each) for each in found]


def _require_foreign(books: Books, found: Packet) -> None:
    """Raise WrongUse for a packet that these books themselves handed out: its rows are here already,
    under other numbers."""
    events = books.events
    same = found.version <= len(events) and events[found.version - 1].digest == found.head
    if same or (events and found.digests and found.digests[0] == events[0].digest):
        raise WrongUse(
            f"这个包是本账自己打的（“{found.unit}”第{found.version}版），里面的行账里都有，没有装载。"
            "上报包请交给上级单位装载。"
        )


def _require_below(state: State, found: Packet, units: list[_Unit]) -> None:
    """Raise WrongUse for a packet of the books' own unit, or with a row of a unit that these books have
    elsewhere than below the packet's."""
    own = {ONLY_UNIT, state.settings.union} if state.settings.union else set()
    if any(found.unit in (each.number, each.name) and own & {each.number, each.name} for each in units):
        raise WrongUse(
            f"这个包写的单位“{found.unit}”就是本账自己的工会，没有装载。"
            "请让交包的单位用 packet --as 换成上级给它的编号，重新打包。"
        )
    inside = {found.unit}
    for _ in units:  # as deep as there are units at most
        more = {
            word for each in units for word in (each.number, each.name)
            if {each.number, each.name, each.above} & inside
        }
        if more <= inside:
            break
        inside |= more
    known = {word for each in units for word in (each.number, each.name)}
    for part in found.parts:
        for line, said in _named(part):
            if part.own and said != found.unit:
                raise WrongUse(
                    f"这个包写的单位是“{found.unit}”，里面的单位本级却是“{said}”，没有装载。"
                    "请让交包的单位用 packet 重新打包，包里的文件不要改动。"
                )
            if said in known and said not in inside:
                raise WrongUse(
                    f"“{found.unit}”的包里，“{contract.ledger(part.ledger).title}”第{line}行是“{said}”的，"
                    f"账里“{said}”不属于“{found.unit}”，整个包没有装载。请让交包的单位改正这些行后重新打包；"
                    "是上下级变了，请先更正“单位与组织”台账。"
                )


def _named(part: Part) -> Iterator[tuple[int, str]]:
    """(line, unit) of each row of a table that names one; each unit once."""
    ledger = contract.ledger(part.ledger)
    places = [
        at for at, column in enumerate(ledger.columns)
        if column.name == "unit_id" or (column.references == "unit.unit_id" and not part.own)
    ]
    seen: set[str] = set()
    table = csv.reader(io.StringIO(part.content.decode("utf-8-sig"), newline=""))
    for row in table:
        for said in {restored(row[at]).strip() for at in places if at < len(row)} - seen - {""}:
            seen.add(said)
            if table.line_num > 1:
                yield table.line_num, said


def _require_none_waiting(state: State, found: Packet) -> None:
    """Raise WrongUse while a table of another packet of the unit waits for a second person: approved
    later, it would count beside this one."""
    names = [NAME.fullmatch(part.name) for part in found.parts]
    units = {each["unit"] for each in names if each}
    for entry in state.pending:
        theirs = NAME.fullmatch(entry.file)
        if theirs and theirs["unit"] in units and not found.head.startswith(theirs["head"]):
            raise WrongUse(
                f"“{found.unit}”以前的上报包（第{theirs['version']}版，第{entry.number}号录入）还在等待复核，"
                "没有装载。请先复核通过或退回它，再装这个包。"
            )


def _gone(state: State, found: Packet) -> list[Batch]:
    """Loads of earlier packets of the unit, of ledgers that this packet has no rows of, newest first."""
    names = [NAME.fullmatch(part.name) for part in found.parts]
    here = {each["what"] for each in names if each}
    units = {each["unit"] for each in names if each}
    living = [each for each in reversed(state.batches) if not each.undone_by]
    return [
        each for each in living
        if (said := NAME.fullmatch(each.file)) and said["unit"] in units
        and said["what"] not in here and int(said["version"]) < found.version
    ]
