"""The watched folder: what is sure is loaded, what is asked waits, and nothing is ever lost."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from openbooks import cli_files, desk, inbox, verification
from openbooks.agenda import plan
from openbooks.books import Books, open_books
from openbooks.card import ASK, CHOOSE, CONFIRM
from openbooks.cli import main
from openbooks.errors import NotWritten
from openbooks.governing import set_two_person
from openbooks.inbox import LOADED, WAITING, Taken
from openbooks.store import original_path, sha256_of
from tests.door import AT, books_in, load, rows, written

ROOT = Path(__file__).resolve().parent.parent
DUES = """
会员编号,姓名,所属月份,应缴会费,实缴会费
1001,张三,2024-03,20.00,20.00
1002,李四,2024-03,25.00,25.005
"""
ASKED = "姓名,应缴会费,实缴会费\n张三,20,20\n"


def laid(books: Books, name: str, text: str) -> Path:
    """A file in the inbox."""
    path = inbox.folder_of(books) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return written(path.parent, path.name, text)


def taken(books: Books) -> list[Taken]:
    """One round, where nothing changes between the two looks."""
    return inbox.take_all(books, inbox.look(books), "测试", AT)


def names(books: Books) -> list[str]:
    """Every file under the inbox, by its path there."""
    folder = inbox.folder_of(books)
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    )


def test_a_sure_file_is_loaded_and_lies_beside_its_receipt(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = laid(books, "三月/会费.csv", DUES)
    content = path.read_bytes()
    (found,) = taken(books)
    assert found.loaded and [each.batch for each in found.receipts] == [1]
    assert names(books) == [f"{LOADED}/三月/会费.csv{end}" for end in ("", ".回执.json", ".回执.txt")]
    folder = inbox.folder_of(books) / LOADED / "三月"
    assert (folder / "会费.csv").read_bytes() == content
    receipt = json.loads((folder / "会费.csv.回执.json").read_text("utf-8"))["receipts"][0]
    assert (receipt["batch"], receipt["accepted"], receipt["refused"]) == (1, 1, 1)
    said = (folder / "会费.csv.回执.txt").read_text("utf-8")
    assert "第1号装载" in said and "第3行" in said and "25.005" in said
    assert taken(books) == []


def test_the_receipt_is_that_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = open_books(tmp_path / "a"), tmp_path / "b"
    path = written(tmp_path, "会费.csv", DUES)
    main(["load", str(path), "--books", str(other), "--json"])
    by_hand = json.loads(capsys.readouterr().out)["receipts"]
    laid(one, "会费.csv", DUES)
    taken(one)
    kept = inbox.folder_of(one) / LOADED / "会费.csv.回执.json"
    assert json.loads(kept.read_text("utf-8"))["receipts"] == by_hand


def test_a_file_with_a_question_waits_with_a_note_and_as_a_draft(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    laid(books, "会费.csv", ASKED)
    (found,) = taken(books)
    assert not found.loaded and books.version() == 0
    assert names(books) == [f"{WAITING}/会费.csv", f"{WAITING}/会费.csv.说明.txt"]
    note = (inbox.folder_of(books) / WAITING / "会费.csv.说明.txt").read_text("utf-8")
    assert "所属月份" in note and "--set month=" in note and "上传台账" in note
    (draft,) = desk.left_open(books)
    assert [each.name for each in draft.handed] == ["会费.csv"]
    assert [each.state for each in plan(books, draft).cards] in ([ASK], [CHOOSE], [CONFIRM])
    assert taken(books) == [] and len(desk.left_open(books)) == 1


def test_a_file_that_cannot_be_read_waits_with_the_reason(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    (inbox.folder_of(books) / "空.csv").write_bytes(b"")
    (inbox.folder_of(books) / "图.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert [each.loaded for each in taken(books)] == [False, False]
    folder = inbox.folder_of(books) / WAITING
    assert "文件是空的" in (folder / "空.csv.说明.txt").read_text("utf-8")
    assert "图片" in (folder / "图.xlsx.说明.txt").read_text("utf-8")


def test_a_file_that_was_answered_elsewhere_moves_to_the_loaded_ones(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = laid(books, "会费.csv", ASKED)
    content = path.read_bytes()
    taken(books)
    load(books, tmp_path, "dues", ASKED, "会费.csv", sets={"month": "2024-03"})
    assert taken(books) == []
    assert names(books) == [f"{LOADED}/会费.csv", f"{LOADED}/会费.csv.说明.txt"]
    assert (inbox.folder_of(books) / LOADED / "会费.csv").read_bytes() == content


def test_a_file_that_is_still_being_copied_is_left_alone(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = laid(books, "会费.csv", DUES)
    before = inbox.look(books)
    with path.open("ab") as stream:
        stream.write("1003,王五,2024-03,1,1\n".encode())
    laid(books, "新来的.csv", DUES)
    assert inbox.take_all(books, before, "测试", AT) == []
    assert names(books) == ["会费.csv", "新来的.csv"]
    assert len(taken(books)) == 2 and rows(books, "select count(*) from dues") == [(2,)]


def test_temporary_hidden_and_linked_files_are_none(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    secret = written(tmp_path, "别处.csv", DUES)
    for name in ("~$会费.xlsx", ".会费.csv", "会费.csv.part", "会费.TMP", "Thumbs.db", ".~lock.a.xlsx#"):
        laid(books, name, DUES)
    (inbox.folder_of(books) / "链接.csv").symlink_to(secret)
    (inbox.folder_of(books) / "夹").symlink_to(tmp_path)
    before = names(books)
    assert taken(books) == [] and names(books) == before and books.version() == 0


@pytest.mark.parametrize("name", [
    "会" * 83 + ".csv", "a" * 251 + ".csv", "b" * 255, "x." + "y" * 250, "a\nb.csv", "\u202egpj.csv",
    "\udcff\udcfe.csv", "\udcff夹/会费.csv", "=cmd.csv", "'); drop.csv", "d/" * 250 + "深.csv",
])
def test_a_file_is_taken_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    books = books_in(tmp_path)
    laid(books, name, DUES)
    laid(books, f"{name[:-5]}空.csv" if len(name) < 200 else "空.csv", " ")
    first, second = sorted(taken(books), key=lambda each: not each.loaded)
    assert first.loaded and not second.loaded and inbox.look(books) == {}
    inside = [path for path in inbox.folder_of(books).rglob("*") if path.is_file()]
    assert sum(path.name.endswith(".回执.json") for path in inside) == 1
    assert sum(path.name.endswith(".说明.txt") for path in inside) == 1


def test_one_file_that_stops_the_books_keeps_no_other_from_being_taken(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = laid(books, "a.csv", DUES)
    laid(books, "b.csv", DUES.replace("2024-03", "2024-04"))
    in_the_way = original_path(books.home, sha256_of(path)).parent
    in_the_way.parent.mkdir()
    in_the_way.write_bytes(b"")
    assert [each.loaded for each in taken(books)] == [True]
    with pytest.raises(NotWritten):
        taken(books)
    in_the_way.unlink()
    assert [each.loaded for each in taken(books)] == [True]


def test_a_draft_that_somebody_spoilt_stops_no_file(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    for number, content in enumerate((b"[" * 100_000, b"\xff", b"{}")):
        draft = books.home / "staging" / "drafts" / f"{number:012d}"
        (draft / "files").mkdir(parents=True)
        (draft / "desk.json").write_bytes(content)
    laid(books, "问.csv", ASKED)
    assert [each.loaded for each in taken(books)] == [False]
    assert len(desk.left_open(books)) == 1


def test_what_is_handed_in_under_the_two_person_rule_waits_for_somebody_with_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_files, "SETTLE", 0)
    books = books_in(tmp_path)
    set_two_person(books, "dues", True, "内控要求", "主席", AT)
    laid(books, "会费.csv", DUES)
    assert main(["inbox", "--once", "--books", str(books.home)]) == 1
    (note,) = (inbox.folder_of(books) / WAITING).glob("*.说明.txt")
    assert "要写明录入人的姓名" in note.read_text("utf-8") and not books.state().pending
    assert "没有收" not in capsys.readouterr().out


def test_files_that_are_left_lying_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_files, "SETTLE", 0)
    books = books_in(tmp_path)
    laid(books, "会费.csv", DUES)
    with FileLock(inbox.folder_of(books) / ".lock"):  # another watcher is at it
        assert main(["inbox", "--once", "--books", str(books.home)]) == 0
    assert "还有 1 个文件没有收" in capsys.readouterr().out
    for pause in ("0", "nan", "inf", "1e300"):
        assert main(["inbox", "--every", pause, "--books", str(books.home)]) == 2
        assert "--every 要写 1 到" in capsys.readouterr().err


def test_the_same_name_again_overwrites_nothing(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    for month in ("03", "04", "03"):
        laid(books, "会费.csv", DUES.replace("2024-03", f"2024-{month}").replace("25.005", "25"))
        assert [each.loaded for each in taken(books)] == [True]
    kept = [name for name in names(books) if name.endswith(".csv")]
    assert kept == [f"{LOADED}/会费.csv", f"{LOADED}/会费（2）.csv", f"{LOADED}/会费（3）.csv"]
    assert rows(books, "select count(*) from dues") == [(4,)]
    again = json.loads((inbox.folder_of(books) / LOADED / "会费（3）.csv.回执.json").read_text("utf-8"))
    assert again["receipts"][0]["already"] is True


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a POSIX kill")
@pytest.mark.parametrize("write", [1, 4, 8, 12, 13, 14, 15])
def test_a_watcher_killed_at_any_writing_is_repeated_and_nothing_is_doubled(
    tmp_path: Path, write: int
) -> None:
    """The process dies at its n-th rename; the next watcher finishes what it began."""
    books = books_in(tmp_path)
    laid(books, "会费.csv", DUES)
    laid(books, "问.csv", ASKED)
    text = f"""
import os, signal, sys
from pathlib import Path
from datetime import datetime, UTC
from openbooks import inbox
from openbooks.books import open_books
count = 0
def dying(name):
    real = getattr(Path, name)
    def call(self, target):
        global count
        count += 1
        if count == {write}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, target)
    setattr(Path, name, call)
dying("rename"); dying("replace")
books = open_books(Path({str(books.home)!r}))
inbox.take_all(books, inbox.look(books), "测试", datetime.now(UTC))
"""
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr.decode()
    books = open_books(books.home)
    taken(books)
    kept = [name for name in names(books) if name.endswith(".csv")]
    assert kept == [f"{LOADED}/会费.csv", f"{WAITING}/问.csv"]
    assert rows(books, "select count(*) from dues") == [(1,)]
    assert len(desk.left_open(books)) == 1 and verification.verify(books.home).ok
    assert [b.number for b in books.state().batches] == [1]


def test_two_watchers_at_once_load_each_file_once(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    for month in range(1, 7):
        laid(books, f"{month}月.csv", DUES.replace("2024-03", f"2024-0{month}"))
    found: list[Taken] = []

    def watch() -> None:
        while any(inbox.look(books)):
            found.extend(taken(books))

    watchers = [threading.Thread(target=watch) for _ in range(2)]
    for each in watchers:
        each.start()
    for each in watchers:
        each.join()
    assert len(found) == 6 and all(each.loaded for each in found)
    assert rows(books, "select count(*) from dues") == [(6,)]
    assert len([name for name in names(books) if name.endswith(".csv")]) == 6


def test_what_is_said_names_no_file_and_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_files, "SETTLE", 0.0)
    books = books_in(tmp_path)
    laid(books, "欧阳雪松的会费.csv", DUES)
    laid(books, "欧阳雪松问.csv", ASKED)
    assert main(["inbox", "--once", "--books", str(books.home)]) == 1
    said = capsys.readouterr()
    assert "已装载：第1号" in said.out and "需要处理" in said.out
    assert "欧阳" not in said.out + said.err and "张三" not in said.out + said.err
    laid(books, "欧阳雪松四月.csv", DUES.replace("2024-03", "2024-04").replace("25.005", "25"))
    assert main(["inbox", "--once", "--json", "--books", str(books.home)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["state"] for each in told["files"]] == ["loaded"] and "欧阳" not in str(told)
    assert main(["inbox", "--once", "--books", str(books.home)]) == 0
    assert "没有可以装载的新文件" in capsys.readouterr().out


def test_a_folder_that_refuses_keeps_the_file_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_files, "SETTLE", 0.0)
    books = books_in(tmp_path)
    path = laid(books, "会费.csv", DUES)
    shutil.rmtree(path.parent / LOADED)
    (path.parent / LOADED).write_text("一个文件", encoding="utf-8")
    assert main(["inbox", "--once", "--books", str(books.home)]) == 2
    assert path.stat().st_size
