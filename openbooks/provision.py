"""A limit, or the basis of a rule, as an auditor enters it: one row of the ledger `parameter`, made into a
small file that goes through the same door as any other, so that it opens down to its line and can be
undone. Before that it is tried on a copy: which rules it turns on, which 疑点 would come or go.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openbooks import auditing, contract, query, rehearsal
from openbooks.access import Reader
from openbooks.auditing import Findings, Unasked
from openbooks.auditrule import BASIS, Rule
from openbooks.books import Books, View
from openbooks.intake import Answers, load_file
from openbooks.receipt import Receipt

LEDGER = "parameter"
OWN = "本单位"  # every unit of these books, before any province
IN_FORCE = "1"  # the value of a basis: it says that the rule is in force, and measures nothing
STATUSES = {"verified": "原文已读", "secondary": "转引", "memory": "待核"}
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Provision:
    """One row of `parameter`, as texts; `value` as it is typed (the door reads it), days are days."""

    limit_id: str
    rule_id: str
    province: str
    valid_from: date | None
    valid_to: date | None
    value: str
    unit: str
    regulation: str
    article_or_page: str
    status: str
    note: str = ""

    @property
    def called(self) -> str:
        """What its file is called."""
        return f"{'依据' if self.limit_id.endswith(BASIS) else '限额'} {self.limit_id} {self.province}.csv"


@dataclass(frozen=True)
class Effect:
    """What entering a provision would do: `started` and `stopped` are rules; `come` and `gone` count leads
    by the rule's file; `waiting` are the rules that it is meant for and that still are not asked."""

    receipt: Receipt
    started: tuple[Rule, ...] = ()
    stopped: tuple[Rule, ...] = ()
    come: Counts = field(default_factory=Counter)
    gone: Counts = field(default_factory=Counter)
    waiting: tuple[Unasked, ...] = ()


def wanting(given: Provision, who: str) -> str:
    """What is still to be filled in, as a sentence; "" for nothing."""
    if not given.value.strip():
        return "请填标准值：只写数字，例如 2000。"
    if not given.regulation.strip():
        return "请填依据文件：文件名称和文号，或本单位哪次会议的决定。"
    if given.status not in STATUSES:
        return "请选可信状态：原文读过没有。"
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        return "失效日期早于生效日期，请改其中一个。"
    return "" if who.strip() else "请填经办人的姓名。"


def as_file(given: Provision) -> bytes:
    """The row as a CSV with the titles of the ledger."""
    ledger = contract.ledger(LEDGER)
    sink = io.StringIO()
    names = [each.name for each in fields(given)]
    rows = csv.writer(sink)
    rows.writerow([ledger.column(name).title for name in names])
    rows.writerow([_text(getattr(given, name)) for name in names])
    return sink.getvalue().encode("utf-8-sig")


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else (value or "").strip()


def enter(books: Books, given: Provision, who: str, at: datetime, supersede: int | None = None) -> Receipt:
    """Load the provision as a file of its own; `supersede`: the load that it stands for. Raises as
    `intake.load_file`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "provision.csv"
        path.write_bytes(as_file(given))
        answers = Answers(ledger=LEDGER, accept=True, supersede=supersede)
        (receipt,) = load_file(books, path, answers, who, at, name=given.called)
        return receipt


def tried(view: View, given: Provision, who: str, at: datetime, supersede: int | None = None) -> Effect:
    """What `enter` would do, done on a copy of the books which is thrown away. Rules are asked as staff of
    the reader's units; what comes back are numbers only. Raises as `enter`."""
    inside = Reader("staff", view.reader.units)
    with rehearsal.copy_of(view.books) as copy:
        receipt = enter(copy, given, who, at, supersede)
        if not receipt.accepted:
            return Effect(receipt)
        before = auditing.findings(view.books.view(inside))
        after = auditing.findings(copy.view(inside))
    asked, then = {each.name for each in after.asked}, {each.name for each in before.asked}
    old, new = _leads(before), _leads(after)
    return Effect(
        receipt,
        tuple(each for each in after.asked if each.name not in then),
        tuple(each for each in before.asked if each.name not in asked),
        Counter(name for name, *_ in new - old), Counter(name for name, *_ in old - new),
        tuple(each for each in after.unasked if meant(each.rule, given.limit_id)),
    )


def _leads(found: Findings) -> set[tuple[Any, ...]]:
    """What tells leads apart before and after; two that say another sentence are not the same."""
    return {(each.name, each.subject, each.lines, each.message, each.severity) for each in found.leads}


def meant(rule: Rule, limit_id: str) -> bool:
    """Whether a rule reads that limit, or the basis is its own."""
    return limit_id in rule.limits or limit_id == rule.number + BASIS


def standing(view: View, given: Provision) -> Mapping[str, Any] | None:
    """The row that the books hold for the same limit, place and first day; None where there is none."""
    for each in query.rows(query.ask(view, "parameter_rows", {"text": given.limit_id})):
        if (each["limit_id"], each["province"]) == (given.limit_id, given.province) \
                and each["valid_from"] == given.valid_from:
            return each
    return None


def conflict(view: View, held: Mapping[str, Any]) -> str:
    """Why a provision is refused whose place another row holds, and the two ways out."""
    since = f"从{held['valid_from'].isoformat()}起" if held["valid_from"] else "没有写生效日期的"
    value = f"{held['value'].normalize():f}{held['unit'] or ''}"
    alone = " 或在下面选“取代”。" if replaceable(view, held) else "（同一份里的其他行也会撤下）。"
    return (
        f"{held['limit_id']} 在“{held['province']}”{since}已经有一行：{value}，"
        f"依据{held['regulation'] or '没有写'}（第 {held['batch']} 号装载第 {held['line']} 行）。"
        "标准改了，请填新的生效日期再按“下一步”，旧的到那天为止自动让位；"
        f"原来那行填错了，请到“装载记录”撤销第 {held['batch']} 号装载后重填{alone}"
    )


def replaceable(view: View, held: Mapping[str, Any]) -> bool:
    """Whether the row is all that its load holds, so that it may be superseded from here."""
    return view.state.batch(int(held["batch"])).body["counts"]["accepted"] == 1


def choices(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    """What can be entered → the rules that it is for: the limits that rules read, and the basis of each
    rule that is known from memory only."""
    found: dict[str, tuple[Rule, ...]] = {}
    for each in rules:
        own = (each.number + BASIS,) if each.status == "memory" else ()
        for name in (*own, *each.limits):
            found[name] = (*found.get(name, ()), each)
    return dict(sorted(found.items()))


def read_by(rule: Rule, limit_id: str) -> bool:
    """Whether that row of `parameter` stands behind a rule: a limit of it, its basis, a word of its list."""
    return meant(rule, limit_id) or limit_id.startswith(f"{rule.number}.keyword.")
