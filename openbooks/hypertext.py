"""A document as the parts of a web page: sentences, tables, pictures, what stands at its end.

Every text is escaped here and nowhere else, and is first made legible (`typeset.legible`), so that our
font has all that is shown. A page takes everything along: style, font, script. Its security policy names
those by their hashes and forbids the rest, so that no text of the books can run, load or send anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Any

from openbooks import look, typeset
from openbooks.document import Cell, Column, Document, Row, Section, Sentence, Span, Table
from openbooks.glyphs import faces
from openbooks.home import ROOT
from openbooks.ruled import NUMBERS

INDENT = "\u3000"  # by which a form sets a line in
STATIC = ROOT / "static"
NOTHING = "'none'"  # in a security policy
# Contrast in both themes: text 4.5 on ground and panel, marks 3 on ground (test_presenter).
LIGHT: Mapping[str, str] = MappingProxyType({
    "text": look.TEXT, "muted": look.MUTED, "grid": look.GRID, "ground": look.GROUND, "panel": "#f1f4f7",
    "now": look.NOW, "second": look.SPENT, "third": look.PASSED_ON, "over": look.OVER, "focus": look.NOW,
})
DARK: Mapping[str, str] = MappingProxyType({
    "text": "#f1f5f9", "muted": "#b6c2ce", "grid": "#46525f", "ground": "#10161c", "panel": "#1d2731",
    "now": "#7fbcec", "second": "#f2a65a", "third": "#a3afbb", "over": "#ff8f85", "focus": "#ffd166",
})
LEFT_OUT, NOTES, SOURCES, SEAL = "没有列入的内容", "说明", "数字从哪里来", "怎样核对"
SEAL_SAID = (
    "每个数字都能在账本里打开到原件的那一行。账本有改动，版本和下面的校验码就不同；"
    "要核对，请工会打开同一版账本对照。"
)


def legible(document: Document) -> Document:
    """The document in characters that our font has; a note says which were written by their codes."""
    unknown: dict[str, None] = {}
    made = _legible(document, unknown)
    said = typeset.about_unknown(unknown)
    return replace(made, notes=(*made.notes, said)) if said else made


def _legible(given: Any, unknown: dict[str, None]) -> Any:
    if isinstance(given, str):
        return typeset.legible(given, unknown)
    if isinstance(given, tuple | frozenset):
        return type(given)(_legible(each, unknown) for each in given)
    if is_dataclass(given) and not isinstance(given, type):
        return replace(given, **{
            each.name: _legible(getattr(given, each.name), unknown) for each in fields(given)
        })
    return given


def endmatter(document: Document) -> tuple[Section, ...]:
    """What stands behind the sections: what was left out, notes, sources; as sections, where there is
    any."""
    found = []
    if document.left_out:
        rows = tuple(Row((Cell(name), Cell(why))) for name, why in document.left_out)
        table = Table("", (Column("内容"), Column("原因")), rows)
        found.append(Section("left_out", LEFT_OUT, tables=(table,)))
    if document.notes:
        paragraphs = tuple(((Span(each),),) for each in document.notes)
        found.append(Section("notes", NOTES, paragraphs=paragraphs))
    if document.sources:
        rows = tuple(
            Row((Cell(each.title), Cell(each.basis), Cell("、".join(each.ledgers))))
            for each in document.sources
        )
        table = Table("", (Column("数字"), Column("怎样计"), Column("依据的台账")), rows)
        found.append(Section("sources", SOURCES, tables=(table,)))
    return tuple(found)


def spans(sentence: Sentence) -> str:
    """A sentence; a figure's text carries its name."""
    return "".join(
        f'<span data-figure="{escape(each.figure)}">{escape(each.text)}</span>' if each.figure
        else escape(each.text)
        for each in sentence
    )


def marks(document: Document) -> str:
    """What must be seen first, in a frame; nothing where there is none."""
    said = "".join(f"<span>{escape(each)}</span>" for each in document.marks)
    return f'<p class="marks">{said}</p>' if said else ""


def facts(document: Document) -> str:
    """Of whom, of when and from which books a document is."""
    said = (
        ("单位", document.whose), ("期间", document.period_label), ("数据截至", document.as_of),
        ("版本", document.code),
    )
    return "<dl>" + "".join(
        f"<div><dt>{name}</dt><dd>{escape(text)}</dd></div>" for name, text in said
    ) + "</dl>"


def numeric(table: Table) -> tuple[bool, ...]:
    """Of each column whether it stands to the right: by its kind, or because it holds only numbers."""
    return tuple(
        column.kind in NUMBERS or _numbers(row.cells[at] for row in table.rows)
        for at, column in enumerate(table.columns)
    )


def _numbers(cells: Iterable[Cell]) -> bool:
    kinds = {each.kind for each in cells if each.text}
    return bool(kinds) and kinds <= NUMBERS


def naming(table: Table) -> int:
    """The column that names a row: the first of words that are not codes; 0 where there is none."""
    right = numeric(table)
    words = (at for at in range(len(table.columns)) if not right[at]
             and any(not row.cells[at].text.isascii() for row in table.rows))
    return next(words, 0)


def caption(table: Table, more: str = "") -> str:
    """The title of a table with its unit; nothing where it has neither."""
    unit = f' <span class="unit">{escape(table.unit)}</span>' if table.unit else ""
    return f"<caption>{escape(table.title + more)}{unit}</caption>" if table.title or unit else ""


def table_rows(
    table: Table, columns: Sequence[int], rows: Iterable[Row], widths: Sequence[float] = ()
) -> str:
    """Head and body of a table: some of its columns (in shares of the width, when given) and rows."""
    right, name = numeric(table), naming(table)
    cols = "".join(f'<col width="{100 * each:.2f}%">' for each in widths)
    head = "".join(
        f'<th scope="col"{_right(right[at])}>{escape(table.columns[at].label)}</th>' for at in columns
    )
    body = "".join(_row(row, columns, right, name) for row in rows)
    return (f"{'<colgroup>' + cols + '</colgroup>' if cols else ''}"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")


def _right(number: bool) -> str:
    return ' class="n"' if number else ""


def _named(text: str, number: bool) -> str:
    """The class of what names a row: what is set in by blanks stays on its line."""
    return ' class="in"' if text.startswith(INDENT) and not number else _right(number)


def _row(row: Row, columns: Sequence[int], right: Sequence[bool], name: int) -> str:
    texts = [row.cells[at].text for at in columns]
    if row.level == "head" and sum(bool(each) for each in texts) <= 1:
        said = escape("".join(texts))
        return f'<tr class="head"><th scope="rowgroup" colspan="{len(columns)}">{said}</th></tr>'
    cells = "".join(
        f'<th scope="row"{_named(text, right[at])}>{escape(text)}</th>' if at == name and text
        else f"<td{_right(right[at])}>{escape(text)}</td>"
        for at, text in zip(columns, texts, strict=True)
    )
    return f'<tr class="{escape(row.level)}">{cells}</tr>'


def theme() -> str:
    """The colours of both themes as variables: the system's choice, or the one that was made here."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in each.items()) for each in (LIGHT, DARK)
    )
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
    )


def running_foot(document: Document) -> str:
    """What stands under every printed page: marks, whose, which books, page x of y."""
    left = _css_text("　".join((*document.marks, f"{document.whose}　{document.title}"))[:60])
    right = _css_text(f"{document.code}　第 ")
    return (
        "@page{size:A4 portrait;margin:15mm 15mm 18mm;"
        f'@bottom-left{{content:{left};font:8pt "{typeset.FAMILY}"}}'
        f'@bottom-right{{content:{right} counter(page) " 页，共 " counter(pages) " 页";'
        f'font:8pt "{typeset.FAMILY}"}}}}\n'
    )


def _css_text(text: str) -> str:
    """A text as a string of CSS: every sign that is no letter or digit by its code."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"'


def page(document: Document, body: str, styles: Sequence[str], script: str = "") -> bytes:
    """A whole page that stands alone; `styles` and `script` are our own texts, `body` is escaped."""
    known = escape(document.title)
    texts = (body, running_foot(document), script, *styles)
    style = "\n".join((faces(texts), theme(), running_foot(document), *styles))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script) if script else NOTHING}; "
        f"font-src data:; img-src data:; base-uri {NOTHING}; form-action {NOTHING}"
    )
    code = f"<script>{script}</script>" if script else ""
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{escape(document.program)}">\n'
        f'<link rel="icon" href="data:,">\n<title>{known}</title>\n<style>{style}</style>\n</head>\n'
        f"<body>\n{body}\n{code}</body>\n</html>\n"
    ).encode()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
