"""The receipt of a load: every record of the file accounted for, and the sums that go with it.

    records = accepted + duplicates + superseded + refused + dropped

holds for every receipt at every moment. `dropped` are the header, title, total, footer and blank
records, each listed with its reason; `superseded` are records of this load that a later one
replaced (0 when it was loaded, see `standing`). Amounts are decimal strings in 元; in = accepted +
duplicates + superseded + refused, over the cells that could be read, and `unreadable` counts the
others.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from openbooks.errors import FILE, ROW, Problem
from openbooks.money import read_money, yuan
from openbooks.refusal import Refused

COUNTED = {"accepted": "收下", "duplicates": "重复", "refused": "拒收", "replaced_rows": "取代"}


@dataclass(frozen=True)
class Sum:
    """One money column of the file."""

    column: str
    total: int
    accepted: int
    duplicates: int
    refused: int
    unreadable: int
    superseded: int = 0


@dataclass(frozen=True)
class Receipt:
    """What became of one table of one file. `batch` is 0 for a trial run.

    `rows` counts rows of the ledger read from the data records (more than records where months
    stand side by side); `row_counts` says what became of them. `pending`: it waits for a second
    person and does not count yet. `again`: the load or entry whose rows these are. `mended` cells
    were corrected by hand; `answers` records stand for lines that an earlier load refused or held
    otherwise. `refused_records` are all refused ones (older receipts: none listed).
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
    pending: bool = False
    again: int = 0
    mended: int = 0
    answers: int = 0
    refused_records: tuple[Refused, ...] = ()

    @property
    def balanced(self) -> bool:
        """True when every record is accounted for and every sum adds up."""
        parts = self.accepted + self.duplicates + self.superseded + self.refused + self.dropped
        return self.records == parts and all(
            each.total == each.accepted + each.duplicates + each.superseded + each.refused
            for each in self.sums
        )

    @property
    def refusing(self) -> bool:
        """True when anything of the file was refused."""
        return self.refused > 0 or any(each.severity in {FILE, ROW} for each in self.problems)


def unlike(shown: Receipt | None, found: Receipt | None) -> str:
    """In what a receipt differs from the one that was shown: 收下 3 → 2，重复 0 → 1; "" in nothing."""
    if shown is None or found is None:
        return ""
    parts = [
        f"{title} {getattr(shown, name):,} → {getattr(found, name):,}"
        for name, title in COUNTED.items() if getattr(shown, name) != getattr(found, name)
    ]
    if found.already and not shown.already:
        parts.append("同样的内容刚由别人交过，没有再计")
    if shown.pending != found.pending:
        parts.append("改为先录入，等待复核" if found.pending else "不用复核，已直接计入")
    if not parts and shown.sums != found.sums:
        parts.append("金额的去向不同")
    return "，".join(parts)


def as_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the JSON object of the command line (design.md §8)."""
    return {**summary(receipt), **{name: [*of] for name, of in _lists(receipt).items()}}


def pieces(receipt: Receipt) -> Generator[bytes, None, None]:
    """The JSON object of a receipt, piece by piece: a file may have a million problems."""
    yield json.dumps(summary(receipt), ensure_ascii=False)[:-1].encode()
    for name, of in _lists(receipt).items():
        yield f', "{name}": ['.encode()
        for at, each in enumerate(of):
            yield f"{', ' if at else ''}{json.dumps(each, ensure_ascii=False)}".encode()
        yield b"]"
    yield b"}"


def summary(receipt: Receipt) -> dict[str, Any]:
    """The receipt without its lists of lines."""
    bare = replace(receipt, problems=(), sums=(), dropped_records=(), refused_records=())
    return {
        **{
            name: value for name, value in asdict(bare).items()
            if name not in {"problems", "sums", "dropped_records", "refused_records"}
        },
        "sums": [
            {
                "column": each.column,
                "in": yuan(each.total),
                "accepted": yuan(each.accepted),
                "duplicates": yuan(each.duplicates),
                "superseded": yuan(each.superseded),
                "refused": yuan(each.refused),
                "unreadable": each.unreadable,
            }
            for each in receipt.sums
        ],
    }


def _lists(receipt: Receipt) -> dict[str, Iterator[dict[str, Any]]]:
    """What the receipt lists line by line, each made when it is asked for."""
    return {
        "problems": (each.as_dict() for each in receipt.problems),
        "dropped_records": (
            {"line": line, "reason": reason} for line, reason in receipt.dropped_records
        ),
        "refused_records": (
            {"line": each.line, "part": each.part,
             "amounts": {name: yuan(fen) for name, fen in each.amounts.items()}}
            for each in receipt.refused_records
        ),
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
                    fen(each.get("superseded", "0")),
                )
                for each in raw["sums"]
            ),
            "problems": tuple(Problem(**each) for each in raw["problems"]),
            "dropped_records": tuple(
                (each["line"], each["reason"]) for each in raw["dropped_records"]
            ),
            "refused_records": tuple(
                Refused(each["line"], each["part"],
                        {name: fen(text) for name, text in each["amounts"].items()})
                for each in raw.get("refused_records", ())
            ),
        }
    )
