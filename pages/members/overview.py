"""总览: dues, money, help and competitions in one look, each beside last year."""

from functools import partial

import streamlit as st

from openbooks import figures, ui, ui_card, ui_figure
from openbooks.ui_books import ask
from openbooks.ui_filters import scope

now = ui.enter("这一段时间，工会的钱和人怎么样？")
ui.needs(now, "dues", "voucher", "balance", "assistance", "activity")
wanted = scope(now, "dues", "voucher", "balance", "assistance", "activity")
given = wanted.parameters
cards = ui_card.cards(now, given)
ui.answer(ui_card.sentence(wanted.said, cards))
ui_card.drawn(now, cards)
if now.has("voucher", "balance"):
    ui_figure.block(
        now, "从期初到期末，钱怎么变的？", ask(now, "finance_flow", **given), given,
        draw=figures.waterfall,
        names=("label", "amount_fen", "prior_fen", "basis"),
    )
if now.has("dues"):
    ui_figure.block(
        now, "每个月的会费收到多少？", ask(now, "dues_by_month", **given), given,
        draw=partial(figures.months, value="paid_fen", prior="prior_paid_fen"),
        names=("month", "due_fen", "paid_fen", "amount_share", "prior_paid_fen"),
    )
st.subheader("装载了哪些台账？", anchor=False)
ui_card.ledgers(now)
