"""Proof that a large text is so plain that a fast reader may take it (design.md §9).

DuckDB's reader drops blank lines, swallows unclosed quotes and pads short lines without a word. It
may only have files of which it is known that nothing of the kind occurs: counted here on the bytes,
block by block. Where a line might be no data, it is judged by the same function as in any file; one
that is not sends the whole file the slow way. The two ways give the same records.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from openbooks import heading, progress, ragged, rowword
from openbooks.rowkind import DATA, Shape, is_footer, kind_of
from openbooks.table import filled

# Large enough for numpy, small enough for the processor's cache and for any memory.
BLOCK = 8 << 20
WORKERS = os.cpu_count() or 1
# Lines that are judged one by one, at about 5 µs each; with more the slow way is as good.
MAX_JUDGED = 200_000
# Bytes; DuckDB takes no line of more than 2,000,000.
MAX_LINE = 1 << 20

_REPLACEMENT = "\ufffd".encode()
_BLANKS = [sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign not in "\r\n"]
_TRUE = np.True_

Bytes = np.ndarray


@dataclass(frozen=True)
class Proof:
    """What was counted: data lines, and the line end that all lines have."""

    rows: int
    newline: str


@dataclass(frozen=True)
class _Plan:
    delimiter: str
    shape: Shape
    columns: int
    newline: bytes
    first_bytes: Bytes
    last_bytes: Bytes
    last_signs: Bytes


def prove(path: Path, skip: int, delimiter: str, shape: Shape) -> Proof | None:
    """The proof for a UTF-8 file whose first line (after `skip` bytes) is the whole header.

    None when the file is not regular, or too much of it would have to be judged line by line.
    """
    if shape.digits < 0:
        return None
    rows, judged, newline = -1, 0, b""
    above = last = b""
    plan: _Plan | None = None  # that of the blocks, once there is one
    seen, whole = skip, path.stat().st_size
    for block, counted, plan in _counted(path, skip, delimiter, shape):
        seen += len(block)
        progress.said("看每一行是不是整齐，字节", min(seen, whole), whole)
        if counted is None:
            return None
        newline = plan.newline
        lines, suspects = counted
        judged += len(suspects)
        if judged > MAX_JUDGED or not all(_is_data(line, plan) for line in suspects):
            return None
        rows += lines
        begin = block.rfind(b"\n", 0, len(block) - 1) + 1
        above = block[block.rfind(b"\n", 0, begin - 1) + 1 : begin] if begin else last
        last = block[begin:]
    if plan is None or rows < 1 or _may_end(last, plan) or _may_be_torn(path, above, last, plan):
        return None
    return Proof(rows, newline.decode())


def _counted(
    path: Path, skip: int, delimiter: str, shape: Shape
) -> Iterator[tuple[bytes, tuple[int, list[bytes]] | None, _Plan]]:
    """Each block of the file with its count; a few blocks are counted at a time, in order."""
    plan: _Plan | None = None
    waiting: deque[tuple[bytes, Future[tuple[int, list[bytes]] | None]]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        for block in _blocks(path, skip):
            header = plan is None
            if plan is None:
                newline = b"\r\n" if block[: block.find(b"\n")].endswith(b"\r") else b"\n"
                plan = _plan(delimiter, shape, newline)
            if not block.endswith(plan.newline):
                block += plan.newline
            waiting.append((block, pool.submit(_count, block, plan, header)))
            if len(waiting) > WORKERS:
                first, count = waiting.popleft()
                yield first, count.result(), plan
        while waiting and plan is not None:
            first, count = waiting.popleft()
            yield first, count.result(), plan


def _plan(delimiter: str, shape: Shape, newline: bytes) -> _Plan:
    """Tables of bytes: which may begin a blank line, which may end a cell that marks a row."""
    blanks = [sign.encode() for sign in _BLANKS if sign != delimiter]
    endings = [sign.encode() for sign in rowword.endings()]
    first = np.zeros(256, dtype=bool)
    first[[ord(delimiter), *(sign[0] for sign in blanks)]] = _TRUE
    last = np.zeros(256, dtype=bool)
    last[[sign[-1] for sign in blanks + endings]] = _TRUE
    signs = np.array([int.from_bytes(sign, "big") for sign in blanks + endings])
    return _Plan(delimiter, shape, shape.width, newline, first, last, signs)


def _blocks(path: Path, skip: int) -> Iterator[bytes]:
    """The bytes of a file in blocks that end with a line (but for the last one)."""
    with path.open("rb") as file:
        file.seek(skip)
        rest = b""
        while read := file.read(BLOCK):
            end = read.rfind(b"\n") + 1
            if end:
                yield rest + read[:end]
                rest = read[end:]
            else:
                rest += read
        if rest:
            yield rest


def _count(block: bytes, plan: _Plan, header: bool) -> tuple[int, list[bytes]] | None:
    """Lines of the block, and those that have to be judged; None when the block is not regular."""
    if b'"' in block or _REPLACEMENT in block:
        return None
    carriage = block.count(b"\r")
    if carriage and (plan.newline == b"\n" or carriage != block.count(b"\r\n")):
        return None
    octets = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(octets == ord("\n"))
    if plan.newline == b"\r\n" and len(ends) != carriage:
        return None
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    ends -= len(plan.newline) - 1
    if (ends - starts).max() > MAX_LINE:
        return None
    columns = _columns(octets, starts, ends, plan)
    if columns is None:
        return None
    begin = 1 if header else 0
    suspect = plan.first_bytes[octets[starts]]
    digits = octets[columns[plan.shape.digits][0]]
    suspect |= (digits < ord("0")) | (digits > ord("9"))
    for first, last in columns:
        if not _no_marks(block, octets, first[begin:], last[begin:], plan):
            return None
    chosen = np.flatnonzero(suspect[begin:])[: MAX_JUDGED + 1] + begin
    return len(ends), [block[starts[at] : ends[at]] for at in chosen]


def _columns(
    octets: Bytes, starts: Bytes, ends: Bytes, plan: _Plan
) -> list[tuple[Bytes, Bytes]] | None:
    """Where the cells of each column begin and end; None when a line has more or fewer cells."""
    delimiters = np.flatnonzero(octets == ord(plan.delimiter))
    between = plan.columns - 1
    if len(delimiters) != between * len(ends) or (starts == ends).any():
        return None
    if not between:
        return [(starts, ends)]
    places = delimiters.reshape(len(ends), between)
    if (places[:, 0] < starts).any() or (places[:, -1] >= ends).any():
        return None
    begins = [starts, *(places[:, at] + 1 for at in range(between))]
    stops = [*(places[:, at] for at in range(between)), ends]
    return list(zip(begins, stops, strict=True))


def _no_marks(block: bytes, octets: Bytes, first: Bytes, last: Bytes, plan: _Plan) -> bool:
    """Whether no cell of the column marks a row by its word; most are told by their last byte."""
    hits = np.flatnonzero(plan.last_bytes[octets[last - 1]])
    ends = last[hits]
    signs = octets[ends - 1].astype(np.int64)
    exact = np.isin(signs, plan.last_signs)
    for length in (2, 3):
        # The cell may be shorter than the sign; then the sign holds a delimiter and is none.
        before = np.maximum(ends - length, 0)
        signs += octets[before].astype(np.int64) << (8 * (length - 1))
        exact |= np.isin(signs, plan.last_signs)
    chosen = hits[exact]
    cells = {block[begin:end] for begin, end in zip(first[chosen], last[chosen], strict=True)}
    return not any(_marks(cell.decode()) for cell in cells)


def _marks(cell: str) -> bool:
    return bool(rowword.meaning(cell)) or rowword.is_named_total(cell)


def _cells(line: bytes, plan: _Plan) -> tuple[str, ...]:
    return tuple(line.decode().rstrip("\r\n").split(plan.delimiter))


def _is_data(line: bytes, plan: _Plan) -> bool:
    return kind_of(_cells(line, plan), plan.shape) == DATA


def _may_end(line: bytes, plan: _Plan) -> bool:
    """Whether the last line, which is data, may be a footer or a total by its place (see rowkind)."""
    cells = _cells(line, plan)
    texts = filled(cells)
    return (
        is_footer(cells, plan.columns)
        or rowword.opens_total(texts[0])
        or (len(texts) < len(cells) and all(map(heading.is_data, texts)))
    )


def _may_be_torn(path: Path, above: bytes, last: bytes, plan: _Plan) -> bool:
    """Whether the file ends without a line end in an amount that may have lost digits."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        cut = file.read() != b"\n"
    return cut and ragged.may_be_torn(_cells(last, plan)[-1], _cells(above, plan)[-1])
