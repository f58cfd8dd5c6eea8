"""A document with what is hidden taken out: from tables, sentences and pictures alike.

A hidden number is printed as * and has no value any more; so is a rate that comes from it, and its
comparison with another year. What only decided on hiding is taken off every row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openbooks.charting import alt
from openbooks.counting import figure_key, labels_of, measures_of, part_place, table_place
from openbooks.document import (
    HIDDEN,
    WHY_HIDDEN,
    Cell,
    Chart,
    Document,
    Figure,
    Section,
    Series,
    Span,
    Table,
)
from openbooks.lumping import Lump
from openbooks.phrase import UNCOMPARED, number
from openbooks.sensitivity import Bundle, bundle_of
from openbooks.tally import LUMP, RATE, Key, Number, Place, Spot

NOTE = f"{HIDDEN}：{WHY_HIDDEN}。"
UNSHOWN = "图“{}”没有列入：它的数据没有列在表里，不知道涉及多少人。"
EMPTY = f"图“{{}}”没有列入：{WHY_HIDDEN}。"


@dataclass(frozen=True)
class Veil:
    """What is hidden of a document: the bundles, and the numbers by place; `public` ones never are."""

    bundles: frozenset[Bundle]
    numbers: Mapping[Place, Sequence[Number]]
    public: frozenset[Key]

    def hides(self, key: Key, kind: str) -> bool:
        """Whether a number is hidden; a rate is with anything of its place."""
        if kind == RATE:
            return self.hides_part(key.place)
        numbers = self.numbers.get(key.place, ())
        return key not in self.public and bundle_of(key, numbers, kind) in self.bundles

    def hides_part(self, place: Place) -> bool:
        """Whether anything of a place is hidden."""
        return bool({Bundle(place), Bundle(place, is_sum=True)} & self.bundles)


def veiled(
    whole: Document, document: Document, spots: Sequence[Spot], veil: Veil,
    lumps: Mapping[tuple[int, int], Lump],
) -> Document:
    """The document as it may leave the house; `whole` is the one before rows were lumped, `spots` are
    where numbers about people stand in it."""
    figures = tuple(_figure(document, each, veil) for each in document.figures)
    named = {each.name: each for each in figures}
    stars: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for spot in spots:
        if veil.hides(spot.key, spot.kind):
            stars.setdefault((spot.section, spot.table), set()).add((spot.row, spot.column))
    sections = tuple(
        _section(at, whole, document, stars, named, lumps, veil) for at in range(len(document.sections))
    )
    return replace(document, sections=sections, figures=figures)


def _figure(document: Document, figure: Figure, veil: Veil) -> Figure:
    if not figure.persons:
        return figure
    hides = [veil.hides(*figure_key(document, figure, is_prior)) for is_prior in (False, True)]
    return replace(
        figure, value=None if hides[0] else figure.value, prior=None if hides[1] else figure.prior,
        hidden=figure.hidden or (hides[0] and figure.value is not None),
        prior_hidden=figure.prior_hidden or (hides[1] and figure.prior is not None),
    )


def _section(
    at: int, whole: Document, document: Document, stars: Mapping[tuple[int, int], set[tuple[int, int]]],
    figures: Mapping[str, Figure], lumps: Mapping[tuple[int, int], Lump], veil: Veil,
) -> Section:
    section = document.sections[at]
    tables = tuple(
        _table(table, stars.get((at, number), set()), figures)
        for number, table in enumerate(section.tables)
    )
    charts, remarks = [], list(section.remarks)
    for chart in section.charts:
        shown = _chart(chart, whole, veil, lumps)
        if isinstance(shown, str):
            remarks.append(shown)
            continue
        charts.append(shown)
        if shown is not chart and any(HIDDEN in each.texts for each in shown.series):
            remarks.append(NOTE)
    paragraphs = tuple(
        tuple(tuple(_span(span, figures) for span in sentence) for sentence in each)
        for each in section.paragraphs
    )
    return replace(section, paragraphs=paragraphs, charts=tuple(charts), tables=tables,
                   remarks=tuple(dict.fromkeys(remarks)))


def _table(table: Table, stars: set[tuple[int, int]], figures: Mapping[str, Figure]) -> Table:
    rows = []
    for at, row in enumerate(table.rows):
        cells = tuple(
            replace(cell, text=HIDDEN, value=None)
            if ((at, column) in stars and cell.value is not None)
            or (not table.about and _is_hidden(cell, table, column, figures)) else cell
            for column, cell in enumerate(row.cells)
        )
        rows.append(replace(row, cells=cells, largest_fen=None, behind=()))
    has_stars = any(cell.text == HIDDEN for row in rows for cell in row.cells)
    notes = (*table.notes, NOTE) if has_stars and NOTE not in table.notes else table.notes
    return replace(table, rows=tuple(rows), notes=notes)


def _is_hidden(cell: Cell, table: Table, column: int, figures: Mapping[str, Figure]) -> bool:
    """Whether a cell of a form shows a figure that is hidden."""
    figure = figures.get(cell.figure)
    if figure is None:
        return False
    is_prior = column < len(table.columns) and table.columns[column].is_prior
    return figure.prior_hidden if is_prior else figure.hidden


def _span(span: Span, figures: Mapping[str, Figure]) -> Span:
    figure = figures.get(span.figure)
    if figure is None or not (figure.hidden or figure.prior_hidden):
        return span
    if "上年" in span.text:
        return Span(UNCOMPARED, span.figure)
    if not figure.hidden:
        return span
    # of a list not even the name is said: that it ranks tells that there was somebody
    lead = f"{figure.name} " if span.text.startswith(figure.name) else ""
    return Span(f"{lead}{number(figure)}", span.figure)


def _chart(
    chart: Chart, whole: Document, veil: Veil, lumps: Mapping[tuple[int, int], Lump]
) -> Chart | str:
    """The chart without what its table hides; where there is no such table, or nothing is left, why it is
    not shown."""
    tables = [(at, number, table) for at, section in enumerate(whole.sections)
              for number, table in enumerate(section.tables) if table.about]
    alike = [each for each in tables if chart.query == each[2].query or chart.about == each[2].about]
    if not chart.about and not any(chart.query == table.query for *_, table in tables):
        return chart
    fitting = [each for each in alike if set(chart.categories) <= set(labels_of(each[2]))]
    if not fitting:
        return UNSHOWN.format(chart.title)
    at, number, table = max(fitting, key=lambda each: each[2].query == chart.query)
    lump = lumps.get((at, number))
    gone = lump.categories if lump else frozenset()
    kept = [index for index, each in enumerate(chart.categories) if each not in gone]
    adds = bool(lump) and len(kept) < len(chart.categories)
    series = tuple(_series(each, chart, table, kept, lump if adds else None, whole, veil)
                   for each in chart.series)
    if not any(value is not None for each in series for value in each.values):
        return EMPTY.format(chart.title)
    if not adds and all(new.texts == old.texts for new, old in zip(series, chart.series, strict=True)):
        return chart
    categories = (*(chart.categories[index] for index in kept), *([LUMP] if adds else []))
    return replace(chart, categories=categories, series=series,
                   alt=alt(chart.title, categories, series, chart.unit))


def _series(
    series: Series, chart: Chart, table: Table, kept: Sequence[int], lump: Lump | None,
    whole: Document, veil: Veil,
) -> Series:
    is_prior = series.role == "prior"
    column, factor = _column(series, chart, table, is_prior)
    place = table_place(whole, table, is_prior)
    values, texts = [], []
    for index in kept:
        spot = part_place(place, table.dimension, chart.categories[index], is_prior)
        hides = veil.hides_part(spot)
        values.append(None if hides else series.values[index])
        texts.append(HIDDEN if hides else series.texts[index])
    if lump is not None:
        held = lump.row.cells[column].value if column is not None else None
        hides = veil.hides_part(part_place(place, table.dimension, LUMP, is_prior)) or held is None
        value = None if hides or held is None else held * factor
        values.append(value)
        texts.append(HIDDEN if value is None else f"{value:,.2f}" if factor < 1 else f"{value:,.0f}")
    return replace(series, values=tuple(values), texts=tuple(texts))


def _column(series: Series, chart: Chart, table: Table, is_prior: bool) -> tuple[int | None, float]:
    """The column of the table that a series draws, and the factor by which (万元 are fewer than 分)."""
    rows = dict(zip(labels_of(table), table.rows, strict=True))
    measures = measures_of(table)
    for at, column in enumerate(table.columns):
        if not column.counts or column.is_prior != is_prior or not measures[at][0]:
            continue
        pairs = [(rows[category].cells[at].value or 0, value or 0.0)
                 for category, value in zip(chart.categories, series.values, strict=True)]
        factor = next((value / held for held, value in pairs if held and value), 0.0)
        if factor and all(math.isclose(held * factor, value, rel_tol=1e-9) for held, value in pairs):
            return at, factor
    return None, 1.0
