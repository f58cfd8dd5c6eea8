"""A document read as numbers about people, as anybody can read it.

The total of a table of festivals is the row 节日慰问 of the kinds, that of a table of contests the row
竞赛, a row of a table of months is the total of that month, and a column of the year before belongs to
the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from openbooks.document import HIDDEN, Cell, Column, Document, Figure, Row, Table
from openbooks.errors import WrongUse
from openbooks.period import MONTHS, moved, period_of
from openbooks.tally import AMOUNT, PERSONS, RATE, TIMES, Key, Number, Part, Place, Spot, Tally

PRIOR = "prior_"
PARENTS = {"festival": ("kind", "节日慰问")}  # the festivals are parts of one kind of assistance
NARROWING = ("kind",)  # a parameter that leaves one category of a dimension
DIMENSIONS = {"unit_name": "unit", "unit_id": "unit", "title": "activity", "activity_id": "activity"}
NAMES = {PERSONS: "persons", TIMES: "times", AMOUNT: "amount_fen"}
SYNONYMS = {(TIMES, "attended"): "times"}
_MONTH = re.compile(r"(?:(\d{4})\D)?0?(\d{1,2})月?")


def months_of(document: Document, given: Iterable[tuple[str, str]] = ()) -> tuple[str, str]:
    """The months of a document, or of what was asked with these parameters."""
    asked = dict(given)
    if "from" in asked and "to" in asked:
        return asked["from"], asked["to"]
    try:
        span = period_of(document.period)
    except WrongUse:
        return document.period, document.period
    return span.start, span.end


def table_place(document: Document, table: Table, is_prior: bool) -> Place:
    """Whose numbers a table has, and of when."""
    asked = dict(table.parameters)
    start, end = months_of(document, table.parameters)
    unit = asked.get("unit", document.unit_id)
    return _before(Place(table.about, unit, start, end), is_prior)


def total_place(document: Document, table: Table, is_prior: bool) -> Place:
    """The place of all whom a table counts."""
    whole = table_place(document, table, is_prior)
    dimension, category = PARENTS.get(table.dimension, ("", ""))
    return _narrowed(whole._replace(dimension=dimension, category=category), dict(table.parameters))


def _narrowed(place: Place, asked: Mapping[str, str]) -> Place:
    """The place, or that category of it which alone was asked for."""
    for name in NARROWING:
        if name in asked and not place.category:
            return place._replace(dimension=name, category=asked[name])
    return place


def _before(place: Place, is_prior: bool) -> Place:
    if not is_prior or len(place.start) < len("2025-01"):
        return place
    return place._replace(start=moved(place.start, -MONTHS), end=moved(place.end, -MONTHS))


def part_place(whole: Place, dimension: str, category: str, is_prior: bool = False) -> Place:
    """The place of a row of a table."""
    found = _MONTH.fullmatch(category) if dimension == "month" else None
    if found:
        year = int(found[1]) - is_prior if found[1] else int(whole.start[:4])
        month = f"{year:04d}-{int(found[2]):02d}"
        month = moved(month, MONTHS) if month < whole.start else month
        return whole._replace(start=month, end=moved(month, 1))
    return whole._replace(dimension=dimension, category=category)


def labels_of(table: Table) -> list[str]:
    """What each row is about: the first text of it; "" for a total and a heading. Equal ones get a
    serial."""
    sums = [at for at, row in enumerate(table.rows) if row.level in {"sum", "total"}]
    found: list[str] = []
    for at, row in enumerate(table.rows):
        if row.level == "head" or at in sums[-1:]:
            found.append("")
            continue
        texts = [cell.text for cell, column in zip(row.cells, table.columns, strict=False)
                 if column.kind in {"text", "list", "identifier", "month"} and not column.counts]
        label = next((each for each in texts if each.strip()), "（未填）")
        number = sum(each.partition("#")[0] == label for each in found)
        found.append(f"{label}#{number + 1}" if number else label)
    return found


def measures_of(table: Table) -> list[tuple[str, str]]:
    """(measure, kind) of each column; ("", "") for what is never hidden."""
    found: list[tuple[str, str]] = []
    for column in table.columns:
        alike = [each for each in table.columns
                 if each.counts and (each.counts, each.is_prior) == (column.counts, column.is_prior)]
        if column.counts:
            name = NAMES[column.counts] if len(alike) == 1 else f"{column.counts} {_index(alike, column)}"
            name = column.name.removeprefix(PRIOR) or name
            found.append((SYNONYMS.get((column.counts, name), name), column.counts))
        elif column.kind in {"share", "ratio"}:
            found.append((column.name.removeprefix(PRIOR) or column.label, RATE))
        else:
            found.append(("", ""))
    return found


def _index(columns: list[Column], column: Column) -> int:
    return next(at for at, each in enumerate(columns) if each is column)


def figure_key(document: Document, figure: Figure, is_prior: bool) -> tuple[Key, str]:
    """The key and the kind of what a figure says of people."""
    asked = dict(figure.parameters)
    start, end = months_of(document, figure.parameters)
    whole = _before(Place(figure.persons, asked.get("unit", document.unit_id), start, end), is_prior)
    dimension, category = figure.row[0] if figure.row else ("", "")
    place = _narrowed(whole, asked)
    if category:
        place = part_place(whole, DIMENSIONS.get(dimension, dimension), category, is_prior)
    kind = {"money": AMOUNT, "share": RATE}.get(figure.kind, PERSONS if figure.unit == "人" else TIMES)
    name = figure.column.removeprefix(PRIOR)
    return Key(place, SYNONYMS.get((kind, name), name)), kind


def tally(document: Document) -> Tally:
    """What a document says about people."""
    found = Tally(unit_name=document.unit, unit=document.unit_id)
    for at, section in enumerate(document.sections):
        for number, table in enumerate(section.tables):
            if table.about:
                _add_table(found, document, table, at, number)
    for figure in document.figures:
        if figure.persons:
            for is_prior, value, is_hidden in ((False, figure.value, figure.hidden),
                                               (True, figure.prior, figure.prior_hidden)):
                key, kind = figure_key(document, figure, is_prior)
                if kind != RATE and (is_hidden or value is not None):
                    whole = None if value is None or is_hidden else int(value)
                    key = _own(found, key, whole, figure.name)
                    _add(found, Number(key, kind, whole, not is_hidden, is_hidden))
    return found


def _own(found: Tally, key: Key, value: int | None, name: str) -> Key:
    """The key, or where another number stands at it already, one of the figure's own."""
    held = found.numbers.get(key)
    if held is None or held.value == value or held.value is None or value is None:
        return key
    return key._replace(measure=f"{key.measure}@{name}")


def _add(found: Tally, number: Number) -> None:
    held = found.numbers.get(number.key)
    if held is None:
        found.numbers[number.key] = number
        return
    held.cells += number.cells
    held.value = number.value if held.value is None else held.value
    held.is_open |= number.is_open
    held.is_starred |= number.is_starred


def _add_table(found: Tally, document: Document, table: Table, section: int, number: int) -> None:
    measures, labels = measures_of(table), labels_of(table)
    for is_prior in sorted({each.is_prior for each in table.columns if each.counts}):
        whole, total = table_place(document, table, is_prior), total_place(document, table, is_prior)
        own = [(at, *measures[at]) for at, column in enumerate(table.columns)
               if measures[at][1] and column.is_prior == is_prior]
        listed = []
        for at, row in enumerate(table.rows):
            if row.level == "head":
                continue
            place = part_place(whole, table.dimension, labels[at], is_prior) if labels[at] else total
            listed += [labels[at]] if labels[at] else []
            for column, measure, kind in own:
                key = Key(place, measure)
                found.spots.append(Spot(section, number, at, column, key, kind))
                if kind != RATE and (read := _read(row.cells[column], key, kind)):
                    _add(found, read)
            _add_behind(found, place, row, is_prior)
        counted = [(measure, kind) for _, measure, kind in own if kind != RATE]
        place = whole._replace(dimension=table.dimension)
        found.parts.append(Part(place, total, tuple(dict.fromkeys(counted)), tuple(listed)))


def _read(cell: Cell, key: Key, kind: str) -> Number | None:
    """The number of a cell; None for one that is empty or not reported."""
    if cell.text == HIDDEN:
        return Number(key, kind, None, False, True)
    return Number(key, kind, int(cell.value), True) if cell.value is not None else None


def _add_behind(found: Tally, place: Place, row: Row, is_prior: bool) -> None:
    """What decides on hiding and is not printed."""
    if not is_prior and row.largest_fen is not None:
        found.largest[place] = row.largest_fen
    for name, text in row.behind:
        bare = name.removeprefix(PRIOR)
        if name.startswith(PRIOR) != is_prior or not text.lstrip("-").isdigit():
            continue
        if bare == "largest_fen":
            found.largest[place] = int(text)
        elif bare != "people":
            _add(found, Number(Key(place, bare), PERSONS, int(text), False))
