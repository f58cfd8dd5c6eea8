"""Commands about the books themselves: open them, look at their history, ask them, check them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import founding, query, verification
from openbooks.access import reader
from openbooks.books import open_books
from openbooks.cli_papers import verified
from openbooks.command import DONE, REFUSED, Said, home_of, now, opened, pairs
from openbooks.history import Batch, Settings
from openbooks.home import WHO
from openbooks.journal import head_of, put_back
from openbooks.receipt import Receipt, as_json
from openbooks.standing import standing
from openbooks.undoing import undo

PARTS = ("accepted", "duplicates", "superseded", "refused", "dropped")


def _new(options: Any) -> Said:
    books = opened(options.books)
    if options.example:
        receipts = founding.found_example(books, options.example, now())
        lines = [f"已装入示例“{books.state().settings.union}”，{len(receipts)} 份表。"]
        return Said({"receipts": [as_json(r) for r in receipts]}, lines)
    settings = Settings(
        options.union or "", options.province, options.chart, options.fiscal_start, False
    )
    founding.found_own(books, settings, WHO, now())
    union = books.state().settings.union
    return Said({"union": union, "version": books.version()}, [f"已为“{union}”建账：{books.home}"])


def _undo(options: Any) -> Said:
    books = opened(options.books)
    version = undo(books, options.batch, options.reason, options.who, now(), options.second)
    return Said({"batch": options.batch, "version": version},
                [f"第{options.batch}号装载已撤销，账本现为第{version}号版本。"])


def _batches(options: Any) -> Said:
    books = opened(options.books)
    state = books.state()
    found, lines = [], []
    for each in sorted((*state.batches, *state.entries), key=lambda batch: batch.number):
        stood = standing(books, state, each)
        found.append({
            "batch": each.number, "at": each.at, "who": each.who, "ledger": each.ledger,
            "file": each.file, "sheet": each.body["sheet"], "sha256": each.body["original"],
            **each.counts, "sums": each.body["sums"], "undone_by": each.undone_by or None,
            "reason": each.undone_why or each.rejected_why, "again": each.again or None,
            "entry": each.is_entry, "pending": stood.pending,
            "settled_by": each.settled_by or None,
            "standing": {part: getattr(stood, part) for part in PARTS},
        })
        lines.append(
            f"{each.number:>4}  {each.at[:16]}  {each.ledger:<13}  收下 {stood.accepted:>7}  "
            f"{each.file} {each.body['sheet']}{_fate(each, stood)}"
        )
    return Said({"version": state.version, "batches": found}, lines or ["还没有装载。"])


def _fate(batch: Batch, stood: Receipt) -> str:
    """What became of a load or an entry since, behind its line."""
    if batch.undone_by:
        return f"  已撤销：{batch.undone_why}"
    if batch.is_entry:
        if not batch.settled_by:
            return f"  已录入，待复核（录入人 {batch.who}）"
        done = f"已退回：{batch.rejected_why}" if batch.rejected_why else "复核通过"
        return f"  录入，{done}（第{batch.settled_by}号）"
    return f"  被取代 {stood.superseded}" if stood.superseded else ""


def _journal(options: Any) -> Said:
    events = opened(options.books).events
    found = [
        {"seq": e.seq, "at": e.at, "kind": e.kind, "who": e.who, "prev": e.prev,
         "digest": e.digest, "body": e.body}
        for e in events
    ]
    lines = [f"{e.seq:>4}  {e.at}  {e.kind:<5} {e.who}  {e.digest[:16]}" for e in events]
    return Said({"head": head_of(events), "events": found}, lines or ["日志是空的。"])


def _query(options: Any) -> Said:
    view = opened(options.books).view(reader(options.role), options.as_of)
    result = query.ask(view, options.name, pairs(options.parameters, "-p"))
    columns = [
        {"name": c.name, "type": c.type, "unit": c.unit, "label": c.label} for c in result.columns
    ]
    rows = query.rows(result)
    found = {"name": options.name, "version": view.version, "columns": columns, "rows": rows}
    lines = ["\t".join(c["label"] for c in columns)]
    lines += ["\t".join("" if v is None else str(v) for v in row.values()) for row in rows]
    return Said(found, lines)


def _verify(options: Any) -> Said:
    if options.papers:
        return verified(options.papers)
    home = Path(options.folder) if options.folder else home_of(options.books)
    verdict = verification.verify(home)
    found: dict[str, Any] = {
        "ok": verdict.ok, "events": verdict.events, "first_bad": verdict.first_bad or None,
        "message": verdict.message,
    }
    lines = [verdict.message]
    if options.reread and verdict.ok:
        found["reread"] = verification.reread(open_books(home))
        lines += found["reread"] or ["原件重读与账本一致。"]
    return Said(found, lines, DONE if verdict.ok else REFUSED)


def _rebuild(options: Any) -> Said:
    found = put_back(home_of(options.books))
    books = opened(options.books)
    removed = books.rebuild()
    version = books.version()
    lines = ["日志末尾丢失的一条已从 head 补回。"] if found else []
    return Said({"version": version, "removed": removed, "put_back": found},
                [*lines, f"已重建第{version}号版本的视图，清理临时文件 {removed} 个。"])


COMMANDS: dict[str, Callable[[Any], Said]] = {
    "new": _new, "undo": _undo, "batches": _batches, "journal": _journal, "query": _query,
    "verify": _verify, "rebuild": _rebuild,
}
