"""Is everything still as it was written? The chain, the batches, the receipts, the originals.

`verify` recomputes every hash and stops at the first event that does not hold. `reread` reads each
original again with today's program and names the batches that it would read differently: that is
no damage, since batches are the truth.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openbooks import contract, sheet, store, validation
from openbooks.books import Books
from openbooks.errors import BooksDamaged, FileRefused
from openbooks.history import Batch
from openbooks.journal import START, Event, check_end, event_of, path_of
from openbooks.mapping import from_json
from openbooks.naming import stored_columns

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verdict:
    """`ok`, the number of events that were read, the first that does not hold (0: none), why."""

    ok: bool
    events: int
    first_bad: int
    message: str


def verify(home: Path) -> Verdict:
    """Check the whole folder against its journal."""
    path = path_of(home)
    if not path.exists():
        return Verdict(False, 0, 0, f"{home.name} 里没有账本（缺少 journal.jsonl）。")
    stored = store.last_batch(home)
    *lines, torn = path.read_bytes().split(b"\n")
    prev = START
    for seq, line in enumerate(lines, 1):
        try:
            event = event_of(line, seq, prev)
            _check_files(home, event)
        except BooksDamaged as damage:
            return Verdict(False, seq - 1, seq, str(damage))
        prev = event.digest
    try:
        check_end(stored, len(lines))
    except BooksDamaged as damage:
        return Verdict(False, len(lines), len(lines) + 1, str(damage))
    said = f"{len(lines)} 条事件全部相符，链首 {prev[:16]}。"
    if torn:
        said += "日志末行不完整（写入时中断），不算事件；那一次操作请核对后重做。"
    return Verdict(True, len(lines), 0, said)


def _check_files(home: Path, event: Event) -> None:
    """Raise BooksDamaged when a file of a load is missing or not what the event says."""
    if event.kind != "load":
        return
    ledger = event.body["ledger"]
    expected = {
        store.batch_path(home, event.seq, ledger): event.body["digest"],
        store.receipt_path(home, event.seq, ledger): event.body["receipt"],
        store.original_path(home, event.body["original"]): event.body["original"],
    }
    if "superseded" in event.body:
        expected[store.dead_path(home, event.seq)] = event.body["superseded"]["digest"]
    for path, digest in expected.items():
        if not path.exists():
            raise BooksDamaged(f"第{event.seq}条（装载）的文件 {path.name} 不见了。")
        if store.sha256_of(path) != digest:
            raise BooksDamaged(f"第{event.seq}条（装载）的文件 {path.name} 已被改动。")


def reread(books: Books) -> list[str]:
    """Read every original again; one Chinese sentence a batch that would be read differently."""
    return [said for batch in books.state().batches if (said := _differs(books, batch))]


def _differs(books: Books, batch: Batch) -> str:
    where = f"第{batch.number}号装载（{batch.file}）"
    original = store.original_path(books.home, batch.body["original"])
    fresh = store.staged(books.home)
    try:
        source = sheet.read(original, batch.file)
    except FileRefused as refusal:
        return f"{where}：现在读不了：{refusal.problem.message}"
    try:
        tables = [
            each for each in source.tables
            if (each.sheet, each.header_line) == (batch.body["sheet"], batch.body["header_line"])
        ]
        if not tables:
            return f"{where}：现在找不到同一张表。"
        mapping = from_json(json.dumps(batch.body["mapping"]))
        ledger = contract.ledger(batch.ledger)
        known = books.known(books.state(batch.number - 1))
        validation.validate(tables[0], mapping, ledger, known, fresh)
        columns = ", ".join(["line", "cell", *stored_columns(ledger)])
        old = store.batch_path(books.home, batch.number, batch.ledger)
        cursor = books.connection.cursor()
        try:
            gone, come = cursor.execute(
                f"with a as (select {columns} from read_parquet($1)), "
                f"b as (select {columns} from read_parquet($2)) select "
                "(select count(*) from (select * from a except all select * from b)), "
                "(select count(distinct line) from (select * from b except all select * from a "
                "except all select * from a))", [str(old), str(fresh)],
            ).fetchone()
        finally:
            cursor.close()
        refused_then = batch.counts["refused"]
        if gone or come > refused_then:
            return f"{where}：现在读出的行与当时不同（{gone} 行不再相同，{come} 条记录是新的）。"
        return ""
    finally:
        sheet.release(source)
        fresh.unlink(missing_ok=True)

