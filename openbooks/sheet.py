"""A file as handed in → its tables, with every physical record accounted for.

What the file is, is told by its content and never by its name. Large texts that a byte scan proves
regular keep their records in the file (`Regular`); `records` reads either kind.
"""

from __future__ import annotations

import re
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from openbooks import delimited, encoding, heading, layout, regular, rowkind, workbook
from openbooks.codes import problem
from openbooks.delimited import Dialect
from openbooks.encoding import Encoding
from openbooks.errors import FILE, WARN, FileRefused, Problem
from openbooks.inspection import report
from openbooks.table import TORN, UNPAIRED, Dropped, Raw, Record, Regular, Source, Table, is_blank

__all__ = [
    "Dropped", "Record", "Regular", "Source", "Table", "inspect", "opened", "read", "records",
    "release",
]

# More columns than any sheet of an office; beyond them a file is mistaken for a table.
MAX_COLUMNS = 256
# Below this many lines the Python reader takes less time than the proof is worth.
REGULAR_FROM = 20_000
# Lines by which the delimiter is decided.
_SAMPLE_LINES = 500
_HEAD = 2048

_FOREIGN = (
    (b"%PDF", "PDF 文件"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"), (b"\x1f\x8b", "gzip 压缩包"),
)
_MARKUP = re.compile(
    r"\s*(?:<!doctype\s|<html|<head|<body|<meta|<table|<style|<\?xml|mime-version:)", re.IGNORECASE
)
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".et")
_TEXT_NAMES = (".csv", ".tsv", ".txt")
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
    else:
        source = _read_workbook(path, shown, kind)
    _require_data(source)
    return source


def base_name(name: str) -> str:
    """The name without any path (../x.csv, C:\\x.csv), control characters or nothing at all."""
    last = _CONTROL.sub("", re.split(r"[\\/]", name)[-1])
    last = re.sub(r"^[A-Za-z]:", "", last).strip()
    return _NAMELESS if last.strip(".") == "" else last[-255:]


def _refuse_blank(path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(encoding.BLOCK):
            if block.strip():
                return
    raise FileRefused(problem("file_empty", FILE, 0))


def _kind(head: bytes) -> str:
    """xlsx, xls or text, by the first bytes; FileRefused for what is known to be none of them."""
    if head.startswith(workbook.ZIP):
        return "xlsx"
    if head.startswith(workbook.OLE):
        return "xls"
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise FileRefused(problem("format_unknown", FILE, 0, detail=what))
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    if _MARKUP.match(text.lstrip("\ufeff")):
        raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是网页或 XML"))
    return "text"


def _misnamed(name: str, kind: str) -> tuple[Problem, ...]:
    """A warning when the name promises another kind of file; the content is what is read."""
    suffix = Path(name).suffix.lower()
    text = kind in ("csv", "tsv")
    if suffix in (_WORKBOOK_NAMES if text else _TEXT_NAMES):
        detail = f"扩展名 {suffix}，内容是{'文本' if text else '工作簿'}"
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


def _refuse_too_wide(rows: Sequence[Raw], sheet: str = "") -> None:
    width = max((len(rowkind.trimmed(cells)) for _, cells, _ in rows), default=0)
    if width > MAX_COLUMNS:
        detail = f"{width} 列，最多 {MAX_COLUMNS} 列"
        raise FileRefused(problem("too_many_columns", FILE, 0, sheet=sheet, detail=detail))


def _read_workbook(path: Path, name: str, kind: str) -> Source:
    tables: list[Table] = []
    for sheet in workbook.sheets(path, kind):
        if any(len(cells) > MAX_COLUMNS for _, cells, _ in sheet.rows[:1]):
            _refuse_too_wide(sheet.rows, sheet.name)
        tables += layout.tables(
            layout.Sheet(sheet.rows, sheet.name, sheet.hidden, sheet.spans, sheet.date1904)
        )
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return Source(name, sha256, size, kind, "", "", tuple(tables), _misnamed(name, kind))


def _read_text(path: Path, name: str, folder: Path | None, regular_from: int) -> Source:
    coded = encoding.survey(path)
    with encoding.opened(path, coded) as text:
        sample = list(islice(text, _SAMPLE_LINES))
    dialect = _dialect(sample)
    first = list(delimited.records(sample, dialect))
    _refuse_too_wide(first)
    table = None
    if coded.line_ends >= regular_from and not coded.torn:
        table = _regular_table(path, coded, dialect, first, folder)
    tables = (table,) if table else _slow_tables(path, coded, dialect)
    kind = "tsv" if dialect.delimiter == "\t" else "csv"
    return Source(
        name, coded.sha256, coded.size, kind, coded.name, dialect.delimiter, tables,
        _misnamed(name, kind),
    )


def _dialect(sample: Sequence[str]) -> Dialect:
    """The delimiter that finds a header and gives most lines the same number of cells."""
    best, best_score = Dialect(","), (False, 0)
    for delimiter in delimited.DELIMITERS:
        rows = list(delimited.records(sample, Dialect(delimiter)))
        width, count = delimited.usual_width(rows)
        head = heading.find([cells for _, cells, _ in rows[: heading.LOOK_DOWN]])
        score = (head is not None and len(head.names) > 1, count * (width - 1))
        if score > best_score:
            best, best_score = Dialect(delimiter, width=width), score
    return best


def _slow_tables(path: Path, coded: Encoding, dialect: Dialect) -> tuple[Table, ...]:
    rows = list(delimited.records(encoding.lines(path, coded), dialect))
    # Databases write | between cells and know no quotes: an odd one is part of a text.
    if dialect.delimiter == "|" and any(fault == UNPAIRED for _, _, fault in rows):
        unquoted = replace(dialect, quoted=False)
        rows = list(delimited.records(encoding.lines(path, coded), unquoted))
    if coded.torn and rows:
        rows[-1] = (rows[-1][0], rows[-1][1], TORN)
    with path.open("rb") as file:
        file.seek(max(coded.size - 2, 0))
        cut = not file.read().strip(b"\0").endswith((b"\n", b"\r"))
    return layout.tables(layout.Sheet(rows, cut=cut))


def _regular_table(
    path: Path, coded: Encoding, dialect: Dialect, first: Sequence[Raw], folder: Path | None
) -> Table | None:
    """The table of a text that is proved regular, None when it is not."""
    cells = [cells for _, cells, _ in first]
    head = heading.find(cells[: heading.LOOK_DOWN])
    if head is None or head.last or len(head.names) != len(head.written):
        return None
    shape = rowkind.shape_of(head, cells[:1], cells[1 : 1 + rowkind.SAMPLE])
    plain, skip = path, coded.skip
    temporary = coded.codec != "utf-8"
    if temporary:
        handle = tempfile.NamedTemporaryFile(
            prefix="openbooks-", suffix=".csv", dir=folder, delete=False
        )
        handle.close()
        plain, skip = Path(handle.name), 0
        encoding.write_utf8(path, coded, plain)
    proof = regular.prove(plain, skip, dialect.delimiter, shape)
    if proof is None:
        if temporary:
            plain.unlink()
        return None
    found = Regular(
        plain, dialect.delimiter, 2, proof.rows, len(head.names), proof.newline, temporary
    )
    if temporary:
        weakref.finalize(found, plain.unlink, missing_ok=True)
    header_line = Dropped(1, rowkind.HEADER, " ".join(filter(str.strip, cells[0])))
    return Table(
        sheet="", hidden=False, header_line=1, header=head.names, written=head.written,
        header_records=(1,), titles=(), records=(), regular=found, dropped=(header_line,),
        unread=(), balances=(), problems=(), date1904=False, rows=proof.rows, read=proof.rows + 1,
    )


def records(table: Table) -> Iterator[Record]:
    """The data records of a table, from memory or from its regular file."""
    if table.regular is None:
        yield from table.records
        return
    delimiter = table.regular.delimiter
    with table.regular.path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if number >= table.regular.first_line:
                yield Record(number, tuple(line.rstrip("\r\n").split(delimiter)))


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
