"""The file to present in a real browser, opened from the disk: keys, both themes, a narrow screen, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from openbooks import bundle, presenter
from openbooks.document import Cell, Chart, Column, Document, Row, Section, Series, Span, Table
from tests import documents
from tests.browser.faults import faults

Open = Callable[..., Page]
# What leaves its box, or the window: of each slide its body and its frame.
OVERFLOWING = """() => [...document.querySelectorAll(".slide.now .body, .slide.now .inner")]
    .filter(each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)
    .map(each => each.textContent.slice(0, 60))"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, written to the disk."""
    made = tmp_path_factory.mktemp("presenter")
    for name in ("school", "large"):
        (made / f"{name}.html").write_bytes(presenter.html(getattr(documents, name)()))
    (made / "bundle.html").write_bytes(bundle.files(documents.school())[bundle.INDEX])
    return made


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    """`opened(name, width, height, theme, hash)`; nothing but the file itself may be asked for."""
    contexts, asked, thrown = [], [], []

    def opens(
        name: str, width: int = 1280, height: int = 720, theme: str = "light", place: str = "", **more: object
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce", **more)
        contexts.append(context)
        context.on("request", lambda one: asked.append(one.url.split("#")[0]))
        context.on("weberror", lambda one: thrown.append(str(one.error)))
        context.on("console", lambda one: thrown.append(one.text))
        page = context.new_page()
        page.goto((folder / f"{name}.html").as_uri() + place)
        return page

    yield opens
    for context in contexts:
        context.close()
    files = {each.as_uri() for each in folder.iterdir()}
    assert not [each for each in asked if each not in files and not each.startswith("data:")]
    assert not thrown


def number(page: Page) -> int:
    """The slide that is shown."""
    return int(page.evaluate("() => location.hash").strip("#n"))


@pytest.mark.parametrize("name", ["school", "large"])
def test_every_slide_is_reached_by_the_keyboard_there_and_back_and_holds_what_is_on_it(
    opened: Open, name: str
) -> None:
    page = opened(name)
    count = page.locator(".slide").count()
    said = page.get_by_role("status")
    for at, key in zip(range(1, count + 1), ["ArrowRight", "PageDown", "Space", "Enter", "ArrowDown"] * count,
                       strict=False):
        assert number(page) == at
        expect(said).to_have_text(page.locator(".slide").nth(at - 1).get_attribute("data-said") or "?")
        assert page.locator(".slide:visible").count() == 1
        assert page.evaluate(OVERFLOWING) == [], at
        page.keyboard.press(key)
    assert number(page) == count
    for at, key in zip(range(count - 1, 0, -1), ["ArrowLeft", "PageUp", "Shift+Space", "ArrowUp"] * count,
                       strict=False):
        page.keyboard.press(key)
        assert number(page) == at
    page.keyboard.press("End")
    assert number(page) == count
    page.keyboard.press("Home")
    assert number(page) == 1


def wild() -> Document:
    """Titles, sentences, names, tables and pictures of a length that nobody writes."""
    long, word = "为推进产业工人队伍建设改革，", "A" * 300
    names = tuple(f"第{at}联合工业园区非公企业工会联合会分会{at}" for at in range(40))
    values = tuple((-1) ** at * 1e6 * at for at in range(40))
    series = tuple(Series(long, values, tuple(f"{each:,.2f}" for each in values), role)
                   for role in ("plan", "actual"))
    charts = tuple(Chart(long * 2, form, names[:count], tuple(
        Series(each.name, each.values[:count], each.texts[:count], each.role) for each in series
    ), "万元", long, "", frozenset(names[5:9])) for form, count in (
        ("pairs", 40), ("columns", 36), ("steps", 12), ("bars", 9)))
    heads = (Column("行次"), Column("项目"), *(Column(f"很长的标题第{at}列", "money") for at in range(12)))
    wide = Table("宽表", (*heads, Column("说明")), tuple(
        Row((Cell(str(at)), Cell(names[at]), *(documents.money_cell(123456789012345 * at) for _ in range(12)),
             Cell(long * 3 if at % 7 == 0 else word)), "total" if at % 10 == 9 else "plain")
        for at in range(25)), "单位：元", (long * 20,))
    said = tuple(((Span(text),),) for text in (long * 120, word * 6, long))
    section = Section("a", long * 4, said, charts, (wide,), (long * 30,), (long * 10, long * 4))
    return documents.school(
        title=long * 14, subtitle=long * 4, union=names[0] * 2, unit=names[1] * 2, sections=(section,),
        marks=("虚构示例：不是真实的账", "草稿", "未经审查"), notes=tuple(long * at for at in range(1, 30)),
        left_out=tuple((each, long * 3) for each in names),
    )


def test_nothing_leaves_its_slide_however_long_the_texts_are(opened: Open, folder: Path) -> None:
    (folder / "wild.html").write_bytes(presenter.html(wild()))
    page = opened("wild")
    page.evaluate("() => document.querySelectorAll('.slide').forEach(each => each.classList.add('now'))")
    assert page.locator(".slide:visible").count() > 30
    assert page.evaluate(OVERFLOWING) == []


def test_a_number_and_enter_go_to_that_slide_and_the_address_keeps_the_place(opened: Open) -> None:
    page = opened("large")
    page.keyboard.type("12")
    expect(page.locator("#jump")).to_contain_text("12")
    page.keyboard.press("Enter")
    assert number(page) == 12
    page.reload()
    assert number(page) == 12
    page.keyboard.type("999")
    page.keyboard.press("Enter")
    assert number(page) == page.locator(".slide").count()


def test_overview_notes_black_and_theme_by_the_keyboard(opened: Open) -> None:
    page = opened("school", place="#3")
    page.keyboard.press("o")
    assert page.locator(".slide:visible").count() == page.locator(".slide").count()
    expect(page.get_by_role("button", name="第 3 张")).to_be_focused()
    places = page.locator(".slide").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    across = places.count(places[0])
    assert across >= 3 and page.evaluate(WIDE) <= 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    chosen = number(page)
    assert chosen == 3 + 1 + across
    page.keyboard.press("Enter")
    assert page.locator(".slide:visible").count() == 1 and number(page) == chosen
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    page.keyboard.press("n")
    expect(page.get_by_text("先说会员人数，再说收缴率。")).to_be_visible()
    expect(page.get_by_text("下一张：收入决算", exact=True)).to_be_visible()
    assert page.evaluate(OVERFLOWING) == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("先说会员人数，再说收缴率。")).to_be_hidden()
    page.keyboard.press("b")
    expect(page.locator(".black")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".black")).to_be_hidden()
    assert number(page) == 2
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("t")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != ground
    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_contain_text("翻页笔")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")


def test_buttons_come_with_the_tab_key_and_the_focus_is_seen(opened: Open) -> None:
    page = opened("school")
    page.evaluate("() => { document.documentElement.dataset.idle = ''; }")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="下一张")
    expect(button).to_be_focused()
    assert page.evaluate("() => getComputedStyle(document.querySelector('.bar')).opacity") == "1"
    assert button.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("Space")
    assert number(page) == 2


def test_the_speakers_own_window_goes_along(opened: Open) -> None:
    page = opened("school", place="#2")
    with page.expect_popup() as popped:
        page.keyboard.press("m")
    speaker = popped.value
    expect(speaker.get_by_text("先说会员人数，再说收缴率。")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(speaker.get_by_text("这里停一下，让大家看图。").first).to_be_visible()
    speaker.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.hash === '#4'")


def test_clicks_and_touches_turn_the_slides(opened: Open) -> None:
    page = opened("school", place="#4", has_touch=True)
    page.mouse.click(1200, 300)
    assert number(page) == 5
    page.mouse.click(80, 300)
    assert number(page) == 4
    page.touchscreen.tap(1200, 300)
    assert number(page) == 5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, theme: str) -> None:
    page = opened("school", theme=theme)
    for key in ("n", "o"):
        page.keyboard.press(key)
        assert faults(page) == []
    assert faults(opened("bundle", theme=theme)) == []


@pytest.mark.parametrize("name", ["school", "large", "bundle"])
def test_a_narrow_screen_scrolls_down_and_not_sideways(opened: Open, name: str) -> None:
    page = opened(name, width=390, height=844)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(WIDE) <= 0
    assert page.locator(".article").is_visible()
    if name != "bundle":
        page.get_by_role("button", name="阅读／放映").click()
        assert number(page) == 1 and page.evaluate(WIDE) <= 0
        assert page.evaluate(OVERFLOWING) == []


def test_without_a_script_it_is_a_document_to_read(opened: Open) -> None:
    page = opened("school", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1, name="2025年工会财务工作报告")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    assert page.locator(".slide:visible").count() == 0
    assert page.get_by_role("button").count() == 0


def test_on_paper_it_is_the_document_and_not_the_slides(opened: Open) -> None:
    page = opened("school", place="#3")
    page.emulate_media(media="print")
    assert page.locator(".slide:visible").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_role("button").count() == 0
