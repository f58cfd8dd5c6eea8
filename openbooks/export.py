"""The books as files anyone can open: one file a ledger and a Frictionless datapackage.json.

CSV (`celltext` says how cells are written), or Parquet: there money is DECIMAL(18,2) in 元, days are
DATE, texts stand as they are. Rows go out in slices; the folder appears whole or not at all.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openbooks import staging
from openbooks.books import View
from openbooks.celltext import cell_text, write_csv
from openbooks.contract import Column, Ledger, ledgers
from openbooks.descriptor import exceptions, listed, package, schema
from openbooks.disk import on_disk
from openbooks.engine import room, sound
from openbooks.errors import WrongUse
from openbooks.naming import literal, quoted
from openbooks.store import sha256_of

FORMATS = ("csv", "parquet")
SLICE = 20_000
DESCRIPTOR = "datapackage.json"
UNITS = "元，两位小数（DECIMAL(18,2)）"


def export(view: View, folder: Path, form: str = "csv") -> list[Path]:
    """Write every ledger that has rows, as this reader may see it (of empty books every ledger,
    without rows); the files written, the descriptor last.

    Raises WrongUse when the folder is a file, or not empty; NotWritten for what the disk refuses.
    """
    with appearing(folder) as part:
        resources = []
        cursor = view.cursor()
        try:
            named = _filled(cursor)
            for name in named:
                ledger = ledgers()[name]
                path = part / f"{name}.{form}"
                with sound():
                    broken = exceptions(cursor, ledger)
                    rows = _FORMS[form](view, cursor, ledger, path)
                resources.append({
                    **resource(path, ledger, rows, form),
                    "schema": schema(ledger, broken, named),
                    "openbooks": {"exceptions": listed(broken)},
                })
        finally:
            cursor.close()
        state = view.state
        at = view.books.events[state.version - 1].at if state.version else ""
        found = package(state, at, view.reader.role, _sources(view), resources)
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        (part / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
    return [*(folder / f"{name}.{form}" for name in named), folder / DESCRIPTOR]


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to write into, which takes its name when all of it is written.

    Raises WrongUse when there is a file of that name, or a folder with anything in it.
    """
    with on_disk():
        if folder.is_file() or (folder.exists() and any(folder.iterdir())):
            raise WrongUse(
                f"{folder.name} 不是空文件夹，里面的东西不会被动。请换一个还没有的文件夹，或先把它清空。"
            )
        folder = folder.absolute()
        part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
        try:
            part.mkdir(parents=True)
            yield part
            if folder.is_dir():
                folder.rmdir()  # it is empty; somebody who filled it meanwhile keeps what is his
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _filled(cursor: Any) -> list[str]:
    """The ledgers with rows; all of them where none has any: a package has at least one resource."""
    with sound():
        found = [
            name for name in ledgers()  # a name cannot be bound; these are the contracts' own
            if cursor.execute(f"select 1 from {quoted(name)} limit 1").fetchone()
        ]
    return found or list(ledgers())


def _csv(view: View, cursor: Any, ledger: Ledger, path: Path) -> int:
    columns = ", ".join(quoted(column.stored) for column in ledger.columns)
    # names cannot be bound; these are the contract's own
    cursor.execute(f"select {columns} from {quoted(ledger.name)} order by batch, row_no")
    return write_csv(path, [column.name for column in ledger.columns], texts(cursor, ledger.columns))


def texts(cursor: Any, columns: tuple[Column, ...]) -> Iterator[list[str]]:
    """The rows that a cursor was asked for, as texts of cells, read in slices."""
    money = [column.type == "money" for column in columns]
    while rows := cursor.fetchmany(SLICE):
        for row in rows:
            yield [cell_text(value, each) for value, each in zip(row, money, strict=True)]


def _parquet(view: View, cursor: Any, ledger: Ledger, path: Path) -> int:
    """Written by the database into staging, the only place that it may write to."""
    columns = ", ".join(_in_yuan(column) for column in ledger.columns)
    units = {column.name: UNITS for column in ledger.columns if column.type == "money"}
    said = ", ".join(f"{name}: {literal(unit)}" for name, unit in units.items())
    with room(), staging.working(view.books.home) as folder:
        beside = folder / path.name
        options = "format parquet" + (f", kv_metadata {{{said}}}" if said else "")
        (rows,) = cursor.execute(
            f"copy (select {columns} from {quoted(ledger.name)} order by batch, row_no) "
            f"to {literal(str(beside))} ({options})"
        ).fetchone()
        shutil.copyfile(beside, path)
    return int(rows)


def _in_yuan(column: Column) -> str:
    """SQL of a column; money exactly, by decimals."""
    if column.type != "money":
        return quoted(column.name)
    exact = f"{quoted(column.stored)}::decimal(18,0) * 0.01::decimal(3,2)"
    return f"({exact})::decimal(18,2) as {quoted(column.name)}"


_FORMS = {"csv": _csv, "parquet": _parquet}


def _sources(view: View) -> list[dict[str, Any]]:
    """The files that the rows come from; a masked reader gets their names scrubbed."""
    living = [each for each in view.state.batches if not each.undone_by]
    cover = view.books.scrubber(view.state) if view.reader.masked and living else str
    return [
        {"title": cover(each.file), "batch": each.number, "ledger": each.ledger,
         "sha256": each.body["original"]}
        for each in living
    ]


def resource(path: Path, ledger: Ledger, rows: int, form: str) -> dict[str, Any]:
    """What a descriptor says of one file: where it is, its hash, its bytes, its rows."""
    kinds = {
        "csv": {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"},
        "parquet": {"profile": "data-resource", "mediatype": "application/vnd.apache.parquet"},
    }
    return {
        "name": ledger.name,
        "title": ledger.title,
        "description": f"{ledger.purpose}{ledger.grain}。",
        "path": path.name,
        "format": form,
        **kinds[form],
        "hash": f"sha256:{sha256_of(path)}",
        "bytes": path.stat().st_size,
        "rows": rows,
    }
