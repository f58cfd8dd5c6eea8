"""Commands about samples: drawn (and kept, where a name is given), listed, shown with what they say, findings
taken down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openbooks import sample
from openbooks.access import LOCAL_STAFF
from openbooks.binding import bind
from openbooks.books import Books
from openbooks.command import Said, now, opened, pairs
from openbooks.errors import WrongUse
from openbooks.finding import conclusion, finding, progress, rate_of
from openbooks.money import read_money, yuan
from openbooks.query import query
from openbooks.sample import Aims, Plan, Sample
from openbooks.selection import Outcome, Picked, draw, drawn_of, keep, record, redraw


def _sample(options: Any) -> Said:
    return ACTIONS[options.action](opened(options.books), options)


def _fen(text: str, option: str) -> int:
    """An amount in 元 as 分."""
    reading = read_money(text) if text else None
    if reading is None:
        return 0
    if reading.code or reading.value is None:
        raise WrongUse(f"{option} 要写金额（元），例如 1234.50，收到的是“{text}”。")
    return reading.value


def _draw(books: Books, options: Any) -> Said:
    given = pairs(options.parameters, "-p")
    asked = query(options.query)
    bound = {key: value for key, value in bind(asked, given).items() if value is not None}
    rate_of(options.rate)
    plan = Plan(
        options.query, options.amount, bound, options.method, options.seed, options.size,
        _fen(options.interval, "--interval"), options.by, (), options.weight,
        Aims(options.confidence, _fen(options.tolerable, "--tolerable"), 0, options.rate),
    )
    view = books.view(LOCAL_STAFF)
    if options.who:
        found = keep(view, plan, options.who, now())
        return _told(found, redraw(books, found, LOCAL_STAFF), f"已抽出并留档，第{found.seq}号样本")
    picked = draw(view, plan)
    body = {**sample.body_of(plan, *drawn_of(view, picked)), "rows_chosen": _rows(picked)}
    return Said({"sample": _plain(body)}, [f"抽出 {len(picked.places)} 行，没有留档（留档请加 --who 姓名）：",
                                           *_lines(picked)])


def _show(books: Books, options: Any) -> Said:
    found = sample.sample_of(books.events, options.sample)
    picked = redraw(books, found, LOCAL_STAFF)
    return _told(found, picked, "\n".join(conclusion(found, finding(found, picked))))


def _record(books: Books, options: Any) -> Said:
    found = sample.sample_of(books.events, options.sample)
    picked = redraw(books, found, LOCAL_STAFF)
    places = [_place(each) for each in options.row] if options.row else [
        place for place in picked.places if place not in found.found]
    audited = _fen(options.audited, "--audited") if options.audited else None
    outcomes = [Outcome(place, options.verdict, audited, options.note) for place in places]
    after = record(books, picked, found.seq, outcomes, options.who, now())
    return _told(after, picked, f"已记下 {len(outcomes)} 行，{progress(after)}")


def _place(text: str) -> tuple[int, int]:
    batch, mark, row = text.partition(":")
    if not mark or not (batch.isascii() and batch.isdigit() and row.isascii() and row.isdigit()):
        raise WrongUse(f"--row 的写法是 批次:行序，例如 12:305，收到的是“{text}”。")
    return int(batch), int(row)


def _list(books: Books, options: Any) -> Said:
    found = sample.samples_of(books.events)
    lines = [f"{each.seq:>4}  {each.at[:16]}  {sample.METHODS.get(each.plan.method, each.plan.method)}  "
             f"{each.plan.query}  {progress(each)}" for each in found]
    return Said({"samples": [_as_json(each) for each in found]}, lines or ["还没有抽过样。"])


def _told(found: Sample, picked: Picked, lead: str) -> Said:
    said = finding(found, picked)
    return Said({"sample": {**_as_json(found), "rows_chosen": _rows(picked, found),
                            "conclusion": list(conclusion(found, said))}}, [f"{lead}：", *_lines(picked)])


def _as_json(found: Sample) -> dict[str, Any]:
    body = sample.body_of(
        found.plan, found.version, found.rows, found.total_fen, found.chosen, found.digest
    )
    return {"sample": found.seq, "who": found.who, "at": found.at, **_plain(body)}


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """Amounts as decimal strings, as everywhere on the command line."""
    return {key.removesuffix("_fen"): yuan(value) if key.endswith("_fen") else value
            for key, value in {**body, "interval_fen": body["interval"]}.items() if key != "interval"}


def _rows(picked: Picked, found: Sample | None = None) -> list[dict[str, Any]]:
    """The chosen rows, each with what was found of it."""
    lines = picked.population.result.frame["line"].tolist()
    told = []
    for at, hits, place, fen in zip(
        picked.drawn.places, picked.drawn.hits, picked.places, picked.book_fen, strict=True
    ):
        known = found.found.get(place) if found else None
        told.append({
            "batch": place[0], "row_no": place[1], "line": int(lines[at]), "amount": yuan(fen), "hits": hits,
            "verdict": known.verdict if known else None,
            "audited": yuan(known.audited_fen) if known else None,
        })
    return told


def _lines(picked: Picked) -> list[str]:
    return [f"  第{each['batch']}号装载第{each['line']}行  行序 {each['row_no']}  {each['amount']} 元"
            for each in _rows(picked)]


ACTIONS: dict[str, Callable[[Books, Any], Said]] = {
    "draw": _draw, "list": _list, "show": _show, "record": _record,
}
COMMANDS: dict[str, Callable[[Any], Said]] = {"sample": _sample}
