"""What may leave the house: the one place where it is decided that something is masked.

`scrubbed` takes the names of persons, and numbers of cards and telephones, out of every text of a
document, the chair's own wording included; `protected` hides what few people stand behind, given what
was published before (domain/privacy.md §2 and §3). First scrub, then protect. A person's name that is
meant to be read (an honour) is no part of a document yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from openbooks import suppression
from openbooks.counting import PRIOR, measures_of, tally, total_place
from openbooks.document import Chart, Document, Figure, Row, Section, Table
from openbooks.lumping import lumped
from openbooks.masking import Scrubber, told_apart
from openbooks.tally import Key, Place, Tally
from openbooks.veil import Veil, veiled

LONGEST_NAME = 80
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def protected(document: Document, published: Sequence[Document], smallest: int) -> Document:
    """The document with small groups hidden, given the releases that everybody may have kept.

    `smallest` is the fewest people whose number or sum is printed. Numbers that are hidden have no value
    any more; small kinds and festivals are lumped first. Accounts (tables about nobody) stay whole.
    """
    own = tally(document)
    past = _met(own, [tally(each) for each in published])
    whole, lumps = lumped(document, past, smallest)
    now = tally(whole)
    inside = {key: replace(each, is_open=False, cells=0) for key, each in own.numbers.items()
              if key not in now.numbers}
    public = _public(whole)
    bundles = suppression.hidden(now, past, smallest, public, inside) if now.numbers else frozenset()
    return veiled(document, whole, now.spots, Veil(bundles, now.places(), public), lumps)


def _met(own: Tally, past: Sequence[Tally]) -> list[Tally]:
    """The releases whose numbers can be set against these, or against such as can."""
    spans = {(place.about, place.start, place.end) for place in _places(own)}
    left, found = list(past), []
    while True:
        meeting = [each for each in left if any(
            place.about == about and place.start < end and start < place.end
            for place in _places(each) for about, start, end in spans
        )]
        if not meeting:
            return [each for each in past if any(each is one for one in found)]
        found += meeting
        left = [each for each in left if not any(each is one for one in meeting)]
        spans |= {(place.about, place.start, place.end) for each in meeting for place in _places(each)}


def _places(one: Tally) -> set[Place]:
    """The groups and times that a document says anything about."""
    return {key.place._replace(unit="", dimension="", category="") for key in one.numbers}


def _public(document: Document) -> frozenset[Key]:
    """What a table about people says of all of them and an account line says too: it is printed there."""
    said = {(figure.column.removeprefix(PRIOR), value) for figure in document.figures if not figure.persons
            for value in (figure.value, figure.prior) if value is not None}
    found = set()
    for section in document.sections:
        for table in section.tables:
            for is_prior in (False, True) if table.about else ():
                whole = total_place(document, table, is_prior)
                for row in table.rows:
                    for at, (measure, _) in enumerate(measures_of(table)):
                        is_total = row.level in {"sum", "total"} and table.columns[at].is_prior == is_prior
                        if measure and is_total and (measure, row.cells[at].value) in said:
                            found.add(Key(whole, measure))
    return frozenset(found)


def scrubbed(document: Document, scrubber: Scrubber) -> Document:
    """The document with every text treated: titles, wording, names of units, notes, what pictures say.

    Numbers and what its sources say (our own words) stay. Two rows, categories or figures that would
    look alike get serials, in an order that says nothing.
    """
    salt = document.head
    names = told_apart({each.name: scrubber(each.name) for each in document.figures}, (), salt)
    figures = tuple(_figure(each, names, scrubber) for each in document.figures)
    sections = tuple(_section(each, names, scrubber, salt) for each in document.sections)
    return replace(
        document, title=scrubber.label(document.title), subtitle=scrubber.label(document.subtitle),
        union=scrubber.label(document.union), unit=scrubber.label(document.unit), sections=sections,
        figures=figures,
        left_out=tuple((scrubber(name), scrubber(why)) for name, why in document.left_out),
        signatures=_each(document.signatures, scrubber), marks=_each(document.marks, scrubber),
        notes=_each(document.notes, scrubber),
    )


def _each(texts: Iterable[str], scrub: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(map(scrub, texts))


def _figure(figure: Figure, names: dict[str, str], scrub: Callable[[str], str]) -> Figure:
    row = tuple((name, scrub(value)) for name, value in figure.row)
    return replace(figure, name=names[figure.name], row=row)


def _section(section: Section, names: dict[str, str], scrub: Scrubber, salt: str) -> Section:
    paragraphs = tuple(
        tuple(tuple(replace(span, text=scrub(span.text), figure=names.get(span.figure, span.figure))
                    for span in sentence) for sentence in each)
        for each in section.paragraphs
    )
    return replace(
        section, title=scrub(section.title), paragraphs=paragraphs,
        charts=tuple(_chart(each, scrub, salt) for each in section.charts),
        tables=tuple(_table(each, names, scrub, salt) for each in section.tables),
        spoken=_each(section.spoken, scrub), remarks=_each(section.remarks, scrub),
    )


def _chart(chart: Chart, scrub: Scrubber, salt: str) -> Chart:
    shown = told_apart({each: scrub(each) for each in chart.categories}, (), salt)
    series = tuple(replace(each, name=scrub(each.name), texts=_each(each.texts, scrub))
                   for each in chart.series)
    said = chart.alt
    for name in sorted(shown, key=len, reverse=True):
        said = said.replace(name, shown[name]) if shown[name] != name else said
    return replace(
        chart, title=scrub(chart.title), categories=tuple(shown[each] for each in chart.categories),
        series=series, alt=scrub(said), over=frozenset(shown[each] for each in chart.over),
    )


def _table(table: Table, names: dict[str, str], scrub: Scrubber, salt: str) -> Table:
    # a unit may be called like a person (李庄): of its name only known persons are taken out
    treat = scrub.label if table.dimension == "unit" else scrub
    texts = {cell.text: treat(cell.text) for row in table.rows for cell in row.cells if _is_text(cell.kind)}
    shown = told_apart(texts, (), salt)

    def row_of(row: Row) -> Row:
        return replace(row, cells=tuple(
            replace(cell, text=shown.get(cell.text, cell.text) if _is_text(cell.kind) else cell.text,
                    figure=names.get(cell.figure, cell.figure))
            for cell in row.cells
        ))

    columns = tuple(replace(each, label=scrub(each.label)) for each in table.columns)
    return replace(table, title=scrub(table.title), columns=columns, rows=tuple(map(row_of, table.rows)),
                   unit=scrub(table.unit), notes=_each(table.notes, scrub))


def _is_text(kind: str) -> bool:
    return kind not in {"money", "integer", "share", "ratio"}


def stem(document: Document) -> str:
    """What a file with a scrubbed document is called, without ending: what every system can keep, with
    nobody's name in it."""
    return _fit(document.title)


def _fit(text: str) -> str:
    """A text as a file may be called; a star that masks a name becomes 某."""
    bare = _UNFIT.sub("", re.sub(r"(?<=\S)\*|\*(?=\S)", "某", text)).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"_{bare}" if _RESERVED.fullmatch(bare) else bare or "报告"
