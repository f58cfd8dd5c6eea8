"""待答复 on the page: the questions put to units, each with its rows and a box for the answer."""

from __future__ import annotations

import streamlit as st

from openbooks import ui_casework, ui_lead
from openbooks.casefile import casefiles_of
from openbooks.ui import FEW, LEAD, answer, box, plain, way
from openbooks.ui_books import Opened
from openbooks.ui_filters import unit_filter
from openbooks.ui_lead_says import about, below, items, where
from openbooks.worklist import Item


def asked(now: Opened) -> list[Item]:
    """The cases of which a unit owes an answer. Rules are asked only where somebody has asked."""
    if not casefiles_of(now.view.state.case_events):
        return []
    return [each for each in items(now) if each.case.file.is_asked]


def show(now: Opened) -> None:
    """All questions of the chosen unit, each in a box of its own."""
    held = asked(now)
    if not held:
        answer("经审会没有要答复的问题。")
        st.header("问题从哪里来？", anchor=False)
        st.markdown("经审会在“疑点”里要求说明以后，问题就出现在这里：看问的是哪几行，写清楚怎么回事，附上凭据。")
        return
    chosen = unit_filter(now)[0]
    units = {each.case.unit_id for each in held}
    if chosen:
        reached = below(now, chosen)
        held = [each for each in held if each.case.unit_id in reached]
        units &= reached
    answer(f"经审会问了 {len(held)} 个问题，等 {len(units)} 个单位答复。" if held
           else "经审会没有问这个单位要答复的问题；换“全部单位”看别的。")
    st.header("问了什么？", anchor=False)
    for each in held:
        title = f"**{plain(about(now, each))}**"
        with box(title if len(held) > FEW else "", f"question-{each.case.key}") as is_open:
            if is_open:
                _question(now, each, title)


def _question(now: Opened, item: Item, title: str) -> None:
    st.markdown(title)
    st.caption(plain(where(now, item)))
    st.markdown(plain(ui_casework.question(now, item)))
    if item.suspicion:
        for lead in item.suspicion.leads:
            st.caption(plain(lead.message))
        with box("看问的是哪几行（可打开原件）", f"rows-{item.case.key}") as is_open:
            if is_open:
                ui_lead.lines(now, item.suspicion)
    way(LEAD, "看这个疑点的全部", books=now.which, case=item.case.key)
    if now.newest:
        ui_casework.step(now, item, "explain")
