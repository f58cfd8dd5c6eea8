"""The steps of a release: drafted, reviewed, approved, published; sent back, or taken down.

A draft freezes the report as it was composed; what was reviewed is what is published, byte for byte.
Every step is an event with a name and an hour, taken under the books' lock on the state that stands
then. Files are written before their event: a writer that is killed leaves files that nobody names.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from openbooks import presenting, revision, store
from openbooks.access import LOCAL_PAGES
from openbooks.actor import is_nobody, is_same
from openbooks.books import Books, View
from openbooks.document import Document, Section
from openbooks.documentfile import to_bytes
from openbooks.errors import Moved, WrongUse
from openbooks.history import State
from openbooks.journal import append
from openbooks.period import period_of
from openbooks.publication import DONE, REPLACED, SAID, Release
from openbooks.release import document_of, release
from openbooks.store import writing

Maker = Callable[[Document], bytes]
DRAFT_MARK = "草稿"
LONGEST = 500
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
_PASSING = frozenset({"review", "approve", "publish"})
_REASONED = frozenset({"return", "withdraw"})


def begin(
    view: View, report: str, period: str, unit: str, who: str, at: datetime, note: str = ""
) -> Release:
    """Compose a report beside all that was ever published, and freeze it as a draft. Raises as `compose`
    and `draft`."""
    return draft(view, presenting.document(view, report, period, unit), who, at, note)


def draft(view: View, document: Document, who: str, at: datetime, note: str = "") -> Release:
    """Freeze a report that was composed from `view`; the release, at its first stage.

    A draft of the same report, period and unit that was not published gives way. Raises WrongUse for a
    report of other books or another version, one that still holds what was to be hidden, and nobody.
    """
    books = view.books
    content = to_bytes(_frozen(view, document))
    if is_nobody(who):
        raise WrongUse(_who_is_it("draft"))
    digest = hashlib.new(store.HASH, content).hexdigest()
    with writing(books.home):
        events = books.events
        if document.head not in {each.digest for each in events}:
            raise WrongUse("这份报告不是从这套账里做出来的，没有起草。")
        if view.state.smallest_group < books.state().smallest_group:
            raise Moved("“最小公开人数”刚刚改大了，请重新生成报告，再起草。")
        seq = len(events) + 1
        store.put(store.document_path(books.home, seq), content)
        body = {
            "report": document.report, "period": document.period, "unit": document.unit_id,
            "version": document.version, "head": document.head, "document": digest,
            "smallest": view.state.smallest_group, "program": document.program, "note": _note(note),
        }
        append(books.home, events, "draft", who.strip(), at, body)
        return release(books.state(), seq)


def act(books: Books, seq: int, kind: str, who: str, at: datetime, note: str = "") -> Release:
    """Take one step with a release: review, approve, return or withdraw; the release after it. Raises
    WrongUse, in a sentence, where the step does not fit or this person must not take it."""
    body = {"release": seq, "note": _note(note)}
    with writing(books.home):
        _require(books.state(), seq, kind, who, note)
        append(books.home, books.events, kind, who.strip(), at, body)
        return release(books.state(), seq)


def publish(
    books: Books, seq: int, makers: Mapping[str, Maker], who: str, at: datetime, note: str = ""
) -> Release:
    """Publish an approved release: every rendering of `makers` (end of a file's name → maker) is made
    from the frozen report and frozen with it.

    Raises WrongUse as `act`; and where it says a number that would be hidden today, beside the reports
    that were published since it was drafted: readers hold one beside the other.
    """
    before = books.state()
    found = _require(before, seq, "publish", who, note)
    _require_hidden_enough(books, before, found)
    document = document_of(books, found)
    made = {f"report{end}": make(document) for end, make in makers.items()}
    if wrong := [each for each in made if not _NAME.fullmatch(each)]:
        raise WrongUse(f"文件名“{wrong[0]}”不能用，没有公布。请告诉维护者。")
    with writing(books.home):
        state = books.state()
        _require(state, seq, "publish", who, note)
        if _ever(state) != _ever(before):
            raise Moved("刚刚又公布了另一份报告，请再按一次“公布”。")
        folder = store.published_folder(books.home, seq)
        if folder.exists():  # of somebody who was killed before the event
            shutil.rmtree(folder)
        for name, content in made.items():
            store.put(folder / name, content)
        files = {name: hashlib.new(store.HASH, each).hexdigest() for name, each in made.items()}
        body = {"release": seq, "files": files, "note": _note(note)}
        append(books.home, books.events, "publish", who.strip(), at, body)
        return release(books.state(), seq)


def why_not(state: State, found: Release, kind: str, who: str) -> str:
    """Why a step cannot be taken, or not by this person, as a sentence; "" where it can."""
    if not found.can(kind):
        return _out_of_turn(found, kind)
    if is_nobody(who):
        return _who_is_it(kind)
    drafter, reviewer = found.last("draft"), found.last("review")
    if kind in {"review", "approve"} and drafter and is_same(who, drafter.who):
        return f"这份报告是您起草的：起草的人不能{DONE[kind]}，请换一个人来。"
    if kind == "approve" and reviewer and is_same(who, reviewer.who):
        return "这份报告是您审阅的：经审审阅和主席批准要由两个人来做，请换一个人来。"
    if kind in _PASSING and found.smallest < state.smallest_group:
        return (f"“最小公开人数”已由 {found.smallest} 改为 {state.smallest_group}，这份草稿遮得不够，"
                "请重新起草。")
    return ""


def _require(state: State, seq: int, kind: str, who: str, note: str) -> Release:
    """The release, with which the step can be taken."""
    found = release(state, seq)
    if reason := why_not(state, found, kind, who):
        raise WrongUse(reason)
    if kind in _REASONED and not note.strip():
        raise WrongUse(f"{DONE[kind]}要写明原因。")
    return found


def _out_of_turn(found: Release, kind: str) -> str:
    """That a release stands elsewhere, and what comes next there."""
    said = f"第{found.seq}号公开报告现在是“{SAID[found.stage]}”，不能{DONE.get(kind, kind)}。"
    if found.stage == REPLACED:
        return f"{said}请看后来起草的第{found.replaced_by}号。"
    wanted = {"approve": "要先由经审会审阅。", "publish": "要先由经审会审阅、主席批准。"}
    return said + (wanted.get(kind, "") if found.is_open else "")


def _who_is_it(kind: str) -> str:
    return f"{DONE[kind]}要写明是谁：请填姓名（命令行用 --who 姓名）。"


def _require_hidden_enough(books: Books, state: State, found: Release) -> None:
    """Raise WrongUse where the report, composed once more from its own version beside all that is public
    by now, hides a number that the draft says."""
    then = books.view(LOCAL_PAGES, found.version)
    then = replace(then, state=replace(
        then.state, smallest_group=state.smallest_group, allocation=state.allocation
    ))
    fresh = presenting.document(then, *found.subject)
    if any(each.hides for each in revision.differences(document_of(books, found), fresh)):
        raise WrongUse(
            "草稿里有现在该遮盖的数：起草以后公布了别的报告，放在一起看能推算出人数少的格，或者遮盖的办法改严了。"
            "请重新起草，新的草稿会连同已公布的一起遮盖。"
        )


def _ever(state: State) -> frozenset[int]:
    """The releases that were ever published."""
    return frozenset(each.seq for each in state.releases if each.was_published)


def _frozen(view: View, document: Document) -> Document:
    """The document as it is frozen: without the mark of a draft, which it bears only until it is
    published, and without what decided on hiding."""
    state = view.state
    if (document.version, document.union) != (state.version, state.settings.union):
        raise WrongUse("这份报告不是从这套账的这一版做出来的，没有起草。")
    period_of(document.period, state.settings.fiscal_start)
    if not document.sections:
        raise WrongUse(f"{document.period_label}没有一节有数，没有起草。先上传这一期间的台账。")
    if any((each.hidden and each.value is not None) or (each.prior_hidden and each.prior is not None)
           for each in document.figures):
        raise WrongUse("这份报告里有该遮盖而没有遮盖的数，没有起草。请告诉维护者。")
    marks = tuple(each for each in document.marks if each != DRAFT_MARK)
    return replace(document, marks=marks, sections=tuple(map(_bare, document.sections)))


def _bare(section: Section) -> Section:
    return replace(section, tables=tuple(
        replace(table, rows=tuple(replace(row, largest_fen=None, behind=()) for row in table.rows))
        for table in section.tables
    ))


def as_draft(found: Release, document: Document) -> Document:
    """A frozen report as it is shown before it is published: marked as a draft."""
    return document if found.was_published else replace(document, marks=(*document.marks, DRAFT_MARK))


def _note(said: str) -> str:
    """A note in one line. Raises WrongUse for one too long, or with signs that nobody sees."""
    kept = " ".join(said.split())
    if len(kept) > LONGEST or not kept.isprintable():
        raise WrongUse(f"意见或原因最多 {LONGEST} 个字，不能有看不见的字符。")
    return kept
