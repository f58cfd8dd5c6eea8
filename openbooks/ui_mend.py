"""Mending on the page, before anything is loaded: what is wrong by its reason, and for each reason its
cells in a grid, or one rule for all of them. What was mended is listed and can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

import pandas as pd
import streamlit as st

from openbooks import agenda, contract, covering, desk, longwork, rule, ui_work
from openbooks.agenda import Outcome
from openbooks.card import Card
from openbooks.desk import Desk
from openbooks.errors import FILE, ROW, OpenBooksError
from openbooks.grouping import SEVERITIES
from openbooks.history import Batch
from openbooks.home import WHO
from openbooks.mend import Mend
from openbooks.returned import MAKERS, Returned
from openbooks.rule import Rule
from openbooks.trouble import NOWHERE, Reason, Spot, Trouble, readers
from openbooks.ui import plain
from openbooks.ui_books import Opened
from openbooks.ui_draft import go
from openbooks.ui_grid import Change, cells_of, edited
from openbooks.ui_meeting import APART
from openbooks.ui_receipt import sentences, texts

ONE_BY_ONE, BY_RULE = "逐格改", "按一条规则一起改"
EXAMPLES = 3
LONGEST = 40
WHY = "更正原因（记入账本）"


def mending(now: Opened, at: Desk, card: Card, outcome: Outcome) -> None:
    """Everything wrong in a table that was tried, to be mended here or elsewhere; and what was mended
    so far."""
    trouble = outcome.trouble
    _made(now, at, card)
    if trouble is not None and outcome.receipt is not None and outcome.receipt.refused:
        _elsewhere(now, at, outcome)
    for reason in (each for each in trouble.reasons if each.code not in APART) if trouble else ():
        grave = reason.severity in {FILE, ROW}
        label = f"{SEVERITIES[reason.severity]}：{reason.title}，{reason.count:,} 处"
        with st.expander(plain(label), expanded=grave, key=_slot(at, card, reason, "reason")):
            st.write(f"{reason.remedy}。")
            if reason.open:
                if reason.count > len(reason.spots):
                    st.caption(f"这里先列 {len(reason.spots):,} 处，改好这些再列其余的。")
                _mend(now, at, card, trouble, reason)
            else:
                _listed(reason)


def _elsewhere(now: Opened, at: Desk, outcome: Outcome) -> None:
    """The refused rows as a file to be mended in an office program; made when it is asked for."""
    def rows() -> Returned:
        given = at, outcome.id, outcome.receipt
        if longwork.is_large(at):
            return ui_work.at_once(now, at, ui_work.RETURNED, *given, more=outcome.id)
        return agenda.returned_rows(now.books, *given)

    stem = PurePath(outcome.receipt.file).stem
    offer(rows, f"{stem}-拒收{outcome.receipt.refused}行", f"{at.id} {outcome.id}")


def offer(rows: Callable[[], Returned], name: str, key: str) -> None:
    """Buttons that download refused rows, and what to do with them."""
    st.caption("拒收的行可以下载到表格软件里改好再交：别动“原件位置”一列，改好的行会恰好顶替这些行，"
               "已收下的行不受影响。")
    with st.container(horizontal=True):
        for form, title in (("xlsx", "下载拒收的行（Excel、WPS）"), ("csv", "下载拒收的行（CSV）")):
            st.download_button(
                title, data=lambda form=form: MAKERS[form](rows()), file_name=f"{name}.{form}",
                mime="application/octet-stream", key=f"returned {form} {key}", on_click="ignore",
            )


def _slot(at: Desk, card: Card, reason: Reason, what: str) -> str:
    return f"{what} {at.id} {card.id} {reason.severity} {reason.code}"


def _listed(reason: Reason) -> None:
    """What no cell here can mend, in sentences."""
    sentences((each.message for each in reason.spots), reason.remedy, reason.count)


@st.fragment
def _mend(now: Opened, at: Desk, card: Card, trouble: Trouble, reason: Reason) -> None:
    """One reason: in a grid or by a rule. What is typed runs this part of the page only."""
    ways = [ONE_BY_ONE] + [BY_RULE] * any(each.place != NOWHERE for each in reason.open)
    way = st.segmented_control(
        "怎么改", ways, default=ONE_BY_ONE if reason.severity in {FILE, ROW} else None,
        key=_slot(at, card, reason, "way"),
    )
    if way == ONE_BY_ONE:
        changes = edited(at, card, trouble, reason)
        _keep(now, at, card, trouble, reason, changes, f"保存这 {len(changes)} 格更正")
    elif way == BY_RULE:
        changes = _by_rule(at, card, reason)
        _keep(now, at, card, trouble, reason, changes, f"按这条规则改 {len(changes)} 格")
    else:
        _listed(reason)


def _by_rule(at: Desk, card: Card, reason: Reason) -> Sequence[Change]:
    """Choose a rule, answer what it asks, see what it makes of the cells."""
    spots = [each for each in reason.open if each.place != NOWHERE]
    places = list(dict.fromkeys(each.place for each in spots))
    place = places[0]
    if len(places) > 1:
        place = st.selectbox(
            "哪一列", places, format_func=lambda each: _heading(card, each),
            key=_slot(at, card, reason, "column"),
        )
        spots = [each for each in spots if each.place == place]
    column, reads = readers(card.table, card.mapping).get(place, (None, None))
    offered = {
        each.title: each
        for each in rule.rules(reason.code, column, contract.ledger(card.ledger), reads)
    }
    chosen = offered[st.selectbox("规则", [*offered], key=_slot(at, card, reason, f"rule {place}"))]
    given = _given(at, card, reason, chosen)
    found = rule.applied(chosen, given, [each.text for each in spots], reads)
    _preview(card, spots, place, found)
    return [(spots[each].line, spots[each].part, place, new) for each, new in found.changes]


def _given(at: Desk, card: Card, reason: Reason, chosen: Rule) -> list[str]:
    """What the rule asks for, as it was answered."""
    given = []
    for ask in chosen.asks:
        slot = _slot(at, card, reason, f"{chosen.title} {ask.title}")
        if ask.options:
            said = st.selectbox(ask.title, ask.options, index=None, placeholder="请选择", key=slot)
        else:
            said = st.text_input(ask.title, key=slot)
        given.append(said or "")
    return given


def _preview(card: Card, spots: Sequence[Spot], place: int, found: rule.Outcome) -> None:
    """How many cells a rule changes, and the first of them from → to."""
    if not found.changes:
        st.caption("按现在填的，这条规则一格也改不了。")
        return
    left = f"；{found.left:,} 格对不上这条规则或改了仍读不出，不动" if found.left else ""
    st.markdown(f"会改 **{len(found.changes):,}** 格{left}。例如：")
    texts(("行", "列", "原来", "改成"), [
        (f"第{spots[at].line}行{spots[at].part}", _heading(card, place), _short(spots[at].text),
         _short(new)) for at, new in found.changes[:EXAMPLES]
    ])


def _keep(
    now: Opened, at: Desk, card: Card, trouble: Trouble, reason: Reason, changes: Sequence[Change],
    label: str,
) -> None:
    """Why and by whom, once for all these cells; then they are kept in the draft."""
    if not changes:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = st.text_input(WHY, max_chars=200, key=_slot(at, card, reason, "why"),
                            placeholder="如：与签字的原表核对过")
        who = st.text_input("经办人", WHO, max_chars=40, key=_slot(at, card, reason, "who"))
        pressed = st.button(label, type="primary", key=_slot(at, card, reason, "keep"))
    if pressed and not why.strip():
        st.warning("请写明更正的原因，再保存。")
    elif pressed:
        mends = []
        for line, part, place, new in changes:
            written = trouble.rows[line, part].written
            old = written[place] if place < len(written) else ""
            mends.append(Mend(line, part, place, old, new, why.strip(), who.strip() or WHO))
        try:
            changed = desk.mend(desk.open_desk(now.books, at.id), card.id, mends)  # as it is by now
        except OpenBooksError as error:
            st.error(plain(str(error)))
        else:
            go(now, changed)


def _made(now: Opened, at: Desk, card: Card) -> None:
    """The mends of a table so far, each with why and who; any of them can be taken back."""
    mends = sorted(card.said.mends, key=lambda each: each.cell)
    if not mends:
        return
    with st.expander(f"已更正 {len(mends):,} 格，原件不动", expanded=len(mends) <= 10):
        frame = pd.DataFrame({
            "行": [f"第{each.line}行{each.part}" for each in mends],
            "列": [_heading(card, each.place) for each in mends],
            "原来": [_short(each.old) for each in mends],
            "更正为": [_short(each.new) for each in mends],
            "原因": [each.why for each in mends],
            "经办": [each.who for each in mends],
        })
        picked = st.dataframe(
            frame, hide_index=True, on_select="rerun", selection_mode="multi-row",
            alt=f"{len(mends)} 格更正", key=f"mends {at.id} {card.id} {len(at.decisions)}",
            height="content" if len(mends) <= 10 else 380,
        ).selection.rows
        cells = [mends[each].cell for each in picked if each < len(mends)]
        with st.container(horizontal=True):
            if cells and st.button(f"撤回选中的 {len(cells)} 格", key=f"unmend {at.id} {card.id}"):
                go(now, desk.unmend(at, card.id, cells))
            if st.button("全部撤回", key=f"unmend all {at.id} {card.id}"):
                go(now, desk.unmend(at, card.id, [each.cell for each in mends]))


def recorded(now: Opened, batch: Batch) -> None:
    """The cells of a load's file that were corrected by hand, as this reader may see them."""
    mends = covering.mends(now.view, batch)
    if not mends:
        return
    heads = cells_of(covering.mapping_of(batch).header)
    with st.expander(f"人工更正 {len(mends):,} 格，原件不动"):
        st.dataframe(pd.DataFrame({
            "行": [f"第{each.line}行{each.part}" for each in mends],
            "列": [covering.text(now.view, heads[each.place]) for each in mends],
            "原文": [_short(each.old) for each in mends],
            "更正为": [_short(each.new) for each in mends],
            "原因": [each.why for each in mends],
            "经办": [each.who for each in mends],
        }), hide_index=True, alt=f"{len(mends)} 格更正")


def _heading(card: Card, place: int) -> str:
    """A column of the file as it is headed there."""
    return cells_of(card.table.header)[place]


def _short(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return shown if shown.strip() else "（空）"
