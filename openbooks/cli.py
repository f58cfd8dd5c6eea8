"""The command line (design.md §8): stable names, options, exit codes and JSON.

Exit codes: 0 done; 1 something was refused, or does not verify; 2 a file cannot be read, or the
command was used wrongly. What `--json` prints is one object on standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openbooks import contract, export, founding, query, sheet, verification
from openbooks.access import reader
from openbooks.books import Books, open_books
from openbooks.errors import FileRefused, OpenBooksError, WrongUse
from openbooks.history import Settings
from openbooks.home import WHO, own_home
from openbooks.intake import Answers, load_file
from openbooks.journal import head_of, put_back
from openbooks.loading import undo
from openbooks.money import yuan
from openbooks.options import parser
from openbooks.receipt import Receipt, as_json

DONE, REFUSED, WRONG, INTERRUPTED = 0, 1, 2, 130
STOPPED = "已中断。收下的都在账里，没有写完的不算。"


def home_of(given: str | None) -> Path:
    """The books folder: the option, else that of own books."""
    return Path(given) if given else own_home()


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = parser().parse_args(words)
    try:
        return COMMANDS[options.command](options)
    except FileRefused as refusal:
        return _say(options, {"problems": [refusal.problem.as_dict()]}, [str(refusal)], WRONG)
    except (OpenBooksError, OSError) as error:
        return _say(options, {"error": _told(error)}, [_told(error)], WRONG)
    except KeyboardInterrupt:
        return _say(options, {"error": STOPPED}, [STOPPED], INTERRUPTED)


def _told(error: OpenBooksError | OSError) -> str:
    """What went wrong, as a sentence."""
    if isinstance(error, OpenBooksError):
        return str(error)
    return f"读写不了“{error.filename or ''}”（{error.strerror or error}）。请核对路径、权限和磁盘空间。"


def _say(options: Any, found: dict[str, Any], lines: Sequence[str], code: int = DONE) -> int:
    """Print a result as JSON or as lines; hand on the exit code."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False, default=_plain))
    else:
        print("\n".join(lines), file=sys.stderr if code >= WRONG else sys.stdout)
    return code


def _plain(value: Any) -> Any:
    """Dates and decimals as JSON text."""
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def _now() -> datetime:
    return datetime.now().astimezone()


def _pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """k=v options as a dictionary; raises WrongUse for one without =."""
    found = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark or not name:
            raise WrongUse(f"{option} 的写法是 列=值，收到的是“{each}”。")
        found[name] = value
    return found


def _books(options: Any) -> Books:
    books = open_books(home_of(options.books))
    founding.finish_own(books, _now())
    return books


def _new(options: Any) -> int:
    books = _books(options)
    if options.example:
        receipts = founding.found_example(books, options.example, _now())
        lines = [f"已装入示例“{books.settings.union}”，{len(receipts)} 份表。"]
        return _say(options, {"receipts": [as_json(r) for r in receipts]}, lines)
    settings = Settings(
        options.union or "", options.province, options.chart, options.fiscal_start, False
    )
    founding.found_own(books, settings, WHO, _now())
    return _say(options, {"union": options.union, "version": books.version()},
                [f"已为“{options.union}”建账：{books.home}"])


def _inspect(options: Any) -> int:
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
    return _say(options, found, lines)


def _load(options: Any) -> int:
    books = _books(options)
    answers = Answers(
        options.ledger, _pairs(options.map, "--map"), _pairs(options.set, "--set"),
        options.mapping, options.sheet, options.supersede, options.yes,
    )
    receipts: list[Receipt] = []
    refused: list[FileRefused] = []
    faults: list[str] = []
    for path in options.files:
        try:
            receipts += load_file(books, path, answers, options.who, _now(), options.dry_run)
        except FileRefused as refusal:
            refused.append(refusal)
        except (OpenBooksError, OSError) as error:  # the receipts of the others are still told
            faults.append(_told(error))
    found: dict[str, Any] = {
        "receipts": [as_json(each) for each in receipts],
        "version": books.version(),
        "problems": [each.problem.as_dict() for each in refused],
    }
    if faults:
        found["error"] = "\n".join(faults)
    lines = [line for each in receipts for line in receipt_lines(each)]
    lines += [*map(str, refused), *faults]
    code = WRONG if refused or faults else REFUSED if any(r.refusing for r in receipts) else DONE
    return _say(options, found, lines, code)


def receipt_lines(receipt: Receipt) -> list[str]:
    """A receipt as lines of text."""
    name = contract.ledger(receipt.ledger).title
    head = f"第{receipt.batch}号装载" if receipt.batch else "试装（未写入）"
    if receipt.already:
        head = f"已装载过：第{receipt.batch}号"
    lines = [
        f"{head}  {receipt.file} {receipt.sheet} → {name}",
        f"  记录 {receipt.records} = 收下 {receipt.accepted} + 重复 {receipt.duplicates} + "
        f"被取代 {receipt.superseded} + 拒收 {receipt.refused} + 未取 {receipt.dropped}",
    ]
    lines += [
        f"  {each.column}：共 {yuan(each.total)} = 收下 {yuan(each.accepted)} + 重复 "
        f"{yuan(each.duplicates)} + 拒收 {yuan(each.refused)}；读不出 {each.unreadable} 格"
        for each in receipt.sums
    ]
    return lines + [f"  {each.message}" for each in receipt.problems]


def _undo(options: Any) -> int:
    books = _books(options)
    version = undo(books, options.batch, options.reason, options.who, _now())
    return _say(options, {"batch": options.batch, "version": version},
                [f"第{options.batch}号装载已撤销，账本现为第{version}号版本。"])


def _batches(options: Any) -> int:
    state = _books(options).state()
    found = [
        {
            "batch": b.number, "at": b.at, "who": b.who, "ledger": b.ledger, "file": b.file,
            "sheet": b.body["sheet"], "sha256": b.body["original"], **b.counts,
            "sums": b.body["sums"], "undone_by": b.undone_by or None, "reason": b.undone_why,
        }
        for b in state.batches
    ]
    lines = [
        f"{b['batch']:>4}  {b['at'][:16]}  {b['ledger']:<13}  收下 {b['accepted']:>7}  "
        f"{b['file']} {b['sheet']}" + (f"  已撤销：{b['reason']}" if b["undone_by"] else "")
        for b in found
    ]
    return _say(options, {"version": state.version, "batches": found}, lines or ["还没有装载。"])


def _journal(options: Any) -> int:
    events = _books(options).events
    found = [
        {"seq": e.seq, "at": e.at, "kind": e.kind, "who": e.who, "prev": e.prev,
         "digest": e.digest, "body": e.body}
        for e in events
    ]
    lines = [f"{e.seq:>4}  {e.at}  {e.kind:<5} {e.who}  {e.digest[:16]}" for e in events]
    return _say(options, {"head": head_of(events), "events": found}, lines or ["日志是空的。"])


def _query(options: Any) -> int:
    view = _books(options).view(reader(options.role), options.as_of)
    result = query.ask(view, options.name, _pairs(options.parameters, "-p"))
    columns = [
        {"name": c.name, "type": c.type, "unit": c.unit, "label": c.label} for c in result.columns
    ]
    rows = query.rows(result)
    found = {"name": options.name, "version": view.version, "columns": columns, "rows": rows}
    lines = ["\t".join(c["label"] for c in columns)]
    lines += ["\t".join("" if v is None else str(v) for v in row.values()) for row in rows]
    return _say(options, found, lines)


def _verify(options: Any) -> int:
    home = Path(options.folder) if options.folder else home_of(options.books)
    verdict = verification.verify(home)
    found = {
        "ok": verdict.ok, "events": verdict.events, "first_bad": verdict.first_bad or None,
        "message": verdict.message,
    }
    lines = [verdict.message]
    if options.reread and verdict.ok:
        found["reread"] = verification.reread(open_books(home))
        lines += found["reread"] or ["原件重读与账本一致。"]
    return _say(options, found, lines, DONE if verdict.ok else REFUSED)


def _rebuild(options: Any) -> int:
    found = put_back(home_of(options.books))
    books = _books(options)
    removed = books.rebuild()
    version = books.version()
    lines = ["日志末尾丢失的一条已从 head 补回。"] if found else []
    return _say(options, {"version": version, "removed": removed, "put_back": found},
                [*lines, f"已重建第{version}号版本的视图，清理临时文件 {removed} 个。"])


def _export(options: Any) -> int:
    view = _books(options).view(reader(options.role))
    written = export.export(view, options.out)
    return _say(options, {"version": view.version, "files": [path.name for path in written]},
                [f"已导出 {len(written)} 个文件到 {options.out}"])


COMMANDS: dict[str, Callable[[Any], int]] = {
    "new": _new, "inspect": _inspect, "load": _load, "undo": _undo, "batches": _batches,
    "journal": _journal, "query": _query, "verify": _verify, "rebuild": _rebuild,
    "export": _export,
}
