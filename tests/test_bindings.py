"""A text that contradicts its figures cannot be made: every binding of every shipped report, mutated.

Numbers are moved under the text (more, less, equal, gone) and the text must follow; braces are changed
in the text (another number, another form) and the text must say that other number's name, or be
refused; digits and judgements are written beside them and must be refused. Reports are walked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from openbooks import composing, phrase, query, reportfile
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, View
from openbooks.document import Figure
from openbooks.period import period_of
from openbooks.quantity import Scope, catalogue, valued
from openbooks.query import Result
from openbooks.wording import is_missing, said

REPORTS = list(reportfile.catalogue_of_reports())
PERIODS = {"year": "2025", "half": "2025H1"}
UP = re.compile("增长|增加|上升")
DOWN = re.compile("下降|减少")


class Asked:
    """A way to ask one view; what was asked once is kept, and may be changed for one quantity."""

    def __init__(self, view: View) -> None:
        self.known: dict[str, Result] = {}
        self.view = view
        self.change: Callable[[str, Result], Result] = lambda name, result: result

    def __call__(self, name: str, given: Mapping[str, Any]) -> Result:
        key = f"{name} {sorted(given.items())}"
        if key not in self.known:
            self.known[key] = query.ask(self.view, name, given)
        return self.change(name, self.known[key])


@pytest.fixture(scope="module")
def asked(example_books: Callable[[str], Books]) -> Asked:
    return Asked(example_books("school").view(LOCAL_PAGES))


def held(asked: Asked, name: str) -> phrase.Held:
    """What the texts of a report may say, as composing has it."""
    report = reportfile.report(name)
    scope = Scope("", period_of(PERIODS[report.span]))
    return composing.figures_of(report, scope, asked, dict.fromkeys(phrase.WORDS, "某"))


def spans(name: str, found: phrase.Held) -> Iterator[tuple[str, str]]:
    """(figure, text) of all that a report's texts say of figures."""
    for text in reportfile.report(name).texts():
        for sentence in phrase.spoken(text, found):
            yield from ((span.figure, span.text) for span in sentence if span.figure)


def moved(figure: Figure, now: Any, prior: Any) -> Callable[[str, Result], Result]:
    """Answers in which that figure has another value now and the year before."""
    quantity = catalogue()[figure.name]
    sign = -1 if quantity.minus else 1

    def change(name: str, result: Result) -> Result:
        if name != figure.query:
            return result
        frame = result.frame.copy().astype(object)
        places = frame.index == frame.index
        for column, value in figure.row:
            places &= frame[column] == value
        at = frame.index[places][:1]
        frame.loc[at, quantity.column] = None if now is None else sign * now
        if quantity.prior:
            frame.loc[at, quantity.prior] = None if prior is None else sign * prior
        return replace(result, frame=frame)

    return change


@cache
def steps(kind: str) -> tuple[tuple[Any, Any], ...]:
    """(now, the year before): more, less, equal, gone on either side."""
    more, less = (0.75, 0.5) if kind == "share" else (123_456_789, 98_765_432)
    return (more, less), (less, more), (more, more), (None, less), (more, None)


@pytest.mark.parametrize("name", REPORTS)
def test_every_sentence_follows_its_figures(asked: Asked, name: str) -> None:
    asked.change = lambda name, result: result
    found, scope = held(asked, name), Scope("", period_of(PERIODS[reportfile.report(name).span]))
    said_of = dict.fromkeys(figure for figure, _ in spans(name, found))
    for figure in (found.figures[each] for each in said_of if each in found.figures):
        for now, prior in steps(figure.kind):
            asked.change = moved(figure, now, prior)
            anew = {**found.figures, figure.name: valued(catalogue()[figure.name], scope, asked)}
            for of, text in spans(name, replace(found, figures=anew)):
                if of == figure.name and "预算" not in text:
                    _holds(figure, text, now, prior)
    asked.change = lambda name, result: result


def _holds(figure: Figure, text: str, now: Any, prior: Any) -> None:
    """What a text says of a figure is what the figure is."""
    if text.startswith(figure.name):
        number = "未填报" if now is None and figure.kind != "share" else (
            "不适用" if now is None else said(now, figure.kind, figure.unit))
        assert text == f"{figure.name} {number}"
        return
    if is_missing(now) or is_missing(prior):
        assert "不作比较" in text, text
    elif now == prior:
        assert "持平" in text and not UP.search(text) and not DOWN.search(text), text
    else:
        up, down = bool(UP.search(text)), bool(DOWN.search(text))
        assert (up, down) == (now > prior, now < prior), text


def braces(name: str) -> Iterator[tuple[str, str]]:
    """(text, brace) of every brace with a quantity in a report's texts."""
    for text in reportfile.report(name).texts():
        for brace in re.findall(r"\{([^{}]*)\}", text):
            if brace not in phrase.WORDS:
                yield text, brace


@pytest.mark.parametrize("name", REPORTS)
def test_a_brace_changed_to_another_says_the_other_by_name_or_is_refused(asked: Asked, name: str) -> None:
    asked.change = lambda name, result: result
    known, found = catalogue(), held(asked, name)
    for text, brace in braces(name):
        noun, _, form = brace.partition(".")
        for other in known.values():
            if other.name == noun:
                continue
            changed = f"{{{other.name}{'.' if form else ''}{form}}}"
            if phrase.faults(text.replace(f"{{{brace}}}", changed), known):
                continue
            if not form and other.name in found.figures:
                told = "".join(span.text for sentence in phrase.spoken(changed, found) for span in sentence)
                assert not told or told.startswith(f"{other.name} ")
    for text, brace in braces(name):
        for wrong in (f"{{{brace}}}1", f"3{{{brace}}}", f"{{{brace}}}元", f"大幅增长{{{brace}}}",
                      f"{{{brace}x}}", f"{{{brace}.比去年}}", f"{{{brace}"):
            assert phrase.faults(text.replace(f"{{{brace}}}", wrong), known), wrong


@pytest.mark.parametrize("name", REPORTS)
def test_no_text_of_a_report_holds_a_number_or_a_judgement_of_its_own(name: str) -> None:
    for text in reportfile.report(name).texts():
        assert phrase.faults(text, catalogue()) == []
        bare = re.sub(r"\{[^{}]*\}", "", text)
        assert not re.search(r"\d", re.sub(r"\d{4}年|第\d+[条届次号]", "", bare)), bare
