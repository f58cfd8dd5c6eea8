"""Frames to plotly figures, `go.Figure` only; every function takes the answer of a query.

Labels and units are those of the query's header. A bar carries in `customdata` the place of its row
in the frame (first) and what its hover says, so that a click opens that row. The year before is an
outline with hatching, so that colour is never the only sign. No rows, or no value in them: None, and
the page shows its words instead. Sizes suit 390 px: short labels, margins that grow with them, and
no zoom that would catch a finger.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from openbooks import axis, look
from openbooks.look import COLOURS, GROUND, MUTED, NOW, OVER, SPENT
from openbooks.query import Result
from openbooks.wording import count, is_missing, share

PRIOR = "上年同期"
MOST = 30
ROW = 30
HEIGHT = 320
FULL = 100
BESIDE, BESIDE_PARTS = 1.3, 1.7  # so much of an axis is left for what stands beside its bars


def months(
    result: Result, value: str, prior: str = "", at: str = "month"
) -> go.Figure | None:
    """One bar a month for `value`, the year before beside it as an outline."""
    if _nothing(result, value, prior):
        return None
    column = result.frame
    scale = axis.scale_of(result.column(value), [*column[value], *(column[prior] if prior else ())])
    figure = go.Figure()
    if prior:
        figure.add_trace(_bars(result, prior, at, scale, PRIOR, NOW, hatched=True))
    figure.add_trace(_bars(result, value, at, scale, result.column(value).label, NOW))
    _months_axis(figure, list(column[at]))
    return _drawn(figure, HEIGHT, y=axis.title(result.column(value), scale), legend=bool(prior))


def months_by_kind(
    result: Result, value: str, kind: str, at: str = "period", prior: str = ""
) -> go.Figure | None:
    """Bars a month, one for each kind (收入, 支出 …); a hollow mark where the year before was."""
    if _nothing(result, value, prior):
        return None
    frame = result.frame
    scale = axis.scale_of(result.column(value), [*frame[value], *(frame[prior] if prior else ())])
    figure = go.Figure()
    known = list(COLOURS)
    kinds = sorted(set(frame[kind]), key=lambda k: (known.index(k) if k in known else 99, str(k)))
    for each in kinds:
        places = [place for place, said in enumerate(frame[kind]) if said == each]
        colour = COLOURS.get(str(each), MUTED)
        bars = _bars(result, value, at, scale, axis.told(each), colour, places=places)
        figure.add_trace(bars.update(offsetgroup=str(each)))
    before: dict[Any, list[int]] = {}
    for place, each in enumerate(frame[kind] if prior else ()):
        if not is_missing(frame[prior].iloc[place]) and frame[prior].iloc[place]:
            before.setdefault(each, []).append(place)
    for each, places in before.items():
        colour = COLOURS.get(str(each), MUTED)
        figure.add_trace(go.Scatter(
            x=[frame[at].iloc[place] for place in places],
            y=[scale.of(frame[prior].iloc[place]) for place in places],
            customdata=[[p, axis.exact(frame[prior].iloc[p], result.column(prior))] for p in places],
            hovertemplate=f"%{{x}} {axis.told(each)}，{PRIOR}<br>%{{customdata[1]}}<extra></extra>",
            mode="markers", name=PRIOR, legendgroup=PRIOR, showlegend=each == next(iter(before)),
            offsetgroup=str(each), marker={"symbol": "diamond-open", "size": 9, "color": colour,
                                           "line": {"width": 2, "color": colour}},
        ))
    figure.update_layout(scattermode="group")
    _months_axis(figure, sorted(set(frame[at])))
    figure = _drawn(figure, HEIGHT + 40, y=axis.title(result.column(value), scale), legend=True)
    return figure.update_layout(legend_traceorder="normal")


def ranked(
    result: Result, label: str, value: str, prior: str = "", of: tuple[str, str] = ("", "")
) -> go.Figure | None:
    """Horizontal bars, the largest at the top, at most MOST; missing values have none.

    Of a rate, `of` names the columns of its numerator and denominator, which stand beside the bar.
    """
    if _nothing(result, value):
        return None
    frame = result.frame
    places = sorted(
        (place for place, each in enumerate(frame[value]) if not is_missing(each)),
        key=lambda place: (-float(frame[value].iloc[place]), place),
    )[:MOST]
    shown = [frame[name].iloc[p] for name in (value, prior) if name for p in places]
    scale = axis.scale_of(result.column(value), shown)
    figure = go.Figure()
    if prior:
        figure.add_trace(_bars(
            result, prior, label, scale, PRIOR, NOW, hatched=True, places=places, lying=True
        ))
    bars = _bars(
        result, value, label, scale, result.column(value).label, NOW, places=places, lying=True
    )
    part, whole = of
    if part:
        bars.update(textposition="outside", cliponaxis=False, textfont={"size": 11}, text=[
            f"{share(frame[value].iloc[p])} {count(frame[part].iloc[p])}/{count(frame[whole].iloc[p])}"
            for p in places
        ])
    figure.add_trace(bars)
    _rows_axis(figure, [frame[label].iloc[place] for place in places], places)
    if result.column(value).type == "share":
        longest = max(FULL, *(scale.of(each) or 0 for each in shown))
        figure.update_xaxes(range=[0, longest * (BESIDE_PARTS if part else 1)])
        if longest == FULL:
            figure.update_xaxes(tickvals=[0, 25, 50, 75, FULL])
    height = 110 + len(places) * (ROW + (12 if prior else 0))
    figure = _drawn(figure, height, x=axis.title(result.column(value), scale), legend=bool(prior))
    return figure.update_layout(bargap=0.6) if len(places) == 1 else figure


def waterfall(result: Result, value: str = "amount_fen") -> go.Figure | None:
    """The steps of `finance_flow`: from the opening over what came and went to the closing.

    A step of nothing is left out. None where the opening is 未填报: steps without a ground to stand
    on would mislead.
    """
    frame = result.frame
    if _nothing(result, value) or frame[value].isna().any():
        return None
    column = result.column(value)
    running = frame[value].iloc[:-1].cumsum()
    scale = axis.scale_of(column, [*frame[value], *running])
    last = len(frame) - 1
    places = [p for p in range(last + 1) if p in {0, last} or frame[value].iloc[p]]
    figure = go.Figure(go.Waterfall(
        x=[axis.wrapped(frame["label"].iloc[p]) for p in places],
        y=[0 if p == last else scale.of(frame[value].iloc[p]) for p in places],
        measure=["absolute", *["relative"] * (len(places) - 2), "total"],
        customdata=[[p, axis.exact(frame[value].iloc[p], column), axis.told(frame["label"].iloc[p])]
                    for p in places],
        hovertemplate="%{customdata[2]}<br>%{customdata[1]}<extra></extra>",
        text=[axis.beside(scale.of(frame[value].iloc[p]), p in {0, last}) for p in places],
        textposition="outside", cliponaxis=False,
        increasing={"marker": {"color": NOW}},
        decreasing={"marker": {"color": SPENT}},
        totals={"marker": {"color": MUTED}},
        connector={"line": {"color": MUTED, "width": 1}},
    ))
    figure.update_xaxes(type="category", tickangle=0, tickfont={"size": 10})
    return _drawn(figure, HEIGHT + 20, y=axis.title(column, scale))


def pairs(
    result: Result, label: str, plan: str, actual: str, rate: str = "", ceiling: bool = True
) -> go.Figure | None:
    """Plan as an outline and actual as a bar, for each row; over the plan in red, hatched and said.

    `rate` is the column of the share that is written beside the bar. Where more than planned is no
    fault (income, people who came), `ceiling` is False and nothing is over.
    """
    if _nothing(result, plan, actual):
        return None
    frame = result.frame
    places = list(range(min(len(frame), MOST)))
    scale = axis.scale_of(result.column(plan), [*frame[plan], *frame[actual]])
    over = [
        ceiling and not is_missing(frame[plan].iloc[p]) and not is_missing(frame[actual].iloc[p])
        and frame[actual].iloc[p] > frame[plan].iloc[p]
        for p in places
    ]
    figure = go.Figure()
    figure.add_trace(_bars(
        result, plan, label, scale, result.column(plan).label, MUTED, hatched=True, places=places,
        lying=True,
    ))
    bars = _bars(
        result, actual, label, scale, result.column(actual).label, NOW, places=places, lying=True
    )
    bars.marker.color = [OVER if each else NOW for each in over]
    bars.marker.pattern = {"shape": ["x" if each else "" for each in over],
                           "fgcolor": GROUND, "fillmode": "overlay", "size": 6}
    if rate:
        none = "无预算" if ceiling else f"{result.column(plan).label}未填报"
        said = [share(frame[rate].iloc[p]) if not is_missing(frame[plan].iloc[p]) else none
                for p in places]
        bars.update(text=[f"{text} 超" if each else text for text, each in zip(said, over, strict=True)],
                    textposition="outside", cliponaxis=False)
    figure.add_trace(bars)
    _rows_axis(figure, [frame[label].iloc[place] for place in places], places)
    drawn = [scale.of(frame[name].iloc[p]) or 0 for name in (plan, actual) for p in places]
    if rate and min(drawn) >= 0 < max(drawn):
        figure.update_xaxes(range=[0, max(drawn) * BESIDE])  # what stands beside a bar is not cut off
    height = 110 + len(places) * (ROW + 14)
    return _drawn(figure, height, x=axis.title(result.column(plan), scale), legend=True)


def _nothing(result: Result, *values: str) -> bool:
    """Whether there is nothing to draw: no rows, or no value in any of the columns."""
    return all(result.frame[name].isna().all() for name in values if name)


def _bars(
    result: Result, value: str, at: str, scale: axis.Scale, name: str, colour: str,
    hatched: bool = False, places: Sequence[int] | None = None, lying: bool = False,
) -> go.Bar:
    """The bars of one column of the frame: filled, or an outline with hatching."""
    frame, column = result.frame, result.column(value)
    places = range(len(frame)) if places is None else places
    lengths = [scale.of(frame[value].iloc[place]) for place in places]
    # a lying bar stands at its row's place, so that two units of one short name stay two
    stands = [str(place) if lying else frame[at].iloc[place] for place in places]
    marker: dict[str, Any] = {"color": colour}
    if hatched:
        marker = {
            "color": GROUND, "line": {"color": colour, "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": colour, "size": 6, "solidity": 0.2},
        }
    return go.Bar(
        x=lengths if lying else stands, y=stands if lying else lengths,
        orientation="h" if lying else "v", name=name, marker=marker,
        customdata=[
            [place, axis.exact(frame[value].iloc[place], column), axis.told(frame[at].iloc[place])]
            for place in places
        ],
        hovertemplate=f"%{{customdata[2]}} {name}<br>%{{customdata[1]}}<extra></extra>",
    )


def _months_axis(figure: go.Figure, periods: Sequence[str]) -> None:
    ordered = sorted(set(periods))
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=ordered, tickvals=ordered,
        ticktext=axis.month_labels(ordered), tickangle=0, tickfont={"size": 11},
    )


def _rows_axis(figure: go.Figure, labels: Sequence[Any], places: Sequence[int]) -> None:
    stands = [str(place) for place in places]
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=stands, autorange="reversed",
        tickvals=stands, ticktext=axis.labels(labels),
    )


def _drawn(
    figure: go.Figure, height: int, x: str = "", y: str = "", legend: bool = False
) -> go.Figure:
    """The figure with the look that all figures share, and the titles of its axes."""
    headed = legend or bool(figure.layout.title.text)
    figure.update_layout(template=go.layout.Template(), **look.layout(height, legend, headed))
    figure.update_xaxes(**look.axis_of(x))
    figure.update_yaxes(**look.axis_of(y))
    return figure
