"""Loading from a page: drafted lists to agree to, the receipts before, loading."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from openbooks import (
    agenda,
    contest,
    contract,
    covering,
    desk,
    longwork,
    telling,
    ui_governing,
    ui_meeting,
    ui_mend,
    ui_moves,
    ui_work,
)
from openbooks.agenda import Agenda, Outcome, Tried
from openbooks.card import ASIDE, READY
from openbooks.desk import Desk
from openbooks.errors import Moved, OpenBooksError
from openbooks.home import WHO
from openbooks.offer import Offer, titles
from openbooks.ui import FEW, box, plain
from openbooks.ui_books import Opened
from openbooks.ui_draft import go
from openbooks.ui_question import ask
from openbooks.ui_receipt import grid, receipt, texts

SHOWN_ROWS = 5


def now_at() -> datetime:
    """The clock of the page: the time of an event."""
    return datetime.now().astimezone()


def offered(now: Opened, at: Desk, offer: Offer, units: dict[str, str]) -> None:
    """A drafted list: why, what stands in it, agree or not."""
    with st.container(border=True, key=f"offer-{offer.ledger}-{offer.id.split('@')[1][0]}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(offer.file)}**", width="content")
            st.badge(contract.ledger(offer.ledger).title, color="violet")
            if offer.state == READY:
                st.badge("已确认", color="green")
        st.write(plain(offer.about))
        if offer.state in {READY, ASIDE}:
            if offer.state == ASIDE:
                st.caption("不草拟。")
            if st.button("重新考虑", key=f"reopen {at.id} {offer.id}", type="tertiary"):
                go(now, desk.reopen(at, offer.id))
            return
        texts(("项", "值", "依据"), offer.facts)
        if len(offer.rows) > 1:
            st.caption(f"前 {min(SHOWN_ROWS, len(offer.rows))} 行，共 {len(offer.rows)} 行")
            unit = offer.columns.index("unit_id")
            rows = [
                (*row[:unit], units.get(row[unit], row[unit]), *row[unit + 1:])
                for row in offer.rows[:SHOWN_ROWS]
            ]
            grid(titles(offer), rows, "草拟的前几行")
        with st.form(f"offer {at.id} {offer.id}", border=False):
            ledger = contract.ledger(offer.ledger).columns_by_name
            given = {
                each.column: ask(each, ledger.get(each.column), "", f"{at.id} {offer.id}", units)
                for each in offer.asked
            }
            with st.container(horizontal=True):
                agreed = st.form_submit_button("对，一并登记", type="primary")
                if st.form_submit_button("不用"):
                    go(now, desk.set_aside(at, offer.id))
            faults = [
                contest.fault_of(column, value) for column, value in given.items()
                if value and offer.ledger == "activity"
            ]
            if agreed and any(faults):
                st.error(plain("；".join(filter(None, faults)) + "。"))
            elif agreed and all(given.values()):
                for column, value in given.items():
                    at = desk.decide(at, offer.id, column, value)
                go(now, desk.confirm(at, offer.id))
            elif agreed:
                st.warning("还有没填的，填好再确认。")


def before(now: Opened, at: Desk, plan: Agenda) -> None:
    """The receipts that loading would give, and the one button that loads."""
    if plan.waiting:
        st.info(f"上面还有 {plan.waiting} 处要您确认，确认完这里就会出现回执。")
        agreed = plan.agreeable
        if len(agreed) > 1:
            which = "都" if len(agreed) == plan.waiting else f"其中 {len(agreed)} 处"
            st.caption(f"{which}没有要填的。逐份看过没有不对，可以一起确认。")
            if st.button(f"这 {len(agreed)} 处都对，一起确认", type="primary", key="agree"):
                go(now, desk.confirm_all(at, agreed))
        return
    if not plan.ready:
        st.info("没有要装载的表。")
        return
    tried = _tried(now, at)
    st.header("装载前的回执", anchor=False)
    shown = ui_governing.as_shown(now, at, tried)
    st.caption("还没有写进账本。装载的先后已经排好：名册和活动在前，用到它们的表在后。")
    many = len(tried.outcomes) > FEW
    for outcome in tried.outcomes:
        title = f"**{plain(outcome.where)}** → {contract.ledger(outcome.ledger).title}"
        calm = many and _is_calm(at, outcome)
        with box(f"{title}：{_in_short(outcome)}" * calm, f"tried-{outcome.id}") as drawn:
            if not calm:
                st.markdown(title)
            if drawn:
                _outcome(now, at, plan, outcome)
    receipts = [each.receipt for each in tried.outcomes if each.receipt and not each.receipt.already]
    st.markdown(plain(telling.altogether(
        sum(each.accepted for each in receipts), sum(each.refused for each in receipts)
    )))
    ui_moves.show(tried.moves)
    who = ui_governing.who_enters(now, at, tried)
    label = ui_governing.load_label(tried)
    if st.button(label, type="primary", key="load", disabled=not tried.whole) and shown:
        if who:
            _load(now, at, tried, who)
        else:
            st.warning("请先在上面填录入人的姓名，再按这个按钮。")


def _is_calm(at: Desk, outcome: Outcome) -> bool:
    """Whether all of a table is new and taken, so that nothing of it is to be mended or decided."""
    found = outcome.receipt
    return bool(
        found and not (found.refused or found.row_counts.get("duplicates") or found.already)
        and not (outcome.rivals or at.answer(outcome.id).supersedes)
    )


def _in_short(outcome: Outcome) -> str:
    """A receipt in a line, and whether it has something besides."""
    found = outcome.receipt
    return telling.identity(found) + "，有要留意的" * bool(found.problems) if found else ""


def _outcome(now: Opened, at: Desk, plan: Agenda, outcome: Outcome) -> None:
    """What became of one table that was tried, to be mended and decided."""
    if outcome.receipt is None:
        st.error(plain(outcome.failure))
    else:
        if outcome.receipt.already:
            number = outcome.receipt.batch
            st.info(f"和第 {number} 号装载的内容相同，不会再计一次。下面是那次的回执。")
        receipt(outcome.receipt, listed=outcome.trouble is None)
    card = next((each for each in plan.cards if each.id == outcome.id), None)
    if card is not None:
        ui_mend.mending(now, at, card, outcome)
    ui_meeting.met(now, at, outcome, dict(plan.units))
    _rivals(now, at, outcome)


def _rivals(now: Opened, at: Desk, outcome: Outcome) -> None:
    """An earlier load holds the same rows with other content: is this file the correction?"""
    taken = at.answer(outcome.id).supersedes
    if taken:
        dead = outcome.receipt.replaced_rows if outcome.receipt else 0
        st.info(f"取代第 {taken} 号装载：那次与这份不同或这份没有的 {dead} 行不再计数，历史仍留着。")
        if st.button("不取代了", key=f"keep {at.id} {outcome.id}"):
            go(now, desk.supersede(at, outcome.id, 0))
        return
    for number in outcome.rivals:
        batch = now.books.state().batch(number)
        file = covering.text(now.view, batch.file)
        name = plain(f"第 {number} 号装载（{file}，{batch.at[:10]}）")
        st.markdown(f"{name}里有同样的行，内容不同。如果这份是改正后的表，可以取代那一次。")
        if st.button(f"用这份取代第 {number} 号装载", key=f"supersede {at.id} {outcome.id} {number}"):
            go(now, desk.supersede(at, outcome.id, number))


def _tried(now: Opened, at: Desk) -> Tried:
    """The rehearsal; made once for equal answers and equal books."""
    if longwork.is_large(at):
        return ui_work.result(now, at, ui_work.TRY, at, WHO, now_at())
    key = ui_work.key_of(now, at)
    held = st.session_state.get("tried")
    if held is None or held[0] != key:
        bar = st.progress(0.0, "正在试装，看看会有什么结果…")

        def told(done: int, of: int, what: str) -> None:
            bar.progress(done / of, plain(f"正在试装 {done + 1}/{of}：{what}"))

        held = (key, agenda.try_all(now.books, at, WHO, now_at(), told))
        bar.empty()
        st.session_state["tried"] = held
    return held[1]


def _load(now: Opened, at: Desk, tried: Tried, who: str) -> None:
    """Load all of it. What is pressed meanwhile (a double click) would end this run at its next
    element: it is let pass, so that loading is not cut in two and the desk knows every batch."""
    if longwork.is_large(at):
        longwork.ask(now.books, at, ui_work.COMMIT, ui_work.key_of(now, at), at, tried, who, now_at())
        st.rerun()  # the head of the page shows how far it is
    bar = st.progress(0.0, "正在装载…")

    def told(done: int, of: int, what: str) -> None:
        with suppress(RerunException):
            bar.progress(done / of, plain(f"正在装载 {done + 1}/{of}：{what}"))

    try:
        changed, outcomes = agenda.commit_all(now.books, at, tried, who, now_at(), told)
    except Moved:  # what changed is told beside the receipts, which are worked out anew
        st.rerun()
    except OpenBooksError as error:
        bar.empty()
        st.error(plain(str(error)))
        return
    ui_governing.landed(now, at, outcomes)
    go(now, changed)
