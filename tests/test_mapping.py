"""Mappings survive JSON, are found again by their header, and refuse what a ledger has not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from openbooks import mapping
from openbooks.errors import WrongUse
from openbooks.mapping import Constant, Link, Mapping, Wide

HEADER = ("姓名", "1月", "2月", "备注")
DUES = Mapping(
    ledger="dues",
    header=HEADER,
    links=(Link("name", "cell", (0,), ("姓名",), why="姓名"),),
    constants=(Constant("unit_id", "U1", "账里只有这一个单位", True),),
    wide=Wide("month", "paid", ((1, "2024-01"), (2, "2024-02"))),
    ignored=(3,),
    years=(2024,),
    title="会费",
)


def test_a_mapping_survives_json() -> None:
    assert mapping.from_json(mapping.to_json(DUES)) == DUES


def test_a_fingerprint_ignores_blanks_width_case_and_empty_columns_at_the_end() -> None:
    first = mapping.fingerprint(["姓 名", "Amount（元）", "", ""])
    assert first == mapping.fingerprint(["姓名", "amount(元)"])
    assert first != mapping.fingerprint(["amount(元)", "姓名"])
    assert mapping.fingerprint(["ab", "c"]) != mapping.fingerprint(["a", "bc"])


@pytest.mark.parametrize("changed,said", [
    (replace(DUES, ledger="dosh"), "没有台账"),
    (replace(DUES, links=(Link("nome", "cell", (0,), ("姓名",)),)), "没有列 nome"),
    (replace(DUES, links=(Link("name", "cell", (9,), ("姓名",)),)), "没有第 10 列"),
    (replace(DUES, links=(Link("name", "guess", (0,), ("姓名",)),)), "取法"),
    (replace(DUES, links=(Link("name", "fall", (0,), ("姓名",)),)), "不能取 1 格"),
    (replace(DUES, constants=(Constant("name", "张三", "", True),)), "两个来源"),
    (replace(DUES, links=(*DUES.links, Link("paid", "cell", (1,), ("1月",)))), "两个来源"),
])
def test_what_a_ledger_has_not_is_wrong_use(changed: Mapping, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        mapping.from_json(mapping.to_json(changed))


@pytest.mark.parametrize("text", [
    "", "{}", "[]", "null", '{"format": 1}', '{"format": 2, "ledger": "dues"}',
    '{"format": 1, "ledger": "dues", "header": [], "links": [{"col": 1}]}',
])
def test_a_damaged_file_is_wrong_use(text: str) -> None:
    with pytest.raises(WrongUse, match="映射"):
        mapping.from_json(text)


SHIPPED = sorted(mapping.SHIPPED.glob("*.json"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_mapping_can_be_used_and_holds_nothing_of_one_file(path: Path) -> None:
    shipped = mapping.from_json(path.read_text(encoding="utf-8"))
    assert path.stem.startswith(f"{shipped.ledger}-")
    assert shipped.title and not shipped.constants and not shipped.years and not shipped.wide
    assert set(range(len(shipped.header))) >= mapping.used_cells(shipped) | set(shipped.ignored)
    for link in shipped.links:
        if link.how != "as":
            assert link.headers == tuple(shipped.header[cell] for cell in link.cells)


def test_shipped_mappings_have_different_headers() -> None:
    found = [json.loads(path.read_text(encoding="utf-8"))["header"] for path in SHIPPED]
    prints = [mapping.fingerprint(header) for header in found]
    assert len(prints) >= 8 and len(set(prints)) == len(prints)
