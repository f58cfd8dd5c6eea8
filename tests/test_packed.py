"""Rows packed as bytes are the rows: whatever is read from them is what is read from a list."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from openbooks import sheet, textfile
from openbooks.errors import FileRefused
from openbooks.packed import Lazy, chosen, mapped, pack
from openbooks.table import UNPAIRED, Raw, Source
from tests.fuzz_kit import Seed, seeds
from tests.test_fuzz import changed

NEVER = 1 << 40
ROWS: list[Raw] = [
    (1, ("姓名", "金额"), ""),
    (2, (), ""),
    (3, ("",), ""),
    (4, ("", ""), ""),
    (5, ("张三", "1\x1f2"), ""),
    (6, ("两\n行", "1.00"), ""),
    (8, ('"张三', "1.00"), UNPAIRED),
    (9, ("\ud800", "𬭎"), ""),
]


def test_packed_rows_are_the_rows() -> None:
    found = pack(iter(ROWS))
    assert list(found) == ROWS
    assert [found[at] for at in range(-len(ROWS), len(ROWS))] == ROWS * 2
    assert list(found[2:7][1:-1]) == ROWS[3:6]
    with pytest.raises(IndexError):
        found[len(ROWS)]


def test_what_is_made_of_packed_rows_is_made_when_asked_for_and_equals_what_is_made_of_a_list() -> None:
    asked: list[int] = []

    def line(row: Raw) -> int:
        asked.append(row[0])
        return row[0]

    lines = mapped(pack(iter(ROWS)), line)
    assert isinstance(lines, Lazy) and not asked
    places = array("Q", [1, 4, 5])
    for source in (lines, lines[1:]):
        assert list(chosen(source, places)) == [list(source)[at] for at in places]
    assert list(lines) == mapped(ROWS, line)


@pytest.fixture(scope="module")
def texts() -> list[Seed]:
    """Texts, each as it is and twice changed at random."""
    chance = Random(20261123)
    found = [each for each in seeds() if not each.content.startswith((b"PK", b"\xd0\xcf"))]
    return found + [
        replace(each, content=changed(each, [tuple(chance.randrange(1 << 16) for _ in range(4))]))
        for each in found * 2
    ]


def test_a_text_read_from_packed_rows_has_the_tables_of_one_read_from_a_list(
    texts: list[Seed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, compared = tmp_path / "file.csv", 0
    for each in texts:
        path.write_bytes(each.content)
        monkeypatch.setattr(textfile, "PACKED_FROM", NEVER)
        usual = outcome(path, each.name)
        monkeypatch.setattr(textfile, "PACKED_FROM", 0)
        assert outcome(path, each.name) == usual, each.name
        compared += isinstance(usual, Source) and any(table.rows for table in usual.tables)
    assert compared > 100


def outcome(path: Path, name: str) -> Source | str:
    """What a file is read as, its records in lists; or why it is refused."""
    try:
        found = sheet.read(path, name, path.parent, NEVER)
    except FileRefused as refusal:
        return str(refusal)
    return replace(found, tables=tuple(
        replace(table, records=list(table.records)) for table in found.tables
    ))
