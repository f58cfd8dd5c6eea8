"""One figure of a page: its question, the picture, the table, the rows behind, the source.

A bar that is clicked, or the same group chosen in the box under the table, opens the rows that make
it up; any of them opens its original.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from openbooks import contract, query, ui_says
from openbooks.query import Result
from openbooks.ui import plain
from openbooks.ui_books import Opened, ask
from openbooks.ui_rows import download, rows
from openbooks.ui_source import source, whole_file
from openbooks.ui_table import NUMBERS, PLACES, UNIT, columns_of, crossed, shown, text_of
from openbooks.wording import MISSING, amount, is_missing

PAGE = 200
SHORT = 16
OPTIONS = 1000
MOST = 12
Draw = Callable[[Result], Any]
NOTHING = f"所选单位和期间{MISSING}，没有可列的数。"
WIDE, NARROW = 340, 180
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "locale": "zh-CN"}


def block(
    now: Opened, question: str, result: Result, given: Mapping[str, Any],
    draw: Draw | None = None, names: Sequence[str] = (), says: str = "", nothing: str = NOTHING,
    rank: str = "", pivot: tuple[str, str, str] | None = None, key: str = "",
) -> None:
    """A figure with all that belongs to it. `given` are the parameters it was asked with; `draw`
    makes the picture of an answer; `names` are the columns of the table; `says` what the picture
    means; `nothing` what no row means. With `rank` the largest of that column come first and the
    picture holds those that fit. `pivot` (down, across, value) makes the table two-way.
    """
    key = f"{result.name}-{key}" if key else result.name
    st.header(question, anchor=False)
    if says:
        st.markdown(plain(says))
    if result.frame.empty:
        if nothing:
            st.markdown(nothing)
        with st.container(horizontal=True, key=f"choice-{key}"):
            source(now, result, key)
        return
    if rank:
        result = replace(result, frame=result.frame.sort_values(
            rank, ascending=False, kind="stable", ignore_index=True
        ))
    clicked = _picture(result, draw, question, key, rank) if draw else None
    if pivot is not None:
        crossed(result, *pivot, key)
    elif not query.query(result.name).lines and set(PLACES) <= set(result.frame):
        rows(now, replace(result, frame=result.frame.head(PAGE)), f"{now.which} {key}")
    elif len(result.frame) <= SHORT:
        shown(result, names, key=key)
    else:
        with st.expander(f"看表（{_counted(result, given)} 行）", key=f"whole {key}"):
            if len(result.frame) > PAGE:
                st.caption(f"只列前 {PAGE} 行，全部行请下载。")
            shown(replace(result, frame=result.frame.head(PAGE)), names, key=key)
    opening(now, result, dict(given), clicked, key, drawn=draw is not None)


def _counted(result: Result, given: Mapping[str, Any]) -> str:
    """How many rows there are; of an answer that was cut, more than were asked for."""
    cut = given.get("limit") == len(result.frame)
    return f"{'至少 ' if cut else ''}{len(result.frame)}"


def _picture(result: Result, draw: Draw, question: str, key: str, rank: str) -> int | None:
    """The picture, of the largest where there are too many; the place that was clicked, or None."""
    many = bool(rank) and len(result.frame) > MOST
    figure = draw(replace(result, frame=result.frame.head(MOST)) if many else result)
    if figure is None:
        return None
    if many:
        largest = f"{result.column(rank).label}最大的 {MOST} 个"
        st.caption(f"共 {len(result.frame)} 个，图中是{largest}；全部见表。")
    return chart(figure, question, key)


def size(fen: Any) -> Any:
    """An amount that a flow holds as a decrease, said without its sign."""
    return fen if is_missing(fen) else abs(int(fen))


def differences(
    now: Opened, question: str, result: Result, given: Mapping[str, Any], names: Sequence[str]
) -> None:
    """Two ledgers compared: the lines that do not agree. `names` are the columns of the table, those
    first that must be seen on a narrow screen; what is empty in all lines is left out, and so is a
    difference that none of them has."""
    differ, one_sided = ui_says.differing(result)
    wrong = replace(result, frame=result.frame[differ | one_sided].reset_index(drop=True))
    alone = UNIT in result.frame and result.frame[UNIT].nunique() == 1
    held = [
        name for name in names
        if wrong.frame[name].notna().any() and not (alone and name == UNIT)
        and (not name.startswith(("difference", "gap")) or wrong.frame[name].fillna(0).any())
    ]
    block(now, question, wrong, given, says=ui_says.compared(result), nothing="", names=held)


def lacking(now: Opened, question: str, ledgers: Sequence[str]) -> None:
    """A comparison that cannot be made, and what it needs."""
    st.header(question, anchor=False)
    missing = [contract.ledger(name).title for name in ledgers if not now.has(name)]
    st.markdown(plain(f"没有装载“{'”“'.join(missing)}”，不能比对。"))


def chart(figure: Any, alt: str, key: str) -> int | None:
    """The picture; the place of the row whose bar was clicked, or None."""
    event = st.plotly_chart(
        figure, theme=None, key=f"chart {key}", on_select="rerun", selection_mode="points",
        config=CONFIG, alt=alt,
    )
    points = event["selection"]["points"]
    if not points:
        return None
    carried = points[0].get("customdata")
    place = carried[0] if isinstance(carried, list | tuple) else carried
    return int(place) if place is not None else int(points[0]["point_index"])


def opening(
    now: Opened, result: Result, given: dict[str, Any], clicked: int | None, key: str,
    drawn: bool = True,
) -> None:
    """The box of groups, and the rows of the one that was clicked or chosen."""
    ways = query.query(result.name).lines
    labels = _labels(result)
    slot, last = f"{now.which} open {key}", f"{now.which} clicked {key}"
    if clicked is not None and clicked < len(labels) and st.session_state.get(last) != clicked:
        st.session_state[slot] = clicked
    st.session_state[last] = clicked
    if st.session_state.get(slot) is not None and st.session_state[slot] >= len(labels):
        st.session_state[slot] = None
    place, way = None, "rows"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"choice-{key}"):
        if ways:
            place = st.selectbox(
                "打开明细", range(len(labels)), index=None, key=slot,
                format_func=labels.__getitem__, filter_mode="contains", width=WIDE,
                placeholder="点图中的一条，或在这里选一组" if drawn else "在这里选一行",
            )
        if place is not None and len(ways) > 1:
            told = {column.name: column.label for column in result.columns}
            way = st.selectbox(
                "看哪个数", list(ways), key=f"{slot} way", width=NARROW,
                format_func=lambda name: told.get(name, "全部"),
            )
        source(now, result, key)
        whole_file(now, result, given, key)
    if place is not None:
        _rows(now, result, given, place, way, labels[place], key)


def _rows(
    now: Opened, result: Result, given: dict[str, Any], place: int, way: str, label: str, key: str
) -> None:
    """The rows behind one group, whether they add up to it, and all of them as a file."""
    row = result.frame.iloc[place].to_dict()
    opened = query.lines(result.name, row, given, way)
    takes = query.query(opened.name).parameters
    limit = {"limit": PAGE + 1} if "limit" in takes else {}
    found = ask(now, opened.name, **{**opened.parameters, **limit})
    more = len(found.frame) > PAGE
    st.markdown(f"**{plain(label)}** 的明细：" + (
        f"行数多于 {PAGE}，这里列前 {PAGE} 行" if more
        else f"共 {len(found.frame)} 行{plain(_ties(result, found, row, way))}"
    ) + "。")
    # what the group is called by is the same in every line of it
    said = [each for each in found.columns
            if each.type in NUMBERS or each.name not in row or each.name in PLACES
            or set(found.frame[each.name]) != {row[each.name]}]
    part = replace(found, frame=found.frame.head(PAGE), columns=tuple(said))
    rows(now, part, f"{now.which} {key} {way} {place}")
    download(now, query.query(found.name).title, found.name, opened.parameters,
             f"{now.which} {key} file")


def _ties(result: Result, found: Result, row: Mapping[str, Any], way: str) -> str:
    """That the rows add up to the figure, for each amount that they say they add up to."""
    told = []
    adds = query.query(result.name).lines[way].adds
    for name, below in adds.items():
        column = next(each for each in result.columns if each.name == name)
        if column.type != "money" or below not in found.frame:
            continue
        total = int(found.frame[below].fillna(0).sum())
        same = row[name] is not None and total == row[name]
        told.append(f"，{column.label}合计 {amount(total)} 元" + ("，与上表一致" if same else ""))
    return "".join(told)


def _labels(result: Result) -> list[str]:
    """What names each row: the texts at its beginning."""
    named = []
    for column in columns_of(result, (), PLACES):
        if column.type in NUMBERS or len(named) == 3:
            break
        named.append(column)
    named = named or list(result.columns[:1])
    return [
        " · ".join(text_of(row[column.name], column) for column in named) or f"第 {place} 行"
        for place, row in enumerate(result.frame.head(OPTIONS).to_dict("records"), 1)
    ]
