"""The journal: acknowledged events are whole, in order, and cannot be changed unseen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import journal, store, verification
from openbooks.books import open_books
from openbooks.errors import BooksDamaged
from openbooks.home import placed
from openbooks.store import batch_path
from tests.door import books_in, load

AT = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process as POSIX has them")


def fill(home: Path, count: int) -> tuple[journal.Event, ...]:
    """A journal of `count` events."""
    events: tuple[journal.Event, ...] = ()
    home.mkdir(exist_ok=True)
    for number in range(count):
        events += (journal.append(home, events, "load", "王会计", AT, {"n": number}),)
    return events


def test_events_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    written = fill(tmp_path, 3)
    assert journal.read(tmp_path) == written
    assert [event.seq for event in written] == [1, 2, 3]
    assert written[2].prev == written[1].digest


def test_every_event_names_its_format_and_hash(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    lines = journal.path_of(tmp_path).read_text("utf-8").splitlines()
    assert all(json.loads(line)["format"] == 1 for line in lines)
    assert all(json.loads(line)["hash"] == "sha256" for line in lines)


def behind(home: Path, events: tuple[journal.Event, ...]) -> None:
    """`head` as a writer leaves it that is killed before it has brought it up to the next event."""
    again = home / "again"
    fill(again, len(events))
    (home / journal.HEAD).write_bytes((again / journal.HEAD).read_bytes())


def test_a_last_line_without_its_line_feed_is_no_event(tmp_path: Path) -> None:
    written = fill(tmp_path, 2)
    behind(tmp_path, written[:1])
    path = journal.path_of(tmp_path)
    whole = path.read_bytes()
    for cut in range(1, len(whole.splitlines(True)[-1])):
        path.write_bytes(whole[:-cut])
        assert journal.read(tmp_path) == written[:1]


@pytest.mark.parametrize("cut", [1, 50, None])
def test_the_loss_of_the_last_event_is_seen_and_it_is_put_back(
    tmp_path: Path, cut: int | None
) -> None:
    written = fill(tmp_path, 3)
    path = journal.path_of(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: -(cut or len(whole.splitlines(True)[-1]))])
    for check in (journal.read, lambda home: journal.append(home, journal.read(home), "load", "", AT, {})):
        with pytest.raises(BooksDamaged, match="第3条已确认写入：末尾的事件丢失了。用 rebuild"):
            check(tmp_path)
    assert journal.put_back(tmp_path) is True
    assert (journal.read(tmp_path), path.read_bytes()) == (written, whole)
    assert journal.put_back(tmp_path) is False


def test_the_loss_of_more_than_the_last_event_is_seen_and_nothing_is_made_up(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    path = journal.path_of(tmp_path)
    whole = path.read_bytes()
    for left in (0, 1):
        path.write_bytes(b"".join(whole.splitlines(True)[:left]))
        with pytest.raises(BooksDamaged, match="请从备份恢复"):
            journal.read(tmp_path)
        assert journal.put_back(tmp_path) is False
    path.unlink()
    with pytest.raises(BooksDamaged, match="末尾的事件丢失"):
        journal.read(tmp_path)


def test_a_history_written_anew_is_not_the_one_that_was_acknowledged(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    other: tuple[journal.Event, ...] = ()
    (tmp_path / "other").mkdir()
    for kind in ("open", "load"):
        other += (journal.append(tmp_path / "other", other, kind, "他人", AT, {"n": 7}),)
    journal.path_of(tmp_path).write_bytes(journal.path_of(tmp_path / "other").read_bytes())
    with pytest.raises(BooksDamaged, match="第2条不是当时确认的那一条"):
        journal.read(tmp_path)


def test_a_head_that_lags_is_no_fault_and_is_brought_up_by_the_next_event(tmp_path: Path) -> None:
    written = fill(tmp_path, 3)
    behind(tmp_path, written[:2])
    assert journal.read(tmp_path) == written
    written += (journal.append(tmp_path, written, "undo", "李", AT, {"batch": 1}),)
    assert (tmp_path / journal.HEAD).read_bytes() == journal.path_of(tmp_path).read_bytes().splitlines(
        True
    )[-1]


def test_books_without_a_head_are_read_and_get_one_with_their_next_event(tmp_path: Path) -> None:
    written = fill(tmp_path, 2)
    (tmp_path / journal.HEAD).unlink()
    assert journal.read(tmp_path) == written
    journal.append(tmp_path, written, "undo", "李", AT, {"batch": 1})
    assert (tmp_path / journal.HEAD).exists() and len(journal.read(tmp_path)) == 3


@pytest.mark.parametrize("content", [
    b"", b"\n", b"{}", b"[1]", b'{"seq": "3", "prev": "x"}', b'{"seq": 0, "prev": "x"}', b"\xff\xfe",
])
def test_a_damaged_head_is_said_so(tmp_path: Path, content: bytes) -> None:
    fill(tmp_path, 2)
    (tmp_path / journal.HEAD).write_bytes(content)
    with pytest.raises(BooksDamaged, match="head 文件已损坏"):
        journal.read(tmp_path)


@pytest.mark.parametrize("said", [
    '"body":NaN', '"body":"\\ud800"', f'"body":{"[" * 90_000}{"]" * 90_000}', '"body":{}', '"body":[',
])
def test_a_line_that_no_program_of_ours_wrote_is_damage_and_no_traceback(
    tmp_path: Path, said: str
) -> None:
    line = f'{{"seq":1,"prev":"{"0" * 64}","digest":"","format":1,"hash":"sha256",{said}}}\n'
    (tmp_path / "journal.jsonl").write_text(line)
    assert verification.verify(tmp_path).first_bad == 1
    (tmp_path / "journal.jsonl").write_text("")
    (tmp_path / "head").write_text(line)
    with pytest.raises(BooksDamaged, match="head"):
        journal.read(tmp_path)


@pytest.mark.parametrize("change", [
    lambda line: line.replace(b'{"at"', b'{ "at"'), lambda line: line.replace(b"}\n", b"} \n"),
    lambda line: line.replace(b'{"at"', b'{"who":"somebody","at"'), lambda line: line.replace(b"\n", b"\r\n"),
    lambda line: line.replace(b'"hash"', b'"\\u0068ash"'), lambda line: b"\xef\xbb\xbf" + line,
])
def test_a_line_that_says_the_same_in_other_bytes_was_changed(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    fill(tmp_path, 3)
    path = journal.path_of(tmp_path)
    first, second, third = path.read_bytes().splitlines(True)
    path.write_bytes(first + change(second) + third)
    with pytest.raises(BooksDamaged, match="第2条"):
        journal.read(tmp_path)


@pytest.mark.parametrize(("kind", "body"), [
    ("load", {}), ("load", {"ledger": "dues"}), ("enter", {"ledger": 1}), ("undo", {"batch": "1"}),
    ("undo", {}), ("close", {"start": "2024-01"}), ("reopen", {"closing": True}),
    ("rule", {}), ("open", {"union": "x"}),
])
def test_an_event_that_lacks_what_its_kind_says_is_damage_though_its_hash_holds(
    tmp_path: Path, kind: str, body: dict[str, Any]
) -> None:
    home = placed(tmp_path / "books")
    home.mkdir()
    journal.append(home, (), kind, "他人", AT, body)
    verdict = verification.verify(home)
    assert (verdict.ok, verdict.first_bad) == (False, 1) and "缺少必要内容" in verdict.message
    with pytest.raises(BooksDamaged, match="第1条"):
        open_books(home).state()


def test_a_batch_that_was_made_a_folder_is_named(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1,2024-03,1,1\n")
    path = batch_path(books.home, 1, "dues")
    path.unlink()
    path.mkdir()
    verdict = verification.verify(books.home)
    assert (verdict.ok, verdict.first_bad) == (False, 1) and path.name in verdict.message


@POSIX
def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    written = fill(tmp_path, 2)
    whole = journal.path_of(tmp_path).read_bytes()
    append = "journal.append(home, journal.read(home), 'load', '甲', AT, {})"
    assert in_child(tmp_path, len(whole) + 40, append) == "OSError"
    assert journal.path_of(tmp_path).read_bytes() == whole
    assert journal.read(tmp_path) == written
    assert in_child(tmp_path, 90, "store.put(home / 'batches' / 'x.json', b'1' * 4000)") == "OSError"
    assert list((tmp_path / "batches").iterdir()) == []


def in_child(home: Path, most: int, statement: str) -> str:
    """The name of the error that a process meets which may write files of `most` bytes only."""
    text = f"""
import resource
from datetime import UTC, datetime
from pathlib import Path
from openbooks import journal, store, verification
AT, home = datetime(2025, 3, 1, tzinfo=UTC), Path({str(home)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
try:
    {statement}
except OSError as error:
    print(type(error).__name__)
"""
    return subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.strip()


def test_the_next_writer_cuts_a_torn_line_off(tmp_path: Path) -> None:
    written = fill(tmp_path, 2)
    path = journal.path_of(tmp_path)
    with path.open("ab") as stream:
        stream.write(b'{"seq":3,"torn')
    journal.append(tmp_path, written, "undo", "王会计", AT, {"batch": 1})
    assert [event.kind for event in journal.read(tmp_path)] == ["load", "load", "undo"]


@given(st.data())
def test_no_single_byte_can_be_changed_unseen(tmp_path_factory: pytest.TempPathFactory,
                                              data: st.DataObject) -> None:
    home = tmp_path_factory.mktemp("books")
    fill(home, 3)
    path = journal.path_of(home)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    content[place] = new
    path.write_bytes(bytes(content))
    with pytest.raises(BooksDamaged):
        journal.read(home)


def test_a_removed_event_is_found(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    path = journal.path_of(tmp_path)
    lines = path.read_bytes().splitlines(True)
    path.write_bytes(lines[0] + lines[2])
    with pytest.raises(BooksDamaged, match="第2条"):
        journal.read(tmp_path)


def test_reading_goes_on_where_it_stopped_and_sees_a_shortened_file(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    known, offset = journal.read_after(tmp_path, (), 0)
    journal.append(tmp_path, known, "undo", "李", AT, {"batch": 1})
    more, end = journal.read_after(tmp_path, known, offset)
    assert len(more) == 3 and end > offset
    path = journal.path_of(tmp_path)
    path.write_bytes(path.read_bytes()[:offset])
    with pytest.raises(BooksDamaged, match="变短"):
        journal.read_after(tmp_path, more, end)


def test_the_version_is_the_last_event_that_changed_rows(tmp_path: Path) -> None:
    events: tuple[journal.Event, ...] = ()
    for kind in ("open", "load", "decision", "undo", "reveal"):
        events += (journal.append(tmp_path, events, kind, "李", AT, {"batch": 2}),)
    assert journal.version_at(events) == 4
    assert journal.version_at(events, 3) == 2
    assert journal.version_at(events, 1) == 0


def test_events_that_are_gone_are_missed_where_their_batches_lie(tmp_path: Path) -> None:
    fill(tmp_path, 4)
    (tmp_path / journal.HEAD).unlink()
    store.batches_folder(tmp_path).mkdir()
    store.batch_path(tmp_path, 4, "dues").write_bytes(b"rows")
    path = journal.path_of(tmp_path)
    lines = path.read_bytes().splitlines(True)
    path.write_bytes(b"".join(lines[:3]))
    assert len(journal.read(tmp_path)) == 3, "a killed writer leaves one batch without its event"
    path.write_bytes(b"".join(lines[:2]))
    with pytest.raises(BooksDamaged, match="后面的事件被删除"):
        journal.read(tmp_path)
    path.unlink()
    with pytest.raises(BooksDamaged, match="后面的事件被删除"):
        journal.read(tmp_path)
