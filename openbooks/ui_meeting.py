"""Rows that the books have already, or have otherwise, on the page: apart from what is wrong in a file.

Nothing about them is an error. Equal ones do not count again; of those that say otherwise somebody
decides which holds. What the books hold is shown as this reader may see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from openbooks import contract, covering, desk, telling, ui_original
from openbooks.agenda import Outcome
from openbooks.contract import Ledger
from openbooks.desk import Desk
from openbooks.meeting import Meeting
from openbooks.naming import quoted
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_draft import go
from openbooks.ui_receipt import grid, texts

APART = frozenset({"key_conflict", "conflict_sibling", "equal_rows"})
LISTED, SAME, OTHER = 500, "", "不同"


def met(now: Opened, at: Desk, outcome: Outcome, units: dict[str, str]) -> None:
    """Equal rows within the file, rows that the books have, rows that they have otherwise."""
    _decided(now, at, outcome)
    _against(now, at, outcome, units)
    if outcome.met.equal:
        with st.expander(f"重复：{outcome.met.equal_rows:,} 行账本里已有，不再计"):
            st.caption("这些行和账本里的完全一样，收在这次装载里备查，但不会计第二次。不用处理。")
            _told(outcome.met.equal, outcome.met.equal_rows)
            _one(now, at, outcome, outcome.met.equal, "equal", units)
    trouble = outcome.trouble
    for reason in trouble.reasons if trouble else ():
        if reason.code == "equal_rows":
            with st.expander(f"文件里完全相同的行：{reason.count:,} 处，都已收下"):
                st.caption("两笔一样的款项可以都是真的，所以都计。若是重复录入，请在原表里删去一行再交。")
                said = [each.message.removesuffix(f"{reason.remedy}。") for each in reason.spots[:LISTED]]
                st.text("\n".join(said))


def _told(found: Sequence[Meeting], rows: int) -> None:
    grid(("这份文件", "账本里"), [
        (f"第{each.line}行{each.part}", f"第{each.batch}号装载第{each.of_line}行{each.of_part}")
        for each in found[:LISTED]
    ], "账本里已有的行")
    if rows > min(len(found), LISTED):
        st.caption(f"只列出前 {min(len(found), LISTED):,} 行，共 {rows:,} 行。")


def _decided(now: Opened, at: Desk, outcome: Outcome) -> None:
    """What was decided about rows that contradict the books, and the way back."""
    said = at.answer(outcome.id)
    parts = [f"{len(said.instead):,} 行取代账本里的那一行"] * bool(said.instead)
    parts += [f"{len(said.kept):,} 行保留账本的、不装"] * bool(said.kept)
    if parts:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(f"您已决定：{'，'.join(parts)}。")
            if st.button("重新决定", key=f"undecide {at.id} {outcome.id}"):
                go(now, desk.undecide(at, outcome.id))


def _against(now: Opened, at: Desk, outcome: Outcome, units: dict[str, str]) -> None:
    """Rows whose key the books hold with other content, by the load that holds it."""
    kept = {*at.answer(outcome.id).kept}
    for number in dict.fromkeys(each.batch for each in outcome.met.against):
        found = [each for each in outcome.met.against if each.batch == number]
        open_ones = [each for each in found if each.place not in kept]
        batch = now.books.state().batch(number)
        held = f"第 {number} 号装载（{covering.text(now.view, batch.file)}，{batch.at[:10]}）"
        lines = list(dict.fromkeys(each.place for each in open_ones))
        waiting = f"{len(lines):,} 行待您决定" if lines else f"{len(found):,} 行，保留账本的"
        with st.expander(plain(f"与账本不一致：{waiting}；{held}"), expanded=bool(lines)):
            st.caption("同一件事账本里已有，内容不同。账本里的先算数，直到您决定用哪一行；取代了也能撤销。")
            if lines:
                with st.container(horizontal=True):
                    slot = f"{at.id} {outcome.id} {number}"
                    if st.button(f"这 {len(lines):,} 行都取代账本里的", key=f"instead {slot}"):
                        stands = [each.stand for each in open_ones]
                        go(now, desk.replace_lines(at, outcome.id, list(dict.fromkeys(stands))))
                    if st.button(f"这 {len(lines):,} 行都保留账本的", key=f"kept {slot}"):
                        go(now, desk.keep_lines(at, outcome.id, lines))
            chosen = _one(now, at, outcome, open_ones or found, f"against {number}", units)
            if chosen is not None and lines:
                with st.container(horizontal=True):
                    slot = f"{at.id} {outcome.id} {chosen.line} {chosen.part}"
                    stands = [each.stand for each in open_ones if each.place == chosen.place]
                    if st.button("这一行取代账本里的", key=f"instead one {slot}"):
                        go(now, desk.replace_lines(at, outcome.id, list(dict.fromkeys(stands))))
                    if st.button("这一行保留账本的", key=f"kept one {slot}"):
                        go(now, desk.keep_lines(at, outcome.id, [chosen.place]))


    if outcome.met.against_rows > len(outcome.met.against):
        st.caption(
            f"与账本不一致的共 {outcome.met.against_rows:,} 行，这里先列 {len(outcome.met.against):,} 行；"
            "决定了这些，再列其余的。"
        )


def _one(
    now: Opened, at: Desk, outcome: Outcome, found: Sequence[Meeting], what: str,
    units: dict[str, str],
) -> Meeting | None:
    """One meeting, chosen: both rows side by side, those columns marked in which they differ, and the
    line of the original that the books have it from."""
    shown = found[:LISTED]
    first = 0 if shown and shown[0].differs else None
    place = st.selectbox(
        "看哪一行的两边", range(len(shown)), index=first, placeholder="选一行",
        key=f"{what} {at.id} {outcome.id} {len(at.decisions)}",
        format_func=lambda each: f"第 {shown[each].line} 行{shown[each].part}，"
        f"账本里在第 {shown[each].batch} 号装载第 {shown[each].of_line} 行",
    )
    if place is None:
        return None
    each = shown[place]
    ledger = contract.ledger(outcome.ledger)
    theirs = _theirs(now, ledger, each)
    rows = []
    for column, mine in zip(ledger.columns, each.values, strict=True):
        there = theirs.get(column.stored)
        if mine is None and there is None:
            continue
        other = column.name in each.differs
        here = telling.shown(column, mine, units)
        said = telling.shown(column, there, units) if other or mine is None else here
        rows.append((column.title, here, said, OTHER if other else SAME))
    texts(("列", f"这份文件第{each.line}行", f"账本里（第{each.batch}号装载第{each.of_line}行）", ""), rows)
    if st.toggle("打开账本里那一行的原件", key=f"original {what} {at.id} {outcome.id} {place}"):
        ui_original.show(now, each.batch, each.of_line)
    return each


def _theirs(now: Opened, ledger: Ledger, each: Meeting) -> dict[str, Any]:
    """The living row as this reader sees it: stored column → value."""
    view = now.books.view(now.view.reader)
    with view.cursor() as cursor:
        names = ", ".join(quoted(column.stored) for column in ledger.columns)
        found = cursor.execute(
            f"select {names} from {quoted(ledger.name)} where batch = $1 and row_no = $2",
            [each.batch, each.of_row],
        ).fetchone()
    stored = [column.stored for column in ledger.columns]
    return dict(zip(stored, found, strict=True)) if found else {}
