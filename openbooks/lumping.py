"""Small categories of a table stand as one row, 其他（合并）, before anything is starred.

A row of few people is worth more within a sum than as a star, and a sum leaves the total whole. It is
made of the smallest rows, until it holds enough people that none of its parts can be told within it.
What stood in a lump of an earlier release of the same months stays in one: else the two could be
subtracted. Only kinds and festivals are lumped: units and months are asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from openbooks.counting import PRIOR, labels_of, measures_of, table_place, total_place
from openbooks.document import Cell, Document, Row, Section, Table
from openbooks.tally import AMOUNT, LUMP, PERSONS, RATE, TIMES, Key, Place, Tally
from openbooks.wording import MISSING, NOT_APPLICABLE, cell

LUMPED = frozenset({"kind", "festival"})
MOST_OF_ONE = 0.85  # privacy.md §3: a sum of which one person makes more is hidden
SAID = f"{LUMP}：人数较少的项目合在一起，不单独列数；逐期的合并口径一致。"


@dataclass(frozen=True)
class Lump:
    """Which rows of a table stand as one, and that row."""

    categories: frozenset[str]
    row: Row


def lumped(
    document: Document, past: Sequence[Tally], smallest: int
) -> tuple[Document, dict[tuple[int, int], Lump]]:
    """The document with small categories as one row, and the lump of each table that has one, by the
    numbers of section and table."""
    found: dict[tuple[int, int], Lump] = {}
    sections: list[Section] = []
    for at, section in enumerate(document.sections):
        tables = list(section.tables)
        for number, table in enumerate(tables):
            if table.about and table.dimension in LUMPED:
                lump = _lump(table, _met(document, table, past), smallest)
                if lump:
                    found[at, number] = lump
                    tables[number] = _with(table, lump)
        sections.append(replace(section, tables=tuple(tables)))
    return replace(document, sections=tuple(sections)), found


@dataclass(frozen=True)
class _Met:
    """What the releases of a year say of the categories of a table: `wanted` ones stood in a lump that
    could be taken from these numbers, `usual` ones in another; `open` ones are printed by themselves, so
    that a lump with them hides nothing, `told` ones by another table of the document."""

    wanted: frozenset[str]
    usual: frozenset[str]
    open: frozenset[str]
    told: frozenset[str]


def _met(document: Document, table: Table, past: Sequence[Tally]) -> _Met:
    own = dict(zip(labels_of(table), table.rows, strict=True))
    wanted: set[str] = set()
    usual: set[str] = set()
    totals = [total_place(document, each, False) for section in document.sections for each in section.tables
              if each.about == table.about]
    told = {each.category for each in totals if each.dimension == table.dimension}
    known = set(told)
    for is_prior in _times(table):
        whole = table_place(document, table, is_prior)._replace(dimension=table.dimension)
        counted = {label for label, row in own.items() if label and _size(table, row, is_prior)}
        for said, part in ((each, part) for each in past for part in each.parts):
            if part.place._replace(start=whole.start, end=whole.end) != whole:
                continue
            unlisted = counted - set(part.categories) if part.has_lump else set()
            if part.place.start < whole.end and whole.start < part.place.end:
                wanted |= {each for each in unlisted
                           if _is_left(each, own[each], table, is_prior, part.place, whole, past)}
                known |= {key.place.category for key, each in said.numbers.items()
                          if each.is_open and each.value and key.place._replace(category="") == part.place}
            else:
                usual |= unlisted
    return _Met(frozenset(wanted), frozenset(usual), frozenset(known - wanted), frozenset(told))


def _is_left(
    category: str, row: Row, table: Table, is_prior: bool, place: Place, whole: Place, past: Sequence[Tally],
) -> bool:
    """Whether something of a category may stand in the lump of a part of these months: not where what is
    published of the other months is all there is."""
    others = [(whole.start, place.start), (place.end, whole.end)]
    left = _size(table, row, is_prior)
    for at, measure, kind in _columns(table, is_prior):
        if kind != TIMES or row.cells[at].value is None:
            continue
        left = int(row.cells[at].value or 0)
        for start, end in (each for each in others if each[0] < each[1]):
            key = Key(whole._replace(start=start, end=end, category=category), measure)
            left -= max((each.numbers[key].value or 0 for each in past if key in each.numbers), default=0)
    return left > 0


def _lump(table: Table, met: _Met, smallest: int) -> Lump | None:
    """The lump of a table, if need be all of it; None where nothing is small. Where no sum is enough the
    small rows are one row all the same, for `suppression` to star."""
    labels = labels_of(table)
    rows = {label: row for label, row in zip(labels, table.rows, strict=True) if label}
    sizes = {label: _sizes(table, row) for label, row in rows.items()}
    small = {label for label, each in sizes.items() if any(0 < one < smallest for one in each)}
    small |= {label for label, row in rows.items() if _is_of_one(table, row)}
    chosen = [label for label in rows if label in small | met.wanted]
    others = sorted(set(rows) - set(chosen),
                    key=lambda each: (each in met.open, each not in met.usual, max(sizes[each]),
                                      _worth(rows[each]), each))
    few = list(chosen)
    while chosen:
        says_more = bool(others) or not met.told & set(chosen)
        if len(chosen) > 1 and says_more:
            made = _sum(table, [rows[label] for label in chosen])
            if made and _is_enough(table, made, [rows[label] for label in chosen], smallest):
                return Lump(frozenset(chosen), made)
        if not others:
            break
        chosen.append(others.pop(0))
    made = _sum(table, [rows[label] for label in few]) if 1 < len(few) < len(rows) else None
    return Lump(frozenset(few), made) if made else None  # one row with stars for several


def _worth(row: Row) -> float:
    return sum(each.value or 0 for each in row.cells)


def _columns(table: Table, is_prior: bool) -> list[tuple[int, str, str]]:
    measures = measures_of(table)
    return [(at, *measures[at]) for at, column in enumerate(table.columns)
            if measures[at][1] and column.is_prior == is_prior]


def _times(table: Table) -> list[bool]:
    return sorted({each.is_prior for each in table.columns if each.counts})


def _size(table: Table, row: Row, is_prior: bool) -> int:
    """How many people a row counts at one time: its persons, or where those are not known its times."""
    behind = dict(row.behind).get(f"{PRIOR * is_prior}{PERSONS}")
    if behind is not None:
        return int(behind)
    own = [(kind, row.cells[at].value) for at, _, kind in _columns(table, is_prior)]
    counts = [int(value) for kind, value in own if kind == PERSONS and value is not None]
    counts = counts or [int(value) for kind, value in own if kind not in {AMOUNT, RATE} and value is not None]
    return min(counts, default=0)


def _sizes(table: Table, row: Row) -> tuple[int, ...]:
    return tuple(_size(table, row, each) for each in _times(table))


def _people(row: Row, is_prior: bool) -> Mapping[str, int] | None:
    """Person (a number within the table) → 分; None where it is not known."""
    text = dict(row.behind).get(f"{PRIOR * is_prior}people")
    if text is None:
        return None
    return {who: int(fen) for who, _, fen in (each.partition(":") for each in text.split())}


def _together(rows: Iterable[Row], table: Table, is_prior: bool) -> dict[str, int] | None:
    """Person → 分 over some rows; None where it is not known of one that counts anybody."""
    found: dict[str, int] = {}
    for row in rows:
        if not _size(table, row, is_prior):
            continue
        people = _people(row, is_prior)
        if people is None:
            return None
        for who, fen in people.items():
            found[who] = found.get(who, 0) + fen
    return found


def _is_of_one(table: Table, row: Row) -> bool:
    """Whether one person makes nearly all of a sum of the row."""
    for is_prior in _times(table):
        amounts = [row.cells[at].value for at, _, kind in _columns(table, is_prior) if kind == AMOUNT]
        behind = dict(row.behind)
        most = behind.get(f"{PRIOR * is_prior}largest_fen")
        held = int(most) if most is not None else None if is_prior else row.largest_fen
        people = _people(row, is_prior)
        held = max(people.values(), default=0) if people else held
        if held is not None and any(each and held > MOST_OF_ONE * each for each in amounts):
            return True
    return False


def _sum(table: Table, rows: Sequence[Row]) -> Row | None:
    """The sum of some rows; None where people may be counted twice and it is not known who."""
    cells = [Cell("") for _ in table.columns]
    cells[next(at for at, each in enumerate(table.columns) if not each.counts)] = Cell(LUMP)
    behind: list[tuple[str, str]] = []
    for is_prior in _times(table):
        together = _together(rows, table, is_prior)
        for at, _, kind in _columns(table, is_prior):
            held = [row.cells[at].value for row in rows if row.cells[at].value is not None]
            if kind == RATE:
                cells[at] = Cell(NOT_APPLICABLE, None, table.columns[at].kind)
                continue
            if kind == PERSONS and together is None:
                return None
            if not held:
                cells[at] = Cell(MISSING, None, table.columns[at].kind)
                continue
            total = len(together or ()) if kind == PERSONS else sum(map(int, held))
            cells[at] = said(total, table.columns[at].kind)
        if together:
            amounts = " ".join(f"{who}:{fen}" for who, fen in together.items())
            behind.append((f"{PRIOR * is_prior}people", amounts))
            behind.append((f"{PRIOR * is_prior}{PERSONS}", str(len(together))))
    for at, column in enumerate(table.columns):
        if not column.counts and column.kind in {"money", "integer"}:
            held = [row.cells[at].value for row in rows if row.cells[at].value is not None]
            cells[at] = said(int(sum(held)), column.kind) if held else Cell("", None, column.kind)
    return Row(tuple(cells), "plain", None, tuple(behind))


def said(value: int, kind: str) -> Cell:
    """A number as a cell, printed as the other cells of its kind are."""
    return Cell(f"{value:,}" if kind == "integer" else cell(value, kind), value, kind)


def _is_enough(table: Table, made: Row, rows: Sequence[Row], smallest: int) -> bool:
    """Whether the lump says of none of its small rows how many people it counts, at either time."""
    for is_prior in _times(table):
        size = _size(table, made, is_prior)
        few = [each for row in rows if 0 < (each := _size(table, row, is_prior)) < smallest]
        if size and size < max([smallest, *(each + smallest - 1 for each in few)]):
            return False
    return not _is_of_one(table, made)


def _with(table: Table, lump: Lump) -> Table:
    """The table with the lump after its other rows."""
    labels = labels_of(table)
    kept = [(label, row) for label, row in zip(labels, table.rows, strict=True)
            if label not in lump.categories]
    last = max((at for at, (label, _) in enumerate(kept) if label), default=-1) + 1
    rows = [row for _, row in kept]
    return replace(table, rows=(*rows[:last], lump.row, *rows[last:]), notes=(*table.notes, SAID))
