"""Commands about the books themselves: open them, look at their history, ask them, check them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import founding, query, verification
from openbooks.access import reader
from openbooks.books import open_books
from openbooks.command import DONE, REFUSED, Said, home_of, now, opened, pairs
from openbooks.history import Settings
from openbooks.home import WHO
from openbooks.journal import head_of, put_back
from openbooks.receipt import as_json
from openbooks.undoing import undo


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
    return Said({"union": options.union, "version": books.version()},
                [f"已为“{options.union}”建账：{books.home}"])


def _undo(options: Any) -> Said:
    books = opened(options.books)
    version = undo(books, options.batch, options.reason, options.who, now())
    return Said({"batch": options.batch, "version": version},
                [f"第{options.batch}号装载已撤销，账本现为第{version}号版本。"])


def _batches(options: Any) -> Said:
    state = opened(options.books).state()
    found = [
        {
            "batch": b.number, "at": b.at, "who": b.who, "ledger": b.ledger, "file": b.file,
            "sheet": b.body["sheet"], "sha256": b.body["original"], **b.counts,
            "sums": b.body["sums"], "undone_by": b.undone_by or None, "reason": b.undone_why,
        }
        for b in state.batches
    ]
    lines = [
        f"{b['batch']:>4}  {b['at'][:16]}  {b['ledger']:<13}  收下 {b['accepted']:>7}  "
        f"{b['file']} {b['sheet']}" + (f"  已撤销：{b['reason']}" if b["undone_by"] else "")
        for b in found
    ]
    return Said({"version": state.version, "batches": found}, lines or ["还没有装载。"])


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
