"""The clerk's first hour in a real browser: four files into empty own books, every click counted.

A decision is strict: choosing files, each entry and each button is one.
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
from tests import office_files as office
from tests.browser.resting import fits, pick, settled, unfold

AT = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
MOST = 12


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Empty own books: one unit, the reference ledgers, nothing else."""
    folder = tmp_path / "books"
    found_own(Books(folder), Settings(office.UNION, "浙江", "2010", 1, False), "陈静", AT)
    return folder


class Clerk:
    """Somebody at the page who counts what she has to decide."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.decisions = 0

    def choose(self, *files: tuple[str, bytes]) -> None:
        """Choose files in one go."""
        settled(self.page)
        self.page.locator("input[type=file]").set_input_files([
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ])
        self.decisions += 1

    def card(self, text: str) -> Locator:
        """The card of a table or of a drafted list."""
        return self.page.locator("[class*=st-key-card-], [class*=st-key-offer-]").filter(
            has_text=text
        )

    def enter(self, card: Locator, label: str, value: str) -> None:
        """Fill one field."""
        settled(self.page)
        card.get_by_role("textbox", name=label).fill(value)
        self.decisions += 1

    def pick(self, card: Locator, label: str, option: str) -> None:
        """Choose from a list."""
        pick(card.get_by_role("combobox", name=label), option)
        self.decisions += 1

    def press(self, where: Locator | Page, button: str) -> None:
        """Press one button."""
        settled(self.page)
        where.get_by_role("button", name=button, exact=True).click()
        self.decisions += 1

    def agree(self, text: str, button: str) -> None:
        """Agree to a card, and wait until the page shows it."""
        card = self.card(text)
        self.press(card, button)
        expect(card.get_by_text("已确认", exact=True)).to_be_visible()


def test_four_files_into_empty_books_in_twelve_decisions(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    server = serve(home)
    page = open_page("upload?books=own", server)
    clerk = Clerk(page)
    expect(page.get_by_role("heading", name="把这个月的文件交上来")).to_be_visible()
    clerk.choose(office.journal_xlsx(), office.dues(), office.gifts(), office.contest())

    dues = clerk.card("会费.xlsx · 3月")
    expect(dues.get_by_text("这份表：2024年3月 · 会费缴纳，对吗？")).to_be_visible()
    gifts = clerk.card("春节慰问签收表.xlsx")
    expect(gifts.get_by_text("春节").first).to_be_visible()
    expect(gifts.get_by_role("textbox", name="请填写“发放日期”")).to_have_value("")  # not guessed
    page.screenshot(path=tmp_path / "asked.png", full_page=True)

    clerk.agree("序时账.xlsx", "对，就按这样读")
    clerk.enter(gifts, "请填写“发放日期”", "2024年2月6日")
    clerk.agree("春节慰问签收表.xlsx", "对，就按这样读")
    settled(page).reload()  # nothing said so far is lost
    expect(clerk.card("春节慰问签收表.xlsx").get_by_text("已确认", exact=True)).to_be_visible()
    activity = clerk.card("草拟活动")
    clerk.enter(activity, "开始日期", "2024-03-15")
    clerk.agree("草拟活动", "对，一并登记")
    clerk.press(page, "这 4 处都对，一起确认")  # dues, contest, drafted groups and roster

    expect(page.get_by_role("button", name="装载 7 份表")).to_be_enabled()
    expect(page.get_by_text("记录 24 = 收下 20 + 重复 0 + 拒收 0 + 略过 4").first).to_be_visible()
    assert Books(home).version() == before_anything(home)
    clerk.press(page, "装载 7 份表")
    expect(page.get_by_text("全部装好了：7 份表")).to_be_visible()
    assert clerk.decisions <= MOST, clerk.decisions
    page.screenshot(path=tmp_path / "loaded.png", full_page=True)

    assert figures(home) == {
        "voucher": (6, office.VOUCHER_DEBIT),
        "dues": (20, office.DUES_PAID),
        "assistance": (20, office.GIFT),
        "participation": (12, 12),
        "member": (20, 20),
    }
    narrow = open_page(page.url.split("/", 3)[3], server, width=390)
    expect(narrow.get_by_text("全部装好了：7 份表")).to_be_visible()
    fits(narrow)


def before_anything(home: Path) -> int:
    """The version of books that were only just opened."""
    return max(event.seq for event in Books(home).events if event.who != "本机")


def figures(home: Path) -> dict[str, tuple[int, int]]:
    """Rows and sums (分, or persons known by number) of the ledgers as the staff see them."""
    sums = {
        "voucher": "sum(debit_fen)::bigint", "dues": "sum(paid_fen)::bigint",
        "assistance": "sum(amount_fen)::bigint", "participation": "count(distinct member_id)",
        "member": "count(distinct member_id)",
    }
    cursor = Books(home).view(LOCAL_STAFF).cursor()
    try:
        return {
            name: cursor.execute(f"select count(*), {sum_of} from {name}").fetchone()
            for name, sum_of in sums.items()
        }
    finally:
        cursor.close()


def test_bad_files_say_so_and_what_was_loaded_is_known_and_can_be_taken_back(
    home: Path, serve: Callable, open_page: Callable
) -> None:
    server = serve(home)
    page = open_page("upload?books=own", server, width=390)
    clerk = Clerk(page)
    clerk.choose(
        ("..\\..\\<script>alert(1)</script>.csv", b"a,b\x00\n1,2\n"), ("空.csv", b""),
        office.dues(), ("杂.csv", "姓名,颜色\n张三,红\n李四,蓝\n".encode()),
    )
    expect(page.get_by_text("没有收：")).to_have_count(2)
    odd = clerk.card("杂.csv")
    expect(odd.get_by_text("看不出是哪种台账")).to_be_visible()
    fits(page)
    clerk.press(odd, "这份先不装")
    expect(odd.get_by_text("这份先不装。")).to_be_visible()
    clerk.agree("会费.xlsx · 3月", "对，就按这样读")
    clerk.press(clerk.card("草拟工会小组"), "不用")
    clerk.press(clerk.card("草拟会员名册"), "不用")
    expect(clerk.card("草拟会员名册").get_by_text("不草拟。")).to_be_visible()
    clerk.press(page, "装载 1 份表")
    expect(page.get_by_text("全部装好了：1 份表")).to_be_visible()

    clerk.press(page, "再交几份文件")
    expect(page.get_by_text("全部装好了")).to_have_count(0)
    clerk.choose(office.dues(name="又是会费.xlsx"))
    expect(page.get_by_text(re.compile(r"已装载过：第\d+号装载"))).to_be_visible()
    expect(page.get_by_text("没有要装载的表。")).to_be_visible()
    assert figures(home)["dues"] == (20, office.DUES_PAID)


def test_a_file_over_the_limit_is_told_in_a_sentence_that_can_be_seen(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    page = settled(open_page("upload?books=own", serve(home), width=390))
    expect(page.get_by_text("每个文件至多 256 MB")).to_be_visible()
    large = tmp_path / "序时账.csv"
    with large.open("wb") as file:
        file.truncate(257 * 2**20)  # a hole: it takes no room on the disk
    page.locator("input[type=file]").set_input_files(large)
    told = page.get_by_text("文件超过 256 MB，没有收。请按月份或单位拆成几个文件再交。")
    expect(told).to_be_visible()
    room = told.bounding_box()
    assert room and room["width"] > 200 and room["height"] > 10, "not for screen readers only"
    fits(page)


def test_a_column_is_mapped_by_hand_in_the_browser(
    home: Path, serve: Callable, open_page: Callable
) -> None:
    page = open_page("upload?books=own", serve(home))
    clerk = Clerk(page)
    clerk.choose(office.dues())
    card = clerk.card("会费.xlsx · 3月")
    unfold(card.locator("details").filter(has_text="列的对应：4 列已对上"))
    clerk.pick(card, "台账的列", "实缴会费")
    clerk.pick(card, "取自", "应缴（第4列）")
    clerk.press(card, "改这一列")
    expect(card.get_by_role("cell", name="实缴会费").locator("xpath=..")).to_contain_text("应缴")
    clerk.agree("会费.xlsx · 3月", "对，就按这样读")
    clerk.press(clerk.card("草拟工会小组"), "对，一并登记")
    clerk.press(clerk.card("草拟会员名册"), "对，一并登记")
    clerk.press(page, "装载 3 份表")
    expect(page.get_by_text("全部装好了：3 份表")).to_be_visible()
    assert figures(home)["dues"] == (20, office.DUES_DUE)


# Press a button once more in the moment that the page says that it loads; kept: that it was.
PRESS_AGAIN = """button => new MutationObserver((_, watch) => {
    if (!document.body.innerText.includes("正在装载 ")) return;
    watch.disconnect();
    document.body.dataset.pressedAgain = button.isConnected;
    button.click();
}).observe(document.body, {subtree: true, childList: true, characterData: true})"""


def test_a_load_button_pressed_again_while_it_loads_loads_everything_once(
    home: Path, serve: Callable, open_page: Callable
) -> None:
    page = open_page("upload?books=own", serve(home))
    clerk = Clerk(page)
    clerk.choose(office.journal_xlsx(), office.dues(), office.gifts(dated=True))
    expect(clerk.card("草拟会员名册")).to_be_visible()
    clerk.press(page, "这 5 处都对，一起确认")
    load = page.get_by_role("button", name="装载 5 份表")
    expect(load).to_be_enabled()
    settled(page)
    load.evaluate(PRESS_AGAIN)
    load.click()
    expect(page.get_by_text("全部装好了：5 份表")).to_be_visible()
    expect(settled(page).get_by_text("已装载过")).to_have_count(0)
    assert page.evaluate("document.body.dataset.pressedAgain") == "true"
    assert [batch.ledger for batch in Books(home).state().batches if batch.who == "本机"] == [
        "unit", "member", "voucher", "dues", "assistance",
    ]
    assert figures(home)["dues"] == (20, office.DUES_PAID)
