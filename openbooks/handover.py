"""A unit's packet, made from the books: what the unit hands to the level above.

In it are the living rows of the unit and of all units below it, each with where it came from (see
`upward`), the receipts of their loads, and the chain of the books. What leaves is what the role may
see: staff of the unit hand up whole rows; for another role names are masked, and neither the chain
nor the words of a receipt go along, since file names and cells may name a person.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openbooks import __version__, descriptor, staging, store
from openbooks.books import View
from openbooks.contract import FRICTIONLESS, Ledger, ledgers
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.history import Batch
from openbooks.journal import path_of
from openbooks.mapping import ORIGIN
from openbooks.packet import DESCRIPTOR, FORMAT, HEAD, JOURNAL
from openbooks.receipt import as_json
from openbooks.standing import receipt_of
from openbooks.upward import Scope, cover_of, is_closed, scope_of, tables_of

EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip


@dataclass(frozen=True)
class Packed:
    """What was handed over: rows a ledger, ledgers that this role cannot hand up, the version."""

    unit: str
    rows: dict[str, int]
    left_out: tuple[str, ...]
    version: int
    head: str


def pack(view: View, unit: str, out: Path, code: str = "") -> Packed:
    """Write the packet of a unit (its number or name) to `out`; what is in it.

    Raises WrongUse for a unit that there is not, one without rows, or a file that is there already.
    """
    if out.exists():
        raise WrongUse(f"{out.name} 已经存在，不会被覆盖。请换一个文件名。")
    scope = scope_of(view, unit, code)
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    with staging.working(view.books.home) as folder, on_disk():
        tables, used = tables_of(view, scope, folder)
        if not tables:
            raise WrongUse(f"“{scope.name}”在账里还没有可以上报的行。")
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as zipped:
                _fill(zipped, view, scope, tables, used)
            store.sync_file(beside)
            beside.rename(out)
        finally:
            beside.unlink(missing_ok=True)
    state = view.state
    rows = {ledger.name: 0 for ledger, *_ in tables}
    for ledger, _, count in tables:
        rows[ledger.name] += count
    left_out = tuple(each.title for each in ledgers().values() if is_closed(view, each))
    return Packed(scope.code, rows, left_out, state.version, state.head)


def _fill(
    zipped: zipfile.ZipFile, view: View, scope: Scope,
    tables: list[tuple[Ledger, Path, int]], used: set[int],
) -> None:
    """Write all files of the packet, the descriptor last."""
    at = view.books.events[view.version - 1].at
    resources = []

    def put(name: str, content: bytes, **said: Any) -> None:
        stamp = datetime.fromisoformat(at).timetuple()[:6]
        info = zipfile.ZipInfo(name, max(stamp, EARLIEST))
        info.compress_type = zipfile.ZIP_DEFLATED
        zipped.writestr(info, content)
        resources.append({
            "name": name.partition(".")[0].replace("/", "-"), "path": name, **said,
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content),
        })

    for ledger, path, rows in tables:
        put(
            f"data/{path.name}", path.read_bytes(), ledger=ledger.name, title=ledger.title,
            rows=rows, format="csv", mediatype="text/csv", encoding="utf-8",
            profile="tabular-data-resource", schema=_schema(ledger),
        )
    full = scope.whole and not view.reader.masked
    for batch in (each for each in view.state.batches if each.number in used):
        name = f"receipts/{batch.number:06d}-{batch.ledger}.json"
        if full:
            kept = store.receipt_path(view.books.home, batch.number, batch.ledger)
            put(name, kept.read_bytes(), format="json", mediatype="application/json")
        else:
            put(name, _shortened(view, batch), shortened=True, format="json",
                mediatype="application/json")
    if not view.reader.masked:
        lines = path_of(view.books.home).read_bytes().splitlines(True)[: len(view.books.events)]
        put(JOURNAL, b"".join(lines), format="jsonl")
        put(HEAD, lines[-1], format="json", mediatype="application/json")
    told = descriptor.package(view.state, at, view.reader.role, (), resources)
    told |= {
        "name": "openbooks-packet", "title": f"{scope.name} 上报包",
        "description": f"“{scope.name}”及其下属单位的台账，交上级装载。" + descriptor.NEUTRAL,
    }
    told["openbooks"] |= {
        "format": FORMAT, "unit": scope.code, "unit_here": scope.unit, "unit_name": scope.name,
        "units": len(scope.units), "ledgers": {ledger.name: path.name for ledger, path, _ in tables},
        "program": __version__,
    }
    del told["sources"]
    zipped.writestr(
        zipfile.ZipInfo(DESCRIPTOR, EARLIEST), json.dumps(told, ensure_ascii=False, indent=1)
    )


def _schema(ledger: Ledger) -> dict[str, Any]:
    """The Table Schema of a packet's table, whose header is the titles."""
    fields: list[dict[str, Any]] = [
        {"name": column.title, "title": column.name, "type": FRICTIONLESS[column.type]}
        | ({"trueValues": ["是"], "falseValues": ["否"]} if column.type == "boolean" else {})
        for column in ledger.columns
    ]
    fields += [{"name": name, "type": "string"} for name in ORIGIN]
    return {"fields": fields, "missingValues": [""]}


def _shortened(view: View, batch: Batch) -> bytes:
    """A receipt without what cells said: its problems may be those of others' rows, or name somebody."""
    receipt = receipt_of(view.books, batch)
    told = as_json(replace(
        receipt, file=cover_of(view)(receipt.file), sheet="",
        problems=tuple(replace(each, value="", message="", sheet="") for each in receipt.problems),
    ))
    return json.dumps(told, ensure_ascii=False).encode()
