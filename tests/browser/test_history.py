"""Versions in a real browser: chosen, compared, left again; a receipt taken along."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from openbooks.books import Books
from tests.browser.conftest import Server, serving
from tests.browser.resting import fits, pick, settled


@pytest.fixture(scope="module")
def school(
    tmp_path_factory: pytest.TempPathFactory, example_books: Callable[[str], Books], browser: object
) -> Iterator[Server]:
    """One server on the example of the school, for the module."""
    folder = tmp_path_factory.mktemp("history")
    (folder / "books-example").mkdir()
    link = folder / "books-example" / "school"
    link.symlink_to(example_books("school").home, target_is_directory=True)
    with serving(folder / "books", folder / "server.log") as running:
        yield running


@pytest.mark.parametrize("width", [1280, 390])
def test_a_version_is_chosen_by_typing_what_happened_and_left_with_one_press(
    width: int, school: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page("dues?books=school&period=2024H1", school, width=width))
    page.get_by_role("button", name="看哪一版").click()
    settled(page)
    box = page.get_by_role("combobox", name="或者选一版")
    box.click()
    box.fill("dues_2024")
    page.get_by_role("option").first.click()
    page.wait_for_url("**as_of=*")
    settled(page)
    assert "period=2024H1" in page.url, "other filters stay"
    expect(page.get_by_text("的旧账，不含以后的装载和撤销")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="竞赛参与").click() if width > 390 else None
    settled(page)
    assert "as_of=" in page.url, "from page to page"
    page.get_by_role("button", name="回到最新的账").click()
    settled(page)
    expect(page.get_by_text("的旧账")).to_have_count(0)


def test_on_a_narrow_screen_what_a_figure_moves_to_is_in_sight(
    school: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page("changes?books=school&since=6&upto=25", school, width=390))
    rates = page.locator("[class*=st-key-table-moves] td").filter(has_text="%（")
    expect(rates.first).to_be_visible()
    page.wait_for_function("""() => [...document.querySelectorAll("[class*=st-key-table-moves] td")]
        .every(each => each.getBoundingClientRect().right <= innerWidth)""")
    unfilled = page.get_by_role("cell", name="未填报").first.bounding_box()
    assert unfilled and unfilled["width"] > unfilled["height"], "a word is not broken sign by sign"


def test_the_lines_between_two_versions_open_their_original_and_leave_as_a_file(
    school: Server, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = settled(open_page("changes?books=school", school))
    expect(page.get_by_text("逐行相加，行数和每一项金额都正好等于差额")).to_be_visible()
    pick(page.get_by_role("combobox", name="打开哪一行的原件"))
    expect(page.get_by_role("heading", name="原件")).to_be_visible()
    with page.expect_download() as handed:
        page.get_by_role("button", name="下载全部变动行").click()
    handed.value.save_as(tmp_path / "changes.csv")
    head = (tmp_path / "changes.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("变动,原因,从 → 到,批次,")


def test_the_receipt_is_taken_along_as_a_paper_and_as_data(
    school: Server, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = settled(open_page("batches?books=school&batch=10", school))
    for label, begin in (("下载回执（PDF）", b"%PDF"), ("下载回执（JSON）", b"{")):
        with page.expect_download() as handed:
            page.get_by_role("button", name=label).click()
        kept = tmp_path / handed.value.suggested_filename
        handed.value.save_as(kept)
        assert kept.read_bytes().startswith(begin)
        assert "虚构示例" in kept.name
    assert json.loads(kept.read_bytes())["batch"] == 10
