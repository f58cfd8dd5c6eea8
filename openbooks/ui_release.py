"""半年公开 on the page: which half-year waits, how far each report has come, what it says and what would be
said today. What is shown of a release is its frozen document.

The address `release` holds the one that is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from openbooks import covering, presenting, release, rendering, revision, ui_document
from openbooks.document import Document
from openbooks.errors import BooksDamaged, OpenBooksError
from openbooks.publication import APPROVED, DONE, DRAFT, REPLACED, REVIEWED, SAID, WITHDRAWN, Release
from openbooks.release import Due
from openbooks.releasing import as_draft
from openbooks.ui import CHANGES, answer, plain, way
from openbooks.ui_books import OWN, Opened, ask
from openbooks.ui_filters import choice
from openbooks.ui_governing import when
from openbooks.ui_receipt import texts

FEW = 30  # differences; more are counted
NEXT = {
    DRAFT: "下一步：经审会审阅（起草人以外的人）", REVIEWED: "下一步：主席批准（起草人、审阅人以外的人）",
    APPROVED: "下一步：公布",
}


def today(now: Opened) -> date:
    """The day that these books live in: of an earlier version and of an example that of their last event,
    of one's own the calendar's."""
    if not now.newest:
        return now.view.state.today
    last = datetime.fromisoformat(now.books.events[-1].at).date()
    return max(last, datetime.now().astimezone().date()) if now.which == OWN else last


def waiting(now: Opened) -> tuple[Due, ...]:
    """The half-years that have ended and for which nothing is published."""
    frame = ask(now, "ledger_totals").frame
    frame = frame[frame["ledger"].isin(FUNDS)].dropna(subset=["first_month", "last_month"])
    months = release.months_of(zip(frame["first_month"], frame["last_month"], strict=True))
    return release.due(now.view.state, today(now), months)


FUNDS = frozenset({"voucher", "dues", "balance"})


def told(now: Opened, dues: Sequence[Due]) -> None:
    """The answer: what waits since when and for whom, or what was published last and what comes next."""
    day, state = today(now), now.view.state
    shown = [each for each in release.on_show(state) if each.report == release.HALF_YEAR]
    if dues:
        first = dues[0]
        begun = f"第 {first.release.seq} 号{SAID[first.release.stage]}" if first.release else "还没有起草"
        others = "、".join(each.period.label for each in dues[1:])
        later = f"以前没有公布的还有：{others}。" if others else ""
        nothing = "" if first.held else "账里还没有这半年的数，先上传台账。"
        answer(f"{first.period.label}已结束 {first.days} 天，收支还没有公布：{begun}。{nothing}{later}")
        st.warning(plain(f"该公开了：{first.period.label}的会费及经费收支情况。" + _who_next(first.release)))
        return
    last = f"{named(now, shown[0])}已公布（{day_of(shown[0].acts[-1].at)}）。" if shown else ""
    answer(f"{last}下一次：{next_due(now, day)}。")


def next_due(now: Opened, day: date) -> str:
    """Which half-year comes next, and from what day on it is to be published."""
    following = release.next_half(now.view.state, day)
    return f"{following.label}的收支，{day_of(release.first_day_after(following).isoformat())}起公开"


def day_of(at: str) -> str:
    """The day of a moment as sentences say it: 2025年7月10日, which no line end parts."""
    day = datetime.fromisoformat(at)
    return f"{day.year}年{day.month}月{day.day}日"


def _who_next(found: Release | None) -> str:
    return f"{NEXT[found.stage]}。" if found else "先由财务起草，再由经审会审阅、主席批准，然后公布。"


def document(now: Opened, found: Release) -> Document:
    """The report that a release froze."""
    return release.document_of(now.books, found)


def named(now: Opened, found: Release) -> str:
    """The title of a release's report; of one whose file is damaged, that it is."""
    try:
        return document(now, found).title
    except BooksDamaged:
        return f"{found.period} 的报告（文件已损坏，请从备份恢复）"


def title(now: Opened, found: Release) -> str:
    """A release as lists call it: 第 31 号 · its report's title · how far it has come."""
    return f"第 {found.seq} 号 · {named(now, found)} · {SAID[found.stage]}"


def pick(now: Opened, releases: Sequence[Release], label: str) -> Release | None:
    """The release of the address, of `releases` (the one proposed first); a box where there are several.
    None where there is none."""
    if not releases:
        return None
    numbers = {str(each.seq): each for each in releases}
    said = st.query_params.get("release", "")
    if said and said not in numbers:
        st.warning(f"没有地址所说的第 {plain(said[:12])} 号，现在看的是第 {releases[0].seq} 号。")
        st.query_params.pop("release")
    value = said if said in numbers else str(releases[0].seq)

    def told_to(number: str) -> None:
        st.query_params["release"] = number

    if len(numbers) == 1:
        return releases[0]
    return numbers[choice(now, label, list(numbers), value,
                          lambda each: title(now, numbers[each]), told_to, label)]


def proposed(now: Opened, dues: Sequence[Due]) -> list[Release]:
    """All releases, those first that somebody must go on with."""
    first = {each.release.seq: -at for at, each in enumerate(reversed(dues)) if each.release}
    return sorted(now.view.state.releases,
                  key=lambda each: (first.get(each.seq, 1), not each.is_open, -each.seq))


def steps(now: Opened, found: Release) -> None:
    """Who did what with it, and who is next."""
    st.header(plain(title(now, found)), anchor=False)
    texts(("步骤", "谁", "时间", "意见或原因"), [
        (DONE[each.kind], covering.who(now.view, each.who), when(each.at),
         covering.text(now.view, each.note)) for each in found.acts
    ])
    if found.is_open:
        st.markdown(plain(f"{NEXT[found.stage]}。审阅的和公布的是同一份冻结的文件，一个字节也不差。"))
    elif found.stage == REPLACED:
        st.info(f"这份草稿没有公布，后来另行起草了第 {found.replaced_by} 号。")
    elif found.stage == WITHDRAWN:
        st.info("这份报告已撤下，公开栏里不再列出；冻结的文件和经过都留着。")
    elif found.replaced_by:
        st.info(f"同一期间后来又公布了第 {found.replaced_by} 号，公开栏里列的是后面那一份。")


def moved_on(now: Opened, found: Release) -> None:
    """What the report would say otherwise if it were made of today's books; the draft stays as it is."""
    if not found.is_open or not now.newest:
        return
    version = now.view.version
    if version == found.version:
        st.caption(f"按第 {found.version} 版账本做成；账本至今没有变动。")
        return
    with st.expander(f"起草以后账本有变动（第 {found.version} 版 → 第 {version} 版）：现在重做会有什么不同？",
                     key=f"moved {found.seq}", on_change="rerun") as behind:
        if behind.open:
            differences(now, found)
            st.markdown("草稿不会自己改；要用现在的数，请在下面重新起草。")


def differences(now: Opened, found: Release) -> None:
    """What a report made of today's books would say otherwise than the frozen one."""
    frozen = document(now, found)
    try:
        with st.spinner("正在按现在的账重做一遍来比…"):
            fresh = presenting.document(now.view, *found.subject)
    except OpenBooksError as error:
        st.error(plain(str(error)))
        return
    differ = revision.differences(frozen, fresh)
    if not differ:
        st.markdown("内容完全相同。")
        return
    st.markdown(f"有 {len(differ)} 处不同：")
    with st.container(key="table-moved"):
        texts(("哪里", "当时", "按现在的账"),
              [(each.place, each.before, each.after) for each in differ[:FEW]])
    if len(differ) > FEW:
        st.caption(f"只列前 {FEW} 处。")
    way(CHANGES, "看账本变了哪些行", books=now.which, since=str(found.version), upto=str(now.view.version))


def preview(now: Opened, found: Release) -> None:
    """The frozen document as it reads, and its renderings: of a draft marked so, else the frozen ones."""
    frozen = as_draft(found, document(now, found))
    st.header("这一份的内容", anchor=False)
    downloads(now, found)
    ui_document.shown(None, frozen)


def downloads(now: Opened, found: Release) -> None:
    """A button for each file. Those of a published release are the frozen ones; a draft's are made when
    they are asked for, and bear its mark."""
    frozen = as_draft(found, document(now, found))
    name = rendering.stem(frozen)
    ended = {file.removeprefix("report"): file for file, _ in found.files}
    with st.container(horizontal=True, key=f"choice-files-{found.seq}"):
        for each in rendering.ALL:
            file = ended.get(each.ending)
            if found.was_published and file is None:
                continue
            st.download_button(
                f"{'' if file else '草稿 · '}{each.name}", mime=each.mime, on_click="ignore",
                key=f"file {found.seq} {each.ending}",
                file_name=f"{name}{each.ending}" if file else f"草稿-{name}{each.ending}",
                data=(lambda file=file: release.file_of(now.books, found, file)) if file
                else (lambda each=each: each.make(frozen)),
            )


def listed(now: Opened) -> None:
    """All releases in a line each."""
    found = now.view.state.releases
    if found:
        with st.expander(f"全部公开报告（{len(found)} 份）", key="releases"):
            texts(("号", "报告", "账本", "到哪一步", "最后一步"), [
                (str(each.seq), named(now, each), f"第 {each.version} 版", SAID[each.stage],
                 when(each.acts[-1].at)) for each in reversed(found)
            ])

