"""Every line of a table as it stands, facing what it is read as: nothing is left out, whatever window
is looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from openbooks import sheet
from openbooks.facing import DATA, UNREAD, Facing, facing, window
from openbooks.mapping import Link, Mapping
from openbooks.mend import Mend
from openbooks.table import Table
from tests.door import written

HEADER = ("姓名", "月份", "实缴")
MAPPING = Mapping("dues", HEADER, tuple(
    Link(column, "cell", (at,), (HEADER[at],)) for at, column in enumerate(("name", "month", "paid"))
))


def table(tmp_path: Path, body: str) -> Table:
    """The table of a text with this header."""
    return sheet.read(written(tmp_path, "会费.csv", f"会费收缴表,,\n{','.join(HEADER)}\n{body}")).tables[0]


def said(found: Facing, of: Table, *places: int, mends: tuple[Mend, ...] = ()) -> list[tuple]:
    """(line, kind, first cell, what is read as paid) of these lines."""
    lines = window(found, of, MAPPING, mends, [(each, "") for each in places])
    return [
        (each.line, each.kind, each.cells[0] if each.cells else "", [row["paid"] for row in each.rows])
        for each in lines
    ]


def test_every_line_of_the_file_is_there_once_with_its_reason(tmp_path: Path) -> None:
    body = "张三,2024-03,30\n李四,2024-03,30.005\n合计,,60\n\n王五,2024-03,30,多,余\n制表：赵六,,\n"
    of = table(tmp_path, body)
    found = facing(of, MAPPING, (), None)
    assert said(found, of, *(line for line, _ in found.places)) == [
        (1, "标题行", "会费收缴表", []), (2, "表头", "姓名 月份 实缴", []), (3, DATA, "张三", [3000]),
        (4, DATA, "李四", [None]), (5, "合计行", "合计 60", []), (6, "空行", "", []),
        (7, UNREAD, "王五", []), (8, "页脚", "制表：赵六", []),
    ]
    assert [each[0] for each in found.troubled] == [4, 7]
    assert found.wrong[4, ""] == ("「实缴」读不出",)
    assert found.refused == {(4, ""), (7, "")}


def test_a_mended_cell_shows_both_texts_and_is_read_as_meant(tmp_path: Path) -> None:
    of = table(tmp_path, "张三,2024-03,三十\n李四,2024-03,30\n")
    mends = (Mend(3, "", 2, "三十", "30", "核对", "陈静"),)
    found = facing(of, MAPPING, mends, None)
    (line,) = window(found, of, MAPPING, mends, [(3, "")])
    assert (line.cells[2], line.mended, line.rows[0]["paid"]) == ("三十", {2: "30"}, 3000)
    assert not found.troubled


@pytest.mark.parametrize("first", [3, 4, 250, 401])
def test_a_window_far_down_reads_the_same_as_the_whole(tmp_path: Path, first: int) -> None:
    of = table(tmp_path, "".join(f"会员{at},2024-03,{at}.5\n" for at in range(400)))
    found = facing(of, MAPPING, (), None)
    every = said(found, of, *(line for line, _ in found.places))
    lines = [line for line, _ in found.places if line >= first][:50]
    assert said(found, of, *lines) == [each for each in every if each[0] in lines]


def test_without_a_mapping_the_lines_are_shown_as_they_stand(tmp_path: Path) -> None:
    of = table(tmp_path, "张三,2024-03,30\n")
    found = facing(of, None, (), None)
    assert [each.kind for each in window(found, of, None, (), found.places)] == ["标题行", "表头", DATA]
