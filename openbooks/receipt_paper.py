"""The receipt of a load as a paper and as JSON, for whoever must file it.

It says whose books, which file (by its SHA-256), who and when, what became of every record, the sums,
what was wrong with its lines, what was left out, and at the end the hashes by which the history can
be held against it later. A masked reader gets what `covering` shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from openbooks import __version__, contract, covering, grouping, telling
from openbooks.books import View
from openbooks.codes import CODES
from openbooks.errors import Problem
from openbooks.history import Batch
from openbooks.money import yuan_grouped
from openbooks.receipt import Receipt, as_json
from openbooks.report import Block, Paper, pdf

MOST_LINES = 200  # of one kind of problem; the JSON has all
MOST_NUMBERS = 30
PARTS = {"total": "文件里共", "accepted": "收下", "duplicates": "重复", "superseded": "被取代",
         "refused": "拒收"}
CHECK = ("核对办法：对账本文件夹运行 verify，再看日志。第 {seq} 条和第 {version} 条的摘要应与上面的相同；"
         "不同，就是出具以后历史被改动过。")


def as_pdf(view: View, batch: Batch) -> bytes:
    """The receipt of a load as a PDF."""
    return pdf(paper(view, batch))


def as_file(view: View, batch: Batch) -> bytes:
    """The receipt of a load as a JSON file: that of the command line, and what the paper says beside."""
    settings = view.state.settings
    found: dict[str, Any] = {
        **as_json(covering.receipt(view, batch)),
        "union": settings.union, "example": settings.example, "at": batch.at,
        "who": covering.who(view, batch.who), "undone_by": batch.undone_by or None,
        "settled_by": batch.settled_by or None,
        "reason": covering.text(view, batch.undone_why or batch.rejected_why), "event": _event(view, batch),
        "version": view.state.version, "head": view.state.head, "program": __version__,
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def paper(view: View, batch: Batch) -> Paper:
    """The receipt as it is printed."""
    found, state = covering.receipt(view, batch), view.state
    title = f"装载回执 第 {batch.number} 号"
    return Paper(title, f"{state.settings.union} · {title} · 账本第 {state.version} 版 {state.head[:16]}", (
        *_standing(view, batch, found), _facts(view, batch, found),
        Block("heading", "每条记录的去向"), Block("strong", f"{telling.identity(found)}。"),
        *_sums(found), *_problems(found.problems), *_dropped(found), *_proof(view, batch),
    ))


def _standing(view: View, batch: Batch, found: Receipt) -> list[Block]:
    """What must be seen first: invented, taken back, not yet approved, turned down, counted elsewhere."""
    said = []
    if view.state.settings.example:
        said.append("虚构示例：不是真实的账。")
    if batch.undone_by:
        why = covering.text(view, batch.undone_why)
        said.append(f"已撤销（记录第 {batch.undone_by} 号），不再计入数字。原因：{why}")
    if found.pending:
        said.append("等第二人复核，还没有计入数字。")
    elif batch.rejected_why:
        why = covering.text(view, batch.rejected_why)
        said.append(f"已退回（记录第 {batch.settled_by} 号），没有计入数字。原因：{why}")
    elif batch.settled_by:
        said.append(f"已复核通过：这些行由第 {batch.settled_by} 号装载计入数字，以那一次的回执为准。")
    return [Block("mark", each) for each in said]


def _facts(view: View, batch: Batch, found: Receipt) -> Block:
    sheet = [("工作表", found.sheet)] if found.sheet else []
    return Block("facts", rows=(
        ("工会", view.state.settings.union), ("台账", contract.ledger(batch.ledger).title),
        ("文件", found.file), *sheet, ("SHA-256", found.sha256),
        ("装载时间", datetime.fromisoformat(batch.at).strftime("%Y-%m-%d %H:%M")),
        ("经办", covering.who(view, batch.who)),
    ))


def _sums(found: Receipt) -> list[Block]:
    """Each money column: what the file holds and what became of it, in 元; parts of which there are
    none are left out."""
    if not found.sums:
        return []
    ledger = contract.ledger(found.ledger)
    kept = [name for name in PARTS if name in ("total", "accepted")
            or any(getattr(each, name) for each in found.sums)]
    unreadable = any(each.unreadable for each in found.sums)
    heads = ["金额（元）", *(PARTS[name] for name in kept), *(["读不出的格"] if unreadable else [])]
    rows = tuple(
        (ledger.column(each.column).title, *(yuan_grouped(getattr(each, name)) for name in kept),
         *([f"{each.unreadable:,}"] if unreadable else []))
        for each in found.sums
    )
    return [Block("heading", "金额合计"),
            Block("table", heads=tuple(heads), rows=rows, right=tuple(range(1, len(heads))))]


def _problems(problems: Sequence[Problem]) -> list[Block]:
    """What is wrong by its kind, the gravest first, each with its lines."""
    blocks = [Block("heading", "问题"), *([] if problems else [Block("text", "没有问题。")])]
    for group in grouping.grouped(problems):
        held = {each.message: each for each in problems
                if (each.severity, CODES[each.code][0]) == (group.severity, group.title)}
        rows = [(str(each.line or "整份"), each.column,
                 each.message.removesuffix(f"{group.remedy}。")) for each in held.values()]
        blocks += [
            Block("strong", f"{grouping.SEVERITIES[group.severity]}：{group.title}，{group.counted}"),
            Block("note", f"{group.remedy}。"),
            Block("table", heads=("行", "列", "说明"), rows=tuple(rows[:MOST_LINES]), right=(0,), wide=2),
        ]
        if len(rows) > MOST_LINES:
            blocks.append(Block("note", f"只列出前 {MOST_LINES} 处，全部见 JSON 回执。"))
    return blocks


def _dropped(found: Receipt) -> list[Block]:
    """The records that are no data, by reason, with their lines."""
    lines: dict[str, list[int]] = {}
    for line, reason in found.dropped_records:
        lines.setdefault(reason, []).append(line)
    rows = tuple(
        (reason, f"{len(numbers):,}", "、".join(map(str, numbers[:MOST_NUMBERS]))
         + (" 等" if len(numbers) > MOST_NUMBERS else ""))
        for reason, numbers in lines.items()
    )
    return [Block("heading", "略过的记录"),
            Block("table", heads=("原因", "条数", "行号"), rows=rows, right=(1,), wide=2)] if rows else []


def _proof(view: View, batch: Batch) -> list[Block]:
    """The hashes of the history as it is printed."""
    state = view.state
    return [
        Block("heading", "凭据"),
        Block("facts", rows=(
            (f"日志第 {batch.number} 条", _event(view, batch)),
            (f"日志第 {state.version} 条", state.head),
            ("程序", f"OpenBooks {__version__}"),
        )),
        Block("note", CHECK.format(seq=batch.number, version=state.version)),
    ]


def _event(view: View, batch: Batch) -> str:
    """The hash of the event that loaded it."""
    return view.books.events[batch.number - 1].digest


MAKERS: dict[str, Callable[[View, Batch], bytes]] = {"pdf": as_pdf, "json": as_file}
