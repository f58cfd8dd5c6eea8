"""Text files → tables: the delimiter, the slow road and, for large files, the fast one."""

from __future__ import annotations

import os
import re
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from openbooks import (
    assembly,
    block,
    delimited,
    encoding,
    heading,
    layout,
    progress,
    regular,
    rowkind,
)
from openbooks.assembly import Sheet
from openbooks.delimited import Dialect
from openbooks.encoding import Encoding
from openbooks.packed import pack
from openbooks.rowkind import Shape
from openbooks.table import TORN, UNPAIRED, Raw, Regular, Table

# Below this many lines the Python reader takes less time than the proof is worth.
REGULAR_FROM = 20_000
# From so many lines on, one that is irregular by its quotes alone is written anew without them, and
# what the Python reader has to hold in memory is packed.
REWRITTEN_FROM = PACKED_FROM = 200_000
BETWEEN = "\x1f"  # stands between the cells then: the unit separator, made for it
_ODD = re.compile('["\r\n]')
# DuckDB takes a path for a pattern, and only in UTF-8: 会费[3].csv would be read from 会费3.csv.
_SPEAKING = re.compile("[*?[\ud800-\udfff]")
TEMPORARY = "openbooks-"  # how the file begins that such a text is written to as UTF-8
TOLD = 100_000  # lines between two words about how far it is
# Lines by which the delimiter is decided.
_SAMPLE_LINES = 500


@dataclass(frozen=True)
class TextFile:
    """What was read from a text, and how it was written."""

    encoding: Encoding
    delimiter: str
    tables: tuple[Table, ...]


def read(path: Path, folder: Path | None, regular_from: int) -> TextFile:
    """The tables of a text; `folder` takes the temporary file of one that is not UTF-8.

    Raises FileRefused: nul_bytes, encoding_unknown, too_many_columns.
    """
    coded = encoding.survey(path)
    with encoding.opened(path, coded) as text:
        sample = list(islice(text, _SAMPLE_LINES))
    dialect = _dialect(sample)
    first = list(delimited.records(sample, dialect))
    layout.refuse_too_wide(first)
    table = None
    if coded.line_ends >= regular_from and not coded.torn:
        table = _regular_table(path, coded, dialect, first, folder)
    tables = (table,) if table else _tables(path, coded, dialect)
    return TextFile(coded, dialect.delimiter, tables)


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


def _tables(path: Path, coded: Encoding, dialect: Dialect) -> tuple[Table, ...]:
    rows, unpaired = _kept(path, coded, dialect)
    # Databases write | between cells and know no quotes: an odd one is part of a text.
    if dialect.delimiter == "|" and unpaired:
        rows, _ = _kept(path, coded, replace(dialect, quoted=False))
    with path.open("rb") as file:
        file.seek(max(coded.size - 2, 0))
        cut = not file.read().strip(b"\0").endswith((b"\n", b"\r"))
    return layout.tables(Sheet(rows, cut=cut))


def _kept(path: Path, coded: Encoding, dialect: Dialect) -> tuple[Sequence[Raw], bool]:
    """The records in memory, the last of a file that ends within a character marked as torn; and
    whether one has quotes that do not pair up."""
    unpaired = False

    def read() -> Iterator[Raw]:
        nonlocal unpaired
        above: Raw | None = None
        for row in delimited.records(encoding.lines(path, coded), dialect):
            if above:
                yield above
            above = row
            unpaired = unpaired or row[2] == UNPAIRED
            if not row[0] % TOLD:
                progress.said("逐行读，行", row[0], coded.line_ends)
        if above:
            yield (above[0], above[1], TORN) if coded.torn else above

    return (pack(read()) if coded.line_ends >= PACKED_FROM else list(read())), unpaired


def _regular_table(
    path: Path, coded: Encoding, dialect: Dialect, first: Sequence[Raw], folder: Path | None
) -> Table | None:
    """The table of a text that is proved regular, None when it is not."""
    cells = [cells for _, cells, _ in first]
    head = heading.find(cells[: heading.LOOK_DOWN])
    if head is None or head.last or len(head.names) != len(head.written):
        return None
    if (
        block.panels(head.names, cells) or block.flows(head.names)
        or block.apart(cells, head, ())
    ):
        return None
    shape = rowkind.shape_of(head, cells[:1], cells[1 : 1 + rowkind.SAMPLE])
    found = _proved(path, coded, dialect, shape, folder)
    if found is None and coded.line_ends >= REWRITTEN_FROM:
        found = _rewritten(path, coded, dialect, shape, folder)
    return found and assembly.regular_table(head, cells[0], found)


def _proved(
    path: Path, coded: Encoding, dialect: Dialect, shape: Shape, folder: Path | None
) -> Regular | None:
    """The text itself, or as UTF-8, where it is proved regular."""
    if coded.codec == "utf-8" and not _SPEAKING.search(str(path)):
        proof = regular.prove(path, coded.skip, dialect.delimiter, shape)
        return proof and Regular(
            path, dialect.delimiter, 2, proof.rows, shape.width, proof.newline
        )
    with ExitStack() as unless_regular:
        plain = _temporary(folder)
        unless_regular.callback(plain.unlink, missing_ok=True)
        encoding.write_utf8(path, coded, plain)
        proof = regular.prove(plain, 0, dialect.delimiter, shape)
        if proof is None:
            return None
        unless_regular.pop_all()
    return _of_temporary(Regular(
        plain, dialect.delimiter, 2, proof.rows, shape.width, proof.newline, True
    ))


def _rewritten(
    path: Path, coded: Encoding, dialect: Dialect, shape: Shape, folder: Path | None
) -> Regular | None:
    """A text in which nothing is irregular but quotes around cells, written without them: record n
    stands on line n in both. None when anything else is found."""
    with ExitStack() as unless_regular:
        plain = _temporary(folder)
        unless_regular.callback(plain.unlink, missing_ok=True)
        with plain.open("w", encoding="utf-8", newline="") as out:
            rows = delimited.records(encoding.lines(path, coded), dialect)
            for at, (line, cells, fault) in enumerate(rows, 1):
                text = BETWEEN.join(cells)
                if fault or line != at or len(cells) != shape.width or _ODD.search(text) or (
                    text.count(BETWEEN) != shape.width - 1
                ):
                    return None
                out.write(f"{text}\n")
                if not at % TOLD:
                    progress.said("逐行读，行", at, coded.line_ends)
        proof = regular.prove(plain, 0, BETWEEN, shape)
        if proof is None:
            return None
        unless_regular.pop_all()
    return _of_temporary(Regular(plain, BETWEEN, 2, proof.rows, shape.width, proof.newline, True))


def _temporary(folder: Path | None) -> Path:
    """A fresh file for a text as UTF-8."""
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=".csv", dir=folder)
    os.close(handle)
    return Path(name)


def _of_temporary(found: Regular) -> Regular:
    """The same, whose file goes with it."""
    weakref.finalize(found, found.path.unlink, missing_ok=True)
    return found
