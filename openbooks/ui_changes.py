"""版本对比 on the page: two versions chosen, what is different in each ledger, and every line of it.

The addresses `since` and `upto` hold the versions; without them the one that is looked at and the
one before it. Totals are over all lines, a page of them stands below.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from openbooks import changes, contract, headline, ui_moves
from openbooks.changes import CAME, DIFFERS, WENT, Change
from openbooks.headline import Move
from openbooks.query import Result, query
from openbooks.ui import answer, next_step, plain
from openbooks.ui_books import Opened, key_of
from openbooks.ui_filters import choice
from openbooks.ui_ledger import page_of, turn
from openbooks.ui_receipt import texts
from openbooks.ui_rows import rows
from openbooks.ui_table import csv_of, file_name
from openbooks.ui_version import listed
from openbooks.version import Version
from openbooks.wording import BLANK, amount

PAGE = 200
FEW, REASONS = 12, 200


@dataclass(frozen=True)
class Pair:
    """The books at the two versions that are compared, and how they are called."""

    before: Opened
    after: Opened
    said: str


def pick(now: Opened) -> Pair:
    """The two versions of the address; ends the page where there is but one."""
    found = {each.number: each for each in reversed(listed(now))}
    numbers = list(found)
    if len(numbers) < 2:
        with st.container(border=True, key="empty"):
            st.header("还没有可比的版本")
            st.write("每装载或撤销一次就有一个新的版本。装载以后，这里能看两个版本之间变了哪些行、为什么。")
            next_step(now)
        st.stop()
    upto = _said("upto", numbers[:-1], now.view.version or numbers[-2])
    earlier = [each for each in numbers if each < upto]
    since = _said("since", earlier, earlier[0])
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        since = _box(now, "从哪一版", "since", earlier, since, found)
        upto = _box(now, "到哪一版", "upto", numbers[:-1], upto, found)
    before, after = (now.books.view(now.view.reader, each) for each in (since, upto))
    said = "到".join(f"第 {each} 版（{found[each].day.isoformat()}）" for each in (since, upto))
    return Pair(replace(now, view=before), replace(now, view=after), f"从{said}")


def _said(name: str, known: Sequence[int], otherwise: int) -> int:
    """The version that the address names, when it can be; else said so, and another."""
    said = st.query_params.get(name, "")
    if said and said not in map(str, known):
        st.warning(f"地址里的第 {plain(said[:12])} 版不能这样比，现在看的是第 {otherwise} 版。")
        st.query_params.pop(name, None)
    return int(said) if said in map(str, known) else otherwise


def _box(
    now: Opened, label: str, name: str, numbers: Sequence[int], value: int, found: dict[int, Version]
) -> int:
    def told(number: str) -> None:
        st.query_params[name] = number
        if name == "upto" and int(number) <= int(st.query_params.get("since", "0")):
            st.query_params.pop("since")

    return int(choice(now, label, [*map(str, numbers)], str(value),
                      lambda each: found[int(each)].said, told, name))


def show(pair: Pair) -> None:
    """What is different: the figures, each ledger, the reasons, and the lines of one ledger."""
    found, moves = _compared((key_of(pair.before), key_of(pair.after)), pair)
    if not found:
        answer(f"{pair.said}，没有一行不同。")
        ui_moves.show(moves, none=ui_moves.STAYED)
        return
    answer(f"{pair.said}，{len(found)} 种台账有变动：{counted(found)}。", tied(found))
    st.header("总览数字变了哪些？", anchor=False)
    ui_moves.show(moves, title="", none=ui_moves.STAYED)
    st.header("各台账差多少？", anchor=False)
    with st.container(key="table-differences"):
        texts(("台账", "项", "从", "到", "差"), [each for change in found for each in sums(change)])
    st.header("因为什么？", anchor=False)
    _reasons(found)
    st.header("逐行看", anchor=False)
    _lines(pair, found)


def counted(found: Sequence[Change]) -> str:
    """How many lines of each kind there are: 来了 3 行，没了 1 行."""
    parts = [part for change in found for part in change.parts]
    counts = {kind: sum(each.lines for each in parts if each.kind == kind)
              for kind in (CAME, WENT, DIFFERS)}
    return "，".join(f"{kind} {count:,} 行" for kind, count in counts.items() if count)


def tied(found: Sequence[Change]) -> str:
    """Whether the lines add up to the difference, in a sentence."""
    loose = [contract.ledger(each.ledger).title for each in found if not each.tied]
    if loose:
        return f"“{'”“'.join(loose)}”的逐行相加与差额不符。请用 verify 检查账本，并告诉维护者。"
    return "下面每一行都有原因；逐行相加，行数和每一项金额都正好等于差额。"


def sums(change: Change) -> list[tuple[str, str, str, str, str]]:
    """The ledger's lines of the table: its rows, then each money column whose sum means something
    (the lines add up in the others too: `Change.tied`)."""
    title, old, new = contract.ledger(change.ledger).title, change.before, change.after
    found = [(title, "行数", f"{old.rows:,}", f"{new.rows:,}", f"{new.rows - old.rows:+,}")]
    telling = query(f"{change.ledger}_rows").sums
    for column, was, now in zip(change.columns, old.sums, new.sums, strict=True):
        if column.stored in telling and (was is not None or now is not None):
            found.append((title, f"{column.title}（元）", amount(was), amount(now),
                          signed((now or 0) - (was or 0))))
    return found


def signed(fen: int) -> str:
    """An amount with its sign: +1,200.00; 0.00 where nothing is added."""
    return f"+{amount(fen)}" if fen > 0 else amount(fen)


def _reasons(found: Sequence[Change]) -> None:
    """Each reason with what it adds; folded where there are many, the first ones of very many."""
    told = [
        (contract.ledger(change.ledger).title, part.kind, part.reason, f"{part.lines:,}",
         "；".join(f"{column.title} {signed(fen)}" for column, fen
                  in zip(change.columns, part.adds.sums, strict=True)
          if fen and column.stored in query(f"{change.ledger}_rows").sums) or BLANK)
        for change in found for part in change.parts
    ]
    many = len(told) > FEW
    with st.expander(f"看原因（{len(told):,} 条）", key="reasons") if many else nullcontext():
        with st.container(key="table-reasons"):
            texts(("台账", "变动", "原因", "行数", "金额增减（元）"), told[:REASONS])
        if len(told) > REASONS:
            st.caption(f"只列前 {REASONS} 条，其余每一行的原因见下面的明细和下载的文件。")


def _lines(pair: Pair, found: Sequence[Change]) -> None:
    """The lines of one ledger, a page at a time; each opens its original."""
    now, names = pair.after, {each.ledger: each for each in found}
    value = st.query_params.get("changed", "")

    def told(name: str) -> None:
        st.query_params["changed"] = name

    name = choice(now, "台账", list(names), value if value in names else found[0].ledger,
                  lambda each: f"{contract.ledger(each).title}（{names[each].lines:,} 行）", told, "changed")
    count, title = names[name].lines, contract.ledger(name).title
    pages = -(-count // PAGE)
    compared = (pair.before.view.version, now.view.version, name)
    number = page_of(now, compared, pages)
    part = _page((key_of(pair.before), key_of(now)), name, number, pair)
    if pages > 1:
        start = (number - 1) * PAGE
        st.caption(f"共 {count:,} 行，这里是第 {start + 1:,} 至 {start + len(part.frame):,} 行。")
    rows(now, part, f"{now.which} changes {compared} {number}")
    turn(number, pages)
    with st.container(horizontal=True, key="choice-changes"):
        st.download_button(
            "下载全部变动行（CSV，可用 WPS、Excel 打开）", mime="text/csv", key=f"download {name}",
            data=lambda: csv_of(changes.lines(pair.before.view, now.view, name)), on_click="ignore",
            file_name=file_name(now, f"{title}变动-自第{pair.before.view.version}版"),
        )


@st.cache_data(show_spinner="正在比较两个版本…", max_entries=50)
def _compared(key: tuple[Any, ...], _pair: Pair) -> tuple[tuple[Change, ...], tuple[Move, ...]]:
    before, after = _pair.before.view, _pair.after.view
    return changes.differences(before, after), headline.moves(before, after)


@st.cache_data(show_spinner=False, max_entries=200)
def _page(key: tuple[Any, ...], name: str, number: int, _pair: Pair) -> Result:
    return changes.lines(_pair.before.view, _pair.after.view, name, PAGE, (number - 1) * PAGE)
