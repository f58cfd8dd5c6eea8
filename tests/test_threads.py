"""Many threads ask at once, while others load: no answer is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import open_books
from openbooks.intake import Answers, load_file

AT = datetime(2025, 3, 1, tzinfo=UTC)
THREADS = 16


def hand_in(folder: Path, name: str, first: int, count: int) -> Path:
    """Dues of members first … first + count - 1, 10.00 each."""
    lines = ["会员编号,姓名,所属月份,应缴会费,实缴会费"]
    lines += [f"M{first + n},张小{'甲乙丙丁'[n % 4]},2024-0{n % 9 + 1},10.00,10.00" for n in range(count)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_sixteen_threads_get_no_wrong_answer_while_files_come_in(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    books = open_books(tmp_path / "books")
    load_file(books, hand_in(tmp_path, "a.csv", 0, 900), Answers(ledger="dues"), "甲", AT)
    first = books.version()
    wrong: list[object] = []
    each = amount(10_000) // THREADS + 1

    def ask(number: int) -> None:
        for turn in range(each):
            pinned = (number + turn) % 2 == 0
            reader = LOCAL_STAFF if turn % 3 else LOCAL_PAGES
            view = books.view(reader, first if pinned else None)
            cursor = view.cursor()
            try:
                rows, total, version = cursor.execute(
                    "select count(*), sum(paid_fen)::bigint, $v::bigint from dues", {"v": view.version}
                ).fetchone()
            finally:
                cursor.close()
            loads = sum(1 for b in view.state.batches if not b.undone_by)
            if rows != 900 * loads or total != 1000 * rows or version != view.version:
                wrong.append((rows, total, version, loads))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for turn in range(1, 5):
        path = hand_in(tmp_path, f"{turn}.csv", turn * 10_000, 900)
        load_file(books, path, Answers(ledger="dues"), "乙", AT)
    for thread in threads:
        thread.join()
    assert wrong == []
    assert books.version() == first + 4
