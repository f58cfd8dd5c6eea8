"""去年怎么说的 on the page: each figure of a published report beside what today's books say of the same
period, and the loads that explain the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from openbooks import claim, news, ui_release
from openbooks.claim import Claim, Number, Step
from openbooks.document import HIDDEN, WHY_HIDDEN, Document, Figure
from openbooks.event import Event
from openbooks.journal import CHANGING
from openbooks.publication import Release
from openbooks.query import Result
from openbooks.ui import CHANGES, answer, plain, way
from openbooks.ui_books import Opened, ask
from openbooks.ui_filters import choice
from openbooks.ui_receipt import texts
from openbooks.wording import BLANK, cell

SIDES = {"": "那一期的数", "prior": "那份报告里的上年同期数"}
RELEASE = "pages/congress/release.py"
LEAST = 0.00005  # a difference of two shares that is said in two decimals of per cent
SHOWN = 12  # figures that are explained; more are counted


def pick(now: Opened) -> tuple[Release, bool] | None:
    """The published report that is looked at, and whether its numbers of the year before are; None, with
    what to do, where nothing was ever published."""
    found = [each for each in reversed(now.view.state.releases) if each.was_published]
    if not found:
        answer("还没有公布过报告，没有可以对照的话。")
        with st.container(border=True, key="empty"):
            st.header("公布过以后，这里能对照", anchor=False)
            st.markdown("每公布一份报告，里面的每个数都留着；以后账有更正，这里列出当时的数、今天的数、"
                        "差多少、是哪几次装载造成的。")
            way(RELEASE, "去看半年公开到哪一步了", books=now.which)
        return None
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        chosen = ui_release.pick(now, found, "当时公布的报告")
        said = st.query_params.get("side", "")

        def told(side: str) -> None:
            st.query_params["side"] = side

        side = choice(now, "对照哪个期间", list(SIDES), said if said in SIDES else "",
                      SIDES.__getitem__, told, "side")
    return (chosen, side == "prior") if chosen else None


def show(now: Opened, found: Release, is_prior: bool) -> None:
    """The figures then and now, and why those differ that do."""
    document = ui_release.document(now, found)
    asked = _asking(now)
    held = claim.claims(document, is_prior, now.view.version, now.books.state().smallest_group, asked)
    _told(document, held, is_prior)
    if not held:
        return
    with st.container(key="table-claims"):
        texts(("项目", "当时公布", "今天的账", "差"), [
            (label(each.figure), said(each.said, each), said(each.now, each), _difference(each))
            for each in sorted(held, key=lambda each: each.same or each.hidden)
        ])
    if any(each.hidden for each in held):
        st.caption(f"{HIDDEN}：{WHY_HIDDEN}。")
    st.caption(plain(f"当时：{document.title}，{document.code}，{document.as_of}。"
                     f"今天：第 {now.view.version} 版，{now.view.state.today.isoformat()}。"))
    if not is_prior and document.version != now.view.version:
        with st.expander("整份报告按今天的账重做一遍，哪里不同？", key="redone", on_change="rerun") as behind:
            if behind.open:
                ui_release.differences(now, found)
    _explained(now, document, [each for each in held if not each.same and not each.hidden], is_prior, asked)


def _asking(now: Opened) -> claim.AskAt:
    """A question to the books as of a version; equal ones are asked once."""
    views: dict[int, Opened] = {now.view.version: now}

    def asked(version: int, name: str, given: Mapping[str, Any]) -> Result:
        if version not in views:
            views[version] = replace(now, view=now.books.view(now.view.reader, version))
        return ask(views[version], name, **given)

    return asked


def _told(document: Document, held: Sequence[Claim], is_prior: bool) -> None:
    """The answer: how many of the figures still stand."""
    open_ones = [each for each in held if not each.hidden and not each.fault]
    differ = [each for each in open_ones if not each.same]
    whose = f"《{document.title}》" + ("里的上年同期数" if is_prior else "")
    if not open_ones:
        answer(f"{whose}没有可以对照的数。")
    elif not differ:
        answer(f"{whose}公布的 {len(open_ones)} 个数，今天的账里一个也没有变。")
    else:
        answer(f"{whose}公布的 {len(open_ones)} 个数，今天的账里 {len(open_ones) - len(differ)} 个相同，"
               f"{len(differ)} 个不同。", "公布过的不改；下面逐个列出差多少、因为哪几次装载。")


def label(figure: Figure) -> str:
    """A figure's name with its unit: 收入（元）, 缴费人数（人）."""
    unit = {"money": "元", "share": ""}.get(figure.kind, figure.unit)
    return f"{figure.name}（{unit}）" if unit else figure.name


def said(number: Number, of: Claim) -> str:
    """A number as its cell shows it."""
    if of.hidden and number is None:
        return HIDDEN
    return "无法再问" if of.fault and number is None else cell(number, of.figure.kind)


def _difference(of: Claim) -> str:
    if of.hidden or of.fault:
        return BLANK
    if of.same:
        return "相同"
    return change(of.difference, of.figure.kind)


def change(number: Number, kind: str) -> str:
    """A difference with its sign; one of two shares in points of per cent."""
    if number is None:
        return BLANK
    sign = "+" if number > 0 else ""
    if kind == "share":
        small = abs(number) < LEAST
        return "不到 0.01 个百分点" if small else f"{sign}{number * 100:.2f} 个百分点"
    return f"{sign}{cell(number, kind)}"


def _explained(
    now: Opened, document: Document, differ: Sequence[Claim], is_prior: bool, asked: claim.AskAt
) -> None:
    """Under each figure that differs, the loads that moved it."""
    faults = [each for each in differ if each.fault]
    moved = [each for each in differ if not each.fault]
    if moved:
        st.header("为什么不同？", anchor=False)
    for each in moved[:SHOWN]:
        said_so = f"{label(each.figure)}：{_difference(each) if each.difference is not None else '有无不同'}"
        with st.expander(plain(said_so), key=f"why {each.figure.name}", expanded=len(moved) == 1,
                         on_change="rerun") as behind:
            if behind.open:
                _why(now, document, each, is_prior, asked)
    if len(moved) > SHOWN:
        st.caption(f"只解释前 {SHOWN} 个，其余的见版本对比。")
    for each in faults:
        st.caption(plain(f"{label(each.figure)}：今天的程序里不能照原样再问（{each.fault}）"))
    if moved:
        way(CHANGES, "看两个版本之间的每一行", books=now.which, since=str(document.version),
            upto=str(now.view.version))


def _why(
    now: Opened, document: Document, of: Claim, is_prior: bool, asked: claim.AskAt
) -> None:
    if not claim.equal(of.said, of.read):
        st.info(plain(
            f"同一版旧账，今天的程序读出来是 {cell(of.read, of.figure.kind)}：报告做成时的程序是 "
            f"{document.program}，口径后来有改动。"
        ))
    touched = claim.touching(now.view.state, now.books.events, of.figure, document.version)
    steps = claim.steps(of, is_prior, document.version, touched, asked)
    if steps is None:
        st.markdown(f"期间有 {len(touched)} 次有关的装载和撤销，太多了，逐次的差请看版本对比。")
        return
    if not steps and claim.equal(of.said, of.read):
        st.markdown("没有一次装载动过它下面的台账。请用 verify 检查账本，并告诉维护者。")
    for step in steps:
        _step(now, step, of)


def _step(now: Opened, step: Step, of: Claim) -> None:
    """A load that moved the figure: when, what it was, from what to what, and its lines."""
    kind = of.figure.kind
    few = of.figure.persons and kind == "integer"
    moved = "" if few else f"：{cell(step.before, kind)} → {cell(step.after, kind)}"
    st.markdown(plain(f"{step.event.at[:10]} {news.said(now.view, step.event)}{moved}"))
    way(CHANGES, "看这一次变了哪些行", books=now.which, since=str(_before(now.books.events, step.event)),
        upto=str(step.event.seq))


def _before(events: Sequence[Event], event: Event) -> int:
    """The version before an event."""
    return max((each.seq for each in events[:event.seq - 1] if each.kind in CHANGING), default=0)
