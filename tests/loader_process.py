"""A process that loads and undoes without end, telling each acknowledged event on standard output.

Started and killed by test_kills: `python loader_process.py BOOKS SEED`. A line `load N rows sum` or
`undo N` is printed only when the call has returned.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from openbooks.books import open_books
from openbooks.intake import Answers, load_file
from openbooks.undoing import undo

AT = datetime(2025, 3, 1, tzinfo=UTC)


def dues_file(folder: Path, chance: random.Random) -> tuple[Path, int, int]:
    """A small dues file of new members; its rows and its sum in 分."""
    stamp = chance.randrange(10**9)
    rows = chance.randrange(1, 400)
    paid = [chance.randrange(100, 5000) for _ in range(rows)]
    lines = ["会员编号,所属月份,应缴会费,实缴会费"]
    lines += [f"K{stamp}-{n},2024-05,{fen / 100:.2f},{fen / 100:.2f}" for n, fen in enumerate(paid)]
    path = folder / f"{stamp}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path, rows, sum(paid)


def main() -> None:
    """Load and undo until killed."""
    books = open_books(Path(sys.argv[1]))
    chance = random.Random(int(sys.argv[2]))
    alive = [each.number for each in books.state().batches if not each.undone_by]
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            if alive and chance.random() < 0.3:
                number = alive.pop(chance.randrange(len(alive)))
                undo(books, number, "试验", "测试", AT)
                sys.stdout.write(f"undo {number}\n")
            else:
                path, rows, total = dues_file(Path(folder), chance)
                receipt = load_file(books, path, Answers(ledger="dues"), "测试", AT)[0]
                alive.append(receipt.batch)
                sys.stdout.write(f"load {receipt.batch} {rows} {total}\n")
            sys.stdout.flush()


main()
