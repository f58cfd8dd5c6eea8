"""The people of the two example unions, and when each of them is a member.

An ID number begins with 0000, which is no province, so that it can be nobody's, and its check
digit is right (GB 11643); a phone begins with 100, a card with zeros. Money is 分.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from openbooks.example_calendar import month_end
from openbooks.example_chance import likely, pick, stream, whole
from openbooks.example_name import FEDERATION_NAMES, SCHOOL_NAMES, person_name
from openbooks.example_unit import LATE, STREET, Unit, books_of

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
RAISES = {2023: 1000, 2024: 1032, 2025: 1061}  # pay of a year, in thousandths of the first


@dataclass(frozen=True)
class Person:
    """One person. `pay_fen` is the basic pay a month in 2023; `left` the day it ended."""

    member_id: str
    name: str
    sex: str
    birth: date
    unit_id: str
    group_id: str
    hired: date
    joined: date
    pay_fen: int
    left: date | None = None
    status: str = "在职"
    employ_type: str = "正式"
    duty: str = ""


def base_fen(person: Person, year: int) -> int:
    """Basic pay a month in that year, in whole 元: raised each January."""
    return person.pay_fen * RAISES[year] // 100000 * 100


def active(person: Person, day: date) -> bool:
    """True when the person is a member on that day."""
    return person.joined <= day and (person.left is None or day < person.left)


def owes(person: Person, year: int, month: int) -> bool:
    """True when dues are owed for a month: a member from its first to its last day."""
    return active(person, date(year, month, 1)) and active(person, month_end(year, month))


def id_number(person: Person, serial: int) -> str:
    """Eighteen characters that can be nobody's, with a right check digit."""
    order = serial % 500 * 2 + (person.sex == "男")
    digits = f"0000{serial // 500:02d}{person.birth:%Y%m%d}{order:03d}"
    return digits + CHECKS[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def _person(
    chance: Random, number: str, unit: Unit, group_id: str, women: float, hired: date
) -> Person:
    sex = "女" if likely(chance, women) else "男"
    age = whole(chance, 21, 30) if hired.year >= 2023 else whole(chance, 25, 56)
    birth = date(2023 - age, whole(chance, 1, 12), whole(chance, 1, 28))
    hired = max(hired, date(birth.year + 20, 7, 1))
    pay = unit.base_fen * whole(chance, 78, 112) // 100 + (age - 20) * 20_00
    if likely(chance, 0.85):
        pay = pay // 10_00 * 10_00
    return Person(
        number,
        person_name(chance, sex, birth.year),
        sex,
        birth,
        unit.unit_id,
        group_id,
        hired,
        max(hired, unit.founded or hired),
        pay // 100 * 100,
    )


def _renamed(people: list[Person], names: tuple[tuple[str, str], ...], step: int) -> list[Person]:
    """The people, some of them under the names that try software."""
    given = {index * step: name for index, name in enumerate(names, 1)}
    return [
        replace(person, name=given[place][0], sex=given[place][1]) if place in given else person
        for place, person in enumerate(people)
    ]


def school_people(units: list[Unit]) -> list[Person]:
    """84 people: 80 members at the end of 2025, two who left, two retired before the books begin.

    Every name is held once: the signed list of 春节 2025 gives names alone.
    """
    chance = stream("school", "people")
    union, groups = units[0], units[1:]
    people: list[Person] = []
    while len(people) < 84:
        number = len(people) + 1
        hired = date(whole(chance, 1996, 2021), 9, 1)
        if number in (79, 80):
            hired = date(2024, 9, 2)
        elif number in (81, 82):
            hired = date(2025, 9, 1)
        group = groups[whole(chance, 0, 29) // 5]
        person = _person(chance, f"S{number:04d}", union, group.unit_id, 0.7, hired)
        if person.name not in {each.name for each in people}:
            people.append(person)
    people = _renamed(people, SCHOOL_NAMES, 9)
    old = {"birth": date(1964, 8, 6), "hired": date(1987, 9, 1), "joined": date(1996, 9, 1)}
    changes = {
        "S0005": {**old, "left": date(2024, 9, 1), "status": "退休"},
        "S0023": {"left": date(2025, 2, 24), "status": "离职"},
        "S0083": {**old, "birth": date(1961, 5, 20), "left": date(2021, 6, 1), "status": "退休"},
        "S0084": {**old, "birth": date(1962, 3, 11), "left": date(2022, 4, 1), "status": "退休"},
        "S0010": {"duty": "主席"},
        "S0012": {"duty": "经审委员"},
        "S0014": {"duty": "工会委员"},
        "S0017": {"duty": "女工委员", "sex": "女"},
        "S0077": {"employ_type": "临时"},
    }
    return [replace(person, **changes.get(person.member_id, {})) for person in people]


def federation_people(units: list[Unit]) -> list[Person]:
    """About 1,500 members of 41 unions at any time; each year one in 25 leaves, and comes."""
    chance = stream("federation", "people")
    branches: dict[str, list[str]] = {}
    for unit in units:
        if unit.kind == "分会":
            branches.setdefault(unit.parent_id, []).append(unit.unit_id)
    people: list[Person] = []

    def come(unit: Unit, hired: date) -> None:
        group = pick(chance, branches[unit.unit_id]) if unit.unit_id in branches else ""
        number = f"F{len(people) + 1:05d}"
        people.append(_person(chance, number, unit, group, 0.46, hired))

    for unit in books_of(units):
        for place in range(unit.size):
            come(unit, date(whole(chance, 2004, 2022), whole(chance, 1, 12), 1))
            if place and unit.unit_id not in (STREET, LATE) and likely(chance, 0.11):
                people[-1] = _leaving(chance, people[-1])
        for year in (2023, 2024, 2025):
            for _ in range(round(unit.size * 0.036) if unit.unit_id not in (STREET, LATE) else 0):
                come(unit, date(year, whole(chance, 2, 11), whole(chance, 1, 28)))
    people = _renamed(people, FEDERATION_NAMES, 149)
    return _with_duties(people)


def _leaving(chance: Random, person: Person) -> Person:
    left = date(whole(chance, 2023, 2025), whole(chance, 2, 12), whole(chance, 2, 28))
    retired = left.year - person.birth.year >= 52
    return replace(person, left=left, status="退休" if retired else "离职")


def _with_duties(people: list[Person]) -> list[Person]:
    """The first person of each union is its chair, the second looks after its accounts."""
    seen: dict[str, int] = {}
    found = []
    for person in people:
        place = seen[person.unit_id] = seen.get(person.unit_id, 0) + 1
        duty = {1: "主席", 2: "经审委员", 3: "工会委员"}.get(place, "")
        if place <= 3:
            person = replace(person, left=None, status="在职")
        found.append(replace(person, duty=duty))
    return found


def chair_of(people: list[Person], unit_id: str, duty: str = "主席") -> str:
    """Name of the person who holds that duty in a unit; "" when nobody does."""
    return next((p.name for p in people if p.unit_id == unit_id and p.duty == duty), "")
