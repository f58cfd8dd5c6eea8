"""The desk: the files that somebody is handing in, and what has been answered about them so far.

A desk is a draft on disk (`deskfile`), so that a reload, a lost connection or a restart loses
nothing. It holds what was said, never what was understood:
that is made anew from the files and the answers each time (`card`, `agenda`). Every function
returns a new Desk and has kept it. Answering a question, choosing files, setting a table aside and
loading are each one decision; `decisions` says them in order.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from openbooks import received, sheet, store
from openbooks.books import Books
from openbooks.deskfile import (
    FILES,
    STATE,
    Answer,
    Desk,
    Edit,
    Handed,
    clear,
    clear_loaded,
    keep,
    left_open,
    open_desk,
    waiting,
)
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.mend import Mends, by_cell
from openbooks.resubmission import Stand

__all__ = [
    "FILES", "STATE", "Answer", "Desk", "Edit", "Handed", "change_link", "choose_ledger", "clear",
    "confirm", "confirm_all", "counted", "decide", "emptied", "hand_in", "keep_lines", "left_open",
    "mend", "noted", "open_desk", "reopen", "replace_lines", "set_aside", "supersede", "take_back",
    "undecide", "unmend",
]

MOST_FILES = 50
MEGABYTE = 1 << 20
MOST_BYTES = 500 * MEGABYTE  # of one desk
MOST_WAITING = 2000 * MEGABYTE  # of all that wait, on the disk
MOST_MENDS = 20_000  # of one table: beyond that the file itself is to be mended


def hand_in(
    desk: Desk, files: Iterable[tuple[str, bytes | BinaryIO]], books: Books | None = None
) -> Desk:
    """The desk with more files (name, bytes or a stream of them), chosen together: one decision.
    Streams are read in pieces, twice: no copy stands in memory.

    With the `books` that they are for, a unit's packet is its tables, each a file. The same content under
    the same name twice is one file. Raises FileRefused for a packet that does not hold, WrongUse for one
    that may not enter, beyond 50 files or 500 MB, or where too much waits on other desks; NotWritten when
    the disk is full. Then nothing is kept.
    """
    if not desk.handed:
        clear_loaded(desk.folder.parent)
    handed: list[Handed] = list(desk.handed)
    fresh: dict[str, BinaryIO] = {}
    more = 0
    for given, content in received.spread(files, books):
        stream = BytesIO(content) if isinstance(content, bytes) else content
        sha256, size = _digest(stream)
        name = sheet.base_name(given)
        if any((each.name, each.sha256) == (name, sha256) for each in handed):
            continue
        if len(handed) >= MOST_FILES:
            raise WrongUse(f"一次最多交 {MOST_FILES} 个文件，请先装载这些，再交其余的。")
        number = max((int(each.id) for each in handed), default=0) + 1
        handed.append(Handed(str(number), name, sha256, size))
        more += 0 if sha256 in fresh else size
        fresh[sha256] = stream
    if not fresh:
        return desk
    _check_room(desk, sum(each.size for each in handed), more)
    names = "、".join(each.name for each in handed[len(desk.handed):])
    with ExitStack() as unless_kept:
        unless_kept.callback(_withdraw, desk, fresh)
        with on_disk():
            for sha256, stream in fresh.items():
                stream.seek(0)
                store.put(desk.folder / FILES / sha256, stream)
        changed = counted(replace(desk, handed=tuple(handed)), f"选择文件 {names}")
        unless_kept.pop_all()
    return changed


def _digest(stream: BinaryIO) -> tuple[str, int]:
    """The SHA-256 of a stream from its beginning, and how many bytes it has."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while piece := stream.read(store.CHUNK):  # not file_digest: it copies the whole of a BytesIO
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _withdraw(desk: Desk, fresh: Iterable[str]) -> None:
    """Take files (their SHA-256) away again that could not all be written."""
    for sha256 in {*fresh} - {each.sha256 for each in desk.handed}:
        (desk.folder / FILES / sha256).unlink(missing_ok=True)
    if not desk.handed:
        clear(desk)


def _check_room(desk: Desk, size: int, more: int) -> None:
    """Raise WrongUse where the bytes of the desk's files, or `more` beside those of all desks, are
    too many."""
    if size > MOST_BYTES:
        raise WrongUse(
            f"一次最多交 {MOST_BYTES // MEGABYTE} MB，这些文件共 {size // MEGABYTE} MB。"
            "请先装载一部分，再交其余的。"
        )
    there = waiting(desk.folder.parent)
    if there + more > MOST_WAITING:
        raise WrongUse(
            f"选了还没有装载的文件已占 {there // MEGABYTE} MB，放不下更多了。"
            "请先装载它们，或丢掉上次的草稿。"
        )


def take_back(desk: Desk, handed: Handed) -> Desk:
    """The desk without one of its files and what was said about it."""
    left = tuple(each for each in desk.handed if each.id != handed.id)
    if all(each.sha256 != handed.sha256 for each in left):
        desk.path(handed).unlink(missing_ok=True)
    answers = {
        table: said
        for table, said in desk.answers.items()
        if table.split("@")[-1].split(".")[0] != handed.id
    }
    return counted(replace(desk, handed=left, answers=answers), f"拿走文件 {handed.name}")


def choose_ledger(desk: Desk, table: str, ledger: str) -> Desk:
    """The table is of that ledger; what was said about it under another one is forgotten."""
    return _said(desk, table, Answer(ledger=ledger), f"{table} 是 {ledger}")


def show(desk: Desk, table: str) -> Desk:
    """The table of a hidden sheet is to be read like the others."""
    return _said(desk, table, desk.answer(table), f"{table} 隐藏的表也读")


def decide(desk: Desk, table: str, column: str, value: str) -> Desk:
    """An answer to the question about one column."""
    said = desk.answer(table)
    values = {**said.values, column: value.strip()}
    return _said(desk, table, replace(said, values=values), f"{table} {column}：{value.strip()}")


def confirm(desk: Desk, table: str) -> Desk:
    """What was proposed for the table (or the drafted list) is right, as it was shown."""
    return _said(desk, table, replace(desk.answer(table), confirmed=True, aside=False),
                 f"{table} 确认")


def confirm_all(desk: Desk, tables: Sequence[str]) -> Desk:
    """What was proposed for all of these is right, as it was shown: one decision."""
    agreed = {
        table: replace(desk.answer(table), confirmed=True, aside=False) for table in tables
    }
    return counted(replace(desk, answers={**desk.answers, **agreed}), f"一起确认 {len(tables)} 处")


def reopen(desk: Desk, table: str) -> Desk:
    """The table is to be looked at again: its answers stay, its confirmation does not."""
    return _said(desk, table, replace(desk.answer(table), confirmed=False, aside=False),
                 f"{table} 重新核对")


def set_aside(desk: Desk, table: str) -> Desk:
    """The table (or the drafted list) is not to be loaded."""
    return _said(desk, table, replace(desk.answer(table), aside=True), f"{table} 不装")


def supersede(desk: Desk, table: str, batch: int) -> Desk:
    """The table takes the place of an earlier load (0: of none after all)."""
    return _said(desk, table, replace(desk.answer(table), supersedes=batch),
                 f"{table} 取代第{batch}号装载")


def change_link(desk: Desk, table: str, column: str, edit: Edit) -> Desk:
    """A column of the ledger mapped by hand: to a cell of the header, a fixed value, or nothing."""
    said = desk.answer(table)
    values = {name: value for name, value in said.values.items() if name != column}
    edits = {**said.edits, column: edit}
    return _said(desk, table, replace(said, values=values, edits=edits),
                 f"{table} {column} 改为 {edit.value or edit.cell}")


def mend(desk: Desk, table: str, mends: Mends) -> Desk:
    """Cells of the table corrected by hand, all for one reason: one decision. A cell that was corrected
    before takes the new text. Raises WrongUse without a reason, or beyond MOST_MENDS cells."""
    if not all(each.why.strip() and each.who.strip() for each in mends):
        raise WrongUse("更正要写明原因和经办人。")
    said = desk.answer(table)
    kept = {**by_cell(said.mends), **by_cell(mends)}
    if len(kept) > MOST_MENDS:
        raise WrongUse(f"一份表最多在这里更正 {MOST_MENDS:,} 格，请下载拒收的行，在表格软件里改好再交。")
    return _said(desk, table, replace(said, mends=tuple(kept.values())),
                 f"{table} 更正 {len(mends)} 格")


def unmend(desk: Desk, table: str, cells: Iterable[tuple[int, str, int]]) -> Desk:
    """What stands in these cells (line, part, place) of the file counts again."""
    said, gone = desk.answer(table), {*cells}
    kept = tuple(each for each in said.mends if each.cell not in gone)
    return _said(desk, table, replace(said, mends=kept),
                 f"{table} 撤回 {len(said.mends) - len(kept)} 格更正")


def replace_lines(desk: Desk, table: str, stands: Sequence[Stand]) -> Desk:
    """Records of the table take the place of exactly these lines of the books: one decision."""
    said, now = desk.answer(table), {(each.line, each.part) for each in stands}
    instead = (*(each for each in said.instead if (each.line, each.part) not in now), *stands)
    kept = tuple(each for each in said.kept if each not in now)
    return _said(desk, table, replace(said, instead=instead, kept=kept),
                 f"{table} {len(now)} 行取代账本里的行")


def keep_lines(desk: Desk, table: str, places: Iterable[tuple[int, str]]) -> Desk:
    """What the books hold stays: these records (line, part) of the table are not loaded."""
    said, now = desk.answer(table), {*places}
    instead = tuple(each for each in said.instead if (each.line, each.part) not in now)
    kept = tuple(sorted({*said.kept, *now}))
    return _said(desk, table, replace(said, instead=instead, kept=kept),
                 f"{table} {len(now)} 行保留账本的")


def undecide(desk: Desk, table: str) -> Desk:
    """All records of the table that contradict the books are to be decided anew."""
    return _said(desk, table, replace(desk.answer(table), instead=(), kept=()),
                 f"{table} 冲突的行重新决定")


def noted(desk: Desk, table: str, batch: int, already: bool = False) -> Desk:
    """The table is in the books, under that batch; no decision of the user's."""
    said = replace(desk.answer(table), batch=batch, already=already)
    return keep(replace(desk, answers={**desk.answers, table: said}))


def emptied(desk: Desk) -> Desk:
    """The desk without its copies of the files: what was to be loaded is in the books."""
    shutil.rmtree(desk.folder / FILES, ignore_errors=True)
    return desk


def _said(desk: Desk, table: str, said: Answer, what: str) -> Desk:
    return counted(replace(desk, answers={**desk.answers, table: said}), what)


def counted(desk: Desk, decision: str) -> Desk:
    """One more decision; by itself it changes no answer (装载)."""
    return keep(replace(desk, decisions=(*desk.decisions, decision)))
