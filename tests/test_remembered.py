"""Mappings are kept a source, found by header and name, handed on, and put out of use."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openbooks import contract, mapping, remembered
from openbooks.cli import main
from openbooks.covering import mapping_of
from openbooks.errors import WrongUse
from openbooks.intake import Answers, load_file
from openbooks.mapping import Link
from tests.door import AT, books_in, rows, written
from tests.test_mapping import DUES, HEADER

BY_CODE = replace(DUES, links=(Link("member_id", "cell", (0,), ("姓名",)),))


def test_a_kept_mapping_is_found_by_its_header_without_what_one_file_said(tmp_path: Path) -> None:
    remembered.keep(DUES, tmp_path, "2024年会费.xlsx")
    found = remembered.find(tmp_path, ["姓　名", "1月", "2月", "备注", ""], "2025年会费.xlsx")
    assert found is not None
    assert found.links == DUES.links and found.ignored == (3,)
    assert found.constants == () and found.years == ()
    # the months were those of 2024: the next file names its own year
    assert found.wide is None
    assert remembered.find(tmp_path, ["姓名", "1月"], "2024年会费.xlsx") is None


@pytest.mark.parametrize(("name", "pattern"), [
    ("2024年3月会费.xlsx", "*年*月会费.xlsx"),
    ("会费(2).XLSX", "会费*.xlsx"),
    ("三月会费.csv", "*月会费.csv"),
    ("会费[a].csv", "会费?a?.csv"),
    ("20240301.csv", ""),
    ("会费", ""),
])
def test_a_pattern_is_what_stays_of_a_name(name: str, pattern: str) -> None:
    assert remembered.pattern_of(name) == pattern
    assert remembered.fits(pattern, name) == bool(pattern)


def test_of_two_mappings_for_one_header_the_name_decides(tmp_path: Path) -> None:
    remembered.keep(DUES, tmp_path, "机关会费1月.xlsx")
    remembered.keep(BY_CODE, tmp_path, "工厂会费1月.xlsx")
    assert remembered.find(tmp_path, HEADER, "机关会费2月.xlsx").links == DUES.links
    assert remembered.find(tmp_path, HEADER, "工厂会费2月.xlsx").links == BY_CODE.links


def test_keeping_alike_adds_nothing_and_keeping_otherwise_replaces(tmp_path: Path) -> None:
    for name in ("会费1月.xlsx", "会费2月.xlsx"):
        remembered.keep(DUES, tmp_path, name)
    assert len(remembered.all_of(tmp_path)) == 1 + len(list(remembered.SHIPPED.glob("*.json")))
    remembered.keep(BY_CODE, tmp_path, "会费3月.xlsx")
    (mine,) = [each for each in remembered.all_of(tmp_path) if not each.shipped]
    assert mine.mapping.links == BY_CODE.links


def test_a_mapping_handed_on_reads_the_same_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    path = remembered.keep(DUES, here, "会费1月.xlsx")
    content = remembered.handed_on(mapping.from_json(path.read_text("utf-8")))
    remembered.bring_in(content, there)
    remembered.bring_in(content, there)
    assert remembered.find(there, HEADER, "会费9月.xlsx") == remembered.find(here, HEADER, "会费9月.xlsx")
    (mine,) = [each for each in remembered.all_of(there) if not each.shipped]
    assert len(list((there / "mappings" / remembered.RETIRED).iterdir())) == 1
    remembered.retire(mine.path)
    assert remembered.find(there, HEADER, "会费9月.xlsx") is None
    with pytest.raises(WrongUse, match="已经停用"):
        remembered.retire(mine.path)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b'{"format": 9}', b" " * (2 << 20)])
def test_what_is_no_mapping_is_not_brought_in(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WrongUse):
        remembered.bring_in(content, tmp_path)
    assert not list(tmp_path.rglob("*.json"))


GOOD: dict[str, Any] = {
    "format": 1, "ledger": "dues", "header": ["姓名", "一月"],
    "links": [{"column": "name", "how": "cell", "cells": [0], "headers": ["姓名"]}],
    "constants": [{"column": "unit_id", "value": "1", "why": "", "certain": True}],
    "wide": {"column": "month", "value": "paid", "months": [[1, "2024-01"]], "beside": []},
}
SPOILT: tuple[tuple[tuple[str | int, ...], tuple[Any, ...]], ...] = (
    (("format",), (True, 1.0, "1", None)),
    (("ledger",), (None, [], {}, 1)),
    (("header",), ("姓名", {}, [1], [None], ["\udcff"])),
    (("links",), (None, "", {}, [1], [[]])),
    (("links", 0, "column"), (None, [], 1)),
    (("links", 0, "cells"), ("0", [True], [0.0], [-1], [10**30], ["0"], [[0]], 0)),
    (("links", 0, "headers"), ("姓名", [1], ["\udcff"])),
    (("links", 0, "scale"), (0, -1, 2, 10, 10**9, True, "1", 1.0, float("nan"), float("inf"))),
    (("links", 0, "certain"), (1, "yes")),
    (("links", 0, "more"), (1,)),
    (("constants", 0, "value"), (None, 1, [], "\udcff")),
    (("wide",), ("", [], 0, {})),
    (("wide", "months"), ("", {}, [1], [[1]], [[1, ""]], [[1, "2024-13"]], [[1, 1]], [["1", "01"]])),
    (("wide", "months", 0, 0), (float("inf"), -1, 9)),
    (("wide", "beside"), ("", {"due": []}, [["due"]])),
    (("ignored",), ("1", [True], [-1])),
    (("years",), ("2024", ["2024"])),
    (("pattern",), (1, [], True)),
)


def test_a_file_that_only_looks_like_a_mapping_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert remembered.bring_in(json.dumps(GOOD).encode(), tmp_path).exists()
    home = tmp_path / "books"
    spoilt = [b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"1" * 9000, b"null", b'""']
    for place, values in SPOILT:
        for value in values:
            raw = json.loads(json.dumps(GOOD))
            at = raw
            for step in place[:-1]:
                at = at[step]
            at[place[-1]] = value
            spoilt.append(json.dumps(raw).encode())
    for content in spoilt:
        with pytest.raises(WrongUse, match=r"映射|读表方法"):
            remembered.bring_in(content, home)
    assert not (home / "mappings").exists()


def test_a_mapping_on_the_command_line_that_is_none_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "会费.csv").write_text("姓名,一月\n张三,20\n", encoding="utf-8")
    no_year = json.dumps(GOOD).replace("2024-01", "01")
    for content in (b"\xff\xfe", b"[" * 100_000, no_year.encode()):
        (tmp_path / "m.json").write_bytes(content)
        code = main([
            "load", str(tmp_path / "会费.csv"), "--mapping", str(tmp_path / "m.json"),
            "--books", str(tmp_path / "books"),
        ])
        said = capsys.readouterr().err
        assert code == 2 and said.strip().endswith("。") and "Error" not in said


def test_nobody_makes_the_program_read_its_own_form_otherwise(tmp_path: Path) -> None:
    titles = [column.title for column in contract.ledger("dues").columns]
    own = mapping.own_form(titles)
    assert own is not None
    turned = replace(own, links=tuple(
        replace(each, scale=100) if each.column == "paid" else each for each in own.links
    ))
    remembered.bring_in(mapping.to_json(turned).encode(), tmp_path)
    found = remembered.find(tmp_path, titles, "会费.csv")
    assert found is not None and found.link("paid") == own.link("paid")


def test_a_damaged_one_is_named_and_can_be_put_out_of_use(tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    (folder / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(WrongUse, match=r"broken\.json"):
        remembered.find(tmp_path, HEADER)
    (broken,) = remembered.damaged(tmp_path)
    remembered.retire(broken)
    assert remembered.find(tmp_path, HEADER) is None


def test_the_next_file_of_a_source_is_read_as_the_kept_mapping_says(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    text = "项一,项二,项三,项四\nA7,2024-03,10,9\n"
    path = written(tmp_path, "甲3月.csv", text)
    maps = {"member_id": "项一", "month": "项二", "due": "项三", "paid": "项四"}
    answers = Answers(ledger="dues", maps=maps, sets={"unit_id": "1"}, accept=True)
    load_file(books, path, answers, "测试", AT)
    kept = mapping.from_json(mapping.to_json(mapping.keepable(mapping_of(books.state().batches[-1]))))
    remembered.keep(kept, books.home, path.name)
    second = written(tmp_path, "甲4月.csv", text.replace("03", "04").replace("9\n", "8\n"))
    (receipt,) = load_file(books, second, Answers(sets={"unit_id": "1"}), "测试", AT)
    assert (receipt.ledger, receipt.accepted) == ("dues", 1)
    assert rows(books, "select member_id, month, paid_fen from dues order by month") == [
        ("A7", "2024-03", 900), ("A7", "2024-04", 800),
    ]
