"""What the journal says of a case: what was decided about one subject of the audit's list, by whom, and on
which rows.

    待核 ─ ask → 要求说明 ─ explain → 已说明 ─┬─ dismiss → 排除
      └──────────────────────────────────────┴─ mend → 整改中 ─ mended → 已整改
    reopen: from any stage back to 待核, by somebody with a reason, or since the rows under it changed

Beside the stages: a case is assigned to somebody; a decision is signed by who prepared it, then by somebody
else who reviewed it, or sent back by that one. A case has the key of its subject, never its text. Pure:
events in, facts out. A step that does not fit where its case stands changes nothing, and `verification`
names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from openbooks.actor import is_nobody, is_same
from openbooks.attachment import Attachment
from openbooks.casestep import Change, Row, Step, step_of
from openbooks.event import Event
from openbooks.home import PROGRAM

OPEN, ASKED, EXPLAINED = "open", "asked", "explained"
DISMISSED, MENDING, MENDED = "dismissed", "mending", "mended"
SAID = MappingProxyType({
    OPEN: "待核", ASKED: "要求说明", EXPLAINED: "已说明", DISMISSED: "排除", MENDING: "整改中",
    MENDED: "已整改",
})
REOPENED = "重新打开"
DECIDED = frozenset({DISMISSED, MENDING, MENDED})
_ALL = tuple(SAID)
# step → the stages from which it can be taken, and where it leads ("": the stage stays)
STEPS = MappingProxyType({
    "ask": ((OPEN, EXPLAINED), ASKED),
    "explain": ((ASKED, EXPLAINED), EXPLAINED),
    "dismiss": ((OPEN, EXPLAINED), DISMISSED),
    "mend": ((OPEN, EXPLAINED), MENDING),
    "mended": ((MENDING,), MENDED),
    "reopen": (_ALL[1:], OPEN),
    "assign": (_ALL, ""),
    "sign": (tuple(DECIDED), ""),
    "return": (tuple(DECIDED), ""),
})
KINDS = frozenset(f"case_{each}" for each in STEPS)
DONE = MappingProxyType({
    "ask": "要求说明", "explain": "说明", "dismiss": "排除", "mend": "要求整改", "mended": "确认整改",
    "reopen": "重新打开", "assign": "指派", "sign": "签字", "return": "退回",
})
PREPARER, REVIEWER = "preparer", "reviewer"
ROLES = MappingProxyType({PREPARER: "编制人", REVIEWER: "复核人"})
# what can still be done although the rows changed meanwhile: the answer to a question, the end of a remedy
_GOES_ON = MappingProxyType({ASKED: "explain", MENDING: "mended"})
_JUDGING = frozenset({"dismiss", "mend", "mended", "sign", "return"})


@dataclass(frozen=True)
class Casefile:
    """A case as it stands. `rows` are those on which the last step of its stage was taken, as (origin of
    the batch, row number), `version` the version that its taker saw, `rules` what led to it.

    `was`: the stage from which it was reopened ("" where it was not, or somebody has gone on since);
    `changes`: the rows whose change reopened it. `preparer`, `reviewer`: the signatures that stand.
    """

    key: str
    kind: str
    unit: str
    stage: str = OPEN
    steps: tuple[Step, ...] = ()
    rules: tuple[str, ...] = ()
    rows: frozenset[Row] = frozenset()
    version: int = 0
    assignee: str = ""
    preparer: Step | None = None
    reviewer: Step | None = None
    was: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def seq(self) -> int:
        """The number of its last event; 0 where there is none."""
        return self.steps[-1].seq if self.steps else 0

    @property
    def said(self) -> str:
        """Its stage as people say it; 重新打开 for 待核 after another stage."""
        return REOPENED if self.was else SAID[self.stage]

    @property
    def is_decided(self) -> bool:
        """Whether somebody has decided, and nothing has reopened it."""
        return self.stage in DECIDED

    @property
    def is_asked(self) -> bool:
        """Whether its unit owes an answer; also where rows changed meanwhile."""
        return ASKED in (self.stage, self.was if self.changes else "")

    @property
    def is_signed(self) -> bool:
        """Whether both signatures stand."""
        return self.preparer is not None and self.reviewer is not None

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The files of all its steps, oldest first."""
        return tuple(file for each in self.steps for file in each.files)

    def can(self, kind: str) -> bool:
        """Whether a step fits where the case stands."""
        goes_on = bool(self.changes) and _GOES_ON.get(self.was) == kind
        return kind in STEPS and (self.stage in STEPS[kind][0] or goes_on)

    def reopened(self, changes: Iterable[Change]) -> Casefile:
        """The case after rows under it changed; itself where none did, or nothing rests on them."""
        found = tuple(changes)
        return self._back(found) if found and self.stage != OPEN else self

    def _back(self, changes: tuple[Change, ...]) -> Casefile:
        return replace(
            self, stage=OPEN, was=self.stage, changes=changes, preparer=None, reviewer=None
        )


def why_not(case: Casefile, kind: str, who: str, role: str = "") -> str:
    """Why a step cannot be taken, or not by this person, as a sentence; "" where it can. `role` (of
    `ROLES`) is as whom somebody signs."""
    if not case.can(kind):
        return _out_of_turn(case, kind)
    if is_nobody(who):
        return f"{DONE[kind]}要写明是谁：请填姓名（命令行用 --who 姓名）。"
    if kind in _JUDGING and any(each.kind == "explain" and is_same(who, each.who) for each in case.steps):
        return f"您代表单位对这个疑点作过说明，不能{DONE[kind]}，请换一个人来。"
    return _why_not_sign(case, who, role) if kind == "sign" else (
        _why_not_return(case, who) if kind == "return" else ""
    )


def casefiles_of(events: Iterable[Event]) -> tuple[Casefile, ...]:
    """All cases that these events tell of, that with the oldest first step first."""
    held: dict[str, Casefile] = {}
    for event in events:
        take(held, event)
    return tuple(held.values())


def take(held: dict[str, Casefile], event: Event) -> str:
    """Take an event into the cases `held` (by key); why it does not fit where its case stands, as a
    sentence: then they stay as they are. "" where it fits, and for events about other things."""
    if event.kind not in KINDS:
        return ""
    step = step_of(event)
    if step is None or (step.role not in ROLES if step.kind == "sign" else step.role):
        return "写法不是本程序写的。"
    case = held.get(step.case) or Casefile(step.case, step.subject, step.unit)
    by_rows = step.kind == "reopen" and bool(step.changes) and step.who == PROGRAM
    if by_rows:
        reason = "" if case.can("reopen") else _out_of_turn(case, "reopen")
    else:
        reason = why_not(case, step.kind, step.who, step.role)
    if not reason:
        held[step.case] = _after(case, step)
    return reason


def _after(case: Casefile, step: Step) -> Casefile:
    case = replace(case, unit=step.unit, steps=(*case.steps, step))
    if step.kind == "reopen":
        return case._back(step.changes)
    if step.kind == "assign":
        return replace(case, assignee=step.to)
    if step.kind == "sign":
        return replace(case, **{step.role: step})
    if step.kind == "return":
        return replace(case, preparer=None, reviewer=None)
    return replace(
        case, stage=STEPS[step.kind][1], rules=step.rules, rows=step.rows, version=step.version,
        preparer=None, reviewer=None, was="", changes=(),
    )


def _out_of_turn(case: Casefile, kind: str) -> str:
    """That a case stands elsewhere, and what comes first."""
    done = DONE.get(kind, kind)
    wanted = {
        "explain": "要先由经审要求说明。", "mended": "要先要求整改。",
        "sign": "作出决定（排除或整改）以后才能签字。", "return": "还没有决定可以退回。",
    }.get(kind, "")
    if kind == "reopen":
        wanted = "它没有办过，不用重新打开。" if not case.was else "它已经打开。"
    elif case.is_decided:
        wanted = "要改决定，请先重新打开，写明原因。"
    elif case.stage == ASKED and kind in {"dismiss", "mend", "ask"}:
        wanted = "要等单位说明；不再等的，请先重新打开，写明原因。"
    return f"这个疑点现在是“{case.said}”，不能{done}。{wanted}"


def _why_not_sign(case: Casefile, who: str, role: str) -> str:
    if role not in ROLES:
        return f"签字要写明是{'还是'.join(ROLES.values())}。"
    if (case.preparer if role == PREPARER else case.reviewer) is not None:
        return f"{ROLES[role]}已经签字。"
    if role == PREPARER:
        return ""
    if case.preparer is None:
        return "要先由编制人签字，再由复核人签字。"
    if is_same(who, case.preparer.who):
        return "编制人是您签的：编制和复核要由两个人来签，请换一个人来。"
    decided = next(each for each in reversed(case.steps) if STEPS[each.kind][1] == case.stage)
    return "这个决定是您作的：复核要由另一个人来签。" if is_same(who, decided.who) else ""


def _why_not_return(case: Casefile, who: str) -> str:
    if case.preparer is None:
        return "编制人还没有签字，没有可以退回的。要改决定，请重新打开，写明原因。"
    if case.reviewer is not None:
        return "复核人已经签字，不能退回。要改决定，请重新打开，写明原因。"
    return "编制人是您签的，要由复核的人退回。" if is_same(who, case.preparer.who) else ""
