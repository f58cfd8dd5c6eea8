"""A report as these books present it today: in their wording, beside what else is said of the same people.

Reports of one unit and period are heard by the same people, so each is protected beside those that stand
before it in the list, and an answer of question time beside all of them: no two of them give back what
one hides.
"""

from __future__ import annotations

from dataclasses import replace

from openbooks import composing, release, reportfile
from openbooks.books import View
from openbooks.document import Document
from openbooks.quantity import Ask


def document(view: View, name: str, period: str, unit: str = "", ask: Ask | None = None) -> Document:
    """The document of a report (see `composing.compose`). Raises WrongUse for an unknown report, period
    or unit."""
    view, found = guarded(view), reportfile.report(name)
    ask = ask or composing.once(view)  # the reports beside it ask much the same
    known = (
        beside(view, period, unit, ask, found.name) if reportfile.counts_people(found)
        else release.published(view)
    )
    return composing.compose(view, name, period, unit, ask, known)


def beside(
    view: View, period: str, unit: str = "", ask: Ask | None = None, before: str = ""
) -> tuple[Document, ...]:
    """What everybody may hold beside a report: all that was published, and the reports of the same unit
    and period that count people and stand before it in the list ("": all of them)."""
    known = list(release.published(view))
    for each in reportfile.listed().values():
        if each.name == before:
            break
        if reportfile.counts_people(each):
            known.append(composing.compose(view, each.name, period, unit, ask, known))
    return tuple(known)


def guarded(view: View) -> View:
    """The view with what decides on hiding as it is today, whatever version it shows: what is said of an
    earlier version is said today, beside all that was published since, to people who know that too."""
    today = view.books.state()
    return replace(view, state=replace(
        view.state, smallest_group=today.smallest_group, releases=today.releases
    ))
