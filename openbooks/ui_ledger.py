"""台账明细 on the page: which ledger, which rows of it, a page of rows at a time.

Each ledger has a query of its own, `<ledger>_rows`; it takes those filters that it declares.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from openbooks import contract, query, ui_original
from openbooks.query import Result
from openbooks.ui import answer, next_step, plain
from openbooks.ui_books import Opened, ask, keep, kept
from openbooks.ui_filters import choice, period_filter, said, say, unit_filter
from openbooks.ui_rows import download
from openbooks.ui_rows import rows as shown_rows
from openbooks.ui_source import source

PAGE = 200
LAST_PAGE = 50
LONGEST_TEXT = 60


def pick(now: Opened) -> str:
    """The ledger of the address, else the first that has been loaded; ends the page without any."""
    loaded = {
        name: ledger.title for name, ledger in contract.ledgers().items() if now.has(name)
    }
    if not loaded:
        with st.container(border=True, key="empty"):
            st.subheader("还没有装载任何台账")
            st.write("装载以后，这里能逐行查看，并打开每一行的原件。")
            next_step(now)
        st.stop()
    value = said(now, "ledger")
    place = ui_original.chosen(("batch", "line"))
    if place is not None and "ledger" not in st.query_params:
        value = now.view.state.batch(place[0]).ledger
    if value and value not in loaded:
        known = contract.ledgers().get(value)
        told = f"“{known.title}”还没有装载" if known else f"没有台账“{plain(value)}”"
        st.warning(f"{told}，现在看的是“{next(iter(loaded.values()))}”。")
    if value not in loaded:
        value = "dues" if "dues" in loaded else next(iter(loaded))
    say(now, "ledger", value)
    chosen = choice(
        now, "台账", list(loaded), value, loaded.__getitem__,
        lambda name: say(now, "ledger", name), "ledger",
    )
    st.caption(plain(contract.ledger(chosen).purpose))
    return chosen


def filters(now: Opened, ledger: str) -> dict[str, Any]:
    """The filters that this ledger's rows take: unit, period (or all), text."""
    takes = query.query(f"{ledger}_rows").parameters
    found: dict[str, Any] = {}
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        if "unit" in takes:
            found["unit"] = unit_filter(now)[0] or None
        if "from" in takes and _by_period(now):
            found |= period_filter(now, (ledger,)).bounds
        found["text"] = _text(now)
    return found


def _by_period(now: Opened) -> bool:
    """Whether only one period is wanted; all of them at first."""
    wanted = st.query_params.get("time") == "period"
    slot = f"{now.which} time"
    st.session_state[slot] = wanted

    def changed() -> None:
        if st.session_state[slot]:
            st.query_params["time"] = "period"
        else:
            st.query_params.pop("time", None)

    return st.checkbox("只看一段期间", key=slot, on_change=changed)


def _text(now: Opened) -> str | None:
    """The text looked for. It may be somebody's name: the session keeps it, the address does not."""
    value = kept(now.which).get("text", "")
    slot = f"{now.which} text"
    st.session_state[slot] = value

    def changed() -> None:
        keep(now.which, text=st.session_state[slot].strip())
        st.query_params.pop("page", None)

    st.text_input(
        "含有文字", key=slot, on_change=changed, max_chars=LONGEST_TEXT,
        placeholder="摘要、单位、编号……",
    )
    return value or None


def rows(now: Opened, ledger: str, given: dict[str, Any]) -> None:
    """One page of the rows, the ways to the pages beside it, the source and the file."""
    name = f"{ledger}_rows"
    number = _page()
    result = ask(now, name, **given, limit=number * PAGE + 1)
    first = (number - 1) * PAGE
    more = len(result.frame) > number * PAGE
    part = Result(
        result.name, result.version, result.columns,
        result.frame.iloc[first : first + PAGE].reset_index(drop=True), result.sql,
    )
    title = contract.ledger(ledger).title
    if part.frame.empty:
        answer(f"“{title}”里没有符合条件的行。")
    elif more or first:
        answer(f"“{title}”第 {first + 1} 至 {first + len(part.frame)} 行"
               f"{'，后面还有' if more else '，到此为止'}。")
    else:
        answer(f"“{title}”共 {len(part.frame)} 行。")
    shown_rows(now, part, f"{now.which} {ledger} {number}")
    _turn(number, more)
    with st.container(horizontal=True, key="choice-rows"):
        download(now, title, name, given, f"download {ledger}")
        source(now, part, name)


def _page() -> int:
    value = st.query_params.get("page", "1")
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= LAST_PAGE):
        st.warning(f"地址里的页码应是 1 至 {LAST_PAGE}。")
        return 1
    return int(value[:4])


def _turn(number: int, more: bool) -> None:
    if number == 1 and not more:
        return

    def to(page: int) -> None:
        st.query_params["page"] = str(page)

    with st.container(horizontal=True, key="turn"):
        st.button("上一页", disabled=number == 1, on_click=to, args=(number - 1,))
        st.button("下一页", disabled=not more or number == LAST_PAGE, on_click=to,
                  args=(number + 1,))
    if more and number == LAST_PAGE:
        st.caption("再往后请用上面的条件缩小范围，或下载全部行。")
