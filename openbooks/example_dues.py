"""Dues of the example unions: who owed what for which month, and when it was paid.

Dues are 0.5 % of basic pay, the part below ten 元 not counted (rules.csv R-01). They are kept back
from pay on one day a month; a few members are missed now and then, most of them pay later (补缴).
Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from openbooks.example_calendar import from_day, month_text, months
from openbooks.example_chance import likely, stream, whole
from openbooks.example_person import Person, active, base_fen, owes
from openbooks.example_unit import ARREARS
from openbooks.money import yuan

LAST_YEAR = 2025
MISSED = 0.003  # share of members not reached in a month
PAYS_LATER = 0.7


@dataclass(frozen=True)
class Dues:
    """One member's dues of one month; `paid_date` is None while nothing was paid."""

    member_id: str
    unit_id: str
    year: int
    month: int
    base_fen: int
    due_fen: int
    paid_fen: int
    paid_date: date | None
    fault: str = ""

    @property
    def booked(self) -> tuple[int, int] | None:
        """(year, month) in which the money came in: the month of 会费收入; None when unpaid."""
        return (self.paid_date.year, self.paid_date.month) if self.paid_date else None


def due_fen(base: int) -> int:
    """0.5 % of the base, whole tens of 元 only: 4,236 元 → 21.15 元."""
    return base // 1000 * 5


def collection_day(unit_id: str, year: int, month: int) -> date:
    """The day on which a unit keeps back the dues of a month."""
    number = sum(map(ord, unit_id))
    return from_day(date(year, month, 8 + number % 5))


def all_dues(union: str, people: list[Person], first_year: int) -> list[Dues]:
    """Dues of every member and month owed, by month, then by person."""
    return [
        dues
        for year, month in months(first_year, LAST_YEAR)
        for dues in _month(union, people, year, month)
    ]


def _month(union: str, people: list[Person], year: int, month: int) -> Iterator[Dues]:
    chance = stream(union, "dues", year, month)
    for person in people:
        missed = likely(chance, MISSED)
        later = whole(chance, 1, 3) if likely(chance, PAYS_LATER) else 0
        stays_away = likely(chance, 0.6)
        if not owes(person, year, month):
            continue
        base = base_fen(person, year)
        due = due_fen(base)
        dues = Dues(
            person.member_id,
            person.unit_id,
            year,
            month,
            base,
            due,
            due,
            collection_day(person.unit_id, year, month),
        )
        if person.unit_id == ARREARS and year == 2025 and month >= 7 and stays_away:
            yield _unpaid(dues, "arrears_unit")
        elif union == "school":
            yield _school(dues)
        elif missed:
            yield _later(dues, later)
        else:
            yield dues


def _unpaid(dues: Dues, fault: str = "") -> Dues:
    return replace(dues, paid_fen=0, paid_date=None, fault=fault)


def _later(dues: Dues, months_later: int) -> Dues:
    """Paid some months later on that month's day; unpaid where the books end before."""
    serial = dues.year * 12 + dues.month - 1 + months_later
    year, month = serial // 12, serial % 12 + 1
    if not months_later or year > LAST_YEAR:
        return _unpaid(dues)
    return replace(dues, paid_date=collection_day(dues.unit_id, year, month))


def _school(dues: Dues) -> Dues:
    """The school misses few: one member in arrears, one who pays three months in June."""
    when = (dues.year, dues.month)
    if dues.member_id == "S0042" and (2024, 10) <= when <= (2024, 12):
        return _unpaid(dues, "arrears_member")
    if dues.member_id == "S0031" and (2025, 3) <= when <= (2025, 5):
        return replace(_later(dues, 6 - dues.month), fault="late_dues")
    if dues.member_id == "S0050" and when == (2025, 8):
        wrong = dues.due_fen + 5_00
        return replace(dues, due_fen=wrong, paid_fen=wrong, fault="dues_not_half_percent")
    return dues


def income_fen(dues: list[Dues]) -> dict[tuple[str, int, int], int]:
    """(unit, year, month in which it was paid) → sum paid: what 会费收入 must be."""
    sums: dict[tuple[str, int, int], int] = {}
    for each in dues:
        if each.booked:
            place = (each.unit_id, *each.booked)
            sums[place] = sums.get(place, 0) + each.paid_fen
    return sums


def behind(dues: list[Dues]) -> frozenset[tuple[str, int, int]]:
    """(member, year, month) of the dues that were not paid within their month."""
    return frozenset(
        (each.member_id, each.year, each.month)
        for each in dues
        if each.booked != (each.year, each.month)
    )


def entitled(person: Person, day: date, late: frozenset[tuple[str, int, int]]) -> bool:
    """True when a person may be given something on a day: a member who paid the month before."""
    month_before = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
    return (
        active(person, day)
        and person.joined <= month_before
        and (person.member_id, month_before.year, month_before.month) not in late
    )


def strangers() -> list[Dues]:
    """Two months of dues of somebody who stands on no roster, on the street's list of 2024."""
    return [
        Dues(
            "F09999",
            "F11",
            2024,
            month,
            3_600_00,
            18_00,
            18_00,
            collection_day("F11", 2024, month),
            "stranger_dues",
        )
        for month in (5, 6)
    ]


def dues_row(dues: Dues) -> dict[str, str]:
    """The columns of the ledger that the plain dues files hold."""
    return {
        "member_id": dues.member_id,
        "month": month_text(dues.year, dues.month),
        "unit_id": dues.unit_id,
        "base": yuan(dues.base_fen),
        "due": yuan(dues.due_fen),
        "paid": yuan(dues.paid_fen),
        "paid_date": dues.paid_date.isoformat() if dues.paid_date else "",
        "fault": dues.fault,
    }
