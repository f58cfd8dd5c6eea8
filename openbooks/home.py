"""Where the books lie when nobody says otherwise, and who acts while there is no sign-in."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHO = "本机"


def own_home() -> Path:
    """The folder of own books: OPENBOOKS_HOME, else `books` beside the program."""
    return Path(os.environ.get("OPENBOOKS_HOME") or ROOT / "books")


def example_home(union: str) -> Path:
    """The folder of an example's books: beside the own ones, never among them."""
    own = own_home()
    return own.with_name(f"{own.name}-example") / union
