"""Question time: every section of every report as a question that can be asked by itself.

An answer is composed like a report, from the same queries, and protected in the same way: what may
not stand in a report is not said in the hall either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from openbooks import composing, presenting, release, reportfile
from openbooks.books import View
from openbooks.document import Document
from openbooks.phrase import names_in
from openbooks.quantity import Ask
from openbooks.reportfile import Chapter, Report


@dataclass(frozen=True)
class Question:
    """A section that can be asked for: `key` is its report's name and its own key; `told` is what it is
    found by: its title and the names of its numbers and tables."""

    key: str
    title: str
    told: str
    report: Report
    chapter: Chapter


def questions() -> dict[str, Question]:
    """Key → question; those that were written for question time first. Sections without any number
    answer nothing and are not among them."""
    reports = sorted(reportfile.catalogue_of_reports().values(), key=lambda each: each.is_listed)
    found = {}
    for report in reports:
        for chapter in report.chapters:
            names = dict.fromkeys(name for text in chapter.paragraphs for name in names_in(text))
            titles = dict.fromkeys(part.said["title"] for part in chapter.parts)
            if not names and not titles:
                continue
            title = f"{report.title} · {chapter.title}" if report.is_listed else chapter.title
            told = f"{title}（{'、'.join([*names, *titles])}）"
            key = f"{report.name}.{chapter.key}"
            found[key] = Question(key, title, told, report, chapter)
    return found


def answer(view: View, asked: Question, period: str, unit: str = "", ask: Ask | None = None) -> Document:
    """The answer to a question for a period and a unit, as a document of one section."""
    only = replace(asked.report, title=asked.chapter.title, chapters=(asked.chapter,), signatures=(),
                   notes=())
    view = presenting.guarded(view)
    ask = ask or composing.once(view)
    known = (
        presenting.beside(view, period, unit, ask) if reportfile.counts_people(only)
        else release.published(view)
    )
    return composing.composed(view, only, period, unit, ask, known)
