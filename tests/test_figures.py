"""figures, axis, look: what is drawn, what a bar carries, and that colours can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import duckdb
import pandas as pd
import plotly.graph_objects as go
import pytest

from openbooks import axis, figures, look, query
from openbooks.query import Result
from openbooks.statement import OutputColumn
from tests.query_world import world

YEAR = {"from": "2024-01", "to": "2025-01"}
COLUMNS = (
    OutputColumn("month", "month", "", "月份"),
    OutputColumn("name", "text", "", "单位"),
    OutputColumn("paid_fen", "money", "分", "实缴会费"),
    OutputColumn("prior_fen", "money", "分", "上年实缴"),
    OutputColumn("share", "share", "%", "收缴率"),
)


def told(rows: list[tuple[Any, ...]]) -> Result:
    """An answer with the columns of COLUMNS."""
    frame = pd.DataFrame(rows, columns=[each.name for each in COLUMNS])
    for name in ("paid_fen", "prior_fen"):
        frame[name] = frame[name].astype("Int64")
    frame["share"] = frame["share"].astype("float64")
    return Result("made", 1, COLUMNS, frame, "")


TWO = told([
    ("2024-01", "甲厂工会", 1_234_56, 900_00, 0.5), ("2024-02", "乙店工会", None, 800_00, 1.0),
])


@pytest.fixture(scope="module")
def books() -> Iterator[duckdb.DuckDBPyConnection]:
    with world() as connection:
        yield connection


def drawings(books: duckdb.DuckDBPyConnection, **span: Any) -> dict[str, go.Figure | None]:
    """Every form of figure on the books' answers."""
    def ask(name: str) -> Result:
        return query.run(books, name, span)

    return {
        "months": figures.months(ask("dues_by_month"), "paid_fen", "prior_paid_fen"),
        "kinds": figures.months_by_kind(
            ask("finance_by_month"), "amount_fen", "category", prior="prior_fen"
        ),
        "ranked": figures.ranked(ask("assistance_by_kind"), "kind", "amount_fen", "prior_amount_fen"),
        "waterfall": figures.waterfall(ask("finance_flow")),
        "pairs": figures.pairs(
            ask("budget_by_account"), "level1_name", "budget_fen", "actual_fen", "share"
        ),
    }


def test_nothing_to_draw_is_none_so_that_the_page_says_so(
    books: duckdb.DuckDBPyConnection,
) -> None:
    assert set(drawings(books, **{"from": "2030-01", "to": "2031-01"}).values()) == {None}
    missing = told([("2024-01", "甲", None, None, None)])
    assert figures.months(missing, "paid_fen", "prior_fen") is None
    assert figures.ranked(missing, "name", "share") is None


def test_every_mark_carries_the_place_of_its_row_and_the_exact_value(
    books: duckdb.DuckDBPyConnection,
) -> None:
    for name, figure in drawings(books, **YEAR).items():
        assert figure is not None, name
        for trace in figure.data:
            cells = list(trace.customdata)
            assert cells and all(isinstance(cell[0], int) for cell in cells), name
            assert all(isinstance(cell[1], str) for cell in cells), name


def test_a_bar_opens_the_row_that_it_was_drawn_from(books: duckdb.DuckDBPyConnection) -> None:
    answer = query.run(books, "assistance_by_kind", YEAR)
    bars = figures.ranked(answer, "kind", "amount_fen")
    assert bars is not None
    drawn = [(row[1], row[2]) for row in bars.data[0].customdata]
    rows = [answer.frame.iloc[row[0]] for row in bars.data[0].customdata]
    assert drawn == [(axis.exact(row["amount_fen"], answer.columns[3]), row["kind"]) for row in rows]


def test_amounts_are_in_wan_and_small_books_in_yuan_and_the_hover_is_exact() -> None:
    small = figures.months(TWO, "paid_fen", "prior_fen")
    assert small is not None
    assert small.layout.yaxis.title.text == "实缴会费（元）"
    assert list(small.data[1].y) == [1234.56, None]
    assert small.data[1].customdata[0][1] == "1,234.56 元"
    assert small.data[1].customdata[1][1] == "未填报"
    large = figures.months(told([("2024-01", "甲", 12_345_678_90, None, None)]), "paid_fen")
    assert large is not None
    assert large.layout.yaxis.title.text == "实缴会费（万元）"
    assert large.data[0].y[0] == pytest.approx(1234.567890)
    assert large.data[0].customdata[0][1] == "12,345,678.90 元"


def test_the_year_before_is_an_outline_with_hatching() -> None:
    figure = figures.months(TWO, "paid_fen", "prior_fen")
    assert figure is not None
    prior, now = figure.data
    assert (prior.name, prior.marker.pattern.shape, prior.marker.color) == (
        "上年同期", "/", look.GROUND,
    )
    assert now.marker.pattern.shape is None


def test_months_and_years_are_categories_and_say_the_year_where_it_changes() -> None:
    figure = figures.months(TWO, "paid_fen")
    assert figure is not None and figure.layout.xaxis.type == "category"
    assert axis.month_labels(["2023-12", "2024-01", "2024-02", "2024", "2024-H1", "2024-Q3"]) == [
        "12月<br>2023年", "1月<br>2024年", "2月", "全年", "上半年", "3季",
    ]


def test_bars_are_sorted_and_the_missing_have_none() -> None:
    answer = told([
        ("", "甲", 1_00, None, 0.9), ("", "乙", 3_00, None, 0.2), ("", "丙", None, None, None),
    ])
    most = figures.ranked(answer, "name", "paid_fen")
    rates = figures.ranked(answer, "name", "share")
    assert most is not None and rates is not None
    assert list(most.layout.yaxis.ticktext) == ["乙", "甲"]
    assert list(rates.layout.yaxis.ticktext) == ["甲", "乙"]
    assert list(rates.layout.xaxis.range) == [0, 100]
    assert rates.data[0].customdata[0][1] == "90.0%"


def test_two_of_one_name_stay_two_bars() -> None:
    answer = told([("", "甲", 1_00, None, 1.0), ("", "甲", 2_00, None, 1.0)])
    figure = figures.ranked(answer, "name", "paid_fen")
    assert figure is not None and list(figure.data[0].y) == ["1", "0"]


def test_the_flow_stands_on_its_opening_and_is_not_drawn_without_it(
    books: duckdb.DuckDBPyConnection,
) -> None:
    figure = figures.waterfall(query.run(books, "finance_flow", YEAR))
    assert figure is not None
    steps = figure.data[0]
    assert list(steps.measure) == ["absolute", *["relative"] * 5, "total"]
    assert list(steps.y) == [680, 725, 400, -585, -400, -70, 0]
    assert steps.customdata[6][1] == "750.00 元"
    unknown = query.run(books, "finance_flow", {"from": "2022-01", "to": "2023-01"})
    assert figures.waterfall(unknown) is None


def test_a_step_of_nothing_is_not_drawn(books: duckdb.DuckDBPyConnection) -> None:
    held = query.run(books, "finance_flow", YEAR)
    frame = held.frame.copy()
    frame.loc[frame["step"] == "other", "amount_fen"] = 0
    figure = figures.waterfall(Result(held.name, 1, held.columns, frame, ""))
    assert figure is not None
    assert [place for place, *_ in figure.data[0].customdata] == [0, 1, 2, 3, 4, 6]
    assert len(figure.data[0].measure) == len(figure.data[0].y) == 6


def test_a_rate_stands_beside_its_parts_and_the_axis_ends_at_all_of_it(
    books: duckdb.DuckDBPyConnection,
) -> None:
    held = query.run(books, "competition_by_activity", YEAR)
    figure = figures.ranked(held, "title", "share", of=("attended", "eligible"))
    assert figure is not None
    for (place, *_), text in zip(figure.data[0].customdata, figure.data[0].text, strict=True):
        row = held.frame.iloc[place]
        assert text == f"{row['share']:.1%} {row['attended']}/{row['eligible']}"
    assert list(figure.layout.xaxis.tickvals)[-1] == 100 < figure.layout.xaxis.range[1]


def test_what_is_over_its_budget_is_red_hatched_and_said(books: duckdb.DuckDBPyConnection) -> None:
    answer = query.run(books, "budget_by_account", {**YEAR, "unit": "S"})
    figure = figures.pairs(answer, "level1_name", "budget_fen", "actual_fen", "share")
    assert figure is not None
    plan, actual = figure.data
    place = list(answer.frame["level1_name"]).index("业务支出")
    assert actual.marker.color[place] == look.OVER and actual.marker.pattern.shape[place] == "x"
    assert actual.text[place] == "不适用 超"
    assert actual.text[list(answer.frame["level1_name"]).index("维权支出")] == "无预算"
    assert plan.marker.pattern.shape == "/"
    longest = max(length for trace in figure.data for length in trace.x if length is not None)
    assert figure.layout.xaxis.range[1] > 1.2 * longest  # room for what stands beside the bar


def test_texts_of_the_books_are_no_markup() -> None:
    bad = '<a href="http://x">甲</a>'
    answer = told([("2024-01", bad, 1_00, 1_00, 1.0)])
    for figure in (
        figures.ranked(answer, "name", "paid_fen", "prior_fen"),
        figures.pairs(answer, "name", "prior_fen", "paid_fen", "share"),
    ):
        assert figure is not None and "<a" not in figure.to_json().replace("\\u003c", "<")


def test_labels_are_short_and_a_year_that_all_begin_with_is_left_out() -> None:
    assert axis.labels(["2024年春季运动会", "2024年知识答题"]) == ["春季运动会", "知识答题"]
    assert axis.labels(["2023年运动会", "2024年运动会"]) == ["2023年运动会", "2024年运动会"]
    assert axis.short("临江街道金属加工联合基层工会") == "临江街道金属加工联合…"
    assert axis.wrapped("其他净资产变动") == "其他净资<br>产变动"


def test_every_figure_fits_a_phone_and_speaks_chinese(books: duckdb.DuckDBPyConnection) -> None:
    for figure in drawings(books, **YEAR).values():
        assert figure is not None
        assert figure.layout.font.family == "Noto Sans SC, sans-serif"
        assert figure.layout.separators == ".," and figure.layout.dragmode is False
        assert figure.layout.xaxis.automargin and figure.layout.yaxis.automargin
        assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange
        assert figure.layout.width is None and figure.layout.height <= 2000


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_and_shapes_meet_wcag_on_their_ground() -> None:
    for text in (look.TEXT, look.MUTED):
        assert _contrast(text, look.GROUND) >= 4.5
    for shape in {look.NOW, look.SPENT, look.PASSED_ON, look.OVER, *look.COLOURS.values()}:
        assert _contrast(shape, look.GROUND) >= 3


def _as_seen_without_red_or_green(colour: str) -> tuple[float, float]:
    """Lightness and the blue-yellow axis, about what deuteranopia and protanopia leave."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _luminance(colour), blue - (red + green) / 2


def test_colours_of_one_figure_differ_without_red_and_green() -> None:
    for one, other in combinations(("income", "expenditure", "remitted"), 2):
        ours, theirs = (_as_seen_without_red_or_green(look.COLOURS[each]) for each in (one, other))
        assert max(abs(ours[0] - theirs[0]), abs(ours[1] - theirs[1])) > 0.1
