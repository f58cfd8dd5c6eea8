"""经费去哪了 on the page: the report for members, and its picture to take along."""

from __future__ import annotations

import streamlit as st

from openbooks import rendering, reportfile, ui_report
from openbooks.document import Document
from openbooks.rendering import stem
from openbooks.ui_books import Opened

REPORT = "money"
PICTURES = (".png", "-A4.png")


def composed(now: Opened, unit: str, period: str) -> Document:
    """The members' report of a unit and a period."""
    return ui_report.composed(now, reportfile.report(REPORT), unit, period)


def sentences(document: Document) -> list[str]:
    """All that the report says, and where a period has nothing to say, that."""
    texts = [text for section in document.sections for text in section.texts]
    return texts or ["所选单位和期间没有经费收支：未填报。"]


def taken_along(now: Opened, document: Document) -> None:
    """The buttons that give the picture; each is drawn when it is pressed."""
    if not document.sections:
        return
    with st.container(horizontal=True, key="choice-picture"):
        for ending in PICTURES:
            each = rendering.BY_ENDING[ending]
            st.download_button(
                each.name, data=lambda each=each: each.make(document), mime=each.mime,
                file_name=f"{stem(document)}{ending}", key=f"{now.which} picture {ending}",
                on_click="ignore",
            )
