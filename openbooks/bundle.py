"""A document as a folder of open files, for a notice board or a web page: to read, to reckon with, to check.

`index.html` is read with any browser, without a script. Every table is a CSV with exact amounts in 元;
`dictionary.csv` says what each column is and on what it rests, `figures.csv` has the named numbers, and
`manifest.json` the SHA-256 of every file, the books' version and hash. What is hidden is * in every file.
The same document gives the same bytes; names of files are ASCII.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openbooks.article import article
from openbooks.celltext import cell_text, neutral, write_rows
from openbooks.document import HIDDEN, Cell, Document, Figure, Table
from openbooks.hypertext import STATIC, legible, numeric, page
from openbooks.ruled import NUMBERS
from openbooks.wording import MISSING

INDEX, FIGURES, DICTIONARY, MANIFEST = "index.html", "figures.csv", "dictionary.csv", "manifest.json"
BYTE_ORDER = "utf-8-sig"  # so that office programs read the Chinese
EPOCH = (1980, 1, 1, 0, 0, 0)
UNITS = {"money": "元", "share": "比率（1 为 100%）", "ratio": "比率", "integer": "个数"}
COUNTS = {"persons": "人数（按人去重）", "times": "人次", "amount": "金额"}
LEVELS = {"plain": "行", "detail": "其中", "sum": "小计", "total": "合计", "head": "标题"}
LEVEL, UNIT = "行的性质", "计量"
CHECK = (
    "核对文件：逐个算出文件的 SHA-256，与本表 files 里的 sha256 比，一致就没有被改动"
    "（Windows：certutil -hashfile 文件名 SHA256；Linux、macOS：sha256sum 文件名）。",
    "核对账本：请工会在同一份账本上运行 python -m openbooks verify，"
    "并看第 version 版的校验码是不是 head；不是，说明账本和公布时不同。",
    "CSV 用 UTF-8；金额以元计，精确到分；* 表示人数不足，不予公布；"
    "以 ' 或 ` 开头的文字，第一个符号是为防止被当成公式而加的。",
)


def files(document: Document) -> dict[str, bytes]:
    """Name → bytes of every file, the manifest last."""
    named, shown = _named(document), legible(document)
    found = {
        INDEX: page(shown, article(shown), [(STATIC / "document.css").read_text("utf-8")]),
        **{name: _csv(*_rows(table)) for name, table in named.items()},
        FIGURES: _csv(_FIGURE_HEADS, map(_figure, document.figures)),
        DICTIONARY: _csv(_DICTIONARY_HEADS, _dictionary(document, named)),
    }
    return {**found, MANIFEST: _manifest(document, found)}


def zipped(held: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP; the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in held.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _named(document: Document) -> dict[str, Table]:
    """The file of each table, by its section and number."""
    return {
        f"{number:02d}-{_ascii(section.key)}-{at}.csv": table
        for number, section in enumerate(document.sections, 1)
        for at, table in enumerate(section.tables, 1)
    }


def _ascii(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:40] or "table"


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    write_rows(stream, ([neutral(each) for each in heads], *rows))
    return stream.getvalue().encode(BYTE_ORDER)


def _mixed(table: Table, at: int) -> bool:
    """Whether a column holds numbers of several kinds, so that each row must say its own."""
    return len({row.cells[at].kind for row in table.rows if row.cells[at].is_number} & NUMBERS) > 1


def _heads(table: Table) -> list[tuple[str, int, str]]:
    """The columns of a table's file: (name, column of the table or -1, "" or unit)."""
    found: list[tuple[str, int, str]] = []
    for at, column in enumerate(table.columns):
        same = [name for name, *_ in found if name.partition("#")[0] == column.label]
        name = f"{column.label}#{len(same) + 1}" if same else column.label
        found.append((name, at, ""))
        if _mixed(table, at):
            found.append((f"{name}·{UNIT}", at, UNIT))
    return [*found, (LEVEL, -1, "")]


def _rows(table: Table) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a table's file."""
    heads = _heads(table)
    rows = [
        [LEVELS[row.level] if at < 0 else _unit(row.cells[at]) if sort else _value(row.cells[at])
         for _, at, sort in heads]
        for row in table.rows
    ]
    return [name for name, *_ in heads], rows


def _value(cell: Cell) -> str:
    """A cell: the exact number, else its text (未填报, 不适用, *)."""
    return neutral(cell.text) if cell.value is None else _number(cell.value, cell.kind)


def _number(value: float, kind: str) -> str:
    return cell_text(value, money=kind == "money")


def _unit(cell: Cell) -> str:
    return UNITS.get(cell.kind, "") if cell.is_number else ""


_FIGURE_HEADS = ("名称", "数值", "上年同期", "单位", "种类", "查询", "列", "行", "参数")


def _figure(figure: Figure) -> list[str]:
    unit = (figure.kind == "integer" and figure.unit) or UNITS.get(figure.kind, "")  # money is in 元 here
    return [
        neutral(figure.name), _told(figure, figure.value, figure.hidden),
        _told(figure, figure.prior, figure.prior_hidden), neutral(unit), figure.kind,
        neutral(figure.query), neutral(figure.column), _pairs(figure.row), _pairs(figure.parameters),
    ]


def _told(figure: Figure, value: int | float | None, hidden: bool) -> str:
    return HIDDEN if hidden else MISSING if value is None else _number(value, figure.kind)


def _pairs(given: Sequence[tuple[str, str]]) -> str:
    return neutral("；".join(f"{name}={value}" for name, value in given))


_DICTIONARY_HEADS = ("文件", "列", "含义", "计量", "种类", "来源", "口径", "依据的台账")


def _dictionary(document: Document, named: Mapping[str, Table]) -> list[list[str]]:
    """One row a column of every file."""
    sources = {each.query: each for each in document.sources}
    found = []
    for name, table in named.items():
        source = sources.get(table.query)
        rest = [source.title, source.basis, "、".join(source.ledgers)] if source else [table.query, "", ""]
        for head, at, sort in _heads(table):
            found.append([name, head, *_meaning(table, at, sort), *rest])
    own = (
        ("名称", "报告里这个数的名字"), ("数值", "本期的数"), ("上年同期", "上年同期的数"),
        ("单位", "数值的计量单位"), ("种类", "money 金额，integer 整数，share 比率"),
        ("查询", "得出这个数的查询"), ("列", "查询结果的哪一列"), ("行", "查询结果的哪一行"),
        ("参数", "查询时给的条件"),
    )
    found += [[FIGURES, name, said, "", "", "", "", ""] for name, said in own]
    return [[neutral(each) for each in row] for row in found]


def _meaning(table: Table, at: int, sort: str) -> tuple[str, str, str]:
    """Of a column its meaning, unit and kind."""
    if at < 0:
        said = f"{table.title}：这一行是明细行、其中项、小计、合计还是标题；加总时只加一层"
        return said, "", "text"
    column = table.columns[at]
    said = f"{table.title}：{column.label}"
    if sort:
        return f"{said}这一格的计量", "", "text"
    if column.is_prior and not column.label.startswith("上年"):
        said += "（上年同期）"
    if column.counts:
        said += f"（{COUNTS.get(column.counts, column.counts)}，人数不足的以 * 代替）"
    kinds = {row.cells[at].kind for row in table.rows if row.cells[at].is_number}
    kind = column.kind if column.kind in NUMBERS or not numeric(table)[at] else min(kinds, default="text")
    unit = "见旁边一列" if _mixed(table, at) else UNITS.get(kind, "")
    return said, unit, kind


def _manifest(document: Document, found: Mapping[str, bytes]) -> bytes:
    held = {
        "report": document.report, "title": document.title, "union": document.union,
        "unit": document.unit, "unit_id": document.unit_id, "period": document.period,
        "period_label": document.period_label, "as_of": document.as_of, "version": document.version,
        "head": document.head, "program": document.program, "marks": list(document.marks),
        "left_out": [{"section": name, "reason": why} for name, why in document.left_out],
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in found.items()
        ],
        "check": list(CHECK),
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()
