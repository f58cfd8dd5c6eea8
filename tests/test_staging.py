"""Work that goes on is nobody else's to clear away; what a killed process left behind is."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from openbooks import desk, staging, store, verification
from openbooks.access import LOCAL_PAGES
from openbooks.errors import NotWritten
from openbooks.intake import Answers, load_file
from tests.door import AT, books_in, load, rows, written

ROOT = Path(__file__).resolve().parent.parent
DUES = """
会员编号,姓名,所属月份,应缴会费,实缴会费
1001,张三,2024-03,20.00,20.00
"""
WORKER = """
import sys
from pathlib import Path
from openbooks import staging
folder = staging.begin(Path(sys.argv[1]))
(folder / "rows.parquet").write_bytes(b"rows")
print(folder.name, flush=True)
sys.stdin.read()
"""


def names(home: Path) -> list[str]:
    """What lies in staging, but for the drafts."""
    return sorted(path.name for path in staging.folder_of(home).iterdir() if path.name != "drafts")


def test_only_what_a_dead_process_left_behind_is_swept_away(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as worker:
        theirs = worker.stdout.readline().strip()
        with staging.working(tmp_path) as ours:
            assert staging.sweep(tmp_path) == 0
            assert ours.is_dir() and (ours.parent / theirs / "rows.parquet").exists()
            worker.kill()
            worker.wait()
            assert staging.sweep(tmp_path) == 1
            assert ours.is_dir() and not (ours.parent / theirs).exists()
    assert names(tmp_path) == []


def test_what_an_earlier_program_left_is_swept_and_drafts_are_not(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    at = desk.hand_in(desk.open_desk(books), [("会费.csv", DUES.encode())])
    folder = staging.folder_of(books.home)
    (folder / "0123.parquet").write_bytes(b"rows")
    (folder / "rehearsal-x").mkdir()
    (folder / "rehearsal-x" / "journal.jsonl").write_bytes(b"")
    (folder / "elsewhere").symlink_to(tmp_path)
    assert books.rebuild() == 3
    assert names(books.home) == [] and tmp_path.exists()
    assert desk.open_desk(books, at.id) == at


def test_a_rebuild_while_a_file_is_tried_takes_nothing_from_the_trial(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = written(tmp_path, "会费.csv", DUES)
    over = threading.Event()

    def sweep() -> None:
        while not over.is_set():
            staging.sweep(books.home)

    worker = threading.Thread(target=sweep)
    worker.start()
    try:
        for _ in range(5):
            (receipt,) = load_file(books, path, Answers(ledger="dues"), "测试", AT)
    finally:
        over.set()
        worker.join()
    assert receipt.already and rows(books, "select count(*) from dues") == [(1,)]
    assert names(books.home) == []


def test_books_are_seen_as_before_after_a_rebuild(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    before = rows(books, "select * from dues", LOCAL_PAGES)
    books.rebuild()
    assert rows(books, "select * from dues", LOCAL_PAGES) == before


def test_a_rebuild_clears_files_that_were_begun_and_no_others(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    batches = store.batches_folder(books.home)
    (batches / ".000002-dues.json.0a1b2c3d").write_bytes(b"{")
    (books.home / ".head.ffffffff").write_bytes(b"{")
    (batches / "000002-dues.parquet").write_bytes(b"of a killed writer")
    assert books.rebuild() == 2
    assert not list(batches.glob(".*")) and (books.home / ".lock").exists()
    verdict = verification.verify(books.home)
    assert verdict.ok and "000002-dues.parquet" in verdict.message and "不计入账" in verdict.message


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process as POSIX has them")
@pytest.mark.parametrize("most", [0, 100, 700, 1500])
def test_a_full_disk_is_one_sentence_and_leaves_whole_books(tmp_path: Path, most: int) -> None:
    """A process that may write `most` bytes a file hands in a file; the books stay whole."""
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    path = written(tmp_path, "更多.csv", DUES.replace("2024-03", "2024-04"))
    text = f"""
import resource, sys
from openbooks import cli
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
sys.exit(cli.main(["load", {str(path)!r}, "--ledger", "dues", "--books", {str(books.home)!r}]))
"""
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 2 and "没有写" in done.stdout + done.stderr
    assert verification.verify(books.home).ok
    assert rows(books, "select count(*) from dues") == [(1,)]
    assert names(books.home) == [] and not list(store.batches_folder(books.home).glob(".*"))
    load(books, tmp_path, "dues", DUES.replace("2024-03", "2024-04"))
    assert rows(books, "select count(*) from dues") == [(2,)]


def test_a_file_where_the_books_should_lie_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "books").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(NotWritten, match="要放在文件夹里"):
        books_in(tmp_path)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a POSIX kill")
def test_a_draft_begun_by_a_killed_process_waits_for_nobody(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    folder = staging.folder_of(books.home) / staging.DRAFTS / "0123456789ab"
    store.put(folder / desk.FILES / "aa", b"bytes without a desk")
    assert desk.left_open(books) == ()
