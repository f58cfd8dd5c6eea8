"""Files of every ledger made from the words of its contract: each is right at first sight.

Columns, headers, their order, how amounts and days are written, titles, a column that counts and a
total below are drawn by a seeded chance. Nothing is asked, and every cell of every row is read.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from openbooks import contract, shape, sheet
from openbooks.contract import Column, Ledger
from openbooks.filling import filled_down
from openbooks.headword import plain_word
from openbooks.meaning import words_of
from openbooks.rows import RowReader
from openbooks.taking import facts_of
from tests import sheet_kit
from tests.test_office_words import PLAIN, values

UNION = shape.Context(
    (("1", "清溪小学工会"),), (("A1", "歌咏比赛"),), today=date(2024, 6, 1)
)
# Columns that say of others what they are, or that the books say.
APART = frozenset(
    "unit_id direction amount year month line_no chart_version booked_time debit credit base".split()
)
LINES = 3
MONEY = ("{}", "{:,}", "￥{:,}", "{}元", "¥{}", "RMB {}", "+{}")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00")
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def _names(ledger: Ledger, chance: Random) -> list[str]:
    """The plain columns of a ledger and some others, in any order."""
    needed = [each.name for each in ledger.columns if each.required]
    names = dict.fromkeys((*PLAIN[ledger.name][1].split(), *needed))
    plain = [each for each in names if each != "unit_id" or ledger.name == "unit"]
    others = [
        each.name for each in ledger.columns
        if each.name not in plain and each.name not in APART and not each.generated
    ]
    names = plain + chance.sample(others, min(len(others), chance.randint(0, 4)))
    chance.shuffle(names)
    return names


def _header(ledger: Ledger, column: Column, chance: Random) -> str:
    """A header that means this column alone, as an office may write it."""
    known = words_of(ledger.name)
    meant = {text: known[plain_word(text)] for text in (column.title, *column.synonyms)}
    sure = [text for text, entries in meant.items() if len(entries) == 1 and not entries[0][2]]
    text = chance.choice(sure or [column.title])
    if column.type == "money" and "元" not in text:
        text += chance.choice(("", "（元）", "/元", "(单位：元)"))
    return chance.choice((text, text, "　".join(text) if len(text) == 2 else text, f"*{text}", f"{text}："))


def _cells(column: Column, chance: Random) -> tuple[list[str], list[str]]:
    """Three cells of a column as they are written, and what they say."""
    if column.type == "money":
        amounts = [Decimal(chance.randint(100, 9_000_000)) / 100 for _ in range(LINES)]
        how, wide = chance.choice(MONEY), chance.random() < 0.2
        written = [how.format(each.quantize(Decimal("0.01"))) for each in amounts]
        return [each.translate(_WIDE) if wide else each for each in written], [f"{e:.2f}" for e in amounts]
    if column.type == "date":
        first = date(2023, 3, 5) + timedelta(chance.randint(0, 200))
        days = [first + timedelta(at) for at in range(LINES)]
        how = chance.choice(DAYS)
        return [day.strftime(how) for day in days], [day.isoformat() for day in days]
    said = values(column)
    return said, said


def _said(column: Column, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{Decimal(str(value)) / 100:.2f}" if column.type == "money" else str(value)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", sorted(PLAIN))
def test_a_file_in_the_words_of_its_ledger_is_right_at_first_sight(name: str, seed: int) -> None:
    chance, ledger = Random(f"{name} {seed}"), contract.ledger(name)
    columns = [ledger.column(each) for each in _names(ledger, chance)]
    header = [_header(ledger, each, chance) for each in columns]
    drawn = [_cells(each, chance) for each in columns]
    counted = chance.random() < 0.5
    lines = [[f"{PLAIN[name][0]}"], header, *([written[at] for written, _ in drawn] for at in range(LINES))]
    if counted:
        lines[1:] = [["序号", *header], *([str(at), *line] for at, line in enumerate(lines[2:], 1))]
    if chance.random() < 0.5:
        lines.insert(1, ["编制单位：清溪小学工会", "", "单位：元"])
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    found = sheet_kit.table(text.getvalue().encode("gb18030"), "表.csv")
    first = shape.recognise(found, "表.csv")[0]
    proposal = shape.propose(found, name, "表.csv", UNION)
    assert (first.ledger, first.sure, proposal.questions) == (name, True, ()), header
    mapping = shape.settle(proposal, {})
    reader = RowReader(ledger, mapping, facts_of(found, mapping, ledger))
    records = list(filled_down(ledger, mapping, sheet.records(found)))
    reader.look_over(records)
    rows = [row for record in records for row in reader.read(record)[0]]
    places = {each.name: at for at, each in enumerate(ledger.columns)}
    for column, (_, said) in zip(columns, drawn, strict=True):
        got = [_said(column, row.values[places[column.name]]) for row in rows]
        assert (column.name, got) == (column.name, said), header
    assert not any(row.refused for row in rows)
