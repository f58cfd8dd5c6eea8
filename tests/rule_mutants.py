"""Mutants of an audit rule: one operator or one threshold of its statement, its precondition or of the
limits that it reads is changed; its cases must notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from openbooks.auditrule import Rule
from openbooks.errors import BooksDamaged, WrongUse
from tests import rule_cases
from tests.rule_cases import Case

# what stands there → what a mutant has instead
OPERATORS = {
    "<=": ("<", ">"), ">=": (">", "<"), "<>": ("=",), "<": ("<=", ">"), ">": (">=", "<"),
    "=": ("<>",), "+": ("-",), "-": ("+",), "*": ("/",), "and": ("or",), "or": ("and",),
}
_TEXT = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
_MARK = re.compile(r"<=|>=|<>|(?<![<>|])[<>=](?![<>=])|(?<=\s)[-+*](?=\s)|\b(?:and|or)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w.'])")


@dataclass(frozen=True)
class Mutant:
    """A rule with one change: `rule` the changed one, or `limit` (limit_id, value) a changed threshold."""

    what: str
    rule: Rule
    limit: tuple[str, str] = ("", "")


def mutants(rule: Rule) -> list[Mutant]:
    """All mutants of a rule, in the order of its text."""
    found = [
        Mutant(f"{what}", replace(rule, query=replace(rule.query, sql=sql)))
        for what, sql in _changed(rule.query.sql)
    ]
    found += [
        Mutant(f"precondition: {what}", replace(rule, precondition=sql))
        for what, sql in _changed(rule.precondition)
    ]
    for each in rule.limits:
        values = {row["value"] for row in rule_cases._seed("parameter") if row["limit_id"] == each}
        for value in sorted(values):
            for other in _moved(value):
                found.append(Mutant(f"{each} {value} → {other}", rule, (each, other)))
    return found


def _moved(value: str) -> tuple[str, str]:
    """A threshold a little more and a little less: by one in its last place, of a whole number by 1."""
    number = Decimal(value)
    step = Decimal(1).scaleb(number.as_tuple().exponent)  # type: ignore[arg-type]
    return str(number + step), str(number - step)


def _changed(sql: str) -> Iterator[tuple[str, str]]:
    """(what was changed, the text with that one change)."""
    blind = _TEXT.sub(lambda text: " " * len(text[0]) if text[0][0] == "-" else
                      "'" + "x" * (len(text[0]) - 2) + "'", sql)
    lines = _join_lines(blind)
    for mark in _MARK.finditer(blind):
        if mark.start() in lines:
            continue
        for other in OPERATORS[mark[0].lower()]:
            yield _said(sql, mark, other), sql[:mark.start()] + other + sql[mark.end():]
    for number in _NUMBER.finditer(blind):
        for other in _moved(number[0]):
            yield _said(sql, number, other), sql[:number.start()] + other + sql[number.end():]


def _join_lines(sql: str) -> frozenset[int]:
    """Places that belong to no condition: between x and y."""
    return frozenset(
        found.start(1) for found in re.finditer(r"\bbetween\b[^\n]*?\b(and)\b", sql, re.IGNORECASE)
    )


def _said(sql: str, found: re.Match[str], other: str) -> str:
    line = sql.count("\n", 0, found.start()) + 1
    return f"line {line}: {found[0]} → {other} in `{sql.splitlines()[line - 1].strip()}`"


def survivors(rule: Rule, cases: list[Case], chosen: list[Mutant]) -> list[Mutant]:
    """The mutants of `chosen` that no case notices."""
    waiting = list(chosen)
    for case in cases:
        if not waiting:
            break
        with rule_cases.world(rule, case) as connection:
            waiting = [each for each in waiting if not _noticed(rule, case, each, connection)]
    return waiting


def _noticed(rule: Rule, case: Case, mutant: Mutant, connection: duckdb.DuckDBPyConnection) -> bool:
    if mutant.limit[0]:
        name, value = mutant.limit
        if not connection.execute("select 1 from limit_span where limit_id = $1", [name]).fetchone():
            return False
        connection.execute("begin")
        try:
            connection.execute(
                "update limit_span set value = $2::decimal(18, 4), "
                "value_fen = case when value_fen is not null then ($2::decimal(18, 4) * 100)::bigint end "
                "where limit_id = $1 and batch > 0", [name, value])
            return not rule_cases.passes(rule, case, connection)
        finally:
            connection.execute("rollback")
    try:
        return not rule_cases.passes(mutant.rule, case, connection)
    except (duckdb.Error, BooksDamaged, WrongUse):
        return True
