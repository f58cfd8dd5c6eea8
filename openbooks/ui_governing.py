"""The two-person rule on the pages: entries that wait, approving and turning them down in two steps;
and what others did to the books meanwhile.

Names of clerks and files are shown as `covering` allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from openbooks import agenda, contract, covering, headline, news, telling, ui_moves, ui_original, ui_receipt
from openbooks.actor import is_nobody, is_same
from openbooks.again import approve, reject
from openbooks.agenda import Outcome, Tried
from openbooks.desk import Desk
from openbooks.errors import OpenBooksError
from openbooks.history import Batch
from openbooks.home import WHO
from openbooks.journal import head_of
from openbooks.receipt import Receipt
from openbooks.ui import BATCHES, plain, say, way
from openbooks.ui_books import Opened, key_of

SHOWN = 8  # events; more are counted


def entries(now: Opened) -> None:
    """What waits for a second person, each to be looked over, approved or turned down."""
    waiting = now.view.state.pending
    if not waiting:
        return
    st.header(f"等待复核：{len(waiting)} 份", anchor=False)
    st.caption("录入的还没有计入任何数字。由录入人以外的另一个人看过回执和原件，再复核或退回。")
    for entry in waiting:
        with st.container(border=True, key=f"entry-{entry.number}"):
            found = covering.receipt(now.view, entry)
            st.markdown(f"**第 {entry.number} 号录入** · {plain(_about(now, entry))}")
            st.markdown(plain(telling.identity(found)))
            way(BATCHES, "看回执和原件", books=now.which, batch=str(entry.number))
            if now.newest:
                _approve(now, entry)
                _reject(now, entry)


def _about(now: Opened, entry: Batch) -> str:
    """The file of an entry, its ledger, who handed it in and when."""
    file, title = covering.file_of(now.view, entry), contract.ledger(entry.ledger).title
    return f"{file} · {title} · 录入 {covering.who(now.view, entry.who)} · {when(entry.at)}"


def when(at: str) -> str:
    """A moment of the journal as people write it: 2025-06-30 14:05."""
    return datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M")


def _approve(now: Opened, entry: Batch) -> None:
    """Approve in two steps: the name; then, with what it would do shown, the act."""
    number, step = entry.number, f"sure approve {now.which} {entry.number}"
    with st.expander("复核", key=f"approve {number}"):
        who = st.text_input("复核人", max_chars=40, key=f"approver {now.which} {number}")
        if not is_nobody(who) and is_same(who, entry.who):
            st.error("复核人和录入人是同一个人。两人制要由另一个人复核，请换一个人来。")
            return
        if not go_on(f"approve next {number}", step, "请先填复核人的姓名。" * is_nobody(who)):
            return
        found = _tried(now, entry, who)
        if found is None:
            return
        receipt, moves = found
        st.warning(f"通过后，这份录入计入账：{telling.identity(receipt)}。确定吗？")
        then = covering.receipt(now.view, entry)
        if telling.identity(receipt) != telling.identity(then):
            st.info(plain(f"录入以后账本有变动，录入时是：{telling.identity(then)}。"))
        ui_moves.show(moves, key=f"approve-{number}")
        act = partial(approve, now.books, number, who, _clock())
        if st.button("确认通过，计入账", type="primary", key=f"approve act {number}"):
            done(now, act, step, f"第 {number} 号录入已复核通过，计入数字了。")


def _tried(
    now: Opened, entry: Batch, who: str
) -> tuple[Receipt, tuple[headline.Move, ...]] | None:
    """The receipt that approving would give, and the figures that it would move; tried out once for
    equal books. None where it cannot be: the reason is shown."""
    key, slot = (head_of(now.books.events), key_of(now)), f"approve tried {now.which} {entry.number}"
    held = st.session_state.get(slot)
    if held is None or held[0] != key:
        found: list[Receipt] = []
        try:
            with st.spinner("正在试算数字会怎么变…"):
                moves = headline.moves_of(
                    now.books, now.view.reader,
                    lambda copy: found.append(approve(copy, entry.number, who, _clock())),
                )
        except OpenBooksError as error:
            st.error(plain(covering.told(now.view, str(error))))
            return None
        held = st.session_state[slot] = (key, (found[0], moves))
    return held[1]


def _reject(now: Opened, entry: Batch) -> None:
    """Turn an entry down in two steps: the reason; then the act."""
    number, step = entry.number, f"sure reject {now.which} {entry.number}"
    with st.expander("退回", key=f"reject {number}"):
        reason = st.text_input("退回原因", max_chars=200, key=f"why not {now.which} {number}")
        who = st.text_input("经办人", WHO, max_chars=40, key=f"rejecter {now.which} {number}")
        if not go_on(f"reject next {number}", step, wanting(reason, who)):
            return
        st.warning("退回后，这份录入不会计入账；文件、回执和退回的原因都留在记录里。确定吗？")
        act = partial(reject, now.books, number, reason, who, _clock())
        if st.button("确认退回", type="primary", key=f"reject act {number}"):
            done(now, act, step, f"第 {number} 号录入已退回，不计入数字。")


def go_on(key: str, step: str, missing: str) -> bool:
    """The first of two steps: whether it was taken, and nothing is `missing` (a sentence). The button
    can always be pressed: what was only typed is sent by that press, a greyed one would swallow it."""
    if st.button("下一步", key=key):
        st.session_state[step] = not missing
        if missing:
            st.warning(missing)
    return bool(st.session_state.get(step)) and not missing


def wanting(reason: str, who: str) -> str:
    """What an act still wants before it is done, as a sentence; "" for nothing."""
    if not reason.strip():
        return "请先写原因，再按“下一步”。"
    return "" if who.strip() else "请先填经办人，再按“下一步”。"


def done(now: Opened, act: partial, step: str, said: str) -> None:
    """Do something to the books, show the page anew and say that it is done; or why it cannot be any
    more."""
    try:
        act()
    except OpenBooksError as error:
        st.error(plain(covering.told(now.view, str(error))))
        return
    st.session_state.pop(step, None)
    say(said)
    st.rerun()


def _clock() -> datetime:
    return datetime.now().astimezone()


def fate(now: Opened, entry: Batch) -> None:
    """What became of an entry, over its receipt."""
    if not entry.settled_by:
        st.warning("已录入，等待复核；复核通过以后才计入数字。")
    elif entry.rejected_why:
        why = covering.text(now.view, entry.rejected_why)
        st.warning(plain(f"已退回（记录第 {entry.settled_by} 号），不计入数字。原因：{why}"))
    else:
        st.success(f"已复核通过，记作第 {entry.settled_by} 号装载。")
        way(BATCHES, f"看第 {entry.settled_by} 号装载", books=now.which, batch=str(entry.settled_by))


def original(now: Opened, entry: Batch) -> None:
    """The file of an entry around any of its lines: what a second person looks at."""
    first = entry.body["header_line"] + 1
    line = st.number_input(
        "看原件：从第几行看起", min_value=1, value=None, step=1, placeholder=f"例如 {first}",
        key=f"original {now.which} {entry.number}",
    )
    if line is None:
        return
    try:
        ui_original.show(now, entry.number, int(line))
    except OpenBooksError as error:
        st.error(plain(covering.told(now.view, str(error))))


def then(now: Opened, batch: Batch, found: Receipt) -> None:
    """The receipt as it was when the file was loaded, where it stands otherwise by now."""
    before = covering.receipt_then(now.view, batch)
    if telling.identity(before) != telling.identity(found):
        with st.expander("装载当时的回执", key=f"then {batch.number}"):
            ui_receipt.receipt(before)


def who_enters(now: Opened, at: Desk, tried: Tried) -> str:
    """Who hands this in. Asked where something of it waits for a second person: "" until it is said."""
    pending = [each for each in tried.outcomes if each.receipt and each.receipt.pending]
    if not pending:
        return WHO
    titles = dict.fromkeys(contract.ledger(each.ledger).title for each in pending)
    st.info(f"“{'”、“'.join(titles)}”要两人办：这里录入以后，由另一个人在“装载记录”里复核，才计入数字。")
    said = st.text_input(
        "录入人（填姓名；复核时不能是同一个人）", max_chars=40, key=f"enters {now.which} {at.id}"
    ).strip()
    return "" if is_nobody(said) else said


def load_label(tried: Tried) -> str:
    """What the button that loads says: entries are handed in and do not count yet."""
    count = len(tried.outcomes)
    waiting = sum(bool(each.receipt and each.receipt.pending) for each in tried.outcomes)
    if not waiting:
        return f"装载 {count} 份表"
    return f"录入 {count} 份表" if waiting == count else f"装载 {count} 份表（{waiting} 份等复核）"


def as_shown(now: Opened, at: Desk, tried: Tried) -> bool:
    """Whether these receipts are those that this window showed before; what others did to the books
    since the first ones is told."""
    slot, key = f"receipts {at.id}", (tried.events, at)
    first, before = st.session_state.get(slot, (tried.events, key))
    st.session_state[slot] = (first, key)
    if tried.events > first:
        _told(now, at, first, "看回执以后，账本又有变动，下面的回执已按现在的账重算，请再看一遍：")
    return before == key


def landed(now: Opened, at: Desk, outcomes: Sequence[Outcome]) -> None:
    """Keep for the page after loading what became otherwise than the receipts shown had it."""
    first, _ = st.session_state.pop(f"receipts {at.id}", (len(now.books.events), None))
    st.session_state[f"failed {at.id}"] = agenda.sentences(outcomes)
    st.session_state[f"differing {at.id}"] = (first, agenda.differing(outcomes))


def differing(now: Opened, at: Desk) -> None:
    """Say in what the loads became otherwise, and what others did at that moment."""
    first, sentences = st.session_state.get(f"differing {at.id}", (0, ()))
    if sentences:
        st.warning("\n".join(["和装载前看到的回执不同：", "", *(f"- {plain(each)}" for each in sentences)]))
        _told(now, at, first, "因为同一时间账本里还有这些变动：")


def _told(now: Opened, at: Desk, events: int, lead: str) -> None:
    own = {each.batch for each in at.answers.values()}
    newest = now.books.view(now.view.reader)
    if told := news.since(newest, events, own):
        _list(lead, told)


def _list(lead: str, told: Sequence[str]) -> None:
    more = len(told) - SHOWN
    lines = [*told[-SHOWN:], *([f"此外还有 {more} 件"] if more > 0 else [])]
    st.warning("\n".join([plain(lead), "", *(f"- {plain(each)}" for each in lines)]))
