"""Leads merged by what they are about, and ranked: the few that most deserve a question come first.

A rule that speaks of one subject in a thousand says more than one that speaks of every third: a lead
weighs what its severity weighs (`lead.WEIGHTS`) times its rarity, the logarithm of the number of
subjects to each that the rule names, over three (a thousand), at least 0.1. A subject's score is the
sum over rule numbers, the weightiest lead of each; leads that agree thus lift one another, and the
files of one rule number do not. Equal scores: the larger amount first, then the later day, then the
subject.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from openbooks.auditrule import SEVERITIES
from openbooks.lead import Lead, Suspicion

THOUSAND = 3.0  # its logarithm: rarer than one in a thousand adds nothing
LEAST = 0.1
FEW = 100  # of so few subjects nothing can be called rare
USUAL = 0.67


def rarity(named: int, all_of_kind: int) -> float:
    """How much a rule says that names `named` of `all_of_kind` subjects: LEAST to 1."""
    if all_of_kind < FEW:
        return USUAL
    return min(1.0, max(LEAST, math.log10(all_of_kind / max(1, named)) / THOUSAND))


def weighed(leads: Iterable[Lead], counts: Mapping[str, int]) -> list[Lead]:
    """The leads with their rarity; `counts` holds the number of subjects of each kind."""
    leads = list(leads)
    named = Counter(each.name for each in leads)
    return [
        replace(each, rarity=rarity(named[each.name], counts.get(each.kind, 0))) for each in leads
    ]


def merged(leads: Iterable[Lead]) -> tuple[Suspicion, ...]:
    """One suspicion a subject, best first."""
    about: defaultdict[tuple[str, str], list[Lead]] = defaultdict(list)
    for each in leads:
        about[each.kind, each.subject].append(each)
    return tuple(sorted(map(_suspicion, about.values()), key=_order))


def _suspicion(leads: list[Lead]) -> Suspicion:
    leads = sorted(leads, key=lambda each: (-each.weight, each.rule, each.name))
    best: dict[str, float] = {}
    for each in leads:
        best.setdefault(each.rule, each.weight)
    first = leads[0]
    amounts = [each.amount_fen for each in leads if each.amount_fen is not None]
    days = [each.occurred_on for each in leads if each.occurred_on is not None]
    return Suspicion(
        first.kind, first.subject, first.key, first.unit_id,
        min((each.severity for each in leads), key=SEVERITIES.index), round(sum(best.values()), 4),
        max(days, default=None), max(amounts, key=abs, default=None), tuple(leads),
    )


def _order(found: Suspicion) -> tuple[float, int, int, str]:
    day = found.occurred_on or date.min
    return -found.score, -abs(found.amount_fen or 0), -day.toordinal(), found.subject
