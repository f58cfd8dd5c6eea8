"""The slides around the sections: what is to come, what was left out and why, sources and version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openbooks.document import Document
from openbooks.slide_notes import about
from openbooks.slide_panel import LEAST, Area, Panel, Para, first_that_fit, fitted, plain
from openbooks.slide_plan import FEWEST, MOST

QR, APART = 150.0, 24.0
MORE = "其余见备注和书面报告。"


def endings(
    document: Document, panels: Sequence[Panel], unseen: Sequence[str], area: Area
) -> tuple[tuple[Panel, ...], tuple[Panel, ...]]:
    """The slides before and behind those of the sections, so that there are 6 to 10 with the cover.
    The last has room for the code at its right, from the top."""
    left, sources, version = _left(document, unseen), _sources(document), _version(document)
    notes = tuple(plain(each, LEAST, item=True) for each in document.notes)
    narrow = replace(area, width=area.width - QR - APART)
    spoken = _spoken(document, unseen)
    one = fitted((*left, *sources, *version, *notes), narrow)
    count = 1 + len(panels)
    if count + 1 >= FEWEST and (one or count + 2 > MOST):
        return (), (_panel("未列入、来源与版本", (*left, *sources, *version, *notes), narrow, spoken),)
    after = [_panel("未列入与说明", (*left, *notes), area, spoken),
             _panel("来源与版本", (*sources, *version), narrow, spoken)]
    if count + 3 < FEWEST:
        after[1:] = [_panel("数字来源", sources, area, spoken), _panel("版本", version, narrow, spoken)]
    before = (_contents(document, area),) if count + len(after) < FEWEST else ()
    return before, tuple(after)


def _panel(title: str, paras: tuple[Para, ...], area: Area, spoken: tuple[str, ...]) -> Panel:
    held = fitted(paras, area)
    if held is None:
        more = plain(MORE, LEAST)
        tight = (each.sized(LEAST) for each in paras)
        held = (*first_that_fit(tight, area.width, area.height - more.height(area.width)), more)
    return Panel(title, held, spoken=spoken, width=area.width)


def _contents(document: Document, area: Area) -> Panel:
    titles = [each.title for each in document.sections]
    return _panel("目录", tuple(plain(f"{at}. {each}", 30.0) for at, each in enumerate(titles, 1)), area,
                  ("本次报告的内容：" + "、".join(titles),))


def _left(document: Document, unseen: Sequence[str]) -> tuple[Para, ...]:
    """What is not in the report and why; what is in the paper only."""
    held = [Para(((f"未列入：{name}。", True), (f"{why}。", False)), 26.0, item=True)
            for name, why in document.left_out]
    held = held or [plain("没有未列入的内容。", 26.0, item=True)]
    if unseen:
        held.append(Para((("只在书面报告里：", True), ("、".join(unseen) + "。", False)), 26.0, item=True))
    return tuple(held)


def _sources(document: Document) -> tuple[Para, ...]:
    titles = "、".join(dict.fromkeys(each.title for each in document.sources))
    if not titles:
        return (plain("没有查询过账本。", 26.0, item=True),)
    return (Para((("数字来源：", True), (f"{titles}。", False)), 26.0, item=True),)


def _version(document: Document) -> tuple[Para, ...]:
    said = f"{document.code}，数据截至 {document.as_of}。"
    return (Para((("版本：", True), (said, False)), 26.0, item=True),
            plain("用手机扫码，可与账本今天的校验值核对。", LEAST, item=True))


def _spoken(document: Document, unseen: Sequence[str]) -> tuple[str, ...]:
    return (
        *(f"未列入：{name}（{why}）" for name, why in document.left_out),
        *(f"只在书面报告里：{each}" for each in unseen), *document.notes,
        *(f"来源：{each}" for each in dict.fromkeys(map(about, document.sources))),
        f"{document.code}；完整校验值 {document.head}；{document.program}",
    )
