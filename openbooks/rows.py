"""One record of a file → the typed rows it holds, and what is wrong with it.

Conventions: a record is taken whole or refused whole, also where it holds a row for each month; a
refused record keeps what could be read of it, so that its voucher can be found. Money is 分.
Severities are those of design.md §4: money, dates, months, keys and required cells refuse their
record; any other cell that cannot be read is empty and listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openbooks import dates, money, posting
from openbooks.codes import problem
from openbooks.contract import Column, Ledger, referred
from openbooks.errors import CELL, ROW, WARN, Problem, WrongUse
from openbooks.mapping import Link, Mapping
from openbooks.reading import Reading
from openbooks.table import Record
from openbooks.taking import (
    Facts,
    beyond,
    both_sides,
    generated,
    lacks_side,
    other_party,
    reader_of,
    share_of,
    size_of,
    texts_of,
)

REFUSING_TYPES = frozenset({"money", "date", "month", "period"})
MOST_REMEMBERED = 20_000  # different texts of one column, at about 300 bytes each


@dataclass(frozen=True)
class Typed:
    """A row as it will be stored: values in the order of the contract's columns."""

    line: int
    cell: str
    values: tuple[Any, ...]
    refused: bool


class RowReader:
    """Reads the records of one table by its mapping; remembers what it read of each cell's text."""

    def __init__(
        self, ledger: Ledger, mapping: Mapping, facts: Facts,
        nature: posting.Nature = lambda code, name: "",
    ) -> None:
        self.ledger = ledger
        self.mapping = mapping
        self.facts = facts
        self.nature = nature
        self.links = {link.column: link for link in mapping.links}
        self.place = {column.name: index for index, column in enumerate(ledger.columns)}
        self.memory: dict[str, dict[str, Reading]] = {name: {} for name in self.place}
        self.readers = {
            column.name: reader_of(column, facts, self._scale(column.name))
            for column in ledger.columns
        }
        self.constants = {
            each.column: self._constant(ledger.column(each.column), each.value)
            for each in mapping.constants
        }
        self.dated: dict[str, dict[tuple[int, str, int], Reading]] = {}
        self.keys = frozenset(ledger.key)
        self.referred = referred(ledger)
        self.title = {
            name: (link.headers[0] if link.headers else ledger.column(name).title)
            for name, link in self.links.items()
        }

    def _scale(self, column: str) -> int:
        link = self.links.get(column)
        return link.scale if link else 1

    def _constant(self, column: Column, text: str) -> Any:
        reading = reader_of(column, self.facts)(text)
        if reading.code or reading.value is None:
            raise WrongUse(f"“{column.title}”不能取值“{text}”，请改正后再装载。")
        return reading.value

    def look_over(self, records: Iterable[Record]) -> None:
        """Read date columns that give no year as a whole: the order of their lines says the year.

        A January statement that begins with 12/29 is the case; see `dates.read_date_column`. The
        records are gone through once a column, and kept in memory only for such a column.
        """
        for name, link in self.links.items():
            if self.ledger.column(name).type != "date" or link.how != "cell":
                continue
            if any(dates.gives_no_year(texts_of(link, record.cells)) for record in records):
                texts = [texts_of(link, record.cells) for record in records]
                readings = dates.read_date_column(texts, self.facts.years, self.facts.date1904)
                self.dated[name] = {
                    record.place: reading
                    for record, reading in zip(records, readings, strict=True)
                }

    def read(self, record: Record) -> tuple[list[Typed], list[Problem]]:
        """The typed rows of a record (none when a wide record has no month filled) and its problems."""
        problems: list[Problem] = []
        found = dict(self.constants)
        for name, link in self.links.items():
            value = self._value(name, link, record, problems)
            if value is not None:
                found[name] = value
        wide = self.mapping.wide
        if wide is None:
            return [self._row(record, "", found, problems)], problems
        by_month: dict[str, tuple[str, dict[str, Any]]] = {}
        noted: set[int] = set()
        for name, months in wide.amounts:
            cells, last = Counter(index for index, _ in months), dict(months)
            for index, month in months:
                text = record.cells[index] if index < len(record.cells) else ""
                reading, header = self._reading(name, text), self.mapping.header[index]
                part = share_of(reading.value, cells[index])
                divides = part is not None or reading.value is None
                if index not in noted:
                    noted.add(index)
                    told = reading if divides else Reading(None, "not_divisible")
                    self._note(name, header, text, told, record.line, problems)
                if not divides:  # refused, and kept whole in the last of its months
                    if month != last[index]:
                        continue
                    part = reading.value
                if reading.value is not None or reading.code:
                    this = by_month.setdefault(month, (header, {**found, wide.column: month}))
                    this[1][name] = part
        return [
            self._row(record, header, row, problems)
            for _, (header, row) in sorted(by_month.items())
        ], problems

    def _reading(self, name: str, text: str) -> Reading:
        memory = self.memory[name]
        reading = memory.get(text)
        if reading is None:
            if len(memory) >= MOST_REMEMBERED:
                memory.clear()
            reading = memory[text] = self.readers[name](text)
        return reading

    def _value(self, name: str, link: Link, record: Record, problems: list[Problem]) -> Any:
        """What the record says in one column; None when empty or unreadable."""
        if link.how == "as":
            return None
        if link.how in {"fall", "fall_size", "fall_direction"}:
            return self._fall(name, link, record, problems)
        if link.how == "other_party":
            side = self.links.get("direction")
            way = self._value("direction", side, record, []) if side else None
            text = other_party(link, record.cells, way or self.constants.get("direction"))
        else:
            text = texts_of(link, record.cells)
        if link.how == "debit_side" and lacks_side(link, record.cells):
            problems.append(self._problem("flat_with_amount", ROW, record.line, name, ""))
        if link.how in {"size", "sign"}:
            amount = money.read_money(text, link.scale)
            if link.how == "sign":
                return None if amount.value is None else "支出" if amount.value < 0 else "收入"
            self._note(name, self.title[name], text, amount, record.line, problems)
            if amount.value is None:
                return None
            value = size_of(amount.value, self._direction(record))
            self._check_bounds(self.ledger.column(name), value, text, record.line, problems)
            return value
        dated = self.dated.get(name)
        reading = dated[record.place] if dated else self._reading(name, text)
        value = reading.value
        if reading.code and self._follows_date(name):
            return None
        self._note(name, self.title[name], text, reading, record.line, problems)
        column = self.ledger.column(name)
        if value is not None and column.allowed and value not in column.allowed:
            problems.append(self._problem("not_in_list", WARN, record.line, name, text))
        if value is not None and column.type in {"money", "integer", "decimal"}:
            self._check_bounds(column, value, text, record.line, problems)
        return value

    def _direction(self, record: Record) -> str | None:
        """The movement's direction, where a cell of its own says it."""
        link = self.links.get("direction")
        if link is None or link.how != "cell":
            return None
        return self._reading("direction", texts_of(link, record.cells)).value

    def _fall(self, name: str, link: Link, record: Record, problems: list[Problem]) -> Any:
        """Amount or direction of a pair of columns 收入, 支出, of which one is filled."""
        income, spending = both_sides(link, record.cells, lambda text: money.read_money(text, link.scale))
        filled = [each for each in (income, spending) if each.value]
        if name == "direction" or link.how == "fall_direction":
            if income.value and not spending.value:
                return "收入"
            return "支出" if spending.value and not income.value else None
        for reading, index, header in zip(
            (income, spending), link.cells, link.headers, strict=True
        ):
            text = record.cells[index] if index < len(record.cells) else ""
            self._note(name, header, text, reading, record.line, problems)
        if len(filled) == 2:
            problems.append(self._problem("both_sides", ROW, record.line, name, ""))
            return None
        if filled:
            return abs(filled[0].value) if link.how == "fall_size" else filled[0].value
        return 0 if income.value == 0 or spending.value == 0 else None

    def _follows_date(self, name: str) -> bool:
        """Accounting year and period of a voucher: the voucher's date says them as well."""
        return self.ledger.name == "voucher" and name in {"year", "month"}

    def _note(
        self, name: str, header: str, text: str, reading: Reading, line: int,
        problems: list[Problem],
    ) -> None:
        """List what a reading says of its cell."""
        if reading.warning:
            problems.append(problem(reading.warning, WARN, line, header, text, self.facts.sheet))
        if reading.code:
            column = self.ledger.column(name)
            refuses = column.required or column.type in REFUSING_TYPES or name in self.keys
            severity = ROW if refuses else CELL
            problems.append(problem(reading.code, severity, line, header, text, self.facts.sheet))

    def _problem(self, code: str, severity: str, line: int, name: str, text: str) -> Problem:
        header = self.title.get(name) or self.ledger.column(name).title
        return problem(code, severity, line, header, text, self.facts.sheet)

    def _check_bounds(
        self, column: Column, value: Any, text: str, line: int, problems: list[Problem]
    ) -> None:
        if code := beyond(column, value):
            problems.append(self._problem(code, WARN, line, column.name, text))

    def _row(
        self, record: Record, cell: str, found: dict[str, Any], problems: list[Problem]
    ) -> Typed:
        """Finish one row: copied columns, generated identifiers, what the ledger requires."""
        for name, link in self.links.items():
            if link.how == "as" and link.headers and found.get(name) is None:
                found[name] = found.get(link.headers[0])
        if self.ledger.name == "voucher":
            unreadable = {self.title.get(name) for name in ("debit", "credit", "amount")}
            spoilt = any(p.line == record.line and p.column in unreadable for p in problems)
            code, column_name, text = posting.finish(found, self.nature, spoilt)
            if code:
                problems.append(self._problem(code, ROW, record.line, column_name, text))
        told = {each.column for each in problems if each.line == record.line}
        for column in self.ledger.columns:
            header = self.title.get(column.name, column.title)
            if found.get(column.name) is not None or header in told:
                continue
            if column.generated and column.name in self.referred:
                found[column.name] = generated(self.ledger, found)
            elif column.required and column.name not in self.mapping.in_wide:
                problems.append(self._problem("required", ROW, record.line, column.name, ""))
        for group in self.ledger.one_of:
            headers = {self.title.get(name, self.ledger.column(name).title) for name in group}
            if all(found.get(name) is None for name in group) and not headers & told:
                problems.append(self._problem("one_of_required", ROW, record.line, group[-1], ""))
        refused = any(each.severity == ROW for each in problems)
        values = tuple(found.get(column.name) for column in self.ledger.columns)
        return Typed(record.line, record.part + cell, values, refused)
