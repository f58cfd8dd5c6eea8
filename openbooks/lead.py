"""疑点: what one rule says about one subject, and all that the rules say about it.

A lead is a question to somebody and no verdict. Amounts are in 分.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEIGHTS = {"high": 1.0, "medium": 0.6, "low": 0.25}
LEVELS = {"high": "高", "medium": "中", "low": "低"}


@dataclass(frozen=True)
class Line:
    """A line of a ledger: its load, its place among the rows of that load, its line in the file."""

    batch: int
    row_no: int
    line: int


@dataclass(frozen=True)
class Lead:
    """One rule about one subject. `name` is the rule's file, `rule` its number; `kind` and `subject` say
    what it is about (`key` tells it apart for whoever may not read it); `rarity` (0 to 1) is how
    seldom the rule speaks, `weight` what the lead adds to its subject's score."""

    name: str
    rule: str
    title: str
    severity: str
    kind: str
    subject: str
    key: str
    unit_id: str
    occurred_on: date | None
    amount_fen: int | None
    message: str
    regulation: str
    article: str
    lines: tuple[Line, ...]
    rarity: float = 1.0

    @property
    def weight(self) -> float:
        return WEIGHTS[self.severity] * self.rarity


@dataclass(frozen=True)
class Suspicion:
    """All leads about one subject, the weightiest first; `score` ranks it among the others."""

    kind: str
    subject: str
    key: str
    unit_id: str
    severity: str
    score: float
    occurred_on: date | None
    amount_fen: int | None
    leads: tuple[Lead, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all its leads, each once, in order."""
        found = {line for lead in self.leads for line in lead.lines}
        return tuple(sorted(found, key=lambda each: (each.batch, each.row_no)))
