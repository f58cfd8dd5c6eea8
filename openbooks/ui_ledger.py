"""台账明细 on the page: which ledger, which rows of it, a page of rows at a time.

Each ledger has a query of its own, `<ledger>_rows`; it takes those filters that it declares.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from openbooks import contract, query, ui_original
from openbooks.query import Result
from openbooks.ui import answer, next_step, plain
from openbooks.ui_books import Opened, ask, keep, kept, totals
from openbooks.ui_filters import choice, period_filter, said, say, unit_filter
from openbooks.ui_rows import download
from openbooks.ui_rows import rows as shown_rows
from openbooks.ui_source import source
from openbooks.wording import amount

PAGE = 200
LONGEST_PAGE = 9
LONGEST_TEXT = 60


def pick(now: Opened) -> str:
    """The ledger of the address, else the first that has been loaded; ends the page without any."""
    loaded = {
        name: ledger.title for name, ledger in contract.ledgers().items() if now.has(name)
    }
    if not loaded:
        with st.container(border=True, key="empty"):
            st.header("还没有装载任何台账")
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
        if "from" in takes and by_period(now):
            found |= period_filter(now, (ledger,)).bounds
        found["text"] = _text(now)
    return found


def by_period(now: Opened) -> bool:
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
    """One page of the rows, the ways to the pages beside it, the source and the file.

    Count and sums are those of all rows that the filters leave, not of the page.
    """
    name, title = f"{ledger}_rows", contract.ledger(ledger).title
    count, sums = totals(now, name, **given)
    pages = max(1, -(-count // PAGE))
    number = page_of(now, (ledger, *given.items()), pages)
    start = (number - 1) * PAGE
    part = ask(now, name, **given, limit=PAGE, offset=start)
    if not count:
        answer(f"“{title}”里没有符合条件的行。")
    else:
        here = f"，这里是第 {start + 1:,} 至 {start + len(part.frame):,} 行" if pages > 1 else ""
        answer(f"“{title}”共 {count:,} 行{here}。", *_summed(part, sums))
    shown_rows(now, part, f"{now.which} {ledger} {number}")
    turn(number, pages)
    with st.container(horizontal=True, key="choice-rows"):
        download(now, title, name, given, f"download {ledger}")
        source(now, part, name)


def _summed(part: Result, sums: dict[str, int]) -> list[str]:
    """The sums of all rows in a sentence, as the receipts say them; a column in which there is
    nothing has none."""
    told = [f"{each.label} {amount(sums[each.name])} 元" for each in part.columns
            if sums.get(each.name) or (each.name in sums and part.frame[each.name].notna().any())]
    return [f"全部行合计：{'，'.join(told)}。"] if told else []


def page_of(now: Opened, filtered: tuple[Any, ...], pages: int) -> int:
    """The page of the address; the first again once the filters have changed."""
    slot = f"{now.which} paged"
    if st.session_state.setdefault(slot, filtered) != filtered:
        st.query_params.pop("page", None)
    st.session_state[slot] = filtered
    value = st.query_params.get("page", "1")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < LONGEST_PAGE else 0
    if 1 <= number <= pages:
        return number
    st.warning(f"地址里的页码应是 1 至 {pages}，现在看的是第 1 页。")
    return 1


def turn(number: int, pages: int) -> None:
    """The ways to the pages beside this one; nothing where there is but one."""
    if pages == 1:
        return

    def to(page: int) -> None:
        st.query_params["page"] = str(page)

    with st.container(horizontal=True, vertical_alignment="center", key="turn"):
        st.button("上一页", disabled=number == 1, on_click=to, args=(number - 1,))
        st.markdown(f"第 {number:,} 页，共 {pages:,} 页", width="content")
        st.button("下一页", disabled=number == pages, on_click=to, args=(number + 1,))
