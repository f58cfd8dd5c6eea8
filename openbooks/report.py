"""A paper: headings, sentences, facts and tables, set in type (`typeset`) as PDF.

Characters that the font does not have are said at its end. The same paper gives the same bytes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from openbooks import typeset

SOURCE = r"""
#let paper = json(bytes(sys.inputs.data))
#set document(title: paper.title, date: none)
#set page(paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 20mm), footer: context {
  set text(size: 7.5pt, fill: luma(70))
  grid(columns: (1fr, auto), column-gutter: 8mm, text(paper.foot),
    [第 #counter(page).display() 页，共 #counter(page).final().first() 页])
})
#set text(size: 9.5pt)
#set par(leading: 0.7em, justify: false)
#show regex("[!-~]{65,}"): it => it.text.clusters().join(sym.zws)
#text(size: 16pt, weight: 700, paper.title)
#for part in paper.blocks {
  if part.kind == "heading" {
    v(4pt)
    block(sticky: true, text(size: 11.5pt, weight: 700, part.text))
  } else if part.kind == "note" {
    block(text(size: 8.5pt, fill: luma(60), part.text))
  } else if part.kind == "mark" {
    block(width: 100%, inset: 6pt, stroke: 0.8pt + luma(60), text(weight: 700, part.text))
  } else if part.kind == "facts" {
    grid(columns: (auto, 1fr), column-gutter: 5mm, row-gutter: 2.2mm,
      ..part.rows.map(row => (text(fill: luma(60), row.at(0)), text(row.at(1)))).flatten())
  } else if part.kind == "table" {
    let wide = part.wide
    table(columns: range(part.heads.len()).map(at => if at == wide { 1fr } else { auto }),
      stroke: (x, y) => (bottom: if y == 0 { 0.8pt + luma(60) } else { 0.4pt + luma(190) }),
      inset: (x: 4pt, y: 3.2pt),
      align: (x, y) => if part.right.contains(x) { right } else { left },
      table.header(..part.heads.map(head => text(weight: 700, head))),
      ..part.rows.flatten().map(cell => text(cell)))
  } else {
    block(text(weight: if part.kind == "strong" { 700 } else { 400 }, part.text))
  }
}
"""


@dataclass(frozen=True)
class Block:
    """A part of a paper. `kind`: heading, text, strong, note, mark (a frame that must be seen), facts
    (rows of two), table (`heads` over `rows`; `right` are columns of numbers, `wide` the one that
    takes the room that is left)."""

    kind: str
    text: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: tuple[int, ...] = ()
    wide: int = 0


@dataclass(frozen=True)
class Paper:
    """What is printed; `foot` stands under every page."""

    title: str
    foot: str
    blocks: tuple[Block, ...]


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF, its characters embedded."""
    unknown: dict[str, None] = {}
    held = typeset.all_legible(asdict(paper), unknown)
    if said := typeset.about_unknown(unknown):
        held["blocks"] = [*held["blocks"], asdict(Block("note", said))]
    return typeset.pdf(SOURCE, held)
