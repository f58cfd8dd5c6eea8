"""Is everything still as it was written? The chain, the batches, the receipts, the originals.

`verify` recomputes every hash and stops at the first event that does not hold. `reread` reads each
original again with today's program and names the batches that it would read differently: that is
no damage, since batches are the truth.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from openbooks import casefile, contract, publication, sheet, staging, store, validation
from openbooks.batchfile import BatchFile, rows_sql
from openbooks.books import Books
from openbooks.casefile import Casefile
from openbooks.casestep import step_of
from openbooks.errors import BooksDamaged, FileRefused
from openbooks.event import START, Event, event_of, require_whole
from openbooks.history import Batch
from openbooks.journal import check_end, end_of, head_of, path_of
from openbooks.mapping import from_json
from openbooks.naming import stored_columns
from openbooks.standing import mends_of

SHOWN = 5


@dataclass(frozen=True)
class Verdict:
    """`ok`, the number of events that were read, the first that does not hold (0: none), why."""

    ok: bool
    events: int
    first_bad: int
    message: str


def verify(home: Path) -> Verdict:
    """Check the whole folder against its journal.

    What an unfinished writing left behind (a torn last line, files that no event names) is said, and
    is no fault: it was never acknowledged, as `head` shows.
    """
    path = path_of(home)
    if not path.exists():
        return Verdict(False, 0, 0, f"{home.name} 里没有账本（缺少 journal.jsonl）。")
    end = end_of(home)
    lying = _lying(home)
    *lines, torn = path.read_bytes().split(b"\n")
    events: list[Event] = []
    named: set[str] = set()
    cases: dict[str, Casefile] = {}
    for seq, line in enumerate(lines, 1):
        try:
            event = require_whole(event_of(line, seq, events[-1].digest if events else START))
            if misfit := casefile.take(cases, event):
                raise BooksDamaged(f"第{event.seq}条（疑点：{_done(event)}）不合次序：{misfit}")
            named |= {_called(home, each) for each in _check_files(home, event)}
            if event.kind in publication.ACTS and not publication.fits(
                publication.releases_of(events), event
            ):
                raise BooksDamaged(_out_of_turn(event))
        except BooksDamaged as damage:
            return Verdict(False, seq - 1, seq, str(damage))
        events.append(event)
    try:
        check_end(end, events)
    except BooksDamaged as damage:
        return Verdict(False, len(events), len(events) + 1, str(damage))
    said = f"{len(events)} 条事件全部相符，链首 {head_of(events)[:16]}。"
    if torn:
        said += "日志末行不完整（写入时中断），不算事件；那一次操作请核对后重做。"
    if unnamed := sorted(lying - named):
        shown = "、".join(unnamed[:SHOWN]) + ("……" if len(unnamed) > SHOWN else "")
        said += f"账本里有 {len(unnamed)} 个文件不属于任何事件（{shown}），不计入账，"
        said += "是正在写入或写入中断留下的" + ("。" if end.head else "，也可能是末尾的事件丢失了。")
    if events and not end.head:
        said += "没有 head 文件（旧版本的账或已被删除），看不出末尾是否少了事件；下次写入时补上。"
    return Verdict(True, len(events), 0, said)


def _lying(home: Path) -> set[str]:
    """The files that lie among the batches, the releases and the attachments; asked before the journal is
    read."""
    folders = store.batches_folder(home), home / store.RELEASES, home / store.ATTACHMENTS
    return {
        _called(home, path) for folder in folders if folder.is_dir()
        for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()
    }


def _called(home: Path, path: Path) -> str:
    """A file of the books as it is called where they lie."""
    return path.relative_to(home).as_posix()


def _out_of_turn(event: Event) -> str:
    done = publication.DONE[event.kind]
    return f"第{event.seq}条（{done}）不合次序：第{event.body['release']}号公开报告当时不能{done}。"


def _done(event: Event) -> str:
    return casefile.DONE[event.kind.removeprefix("case_")]


def _check_files(home: Path, event: Event) -> tuple[Path, ...]:
    """The files of a load, an entry, a release or a step with a case; raises BooksDamaged when one is
    missing or not what the event says."""
    expected, what = {}, "装载"
    if event.kind in {"load", "enter"}:
        expected = _files_of_load(home, event)
    elif event.kind == "draft":
        expected, what = {store.document_path(home, event.seq): event.body["document"]}, "起草"
    elif event.kind == "publish":
        folder, what = store.published_folder(home, event.body["release"]), "公布"
        expected = {folder / name: digest for name, digest in event.body["files"].items()}
    elif event.kind == "edition" and event.body["digest"]:
        expected, what = {store.edition_path(home, event.seq): event.body["digest"]}, "改报告文字"
    elif event.kind in casefile.KINDS and (step := step_of(event)):
        expected = {store.attachment_path(home, each.digest): each.digest for each in step.files}
        what = f"疑点：{_done(event)}"
    for path, digest in expected.items():
        if not path.is_file():
            raise BooksDamaged(f"第{event.seq}条（{what}）的文件 {path.name} 不见了。")
        if path.is_symlink():
            raise BooksDamaged(f"第{event.seq}条（{what}）的文件 {path.name} 被换成了链接。")
        if _hash(path) != digest:
            raise BooksDamaged(f"第{event.seq}条（{what}）的文件 {path.name} 已被改动。")
    return tuple(expected)


def _files_of_load(home: Path, event: Event) -> dict[Path, str]:
    """The files of a load or an entry, each with its hash."""
    ledger = event.body["ledger"]
    expected = {
        store.batch_path(home, event.seq, ledger): event.body["digest"],
        store.receipt_path(home, event.seq, ledger): event.body["receipt"],
        store.original_path(home, event.body["original"]): event.body["original"],
    }
    for what, place in (
        ("superseded", store.dead_path), ("mends", store.mends_path), ("stands", store.stands_path),
    ):
        if what in event.body:
            expected[place(home, event.seq)] = event.body[what]["digest"]
    return expected


def _hash(path: Path) -> str:
    """The SHA-256 of a file; "" where it cannot be read."""
    try:
        return store.sha256_of(path)
    except OSError:
        return ""


def reread(books: Books) -> list[str]:
    """Read every original again; one Chinese sentence a batch that would be read differently.

    Loads that have the rows of another one (redone, approved) are left to that one.
    """
    state = books.state()
    return [
        said for batch in (*state.batches, *state.entries)
        if not batch.again and (said := _differs(books, batch))
    ]


def _differs(books: Books, batch: Batch) -> str:
    where = f"第{batch.number}号装载（{batch.file}）"
    original = store.original_path(books.home, batch.body["original"])
    try:
        source = sheet.read(original, batch.file)
    except FileRefused as refusal:
        return f"{where}：现在读不了：{refusal.problem.message}"
    folder = staging.begin(books.home)
    try:
        tables = [each for each in source.tables if each.is_at(*batch.place)]
        if not tables:
            return f"{where}：现在找不到同一张表。"
        mapping = from_json(json.dumps(batch.body["mapping"]))
        ledger = contract.ledger(batch.ledger)
        known = books.known(books.state(batch.number - 1))
        mends = mends_of(books, batch)
        checked = validation.validate(
            tables[0], mapping, ledger, known, folder / "rows.parquet", mends
        )
        columns = ", ".join(["line", "cell", *stored_columns(ledger)])
        old = BatchFile(
            store.batch_path(books.home, batch.number, batch.ledger), batch.body.get("first_line")
        )
        cursor = books.connection.cursor()
        try:
            gone, come = cursor.execute(
                f"with a as (select {columns} from ({rows_sql(ledger, [old])})), "
                f"b as (select {columns} from ({rows_sql(ledger, [checked.file])})) select "
                "(select count(*) from (select * from a except all select * from b)), "
                "(select count(distinct line) from (select * from b except all select * from a "
                "except all select * from a))"
            ).fetchone()
        finally:
            cursor.close()
        refused_then = batch.counts["refused"]
        if gone or come > refused_then:
            return f"{where}：现在读出的行与当时不同（{gone} 行不再相同，{come} 条记录是新的）。"
        return ""
    finally:
        sheet.release(source)
        staging.end(folder)

