"""The router: which pages there are, for whom, and what runs around every one of them.

The file is read twice. The server imports it once, before the first visitor: that closes the mode
in which Streamlit would serve pages/ by itself, without this router. Then it is the script of each
visit.
"""

from __future__ import annotations

import streamlit as st

from openbooks import ui

PAGES = {
    "看": {
        "members/start.py": ("开始", "start"),
        "members/overview.py": ("总览", "overview"),
        "members/dues.py": ("会费收缴", "dues"),
        "members/funds.py": ("经费收支", "funds"),
        "members/money.py": ("经费去哪了", "money"),
        "members/assistance.py": ("帮扶慰问", "assistance"),
        "members/participation.py": ("竞赛参与", "participation"),
        "members/published.py": ("公开栏", "published"),
    },
    "讲": {
        "congress/report.py": ("工会报告", "report"),
        "congress/questions.py": ("现场问答", "questions"),
        "congress/release.py": ("半年公开", "release"),
        "congress/earlier.py": ("去年怎么说的", "earlier"),
    },
    "核": {
        "audit/reconciliation.py": ("对账", "reconciliation"),
        "audit/leads.py": ("疑点", "leads"),
        "audit/lead.py": ("一个疑点", "lead"),
        "audit/profile.py": ("数据画像", "profile"),
        "audit/rows.py": ("台账明细", "rows"),
        "audit/changes.py": ("版本对比", "changes"),
        "audit/sampling.py": ("抽样", "sampling"),
        "audit/papers.py": ("工作底稿", "papers"),
        "audit/rules.py": ("规则与限额", "rules"),
        "audit/network.py": ("经审网络", "network"),
    },
    "办": {
        "staff/upload.py": ("上传台账", "upload"),
        "staff/answers.py": ("待答复", "answers"),
        "staff/batches.py": ("装载记录", "batches"),
        "staff/periods.py": ("结账与复核", "periods"),
        "staff/mappings.py": ("读表方法", "mappings"),
        "staff/settings.py": ("规则设置", "settings"),
    },
}
HIDDEN = frozenset({"lead"})  # reached from a list, and nothing without it


def route() -> None:
    """Run the page of the address; every page is registered for everyone."""
    ui.dress()
    sections: dict[str, list[st.Page]] = {
        "": [st.Page(ui.front, title=ui.NAME, url_path="front", default=True, visibility="hidden")]
    }
    for section, pages in PAGES.items():
        sections[section] = [
            st.Page(f"pages/{path}", title=title, url_path=address,
                    visibility="hidden" if address in HIDDEN else "visible")
            for path, (title, address) in pages.items()
        ]
    with ui.routed():
        st.navigation(sections).run()


if __name__ == "__main__":
    route()
else:
    ui.close_pages_folder()
    ui.log_places_only()
    app = st.App(__file__, on_script_error=ui.failed)
