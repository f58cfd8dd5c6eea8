"""A document on a page: its sections as every rendering has them; under each the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from openbooks import query
from openbooks.document import HIDDEN, Document, Section, Table
from openbooks.picture import pictured
from openbooks.tally import LUMP
from openbooks.ui import plain, way
from openbooks.ui_books import Opened, ask
from openbooks.ui_card import ASSISTANCE, DUES, PARTICIPATION
from openbooks.ui_figure import CONFIG, NARROW, opening

INDENT = "\u3000"
PAGES = {"assistance": ASSISTANCE, "dues": DUES, "competition": PARTICIPATION}  # where people's rows are
NAMES = {"assistance": "帮扶慰问", "dues": "会费收缴", "competition": "竞赛参与"}
STRONG = frozenset({"head", "sum", "total"})


def shown(now: Opened | None, document: Document, words: bool = True) -> None:
    """The whole document. With open books (`now`) each section opens to the rows behind its numbers;
    without, a frozen one stands for itself. Without `words` its sentences stand elsewhere already."""
    for mark in document.marks:
        st.warning(plain(mark))
    for section in document.sections:
        st.header(plain(section.title), anchor=False)
        for text in section.texts if words else ():
            st.markdown(plain(text))
        for at, chart in enumerate(section.charts):
            st.markdown(f"**{plain(chart.title)}**")
            st.plotly_chart(
                pictured(chart), theme=None, config=CONFIG, alt=chart.alt,
                key=f"chart {document.report} {section.key} {at}",
            )
        for at, table in enumerate(section.tables):
            _table(table, f"{document.report}-{section.key}-{at}")
        for remark in section.remarks:
            st.caption(plain(remark))
        if now is not None:
            _behind(now, document, section)
    _end(document)


def _table(table: Table, key: str) -> None:
    """A table as it is printed everywhere; numbers stand right, sums are strong."""
    st.markdown(f"**{plain(table.title)}**　{plain(table.unit)}")
    headings: list[str] = []
    for column in table.columns:
        heading = plain(column.label)
        headings.append(heading + "\u2060" * headings.count(heading))
    rows = []
    for row in table.rows:
        texts = [plain(cell.text) for cell in row.cells]
        if row.level == "detail":
            first = next((at for at, text in enumerate(texts) if text), 0)
            texts[first] = INDENT + texts[first]
        rows.append([f"**{text}**" if text and row.level in STRONG else text for text in texts])
    # cells are texts, so the stylesheet is told by the name which columns hold numbers
    right = "-".join(f"right{at}th" for at, column in enumerate(table.columns, 1) if column.kind != "text")
    frame = pd.DataFrame(rows, columns=headings, dtype="object")
    with st.container(key=f"table-{key}-{right}"):
        st.table(frame, border="horizontal", hide_index=True, alt=table.title)
    for note in table.notes:
        st.caption(plain(note))


def _behind(now: Opened, document: Document, section: Section) -> None:
    """The queries that a section rests on, each opened to its rows and its file."""
    closed = covered(document, section)
    asked = [each for each in dict.fromkeys(asked_by(document, section)) if each[0] not in closed]
    for about in dict.fromkeys(closed.values()):
        st.caption("这一节有的数人数少，没有公布，它们的行不在这里打开；经办人核对请到这一页：")
        way(PAGES[about], NAMES[about], books=now.which, unit=document.unit_id, period=document.period)
    if not asked:
        return
    titles = {each: query.query(each[0]).title for each in asked}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"choice-behind-{section.key}"):
        chosen = st.selectbox(
            "这一节的数从哪里来", asked, index=None, format_func=titles.__getitem__,
            placeholder="选一个数的出处，打开它的行", width=2 * NARROW,
            key=f"{now.which} behind {document.report} {section.key}",
        )
    if chosen is not None:
        name, given = chosen
        opening(now, ask(now, name, **dict(given)), dict(given), None,
                f"{document.report} {section.key} {name}", drawn=False)


def covered(document: Document, section: Section) -> dict[str, str]:
    """The queries about people (query → which group) of a section that hides or lumps some of them: their
    rows are not opened beside it, where a whole hall may be looking."""
    cells = [cell.text for table in section.tables for row in table.rows for cell in row.cells]
    categories = [name for chart in section.charts for name in chart.categories]
    spoken = any(span.figure and HIDDEN in span.text
                 for each in section.paragraphs for sentence in each for span in sentence)
    if not spoken and HIDDEN not in cells and LUMP not in (*cells, *categories):
        return {}
    groups = {each.query: each.about for each in (*section.tables, *section.charts)}
    groups |= {each.query: each.persons for each in document.figures if each.persons}
    asked = {name for name, _ in asked_by(document, section)}
    return {name: about for name, about in groups.items() if name in asked and about in PAGES}


def asked_by(document: Document, section: Section) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """(query, parameters) of all that a section shows, in order."""
    said = [span.figure for each in section.paragraphs for sentence in each for span in sentence]
    said += [cell.figure for table in section.tables for row in table.rows for cell in row.cells]
    figures = [document.figure(name) for name in dict.fromkeys(said) if name]
    shows = [*section.tables, *section.charts, *figures]
    return [(each.query, each.parameters) for each in shows if each.query]


def _end(document: Document) -> None:
    """What is not in it, its notes, and by what it can be checked."""
    if document.left_out:
        _list("没有列入的", [f"{title}：{why}" for title, why in document.left_out])
    for note in document.notes:
        st.caption(plain(note))
    if document.signatures:
        with st.container(horizontal=True, key=f"signatures-{document.report}"):
            for who in document.signatures:
                st.markdown(plain(f"{who}："), width="content")
    st.caption(plain(f"{document.subtitle}　{document.code}"))


def _list(title: str, items: Sequence[str]) -> None:
    st.markdown("\n".join([f"**{title}**", "", *(f"- {plain(each)}" for each in items)]))


