"""Closed periods: months of which nothing may change any more until somebody opens them again.

A row lies in a closed period when the whole of its own period does: a budget of a year is not closed
with the year's first half. Ledgers without a date of their own (members, units) are never closed.
Months are counted as year × 12 + month − 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbooks.contract import Ledger
from openbooks.event import Event
from openbooks.naming import quoted

MONTHS = 12


@dataclass(frozen=True)
class Closing:
    """One closing that stands: event `seq` closed the months `start` ≤ month < `end` ('YYYY-MM')."""

    seq: int
    start: str
    end: str
    who: str
    at: str
    reason: str

    @property
    def said(self) -> str:
        """What a refused load or undo is told: which months, who closed them, and when."""
        return f"{months(self.start, self.end)}已由{self.who}于{self.at[:10]}结账"


def closings_of(events: Sequence[Event]) -> tuple[Closing, ...]:
    """The closings that nobody has opened again."""
    reopened = {e.body["closing"] for e in events if e.kind == "reopen"}
    return tuple(
        Closing(e.seq, e.body["start"], e.body["end"], e.who, e.at, e.body["reason"])
        for e in events if e.kind == "close" and e.seq not in reopened
    )


def number(month: str) -> int:
    """A month 'YYYY-MM' as a number that counts on through the years."""
    return int(month[:4]) * MONTHS + int(month[5:7]) - 1


def months(start: str, end: str) -> str:
    """The months `start` ≤ month < `end` as people say them: 2024年1月至6月, 2023年12月至2024年2月."""
    first, last = _shown(number(start)), _shown(number(end) - 1)
    if first == last:
        return first
    return f"{first}至{last.removeprefix(start[:4] + '年')}"


def _shown(month: int) -> str:
    return f"{month // MONTHS}年{month % MONTHS + 1}月"


def stretches(closings: Sequence[Closing]) -> list[tuple[int, int]]:
    """(first month, month behind the last) of each unbroken stretch of closed months."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((number(each.start), number(each.end)) for each in closings):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def closed_sql(
    ledger: Ledger, row: str, closings: Sequence[Closing], fiscal_start: int
) -> str:
    """SQL over the rows `row`: the `seq` of the closing that holds the row's last month, where all of
    its months are closed, else null."""
    if not ledger.dated or not closings:
        return "null::bigint"
    first, last = _span(ledger, row, fiscal_start)
    whole = " or ".join(
        f"({first} >= {start} and {last} < {end})" for start, end in stretches(closings)
    )
    whens = " ".join(
        f"when {last} >= {number(each.start)} and {last} < {number(each.end)} then {each.seq}"
        for each in closings
    )
    return f"(case when {whole} then case {whens} end end)::bigint"


def _span(ledger: Ledger, row: str, fiscal_start: int) -> tuple[str, str]:
    """SQL of the first and the last month of a row, as numbers; null where it says none."""
    column = ledger.column(ledger.dated)
    said = f"{row}.{quoted(column.stored)}"
    if column.type == "date":
        month = f"(year({said}) * {MONTHS} + month({said}) - 1)"
        if ledger.name == "voucher" and fiscal_start == 1:  # its accounting month goes before its date
            month = (
                f"coalesce(case when {row}.month between 1 and {MONTHS} "
                f"then {row}.year * {MONTHS} + {row}.month - 1 end, {month})"
            )
        return month, month
    if column.type == "month":
        month = _month(said)
        return month, month
    start = fiscal_start - 1
    if column.type == "integer":
        return f"({said} * {MONTHS} + {start})", f"({said} * {MONTHS} + {start + MONTHS - 1})"
    year = f"try_cast(left({said}, 4) as bigint) * {MONTHS}"
    part = f"try_cast(right({said}, 1) as bigint)"

    def edge(of_year: int, of_half: str, of_quarter: str) -> str:
        return (
            f"(case when length({said}) = 4 then {year} + {start + of_year} "
            f"when {said} like '____-H_' then {year} + {start} + {of_half} "
            f"when {said} like '____-Q_' then {year} + {start} + {of_quarter} "
            f"else {_month(said)} end)"
        )

    return (
        edge(0, f"({part} - 1) * 6", f"({part} - 1) * 3"),
        edge(MONTHS - 1, f"{part} * 6 - 1", f"{part} * 3 - 1"),
    )


def _month(said: str) -> str:
    return (
        f"(try_cast(left({said}, 4) as bigint) * {MONTHS} "
        f"+ try_cast(right({said}, 2) as bigint) - 1)"
    )
