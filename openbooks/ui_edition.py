"""The chair's desk: a report reworded, reordered, parts left out, in the browser; checked as she types.

What is typed is kept as a draft of this session until 保存, which writes an event of the journal.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st

from openbooks import edition, phrase
from openbooks.edition import Edition, Wording
from openbooks.errors import OpenBooksError
from openbooks.home import WHO
from openbooks.quantity import catalogue
from openbooks.reportfile import Report, numbers_of
from openbooks.ui import plain
from openbooks.ui_books import Opened

TALL = 160
HOW = (
    "文字随便改，数字改不了：花括号里的数从账里取，带着名称、单位和增减。例如 \\{收入\\} 写出收入多少，"
    "\\{收入.比上年\\} 写出增长、下降还是持平。"
)


def desk(now: Opened, report: Report, unit: str) -> None:
    """The whole editor, behind a switch; every section with its title, words, place, and whether it is in.
    An earlier version of the books can only be looked at."""
    if not now.newest:
        return
    slot = f"{now.which} edition {report.name} {unit}"
    if not st.toggle("改文字、顺序，或者不讲哪一节", key=f"{now.which} edit {report.name}"):
        return
    with st.container(border=True, key="desk-of-words"):
        st.markdown(HOW)
        kept = edition.of_books(now.books, report, unit)
        held: Edition = st.session_state.setdefault(slot, kept or edition.of_report(report))
        _numbers(report)
        keys = list(held.wordings)
        for place, key in enumerate(keys):
            _section(slot, held, keys, place, key)
        if st.session_state[slot] != (kept or edition.of_report(report)):
            st.info("有改动还没有保存；下面的报告和各种文件用的还是上次保存的文字。")
        _save(now, report, unit, slot, kept is not None)
        if said := st.session_state.pop(f"said {slot}", ""):
            st.success(plain(said))


def _section(slot: str, held: Edition, keys: list[str], place: int, key: str) -> None:
    """One section: the boxes write into the draft as soon as they are left."""
    wording = held.wordings[key]
    with st.container(border=True, key=f"wording-{place}"):
        title = st.text_input("标题", wording.title, max_chars=40, key=f"{slot} title {key}")
        text = st.text_area(
            "文字（空一行另起一段）", "\n\n".join(wording.paragraphs), height=TALL, key=f"{slot} text {key}",
            max_chars=edition.LONGEST,
        )
        notes = st.text_area(
            "讲稿备注（只给讲的人看）", "\n\n".join(wording.spoken), height=TALL // 2,
            key=f"{slot} notes {key}", max_chars=edition.LONGEST,
        )
        with st.container(horizontal=True, key=f"choice-wording-{place}"):
            inside = st.checkbox("讲这一节", not wording.is_out, key=f"{slot} in {key}")
            st.button("上移", key=f"{slot} up {key}", disabled=place == 0,
                      on_click=_move, args=(slot, place, -1))
            st.button("下移", key=f"{slot} down {key}", disabled=place == len(keys) - 1,
                      on_click=_move, args=(slot, place, 1))
        now = Wording(title, _paragraphs(text), _paragraphs(notes), not inside)
        if now != wording:
            wordings = {**st.session_state[slot].wordings, key: now}
            st.session_state[slot] = Edition(wordings)
        for fault in edition.faults_of(now):
            st.error(plain(fault))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple("".join(each.split("\n")).strip() for each in text.split("\n\n") if each.strip())


def _move(slot: str, place: int, by: int) -> None:
    held: Edition = st.session_state[slot]
    keys = list(held.wordings)
    keys[place], keys[place + by] = keys[place + by], keys[place]
    st.session_state[slot] = replace(held, wordings={key: held.wordings[key] for key in keys})


def _numbers(report: Report) -> None:
    """Every number that may be written, with the forms that it has."""
    used = {name.partition(".")[0] for text in report.texts() for name in phrase.names_in(text)}
    used |= {name.partition(".")[0] for chapter in report.chapters for part in chapter.parts
             for name in numbers_of(part)}
    with st.popover("可用的数"):
        for heading, wanted in (("这份报告里的", True), ("其他的", False)):
            named = [each for each in catalogue().values() if (each.name in used) is wanted]
            if named:
                st.markdown(f"**{heading}**")
                st.markdown("\n".join(f"- {plain(phrase.written(each))}" for each in named))


def _save(now: Opened, report: Report, unit: str, slot: str, is_kept: bool) -> None:
    """Keep the draft, throw it away, or go back to the words that the program brings."""
    who = st.text_input("谁改的", WHO, max_chars=40, key=f"{slot} who")
    with st.container(horizontal=True, key=f"choice-save-{report.name}"):
        if st.button("保存文字", type="primary", key=f"{slot} save"):
            _keep(now, report, unit, st.session_state[slot], who, slot, "文字已保存，各种文件都用新的写法。")
        if st.button("放弃没有保存的", key=f"{slot} drop"):
            _forget(slot)
            st.rerun()
        if is_kept and st.button("换回原来的文字", key=f"{slot} original"):
            _keep(now, report, unit, None, who, slot, "已换回程序原来的文字；改过的仍在记录里。")


def _keep(
    now: Opened, report: Report, unit: str, written: Edition | None, who: str, slot: str, said: str
) -> None:
    try:
        edition.keep(now.books, report, unit, written, who, datetime.now().astimezone())
    except OpenBooksError as error:
        st.error(plain(str(error)))
        return
    _forget(slot)
    st.session_state[f"said {slot}"] = said
    st.rerun()


def _forget(slot: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(slot)]:
        del st.session_state[key]
