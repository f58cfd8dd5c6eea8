"""What a group of lines says only once, written on each of them: the date and number of a voucher.

Filled are the columns that the contract marks `fill_down`, and only in records that hold something
else (domain formats §2): blank, title and total records never get this far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from openbooks import cells
from openbooks.contract import Ledger
from openbooks.mapping import Mapping
from openbooks.table import Record


def fill_columns(ledger: Ledger, mapping: Mapping) -> dict[str, tuple[int, ...]]:
    """The cells of the columns that stand only on the first line of a group."""
    return {
        link.column: link.cells
        for link in mapping.links
        if ledger.column(link.column).fill_down and link.how not in {"fall", "fall_direction", "as"}
    }


def filled_down(
    ledger: Ledger, mapping: Mapping, records: Iterable[Record]
) -> Iterator[Record]:
    """Records with what a group says only once written on each of its lines.

    Date: wherever it is blank. Number and the rest of the group: where the date is blank too, or
    equals that of the line above (domain formats §2). A record without other content stays.
    """
    below = [link.cells[0] for link in mapping.links if link.how == "below"]
    if below:
        records = _below(records, below, len(mapping.header))
    groups = fill_columns(ledger, mapping)
    if "number" not in groups and "voucher_date" not in groups:
        yield from records
        return
    dated = groups.get("voucher_date", ())
    rest = sorted({i for name, at in groups.items() if name != "voucher_date" for i in at})
    number = groups.get("number", ())
    above: list[str] | None = None
    for record in records:
        row = list(record.cells)
        row += [""] * (len(mapping.header) - len(row))
        undated = bool(dated) and all(cells.is_nothing(row[i]) for i in dated)
        if above is not None:
            if undated:
                for i in dated:
                    row[i] = above[i]
            unnumbered = bool(number) and all(cells.is_nothing(row[i]) for i in number)
            same_day = not dated or [row[i] for i in dated] == [above[i] for i in dated]
            same_number = bool(number) and [row[i] for i in number] == [above[i] for i in number]
            if same_number or (unnumbered and (undated or same_day)):
                for i in rest:
                    row[i] = row[i] if not cells.is_nothing(row[i]) else above[i]
        above = row
        yield Record(record.line, tuple(row))


def _below(records: Iterable[Record], places: list[int], width: int) -> Iterator[Record]:
    """Records in which these cells, where they are empty, say what the nearest one above says."""
    above = dict.fromkeys(places, "")
    for record in records:
        row = [*record.cells, *[""] * (width - len(record.cells))]
        for place in places:
            if cells.is_nothing(row[place]):
                row[place] = above[place]
            above[place] = row[place]
        yield replace(record, cells=tuple(row))
