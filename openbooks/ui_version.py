"""看哪一版: any version of the books from any page, by its day or by what happened.

The list goes to the browser only when it is opened. Choosing writes `as_of` into the address and
the session, and leaves every other filter as it is.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from openbooks.ui_books import Opened, keep, key_of, to_newest
from openbooks.version import Version, at_day, versions

LABEL = "看哪一版"


def picker(now: Opened) -> None:
    """A button that opens the choice of a version; nothing for books without any load."""
    if not now.books.version():
        return
    slot = f"{now.which} versions"
    behind = st.popover(LABEL, key=slot, on_change="rerun", type="tertiary")
    if behind.open:
        with behind, st.container(key="versions"):
            _choices(now, listed(now), slot)


def _choices(now: Opened, found: tuple[Version, ...], slot: str) -> None:
    """The day and the list; either leads to a version, and closes what it stands in."""
    numbers = {each.number: each for each in found}
    day, box = f"{slot} day", f"{slot} box"
    held = numbers[now.view.version]
    st.session_state[day], st.session_state[box] = held.day, held.number

    def to_day() -> None:
        if st.session_state[day] is not None:
            to(at_day(found, st.session_state[day]).number)

    def to(number: int) -> None:
        look_at(now, number)
        st.session_state[slot] = False

    st.date_input(
        "看某一天的账", key=day, on_change=to_day, format="YYYY-MM-DD",
        min_value=found[0].day, max_value=max(each.day for each in found),
    )
    st.caption("看的是到那一天为止最后一版的账。")
    st.selectbox(
        f"或者选一版（共 {len(found):,} 版，可输入文字查找）", [*reversed(numbers)], key=box,
        format_func=lambda number: numbers[number].said, filter_mode="contains",
        on_change=lambda: to(st.session_state[box]),
    )


def look_at(now: Opened, number: int) -> None:
    """Look at that version from now on; the newest is looked at without a number."""
    if number == now.books.version():
        to_newest(now.which)
    else:
        keep(now.which, as_of=str(number))
        st.query_params["as_of"] = str(number)


def listed(now: Opened) -> tuple[Version, ...]:
    """All versions of these books, oldest first, as this reader may read of them."""
    return _versions((key_of(now), now.books.state().head), now)


@st.cache_data(show_spinner=False, max_entries=20)
def _versions(key: tuple[Any, ...], _now: Opened) -> tuple[Version, ...]:
    return versions(_now.view)
