"""A file as handed in → its tables, with every physical record accounted for.

What the file is, is told by its content and never by its name. Large texts that a byte scan proves
regular keep their records in the file (`Regular`); `records` reads either kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from itertools import count
from pathlib import Path

from openbooks import assembly, encoding, foreign, layout, markup, textfile, workbook
from openbooks.codes import problem
from openbooks.errors import FILE, WARN, FileRefused, Problem
from openbooks.inspection import report
from openbooks.layout import MAX_COLUMNS, refuse_too_wide
from openbooks.table import Dropped, Record, Regular, Source, Table
from openbooks.textfile import REGULAR_FROM

__all__ = [
    "Dropped", "Record", "Regular", "Source", "Table", "inspect", "opened", "read", "records",
    "records_at", "release",
]

_HEAD = 2048

_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".et")
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_BYTES = re.compile("^[^\ud800-\udc7f\udd00-\udfff]*$")  # no half characters but bytes of a name
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAMELESS = "未命名"


def read(
    path: Path, name: str | None = None, folder: Path | None = None,
    regular_from: int = REGULAR_FROM,
) -> Source:
    """The tables of a file; `name` is the name under which it was handed in.

    A large text that is not UTF-8 is written as UTF-8 into `folder` (default: the system's) until
    `release` or the end of its `Regular`. Texts of `regular_from` lines or more are tried as such.

    Raises FileRefused with one sentence: file_empty, no_data_row, no_header, nul_bytes,
    encoding_unknown, format_unknown, format_mismatch, too_many_columns, zip_bomb, sheet_too_large,
    workbook_locked, workbook_unreadable.
    """
    shown = base_name(name if name is not None else path.name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        _refuse_blank(path)
    kind = _kind(head)
    if kind == "text":
        source = _read_text(path, shown, folder, regular_from)
    elif kind == "html":
        source = _read_page(path, shown)
    else:
        source = _read_workbook(path, shown, kind)
    _require_data(source)
    return source


def base_name(name: str) -> str:
    """The name without any path (../x.csv, C:\\x.csv), control characters or nothing at all."""
    last = _CONTROL.sub("", re.split(r"[\\/]", _spelt(name))[-1])
    last = re.sub(r"^[A-Za-z]:", "", last).strip()
    return _NAMELESS if last.strip(".") == "" else last[-255:]


def _spelt(name: str) -> str:
    """A name whose bytes on the disk are not UTF-8, as the characters that they are in GB18030."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        found = name.encode("utf-8", "surrogateescape" if _BYTES.search(name) else "replace")
        return found.decode("gb18030", errors="replace")


def _refuse_blank(path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(encoding.BLOCK):
            if block.strip():
                return
    raise FileRefused(problem("file_empty", FILE, 0))


def _kind(head: bytes) -> str:
    """xlsx, xls, html or text, by the first bytes; FileRefused for what is known to be none of them."""
    if head.startswith(workbook.ZIP):
        return "xlsx"
    if head.startswith(workbook.OLE):
        return "xls"
    foreign.refuse_by_mark(head)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    return "html" if markup.is_page(text) else "text"


def _misnamed(name: str, kind: str) -> tuple[Problem, ...]:
    """A warning when the name promises another kind of file; the content is what is read."""
    suffix = Path(name).suffix.lower()
    text = kind in ("csv", "tsv", "html")
    if suffix in (_WORKBOOK_NAMES if text else _TEXT_NAMES) or (
        kind == "html" and suffix in _TEXT_NAMES
    ):
        what = {"html": "网页", "csv": "文本", "tsv": "文本"}.get(kind, "工作簿")
        detail = f"扩展名 {suffix}，内容是{what}"
        return (problem("format_mismatch", WARN, 0, detail=detail),)
    return ()


def _require_data(source: Source) -> None:
    if any(table.rows or table.unread for table in source.tables):
        return
    if any(table.header for table in source.tables):
        raise FileRefused(problem("no_data_row", FILE, 0))
    if any(table.titles for table in source.tables):
        raise FileRefused(problem("no_header", FILE, 0))
    raise FileRefused(problem("file_empty", FILE, 0))


def _read_workbook(path: Path, name: str, kind: str) -> Source:
    tables: list[Table] = []
    for sheet in workbook.sheets(path, kind):
        if any(len(cells) > MAX_COLUMNS for _, cells, _ in sheet.rows[:1]):
            refuse_too_wide(sheet.rows, sheet.name)
        tables += layout.tables(
            assembly.Sheet(sheet.rows, sheet.name, sheet.hidden, sheet.spans, sheet.date1904)
        )
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return Source(name, sha256, size, kind, "", "", tuple(tables), _misnamed(name, kind))


def _read_page(path: Path, name: str) -> Source:
    coded, rows, spans = markup.read(path)
    refuse_too_wide(rows)
    found = layout.tables(assembly.Sheet(rows, spans=spans))
    problems = _misnamed(name, "html")
    return Source(name, coded.sha256, coded.size, "html", coded.name, "", found, problems)


def _read_text(path: Path, name: str, folder: Path | None, regular_from: int) -> Source:
    found = textfile.read(path, folder, regular_from)
    kind = "tsv" if found.delimiter == "\t" else "csv"
    return Source(
        name, found.encoding.sha256, found.encoding.size, kind, found.encoding.name,
        found.delimiter, found.tables, _misnamed(name, kind),
    )


def records(table: Table) -> Iterator[Record]:
    """The data records of a table, from memory or from its regular file."""
    if table.regular is None:
        yield from table.records
        return
    yield from _of_file(table.regular, count(table.regular.first_line))


def records_at(regular: Regular, lines: Iterable[int]) -> Iterator[Record]:
    """The records of a regular file that stand on these lines, which ascend."""
    yield from _of_file(regular, iter(lines))


def _of_file(regular: Regular, lines: Iterator[int]) -> Iterator[Record]:
    """Those of its records, one line in memory at a time."""
    wanted = next(lines, 0)
    with regular.path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number == wanted:
                text = line.decode().rstrip("\r\n")
                yield Record(number, tuple(text.split(regular.delimiter)))
                wanted = next(lines, 0)


def release(source: Source) -> None:
    """Remove the temporary files of a source; its regular tables cannot be read after that."""
    for table in source.tables:
        if table.regular is not None and table.regular.temporary:
            table.regular.path.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, name: str | None = None, folder: Path | None = None) -> Iterator[Source]:
    """`read` for the length of a block; temporary files are removed behind it."""
    source = read(path, name, folder)
    try:
        yield source
    finally:
        release(source)


def inspect(source: Source) -> dict[str, object]:
    """What the command line's `inspect --json` prints (design.md §8); amounts are decimal strings.

    `rows` and `sums` count the unread rows of 列数不符 by position, so that a ragged file still
    adds up; `unread` says how many rows a load would refuse for their shape.
    """
    return report(source, records)
