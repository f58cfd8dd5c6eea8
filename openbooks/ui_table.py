"""Answers of queries as tables: labels and units from the query's header, values as people read.

`shown` draws a small table whole, so that it prints; `listing` draws rows of a ledger, of which one
can be chosen; `csv_of` gives rows as a file, text that a spreadsheet would run made harmless.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from openbooks import contract
from openbooks.celltext import cell_text, neutral, write_rows
from openbooks.query import Result, query
from openbooks.statement import OutputColumn
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.wording import BLANK, MISSING, VALUES, cell, is_missing

UNIT, LEDGER = "unit_name", "ledger"
PLACES = ("batch", "line")
FOUND = "background-color: #fff2c2; font-weight: 700"
# Shown by their name, or of use to the program only.
INNER = frozenset({"row_no", "person", "step", "step_no"})
NUMBERS = frozenset({"money", "integer", "share", "ratio", "decimal"})


def heading_of(column: OutputColumn) -> str:
    """The column's label with the unit that its cells do not say themselves."""
    if column.type == "money":
        return f"{column.label}（元）"
    if column.type == "ratio":
        return f"{column.label}（{column.unit.replace('分', '元')}）"
    if column.type == "integer" and column.unit and column.unit not in column.label:
        return f"{column.label}（{column.unit}）"
    return column.label


def text_of(value: Any, column: OutputColumn, missing: str = MISSING) -> str:
    """A value as its cell shows it; a number that is not there is 未填报, a text is a dash."""
    if column.type not in NUMBERS:
        missing = BLANK
    if column.name == LEDGER and value in contract.ledgers():
        return contract.ledger(value).title
    if column.type == "ratio" and column.unit.startswith("分") and not is_missing(value):
        value = value / 100
    if column.type == "integer" and column.unit and not is_missing(value):
        return f"{int(value):,}"
    return cell(value, column.type, missing)


def columns_of(
    result: Result, names: Sequence[str] = (), without: Sequence[str] = ()
) -> list[OutputColumn]:
    """The named columns in their order, or all but the inner ones, those `without` which the table
    is to be, and those that hold no value."""
    known = {column.name: column for column in result.columns}
    inner = {*INNER, *without, *(["unit_id"] if UNIT in known else [])}
    found = [known[name] for name in names] or [
        column for column in result.columns
        if column.name not in inner and not result.frame[column.name].isna().all()
    ]
    # one unit in every line says nothing that the heading of the page does not
    alone = len(result.frame) > 1 and UNIT in known and result.frame[UNIT].nunique() == 1
    return [column for column in found if not (alone and column.name == UNIT)]


def readable(
    result: Result, columns: Sequence[OutputColumn], missing: str, markdown: bool
) -> Styler:
    """The frame with Chinese headings; numbers stay numbers underneath, so that they sort."""
    headings = _headings(columns, markdown)
    frame = pd.DataFrame({
        heading: _plain_texts(result.frame[column.name], column, missing, markdown)
        for heading, column in zip(headings, columns, strict=True)
    })
    # a uuid by chance would make the table another one in every run
    return frame.style.set_uuid(result.name).format({
        heading: (lambda value, column=column: text_of(value, column, missing))
        for heading, column in zip(headings, columns, strict=True) if column.type in NUMBERS
    })


def _headings(columns: Sequence[OutputColumn], markdown: bool) -> list[str]:
    found: list[str] = []
    for column in columns:
        heading = heading_of(column)
        heading = plain(heading) if markdown else heading
        # a table cannot have one heading twice
        found.append(heading + "\u2060" * found.count(heading))
    return found


def _plain_texts(
    values: pd.Series, column: OutputColumn, missing: str, markdown: bool
) -> pd.Series:
    if column.type in NUMBERS:
        return values
    texts = [text_of(value, column, missing) for value in values]
    return pd.Series([plain(text) for text in texts] if markdown else texts, dtype="object")


def shown(
    result: Result, names: Sequence[str] = (), missing: str = MISSING, key: str = ""
) -> None:
    """A small answer as a table that is there whole, on paper too."""
    columns = columns_of(result, names, PLACES)
    with st.container(key=f"table-{key or result.name}"):
        st.table(
            readable(result, columns, missing, markdown=True), border="horizontal",
            alt=query(result.name).title,
        )


def crossed(result: Result, down: str, across: str, value: str, key: str) -> None:
    """A two-way table of one value: a cell without a row of its own is 未填报. A rate below one is
    marked with a ground and with bold type, so that it is also found without colour."""
    named = {column.name: column for column in result.columns}
    downs = list(dict.fromkeys(result.frame[down]))
    known = list(VALUES)  # 收入 before 支出, months in their order
    acrosses = sorted(
        set(result.frame[across]), key=lambda each: (known.index(each) if each in known else 99, each)
    )
    held = {(row[down], row[across]): row[value] for row in result.frame.to_dict("records")}
    texts = pd.DataFrame([
        {
            plain(_short(text_of(two, named[across]))):
                text_of(held[one, two], named[value]).removesuffix("%")
                if (one, two) in held else MISSING
            for two in acrosses
        }
        for one in downs
    ], index=[plain(text_of(one, named[down])) for one in downs])
    texts.index.name = heading_of(named[down])  # stands over the names of the rows
    low = [
        [FOUND if named[value].type == "share" and (one, two) in held
         and not is_missing(held[one, two]) and held[one, two] < 1 else "" for two in acrosses]
        for one in downs
    ]
    marks = pd.DataFrame(low, index=texts.index, columns=texts.columns)
    unit = "，单位 %" if named[value].type == "share" else ""
    st.caption(f"每格是{heading_of(named[value])}{unit}。")
    with st.container(key=f"table-crossed-{key}"):
        st.table(
            texts.style.set_uuid(key).apply(lambda frame: marks, axis=None), border="horizontal",
            alt=query(result.name).title,
        )


def _short(text: str) -> str:
    """A month as the head of a narrow column: 2024-03 is 3月."""
    return f"{int(text[5:])}月" if len(text) == 7 and text[4] == "-" else text


def listing(result: Result, key: str, names: Sequence[str] = ()) -> int | None:
    """Rows of a ledger; the place of the row that was chosen, or None."""
    columns = columns_of(result, names)
    event = st.dataframe(
        readable(result, columns, BLANK, markdown=False), hide_index=True, key=key,
        on_select="rerun", selection_mode="single-row", placeholder=BLANK,
        alt=f"{len(result.frame)} 行，可选一行打开原件",
    )
    chosen = event["selection"]["rows"]
    return chosen[0] if chosen else None


def csv_of(result: Result) -> bytes:
    """All columns and rows as a CSV that office programs read: UTF-8 with a mark, amounts in 元."""
    sink = io.StringIO()
    heads = [
        neutral(f"{column.label}（%）" if column.type == "share" else heading_of(column))
        for column in result.columns
    ]
    write_rows(sink, [heads, *(
        [_file_text(value, column) for value, column in zip(row, result.columns, strict=True)]
        for row in result.frame.itertuples(index=False)
    )])
    return sink.getvalue().encode("utf-8-sig")


def _file_text(value: Any, column: OutputColumn) -> str:
    if is_missing(value):
        return ""
    if column.type == "share":
        return f"{value * 100:.4f}"
    if column.type == "ratio":
        return f"{value / 100 if column.unit.startswith('分') else value:.4f}"
    if column.type == "money":
        return cell_text(int(value), money=True)
    if column.type == "list":
        return neutral(text_of(value, column))
    return cell_text(value.item() if hasattr(value, "item") else value)


def file_name(now: Opened, title: str) -> str:
    """The name of a downloaded file: what, whose, of which version."""
    invented = "虚构示例-" if now.settings.example else ""
    return f"{title}-{invented}{now.settings.union}-第{now.view.version}版.csv"
