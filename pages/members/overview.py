"""总览: dues, money, help and competitions in one look, each beside last year."""

from functools import partial

import streamlit as st

from openbooks import figures, ui, ui_card, ui_figure, ui_says
from openbooks.ui_books import ask, first
from openbooks.ui_filters import scope

now = ui.enter("这一段时间，工会的钱和人怎么样？")
ui.needs(now, "dues", "voucher", "balance", "assistance", "activity")
wanted = scope(now, "dues", "voucher", "balance", "assistance", "activity")
given = wanted.parameters
cards = ui_card.cards(now, given)
ui.answer(ui_card.sentence(wanted.said, cards))
ui_card.drawn(now, cards)
if now.has("voucher", "balance"):
    flow = ask(now, "finance_flow", **given)
    ui_figure.block(
        now, "从期初到期末，钱怎么变的？", flow, given, draw=figures.waterfall,
        names=("label", "amount_fen", "prior_fen"),
        says=ui_says.flowed(flow, first(ask(now, "finance_closing", **given)).stated_fen),
    )
if now.has("dues"):
    by_month = ask(now, "dues_by_month", **given)
    ui_figure.block(
        now, "每个月的会费收到多少？", by_month, given,
        draw=partial(figures.months, value="paid_fen", prior="prior_paid_fen"),
        names=("month", "paid_fen", "amount_share", "prior_paid_fen", "due_fen"),
        says=ui_says.most(by_month, "month", "paid_fen", prior="prior_paid_fen"),
    )
st.header("装载了哪些台账？", anchor=False)
ui_card.ledgers(now)
