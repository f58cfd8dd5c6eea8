"""One 疑点 on the page: why it is listed, on which rows it rests, and what stands beside them.

The address `case` holds it; names are masked until somebody says what they want them for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd
import streamlit as st

from openbooks import auditrule, contract, covering, dossier, reveal, spread, ui_figure
from openbooks.auditrule import Rule
from openbooks.casestep import CHANGED
from openbooks.errors import OpenBooksError
from openbooks.lead import LEVELS, Line, Suspicion
from openbooks.query import Result
from openbooks.statement import OutputColumn
from openbooks.ui import LEADS, answer, box, plain, say, way
from openbooks.ui_books import Opened, ask
from openbooks.ui_governing import when
from openbooks.ui_lead_says import KINDS, about, items, stage, where
from openbooks.ui_receipt import texts
from openbooks.ui_rows import opened, rows
from openbooks.ui_rules import in_words
from openbooks.ui_source import CODE, source
from openbooks.ui_table import INNER
from openbooks.wording import money
from openbooks.worklist import Item

VOUCHER, ASSISTANCE = "voucher", "assistance"
MOST = 20  # vouchers that are drawn line by line
HERE = OutputColumn("here", "text", "", "疑点")
MARK = "●"
DOTS = "*"
PLACES = (
    OutputColumn("ledger", "text", "", "台账"), OutputColumn("file", "text", "", "文件"),
    OutputColumn("batch", "integer", "", "批次"), OutputColumn("line", "integer", "", "行号"),
)


def pick(now: Opened) -> Item | None:
    """The 疑点 of the address; None for none, also where it is not in the list (said so)."""
    key = st.query_params.get("case", "")
    found = next((each for each in items(now) if each.case.key == key), None) if key else None
    if found is None:
        st.header("先选一个疑点", anchor=False)
        if key:
            st.warning("疑点清单里没有地址所说的这一个：账或规则可能变了。请回到清单重新选。")
        way(LEADS, "去疑点清单", books=now.which)
    return found


def head(now: Opened, item: Item) -> None:
    """What it is, how grave, how far, and why it is open again."""
    way(LEADS, "回到疑点清单", books=now.which)
    found = item.suspicion
    level = f"程度{LEVELS[found.severity]}，" if found else ""
    assigned = item.case.file.assignee
    to = f"，交 {covering.who(now.view, assigned)}" if assigned else ""
    why = "、".join(dict.fromkeys(each.title for each in found.leads)) + "：" if found else ""
    answer("，".join(filter(None, (f"{why}{about(now, item)}", where(now, item)))) + "。",
           f"{level}现在是“{stage(item)}”{to}。")
    if item.case.file.changes:
        told = "；".join(dossier.reasons(now.view, item.case))
        st.warning(plain(f"上一步办过以后，下面的行变了，所以重新打开：{told}。请看过再办。"))
        _changed(now, item)


def _changed(now: Opened, item: Item) -> None:
    """The rows whose change reopened it, each with the way to its original."""
    placed = [(each, place) for each, place in dossier.changed_rows(now.view, item.case) if place]
    if placed:
        with st.expander(f"变了哪些行（{len(placed)} 行）", key="changed rows"):
            change = OutputColumn("change", "text", "", "怎么变的")
            frame = _frame(now, [(place.batch, place.line) for _, place in placed])
            frame.insert(0, change.name, [f"{CHANGED[each.kind]}（第 {each.by} 号）" for each, _ in placed])
            result = Result("changed", now.view.version, (change, *PLACES), frame, "")
            rows(now, result, f"{now.which} changed")


def reasons(now: Opened, found: Suspicion) -> None:
    """Each reason as a sentence, with what it rests on and how the rule looks."""
    st.header("为什么列出来？", anchor=False)
    for place, lead in enumerate(found.leads):
        with st.container(border=True, key=f"reason-{place}"):
            rule = auditrule.rule(lead.name)
            st.markdown(f"**{plain(lead.title)}**（{plain(lead.rule)}，程度{LEVELS[lead.severity]}）："
                        f"{plain(lead.message)}")
            st.caption(plain(f"依据：{' '.join(filter(None, (lead.regulation, lead.article)))}。"))
            st.caption(plain(f"什么时候会误报：{rule.caution}"))
            with box("这条规则怎么查", f"rule-{place}") as is_open:
                if is_open:
                    _rule(now, rule)


def _rule(now: Opened, rule: Rule) -> None:
    st.markdown(plain(f"目的：{rule.query.purpose}"))
    st.markdown(plain(f"怎么查：{in_words(now, rule.method)}"))
    st.markdown(plain(f"不查：{rule.exclusions}"))
    if rule.limits:
        st.markdown(plain(f"用到的限额：{'、'.join(rule.limits)}（按业务发生那天的标准）。"))
    st.code(rule.query.sql, language="sql", height=CODE)


def evidence(now: Opened, found: Suspicion) -> None:
    """The rows on which it rests: the whole of each voucher, and rows of other ledgers."""
    lines = found.lines
    vouchers = [each for each in lines if _ledger(now, each) == VOUCHER]
    others = [each for each in lines if _ledger(now, each) not in {VOUCHER, ASSISTANCE}]
    given = [each for each in lines if _ledger(now, each) == ASSISTANCE]
    if vouchers:
        _vouchers(now, vouchers)
        _payee(now, found, vouchers)
    if found.kind == "person":
        _person(now, found, given)
    elif given:
        others = [*given, *others]
    if others:
        if len(others) > 1:  # one row opens as its original, which has a heading of its own
            st.header("依据的行", anchor=False)
        _listed(now, found, others)
    if not lines:
        st.header("依据的行", anchor=False)
        st.markdown("这个疑点说的是账里缺了什么，没有具体的行可看。")


def lines(now: Opened, found: Suspicion) -> None:
    """The rows that the rules name, wherever they lie."""
    _listed(now, found, found.lines)


def _listed(now: Opened, found: Suspicion, lines: Sequence[Line]) -> None:
    """Where rows lie, each to be opened; the original at once where there is one row."""
    if len(lines) == 1:
        opened(now, lines[0].batch, lines[0].line)
        return
    frame = _frame(now, [(each.batch, each.line) for each in lines])
    rows(now, Result("lines", now.view.version, PLACES, frame, ""), f"lines {found.key}")


def _ledger(now: Opened, line: Line) -> str:
    return now.view.state.batch(line.batch).ledger


def _frame(now: Opened, places: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Where rows lie: their ledger and file by name."""
    batches = [now.view.state.batch(batch) for batch, _ in places]
    return pd.DataFrame({
        "ledger": [contract.ledger(each.ledger).title for each in batches],
        "file": [covering.file_of(now.view, each) for each in batches],
        "batch": [batch for batch, _ in places], "line": [line for _, line in places],
    })


def _vouchers(now: Opened, lines: Sequence[Line]) -> None:
    """All lines of each voucher that the 疑点 rests on; those that the rules name are marked."""
    st.header("整张凭证", anchor=False)
    marked = {(each.batch, each.row_no) for each in lines}
    frames: list[pd.DataFrame] = []
    seen: set[tuple[int, int]] = set()
    result = None
    for each in lines:
        if (each.batch, each.row_no) not in seen and len(frames) < MOST:
            result = ask(now, "voucher_lines_of", batch=each.batch, row_no=each.row_no)
            seen |= set(zip(result.frame["batch"], result.frame["row_no"], strict=True))
            frames.append(result.frame)
    if result is None:
        return
    several = f"涉及 {len(frames)} 张凭证；" if len(frames) > 1 else ""
    st.caption(f"{several}规则指到的分录标 {MARK}。点一行看原件。")
    # said above where there is one voucher; the code is the chart's, which may be ours: the name says it
    left_out = {"account_code", *(("voucher_date", "word", "number") if len(frames) == 1 else ())}
    shown = tuple(each for each in result.columns if each.name not in left_out)
    whole = replace(result, frame=pd.concat(frames, ignore_index=True), columns=shown)
    _marked(now, whole, marked, "voucher lines")


def _marked(now: Opened, result: Result, marked: set[tuple[int, int]], key: str) -> None:
    """Rows of a query, those that the rules name marked; any opens its original."""
    frame = result.frame.copy()
    frame[HERE.name] = [MARK if place in marked else "" for place in
                        zip(frame["batch"], frame["row_no"], strict=True)]
    held = [each for each in result.columns if each.name not in INNER and frame[each.name].notna().any()]
    held.sort(key=lambda each: each.name in {"batch", "line"})  # where it lies stands behind what it says
    rows(now, replace(result, frame=frame, columns=(HERE, *held)), f"{now.which} {key}")


def _payee(now: Opened, found: Suspicion, lines: Sequence[Line]) -> None:
    """What else was paid to whom this voucher pays, on a time line and as rows."""
    first = lines[-1]
    result = ask(now, "payee_payments", batch=first.batch, row_no=first.row_no)
    frame = result.frame
    if len(frame) < 2:
        return
    payee = next((each for each in frame["payee"] if each), "")
    st.header(plain(f"还付给过“{payee}”什么？"), anchor=False)
    held = frame[frame["amount_fen"].notna()]
    told = f"共 {len(frame)} 笔，合计 {money(int(held['amount_fen'].sum()))}。"
    if DOTS in str(payee):
        told += "姓名已遮盖：遮盖后一样的人会合在一起。"
    st.markdown(plain(told))
    figure = spread.timeline(result, "amount_fen", "voucher_date", "is_here", "summary")
    if figure is not None:
        ui_figure.chart(figure, f"付给“{payee}”的 {len(frame)} 笔钱，按日期排", "payee")
    with st.expander(f"看表（{len(frame)} 行）", key="payee rows"):
        rows(now, result, f"{now.which} payee {found.key}")
    source(now, result, "payee")


def _person(now: Opened, found: Suspicion, lines: Sequence[Line]) -> None:
    """All that the same person was given, under the pseudonym."""
    result = ask(now, "person_assistance", person=found.subject)
    if result.frame.empty:
        return
    st.header(plain(f"{KINDS['person']} {found.subject} 领过什么？"), anchor=False)
    total = int(result.frame["amount_fen"].fillna(0).sum())
    st.markdown(plain(f"共 {len(result.frame)} 笔，合计 {money(total)}。规则指到的标 {MARK}；"
                      "姓名已遮盖，同一个编号是同一个人。"))
    _marked(now, result, {(each.batch, each.row_no) for each in lines}, "person")
    source(now, result, "person")


def names(now: Opened, item: Item) -> None:
    """Names, for a purpose that is written down; and who has looked before."""
    before = reveal.reveals(now.books, item.case.key)
    slot = f"{now.which} names {item.case.key} {now.view.version}"
    if held := st.session_state.get(slot):
        st.header("姓名", anchor=False)
        st.caption("这次打开网页期间看得到；别人看、下次再看，都要另写用途。")
        with st.container(key="table-names"):
            texts(("台账", "位置", "项", "姓名"), [
                (contract.ledger(each.ledger).title, f"第 {each.batch} 号装载 第 {each.line} 行", each.column,
                 each.name) for each in held])
    looked = f"（已有 {len(before)} 次，见里面）" if before else ""
    with st.expander(f"显示姓名：要写明用途，记入日志{looked}", key="reveal"):
        if before:
            texts(("谁看的", "时间", "用途"), [
                (covering.who(now.view, each.who), when(each.at),
                 covering.text(now.view, each.body["purpose"])) for each in before])
        if not now.newest:
            st.info("这是旧版本的账，不能看姓名。请先回到最新的账。")
            return
        st.markdown("只显示这个疑点下面各行的姓名和收款方；卡号、病情等仍不显示。谁在什么时候为什么看了哪些行，都会留下。")
        purpose = st.text_input("用途", max_chars=reveal.LONGEST, key=f"{slot} purpose",
                                placeholder="例如：向本人核实是否领到")
        who = st.text_input("谁在看", max_chars=40, key=f"{slot} who")
        if st.button("记入日志并显示姓名", key="reveal names"):
            try:
                found = reveal.reveal(now.view, item.case, purpose, who, datetime.now().astimezone())
            except OpenBooksError as error:
                st.error(plain(str(error)))
                return
            st.session_state[slot] = found
            say("已记入日志，姓名在下面。" if found else "已记入日志；这些行里没有写姓名。")
            st.rerun()
