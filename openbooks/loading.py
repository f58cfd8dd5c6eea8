"""The one door of the books: what was tried is committed.

    read → propose → try_table (trial) → commit → undo (undoing) → redo (again)

Trying touches nothing but the staging folder. Committing takes the lock, tries again where the
books moved meanwhile, writes the original, the batch and its receipt, and last the event: a load is
in the books when its event is, and only then. The same content handed in again is answered with the
batch that holds it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openbooks import __version__, mend, resubmission, store
from openbooks import mapping as mapping_module
from openbooks.actor import require_entering
from openbooks.books import Books
from openbooks.engine import room
from openbooks.errors import WrongUse
from openbooks.history import CHARTS, Batch, Settings, State
from openbooks.journal import append
from openbooks.matching import Matched
from openbooks.mend import Mend
from openbooks.receipt import Receipt, pieces, summary
from openbooks.resubmission import Stand
from openbooks.standing import mends_of, standing
from openbooks.store import Copy, writing
from openbooks.trial import Tried, hold


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
        state = books.state()
        if (state.version, state.closings) != (tried.version, tried.closings):
            with room():
                tried = hold(books, state, tried)
        held = _holding(books, state, tried)
        if held is not None:
            return held
        ledger = tried.checked.ledger
        entering = ledger.name in state.two_person
        if entering:
            require_entering(ledger.name, who)
        store.keep_original(books.home, tried.path_in, tried.source.sha256, copy)
        return put_in(books, "enter" if entering else "load", who, at, Rows(
            ledger.name, tried.matched, tried.receipt, tried.mends, tried.stands,
            {
                "file": tried.source.name,
                "sheet": tried.table.sheet,
                "header_line": tried.table.header_line,
                "part": tried.table.part,
                "original": tried.source.sha256,
                "mapping": json.loads(mapping_module.to_json(tried.mapping)),
                "contract": ledger.digest,
                "program": __version__,
            },
        ))


@dataclass(frozen=True)
class Rows:
    """What a load puts into the books. `said` is the part of its event that says where the rows come
    from: file, sheet, header_line, part, original, mapping, contract, program."""

    ledger: str
    matched: Matched
    receipt: Receipt
    mends: tuple[Mend, ...]
    stands: tuple[Stand, ...]
    said: dict[str, Any]


def put_in(
    books: Books, kind: str, who: str, at: datetime, rows: Rows
) -> Receipt:
    """Write the files of a load (or of an entry), and last its event; the receipt with its number.
    The caller holds the books for writing."""
    home, events = books.home, books.events
    number = len(events) + 1
    receipt = replace(rows.receipt, batch=number, pending=kind == "enter")
    batch_path = store.batch_path(home, number, rows.ledger)
    store.take(rows.matched.file.path, batch_path)
    receipt_path = store.receipt_path(home, number, rows.ledger)
    store.put(receipt_path, pieces(receipt))
    body: dict[str, Any] = {
        **rows.said,
        "ledger": rows.ledger,
        "digest": store.sha256_of(batch_path),
        "receipt": store.sha256_of(receipt_path),
        "counts": {
            name: getattr(receipt, name)
            for name in ("records", "accepted", "duplicates", "refused", "dropped", "rows")
        },
        "sums": summary(receipt)["sums"],
    }
    if rows.matched.file.first_line is not None:
        body["first_line"] = rows.matched.file.first_line
    if rows.matched.dead is not None:
        dead = store.dead_path(home, number)
        store.take(rows.matched.dead, dead)
        body["superseded"] = {
            "of": {str(batch): count for batch, count in rows.matched.dead_of},
            "rows": rows.matched.dead_rows,
            "digest": store.sha256_of(dead),
        }
    if rows.receipt.replaces:
        body["replaces"] = rows.receipt.replaces
    if rows.mends:
        path = store.mends_path(home, number)
        store.put(path, mend.as_json(rows.mends))
        body["mends"] = {"cells": len(rows.mends), "digest": store.sha256_of(path)}
    if rows.stands:
        path = store.stands_path(home, number)
        store.put(path, resubmission.as_json(rows.stands))
        body["stands"] = {
            "of": dict(Counter(str(each.batch) for each in rows.stands)),
            "digest": store.sha256_of(path),
        }
    append(home, events, kind, who, at, body)
    return receipt


def _holding(books: Books, state: State, tried: Tried) -> Receipt | None:
    """The receipt, as it stands, of a living batch of the same content, when this load would add
    nothing, or of an entry of the same content that waits for a second person."""
    ledger = tried.checked.ledger.name
    waiting = tuple(each for each in state.pending if each.ledger == ledger)
    adds = tried.receipt.row_counts["accepted"] or tried.matched.dead is not None
    for each in reversed(waiting if adds else (*waiting, *state.living(ledger))):
        same = each.body["original"] == tried.source.sha256 and tried.table.is_at(*each.place)
        if same and _read_alike(each, tried, bool(adds)) and (
            not adds or mends_of(books, each) == tried.mends
        ):
            return replace(standing(books, state, each), already=True)
    return None


def _read_alike(batch: Batch, tried: Tried, wholly: bool) -> bool:
    """Whether a batch was read under the same mapping; `wholly`: what is said once for all rows (a
    month, a unit) and what it takes the place of are the same too."""
    then, now = mapping_module.from_json(json.dumps(batch.body["mapping"])), tried.mapping
    return (then.links, then.wide) == (now.links, now.wide) and (not wholly or (
        batch.body.get("replaces", 0) == (tried.supersede or 0) and then.years == now.years
        and {(each.column, each.value) for each in then.constants}
        == {(each.column, each.value) for each in now.constants}
    ))


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
            "union": " ".join(settings.union.split()), "province": settings.province,
            "chart": settings.chart, "fiscal_start": settings.fiscal_start,
            "example": settings.example,
        }
        append(books.home, (), "open", who, at, body)
