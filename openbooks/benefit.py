"""What a list of benefits says of all its rows, or in a column that is called otherwise.

The kind (住院, 送温暖), the festival, the form of payment and the day stand in its title; what it is for
may name the kind or the payment; of several amounts a person got their total.
"""

from __future__ import annotations

import re

from openbooks import evidence, occasion
from openbooks.draft import Draft
from openbooks.evidence import Found
from openbooks.money import read_money
from openbooks.question import CHOOSE
from openbooks.reading import Reading
from openbooks.table import Record

_SUM = re.compile(r"(?:慰问|发放|金额|费用|补助|救助)?(?:合计|总计|小计|共计|总额|总金额|合计金额)")


def _list_in_reason(draft: Draft) -> None:
    """慰问事由 under which every cell is a kind (结婚, 住院), or a form of payment (蛋糕券), is that column,
    which is confirmed."""
    link = draft.links.get("reason")
    if link is None or link.how != "cell":
        return
    heading = draft.headings[link.cells[0]]
    values = draft.values(heading.index)
    for name in ("kind", "payment_method"):
        column = draft.ledger.column(name)
        if values and not draft.has(name) and all(column.meant(e) in column.allowed for e in values):
            del draft.links["reason"]
            draft.take_asking(name, "cell", heading, f"“{heading.text}”写的都是{column.title}")
            return


def _whole_amount(draft: Draft) -> None:
    """慰问品, 慰问金 and 合计 in amounts: what a person got is the 合计, which is asked."""
    link = draft.links.get("amount")
    if link is None or link.how != "cell":
        return
    chosen = draft.headings[link.cells[0]]
    for each in draft.free(draft.headings):
        if not _SUM.fullmatch(each.word) or not draft.values(each.index):
            continue
        pairs = [
            (amounts[0].value, amounts[1].value) for record in draft.records
            if (amounts := [_amount_in(record, at) for at in (chosen.index, each.index)])
        ]
        if any(whole and part and whole > part for part, whole in pairs):
            why = f"“{each.text}”比“{chosen.text}”大，还有别的金额"
            draft.take_asking("amount", "cell", each, why, [chosen])
            return


def _amount_in(record: Record, place: int) -> Reading:
    return read_money(record.cells[place] if place < len(record.cells) else "")


def said_once(draft: Draft) -> None:
    """What the titles and columns of a list of benefits say once: kind, festival, payment, day."""
    _list_in_reason(draft)
    _whole_amount(draft)
    account = draft.links.get("bank_account")
    if account and draft.filled(account.cells[0]) >= 0.9 and not draft.has("payment_method"):
        why = f"各行都有“{account.headers[0]}”"
        draft.set_constant("payment_method", Found("转账", why, False))
    for name in ("kind", "festival", "payment_method"):
        if draft.has(name):
            continue
        found, named = occasion.said_once(draft.said, name)
        column = draft.ledger.column(name)
        if found:
            draft.set_constant(name, found)
        elif named:
            options = (*named, *(each for each in column.allowed if each not in named))
            draft.ask(
                name, f"这份表的“{column.title}”是哪一种？", CHOOSE, None, options,
                f"标题里有 {'、'.join(named)}",
            )
    kind = draft.constants.get("kind")
    if "festival" in draft.questions or "festival" in draft.constants:
        if kind and kind.value != "节日慰问" and kind.certain:
            draft.questions.pop("festival", None)
            draft.constants.pop("festival", None)
    elif kind and kind.value == "节日慰问" and not draft.has("festival"):
        draft.ask(
            "festival", "是哪个节日的慰问？", CHOOSE, None,
            draft.ledger.column("festival").allowed, "节日慰问要写明节日",
        )
    found = evidence.paid_date(draft.said)
    if found is not None and not draft.has("paid_date"):
        draft.set_constant("paid_date", found)
