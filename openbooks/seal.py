"""The seal of what leaves the house: which books it is from, as a short text and as a QR code.

Whoever holds the paper can compare the hash with the one that the books have today.
"""

from __future__ import annotations

import io

import segno

from openbooks.document import Document

LONGEST = 60
DOTS = 8  # pixels of a module in a picture
QUIET = 4  # modules of white around the code (ISO/IEC 18004)


def said(document: Document) -> str:
    """What the code holds: title, whose, period, version, the whole hash of the history."""
    return "\n".join((
        _short(document.title), _short(document.whose), document.period_label,
        f"账本第 {document.version} 版", document.head,
    ))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def matrix(document: Document) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code, dark ones True, without the quiet zone."""
    return tuple(tuple(bool(each) for each in row) for row in _made(document).matrix)


def png(document: Document) -> bytes:
    """The code as a picture of black and white, its quiet zone in it."""
    content = io.BytesIO()
    _made(document).save(content, kind="png", scale=DOTS, border=QUIET)
    return content.getvalue()


def _made(document: Document) -> segno.QRCode:
    text = said(document).encode("utf-8", errors="replace").decode("utf-8")
    return segno.make(text, error="m", mode="byte", encoding="utf-8", micro=False)


def side(document: Document) -> int:
    """How many modules wide the code is with its quiet zone."""
    return len(matrix(document)) + 2 * QUIET


def svg(document: Document) -> str:
    """The code as a vector picture, its quiet zone in it."""
    rows = matrix(document)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{at + QUIET} {line + QUIET}h{length}v1h-{length}z"
        for line, row in enumerate(rows) for at, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{path}"/></svg>'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow one another."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
