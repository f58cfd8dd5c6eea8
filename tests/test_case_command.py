"""The command `case`, and the list on which it works: what the rules find with what is decided about it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from openbooks import again, auditing, worklist
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books, open_books
from openbooks.casefile import DISMISSED, OPEN
from openbooks.cli import main
from openbooks.undoing import undo
from tests.door import AT, load

HEAD = "凭证日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,借方金额,贷方金额,收款方"
PAID = """2024-03-04,记,1,1,买纸,50304,专项业务费,100.00,,晨光文具有限公司
2024-03-04,记,1,2,买纸,102,银行存款,,100.00,
2024-03-04,记,2,1,买纸,50304,专项业务费,100.00,,晨光文具有限公司
2024-03-04,记,2,2,买纸,102,银行存款,,100.00,
2024-03-05,,,,慰问张小三,50101,慰问费,30.00,,张小三
2024-03-05,,,,慰问张小三,50101,慰问费,30.00,,张小三"""


@pytest.fixture(scope="module")
def loaded(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books in which two payments were made twice, one of them in lines without a number."""
    folder = tmp_path_factory.mktemp("loaded")
    books = Books(shutil.copytree(founded, folder / "books"))
    load(books, folder, "voucher", f"{HEAD}\n{PAID}")
    books.connection.close()
    return books.home


@pytest.fixture
def home(loaded: Path, tmp_path: Path) -> Path:
    """A fresh copy of them."""
    return Path(shutil.copytree(loaded, tmp_path / "books"))


def said(home: Path, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """What a `case` command prints as JSON."""
    assert main(["case", *words, "--books", str(home), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def listed(books: Books) -> dict[str, worklist.Item]:
    """What the rules find twice, by its subject."""
    view = books.view(LOCAL_STAFF)
    return {each.suspicion.key if each.suspicion else each.case.key: each
            for each in worklist.items(view, auditing.findings(view, "A-02"))}


def test_a_case_is_worked_on_from_the_command_line_and_a_correction_reopens_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(home, capsys, "list")["cases"]
    about = next(each for each in found if each["subject"].split("|")[-1] == "2")
    others = {each["case"] for each in found} - {about["case"]}
    key, file = about["case"], tmp_path / "回单.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert about["stage"] == OPEN and about["steps"] == []
    said(home, capsys, "ask", key[:8], "--who", "李经审", "--note", "为什么付两次？")
    said(home, capsys, "explain", key, "--who", "赵出纳", "--note", "两批货", "--file", str(file))
    said(home, capsys, "assign", key, "--who", "李经审", "--to", "钱经审")
    early = said(home, capsys, "sign", key, "--who", "李经审", "--as", "preparer", code=2)
    assert "不能签字" in early["error"]
    said(home, capsys, "dismiss", key, "--who", "李经审", "--reason", "有两张送货单")
    said(home, capsys, "sign", key, "--who", "李经审", "--as", "preparer")
    case = said(home, capsys, "sign", key, "--who", "钱经审", "--as", "reviewer")["case"]
    assert (case["stage"], case["preparer"], case["reviewer"], case["assignee"]) == (
        DISMISSED, "李经审", "钱经审", "钱经审")
    assert [each["case"] for each in said(home, capsys, "list", "--stage", DISMISSED)["cases"]] == [key]
    assert main(["case", "show", key[:6], "--role", "audit", "--books", str(home)]) == 0
    shown = capsys.readouterr().out
    assert "赵*纳 说明" in shown and "[附件 回单.pdf]" in shown and "（编制人）" in shown
    books = open_books(home)
    changed = PAID.replace("记,2,2,买纸", "记,2,2,买复印纸")
    load(books, tmp_path, "voucher", f"{HEAD}\n{changed}", "改.csv", supersede=books.version())
    now = said(home, capsys, "show", key)["case"]
    assert (now["stage"], now["said"], now["reopened_from"]) == (OPEN, "重新打开", DISMISSED)
    assert now["preparer"] is now["reviewer"] is None
    assert {each["kind"] for each in now["changes"]} == {"corrected", "added"}
    after = {each["case"]: each["said"] for each in said(home, capsys, "list")["cases"]}
    assert {after[each] for each in others} <= {"待核"}
    then = said(home, capsys, "show", key, "--as-of", str(len(books.events) - 1))["case"]
    assert then["stage"] == DISMISSED


def test_a_key_that_is_nobodys_or_several_is_one_sentence(
    loaded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for word in ("zzzz", "0", ""):
        assert "case list" in said(loaded, capsys, "show", word, code=2)["error"]


def test_the_lines_of_a_voucher_lie_under_it_and_lines_without_a_number_keep_their_case(home: Path) -> None:
    books = Books(home)
    held = listed(books)
    sizes = sorted(len(each.case.subject.rows) for each in held.values() if each.case.subject)
    assert sizes == [2, 3], "the lines of its leads, and those of its voucher beside them"
    before = {each.case.key for each in held.values()}
    number = books.version()
    undo(books, number, "传错了", "陈静", AT)
    assert not listed(books)
    again.redo(books, number, "陈静", AT)
    after = listed(books)
    assert {each.case.key for each in after.values()} == before
    books.connection.close()


def test_what_masked_readers_are_given_leads_to_the_same_cases(loaded: Path) -> None:
    books = Books(loaded)
    keys = []
    for reader in (LOCAL_STAFF, LOCAL_PAGES):
        view = books.view(reader)
        held = worklist.items(view, auditing.findings(view))
        keys.append([each.case.key for each in held])
        if reader.masked:
            assert "张小三" not in repr([each.suspicion.subject for each in held if each.suspicion])
            assert "张小三" not in repr([each.case for each in held])
    assert keys[0] == keys[1] and keys[0]
    books.connection.close()
