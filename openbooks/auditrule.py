"""The audit rules: the files of queries/audit. A rule is a query whose header says a little more.

    rule            its number in the field's list (R-20, A-02); several files may share one
    subject         what a lead of it is about: voucher | person | unit | activity
    severity        high | medium | low
    method          how it looks, in a sentence; `purpose` says for what
    exclusions      what it passes over
    caution         when it may be wrong
    regulation, article, status    on what it rests: verified | secondary | memory
    limits          the parameters (limit_id) that it reads
    precondition    a SELECT that gives a reason why the rule does not apply, or no row
    message         the sentence of a lead, with the names of columns in braces

Its statement gives one row a line of a lead; the rows of one subject are one lead. The first columns
are FIXED (the line's three are empty where a lead has no line), then the values for the message.
`severity`, `regulation` and `article` as columns stand for those of the header. `person` keys are
those of the mart `aid`, `voucher` keys those of `audit_line`.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openbooks import query, statement, syntax
from openbooks.books import Cursor
from openbooks.errors import WrongUse
from openbooks.statement import Query

FIXED = ("subject", "unit_id", "occurred_on", "amount_fen", "batch", "row_no", "line")
OWN = frozenset({"severity", "regulation", "article"})  # of the lead, where the rule's is not meant
SUBJECTS = ("voucher", "person", "unit", "activity")
SEVERITIES = ("high", "medium", "low")
STATUSES = ("verified", "secondary", "memory")
BASIS = ".basis"  # a parameter so named enters the basis of a rule that is known from memory only


_read: dict[tuple[str, frozenset[str]], frozenset[str]] = {}  # what statements of headers read


@dataclass(frozen=True)
class Rule:
    """One file of queries/audit: what its header says beyond that of a query."""

    query: Query
    number: str
    subject: str
    severity: str
    method: str
    exclusions: str
    caution: str
    regulation: str
    article: str
    status: str
    limits: tuple[str, ...]
    precondition: str
    message: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.query.name

    @property
    def title(self) -> str:
        return self.query.title


def rules() -> tuple[Rule, ...]:
    """All rules by number and name. Raises WrongUse, naming the file, for a header that is not whole."""
    found = [of(each) for each in statement.catalogue().values() if each.folder == "audit"]
    return tuple(sorted(found, key=lambda each: (each.number, each.name)))


def rule(name: str) -> Rule:
    """The rule of that file; WrongUse when there is none."""
    for each in rules():
        if each.name == name:
            return each
    raise WrongUse(f"没有审计规则 {name}。")


def of(query: Query) -> Rule:
    """The rule of a query's file; WrongUse, naming it, for a header that is not whole."""
    said = query.header
    try:
        found = Rule(
            query, *(_text(said[name]) for name in ("rule", "subject", "severity", "method",
                                                    "exclusions", "caution", "regulation", "article",
                                                    "status")),
            tuple(said.get("limits", ())), _text(said.get("precondition", "")).strip(),
            _text(said["message"]),
        )
    except KeyError as error:
        raise WrongUse(f"{query.path.name} 的表头缺少 {error.args[0]}") from error
    for value, allowed in ((found.subject, SUBJECTS), (found.severity, SEVERITIES),
                           (found.status, STATUSES)):
        if value not in allowed:
            raise WrongUse(f"{query.path.name} 的表头写着 {value}，应为 {'、'.join(allowed)}")
    columns = [each.name for each in query.columns]
    if tuple(columns[:len(FIXED)]) != FIXED:
        raise WrongUse(f"{query.path.name} 的前几列应为 {'、'.join(FIXED)}")
    if any(form or way for _, _, form, way in string.Formatter().parse(found.message)):
        raise WrongUse(f"{query.path.name} 的 message 里的列不能带格式")
    if unknown := sorted(set(names_in(found.message)) - set(columns)):
        raise WrongUse(f"{query.path.name} 的 message 用了没有的列 {'、'.join(unknown)}")
    return found


def names_in(message: str) -> tuple[str, ...]:
    """The columns that a message names."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(message) if name)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongUse(f"规则的表头里应为文字，而不是 {value!r}")
    return value


def relations(cursor: Cursor, sql: str, known: frozenset[str] | None = None) -> frozenset[str]:
    """What a statement of a header reads; WrongUse when it is no single SELECT, or reads what it may
    not: anything but `known` (default: the ledgers and the marts)."""
    known = known or query.known_relations()
    if (sql, known) in _read:
        return _read[sql, known]
    serialized = cursor.execute("select json_serialize_sql($1)", [sql]).fetchall()
    parsed = json.loads(serialized[0][0])
    if parsed["error"] or len(parsed["statements"]) != 1:
        raise WrongUse(f"不是一条可读的 SELECT：{sql}")
    node = parsed["statements"][0]["node"]
    read, faults = syntax.relations(node)
    faults += syntax.function_faults(node)
    faults += [f"没有这个来源：{each}" for each in sorted(read - known)]
    if faults:
        raise WrongUse(f"precondition 有误：{'；'.join(faults)}")
    _read[sql, known] = read
    return read


def sources(cursor: Cursor, wanted: Iterable[Rule]) -> frozenset[str]:
    """Everything that these rules read, their preconditions included. Raises as `relations`."""
    found: set[str] = set()
    known = query.known_relations()
    for each in wanted:
        found |= set(each.query.sources)
        if each.precondition:
            found |= relations(cursor, each.precondition, known)
    return frozenset(found)
