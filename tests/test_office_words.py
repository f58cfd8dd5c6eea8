"""Uncommon headers, each put in the place of its house title in an otherwise plain table.

`office_words.txt` holds them. Nothing may be taken for another column without a question, and nearly
all are right at first: taken, or proposed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from openbooks import contract, shape
from openbooks.contract import Column
from tests.test_offices import table_of

WORDS = (Path(__file__).parent / "office_words.txt").read_text(encoding="utf-8")
BOOKS = shape.Context(
    units=(("U1", "清溪小学工会"), ("U2", "清溪中学工会"), ("L0", "临江总工会")), today=date(2024, 6, 1)
)
# Title and columns of the plain table of each ledger.
PLAIN = {
    "voucher": ("序时账", "voucher_date number summary account_code account_name debit credit"),
    "bank": ("账户交易明细", "booked_date direction amount balance counterparty summary"),
    "dues": ("会费收缴明细", "member_id name month due paid"),
    "assistance": ("慰问帮扶发放台账", "recipient_name paid_date kind amount payment_method"),
    "participation": ("活动参加人员名单", "activity_id member_id name attended"),
    "result": ("竞赛成绩表", "activity_id name score award subject_kind"),
    "member": ("会员花名册", "member_id name unit_id status is_member join_date"),
    "unit": ("基层工会名录", "unit_id name kind parent_id headcount"),
    "activity": ("活动台账", "title kind unit_id start_date headcount"),
    "budget": ("2024年预算表", "unit_id year account_code account_name approved"),
    "balance": (
        "科目余额表",
        "period account_code account_name opening_debit opening_credit debit credit closing_debit "
        "closing_credit",
    ),
    "account": ("会计科目表", "chart_version code name nature"),
    "parameter": ("标准参数表", "limit_id rule_id province value status"),
    "target": ("目标表", "target_id title query operator value period"),
    "calendar": ("节假日表", "date day_kind festival"),
}
VALUES = {
    "account_name": "文体活动费 会费收入 维权支出", "account_code": "50101 401 502",
    "code": "101 401 502",
    "summary": "买篮球 收会费 付培训费", "number": "1 2 2", "member_id": "0001 0002 0007",
    "unit_id": "清溪小学工会 清溪小学工会 清溪中学工会", "parent_id": "临江总工会 临江总工会 临江总工会",
    "activity_id": "歌咏比赛 歌咏比赛 歌咏比赛", "counterparty": "甲店 乙公司 清溪小学",
    "year": "2023 2023 2023",
    "award": "一等奖 二等奖 三等奖", "line_no": "1 2 1", "level": "1 2 1",
    "phone": "13800000001 13800000002 13800000003",
}
OF_TYPE = {
    "money": "100.00 250.50 80.00", "date": "2023-03-05 2023-04-06 2023-05-07", "integer": "5 4 3",
    "decimal": "90.5 80 77", "boolean": "是 否 是", "name": "张伟 王秀英 李娜",
    "month": "2023-03 2023-03 2023-03", "period": "2023 2023 2023", "time": "10:00:00 11:30:05 12:00:00",
    "identifier": "A01 A02 A03", "text": "文字甲 文字乙 文字丙", "list": "甲 乙 丙",
}


def values(column: Column) -> list[str]:
    """Three values that the column may hold."""
    if column.allowed:
        return [column.allowed[place % len(column.allowed)] for place in range(3)]
    return VALUES.get(column.name, OF_TYPE[column.type]).split()


def _words() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for line in WORDS.splitlines()[2:]:
        head, colon, rest = line.partition(": ")
        if colon and not line.startswith(" "):
            ledger, column = head.split()
            found[ledger, column] = rest.split()
        else:
            found[ledger, column] += line.split()
    return found


OFFICES = _words()


@cache
def faults(ledger_name: str, wanted: str, word: str) -> tuple[list[str], bool]:
    """What is taken for another column without a question; whether all is right at first."""
    ledger = contract.ledger(ledger_name)
    title, plain = PLAIN[ledger_name]
    names = [*plain.split(), *([] if wanted in plain.split() else [wanted])]
    header = [word if name == wanted else ledger.column(name).title for name in names]
    rows = list(zip(*(values(ledger.column(name)) for name in names), strict=True))
    table = table_of(header, [list(row) for row in rows], [title])
    proposal = shape.propose(table, ledger_name, "表.xlsx", BOOKS)
    got = {link.column: link.headers for link in proposal.mapping.links}
    asked = {each.column: each.proposed or "" for each in proposal.questions}
    wrong = [
        f"{column} ← {headers}" for column, headers in got.items()
        if column not in asked and (column not in names or headers != (header[names.index(column)],))
    ]
    right = all(
        got.get(name) == (head,) or asked.get(name, "").startswith(head)
        for name, head in zip(names, header, strict=True)
    )
    first = shape.recognise(table, "表.xlsx")[0]
    wrong += [first.ledger] if first.sure and first.ledger != ledger_name else []
    return wrong, right and first.ledger == ledger_name


@pytest.mark.parametrize("office", OFFICES, ids=".".join)
def test_no_uncommon_header_is_taken_for_another_column(office: tuple[str, str]) -> None:
    assert {word: faults(*office, word)[0] for word in OFFICES[office]} == {
        word: [] for word in OFFICES[office]
    }


def test_nearly_all_uncommon_headers_are_right_at_first_in_every_ledger() -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for (ledger, column), words in OFFICES.items():
        right[ledger] += [faults(ledger, column, word)[1] for word in words]
    assert set(right) == set(PLAIN)
    assert sum(map(len, right.values())) > 1100
    assert [name for name, each in right.items() if sum(each) < 0.93 * len(each)] == []
    assert sum(map(sum, right.values())) >= 0.97 * sum(map(len, right.values()))
