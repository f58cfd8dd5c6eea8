"""Empty forms on the upload page, for whoever has no table yet."""

from __future__ import annotations

import streamlit as st

from openbooks import contract, template

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv",
}
LABELS = {"xlsx": "下载 Excel 模板", "csv": "下载 CSV 模板"}


@st.cache_data(show_spinner=False)
def _made(name: str, form: str, digest: str) -> bytes:
    """The bytes of a form; it holds nobody's data, and changes with its contract only."""
    return bytes(template.MAKERS[form](contract.ledger(name)))


def templates() -> None:
    """An expander: choose a ledger, take its form as a workbook or as CSV."""
    with st.expander("没有现成的表？下载模板"):
        names = [*contract.ledgers()]
        name = st.selectbox(
            "要填哪种台账", names, index=names.index("dues"), key="template ledger",
            format_func=lambda each: contract.ledger(each).title,
        )
        ledger = contract.ledger(name)
        required = [
            each.title for each in ledger.columns
            if template.need(ledger, each) == template.REQUIRED
        ]
        required += [
            "或".join(ledger.column(each).title for each in group) for group in ledger.one_of
        ]
        told = f"必填：{'、'.join(required)}。填好后从上面交回来，表头认得，不用再对应。"
        st.caption(f"{ledger.grain}。{told}")
        with st.container(horizontal=True):
            for form in ("xlsx", "csv"):
                st.download_button(
                    LABELS[form], _made(name, form, ledger.digest),
                    file_name=template.file_name(ledger, form), mime=MIME[form],
                    key=f"template {form}", on_click="ignore",
                )
