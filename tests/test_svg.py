"""Pictures in web pages: every text of the document, none over another, none outside."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations

import pytest

from openbooks.document import Chart, Series
from openbooks.glyphs import breadth, broken, cut
from openbooks.svg import ends, needed, part, svg
from tests import documents
from tests.webpage import Element, read

PLACES = ((1168.0, 24.0, 520.0), (1168.0, 20.0, 300.0), (860.0, 16.0, 0.0), (340.0, 15.0, 0.0))
CHARTS = [chart for document in (documents.school(), documents.large())
          for section in document.sections for chart in section.charts]
Box = tuple[float, float, float, float]


def picture(chart: Chart, width: float, size: float, height: float) -> Element:
    return read(svg(chart, "k", width, size, height).encode()).one("svg")


def own_text(text: Element) -> str:
    """What is drawn of a text: without the whole name that stands behind a cut one."""
    return "".join(each if isinstance(each, str) else each.text if each.tag == "tspan" else ""
                   for each in text.parts)


def box(text: Element, size: float) -> Box:
    """Left, top, right, bottom of a drawn text."""
    x, y = (float(text.attributes[name]) for name in ("x", "y"))
    wide, tall = breadth(own_text(text)) * size, 0.86 * size
    if "rotate(-90" in text.attributes.get("transform", ""):
        return x - tall / 2, y - wide, x + tall / 2, y
    left = x - {"middle": wide / 2, "end": wide}.get(text.attributes.get("text-anchor", ""), 0.0)
    return left, y - tall / 2, left + wide, y + tall / 2


def check(chart: Chart, width: float, size: float, height: float) -> None:
    drawn = picture(chart, width, size, height)
    _, _, right, bottom = map(float, drawn.attributes["viewbox"].split())
    boxes = {f"{at} {own_text(each)}": box(each, size) for at, each in enumerate(drawn.under("text"))}
    for said, (x, y, x2, y2) in boxes.items():
        assert x >= -0.5 and y >= -0.5 and x2 <= right + 0.5 and y2 <= bottom + 0.5, said
    for (said, one), (other_said, other) in combinations(boxes.items(), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, f"{said} / {other_said}"
    values = sorted(own_text(each) for each in drawn.under("text", "v"))
    assert values == sorted(
        text + (" 超" if each.role == "actual" and name in chart.over else "")
        for each in chart.series for name, text in zip(chart.categories, each.texts, strict=True)
    )
    names = re.sub(r"\s", "", drawn.text)
    assert all(re.sub(r"\s", "", name) in names for name in chart.categories)


@pytest.mark.parametrize("place", PLACES)
def test_texts_stand_in_the_picture_and_over_no_other(place: tuple[float, float, float]) -> None:
    for chart in CHARTS:
        check(chart, *place)


def test_texts_of_any_chart_stand_in_the_picture_and_over_no_other() -> None:
    chance = random.Random(4)
    for _ in range(60):
        form = chance.choice(("bars", "columns", "steps", "pairs"))
        count = chance.randint(1, 14)
        names = tuple("".join(chance.choice("会费 收入ab（𬭎）12") for _ in range(chance.randint(0, 40)))
                      + str(at) for at in range(count))
        series = []
        for role in ("plan", "actual") if form == "pairs" else ("now", "prior", "now")[:chance.randint(1, 3)]:
            values = tuple(None if chance.random() < 0.1 else
                           chance.choice((1, -1)) * chance.random() * 10 ** chance.randint(0, 7)
                           for _ in names)
            texts = tuple("未填报" if value is None else f"{value:,.2f}" for value in values)
            series.append(Series(role * chance.randint(1, 9), values, texts, role))
        over = frozenset(names[::3]) if form == "pairs" else frozenset()
        drawn = tuple(series[:1] if form == "steps" else series)
        chart = Chart("图", form, names, drawn, "万元", "图", "", over)
        width, size, _ = chance.choice(PLACES)
        check(chart, width, size, needed(chart, width, size) + chance.random() * 200)


def test_a_picture_takes_no_more_than_it_says_that_it_needs() -> None:
    for chart in CHARTS:
        for width, size, _ in PLACES:
            tall = needed(chart, width, size)
            drawn = picture(chart, width, size, tall).attributes["viewbox"].split()
            assert float(drawn[3]) <= tall + 1, chart.title


def test_a_picture_says_in_words_what_it_shows() -> None:
    drawn = picture(CHARTS[0], *PLACES[0])
    assert drawn.attributes["role"] == "img"
    said = {each.attributes["id"]: each.text for each in drawn.under() if "id" in each.attributes}
    assert [said[name] for name in drawn.attributes["aria-labelledby"].split()] == [
        CHARTS[0].title, CHARTS[0].alt]


def test_the_year_before_is_hatched_and_over_the_plan_is_said() -> None:
    chart, _ = documents.plans()
    drawn = picture(chart, *PLACES[0])
    assert sum(each.attributes.get("fill") == "url(#k-over)" for each in drawn.under("rect")) == 2 + 1
    assert sum(each.text.endswith("超") for each in drawn.under("text", "v")) == 2
    drawn = picture(documents.dues_by_month(), *PLACES[0])
    assert sum(each.attributes.get("fill") == "url(#k-prior)" for each in drawn.under("rect")) == 12 + 1


def test_bars_of_a_part_are_as_long_as_in_the_whole() -> None:
    chart = next(each for each in CHARTS if each.title == "各单位收入")
    whole = svg(chart, "k", 1168, 20)
    piece = svg(part(chart, 0, 3), "k", 1168, 20, 0.0, ends(chart))
    lengths = [re.findall(r'class="s-now[^"]*" x="[0-9.]+" y="[0-9.]+" width="([0-9.]+)"', each)
               for each in (whole, piece)]
    assert len(lengths[1]) == 6 + 2
    assert [float(each) for each in lengths[1]] == pytest.approx([float(each) for each in lengths[0][:8]])


def test_a_chart_without_a_category_and_one_of_noughts_are_drawn() -> None:
    empty = Chart("空", "bars", (), (Series("本年", (), ()),), "元", "没有数")
    assert "空" in svg(empty, "k", 340, 15)
    assert "0.00" in svg(replace(empty, form="steps", categories=("甲",),
                                 series=(Series("本年", (0.0,), ("0.00",)),)), "k", 1168, 20, 400)


def test_lines_are_broken_between_words_and_never_begin_with_a_stop() -> None:
    text = "全年总收入 48.26 万元（482,615.30 元），比上年增长 16.4%。abcdefghijklmnopqrstuvwx主要来自补助。"
    for room in range(7, 30):
        lines = broken(text, room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(breadth(each) <= room and each[0] not in "，。）" and each[-1] != "（" for each in lines)
        assert any("482,615.30" in each for each in lines)
    assert cut(["一二三", "四五六", "七"], 2, 3) == ["一二三", "四五…"]
