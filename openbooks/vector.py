"""The parts of a picture as SVG: marks, their hatching, texts. Colours are classes of the page.

`f-x` fills with a colour, `s-x` outlines with it, `l-x` draws lines in it (see static/document.css).
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from openbooks.drawing import OVER

HATCH = 8
INNER = {  # sort of mark → (class of the ground, class of the lines, their path) of its hatching
    "prior": ("ground", "now", "M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    "prior second": ("ground", "second", "M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    "prior third": ("ground", "third", "M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    "second": ("second", "ground", "M-2 6L2 10M0 0L8 8M6 -2L10 2"),
    "third": ("third", "ground", "M0 4H8"),
    "over": ("over", "ground", "M0 0L8 8M8 0L0 8"),
}


def to(given: float) -> str:
    """A length as it is written, to a tenth."""
    return f"{given:.1f}".removesuffix(".0")


def text(x: float, y: float, said: str, sort: str, more: str = "", whole: str = "") -> str:
    """A text whose middle stands at height `y`; `whole` is what was cut."""
    full = f"<title>{escape(whole)}</title>" if whole else ""
    return (f'<text class="{sort}" x="{to(x)}" y="{to(y)}" dy=".36em"{more}>{full}'
            f"{escape(said)}</text>")


def hatch(sort: str, key: str) -> str:
    """The pattern of a sort of marks, in the picture of this key."""
    ground, lines, path = INNER[sort]
    return (
        f'<pattern id="{key}-{sort.replace(" ", "-")}" width="{HATCH}" height="{HATCH}" '
        f'patternUnits="userSpaceOnUse"><rect width="{HATCH}" height="{HATCH}" class="f-{ground}"/>'
        f'<path d="{path}" class="l-{lines}"/></pattern>'
    )


def bar(sort: str, key: str, x: float, y: float, width: float, height: float) -> str:
    """A mark; one that is nearly nothing is still seen."""
    colour = {"prior": "now", "total": "third"}.get(sort, sort.removeprefix("prior "))
    inner = f' fill="url(#{key}-{sort.replace(" ", "-")})"' if sort in INNER else ""
    sorts = f"s-{colour}" + ("" if inner else " empty" if sort == "plan" else f" f-{colour}")
    return (f'<rect class="{sorts}" x="{to(x)}" y="{to(y)}" width="{to(max(width, 1.5))}" '
            f'height="{to(max(height, 1.5))}"{inner}/>')


def value(x: float, y: float, mark: Mapping[str, Any], more: str = "") -> str:
    """The text of a mark, and that it is over the plan."""
    over = f'<tspan class="o"> {OVER}</tspan>' if mark["over"] else ""
    full = f"<title>{escape(mark['whole'])}</title>" if mark["whole"] != mark["text"] else ""
    said = full + escape(mark["text"]) + over
    return f'<text class="v" x="{to(x)}" y="{to(y)}" dy=".36em"{more}>{said}</text>'
