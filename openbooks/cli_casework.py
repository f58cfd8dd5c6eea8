"""Commands about the cases of 疑点: listed and shown, asked, explained, decided, assigned, signed, sent back,
reopened. A case is named by its key, or by as many of its first signs as no other has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from openbooks import auditing, casework, covering, dossier, worklist
from openbooks.access import LOCAL_STAFF, reader
from openbooks.books import Books, View
from openbooks.casefile import DONE, ROLES, STEPS
from openbooks.casestep import Step
from openbooks.casework import Words
from openbooks.command import Said, now, opened
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.lead import LEVELS
from openbooks.worklist import Item

KINDS = {"voucher": "凭证", "person": "人员", "unit": "单位", "activity": "活动"}
FEWEST = 4  # signs of a key


def _case(options: Any) -> Said:
    return ACTIONS[options.action](opened(options.books), options)


def _list(books: Books, options: Any) -> Said:
    view = books.view(reader(options.role), options.as_of)
    held = [each for each in _items(view) if options.stage in ("", each.case.file.stage)]
    lines = [line for each in held for line in _line(view, each)]
    return Said({"version": view.version, "cases": [_as_json(view, each) for each in held]},
                lines or ["没有疑点。"])


def _show(books: Books, options: Any) -> Said:
    view = books.view(reader(options.role), options.as_of)
    found = _find(_items(view), options.case)
    lines = [*_line(view, found), *(_told(each) for each in dossier.steps(view, found.case))]
    return Said({"case": _as_json(view, found)}, lines)


def _act(books: Books, options: Any) -> Said:
    view = books.view(LOCAL_STAFF)
    found = _find(_items(view), options.case)
    with on_disk():
        files = [(path.name, path.read_bytes()) for path in options.file]
    said = Words(options.note, files, options.to, options.role)
    case = casework.act(view, found.case, options.action, options.who, now(), said)
    after = Item(case, found.suspicion)
    return Said({"case": _as_json(view, after)},
                [f"疑点 {case.key[:8]} 已{DONE[options.action]}，现在是“{case.file.said}”。"])


def _items(view: View) -> tuple[Item, ...]:
    return worklist.items(view, auditing.findings(view))


def _find(held: Sequence[Item], key: str) -> Item:
    """The case of that key, or of the only one that begins so."""
    found = [each for each in held if len(key) >= FEWEST and each.case.key.startswith(key.lower())]
    if len(found) != 1:
        many = f"有 {len(found)} 个疑点的编号以“{key}”开头，请多写几位。"
        none = f"没有编号为“{key}”的疑点。"
        raise WrongUse(f"{many if found else none}编号至少写前 {FEWEST} 位，用 case list 查看。")
    return found[0]


def _line(view: View, item: Item) -> list[str]:
    """A case in a line, and below it why it was reopened and what the rules say."""
    file, said = item.case.file, item.suspicion
    about = f"{LEVELS[said.severity]} {said.subject}" if said else "（现在没有规则指出它）"
    to = f"  交 {covering.who(view, file.assignee)}" if file.assignee else ""
    return [
        f"{item.case.key[:8]}  {file.said}  {KINDS.get(file.kind, file.kind)}  {about}{to}",
        *(f"          {each}" for each in dossier.reasons(view, item.case)),
        *(f"          {each.rule} {each.message}" for each in (said.leads if said else ())),
    ]


def _told(step: Step) -> str:
    at = f"{datetime.fromisoformat(step.at):%Y-%m-%d %H:%M}"
    role = f"（{ROLES[step.role]}）" if step.role else ""
    if step.kind == "assign":
        role = f"：{step.to or '不再指派'}"
    files = "".join(f" [附件 {each.name}]" for each in step.files)
    return f"{step.seq:>6}  {at}  {step.who} {DONE[step.kind]}{role}  {step.note}{files}".rstrip()


def _as_json(view: View, item: Item) -> dict[str, Any]:
    """A case as the JSON object of the command line."""
    case, said = item.case, item.suspicion
    file = case.file
    return {
        "case": case.key, "kind": file.kind, "unit_id": case.unit_id,
        "subject": said.subject if said else None, "severity": said.severity if said else None,
        "score": said.score if said else None,
        "rules": list(case.subject.rules if case.subject else file.rules),
        "stage": file.stage, "said": file.said, "reopened_from": file.was or None,
        "changes": [{"kind": each.kind, "batch": each.row[0], "row_no": each.row[1], "event": each.by}
                    for each in file.changes],
        "reasons": list(dossier.reasons(view, case)),
        "assignee": covering.who(view, file.assignee) if file.assignee else None,
        "preparer": covering.who(view, file.preparer.who) if file.preparer else None,
        "reviewer": covering.who(view, file.reviewer.who) if file.reviewer else None,
        "steps": [{
            "seq": each.seq, "step": each.kind, "who": each.who, "at": each.at, "note": each.note,
            "to": each.to, "role": each.role, "version": each.version,
            "files": [file.as_dict() for file in each.files],
        } for each in dossier.steps(view, case)],
    }


ACTIONS: dict[str, Callable[[Books, Any], Said]] = {
    "list": _list, "show": _show, **dict.fromkeys(STEPS, _act),
}
COMMANDS: dict[str, Callable[[Any], Said]] = {"case": _case}
