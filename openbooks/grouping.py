"""Problems of one kind as one: how many there are, what to do, and on which lines they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from openbooks.codes import CODES
from openbooks.errors import CELL, FILE, ROW, WARN, Problem
from openbooks.trouble import BY_VALUE

SEVERITIES = {FILE: "整份拒收", ROW: "拒收的行", CELL: "留空的格", WARN: "收下了，请留意"}
_LINE = re.compile(r"第(\d+)行")


@dataclass(frozen=True)
class Group:
    """Problems of one kind: how many, what to do, and what each says."""

    severity: str
    title: str
    remedy: str
    count: int
    messages: tuple[str, ...]
    by_value: bool = False

    @property
    def counted(self) -> str:
        """How many: places, or values where every line of a value is told at its first."""
        return f"{self.count:,} {'个值' if self.by_value else '处'}"


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Problems by what is wrong, the gravest and then the most frequent first."""
    kinds: dict[tuple[str, str], dict[str, None]] = {}
    for each in problems:  # one cell of a line with many months is one place to mend
        kinds.setdefault((each.severity, each.code), {})[each.message] = None
    found = [
        Group(severity, *CODES[code], len(messages), tuple(messages), code in BY_VALUE)
        for (severity, code), messages in kinds.items()
    ]
    order = list(SEVERITIES)
    return tuple(sorted(found, key=lambda each: (order.index(each.severity), -each.count)))


def gathered(messages: Iterable[str]) -> list[str]:
    """Sentences that differ in their line only as one: 第3至22、25行「所属月份」：……"""
    found: dict[tuple[str, str], list[int]] = {}
    for each in messages:
        line = _LINE.search(each)
        head, tail = (each[:line.start()], each[line.end():]) if line else (each, "")
        found.setdefault((head, tail), []).extend([int(line[1])] if line else [])
    return [f"{head}第{_spans(lines)}行{tail}" if lines else head
            for (head, tail), lines in found.items()]


def _spans(lines: Iterable[int]) -> str:
    """Line numbers with those that follow each other as one: 3至22、25."""
    spans: list[list[int]] = []
    for each in sorted(set(lines)):
        if spans and each == spans[-1][1] + 1:
            spans[-1][1] = each
        else:
            spans.append([each, each])
    return "、".join(f"{first}至{last}" if last > first else str(first) for first, last in spans)
