"""The whole path in a real browser: a GB18030 file with titles, a header of two rows, 合计 rows and five
bad cells is handed in, mended, seen before it counts, loaded, seen in a figure, and taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from openbooks.access import LOCAL_STAFF
from openbooks.books import Books
from openbooks.founding import found_own
from openbooks.history import Settings
from openbooks.loading import mends_of
from tests import office_files as office
from tests.browser.resting import fits, pick, settled, unfold
from tests.office_mends import PEOPLE, dues_in_two_rows

AT = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
WHY = "与签字的原表核对过"
ROW_HEIGHT = 35  # pixels of a line of a grid
GRID = '[data-testid="stDataFrame"]'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Empty own books."""
    folder = tmp_path / "books"
    found_own(Books(folder), Settings(office.UNION, "浙江", "2010", 1, False), "陈静", AT)
    return folder


def section(page: Page, title: str) -> Locator:
    """The open part of the page about one reason."""
    return page.locator("details").filter(has=page.locator("summary", has_text=title))


def press(where: Locator | Page, page: Page, button: str | re.Pattern[str]) -> None:
    """Press one button when the page is at rest."""
    settled(page)
    where.get_by_role("button", name=button).click()
    settled(page)


def explain(where: Locator, page: Page) -> None:
    """Say why cells are mended."""
    field = where.get_by_role("textbox", name=re.compile("更正原因"))
    field.fill(WHY)
    field.press("Tab")
    settled(page)


def type_into(where: Locator, page: Page, line: int, text: str, left: int = 110) -> None:
    """Type into the first column that is to be mended of a grid, on its nth line from 0."""
    settled(page)
    grid = where.locator(f"{GRID} .dvn-scroller")
    grid.scroll_into_view_if_needed()
    settled(page)
    grid.dblclick(position={"x": left, "y": ROW_HEIGHT * (line + 1) + ROW_HEIGHT // 2})
    editor = page.locator(".gdg-input, .gdg-growing-entry textarea").first
    editor.fill(text)
    editor.press("Enter")
    settled(page)


def paid(home: Path) -> tuple[int, int | None]:
    """Rows of dues and their sum in 分 as the staff see them."""
    with Books(home).view(LOCAL_STAFF).cursor() as cursor:
        return cursor.execute("select count(*), sum(paid_fen)::bigint from dues").fetchone()


def test_five_bad_cells_are_mended_seen_loaded_and_taken_back(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    server = serve(home)
    page = open_page("upload?books=own", server)
    name, content = dues_in_two_rows()
    settled(page)
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content}]
    )
    card = page.locator("[class*=st-key-card-]").filter(has_text=name)
    expect(card.get_by_text("2024年3月 · 清溪小学工会 · 会费缴纳，对吗？")).to_be_visible()
    press(card, page, "对，就按这样读")
    press(page.locator("[class*=st-key-offer-]"), page, "不用")

    expect(page.get_by_text("记录 18 = 收下 7 + 重复 0 + 拒收 5 + 略过 6")).to_be_visible()
    rounding = section(page, "拒收的行：金额超过两位小数，2 处")
    settled(page)
    rounding.get_by_role("radio", name="按一条规则一起改").click()
    settled(page)
    pick(rounding.get_by_role("combobox", name="规则"), "四舍五入到分")
    expect(rounding.get_by_text("会改 2 格")).to_be_visible()
    expect(rounding.get_by_role("cell", name="29.995")).to_be_visible()
    page.screenshot(path=tmp_path / "rule.png", full_page=True)
    press(rounding, page, "按这条规则改 2 格")
    expect(rounding.get_by_text("请写明更正的原因，再保存。")).to_be_visible()  # and nothing is kept
    explain(rounding, page)
    press(rounding, page, "按这条规则改 2 格")
    expect(page.get_by_text("已更正 2 格，原件不动")).to_be_visible()
    expect(page.get_by_text("记录 18 = 收下 9 + 重复 0 + 拒收 3 + 略过 6")).to_be_visible()

    for title, wrong, right in (
        ("拒收的行：不是数字，1 处", "三十", "30"), ("拒收的行：数字格式不明，1 处", "30.0.0", "30"),
    ):
        words = section(page, title)
        type_into(words, page, 0, wrong)
        expect(words.get_by_text(re.compile(f"“{wrong}”.*，请"))).to_be_visible()
        type_into(words, page, 0, right)
        expect(words.get_by_text("读作 30.00")).to_be_visible()
        explain(words, page)
        press(words, page, "保存这 1 格更正")
        expect(section(page, title)).to_have_count(0)
    nameless = section(page, "拒收的行：必填项为空")
    type_into(nameless, page, 0, PEOPLE[8])
    explain(nameless, page)
    page.screenshot(path=tmp_path / "grid.png", full_page=True)
    press(nameless, page, "保存这 1 格更正")
    expect(page.get_by_text("记录 18 = 收下 12 + 重复 0 + 拒收 0 + 略过 6")).to_be_visible()
    expect(page.get_by_text("已更正 5 格，原件不动")).to_be_visible()
    settled(page).reload()  # the mends are in the draft
    expect(page.get_by_text("已更正 5 格，原件不动")).to_be_visible()
    expect(page.get_by_text("哪些数字会变")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("实缴会费.*360.01")).last).to_be_visible()
    page.screenshot(path=tmp_path / "mended.png", full_page=True)
    narrow = open_page(page.url.split("/", 3)[3], server, width=390)
    expect(narrow.get_by_text("已更正 5 格，原件不动")).to_be_visible()
    fits(narrow)
    narrow.screenshot(path=tmp_path / "narrow.png", full_page=True)
    assert paid(home) == (0, None)

    press(page, page, "装载 1 份表")
    expect(page.get_by_text("全部装好了：1 份表")).to_be_visible()
    expect(page.get_by_text("其中有人工更正 5 格，原件不动。")).to_be_visible()
    assert paid(home) == (12, 36_001)
    (batch,) = (each for each in Books(home).state().batches if each.ledger == "dues")
    assert {(each.line, each.new) for each in mends_of(Books(home), batch)} == {
        (6, "30.00"), (8, "30.01"), (10, "30"), (12, "30"), (14, PEOPLE[8]),
    }
    screen = open_page("dues?books=own", server)
    expect(screen.get_by_text("360.01").first).to_be_visible()

    unfold(section(page, "撤销这次装载"))
    undoing = section(page, "撤销这次装载")
    settled(page)
    reason = undoing.get_by_role("textbox", name="撤销原因")
    reason.fill("录错了月份")
    reason.press("Tab")
    press(undoing, page, "下一步")
    press(undoing, page, "确认撤销")
    expect(page.get_by_text("1 份表已撤销，不再计入数字。")).to_be_visible()
    assert paid(home) == (0, None)
    settled(screen).reload()
    expect(screen.get_by_text("360.01")).to_have_count(0)
