"""Every audit rule: its header, its cases (fires, silent, boundary), and the mutants that they catch.

Tests walk queries/audit, so that a rule added later is held to all of this at once; tests/rule_cases.py
says how its cases are written.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from openbooks import auditrule
from tests import rule_cases, rule_mutants
from tests.rule_cases import EXAMPLES, KINDS, Case

RULES = {each.name: each for each in auditrule.rules()}
CASES = [case for name in RULES for case in rule_cases.cases(name)]
PARAMETERS = Path(__file__).resolve().parent.parent / "data" / "rules" / "parameter.csv"
CAUGHT = 0.95


def named(case: Case) -> str:
    return f"{case.rule}: {case.kind}: {case.title}"


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_cases_of_every_kind(name: str) -> None:
    assert {case.kind for case in rule_cases.cases(name)} >= set(KINDS)


def test_no_case_is_left_of_a_rule_that_is_gone() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.txt")} <= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_rule_says_what_its_case_expects(case: Case) -> None:
    rule = RULES[case.rule]
    with rule_cases.world(rule, case) as connection:
        said = rule_cases.told(rule_cases.found(connection, rule), case)
    assert said == rule_cases.expected(case)


@pytest.mark.parametrize("name", RULES)
def test_the_limits_of_a_rule_are_those_that_it_reads_and_there_is_a_row_of_each(name: str) -> None:
    with PARAMETERS.open(encoding="utf-8", newline="") as file:
        known = {row["limit_id"] for row in csv.DictReader(file)}
    rule = RULES[name]
    read = {each for each in known if f"'{each}'" in rule.query.sql}
    assert set(rule.limits) == read
    assert rule.number == name.split("_")[0].upper()[0] + "-" + name.split("_")[0][1:]


def test_the_cases_of_the_rules_catch_their_mutants(amount: Callable[[int], int]) -> None:
    chosen = list(RULES.values())[::100 // amount(100)]
    mutants = {each.name: rule_mutants.mutants(each) for each in chosen}
    alive = [
        f"{rule.name}: {each.what}" for rule in chosen
        for each in rule_mutants.survivors(rule, rule_cases.cases(rule.name), mutants[rule.name])
    ]
    every = sum(map(len, mutants.values()))
    caught = 1 - len(alive) / every
    assert caught >= CAUGHT, f"{caught:.3f} of {every}:\n" + "\n".join(alive)
