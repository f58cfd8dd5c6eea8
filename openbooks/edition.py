"""A report as the chair words it: titles, paragraphs, order, and what is left out.

An edition changes words only. Numbers stay in braces (see `phrase`), and an edition with a fault is
never kept, so that no wording can contradict the figures. It lies in the books as a small file named
by an event of the journal; the newest one of a report and unit counts, and earlier ones stay.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openbooks import jsontext, store
from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.event import Event
from openbooks.journal import append
from openbooks.phrase import faults, names_in
from openbooks.quantity import catalogue
from openbooks.reportfile import Chapter, Report

LONGEST = 4000  # characters of one section
FORMAT = 1


@dataclass(frozen=True)
class Wording:
    """A section in somebody's words; `is_out`: it is left out."""

    title: str
    paragraphs: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    is_out: bool = False


@dataclass(frozen=True)
class Edition:
    """The wordings by section, in the order that was chosen."""

    wordings: Mapping[str, Wording]


def of_report(report: Report) -> Edition:
    """A report as it is shipped."""
    return Edition({
        each.key: Wording(each.title, each.paragraphs, each.spoken) for each in report.chapters
    })


def applied(report: Report, written: Edition | None) -> Report:
    """The report in these words. A section that the edition does not know, since a later program
    brought it, stands at the end; one that is gone is passed over."""
    if written is None:
        return report
    known = {each.key: each for each in report.chapters}
    chapters = [
        _worded(known[key], wording) for key, wording in written.wordings.items()
        if key in known and not wording.is_out
    ]
    later = [each for key, each in known.items() if key not in written.wordings]
    return replace(report, chapters=(*chapters, *later))


def _worded(chapter: Chapter, wording: Wording) -> Chapter:
    return replace(
        chapter, title=wording.title, paragraphs=wording.paragraphs, spoken=wording.spoken
    )


def faults_of(wording: Wording) -> list[str]:
    """What may not stand in a section's words, as sentences."""
    texts = (wording.title, *wording.paragraphs, *wording.spoken)
    found = [fault for text in texts for fault in faults(text, catalogue())]
    for name in names_in(wording.title):
        if name in catalogue() and catalogue()[name].persons:
            found.append(f"“{name}”数的是人，不能写在标题里；写在文字里，人数少时会隐去。")
    if not wording.title.strip():
        found.append("这一节没有标题。请写标题，或者不列入这一节。")
    if sum(map(len, texts)) > LONGEST:
        found.append(f"这一节超过 {LONGEST} 个字，请分短。")
    return list(dict.fromkeys(found))


def of_books(books: Books, report: Report, unit: str, seq: int | None = None) -> Edition | None:
    """The edition of a report for a unit that these books keep (as of event `seq`); None where it was
    never reworded, or was put back. Raises BooksDamaged where its file is gone or changed."""
    for event in reversed(books.events[:seq]):
        if event.kind == "edition" and (event.body["report"], event.body["unit"]) == (report.name, unit):
            return _read(books, event)
    return None


def _read(books: Books, event: Event) -> Edition | None:
    digest = event.body["digest"]
    if not digest:
        return None
    path = store.edition_path(books.home, event.seq)
    return from_json(store.whole(path, digest))


def keep(
    books: Books, report: Report, unit: str, written: Edition | None, who: str, at: datetime
) -> int:
    """Keep an edition (None: as shipped); the number of the event. Raises WrongUse, with every fault,
    where a text says what only figures may, and where it names sections that there are not."""
    if not who.strip():
        raise WrongUse("请填写是谁改的，再保存。")
    content = b"" if written is None else to_json(written)
    for key, wording in written.wordings.items() if written else ():
        if key not in {each.key for each in report.chapters}:
            raise WrongUse(f"报告里没有“{key}”这一节。")
        if wrong := faults_of(wording):
            raise WrongUse(f"“{wording.title}”没有保存：{''.join(wrong)}")
    with store.writing(books.home):
        seq = len(books.events) + 1
        digest = ""
        if content:
            path = store.edition_path(books.home, seq)
            store.put(path, content)
            digest = store.sha256_of(path)
        body = {"report": report.name, "unit": unit, "digest": digest}
        return append(books.home, books.events, "edition", who.strip(), at, body).seq


def to_json(written: Edition) -> bytes:
    """An edition as a file."""
    held = [
        {"key": key, "title": each.title, "paragraphs": list(each.paragraphs),
         "spoken": list(each.spoken), "is_out": each.is_out}
        for key, each in written.wordings.items()
    ]
    return json.dumps({"format": FORMAT, "sections": held}, ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> Edition:
    """The edition of a file; WrongUse where it is none."""
    try:
        said = jsontext.entries(jsontext.parsed(content))
        if said.get("format") != FORMAT:
            raise ValueError(said.get("format"))
        held = [jsontext.entries(each) for each in jsontext.items(said.get("sections"))]
        return Edition({jsontext.text(each.get("key")): _wording(each) for each in held})
    except ValueError as error:
        raise WrongUse("这份报告稿的格式不对，没有采用。") from error


def _wording(said: Mapping[str, Any]) -> Wording:
    return Wording(
        jsontext.text(said.get("title")), _texts(said.get("paragraphs")), _texts(said.get("spoken")),
        jsontext.flag(said.get("is_out")),
    )


def _texts(said: Any) -> tuple[str, ...]:
    return tuple(map(jsontext.text, jsontext.items(said)))
