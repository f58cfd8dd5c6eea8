"""The case of a 疑点 on the page: what was done, the next step as one button, and the other steps folded.

Each step is taken in two presses, with a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from openbooks import casework, dossier
from openbooks.actor import is_nobody
from openbooks.attachment import LARGEST, MOST
from openbooks.casefile import (
    DONE,
    EXPLAINED,
    MENDING,
    OPEN,
    PREPARER,
    REVIEWER,
    ROLES,
    Casefile,
    why_not,
)
from openbooks.casestep import Step
from openbooks.casework import LONGEST, LONGEST_NAME, Words
from openbooks.ui import ANSWERS, plain, way
from openbooks.ui_books import Opened
from openbooks.ui_governing import done, go_on, when
from openbooks.ui_lead_says import unit
from openbooks.worklist import Item

ENDINGS = ("pdf", "ofd", "png", "jpg", "jpeg", "docx", "xlsx", "pptx", "doc", "xls", "wps", "et", "txt",
           "csv", "xml")
# step → how its button reads, what its note is called, what will be on record once it is taken
SAYS = {
    "ask": ("要求说明", "要问什么", "将把问题交给单位，写在“待答复”里。"),
    "explain": ("答复", "怎么回事", "将把答复交给经审会；以后可以补充，不能删。"),
    "dismiss": ("排除", "为什么排除", "将记作“排除”：看过了，没有问题。还要编制人、复核人签字。"),
    "mend": ("要求整改", "要怎么改", "将记作“整改中”：有问题，要改。改好以后再确认。"),
    "mended": ("确认已整改", "怎么改的", "将记作“已整改”。还要编制人、复核人签字。"),
    "reopen": ("重新打开", "为什么重新打开", "将回到“待核”，已有的签字都不再算数。"),
    "return": ("退回", "为什么退回", "将退回编制人，他的签字不再算数。"),
    "assign": ("指派", "", "将记下这个疑点由谁来办。"),
    "sign": ("签字", "意见（可不写）", "将签上您的名字；之后要改决定，只能重新打开。"),
}
WHO = {"explain": "答复人", "sign": "签字人"}
FILED = frozenset({"ask", "explain", "dismiss", "mend", "mended"})


def steps(now: Opened, item: Item) -> None:
    """What comes next, as one thing to do; then the other steps, folded."""
    file = item.case.file
    st.header("下一步", anchor=False)
    if not now.newest:
        st.info("这是旧版本的账，只能看。请先回到最新的账再办。")
        return
    first, others = plan_of(file)
    st.markdown(plain(_advice(now, item)))
    if not first:
        if file.is_asked:
            way(ANSWERS, "去“待答复”看问题，或代单位填写", books=now.which)
    else:
        with st.container(border=True, key="next-step"):
            kind, role = _decision(now, item, first)
            if kind:
                step(now, item, kind, role)
    for kind, role in others:
        with st.expander(_title(kind, role), key=f"other {kind} {role}"):
            step(now, item, kind, role)


def plan_of(file: Casefile) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(the steps of which one comes next, the others that can be taken), each (kind, role)."""
    if file.is_decided and (file.stage != MENDING or file.preparer):
        role = REVIEWER if file.preparer else PREPARER
        first = [] if file.is_signed else [("sign", role)]
    elif file.stage == MENDING:
        first = [("mended", "")]
    elif file.stage == EXPLAINED:
        first = [("dismiss", ""), ("mend", ""), ("ask", "")]
    elif file.stage == OPEN and not file.is_asked:
        first = [("mended", "")] if file.can("mended") else [("ask", "")]
    else:
        first = []
    rest = [(kind, "") for kind in ("ask", "dismiss", "mend", "mended")]
    if file.stage == MENDING and not file.is_signed:
        rest.append(("sign", REVIEWER if file.preparer else PREPARER))
    if file.preparer and not file.reviewer:
        rest.append(("return", ""))
    rest += [("assign", ""), ("reopen", "")]
    return first, [each for each in rest if each not in first and file.can(each[0])]


def _advice(now: Opened, item: Item) -> str:
    """What stands to be done, in a sentence."""
    file, whose = item.case.file, unit(now, item.case.unit_id)
    if file.is_asked:
        return f"已经问了“{whose}”，等单位说明。"
    if file.stage == OPEN:
        return f"看过原件，有疑问就问“{whose}”；一看就没有问题的，展开“排除”写明原因。"
    if file.stage == EXPLAINED:
        return "单位已经说明，在上面的“经过”里。看过说明和附件，作决定。"
    if file.stage == MENDING and not file.preparer:
        return f"等“{whose}”整改；改好了，写明怎么改的，确认已整改。"
    if file.is_signed:
        return "已作决定，编制人、复核人都签了字。账里的行不变，就不用再办。"
    who = "由作决定的人以编制人的身份签字" if not file.preparer else "由编制人以外的人复核签字，不同意就退回"
    return f"已作决定（{file.said}），{who}。"


def _decision(now: Opened, item: Item, first: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Which of the steps that may come next is meant; ("", "") until one is chosen."""
    if len(first) == 1:
        st.subheader(_title(*first[0]), anchor=False)
        return first[0]
    labels = {"dismiss": "没有问题，排除", "mend": "有问题，要求整改", "ask": "没有说清，再问"}
    kinds = [kind for kind, _ in first]
    kind = st.radio("看过说明，怎么定？", kinds, format_func=lambda each: labels[each], horizontal=True,
                    index=None, key=_slot(now, item, "decide", ""))
    return kind or "", ""


def _title(kind: str, role: str) -> str:
    return f"{ROLES[role]}签字" if role else SAYS[kind][0]


def _slot(now: Opened, item: Item, kind: str, role: str) -> str:
    """A key that a step leaves behind once it is taken."""
    return f"{now.which} {item.case.key} {item.case.file.seq} {kind} {role}"


def step(now: Opened, item: Item, kind: str, role: str = "") -> None:
    """One step: what it needs, then in two presses the act."""
    button, asked, sure = SAYS[kind]
    button = _title(kind, role)
    slot = _slot(now, item, kind, role)
    note = to = ""
    if kind == "assign":
        to = st.text_input("交给谁（留空是不再指派）", max_chars=LONGEST_NAME, key=f"{slot} to")
    elif kind == "ask":
        asked = f"{asked}（问“{unit(now, item.case.unit_id)}”）"
    if asked:
        note = st.text_area(asked, max_chars=LONGEST, key=f"{slot} note", height=100)
    files = _files(slot) if kind in FILED else []
    who = st.text_input(WHO.get(kind, "经办人"), max_chars=40, key=f"{slot} who", width=220)
    if not is_nobody(who) and (reason := why_not(item.case.file, kind, who, role)):
        st.error(plain(reason))
        return
    missing = ""
    if not note.strip() and kind not in {"assign", "sign"}:
        missing = f"请先写“{SAYS[kind][1]}”，再按“下一步”。"
    elif is_nobody(who):
        missing = f"请先填{WHO.get(kind, '经办人')}的姓名，再按“下一步”。"
    if not go_on(f"next {kind} {role} {item.case.key}", f"sure {slot}", missing):
        return
    st.warning(sure)
    if st.button(f"确认{button}", type="primary", key=f"act {kind} {role} {item.case.key}"):
        said = Words(note, files, to, role)
        act = partial(casework.act, now.view, item.case, kind, who, datetime.now().astimezone(), said)
        done(now, act, f"sure {slot}", f"已{DONE[kind]}，记在“经过”里。")


def _files(slot: str) -> list[tuple[str, bytes]]:
    """The files that are put to a step."""
    found = st.file_uploader(
        f"附件（可不附，至多 {MOST} 个：PDF、OFD、图片、Word、Excel、WPS、文本）",
        type=list(ENDINGS), accept_multiple_files=True, key=f"{slot} files", max_upload_size=LARGEST >> 20,
    )
    return [(each.name, each.getvalue()) for each in found]


def history(now: Opened, item: Item) -> None:
    """What was done with a case, oldest first, and the files put to it."""
    held = dossier.steps(now.view, item.case)
    if not held:
        return
    st.header("经过", anchor=False)
    for each in held:
        st.markdown(f"**{plain(_done(each))}** · {plain(each.who)} · {when(each.at)}")
        for line in _said(each).splitlines():
            st.markdown(plain(line))
    known = {file.digest: file for each in held for file in each.files}
    if known:
        with st.container(horizontal=True, key="choice-case-files"):
            for digest, file in known.items():
                st.download_button(
                    f"附件：{plain(file.name)}", key=f"file {digest[:16]}", on_click="ignore",
                    file_name=file.name, mime="application/octet-stream",
                    data=lambda digest=digest: dossier.file_of(now.view, item.case, digest))


def _done(each: Step) -> str:
    return f"{ROLES[each.role]}签字" if each.role else DONE[each.kind]


def _said(each: Step) -> str:
    if each.kind == "assign":
        return f"交 {each.to}" if each.to else "不再指派"
    if each.kind == "reopen" and each.changes:
        return "下面的行变了，程序重新打开"
    return each.note


def question(now: Opened, item: Item) -> str:
    """What was asked last, as the reader may see it."""
    asked = [each for each in dossier.steps(now.view, item.case) if each.kind == "ask"]
    return f"{asked[-1].who}于 {when(asked[-1].at)} 问：{asked[-1].note}" if asked else ""

