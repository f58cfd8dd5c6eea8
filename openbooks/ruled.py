"""The tables of a document in type: what typst is told of them, and the source that sets them.

Numbers stand to the right and are never broken or cut. A table that is too wide for the page is set
smaller, then on a page that lies, then parted into several that each repeat the columns of text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from openbooks.document import Column, Row, Table

NUMBERS = frozenset({"money", "integer", "share", "ratio"})
CANDIDATES = 3
SOLID = re.compile(r"[!-~]{1,24}")  # never broken; longer ones are, see SOURCE

# ruled(t, width, sizes): t is what `held` gives; the largest of the sizes at which it fits the width.
# fitting(t, width, sizes): that size, or none. Both need a context.
SOURCE = r"""
#show regex("[!-~]{25,}"): it => it.text.clusters().join(sym.zws)
#let side(size) = size * 0.42
#let needs(t, size) = range(t.heads.len()).map(at => {
  let cells = calc.max(0pt, ..t.widest.at(at).map(one => measure(text(size: size, weight: 700, one)).width))
  let head = measure(text(size: size, weight: 700, t.heads.at(at))).width
  let full = calc.max(cells, calc.min(head, 4.1 * size)) + 2 * side(size) + 0.5pt
  (least: if t.numbers.at(at) { full } else {
    let solid = measure(text(size: size, weight: 700, t.solid.at(at))).width
    calc.max(calc.min(full, 9 * size), solid + 2 * side(size) + 0.5pt)
  }, full: full)
})
#let least(t, size) = needs(t, size).map(one => one.least).sum(default: 0pt)
#let full(t, size) = needs(t, size).map(one => one.full).sum(default: 0pt)
// rather a little smaller than with texts on two lines
#let fitting(t, width, sizes) = {
  let easy = sizes.slice(0, calc.min(3, sizes.len())).find(size => full(t, size) <= width)
  if easy != none { easy } else { sizes.find(size => least(t, size) <= width) }
}
#let shares(t, width, size) = {
  let found = needs(t, size)
  let full = found.map(one => one.full).sum()
  if full <= width {
    return found.map(one => one.full * (width / full))
  }
  let lacks = found.map(one => one.full - one.least)
  let rest = calc.max(width - found.map(one => one.least).sum(), 0pt)
  found.map(one => one.least + rest * ((one.full - one.least) / lacks.sum()))
}
#let part(t, columns) = (..t,
  heads: columns.map(at => t.heads.at(at)), numbers: columns.map(at => t.numbers.at(at)),
  widest: columns.map(at => t.widest.at(at)), solid: columns.map(at => t.solid.at(at)),
  name: columns.position(at => at == t.name),
  rows: t.rows.map(row => (..row, cells: columns.map(at => row.cells.at(at)))))
#let parted(t, width, size) = {
  let found = needs(t, size)
  let words = range(t.heads.len()).filter(at => not t.numbers.at(at))
  let keys = words.slice(0, calc.min(words.len(), 1))
  let room = width - keys.map(at => found.at(at).least).sum(default: 0pt)
  let groups = ()
  let held = ()
  for at in range(t.heads.len()).filter(at => at not in keys) {
    if held.len() > 0 and (held + (at,)).map(one => found.at(one).least).sum() > room {
      groups.push(held)
      held = ()
    }
    held.push(at)
  }
  (groups + (held,)).map(group => part(t, (keys + group).sorted()))
}
#let grounds = (sum: luma(244), total: luma(232), head: luma(250))
#let laid(t, width, size) = {
  let columns = shares(t, width, size)
  let edge = size * 0.45
  set text(size: size)
  set par(first-line-indent: 0pt, leading: 0.5em, justify: false)
  let cells = ()
  for row in t.rows {
    let strong = row.level in ("sum", "total", "head")
    let rule = if row.level == "total" { (top: 1pt + luma(30), bottom: 1pt + luma(30)) } else if (
      row.level == "sum") { (top: 0.7pt + luma(60), bottom: 0.4pt + luma(170)) } else {
      (bottom: 0.4pt + luma(170)) }
    let ground = grounds.at(row.level, default: none)
    if row.level == "head" and row.cells.slice(1).all(one => one == "") {
      // a header of its own stays with the row that follows it
      cells.push(table.header(level: 2, repeat: false, table.cell(colspan: row.cells.len(),
        fill: ground, stroke: rule, text(weight: 700, row.cells.first()))))
      continue
    }
    let indented = row.level != "detail"
    for (at, one) in row.cells.enumerate() {
      let inner = text(weight: if strong { 700 } else { 400 }, one)
      if not indented and not t.numbers.at(at) and at == t.name {
        inner = pad(left: 1em, inner)
      }
      cells.push(table.cell(fill: ground, stroke: rule, inner))
    }
  }
  table(columns: columns, stroke: none, inset: (x: side(size), y: edge),
    align: (x, y) => (if t.numbers.at(x) { right } else { left }) + horizon,
    table.header(..t.heads.enumerate().map(((at, head)) => table.cell(
      stroke: (top: 1pt + luma(30), bottom: 0.8pt + luma(30)), fill: luma(240),
      align: if t.numbers.at(at) { right + bottom } else { left + bottom },
      text(weight: 700, head)))),
    ..cells)
}
#let ruled(t, width, sizes) = {
  let size = fitting(t, width, sizes)
  if size != none { return laid(t, width, size) }
  for one in parted(t, width, sizes.last()) {
    block(above: 1em, laid(one, width, sizes.last()))
  }
}
"""


def held(table: Table, rows: Sequence[Row] | None = None) -> dict[str, Any]:
    """What typst is told of a table, or of these `rows` of it: texts, which columns are numbers, and of
    each column the cells that may be its widest."""
    shown = table.rows if rows is None else rows
    count = len(table.columns)
    cells = [([each.text for each in row.cells] + [""] * count)[:count] for row in shown]
    numbers = [_is_number(each, at, shown) for at, each in enumerate(table.columns)]
    measured = [texts for row, texts in zip(shown, cells, strict=True) if row.level != "head"]
    return {
        "title": table.title, "unit": table.unit, "notes": list(table.notes),
        "heads": [each.label for each in table.columns], "numbers": numbers,
        "name": _naming(cells, numbers),
        "widest": [_longest(row[at] for row in measured) for at in range(count)],
        "solid": [
            max((word for row in cells for word in SOLID.findall(row[at])), key=len, default="")
            for at in range(count)
        ],
        "rows": [{"level": row.level, "cells": texts} for row, texts in zip(shown, cells, strict=True)],
    }


def _longest(texts: Iterable[str]) -> list[str]:
    """The few texts that may be the widest in print."""
    return sorted(set(texts), key=lambda text: (-_width(text), text))[:CANDIDATES]


def _is_number(column: Column, at: int, rows: Sequence[Row]) -> bool:
    """Whether a column stands to the right: by its kind, or because it holds nothing but numbers."""
    kinds = {row.cells[at].kind for row in rows if at < len(row.cells) and row.cells[at].text}
    return column.kind in NUMBERS or (bool(kinds) and kinds <= NUMBERS)


def _naming(cells: Sequence[Sequence[str]], numbers: Sequence[bool]) -> int:
    """The column that names a row (the first of words, not of codes); rows of detail are indented in
    it. -1 where there is none."""
    for at, number in enumerate(numbers):
        if not number and any(not row[at].isascii() for row in cells):
            return at
    return -1


def _width(text: str) -> int:
    """About how wide a text is, in halves of a hanzi."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
