"""The audit's path in a real browser: a 疑点 is found, opened, asked about, explained, decided and signed by
two; then one row is corrected, and exactly that case is open again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from openbooks import casework
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.casework import Words
from openbooks.verification import verify
from tests.browser.resting import fits, settled
from tests.door import books_of
from tests.lead_books import AT, case_of, corrected, made

MINE, OTHER = "凭证 2024年3月 记-2", "凭证 2024年3月 记-4"
PDF = b"%PDF-1.7 a bank slip"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Books with two payments made twice; the second is decided on and signed already."""
    folder = tmp_path / "books"
    books = books_of(made(tmp_path), folder)
    for kind, who, role in (("dismiss", "李经审", ""), ("sign", "李经审", "preparer"),
                            ("sign", "钱经审", "reviewer")):
        said = Words("两次讲课" if not role else "", role=role)
        casework.act(books.view(LOCAL_PAGES), case_of(books, 4).case, kind, who, AT, said)
    return folder


def take(where: Locator, page: Page, fields: dict[str, str], act: str) -> None:
    """One step in two presses, with what it needs."""
    settled(page)
    for label, text in fields.items():
        where.get_by_role("textbox", name=re.compile(label)).fill(text)
    where.get_by_role("button", name="下一步").click()
    settled(page)
    where.get_by_role("button", name=act).click()
    settled(page)


def card(page: Page, about: str) -> Locator:
    """What the list says of one 疑点."""
    return page.locator("[class*=st-key-lead-]").filter(has_text=about)


def test_a_lead_is_found_asked_explained_signed_and_opened_again_by_one_corrected_row(
    home: Path, serve: Callable, open_page: Callable, tmp_path: Path
) -> None:
    server = serve(home)
    page = settled(open_page("leads?books=own", server))
    expect(page.get_by_text("有 2 个疑点：程度高 2 个。还没有问 1 个，已作决定 1 个。")).to_be_visible()
    expect(card(page, OTHER).get_by_text("排除 · 两人已签")).to_be_visible()
    card(page, MINE).get_by_role("link").click()
    expect(page.get_by_role("heading", name="为什么列出来？")).to_be_visible()
    settled(page)
    expect(page.get_by_text("同一天、同一金额")).to_be_visible()
    expect(page.get_by_text("还付给过“清风印刷社”什么？")).to_be_visible()
    address = page.url.split("/", 3)[3]

    step = page.locator(".st-key-next-step")
    take(step, page, {"要问什么": "是一笔还是两笔？", "经办人": "李经审"}, "确认要求说明")
    expect(page.get_by_text("等单位说明").first).to_be_visible()
    page.get_by_role("link", name=re.compile("去“待答复”")).click()
    box = page.locator("[class*=st-key-question-]")
    expect(box.get_by_text("是一笔还是两笔？")).to_be_visible()
    settled(page)
    box.locator("input[type=file]").set_input_files(
        [{"name": "回单.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    take(box, page, {"怎么回事": "分两批印的，回单附后", "答复人": "赵出纳"}, "确认答复")
    expect(page.get_by_text("经审会没有要答复的问题。")).to_be_visible()

    page = settled(open_page(address, server))
    expect(page.get_by_text("分两批印的，回单附后")).to_be_visible()
    expect(page.get_by_role("button", name="附件：回单.pdf")).to_be_visible()
    step = page.locator(".st-key-next-step")
    step.get_by_text("没有问题，排除").click()
    take(step, page, {"为什么排除": "两份回单，属实", "经办人": "李经审"}, "确认排除")
    take(step, page, {"签字人": "李经审"}, "确认编制人签字")
    take(step, page, {"签字人": "钱经审"}, "确认复核人签字")
    expect(page.get_by_text("排除 · 两人已签")).to_be_visible()
    books = Books(home)
    assert [(each.kind, each.who) for each in case_of(books, 2).case.file.steps] == [
        ("ask", "李经审"), ("explain", "赵出纳"), ("dismiss", "李经审"), ("sign", "李经审"),
        ("sign", "钱经审")]

    corrected(books, tmp_path)
    page = settled(open_page("leads?books=own", server))
    expect(card(page, MINE).get_by_text("重新打开")).to_be_visible()
    expect(card(page, OTHER).get_by_text("排除 · 两人已签")).to_be_visible()
    narrow = settled(open_page(address, server, width=390))
    expect(narrow.get_by_text("下面的行变了，所以重新打开")).to_be_visible()
    fits(narrow)
    narrow.screenshot(path=tmp_path / "reopened.png", full_page=True)
    assert verify(home).ok
