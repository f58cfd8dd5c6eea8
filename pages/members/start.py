"""开始: the two invented unions, or books of one's own."""

import streamlit as st

from openbooks import ui, ui_start

ui.guard()
st.title("看示例，还是建自己的账？")
ui.answer("阳光账本里的每个数字，都能一直打开到它来自的那份文件、那一行。")
look, found = st.columns(2, gap="large")
with look:
    st.header("看示例", anchor=False)
    ui_start.examples()
with found:
    st.header("建我的账", anchor=False)
    ui_start.own()
