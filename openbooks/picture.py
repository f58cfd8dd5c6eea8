"""A chart of a document as a plotly figure, so that the page shows what every rendering shows.

Forms and roles are those of `document.Chart`; the look is that of all figures (`look`). Labels are the
texts of the chart, never made anew.
"""

from __future__ import annotations

import plotly.graph_objects as go

from openbooks import look
from openbooks.axis import short, wrapped
from openbooks.document import Chart, Series
from openbooks.figures import BESIDE, HEIGHT, ROW
from openbooks.look import GROUND, MUTED, NOW, OVER, SPENT

COLOURS = {"now": NOW, "actual": NOW, "prior": NOW, "plan": MUTED}
HATCHED = frozenset({"prior", "plan"})
OVER_MARK = "超"


def pictured(chart: Chart) -> go.Figure:
    """The chart as a figure; nothing in it is clicked, rows are opened under it."""
    if chart.form == "steps":
        return _steps(chart)
    lying = chart.form in {"bars", "pairs"}
    places = [str(at) for at in range(len(chart.categories))]
    figure = go.Figure([_bars(chart, each, places, lying) for each in _behind_first(chart)])
    many = len(chart.series) > 1
    if lying:
        figure.update_yaxes(
            type="category", categoryorder="array", categoryarray=places, autorange="reversed",
            tickvals=places, ticktext=[short(each) for each in chart.categories],
        )
        drawn = [value for each in chart.series for value in each.values if value is not None]
        if drawn and min(drawn) >= 0 < max(drawn):
            figure.update_xaxes(range=[0, max(drawn) * BESIDE])
        height = 110 + len(places) * (ROW + (14 if many else 0))
        return _dressed(figure, height, many, x=chart.unit)
    figure.update_xaxes(type="category", tickangle=0, tickvals=places,
                        ticktext=[wrapped(each) for each in chart.categories])
    return _dressed(figure, HEIGHT, many, y=chart.unit)


def _behind_first(chart: Chart) -> list[Series]:
    """The year before and the plan stand before this year and what was done."""
    return sorted(chart.series, key=lambda each: each.role not in HATCHED)


def _bars(chart: Chart, series: Series, places: list[str], lying: bool) -> go.Bar:
    colour = COLOURS[series.role]
    over = [each in chart.over and series.role == "actual" for each in chart.categories]
    marker: dict[str, object] = {"color": [OVER if each else colour for each in over]}
    if series.role in HATCHED:
        marker = {"color": GROUND, "line": {"color": colour, "width": 1.5},
                  "pattern": {"shape": "/", "fgcolor": colour, "size": 6, "solidity": 0.2}}
    elif any(over):
        marker["pattern"] = {"shape": ["x" if each else "" for each in over], "fgcolor": GROUND,
                             "fillmode": "overlay", "size": 6}
    texts = [f"{text} {OVER_MARK}" if each else text for text, each in zip(series.texts, over, strict=True)]
    hover = [f"{short(category, 40)} {series.name}<br>{text} {chart.unit}"
             for category, text in zip(chart.categories, series.texts, strict=True)]
    values = list(series.values)
    return go.Bar(
        x=values if lying else places, y=places if lying else values, orientation="h" if lying else "v",
        name=series.name, marker=marker, text=texts, textposition="outside", cliponaxis=False,
        textfont={"size": 11}, customdata=hover, hovertemplate="%{customdata}<extra></extra>",
    )


def _steps(chart: Chart) -> go.Figure:
    series, last = chart.series[0], len(chart.categories) - 1
    figure = go.Figure(go.Waterfall(
        x=[wrapped(each) for each in chart.categories],
        y=[0 if at == last else value for at, value in enumerate(series.values)],
        measure=["absolute", *["relative"] * (last - 1), "total"],
        text=list(series.texts), textposition="outside", cliponaxis=False,
        customdata=list(chart.categories),
        hovertemplate=f"%{{customdata}}<br>%{{text}} {chart.unit}<extra></extra>",
        increasing={"marker": {"color": NOW}}, decreasing={"marker": {"color": SPENT}},
        totals={"marker": {"color": MUTED}}, connector={"line": {"color": MUTED, "width": 1}},
    ))
    figure.update_xaxes(type="category", tickangle=0, tickfont={"size": 10})
    return _dressed(figure, HEIGHT + 20, False, y=chart.unit)


def _dressed(figure: go.Figure, height: int, legend: bool, x: str = "", y: str = "") -> go.Figure:
    figure.update_layout(template=go.layout.Template(), **look.layout(height, legend, legend))
    figure.update_xaxes(**look.axis_of(x))
    figure.update_yaxes(**look.axis_of(y))
    return figure
