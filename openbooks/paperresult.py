"""What a re-enactment finds, as plain facts that two machines can hold against each other.

    rules        of each why it was not asked, "" where it was
    subjects     how many vouchers, people, units and activities there are
    suspicions   one a subject, ranked, each with its leads and their lines
    tie_out      of each comparison: its rows, its totals (分), the rows that differ, and the digest of all
    ledgers      rows and totals of what was read
    samples      drawn again by their seeds: the rows, their digest, what they say
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute

from openbooks import finding, query, sample, selection
from openbooks.auditing import Findings
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.paperfile import as_json
from openbooks.population import Population, Source
from openbooks.query import Result
from openbooks.reenactment import World
from openbooks.sample import BY_AMOUNT, DRAWN, FOUND, Sample, digest_of

TIED = "reconcile_"
OF_SAMPLE = {"batch": pa.int64(), "row_no": pa.int64(), "amount_fen": pa.int64(), "stratum": pa.string()}
MOST_HITS = 5_000_000  # 分 that one sample may hit
Facts = dict[str, Any]


def of_rules(found: Findings) -> Facts:
    """What the rules find; no key of a subject, which the books' secret tells apart."""
    return {
        "rules": {each.name: "" for each in found.asked}
        | {each.rule.name: each.reason for each in found.unasked},
        "subjects": dict(found.counts),
        "suspicions": [
            {"kind": each.kind, "subject": each.subject, "severity": each.severity, "score": each.score,
             "leads": [_lead(lead) for lead in each.leads]} for each in found.suspicions
        ],
    }


def _lead(lead: Any) -> Facts:
    return {
        "rule": lead.name, "severity": lead.severity, "unit": lead.unit_id,
        "day": lead.occurred_on.isoformat() if lead.occurred_on else None, "fen": lead.amount_fen,
        "message": lead.message, "regulation": lead.regulation, "article": lead.article,
        "lines": [[each.batch, each.row_no, each.line] for each in lead.lines],
    }


def of_ledgers(tables: Mapping[str, pa.Table]) -> Facts:
    """How many rows of each ledger were read, and the totals of their amounts."""
    return {
        name: {"rows": table.num_rows, "fen": {
            column: pa.compute.sum(table[column]).as_py() or 0
            for column in table.column_names if column.endswith("_fen")}}
        for name, table in sorted(tables.items())
    }


def tie_out(results: Iterable[Result]) -> Facts:
    """Each comparison in short: what it adds up to, and the rows in which something differs."""
    return {each.name: _tied(each) for each in results}


def _tied(result: Result) -> Facts:
    rows = [{name: _plain(value) for name, value in row.items()} for row in query.rows(result)]
    amounts = [each.name for each in result.columns if each.type == "money"]
    return {
        "rows": len(rows), "fen": {name: sum(row[name] or 0 for row in rows) for name in amounts},
        "differing": [row for row in rows if any(row[name] for name in differences(result))],
        "sha256": hashlib.sha256(as_json(rows)).hexdigest(),
    }


def differences(result: Result) -> list[str]:
    """The columns of a comparison that say by how much something differs."""
    return [each.name for each in result.columns if each.type == "money"
            and each.name.startswith(("difference", "gap"))]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 9) if math.isfinite(value) else None
    return value if isinstance(value, str | int | bool | None) else str(value)


def rows_drawn_from(of: Population) -> pa.Table:
    """The rows that a sample is drawn from, as they lie in papers."""
    places = of.keys(tuple(range(of.rows)))
    return pa.table({
        "batch": [batch for batch, _ in places], "row_no": [row for _, row in places],
        "amount_fen": of.amounts, "stratum": list(of.strata),
    }, schema=pa.schema(OF_SAMPLE))


def of_sample(found: Sample, held: pa.Table) -> Facts:
    """A sample drawn again by its seed from the rows `held`, and what its findings say. Raises WrongUse where
    it cannot be drawn."""
    frame = held.to_pandas()
    plan, amounts = found.plan, frame["amount_fen"].to_numpy(dtype="int64")
    if plan.method in BY_AMOUNT and int(amounts.clip(min=0).astype(object).sum()) > MOST_HITS * max(
            1, plan.interval):
        raise WrongUse(f"第{found.seq}号样本的间隔太小，不能重抽。")
    result = Result("", found.version, (), frame, "")
    of = Population(Source("", plan.query, "amount_fen", "stratum"), result, amounts,
                    tuple(frame["stratum"].fillna("")), 0)
    picked = selection.draw_from(of, plan)
    said = finding.finding(found, picked)
    return {
        "sample": found.seq, "rows": of.rows, "fen": of.total_fen, "places": [list(x) for x in picked.places],
        "digest": digest_of(picked.places), "finding": _rounded(asdict(said)),
        "said": list(finding.conclusion(found, said)),
    }


def _rounded(said: Any) -> Any:
    """Floats to six places: the last ones differ between machines."""
    if isinstance(said, dict):
        return {name: _rounded(each) for name, each in said.items()}
    if isinstance(said, list | tuple):
        return [_rounded(each) for each in said]
    return round(said, 6) if isinstance(said, float) and math.isfinite(said) else _plain(said)


def seed_of(found: Sample) -> Facts:
    """A sample as `seeds.json` holds it: how it was drawn and what was found; no name and no note."""
    body = sample.body_of(found.plan, found.version, found.rows, found.total_fen, found.chosen, found.digest)
    return {"sample": found.seq, "drawn": body, "found": [
        [*place, each.verdict, each.audited_fen] for place, each in sorted(found.found.items())]}


def sample_of(said: Mapping[str, Any]) -> Sample:
    """The sample that an entry of `seeds.json` tells of; one of the faults of a text of another kind where it
    tells of none."""
    seq = int(said["sample"])
    rows = [[*each, ""] for each in said["found"]]
    events = [
        Event(seq, "", DRAWN, "", "", "", dict(said["drawn"])),
        Event(seq + 1, "", FOUND, "", "", "", {"sample": seq, "results": rows}),
    ]
    return sample.samples_of(events)[0]


def recomputed(
    world: World, found: Findings, tables: Mapping[str, pa.Table],
    samples: Iterable[tuple[Sample, pa.Table]], compared: Mapping[str, Mapping[str, Any]],
) -> Facts:
    """Everything that papers say, of the rows in them; `found` is what the rules find there, `compared` are
    the comparisons with their parameters."""
    return {
        **of_rules(found), "ledgers": of_ledgers(tables),
        "tie_out": tie_out(world.answer(name, given) for name, given in sorted(compared.items())),
        "samples": [of_sample(each, held) for each, held in samples],
    }
