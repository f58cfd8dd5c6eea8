"""What stands side by side in a sheet: a list printed in panels, or tables apart from each other.

A list in panels has the same headers again to the right (序号 姓名 签名 | 序号 姓名 签名); it is one
list, read panel by panel. Tables apart have headers of their own and a column between them in which
nothing stands. Where neither is sure, the sheet is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import chain, pairwise

from openbooks import heading, rowword
from openbooks.cells import squash
from openbooks.heading import Heading, Span
from openbooks.packed import mapped
from openbooks.rowkind import BLANK, DATA
from openbooks.table import Panel, filled, letter_of

Cells = Sequence[str]
Range = tuple[int, int]

COUNTERS = frozenset(("序号", "序", "行次", "no", "no.", "#", "顺序号", "项次"))
# What the last panel may lack, for want of room.
_REMARK = re.compile(r"备注|说明|.*签.*|.*盖章.*|.*手印.*")
_NAME = re.compile(r".*姓名")
_LABEL = re.compile(
    r".*(?:姓名|名称|户名|名单|会员|职工|人员|摘要|事项|事由|项目|内容|用途|科目|单位|部门|分会|品名|物品"
    r"|日期|时间|date|name|summary).*"
)
_IDENTITY = re.compile(r".*(?:序号|编号|编码|代码|账号|卡号|证号|号码|电话|手机|日期|时间|年度|月份).*|.*号")
_SIDES = frozenset("收入 支出 收 支 收方 付方 借方 贷方".split())
_COLON = re.compile("[:：]")
MAX_RANGE = 1 << 14
_ROWS_LOOKED_AT = 200


def panels(names: Cells, rows: Sequence[Cells], offset: int = 0) -> tuple[Panel, ...]:
    """The panels of a list under a header of these names; none where it is no list in panels.

    `rows` are the rows below the header, `offset` the sheet's column at which `names` begin. Each
    panel has all the headers; the last columns for remarks and signatures may be missing in any,
    and the running number in all but the first.
    """
    words = [squash(name) for name in names]
    ranges = _repeated(words)
    if len(ranges) < 2:
        return ()
    whole = max((_words(words, each) for each in ranges), key=len)
    if not (any(map(_LABEL.fullmatch, whole)) if len(whole) > 1 else _NAME.fullmatch(whole[0])):
        return ()
    leads = [_lead(_words(words, each), whole) for each in ranges]
    if -1 in leads or leads[0] or any(map(filled, (cells[: ranges[0][0]] for cells in rows))):
        return ()
    return tuple(
        Panel(f"{letter_of(offset + begin)}列", begin, lead)
        for (begin, _), lead in zip(ranges, leads, strict=True)
    )


def _repeated(words: Sequence[str]) -> list[Range]:
    """The ranges of columns after each of which a header comes again."""
    begins: list[int] = []
    seen: set[str] = set()
    for at, word in enumerate(words):
        if word and (not begins or word in seen):
            begins.append(at)
            seen = set()
        seen |= {word} - {""}
    return list(pairwise([*begins, len(words)]))


def _words(words: Sequence[str], columns: Range) -> list[str]:
    """The headers in these columns, without the nameless ones at the end."""
    found = list(words[slice(*columns)])
    while found and not found[-1]:
        found.pop()
    return found


def _lead(own: Sequence[str], whole: Sequence[str]) -> int:
    """How many headers of the whole the panel lacks at its beginning (0 or 1); -1: it is none."""
    lead = int(own[0] != whole[0] and whole[0] in COUNTERS)
    fits = list(own) == list(whole[lead : lead + len(own)]) and len(own) >= min(len(whole), 2)
    return lead if fits and all(map(_REMARK.fullmatch, whole[lead + len(own) :])) else -1


def captioned(found: Sequence[Panel], cells: Cells, sure: bool) -> bool:
    """Whether a row above the panels names each for itself (一分会 | 二分会, 收入 | 支出): they are
    tables of their own then. `sure`: the row was read as the first row of the header.

    单位：清溪小学 | 2024年2月 are facts about one list.
    """
    if not found:
        return False
    texts = [filled(part) for part in parts(found, cells)]
    if any(len(each) != 1 or _COLON.search(each[0]) for each in texts):
        return False
    words = {squash(text) for (text,) in texts}
    alike = len({word[-1] for word in words}) == 1 or words <= _SIDES
    return len(words) == len(found) and (sure or alike)


def flows(names: Cells) -> tuple[Range, ...]:
    """The columns of income and of spending that stand side by side with the same headers
    (收入项目 收入预算数 | 支出项目 支出预算数); none where they do not."""
    words = [squash(name) for name in names]
    half = len(words) // 2
    sides = words[:half], words[half:]
    for one, other in (("收入", "支出"), ("支出", "收入")):
        if len(words) == 2 * half and half > 1 and (
            [one + word.removeprefix(other) for word in sides[1]] == sides[0]
            and all(word.startswith(other) for word in sides[1])
            and any(map(_LABEL.fullmatch, sides[0]))
        ):
            return (0, half), (half, len(words))
    return ()


def ranges_of(found: Sequence[Panel]) -> tuple[Range, ...]:
    """The columns of each panel; a blank one between two is with the left."""
    begins = [panel.first for panel in found]
    return tuple(pairwise([*begins, MAX_RANGE]))


def parts(found: Sequence[Panel], cells: Cells) -> list[tuple[str, ...]]:
    """The cells of a line in each panel; the last panel has all that follows."""
    ends = [panel.first for panel in found[1:]]
    return [
        ("",) * panel.lead + tuple(cells[panel.first : end])
        for panel, end in zip(found, [*ends, None], strict=True)
    ]


def beside(kinds: Sequence[Sequence[str]], line: int, at: int, cells: Cells, names: Cells) -> str:
    """The kind of a part of a line: numbers alone beside a total or a footer belong to that, and
    a running number alone is a place that nobody took."""
    kind = kinds[at][line]
    if kind != DATA or not all(map(heading.is_data, filled(cells))):
        return kind
    for other in (rowword.SUMMARY, rowword.FOOTER):
        if other in (each[line] for each in kinds):
            return other
    alone = squash(names[0]) in COUNTERS and filled(cells) == filled(cells[:1])
    return BLANK if alone else kind


def apart(rows: Sequence[Cells], head: Heading | None, spans: Sequence[Span]) -> tuple[Range, ...]:
    """The columns of the tables that stand side by side in these rows; none where there is one.

    Each has a header of its own that names what a line is about, and a column of figures, or says
    again what another says, or a title beside another's, or ends elsewhere. A column that is blank
    because the cell left of it is merged over it parts nothing.
    """
    width = max(map(len, rows), default=0)
    top = [] if head is None else list(rows[head.first : head.last + 1])
    merged = {
        column for row, left, last, right in spans for column in range(left + 1, right + 1)
        if head is not None and row <= head.last and last >= head.first
    }
    blank = [column for column in range(width) if column not in merged]
    for cells in chain(top, rows):
        if not blank:
            break
        blank = [column for column in blank if not _holds(cells, column)]
    ranges = [
        (begin + 1, end) for begin, end in pairwise([-1, *blank, width]) if end - begin > 2
    ]
    lone = any(end - begin == 2 for begin, end in pairwise([-1, *blank, width]))
    if len(ranges) < 2 or lone:
        return ()
    sides = [mapped(rows, partial(_cut, columns)) for columns in ranges]
    heads = [heading.find(side) for side in sides]
    return tuple(ranges) if _are_apart(sides, heads) else ()


def _cut(columns: Range, cells: Cells) -> Cells:
    return cells[slice(*columns)]


def _holds(cells: Cells, column: int) -> bool:
    return column < len(cells) and bool(cells[column].strip())


def _are_apart(sides: Sequence[Sequence[Cells]], heads: Sequence[Heading | None]) -> bool:
    known = [head for head in heads if head is not None]
    if len(known) < len(heads):
        return False
    names = [{squash(name) for name in head.names if name} for head in known]
    if not all(len(each) > 1 and any(map(_LABEL.fullmatch, each)) for each in names):
        return False
    said = "".join(word for each in names for word in each)
    if "凭证" in said and ("借" in said or "贷" in said):
        return False  # the lines of a voucher: its date and number stand on the first only
    below = [side[head.last + 1 :] for side, head in zip(sides, known, strict=True)]
    again = any(one & other for one, other in pairwise(names))
    uneven = len({head.last for head in known}) > 1
    titled = all(
        head.first and filled(side[head.first - 1]) for side, head in zip(sides, known, strict=True)
    )
    figures = all(_has_figures(*each) for each in zip(known, below, strict=True))
    ends = {end for rows in below if (end := _end(rows)) is not None}
    return again or uneven or titled or figures or len(ends) == len(below)


def _has_figures(head: Heading, rows: Sequence[Cells]) -> bool:
    """Whether a column holds mostly numbers that are no numbers of something."""
    for column, name in enumerate(head.names):
        held = [row[column] for row in rows[:_ROWS_LOOKED_AT] if _holds(row, column)]
        if held and not _IDENTITY.fullmatch(squash(name)) and 2 * sum(
            map(heading.is_data, held)
        ) > len(held):
            return True
    return False


def _end(rows: Sequence[Cells]) -> int | None:
    """Behind which row a list without gaps ends; None where it has gaps."""
    held = [at for at, cells in enumerate(rows) if filled(cells)]
    return held[-1] + 1 if held and held[-1] == len(held) - 1 else None
