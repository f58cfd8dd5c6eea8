"""The receipt of a load: every record of the file accounted for, and the sums that go with it.

    records = accepted + duplicates + superseded + refused + dropped

holds for every receipt at every moment. `dropped` are the header, title, total, footer and blank
records, each listed with its reason; `superseded` are records of this load that a later one
replaced (0 when it was loaded). Amounts are decimal strings in 元; in = accepted + duplicates +
refused, over the cells that could be read, and `unreadable` counts the others.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from openbooks.errors import FILE, ROW, Problem
from openbooks.money import read_money, yuan


@dataclass(frozen=True)
class Sum:
    """One money column of the file."""

    column: str
    total: int
    accepted: int
    duplicates: int
    refused: int
    unreadable: int


@dataclass(frozen=True)
class Receipt:
    """What became of one table of one file. `batch` is 0 for a trial run.

    `rows` counts rows of the ledger read from the data records (more than records where months
    stand side by side); `row_counts` says what became of them.
    """

    batch: int
    ledger: str
    file: str
    sheet: str
    sha256: str
    records: int
    accepted: int
    duplicates: int
    superseded: int
    refused: int
    dropped: int
    rows: int
    row_counts: dict[str, int]
    sums: tuple[Sum, ...]
    problems: tuple[Problem, ...]
    dropped_records: tuple[tuple[int, str], ...]
    already: bool = False
    replaces: int = 0
    replaced_rows: int = 0

    @property
    def balanced(self) -> bool:
        """True when every record is accounted for and every sum adds up."""
        parts = self.accepted + self.duplicates + self.superseded + self.refused + self.dropped
        return self.records == parts and all(
            each.total == each.accepted + each.duplicates + each.refused for each in self.sums
        )

    @property
    def refusing(self) -> bool:
        """True when anything of the file was refused."""
        return self.refused > 0 or any(each.severity in {FILE, ROW} for each in self.problems)


def as_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the JSON object of the command line (design.md §8)."""
    return {
        **{
            name: value
            for name, value in asdict(replace(receipt, problems=(), sums=())).items()
            if name not in {"problems", "sums", "dropped_records"}
        },
        "sums": [
            {
                "column": each.column,
                "in": yuan(each.total),
                "accepted": yuan(each.accepted),
                "duplicates": yuan(each.duplicates),
                "refused": yuan(each.refused),
                "unreadable": each.unreadable,
            }
            for each in receipt.sums
        ],
        "problems": [each.as_dict() for each in receipt.problems],
        "dropped_records": [
            {"line": line, "reason": reason} for line, reason in receipt.dropped_records
        ],
    }


def from_json(raw: dict[str, Any]) -> Receipt:
    """A receipt out of its JSON object."""
    def fen(text: str) -> int:
        return read_money(text).value

    known = {k: v for k, v in raw.items() if k in Receipt.__dataclass_fields__}
    return Receipt(
        **{
            **known,
            "sums": tuple(
                Sum(
                    each["column"], fen(each["in"]), fen(each["accepted"]),
                    fen(each["duplicates"]), fen(each["refused"]), each["unreadable"],
                )
                for each in raw["sums"]
            ),
            "problems": tuple(Problem(**each) for each in raw["problems"]),
            "dropped_records": tuple(
                (each["line"], each["reason"]) for each in raw["dropped_records"]
            ),
        }
    )
