"""上传台账: files in, questions answered, receipts seen, loaded."""

from __future__ import annotations

import streamlit as st

from openbooks import telling, ui, ui_desk, ui_draft, ui_loaded, ui_loading, ui_template
from openbooks.ui_books import OWN

now = ui.enter("把这个月的文件交上来")
if now.which != OWN:
    st.info("这是虚构示例的账，不收您的文件。您的文件请装进本单位的账。")
    st.page_link(ui.START, label="去“开始”页建我的账")
    st.stop()
if not now.newest:
    st.info("现在看的是旧版本，旧版本不能装载。")
    st.page_link(ui.UPLOAD, label="回到最新的账", query_params={"books": OWN})
    st.stop()

at = ui_draft.current(now)
ui_draft.attend(now, at)
plan = ui_draft.understood(now, at)
left = [card for card in plan.cards if not card.said.batch]
if at.loaded:
    ui_loaded.after(now, at, whole=not left)
if left or not at.loaded:
    if said := telling.progress(plan, sum(bool(each.refused) for each in plan.looked)):
        ui.answer(said)
    ui_desk.files(now, at, plan.looked)
    units = dict(plan.units)
    ui_desk.tables(now, at, left, units)
    for offer in plan.offers:
        ui_loading.offered(now, at, offer, units)
    if at.handed:
        ui_loading.before(now, at, plan)
    else:
        ui_template.templates()
