"""New books: a union's own, or one of the invented ones; opened, and given what they start with.

Own books start with the reference ledgers (accounts, parameters, calendar) and one unit, the union
itself; all of it comes through the same door as any file, and can be seen in 装载记录. A founding
that a crash cut off is finished when the books are opened next.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from openbooks.books import Books
from openbooks.contract import ledger
from openbooks.errors import WrongUse
from openbooks.history import NO_SETTINGS, Settings
from openbooks.home import PROGRAM
from openbooks.intake import Answers, load_file
from openbooks.loading import found
from openbooks.receipt import Receipt

DATA = Path(__file__).resolve().parent.parent / "data"
SEEDS = DATA / "rules"
EXAMPLES = DATA / "example"
SEED_LEDGERS = ("account", "parameter", "calendar")
STARTING = frozenset({*SEED_LEDGERS, "unit"})
ONLY_UNIT = "1"

Progress = Callable[[int, int], None]


def found_own(books: Books, settings: Settings, who: str, at: datetime) -> None:
    """Open a union's own books with the reference ledgers and the union as their only unit."""
    found(books, settings, who, at)
    finish_own(books, at)


def finish_own(books: Books, at: datetime) -> None:
    """Load what own books start with and do not have yet: a founding that was cut off is whole again.

    Nothing happens to whole books, to examples, and to what was taken back on purpose.
    """
    state = books.state()
    begun = {each.ledger for each in state.batches}
    if state.settings == NO_SETTINGS or state.settings.example or begun >= STARTING:
        return
    _seed(books, at, tuple(name for name in SEED_LEDGERS if name not in begun))
    if "unit" not in begun:
        _only_unit(books, state.settings, books.events[0].who, at)


def _only_unit(books: Books, settings: Settings, who: str, at: datetime) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "建账单位.csv"
        columns = ("unit_id", "name", "kind", "province")
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([ledger("unit").column(name).title for name in columns])
            writer.writerow([ONLY_UNIT, settings.union.strip(), "基层工会", settings.province])
        load_file(books, path, Answers(ledger="unit"), who, at)


def examples() -> dict[str, dict[str, Any]]:
    """Id → what the committed files of an invented union say of themselves (name, province, chart,
    files in loading order with their ledger and the values that no column says)."""
    return {
        union: json.loads((EXAMPLES / union / "controls.json").read_text("utf-8"))
        for union in ("school", "federation")
    }


def found_example(
    books: Books, union: str, at: datetime, progress: Progress = lambda done, total: None
) -> list[Receipt]:
    """Open the books of an invented union and load its files through the door, in their order.

    `progress` is called after each file. Called again after a crash it goes on: what is loaded is
    answered with its batch. Raises WrongUse for a union that there is not, or books of another.
    """
    known = examples()
    if union not in known:
        raise WrongUse(f"没有示例“{union}”，可用：{'、'.join(known)}。")
    about = known[union]
    settings = Settings(about["name"], about["province"], about["chart"], 1, True)
    if books.settings != settings:
        found(books, settings, PROGRAM, at)
    _seed(books, at, SEED_LEDGERS)
    receipts = []
    for done, handed in enumerate(about["files"], 1):
        answers = Answers(ledger=handed["ledger"], sets=handed["constants"], accept=True)
        path = EXAMPLES / union / handed["name"]
        receipts += load_file(books, path, answers, PROGRAM, at)
        progress(done, len(about["files"]))
    return receipts


def _seed(books: Books, at: datetime, names: tuple[str, ...]) -> None:
    for name in names:
        load_file(books, SEEDS / f"{name}.csv", Answers(ledger=name), PROGRAM, at)
