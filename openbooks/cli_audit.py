"""The command `audit`: 疑点, one rule's or all of them, ranked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openbooks import auditing
from openbooks.access import reader
from openbooks.auditing import Unasked
from openbooks.command import Said, opened
from openbooks.history import State
from openbooks.lead import LEVELS, Lead, Suspicion
from openbooks.money import yuan, yuan_grouped

SHOWN = 50  # lines for people; scripts get all


def _audit(options: Any) -> Said:
    view = opened(options.books).view(reader(options.role), options.as_of)
    found = auditing.findings(view, options.rule)
    leads = [_as_json(view.state, each, lead) for each in found.suspicions for lead in each.leads]
    off = [each for each in found.unasked if each.is_off]
    told = {
        "version": view.version, "leads": leads, "subjects": dict(found.counts),
        "rules": [{"rule": each.number, "name": each.name} for each in found.asked],
        "not_applicable": [_why(each) for each in found.unasked if not each.is_off],
        "off": [_why(each) for each in off],
    }
    lines = [_line(at, each) for at, each in enumerate(found.suspicions[:SHOWN], 1)]
    if len(found.suspicions) > SHOWN:
        lines.append(f"还有 {len(found.suspicions) - SHOWN} 个，加 --json 看全部。")
    lines.append(
        f"{len(found.suspicions)} 个疑点；用了 {len(found.asked)} 条规则，"
        f"{len(found.unasked) - len(off)} 条不适用，{len(off)} 条等依据（参考）。疑点是要问的问题，不是结论。"
    )
    return Said(told, lines)


def _as_json(state: State, about: Suspicion, lead: Lead) -> dict[str, Any]:
    return {
        "rule": lead.rule, "name": lead.name, "severity": lead.severity,
        "ledger": state.batch(lead.lines[0].batch).ledger if lead.lines else None,
        "unit_id": lead.unit_id or None, "subject": lead.subject, "subject_kind": lead.kind,
        "case": lead.key, "occurred_on": lead.occurred_on,
        "amount_fen": lead.amount_fen,
        "amount": None if lead.amount_fen is None else yuan(lead.amount_fen),
        "score": about.score, "weight": round(lead.weight, 4), "message": lead.message,
        "regulation": lead.regulation, "article": lead.article,
        "lines": [{"batch": each.batch, "file": state.batch(each.batch).file, "line": each.line}
                  for each in lead.lines],
    }


def _why(each: Unasked) -> dict[str, Any]:
    return {"rule": each.rule.number, "name": each.rule.name, "reason": each.reason}


def _line(place: int, each: Suspicion) -> str:
    amount = "" if each.amount_fen is None else f"{yuan_grouped(each.amount_fen)} 元"
    reasons = "；".join(f"{lead.rule} {lead.title}" for lead in each.leads)
    return (f"{place:>3}  {LEVELS[each.severity]}  {each.score:.2f}  {each.occurred_on or ''!s:<10}  "
            f"{each.subject}  {amount}  {reasons}")


COMMANDS: dict[str, Callable[[Any], Said]] = {"audit": _audit}
