"""A process killed at any moment of loading or undoing loses nothing that it acknowledged."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from openbooks import journal, staging, verification
from openbooks.access import LOCAL_STAFF
from openbooks.books import Books
from openbooks.history import state_at

LOADER = Path(__file__).with_name("loader_process.py")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_kills_at_random_moments_lose_nothing_acknowledged(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    home = tmp_path / "books"
    chance = random.Random(20250301)
    loads: dict[int, tuple[int, int]] = {}
    undone: set[int] = set()
    for turn in range(amount(200)):
        process = subprocess.Popen(
            [sys.executable, str(LOADER), str(home), str(turn)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline() for _ in range(chance.randrange(4))]
        timer = threading.Timer(chance.uniform(0.0, 0.25), process.send_signal, [signal.SIGKILL])
        timer.start()
        said += process.stdout.read().splitlines(True)
        process.wait()
        timer.cancel()
        process.stdout.close()
        for line in said:
            if not line.endswith("\n"):
                continue
            words = line.split()
            if words[0] == "load":
                loads[int(words[1])] = (int(words[2]), int(words[3]))
            else:
                undone.add(int(words[1]))
        verdict = verification.verify(home)
        assert verdict.ok or not (loads or undone), verdict.message
    events = journal.read(home)
    assert loads.keys() <= {event.seq for event in events if event.kind == "load"}
    assert undone <= {event.body["batch"] for event in events if event.kind == "undo"}
    state = state_at(events)
    books = Books(home)
    cursor = books.view(LOCAL_STAFF).cursor()
    found = {
        batch: (rows, total)
        for batch, rows, total in cursor.execute(
            "select batch, count(*), sum(paid_fen)::bigint from dues group by batch"
        ).fetchall()
    }
    cursor.close()
    books.rebuild()
    books.connection.close()
    assert list(staging.folder_of(home).iterdir()) == [], "what the killed left is swept away"
    living = {each.number for each in state.batches if not each.undone_by}
    assert found.keys() == living
    assert all(found[number] == loads[number] for number in living & loads.keys())
    assert len(loads) >= amount(200) // 2
