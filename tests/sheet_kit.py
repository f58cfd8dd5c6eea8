"""What the tests of reading share: a file of the given content, read or refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from openbooks import sheet
from openbooks.errors import FileRefused
from openbooks.sheet import Source, Table


def read(content: str | bytes, name: str = "台账.csv") -> Source:
    """The source read from a file of that content (text as UTF-8, its line ends as they are).

    Every record of it is accounted for. The file is gone afterwards, so it is not read as Regular.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = sheet.read(path, name)
    assert all(table.accounted for table in source.tables)
    return source


def table(content: str | bytes, name: str = "台账.csv") -> Table:
    """The only table of a file of that content."""
    (only,) = read(content, name).tables
    return only


def cells(found: Table) -> list[tuple[str, ...]]:
    """The cells of the data records."""
    return [record.cells for record in found.records]


def reasons(found: Table) -> dict[int, str]:
    """Line → why the record there was dropped, without header and titles."""
    return {
        each.line: each.reason for each in found.dropped if each.reason not in ("表头", "标题行")
    }


def codes(found: Table) -> list[tuple[int, str, str]]:
    """Line, severity and code of the table's problems."""
    return [(each.line, each.severity, each.code) for each in found.problems]


def refusal(content: str | bytes, name: str = "台账.csv") -> str:
    """The code for which a file of that content is refused, in words without a line break."""
    with pytest.raises(FileRefused) as caught:
        read(content, name)
    problem = caught.value.problem
    assert problem.severity == "file"
    assert str(caught.value) == problem.message
    assert problem.message.endswith("。") and "\n" not in problem.message
    return problem.code
