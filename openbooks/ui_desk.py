"""The desk on a page: choosing files, and one card a table with what it is and what is asked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from openbooks import contract, covering, desk, telling
from openbooks.card import ASK, CHOOSE, CONFIRM, HELD, READY, Card, fault_of
from openbooks.contract import Column
from openbooks.desk import Desk, Edit
from openbooks.errors import OpenBooksError
from openbooks.handed import Looked
from openbooks.question import ENTER, YEARS, Question
from openbooks.ui import FEW, box, plain
from openbooks.ui_books import Opened
from openbooks.ui_draft import go, left_open, other_files, planned
from openbooks.ui_mapping import by_hand, first_rows
from openbooks.ui_question import ask
from openbooks.ui_read import line_by_line
from openbooks.ui_receipt import texts

SHORT = {CONFIRM: "，对吗？", READY: "：已确认", HELD: "：已装载过，或交了两遍"}


def files(now: Opened, at: Desk, found: Sequence[Looked]) -> None:
    """The uploader, what was refused, and how to begin again."""
    given = st.file_uploader(
        "选择文件，可以一次选多个：WPS、Excel（xlsx、xls）、CSV，用友、金蝶导出的也可以",
        accept_multiple_files=True, key=f"files {at.id} {len(at.handed)}",
    )
    if given:
        try:
            changed = desk.hand_in(at, [(each.name, each) for each in given], now.books)
        except OpenBooksError as error:
            st.error(plain(str(error)))
        else:
            if changed != at:
                _let_go(given)
                go(now, changed)
            st.caption("选的文件已经在下面了。")
    if not at.handed:
        left_open(now, at)
        return
    for each in found:
        _file(now, at, each)
    other_files(now, at)


def _let_go(given: Sequence[UploadedFile]) -> None:
    """The desk has its copies: the server need not hold the bytes until the session ends."""
    context = get_script_run_ctx()
    for each in given if context else ():
        context.uploaded_file_mgr.remove_file(context.session_id, each.file_id)


def _file(now: Opened, at: Desk, each: Looked) -> None:
    """A file that was refused, or sheets of it that were passed over."""
    if each.refused:
        with st.container(border=True, key=f"refused-{each.handed.id}"):
            st.error(plain(f"{each.handed.name} 没有收：{each.refused}"))
            st.caption("别的文件不受影响。改好后可以再选一次。")
            if st.button("知道了，拿走这个文件", key=f"back {at.id} {each.handed.id}"):
                go(now, desk.take_back(at, each.handed))
    for sentence in each.passed_over:
        st.caption(plain(f"{each.handed.name}：{sentence}。"))
    for table_id, sentence in each.hidden:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(f"{each.handed.name}：{sentence}。"), width="content")
            if st.button("也读这张表", key=f"show {at.id} {table_id}"):
                go(now, desk.show(at, table_id))


def tables(now: Opened, at: Desk, cards: Sequence[Card], units: dict[str, str]) -> None:
    """A card each; of very many those that ask nothing, and of which nothing is only likely, are folded
    behind what they are taken for."""
    many = len(cards) > FEW
    for card in cards:
        title = contract.ledger(card.ledger).title if card.ledger else "看不出是哪种台账"
        likely = card.state == CONFIRM and card.proposed
        calm = many and card.state not in {CHOOSE, ASK} and not likely
        folded = f"**{plain(card.where)}** · {plain(_in_short(card, title, units))}" * calm
        with box(folded, f"card-{card.id.replace('.', '-')}") as drawn:
            if drawn:
                _table(now, at, card, title, units)


def _in_short(card: Card, title: str, units: dict[str, str]) -> str:
    """What a table is taken for, and how far that is agreed to."""
    said = telling.sentence(card, units) if card.state in {CONFIRM, READY} else title
    return said + SHORT.get(card.state, "：先不装")


def _table(now: Opened, at: Desk, card: Card, title: str, units: dict[str, str]) -> None:
    """One card: what the table is and why, what is asked, the first rows, the mapping."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(card.where)}**", width="content")
        st.badge(title, color="blue" if card.ledger else "orange")
        if card.state == READY:
            st.badge("已确认", color="green")
    for sentence in filter(None, (card.reason, telling.panels(card))):
        st.caption(plain(f"{sentence}。"))
    if card.state == CHOOSE:
        _choose(now, at, card)
    elif card.state == HELD:
        _held(now, at, card)
    elif card.state in {ASK, CONFIRM}:
        _ask(now, at, card, units)
    elif card.state == READY:
        st.write(plain(f"{telling.sentence(card, units)}"))
        with st.expander("看前几行"):
            first_rows(card, units)
            line_by_line(at, card, units)
            if st.button("重新核对这份表", key=f"reopen {at.id} {card.id}"):
                go(now, desk.reopen(at, card.id))
    else:
        st.caption("这份先不装。")
        if st.button("还是要装", key=f"reopen {at.id} {card.id}"):
            go(now, desk.reopen(at, card.id))
    if card.state in {CHOOSE, ASK, CONFIRM}:
        line_by_line(at, card, units)
    if card.state in {ASK, CONFIRM} and card.mapping is not None:
        by_hand(now, at, card)


def _choose(now: Opened, at: Desk, card: Card) -> None:
    """Which ledger is it? The likeliest stand first, with their reasons."""
    reasons = {each.ledger: each.reason for each in card.candidates}
    names = [*reasons, *(name for name in contract.ledgers() if name not in reasons)]
    first_rows(card, {})
    with st.form(f"ledger {at.id} {card.id}", border=False):
        chosen = st.selectbox(
            "这份表是哪种台账？", names, index=None, placeholder="请选择",
            format_func=lambda name: contract.ledger(name).title
            + (f"（{reasons[name]}）" if name in reasons else ""),
        )
        with st.container(horizontal=True):
            agreed = st.form_submit_button("就是这种", type="primary")
            _aside(now, at, card)
        if agreed and chosen:
            go(now, desk.choose_ledger(at, card.id, chosen))
        elif agreed:
            st.warning("请先选这份表是哪种台账；不清楚就按“这份先不装”。")


def _aside(now: Opened, at: Desk, card: Card) -> None:
    if st.form_submit_button("这份先不装"):
        go(now, desk.set_aside(at, card.id))


def _held(now: Opened, at: Desk, card: Card) -> None:
    """The same table is in the books already, or stands on the desk twice."""
    if card.held_by:
        batch = now.books.state().batch(card.held_by)
        held = f"第{card.held_by}号装载（{batch.at[:10]}，{covering.text(now.view, batch.file)}）"
        st.info(plain(f"已装载过：{held}。不用再装。"))
    else:
        st.info(plain(f"和上面的“{card.twin}”内容完全一样，装那一份就够了。"))
    again = "仍然装载（重复的行不会重复计数）"
    if st.button(again, key=f"again {at.id} {card.id}", type="tertiary"):
        go(now, desk.confirm(at, card.id))


def _ask(now: Opened, at: Desk, card: Card, units: dict[str, str]) -> None:
    """The facts to agree to, the first rows, what is missing: one form, one button."""
    facts = telling.facts(card, units)
    with st.form(f"card {at.id} {card.id}", border=False):
        if facts:
            line = telling.sentence(card, units)
            ends = "" if card.asked else "，对吗？"
            st.markdown(f"这份表：**{plain(line)}**{ends}")
            texts(("项", "值", "依据"), [(each.title, each.value, each.why) for each in facts])
        first_rows(card, units)
        if card.fault:
            st.error(plain(f"{card.fault}。"))
        given: dict[str, str] = {
            each.column: ask(each, _column(card, each.column),
                             card.said.values.get(each.column, ""), f"{at.id} {card.id}")
            for each in card.asked
        }
        changed: dict[str, str] = {}
        if facts:
            with st.expander("有不对的？在这里改"):
                changed = _corrections(at, card, facts, units)
        with st.container(horizontal=True):
            agreed = st.form_submit_button("对，就按这样读", type="primary")
            _aside(now, at, card)
        if agreed:
            _agree(now, at, card, given, changed)


def _corrections(
    at: Desk, card: Card, facts: Sequence[telling.Fact], units: dict[str, str]
) -> dict[str, str]:
    """Inputs for what was proposed; column → the text, where it was changed."""
    asked = {each.column: each for each in card.proposed}
    open_ones = {each.column for each in card.asked}
    changed = {}
    for fact in facts:
        if fact.column in open_ones:
            continue  # asked above
        column = _column(card, fact.column)
        constant = card.mapping.constant(fact.column) if card.mapping else None
        if fact.column not in asked and constant is None and fact.column != YEARS:
            continue  # a header says it
        question = asked.get(fact.column) or Question(
            fact.column, fact.title, ENTER, constant.value if constant else fact.value.rstrip("年"),
            column.allowed if column else (), fact.why,
        )
        before = card.said.values.get(fact.column, question.proposed or "")
        after = ask(question, column, before, f"{at.id} {card.id}", units)
        if after and after != before:
            changed[fact.column] = after
    return changed


def _column(card: Card, name: str) -> Column | None:
    return contract.ledger(card.ledger).columns_by_name.get(name)


def _agree(
    now: Opened, at: Desk, card: Card, given: dict[str, str], changed: dict[str, str]
) -> None:
    """Keep the answers; the table is confirmed when nothing is left to ask."""
    asked = {each.column for each in (*card.asked, *card.proposed)} | {YEARS}
    faults = [
        fault_of(card, card.mapping, column, value) for column, value in changed.items()
        if card.mapping and column not in asked
    ]
    if any(faults):
        st.error(plain("；".join(filter(None, faults)) + "。"))
        return
    for column, value in {**given, **changed}.items():
        if value and column in asked:
            at = desk.decide(at, card.id, column, value)
        elif value:
            at = desk.change_link(at, card.id, column, Edit(value=value))
    after = next(each for each in planned(now, at).cards if each.id == card.id)
    if after.state == CONFIRM:
        at = desk.confirm(at, card.id)
    elif not all(given.values()):
        st.warning("还有没填的，填好再确认。")
        if not any(given.values()) and not changed:
            return
    go(now, at)


