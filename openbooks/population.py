"""What a sample is drawn from: the rows of a query that have an amount, in the order of (batch, row_no).

`SOURCES` are the ones that pages offer; the command line may name any query whose rows have a batch, a row
number and an amount. Rows of balance tables, and rows without an amount, are set aside: neither can be looked
up as one payment. Frames are those of `query`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from openbooks import query
from openbooks.books import View
from openbooks.errors import WrongUse
from openbooks.query import Result
from openbooks.sampling import Amounts

PLACE = ("batch", "row_no")
BALANCE = "balance"
NO_STRATUM = "（未填）"


@dataclass(frozen=True)
class Source:
    """Where rows come from: the query, its fixed parameters, the column of the amount, that of the strata
    ("": none), the ledger that must have been loaded; `names` are the columns that a list of them shows."""

    title: str
    query: str
    amount: str
    stratum: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    ledger: str = ""
    names: tuple[str, ...] = ()


_BOOKED = ("voucher_date", "word", "number", "amount_fen", "summary", "account_name", "unit_name")
_BANK = ("booked_date", "serial", "amount_fen", "summary", "counterparty", "unit_name")
SOURCES: Mapping[str, Source] = MappingProxyType({
    "expenditure": Source(
        "支出（凭证分录）", "finance_rows", "amount_fen", "level1_name",
        {"category": "expenditure"}, "voucher", _BOOKED),
    "assistance": Source(
        "帮扶慰问发放", "assistance_rows", "amount_fen", "kind", ledger="assistance",
        names=("paid_date", "assist_id", "amount_fen", "recipient_name", "kind", "voucher_ref", "unit_name")),
    "dues": Source(
        "会费实缴", "dues_rows", "paid_fen", "unit_name", ledger="dues",
        names=("month", "member_id", "paid_fen", "name", "due_fen", "paid_date", "unit_name")),
    "income": Source(
        "收入（凭证分录）", "finance_rows", "amount_fen", "level1_name",
        {"category": "income"}, "voucher", _BOOKED),
    "bank_out": Source(
        "银行付出", "bank_rows", "amount_fen", "unit_name", {"direction": "支出"}, "bank",
        _BANK),
})


@dataclass(frozen=True)
class Population:
    """The rows that can be drawn, as an answer of their query; their amounts in 分 and their strata, in the
    same order. `aside`: how many rows of the answer have no amount of their own."""

    source: Source
    result: Result
    amounts: Amounts
    strata: tuple[str, ...]
    aside: int

    @property
    def rows(self) -> int:
        return len(self.amounts)

    @property
    def total_fen(self) -> int:
        return int(self.amounts.sum())

    @property
    def positive_fen(self) -> int:
        """What a monetary-unit sample can hit."""
        return int(self.amounts[self.amounts > 0].sum())

    @property
    def unhit(self) -> tuple[int, int]:
        """How many rows are zero or negative, and what they add up to: no monetary-unit sample hits them."""
        low = self.amounts[self.amounts <= 0]
        return len(low), int(low.sum())

    def taken(self, places: tuple[int, ...]) -> Result:
        """The rows of these places."""
        frame = self.result.frame.iloc[list(places)].reset_index(drop=True)
        return replace(self.result, frame=frame)

    def keys(self, places: tuple[int, ...]) -> list[tuple[int, int]]:
        """(batch, row_no) of these places."""
        frame = self.result.frame.iloc[list(places)]
        return [(int(batch), int(row)) for batch, row in zip(frame["batch"], frame["row_no"], strict=True)]


def source_of(
    name: str, amount: str = "", stratum: str = "", parameters: Mapping[str, Any] | None = None
) -> Source:
    """The source of a query: the one offered under its fixed parameters, else one of these columns. Raises
    WrongUse where the query has no such columns."""
    given = parameters or {}
    for each in SOURCES.values():
        if each.query == name and all(given.get(key) == value for key, value in each.fixed.items()) and (
            amount in ("", each.amount)
        ):
            return each if not stratum or stratum == each.stratum else replace(each, stratum=stratum)
    asked = query.query(name)
    columns = {column.name: column.type for column in asked.columns}
    amount = amount or next((each for each, kind in columns.items() if kind == "money"), "")
    if {*PLACE, "line", amount} - set(columns) or columns[amount] != "money":
        raise WrongUse(f"查询 {name} 的行没有批次、行序或金额“{amount}”，不能抽样。换一个逐行的查询。")
    if stratum and stratum not in columns:
        raise WrongUse(f"查询 {name} 没有列 {stratum}，不能按它分层。")
    return Source(asked.title, name, amount, stratum)


def population(view: View, source: Source, parameters: Mapping[str, Any]) -> Population:
    """The rows of a source at a version. Raises as `answered`."""
    return answered(source, query.ask(view, source.query, {**parameters, **source.fixed}))


def answered(source: Source, found: Result) -> Population:
    """The rows of a source in an answer. Raises WrongUse where one row stands in it twice: it would have more
    than its chance."""
    frame = found.frame
    whole = frame[source.amount].notna()
    if "ledger" in frame:
        whole &= frame["ledger"] != BALANCE
    held = frame[whole].sort_values(list(PLACE), kind="stable", ignore_index=True)
    if held.duplicated(list(PLACE)).any():
        raise WrongUse(f"查询 {source.query} 的答案里同一行出现两次，抽样的机会就不均等。请用别的查询。")
    names = held[source.stratum].tolist() if source.stratum else [""] * len(held)
    return Population(
        source, replace(found, frame=held), held[source.amount].to_numpy(dtype=np.int64),
        tuple(each if isinstance(each, str) and each else NO_STRATUM for each in names) if source.stratum
        else tuple(names), len(frame) - len(held),
    )
