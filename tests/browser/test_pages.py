"""The pages in a real browser: where an address leads, what a click opens, paper and a narrow screen.

The server reads the books of the examples that the suite loaded; nothing is written to them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from openbooks.books import Books
from tests.browser.conftest import Server, serving
from tests.browser.faults import faults
from tests.browser.resting import BRIEF, TRIES, fits, pick, settled

SCHOOL = "books=school&period=2025"
TITLES = {
    "start": "看示例，还是建自己的账？",
    "overview": "这一段时间，工会的钱和人怎么样？",
    "dues": "会费收齐了吗？",
    "funds": "钱从哪里来，花到哪里去？",
    "assistance": "帮扶慰问帮到了多少人？",
    "participation": "竞赛有多少人参加？",
    "reconciliation": "账对得上吗？",
    "rows": "台账里逐行记着什么？",
    "changes": "两个版本之间变了什么？",
    "upload": "",
    "batches": "装过哪些文件？",
}
KINDS = frozenset({"start", "overview", "rows", "upload"})  # one page of each kind
FIGURES = ("overview", "dues", "funds", "assistance", "participation", "reconciliation")
ENGLISH = ("Choose an option", "Press Enter", "No results", "Running", "Page not found", "None")


@pytest.fixture(scope="module")
def home(
    tmp_path_factory: pytest.TempPathFactory, example_books: Callable[[str], Books]
) -> Path:
    """A place for own books, still empty, with the two examples beside it."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "books-example").mkdir()
    for union in ("school", "federation"):
        link = folder / "books-example" / union
        link.symlink_to(example_books(union).home, target_is_directory=True)
    return folder / "books"


@pytest.fixture(scope="module")
def examples(home: Path, browser: object) -> Server:
    """One server on those books, for the module."""
    with serving(home, home.with_name("server.log")) as running:
        yield running


def click_bar(page: Page, number: int) -> None:
    """Click a bar of the page's first picture until its rows stand below. Plotly lays a transparent
    field over its marks: the click goes to the field, to where the bar is in it. While a picture is
    being fitted to its place, plotly hears no click."""
    rows = page.get_by_text("的明细：").first
    for _ in range(TRIES):
        if settled(page) and rows.is_visible():  # heard late: a second click would close them
            return
        _click_bar(page, number)
        with suppress(TimeoutError):
            rows.wait_for(timeout=BRIEF)
    expect(rows).to_be_visible()


def _click_bar(page: Page, number: int) -> None:
    plot = page.locator(".js-plotly-plot").first
    plot.locator(".barlayer .trace").last.locator(".point").nth(number).wait_for()
    place = plot.evaluate(
        """(plot, number) => {
            const field = plot.querySelector(".nsewdrag").getBoundingClientRect();
            const traces = plot.querySelectorAll(".barlayer .trace");
            const points = traces[traces.length - 1].querySelectorAll(".point");
            const bar = points[number].getBoundingClientRect();
            return {x: bar.x - field.x + bar.width / 2, y: bar.y - field.y + bar.height / 2};
        }""",
        number,
    )
    plot.locator(".nsewdrag").click(position=place)


@pytest.mark.parametrize("address", [
    each if each in KINDS else pytest.param(each, marks=pytest.mark.long) for each in TITLES
])
def test_the_first_request_to_a_new_server_lands_on_its_page(
    address: str, home: Path, serve: Callable[..., Server], open_page: Callable[..., Page]
) -> None:
    page = settled(open_page(f"{address}?{SCHOOL}", serve(home)))
    found = urlsplit(page.url)
    assert found.path == f"/{address}"
    assert parse_qs(found.query)["books"] == ["school"]
    assert parse_qs(found.query)["period"] == ["2025"]
    if TITLES[address]:
        expect(page.locator("h1")).to_have_text(TITLES[address])
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("address", TITLES)
def test_a_page_is_chinese_fits_a_narrow_screen_and_axe_finds_nothing(
    address: str, examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page(f"{address}?{SCHOOL}", examples, width=390, height=800))
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")  # its script has run
    body = page.locator("body").inner_text()
    assert not [word for word in ENGLISH if word in body]
    fits(page)
    assert faults(page) == []


def test_the_bare_address_leads_to_the_start_screen_where_nothing_was_chosen(
    examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page("", examples))
    expect(page.locator("h1")).to_have_text(TITLES["start"])
    page.get_by_role("link", name="打开清溪小学工会").click()
    expect(page.locator("h1")).to_have_text(TITLES["overview"])
    page.wait_for_url("**/overview?*books=school*")


def test_an_address_that_is_no_page_is_answered_in_chinese(
    examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page("nowhere", examples))
    expect(page.get_by_role("dialog")).to_contain_text("没有这一页")
    expect(page.locator("h1")).to_have_text("没有这一页")
    assert "Page not found" not in page.locator("body").inner_text()
    page.keyboard.press("Escape")
    settled(page).get_by_role("link", name="去“开始”页").click()
    expect(page.locator("h1")).to_have_text(TITLES["start"])


def test_a_filter_goes_from_page_to_page_and_stays_in_the_address(
    examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page("dues?books=school&period=2024Q2", examples))
    expect(page.get_by_text("2024年二季度应缴")).to_be_visible()
    settled(page).get_by_role("link", name="帮扶慰问").click()
    expect(page.locator("h1")).to_have_text(TITLES["assistance"])
    page.wait_for_url("**/assistance?*period=2024Q2*")


def test_a_bar_opens_its_rows_and_a_row_opens_the_line_of_its_file(
    examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page(f"assistance?{SCHOOL}", examples))
    click_bar(page, 1)
    expect(page.get_by_text("的明细：").first).to_be_visible()
    expect(page.get_by_text("与上表一致").first).to_be_visible()
    pick(page.get_by_role("combobox", name="打开哪一行的原件"))
    expect(page.get_by_role("heading", name="原件")).to_be_visible()
    marked = page.locator(".st-key-original td").filter(has_text="▶")
    expect(marked).to_have_count(1)
    line = marked.inner_text().replace("▶", "").strip()
    settled(page).get_by_role("link", name="在“台账明细”里打开这一行").click()
    page.wait_for_url("**/rows?*batch=*")
    assert parse_qs(urlsplit(page.url).query)["line"] == [line]
    expect(page.get_by_role("heading", name="原件")).to_be_visible()


def test_a_figure_shows_its_query_and_gives_its_rows(
    examples: Server, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = settled(open_page(f"dues?{SCHOOL}", examples))
    page.get_by_role("button", name="这些数字怎么来的").first.click()
    settled(page)  # what is behind it comes with a run of its own
    expect(page.get_by_text("口径").first).to_be_visible()
    expect(page.locator("pre code").first).to_contain_text("select")
    settled(page).keyboard.press("Escape")
    expect(page.locator("pre code")).to_have_count(0)
    settled(page)
    with page.expect_download() as handed:
        page.get_by_role("button", name="下载这张表").first.click()
    kept = tmp_path / "rows.csv"
    handed.value.save_as(kept)
    content = kept.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "虚构示例" in handed.value.suggested_filename
    assert content.decode("utf-8-sig").splitlines()[0].startswith("月份,")


def test_paper_holds_the_answer_and_no_controls(
    examples: Server, open_page: Callable[..., Page]
) -> None:
    page = settled(open_page(f"dues?{SCHOOL}", examples))
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".st-key-answer")).to_be_visible()
    expect(page.locator(".st-key-filters")).to_be_hidden()
    expect(page.get_by_role("link", name="装载记录")).to_be_hidden()
    expect(page.get_by_role("button", name="下载这张表").first).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
