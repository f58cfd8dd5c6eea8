"""The bodies of the two example unions: a school with its groups, a street with 40 enterprises.

Only a body with `keeps_books` has money of its own; branches and groups gather people. Account
numbers begin with zeros, as no bank's do. Money is 分.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openbooks.example_chance import mixed, stream, whole
from openbooks.example_name import firm_name

SCHOOL = "S00"
STREET = "F00"
LATE = "F40"  # founded in the middle of the second year: earlier months are 未填报
ARREARS = "F23"
GROUPS = ("低年级组", "中年级组", "高年级组", "综合学科组", "体卫艺组", "行政后勤组")
BRANCHES = ("一车间分会", "二车间分会", "行政分会")
AREAS = ("江畔社区", "苇塘社区", "榆巷社区", "砚台社区", "渡口社区")
SIZES = [
    int(size)
    for size in """
    82 74 69 66 61 57 54 52 50 48 46 44 42 41 40 38 37 36 35 34 33 32 31 30 29 28 27 26 25 24
    23 22 21 20 18 17 16 14 12
""".split()
]
BRANCHED = 60  # an enterprise of that many people has branches


@dataclass(frozen=True)
class Unit:
    """One body. `size` counts its members at first; `base_fen` is their mean basic pay a month."""

    unit_id: str
    name: str
    kind: str
    parent_id: str = ""
    province: str = ""
    area: str = ""
    founded: date | None = None
    size: int = 0
    base_fen: int = 0
    account_no: str = ""
    keeps_books: bool = False

    @property
    def employer(self) -> str:
        """The enterprise behind a basic union: its name without 工会."""
        return self.name.removesuffix("工会")


def account_number(union: int, number: int) -> str:
    """An invented bank account: 16 digits, the first six of them zeros."""
    return f"000000{union:02d}3140{number:03d}1"


def school_units() -> list[Unit]:
    """The school's union and its six groups."""
    union = Unit(
        SCHOOL,
        "清溪小学工会",
        "基层工会",
        "",
        "安徽",
        "清溪社区",
        date(1996, 9, 1),
        80,
        4_600_00,
        account_number(1, 0),
        True,
    )
    groups = [
        Unit(f"S{number:02d}", name, "工会小组", SCHOOL, founded=date(1996, 9, 1))
        for number, name in enumerate(GROUPS, 1)
    ]
    return [union, *groups]


def federation_units() -> list[Unit]:
    """The street's federation, its 40 enterprise unions, and the branches of the large ones."""
    chance = stream("federation", "units")
    sizes = [*mixed(chance, SIZES), 24]
    street = Unit(
        STREET,
        "临江街道总工会",
        "总工会",
        "",
        "安徽",
        "江畔社区",
        date(2003, 6, 18),
        6,
        4_200_00,
        account_number(2, 0),
        True,
    )
    units = [street]
    for number, size in enumerate(sizes, 1):
        unit_id = f"F{number:02d}"
        founded = date(whole(chance, 2004, 2021), whole(chance, 1, 12), whole(chance, 1, 28))
        union = Unit(
            unit_id,
            f"{firm_name(number)}工会",
            "基层工会",
            STREET,
            "",
            AREAS[number % len(AREAS)],
            date(2024, 7, 1) if unit_id == LATE else founded,
            size,
            whole(chance, 260, 420) * 10_00,
            account_number(2, number),
            True,
        )
        units.append(union)
        if size >= BRANCHED:
            units += [
                Unit(
                    f"{unit_id}-{place}",
                    f"{union.name}{branch}",
                    "分会",
                    unit_id,
                    "",
                    union.area,
                    union.founded,
                )
                for place, branch in enumerate(BRANCHES, 1)
            ]
    return units


def books_of(units: list[Unit]) -> list[Unit]:
    """Those units that keep books of their own, in order."""
    return [unit for unit in units if unit.keeps_books]
