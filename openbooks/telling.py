"""What a card says to the person who handed the file in: facts with their evidence, rows, problems.

Texts only, in Chinese; pages lay them out. Money is in 元, a unit goes by its name.
"""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openbooks import contract, sheet
from openbooks.agenda import Agenda
from openbooks.card import Card, typed
from openbooks.contract import Column
from openbooks.dates import day_without_year
from openbooks.mapping import Mapping
from openbooks.money import yuan_grouped
from openbooks.question import AT_THE_END, EVENLY, OF_FILE, YEARS
from openbooks.receipt import Receipt
from openbooks.taking import Facts, reader_of
from openbooks.understood import SPOILT

FIRST_ROWS = 5
UNREAD = "读不出"
CALLED = {"unit.unit_id": "单位", "activity.activity_id": "活动"}
FIRST_TYPES = ("month", "period", "date")


@dataclass(frozen=True)
class Fact:
    """One thing that holds for all rows of a table, and why the program thinks so."""

    column: str
    title: str
    value: str
    why: str


def shown(column: Column, value: Any, units: Dictionary[str, str] | None = None) -> str:
    """A stored value (money in 分) as it stands in a table; "" for nothing."""
    if value is None:
        return ""
    if column.type == "money":
        return yuan_grouped(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.references == "unit.unit_id" and units:
        return units.get(str(value), str(value))
    return str(value)


def as_said(
    column: Column, text: str, units: Dictionary[str, str] | None = None,
    years: tuple[int, ...] = (),
) -> str:
    """A constant's text as a person says it: 2024年3月, 2024年2月6日 (a day without a year with that
    of `years` in which it is read), a unit by its name."""
    dated = column.type in {"month", "date"}
    read = reader_of(column, Facts(years))(text).value if dated else None
    parts = str(read or text).split("-")
    if dated and all(part.isdigit() for part in parts):
        marks = ("年", "月", "日")
        return "".join(f"{int(part)}{mark}" for part, mark in zip(parts, marks, strict=False))
    return shown(column, text, units) if column.type == "identifier" else text


def _from_header(card: Card) -> list[Fact]:
    """The months that a header names, and the year of days that are written without one."""
    mapping, ledger = card.mapping, contract.ledger(card.ledger)
    found = []
    if mapping.wide and mapping.wide.months:
        column = ledger.column(mapping.wide.column)
        months = [month for _, month in mapping.wide.months]
        span = " 至 ".join(as_said(column, month) for month in dict.fromkeys((months[0], months[-1])))
        headers = "、".join(mapping.header[cell] for cell in sorted(mapping.wide.cells))
        found.append(Fact(column.name, column.title, span, f"表头有 {headers}"))
    asked = any(each.column == YEARS for each in card.proposed)
    if len(mapping.years) == 1 and not asked and _without_year(card):
        why = "表里的日期没有写年份，取自标题、工作表名或文件名"
        found.append(Fact(YEARS, "年份", f"{mapping.years[0]}年", why))
    return found


def _without_year(card: Card) -> bool:
    """Whether a day of the first rows stands without its year."""
    ledger = contract.ledger(card.ledger)
    for link in card.mapping.links:
        if ledger.column(link.column).type != "date":
            continue
        if link.how == "date_parts" and len(link.cells) == 2:
            return True
        cells = [each.cells[link.cells[0]] for each in islice(sheet.records(card.table), FIRST_ROWS)]
        if link.how == "cell" and any(day_without_year(text) for text in cells):
            return True
    return False


def called(column: Column) -> str:
    """What a fact about this column is called: a unit or an activity by its name, not its number."""
    return CALLED.get(column.references, column.title)


def facts(card: Card, units: Dictionary[str, str]) -> tuple[Fact, ...]:
    """What holds for all rows, months and dates first; links that were only proposed among them."""
    if card.mapping is None:
        return ()
    ledger = contract.ledger(card.ledger)
    found = [
        Fact(each.column, called(ledger.column(each.column)),
             as_said(ledger.column(each.column), each.value, units, card.mapping.years), each.why)
        for each in card.mapping.constants
    ]
    told = {each.column for each in found}
    for each in card.proposed:
        if each.column in told:
            continue
        if each.column in OF_FILE:
            years = card.mapping.years
            said = ("年份", f"{years[0]}年") if each.column == YEARS else ("会费", _spread(card))
            found.append(Fact(each.column, *said, each.why))
            continue
        link = card.mapping.link(each.column)
        column = ledger.column(each.column)
        if link is None:
            value = "不取"
        elif link.how == "as":
            value = f"与“{ledger.column(link.headers[0]).title}”相同"
        else:
            value = f"取自「{'、'.join(link.headers)}」一列"
        found.append(Fact(each.column, called(column), value, each.why))
    found += _from_header(card)
    first = {column.name for column in ledger.columns if column.type in FIRST_TYPES}
    return tuple(sorted(found, key=lambda each: each.column not in first | OF_FILE))


def _spread(card: Card) -> str:
    """How an amount of several months is booked."""
    wide = card.mapping.wide if card.mapping else None
    return EVENLY if wide and len(wide.months) > len(dict(wide.months)) else AT_THE_END


def sentence(card: Card, units: Dictionary[str, str]) -> str:
    """What the table is taken for, as one line to agree to: 2024年3月 · 清溪小学 · 春节 · …"""
    words = []
    for each in facts(card, units):
        plain = each.value not in {"是", "否"} and not each.value.startswith(("取自", "与", "不取"))
        words.append(each.value if plain else f"{each.title}{'：' if each.value in '是否' else ''}"
                     f"{each.value}")
    return " · ".join([*words, contract.ledger(card.ledger).title])


def as_written(card: Card) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The header and the first rows as they stand in the file, without columns that are empty."""
    rows = [each.cells for each in islice(sheet.records(card.table), FIRST_ROWS)]
    width = len(card.table.header)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    kept = [
        place for place, text in enumerate(card.table.header)
        if text.strip() or any(row[place].strip() for row in full)
    ]
    header = tuple(card.table.header[place] or f"第{place + 1}列" for place in kept)
    return header, [tuple(row[place] for place in kept) for row in full]


def as_understood(
    card: Card, units: Dictionary[str, str]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The titles and the first rows as they will be stored; what holds for all rows is left out."""
    if card.mapping is None:
        return (), []
    ledger = contract.ledger(card.ledger)
    mapping, wide = card.mapping, card.mapping.wide
    taken = {each.column for each in card.mapping.links}
    taken |= wide.columns if wide else set()
    columns = [column for column in ledger.columns if column.name in taken]
    rows = [
        tuple(
            UNREAD if row[column.name] is None and heads(mapping, column.name, row) & row[SPOILT]
            else shown(column, row[column.name], units) for column in columns
        )
        for row in islice(typed(card, FIRST_ROWS), FIRST_ROWS)
    ]
    return tuple(column.title for column in columns), rows


def heads(mapping: Mapping, column: str, row: Dictionary[str, Any]) -> set[str]:
    """The headers under which a stored column of this row stands in the file."""
    link, wide = mapping.link(column), mapping.wide
    found = set(link.headers) if link else set()
    for name, months in wide.amounts if wide else ():
        if name == column:
            found |= {mapping.header[cell] for cell, month in months if month == row[wide.column]}
    return found


def panels(card: Card) -> str:
    """That a list is printed in panels side by side and all of them are read; "" for one panel."""
    count = len(card.table.panels)
    return f"这份表左右并排 {count} 栏，{count} 栏都读：先读左边一栏，再读右边" if count > 1 else ""


def progress(plan: Agenda, refused: int = 0) -> str:
    """What is on the desk and what is left to do, as one sentence; "" for an empty desk. `refused`
    files could not be read."""
    waiting = [each for each in (*plan.cards, *plan.offers) if each.waiting]
    agree = len(plan.agreeable)
    if not plan.cards:
        return f"{refused} 个文件没有收，原因在下面。" if refused else ""
    parts = [f"{len(waiting) - agree} 处要您填或选"] * (len(waiting) > agree)
    parts += [f"{agree} 处请您看一眼"] * bool(agree)
    said = f"读到 {len(plan.cards)} 份表"
    besides = f"另有 {refused} 个文件没有收，原因在下面。" * bool(refused)
    said += f"：{'，'.join(parts)}。" if parts else "，没有要您回答的了。"
    return said + besides


def altogether(taken: int, refused: int) -> str:
    """How many records several loads take and refuse, as one sentence."""
    said = f"一共收下 {taken:,} 条记录"
    if not refused:
        return f"{said}，没有拒收的。"
    return f"{said}；{refused:,} 条拒收，不会进账，原因和改法见回执。"


def identity(receipt: Receipt) -> str:
    """Every record accounted for, in one line; of months side by side also what became of their rows,
    in which the sums are."""
    parts = [("收下", receipt.accepted), ("重复", receipt.duplicates)]
    parts += [("被取代", receipt.superseded)] if receipt.superseded else []
    parts += [("拒收", receipt.refused), ("略过", receipt.dropped)]
    line = f"记录 {receipt.records:,} = " + " + ".join(f"{name} {n:,}" for name, n in parts)
    if receipt.rows <= receipt.records - receipt.dropped:
        return line
    fates = {"accepted": "收下", "duplicates": "重复", "superseded": "被取代", "refused": "拒收"}
    rows = "、".join(f"{fates[fate]} {n:,}" for fate in fates if (n := receipt.row_counts.get(fate)))
    return f"{line}（按月展开为 {receipt.rows:,} 行：{rows}）"
