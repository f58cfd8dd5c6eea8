"""What a large file costs the server while somebody else looks at another page."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.resting import settled

MEBI = 1 << 20
# The same page with other filters each time: warm modules, cold answers.
ADDRESSES = [
    f"dues?books=school&period={period}" for period in ("2023", "2024", "2024H1", "2025", "2025H1")
]


@dataclass
class Costs:
    """The largest resident memory of a server with its children, in MB, seen in each phase."""

    peaks: dict[str, float] = field(default_factory=dict)
    phase: str = "idle"


def memory(pid: int) -> float:
    """Resident memory of a process and of all that it started, in MB (Linux)."""
    total = 0
    for one in family(pid):
        try:
            held = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue  # it ended meanwhile
        total += sum(int(line.split()[1]) for line in held.splitlines() if line.startswith("VmRSS"))
    return total / 1024


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for each in found:
        for path in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, path.read_text().split())
            except OSError:
                continue
    return found


@contextmanager
def watched(pid: int) -> Iterator[Costs]:
    """Measure the memory of a server ten times a second while the block runs."""
    costs, over = Costs(), threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            now = memory(pid)
            costs.peaks[costs.phase] = max(costs.peaks.get(costs.phase, 0.0), now)

    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield costs
    finally:
        over.set()
        looker.join()


def visit(page: Page, url: str, number: int) -> float:
    """Seconds until another page, with the filters of that number, is whole."""
    start = time.perf_counter()
    page.goto(f"{url}/{ADDRESSES[number % len(ADDRESSES)]}")
    settled(page)
    return time.perf_counter() - start


def idle(page: Page, url: str, times: int) -> float:
    """The median seconds of the other page while nothing else goes on."""
    for number in range(len(ADDRESSES)):
        visit(page, url, number)
    return statistics.median(visit(page, url, number) for number in range(times))
