"""Cases as a reader sees them: each subject of the audit's list with what is decided about it.

Whoever finds the subjects hands them in as plain data: by their keys, whose they are, which rules found them,
and the rows under them. A case whose rows changed since it was decided is open again (`rowlife`), also where
nothing is found of its subject any more; rules, limits, other rows, and loads undone and redone reopen
nothing. What people typed is shown as the reader may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openbooks import attachment, covering, rowlife
from openbooks.access import Reader
from openbooks.attachment import Attachment
from openbooks.books import Books, View
from openbooks.casefile import OPEN, Casefile, casefiles_of
from openbooks.casestep import CHANGED, Change, Step
from openbooks.errors import WrongUse
from openbooks.history import State
from openbooks.rowlife import Basis, Place

_ROLES = frozenset({"staff", "audit"})


@dataclass(frozen=True)
class Subject:
    """One subject of the audit's list: its key (a hash by the books' secret, 16 hex digits), its kind (of
    `casestep.SUBJECTS`), the unit whose rows they are, the names of the rules that found it, and the rows
    under it as (batch, row number): all lines of its leads, and those of the voucher beside them."""

    key: str
    kind: str
    unit_id: str
    rules: tuple[str, ...]
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Case:
    """A subject with what is decided about it; None where nothing is found of it any more."""

    subject: Subject | None
    file: Casefile

    @property
    def key(self) -> str:
        """The key of its subject, 16 hex digits."""
        return self.file.key

    @property
    def unit_id(self) -> str:
        """The unit to which its question is put."""
        return self.subject.unit_id if self.subject else self.file.unit


def cases(view: View, found: Iterable[Subject]) -> tuple[Case, ...]:
    """The case of each subject that was found, in their order, then those of which nothing is found any
    more, the last that somebody went on with first; as of the view's moment, for the reader's units.

    Raises WrongUse for readers who are neither staff nor of the audit.
    """
    require_reader(view.reader)
    subjects = {each.key: each for each in found}
    files = {each.key: each for each in casefiles_of(view.state.case_events)}
    held = [Case(each, files.get(key) or Casefile(key, each.kind, each.unit_id))
            for key, each in subjects.items()]
    units = reach(view)
    gone = [Case(None, each) for key, each in files.items()
            if key not in subjects and (units is None or each.unit in units)]
    return reopened(view.books, view.state, [*held, *sorted(gone, key=lambda each: -each.file.seq)])


def reopened(books: Books, state: State, held: Sequence[Case]) -> tuple[Case, ...]:
    """The cases as the journal has them; open again those whose rows changed."""
    bases = {
        each.key: Basis(each.file.rows, each.file.version,
                        rowlife.origins(state, each.subject.rows if each.subject else ()))
        for each in held if each.file.stage != OPEN
    }
    found = rowlife.changes(books, state, bases) if bases else {}
    return tuple(Case(each.subject, each.file.reopened(found.get(each.key, ()))) for each in held)


def changed_rows(view: View, case: Case) -> tuple[tuple[Change, Place | None], ...]:
    """The rows whose change reopened a case, each with where it lies."""
    found = rowlife.places(view.books, view.state, [each.row for each in case.file.changes])
    return tuple((each, found.get(each.row)) for each in case.file.changes)


def reasons(view: View, case: Case) -> tuple[str, ...]:
    """Why a case reopened itself, a sentence each kind of change and event."""
    rows: dict[tuple[str, int], int] = {}
    for each in case.file.changes:
        rows[each.kind, each.by] = rows.get((each.kind, each.by), 0) + 1
    return tuple(
        f"{CHANGED[kind]} {count} 行（{_event(view, by)}）" for (kind, by), count in sorted(rows.items())
    )


def steps(view: View, case: Case) -> tuple[Step, ...]:
    """What was done with a case, oldest first, as the reader may see it: notes and names of files scrubbed,
    names of persons masked."""
    return tuple(replace(
        each, who=covering.who(view, each.who), note=covering.text(view, each.note),
        to=covering.who(view, each.to) if each.to else "",
        files=tuple(replace(file, name=covering.text(view, file.name)) for file in each.files),
    ) for each in case.file.steps)


def file_of(view: View, case: Case, digest: str) -> bytes:
    """The bytes of a file that was put to a case. Raises WrongUse for another one, BooksDamaged when they
    are gone or changed."""
    require_reader(view.reader)
    found: Attachment | None = next((each for each in case.file.files if each.digest == digest), None)
    if found is None:
        raise WrongUse("这个疑点没有这个附件。请从“经过”里重新打开。")
    return attachment.content_of(view.books.home, found)


def reach(view: View) -> frozenset[str] | None:
    """The units whose rows the reader sees; None for all."""
    if view.reader.units is None:
        return None
    with view.cursor() as cursor:
        return frozenset(unit for (unit,) in cursor.execute("select unit_id from reach").fetchall())


def require_reader(reader: Reader) -> None:
    """Raise WrongUse for a reader to whom cases are not shown."""
    if reader.role not in _ROLES:
        raise WrongUse("疑点只给经审和工作人员看。请换经审或工作人员的身份。")


def _event(view: View, by: int) -> str:
    """The event that changed rows, in a few words."""
    event = view.books.events[by - 1] if 0 < by <= len(view.books.events) else None
    if event is not None and event.kind == "undo":
        return f"第{by}号，撤销第{event.body['batch']}号装载"
    return f"第{by}号装载"
