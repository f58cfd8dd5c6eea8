"""Which cell of a file is which column of a ledger; as data, as JSON, and kept for the next file.

A mapping is found again by its header's fingerprint, so that next month's file of the same shape
needs no questions. A saved mapping keeps links, wide months' columns and what is ignored; what one
file alone says (its constants and years) is not part of it.

How a link takes its value from the cells of a record (`Link.how`):

    cell              the text of the one cell
    date_parts        (year, month, day) cells; (month, day) where the file's year is known
    year_month        (year, month) cells: the month
    word_part         the word of 记-12, 记字第12号; number_part its number
    code_part         the code of 50102 文体活动费; name_part its name
    fall              (in, out) cells, one of them filled: the amount; fall_direction: 收入 or 支出
    fall_size         the same where what went out is written with a minus
    size              a signed amount without its sign; sign: its direction, 收入 or 支出
    letter_c          借 or 贷 of the letters C, D (credit, debit); letter_j of J, D (as 借, 贷 sound)
    kind              收入 or 支出 by the kind of movement that the text begins with (消费, 退货)
    debit_side        (amount, 借/贷) cells: the amount where the side is 借, else nothing
    credit_side       the same for 贷
    filled            是 where the cell holds anything (a signature), else nothing; ticked: else 否
    other_party       (payer, payee) cells: of the two, who is not the union, by the row's direction
    as                no cell: the value of the row's other column that `headers` names
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from openbooks import contract
from openbooks.cells import squash
from openbooks.errors import WrongUse

FORMAT = 1
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "mappings"
CELLS = {
    "cell": (1,), "date_parts": (2, 3), "year_month": (2,), "word_part": (1,), "number_part": (1,),
    "code_part": (1,), "name_part": (1,), "fall": (2,), "fall_direction": (2,),
    "fall_size": (2,), "size": (1,), "sign": (1,), "kind": (1,),
    "letter_c": (1,), "letter_j": (1,), "debit_side": (2,), "credit_side": (2,),
    "filled": (1,), "ticked": (1,), "other_party": (2,), "as": (0,),
}


@dataclass(frozen=True)
class Link:
    """One column of the ledger and where its value stands; `scale` is 10000 under 万元."""

    column: str
    how: str
    cells: tuple[int, ...]
    headers: tuple[str, ...]
    scale: int = 1
    certain: bool = True
    why: str = ""


@dataclass(frozen=True)
class Constant:
    """One value for all rows, with the evidence for it in Chinese."""

    column: str
    value: str
    why: str
    certain: bool


@dataclass(frozen=True)
class Wide:
    """Months side by side: each month with a filled cell becomes a row (`column` = month, `value`
    = amount). `beside` are further amounts that have a cell for each month (应缴 beside 实缴)."""

    column: str
    value: str
    months: tuple[tuple[int, str], ...]
    beside: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()

    @property
    def amounts(self) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
        """Each column of amounts with its (cell, month), `value` first."""
        return ((self.value, self.months), *self.beside)

    def without(self, column: str) -> Wide | None:
        """The months without an amount that is mapped otherwise; None where nothing is left."""
        if column in {self.column, self.value}:
            return None
        return replace(self, beside=tuple(each for each in self.beside if each[0] != column))

    @property
    def columns(self) -> frozenset[str]:
        """Every column of the ledger that the months' cells give."""
        return frozenset({self.column, *(name for name, _ in self.amounts)})

    @property
    def cells(self) -> dict[int, str]:
        """Cell → the column of amounts that it gives."""
        return {cell: name for name, months in self.amounts for cell, _ in months}


@dataclass(frozen=True)
class Mapping:
    """How one table is read into one ledger. `ignored` are the cells that nothing takes."""

    ledger: str
    header: tuple[str, ...]
    links: tuple[Link, ...]
    constants: tuple[Constant, ...] = ()
    wide: Wide | None = None
    ignored: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    title: str = ""

    def link(self, column: str) -> Link | None:
        """The link of that column, or None."""
        return next((each for each in self.links if each.column == column), None)

    @property
    def in_wide(self) -> frozenset[str]:
        """The columns that months side by side give."""
        return self.wide.columns if self.wide else frozenset()

    def constant(self, column: str) -> Constant | None:
        """The constant of that column, or None."""
        return next((each for each in self.constants if each.column == column), None)


def fingerprint(header: Sequence[str]) -> str:
    """Sha256 of the squashed header cells in their order, empty ones at the end left out.

    A hash and not the cells themselves, because a saved mapping's file is named by it.
    """
    words = [squash(cell) for cell in header]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def used_cells(mapping: Mapping) -> frozenset[int]:
    """Indexes of the cells that a link or a month takes."""
    taken = {cell for link in mapping.links for cell in link.cells}
    if mapping.wide:
        taken |= set(mapping.wide.cells)
    return frozenset(taken)


def check(mapping: Mapping) -> list[str]:
    """What is wrong with a mapping, one Chinese sentence each; empty when it can be used."""
    ledger = contract.ledger(mapping.ledger)
    columns = ledger.columns_by_name
    named = [link.column for link in mapping.links] + [each.column for each in mapping.constants]
    if mapping.wide:
        named += [mapping.wide.column, *(name for name, _ in mapping.wide.amounts)]
    faults = [f"台账「{ledger.title}」没有列 {name}" for name in named if name not in columns]
    faults += [f"列 {name} 有两个来源" for name in sorted(set(named)) if named.count(name) > 1]
    for link in mapping.links:
        if link.how not in CELLS:
            faults.append(f"列 {link.column} 的取法“{link.how}”不存在")
        elif len(link.cells) not in CELLS[link.how]:
            faults.append(f"列 {link.column} 的取法“{link.how}”不能取 {len(link.cells)} 格")
    outside = [i for i in used_cells(mapping) if not 0 <= i < len(mapping.header)]
    faults += [f"表头没有第 {index + 1} 列" for index in sorted(outside)]
    return faults


def to_json(mapping: Mapping) -> str:
    """The mapping as JSON text, readable by `from_json`."""
    return json.dumps({"format": FORMAT, **asdict(mapping)}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Mapping:
    """The mapping of a JSON text; WrongUse when it is none or names what its ledger has not."""
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise WrongUse(f"映射的格式号是 {raw['format']}，本程序只认 {FORMAT}")
        wide = raw.get("wide")
        mapping = Mapping(
            ledger=raw["ledger"],
            header=tuple(raw["header"]),
            links=tuple(_link(each) for each in raw["links"]),
            constants=tuple(Constant(**each) for each in raw.get("constants", ())),
            wide=Wide(
                wide["column"], wide["value"], _months(wide["months"]),
                tuple((name, _months(months)) for name, months in wide.get("beside", ())),
            ) if wide else None,
            ignored=tuple(raw.get("ignored", ())),
            years=tuple(raw.get("years", ())),
            title=raw.get("title", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WrongUse(f"映射文件不完整或不是 JSON：{error}") from error
    faults = check(mapping)
    if faults:
        raise WrongUse("映射不能用：" + "；".join(faults))
    return mapping


def _months(raw: Iterable[Sequence[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(cell), str(month)) for cell, month in raw)


def _link(raw: dict[str, Any]) -> Link:
    return Link(**{**raw, "cells": tuple(raw["cells"]), "headers": tuple(raw["headers"])})


def keepable(mapping: Mapping) -> Mapping:
    """The part of a confirmed mapping that also holds for the next file with this header."""
    wide = mapping.wide if mapping.wide and not mapping.years else None
    links = tuple(replace(link, certain=True) for link in mapping.links)
    return replace(mapping, links=links, constants=(), years=(), wide=wide)


def save(mapping: Mapping, folder: Path) -> Path:
    """Write what is worth keeping of a mapping under its header's fingerprint; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{mapping.ledger}-{fingerprint(mapping.header)[:16]}.json"
    begun = path.with_suffix(f".{secrets.token_hex(4)}")  # a torn one would stop every later file
    begun.write_text(to_json(keepable(mapping)) + "\n", encoding="utf-8", newline="\n")
    begun.replace(path)
    return path


def find(header: Sequence[str], folders: Iterable[Path]) -> Mapping | None:
    """The saved mapping of this header: the first folder that has one wins (own before shipped).

    Folders that do not exist are passed over; WrongUse, naming the file, for a damaged one.
    """
    wanted = fingerprint(header)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            try:
                mapping = from_json(path.read_text(encoding="utf-8"))
            except WrongUse as error:
                raise WrongUse(f"{path.name}：{error}") from error
            if fingerprint(mapping.header) == wanted:
                return mapping
    return None
