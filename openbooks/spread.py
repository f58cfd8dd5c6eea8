"""Pictures of how amounts are spread: digits against what is expected, counts by class, what part of a
bar lies at a month's end, and how few take how much.

As in `figures`: every function takes the answer of a query, a bar carries the place of its row, and
colour is never the only sign (lines have marks, parts have hatching). No rows: None.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from openbooks import axis, look
from openbooks.look import GROUND, NOW, SPENT
from openbooks.query import Result
from openbooks.wording import is_missing, share

HEIGHT = 320
PER_CENT = 100
LABELLED = 12  # bars that have room for a text above them
MOST = 20
NEAR = 150  # days within which a time line says days, not months
EXPECTED = "应有"
DASH = "–"


def digits(result: Result) -> go.Figure | None:
    """Bars of the `share` found of each of `digits` (text) and a line with marks of the `expected`."""
    frame = result.frame
    if frame.empty:
        return None
    many = len(frame) > LABELLED
    at = list(frame["digits"])
    cells = [
        [place, f"{int(row.lines):,} 笔，{share(row.share)}",
         f"{row.digits}，{EXPECTED} {share(row.expected)}"]
        for place, row in enumerate(frame.itertuples())
    ]
    figure = go.Figure([
        go.Bar(
            x=at, y=[each * PER_CENT for each in frame["share"]], name="实有", customdata=cells,
            marker={"color": NOW}, hovertemplate="%{customdata[2]}<br>实有 %{customdata[1]}<extra></extra>",
        ),
        go.Scatter(
            x=at, y=[each * PER_CENT for each in frame["expected"]], name=EXPECTED,
            customdata=cells, mode="lines" if many else "lines+markers",
            line={"color": SPENT, "width": 2, "dash": "dash"},
            marker={"symbol": "diamond-open", "size": 9, "color": SPENT, "line": {"width": 2}},
            hovertemplate="%{customdata[2]}<extra></extra>",
        ),
    ])
    ticks = [each for each in at if each.endswith("0")] if many else at
    figure.update_xaxes(type="category", tickvals=ticks, tickangle=0)
    return _drawn(figure, "占比（%）", legend=True)


def classes(result: Result, label: str, value: str = "lines") -> go.Figure | None:
    """One bar a class, in the order of the answer, with its value above it."""
    frame, column = result.frame, result.column(value)
    if frame.empty or frame[value].isna().all():
        return None
    scale = axis.scale_of(column, frame[value])
    stands = [str(place) for place in range(len(frame))]
    lengths = [scale.of(each) for each in frame[value]]
    figure = go.Figure(go.Bar(
        x=stands, y=lengths, marker={"color": NOW},
        customdata=[[place, axis.exact(frame[value].iloc[place], column),
                     axis.told(frame[label].iloc[place])] for place in range(len(frame))],
        text=["" if each is None else f"{each:,.6g}" for each in lengths],
        textposition="outside", cliponaxis=False, textfont={"size": 11},
        hovertemplate="%{customdata[2]}<br>%{customdata[1]}<extra></extra>",
    ))
    figure.update_xaxes(type="category", tickvals=stands, tickangle=0, tickfont={"size": 11},
                        ticktext=[_tick(each) for each in frame[label]])
    return _drawn(figure, axis.title(column, scale))


def parts(result: Result, value: str, part: str, at: str = "month") -> go.Figure | None:
    """Bars a month; the hatched part of each is `part`, which is within `value`."""
    frame = result.frame
    if frame.empty or frame[value].isna().all():
        return None
    whole, inner = result.column(value), result.column(part)
    scale = axis.scale_of(whole, [*frame[value], *frame[part]])
    rest = [_less(row[value], row[part]) for row in frame.to_dict("records")]
    hatched = {"color": GROUND, "line": {"color": SPENT, "width": 1.5},
               "pattern": {"shape": "/", "fgcolor": SPENT, "size": 6, "solidity": 0.3}}
    months = list(frame[at])
    figure = go.Figure([
        go.Bar(
            x=months, y=[scale.of(each) for each in values], name=name, marker=marker,
            customdata=[[place, axis.exact(frame[said.name].iloc[place], said), axis.told(months[place])]
                        for place in range(len(frame))],
            hovertemplate=f"%{{customdata[2]}} {said.label}<br>%{{customdata[1]}}<extra></extra>",
        )
        for values, name, marker, said in (
            (list(frame[part]), inner.label, hatched, inner),
            (rest, "其他日子", {"color": NOW}, whole),
        )
    ])
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=months, tickvals=months,
                        ticktext=axis.month_labels(months), tickangle=0, tickfont={"size": 11})
    return _drawn(figure, axis.title(whole, scale), legend=True).update_layout(
        barmode="relative", legend_traceorder="normal"
    )


def concentration(result: Result, label: str, value: str, running: str) -> go.Figure | None:
    """Pareto: the largest MOST as bars in their order, and the running share as a line with marks."""
    frame = result.frame.head(MOST)
    if frame.empty or frame[running].isna().all():
        return None
    column = result.column(value)
    scale = axis.scale_of(column, frame[value])
    stands = [str(place) for place in range(len(frame))]
    cells = [[place, axis.exact(frame[value].iloc[place], column), axis.told(frame[label].iloc[place]),
              share(frame[running].iloc[place])] for place in range(len(frame))]
    said = "%{customdata[2]}<br>%{customdata[1]}<br>累计 %{customdata[3]}<extra></extra>"
    figure = go.Figure([
        go.Bar(x=stands, y=[scale.of(each) for each in frame[value]], name=column.label,
               marker={"color": NOW}, customdata=cells, hovertemplate=said),
        go.Scatter(x=stands, y=[each * PER_CENT for each in frame[running]], yaxis="y2",
                   name="累计占比（右边的尺）", mode="lines+markers", customdata=cells, hovertemplate=said,
                   line={"color": SPENT, "width": 2, "dash": "dash"},
                   marker={"symbol": "diamond-open", "size": 8, "color": SPENT, "line": {"width": 2}}),
    ])
    told = {each: str(place) for each, place in zip(stands, frame["place"], strict=True)
            if place == 1 or place % 5 == 0}
    figure.update_xaxes(type="category", tickvals=list(told), ticktext=list(told.values()), tickangle=0)
    figure = _drawn(figure, axis.title(column, scale), legend=True)
    side = look.axis_of("%") | {"overlaying": "y", "side": "right", "range": [0, PER_CENT + 5],
                                "showgrid": False, "tickvals": [0, 20, 40, 60, 80, PER_CENT]}
    top = max((scale.of(each) or 0 for each in frame[value]), default=0)
    return figure.update_layout(yaxis2=side, yaxis_range=[0, top * 1.05],
                                xaxis_title={"text": "名次（名称见表）", "font": {"size": 12}})


def timeline(result: Result, value: str, at: str, here: str, label: str) -> go.Figure | None:
    """A mark a payment at its day, as high as its amount; those of `here` are filled diamonds, the others
    open circles. None where all of them are of one day."""
    frame, column = result.frame, result.column(value)
    days = frame[at].notna() & frame[value].notna()
    held = frame.loc[days, at]
    if held.nunique() < 2:
        return None
    scale = axis.scale_of(column, frame[value])
    figure = go.Figure()
    for name, is_here, marker in (
        ("别的付款", False, {"symbol": "circle-open", "size": 10, "color": NOW, "line": {"width": 2}}),
        ("这个疑点的", True, {"symbol": "diamond", "size": 13, "color": SPENT}),
    ):
        places = [place for place, (day, mark) in enumerate(zip(days, frame[here], strict=True))
                  if day and bool(mark) is is_here]
        if places:
            figure.add_trace(go.Scatter(
                x=[frame[at].iloc[p] for p in places], y=[scale.of(frame[value].iloc[p]) for p in places],
                mode="markers", name=name, marker=marker,
                customdata=[[p, axis.exact(frame[value].iloc[p], column), str(frame[at].iloc[p]),
                             axis.short(frame[label].iloc[p])] for p in places],
                hovertemplate="%{customdata[2]} %{customdata[3]}<br>%{customdata[1]}<extra></extra>",
            ))
    near = (max(held) - min(held)).days < NEAR
    figure.update_xaxes(type="date", tickformat="%-m月%-d日<br>%Y年" if near else "%Y年<br>%-m月",
                        nticks=4 if near else 6, tickangle=0)
    figure = _drawn(figure, axis.title(column, scale), legend=True)
    return figure.update_yaxes(rangemode="tozero").update_layout(legend_traceorder="normal")


def _tick(said: str) -> str:
    """What stands under a bar: a span breaks behind its dash, another text where the room ends."""
    return f"{DASH}<br>".join(axis.wrapped(part, 5) for part in str(said).split(DASH))


def _less(whole: Any, part: Any) -> Any:
    """The rest of a whole; None where there is none."""
    return None if is_missing(whole) or is_missing(part) else int(whole) - int(part)


def _drawn(figure: go.Figure, y: str, legend: bool = False) -> go.Figure:
    figure.update_layout(template=go.layout.Template(), **look.layout(HEIGHT, legend, legend))
    figure.update_xaxes(**look.axis_of(""))
    figure.update_yaxes(**look.axis_of(y))
    return figure

