"""Colours of slides, fit for the ground that they stand on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openbooks import look


@dataclass(frozen=True)
class Palette:
    """Colours that can be read on the ground, as #rrggbb."""

    ground: str = look.GROUND
    text: str = look.TEXT
    muted: str = look.MUTED
    grid: str = look.GRID
    now: str = look.NOW
    other: tuple[str, ...] = (look.SPENT, look.PASSED_ON, look.COLOURS["collected"])
    spent: str = look.SPENT
    total: str = look.PASSED_ON
    over: str = look.OVER


DARK = Palette(
    "#14202b", "#ffffff", "#d5dce4", "#52606d", "#7db7e8", ("#f0a35e", "#b8c4d0", "#7fd1b0"), "#f0a35e",
    "#b8c4d0", "#ff8a80",
)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[start: start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palette_on(ground: str, accent: str = "") -> Palette:
    """Colours for a ground, which becomes white where neither dark nor light letters could be read on
    it; `accent` is taken for the bars where it can be told from the ground and is not the red that
    says 超出."""
    light, dark = replace(Palette(), ground=ground), replace(DARK, ground=ground)
    chosen = next((each for each in (light, dark)
                   if min(contrast(ground, colour) for colour in (each.text, each.muted)) >= 4.5
                   and min(contrast(ground, colour) for colour in (each.now, each.over)) >= 3), Palette())
    if accent and contrast(accent, chosen.ground) >= 4.5 and not _is_red(accent):
        return replace(chosen, now=accent)
    return chosen


def _is_red(colour: str) -> bool:
    red, green, blue = (int(colour[start: start + 2], 16) for start in (1, 3, 5))
    return red > 1.5 * max(green, blue)
