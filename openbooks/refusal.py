"""The records of a file that were refused: where each stands, and what of its amounts could be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openbooks.contract import Ledger
from openbooks.naming import panel_of, quoted


@dataclass(frozen=True, slots=True)  # a file may have a million of them
class Refused:
    """One refused record: its line, its part of the line, and its amounts in 分 by money column."""

    line: int
    part: str
    amounts: dict[str, int]

    @property
    def place(self) -> tuple[int, str]:
        """What it is found by."""
        return self.line, self.part


def found(
    cursor: Any, ledger: Ledger, rows: str, where: str
) -> tuple[Refused, ...]:
    """The records of the relation `rows` for which the condition `where` holds, in their order."""
    money = [column for column in ledger.columns if column.type == "money"]
    sums = "".join(f", sum({quoted(each.stored)})::hugeint" for each in money)
    return tuple(
        Refused(line, part, {
            each.name: int(fen) for each, fen in zip(money, sums_of, strict=True) if fen is not None
        })
        for line, part, *sums_of in cursor.execute(
            f"select line, {panel_of('r')} as part{sums} from {rows} r where {where} "
            "group by line, part order by len(part), part, line"
        ).fetchall()
    )


def together(first: Iterable[Refused], second: Iterable[Refused]) -> tuple[Refused, ...]:
    """Both; a record in both has the amounts of both."""
    by_place: dict[tuple[int, str], Refused] = {}
    for each in (*first, *second):
        before = by_place.get(each.place)
        amounts = dict(before.amounts) if before else {}
        for name, fen in each.amounts.items():
            amounts[name] = amounts.get(name, 0) + fen
        by_place[each.place] = Refused(each.line, each.part, amounts)
    return tuple(sorted(by_place.values(), key=lambda each: (len(each.part), each.part, each.line)))
