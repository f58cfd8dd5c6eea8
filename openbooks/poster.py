"""A document as one picture: a tall one for a group chat, an A4 one for the wall.

Both show the sentences with the leading figures first, then pictures, as many as there is room for;
what has no room is left to the paper, and the picture says so. Texts stand as the document has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openbooks import drawing, ruled, seal, typeset
from openbooks.document import Document, Section, Sentence, Span
from openbooks.wording import listed

WIDTH = 1080  # pixels of the tall picture
HIGHEST = 4400
WALL_PPI = 220
MOST_SAID, MOST_SAID_WALL = 6, 3
MOST_LEFT, MOST_NOTES = 4, 3
MOST_ROWS = 30  # longer tables are no picture
MODULE = 4  # pixels of one module of the QR code
PT = 72
TALL_PPI = 144
LONGEST = 40  # a figure of more signs is not set larger
REST = "全部数字、说明和来源见纸质报告。"
UNDRAWN = "图中放不下、见纸质报告的："
LEFT_OUT = "未列入："

COMMON = r"""
#let said = json(bytes(sys.inputs.data))
""" + typeset.WORDS + drawing.SOURCE + ruled.SOURCE + r"""
#set par(leading: 0.6em, spacing: 0.7em, justify: false)
#show figure: set align(left)
#let marks(size) = if said.marks.len() > 0 {
  block(below: 1em, stroke: 1.5pt + luma(30), inset: (x: 0.8em, y: 0.45em),
    text(size: size, weight: 700, said.marks.join("　·　")))
}
#let key(sentence, scale) = block(width: 100%, above: 0.9em, below: 0.9em,
  stroke: (left: 4pt + tone("now")), inset: (left: 0.8em, y: 0.3em),
  par(sentence.map(((kind, one)) => if kind == "large" {
    text(size: scale * 1em, weight: 700, fill: tone("now"), spoken(one))
  } else if kind == "figure" { text(weight: 700, spoken(one)) } else { spoken(one) }).join()))
#let captioned(name, unit) = block(above: 1.4em, below: 0.6em, width: 100%, {
  text(size: 1.15em, weight: 700, name)
  if unit != "" { text(size: 0.85em, fill: tone("muted"), "（" + unit + "）") }
})
#let drawn(c, tall) = {
  captioned(c.title, c.unit)
  set par(leading: 0.42em)
  block(width: 100%, chart(c, tall))
}
// each of 编制单位, 期间, 截至 stays on its line; a name that is longer than one breaks
#let apart(one) = {
  let said = one.split("　")
  said.first()
  for each in said.slice(1) { [　] + box(each) }
}
#let listed(t, width, sizes, notes: true) = {
  captioned(t.title, t.unit.trim("单位：", at: start))
  ruled(t, width, sizes)
  if notes { for one in t.notes { block(above: 0.6em, text(size: 0.8em, one)) } }
}
#let height(one, width) = measure(block(width: width, one)).height
#let rest(names) = {
  if names.len() > 0 { said.undrawn + names.map(one => "“" + one + "”").join() + "。" }
  said.rest
}
#let foot(size, names) = block(width: 100%, above: 1.4em, stroke: (top: 0.8pt + tone("muted")),
  inset: (top: 0.9em), grid(columns: (1fr, said.side * 1pt), column-gutter: 1.2em, align: horizon, {
    set text(size: size)
    set par(spacing: 0.55em)
    for one in said.notes { par(text(one)) }
    par(text(rest(names)))
    par(text(weight: 700, said.code))
  }, image(bytes(said.seal), format: "svg", width: said.side * 1pt)))
"""

TALL = COMMON + r"""
#let width = 476pt
#set page(width: 540pt, height: auto, margin: (x: 32pt, top: 30pt, bottom: 24pt))
#set text(size: 16pt, fill: tone("ink"))
#let top = {
  marks(14pt)
  block(below: 1em, headed(said.title, width, 27pt))
  if said.subtitle != "" { block(above: 0.4em, below: 0.9em, text(size: 13pt, apart(said.subtitle))) }
  if said.facts != "" { block(text(size: 14pt, said.facts)) }
}
#let sizes = (13pt, 12pt, 11pt)
#context {
  let parts = said.keys.map(one => ("", key(one, 1.3)))
  parts += said.charts.map(c => (c.title, { set text(size: 14pt); drawn(c, 150pt) }))
  parts += said.tables.map(t => (t.title, { set text(size: 15pt); listed(t, width, sizes) }))
  let least = height(foot(12pt, parts.map(one => one.first())), width)
  let room = said.highest * 1pt - height(top, width) - least
  let names = ()
  top
  for (name, part) in parts {
    let needed = if name in said.long { room + 1pt } else { height(part, width) + 24pt }
    if needed <= room { part; room -= needed } else if name != "" { names.push(name) }
  }
  foot(12pt, names)
}
"""

WALL = COMMON + r"""
#let width = 595pt - 72pt
#set page(paper: "a4", margin: 36pt)
#set text(size: 21pt, fill: tone("ink"))
#let top = {
  marks(16pt)
  block(below: 0.9em, headed(said.title, width, said.large * 1pt))
  block(text(size: 15pt, apart(if said.facts != "" { said.facts } else { said.subtitle })))
}
#let heights = range(8).map(at => 450pt - at * 40pt)
#let tried(c, room, sizes) = sizes.map(size => heights.map(tall => {
  set text(size: size)
  drawn(c, tall)
})).flatten().find(one => height(one, width) <= room)
#context {
  let names = said.charts.map(c => c.title) + said.tables.map(t => t.title)
  let all = 841pt - 72pt - height(top, width) - height(foot(12pt, names), width) - 56pt
  let keys = said.keys.map(one => key(one, 1.25))
  let taken(count) = keys.slice(0, count).map(one => height(one, width) + 12pt).sum(default: 0pt)
  let kept = ()
  let picture = none
  // as many sentences as leave room for a picture in large type
  let (large, small) = ((20pt, 19pt, 18pt, 17pt, 16pt), (15pt, 14pt, 13pt))
  for (sizes, fewest) in ((large, 1), (small, 1), (large + small, 0)) {
    for count in range(keys.len(), fewest - 1, step: -1) {
      for c in said.charts {
        if picture == none {
          picture = tried(c, all - taken(count), sizes)
          if picture != none {
            kept = keys.slice(0, count)
            names = names.filter(one => one != c.title)
          }
        }
      }
    }
  }
  let room = all
  if picture == none {
    for count in range(keys.len() + 1) {
      if taken(count) <= all * if said.tables.len() > 0 { 0.4 } else { 1 } {
        kept = keys.slice(0, count)
        room = all - taken(count)
      }
    }
  }
  // a form without a picture: rather its table than the sentences
  for (t, sizes, notes, talks) in said.tables.map(t => (
    (t, (19pt, 18pt, 17pt, 16pt, 15pt, 14pt), true, true), (t, (15pt, 14pt, 13pt), true, false),
    (t, (14pt, 13pt, 12pt, 11pt), false, false))).join() + said.shorter.map(t => (
    t, (19pt, 18pt, 17pt, 16pt, 15pt, 14pt, 13pt), false, true)) {
    if picture != none { continue }
    let free = if talks { room } else { all }
    picture = sizes.map(size => if full(t, size) <= width { listed(t, width, (size,), notes: notes) }).find(
      one => one != none and height(one, width) <= free)
    if picture != none {
      if t.whole { names = names.filter(one => one != t.title) }
      if not talks { kept = () }
    }
  }
  top
  kept.join()
  picture
  place(bottom, foot(12pt, names))
}
"""


def tall(document: Document) -> bytes:
    """A PNG of WIDTH pixels and at most HIGHEST, for a group chat."""
    return typeset.pictures(TALL, tall_data(document), TALL_PPI)[0]


def wall(document: Document) -> bytes:
    """A PNG of one A4 page for the wall, to be read from two metres: few numbers, one large picture."""
    return typeset.pictures(WALL, wall_data(document), WALL_PPI)[0]


def tall_data(document: Document) -> dict[str, Any]:
    """What TALL is set from."""
    said = _said(document, leading(document.sections, MOST_SAID)[:MOST_SAID], TALL_PPI)
    return {**said, "highest": HIGHEST * PT / TALL_PPI - 60}


def wall_data(document: Document) -> dict[str, Any]:
    """What WALL is set from: the sentences about money first, of the pictures the one that goes from
    opening to closing, which says most."""
    amounts = {each.name for each in document.figures if each.kind == "money"}
    keys = sorted(
        leading(document.sections, MOST_SAID_WALL),
        key=lambda one: (span := _first(one)) is None or span.figure not in amounts,
    )
    said = _said(document, keys[:MOST_SAID_WALL], WALL_PPI)
    said["charts"].sort(key=lambda chart: not chart["steps"])
    large = 34 if len(document.title) <= 15 else 30 if len(document.title) <= 34 else 24
    return {**said, "large": large}


def _said(document: Document, keys: Sequence[Sentence], ppi: int) -> dict[str, Any]:
    """What typst is told. Tables are shown where the document has no chart."""
    charts = [chart for each in document.sections for chart in each.charts if chart.categories]
    tables = [] if charts else [each for each in document.tables() if each.columns]
    shorter = [
        {**ruled.held(table, rows), "whole": False} for table in tables
        if (rows := [row for row in table.rows if row.level in {"sum", "total"}])
    ]
    left = listed((name for name, _ in document.left_out), MOST_LEFT)
    unknown: dict[str, None] = {}
    said = typeset.all_legible({
        "title": document.title.strip() or document.report, "subtitle": document.subtitle,
        "facts": _facts(document), "code": document.code, "marks": document.marks,
        "keys": [_key(each) for each in keys],
        "charts": [drawing.held(each) for each in charts],
        "tables": [{**ruled.held(each), "whole": True} for each in tables], "shorter": shorter,
        "long": [each.title for each in tables if len(each.rows) > MOST_ROWS],
        "notes": [*document.notes[:MOST_NOTES], *([f"{LEFT_OUT}{left}。"] if left else [])],
        "rest": REST, "undrawn": UNDRAWN, "seal": seal.svg(document),
    }, unknown, ("sort", "level", "seal"))
    if about := typeset.about_unknown(unknown):
        said["notes"].append(about)
    return {**said, "over": drawing.OVER, "colours": dict(drawing.COLOURS),
            "side": seal.side(document) * MODULE * PT / ppi}


def _facts(document: Document) -> str:
    """Whose, for when, as of when; "" where the subtitle says it."""
    if (document.unit or document.union) in document.subtitle and document.period_label in document.subtitle:
        return ""
    return f"{document.whose}　{document.period_label}　截至 {document.as_of}"


def leading(sections: Sequence[Section], most: int) -> list[Sentence]:
    """Sentences with figures, as many of each section, at most so many; of a single section all."""
    found = [
        [one for paragraph in section.paragraphs for one in paragraph
         if len(sections) == 1 or any(span.figure for span in one)]
        for section in sections
    ]
    each = max(1, most // max(1, sum(map(bool, found))))
    return [one for said in found for one in said[:each]]


def _first(sentence: Sentence) -> Span | None:
    return next((span for span in sentence if span.figure), None)


def _key(sentence: Sentence) -> list[tuple[str, str]]:
    """The pieces of a sentence and how large each is set: its first figure, further ones, words."""
    first = _first(sentence)
    return [
        ("large" if span is first and len(span.text) <= LONGEST else "figure" if span.figure else "words",
         span.text)
        for span in sentence
    ]
