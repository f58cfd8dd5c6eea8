"""Commands by which a union governs its books: redone loads, entries approved or turned down, closed
months, ledgers under the two-person rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openbooks import contract
from openbooks.again import approve, redo, reject
from openbooks.closing import months
from openbooks.command import DONE, REFUSED, Said, now, opened
from openbooks.governing import close, reopen, set_two_person
from openbooks.receipt import Receipt, as_json
from openbooks.slip import lines_of


def _redo(options: Any) -> Said:
    books = opened(options.books)
    found = redo(books, options.batch, options.who, now(), options.second)
    return _taken(found, books.version(), f"第{options.batch}号装载已重做，记作第{found.batch}号。")


def _approve(options: Any) -> Said:
    books = opened(options.books)
    found = approve(books, options.entry, options.who, now())
    said = f"第{options.entry}号录入复核通过，记作第{found.batch}号装载。"
    return _taken(found, books.version(), said)


def _taken(receipt: Receipt, version: int, said: str) -> Said:
    return Said({"receipts": [as_json(receipt)], "version": version}, [said, *lines_of(receipt)],
                REFUSED if receipt.refusing else DONE)


def _reject(options: Any) -> Said:
    books = opened(options.books)
    reject(books, options.entry, options.reason, options.who, now())
    return Said({"entry": options.entry, "version": books.version()},
                [f"第{options.entry}号录入已退回，不计入账。"])


def _close(options: Any) -> Said:
    seq = close(opened(options.books), options.start, options.end, options.reason, options.who, now())
    return Said({"closing": seq, "from": options.start, "to": options.end},
                [f"{months(options.start, options.end)}已结账，记作第{seq}号。"])


def _reopen(options: Any) -> Said:
    books = opened(options.books)
    seq = reopen(books, options.closing, options.reason, options.who, now())
    return Said({"closing": options.closing, "event": seq}, [f"第{options.closing}号结账已重新开账。"])


def _rule(options: Any) -> Said:
    on = options.two_person == "on"
    set_two_person(opened(options.books), options.ledger, on, options.reason, options.who, now())
    title = contract.ledger(options.ledger).title
    said = "实行录入、复核两人制" if on else "改为一人即可装载"
    return Said({"ledger": options.ledger, "two_person": on}, [f"“{title}”已{said}。"])


COMMANDS: dict[str, Callable[[Any], Said]] = {
    "redo": _redo, "approve": _approve, "reject": _reject, "close": _close, "reopen": _reopen,
    "rule": _rule,
}
