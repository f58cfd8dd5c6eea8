"""The journal: acknowledged events are whole, in order, and cannot be changed unseen."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import journal, store
from openbooks.errors import BooksDamaged

AT = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def fill(home: Path, count: int) -> tuple[journal.Event, ...]:
    """A journal of `count` events."""
    events: tuple[journal.Event, ...] = ()
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


def test_a_last_line_without_its_line_feed_is_no_event(tmp_path: Path) -> None:
    written = fill(tmp_path, 2)
    path = journal.path_of(tmp_path)
    whole = path.read_bytes()
    for cut in range(1, len(whole.splitlines(True)[-1])):
        path.write_bytes(whole[:-cut])
        assert journal.read(tmp_path) == written[:1]


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
    written = fill(home, 3)
    path = journal.path_of(home)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    content[place] = new
    path.write_bytes(bytes(content))
    try:
        found = journal.read(home)
    except BooksDamaged:
        return
    assert found != written  # only the last line feed: then the last event is gone, and seen to be
    assert len(found) < len(written)


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
