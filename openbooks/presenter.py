"""A document to present: one HTML file that needs no network, no server and no program but a browser.

With a script it shows slides (keys, clicker, touch, a speaker's view); without one, on a narrow screen
and on paper it is the document to read. The text of keys stands in `KEYS`, what they do in
static/presenter.js.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from openbooks.article import article
from openbooks.document import Document
from openbooks.hypertext import STATIC, legible, marks, page
from openbooks.pacing import Slide, slides

NOTHING_SPOKEN = "这一张没有讲稿。"
KEYS = (
    ("→ ↓ 空格 PageDown", "下一张（翻页笔同）"), ("← ↑ PageUp", "上一张"), ("Home、End", "第一张、最后一张"),
    ("数字 回车", "到第几张"), ("O、Esc", "总览"), ("N", "讲稿"), ("M", "讲稿另开一个窗口，跟着翻"),
    ("B", "黑屏，按任意键回来"), ("T", "深色、浅色"), ("F", "全屏"), ("R", "阅读、打印"), ("H", "这张表"),
)
BUTTONS = (  # what it does, what it says, whether only while slides are shown
    ("back", "上一张", True), ("next", "下一张", True), ("overview", "总览", True), ("notes", "讲稿", True),
    ("black", "黑屏", True), ("theme", "深浅", False), ("full", "全屏放映", False),
    ("read", "阅读／放映", False), ("help", "按键", False),
)


def html(document: Document) -> bytes:
    """The file, UTF-8; the same document gives the same bytes."""
    shown = legible(document)
    all_slides = slides(shown)
    deck = "\n".join(_slide(at, all_slides, shown) for at in range(len(all_slides)))
    body = f'{_bar()}<main class="deck" id="deck" hidden>\n{deck}\n</main>\n{article(shown)}\n{_over()}'
    styles = [(STATIC / name).read_text("utf-8") for name in ("document.css", "presenter.css")]
    return page(shown, body, styles, (STATIC / "presenter.js").read_text("utf-8"))


def _slide(at: int, all_slides: Sequence[Slide], document: Document) -> str:
    """A slide in its frame: what all have (marks, foot, number), and what the speaker sees beside it."""
    slide, count = all_slides[at], len(all_slides)
    place = f"第 {at + 1} 张，共 {count} 张：{slide.title}"
    said = "".join(f"<p>{escape(each)}</p>" for each in slide.spoken) or f"<p>{NOTHING_SPOKEN}</p>"
    then = f"下一张：{escape(all_slides[at + 1].title)}" if at + 1 < count else "这是最后一张"
    sort = "" if at else " cover"
    title = f'<h1 class="z{slide.size:.0f}" id="d{at + 1}">{escape(slide.title)}</h1>'
    return (
        f'<section class="slide{sort}{" last" if at + 1 == count else ""}" aria-labelledby="d{at + 1}" '
        f'data-said="{escape(place)}">'
        f'<button type="button" class="pick" data-slide="{at}">{escape(place)}</button>'
        f'<div class="inner"><header>{title if at else ""}{marks(document)}</header>'
        f'<div class="body">{"" if at else title}{slide.body}</div>'
        f"<footer><span>{escape(document.running)}</span>"
        f"<span>{escape(document.code)}</span><span>{at + 1} / {count}</span></footer></div>"
        f'<aside class="spoken" aria-label="讲稿">{said}<p class="next">{then}</p></aside></section>'
    )


def _bar() -> str:
    """The buttons; a mouse or the Tab key brings them."""
    made = "".join(
        f'<button type="button" data-act="{act}"{" class=only-show" if only else ""}>{name}</button>'
        for act, name, only in BUTTONS
    )
    return f'<nav class="bar" aria-label="放映">{made}<span class="clock" id="clock"></span></nav>\n'


def _over() -> str:
    """What lies over the slides: the black screen, the number that is typed, the keys."""
    rows = "".join(f'<tr><th scope="row">{escape(key)}</th><td>{does}</td></tr>' for key, does in KEYS)
    return (
        '<div class="black"></div><div class="jump" id="jump"></div>'
        '<p class="status" id="status" role="status"></p>'
        f'<dialog id="help" aria-label="按键"><table>{rows}</table>'
        '<button type="button" data-act="help">关闭</button></dialog>'
    )
