"""装载记录 on the page: all loads, the receipt of one, and taking one back in two steps.

File names and what cells said may hold names: `covering` says what of them is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import (
    contract,
    covering,
    headline,
    ui_governing,
    ui_mend,
    ui_moves,
    ui_original,
    ui_receipt,
)
from openbooks.again import redo
from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.history import Batch
from openbooks.home import WHO
from openbooks.journal import head_of
from openbooks.standing import standing
from openbooks.ui import OVERVIEW, ROWS, plain, way
from openbooks.ui_books import Opened
from openbooks.ui_governing import when
from openbooks.ui_paper import downloads
from openbooks.undoing import undo

LIVING, UNDONE = "在账", "已撤销"
SIGN, BESIDE, NUMBER = 14, 20, 52  # pixels
TITLES = {"accepted": "收下", "duplicates": "重复", "refused": "拒收", "dropped": "略过"}


def summary(now: Opened) -> str:
    """How many loads there are and what became of them, in a sentence."""
    batches = now.view.state.batches
    living = sum(not batch.undone_by for batch in batches)
    waiting = len(now.view.state.pending)
    return (
        f"共装载 {len(batches)} 次：{living} 次在账，{len(batches) - living} 次已撤销。"
        + f"另有 {waiting} 份录入等待复核。" * bool(waiting) + "每次都有回执，撤销的也留在这里。"
    )


def overview(now: Opened) -> None:
    """One line a load, the newest first; those taken back stay, and say so. What is the same in all
    lines (nothing taken back, nothing refused) is left out."""
    batches = list(reversed(now.view.state.batches))
    titles = [contract.ledger(batch.ledger).title for batch in batches]
    standings = [_standing(now, batch) for batch in batches]
    frame = pd.DataFrame({
        "号": [batch.number for batch in batches],
        "文件": [covering.file_of(now.view, batch) for batch in batches],
        "台账": titles,
        "状态": standings,
        "记录": [batch.counts["records"] for batch in batches],
        **{
            title: [batch.counts[part] for batch in batches] for part, title in TITLES.items()
        },
        "装载时间": [when(batch.at) for batch in batches],
        "经办": [covering.who(now.view, batch.who) for batch in batches],
    })
    idle = [title for part, title in TITLES.items()
            if part != "accepted" and not any(batch.counts[part] for batch in batches)]
    idle += ["状态"] if {*frame["状态"]} == {LIVING} else []
    st.dataframe(
        frame.drop(columns=idle), hide_index=True, alt=f"{len(batches)} 次装载",
        height="content" if len(frame) < 15 else 560,
        column_config={"号": st.column_config.NumberColumn(width=NUMBER),
                       "台账": st.column_config.TextColumn(width=_width(titles)),
                       "状态": st.column_config.TextColumn(width=_width(standings))},
    )
    if any(batch.superseded or batch.stands for batch in batches):
        st.caption("收下、重复、拒收是装载当时的条数；后来被取代了多少，以那次的回执为准。")


def _standing(now: Opened, batch: Batch) -> str:
    """Whether a load counts, and whether all of it does."""
    if batch.undone_by:
        return UNDONE
    rows = sum(
        each.superseded.get(form, 0) for each in now.view.state.batches if not each.undone_by
        for form in now.view.state.forms(batch.number)
    )
    return f"{LIVING}，{rows} 行被取代" if rows else LIVING


def _width(texts: Sequence[str]) -> int:
    """The pixels that the longest of some texts needs: the grid itself cuts wide signs short."""
    return BESIDE + max((SIGN * len(text) for text in texts), default=0)


def pick(now: Opened) -> Batch | None:
    """The load whose receipt is looked at: that of the address, or the one chosen here."""
    state = now.view.state
    numbers = sorted((batch.number for batch in (*state.batches, *state.entries)), reverse=True)
    said = st.query_params.get("batch", "")
    if said and said not in map(str, numbers):
        st.warning(f"没有第 {plain(said[:12])} 号装载。")
    value = int(said) if said in map(str, numbers) else None
    slot = f"{now.which} batch"
    st.session_state[slot] = value

    def changed() -> None:
        chosen = st.session_state[slot]
        if chosen is None:
            st.query_params.pop("batch", None)
        else:
            st.query_params["batch"] = str(chosen)

    number = st.selectbox(
        "看哪一次装载的回执", numbers, index=None, key=slot, on_change=changed,
        placeholder="选一次装载",
        format_func=lambda each: f"第 {each} 号 · {covering.file_of(now.view, state.batch(each))}",
    )
    return None if number is None else state.batch(number)


def receipt(now: Opened, batch: Batch) -> None:
    """The receipt of one load: every record accounted for, the sums, what was found wrong."""
    found = covering.receipt(now.view, batch)
    kind = "录入" if batch.is_entry else "装载"
    st.header(f"第 {batch.number} 号{kind}的回执", anchor=False)
    st.markdown(
        f"{plain(covering.file_of(now.view, batch))} · {contract.ledger(batch.ledger).title} · "
        f"{when(batch.at)} · 经办 {plain(covering.who(now.view, batch.who))}"
    )
    if batch.is_entry:
        ui_governing.fate(now, batch)
    if batch.undone_by:
        why = plain(covering.text(now.view, batch.undone_why))
        st.warning(f"已撤销（记录第 {batch.undone_by} 号），原因：{why}")
    over = now.view.state.over(batch.number)
    if found.superseded and not batch.undone_by:
        by = "、".join(map(str, over))
        st.info(f"其中 {found.superseded} 条已由第 {by} 号装载取代，不计数。撤销那次，它们就和原来一样。")
    ui_receipt.receipt(found)
    ui_mend.recorded(now, batch)
    ui_governing.then(now, batch, found)
    st.caption(f"文件指纹 SHA-256 {found.sha256}")
    downloads(now.view, batch)
    if batch.is_entry:
        ui_governing.original(now, batch)
    _open_problem(now, batch, [each.line for each in found.problems if each.line])


def _open_problem(now: Opened, batch: Batch, lines: Sequence[int]) -> None:
    options = sorted(set(lines))
    if not options:
        return
    line = st.selectbox(
        "打开有问题的一行", options, index=None, key=f"{now.which} problem {batch.number}",
        format_func=lambda each: f"第 {each} 行", placeholder="选一行看原件",
    )
    if line is not None:
        ui_original.show(now, batch.number, line)


def take_back(now: Opened, batch: Batch) -> None:
    """Undo in two steps: first the reason, then, with what it means said, the act."""
    if batch.undone_by or batch.is_entry or not now.newest:
        return
    key = f"undo-{batch.number}"
    with st.expander("撤销这次装载", key=f"undo {batch.number}"), st.container(key=key):
        st.markdown("撤销后，这次装载的行不再计入任何数字；原件、回执和这次撤销都留在记录里。")
        reason = st.text_input("撤销原因", max_chars=200, key=f"why {now.which} {batch.number}")
        who = st.text_input("经办人", WHO, max_chars=40, key=f"who {now.which} {batch.number}")
        second = _second(now, batch, "second")
        step = f"sure {now.which} {batch.number}"
        if not ui_governing.go_on(f"next {batch.number}", step, ui_governing.wanting(reason, WHO)):
            return
        act = partial(undo, number=batch.number, reason=reason, who=who.strip() or WHO,
                      at=datetime.now().astimezone(), second=second)
        count = standing(now.books, now.books.state(), batch).accepted
        st.warning(f"将撤销第 {batch.number} 号装载：它现在计数的 {count:,} 条记录不再计入；"
                   "别的装载里有相同的行，就改由那一行计数。确定吗？")
        if _moved(now, batch, act, f"undo {second}") and st.button(
            "确认撤销", type="primary", key=f"act {batch.number}"
        ):
            ui_governing.done(now, partial(act, now.books), step, f"第 {batch.number} 号装载已撤销。")


def put_back(now: Opened, batch: Batch) -> None:
    """Do an undone load again: what it would move is shown, then it is one press."""
    if not batch.undone_by or not now.newest:
        return
    with st.expander("重做这次装载", key=f"redo {batch.number}"):
        st.markdown("重做后，这些行重新计入数字，记作一次新的装载；撤销的记录仍留着。")
        who = st.text_input("经办人", WHO, max_chars=40, key=f"who again {now.which} {batch.number}")
        second = _second(now, batch, "second again")
        act = partial(redo, number=batch.number, who=who.strip() or WHO,
                      at=datetime.now().astimezone(), second=second)
        step = f"again {now.which} {batch.number}"
        if st.button("试算一下", key=f"try {batch.number}"):
            st.session_state[step] = True
        if st.session_state.get(step) and _moved(now, batch, act, f"redo {second}") and st.button(
            "确认重做", type="primary", key=f"redo act {batch.number}"
        ):
            ui_governing.done(now, partial(act, now.books), step, f"第 {batch.number} 号装载已重做。")


def _second(now: Opened, batch: Batch, key: str) -> str:
    """Who agrees, where the ledger is under the two-person rule; "" elsewhere."""
    if batch.ledger not in now.view.state.two_person:
        return ""
    return st.text_input("复核人（不能是经办人本人）", max_chars=40, key=f"{key} {now.which} {batch.number}")


def _moved(now: Opened, batch: Batch, act: Callable[[Books], Any], key: str) -> bool:
    """Show the figures that an act on a load would move, tried out once for equal books; or the
    sentence that says why it cannot be done. Whether it can."""
    asked, slot = (head_of(now.books.events), batch.number, key), f"moves {now.which}"
    held = st.session_state.get(slot)
    if held is None or held[0] != asked:
        try:
            with st.spinner("正在试算数字会怎么变…"):
                held = (asked, headline.moves_of(now.books, now.view.reader, act))
        except WrongUse as fault:
            st.error(plain(covering.told(now.view, str(fault))))
            return False
        st.session_state[slot] = held
    ui_moves.show(held[1], key=f"{key.split()[0]}-{batch.number}")
    return True


def ways_on(now: Opened, batch: Batch) -> None:
    """From a load to its rows, and to the books as they were right after it; an entry has neither."""
    if batch.is_entry:
        return
    with st.container(horizontal=True, key="next"):
        way(ROWS, "看这种台账的全部行", books=now.which, ledger=batch.ledger)
        way(OVERVIEW, "看装载当时的总览", books=now.which, as_of=str(batch.number))
