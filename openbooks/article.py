"""A document as one page to read: sections under one another, on a screen of any width and on paper.

It needs no script. A picture is there twice, wide and narrow; the style shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from openbooks import seal
from openbooks.document import Chart, Document, Section, Table
from openbooks.hypertext import (
    SEAL,
    SEAL_SAID,
    caption,
    endmatter,
    facts,
    marks,
    spans,
    table_rows,
)
from openbooks.svg import svg

WIDE, NARROW = (860.0, 16.0), (340.0, 15.0)
STANDING = 360.0
CONTENTS = "目录"


def article(document: Document) -> str:
    """The page's body: heading, contents, sections, what stands at the end, signatures, seal.

    `document` is legible; its sections get the ids s1, s2 …
    """
    sections = (*document.sections, *endmatter(document))
    listed = "".join(
        f'<li><a href="#s{at}">{escape(each.title)}</a></li>' for at, each in enumerate(sections, 1)
    )
    return "\n".join((
        '<main class="article" id="article">', _heading(document),
        f'<nav aria-label="{CONTENTS}"><ol>{listed}</ol></nav>',
        *(_section(each, f"s{at}") for at, each in enumerate(sections, 1)),
        _signatures(document), f"<section><h2>{SEAL}</h2>{sealed(document)}</section>", "</main>",
    ))


def _heading(document: Document) -> str:
    return (f'<header>{marks(document)}<h1 id="title">{escape(document.title)}</h1>'
            f"{covered(document)}</header>")


def covered(document: Document) -> str:
    """What stands under the title of a document."""
    under = f'<p class="subtitle">{escape(document.subtitle)}</p>' if document.subtitle else ""
    return under + facts(document)


def _section(section: Section, key: str) -> str:
    return "\n".join((
        f'<section aria-labelledby="{key}"><h2 id="{key}">{escape(section.title)}</h2>',
        *(f"<p>{''.join(map(spans, each))}</p>" for each in section.paragraphs),
        *(_figure(each, f"{key}c{at}") for at, each in enumerate(section.charts, 1)),
        *(_table(each, f"{key}t{at}", section.title) for at, each in enumerate(section.tables, 1)),
        *(f'<p class="remark">{escape(each)}</p>' for each in section.remarks),
        "</section>",
    ))


def titled(chart: Chart, more: str = "") -> str:
    """What stands over a picture: its title, and its unit."""
    unit = f' <span class="unit">单位：{escape(chart.unit)}</span>' if chart.unit else ""
    return f"<figcaption>{escape(chart.title + more)}{unit}</figcaption>"


def _figure(chart: Chart, key: str) -> str:
    wide = svg(chart, f"{key}w", *WIDE, height=0.0 if chart.form in {"bars", "pairs"} else STANDING)
    narrow = svg(chart, f"{key}n", *NARROW)
    return (f'<figure class="picture">{titled(chart)}<div class="wide">{wide}</div>'
            f'<div class="narrow">{narrow}</div></figure>')


def _table(table: Table, key: str, section: str) -> str:
    """A table in a frame of its own, which scrolls where it is wider than the page."""
    notes = "".join(f'<p class="remark">{escape(each)}</p>' for each in table.notes)
    said = escape(table.title or section)
    rows = table_rows(table, range(len(table.columns)), table.rows)
    return (f'<div class="scroll" role="region" tabindex="0" aria-label="表：{said}">'
            f'<table id="{key}">{caption(table)}{rows}</table></div>{notes}')


def _signatures(document: Document) -> str:
    if not document.signatures:
        return ""
    lines = "".join(f"<li>{escape(each)}：</li>" for each in document.signatures)
    return f'<ul class="signatures" aria-label="签字">{lines}</ul>'


def sealed(document: Document) -> str:
    """How what is read can be held against the books: their version, the hash, both as a QR code."""
    code = seal.svg(document).replace(' xmlns="http://www.w3.org/2000/svg"', "").replace(
        "<svg", f'<svg class="qr" role="img" aria-label="二维码：{escape(document.code)}"', 1)
    return (f'<div class="seal"><div><p>{escape(SEAL_SAID)}</p>'
            f'<p>{escape(document.code)}</p><p class="hash">{_apart(document.head)}</p>'
            f"<p>{escape(document.program)}</p></div>{code}</div>")


def _apart(head: str) -> str:
    """A hash that a line may end in after every eight signs."""
    return "<wbr>".join(_eights(head))


def _eights(text: str) -> Iterator[str]:
    for at in range(0, len(text), 8):
        yield escape(text[at:at + 8])
