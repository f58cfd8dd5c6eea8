"""Two invented unions to look at and to learn with: a school of 80 and a street of 40 enterprises.

Everything in them is made up, by chance that is the same every time: the files of data/example are
what `write` writes, byte for byte. Faults are planted in them, and listed in data/example/README.md
by file and line. Nothing here reads a clock, the books, or the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openbooks.errors import WrongUse
from openbooks.example_control import controls
from openbooks.example_fault import FAULTS
from openbooks.example_handed import sheets_of
from openbooks.example_sheet import Sheet, planted, sheet_bytes

FOLDER = Path(__file__).resolve().parent.parent / "data" / "example"
CONTROLS = "controls.json"
INVENTED = "本示例纯属虚构：单位、人员、账号、金额均为编造，与任何真实单位和个人无关。"


@dataclass(frozen=True)
class Handed:
    """One file of an example: the ledger it belongs to and the values that no column of it says."""

    name: str
    ledger: str
    constants: dict[str, str]


@dataclass(frozen=True)
class Example:
    """One example union: what own books ask for, and its files in the order of loading."""

    id: str
    name: str
    province: str
    chart: str
    fiscal_start: int
    files: tuple[Handed, ...]


UNIONS = {
    "school": ("清溪小学工会", "安徽", "2022"),
    "federation": ("临江街道总工会", "安徽", "2010"),
}


@cache
def _made(union: str) -> tuple[tuple[Sheet, ...], dict[str, Any]]:
    """The sheets of a union in loading order, and its control totals."""
    if union not in UNIONS:
        raise WrongUse(f"没有示例“{union}”，可用：{'、'.join(UNIONS)}")
    story, vouchers, bank, sheets = sheets_of(union)
    return tuple(sheets), controls(story, vouchers, bank)


def unions() -> dict[str, Example]:
    """Id → example union."""
    return {
        union: Example(
            union,
            name,
            province,
            chart,
            1,
            tuple(Handed(s.name, s.ledger, dict(s.constants)) for s in _made(union)[0]),
        )
        for union, (name, province, chart) in UNIONS.items()
    }


def write(folder: Path, union: str) -> list[Path]:
    """Write one union's files and controls.json into a folder; the paths, in loading order.

    The same bytes on every machine. Raises WrongUse for a union that there is not.
    """
    sheets, figures = _made(union)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sheet in sheets:
        path = folder / sheet.name
        path.write_bytes(sheet_bytes(sheet))
        paths.append(path)
    name, province, chart = UNIONS[union]
    content = {
        "invented": INVENTED,
        "union": union,
        "name": name,
        "province": province,
        "chart": chart,
        "files": [
            {"name": s.name, "ledger": s.ledger, "rows": s.rows, "constants": s.constants}
            for s in sheets
        ],
        **figures,
        "faults": _faults(union, sheets),
    }
    path = folder / CONTROLS
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return [*paths, path]


def _faults(union: str, sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    places = planted(sheets)
    return [
        {
            "name": fault.name,
            "what": fault.what,
            "shows": fault.shows,
            "places": [{"file": name, "lines": lines} for name, lines in places[fault.name]],
        }
        for fault in FAULTS[union]
    ]


def _lines(lines: list[int]) -> str:
    """3, 4, 5, 9 → 3–5、9."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def readme() -> str:
    """The text of data/example/README.md: what the examples are, and each planted fault."""
    parts = [README_HEAD]
    for union, (name, _, _) in UNIONS.items():
        sheets, _ = _made(union)
        parts.append(
            f"\n## {name}（`{union}/`）\n\n| 文件 | 行 | 差错 | 应在何处看到 |\n|---|---|---|---|\n"
        )
        for fault in _faults(union, sheets):
            for place in fault["places"]:
                where = _short(place["lines"])
                cells = (f"`{union}/{place['file']}`", where, fault["what"], fault["shows"])
                parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts)


def _short(lines: list[int]) -> str:
    """The lines; of more than a dozen runs the first and last, and how many there are."""
    text = _lines(lines)
    if text.count("、") < 12:
        return text
    return f"{lines[0]} 至 {lines[-1]} 之间共 {len(lines)} 行（全部行号见 controls.json）"


README_HEAD = f"""# 示例账 · Example books

{INVENTED}

Everything here is invented: unions, people, accounts and amounts. No person, enterprise or account
of such a name is meant. The files are written by `openbooks/example.py`, never by hand.

- `school/` 清溪小学工会：80人，一个工会、六个小组；2023年只有汇总余额，2024、2025年有自己的账；
  2022年科目，资产类科目只有名称。
- `federation/` 临江街道总工会：街道和40家企业工会两级，约1,500名会员；2023年至2025年；2010年科目。
- `*/controls.json`：各年的控制数（收入、支出、上解、会费、银行、慰问、竞赛）和差错清单，供核对。

读数须知：

- 企业工会把拨缴经费的40%上解给街道；街道留一半作拨缴经费收入，其余列应付上级经费，再上解区总工会。
- 街道记账的送温暖、困难帮扶、金秋助学、高温慰问，“所属单位”填付款的街道；会员编号才说明受助人是
  哪家的会员。
- 会费按所属月份列名单，会费收入按收到的月份（缴费日期）入账，补缴的会费因此记在补缴的那个月。
- 节日、生日、结婚、生育、住院、丧事、退休慰问记50104（2010）、50105（2022）；困难帮扶、大病、意外、
  金秋助学记50204、50404；送温暖记50205、50405；高温慰问记50202、50402。
- 每月有千分之三左右的会员漏缴，多数以后补缴，是常态，不是差错。

三个文件是办公室的样子，其余用台账的列名：

- `school/dues_2024.csv`：GB18030，标题行，月份横排，合计行，制表人行；
- `school/voucher_2024.csv`：标题行，日期和凭证字号只印一次，千分位，本月合计和本年累计行；
- `school/assistance_2025_spring_festival.csv`：春节慰问品签收表，只有姓名，其余在标题里。

## 差错一览 · Planted faults

行号从1数起，含标题和表头；同一差错涉及几个文件的，各占一行。
R-、A- 是审计规则的编号，随后续版本提供。
"""
