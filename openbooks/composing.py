"""A report and the books put together: text, figures, tables and charts of one scope at one version.

What is asked is asked once; sections without a figure are left out, with the reason. The document is
scrubbed of names, and its small groups are hidden, before anybody gets it (`disclosure`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openbooks import __version__, contract, disclosure, edition, phrase, query
from openbooks.books import View
from openbooks.charting import chart
from openbooks.document import Chart, Document, Figure, Section, Source, Table
from openbooks.errors import WrongUse
from openbooks.lineage import below
from openbooks.period import period_of
from openbooks.phrase import Held, spoken
from openbooks.quantity import Ask, Scope, catalogue, listed, valued
from openbooks.query import Result
from openbooks.reportfile import Chapter, Report, numbers_of, report
from openbooks.tabling import Filling, lines, table
from openbooks.wording import MISSING

INVENTED = "虚构示例：不是真实的账"
ROUNDED = "图中的万元数四舍五入到两位小数，各项之和与总数可能相差最末一位；表中的元、角、分是准确数。"
UNDIVIDED = "没有另定，会费和单位拨缴的经费不分开计算"
ABBREVIATED = "文中的万元数后面，括号里是准确到分的数。"


def compose(
    view: View, name: str, period: str, unit: str = "", ask: Ask | None = None,
    published: Sequence[Document] = (),
) -> Document:
    """The document of a report for a period (a code) and a unit with all below it (its number or name;
    "" is all), worded as these books keep it.

    `published` are the releases of the year, whose figures everybody has. Raises WrongUse for an unknown
    report, period or unit.
    """
    found = report(name)
    asked = ask or once(view)
    written = edition.of_books(view.books, found, _unit(unit, asked)[0])
    return composed(view, edition.applied(found, written), period, unit, asked, published)


def composed(
    view: View, held: Report, period: str, unit: str = "", ask: Ask | None = None,
    published: Sequence[Document] = (),
) -> Document:
    """The document of a report as it is given; see `compose`."""
    state, start = view.state, view.state.settings.fiscal_start
    asked = ask or once(view)
    span = period_of(period, start)
    unit_id, unit_name = _unit(unit, asked)
    scope = Scope(unit_id, span, start)
    whose = unit_name or state.settings.union
    words = {"单位": whose, "期间": span.label, "截至": _day(state.today),
             "区分办法": state.allocation.rstrip("。") or UNDIVIDED}
    figures = figures_of(held, scope, asked, words)
    filling = Filling(asked, scope, figures.figures, figures.quantities,
                      lambda text: _plainly(text, figures))
    sections, left_out = [], []
    for chapter in held.chapters:
        needed = held.needs.get(chapter.key, "")
        if needed and not state.living(needed):
            left_out.append((chapter.title, _lacking([needed])))
            continue
        section = _section(chapter, filling, figures)
        if section is not None:
            sections.append(section)
        elif not (chapter.parts and all("least" in part.said for part in chapter.parts)):
            left_out.append((chapter.title, _why(chapter, view)))
    title = held.title.removeprefix("工会") if whose.endswith("工会") else held.title
    document = Document(
        report=held.name, title=f"{whose}{span.label}{title}",
        subtitle=f"编制单位：{whose}　期间：{span.label}　截至：{words['截至']}",
        union=state.settings.union, unit=unit_name, unit_id=unit_id, period=span.code,
        period_label=span.label, as_of=state.today.isoformat(), version=state.version,
        head=state.head, program=f"OpenBooks {__version__}", sections=tuple(sections),
        figures=_said(sections, held, figures), sources=_sources(sections, held, figures),
        left_out=tuple(left_out), signatures=held.signatures,
        marks=(INVENTED,) if state.settings.example else (), notes=_notes(held, sections),
    )
    scrub = view.books.scrubber(state)
    shown = disclosure.protected(disclosure.scrubbed(document, scrub), published, state.smallest_group)
    return disclosure.scrubbed(_spoken_anew(shown, held, figures), scrub)


def _spoken_anew(document: Document, report: Report, figures: Held) -> Document:
    """The document with what the speaker is told said anew where figures were hidden: those texts are
    no spans, in which a number could be found again."""
    if not any(each.hidden or each.prior_hidden for each in document.figures):
        return document
    known = {each.name: each for each in document.figures}
    hidden = replace(
        figures, figures={name: known.get(name, each) for name, each in figures.figures.items()},
        lists={name: [known.get(one.name, one) for one in each] for name, each in figures.lists.items()},
    )
    notes = {each.key: each.spoken for each in report.chapters}
    return replace(document, sections=tuple(
        replace(each, spoken=tuple(said for text in notes[each.key] if (said := _plainly(text, hidden))))
        for each in document.sections
    ))


def once(view: View) -> Ask:
    """A way to ask a view that asks each question once."""
    known: dict[tuple[str, str], Result] = {}

    def ask(name: str, given: Mapping[str, Any]) -> Result:
        key = (name, repr(sorted(given.items(), key=lambda each: each[0])))
        if key not in known:
            known[key] = query.ask(view, name, given)
        return known[key]

    return ask


def _unit(unit: str, ask: Ask) -> tuple[str, str]:
    """The number and the name of a unit that is named by either; ("", "") for all."""
    if not unit:
        return "", ""
    frame = ask("unit_choices", {}).frame
    named = dict(zip(frame["unit_id"], frame["unit_name"], strict=True))
    if unit in named:
        return unit, named[unit]
    found = [each for each, name in named.items() if name == unit]
    if len(found) != 1:
        raise WrongUse(f"账里没有单位“{unit}”，或者不止一个叫这个名字。请写单位编号。")
    return found[0], unit


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def figures_of(held: Report, scope: Scope, ask: Ask, words: Mapping[str, str]) -> Held:
    """Every quantity that the report names, and what those are held against."""
    known = catalogue()
    named = [name for text in held.texts() for name in phrase.names_in(text)]
    named += [name.partition(".")[0] for chapter in held.chapters for part in chapter.parts
              for name in numbers_of(part)]
    named += [plan for name in named if (plan := known[name].plan)]
    wanted = dict.fromkeys(named)
    return Held(
        {name: valued(known[name], scope, ask) for name in wanted if not known[name].label},
        {name: listed(known[name], scope, ask) for name in wanted if known[name].label},
        words, known, scope.period,
    )


def _plainly(text: str, held: Held) -> str:
    return "".join(span.text for sentence in spoken(text, held) for span in sentence)


def _section(chapter: Chapter, filling: Filling, held: Held) -> Section | None:
    """A chapter with its numbers; None where it wants numbers and has none."""
    tables: list[Table] = []
    charts: list[Chart] = []
    for part in chapter.parts:
        if part.kind == "chart":
            if drawn := chart(part, filling.ask, filling.scope):
                charts.append(drawn)
        elif filled := (lines if part.kind == "lines" else table)(part, filling):
            tables.append(filled)
        elif part.said.get("needed"):
            return None  # without this table the section says nothing
    paragraphs = tuple(said for each in chapter.paragraphs if (said := spoken(each, held)))
    wants = bool(chapter.parts) or any(phrase.names_in(each) for each in chapter.paragraphs)
    has = bool(tables or charts) or any(
        span.figure for each in paragraphs for sentence in each for span in sentence
    )
    if wants and not has:
        return None
    notes = tuple(said for each in chapter.spoken if (said := _plainly(each, held)))
    title = _plainly(chapter.title, held)
    return Section(chapter.key, title, paragraphs, tuple(charts), tuple(tables), notes)


def _why(chapter: Chapter, view: View) -> str:
    """What was not handed in, so that a section has no figures."""
    known = catalogue()
    queries = {known[name].query for text in chapter.paragraphs for name in phrase.names_in(text)}
    queries |= {name for part in chapter.parts for name in _queries_of(part.said)}
    ledgers = {each: None for name in sorted(queries) for each in below(query.query(name))[1]}
    return _lacking([each for each in ledgers if not view.state.living(each)])


def _lacking(ledgers: Sequence[str]) -> str:
    titles = "".join(f"“{contract.ledger(each).title}”" for each in ledgers)
    return f"{MISSING}（没有装载{titles}）" if titles else f"{MISSING}（这一期间没有数）"


def _queries_of(said: Mapping[str, Any]) -> list[str]:
    named = [said[key] for key in ("query",) if key in said]
    for each in (*said.get("body", ()), *said.get("lines", ())):
        named += [each["query"]] if "query" in each else []
        named += [catalogue()[each["figure"]].query] if "figure" in each else []
    return named


def _said(sections: Sequence[Section], held: Report, figures: Held) -> tuple[Figure, ...]:
    """The figures of the document: all that were asked, and those of lists that are said."""
    shown = {span.figure for section in sections for each in section.paragraphs
             for sentence in each for span in sentence}
    of_lists = [one for each in figures.lists.values() for one in each if one.name in shown]
    return (*figures.figures.values(), *of_lists)


def _sources(sections: Sequence[Section], report: Report, held: Held) -> tuple[Source, ...]:
    """The queries that what is shown rests on."""
    named: dict[str, None] = {}
    parts = {chapter.key: chapter.parts for chapter in report.chapters}
    for section in sections:
        for each in section.paragraphs:
            for span in (span for sentence in each for span in sentence if span.figure):
                figure = held.figures.get(span.figure) or next(
                    one for listed_ in held.lists.values() for one in listed_ if one.name == span.figure
                )
                named[figure.query] = None
        for shown in (*section.tables, *section.charts):
            named |= {shown.query: None} if shown.query else {}
        for filled in section.tables:
            cells = (cell for row in filled.rows for cell in row.cells if cell.figure)
            named |= {held.figures[cell.figure].query: None for cell in cells}
        if section.tables:  # a form asks more than its first query
            forms = (part.said for part in parts[section.key] if part.kind == "lines" or "body" in part.said)
            named |= {name: None for said in forms for name in _queries_of(said)}
    found = []
    for name in named:
        asked = query.query(name)
        titles = tuple(contract.ledger(each).title for each in below(asked)[1])
        found.append(Source(name, asked.title, asked.basis, titles))
    return tuple(found)


def _notes(held: Report, sections: Sequence[Section]) -> tuple[str, ...]:
    """What stands at the end: what the report says itself, and how numbers are rounded."""
    charts = any(chart_.unit.startswith("万元") for section in sections for chart_ in section.charts)
    texts = any("万元（" in text for section in sections for text in section.texts)
    return (*held.notes, *([ROUNDED] if charts else []), *([ABBREVIATED] if texts else []))


