"""New books: a union's own, or one of the invented ones; opened, and given what they start with.

Own books start with the reference ledgers (accounts, parameters, calendar) and one unit, the union
itself; all of it comes through the same door as any file, and can be seen in 装载记录.
"""

from __future__ import annotations

import csv
import tempfile
from datetime import datetime
from pathlib import Path

from openbooks import example
from openbooks.books import Books
from openbooks.contract import ledger
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.loading import found
from openbooks.receipt import Receipt

SEEDS = Path(__file__).resolve().parent.parent / "data" / "rules"
SEED_LEDGERS = ("account", "parameter", "calendar")
PROGRAM = "阳光账本"
ONLY_UNIT = "1"


def found_own(books: Books, settings: Settings, who: str, at: datetime) -> None:
    """Open a union's own books with the reference ledgers and the union as their only unit."""
    found(books, settings, who, at)
    _seed(books, at)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "建账单位.csv"
        columns = ("unit_id", "name", "kind", "province")
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([ledger("unit").column(name).title for name in columns])
            writer.writerow([ONLY_UNIT, settings.union.strip(), "基层工会", settings.province])
        load_file(books, path, Answers(ledger="unit"), who, at)


def found_example(books: Books, union: str, at: datetime) -> list[Receipt]:
    """Open the books of an invented union and load its files through the door, in their order.

    Raises WrongUse for a union that is not one of `example.unions()`.
    """
    about = example.unions()[union]
    found(books, about.settings, PROGRAM, at)
    _seed(books, at)
    receipts = []
    for handed in about.files:
        answers = Answers(ledger=handed.ledger, sets=handed.constants)
        receipts += load_file(books, handed.path, answers, PROGRAM, at)
    return receipts


def _seed(books: Books, at: datetime) -> None:
    for name in SEED_LEDGERS:
        load_file(books, SEEDS / f"{name}.csv", Answers(ledger=name), PROGRAM, at)
