"""The receipt of a load to take along: as a PDF to print and file, and as JSON for programs."""

from __future__ import annotations

import streamlit as st

from openbooks import receipt_paper
from openbooks.books import View
from openbooks.history import Batch


def downloads(view: View, batch: Batch) -> None:
    """Two buttons; the files are made when they are pressed."""
    invented = "虚构示例-" if view.state.settings.example else ""
    name = f"装载回执-第{batch.number}号-{invented}{view.state.settings.union}"
    with st.container(horizontal=True, key=f"choice-paper-{batch.number}"):
        st.download_button(
            "下载回执（PDF）", data=lambda: receipt_paper.as_pdf(view, batch), mime="application/pdf",
            file_name=f"{name}.pdf", key=f"pdf {batch.number}", on_click="ignore",
        )
        st.download_button(
            "下载回执（JSON）", data=lambda: receipt_paper.as_file(view, batch),
            mime="application/json", file_name=f"{name}.json", key=f"json {batch.number}",
            on_click="ignore",
        )
