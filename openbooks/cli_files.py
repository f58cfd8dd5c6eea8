"""Commands that take files in: look at one, load them, watch a folder for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openbooks import inbox, sheet
from openbooks.command import DONE, REFUSED, WRONG, Said, now, opened, pairs, told
from openbooks.errors import FileRefused, OpenBooksError, WrongUse
from openbooks.intake import Answers
from openbooks.receipt import Receipt, as_json
from openbooks.received import receive
from openbooks.slip import lines_of

LONGEST_PAUSE = 86_400
LEFT = "还有 {} 个文件没有收：正在写入、打不开，或另一个收件箱程序正在收。下次再收。"
SETTLE = 2.0  # seconds in which a file that is being copied grows


def _inspect(options: Any) -> Said:
    _require_file(options.file)
    source = sheet.read(options.file)
    try:
        found = sheet.inspect(source)
    finally:
        sheet.release(source)
    lines = [f"{found['file']}  {found['encoding']}  分隔符 {found['delimiter']!r}"]
    for table in found["tables"]:
        lines.append(
            f"{table['sheet'] or '表'}：表头第{table['header_line']}行，{table['rows']} 行，"
            f"列 {'、'.join(table['columns'])}"
        )
        lines += [f"  {s['column']} 合计 {s['sum']}" for s in table["sums"]]
        lines += [f"  第{d['line']}行 未取：{d['reason']}" for d in table["dropped"]]
    lines += [each["message"] for each in found["problems"]]
    return Said(found, lines)


def _require_file(path: Path) -> None:
    """Raise WrongUse for what is there and no file: a pipe may never end."""
    if path.exists() and not path.is_file():
        raise WrongUse(f"“{path}”不是文件，而是文件夹、管道或设备。请写文件的路径；管道里的请先存成文件。")


def _load(options: Any) -> Said:
    books = opened(options.books)
    answers = Answers(
        options.ledger, pairs(options.map, "--map"), pairs(options.set, "--set"),
        options.mapping, options.sheet, options.supersede, options.yes, options.mends,
    )
    receipts: list[Receipt] = []
    refused: list[FileRefused] = []
    faults: list[str] = []
    for path in options.files:
        try:
            _require_file(path)
            receipts += receive(books, path, answers, options.who, now(), options.dry_run)
        except FileRefused as refusal:
            refused.append(refusal)
        except (OpenBooksError, OSError) as error:  # the receipts of the others are still told
            faults.append(told(error))
    found: dict[str, Any] = {
        "receipts": [as_json(each) for each in receipts],
        "version": books.version(),
        "problems": [each.problem.as_dict() for each in refused],
    }
    if faults:
        found["error"] = "\n".join(faults)
    lines = [line for each in receipts for line in lines_of(each)]
    lines += [*map(str, refused), *faults]
    code = WRONG if refused or faults else REFUSED if any(r.refusing for r in receipts) else DONE
    return Said(found, lines, code)


def _inbox(options: Any) -> Iterator[Said]:
    """One round (`--once`: the files are looked at twice, SETTLE apart), or rounds without end: then
    only rounds in which something happened are said."""
    if not 1 <= options.every <= LONGEST_PAUSE:  # nan is neither
        raise WrongUse(f"--every 要写 1 到 {LONGEST_PAUSE:,} 之间的秒数。")
    books = opened(options.books)
    before = inbox.look(books)
    while True:
        time.sleep(SETTLE if options.once else options.every)
        try:
            taken = inbox.take_all(books, before, options.who, now())
        except (OpenBooksError, OSError) as error:
            if options.once:
                raise
            yield Said({"error": told(error)}, [told(error)], WRONG)
            taken = []
        code = DONE if all(each.loaded and not _refused(each) for each in taken) else REFUSED
        if taken or options.once:
            left = len(inbox.look(books))
            lines = [each.line for each in taken] or ["收件箱里没有可以装载的新文件。"]
            lines += [LEFT.format(left)] if left else []
            found = {
                "files": [each.as_dict() for each in taken], "version": books.version(), "left": left,
            }
            yield Said(found, lines, code)
        if options.once:
            return
        before = inbox.look(books)


def _refused(taken: inbox.Taken) -> bool:
    return any(each.refusing for each in taken.receipts)


COMMANDS: dict[str, Callable[[Any], Said]] = {"inspect": _inspect, "load": _load}
LASTING: dict[str, Callable[[Any], Iterator[Said]]] = {"inbox": _inbox}
