"""The books as files anyone can open: one CSV a ledger and a Frictionless datapackage.json.

Text cells that a spreadsheet would take for a formula are neutralised with a leading apostrophe,
headers too; numbers stay numbers. Money is 元 with two decimals.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openbooks.books import View
from openbooks.contract import FRICTIONLESS, Column, Ledger, ledgers
from openbooks.engine import sound
from openbooks.errors import WrongUse
from openbooks.money import yuan
from openbooks.naming import quoted
from openbooks.store import sha256_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SLICE = 20_000


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula (full-width signs and leading blanks too)."""
    shown = unicodedata.normalize("NFKC", text).lstrip(" \u00a0\u3000\n")
    return "'" + text if shown.startswith(FORMULA) or text.startswith(("\t", "\r")) else text


def cell_text(value: Any, money: bool = False) -> str:
    """A value as the text of a CSV cell; null is empty."""
    if value is None:
        return ""
    if money:
        return yuan(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return neutral(str(value))


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a UTF-8 CSV with a byte order mark, so that office programs read its Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([neutral(each) for each in header])
        writer.writerows(rows)


def export(view: View, folder: Path) -> list[Path]:
    """Write every ledger that has rows, as this reader may see it; the files written.

    Raises WrongUse when the folder is a file, or not empty.
    """
    if folder.is_file() or (folder.exists() and any(folder.iterdir())):
        raise WrongUse(f"{folder.name} 不是空文件夹，请换一个。")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    resources = []
    cursor = view.cursor()
    try:
        for ledger in ledgers().values():
            with sound():
                if not cursor.execute(f"select 1 from {quoted(ledger.name)} limit 1").fetchone():
                    continue
            path = folder / f"{ledger.name}.csv"
            columns = ", ".join(quoted(column.stored) for column in ledger.columns)
            with sound():
                cursor.execute(f"select {columns} from {quoted(ledger.name)} order by batch, row_no")
                write_csv(path, [column.name for column in ledger.columns], _rows(cursor, ledger))
            written.append(path)
            resources.append(_resource(ledger, path))
    finally:
        cursor.close()
    settings = view.state.settings
    package = {
        "name": "openbooks",
        "title": settings.union,
        "version": str(view.version),
        "created": view.state.today.isoformat(),
        "openbooks": {"head": view.state.head, "role": view.reader.role},
        "resources": resources,
    }
    target = folder / "datapackage.json"
    target.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*written, target]


def _rows(cursor: Any, ledger: Ledger) -> Iterable[list[str]]:
    while rows := cursor.fetchmany(SLICE):
        for row in rows:
            yield [
                cell_text(value, column.type == "money")
                for value, column in zip(row, ledger.columns, strict=True)
            ]


def _resource(ledger: Ledger, path: Path) -> dict[str, Any]:
    return {
        "name": ledger.name,
        "title": ledger.title,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{sha256_of(path)}",
        "schema": {
            "fields": [_field(column) for column in ledger.columns],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "title": column.title, "type": FRICTIONLESS[column.type],
    }
    if column.type == "boolean":
        field |= {"trueValues": ["是"], "falseValues": ["否"]}
    return field
