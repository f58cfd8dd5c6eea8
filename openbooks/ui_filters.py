"""The filters of a page, in its address: `unit` (with all below it) and `period` (see `period`).

The address wins; without it what this session chose for these books; without that all units, and
the newest year that has figures. A value that cannot be is said, and put right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from openbooks import contract
from openbooks.errors import WrongUse
from openbooks.period import Period, part_label, parts_of, period_of, year_of, years_between
from openbooks.ui import plain
from openbooks.ui_books import Opened, ask, keep, kept

ALL_UNITS = "全部单位"
COMPETITION, ALL_KINDS = "竞赛", "全部"
LONGEST = 60
_INDENT = "\u3000"


@dataclass(frozen=True)
class Scope:
    """What a page looks at: a unit with all below it ("" is all), a period, and where a page asks
    for it a kind of activity ("" is all)."""

    unit: str
    unit_name: str
    period: Period
    kind: str = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters unit, from and to of the queries."""
        return {"unit": self.unit or None, **self.period.bounds}

    @property
    def said(self) -> str:
        """The scope at the head of a sentence: 2025年上半年，中年级组"""
        whose = f"{self.unit_name}" if self.unit else ""
        return f"{self.period.label}{whose}"


def scope(now: Opened, *ledgers: str, kinds: bool = False) -> Scope:
    """The filters of a page over these ledgers, shown and read."""
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        kind = kind_filter(now) if kinds else ""
        unit, name = unit_filter(now)
        period = period_filter(now, ledgers)
    return Scope(unit, name, period, kind)


def said(now: Opened, name: str) -> str:
    """What the address, or else this session, says for a filter; cut to a sane length."""
    return (st.query_params.get(name) or kept(now.which).get(name, ""))[:LONGEST]


def say(now: Opened, name: str, value: str) -> None:
    """Write a filter's value into the address and the session; an empty one is taken out."""
    keep(now.which, **{name: value})
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def choice(
    now: Opened, label: str, names: Sequence[str], value: str, shown: Callable[[str], str],
    on_change: Callable[[str], None], key: str,
) -> str:
    """A select box whose value is `value`, told to `on_change` when the visitor changes it."""
    slot = f"{now.which} {key}"
    st.session_state[slot] = value

    def changed() -> None:
        on_change(st.session_state[slot])

    return st.selectbox(
        label, names, format_func=shown, key=slot, on_change=changed, filter_mode="contains"
    )


def unit_filter(now: Opened) -> tuple[str, str]:
    """The unit chosen and its name; ("", 全部单位) for all. Not shown where there is but one."""
    names = unit_names(now)
    value = said(now, "unit")
    if value and value not in names:
        st.warning(f"这套账里没有地址所说的单位“{plain(value)}”，现在看的是全部单位。")
        value = ""
    say(now, "unit", value)
    if len(names) < 2:
        return value, ALL_UNITS
    options = ["", *names]
    chosen = choice(
        now, "单位（含下级）", options, value, lambda unit: names.get(unit, ALL_UNITS),
        lambda unit: say(now, "unit", unit), "unit",
    )
    return chosen, names.get(chosen, ALL_UNITS).strip(_INDENT)


def kind_filter(now: Opened) -> str:
    """The kind of activity chosen, competitions at first; "" for all."""
    kinds = contract.ledger("activity").column("kind").allowed
    value = said(now, "kind") or COMPETITION
    if value not in (*kinds, ALL_KINDS):
        st.warning(f"没有活动类型“{plain(value)}”，现在看的是{COMPETITION}。")
        value = COMPETITION
    say(now, "kind", value)
    chosen = choice(
        now, "活动类型", [COMPETITION, ALL_KINDS, *(k for k in kinds if k != COMPETITION)], value,
        str, lambda kind: say(now, "kind", kind), "kind",
    )
    return "" if chosen == ALL_KINDS else chosen


def unit_names(now: Opened) -> dict[str, str]:
    """Unit → its name, indented by its level, each under the one above it."""
    frame = ask(now, "unit_choices").frame
    below: dict[str, list[str]] = {}
    name = dict(zip(frame["unit_id"], frame["unit_name"], strict=True))
    for unit, parent in zip(frame["unit_id"], frame["parent_id"], strict=True):
        below.setdefault(parent if parent in name and parent != unit else "", []).append(unit)
    ordered: dict[str, str] = {}
    waiting = [(unit, 0) for unit in reversed(below.get("", []))]
    while waiting:
        unit, level = waiting.pop()
        if unit not in ordered:
            ordered[unit] = _INDENT * level + name[unit]
            waiting += [(each, level + 1) for each in reversed(below.get(unit, []))]
    # units that name each other as their superior stand at the end
    return ordered | {unit: name[unit] for unit in name if unit not in ordered}


def period_filter(now: Opened, ledgers: Sequence[str]) -> Period:
    """The period chosen: a year, and a part of it."""
    start = now.settings.fiscal_start
    years = years_of(now, ledgers)
    period = _period(now, years)
    say(now, "period", period.code)
    options = sorted({*years, period.year}, reverse=True)

    def to_year(year: str) -> None:
        same = [each for each in parts_of(int(year), start)
                if part_label(each) == part_label(period)]
        say(now, "period", same[0].code)

    choice(
        now, "会计年度", [str(year) for year in options], str(period.year),
        lambda year: f"{year}年" if start == 1 else f"{year}年度", to_year, "year",
    )
    parts = {each.code: part_label(each) for each in parts_of(period.year, start)}
    choice(
        now, "期间", list(parts), period.code, parts.__getitem__,
        lambda code: say(now, "period", code), "part",
    )
    return period


def _period(now: Opened, years: Sequence[int]) -> Period:
    """The period of the address or the session, else the newest year."""
    start = now.settings.fiscal_start
    today = year_of(f"{now.view.state.today:%Y-%m}", start)
    # a date typed wrong may lie in a year to come; it can be chosen, but nobody begins there
    newest = period_of(str(next((year for year in years if year <= today), years[0])), start)
    value = said(now, "period")
    if not value:
        return newest
    try:
        return period_of(value, start)
    except WrongUse:
        st.warning(f"地址里的期间“{plain(value)}”读不出来，现在看的是{newest.label}。")
        return newest


def years_of(now: Opened, ledgers: Sequence[str]) -> tuple[int, ...]:
    """The accounting years from the first to the last figure of these ledgers, newest first.

    Without any figure the year of the books' date.
    """
    frame = ask(now, "ledger_totals").frame
    rows = (frame[frame["ledger"].isin(ledgers)] if ledgers else frame).dropna()
    start = now.settings.fiscal_start
    if rows.empty:
        return (year_of(f"{now.view.state.today:%Y-%m}", start),)
    return years_between([*rows["first_month"], *rows["last_month"]], start)
