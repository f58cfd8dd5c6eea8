"""What an invented union's ledgers are made of, for the evaluation of the audit rules.

A world is made in Python objects, faults are planted in them, and only then are the vouchers numbered
and everything written as CSV. So a fault names the things that are wrong (a voucher, a row of another
ledger), and its truth, the physical lines, follows from the writing. Amounts are 分 until they are
written. All people, firms and account numbers are invented.

A style is drawn by the seed: which columns the books have, how summaries are worded, how large amounts
are, how numbers are written. What is planted never depends on the rules.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

Date = datetime.date
Day = datetime.timedelta

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "data" / "rules"
THRESHOLD = 5000_00  # the union's own limit of payments that need a decision of the committee

# what a voucher is booked on → chart → (code, name); a code that nobody verified is left empty
ACCOUNTS = {
    "bank": {"2010": ("102", "银行存款"), "2022": ("", "银行存款")},
    "cash": {"2010": ("101", "库存现金"), "2022": ("", "库存现金")},
    "up": {"2010": ("221", "应付上级经费"), "2022": ("", "应付上级经费")},
    "surplus": {"2010": ("331", "结余"), "2022": ("", "工会资金结余")},
    "dues": {"2010": ("401", "会费收入"), "2022": ("401", "会费收入")},
    "quota": {"2010": ("402", "拨缴经费收入"), "2022": ("402", "拨缴经费收入")},
    "admin": {"2010": ("405", "行政补助收入"), "2022": ("405", "行政补助收入")},
    "interest": {"2010": ("408", "其他收入"), "2022": ("408", "其他收入")},
    "educate": {"2010": ("50101", "职工教育费"), "2022": ("50101", "职工教育支出")},
    "culture": {"2010": ("50102", "文体活动费"), "2022": ("50102", "文体活动支出")},
    "publicity": {"2010": ("50103", "宣传活动费"), "2022": ("50103", "宣传活动支出")},
    "gift": {"2010": ("50104", "其他活动支出"), "2022": ("50105", "会员活动支出")},
    "protect": {"2010": ("50202", "劳动保护费"), "2022": ("50402", "劳动保护支出")},
    "law": {"2010": ("50203", "法律援助费"), "2022": ("50403", "法律援助支出")},
    "help": {"2010": ("50204", "困难职工帮扶费"), "2022": ("50404", "困难职工帮扶支出")},
    "warm": {"2010": ("50205", "送温暖费"), "2022": ("50405", "送温暖支出")},
    "train": {"2010": ("50301", "培训费"), "2022": ("50501", "培训支出")},
    "meeting": {"2010": ("50302", "会议费"), "2022": ("50502", "会议支出")},
    "special": {"2010": ("50304", "专项业务费"), "2022": ("50503", "专项业务支出")},
    "goods": {"2010": ("50402", "商品和服务支出"), "2022": ("50602", "商品和服务支出")},
    "equip": {"2010": ("50502", "办公设备购置"), "2022": ("50702", "办公设备购置")},
}
INCOME = ("dues", "quota", "admin", "interest")
SPENDING = (
    "educate",
    "culture",
    "publicity",
    "gift",
    "protect",
    "law",
    "help",
    "warm",
    "train",
    "meeting",
    "special",
    "goods",
    "equip",
)


@dataclass(frozen=True)
class Style:
    """How the books of one union are kept: drawn from the seed by `audit_world.style`."""

    seed: int
    size: str
    chart: str
    years: tuple[int, ...]
    units: int
    columns: frozenset[str]  # of the voucher ledger, beyond those that every union has
    assist_columns: frozenset[str]
    words: str  # "" one word 记; otherwise 收 付 转
    word: str
    number_form: str  # how a number is written: {n}, {n:04d} …
    payee_on: str  # all | debit: which lines of a voucher carry the payee
    amounts: str  # two columns | one with a direction
    verb: str
    scale: float
    sigma: float
    round_share: float
    entered: tuple[str, ...]  # limits that this union has entered with a basis of its own
    traps: frozenset[str]


@dataclass(eq=False)
class Line:
    """One line of a voucher; 分. Its own summary and payee, where a voucher holds several payments."""

    code: str
    name: str
    debit: int = 0
    credit: int = 0
    summary: str = ""
    payee: str | None = None


@dataclass(eq=False)
class Voucher:
    """One voucher before it is written. `kind` says what it is in the union's life; `{ref}` in the
    summary stands for the number of the voucher that it `refers` to."""

    unit: str
    date: Date
    summary: str
    lines: list[Line]
    kind: str
    payee: str = ""
    payee_account: str = ""
    method: str = "转账"
    activity: str = ""
    invoice: str = ""
    attachments: int | None = 1
    maker: str = ""
    reviewer: str = ""
    cashier: str = ""
    handler: str = ""
    approver: str = ""
    approval: str = ""
    entered: datetime.datetime | None = None
    is_reversal: bool = False
    refers: Voucher | None = None
    in_bank: bool = True
    word: str = "记"
    number: int = 0
    first_line: int = 1

    @property
    def fen(self) -> int:
        """What the voucher pays or receives: the larger side."""
        return max(abs(sum(each.debit for each in self.lines)), abs(sum(each.credit for each in self.lines)))

    @property
    def spent(self) -> int:
        """What it adds to spending (codes of class 5)."""
        return sum(each.debit - each.credit for each in self.lines if each.code.startswith("5"))


Row = dict[str, object]  # a row of another ledger, by the column's title; "voucher" holds its Voucher


@dataclass(eq=False)
class Fault:
    """What was planted: the kind, how, and the things that are wrong."""

    kind: str
    variant: str
    things: tuple[object, ...]


@dataclass(frozen=True)
class Truth:
    """A fault as it stands in the files: (ledger, file, physical line)."""

    kind: str
    variant: str
    lines: frozenset[tuple[str, str, int]]


@dataclass(frozen=True)
class Handed:
    """One file: its ledger, its text, and the values that no column says."""

    ledger: str
    name: str
    text: str
    sets: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A world as files, the truth of its faults, and how many subjects it has."""

    files: tuple[Handed, ...]
    truths: tuple[Truth, ...]
    vouchers: int
    persons: int


@dataclass(eq=False)
class World:
    """A union's life as it is being made."""

    style: Style
    name: str
    chance: Random
    vouchers: list[Voucher] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    openings: dict[str, int] = field(default_factory=dict)
    about: dict[str, object] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Whether the voucher ledger has this column."""
        return column in self.style.columns

    def account(self, what: str) -> tuple[str, str]:
        """Code and name in this union's chart."""
        return ACCOUNTS[what][self.style.chart]

    def rows(self, ledger: str) -> list[Row]:
        """The rows of a ledger, to read or to add to."""
        return self.tables.setdefault(ledger, [])


@cache
def calendar() -> dict[Date, str]:
    """Every day that data/rules knows → its kind."""
    with (SEEDS / "calendar.csv").open(encoding="utf-8", newline="") as file:
        return {Date.fromisoformat(row["date"]): row["day_kind"] for row in csv.DictReader(file)}


@cache
def days(year: int, month: int, worked: bool = True) -> tuple[Date, ...]:
    """The working days of a month (调休上班 among them), or its days of rest."""
    return tuple(
        day
        for day, kind in calendar().items()
        if (day.year, day.month) == (year, month) and (kind in ("工作日", "调休上班")) == worked
    )


def workday(chance: Random, year: int, month: int, first: int = 1, last: int = 31) -> Date:
    """A working day of the month between two days, or the working day nearest to them."""
    able = [day for day in days(year, month) if first <= day.day <= last]
    return chance.choice(able) if able else min(days(year, month), key=lambda day: abs(day.day - first))


def worked_after(day: Date, least: int = 0) -> Date:
    """The first working day at least so many days later."""
    day += Day(days=least)
    while calendar().get(day, "工作日") not in ("工作日", "调休上班"):
        day += Day(days=1)
    return day


def yuan(fen: int) -> str:
    """1234.50 for 123450."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def lognormal(chance: Random, median: float, sigma: float) -> int:
    """分, of a median in 元."""
    return max(round(median * 100 * 2.718281828 ** chance.gauss(0, sigma)), 500)


def number_all(world: World) -> None:
    """Number the vouchers by unit, month and word in the order of their dates, and let them be entered
    in the days after, in working hours."""
    style = world.style
    chance = Random(f"{style.seed}/entered")
    month: dict[tuple[str, int, int, str], int] = {}
    world.vouchers.sort(key=lambda each: (each.unit, each.date, each.kind == "closing"))
    for each in world.vouchers:
        each.word = style.word
        if style.words:
            bank = sum(
                line.debit - line.credit for line in each.lines if line.name in ("银行存款", "库存现金")
            )
            moved = any(line.name in ("银行存款", "库存现金") for line in each.lines)
            each.word = style.words[2] if not moved else style.words[0] if bank > 0 else style.words[1]
        key = (each.unit, each.date.year, each.date.month, each.word)
        each.number = month[key] = month.get(key, 0) + 1
        if each.entered is None:
            day = worked_after(each.date, chance.choice((0, 0, 0, 1, 1, 2, 3, 5)))
            late = 20 if day.day > 27 and chance.random() < 0.2 else 17
            hour = chance.randint(8, late)
            each.entered = datetime.datetime(
                day.year, day.month, day.day, hour, chance.randint(10, 59), chance.randint(0, 59)
            )


def number_text(world: World, voucher: Voucher) -> str:
    """The number as this union writes it."""
    return world.style.number_form.format(n=voucher.number)


def reference(world: World, voucher: Voucher) -> str:
    """记-12."""
    return f"{voucher.word}-{voucher.number}"


def _voucher_columns(world: World) -> list[tuple[str, Callable[[Voucher, Line, int], object]]]:
    style = world.style

    def on(line: Line, value: object) -> object:
        return value if style.payee_on == "all" or line.debit else ""

    def summary(each: Voucher, line: Line) -> str:
        if line.summary:
            return line.summary
        return each.summary.replace("{ref}", reference(world, each.refers)) if each.refers else each.summary

    every: list[tuple[str, str, Callable[[Voucher, Line, int], object]]] = [
        ("unit_id", "单位编号", lambda v, e, at: v.unit),
        ("", "凭证日期", lambda v, e, at: v.date.isoformat()),
        ("year", "会计年度", lambda v, e, at: v.date.year),
        ("year", "会计期间", lambda v, e, at: v.date.month),
        ("word", "凭证字", lambda v, e, at: v.word),
        ("number", "凭证号", lambda v, e, at: number_text(world, v)),
        ("line_no", "分录号", lambda v, e, at: v.first_line + at),
        ("", "摘要", lambda v, e, at: summary(v, e)),
        ("account_code", "科目编码", lambda v, e, at: e.code),
        ("", "科目名称", lambda v, e, at: e.name),
    ]
    if style.amounts == "two":
        every += [
            ("", "借方金额", lambda v, e, at: yuan(e.debit) if e.debit else ""),
            ("", "贷方金额", lambda v, e, at: yuan(e.credit) if e.credit else ""),
        ]
    else:
        every += [
            ("", "方向", lambda v, e, at: "借" if e.debit else "贷"),
            ("", "金额", lambda v, e, at: yuan(e.debit or e.credit)),
        ]
    every += [
        ("payee", "往来单位", lambda v, e, at: on(e, v.payee if e.payee is None else e.payee)),
        ("payee_account", "对方账号", lambda v, e, at: on(e, v.payee_account)),
        ("payment_method", "支付方式", lambda v, e, at: v.method if v.payee else ""),
        ("activity_id", "活动编号", lambda v, e, at: v.activity if e.code.startswith("5") else ""),
        ("invoice_no", "发票号", lambda v, e, at: on(e, v.invoice)),
        ("attachments", "附件张数", lambda v, e, at: "" if v.attachments is None else v.attachments),
        ("maker", "制单人", lambda v, e, at: v.maker),
        ("reviewer", "审核人", lambda v, e, at: v.reviewer),
        ("cashier", "出纳", lambda v, e, at: v.cashier),
        ("handler", "经办人", lambda v, e, at: v.handler),
        ("approver", "审批人", lambda v, e, at: v.approver),
        ("approval_ref", "审批依据", lambda v, e, at: v.approval),
        ("entry_time", "录入时间", lambda v, e, at: v.entered and v.entered.isoformat(" ")),
        ("is_reversal", "是否红字", lambda v, e, at: "是" if v.is_reversal else "否"),
    ]
    return [(title, cell) for name, title, cell in every if not name or world.has(name)]


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def written(world: World) -> Written:
    """The world's files, in loading order, and its faults by their lines."""
    places: dict[int, list[tuple[str, str, int]]] = {}
    files = []
    order = (
        "parameter",
        "unit",
        "member",
        "activity",
        "budget",
        "voucher",
        "balance",
        "dues",
        "assistance",
        "participation",
        "result",
        "bank",
    )
    for ledger in order:
        if ledger == "voucher":
            files.append(_write_vouchers(world, places))
        elif world.tables.get(ledger):
            files.append(_write_rows(world, ledger, places))
    truths = tuple(
        Truth(each.kind, each.variant, frozenset(at for thing in each.things for at in places[id(thing)]))
        for each in world.faults
    )
    numbered = world.has("number")
    vouchers = {(v.unit, v.date.year, v.date.month, v.word, v.number) for v in world.vouchers}
    count = len(vouchers) if numbered else sum(len(each.lines) for each in world.vouchers)
    persons = {row.get("会员编号") or row["受助人姓名"] for row in world.tables.get("assistance", ())}
    return Written(tuple(files), truths, count, len(persons))


def _write_vouchers(world: World, places: dict[int, list[tuple[str, str, int]]]) -> Handed:
    columns = _voucher_columns(world)
    name, lines, at = "凭证.csv", [], 1
    by_place = sorted(
        world.vouchers, key=lambda v: (v.unit, v.date.year, v.date.month, v.word, v.number, v.first_line)
    )
    for each in by_place:
        for place, line in enumerate(each.lines):
            at += 1
            places.setdefault(id(each), []).append(("voucher", name, at))
            lines.append([cell(each, line, place) for _, cell in columns])
    sets = {"chart_version": world.style.chart}
    if not world.has("unit_id"):
        sets["unit_id"] = str(world.about["unit_id"])
    return Handed("voucher", name, _csv([title for title, _ in columns], lines), sets)


def _write_rows(world: World, ledger: str, places: dict[int, list[tuple[str, str, int]]]) -> Handed:
    rows = world.tables[ledger]
    name = f"{ledger}.csv"
    titles = list(dict.fromkeys(title for row in rows[:50] for title in row if title != "voucher"))
    for at, row in enumerate(rows, 2):
        places[id(row)] = [(ledger, name, at)]
        booked = row.get("voucher")
        if isinstance(booked, Voucher) and "凭证号" in row:
            row["凭证号"] = reference(world, booked)
    return Handed(ledger, name, _csv(titles, ([row.get(title, "") for title in titles] for row in rows)))
