"""What the journal says of samples: drawn from what, how and by whom; and what was found of each row.

A sample has the number of its event. It holds how it was drawn and the hash of the rows that came of it, and
no cell: drawn again on its version of the books it gives the same rows, or the hash tells. Of each row the
last finding holds. Pure: events in, facts out; what fits no sample is passed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.store import HASH

DRAWN, FOUND = "sample", "sample_result"
AGREES, DIFFERS, MISSING = "agrees", "differs", "missing"
VERDICTS = MappingProxyType({AGREES: "相符", DIFFERS: "不符", MISSING: "找不到凭证"})
MONETARY, CELLS = "monetary", "cells"
SIMPLE, SYSTEMATIC, STRATIFIED = "simple", "systematic", "stratified"
METHODS = MappingProxyType({
    MONETARY: "货币单位抽样（固定间隔）", CELLS: "货币单位抽样（分格）", SIMPLE: "简单随机抽样",
    SYSTEMATIC: "等距抽样", STRATIFIED: "分层抽样",
})
BY_AMOUNT = frozenset({MONETARY, CELLS})
Place = tuple[int, int]


@dataclass(frozen=True)
class Aims:
    """What a sample is to show: how sure (per cent), and how much may be wrong; the tolerable and expected
    amounts in 分 (of a monetary-unit sample), or rates as texts ("0.05")."""

    confidence: int = 95
    tolerable_fen: int = 0
    expected_fen: int = 0
    tolerable_rate: str = "0.05"
    expected_rate: str = "0"


@dataclass(frozen=True)
class Plan:
    """How a sample is drawn: the query with its parameters and columns, the method, the seed, the size or the
    interval (分). Of strata: `limits` are the amounts (分) between bands, none where the column `stratum`
    names them; `weight` is rows or amount."""

    query: str
    amount: str
    parameters: Mapping[str, Any]
    method: str
    seed: int
    size: int = 0
    interval: int = 0
    stratum: str = ""
    limits: tuple[int, ...] = ()
    weight: str = "rows"
    aims: Aims = Aims()


@dataclass(frozen=True)
class Checked:
    """What was found of a row: the verdict, the audited value (分), a note, by whom and when."""

    verdict: str
    audited_fen: int
    note: str
    who: str
    at: str


@dataclass(frozen=True)
class Sample:
    """A sample as it stands: its plan, of which version of the books, how many rows of what total it was
    drawn from, how many were chosen and their hash, and the findings by (batch, row_no)."""

    seq: int
    who: str
    at: str
    plan: Plan
    version: int
    rows: int
    total_fen: int
    chosen: int
    digest: str
    found: Mapping[Place, Checked] = field(default_factory=dict)


def digest_of(places: Sequence[Place]) -> str:
    """The hash of chosen rows, in their order: SHA-256 of "batch:row_no" one a line."""
    text = "".join(f"{batch}:{row}\n" for batch, row in places)
    return hashlib.new(HASH, text.encode()).hexdigest()


def body_of(
    plan: Plan, version: int, rows: int, total_fen: int, chosen: int, digest: str
) -> dict[str, Any]:
    """The body of the event of a sample that was drawn."""
    return {
        "query": plan.query, "amount": plan.amount, "parameters": dict(plan.parameters),
        "method": plan.method, "seed": plan.seed, "size": plan.size, "interval": plan.interval,
        "stratum": plan.stratum, "limits": list(plan.limits), "weight": plan.weight, **asdict(plan.aims),
        "version": version, "rows": rows, "total_fen": total_fen, "chosen": chosen,
        "drawn": digest,
    }


def samples_of(events: Iterable[Event]) -> tuple[Sample, ...]:
    """All samples that these events tell of, oldest first."""
    found: dict[int, Sample] = {}
    for event in events:
        if event.kind == DRAWN:
            found[event.seq] = _drawn(event)
        elif event.kind == FOUND and event.body["sample"] in found:
            before = found[event.body["sample"]]
            findings = {
                (row[0], row[1]): Checked(row[2], row[3], row[4], event.who, event.at)
                for row in event.body["results"] if _is_finding(row)
            }
            found[before.seq] = replace(before, found={**before.found, **findings})
    return tuple(found.values())


def sample_of(events: Iterable[Event], seq: int) -> Sample:
    """The sample of that number; WrongUse when there is none."""
    for each in samples_of(events):
        if each.seq == seq:
            return each
    raise WrongUse(f"没有第{seq}号样本。用“抽样”页或 sample list 查看有哪些。")


def _drawn(event: Event) -> Sample:
    body = event.body
    plan = Plan(
        body["query"], body["amount"], body["parameters"], body["method"], body["seed"], body["size"],
        body["interval"], body["stratum"], tuple(each for each in body["limits"] if type(each) is int),
        body["weight"], Aims(**{each.name: body[each.name] for each in fields(Aims)}),
    )
    return Sample(event.seq, event.who, event.at, plan, body["version"], body["rows"], body["total_fen"],
                  body["chosen"], body["drawn"])


def _is_finding(row: Any) -> bool:
    """Whether a finding of an event is [batch, row_no, verdict, audited value, note]."""
    return isinstance(row, list) and [type(each) for each in row] == [int, int, str, int, str] and (
        row[2] in VERDICTS)
