"""A whole file through the door without a browser: every table recognised, tried, committed.

Nothing is guessed: a table whose ledger is not sure, or that lacks what its ledger requires, raises
WrongUse with the sentence that says which option answers it. All tables of a file are tried before
the first is committed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from openbooks import contract, group, mend, panel, remembered, resubmission, shape, sheet
from openbooks import mapping as mapping_module
from openbooks.actor import require_entering
from openbooks.books import Books
from openbooks.cells import squash
from openbooks.codes import problem
from openbooks.errors import WARN, WrongUse
from openbooks.group import GROUPS
from openbooks.history import Batch, State
from openbooks.loading import commit
from openbooks.mapping import Constant, Link, Mapping
from openbooks.packet import NAME
from openbooks.placing import moved
from openbooks.question import LEAVE_OUT, YEARS
from openbooks.receipt import Receipt
from openbooks.store import Copy, copying
from openbooks.table import Source, Table
from openbooks.trial import Tried, discard, try_table


@dataclass(frozen=True)
class Answers:
    """What the caller says about the file: the ledger, headers for columns, values for columns, a
    mapping of its own, the sheet to take, the batch to supersede, a list of cells to correct;
    `accept`: proposals stand."""

    ledger: str = ""
    maps: Dictionary[str, str] = field(default_factory=dict)
    sets: Dictionary[str, str] = field(default_factory=dict)
    mapping: Path | None = None
    sheet: str = ""
    supersede: int | None = None
    accept: bool = False
    mends: Path | None = None


def context_of(books: Books, state: State) -> shape.Context:
    """What the books know that helps to understand a file."""
    known = books.known(state)
    rows = known.units.to_pylist()
    units = tuple((row["unit_id"], row["name"]) for row in rows)
    activities = tuple((row["activity_id"], row["title"]) for row in known.activities.to_pylist())
    settings = state.settings
    return shape.Context(
        units, activities,
        {
            "union": settings.union, "province": settings.province, "chart": settings.chart,
            "fiscal_start": settings.fiscal_start,
        },
        state.today,
        frozenset(row["unit_id"] for row in rows if row["kind"] in GROUPS),
    )


def tables_of(source: Source, answers: Answers) -> tuple[Table, ...]:
    """The tables to load: the named sheet, else all visible ones; what is passed over is listed
    with the first. Raises WrongUse where nothing is left to load."""
    if answers.sheet:
        named = tuple(each for each in source.tables if each.sheet == answers.sheet)
        if not named:
            raise WrongUse(f"{source.name} 中没有工作表“{answers.sheet}”。")
        return named
    taken = [each for each in source.tables if not each.hidden and each.header_line]
    if not taken:
        raise WrongUse(f"{source.name} 中没有可装载的表：有数据的工作表都是隐藏的。请取消隐藏再交。")
    passed = [
        problem("sheet_hidden", WARN, 0, sheet=each.sheet, detail=f"{each.sheet}，{each.rows} 行")
        for each in source.tables if each.hidden and each.rows
    ]
    passed += [fault for each in source.tables if not each.header_line for fault in each.problems]
    return (replace(taken[0], problems=(*passed, *taken[0].problems)), *taken[1:])


def mapping_of(
    books: Books, state: State, source: Source, table: Table, answers: Answers
) -> Mapping:
    """The mapping of one table, with the caller's answers; raises WrongUse for an open question."""
    place = source.where(table)
    where = source.name + (f" 工作表“{place}”" if place else "")
    if answers.mapping is not None:
        given = remembered.read(answers.mapping)
        placed = moved(given, table.header, where)
        if placed.wide and any(len(month) == 2 for _, month in placed.wide.months):
            raise WrongUse(f"{where}：--mapping 里的月份没有年份，请不写 --mapping，按提示回答年份。")
        return answered(placed, table, answers)
    again = handed_again(state, table)
    if again is not None and answers.ledger in {"", again[1].ledger}:
        return answered(again[1], table, answers)
    saved = remembered.find(books.home, table.header, source.name)
    name = answers.ledger or (saved.ledger if saved else "")
    if not name:
        candidates = shape.recognise(table, source.name)
        if not candidates or not candidates[0].sure:
            offered = "、".join(f"{each.ledger}（{each.reason}）" for each in candidates[:3])
            raise WrongUse(f"{where}：看不出是哪种台账，请用 --ledger 指明。{offered}")
        name = candidates[0].ledger
    proposal = shape.propose(table, name, source.name, context_of(books, state), saved)
    required, given = required_of(name), {*answers.maps, *answers.sets}
    said: dict[str, str] = {}
    asked = []
    for each in proposal.questions:
        if each.column in answers.maps or _covered(name, each.column, given):
            said[each.column] = LEAVE_OUT
        elif each.column in answers.sets:
            said[each.column] = answers.sets[each.column]
        elif answers.accept and each.proposed is not None:
            continue
        elif each.column in required or each.proposed is not None:
            asked.append(
                f"{each.title}（--set {each.column}={each.proposed or '…'}）：{each.why}"
            )
        else:
            said[each.column] = LEAVE_OUT
    if asked:
        raise WrongUse(f"{where}：还需要回答：{'；'.join(asked)}。或用 --yes 按建议回答。")
    settled = shape.settle(proposal, said)
    beside = panel.unread(table, settled)
    if beside:
        raise WrongUse(f"{where}：表里左右并排了两栏，{beside}。请把右边一栏接到左边下面再交。")
    rest = {column: value for column, value in answers.sets.items() if column not in said}
    return answered(settled, table, replace(answers, sets=rest))


def handed_again(state: State, table: Table) -> tuple[Batch, Mapping] | None:
    """Where a table holds refused rows of a load, mended: that load, and its mapping laid on the
    table, so that nothing is asked twice. None for other tables, and where its columns are gone."""
    batch = resubmission.of_returned(state, table)
    if batch is None:
        return None
    mapping = mapping_module.from_json(json.dumps(batch.body["mapping"], ensure_ascii=False))
    try:
        return batch, moved(mapping, table.header, batch.file)
    except WrongUse:
        return None


def _covered(name: str, column: str, given: set[str]) -> bool:
    """Whether the caller names another column of a group of which one is enough."""
    ledger = contract.ledger(name)
    return column not in given and any(
        column in group and given & {*group} for group in (*ledger.person, *ledger.one_of)
    )


def required_of(name: str) -> frozenset[str]:
    """Columns without which rows of a ledger are refused, and the year of dates without one."""
    ledger = contract.ledger(name)
    grouped = {each for group in (*ledger.person, *ledger.one_of) for each in group}
    return frozenset(
        {each.name for each in ledger.columns if each.required} | grouped | {YEARS}
    )


def answered(mapping: Mapping, table: Table, answers: Answers) -> Mapping:
    """The mapping with the caller's headers and values in place of what was proposed."""
    ledger = contract.ledger(mapping.ledger)
    links = {link.column: link for link in mapping.links}
    constants = {each.column: each for each in mapping.constants}
    wide = mapping.wide
    for column, header in answers.maps.items():
        ledger.column(column)
        at = [i for i, text in enumerate(table.header) if squash(text) == squash(header)]
        if not at:
            raise WrongUse(f"表头里没有“{header}”；有：{'、'.join(table.header)}")
        links[column] = Link(column, "cell", (at[0],), (table.header[at[0]],), why="由用户指定")
        constants.pop(column, None)
    for column, value in answers.sets.items():
        ledger.column(column)
        constants[column] = Constant(column, value, "由用户指定", True)
        links.pop(column, None)
    for column in (*answers.maps, *answers.sets):
        wide = wide.without(column) if wide else None
    return replace(
        mapping, links=tuple(links.values()), constants=tuple(constants.values()), wide=wide
    )


def load_file(
    books: Books, path: Path, answers: Answers, who: str, at: datetime, dry_run: bool = False,
    name: str | None = None,
) -> list[Receipt]:
    """Load every table of a file; the receipts in the order of the tables.

    Groups of the union that a column names and the books do not know are entered first, once the
    file itself can be loaded (they are asked for once: they may have to wait for a second person);
    their receipt comes last. Raises FileRefused for a file that cannot be read, WrongUse for what the
    caller must answer.
    """
    with copying(books.home, path) as copy, sheet.opened(path, name) as source:
        groups = [] if dry_run else _new_groups(books, source, answers, who)
        found = _load(books, path, source, answers, who, at, dry_run or bool(groups), copy)
        if not groups:
            return found
        entered = _enter(books, groups, source.name, who, at)
        return [*_load(books, path, source, answers, who, at, False, copy), *entered]


def _new_groups(
    books: Books, source: Source, answers: Answers, who: str
) -> list[tuple[str, ...]]:
    """Rows for the groups that the file's tables name and the books of one union do not know."""
    state = books.state()
    context = context_of(books, state)
    if len(context.bodies) != 1 or NAME.fullmatch(source.name):  # a packet brings its own units
        return []
    named = {
        name: None
        for table in tables_of(source, answers)
        for name in group.unknown_in(
            mend.applied(sheet.records(table), _mends(table, answers, who)),
            mapping_of(books, state, source, table, answers), context.units,
        )
    }
    return list(group.drafted(named, context))


def _enter(
    books: Books, rows: list[tuple[str, ...]], name: str, who: str, at: datetime
) -> list[Receipt]:
    """Load drafted groups as a file of their own, through the same door."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groups.csv"
        path.write_bytes(group.as_file(rows))
        called = f"草拟工会小组（据{name.rpartition('.')[0] or name}）.csv"
        return load_file(books, path, Answers(ledger="unit"), who, at, name=called)


def _mends(table: Table, answers: Answers, who: str) -> tuple[mend.Mend, ...]:
    """The corrections that the caller gives for a table. Raises WrongUse as `mend.from_list`."""
    given = answers.mends
    return mend.from_list(given.read_bytes(), given.name, table.header, who) if given else ()


def _load(
    books: Books, path: Path, source: Source, answers: Answers, who: str, at: datetime,
    dry_run: bool, copy: Copy,
) -> list[Receipt]:
    """Try every table, then commit them one after the other."""
    tried: list[Tried] = []
    try:
        state = books.state()
        tables = tables_of(source, answers)
        if answers.mends and len(tables) > 1:
            raise WrongUse(f"{source.name} 里有 {len(tables)} 张表，更正清单请配合 --sheet 一次装一张。")
        for table in tables:
            mapping = mapping_of(books, state, source, table, answers)
            tried.append(try_table(
                books, source, path, table, mapping, answers.supersede, _mends(table, answers, who)
            ))
        if dry_run:
            return [each.receipt for each in tried]
        for each in tried if len(tried) > 1 else ():  # all of a file enters, or nothing of it
            if each.checked.ledger.name in state.two_person:
                require_entering(each.checked.ledger.name, who)
        return [commit(books, each, who, at, copy) for each in tried]
    finally:
        for each in tried:
            discard(each)


