"""What of a desk is in the books: how it went, the ways on, and the receipt of each load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from openbooks import contract, covering, telling, ui, ui_governing, ui_mend
from openbooks.books import View
from openbooks.desk import Answer, Desk
from openbooks.history import Batch
from openbooks.receipt import Receipt
from openbooks.returned import of_load
from openbooks.ui import plain
from openbooks.ui_batches import take_back
from openbooks.ui_books import Opened
from openbooks.ui_draft import begin_again
from openbooks.ui_paper import downloads
from openbooks.ui_receipt import receipt


def _all_loaded(loaded: Mapping[int, Answer], found: Sequence[tuple[Batch, Receipt]]) -> None:
    """Everything of the desk is in the books: how many tables, what was refused of them. It is counted
    from the receipts that stand below."""
    entered = [batch for batch, _ in found if batch.is_entry]
    living = [each for each in found if not each[0].undone_by and not each[0].is_entry]
    fresh = [given for batch, given in living if not loaded[batch.number].already]
    refused = sum(each.refused for each in fresh)
    undone = len(found) - len(living) - len(entered)
    if refused:
        taken = sum(each.accepted for each in fresh)
        st.warning(f"装好了：{len(living)} 份表。{telling.altogether(taken, refused)}")
    elif living:
        st.success(f"全部装好了：{len(living)} 份表。数字已经在各页上。")
    if entered:
        st.info(f"{len(entered)} 份表已录入，等待复核。由另一个人在“装载记录”里复核后，才计入数字。")
    if undone:
        st.info(f"{undone} 份表已撤销，不再计入数字。")


def after(now: Opened, at: Desk, whole: bool) -> None:
    """What of this desk is in the books: receipts, ways on, undo. `whole`: nothing is left over. Of
    many loads those of which nothing was refused are folded."""
    loaded = {each.batch: each for each in at.answers.values() if each.batch}
    view = now.books.view(now.view.reader)  # the loads are newer than what this run began with
    batches = [view.state.batch(number) for number in sorted(loaded)]
    receipts = [(each, covering.receipt(view, each)) for each in batches]
    if not whole:
        for sentence in st.session_state.get(f"failed {at.id}", ()):
            st.error(plain(f"这一份没有装上：{sentence}"))
        st.warning(f"{len(loaded)} 份表已完整装载，其余的还没有装，仍在下面，可以接着装。")
    else:
        _all_loaded(loaded, receipts)
        with st.container(horizontal=True, vertical_alignment="center", key="choice-after"):
            if st.button("再交几份文件", type="primary", key="more"):
                begin_again(now, at)
            ui.way(ui.OVERVIEW, "去看总览", books=now.which)
    ui_governing.differing(now, at)
    for batch, found in receipts:
        title = _title(view, batch, loaded[batch.number].already)
        calm = not (found.refused or batch.undone_by or batch.is_entry)
        many = calm and len(loaded) > ui.FEW
        said = telling.identity(found)
        with ui.box(f"{title}：{said}" * many, f"loaded-{batch.number}") as drawn:
            if not many:
                st.markdown(title)
            if drawn:
                _load(now, view, batch, found)


def _title(view: View, batch: Batch, already: bool) -> str:
    head, kind = "已装载过：" * already, "录入" if batch.is_entry else "装载"
    return (f"**{head}第 {batch.number} 号{kind}** · {plain(covering.file_of(view, batch))} → "
            f"{contract.ledger(batch.ledger).title}")


def _load(now: Opened, view: View, batch: Batch, found: Receipt) -> None:
    """The receipt of one load, what was refused as a file, and the ways on from it."""
    if batch.undone_by:
        st.warning(plain(f"已撤销：{covering.text(view, batch.undone_why)}"))
    if batch.is_entry:
        ui_governing.fate(now, batch)
    receipt(found)
    ui_mend.recorded(now, batch)
    if found.refused and not batch.undone_by and not batch.is_entry:
        ui_mend.offer(partial(of_load, now.books, view.state, batch),
                      f"{PurePath(batch.file).stem}-拒收{found.refused}行", str(batch.number))
    downloads(view, batch)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not batch.is_entry:
            ui.way(ui.ROWS, "看台账明细", books=now.which, ledger=batch.ledger)
        ui.way(ui.BATCHES, "看装载记录", books=now.which, batch=str(batch.number))
    take_back(now, batch)
