"""Lists printed in two panels side by side: only the left one is read, and never in silence.

Either the same headers come twice (序号 姓名 签名 | 序号 姓名 签名), or income stands beside spending
(收入项目 收入预算数 | 支出项目 支出预算数).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks import contract, sheet
from openbooks.cells import squash
from openbooks.draft import Draft
from openbooks.mapping import Mapping
from openbooks.question import CHOOSE, Question
from openbooks.table import Table

PANELS, ONLY_LEFT = "panels", "只装左边一栏（右边的请接到下面再交一次）"
_FLOW = re.compile(r"(收入|支出)(.+)")
# 收入金额 beside 支出金额 alone is one list with two columns of amounts.
_LEAST_TWINS = 2


def right_of_flows(header: Sequence[str]) -> tuple[int, ...]:
    """The cells of the right panel where income stands beside spending; empty: there is none."""
    sides: dict[str, dict[str, int]] = {"收入": {}, "支出": {}}
    for place, text in enumerate(header):
        found = _FLOW.fullmatch(squash(text))
        if found:
            sides[found[1]].setdefault(found[2], place)
    income, spending = sides["收入"], sides["支出"]
    twins = income.keys() & spending.keys()
    if len(twins) < _LEAST_TWINS:
        return ()
    first, second = sorted(sorted(each[twin] for twin in twins) for each in (income, spending))
    return tuple(second) if first[-1] < second[0] else ()


def right_aside(draft: Draft) -> None:
    """Keep the right panel's cells from being read as if they belonged to the left one's lines."""
    for place in right_of_flows([each.text for each in draft.headings]):
        draft.taken.add(place)
        draft.reasons[place] = "右边的一栏，不与左边同属一行"


def unread(table: Table, mapping: Mapping) -> str:
    """What stands in a right panel that the mapping does not read, in Chinese; "" for nothing."""
    flows = right_of_flows(mapping.header)
    if flows and not {cell for link in mapping.links for cell in link.cells} & set(flows):
        count = sum(bool(text) for text in _texts(table, flows[:1]))
        return f"右边还有一栏“{mapping.header[flows[0]]}”，{count} 行没有读" if count else ""
    ledger = contract.ledger(mapping.ledger)
    for link in mapping.links:
        if ledger.column(link.column).type != "name" or link.how != "cell":
            continue
        again = [
            place for place in mapping.ignored
            if squash(mapping.header[place]) == squash(mapping.header[link.cells[0]])
        ]
        names = _texts(table, again) if again else []
        if names:
            shown = "、".join(names[:3])
            return f"右边还有一栏“{link.headers[0]}”，{len(names)} 人（{shown} …）没有读"
    return ""


def question_of(table: Table, mapping: Mapping) -> Question | None:
    """What to do with a list whose right panel is not read; None where all of it is."""
    why = unread(table, mapping)
    title = "这份表左右并排了两栏，只读得到左边一栏。怎么办？"
    return Question(PANELS, title, CHOOSE, None, (ONLY_LEFT,), why) if why else None


def _texts(table: Table, places: Sequence[int]) -> list[str]:
    """The filled cells of these columns."""
    return [
        text for record in sheet.records(table) for place in places
        if (text := record.cells[place].strip() if place < len(record.cells) else "")
    ]
