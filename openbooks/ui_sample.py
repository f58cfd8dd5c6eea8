"""One kept sample on the page: its conclusion, its rows, the findings to be filled in, how it is reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import covering
from openbooks.actor import is_nobody
from openbooks.errors import OpenBooksError
from openbooks.finding import ENOUGH, MEAN, Finding, conclusion, finding
from openbooks.money import read_money
from openbooks.query import Result
from openbooks.sample import AGREES, BY_AMOUNT, DIFFERS, METHODS, VERDICTS, Sample
from openbooks.samplesheet import sheet_of
from openbooks.selection import Outcome, Picked, record, redraw
from openbooks.statement import OutputColumn
from openbooks.ui import answer, plain, say
from openbooks.ui_books import Opened
from openbooks.ui_governing import when
from openbooks.ui_receipt import texts
from openbooks.ui_rows import rows
from openbooks.ui_sampling import about
from openbooks.ui_table import csv_of, file_name
from openbooks.wording import amount, share

VERDICT = OutputColumn("verdict", "text", "", "核对结果")
AUDITED = OutputColumn("audited_fen", "money", "分", "审定金额")
NOTE = OutputColumn("note", "text", "", "说明")


def show(now: Opened, sample: Sample) -> None:
    """A sample with all that belongs to it."""
    picked = _picked((str(now.books.home), sample.digest, now.view.reader.role), sample.seq, now, sample)
    then = replace(now, view=now.books.view(now.view.reader, sample.version))
    said = finding(sample, picked)
    answer(*conclusion(sample, said))
    st.button("再抽一份，或看别的样本", on_click=_leave, key="leave sample")
    st.header(f"第 {sample.seq} 号样本的名单", anchor=False)
    for line in described(now, sample, picked):
        st.caption(plain(line))
    found = _listed(now, sample, picked)
    _files(now, sample, picked, found)
    at = rows(then, found, f"{now.which} sample {sample.seq}")
    if now.newest:
        if at is not None:
            _enter(now, sample, picked, at)
        _rest(now, sample, picked, said)
    if said.whole:
        st.header("怎么算的？", anchor=False)
        _reckoned(sample, said)


def _leave() -> None:
    st.query_params.pop("sample", None)


@st.cache_data(show_spinner="正在照种子重抽…", max_entries=20)
def _picked(key: tuple[str, str, str], seq: int, _now: Opened, _sample: Sample) -> Picked:
    return redraw(_now.books, _sample, _now.view.reader)


def described(now: Opened, sample: Sample, picked: Picked) -> tuple[str, ...]:
    """How a sample was drawn, so that anybody can draw it again."""
    plan = sample.plan
    step = f"间隔 {amount(plan.interval)} 元" if plan.method in BY_AMOUNT else f"{plan.size} 行"
    certain = sum(not hits for hits in picked.drawn.hits)
    must = f"，其中 {certain} 行不小于间隔，必查" if certain else ""
    start = f"，随机起点 {picked.drawn.start + 1}" if picked.drawn.start else ""
    return (
        f"抽自{about(now, sample)}：{sample.rows:,} 行，合计 {amount(sample.total_fen)} 元。"
        f"{METHODS.get(plan.method, plan.method)}，{step}，抽出 {sample.chosen} 行{must}。",
        f"种子 {plan.seed}{start}；第 {sample.version} 版账；名单指纹 {sample.digest[:16]}；"
        f"{covering.who(now.view, sample.who)}于 {when(sample.at)} 抽。照种子重抽，与留档的名单一致。",
    )


def _listed(now: Opened, sample: Sample, picked: Picked) -> Result:
    """The chosen rows, what was found of each before what it is."""
    taken = picked.population.taken(picked.drawn.places)
    found = [sample.found.get(place) for place in picked.places]
    frame = taken.frame.copy()
    verdicts = [VERDICTS[each.verdict] if each else None for each in found]
    notes = [covering.text(now.view, each.note) if each and each.note else None for each in found]
    frame[VERDICT.name] = pd.Series(verdicts, dtype="object")
    frame[AUDITED.name] = pd.array([each.audited_fen if each else None for each in found], dtype="Int64")
    frame[NOTE.name] = pd.Series(notes, dtype="object")
    known = {column.name: column for column in taken.columns}
    names = picked.population.source.names or tuple(
        name for name in known if name not in {"batch", "row_no", "line"})
    shown = [known[name] for name in names]
    return replace(taken, frame=frame, columns=(
        VERDICT, *shown, AUDITED, NOTE, *(known[name] for name in ("batch", "line"))))


def _shown(found: Result) -> list[OutputColumn]:
    return [each for each in found.columns
            if each not in (VERDICT, AUDITED, NOTE) and each.name not in {"batch", "line"}]


def _files(now: Opened, sample: Sample, picked: Picked, found: Result) -> None:
    title = f"抽样名单-第{sample.seq}号"
    name = file_name(now, title).removesuffix(".csv")
    told = (f"{now.settings.union}　第 {sample.seq} 号样本", *described(now, sample, picked))
    with st.container(horizontal=True, key="choice-sample-files"):
        st.download_button(
            "下载名单（XLSX，可打印、照单填写）", data=lambda: sheet_of(sample, found, _shown(found), told),
            file_name=f"{name}.xlsx", key=f"sample xlsx {sample.seq}", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        st.download_button(
            "下载名单和结果（CSV）", data=lambda: csv_of(found), file_name=f"{name}.csv", mime="text/csv",
            key=f"sample csv {sample.seq}", on_click="ignore")


def _enter(now: Opened, sample: Sample, picked: Picked, at: int) -> None:
    """What was found of the row that stands open."""
    place, book = picked.places[at], picked.book_fen[at]
    known, slot = sample.found.get(place), f"{now.which} {sample.seq} {at}"
    with st.container(border=True, key="finding"):
        st.subheader(f"名单第 {at + 1} 行的核对结果", anchor=False)
        told = ""
        if known:
            by = f"{covering.who(now.view, known.who)} {when(known.at)}"
            told = f"已填：{VERDICTS[known.verdict]}（{by}）；再填一次，以新的为准。"
        st.markdown(plain(f"账面金额 {amount(book)} 元。{told}"))
        names = list(VERDICTS)
        verdict = st.radio("凭证与账", names, format_func=VERDICTS.__getitem__, horizontal=True,
                           index=names.index(known.verdict) if known else None, key=f"{slot} verdict")
        fen: int | None = None
        if verdict == DIFFERS:
            said = st.text_input(
                "审定金额（元）", key=f"{slot} fen", value=amount(known.audited_fen) if known else "",
                help="按凭证应当是多少。金额对、手续不对的，填账面金额，并在说明里写哪里不符。")
            reading = read_money(said)
            fen = reading.value if said.strip() and not reading.code else None
            if said.strip() and fen is None:
                st.warning("审定金额读不出来，请写成 1234.50 这样，最多两位小数。")
        note = st.text_input("说明（哪里不符；不要写人名）", max_chars=200, key=f"{slot} note",
                             value=known.note if known else "")
        who = _who(now, sample, "enter")
        if st.button("记下这一行", type="primary", key=f"record {sample.seq}"):
            if verdict is None:
                st.warning("请先选“相符”“不符”或“找不到凭证”，再按“记下这一行”。")
            else:
                _take(now, sample, picked, [Outcome(place, verdict, fen, note)], who)


def _rest(now: Opened, sample: Sample, picked: Picked, said: Finding) -> None:
    """All rows that nothing was said of, at once."""
    left = [place for place in picked.places if place not in sample.found]
    if not left:
        return
    st.header("接着填", anchor=False)
    st.markdown(plain(f"还有 {len(left)} 行没有填。先在名单里点开一行，逐行填不符的和找不到凭证的；"
                      "剩下都查过、都相符的，可以一次填完。"))
    who = _who(now, sample, "rest")
    if st.button(f"其余 {len(left)} 行都已查过，都相符", key=f"rest {sample.seq}"):
        _take(now, sample, picked, [Outcome(place, AGREES) for place in left], who)


def _who(now: Opened, sample: Sample, where: str) -> str:
    slot, last = f"{now.which} {sample.seq} checker {where}", f"{now.which} checker"
    if not st.session_state.get(slot) and last in st.session_state:
        st.session_state[slot] = st.session_state[last]
    return st.text_input("核对人", max_chars=40, key=slot, width=220).strip()


def _take(now: Opened, sample: Sample, picked: Picked, outcomes: Sequence[Outcome], who: str) -> None:
    if is_nobody(who):
        st.warning("请先填核对人的姓名。")
        return
    try:
        after = record(now.books, picked, sample.seq, outcomes, who, datetime.now().astimezone())
    except OpenBooksError as error:
        st.error(plain(covering.told(now.view, str(error))))
        return
    st.session_state[f"{now.which} checker"] = who
    say(f"已记下 {len(outcomes)} 行，还有 {max(0, after.chosen - len(after.found))} 行没有填。")
    st.rerun()


def _reckoned(sample: Sample, said: Finding) -> None:
    """The numbers behind the conclusion, and where the method stands."""
    lines: list[tuple[Any, ...]] = []
    if said.limits:
        over, under = said.limits
        lines = [
            (what, amount(getattr(over, name)), amount(getattr(under, name))) for what, name in (
                ("必查的行里查出的", "known_fen"), ("按间隔推算的", "projected_fen"),
                ("基本精度", "basic_fen"), ("差错带来的增加", "incremental_fen"),
                ("上限（以上合计）", "upper_fen"))
        ]
        with st.container(key="table-limits"):
            texts(("项", "多记（元）", "少记（元）"), lines)
        st.caption("差错率 = 差错 ÷ 账面金额；推算 = 差错率 × 间隔；基本精度 = 零差错的系数 × 间隔"
                   "（95% 时约 3.00）。方法：AICPA《审计抽样》指南（2017），货币单位抽样。"
                   "少记的行不容易抽到，所以对少记不如对多记敏感。")
        return
    if said.rate:
        lines.append(("差错率", share(said.rate.likely), f"不超过 {share(said.rate.upper)}"))
    enough = said.wrong_amounts >= ENOUGH or said.chosen == said.rows
    lines += [
        (f"多记金额，{name}（元）", amount(each.fen),
         f"{amount(each.low_fen)} 至 {amount(each.high_fen)}" if enough else "不符的行太少，推不出")
        for name, each in said.estimates if enough or name != MEAN
    ]
    with st.container(key="table-limits"):
        texts(("项", "估计", "范围（上下各按所要的把握）"), lines)
    st.caption("差错率的上限：Clopper–Pearson（1934），按总体行数的超几何分布；金额：差额、比率、均值三种估计"
               "（Cochran，1977），负数是少记。")
