"""What the speaker has before her: the section in full, and where its numbers come from."""

from __future__ import annotations

from openbooks.document import Chart, Document, Section, Source, Table


def of_section(section: Section, document: Document, headed: bool = False) -> tuple[str, ...]:
    """The lines for a section: what is only spoken first, then its sentences, remarks, sources."""
    queries = [each.query for each in (*section.charts, *section.tables)]
    named = {span.figure for paragraph in section.paragraphs for sentence in paragraph
             for span in sentence if span.figure}
    queries += [each.query for each in document.figures if each.name in named]
    pictures = [line for each in (*section.charts[:1], *(section.tables[:1] if not section.charts else ()))
                for line in _told(each)]
    return (
        *((f"【{section.title}】",) if headed else ()),
        *section.spoken, *section.texts, *pictures,
        *(f"说明：{each}" for each in section.remarks), *_sources(queries, document),
    )


def of_picture(shown: Chart | Table, document: Document) -> tuple[str, ...]:
    """The lines for one chart or table on a slide of its own."""
    return (*_told(shown), *_sources([shown.query], document))


def _told(shown: Chart | Table) -> tuple[str, ...]:
    if isinstance(shown, Chart):
        return (f"图：{shown.alt}",)
    unit = f"（{shown.unit}）" if shown.unit else ""
    return (f"表：{shown.title}{unit}", *(f"表注：{each}" for each in shown.notes))


def _sources(queries: list[str], document: Document) -> list[str]:
    known = {each.query: each for each in document.sources}
    return [f"来源：{about(known[each])}" for each in dict.fromkeys(queries) if each in known]


def about(source: Source) -> str:
    """A source in a sentence."""
    return f"{source.title}（{source.basis}）" if source.basis else source.title
