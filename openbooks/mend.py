"""Cells of a handed-in file that somebody corrected by hand: what stands there, what is meant, why.

The original stays as it is. A mend is laid over the record before it is read; it is kept with the
load (`batches/000017-mends.json`), and the original is shown with both texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from openbooks import sheet
from openbooks.cells import squash
from openbooks.errors import WrongUse
from openbooks.jsontext import entries, items, parsed, whole
from openbooks.jsontext import text as word
from openbooks.table import Record, Table

LONGEST = 4000
_LINE = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class Mend:
    """One cell: line (and part of it) of the record, place in the table's header from 0; the text
    that stands there and the one that is meant; why, and who said so."""

    line: int
    part: str
    place: int
    old: str
    new: str
    why: str
    who: str

    @property
    def cell(self) -> tuple[int, str, int]:
        """Where it is: a cell has one mend."""
        return self.line, self.part, self.place


Mends = Sequence[Mend]


def applied(records: Iterable[Record], mends: Mends) -> Iterator[Record]:
    """The records with the meant texts in their cells."""
    by_record: dict[tuple[int, str], list[Mend]] = {}
    for each in mends:
        by_record.setdefault((each.line, each.part), []).append(each)
    for record in records:
        found = by_record.get((record.line, record.part))
        yield _mended(record, found) if found else record


def _mended(record: Record, mends: Mends) -> Record:
    cells = list(record.cells)
    for each in mends:
        cells += [""] * (each.place + 1 - len(cells))
        cells[each.place] = each.new
    return replace(record, cells=tuple(cells))


def settled(table: Table, mends: Mends) -> tuple[Mend, ...]:
    """The mends as they are kept: one a cell (the last), each with the text that stands there, those
    that change nothing left out.

    Raises WrongUse for a cell that the table does not have, and for a text that is too long.
    """
    last = {each.cell: each for each in mends}
    if not last:
        return ()
    there = {
        (record.line, record.part): record.cells for record in sheet.records(table)
        if (record.line, record.part) in {cell[:2] for cell in last}
    }
    kept = []
    for (line, part, place), each in sorted(last.items()):
        if (line, part) not in there or not 0 <= place < len(table.header):
            raise WrongUse(f"第{line}行没有可以更正的这一格，请重新打开这份表再改。")
        if len(each.new) > LONGEST:
            raise WrongUse(f"第{line}行更正的内容超过 {LONGEST} 字。")
        cells = there[line, part]
        old = cells[place] if place < len(cells) else ""
        if old != each.new:
            kept.append(replace(each, old=old))
    return tuple(kept)


def as_json(mends: Mends) -> bytes:
    """Mends as the file that is kept with a load."""
    return json.dumps([asdict(each) for each in mends], ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> tuple[Mend, ...]:
    """Mends out of their file."""
    return tuple(Mend(**each) for each in json.loads(content))


LIST = {"行": "line", "栏": "part", "列": "column", "改为": "new", "原因": "why"}


def from_list(content: bytes, name: str, header: Sequence[str], who: str) -> tuple[Mend, ...]:
    """The mends of a list that somebody wrote: JSON, or CSV with the headers 行 列 改为 原因 (and 栏, the
    part of a line in panels). A column goes by its header in the file.

    Raises WrongUse, naming `name` and the entry, for what is no list, or names no column.
    """
    try:
        text = content.decode("utf-8-sig")
        rows = (
            items(parsed(text)) if name.lower().endswith(".json")
            else [{LIST.get(key, key): said for key, said in row.items()}
                  for row in csv.DictReader(io.StringIO(text, newline=""))]
        )
        return tuple(_entry(entries(each), at, header, who) for at, each in enumerate(rows, 1))
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise WrongUse(
            f"{name} 不是更正清单：请交 UTF-8 的 JSON，或表头为 {'、'.join(LIST)} 的 CSV。"
        ) from error


def _entry(raw: Mapping[str, Any], at: int, header: Sequence[str], who: str) -> Mend:
    column, said = word(raw["column"]), raw["line"]
    places = [place for place, text in enumerate(header) if squash(text) == squash(column)]
    if len(places) != 1:
        many = "不止一列叫" if places else "没有列"
        raise WrongUse(f"更正清单第{at}条：表里{many}“{column}”；有：{'、'.join(header)}")
    why = word(raw["why"]).strip()
    if not why:
        raise WrongUse(f"更正清单第{at}条没有写原因。")
    line = int(said) if isinstance(said, str) and _LINE.fullmatch(said.strip()) else whole(said, 1)
    return Mend(line, word(raw.get("part") or ""), places[0], "", word(raw["new"]), why, who)


def by_cell(mends: Mends) -> Mapping[tuple[int, str, int], Mend]:
    """(line, part, place) → the mend of that cell."""
    return {each.cell: each for each in mends}
