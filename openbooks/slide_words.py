"""A section's sentences as paragraphs of a slide: the answer first, and as much else as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openbooks.document import Section
from openbooks.slide_panel import ANSWER, LEAST, Area, Para, first_that_fit, fitted, plain, small

MORE = "其余见书面报告。"


def small_under(said: Sequence[str], area: Area) -> tuple[Para, ...]:
    """Small texts under a picture, at most a sixth of the slide; the notes have them all."""
    once = [text for at, text in enumerate(said) if not any(text in other for other in said[:at])]
    return first_that_fit(map(small, once), area.width, area.height / 6)


def answer_of(section: Section) -> str:
    """The first sentence of a section."""
    sentences = section.paragraphs[0] if section.paragraphs else ()
    return "".join(span.text for span in sentences[0]) if sentences else ""


def paras_of(section: Section) -> tuple[Para, ...]:
    """All sentences: the answer large, the others of its paragraph under it, then each paragraph."""
    first = answer_of(section)
    if not first:
        return tuple(plain(each) for each in section.texts if each)
    rest = section.texts[0][len(first):]
    return (plain(first, ANSWER, bold=True), *((plain(rest),) if rest else ()),
            *(plain(each, item=True) for each in section.texts[1:] if each))


def held_in(paras: tuple[Para, ...], area: Area) -> tuple[Para, ...]:
    """The paragraphs so that they fit: smaller, then without the last ones, which the notes have."""
    whole = fitted(paras, area)
    if whole is not None:
        return whole
    more = plain(MORE, LEAST)
    room = area.below(more.height(area.width))
    tight = tuple(each.sized(min(each.size, LEAST)) for each in paras)
    some = first_that_fit(tight, room.width, room.height)
    return (*(some or (_cut(tight[0], room),)), more)


def _cut(para: Para, area: Area) -> Para:
    """The beginning of a paragraph, up to a stop after which it still fits."""
    for end in range(len(para.text), 0, -1):
        if para.text[end - 1] in "，。；、：":
            cut = replace(para, runs=((f"{para.text[:end]}……", False),))
            if cut.height(area.width) <= area.height:
                return cut
    return replace(para, runs=(("……", False),))
