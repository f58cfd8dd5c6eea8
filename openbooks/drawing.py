"""The charts of a document as vectors: what typst is told of them, and the source that draws them.

Every mark carries its text as the document says it. Sorts of marks differ in light and hatching, not
in colour alone: the year before is a hatched outline, a plan an empty one, over the plan is crossed,
red and said (超). What does not fit standing (long texts, many groups) is drawn lying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openbooks import look
from openbooks.document import Chart, Series

OVER = "超"
UNSAID = "图"
COLOURS: Mapping[str, str] = {
    "ink": look.TEXT, "muted": look.MUTED, "grid": look.GRID, "now": look.NOW, "second": look.SPENT,
    "third": look.PASSED_ON, "over": look.OVER,
}
SORTS = ("now", "second", "third")
PRIORS = ("prior", "prior second", "prior third")

# It needs `said`, the data. chart(c, tall): c is what `held` gives, `tall` the height of a standing chart.
SOURCE = r"""
#let tone(name) = rgb(said.colours.at(name))
#let stripes(ink, size: 4pt, back: false) = tiling(size: (size, size), {
  for at in (-1, 0, 1) {
    place(line(start: (size * at, if back { 0pt } else { size }),
      end: (size * (at + 1), if back { size } else { 0pt }), stroke: 0.7pt + ink))
  }
})
#let crosses(ink) = tiling(size: (5pt, 5pt), {
  place(line(start: (0pt, 5pt), end: (5pt, 0pt), stroke: 0.8pt + ink))
  place(line(start: (0pt, 0pt), end: (5pt, 5pt), stroke: 0.8pt + ink))
})
#let paint(sort) = if sort.starts-with("prior") {
  let of = tone(if sort == "prior" { "now" } else { sort.split(" ").last() })
  (white, stripes(of), 0.8pt + of)
} else if sort == "plan" { (white, none, 0.9pt + tone("ink"))
} else if sort == "over" { (tone("over"), crosses(white), 0.9pt + tone("over"))
} else if sort == "second" { (tone("second"), stripes(white, size: 6pt, back: true), 0.8pt + tone("second"))
} else if sort == "total" { (tone("muted"), none, none)
} else { (tone(if sort == "third" { "third" } else { "now" }), none, none) }
#let bar(sort, width, height) = {
  let (ground, pattern, edge) = paint(sort)
  box(width: width, height: height, fill: ground,
    if pattern != none or edge != none { rect(width: 100%, height: 100%, fill: pattern, stroke: edge) })
}

#let legend(names) = if names.len() > 0 {
  block(below: 0.9em, names.map(((sort, name)) => box({
    box(baseline: 0.08em, bar(sort, 1.6em, 0.8em))
    h(0.4em)
    text(name)
  })).join(h(1.4em)))
}

#let ends(rows) = {
  let all = rows.map(row => row.marks.map(m => (m.start, m.end))).flatten().filter(v => v != none)
  let low = calc.min(0.0, ..all)
  let high = calc.max(0.0, ..all)
  (low, if high == low { low + 1.0 } else { high })
}
#let over-text(m) = if m.over { m.text + " " + said.over } else { m.text }

#let lying(c) = layout(size => {
  let em = measure(h(1em)).width
  let labels = calc.min(size.width * 0.34,
    calc.max(..c.rows.map(row => measure(row.label).width)) + 1pt)
  let widest = calc.max(..c.rows.map(row => calc.max(..row.marks.map(m =>
    measure(text(weight: 700, over-text(m))).width))))
  let room = calc.max(size.width - labels - widest - 1.6 * em, size.width * 0.1)
  let (low, high) = ends(c.rows)
  let at(v) = (v - low) / (high - low) * room
  let thick = if c.rows.first().marks.len() == 1 { 1.25em } else { 1.18em }
  for row in c.rows {
    block(breakable: false, above: 0pt, below: 0pt, inset: (y: 0.32em), grid(
      columns: (labels, 1fr), column-gutter: 0.7em, align: horizon, row.label,
      block(width: 100%, stroke: none, {
        place(dx: at(0), dy: -0.32em, line(length: thick * row.marks.len() + 0.64em, angle: 90deg,
          stroke: 0.6pt + tone("muted")))
        for m in row.marks {
          let reach = if m.end == none { 0pt } else { calc.abs(at(m.end) - at(m.start)) }
          let from = if m.end == none { at(0) } else { at(calc.min(m.start, m.end)) }
          block(height: thick, width: 100%, above: 0pt, below: 0pt, {
            if reach > 0pt { place(dx: from, dy: 0.08em, bar(m.sort, reach, thick - 0.16em)) }
            place(left + horizon, dx: calc.max(from + reach, at(0)) + 0.45em,
              text(weight: if m.over { 700 } else { 400 }, over-text(m)))
          })
        }
      })))
  }
})

#let standing(c, tall) = layout(size => {
  let em = measure(h(1em)).width
  let (low, high) = ends(c.rows)
  let group = size.width / c.rows.len()
  let count = c.rows.first().marks.len()
  let wide = calc.min(group * 0.8 / count, 5 * em)
  let widest = calc.max(..c.rows.map(row => calc.max(..row.marks.map(m =>
    measure(over-text(m)).width))))
  let slot = if count == 1 { group } else { wide }
  let turned = widest > slot * 0.96
  let named = calc.max(..c.rows.map(row => measure(row.label, width: group * 0.94).height))
  if (turned and wide < 1.05 * em) or named > 3.9 * em or group < 1.6 * em { return lying(c) }
  let head = if turned { widest + 0.7 * em } else { 1.7 * em }
  let at(v) = head + (high - v) / (high - low) * tall
  let ground = head + tall
  block(width: 100%, height: ground + 0.5 * em + named, breakable: false, {
    for (place-of, row) in c.rows.enumerate() {
      let left-of = group * place-of
      for (number, m) in row.marks.enumerate() {
        let x = left-of + (group - wide * count) / 2 + wide * number
        let top-of = at(0)
        if m.end != none {
          top-of = at(calc.max(m.start, m.end))
          let reach = at(calc.min(m.start, m.end)) - top-of
          if reach > 0pt { place(dx: x + wide * 0.04, dy: top-of, bar(m.sort, wide * 0.92, reach)) }
          if c.steps and place-of + 1 < c.rows.len() {
            place(dx: x + wide * 0.96, dy: at(m.end), line(length: group - wide * 0.92,
              stroke: (paint: tone("muted"), thickness: 0.6pt, dash: "dashed")))
          }
        }
        let foot = calc.min(top-of, at(0)) - 0.35 * em
        if turned {
          place(dx: x, dy: foot - widest, box(width: wide, height: widest, align(center + bottom,
            rotate(-90deg, reflow: true, text(over-text(m))))))
        } else {
          let mid = x + wide / 2
          place(dx: mid - slot / 2, dy: foot - 1.1 * em, box(width: slot, align(center, text(over-text(m)))))
        }
      }
      place(dx: left-of + group * 0.03, dy: ground + 0.5 * em,
        box(width: group * 0.94, align(center, row.label)))
    }
    place(dy: at(0), line(length: 100%, stroke: 0.8pt + tone("muted")))
  })
})

#let chart(c, tall) = {
  legend(c.legend)
  if c.lying { lying(c) } else { standing(c, tall) }
}
"""


def held(chart: Chart) -> dict[str, Any]:
    """What typst is told of a chart: its rows of marks, from where to where each goes, and how it looks.

    A mark without a value has its text only. Charts without a category draw nothing.
    """
    steps = chart.form == "steps"
    sorts = _sorts(chart.series)
    rows = []
    starts = _starts(chart.series[0].values) if steps and chart.series else ()
    for place, category in enumerate(chart.categories):
        marks = []
        for each, sort in zip(chart.series, sorts, strict=True):
            value = each.values[place]
            over = each.role == "actual" and category in chart.over
            start = starts[place] if steps else 0.0
            marks.append({
                "start": start, "end": None if value is None else start + value,
                "text": each.texts[place], "over": over,
                "sort": _step(value, place in {0, len(chart.categories) - 1}) if steps
                else "over" if over else sort,
            })
        rows.append({"label": category, "marks": marks})
    names = [[sort, each.name] for each, sort in zip(chart.series, sorts, strict=True)]
    return {
        "title": chart.title, "unit": chart.unit, "rows": rows,
        "alt": chart.alt.strip() or chart.title.strip() or UNSAID, "steps": steps,
        "lying": chart.form in {"bars", "pairs"}, "legend": names if len(names) > 1 else [],
    }


def _sorts(series: Sequence[Series]) -> list[str]:
    """How each series looks: by its role, and by how many of that role stand before it."""
    found = []
    for at, each in enumerate(series):
        number = min([one.role for one in series[:at]].count(each.role), len(SORTS) - 1)
        if each.role == "prior":
            found.append(PRIORS[number])
        else:
            found.append("plan" if each.role == "plan" else SORTS[number])
    return found


def _step(value: float | None, total: bool) -> str:
    return "total" if total else "second" if (value or 0) < 0 else "now"


def _starts(values: Sequence[float | None]) -> list[float]:
    """Where each step of a waterfall begins: the first and the last on the ground."""
    running = [0.0]
    for each in values[:-1]:
        running.append(running[-1] + (each or 0.0))
    running[-1] = 0.0
    return running
