"""The rules asked of the books: what they find, and which do not apply and why.

Rules must tell two persons apart whom a masked reader sees as one 张*三: they are asked as staff of the
reader's units, and what they say is masked before it leaves this module. A rule or limit that is
known from memory only is not asked until its basis stands in the ledger `parameter`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from openbooks import auditrule, query, ranking, store, wording
from openbooks.access import Reader
from openbooks.auditrule import FIXED, OWN, Rule
from openbooks.books import View
from openbooks.engine import sound, stated
from openbooks.errors import WrongUse
from openbooks.lead import Lead, Line, Suspicion
from openbooks.masking import mask_name, mask_payee, pseudonym
from openbooks.statement import OutputColumn
from openbooks.steadily import steadily

LIMITS, COUNTS = "limit_rows", "audit_subjects"  # what is in force, how many subjects there are
NOBODY = "（未填）"
COUNTED = frozenset({"integer", "decimal", "ratio"})
UNTIL = "在“规则与限额”填写本单位的依据后启用。"
HANDS = 2  # ask the rules side by side: in small books most of the time is one core's planning
Mask = Callable[[OutputColumn, Any], Any]
Rows = list[dict[str, Any]]
Hear = Callable[[Sequence[Rule]], Sequence[Rows | str]]  # of each rule its answer, or why it does not apply


@dataclass(frozen=True)
class Unasked:
    """A rule that was not asked, or does not apply, and why. `is_off`: only its basis is missing."""

    rule: Rule
    reason: str
    is_off: bool


@dataclass(frozen=True)
class Findings:
    """What the rules say of the books at a version: `suspicions` one a subject, ranked; `asked` are the
    rules that were asked, `unasked` the others; `counts` is the number of subjects of each kind."""

    version: int
    suspicions: tuple[Suspicion, ...]
    asked: tuple[Rule, ...]
    unasked: tuple[Unasked, ...]
    counts: Mapping[str, int]

    @property
    def leads(self) -> tuple[Lead, ...]:
        """All leads, those of the first suspicion first."""
        return tuple(lead for each in self.suspicions for lead in each.leads)


def findings(view: View, only: str = "") -> Findings:
    """What the rules find in the books that `view` sees; `only`: one rule, by number or file. Raises
    WrongUse for a rule that there is not, and for a file that is not what its header says."""
    wanted = auditrule.rules()
    if only:
        wanted = tuple(each for each in wanted if only.casefold() in (each.number.casefold(), each.name))
        if not wanted:
            raise WrongUse(f"没有审计规则“{only}”。编号见“规则与限额”，例如 A-02。")
    return steadily(view, lambda held: _ask(held, wanted))


def _ask(view: View, wanted: tuple[Rule, ...]) -> Findings:
    inside = view.books.view(Reader("staff", view.reader.units), view.version)
    known = query.known_relations()
    salt = store.salt(view.books.home)
    with sound(), inside.cursor() as cursor, ThreadPoolExecutor(1) as beside:
        sources = auditrule.sources(cursor, wanted)
        # to read the statements takes Python, to make the marts takes the database
        read = beside.submit(query.read_ahead, cursor, [each.query for each in wanted], known)
        limits = query.rows(query.ask(inside, LIMITS))
        counts = {each["kind"]: each["subjects"] for each in query.rows(query.ask(inside, COUNTS))}
        inside.with_marts(sources)
        read.result()

    def some(rules: Sequence[Rule]) -> list[Rows | str]:
        with inside.cursor() as cursor:
            return [_heard(cursor, each, known) for each in rules]

    def hear(rules: Sequence[Rule]) -> list[Rows | str]:
        with ThreadPoolExecutor(HANDS) as pool:
            heard = list(pool.map(some, (rules[hand::HANDS] for hand in range(HANDS))))
        return [heard[place % HANDS][place // HANDS] for place in range(len(rules))]

    return judged(hear, wanted, limits, counts, _masking(view, salt), salt, view.version)


def _heard(cursor: Any, rule: Rule, known: frozenset[str]) -> Rows | str:
    with stated(rule.name):
        reason = not_applicable(cursor, rule)
    return reason or query.told(cursor, rule.query, known)


def judged(
    hear: Hear, wanted: Sequence[Rule], limits: Iterable[Mapping[str, Any]], counts: Mapping[str, int],
    mask: Mask, salt: str, version: int,
) -> Findings:
    """What rules find where `hear` asks them; `limits` and `counts` are what LIMITS and COUNTS answer
    there. Raises WrongUse for a file that is not what its header says."""
    limits = list(limits)
    held = {each["limit_id"] for each in limits}
    basis = {each["limit_id"].removesuffix(auditrule.BASIS): each for each in limits
             if each["limit_id"].endswith(auditrule.BASIS)}
    off = {each.name: reason for each in wanted if (reason := _off(each, held, basis))}
    on = [each for each in wanted if each.name not in off]
    said = dict(zip((each.name for each in on), hear(on), strict=True))
    asked: list[Rule] = []
    unasked: list[Unasked] = []
    found: list[Lead] = []
    for each in wanted:
        answer = said.get(each.name, "")
        if isinstance(answer, str):
            unasked.append(Unasked(each, answer or off[each.name], not answer))
        else:
            found += leads(each, answer, mask, basis.get(each.number, {}), salt)
            asked.append(each)
    merged = ranking.merged(ranking.weighed(found, counts))
    return Findings(version, merged, tuple(asked), tuple(unasked), counts)


def _off(rule: Rule, held: set[str], basis: Mapping[str, Any]) -> str:
    """Why a rule is off until somebody enters a basis; "" where it is on."""
    if rule.status == "memory" and rule.number not in basis:
        return f"依据待核，没有启用。{UNTIL}"
    if missing := [each for each in rule.limits if each not in held]:
        return f"没有定限额 {'、'.join(missing)}（只有待核的参考值，或者没有本地的标准）。{UNTIL}"
    return ""


def not_applicable(cursor: Any, rule: Rule) -> str:
    """Why a rule does not apply to these books; "" where it does."""
    if not rule.precondition:
        return ""
    row = cursor.execute(rule.precondition).fetchone()
    return str(row[0]) if row and row[0] else ""


def leads(
    rule: Rule, rows: Rows, mask: Mask, basis: Mapping[str, Any], salt: str
) -> Iterable[Lead]:
    """The rows of an answer, those of one subject as one lead, in the order of the answer."""
    columns = {each.name: each for each in rule.query.columns}
    grouped: dict[str, Rows] = {}
    for row in rows:
        grouped.setdefault(row["subject"], []).append(row)
    person = OutputColumn("subject", "identifier", "", "")
    for subject, found in grouped.items():
        first = found[0]
        said = {
            name: _said(mask(columns[name], first[name]), columns[name])
            for name in auditrule.names_in(rule.message)
        }
        shown = mask(person, subject) if rule.subject == "person" else subject
        unit = first["unit_id"] if first["unit_id"] != NOBODY else ""
        own = {name: first[name] for name in OWN if first.get(name)}
        yield Lead(
            rule.name, rule.number, rule.title, own.get("severity", rule.severity), rule.subject,
            shown.replace("\x1f", "/"), key_of(rule.subject, subject, salt), unit or "", first["occurred_on"],
            first["amount_fen"], rule.message.format_map(said),
            own.get("regulation") or basis.get("regulation") or rule.regulation,
            own.get("article") or basis.get("article") or rule.article,
            tuple(Line(*(int(row[name]) for name in FIXED[4:])) for row in found
                  if row["batch"] is not None),
        )


def _masking(view: View, salt: str) -> Mask:
    """What makes of a value that a rule says what the reader may see of it."""
    if not view.reader.masked:
        return lambda column, value: value
    scrub = view.books.scrubber(view.state)

    def masked(column: OutputColumn, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if column.type == "name":
            return mask_name(value)
        if column.name == "payee":
            return mask_payee(value, scrub)
        if column.name in {"subject", "person", "member_id"}:
            return pseudonym(value, salt)
        return scrub(value)

    return masked


def key_of(kind: str, subject: str, salt: str) -> str:
    """What tells a subject apart where no text of a cell may stand: 16 hex digits."""
    return hashlib.sha256(f"{salt}\x1f{kind}\x1f{subject}".encode()).hexdigest()[:16]


def _said(value: Any, column: OutputColumn) -> str:
    """A value in a sentence."""
    if wording.is_missing(value) or value == "":
        return NOBODY
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if column.type in {"month", "period"}:
        return wording.in_months(value)
    if column.type == "money":
        return wording.money(value)
    return wording.cell(value, column.type) + (column.unit if column.type in COUNTED else "")
