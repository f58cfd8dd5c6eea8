"""How a reader sees what was handed in: cells, titles, names of files, receipts, reasons.

What a role sees of stored rows its views decide. A file says more: cells that nothing takes, titles,
its own name, rows that were refused. Here the same rules hold for those. Staff see all of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from openbooks import contract, store
from openbooks.books import View
from openbooks.cells import read_identifier, read_name
from openbooks.contract import Column, Ledger
from openbooks.errors import Problem
from openbooks.history import Batch
from openbooks.home import PROGRAM, WHO
from openbooks.mapping import Mapping, from_json
from openbooks.masking import Scrubber, mask_number, mask_payee, pseudonym
from openbooks.mend import Mend
from openbooks.person import mask_name, short_ones
from openbooks.reading import Reading
from openbooks.receipt import Receipt
from openbooks.standing import mends_of, receipt_of, standing
from openbooks.views import COVERED, OWN_ACCOUNT, Shown, shown_as

CLOSED = "＊＊"
Cover = Callable[[str], str]
# Amounts, days, yes and no, as offices write them: what else stands in such a column is a remark.
_TYPED = re.compile(
    r"[\d\s.,，。:：/\\+~—–()（）¥￥$%％年月日号时分秒元角整正零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟第季度上下半全"
    r"是否有无已未缴签√×✓○●人次个天星期周借贷平EeHhQqYyNnTtAaPpMm-]*"
)


def scrubber_of(view: View, names: Sequence[str] = ()) -> Scrubber:
    """A Scrubber that knows every name in the books at the view's version, and these."""
    known = view.books.scrubber(view.state)
    return known.with_names(names) if names else known


def text(view: View, said: str) -> str:
    """A text that somebody wrote or a file brought: its name, a title, why a load was undone."""
    return scrubber_of(view)(said) if view.reader.masked else said


def printed(scrubber: Scrubber) -> Cover:
    """For what stands around the table: titles, totals and signatures, whose short words may be
    names that nobody else knows."""
    return lambda said: short_ones(scrubber(said))


def file_of(view: View, batch: Batch) -> str:
    """The name of a load's file, and of its sheet where there are several."""
    sheet = batch.body["sheet"]
    return text(view, batch.file + (f" / {sheet}" if sheet else ""))


def who(view: View, name: str) -> str:
    """Who did something; the program and the machine are nobody's names."""
    return name if name in (WHO, PROGRAM) or not view.reader.masked else mask_name(name)


def receipt(view: View, batch: Batch) -> Receipt:
    """The receipt of a load as it stands at the view's version; what cells said stands in its
    sentences only as the reader may see it.

    Raises BooksDamaged when it is gone or was changed.
    """
    return _covered(view, batch, standing(view.books, view.state, batch))


def receipt_then(view: View, batch: Batch) -> Receipt:
    """The receipt as it was when the file was loaded, covered as `receipt`."""
    return _covered(view, batch, receipt_of(view.books, batch))


def _covered(view: View, batch: Batch, found: Receipt) -> Receipt:
    if not view.reader.masked:
        return found
    covers = _covers_by_header(view, batch)
    scrub = scrubber_of(view)
    problems = (_problem(each, covers, scrub) for each in found.problems)
    return replace(
        found, file=scrub(found.file), sheet=scrub(found.sheet),
        problems=tuple(replace(each, message=_without_actors(view, each.message))
                       if each.code == "period_closed" else each for each in problems),
    )


def told(view: View, said: str) -> str:
    """A sentence of the program that may name a file, or who closed a period or entered something."""
    return text(view, _without_actors(view, said)) if view.reader.masked else said


def _without_actors(view: View, said: str) -> str:
    """The sentence with the names masked of those who closed something or entered it."""
    for name in {each.who for each in view.books.events if each.kind in {"close", "enter"}}:
        for before, behind in (("由", "于"), ("是", "录入")):
            said = said.replace(f"{before}{name}{behind}", f"{before}{who(view, name)}{behind}")
    return said


def mends(view: View, batch: Batch) -> tuple[Mend, ...]:
    """The cells of a load's file that were corrected; what stood there and what is meant are shown as
    the column's cells are. Raises BooksDamaged as `loading.mends_of`."""
    found = mends_of(view.books, batch)
    if not view.reader.masked or not found:
        return found
    ledger, mapping, scrub = contract.ledger(batch.ledger), mapping_of(batch), scrubber_of(view)
    covers = {
        place: cover(view, ledger, columns_of(ledger, mapping, place), scrub)
        for place in {each.place for each in found}
    }
    return tuple(
        replace(
            each, old=shown(each.old, covers[each.place]), new=shown(each.new, covers[each.place]),
            why=scrub(each.why), who=who(view, each.who),
        ) for each in found
    )


def shown(said: str, as_covered: Cover) -> str:
    """A cell as its column's cells are shown; an empty one is seen to be empty."""
    return as_covered(said) if said.strip() else said


def _problem(each: Problem, covers: dict[str, Cover], scrub: Scrubber) -> Problem:
    """A problem whose sentence says no more than the column's cells would."""
    message, shown = each.message, ""
    if each.value:
        shown = covers.get(each.column, closed)(each.value)
        said = each.value if each.value in message else f"{each.value[:57]}…"
        message = message.replace(f"“{said}”", f"“{shown}”")
    return replace(each, value=shown, column=scrub(each.column), message=scrub(message))


def _covers_by_header(view: View, batch: Batch) -> dict[str, Cover]:
    """Header of the file, or title of a column → how its cells are shown."""
    ledger, mapping = contract.ledger(batch.ledger), mapping_of(batch)
    takes: dict[str, list[Column]] = {each.title: [each] for each in ledger.columns}
    heads: dict[str, list[Column]] = {}
    for place, header in enumerate(mapping.header):
        heads.setdefault(header, []).extend(columns_of(ledger, mapping, place))
    return {head: cover(view, ledger, columns, scrubber_of(view))
            for head, columns in (takes | heads).items()}


def mapping_of(batch: Batch) -> Mapping:
    """The mapping under which a load was read."""
    return from_json(json.dumps(batch.body["mapping"], ensure_ascii=False))


def columns_of(ledger: Ledger, mapping: Mapping, place: int) -> list[Column]:
    """The ledger's columns that take the cell at `place`."""
    found = [ledger.column(link.column) for link in mapping.links if place in link.cells]
    if mapping.wide and place in mapping.wide.cells:
        found.append(ledger.column(mapping.wide.cells[place]))
    return found


def closes(ledger: Ledger, columns: Sequence[Column]) -> bool:
    """Whether a masked reader never sees the cells that these columns take as they stand."""
    plain = {Shown.PLAIN, *COVERED}
    return not columns or any(shown_as(ledger, each) not in plain for each in columns)


def cover(view: View, ledger: Ledger, columns: Sequence[Column], scrubber: Scrubber) -> Cover:
    """How a masked reader sees a cell that these columns take, as the views mask what is stored.

    A cell that nothing takes is closed, since nobody has said what stands in it; so is one that
    several columns take, if one of them is closed or masked. Cells are read as at load first: 张 三
    has three signs and is a name of two.
    """
    kinds = {shown_as(ledger, each): each for each in columns}
    if not kinds:
        return closed
    if set(kinds) <= {Shown.PLAIN, *COVERED}:
        strictest = next((each for each in reversed(COVERED) if each in kinds), Shown.PLAIN)
        kinds = {strictest: kinds[strictest]}
    if len(kinds) > 1:
        return closed
    (kind, column), = kinds.items()
    salt = store.salt(view.books.home)
    ends = view.reader.sees_ends or (ledger.name, column.name) == OWN_ACCOUNT
    ways: dict[Shown, Cover] = {
        Shown.PLAIN: lambda said: scrubber.label(said) if _TYPED.fullmatch(said) else CLOSED,
        Shown.CODE: scrubber.code,
        Shown.LABEL: scrubber.label,
        Shown.NOTE: scrubber,
        Shown.ACCOUNT: scrubber.account,
        Shown.PSEUDONYM: lambda said: pseudonym(_read(read_identifier, said), salt),
        Shown.NAME: lambda said: mask_name(_read(read_name, said)),
        Shown.PAYEE: lambda said: mask_payee(_read(read_name, said), scrubber),
        Shown.NUMBER: lambda said: mask_number(_read(read_identifier, said)) if ends else CLOSED,
        Shown.SCRUBBED: scrubber,
        Shown.CLOSED: closed,
    }
    return ways[kind]


def closed(said: str) -> str:
    """A cell of which nothing is shown but that it is there."""
    return CLOSED


def _read(reader: Callable[[str], Reading], said: str) -> str:
    """The text as it was stored, or as it stands where it could not be read."""
    return reader(said).value or said.strip()
