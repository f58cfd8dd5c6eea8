"""The look that all figures share: colours, font, ground, grid, margins. Plain dictionaries.

Colours of `.streamlit/config.toml` where it has them (its own do not reach a plain figure).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FONT = "Noto Sans SC, sans-serif"
# Contrast on white: text at least 4.5, shapes at least 3; told apart without red and green.
TEXT = "#0f1720"
MUTED = "#52606d"
GRID = "#d5dce4"
GROUND = "#ffffff"
NOW = "#1d5b8c"
SPENT = "#b4530a"
PASSED_ON = "#75828f"
OVER = "#b3261e"
COLOURS: Mapping[str, str] = {
    "income": NOW, "expenditure": SPENT, "remitted": PASSED_ON, "collected": "#0c5a44",
}


def layout(height: int, legend: bool, headed: bool) -> dict[str, Any]:
    """The layout of a figure of this height; `headed`: something stands above the plot."""
    return {
        "height": height, "barmode": "group", "bargap": 0.3, "bargroupgap": 0.05,
        "font": {"family": FONT, "size": 13, "color": TEXT}, "separators": ".,",
        "paper_bgcolor": GROUND, "plot_bgcolor": GROUND, "showlegend": legend,
        # nothing that would catch a finger which means to scroll the page
        "dragmode": False,
        "margin": {"l": 8, "r": 12, "t": 36 if headed else 12, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom",
                   "font": {"size": 12}, "traceorder": "reversed"},
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": MUTED,
                       "font": {"family": FONT, "size": 13, "color": TEXT}},
    }


def axis_of(title: str) -> dict[str, Any]:
    """The look of an axis; one with a title is the axis of values and has a grid."""
    look: dict[str, Any] = {
        "automargin": True, "fixedrange": True, "linecolor": MUTED, "tickcolor": MUTED,
        "zerolinecolor": MUTED, "gridcolor": GRID,
        "title": {"text": title, "standoff": 8, "font": {"size": 12}},
    }
    return look | ({"showgrid": True, "zeroline": True, "tickformat": ",~r"} if title else
                   {"showgrid": False})
