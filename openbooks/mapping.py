"""Which cell of a file is which column of a ledger; as data, as JSON, and kept for the next file.

A mapping is found again by its header's fingerprint (`remembered`), so that next month's file of the
same shape needs no questions. A kept mapping has links, wide months' columns and what is ignored;
what one file alone says (its constants and years) is not part of it.

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
    path              cells from the coarse account to the fine one, as one name: 业务支出/培训费
    below             the text of the cell, or of the nearest filled one above it
    filled            是 where the cell holds anything (a signature), else nothing; ticked: else 否
    other_party       (payer, payee) cells: of the two, who is not the union, by the row's direction
    as                no cell: the value of the row's other column that `headers` names
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from openbooks import contract
from openbooks.cells import squash
from openbooks.errors import WrongUse
from openbooks.headword import SCALES, header_words, own_header
from openbooks.jsontext import entries, flag, items, parsed, whole
from openbooks.jsontext import text as word

FORMAT = 1
ORIGIN = ("来源文件", "来源行", "来源装载号")
_MONTH = re.compile("([0-9]{4}-)?(0[1-9]|1[0-2])")
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "mappings"
CELLS = {
    "cell": (1,), "date_parts": (2, 3), "year_month": (2,), "word_part": (1,), "number_part": (1,),
    "code_part": (1,), "name_part": (1,), "fall": (2,), "fall_direction": (2,),
    "fall_size": (2,), "size": (1,), "sign": (1,), "kind": (1,),
    "letter_c": (1,), "letter_j": (1,), "debit_side": (2,), "credit_side": (2,),
    "path": (2, 3, 4), "below": (1,), "filled": (1,), "ticked": (1,), "other_party": (2,), "as": (0,),
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
    = amount). `beside` are further amounts that have a cell for each month (应缴 beside 实缴). A cell
    that stands with several months (一季度) is divided evenly among them."""

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
    """How one table is read into one ledger. `ignored` are the cells that nothing takes; `pattern` is
    how the files of a kept one are called (see `remembered`)."""

    ledger: str
    header: tuple[str, ...]
    links: tuple[Link, ...]
    constants: tuple[Constant, ...] = ()
    wide: Wide | None = None
    ignored: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    title: str = ""
    pattern: str = ""

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

    def heads(self, column: str) -> frozenset[str]:
        """Every header of the file under which values of that column stand."""
        link = self.link(column)
        found = set(link.headers) if link and link.cells else set()
        cells = self.wide.cells if self.wide else {}
        return frozenset(found | {self.header[cell] for cell, name in cells.items() if name == column})


def fingerprint(header: Sequence[str]) -> str:
    """Sha256 of a header's words: it names the file in which a mapping is kept."""
    return hashlib.sha256("\x1f".join(header_words(header)).encode()).hexdigest()


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
        elif link.how == "as" and (not link.headers or link.headers[0] not in columns):
            faults.append(f"列 {link.column} 要与台账没有的列相同")
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
        raw = entries(parsed(text))
        if whole(raw["format"]) != FORMAT:
            raise WrongUse(f"映射的格式号是 {raw['format']}，本程序只认 {FORMAT}")
        wide = raw.get("wide")
        mapping = Mapping(
            ledger=word(raw["ledger"]),
            header=_words(raw["header"]),
            links=tuple(_link(**entries(each)) for each in items(raw["links"])),
            constants=tuple(_constant(**entries(each)) for each in items(raw.get("constants", []))),
            wide=None if wide is None else _wide(**entries(wide)),
            ignored=_places(raw.get("ignored", [])),
            years=_places(raw.get("years", [])),
            title=word(raw.get("title", "")),
            pattern=word(raw.get("pattern", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WrongUse("映射文件不完整，或不是这个程序写的 JSON。请让交来的人重新导出一份。") from error
    faults = check(mapping)
    if faults:
        raise WrongUse("映射不能用：" + "；".join(faults))
    return mapping


def _words(raw: Any) -> tuple[str, ...]:
    return tuple(map(word, items(raw)))


def _places(raw: Any) -> tuple[int, ...]:
    return tuple(map(whole, items(raw)))


def _months(raw: Any) -> tuple[tuple[int, str], ...]:
    return tuple((whole(cell), word(month, _MONTH)) for cell, month in map(items, items(raw)))


def _wide(column: Any, value: Any, months: Any, beside: Any = None) -> Wide:
    aside = map(items, items([] if beside is None else beside))
    more = tuple((word(name), _months(of)) for name, of in aside)
    return Wide(word(column), word(value), _months(months), more)


def _constant(column: Any, value: Any, why: Any, certain: Any) -> Constant:
    return Constant(word(column), word(value), word(why), flag(certain))


def _link(
    column: Any, how: Any, cells: Any, headers: Any, scale: Any = 1, certain: Any = True, why: Any = ""
) -> Link:
    if whole(scale) not in {1, *SCALES.values()}:
        raise ValueError(scale)
    return Link(
        word(column), word(how), _places(cells), _words(headers), scale, flag(certain), word(why)
    )


def keepable(mapping: Mapping) -> Mapping:
    """The part of a confirmed mapping that also holds for the next file with this header."""
    wide = mapping.wide if mapping.wide and not mapping.years else None
    links = tuple(replace(link, certain=True) for link in mapping.links)
    return replace(mapping, links=links, constants=(), years=(), wide=wide)


def own_form(header: Sequence[str]) -> Mapping | None:
    """The mapping of a table that this program laid out itself: a template, or a part of a packet.

    Its header is the titles of a contract's columns, all of them in their order; in a packet those of
    ORIGIN stand behind them, which say where a row comes from and fill no column.
    """
    words = [squash(cell) for cell in own_header(header)]
    while words and not words[-1]:
        words.pop()
    behind = [squash(each) for each in ORIGIN]
    if words[-len(behind):] == behind:
        words = words[: -len(behind)]
    for ledger in contract.ledgers().values():
        if words == [squash(column.title) for column in ledger.columns]:
            links = tuple(
                Link(column.name, "cell", (at,), (header[at],), why="表头与台账的列名一一相同")
                for at, column in enumerate(ledger.columns)
            )
            rest = tuple(at for at in range(len(words), len(header)) if header[at])
            return Mapping(ledger.name, tuple(header), links, ignored=rest)
    return None
