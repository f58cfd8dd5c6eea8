"""Commands that take files in: look at one, load them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openbooks import sheet
from openbooks.command import DONE, REFUSED, WRONG, Said, now, opened, pairs, told
from openbooks.errors import FileRefused, OpenBooksError
from openbooks.intake import Answers, load_file
from openbooks.receipt import Receipt, as_json
from openbooks.slip import lines_of


def _inspect(options: Any) -> Said:
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


def _load(options: Any) -> Said:
    books = opened(options.books)
    answers = Answers(
        options.ledger, pairs(options.map, "--map"), pairs(options.set, "--set"),
        options.mapping, options.sheet, options.supersede, options.yes,
    )
    receipts: list[Receipt] = []
    refused: list[FileRefused] = []
    faults: list[str] = []
    for path in options.files:
        try:
            receipts += load_file(books, path, answers, options.who, now(), options.dry_run)
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


COMMANDS: dict[str, Callable[[Any], Said]] = {"inspect": _inspect, "load": _load}
