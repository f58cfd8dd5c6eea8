"""Names and places as offices have them: brackets, other encodings, links, other languages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from openbooks import verification
from openbooks.books import open_books
from openbooks.errors import BooksDamaged, NotWritten, WrongUse
from openbooks.intake import Answers, load_file
from openbooks.sheet import base_name
from tests.door import AT, books_in, load, rows

ROOT = Path(__file__).resolve().parent.parent
HEADER = "会员编号,姓名,所属月份,应缴会费,实缴会费\n"
DUES = HEADER + "1001,张三,2024-03,20.00,20.00\n"
LONG = 20_001  # lines that take the fast road
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="names of bytes, and links, as POSIX has them")


def long_file(path: Path, paid: str) -> Path:
    """A regular file of many payments of the same amount."""
    lines = (f"{n},张三,2024-03,20.00,{paid}\n" for n in range(LONG))
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["会费[3].csv", "会费?.csv", "会费*.csv"])
@POSIX
def test_a_file_whose_name_is_a_pattern_is_not_read_from_another_one(tmp_path: Path, name: str) -> None:
    long_file(tmp_path / "会费3.csv", "5.00")
    path = long_file(tmp_path / name, "7.00")
    books = books_in(tmp_path)
    load_file(books, path, Answers(ledger="dues"), "测试", AT)
    assert rows(books, "select sum(paid_fen)::bigint from dues") == [(LONG * 700,)]
    assert verification.reread(books) == []


@pytest.mark.skipif(sys.platform != "linux", reason="a file name of any bytes, as Linux has it")
@pytest.mark.parametrize("paid", ["5.00", "5.005"])
def test_a_file_whose_name_is_gbk_is_read_and_called_by_its_name(tmp_path: Path, paid: str) -> None:
    path = long_file(tmp_path / "a.csv", paid)
    named = os.path.join(os.fsencode(tmp_path), "会费三月.csv".encode("gbk"))  # noqa: PTH118
    path.rename(os.fsdecode(named))
    (receipt,) = load_file(books_in(tmp_path), Path(os.fsdecode(named)), Answers(ledger="dues"), "测试", AT)
    assert receipt.file == "会费三月.csv"
    assert receipt.accepted + receipt.refused == LONG


@pytest.mark.parametrize(("given", "name"), [
    ("x\ud83d.csv", "x?.csv"), ("a/会费.csv", "会费.csv"), ("\udcbb\udce1.csv", "会.csv"),
])
def test_a_name_of_half_characters_becomes_one_that_can_be_written(given: str, name: str) -> None:
    assert base_name(given) == name


@POSIX
def test_a_books_folder_that_cannot_be_told_from_the_one_beside_it_is_refused(tmp_path: Path) -> None:
    books = open_books(tmp_path / "账本[12]")
    load(books, tmp_path, "dues", DUES)
    assert rows(books, "select count(*) from dues") == [(1,)]
    (tmp_path / "账本1").mkdir()
    with pytest.raises(WrongUse, match="分不清"):
        open_books(tmp_path / "账本[12]")


@POSIX
def test_a_books_folder_of_other_bytes_than_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="UTF-8"):
        open_books(Path(os.fsdecode(os.fsencode(tmp_path) + "/账本".encode("gbk"))))


@pytest.mark.parametrize("language", [
    {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
])
def test_the_language_of_the_terminal_changes_nothing(tmp_path: Path, language: dict[str, str]) -> None:
    (tmp_path / "会 费.csv").write_text(DUES, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "openbooks", "load", tmp_path / "会 费.csv", "--ledger", "dues",
         "--books", tmp_path / "我的 账本"],
        capture_output=True, cwd=ROOT, env={**os.environ, **language},
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "第1号装载  会 费.csv" in done.stdout.decode("utf-8")


@POSIX
def test_books_behind_a_link_are_the_same_books_and_a_batch_may_not_be_one(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    (tmp_path / "link").symlink_to(books.home)
    assert open_books(tmp_path / "link") is books
    batch = next((books.home / "batches").glob("*.parquet"))
    batch.rename(tmp_path / "elsewhere.parquet")
    batch.symlink_to(tmp_path / "elsewhere.parquet")
    assert "链接" in verification.verify(books.home).message
    with pytest.raises(BooksDamaged):
        rows(books, "select count(*) from dues")


@POSIX
def test_a_books_folder_that_links_to_itself_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(NotWritten):
        open_books(tmp_path / "loop")
