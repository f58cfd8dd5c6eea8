"""Answers as pictures: plotly figures, one function a form, all in one look.

Conventions: labels and units come from the columns of the query's header; money is drawn in 万元 and
said in 元 when pointed at; months and years are text, so that no axis counts between them; the year
before is an outline with hatching, never a colour alone. Every mark carries in `customdata` the
place of its row in the answer, so that a click opens the rows. An answer without rows, or without a
single number to draw, gives None: the page then shows its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from openbooks.query import Result
from openbooks.statement import OutputColumn

FONT = "Noto Sans SC, sans-serif"
INK, QUIET, GRID, PAPER = "#1c2733", "#5b6773", "#d9dfe5", "#ffffff"
# Okabe–Ito, darkened where needed: each at least 3:1 against white, told apart by the colour-blind
NOW, OTHER, DOWN = "#1f5b8f", "#b3541e", "#8a6d00"
MUCH = 1_000_000  # 分: one 万元; below it a money axis stays in 元
SHORTFALL = [[0, "#d9873f"], [1, "#f7f9fb"]]  # the less of a share, the darker: what is missing shows
AMOUNT = [[0, "#f7f9fb"], [1, "#8fb3d1"]]  # ink stays readable on both ends
ROW, LEAST = 34, 240
LONGEST = 14


def by_month(result: Result, value: str, prior: str = "", month: str = "month") -> go.Figure | None:
    """A bar a month, beside it the same month of the year before as a hatched outline."""
    return _bars(result, month, [value], prior, upright=True)


def by_group(result: Result, group: str, value: str, prior: str = "") -> go.Figure | None:
    """A bar a group lying down, the largest on top, beside it the year before."""
    return _bars(result, group, [value], prior, upright=False)


def side_by_side(result: Result, group: str, first: str, second: str) -> go.Figure | None:
    """Two bars a group (budget and actual, eligible and taking part), the second hatched."""
    return _bars(result, group, [second], first, upright=False)


def flow(result: Result, group: str, value: str, step: str, totals: Sequence[str]) -> go.Figure | None:
    """A waterfall: what was there, what came, what went, what is there. `totals` are the values of
    the column `step` that are standing sums, not movements."""
    column = _column(result, value)
    frame = result.frame
    if frame.empty or frame[value].isna().all():
        return None
    scale, unit = _scale(column, [frame[value]])
    measures = ["total" if each in totals else "relative" for each in frame[step]]
    measures[0] = "absolute" if frame[step].iloc[0] in totals else measures[0]
    amounts = [None if pd.isna(each) else each / scale for each in frame[value]]
    figure = go.Figure(go.Waterfall(
        x=list(frame[group]), y=amounts, measure=measures,
        text=[_told(each, column, unit) for each in frame[value]], textposition="outside",
        customdata=[[place] for place in range(len(frame))], hovertext=_hover(frame, [group], column, value),
        hoverinfo="text", connector={"line": {"color": GRID}}, cliponaxis=False,
        increasing={"marker": {"color": NOW}},
        decreasing={"marker": {"color": PAPER, "line": {"color": OTHER, "width": 2}}},
        totals={"marker": {"color": QUIET}},
    ))
    figure.update_yaxes(title_text=unit)
    return _dressed(figure, column, upright=True, rows=len(frame))


def crossing(result: Result, down: str, across: str, value: str) -> go.Figure | None:
    """A grid of two groupings, each cell with its number written in it. Shares are darker where
    something is missing, amounts where there is more."""
    column = _column(result, value)
    frame = result.frame
    if frame.empty or frame[value].isna().all():
        return None
    downs, acrosses = list(dict.fromkeys(frame[down])), list(dict.fromkeys(frame[across]))
    place = {(row[down], row[across]): at for at, row in enumerate(frame.to_dict("records"))}
    scale, unit = _scale(column, [frame[value]])
    numbers: list[list[float | None]] = []
    texts: list[list[str]] = []
    places: list[list[list[int | None]]] = []
    for one in downs:
        at = [place.get((one, two)) for two in acrosses]
        held = [None if i is None or pd.isna(frame[value].iloc[i]) else frame[value].iloc[i] for i in at]
        numbers.append([None if each is None else each / scale for each in held])
        texts.append(["" if each is None else _told(each, column, unit) for each in held])
        places.append([[i] for i in at])
    figure = go.Figure(go.Heatmap(
        z=numbers, x=[str(each) for each in acrosses], y=[_short(each) for each in downs], text=texts,
        texttemplate="%{text}", customdata=places, hovertemplate="%{y} %{x}：%{text}<extra></extra>",
        colorscale=SHORTFALL if column.type == "share" else AMOUNT, showscale=False, xgap=1, ygap=1,
        zmin=0 if column.type == "share" else None, zmax=100 if column.type == "share" else None,
    ))
    figure.update_yaxes(autorange="reversed")
    return _dressed(figure, column, upright=True, rows=len(downs))


def _bars(
    result: Result, group: str, values: Sequence[str], prior: str, upright: bool
) -> go.Figure | None:
    """Bars of one column, with another beside it as an outline."""
    column = _column(result, values[0])
    frame = result.frame
    drawn = [*values, *([prior] if prior else [])]
    if frame.empty or all(frame[each].isna().all() for each in drawn):
        return None
    frame = frame.assign(place=range(len(frame)))
    if not upright:
        frame = frame.sort_values(values[0], ascending=True, na_position="first", kind="stable")
    scale, unit = _scale(column, [frame[each] for each in drawn])
    figure = go.Figure()
    for name in drawn:
        held = _column(result, name)
        amounts = [None if pd.isna(each) else float(each) / scale for each in frame[name]]
        names = [str(each) if upright else _short(each) for each in frame[group]]
        lined = name == prior
        figure.add_trace(go.Bar(
            x=names if upright else amounts, y=amounts if upright else names,
            orientation="v" if upright else "h", name=held.label,
            customdata=[[place] for place in frame["place"]],
            hovertext=_hover(frame, [group], held, name), hoverinfo="text",
            text=None if upright else [_told(each, held, unit) for each in frame[name]],
            textposition="none" if upright else "outside", cliponaxis=False,
            marker={
                "color": PAPER if lined else NOW,
                "line": {"color": OTHER if lined else NOW, "width": 1.5},
                "pattern": {"shape": "/" if lined else "", "fgcolor": OTHER, "size": 6},
            },
        ))
    (figure.update_yaxes if upright else figure.update_xaxes)(title_text=unit)
    return _dressed(figure, column, upright, rows=len(frame) * len(drawn))


def _column(result: Result, name: str) -> OutputColumn:
    return next(each for each in result.columns if each.name == name)


def _scale(column: OutputColumn, series: Sequence[pd.Series]) -> tuple[float, str]:
    """What to divide by, and the unit that is then meant."""
    if column.type == "money":
        largest = max((abs(float(each)) for one in series for each in one.dropna()), default=0.0)
        return (1_000_000.0, "万元") if largest >= MUCH else (100.0, "元")
    if column.type == "share":
        return 0.01, "%"
    return 1.0, column.unit


def _told(value: Any, column: OutputColumn, unit: str) -> str:
    """A number beside its mark."""
    if pd.isna(value):
        return "未填报"
    if column.type == "money":
        return f"{value / 1_000_000:,.2f}" if unit == "万元" else f"{value / 100:,.2f}"
    return f"{value * 100:.1f}%" if column.type == "share" else f"{value:,.0f}"


def _hover(
    frame: pd.DataFrame, groups: Sequence[str], column: OutputColumn, value: str
) -> list[str]:
    """What is said when a mark is pointed at: the group, the column, the exact number."""
    exact = {"money": "元", "share": ""}.get(column.type, column.unit)
    return [
        f"{' '.join(str(row[name]) for name in groups)}<br>{column.label} "
        f"{_told(row[value], column, '')}{'' if pd.isna(row[value]) else exact}"
        for row in frame.to_dict("records")
    ]


def _short(text: Any) -> str:
    """A group's name, cut to what a narrow screen can hold."""
    said = str(text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _dressed(figure: go.Figure, column: OutputColumn, upright: bool, rows: int) -> go.Figure:
    """The common look: our font, quiet grid, text axes, room for labels at any width."""
    figure.update_layout(
        font={"family": FONT, "size": 15, "color": INK}, paper_bgcolor=PAPER, plot_bgcolor=PAPER,
        height=360 if upright and rows < 40 else max(LEAST, 90 + rows * (ROW if upright else 24)),
        margin={"l": 8, "r": 40, "t": 36, "b": 8}, bargap=0.25, bargroupgap=0.08, dragmode=False,
        showlegend=len(figure.data) > 1, separators=".,",
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        hoverlabel={"font": {"family": FONT, "size": 15}},
    )
    figure.update_xaxes(automargin=True, gridcolor=GRID, zerolinecolor=QUIET, tickfont={"color": INK})
    figure.update_yaxes(automargin=True, gridcolor=GRID, zerolinecolor=QUIET, tickfont={"color": INK})
    text_axis = figure.update_xaxes if upright else figure.update_yaxes
    text_axis(type="category", showgrid=False)
    number_axis = figure.update_yaxes if upright else figure.update_xaxes
    if column.type in {"money", "integer"} and figure.data[0].type != "heatmap":
        number_axis(tickformat=",.6~g", title_standoff=6)
    return figure
