"""A web page as its tests read it: elements, attributes, the texts under an element, tables, pictures."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from fontTools.ttLib import TTFont

VOID = {"meta", "link", "col", "wbr", "br", "hr", "img", "input"}
EMPTY_IN_SVG = {"rect", "path"}


@dataclass
class Element:
    """An element; `parts` are its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it, as it stands."""
        return "".join(each if isinstance(each, str) else each.text for each in self.parts)

    def under(self, tag: str = "", sort: str = "") -> Iterator[Element]:
        """The elements in it, at any depth: of a tag, of a class."""
        for each in self.parts:
            if isinstance(each, Element):
                if tag in ("", each.tag) and (not sort or sort in each.attributes.get("class", "").split()):
                    yield each
                yield from each.under(tag, sort)

    def one(self, tag: str, sort: str = "") -> Element:
        """The first of them."""
        return next(self.under(tag, sort))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read(page: bytes) -> Element:
    """The page; fails where an element is not closed."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.open[0]


def cells(table: Element) -> list[list[str]]:
    """The rows of a table, its header first."""
    return [[each.text for each in row.under() if each.tag in {"th", "td"}] for row in table.under("tr")]


def shown(page: Element) -> str:
    """All that a reader may see or hear: texts but style and script, and what attributes say."""
    said = [each.text for each in page.under() if each.tag in {"body", "title"}]
    for each in page.under("script"):
        said = [one.replace(each.text, "") for one in said]
    told = ("aria-label", "data-said", "title")
    return "".join((*said, *(each.attributes.get(name, "") for each in page.under() for name in told)))


def fonts(page: Element) -> list[TTFont]:
    """The fonts that the page takes along."""
    style = page.one("style").text
    return [TTFont(io.BytesIO(base64.b64decode(data)))
            for data in re.findall(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", style)]
