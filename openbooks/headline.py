"""Which of the figures that pages lead with differ between two views of the books.

A query says in its header which of its figures those are (`statement.Headline`); reports and targets
are found by walking the catalogue. They are asked for all units and for each accounting year that
either view has figures of. A row of an answer is known again by the columns that open it.

Amounts are in 分. A figure that is not there is None and never 0; a rate is compared as a fraction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openbooks import query, rehearsal
from openbooks.access import Reader
from openbooks.books import Books, View
from openbooks.period import Period, period_of, year_of, years_between
from openbooks.query import Result, ask
from openbooks.statement import Query

YEARS = 6  # the newest ones; a date typed wrong may lie a century away


@dataclass(frozen=True)
class Rate:
    """A share as it is made; `whole` 0 is 不适用, None 未填报. Both in the unit of `Move.of`."""

    part: int | None
    whole: int | None

    @property
    def value(self) -> float | None:
        """The share itself; None where there is none."""
        return (self.part or 0) / self.whole if self.whole else None

    @property
    def exact(self) -> Fraction | int | None:
        """What two rates are compared by: 1/2 is 2/4."""
        return Fraction(self.part or 0, self.whole) if self.whole else self.whole


Figure = int | Rate | None


@dataclass(frozen=True)
class Move:
    """One figure that is another one before and after.

    `title` is its query's, `row` names the row where the answer has several, `label` and `unit` are
    the column's; `kind` is money (分), integer or share; `of` is the kind of a rate's two parts.
    """

    query: str
    title: str
    row: str
    label: str
    unit: str
    kind: str
    of: str
    before: Figure
    after: Figure
    period: Period


def leading() -> tuple[Query, ...]:
    """The queries with a figure that a page leads with."""
    return tuple(each for each in query.catalogue().values() if each.headline.columns)


def moves(before: View, after: View) -> tuple[Move, ...]:
    """The figures that differ, the newest year first, in the order of the queries and columns."""
    found: list[Move] = []
    for period in periods(before, after):
        for asked in leading():
            found += _moved(asked, period, before, after)
    return tuple(found)


def moves_of(books: Books, reader: Reader, act: Callable[[Books], Any]) -> tuple[Move, ...]:
    """The figures that `act` would move: it is done on a copy of the books, which is thrown away.
    Raises what `act` raises."""
    with rehearsal.copy_of(books) as copy:
        version = copy.version()
        act(copy)
        return moves(books.view(reader, version), copy.view(reader))


def periods(*views: View) -> tuple[Period, ...]:
    """The accounting years of which one of the views has figures, newest first, none to come."""
    start = views[-1].state.settings.fiscal_start
    today = year_of(max(f"{each.state.today:%Y-%m}" for each in views), start)
    months = []
    for view in views:
        frame = ask(view, "ledger_totals").frame.dropna()
        months += [*frame["first_month"], *frame["last_month"]]
    years = [year for year in years_between(months, start) if year <= today] if months else []
    return tuple(period_of(str(year), start) for year in years[:YEARS])


def _moved(asked: Query, period: Period, before: View, after: View) -> list[Move]:
    """The moves of one query in one year."""
    given = {key: value for key, value in period.bounds.items() if key in asked.parameters}
    given |= asked.headline.fixed
    old, new = (_figures(asked, ask(view, asked.name, given)) for view in (before, after))
    title = asked.title + "".join(f"（{value}）" for value in asked.headline.fixed.values())
    found = []
    for key in dict.fromkeys((*new, *old)):
        (row, now), (_, was) = new.get(key, old.get(key)), old.get(key, new.get(key))
        for name in asked.headline.columns:
            left = was[name] if key in old else None
            right = now[name] if key in new else None
            if _exact(left) != _exact(right):
                column = asked.column(name)
                parts = asked.headline.rates.get(name)
                of = asked.column(parts[0]).type if parts else column.type
                found.append(Move(asked.name, title, row, column.label, column.unit, column.type,
                                  of, left, right, period))
    return found


def _exact(figure: Figure) -> Fraction | int | None:
    return figure.exact if isinstance(figure, Rate) else figure


def _figures(asked: Query, result: Result) -> dict[tuple[Any, ...], tuple[str, dict[str, Figure]]]:
    """What tells a row apart → what it is called, and its figures by column."""
    way = asked.lines.get("rows")
    keys = [each for each in result.columns if way and each.name in way.keys.values()]
    called = next((each for each in result.columns if each.type == "text"), keys[0]) if keys else None
    rates = asked.headline.rates
    found = {}
    for row in query.rows(result):
        found[tuple(row[each.name] for each in keys)] = row[called.name] if called else "", {
            name: Rate(row[rates[name][0]], row[rates[name][1]]) if name in rates else row[name]
            for name in asked.headline.columns
        }
    return found
