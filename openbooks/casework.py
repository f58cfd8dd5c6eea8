"""The steps of casework on 疑点, taken under the books' lock: ask, explain, dismiss, mend, mended, reopen,
assign, sign, return.

Every step is an event with a name and an hour, taken on the case that somebody was shown: where somebody else
went on with it meanwhile, or its rows changed, nothing is done. A case that rows have reopened is first put
on record as such. Files are written before their event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openbooks import attachment, rowlife
from openbooks.books import View
from openbooks.casefile import DONE, Casefile, casefiles_of, why_not
from openbooks.casestep import SUBJECTS, Row, change_as_json, rows_as_json
from openbooks.dossier import Case, reach, reopened, require_reader
from openbooks.errors import Moved, WrongUse
from openbooks.history import State
from openbooks.home import PROGRAM
from openbooks.journal import append
from openbooks.store import writing

LONGEST = 2000  # signs of a note
LONGEST_NAME = 50
_RESTS = frozenset({"ask", "explain", "dismiss", "mend", "mended"})
_REASONED = frozenset({*_RESTS, "reopen", "return"})


@dataclass(frozen=True)
class Words:
    """What somebody gives with a step: a note, files (name, bytes), to whom a case is assigned ("": to
    nobody any more), as whom somebody signs (of `casefile.ROLES`)."""

    note: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    to: str = ""
    role: str = ""


def act(view: View, case: Case, kind: str, who: str, at: datetime, said: Words = Words()) -> Case:
    """Take one step (of `casefile.STEPS`) with a case as `dossier.cases(view, …)` shows it; the case after.

    Raises WrongUse, in a sentence, where the step does not fit or this reader or person must not take it,
    and for a note or file that cannot be kept; Moved where the case is another by now.
    """
    books = view.books
    kept = _checked(kind, said)
    _require_may(view, case, kind)
    with writing(books.home):
        state = books.state()
        _require_unmoved(view, state, case)
        if reason := why_not(case.file, kind, who, kept.role):
            raise WrongUse(reason)
        if _recorded(state, case).stage != case.file.stage and kind != "assign":
            changes = [change_as_json(each) for each in case.file.changes]
            body = {**_about(case), "note": "", "files": [], "changes": changes}
            append(books.home, books.events, "case_reopen", PROGRAM, at, body)
        body = {**_about(case), **_told(view, case, kind, kept)}
        body["files"] = [each.as_dict() for each in attachment.keep(books.home, kept.files)]
        append(books.home, books.events, f"case_{kind}", who.strip(), at, body)
        state = books.state()
        return reopened(books, state, [Case(case.subject, _recorded(state, case))])[0]


def _checked(kind: str, said: Words) -> Words:
    """What is kept of it. Raises WrongUse for what cannot be."""
    attachment.checked(said.files)
    return replace(said, note=_note(kind, said.note), to=_name(said.to))


def _recorded(state: State, case: Case) -> Casefile:
    """The case as the journal has it now."""
    told = (each for each in state.case_events if each.body["case"] == case.key)
    return next(iter(casefiles_of(told)), Casefile(case.key, case.file.kind, case.file.unit))


def _require_unmoved(view: View, state: State, case: Case) -> None:
    """Raise Moved where somebody went on with a case since it was shown, or rows under it changed."""
    now = _recorded(state, case)
    if now.seq != case.file.seq:
        raise Moved("这个疑点刚刚有人办过，请重新打开，看过经过再办。")
    if state.version != view.version:
        (fresh,) = reopened(view.books, state, [Case(case.subject, now)])
        if fresh.file.changes != case.file.changes:
            raise Moved("刚刚的装载或撤销动了这个疑点的行，请重新打开，看过再办。")


def _about(case: Case) -> dict[str, Any]:
    if case.file.kind not in SUBJECTS:
        raise WrongUse(f"疑点的对象“{case.file.kind}”不认识，可以是：{'、'.join(SUBJECTS)}。请告诉维护者。")
    return {"case": case.key, "subject": case.file.kind, "unit": case.unit_id}


def _told(view: View, case: Case, kind: str, kept: Words) -> dict[str, Any]:
    """What the event of a step says beside the case and the files."""
    found: dict[str, Any] = {"note": kept.note}
    if kind in _RESTS:
        rules = case.subject.rules if case.subject else case.file.rules
        found |= {"rules": list(rules), "rows": rows_as_json(_rows(view, case)), "version": view.version}
    more: dict[str, dict[str, Any]] = {
        "reopen": {"changes": []}, "assign": {"to": kept.to}, "sign": {"role": kept.role},
    }
    return found | more.get(kind, {})


def _rows(view: View, case: Case) -> frozenset[Row]:
    """The rows on which a step rests: those under its subject; where nothing is found of it any more, those
    of the last step that still count."""
    if case.subject:
        return rowlife.origins(view.state, case.subject.rows)
    return rowlife.living(view.books, view.state, case.file.rows)


def _require_may(view: View, case: Case, kind: str) -> None:
    """Raise WrongUse where it is not this reader's to take such a step."""
    require_reader(view.reader)
    units, done = reach(view), DONE.get(kind, kind)
    if units is not None and case.unit_id not in units:
        raise WrongUse(f"这个疑点不是您单位的，不能{done}。")
    if units is not None and view.reader.role == "staff" and kind != "explain":
        raise WrongUse(f"单位的工作人员只作说明，不能{done}。")


def _note(kind: str, said: str) -> str:
    """A note as it is kept. Raises WrongUse where one is wanted and there is none, or it is too long or has
    signs that nobody sees."""
    lines = [" ".join(line.split()) for line in said.splitlines()]
    kept = "\n".join(lines).strip()
    if kind in _REASONED and not kept:
        raise WrongUse(f"{DONE[kind]}要写明{'内容' if kind in {'ask', 'explain'} else '原因'}。")
    if len(kept) > LONGEST or not all(line.isprintable() for line in lines):
        raise WrongUse(f"要写的话最多 {LONGEST} 个字，不能有看不见的字符。现在有 {len(kept)} 个字。")
    return kept


def _name(said: str) -> str:
    kept = " ".join(said.split())
    if len(kept) > LONGEST_NAME or not kept.isprintable():
        raise WrongUse(f"指派给谁要写姓名，最多 {LONGEST_NAME} 个字。")
    return kept
