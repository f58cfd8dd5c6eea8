"""How a column gets its value: which cells a link takes, and which reader reads their text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openbooks import cells, dates, money, parts
from openbooks.codes import CODES
from openbooks.contract import Column, Ledger
from openbooks.errors import WrongUse
from openbooks.mapping import Link, Mapping
from openbooks.reading import Reading
from openbooks.table import Table

Reader = Callable[[str], Reading]

GENERATED = "G"
CLOCKS = frozenset({"booked_time"})


@dataclass(frozen=True)
class Facts:
    """What the file says once for all its records.

    `date1904` is None where nothing says which system day numbers belong to (text files); `key` are
    the columns of the ledger's key, in which a spoilt number cannot stand.
    """

    years: tuple[int, ...] = ()
    date1904: bool | None = None
    sheet: str = ""
    key: frozenset[str] = frozenset()


def facts_of(table: Table, mapping: Mapping, ledger: Ledger) -> Facts:
    """What a table and its mapping say for all records."""
    workbook = bool(table.sheet)
    return Facts(
        mapping.years, table.date1904 if workbook else None, table.sheet, frozenset(ledger.key)
    )


def reader_of(column: Column, facts: Facts, scale: int = 1) -> Reader:
    """The function that reads the text of one cell of this column."""
    years, system = facts.years, facts.date1904
    kinds: dict[str, Reader] = {
        "money": lambda text: money.read_money(text, scale),
        "date": lambda text: dates.read_date(text, years, system),
        "month": lambda text: dates.read_month(text, years),
        "period": lambda text: dates.read_period(text, years),
        "time": lambda text: dates.read_time(
            text, years, bool(system), clock=column.name in CLOCKS
        ),
        "text": cells.read_text,
        "list": lambda text: cells.read_text(column.meant(text)),
        "name": cells.read_name,
        "identifier": lambda text: cells.read_identifier(text, key=column.name in facts.key),
        "boolean": lambda text: cells.read_boolean(column.meant(text)),
        "integer": cells.read_integer,
        "decimal": lambda text: cells.read_decimal(text, percent=column.unit == "%"),
    }
    return cells.read_id_number if column.name == "id_number" else kinds[column.type]


def fault_in(column: Column, text: str, facts: Facts) -> str:
    """Why a value that somebody entered for the whole column cannot be read, and what to write
    instead; "" when it can."""
    reading = reader_of(column, facts)(text)
    if reading.value is not None:
        return ""
    what, remedy = CODES[reading.code] if reading.code else ("没有内容", "请填写")
    return f"“{column.title}”填的是“{text}”：{what}，{remedy}"


def texts_of(link: Link, row: tuple[str, ...]) -> str:
    """The text that a link takes out of a record's cells."""
    picked = [row[index] if index < len(row) else "" for index in link.cells]
    match link.how:
        case "date_parts":
            return date_text(picked)
        case "year_month":
            return month_text(*picked)
        case "word_part":
            return parts.voucher_word(picked[0])
        case "number_part":
            return parts.voucher_number(picked[0])
        case "code_part":
            return parts.account_code(picked[0])
        case "name_part":
            return parts.account_name(picked[0])
        case "debit_side" | "credit_side":
            side = "借" if link.how == "debit_side" else "贷"
            return picked[0] if picked[1].strip().startswith(side) else ""
        case "filled":
            return "" if cells.is_nothing(picked[0]) else "是"
        case "ticked":
            return "否" if cells.is_nothing(picked[0]) else "是"
        case "letter_c" | "letter_j":
            return parts.side(picked[0], link.how[-1])
        case "kind":
            return parts.movement_direction(picked[0])
        case "path":
            return parts.account_path(picked)
        case "cell" | "below" | "size" | "sign":
            return picked[0]
    raise WrongUse(f"映射中有不认识的取法“{link.how}”。")


def other_party(link: Link, row: tuple[str, ...], direction: str | None) -> str:
    """Of (payer, payee) the one who is not the union itself; "" where the direction is not known."""
    payer, payee = (row[index] if index < len(row) else "" for index in link.cells)
    return {"收入": payer, "支出": payee}.get(direction or "", "")


def both_sides(link: Link, row: tuple[str, ...], read: Reader) -> tuple[Reading, Reading]:
    """The two cells of an income/expenditure pair, read."""
    first, second = (row[index] if index < len(row) else "" for index in link.cells)
    return read(first), read(second)


def size_of(amount: int, direction: str | None) -> int:
    """A signed amount without the sign that its direction says: one against it is a reversal."""
    return {"支出": -amount, "收入": amount}.get(direction or "", abs(amount))


def share_of(amount: int | None, months: int) -> int | None:
    """The equal part of one of several months in an amount of 分; None where it does not divide."""
    return None if amount is None or amount % months else amount // months


def generated(ledger: Ledger, found: dict[str, Any]) -> str:
    """An identifier made of a row's content: the same content has the same one."""
    said = "\x1f".join(
        f"{column.name}={found[column.name]}"
        for column in ledger.columns
        if column.name not in ledger.key and found.get(column.name) is not None
    )
    return GENERATED + hashlib.sha256(said.encode()).hexdigest()[:12]


def beyond(column: Column, value: Any) -> str:
    """The code of what is wrong with a value outside the bounds of its column; "" inside them."""
    unit = 100 if column.type == "money" else 1
    if column.minimum is not None and value < column.minimum * unit:
        return "below_minimum"
    outside = column.maximum is not None and value > column.maximum * unit
    return "above_maximum" if outside else ""


def lacks_side(link: Link, row: tuple[str, ...]) -> bool:
    """Whether a balance that is not 0 has a 方向 that is neither 借 nor 贷: it stands nowhere."""
    amount, side = (row[index] if index < len(row) else "" for index in link.cells)
    if side.strip().startswith(("借", "贷")):
        return False
    found = money.read_money(amount, link.scale)
    return bool(found.code or found.value)


def month_text(year: str, month: str) -> str:
    """年度 and 期间 of two cells as one month, 2023年3月; "" where both are empty."""
    if cells.is_nothing(year) and cells.is_nothing(month):
        return ""
    first, second = (re.sub(r"\.0$|[^\d.]", "", text) for text in (year, month))
    return f"{first}年{second}月"


def date_text(picked: list[str]) -> str:
    """年, 月, 日 (or 月, 日) of several cells as one date text; "" where all are empty."""
    if all(cells.is_nothing(text) for text in picked):
        return ""
    marks = ("年", "月", "日")[-len(picked) :]
    return "".join(text.strip().rstrip("年月日号") + mark for text, mark in zip(picked, marks, strict=True))
