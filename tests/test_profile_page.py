"""数据画像: every ledger of an example, a figure that opens to its rows, and what it says of a small
sample and of amounts that a standard sets. (That it stands on empty books, test_pages proves.)"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from openbooks import benford, spread
from openbooks.books import Books
from openbooks.query import Result
from tests.test_pages import opened, sound, told

PAGE = "pages/audit/profile.py"


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_books: Callable[[str], Books]
) -> None:
    """The small example, beside own books that are not there."""
    beside = tmp_path / "books-example"
    beside.mkdir()
    (beside / "school").symlink_to(example_books("school").home, target_is_directory=True)
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))


SAYS = {
    "支出": "不适用：数量级不足两个", "帮扶慰问": "按标准发放的", "会费实缴": "按收入比例的会费",
    "银行收入": "样本不足",
}


def test_every_ledger_answers_and_says_what_does_not_apply(home: None) -> None:
    app = opened(PAGE, books="school", period="2025")
    for population, says in SAYS.items():
        next(each for each in app.selectbox if each.label == "看哪些金额").select(population).run()
        sound(app)
        text = told(app).replace("\\", "").replace("\u2060", "")
        assert says in text and f"2025年{population}" in text
        assert "不说明有错" in text or "不等于没有错" in text
        assert app.query_params["population"] == population


def test_a_band_opens_its_rows_and_they_add_up(home: None) -> None:
    app = opened(PAGE, books="school", population="支出", period="2025")
    box = next(each for each in app.selectbox if each.key and each.key.endswith("open profile_strata"))
    box.select(0).run()
    sound(app)
    assert "与上表一致" in told(app)


def test_a_population_of_the_address_that_is_none_is_said(home: None) -> None:
    app = opened(PAGE, books="school", population="<b>")
    sound(app)
    assert app.query_params["population"] == "支出"
    assert "没有“" in app.warning[0].value


def test_digits_are_drawn_beside_what_is_expected_and_told_apart_without_colour() -> None:
    found = benford.fit(benford.counted(range(1, 400), benford.FIRST), benford.FIRST)
    assert found is not None
    frame = pd.DataFrame([dataclasses.asdict(each) for each in found.digits]).rename(
        columns={"digit": "digits", "count": "lines"}
    )
    drawn = spread.digits(Result("made", 1, (), frame.assign(digits=frame["digits"].astype(str)), ""))
    assert drawn is not None
    bars, line = drawn.data
    assert list(bars.x) == list(line.x) == [str(each) for each in range(1, 10)]
    assert sum(bars.y) == pytest.approx(100) == pytest.approx(sum(line.y))
    assert line.line.dash == "dash" and line.marker.symbol == "diamond-open"
    assert [cell[0] for cell in bars.customdata] == list(range(9))
