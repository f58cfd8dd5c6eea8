"""Whatever is handed in without the browser, through the one door: a file, or a unit's packet.

A packet is its tables, one after another, each as a file of its own. A newer packet of the same unit
takes the place of the earlier one, ledger by ledger, as `--supersede` does: what stayed equal stays,
what changed or is gone gives way. That it is the same unit's, and newer, its chain shows: it goes on
from the event at which the earlier packet was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openbooks import packet, sheet, staging
from openbooks.access import LOCAL_STAFF
from openbooks.books import Books
from openbooks.celltext import restored
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.history import Batch, State
from openbooks.intake import Answers, load_file
from openbooks.packet import NAME, Packet, Part
from openbooks.receipt import Receipt
from openbooks.table import Source, Table
from openbooks.undoing import undo


def receive(
    books: Books, path: Path, answers: Answers, who: str, at: datetime, dry_run: bool = False,
    name: str | None = None,
) -> list[Receipt]:
    """Load every table of a file or packet; the receipts in their order.

    Raises FileRefused for what cannot be read, WrongUse for what the caller must answer, or for a
    packet that is older than what was loaded of the unit, or of other books.
    """
    if not packet.is_packet(path):
        return load_file(books, path, answers, who, at, dry_run, name)
    found = packet.opened(path, name or path.name)
    state = books.state()
    steps = [
        (part, earlier(state, part.name, part.ledger, found.digests)) for part in found.parts
        if not listed_by(books, state, part.name, found.unit)
    ]
    receipts = []
    with staging.working(books.home) as folder:
        for at_place, (part, before) in enumerate(steps):
            beside = folder / f"{at_place}.csv"
            beside.write_bytes(part.content)
            _require_whole(beside, part)
            said = Answers(ledger=part.ledger, supersede=before)
            receipts += load_file(books, beside, said, who, at, dry_run, part.name)
    if not dry_run:
        for gone in _gone(state, found):
            undo(books, gone.number, f"第{found.version}版上报包里已没有这份台账的行", who, at)
    return receipts


def earlier(
    state: State, name: str, ledger: str, digests: Sequence[str] = ()
) -> int | None:
    """The living load of an earlier packet of the same unit, whose place this table takes; None where
    there is none, or for a file that is no table of a packet.

    Raises WrongUse where a later packet is loaded already, or (with the packet's `digests`) one of
    other books.
    """
    mine = NAME.fullmatch(name)
    found = None
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
        found = batch.number if version < now else found
    return found


def listed_by(books: Books, state: State, name: str, unit: str) -> int:
    """For the part of a packet that holds the unit itself: the load by which the level above has that
    unit in a list of its own, which stands; 0 where there is none, or for any other file."""
    if not packet.is_own(name):
        return 0
    cursor = books.view(LOCAL_STAFF).cursor()
    try:
        with sound():
            found = cursor.execute(
                "select distinct batch from unit where $1 in (unit_id, name) order by batch", [unit]
            ).fetchall()
    finally:
        cursor.close()
    return next((n for (n,) in found if not packet.is_own(state.batch(n).file)), 0)


def held(books: Books, state: State, source: Source, table: Table) -> int:
    """`listed_by` for a table on the desk."""
    first = next(iter(sheet.records(table)), None) if packet.is_own(source.name) else None
    return listed_by(books, state, source.name, restored(first.cells[0])) if first else 0


def _require_whole(path: Path, part: Part) -> None:
    """Every row that the packet says there is, is read as one."""
    with sheet.opened(path, part.name) as source:
        read = sum(table.rows for table in source.tables)
    if read != part.rows:
        raise WrongUse(
            f"{part.name}：包里写明 {part.rows} 行，读出 {read} 行，没有装载。"
            "请让交包的单位用同一版本的程序重新打包。"
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
