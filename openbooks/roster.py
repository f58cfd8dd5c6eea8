"""A member roster drafted from the dues sheets on the desk, when the books have none.

One member for each person who paid: the number in the file or a new one (M0001 …), 在职, 是会员,
joined on the first day of the first month that names him. A name that stands twice in one month of
one unit and one table without numbers may be one person or two: that is asked, never decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from openbooks import progress, sheet
from openbooks.card import ASIDE, CONFIRM, HELD, READY, Card, typed
from openbooks.desk import Desk
from openbooks.mapping import Mapping
from openbooks.mend import Mends, applied
from openbooks.offer import DRAFTED, Offer
from openbooks.question import CHOOSE, Question

COLUMNS = ("member_id", "name", "unit_id", "status", "is_member", "join_date")
ONE, SEVERAL = "是同一个人，表里写重了", "是同名的不同的人"
SAME = "same "
PERSON = ("member_id", "name", "unit_id")
TOLD = 100_000  # rows between two words about how far it is


@dataclass(frozen=True)
class Payer:
    """A person as the dues sheets name him: number ("" without), name, unit, first month."""

    number: str
    name: str
    unit: str
    month: str


def drafted(desk: Desk, cards: Sequence[Card], members: int) -> Offer | None:
    """The roster to offer; None where the books or the desk have one, or no dues sheet is clear."""
    if members or any(c.ledger == "member" and c.state not in {ASIDE, HELD} for c in cards):
        return None
    sheets = tuple(c for c in cards if c.ledger == "dues" and c.state in {CONFIRM, READY})
    payers, twice, first = _drawn(_Sheets(
        tuple((c.source.sha256, c.where, c.id, c.mapping, c.said.mends) for c in sheets), sheets
    ))
    if first is None:
        return None
    key = f"member@{first.id}"
    said = desk.answer(key)
    asked = tuple(
        _who_is(name, lines) for name, lines in twice.items() if SAME + name not in said.values
    )
    several = {name for name in twice if said.values.get(SAME + name) == SEVERAL}
    return Offer(
        id=key,
        ledger="member",
        file=f"{DRAFTED}会员名册（据{_stem(first)}{f'等{len(sheets)}份表' * (len(sheets) > 1)}）.csv",
        about=f"账本里还没有会员名册。可按{_source(first, sheets)}草拟一份："
        f"{_count(payers, twice, several)}人，以后可用正式名册取代。",
        facts=(
            ("会员编号", _numbers(payers), "原表没有编号的由程序编"),
            ("在职状态", "在职", "都在缴会费"),
            ("是否会员", "是", "都在缴会费"),
            ("入会日期", _dates(payers), "取首次缴费月份的第一天，请以后改正"),
        ),
        columns=COLUMNS,
        rows=tuple(listed(payers, twice, several)),
        asked=asked,
        said=said,
    )


@dataclass(frozen=True)
class _Sheets:
    """Dues sheets as the key of what was drawn from them: same bytes, same mapping, same mends, same
    persons."""

    key: tuple[tuple[str, str, str, Mapping | None, Mends], ...]
    cards: tuple[Card, ...] = field(compare=False)


@lru_cache(maxsize=4)
def _drawn(sheets: _Sheets) -> tuple[list[Payer], dict[str, list[int]], Card | None]:
    """The persons of all sheets, the names that stand twice, the card of the first month."""
    payers, twice = persons({**row, "table": card.id} for card in sheets.cards for row in _rows(card))
    if not payers:
        return payers, twice, None
    starts = payers[0].month
    first = next(
        card for card in sheets.cards if any(row["month"] == starts for row in _rows(card))
    )
    return payers, twice, first


def _rows(card: Card) -> Iterator[dict[str, Any]]:
    """The typed rows of a sheet: line, member_id, name, unit_id, month.

    Where each of these is a cell of its own, or stands for all rows, equal cells are read once: a
    long sheet names its persons and its months over and over.
    """
    links = {each.column: each for each in card.mapping.links} if card.mapping else {}
    month = links.get("month")
    if (
        card.table.regular is None or card.mapping.wide or month is None
        or any(links[name].how != "cell" for name in (*PERSON, "month") if name in links)
    ):
        yield from typed(card)
        return
    at = sorted(index for name in PERSON if name in links for index in links[name].cells)
    persons: dict[tuple[str, ...], dict[str, Any]] = {}
    months: dict[tuple[str, ...], Any] = {}
    for done, record in enumerate(applied(sheet.records(card.table), card.said.mends)):
        who = tuple(record.cells[index] for index in at)
        when = tuple(record.cells[index] for index in month.cells)
        if who not in persons or when not in months:
            one = replace(card, table=replace(card.table, regular=None, records=(record,)))
            row = next(typed(one), dict.fromkeys((*PERSON, "month")))
            persons.setdefault(who, row)
            months.setdefault(when, row["month"])
        if not done % TOLD:
            progress.said("看有哪些会员，行", done, card.table.rows)
        yield {**{name: persons[who][name] for name in PERSON}, "month": months[when],
               "line": record.line}


def forget() -> None:
    """Let go of the persons that were drawn from sheets."""
    _drawn.cache_clear()


def persons(rows: Iterable[dict[str, Any]]) -> tuple[list[Payer], dict[str, list[int]]]:
    """The persons of typed dues rows by their first month; names that stand twice → their lines."""
    found: dict[tuple[str, ...], Payer] = {}
    lines: dict[tuple[str, str, str, str], list[int]] = {}
    for row in rows:
        number, name = row["member_id"] or "", row["name"] or ""
        unit, month = row["unit_id"] or "", row["month"] or ""
        if not month or not (number or name):
            continue
        key = (number,) if number else (name, unit)
        if key not in found or month < found[key].month:
            found[key] = Payer(number, name or number, unit, month)
        if not number:
            lines.setdefault((name, unit, month, row["table"]), []).append(row["line"])
    twice: dict[str, list[int]] = {}
    for (name, _, _, _), at in lines.items():
        if len(at) > 1 and len(at) > len(twice.get(name, ())):
            twice[name] = at
    return sorted(found.values(), key=lambda each: each.month), twice


def _who_is(name: str, lines: Sequence[int]) -> Question:
    at = "、".join(str(line) for line in lines)
    return Question(
        SAME + name, f"“{name}”是一个人，还是同名的几个人？", CHOOSE, None, (ONE, SEVERAL),
        f"第{at}行都是“{name}”，表里没有编号可以分开。如是不同的人，要在原表补上编号，这几行才收得下",
    )


def listed(
    payers: Sequence[Payer], twice: dict[str, list[int]], several: set[str]
) -> Iterable[tuple[str, ...]]:
    """The roster's rows in the order of COLUMNS; a name in `several` as often as it stands twice."""
    taken = {each.number for each in payers}
    serial = 0
    for each in payers:
        copies = len(twice[each.name]) if each.name in several and not each.number else 1
        for _ in range(copies):
            number = each.number
            while not number or (not each.number and number in taken):
                serial += 1
                number = f"M{serial:04d}"
            yield (number, each.name, each.unit, "在职", "是", f"{each.month}-01")


def _count(payers: Sequence[Payer], twice: dict[str, list[int]], several: set[str]) -> int:
    return len(payers) + sum(len(twice[name]) - 1 for name in several)


def _numbers(payers: Sequence[Payer]) -> str:
    if all(each.number for each in payers):
        return "取自原表"
    return "M0001 起" if not any(each.number for each in payers) else "取自原表，缺的从 M0001 起"


def _dates(payers: Sequence[Payer]) -> str:
    months = sorted({each.month for each in payers})
    return f"{months[0]}-01" if len(months) == 1 else f"{months[0]}-01 至 {months[-1]}-01"


def _source(first: Card, sheets: Sequence[Card]) -> str:
    """The sheets that a roster is drawn from, by that of the first month."""
    return f"{first.where}等 {len(sheets)} 份会费表" if len(sheets) > 1 else first.where


def _stem(card: Card) -> str:
    return card.handed.name.rpartition(".")[0] or card.handed.name
