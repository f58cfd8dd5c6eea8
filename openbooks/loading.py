"""The one door of the books: a file comes in, is tried, is committed, is undone.

    read → propose → try_table → commit        undo        found (建我的账)

Trying touches nothing but the staging folder. Committing takes the lock, tries again where the
books moved meanwhile, writes the original, the batch and its receipt, and last the event: a load is
in the books when its event is, and only then. The same content handed in again is answered with the
batch that holds it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from openbooks import __version__, contract, store
from openbooks import mapping as mapping_module
from openbooks.books import Books
from openbooks.engine import room, sound
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.history import CHARTS, Batch, Settings, State
from openbooks.journal import append
from openbooks.live import resolved_sql, same_content, same_row
from openbooks.naming import has_key, literal, quoted
from openbooks.receipt import Receipt, as_json, from_json
from openbooks.store import Copy, writing
from openbooks.trial import Tried, hold, try_table

__all__ = ["commit", "found", "receipt_of", "try_table", "undo"]


def commit(
    books: Books, tried: Tried, who: str, at: datetime, copy: Copy | None = None
) -> Receipt:
    """Write a tried table into the books; return its receipt with the batch's number.

    When the books moved since it was tried, it is held against them anew. The same content for the
    same ledger and mapping, with nothing new in it, is answered with the batch that holds it
    (`already`). `copy` is a copy of the file in the making (`store.copying`). Raises Busy when
    another process holds the books.
    """
    with writing(books.home):
        events = books.events
        state = books.state()
        if state.version != tried.version:
            with room():
                tried = hold(books, state, tried)
        held = _holding(books, state, tried)
        if held is not None:
            return held
        store.keep_original(books.home, tried.path_in, tried.source.sha256, copy)
        number = len(events) + 1
        ledger = tried.checked.ledger.name
        batch_path = store.batch_path(books.home, number, ledger)
        store.take(tried.matched.file.path, batch_path)
        receipt = replace(tried.receipt, batch=number)
        receipt_path = store.receipt_path(books.home, number, ledger)
        store.put(receipt_path, json.dumps(as_json(receipt), ensure_ascii=False).encode())
        body: dict[str, Any] = {
            "ledger": ledger,
            "file": tried.source.name,
            "sheet": tried.table.sheet,
            "header_line": tried.table.header_line,
            "part": tried.table.part,
            "original": tried.source.sha256,
            "mapping": json.loads(mapping_module.to_json(tried.mapping)),
            "contract": tried.checked.ledger.digest,
            "program": __version__,
            "digest": store.sha256_of(batch_path),
            "receipt": store.sha256_of(receipt_path),
            "counts": {
                name: getattr(receipt, name)
                for name in ("records", "accepted", "duplicates", "refused", "dropped", "rows")
            },
            "sums": as_json(receipt)["sums"],
        }
        if tried.matched.file.first_line is not None:
            body["first_line"] = tried.matched.file.first_line
        if tried.matched.dead is not None:
            dead = store.dead_path(books.home, number)
            store.take(tried.matched.dead, dead)
            body["superseded"] = {
                "batch": tried.supersede,
                "rows": tried.matched.dead_rows,
                "digest": store.sha256_of(dead),
            }
        append(books.home, events, "load", who, at, body)
        return receipt


def _holding(books: Books, state: State, tried: Tried) -> Receipt | None:
    """The receipt of a living batch of the same content, when this load would add nothing."""
    if tried.receipt.row_counts["accepted"] or tried.matched.dead_rows:
        return None
    mapping = json.loads(mapping_module.to_json(tried.mapping))
    for each in reversed(state.living(tried.checked.ledger.name)):
        same = each.body["original"] == tried.source.sha256 and tried.table.is_at(*each.place)
        if same and (
            each.body["mapping"]["links"] == mapping["links"]
            and each.body["mapping"]["wide"] == mapping["wide"]
        ):
            return replace(receipt_of(books, each), already=True)
    return None


def receipt_of(books: Books, batch: Batch) -> Receipt:
    """The receipt that was kept with a load. Raises BooksDamaged when it is gone or changed."""
    path = store.receipt_path(books.home, batch.number, batch.ledger)
    if not path.exists() or store.sha256_of(path) != batch.body["receipt"]:
        raise BooksDamaged(f"第{batch.number}号装载的回执不见了或被改动。")
    return from_json(json.loads(path.read_bytes()))


def undo(books: Books, number: int, reason: str, who: str, at: datetime) -> int:
    """Take a load back; its rows stop counting, nothing is deleted. Returns the new version.

    Raises WrongUse for a batch that does not exist or is undone already, without a reason, or where
    a row that it superseded would count again beside one of the same entry.
    """
    if not reason.strip():
        raise WrongUse("撤销要写明原因。")
    with writing(books.home):
        state = books.state()
        batch = state.batch(number)
        if batch.undone_by:
            raise WrongUse(f"第{number}号装载已在第{batch.undone_by}号事件中撤销。")
        _require_alone(books, state, batch)
        body = {"batch": number, "ledger": batch.ledger, "reason": reason.strip()}
        return append(books.home, books.events, "undo", who, at, body).seq


def _require_alone(books: Books, state: State, batch: Batch) -> None:
    """Raise WrongUse where a row that the load superseded would count again beside a row of the same
    entry that a later load brought."""
    if not batch.body.get("superseded"):
        return
    ledger = contract.ledger(batch.ledger)
    books.known(state)
    live, raw, name = f"live_{state.version}", f"raw_{state.version}", quoted(ledger.name)
    dead = literal(str(store.dead_path(books.home, batch.number)))
    buried = (
        f"(select r.* from {raw}.{name} r join read_parquet({dead}) d "
        "on d.batch = r.batch and d.row_no = r.row_no where r.load_status = 'accepted')"
    )
    back = resolved_sql(
        ledger, buried, live, ledger.name != "unit",
        ledger.name not in {"unit", "member", "activity"}, True,
    )
    meets = (  # by key, and without one by content: an `or` of both would compare all with all
        f"select b.*, l.batch as there, l.row_no as there_row, l.line as there_line "
        f"from ({back}) b join {live}.{name} l on {{same}}"
    )
    unkeyed = f"not {has_key(ledger, 'b')} and not {has_key(ledger, 'l')}"
    by_content = meets.format(same=f"{same_content(ledger, 'b', 'l')} and {unkeyed}")
    by_key = meets.format(same=same_row(ledger, "b", "l"))
    with sound(), books.connection.cursor() as cursor:
        found = cursor.execute(
            "select there, there_line, b.batch, b.line "
            f"from ({f'{by_key} union all ' if ledger.key else ''}{by_content}) b "
            f"join {raw}.{name} r on r.batch = there and r.row_no = there_row "
            "where there <> $1 and r.load_status = 'accepted' "
            f"and not exists (select 1 from {live}.dead d where d.batch = b.batch "
            "and d.row_no = b.row_no and d.by_batch <> $1) "
            "order by all limit 1", [batch.number]
        ).fetchall()
    if found:
        there, line, old, of_line = found[0]
        raise WrongUse(
            f"第{batch.number}号装载不能撤销：撤销后，第{old}号装载第{of_line}行会重新计数，而同一笔已由"
            f"第{there}号装载第{line}行计入。请先撤销第{there}号装载。"
        )


def found(books: Books, settings: Settings, who: str, at: datetime) -> None:
    """Open new books: the first event holds their settings. Raises WrongUse when already open or
    a setting cannot be."""
    if not settings.union.strip() or len(settings.union) > 100:
        raise WrongUse("请填写工会名称（100 字以内）。")
    if settings.chart not in CHARTS or not 1 <= settings.fiscal_start <= 12:
        raise WrongUse("科目表或会计年度起始月不在可选范围之内。")
    with writing(books.home):
        if books.events:
            raise WrongUse(f"这个文件夹已有“{books.settings.union if books.settings else ''}”的账。")
        body = {
            "union": settings.union.strip(), "province": settings.province,
            "chart": settings.chart, "fiscal_start": settings.fiscal_start,
            "example": settings.example,
        }
        append(books.home, (), "open", who, at, body)
