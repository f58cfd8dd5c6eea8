"""The report of `inspect`: what stands in a file, without a ledger (design.md §8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from openbooks.money import exact_sum, read_number
from openbooks.table import Record, Source, Table

# The form most cells of figures have: added up as integers, ten times faster than Decimal.
_PLAIN = re.compile(r"(-?[0-9]{1,18})(?:\.([0-9]{1,9}))?")


# Names and dates repeat: most texts have been read before.
_reading = lru_cache(maxsize=50_000)(read_number)


@dataclass
class _Column:
    """Counts and exact sum of one column: `whole` adds the figures of each number of places."""

    numeric: int = 0
    text: int = 0
    blank: int = 0
    whole: dict[int, int] = field(default_factory=dict)
    others: list[Decimal] = field(default_factory=list)

    def take(self, cell: str) -> None:
        plain = _PLAIN.fullmatch(cell)
        if plain:
            figure, fraction = plain.groups("")
            places = len(fraction)
            self.whole[places] = self.whole.get(places, 0) + int(figure + fraction)
            self.numeric += 1
            return
        reading = _reading(cell)
        if reading.value is None and not reading.code:
            self.blank += 1
        elif reading.value is None:
            self.text += 1
        else:
            self.numeric += 1
            self.others.append(reading.value)

    def sum(self) -> Decimal:
        scaled = (Decimal(f"{figure}E-{places}") for places, figure in self.whole.items())
        return exact_sum(chain(scaled, self.others))


def report(source: Source, records: Callable[[Table], Iterator[Record]]) -> dict[str, object]:
    """The object that `inspect --json` prints; `records` reads the records of a table."""
    problems = [*source.problems, *(each for table in source.tables for each in table.problems)]
    return {
        "file": source.name,
        "sha256": source.sha256,
        "size": source.size,
        "kind": source.kind,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "tables": [_table(table, records) for table in source.tables],
        "problems": [problem.as_dict() for problem in problems],
    }


def _table(table: Table, records: Callable[[Table], Iterator[Record]]) -> dict[str, object]:
    # Rows of too many cells add up by position; of unpaired quotes nobody knows the position.
    lines = {problem.line for problem in table.problems if problem.code == "column_count"}
    ragged = (record for record in table.unread if record.line in lines)
    return {
        "sheet": table.sheet,
        "hidden": table.hidden,
        "header_line": table.header_line,
        "part": table.part,
        "panels": [panel.part for panel in table.panels if panel.part],
        "columns": list(table.written),
        "rows": table.rows + len(table.unread),
        "unread": len(table.unread),
        "records": table.read,
        "titles": [{"line": line, "text": text} for line, text in table.titles],
        "dropped": [{"line": each.line, "reason": each.reason} for each in table.dropped],
        "sums": list(_sums(table, chain(records(table), ragged))),
    }


def _sums(table: Table, records: Iterable[Record]) -> Iterator[dict[str, object]]:
    columns = [_Column() for _ in table.written]
    for record in records:
        for column, cell in zip(columns, record.cells, strict=False):
            column.take(cell)
    for name, column in zip(table.written, columns, strict=True):
        if column.numeric:
            yield {
                "column": name,
                "sum": f"{column.sum():f}",
                "numeric": column.numeric,
                "text": column.text,
                "blank": column.blank,
            }
