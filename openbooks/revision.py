"""What two documents of one subject say otherwise: a frozen one, and one composed today.

Compared is what is printed: paragraphs, cells, what pictures say where no table says it, and what was
left out. Version, date and program are no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from openbooks.document import HIDDEN, Document, Section, Table

NOWHERE = "（没有）"


@dataclass(frozen=True)
class Difference:
    """One place that is otherwise: where it stands, what it said, and what it says now."""

    place: str
    before: str
    after: str

    @property
    def hides(self) -> bool:
        """Whether a number that was said before is hidden now."""
        return self.before not in (NOWHERE, HIDDEN) and self.after == HIDDEN


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Every place that differs, in the order of the earlier document; what is new stands behind."""
    old, new = dict(_places(before)), dict(_places(after))
    return tuple(
        Difference(place, old.get(place, NOWHERE), new.get(place, NOWHERE))
        for place in dict.fromkeys((*old, *new)) if old.get(place) != new.get(place)
    )


def _places(document: Document) -> Iterator[tuple[str, str]]:
    """(where, what stands there) of everything that is printed; no place twice."""
    seen: Counter[str] = Counter()
    for place, text in _said(document):
        seen[place] += 1
        yield place if seen[place] == 1 else f"{place}（第 {seen[place]} 处）", text


def _said(document: Document) -> Iterator[tuple[str, str]]:
    yield "题目", document.title
    for section in document.sections:
        for at, text in enumerate(section.texts, 1):
            yield f"{section.title} · 第 {at} 段", text
        for table in section.tables:
            yield from _cells(section, table)
        if not section.tables:
            yield from _drawn(section)
        for remark in section.remarks:
            yield f"{section.title} · 附注", remark
    for title, why in document.left_out:
        yield f"没有列入的 · {title}", why
    for note in document.notes:
        yield "说明", note


def _cells(section: Section, table: Table) -> Iterator[tuple[str, str]]:
    titles = dict.fromkeys((section.title, table.title))
    where = " · ".join(each for each in titles if not any(each in other for other in titles if other != each))
    for row in table.rows:
        words = [cell.text for cell in row.cells if cell.text and not cell.is_number]
        named = next((text for text in words if not text.isdigit()), "".join(words[:1]))
        for column, cell in zip(table.columns, row.cells, strict=False):
            place = f"{where} · {named}" if cell.text == named else f"{where} · {named} · {column.label}"
            yield place, cell.text


def _drawn(section: Section) -> Iterator[tuple[str, str]]:
    for chart in section.charts:
        for series in chart.series:
            for category, text in zip(chart.categories, series.texts, strict=False):
                yield f"{section.title} · {chart.title} · {category} · {series.name}", text
