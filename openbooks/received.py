"""Whatever is handed in without the browser, through the one door: a file, or a unit's packet.

A packet is its tables, one after another, each as a file of its own; all of them enter, or none does:
it is rehearsed on a copy of the books first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from openbooks import packet, rehearsal, sheet, staging
from openbooks.admission import Admitted, admitted, listed_by
from openbooks.books import Books
from openbooks.celltext import restored
from openbooks.errors import Busy, WrongUse
from openbooks.history import State
from openbooks.intake import Answers, load_file
from openbooks.packet import Part
from openbooks.receipt import Receipt
from openbooks.table import Source, Table
from openbooks.undoing import undo

TRIES = 3
GONE = "第{}版上报包里已没有这份台账的行"


def receive(
    books: Books, path: Path, answers: Answers, who: str, at: datetime, dry_run: bool = False,
    name: str | None = None,
) -> list[Receipt]:
    """Load every table of a file or packet; the receipts in their order.

    Raises FileRefused for what cannot be read, WrongUse for what the caller must answer, or for a
    packet that may not enter (see `admission`), Busy where others write all the time. Then nothing of
    it is in the books.
    """
    if not packet.is_packet(path):
        called = packet.plain_name(name or path.name)
        return load_file(books, path, answers, who, at, dry_run, called)
    found = packet.opened(path, name or path.name)
    reason = GONE.format(found.version)
    for _ in range(TRIES):
        seen = len(books.events)
        entering = admitted(books, found)
        with staging.working(books.home) as folder:
            laid = [_laid(folder / f"{place}.csv", part) for place, (part, _) in enumerate(entering.steps)]
            with rehearsal.copy_of(books) as copy:
                receipts = _enter(copy, entering, laid, reason, who, at)
            if dry_run:
                return [each if each.already else replace(each, batch=0) for each in receipts]
            if len(books.events) == seen:  # what was admitted, and tried, still holds
                return _enter(books, entering, laid, reason, who, at)
    raise Busy(f"“{found.unit}”的包没有装载：试装期间账本一直在变动。请稍候再装一次。")


def _enter(
    books: Books, entering: Admitted, laid: list[Path], reason: str, who: str, at: datetime
) -> list[Receipt]:
    """Load the tables of a packet; take back what it has no rows of any more."""
    receipts = []
    for path, (part, before) in zip(laid, entering.steps, strict=True):
        said = Answers(ledger=part.ledger, supersede=before)
        receipts += load_file(books, path, said, who, at, False, part.name)
    for gone in entering.gone:
        try:
            undo(books, gone.number, reason, who, at)
        except WrongUse as refusal:
            raise WrongUse(f"{reason}（{gone.file}），要撤销它：{refusal}整个包没有装载。") from refusal
    return receipts


def _laid(path: Path, part: Part) -> Path:
    """A table as a file, of which every row that the packet says there is, is read as one."""
    path.write_bytes(part.content)
    with sheet.opened(path, part.name) as source:
        read = sum(table.rows for table in source.tables)
    if read != part.rows:
        raise WrongUse(
            f"{part.name}：包里写明 {part.rows} 行，读出 {read} 行，没有装载。"
            "请让交包的单位用同一版本的程序重新打包。"
        )
    return path


def spread(
    files: Iterable[tuple[str, bytes | BinaryIO]], books: Books | None
) -> Iterator[tuple[str, bytes | BinaryIO]]:
    """Files as they were handed in on the upload page, where each packet is its tables. Raises
    FileRefused for one that does not hold, WrongUse for one that may not enter, or has no rows any more
    of a ledger that an earlier one had: there the clerk takes that load back himself."""
    for name, content in files:
        if books is None or not packet.is_packet(content):
            yield packet.plain_name(name), content
            continue
        found = packet.opened(content, name)
        if gone := admitted(books, found).gone:
            numbers = "、".join(f"第{each.number}号" for each in gone)
            raise WrongUse(
                f"{GONE.format(found.version)}：{'、'.join(each.file for each in gone)}。"
                f"请先在“装载记录”撤销{numbers}装载，再交这个包。"
            )
        yield from ((part.name, part.content) for part in found.parts)


def held(books: Books, state: State, source: Source, table: Table) -> int:
    """`listed_by` for a table on the desk."""
    first = next(iter(sheet.records(table)), None) if packet.is_own(source.name) else None
    return listed_by(books, state, source.name, restored(first.cells[0])) if first else 0
