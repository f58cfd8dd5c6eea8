"""The cards of 总览: one figure each, with last year's beside it and the way to its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from openbooks import contract
from openbooks.ui import way
from openbooks.ui_books import Opened, ask, first, row
from openbooks.ui_figure import size
from openbooks.wording import BLANK, MISSING, against, count, is_missing, share, short_money


@dataclass(frozen=True)
class Card:
    """A figure in words: `value` large, `beside` the year before, `page` where it is explained."""

    title: str
    value: str
    beside: str
    page: str


DUES, FUNDS = "pages/members/dues.py", "pages/members/funds.py"
ASSISTANCE, PARTICIPATION = "pages/members/assistance.py", "pages/members/participation.py"


def cards(now: Opened, given: Mapping[str, Any]) -> list[Card]:
    """The cards of those ledgers that were loaded."""
    found = []
    if now.has("dues"):
        rate = first(ask(now, "dues_rate", **given))
        found.append(Card(
            "会费收缴率",
            MISSING if is_missing(rate.persons_due) else share(rate.amount_share),
            against(rate.amount_share, rate.prior_amount_share, "share"), DUES,
        ))
    if now.has("voucher", "balance"):
        flow = ask(now, "finance_flow", **given)
        for title, step in (("收入", "income"), ("支出", "expenditure"), ("期末结余", "closing")):
            held = row(flow, "step", step)
            amounts = (held.amount_fen, held.prior_fen)
            shown, prior = map(size, amounts) if step == "expenditure" else amounts
            found.append(Card(title, short_money(shown), against(shown, prior), FUNDS))
    if now.has("assistance"):
        total = first(ask(now, "assistance_total", **given))
        found.append(Card(
            "帮扶慰问惠及", count(total.persons, "人"),
            against(total.persons, total.prior_persons, "count", "人"), ASSISTANCE,
        ))
    if now.has("activity", "participation", "result"):
        total = first(ask(now, "competition_total", **given, kind="竞赛"))
        found.append(Card(
            "竞赛参加", count(total.attended, "人次"),
            against(total.attended, total.prior_attended, "count", "人次"), PARTICIPATION,
        ))
    return found


def sentence(scope: str, cards: Sequence[Card]) -> str:
    """All cards in one sentence."""
    return f"{scope}：" + "，".join(f"{card.title} {card.value}" for card in cards) + "。"


def drawn(now: Opened, cards: Sequence[Card]) -> None:
    """The cards, three in a line where there is room."""
    for start in range(0, len(cards), 3):
        for place, card in zip(st.columns(3), cards[start : start + 3], strict=False):
            with place, st.container(border=True, height="stretch"):
                st.metric(card.title, card.value)
                st.caption(card.beside)
                way(card.page, "看细节", books=now.which)


def ledgers(now: Opened) -> None:
    """Every ledger with its rows and months; those without any say so."""
    frame = ask(now, "ledger_totals").frame
    known = contract.ledgers()
    rows = {name: (count_, first_, last) for name, count_, first_, last in zip(
        frame["ledger"], frame["rows"], frame["first_month"], frame["last_month"], strict=True
    )}
    table = pd.DataFrame([
        {
            "台账": ledger.title,
            "行数": f"{rows[name][0]:,}" if rows[name][0] else MISSING,
            "最早": rows[name][1] or BLANK,
            "最晚": rows[name][2] or BLANK,
        }
        for name, ledger in known.items()
    ])
    with st.container(key="table-ledgers"):
        st.table(table, border="horizontal", hide_index=True)
