"""Faults planted in an invented union's life: each in several variants, drawn at random.

A planter changes what is there or adds to it as the one at fault would have done, and says which
vouchers and rows are wrong. What the books have no column for is not planted, nor what breaks a limit
that is not in force or that the union has not entered. A voucher has one fault at most.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from random import Random

from tests import audit_plain
from tests.audit_kit import (
    SPENDING,
    THRESHOLD,
    Date,
    Day,
    Fault,
    Line,
    Row,
    Voucher,
    World,
    Written,
    days,
    number_all,
    workday,
    worked_after,
    written,
    yuan,
)
from tests.audit_world import (
    BRANDS,
    CAP_DATE,
    GIVEN,
    TRADES,
    Office,
    Person,
    award,
    clean,
    close,
    follow,
    give,
    offices_of,
    pay,
    person_name,
)

Planter = Callable[["Ground"], bool]
SHARE = 0.05  # of the vouchers
FORBIDDEN = (
    ("special", "付业务宴请餐费", "酒楼"),
    ("goods", "购香烟两条", "烟酒商行"),
    ("goods", "购白酒一箱", "烟酒商行"),
    ("gift", "购购物卡一批", "超市有限公司"),
    ("goods", "加油卡充值", "石油销售有限公司"),
    ("culture", "付旅行社景区门票款", "旅行社有限公司"),
    ("special", "付KTV娱乐费", "娱乐有限公司"),
    ("special", "招待上级单位用餐", "餐饮管理有限公司"),
    ("gift", "购礼品卡", "商贸有限公司"),
    ("special", "会所用餐", "会所管理有限公司"),
    ("gift", "发放节日红包", ""),
    ("special", "付足浴消费", "足浴店"),
    ("goods", "预付卡充值", "百货有限公司"),
    ("culture", "健身卡办理", "健身服务有限公司"),
)
VAGUE = "其他 费用 其他费用 付款 杂项支出 暂付款 相关费用 支出 其它 其他支出".split()


class Ground:
    """A world to plant in: what has a fault already, and draws from what has none."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = Random(f"faults/{world.style.seed}/{world.style.size}")
        self.used = {id(each.refers) for each in world.vouchers if each.refers}
        self.groups: set[tuple[object, ...]] = set()

    def pick(self, *kinds: str, such: Callable[[Voucher], bool] = lambda each: True) -> Voucher | None:
        """A voucher of these kinds without a fault."""
        able = [
            each
            for each in self.world.vouchers
            if each.kind in kinds and id(each) not in self.used and such(each)
        ]
        return self.chance.choice(able) if able else None

    def row(self, such: Callable[[Row], bool]) -> Row | None:
        """A row of 帮扶慰问发放 without a fault."""
        able = [row for row in self.world.rows("assistance") if id(row) not in self.used and such(row)]
        return self.chance.choice(able) if able else None

    def plant(self, kind: str, variant: str, *things: object) -> bool:
        """Note a fault; True."""
        self.used.update(map(id, things))
        self.world.faults.append(Fault(kind, variant, things))
        return True

    def office(self, unit: str = "") -> Office:
        """The unit of that id, or any."""
        offices = offices_of(self.world)
        return next((each for each in offices if each.id == unit), None) or self.chance.choice(offices)

    def person(self, such: Callable[[Person], bool]) -> Person | None:
        """A member."""
        able = [each for office in offices_of(self.world) for each in office.people if such(each)]
        return self.chance.choice(able) if able else None


def copied(ground: Ground, voucher: Voucher, day: Date, **changed: object) -> Voucher:
    """The voucher once more on another day, added to the books."""
    again = dataclasses.replace(
        voucher,
        date=day,
        lines=[dataclasses.replace(line) for line in voucher.lines],
        entered=None,
        number=0,
        in_bank=ground.chance.random() < 0.7,
        **changed,  # type: ignore[arg-type]
    )
    ground.world.vouchers.append(again)
    return again


def planted(seed: int, size: str = "middle", entered: str = "own") -> World:
    """A union of which about one voucher in twenty has a fault, ready to be written."""
    world = clean(seed, size, entered)
    return _sown(world, dict(BEFORE), dict(AFTER), SHARE)


def planted_plain(seed: int) -> World:
    """The same for the plain style of books."""
    world = audit_plain.clean(seed)
    kinds = audit_plain.KINDS
    return _sown(
        world,
        {each: BEFORE[each] for each in kinds if each in BEFORE},
        {each: AFTER[each] for each in kinds if each in AFTER},
        SHARE,
    )


def files(world: World) -> Written:
    """The files of a world from `planted` or `clean`."""
    return written(world)


def _sown(world: World, before: dict[str, Planter], after: dict[str, Planter], share: float) -> World:
    """Plant what comes before the numbers, number, plant what is about numbers and entries."""
    ground = Ground(world)
    small = world.style.size != "middle"
    wanted = len(world.vouchers) * share
    _rounds(ground, before, wanted * len(before) / (len(before) + len(after)), 1 if small else 2)
    if "offices" in world.about:
        close(world)
    number_all(world)
    _rounds(ground, after, wanted, 1 if small else 2)
    if "offices" in world.about:
        short = _over_budget(ground, 1 if small else 3)
        follow(world)
        rows: dict[tuple[str, int, str], Row] = world.about.get("over_rows", {})  # type: ignore[assignment]
        for key, variant, held in short:
            ground.plant("over_budget", variant, *held, *([rows[key]] if key in rows else []))
    return world


def wrong_vouchers(world: World) -> int:
    """How many vouchers have a fault."""
    return len({id(thing) for each in world.faults for thing in each.things if isinstance(thing, Voucher)})


def _rounds(ground: Ground, planters: dict[str, Planter], wanted: float, least: int) -> None:
    """Every kind in turn, in a drawn order, until there are enough; in large books at least `least`
    times."""
    kinds = list(planters)
    ground.chance.shuffle(kinds)
    small = ground.world.style.size != "middle"
    for turn in range(12):
        for kind in kinds:
            enough = wrong_vouchers(ground.world) >= wanted
            if enough and (small or turn >= least):
                return
            planters[kind](ground)


# vouchers


def _duplicate(ground: Ground) -> bool:
    chance = ground.chance
    first = ground.pick("purchase", "expense", "canteen", "fee", "shop")
    if first is None:
        return False
    variant = chance.choice(("all equal", "no invoice", "next invoice", "other words"))
    changed: dict[str, object] = {}
    if variant == "no invoice":
        changed["invoice"] = ""
    elif variant == "next invoice" and first.invoice:
        changed["invoice"] = f"{int(first.invoice) + 1:08d}"
    elif variant == "other words":
        changed["summary"] = _reworded(chance, first.summary)
    return ground.plant("duplicate", variant, first, copied(ground, first, first.date, **changed))


def _reworded(chance: Random, summary: str) -> str:
    return chance.choice(
        (
            f"{summary}款",
            f"补付{summary.removeprefix('付')}",
            f"{summary}（补）",
            f"结算{summary.removeprefix('付')}",
        )
    )


def _near_duplicate(ground: Ground) -> bool:
    chance = ground.chance
    last = Date(ground.world.style.years[-1], 12, 26)
    first = ground.pick(
        "purchase", "expense", such=lambda each: each.fen >= 100_00 and each.date < last - Day(days=30)
    )
    if first is None:
        return False
    gap = chance.randint(3, 24)
    day = worked_after(first.date, gap)
    if (day - first.date).days > 25:
        day = worked_after(first.date, 3)
    invoice = (
        f"{int(first.invoice) + chance.randint(3, 90):08d}" if first.invoice and chance.random() < 0.7 else ""
    )
    summary = first.summary if chance.random() < 0.5 else _reworded(chance, first.summary)
    again = copied(ground, first, day, invoice=invoice, summary=summary)
    return ground.plant("near_duplicate", f"{(day - first.date).days} days", first, again)


def _same_invoice(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    if not world.has("invoice_no"):
        return False
    last = Date(world.style.years[-1], 11, 20)
    first = ground.pick("purchase", such=lambda each: bool(each.invoice) and each.date < last)
    if first is None:
        return False
    room = (Date(world.style.years[-1], 12, 20) - first.date).days
    day = worked_after(first.date, chance.randint(2, min(150, room)))
    variant = chance.choice(("paid again", "a part of it", "to a person"))
    again = copied(ground, first, day, summary=_reworded(chance, first.summary))
    if variant == "a part of it":
        part = first.lines[0].debit // 2 + chance.randint(100, 5000)
        again.lines = [
            Line(first.lines[0].code, first.lines[0].name, debit=part),
            Line(*world.account("bank"), credit=part),
        ]
    elif variant == "to a person" and "offices" in world.about:
        name = chance.choice(ground.office(first.unit).handlers)
        again.payee, again.payee_account, again.handler, again.summary = (
            name,
            "",
            name,
            f"{name}报销{first.summary.removeprefix('付')}",
        )
    return ground.plant("same_invoice", variant, first, again)


def misspelt(chance: Random, name: str) -> tuple[str, str]:
    """The name of a firm as a hasty hand writes it, and in which way."""
    ways = {"blank": f"{name[:4]} {name[4:]}"}
    if "（" in name:
        ways["brackets"] = name.replace("（", "(").replace("）", ")")
    if name.endswith("有限公司"):
        ways["short"] = name.removesuffix("有限公司") + chance.choice(("", "公司"))
    ways["wide blank"] = f"{name}　"
    at = next((name.index(each) for each in BRANDS if each in name), 2)
    other = chance.choice([each for each in GIVEN if each not in name])
    ways["typing error"] = name[:at] + other + name[at + 1 :]
    way = chance.choice(list(ways))
    return ways[way], way


def _payee_spelling(ground: Ground) -> bool:
    chance = ground.chance
    last = Date(ground.world.style.years[-1], 12, 24)
    first = ground.pick("purchase", such=lambda each: len(each.payee) > 6 and each.date < last)
    if first is None:
        return False
    name, way = misspelt(chance, first.payee)
    day = worked_after(first.date, chance.choice((0, 0, 1, 4, 9, 15, 20)))
    if day.year > ground.world.style.years[-1]:
        day = first.date
    invoice = f"{int(first.invoice) + chance.randint(1, 60):08d}" if first.invoice else ""
    return ground.plant("payee_spelling", way, first, copied(ground, first, day, payee=name, invoice=invoice))


def _split(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    if "offices" not in world.about:
        return _split_plain(ground)
    office = ground.office()
    payee = chance.choice([each for each in office.firms if each.trade in (1, 2, 4, 5, 7, 10, 15)])
    account, _, _, words = TRADES[payee.trade]
    start = workday(chance, chance.choice(world.style.years), chance.randint(1, 12), 3, 20)
    many = chance.choice((2, 2, 3, 3, 4))
    paid, day, what = [], start, chance.choice(words)
    for at in range(many):
        fen = round(
            THRESHOLD * chance.uniform(0.56 if many == 2 else 0.45, 0.995)
        ) // 100 * 100 - chance.choice((0, 0, 50))
        voucher = pay(
            world,
            office,
            day,
            account,
            what + chance.choice(("", f"（{at + 1}）", f"第{at + 1}批")),
            fen,
            payee,
            "split",
            invoice=payee.bill(chance, 1),
            approval="",
        )
        paid.append(voucher)
        day = worked_after(day, chance.choice((0, 0, 1, 1, 2)))
        if (day - start).days > 6:
            day = start
    return ground.plant("split", f"{many} payments", *paid)


def _split_plain(ground: Ground) -> bool:
    """The same where only vouchers are kept: what was one payment becomes several."""
    chance, world = ground.chance, ground.world
    first = (
        ground.pick("purchase", such=lambda each: each.payee != "" and each.date.day < 22)
        if world.rows("parameter")
        else None
    )
    if first is None:
        return False
    paid, day = [first], first.date
    for at in range(chance.choice((1, 2))):
        day = worked_after(day, chance.choice((0, 1, 1)))
        paid.append(copied(ground, first, day, summary=f"{first.summary}{'二三'[at]}"))
    for each in paid:
        fen = round(THRESHOLD * chance.uniform(0.56, 0.995)) // 100 * 100
        each.lines[0].debit, each.lines[1].credit = fen, fen
    return ground.plant("split", f"{len(paid)} payments", *paid)


def _rest_day(ground: Ground) -> bool:
    chance = ground.chance
    wrong = ground.pick(
        "purchase", "expense", such=lambda each: bool(days(each.date.year, each.date.month, False))
    )
    if wrong is None:
        return False
    wrong.date = chance.choice(days(wrong.date.year, wrong.date.month, False))
    return ground.plant("rest_day", wrong.date.strftime("%a"), wrong)


def _outlier(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    usual = ground.pick(
        "purchase",
        "expense",
        such=lambda each: len(each.lines) == 2 and each.fen < THRESHOLD and not each.activity,
    )
    if usual is None:
        return False
    code = usual.lines[0].code
    like = sorted(
        each.fen
        for each in world.vouchers
        if each.unit == usual.unit
        and each.lines[0].code == code
        and each.kind in ("purchase", "expense", "fee", "canteen", "shop")
    )
    if len(like) < 12:
        return False
    fen = int(max(like[len(like) // 2] * chance.uniform(18, 40), like[-1] * chance.uniform(3, 5)))
    usual.lines[0].debit, usual.lines[1].credit = fen, fen
    usual.approval = usual.approval or f"工委会纪要〔{usual.date.year}〕{usual.date.month:02d}号"
    return ground.plant("outlier", f"{fen // like[len(like) // 2]} times the median", usual)


def _forbidden_words(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    account, words, kind = chance.choice(FORBIDDEN)
    code, name = world.account(account)
    usual = ground.pick("purchase", such=lambda each: len(each.lines) == 2)
    if usual is None:
        return False
    usual.summary = chance.choice(("", "", f"{usual.date.month}月")) + words
    if kind:
        usual.payee = chance.choice(("合肥", "芜湖", "安徽")) + chance.choice(BRANDS) + kind
    usual.lines[0].code, usual.lines[0].name = code if usual.lines[0].code else "", name
    return ground.plant("forbidden_words", words, usual)


def _vague(ground: Ground) -> bool:
    wrong = ground.pick("purchase", "expense", such=lambda each: each.fen >= 200_00)
    if wrong is None:
        return False
    wrong.summary = ground.chance.choice(VAGUE)
    return ground.plant("vague", wrong.summary, wrong)


def _same_hands(one: str, other: str, kind: str) -> Planter:
    """The planter of two duties in one hand: the second signs as the first."""

    def plant(ground: Ground) -> bool:
        if not (ground.world.has(one) and ground.world.has(other)):
            return False
        wrong = ground.pick(
            "purchase", "canteen", "fee", "shop", "festival", such=lambda each: getattr(each, one) != ""
        )
        if wrong is None:
            return False
        if kind == "handler_approver":
            wrong.handler = wrong.approver
        elif ground.chance.random() < 0.5:
            setattr(wrong, other, getattr(wrong, one))
        else:
            setattr(wrong, one, getattr(wrong, other))
        return ground.plant(kind, f"{one} = {other}", wrong)

    return plant


def _payee_approver(ground: Ground) -> bool:
    if not ground.world.has("approver"):
        return False
    wrong = ground.pick("expense")
    if wrong is None:
        return False
    before = wrong.payee
    wrong.payee = wrong.approver = ground.office(wrong.unit).staff[ground.chance.choice(("chair", "vice"))]
    wrong.summary = wrong.summary.replace(before, wrong.payee)
    if wrong.handler in (wrong.payee, before):
        wrong.handler = next(
            each for each in ground.office(wrong.unit).handlers if each not in (wrong.payee, before)
        )
    return ground.plant("payee_approver", "own expenses", wrong)


def _no_attachment(ground: Ground) -> bool:
    if not ground.world.has("attachments"):
        return False
    wrong = ground.pick("purchase", "expense", "canteen", such=lambda each: each.fen >= 300_00)
    if wrong is None:
        return False
    wrong.attachments = ground.chance.choice((0, None))
    return ground.plant("no_attachment", str(wrong.attachments), wrong)


def _no_approval(ground: Ground) -> bool:
    variant = ground.chance.choice(
        ("large payment", "large payment", "aid without a number", "aid not signed for")
    )
    if variant == "large payment":
        wrong = ground.pick(
            "purchase", "festival", such=lambda each: each.fen >= THRESHOLD and each.approval != ""
        )
        if wrong is None:
            return False
        wrong.approval = ""
        return ground.plant("no_approval", variant, wrong)
    row = ground.row(lambda each: each["发放类型"] not in ("节日慰问", "生日"))
    if row is None:
        return False
    row["审批单号" if "number" in variant else "是否签收"] = "" if "number" in variant else "否"
    return ground.plant("no_approval", variant, row)


def _december_rush(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    able = [
        (office, year)
        for office in offices_of(world)
        for year in world.style.years
        if ("rush", year) not in ground.groups and (office.id, year) not in ground.groups
    ]
    if not able or len([each for each in world.faults if each.kind == "december_rush"]) >= (
        2 if len(able) > 2 else 1
    ):
        return False
    office, year = chance.choice(able)
    ground.groups.update({("rush", year), (office.id, year)})
    mine = [each for each in world.vouchers if each.unit == office.id and each.date.year == year]
    months = [sum(each.spent for each in mine if each.date.month == month) for month in range(1, 13)]
    wanted = sum(months[:11]) / 11 * chance.uniform(3.4, 5) - months[11]
    parts = [chance.uniform(0.6, 1.6) for _ in range(chance.randint(6, 10))]
    paid = []
    for part in parts:
        payee = chance.choice([each for each in office.firms if each.trade not in (13, 14)])
        account, _, _, words = TRADES[payee.trade]
        fen = round(wanted * part / sum(parts)) // 100 * 100 + chance.randint(0, 9999)
        paid.append(
            pay(
                world,
                office,
                workday(chance, year, 12, 12, 30),
                account,
                chance.choice(words),
                fen,
                payee,
                "rush",
            )
        )
    return ground.plant("december_rush", f"{len(paid)} payments", *paid)


def _reversal_year_end(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    if len(world.style.years) < 2 or "offices" not in world.about:
        return False
    first = ground.pick(
        "purchase",
        "expense",
        such=lambda each: (
            each.date.year < world.style.years[-1] and each.date.month == 12 and len(each.lines) == 2
        ),
    )
    if first is None:
        return False
    year = first.date.year + 1
    red = copied(
        ground,
        first,
        workday(chance, year, 1, 2, 15),
        is_reversal=chance.random() < 0.6,
        kind="red",
        summary=chance.choice(("冲回上年费用", f"红字冲销{first.summary}", "冲销")),
        invoice="",
        attachments=1,
    )
    red.in_bank = False
    for line in red.lines:
        line.debit, line.credit = -line.debit, -line.credit
    wrong = [first, red]
    if chance.random() < 0.7:
        wrong.append(copied(ground, first, workday(chance, year, 1, 16, 31), kind="reentry"))
    return ground.plant("reversal_year_end", f"{len(wrong)} vouchers", *wrong)


# people


def _joined(ground: Ground, voucher: Voucher, person: Person, fen: int, **given: str) -> Row:
    """One more person on the list of a festival: the voucher pays for one more."""
    like = next(row for row in ground.world.rows("assistance") if row["voucher"] is voucher)
    row = give(
        ground.world,
        voucher,
        person,
        "节日慰问",
        fen,
        voucher.date,
        **{"节日": str(like["节日"]), "发放形式": str(like["发放形式"]), **given},
    )
    voucher.lines[0].debit += fen
    voucher.lines[-1].credit += fen
    voucher.summary = re.sub(r"(\d+)人", lambda found: f"{int(found[1]) + 1}人", voucher.summary)
    return row


def _festival(ground: Ground, such: Callable[[Voucher], bool]) -> tuple[Voucher, int] | None:
    """A festival's voucher, and what each was given."""
    able = [each for each in ground.world.vouchers if each.kind == "festival" and such(each)]
    if not able:
        return None
    voucher = ground.chance.choice(able)
    like = next(row for row in ground.world.rows("assistance") if row["voucher"] is voucher)
    return voucher, round(float(str(like["金额"])) * 100)


def _card_gift(ground: Ground) -> bool:
    chance = ground.chance
    found = _festival(ground, lambda each: True)
    if found is None:
        return False
    rows = [
        row
        for row in ground.world.rows("assistance")
        if row["voucher"] is found[0] and id(row) not in ground.used
    ]
    method = chance.choice(("购物卡", "现金", "代金券"))
    wrong = chance.sample(rows, min(len(rows), chance.randint(1, 4)))
    for row in wrong:
        row["发放形式"] = method
    return bool(wrong) and ground.plant("card_gift", method, *wrong)


def _festival_over(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    found = _festival(ground, lambda each: each.date >= CAP_DATE)
    if found is None:
        return False
    voucher, year = found[0], found[0].date.year
    row = ground.row(lambda each: each["voucher"] is voucher and each["经费来源"] == "工会经费")
    if row is None:
        return False
    mine = [
        each
        for each in world.rows("assistance")
        if each["会员编号"] == row["会员编号"]
        and each["发放类型"] == "节日慰问"
        and str(each["发放日期"]).startswith(str(year))
    ]
    total = sum(round(float(str(each["金额"])) * 100) for each in mine)
    more = 2200_00 - total + chance.choice((1_00, 50_00, 100_00, 300_00, 600_00, 1000_00))
    if chance.random() < 0.5:
        variant = "one gift larger"
        row["金额"] = yuan(round(float(str(row["金额"])) * 100) + more)
        voucher.lines[0].debit += more
        voucher.lines[-1].credit += more
    else:
        variant = "one gift more"
        office = ground.office(voucher.unit)
        person = next(each for each in office.people if each.id == row["会员编号"])
        day = workday(chance, year, 4, 20, 30)
        again = pay(
            world, office, day, "gift", "购劳动节慰问品（1人）", more, chance.choice(office.market), "gift"
        )
        mine.append(
            give(world, again, person, "节日慰问", more, day, 节日="劳动节", 发放形式=str(row["发放形式"]))
        )
    return ground.plant("festival_over", variant, *mine)


def _event_over(ground: Ground) -> bool:
    chance = ground.chance
    row = ground.row(
        lambda each: (
            each["发放类型"] in ("结婚", "生育", "住院", "丧事", "退休", "困难帮扶", "大病救助", "生日")
            and str(each["发放日期"]) >= CAP_DATE.isoformat()
            and (each["发放类型"] != "生日" or hash_of(each) % 40 == 0)
        )
    )
    if row is None or not isinstance(row["voucher"], Voucher):
        return False
    before = round(float(str(row["金额"])) * 100)
    fen = (
        chance.choice((510, 600, 800)) * 100
        if row["发放类型"] == "生日"
        else chance.choice((2001, 2200, 3000, 5000)) * 100
    )
    row["金额"] = yuan(fen)
    voucher = row["voucher"]
    voucher.lines[0].debit += fen - before
    voucher.lines[-1].credit += fen - before
    if voucher.fen >= THRESHOLD:
        voucher.approval = voucher.approval or f"工委会纪要〔{voucher.date.year}〕{voucher.date.month:02d}号"
    things = (row,) if voucher.kind == "birthday" else (row, voucher)
    return ground.plant("event_over", str(row["发放类型"]), *things)


def hash_of(row: Row) -> int:
    """A number of a row that is the same in every process."""
    return int(re.sub(r"\D", "", str(row["发放编号"])) or 0)


def _not_in_roster(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    found = _festival(ground, lambda each: True)
    if found is None:
        return False
    stranger = Person(
        chance.choice((f"M9{chance.randint(1000, 9999)}", "")),
        person_name(chance) + "临",
        found[0].unit,
        0,
        Date(1980, 1, 1),
        "男",
        Date(2000, 1, 1),
        bank="0000" + str(chance.randint(10**13, 9 * 10**13)) + "7",
    )
    if chance.random() < 0.6:
        return ground.plant("not_in_roster", "festival", _joined(ground, found[0], stranger, found[1]))
    day = workday(chance, found[0].date.year, chance.randint(1, 12), 3, 27)
    kind = chance.choice(("困难帮扶", "住院"))
    return ground.plant("not_in_roster", kind, *_aid(ground, stranger, kind, day, world))


def _aid(
    ground: Ground, person: Person, kind: str, day: Date, world: World, **more: str
) -> tuple[Row, Voucher]:
    """One payment of aid and its voucher."""
    office = ground.office(person.unit)
    fen = office.standard[kind] * 100
    if kind == "住院" and "病种" not in more:
        more["病种"] = "肺炎"
    what = "help" if kind in ("困难帮扶", "大病救助", "金秋助学") else "warm"
    voucher = pay(
        world,
        office,
        day,
        what,
        f"{world.style.verb}{person.name}{kind}慰问金",
        fen,
        person.name,
        "event",
        payee_account=person.bank,
    )
    return give(world, voucher, person, kind, fen, day, **more), voucher


def _left_or_before(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    first, last = world.style.years[0], world.style.years[-1]
    kind = chance.choice(("left", "before joining"))
    if kind == "left":
        person = ground.person(
            lambda each: (
                each.status == "离职"
                and each.left is not None
                and each.left.year >= first
                and each.left < Date(last, 9, 1)
                and id(each) not in ground.used
            )
        )
    else:
        person = ground.person(lambda each: each.joined > Date(first, 2, 28) and id(each) not in ground.used)
    if person is None:
        return False
    ground.used.add(id(person))
    edge = person.left if kind == "left" else person.joined
    assert edge is not None

    def outside(day: Date) -> bool:
        return day >= edge + Day(days=10) if kind == "left" else day < edge - Day(days=10)

    found = _festival(ground, lambda each: each.unit == person.unit and outside(each.date))
    if found and chance.random() < 0.6:
        return ground.plant(
            "left_or_before", f"{kind}, festival", _joined(ground, found[0], person, found[1])
        )
    able = [
        day
        for month in range(1, 13)
        for year in world.style.years
        for day in days(year, month)
        if outside(day)
    ]
    if not able:
        return False
    return ground.plant(
        "left_or_before",
        f"{kind}, aid",
        *_aid(ground, person, chance.choice(("住院", "困难帮扶")), chance.choice(able), world),
    )


def _retired(ground: Ground) -> bool:
    person = ground.person(
        lambda each: each.status == "退休" and each.left is not None and id(each) not in ground.used
    )
    if person is None or person.left is None:
        return False
    left = person.left
    found = _festival(ground, lambda each: each.unit == person.unit and each.date > left + Day(days=20))
    if found is None:
        return False
    ground.used.add(id(person))
    source = ground.chance.choice(("工会经费", "工会经费", "会费"))
    return ground.plant("retired", source, _joined(ground, found[0], person, found[1], 经费来源=source))


def _aid_twice(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    row = ground.row(
        lambda each: (
            each["发放类型"] in ("结婚", "困难帮扶", "生育", "退休")
            and CAP_DATE.isoformat() <= str(each["发放日期"]) < "2025-11-20"
        )
    )
    if row is None:
        return False
    person = ground.person(lambda each: each.id == row["会员编号"])
    day = Date.fromisoformat(str(row["发放日期"]))
    again = worked_after(day, chance.randint(4, (Date(2025, 12, 20) - day).days))
    if person is None:
        return False
    rows = _aid(ground, person, str(row["发放类型"]), again, world)
    if "事件凭据" in row and chance.random() < 0.5:
        rows[0]["事件凭据"] = row["事件凭据"]
    return ground.plant("aid_twice", str(row["发放类型"]), row, row["voucher"], *rows)


def _disease_twice(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    row = ground.row(
        lambda each: (
            each["发放类型"] == "住院" and CAP_DATE.isoformat() <= str(each["发放日期"]) < "2025-10-20"
        )
    )
    if row is None:
        return False
    person = ground.person(lambda each: each.id == row["会员编号"])
    day = Date.fromisoformat(str(row["发放日期"]))
    again = worked_after(day, chance.randint(30, (Date(2025, 12, 20) - day).days))
    if person is None:
        return False
    return ground.plant(
        "disease_twice",
        str(row["病种"]),
        row,
        row["voucher"],
        *_aid(ground, person, "住院", again, world, 病种=str(row["病种"])),
    )


def _shared_account(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    if "收款账号" not in world.style.assist_columns:
        return False
    account = "0000" + "".join(chance.choice("0123456789") for _ in range(14)) + chance.choice("123456789")
    rows: list[Row] = []
    for _ in range(chance.choice((2, 2, 3, 4))):
        row = ground.row(
            lambda each: (
                each["收款账号"] != ""
                and each["会员编号"] not in {one["会员编号"] for one in rows}
                and isinstance(each["voucher"], Voucher)
                and each["voucher"].kind == "event"
            )
        )
        if row is None:
            break
        rows.append(row)
    if len(rows) < 2:
        return False
    for row in rows:
        row["收款账号"] = account
        row["voucher"].payee_account = account  # type: ignore[union-attr]
    return ground.plant("shared_account", f"{len(rows)} persons", *rows, *(row["voucher"] for row in rows))


def _dues_wrong(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    row = chance.choice(world.rows("dues"))
    year = str(row["所属月份"])[:4]
    mine = [
        each
        for each in world.rows("dues")
        if each["会员编号"] == row["会员编号"] and str(each["所属月份"]).startswith(year)
    ]
    if id(row) in ground.used:
        return False
    wrong = mine[-chance.randint(1, len(mine)) :]
    factor = chance.choice((0, 2, 3, 10, 0.5))
    for each in wrong:
        before = round(float(str(each["应缴会费"])) * 100)
        due = int(before * factor)
        each["应缴会费"] = each["实缴会费"] = yuan(due)
        month = Date.fromisoformat(f"{each['所属月份']}-01")
        booked = next(
            v
            for v in world.vouchers
            if v.kind == "income"
            and v.unit == each["所属单位"]
            and len(v.lines) == 2
            and (v.date.year, v.date.month) == (month.year, month.month)
            and v.summary.endswith("月会费")
        )
        booked.lines[0].debit += due - before
        booked.lines[1].credit += due - before
    return ground.plant("dues_wrong", f"{factor} times", *wrong)


def _winners(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    if not {"R-37", "*"} & set(world.style.entered):
        return False
    codes = dict.fromkeys(str(row["竞赛编号"]) for row in world.rows("result"))
    able = [row for row in world.rows("activity") if row["活动编号"] in codes and id(row) not in ground.used]
    if not able:
        return False
    activity = chance.choice(able)
    code = str(activity["活动编号"])
    came = [str(row["会员编号"]) for row in world.rows("participation") if row["活动编号"] == code]
    won = [row for row in world.rows("result") if row["竞赛编号"] == code]
    people = {each.id: each for office in offices_of(world) for each in office.people}
    rest = [each for each in came if each not in {row["会员编号"] for row in won}]
    need = int(len(came) * chance.uniform(0.72, 0.98)) + 1 - len(won)
    day = Date.fromisoformat(str(activity["开始日期"]))
    won += [award(world, code, people[each], 99, 1, day) for each in rest[:need]]
    return ground.plant("winners", f"{len(won)} of {len(came)}", activity, *won)


# numbers, entries, accounts: when the vouchers are numbered


def _group(ground: Ground, least: int) -> list[Voucher] | None:
    """The vouchers of a unit, month and word in the order of their numbers; a group is taken once."""
    groups: dict[tuple[object, ...], list[Voucher]] = {}
    if not ground.world.has("number"):
        return None
    for each in ground.world.vouchers:
        groups.setdefault((each.unit, each.date.year, each.date.month, each.word), []).append(each)
    able = [key for key, held in groups.items() if len(held) >= least and key not in ground.groups]
    if not able:
        return None
    key = ground.chance.choice(able)
    ground.groups.add(key)
    return sorted(groups[key], key=lambda each: each.number)


def _number_gap(ground: Ground) -> bool:
    held = _group(ground, 5)
    if held is None:
        return False
    at, gap = ground.chance.randrange(1, len(held) - 1), ground.chance.choice((1, 1, 1, 2, 3))
    for each in held[at:]:
        each.number += gap
    return ground.plant("number_gap", f"{gap} missing", held[at - 1], held[at])


def _number_repeated(ground: Ground) -> bool:
    held = _group(ground, 5)
    if held is None:
        return False
    able = [
        at
        for at in range(1, len(held))
        if held[at].date != held[at - 1].date and "closing" not in (held[at].kind, held[at - 1].kind)
    ]
    if not able:
        return False
    at = ground.chance.choice(able)
    held[at].first_line = len(held[at - 1].lines) + 1
    for each in held[at:]:
        each.number -= 1
    return ground.plant("number_repeated", "", held[at - 1], held[at])


def _date_order(ground: Ground) -> bool:
    held = _group(ground, 5)
    if held is None:
        return False
    able = [
        at
        for at in range(1, len(held))
        if (held[at].date - held[at - 1].date).days >= 2
        and "closing" not in (held[at].kind, held[at - 1].kind)
    ]
    if not able:
        return False
    at = ground.chance.choice(able)
    held[at].number, held[at - 1].number = held[at - 1].number, held[at].number
    return ground.plant(
        "date_order", f"{(held[at].date - held[at - 1].date).days} days", held[at - 1], held[at]
    )


def _night(ground: Ground) -> bool:
    wrong = ground.pick("purchase", "expense", "canteen", "fee") if ground.world.has("entry_time") else None
    if wrong is None:
        return False
    day = wrong.date + Day(days=1)
    wrong.entered = datetime.datetime(
        day.year,
        day.month,
        day.day,
        ground.chance.randint(0, 5),
        ground.chance.randint(0, 59),
        ground.chance.randint(0, 59),
    )
    return ground.plant("night", f"{wrong.entered:%H}", wrong)


def _back_dated(ground: Ground) -> bool:
    wrong = ground.pick("purchase", "expense", "canteen") if ground.world.has("entry_time") else None
    if wrong is None:
        return False
    day = worked_after(wrong.date, ground.chance.choice((34, 45, 60, 95, 150)))
    wrong.entered = datetime.datetime(day.year, day.month, day.day, ground.chance.randint(9, 16), 12, 7)
    return ground.plant("back_dated", f"{(day - wrong.date).days} days", wrong)


def _unbalanced(ground: Ground) -> bool:
    chance = ground.chance
    wrong = ground.pick(
        "purchase", "expense", "canteen", such=lambda each: len(each.lines) == 2 and each.fen > 20_00
    )
    if wrong is None or not ground.world.has("number"):
        return False
    line = chance.choice(wrong.lines)
    fen = line.debit or line.credit
    variant = chance.choice(("digits swapped", "one digit", "one 分"))
    text = list(str(fen))
    if variant == "digits swapped" and text[0] != text[1]:
        text[0], text[1] = text[1], text[0]
    other = int("".join(text)) if text[0] != "0" else fen
    other = fen + {"one digit": 100_00, "one 分": 1}.get(variant, 0) if other == fen else other
    other += 9_00 if other == fen else 0
    line.debit, line.credit = (other, 0) if line.debit else (0, other)
    return ground.plant("unbalanced", variant, wrong)


def _account_name(ground: Ground) -> bool:
    chance, world = ground.chance, ground.world
    wrong = ground.pick("purchase", "expense", "canteen", such=lambda each: each.lines[0].code != "")
    if wrong is None:
        return False
    line = wrong.lines[0]
    code, name = world.account(
        chance.choice([each for each in SPENDING if world.account(each)[0] != line.code])
    )
    if chance.random() < 0.5:
        line.name = name
    else:
        line.code = code
    return ground.plant("account_name", f"{line.code} {line.name}", wrong)


def _over_budget(ground: Ground, most: int) -> list[tuple[tuple[str, int, str], str, list[Voucher]]]:
    """Accounts for which less is planned than was spent, or nothing: with the vouchers beyond it."""
    chance, world = ground.chance, ground.world
    over: dict[tuple[str, int, str], int | None] = {}
    found: list[tuple[tuple[str, int, str], str, list[Voucher]]] = []
    keys: dict[tuple[str, int, str], list[Voucher]] = {}
    for each in sorted(world.vouchers, key=lambda one: one.date):
        for line in each.lines if each.kind != "closing" else ():
            if line.code.startswith("5") and line.name == dict(map(world.account, SPENDING)).get(line.code):
                keys.setdefault((each.unit, each.date.year, line.code), []).append(each)
    able = [key for key, held in keys.items() if 1 <= len(held) <= 25]
    for key in chance.sample(able, min(len(able), most)):
        held, code = keys[key], key[2]
        parts = [sum(line.debit - line.credit for line in each.lines if line.code == code) for each in held]
        total = sum(parts)
        if len(held) <= 3 and chance.random() < 0.6:
            over[key] = None
            found.append((key, "no budget", held))
            continue
        limit = int(total * chance.uniform(0.65, 0.93)) // 10000 * 10000
        crossing = [each for at, each in enumerate(held) if sum(parts[: at + 1]) > limit]
        if 0 < len(crossing) <= 6 and limit > 0:
            over[key] = limit
            found.append((key, f"{total / limit:.2f} times", crossing))
    world.about["over"] = over
    return found


BEFORE: dict[str, Planter] = {
    "duplicate": _duplicate,
    "near_duplicate": _near_duplicate,
    "same_invoice": _same_invoice,
    "payee_spelling": _payee_spelling,
    "split": _split,
    "rest_day": _rest_day,
    "outlier": _outlier,
    "forbidden_words": _forbidden_words,
    "vague": _vague,
    "maker_reviewer": _same_hands("maker", "reviewer", "maker_reviewer"),
    "handler_approver": _same_hands("handler", "approver", "handler_approver"),
    "cashier_maker": _same_hands("cashier", "maker", "cashier_maker"),
    "payee_approver": _payee_approver,
    "no_attachment": _no_attachment,
    "no_approval": _no_approval,
    "december_rush": _december_rush,
    "reversal_year_end": _reversal_year_end,
    "card_gift": _card_gift,
    "festival_over": _festival_over,
    "event_over": _event_over,
    "not_in_roster": _not_in_roster,
    "left_or_before": _left_or_before,
    "retired": _retired,
    "aid_twice": _aid_twice,
    "disease_twice": _disease_twice,
    "shared_account": _shared_account,
    "dues_wrong": _dues_wrong,
    "winners": _winners,
}
AFTER: dict[str, Planter] = {
    "number_gap": _number_gap,
    "number_repeated": _number_repeated,
    "date_order": _date_order,
    "night": _night,
    "back_dated": _back_dated,
    "unbalanced": _unbalanced,
    "account_name": _account_name,
}
