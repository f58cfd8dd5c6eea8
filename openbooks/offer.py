"""A list that the program drafts because the books lack it: members, units, an activity.

What a file on the desk speaks of must be in the books before it. An offer says what would be
entered and why; once confirmed it becomes a CSV file whose name says 草拟, and goes through the same
door as any other file, so that it can be traced, undone and superseded.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from openbooks import contract
from openbooks.card import ASIDE, ASK, CONFIRM, LOADED, READY
from openbooks.desk import Answer
from openbooks.mapping import Link, Mapping
from openbooks.question import Question

DRAFTED = "草拟"


@dataclass(frozen=True)
class Offer:
    """One drafted list. `id` is ledger@table: the table that it was drafted from first.

    `about` is one sentence; `facts` are what all rows share and why ((title, value, why), …);
    `rows` are texts in the order of `columns`; `asked` is still to be answered.
    """

    id: str
    ledger: str
    file: str
    about: str
    facts: tuple[tuple[str, str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    asked: tuple[Question, ...]
    said: Answer

    @property
    def state(self) -> str:
        """How far this list is: the words of a card."""
        if self.said.batch:
            return LOADED
        if self.said.aside:
            return ASIDE
        if self.asked:
            return ASK
        return READY if self.said.confirmed else CONFIRM

    @property
    def waiting(self) -> bool:
        """Whether it keeps the desk from being loaded."""
        return self.state in {ASK, CONFIRM}


def titles(offer: Offer) -> tuple[str, ...]:
    """The header of the drafted list, as the contract calls the columns."""
    ledger = contract.ledger(offer.ledger)
    return tuple(ledger.column(name).title for name in offer.columns)


def content(offer: Offer) -> bytes:
    """The drafted list as a CSV file: UTF-8 with a mark, so that spreadsheets show it right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles(offer))
    writer.writerows(offer.rows)
    return text.getvalue().encode("utf-8-sig")


def mapping_of(offer: Offer, header: tuple[str, ...]) -> Mapping:
    """How the drafted file is read: each column is what it is called."""
    return Mapping(
        offer.ledger,
        header,
        tuple(
            Link(name, "cell", (place,), (title,), why=DRAFTED)
            for place, (name, title) in enumerate(zip(offer.columns, titles(offer), strict=True))
        ),
    )
