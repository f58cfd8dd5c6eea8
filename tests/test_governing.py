"""What a union decides about its books (closed months, the two-person rule), on the command line and
before readers from whom names are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from openbooks import covering, news, receipt_paper
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.again import approve, reject
from openbooks.books import open_books
from openbooks.cli import main
from openbooks.errors import WrongUse
from openbooks.founding import found_own
from openbooks.governing import close, set_two_person
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from tests.door import AT, books_in, load, written

DUES = "会员编号,姓名,所属月份,应缴会费,实缴会费\n1001,欧阳雪松,2024-03,20.00,20.00\n"
BAD = DUES + "1002,龘靐,2024-03,20.00,20.005\n1003,龘靐,2024-04,龘靐代缴,20.00\n"


def said(
    capsys: pytest.CaptureFixture[str], home: Path, *words: str, code: int = 0
) -> dict[str, Any]:
    """What a command answers as JSON; its exit code is as expected."""
    assert main([words[0], "--books", str(home), "--json", *words[1:]]) == code
    return json.loads(capsys.readouterr().out)


def test_two_people_take_a_file_in_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = str(written(tmp_path, "会费.csv", DUES))
    found = said(capsys, home, "rule", "dues", "--two-person", "on", "--reason", "内控要求", "--who", "主席")
    assert found == {"ledger": "dues", "two_person": True}
    said(capsys, home, "rule", "dues", "--two-person", "on", "--reason", "内控要求", code=2)
    (entry,) = said(capsys, home, "load", path, "--ledger", "dues", "--yes", "--who", "张会计")["receipts"]
    assert entry["pending"] and entry["accepted"] == 1
    assert main(["load", "--books", str(home), path, "--ledger", "dues", "--yes"]) == 0
    assert "同样的内容已录入过，待复核：第2号" in capsys.readouterr().out
    assert main(["batches", "--books", str(home)]) == 0
    assert "已录入，待复核（录入人 张会计）" in capsys.readouterr().out
    assert "两" not in said(capsys, home, "approve", "2", "--who", "张会计", code=2)["error"]
    (passed,) = said(capsys, home, "approve", "2", "--who", "李复核")["receipts"]
    assert (passed["batch"], passed["again"], passed["pending"]) == (3, 2, False)
    entry, load_ = said(capsys, home, "batches")["batches"]
    assert (entry["entry"], entry["pending"], entry["settled_by"]) == (True, False, 3)
    assert (load_["again"], load_["standing"]["accepted"]) == (2, 1)
    said(capsys, home, "undo", "3", "--reason", "试验", "--who", "张会计", code=2)
    said(capsys, home, "undo", "3", "--reason", "试验", "--who", "张会计", "--second", "李复核")
    said(capsys, home, "redo", "3", "--who", "张会计", code=2)
    (again,) = said(capsys, home, "redo", "3", "--who", "张会计", "--second", "李复核")["receipts"]
    assert (again["again"], again["accepted"]) == (3, 1)
    said(capsys, home, "rule", "dues", "--two-person", "off", "--reason", "人手不够")
    assert said(capsys, home, "verify")["ok"]


def test_a_list_whose_groups_wait_for_a_second_person_is_taken_in_all_the_same(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found_own(books, Settings("清溪小学工会委员会", "浙江", "2010", 1, False), "李四", AT)
    set_two_person(books, "unit", True, "内控", "李四", AT)
    path = written(tmp_path, "2024年3月会费.csv", """
        会员编号,姓名,部门,应缴会费,实缴会费
        1001,张三,教务处,20.00,20.00
    """)
    answers = Answers(ledger="dues", accept=True)
    receipts = load_file(books, path, answers, "张三", AT)
    assert [(each.ledger, each.accepted, each.pending) for each in receipts] == [
        ("dues", 1, False), ("unit", 1, True),
    ]


def test_what_is_turned_down_is_said_in_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = str(written(tmp_path, "会费.csv", BAD))
    said(capsys, home, "rule", "dues", "--two-person", "on", "--reason", "内控要求")
    said(capsys, home, "load", path, "--ledger", "dues", "--yes", "--who", "张会计", code=1)
    assert said(capsys, home, "approve", "2", "--who", "李复核", code=1)["version"] == 3
    said(capsys, home, "reject", "2", "--reason", "迟了", code=2)
    other = str(written(tmp_path, "b.csv", DUES.replace("2024-03", "2024-05")))
    said(capsys, home, "load", other, "--ledger", "dues", "--yes", "--who", "张会计")
    assert said(capsys, home, "reject", "4", "--reason", "月份不对", "--who", "李复核") == {
        "entry": 4, "version": 3
    }
    assert main(["batches", "--books", str(home)]) == 0
    assert "录入，已退回：月份不对（第5号）" in capsys.readouterr().out


def test_months_are_closed_and_opened_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = str(written(tmp_path, "会费.csv", DUES))
    found = said(capsys, home, "close", "--from", "2024-01", "--to", "2024-07", "--reason", "半年结账",
                 "--who", "陈静")
    assert found == {"closing": 1, "from": "2024-01", "to": "2024-07"}
    said(capsys, home, "close", "--from", "2024-02", "--to", "2024-03", "--reason", "月结", code=2)
    (refused,) = said(capsys, home, "load", path, "--ledger", "dues", "--yes", code=1)["receipts"]
    assert "2024年1月至6月已由陈静于" in refused["problems"][0]["message"]
    assert said(capsys, home, "reopen", "1", "--reason", "更正")["closing"] == 1
    said(capsys, home, "reopen", "1", "--reason", "更正", code=2)
    said(capsys, home, "load", path, "--ledger", "dues", "--yes")


def test_the_rule_is_set_for_a_ledger_that_there_is_and_only_when_it_changes(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    with pytest.raises(WrongUse, match="没有台账"):
        set_two_person(books, "salary", True, "内控要求", "主席", AT)
    with pytest.raises(WrongUse, match="已经不是两人制"):
        set_two_person(books, "dues", False, "内控要求", "主席", AT)
    with pytest.raises(WrongUse, match="写明经办人和原因"):
        set_two_person(books, "dues", True, " ", "主席", AT)
    assert books.events == ()


def test_an_entry_names_nobody_before_readers_from_whom_names_are_kept(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    load(books, tmp_path, "member", "会员编号,姓名,所属单位,入会日期\n1,赵六,本部,2024-01-05", "m.csv")
    books.view(LOCAL_PAGES)  # masked before the entry came
    entry = load(books, tmp_path, "dues", BAD, "3月会费 欧阳雪松.csv")
    view = books.view(LOCAL_PAGES)
    batch = view.state.batch(entry.batch)
    shown = [
        str(covering.receipt(view, batch)), covering.file_of(view, batch),
        covering.text(view, "欧阳雪松重复了"), receipt_paper.as_file(view, batch).decode(),
        *news.since(view, 0),
    ]
    for text in shown:
        assert "欧阳雪松" not in text and "龘靐" not in text, text
    reject(books, entry.batch, "欧阳雪松的金额不对", "复核员", AT)
    view = books.view(LOCAL_PAGES)
    batch = view.state.batch(entry.batch)
    assert "欧阳雪松" not in covering.text(view, batch.rejected_why)
    assert "欧阳雪松" in str(covering.receipt(books.view(LOCAL_STAFF), batch).file)


def test_who_closed_a_month_is_masked_for_readers_from_whom_names_are_kept(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    close(books, "2024-03", "2024-04", "月结", "诸葛静", AT)
    found = load(books, tmp_path, "dues", DUES)
    assert "诸葛静" in found.problems[0].message
    view = books.view(LOCAL_PAGES)
    shown = covering.receipt(view, view.state.batch(found.batch)).problems[0].message
    assert "诸葛静" not in shown and "已由诸*于2025-03-01结账" in shown
    assert "诸葛静" not in covering.told(view, "不能撤销：2024年3月已由诸葛静于2025-03-01结账。")
    assert all("诸葛静" not in each for each in news.since(view, 0))


def test_what_happened_since_is_told_event_by_event(tmp_path: Path) -> None:
    books = open_books(tmp_path / "books")
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    entry = load(books, tmp_path, "dues", DUES, "3月.csv")
    other = load(books, tmp_path, "dues", DUES.replace("03", "04"), "4月.csv")
    approve(books, entry.batch, "复核员", AT)
    reject(books, other.batch, "不对", "复核员", AT)
    close(books, "2024-01", "2024-04", "月结", "陈静", AT)
    told = news.since(books.view(LOCAL_STAFF), 0)
    assert told[0].endswith("把“会费缴纳”改为录入、复核两人办")
    assert "录入了“3月.csv”（会费缴纳），第2号，等待复核" in told[1]
    assert "复核通过了“3月.csv”（会费缴纳），记作第4号，收下 1 条" in told[3]
    assert "退回了第3号录入“4月.csv”" in told[4]
    assert told[5].startswith("陈静于 03-01 09:00 把2024年1月至3月结了账")
    assert news.since(books.view(LOCAL_STAFF), 3, own={4, 5}) == told[5:]
