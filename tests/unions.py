"""Random unions and what their reports would say if nothing were hidden.

Two years of gifts, dues and contests of invented members, as unions of 20 to 3,000 people have them: the
festivals' gifts go to everybody, birthdays by the month, and a few people marry, fall ill or are poor. A
report of a half-year or year has the tables of `reports/`: dues of all and by unit, assistance by kind,
festival and unit, contests; each beside the year before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from openbooks.document import Cell, Column, Document, Figure, Row, Section, Table
from openbooks.wording import amount, count, share

FESTIVALS = (("春节", 1, 400_00), ("端午节", 5, 150_00), ("中秋节", 8, 300_00), ("国庆节", 9, 200_00),
             ("劳动节", 3, 100_00), ("元旦", 11, 100_00))
# kind, share of the members a year, 分 from, 分 to
EVENTS = (
    ("住院", 0.03, 500_00, 1000_00), ("结婚", 0.01, 500_00, 800_00), ("生育", 0.008, 500_00, 800_00),
    ("丧事", 0.008, 600_00, 1000_00), ("退休", 0.012, 800_00, 1000_00), ("困难帮扶", 0.012, 1000_00, 3000_00),
    ("大病救助", 0.003, 2000_00, 5000_00), ("意外救助", 0.001, 2000_00, 2000_00),
    ("金秋助学", 0.006, 1000_00, 3000_00), ("送温暖", 0.02, 500_00, 1000_00), ("其他", 0.002, 200_00, 500_00),
)
MONTHS = {"2025H1": (12, 18), "2025H2": (18, 24), "2025": (12, 24)}


@dataclass(frozen=True)
class Gift:
    """One gift: who, in which unit, in which month from the first of the year before, what for."""

    person: int
    unit: int
    month: int
    kind: str
    festival: str
    fen: int


@dataclass(frozen=True)
class Union:
    """A union: the unit of each member, gifts, dues a month and the months unpaid, and contests (month,
    kind, who came)."""

    units: tuple[int, ...]
    gifts: tuple[Gift, ...]
    dues: tuple[int, ...]
    unpaid: dict[int, frozenset[int]]
    contests: tuple[tuple[int, str, frozenset[int]], ...]

    @property
    def has_units(self) -> bool:
        return len(set(self.units)) > 1


def union(seed: int) -> Union:
    """A union of 20 to 3,000 people."""
    chance = random.Random(seed)
    size = round(20 * 150 ** chance.random())
    units = _units(chance, size)
    gifts: list[Gift] = []
    festivals = [each for each in FESTIVALS if chance.random() < (0.9 if each[0] == "春节" else 0.45)]
    birthdays, heat = chance.random() < 0.7, chance.random() < 0.35
    few = [chance.randrange(size) for _ in range(chance.randint(1, 6))] if chance.random() < 0.05 else []
    watch = [each for each in range(size) if chance.random() < 0.15] if heat else []
    born = [chance.randrange(12) for _ in range(size)]
    for year in (0, 12):
        absent = {each for each in range(size) if chance.random() < 0.03}
        for name, month, fen in festivals:
            gifts += [Gift(each, units[each], year + month, "节日慰问", name, fen) for each in range(size)
                      if each not in absent or chance.random() < 0.5]
        gifts += [Gift(each, units[each], year + 3, "节日慰问", "少数民族节日", 200_00) for each in few]
        if birthdays:
            gifts += [Gift(each, units[each], year + born[each], "生日", "", 200_00) for each in range(size)]
        gifts += [Gift(each, units[each], year + 6, "高温慰问", "", 100_00) for each in watch]
        for kind, part, least, most in EVENTS:
            many = sum(chance.random() < part for _ in range(size))
            for each in (chance.randrange(size) for _ in range(many)):
                fen = chance.randrange(least, most + 1, 100_00)
                gifts.append(Gift(each, units[each], year + chance.randrange(12), kind, "", fen))
    dues = tuple(chance.randint(8, 25) * 100 if chance.random() < 0.7 else 10_00 for _ in range(size))
    late = 0.0 if chance.random() < 0.6 else chance.uniform(0.002, 0.02)
    unpaid = {each: frozenset(chance.sample(range(24), chance.randint(1, 8)))
              for each in range(size) if chance.random() < late}
    contests = []
    for _ in range(chance.randint(2, 10)):
        wants = chance.uniform(0.08, 0.6)
        came = frozenset(each for each in range(size) if chance.random() < wants)
        contests.append((chance.randrange(24), chance.choice(("竞赛", "文体", "培训", "宣传")), came))
    return Union(units, tuple(gifts), dues, unpaid, tuple(contests))


def _units(chance: random.Random, size: int) -> tuple[int, ...]:
    """Small unions have no units; others have them of 3 to 120 people."""
    if size < 80 or chance.random() < 0.3:
        return (0,) * size
    found: list[int] = []
    unit = 0
    while len(found) < size:
        found += [unit] * min(round(chance.lognormvariate(3.4, 0.7)) + 3, 120)
        unit += 1
    return tuple(found[:size])


def report(held: Union, period: str) -> Document:
    """What a report of a period says, nothing hidden."""
    start, end = MONTHS[period]
    now, before = (start, end), (start - 12, end - 12)
    tables, figures = _dues(held, now, before)
    gifts = [_assistance(held, "kind", lambda each: each.kind, now, before),
             _assistance(held, "festival", lambda each: each.festival, now, before)]
    if held.has_units:
        gifts.append(_assistance(held, "unit", lambda each: f"第{each.unit + 1}分会", now, before))
    contests = [_contests(held, now, before), _activities(held, now)]
    sections = (Section("dues", "会费", tables=tuple(tables)),
                Section("assistance", "帮扶慰问", tables=tuple(each for each in gifts if each)),
                Section("contests", "竞赛和活动", tables=tuple(each for each in contests if each)))
    return Document(
        report="year", title="公开表", subtitle="", union="某工会", unit="", unit_id="", period=period,
        period_label=period, as_of="2026-01-31", version=1, head="0" * 64, program="",
        sections=sections, figures=tuple(figures), sources=(),
    )


def _months(span: tuple[int, int]) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{2024 + at // 12:04d}-{at % 12 + 1:02d}")
                 for name, at in zip(("from", "to"), span, strict=True))


def money(fen: int) -> Cell:
    """An amount in a table."""
    return Cell(amount(fen), fen, "money")


def whole(number: int) -> Cell:
    """A count in a table."""
    return Cell(count(number), number, "integer")


def column(name: str, counts: str, label: str = "") -> Column:
    """A column of a table about people, as `tabling` makes it."""
    kind = {"amount": "money", "": "text", "rate": "share"}.get(counts, "integer")
    is_prior = name.startswith("prior_")
    return Column(label or name, kind, "" if counts == "rate" else counts, is_prior, name)


def _dues(held: Union, now: tuple[int, int], before: tuple[int, int]) -> tuple[list[Table], list[Figure]]:
    """The lines of the public table about people, and the table by units."""
    def counted(people: Iterable[int], span: tuple[int, int]) -> list[int]:
        months = range(*span)
        listed = list(people)
        short = {each: sum(month in months for month in held.unpaid[each])
                 for each in listed if each in held.unpaid}
        owing = sum(1 for each in short.values() if each)
        due = sum(held.dues[each] for each in listed) * len(months)
        owed = sum(held.dues[each] * many for each, many in short.items())
        return [len(listed), len(listed) - owing, owing, due, due - owed]

    everybody = range(len(held.units))
    totals, prior = counted(everybody, now), counted(everybody, before)
    names = ("persons_due", "persons_paid", "persons_short")
    labels = ("应缴会费人数", "缴足会费人数", "未缴足会费人数")
    figures = [
        Figure(label, "integer", "人", totals[at], prior[at], "dues_rate", name,
               parameters=_months(now), persons="dues")
        for at, (name, label) in enumerate(zip(names, labels, strict=True))
    ]
    figures += [Figure("应缴会费", "money", "元", totals[3], prior[3], "dues_rate", "due_fen",
                       parameters=_months(now)),
                Figure("实缴会费", "money", "元", totals[4], prior[4], "dues_rate", "paid_fen",
                       parameters=_months(now))]
    lines = [Row((Cell(str(at + 1)), Cell(each.name),
                  Cell(count(totals[at]) if at < 3 else amount(totals[at]), totals[at], each.kind, each.name),
                  Cell(count(prior[at]) if at < 3 else amount(prior[at]), prior[at], each.kind, each.name)))
             for at, each in enumerate(figures)]
    form = Table("公开表", (Column("行次"), Column("项目"), Column("本期数", "money"),
                         Column("上年同期", "money", is_prior=True)), tuple(lines))
    if not held.has_units:
        return [form], figures
    rows = []
    by_unit: dict[int, list[int]] = {}
    for each, unit in enumerate(held.units):
        by_unit.setdefault(unit, []).append(each)
    for unit, people in by_unit.items():
        mine, then = counted(people, now), counted(people, before)
        behind = (("prior_persons_due", str(then[0])), ("prior_persons_paid", str(then[1])))
        rows.append(Row((Cell(f"第{unit + 1}分会"), whole(mine[0]), whole(mine[1]), money(mine[3]),
                         money(mine[4]), money(then[3]), money(then[4])), "plain", None, behind))
    rows.append(Row((Cell("合计"), whole(totals[0]), whole(totals[1]), money(totals[3]), money(totals[4]),
                     money(prior[3]), money(prior[4])), "sum"))
    columns = (column("unit_name", "", "单位"), column("persons_due", "persons"),
               column("persons_paid", "persons"), column("due_fen", "amount"), column("paid_fen", "amount"),
               column("prior_due_fen", "amount"), column("prior_paid_fen", "amount"))
    return [form, Table("各单位会费", columns, tuple(rows), "单位：元", (), "dues", "unit", "dues_by_unit",
                        _months(now))], figures


def _assistance(
    held: Union, dimension: str, part: Callable[[Gift], str], now: tuple[int, int], before: tuple[int, int]
) -> Table | None:
    """Persons, times and amounts by kind, festival or unit; None where there is nothing."""
    parts: dict[str, list[list[Gift]]] = {}
    for at, span in enumerate((now, before)):
        for each in held.gifts:
            if span[0] <= each.month < span[1] and part(each):
                parts.setdefault(part(each), [[], []])[at].append(each)
    if not parts:
        return None
    order = sorted(parts, key=lambda each: (-sum(one.fen for one in parts[each][0]), each))
    rows = [_gifts(label, parts[label], dimension != "unit") for label in order]
    everything = [[each for label in order for each in parts[label][at]] for at in (0, 1)]
    total = _gifts("合计", everything, False, level="sum")
    names = ("persons", "times", "amount_fen", "prior_persons", "prior_times", "prior_amount_fen")
    columns = (column(dimension, "", "项目"), *(
        column(name, {"persons": "persons", "times": "times"}.get(name.removeprefix("prior_"), "amount"))
        for name in names
    ))
    return Table(f"帮扶慰问（{dimension}）", columns, (*rows, total), "单位：元", (), "assistance", dimension,
                 f"assistance_by_{dimension}", _months(now))


def _gifts(label: str, held: Sequence[Sequence[Gift]], knows: bool, level: str = "plain") -> Row:
    cells, behind, largest = [Cell(label)], [], None
    for gifts, mark in zip(held, ("", "prior_"), strict=True):
        people: dict[int, int] = {}
        for each in gifts:
            people[each.person] = people.get(each.person, 0) + each.fen
        cells += [whole(len(people)), whole(len(gifts)), money(sum(each.fen for each in gifts))]
        if people and level == "plain":
            behind.append((f"{mark}largest_fen", str(max(people.values()))))
            largest = largest if mark else max(people.values())
        if knows and 0 < len(people) <= 200:
            listed = " ".join(f"{who}:{fen}" for who, fen in people.items())
            behind.append((f"{mark}people", listed))
    return Row(tuple(cells), level, largest, tuple(behind))


def _contests(held: Union, now: tuple[int, int], before: tuple[int, int]) -> Table | None:
    """Times by kind of activity; how many people that were is not printed."""
    rows = []
    for kind in ("竞赛", "文体", "培训", "宣传"):
        cells, behind = [Cell(kind)], []
        for span, mark in ((now, ""), (before, "prior_")):
            came = [who for month, what, who in held.contests if what == kind and span[0] <= month < span[1]]
            cells += [whole(sum(map(len, came)))]
            behind += [(f"{mark}persons", str(len(frozenset().union(*came))))]
        if any(each.value for each in cells[1:]):
            rows.append(Row(tuple(cells), "plain", None, tuple(behind)))
    if not rows:
        return None
    sums = [sum(int(row.cells[at].value or 0) for row in rows) for at in (1, 2)]
    columns = (column("kind", "", "类别"), column("times", "times"), column("prior_times", "times"))
    total = Row((Cell("合计"), whole(sums[0]), whole(sums[1])), "sum")
    return Table("各类活动", columns, (*rows, total), "", (), "competition", "kind", "competition_by_kind",
                 _months(now))


def _activities(held: Union, now: tuple[int, int]) -> Table | None:
    """Who came to each contest, and the share of all members."""
    size = len(held.units)
    came = {f"第{at + 1}次竞赛": len(who) for at, (month, kind, who) in enumerate(held.contests)
            if kind == "竞赛" and now[0] <= month < now[1]}
    if not came:
        return None
    rows = [Row((Cell(label), whole(many), Cell(share(many / size), many / size, "share")))
            for label, many in came.items()]
    rows.append(Row((Cell("合计"), whole(sum(came.values())), Cell("", None, "share")), "sum"))
    columns = (column("title", "", "活动"), column("attended", "times"), column("share", "rate", "参与率"))
    return Table("各次竞赛", columns, tuple(rows), "", (), "competition", "activity",
                 "competition_by_activity", (*_months(now), ("kind", "竞赛")))
