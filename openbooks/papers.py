"""Work papers made from the books: what the audit found, for people and, beside it, all that is needed to
find it again without the books.

For a reader who sees no persons everybody in the rows has a stand-in (`standin`), and columns that no
statement names are left out. Rules that say otherwise of such rows than of the books are named: nothing is
passed off as repeatable that is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from openbooks import (
    __version__,
    auditing,
    auditreport,
    auditrule,
    covering,
    dossier,
    paperbook,
    paperfile,
    paperresult,
    query,
    sample,
    selection,
    statement,
    store,
    worklist,
)
from openbooks.access import Reader
from openbooks.auditing import Findings
from openbooks.books import Books, View
from openbooks.contract import ledgers
from openbooks.engine import sound
from openbooks.event import Event
from openbooks.matter import Matter
from openbooks.naming import quoted
from openbooks.paperresult import TIED, Facts
from openbooks.period import period_of
from openbooks.reenactment import ENGINE, World, fields
from openbooks.sample import Sample
from openbooks.standin import StandIns
from openbooks.statement import Query
from openbooks.upward import scope_of

_WORD = re.compile(r"\w+")
UNITS = ("unit", "only_unit")


@dataclass(frozen=True)
class Papers:
    """The zip; `unequal` are the rules that do not find the same in its rows as in the books, and how many
    leads each way; `left_out` the samples that lie outside the unit."""

    content: bytes
    stem: str
    version: int
    head: str
    leads: int
    cases: int
    samples: int
    unequal: Mapping[str, tuple[int, int]]
    left_out: tuple[int, ...]


def papers(books: Books, role: str, period: str, unit: str = "", as_of: int | None = None,
           who: str = "") -> Papers:
    """The papers of a period (a code) for a reader, of a unit with all below it or of all. Raises WrongUse
    for a period or unit that there is not, and for readers to whom cases are not shown."""
    view = books.view(Reader(role), as_of)
    dossier.require_reader(view.reader)
    span = period_of(period, view.state.settings.fiscal_start)
    unit_id = unit_name = ""
    if unit:
        scope = scope_of(view, unit, "")
        unit_id, unit_name = scope.unit, scope.name
        view = books.view(Reader(role, scope.units), as_of)
    events = books.events if as_of is None else books.events[:as_of]
    found = auditing.findings(view)
    held = _texts(view)
    texts = {name: each for name, (each, _) in held.items()}
    kept, left_out = _samples(events, unit_id)
    tables = _tables(view, texts)
    drawn = [(each, paperresult.rows_drawn_from(selection.redraw(books, each).population)) for each in kept]
    compared = {name: {**span.bounds, "unit": None} for name in texts if name.startswith(TIED)}
    world = World(texts)
    try:
        variables = _variables(view)
        world.fill(tables, variables)
        again = world.findings()
        facts = paperresult.recomputed(world, again, tables, drawn, compared)
    finally:
        world.close()
    unequal = differing(found, again)
    items = worklist.items(view, found)
    told = tuple(query.ask(view, name, given) for name, given in sorted(compared.items()))
    matter = Matter(view, span, unit_name, who, events[-1].at if events else "", found, items, told, facts,
                    tuple(kept), unequal)
    files = {
        paperfile.WORKBOOK: paperbook.xlsx(matter), paperfile.REPORT: auditreport.pdf(matter),
        paperfile.SCHEMA: paperfile.as_json(_schema(tables)),
        paperfile.PARAMETERS: paperfile.as_json({
            "period": period, "unit": unit_id, "variables": {**variables, "today": str(variables["today"])},
            "tie_out": compared, "loads": _loads(view), "cases": _cases(items)}),
        paperfile.SEEDS: paperfile.as_json([paperresult.seed_of(each) for each in kept]),
        paperfile.RESULTS: paperfile.as_json(facts),
        **{f"inputs/{name}.csv": paperfile.as_csv(table) for name, table in tables.items()},
        **{f"inputs/sample-{each.seq}.csv": paperfile.as_csv(table) for each, table in drawn},
        **{f"queries/{each.folder}/{each.name}.sql": content for each, content in held.values()},
    }
    state = view.state
    content = paperfile.packed(files, {
        "union": state.settings.union, "version": state.version, "head": state.head, "role": role,
        "events": len(events), "chain": events[-1].digest if events else "",
        "program": __version__, "duckdb": ENGINE, "example": state.settings.example,
        "unequal": {name: list(counts) for name, counts in unequal.items()},
    })
    invented = "虚构示例-" if state.settings.example else ""
    stem = f"审计底稿-{invented}{unit_name or state.settings.union}-{span.label}"
    return Papers(content, stem, state.version, state.head,
                  sum(each.suspicion is not None for each in matter.items),
                  sum(bool(each.case.file.steps) for each in items), len(kept), unequal, left_out)


def differing(one: Findings, other: Findings) -> dict[str, tuple[int, int]]:
    """Rule → leads that only one of two finds, and only the other. Told by their lines, days and amounts:
    what people are called differs where they have stand-ins."""
    mine, theirs = _told(one), _told(other)
    only, also = mine - theirs, theirs - mine
    names = sorted({each[0] for each in (*only, *also)})
    return {name: (sum(n for each, n in only.items() if each[0] == name),
                   sum(n for each, n in also.items() if each[0] == name)) for name in names}


def _told(found: Findings) -> Counter[tuple[Any, ...]]:
    leads = Counter((each.name, each.severity, each.unit_id, each.occurred_on, each.amount_fen,
                     tuple(sorted((line.batch, line.row_no) for line in each.lines))) for each in found.leads)
    return leads + Counter((each.rule.name, each.reason) for each in found.unasked)


def _texts(view: View) -> dict[str, tuple[Query, bytes]]:
    """The statements that the papers need, each with its file: the rules, the comparisons, and all marts that
    they read."""
    known = query.catalogue()
    wanted = [each for each in known.values() if each.folder == "audit"
              or (each.name.startswith(TIED) and not each.name.endswith("_rows"))]
    wanted += [known[auditing.LIMITS], known[auditing.COUNTS]]
    with view.cursor() as cursor:
        waiting = set(auditrule.sources(cursor, auditrule.rules()))
    waiting |= {name for each in wanted for name in each.sources}
    found = {each.name: each for each in wanted}
    while waiting:
        mart = known.get(waiting.pop())
        if mart is not None and mart.name not in found:
            found[mart.name] = mart
            waiting |= set(mart.sources)
    files = {name: each.path.read_bytes() for name, each in found.items()}
    return {name: (statement.parse(content.decode("utf-8"), found[name].path), content)
            for name, content in files.items()}


def _tables(view: View, texts: Mapping[str, Query]) -> dict[str, pa.Table]:
    """The rows of the ledgers that statements read, in the columns that they name, with stand-ins where the
    reader sees no persons."""
    reads = {name for each in texts.values() for name in each.sources} | {
        name for each in texts.values() for name in _WORD.findall(each.header.get("precondition", ""))}
    words = {word for each in texts.values()
             for word in _WORD.findall(f"{each.sql} {each.header.get('precondition', '')}")}
    stand = StandIns(view.books.scrubber(view.state), store.salt(view.books.home)) if (
        view.reader.masked) else None
    inside = view.books.view(Reader("staff", view.reader.units), view.version)
    found = {}
    with sound(), inside.cursor() as cursor:
        for ledger in ledgers().values():
            if ledger.name not in reads:
                continue
            types = {name: kind for name, kind in fields(ledger).items()
                     if name in words or name in {"batch", "row_no", "line"}}
            names = ", ".join(map(quoted, types))  # names of the contract: they cannot be bound
            held = cursor.sql(
                f"select {names} from {quoted(ledger.name)} order by batch, row_no").to_arrow_table()
            held = held.cast(pa.schema(types))
            columns = {each.stored: each for each in ledger.columns}
            change = {name: stand.of_column(ledger, columns[name]) for name in types if name in columns
                      } if stand else {}
            found[ledger.name] = pa.table(
                [change[name](held[name]) if change.get(name) else held[name] for name in types],
                schema=pa.schema(types))
    return found


def _samples(events: Iterable[Event], unit: str) -> tuple[list[Sample], tuple[int, ...]]:
    """The samples that are kept; of a unit those drawn from it alone, and the numbers of the others."""
    every = sample.samples_of(events)
    kept = [each for each in every if not unit or unit in (each.plan.parameters.get(name) for name in UNITS)]
    return kept, tuple(each.seq for each in every if each not in kept)


def _variables(view: View) -> dict[str, Any]:
    settings = view.state.settings
    return {"today": view.state.today, "chart": settings.chart, "province": settings.province,
            "fiscal_start": settings.fiscal_start}


def _schema(tables: Mapping[str, pa.Table]) -> Facts:
    """What the columns of the rows are, and what was left out of a ledger."""
    return {
        name: {
            "title": ledgers()[name].title, "rows": table.num_rows,
            "columns": {each.name: str(each.type) for each in table.schema},
            "left_out": [each for each in fields(ledgers()[name]) if each not in table.column_names],
        } for name, table in tables.items()
    }


def _loads(view: View) -> Facts:
    return {str(each.number): {"ledger": each.ledger, "file": covering.file_of(view, each),
                               "sha256": each.body["original"]}
            for each in view.state.batches if not each.undone_by}


def _cases(items: Iterable[worklist.Item]) -> list[Facts]:
    """How far each case has come; who did what stands in the workbook."""
    return [{"case": each.case.key, "kind": each.case.file.kind, "unit": each.case.unit_id,
             "stage": each.case.file.stage, "signed": each.case.file.is_signed,
             "steps": len(each.case.file.steps)} for each in items if each.case.file.steps]
