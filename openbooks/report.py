"""A paper: headings, sentences, facts and tables, set by typst with our own font, as PDF.

What is printed goes to typst as data beside a fixed text, never as a part of it: no cell of a file
can say anything to it. Nothing is read but the font, nothing is fetched. A character that the font
does not have is not drawn as an empty box: 〔U+20BB7〕 stands for it, and the paper says so at its end.
The same paper gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any

import typst

from openbooks.home import ROOT

STATIC = ROOT / "static"
FAMILY = "Noto Sans SC"
BLANKS = str.maketrans("\t\r", "  ")
UNKNOWN = "文中的 {} 是字体里没有的字，照编码写出；原字见原件。"
MOST_UNKNOWN = 40
PRIVATE = range(0xE815, 0xE865)  # the names that GBK kept there (docs/make_font.py)

SOURCE = r"""
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, date: none)
#set page(paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 20mm), footer: context {
  set text(size: 7.5pt, fill: luma(70))
  grid(columns: (1fr, auto), column-gutter: 8mm, text(paper.foot),
    [第 #counter(page).display() 页，共 #counter(page).final().first() 页])
})
#set text(font: paper.family, fallback: false, size: 9.5pt, lang: "zh", region: "cn")
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
    held = {**_legible(asdict(paper), partial(legible, unknown=unknown)), "family": FAMILY}
    if unknown:
        listed = "、".join(list(unknown)[:MOST_UNKNOWN]) + ("等" if len(unknown) > MOST_UNKNOWN else "")
        held["blocks"] = [*held["blocks"], asdict(Block("note", UNKNOWN.format(listed)))]
    return typst.Compiler(
        root=STATIC, font_paths=_fonts(), ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(held, ensure_ascii=False)},
    ).compile(SOURCE.encode(), format="pdf", timestamp=0)


def legible(text: str, unknown: dict[str, None]) -> str:
    """The text in characters that the font has; what stands for the others goes into `unknown`."""
    known, text = characters(), text.replace("\r\n", "\n").translate(BLANKS)
    if known.issuperset(text):
        return text
    return "".join(each if each in known else _named(each, unknown) for each in text)


def _named(character: str, unknown: dict[str, None]) -> str:
    name = f"〔U+{ord(character):04X}〕"
    unknown[name] = None
    return name


def _legible(said: Any, way: Callable[[str], str]) -> Any:
    """The same with every text made legible."""
    if isinstance(said, str):
        return way(said)
    if isinstance(said, dict):
        return {key: value if key == "kind" else _legible(value, way) for key, value in said.items()}
    return [_legible(each, way) for each in said] if isinstance(said, Sequence) else said


@cache
def characters() -> frozenset[str]:
    """The characters that our font has, those of old systems' private area among them, and blanks."""
    listed = (STATIC / "characters.txt").read_text("utf-8")
    return frozenset(listed) | {*map(chr, PRIVATE)} | {" ", "\n", "\u00a0", "\u3000"}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(STATIC)]
    )
