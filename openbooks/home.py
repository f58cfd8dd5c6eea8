"""Where the books lie when nobody says otherwise, and who acts while there is no sign-in: somebody
at this machine, or the program itself."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from openbooks.errors import WrongUse

ROOT = Path(__file__).resolve().parent.parent
WHO = "本机"
PROGRAM = "阳光账本"


def own_home() -> Path:
    """The folder of own books: OPENBOOKS_HOME, else `books` beside the program."""
    return Path(os.environ.get("OPENBOOKS_HOME") or ROOT / "books")


def placed(home: Path) -> Path:
    """The real path of a books folder, links followed.

    Raises WrongUse where the database, which reads paths as UTF-8 and as patterns, would not find
    the folder, or another one.
    """
    found = os.path.realpath(home)
    try:
        found.encode()
    except UnicodeEncodeError:
        raise WrongUse("账本文件夹的路径里有不是 UTF-8 的字。请给文件夹改名，或换一个位置。") from None
    if set(glob.glob(found)) - {found}:  # noqa: PTH207
        raise WrongUse("账本文件夹的路径里有 * ? 或 [ ]，与旁边的文件夹分不清。请改名，或换一个位置。")
    return Path(found)


def example_home(union: str) -> Path:
    """The folder of an example's books: beside the own ones, never among them."""
    own = own_home()
    return own.with_name(f"{own.name}-example") / union
