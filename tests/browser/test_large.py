"""A large file through the browser: how far it is can be seen and stopped, a reload finds it again,
and the server stays small and quick for everybody else.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.ledger_files import dues
from openbooks.access import LOCAL_STAFF
from openbooks.books import Books, open_books
from openbooks.founding import found_example, found_own
from openbooks.history import Settings
from openbooks.longwork import LARGE
from tests.browser import large
from tests.browser.resting import settled, unfold

AT = datetime(2025, 12, 31, 9, 0, tzinfo=UTC)
LINES = 160_000  # about 10 MB: worked on in a process of its own
LINES_OF_200_MB = 3_180_000
MOST_MEGABYTES = 1536
SLOWER = 2.0
PATIENCE = 1_200_000  # milliseconds, for 200 MB on a machine that does other work beside


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Empty own books."""
    folder = tmp_path / "books"
    found_own(Books(folder), Settings("大桥街道总工会", "浙江", "2010", 1, False), "陈静", AT)
    return folder


def rows(home: Path) -> int:
    """Living dues rows."""
    with Books(home).view(LOCAL_STAFF).cursor() as cursor:
        return cursor.execute("select count(*) from dues").fetchone()[0]


def press(page: Page, name: str) -> None:
    """Press the first button of that name on a page at rest."""
    settled(page)
    page.get_by_role("button", name=name, exact=True).first.click()


def hand_in(page: Page, path: Path) -> None:
    """Choose a file."""
    settled(page)
    page.locator("input[type=file]").set_input_files(path)


def agree(page: Page) -> Locator:
    """Agree to the dues, without a drafted roster; the button that loads."""
    press(page, "对，就按这样读")
    expect(page.get_by_text("已确认", exact=True).first).to_be_visible(timeout=PATIENCE)
    press(page, "不用")
    return page.get_by_role("button", name="装载 1 份表")


def undo(page: Page) -> None:
    """Take the load back, from the page that says that it is loaded."""
    settled(page)
    unfold(page.locator("details").filter(has_text="撤销这次装载"))
    page.get_by_role("textbox", name="撤销原因").fill("试装")
    page.keyboard.press("Tab")
    press(page, "下一步")
    press(page, "确认撤销")
    expect(page.get_by_text("1 份表已撤销，不再计入数字。")).to_be_visible(timeout=PATIENCE)


def test_reading_is_seen_stopped_and_gone_on_with_and_a_load_survives_its_page(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    path = dues(tmp_path / "会费.csv", LINES)
    assert path.stat().st_size > LARGE
    server = serve(home)
    page = open_page("upload?books=own", server)
    hand_in(page, path)
    expect(page.get_by_text("正在读文件")).to_be_visible()
    expect(page.get_by_text("可以去看别的页")).to_be_visible()
    page.screenshot(path=tmp_path / "reading.png", full_page=True)
    page.get_by_role("button", name="停下来").click()
    expect(page.get_by_text("已停止。账本没有变，草稿还在。")).to_be_visible()
    press(page, "接着做")
    expect(page.get_by_role("button", name="对，就按这样读").first).to_be_visible(timeout=PATIENCE)

    load = agree(page)
    expect(load).to_be_enabled(timeout=PATIENCE)
    settled(page)
    address = page.url
    load.click()
    expect(page.get_by_text("正在装载")).to_be_visible()
    page.screenshot(path=tmp_path / "loading.png", full_page=True)
    page.close()  # the load goes on without it
    again = open_page(address.split("/", 3)[3], server)
    expect(again.get_by_text("全部装好了：1 份表")).to_be_visible(timeout=PATIENCE)
    assert rows(home) == LINES


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_200_megabytes_leave_the_server_small_and_another_page_quick(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    found_example(open_books(home.with_name("books-example") / "school"), "school", AT)
    path = dues(tmp_path / "会费.csv", LINES_OF_200_MB)
    server = serve(home)
    page, other = open_page("upload?books=own", server), open_page("", server)
    for each in (page, other):
        each.set_default_timeout(PATIENCE)
    beside: list[float] = []

    def until_seen(what: Locator) -> None:
        while not what.is_visible():
            beside.append(large.visit(other, server.url, len(beside)))

    with large.watched(server.pid) as costs:
        usual = [large.idle(other, server.url, 10)]
        hand_in(page, path)
        until_seen(page.get_by_role("button", name="对，就按这样读").first)
        load = agree(page)
        until_seen(load)
        settled(page)
        load.click()
        until_seen(page.get_by_text("全部装好了：1 份表"))
        costs.phase = "undo"
        undo(page)
        usual.append(large.idle(other, server.url, 10))
    assert rows(home) == 0
    assert max(costs.peaks.values()) <= MOST_MEGABYTES, costs.peaks
    assert statistics.median(beside) < SLOWER * max(usual), (statistics.median(beside), usual)
