"""What the journal says of a release: a report drafted, reviewed, approved and published, by whom.

    草稿 ─ review → 经审已审阅 ─ approve → 主席已批准 ─ publish → 已公布 ─ withdraw → 已撤下
      └──────────── return (with a reason): back to 草稿 ───────────┘

A release has the number of the event that drafted it. A draft made anew for the same report, period and
unit takes the place of the one that was not published; a release published anew stands for the one
before, whose files stay. Pure: events in, facts out. An act that does not fit where its release stands
changes nothing, and `verification` names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from openbooks.event import Event

DRAFT, REVIEWED, APPROVED = "draft", "reviewed", "approved"
PUBLISHED, WITHDRAWN, REPLACED = "published", "withdrawn", "replaced"
SAID = MappingProxyType({
    DRAFT: "草稿", REVIEWED: "经审已审阅", APPROVED: "主席已批准", PUBLISHED: "已公布",
    WITHDRAWN: "已撤下", REPLACED: "已另行起草",
})
# act → the stages from which it can be done, and where it leads
ACTS = MappingProxyType({
    "review": ((DRAFT,), REVIEWED),
    "approve": ((REVIEWED,), APPROVED),
    "publish": ((APPROVED,), PUBLISHED),
    "return": ((DRAFT, REVIEWED, APPROVED), DRAFT),
    "withdraw": ((PUBLISHED,), WITHDRAWN),
})
DONE = MappingProxyType({
    "draft": "起草", "review": "审阅", "approve": "批准", "publish": "公布", "return": "退回",
    "withdraw": "撤下",
})
OPEN = frozenset({DRAFT, REVIEWED, APPROVED})


@dataclass(frozen=True)
class Act:
    """One step of a release: the event `seq`, what was done, by whom, when, and what was noted."""

    seq: int
    kind: str
    who: str
    at: str
    note: str


@dataclass(frozen=True)
class Release:
    """A release as it stands. `version` and `head` are those of the books that it was composed from;
    `digest` is the SHA-256 of its document's bytes; `smallest` the smallest group that was published
    then; `files` (name, SHA-256) are there once it was published, also after it was withdrawn.

    `replaced_by`: the release that was drafted in its place, or was published after it; 0 for none.
    """

    seq: int
    report: str
    period: str
    unit: str
    version: int
    head: str
    digest: str
    smallest: int
    stage: str
    acts: tuple[Act, ...]
    files: tuple[tuple[str, str], ...] = ()
    replaced_by: int = 0

    @property
    def subject(self) -> tuple[str, str, str]:
        """What it is about: two of one subject stand in each other's place."""
        return self.report, self.period, self.unit

    @property
    def is_open(self) -> bool:
        """Whether it is on its way to be published."""
        return self.stage in OPEN

    @property
    def was_published(self) -> bool:
        """Whether it was ever published: then somebody may have read it."""
        return any(each.kind == "publish" for each in self.acts)

    @property
    def on_show(self) -> bool:
        """Whether it is what the public reads: published, not taken down, and the last of its subject."""
        return self.stage == PUBLISHED and not self.replaced_by

    def last(self, kind: str) -> Act | None:
        """The last act of a kind that still holds; None for none. What was returned holds no more."""
        held = self.acts
        for at, each in enumerate(self.acts):
            if each.kind == "return":
                held = (self.acts[0], *self.acts[at:])
        return next((each for each in reversed(held) if each.kind == kind), None)

    def can(self, kind: str) -> bool:
        """Whether an act fits where the release stands."""
        return kind in ACTS and self.stage in ACTS[kind][0]


def releases_of(events: Iterable[Event]) -> tuple[Release, ...]:
    """All releases that these events tell of, oldest first."""
    found: dict[int, Release] = {}
    for event in events:
        if event.kind == "draft":
            _begin(found, event)
        elif event.kind in ACTS:
            _go_on(found, event)
    return tuple(found.values())


def fits(known: Iterable[Release], event: Event) -> bool:
    """Whether an event about a release fits where that one stands; `known` are those before it."""
    held = {each.seq: each for each in known}
    return event.kind not in ACTS or (
        event.body["release"] in held and held[event.body["release"]].can(event.kind)
    )


def _begin(found: dict[int, Release], event: Event) -> None:
    body = event.body
    begun = Release(
        event.seq, body["report"], body["period"], body["unit"], body["version"], body["head"],
        body["document"], body["smallest"], DRAFT, (_act(event),),
    )
    for each in list(found.values()):
        if each.subject == begun.subject and each.is_open:
            found[each.seq] = replace(each, stage=REPLACED, replaced_by=event.seq)
    found[event.seq] = begun


def _go_on(found: dict[int, Release], event: Event) -> None:
    before = found.get(event.body["release"])
    if before is None or not before.can(event.kind):
        return
    files = tuple(sorted(event.body["files"].items())) if event.kind == "publish" else before.files
    if event.kind == "publish":
        for each in list(found.values()):
            if each.subject == before.subject and each.stage == PUBLISHED:
                found[each.seq] = replace(each, replaced_by=before.seq)
    found[before.seq] = replace(
        before, stage=ACTS[event.kind][1], acts=(*before.acts, _act(event)), files=files
    )


def _act(event: Event) -> Act:
    return Act(event.seq, event.kind, event.who, event.at, event.body["note"])
