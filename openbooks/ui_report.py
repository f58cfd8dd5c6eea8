"""A report on its page: which one, of whom, for when; taken along in every form."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial

import streamlit as st

from openbooks import presenting, rendering, reportfile, slides
from openbooks.document import Document
from openbooks.errors import OpenBooksError
from openbooks.journal import head_of
from openbooks.rendering import stem
from openbooks.reportfile import Report
from openbooks.ui import plain
from openbooks.ui_books import Opened, ask, key_of
from openbooks.ui_filters import choice, said, say
from openbooks.wording import MISSING

REPORT = "report"
MOST_TEMPLATE = 32  # MB
LEADING = 3
ABOVE = "不单独记账的小组，数在上级单位里。"
ZIP = "application/zip"
EPOCH = (1980, 1, 1, 0, 0, 0)


def chosen(now: Opened) -> Report:
    """The report of the address, of this session, or the first."""
    held = reportfile.listed()
    value = said(now, REPORT)
    if value not in held:
        value = next(iter(held))
    say(now, REPORT, value)
    name = choice(
        now, "报告", list(held), value, lambda each: held[each].title,
        lambda each: say(now, REPORT, each), REPORT,
    )
    return held[name]


def composed(now: Opened, report: Report, unit: str, period: str) -> Document:
    """The document of that report as these books present it; made once for equal books and words."""
    key = (*key_of(now), head_of(now.books.events), report)
    return _composed(repr(key), report.name, unit, period, now)


@st.cache_data(show_spinner="正在取数……", max_entries=64)
def _composed(key: str, name: str, unit: str, period: str, _now: Opened) -> Document:
    return presenting.document(
        _now.view, name, period, unit, lambda each, given: ask(_now, each, **given)
    )


def answer(document: Document) -> list[str]:
    """The first lines of the page: what the first sections begin with, and what is not in it."""
    if not document.sections:
        what = f"{document.unit or document.union}{document.period_label}没有可报告的数：{MISSING}。"
        return [what, f"请换一个期间。{ABOVE if document.unit else ''}"]
    first = [section.texts[0] for section in document.sections if section.texts][:LEADING]
    out = "、".join(title for title, _ in document.left_out)
    return [
        *(first or [f"见下面的表：{'、'.join(table.title for table in document.tables())}。"]),
        *([f"没有列入：{out}，原因见页末。"] if out else []),
    ]


def taken_along(now: Opened, document: Document) -> None:
    """The buttons that give the report as files; each is made when it is pressed."""
    row = st.container(horizontal=True, key="choice-taken")
    template = _template(document)
    with row:
        for at, (label, file_name, mime, make) in enumerate(files(document, template)):
            st.download_button(
                label, data=make, mime=mime, file_name=file_name, key=f"{now.which} file {at}",
                on_click="ignore", type="secondary" if at else "primary",
            )


def files(document: Document, template: bytes | None) -> list[tuple[str, str, str, Callable[[], bytes]]]:
    """What can be taken along, all together first: name for readers, name of the file, its type, and what
    makes it. That is called when the button is pressed, after the run and outside of it, where nothing
    of the session can be asked any more."""
    name = stem(document)
    together = ("全部下载（ZIP）", f"{name}-全部.zip", ZIP, partial(everything, document, template))
    return [together, *(
        (each.name, f"{name}{each.ending}", each.mime, partial(made, each, document, template))
        for each in rendering.ALL
    )]


def _template(document: Document) -> bytes | None:
    """The box for a template of her own; the file, where there is one that can be used."""
    with st.expander("用自己的 PPT 母版", key="own template"):
        st.markdown("传一份本单位的 PPTX，演示文稿就用它的母版和大小；文件只用在这一次，不存进账本。")
        given = st.file_uploader(
            "母版（.pptx）", type=["pptx"], key="template", max_upload_size=MOST_TEMPLATE
        )
        if given is None:
            return None
        if wrong := unusable(document, given.getvalue()):
            st.error(plain(wrong))
            return None
        st.success("母版能用：上面的演示文稿和全部下载都照它做。")
    return given.getvalue()


def unusable(document: Document, template: bytes) -> str:
    """Why a template cannot be used; "" where it can."""
    try:
        slides.pptx(document, template)
    except OpenBooksError as error:
        return str(error)
    return ""


def made(each: rendering.Rendering, document: Document, template: bytes | None) -> bytes:
    """One rendering; the slides on the template, where one is given."""
    if each.make is slides.pptx and template:
        return slides.pptx(document, template)
    return each.make(document)


def everything(document: Document, template: bytes | None) -> bytes:
    """Every rendering in one ZIP; equal documents give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in rendering.ALL:
            info = zipfile.ZipInfo(f"{stem(document)}{each.ending}", EPOCH)
            archive.writestr(info, made(each, document, template), zipfile.ZIP_DEFLATED)
    return content.getvalue()
