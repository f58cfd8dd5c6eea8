"""What a table's records are read as, row by row, before anything is judged or written.

What the records say together (a year told by the order of dates, keys, persons, references) is not in
it; `validation` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from openbooks import contract
from openbooks.errors import WARN
from openbooks.filling import filled_down
from openbooks.mapping import Mapping
from openbooks.rows import RowReader
from openbooks.table import Record, Table
from openbooks.taking import Facts

LINE, PART, SPOILT = "line", "part", "spoilt"


def understood(
    table: Table, mapping: Mapping, records: Iterable[Record]
) -> Iterator[dict[str, Any]]:
    """A row for each row of the ledger in `records` (of `table`, in their order): column → value (money
    in 分), beside them LINE, PART and SPOILT, the headers of cells that cannot be read."""
    ledger = contract.ledger(mapping.ledger)
    reader = RowReader(ledger, mapping, Facts(mapping.years, table.date1904, table.sheet))
    names = [column.name for column in ledger.columns]
    for record in filled_down(ledger, mapping, records):
        rows, problems = reader.read(record)
        spoilt = {each.column for each in problems if each.value and each.severity != WARN}
        for row in rows:
            values = dict(zip(names, row.values, strict=True))
            yield {LINE: row.line, PART: record.part, SPOILT: spoilt, **values}
