"""How far long work is: said by whoever does it, heard by whoever waits, and by nobody otherwise.

`telling` names the hearer for the length of a block; `said` may be called anywhere below it, often.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# what is done (Chinese, no names of persons), how much of it is done, of how much (0: unknown)
Hearer = Callable[[str, int, int], None]
BEAT = 0.3  # seconds between two looks at work that does not speak by itself

_HEARER: ContextVar[Hearer | None] = ContextVar("hearer", default=None)


@contextmanager
def telling(hearer: Hearer) -> Iterator[None]:
    """Within the block, what is said reaches `hearer`."""
    token = _HEARER.set(hearer)
    try:
        yield
    finally:
        _HEARER.reset(token)


def said(what: str, done: int = 0, of: int = 0) -> None:
    """Say how far the work is; nothing happens where nobody listens."""
    hearer = _HEARER.get()
    if hearer is not None:
        hearer(what, done, of)


@contextmanager
def watched(what: str, share: Callable[[], float], of: int) -> Iterator[None]:
    """Around one call that says nothing by itself: `share()` (per cent; negative: unknown) is asked
    from beside it, and told as so many of `of`."""
    hearer = _HEARER.get()
    if hearer is None:
        yield
        return
    over = threading.Event()

    def look() -> None:
        while not over.wait(BEAT):
            found = share()
            hearer(what, int(of * max(found, 0.0) / 100), of)

    hearer(what, 0, of)
    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield
    finally:
        over.set()
        looker.join()
