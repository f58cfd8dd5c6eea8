"""A document as a paper: A4, our own font embedded, vector figures, contents, page x/y, signatures.

Keeps to PDF/UA-1: titles, language, bookmarks, headers of tables, a text for each picture. A form of
one table stays on one page. The same document gives the same bytes.
"""

from __future__ import annotations

from typing import Any

from openbooks import drawing, ruled, seal, typeset
from openbooks.document import Document, Section

FORM_ROWS = 45
TIGHT = (10.5, 9.8, 9.2, 8.6, 8)  # sizes of type that a form is tried at, until it stays on one page
TOGETHER = 4  # paragraphs that stay with the picture or table that follows them
UNTITLED = "（无标题）"
NOTHING = "这一节没有可列的内容。"

SOURCE = r"""
#let said = json(bytes(sys.inputs.data))
""" + typeset.WORDS + drawing.SOURCE + ruled.SOURCE + r"""
#let base = said.size * 1pt
#let small = base * 0.8
#set document(title: said.title, author: said.whose, date: none)
#set text(size: base)
#set par(leading: 0.75em, spacing: 0.95em, justify: false)
#let narrow = 174mm
#let broad = 261mm
#let sizes = (0.91, 0.86, 0.81, 0.76).map(one => one * base)
#let smaller = sizes + (0.72, 0.68, 0.64, 0.6).map(one => one * base)
#let mark(one) = box(stroke: 0.8pt + luma(40), inset: (x: 5pt, y: 3pt), text(weight: 700, one))
#set page(paper: "a4", margin: (x: 18mm, top: 22mm, bottom: 19mm),
  header: context {
    set text(size: 7.5pt, fill: luma(70))
    grid(columns: (1fr, auto), column-gutter: 6mm, align: horizon,
      if counter(page).get().first() > 1 { said.running },
      said.marks.map(mark).join(h(3pt)))
  },
  footer: context {
    set text(size: 7.5pt, fill: luma(70))
    grid(columns: (1fr, auto), column-gutter: 8mm, said.code,
      [第 #counter(page).display() 页，共 #counter(page).final().first() 页])
  })
#set heading(numbering: "一、")
#show heading: it => block(above: 1.5em, below: 0.9em, sticky: true,
  text(size: 0.95em, weight: 700, {
    if it.numbering != none { counter(heading).display(it.numbering) }
    it.body
  }))
#show outline.entry: it => link(it.element.location(), it.indented(gap: 0pt, it.prefix(), it.inner()))
#show figure: set block(breakable: true)
#show figure: set align(left)

#let captioned(name, unit) = block(above: 1.3em, below: 0.55em, sticky: true, grid(
  columns: (1fr, auto), column-gutter: 4mm, align: bottom, text(weight: 700, name),
  text(size: small, unit)))
#let aside(one) = block(above: 0.6em, below: 0.6em, text(size: small, fill: luma(50), one))
#let drawn(c) = {
  captioned(c.title, if c.unit == "" { "" } else { "单位：" + c.unit })
  block(breakable: c.rows.len() > 16, width: 100%, figure(alt: c.alt, {
    set text(size: small)
    set par(first-line-indent: 0pt, leading: 0.4em)
    chart(c, 45mm)
  }))
}
#let listed(t, width, sizes) = {
  captioned(t.title, t.unit)
  block(breakable: t.rows.len() > 14, width: 100%, ruled(t, width, sizes))
  for one in t.notes { aside(one) }
}
#let body(s, width, sizes) = {
  if s.headed { heading(level: 1, numbering: if said.numbered { "一、" }, s.title) }
  set par(first-line-indent: (amount: 2em, all: true))
  for one in s.paragraphs {
    block(sticky: s.together and one.len() < 900, par(spoken(one)))
  }
  set par(first-line-indent: 0pt)
  for c in s.charts { drawn(c) }
  for t in s.tables { listed(t, width, sizes) }
  for one in s.remarks { aside(one) }
}
#let lies(s) = s.tables.any(t => fitting(t, narrow, sizes) == none)

#let opening(lying) = {
  align(center, {
    show title: it => headed(said.title, if lying { broad } else { narrow }, 1.95 * base)
    title()
    if said.subtitle != "" { block(above: 1em, text(size: 1.05em, said.subtitle)) }
    if said.marks.len() > 0 {
      block(above: 1em, below: 1em, stroke: 1.2pt + luma(30), inset: (x: 14pt, y: 6pt),
        text(size: 1.15em, weight: 700, said.marks.join("　·　")))
    }
  })
  if said.facts.len() > 0 {
    block(above: 1.2em, below: 1.2em, grid(columns: (auto, 1fr), column-gutter: 4mm, row-gutter: 0.6em,
      ..said.facts.map(((name, one)) => (text(fill: luma(60), name), one)).flatten()))
  }
  if said.contents {
    block(stroke: (y: 0.6pt + luma(120)), inset: (y: 0.8em), width: 100%, {
      block(below: 0.8em, text(weight: 700, "目录"))
      outline(title: none, depth: 1)
    })
  }
}
#let ending = {
  let ends = said.endings.filter(((name, lines)) => lines.len() > 0)
  if said.contents and ends.len() > 0 { heading(level: 1, numbering: none, "附：说明与来源") }
  set text(size: small)
  set par(leading: 0.55em, spacing: 0.6em)
  for (name, lines) in ends {
    block(above: 0.9em, below: 0.5em, sticky: true, text(weight: 700, name))
    for one in lines { par(hanging-indent: 1em, text(one)) }
  }
}
#let undated(one) = ("日期", "地点", "意见").any(word => one.contains(word))
#let signing = block(breakable: false, above: 2em, width: 100%, {
  let rule = line(length: 100%, stroke: 0.5pt + luma(60))
  grid(columns: (1fr, 30mm), column-gutter: 8mm,
    grid(columns: (auto, 1fr, auto, 24mm), column-gutter: 2mm, row-gutter: 1.4em, align: bottom,
      ..said.signatures.map(one => if undated(one) { (one + "：", grid.cell(colspan: 3, rule)) }
        else { (one + "：", rule, "日期：", rule) }).flatten()),
    image(bytes(said.seal), format: "svg", width: 30mm, alt: said.sealed))
  block(above: 0.8em, text(size: 7pt, fill: luma(60), said.hash))
})
#let whole(lying) = {
  opening(lying)
  for s in said.sections {
    if lying { body(s, broad, smaller) }
    else if lies(s) { page(flipped: true, body(s, broad, smaller)) }
    else { body(s, narrow, sizes) }
  }
  signing
  ending
}
// a paper all of whose sections lie is one that lies from its title on
#context if said.sections.len() > 0 and said.sections.all(lies) {
  page(flipped: true, whole(true))
} else { whole(false) }
#context [#metadata(counter(page).final().first()) <pages>]
"""


def pdf(document: Document) -> bytes:
    """The document as a PDF. Raises nothing for what a text may hold."""
    said = _said(document)
    if _is_form(document):
        for size in TIGHT:
            tried = {**said, "size": size, "contents": False}
            if typeset.told(SOURCE, tried, "pages") == 1:
                return typeset.pdf(SOURCE, tried, accessible=True)
    return typeset.pdf(SOURCE, said, accessible=True)


def _is_form(document: Document) -> bool:
    """Whether it is a form of one page: one section, or few rows and no picture."""
    charts = any(section.charts for section in document.sections)
    rows = sum(len(table.rows) for table in document.tables())
    return rows <= FORM_ROWS and (len(document.sections) == 1 or not charts)


def _said(document: Document) -> dict[str, Any]:
    """What typst is told, every text in characters that the font has."""
    unknown: dict[str, None] = {}
    many = len(document.sections) > 1
    said = typeset.all_legible({
        "title": document.title.strip() or document.report, "subtitle": document.subtitle,
        "whose": document.whose, "running": document.running, "code": document.code,
        "marks": document.marks, "facts": _facts(document),
        "sections": [_section(each, many or _is_new(each, document)) for each in document.sections],
        "numbered": many,
        "endings": [
            ("未列入的内容", [f"{name}：{why}" for name, why in document.left_out]),
            ("说明", document.notes),
            ("数据来源", [_source(each.title, each.basis, each.ledgers) for each in document.sources]),
        ],
        "signatures": document.signatures, "seal": seal.svg(document),
        "sealed": f"二维码：{document.title}，{document.code}",
        "hash": f"{document.program} 编制。账本历史的校验值（SHA-256）：{document.head}",
    }, unknown, ("sort", "level", "seal"))
    if about := typeset.about_unknown(unknown):
        said["endings"][1][1].append(about)
    return {**said, "size": TIGHT[0], "contents": many, "over": drawing.OVER,
            "colours": dict(drawing.COLOURS)}


def _facts(document: Document) -> list[tuple[str, str]]:
    """The lines under the title; none where the subtitle says whose and for when."""
    if (document.unit or document.union) in document.subtitle and document.period_label in document.subtitle:
        return []
    units = {table.unit for table in document.tables() if table.unit}
    return [
        ("编制单位", document.whose), ("期间", document.period_label),
        ("截至", f"{document.as_of}（账本第 {document.version} 版）"),
        *((("单位", units.pop().removeprefix("单位：")),) if len(units) == 1 else ()),
    ]


def _is_new(section: Section, document: Document) -> bool:
    """Whether the title of an only section says what the titles over and under it do not."""
    said = [document.title, *(table.title for table in section.tables)]
    return not any(section.title in each for each in said)


def _section(section: Section, headed: bool) -> dict[str, Any]:
    empty = not (section.texts or section.charts or section.tables or section.remarks)
    return {
        "title": section.title.strip() or UNTITLED, "headed": headed, "paragraphs": list(section.texts),
        "charts": [drawing.held(each) for each in section.charts if each.categories],
        "tables": [ruled.held(each) for each in section.tables if each.columns],
        "together": bool(section.charts or section.tables) and len(section.texts) <= TOGETHER,
        "remarks": [NOTHING] if empty else list(section.remarks),
    }


def _source(title: str, basis: str, ledgers: tuple[str, ...]) -> str:
    return f"{title}：{basis}" + (f"台账：{'、'.join(ledgers)}。" if ledgers else "")
