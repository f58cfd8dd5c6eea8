"""The clean life of an invented union, a year or two of it, as its ledgers tell it.

Regular things are regular: rent, cleaning and the telephone cost the same each month, a coach comes every
week for the same fee, water is bought several times a month, the canteen and the shop are paid often,
everybody gets the same at a festival, corrections are red and say what they correct, quarters are handed
up, the year is closed. People join, leave and retire, some have the same name, and firms have similar ones.
Nothing in it is a fault; `style.traps` names what only looks like one.
"""

from __future__ import annotations

import csv
import datetime
import itertools
from dataclasses import dataclass, field
from random import Random

from tests.audit_kit import (
    INCOME,
    SEEDS,
    SPENDING,
    THRESHOLD,
    Date,
    Day,
    Line,
    Row,
    Style,
    Voucher,
    World,
    lognormal,
    number_all,
    workday,
    yuan,
)

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = "雨沐知若以承屿牧砚汀奚舒棠遥澄宜笙舟野桐榆禾岚圃桂秀素巧彩月喜枝荷杏菱苇穗守绍茂兆根连仓川柱满岭"
BRANDS = """
    苇汀 榆陂 禾渚 砚坡 笙野 棠埠 岚圩 舟垄 穗洼 菱塘 杏坞 荻浦 蓼湾 芦埂 桑圃 柘溪 槲岭 楝桥 桤原 椴岗
    栎坪 檀埭 梓坳 楸畈 杞店 柞塬 枳庄 榛铺 桕渡 槭滩 蒲堰 薜墩 蘅里 茝园 荇川 萍矶 蕨谷 藜亭 蕙垛 芷堤
""".split()
PLACES = "合肥 芜湖 蚌埠 淮南 安庆 滁州 阜阳 宿州 六安 宣城 池州 铜陵".split()
AREAS = "瑶海 庐阳 蜀山 包河 镜湖 弋江 鸠江 龙子湖 田家庵 迎江 琅琊 颍州".split()
# what is bought, booked on, how such firms are called, median price in 元, what the summary says
TRADES = (
    ("goods", "文具有限公司", 420, ("购办公用品", "购文件夹、签字笔等", "购打印纸和硒鼓")),
    ("publicity", "印务有限公司", 900, ("印制宣传册", "印制展板", "印制工会简报")),
    ("culture", "体育用品有限公司", 1300, ("购羽毛球、乒乓球等", "购运动器材", "购比赛服装")),
    ("educate", "图书发行有限公司", 1100, ("购职工书屋图书", "购学习读本", "订阅期刊")),
    ("culture", "体育场馆管理有限公司", 1600, ("付篮球赛场地费", "付训练场地费", "付健步走场地费")),
    ("culture", "汽车客运有限公司", 2200, ("付活动租车费", "付职工参观租车费")),
    ("publicity", "广告传媒有限公司", 1200, ("制作宣传横幅", "会场布置费", "制作宣传栏")),
    ("train", "教育咨询有限公司", 2600, ("付干部培训费", "付技能培训讲课费")),
    ("meeting", "大酒店有限公司", 2400, ("付会员代表大会会场费", "付工会工作会议场地费")),
    ("culture", "果品商行", 520, ("购茶话会水果点心", "购座谈会饮用水和水果")),
    ("protect", "劳动防护用品有限公司", 1500, ("购酒精、口罩等防护用品", "购夏季防暑用品", "购烟雾报警器")),
    ("goods", "机电维修有限公司", 650, ("付活动室空调维修费", "付灯具更换费")),
    ("goods", "园艺有限公司", 380, ("购活动室绿植", "付绿植养护费")),
    ("equip", "电子科技有限公司", 5200, ("购置台式电脑", "购置投影仪", "购置打印机")),
    ("law", "律师事务所", 2000, ("付职工法律咨询费", "付法律顾问费")),
    ("special", "文化传播有限公司", 1800, ("付职工文艺汇演音响租赁费", "付摄影展装裱费", "付劳动竞赛评审费")),
)
# fixed and again: account, who, from and to in 元, times a month, what for
FEES = (
    ("goods", "物业服务有限公司", 1500, 4800, 1, "职工之家房租"),
    ("goods", "保洁服务有限公司", 600, 1400, 1, "保洁费"),
    ("goods", "通信服务有限公司{place}分公司", 99, 399, 1, "电话宽带费"),
    ("goods", "办公设备租赁有限公司", 200, 500, 1, "复印机租赁费"),
    ("goods", "饮用水配送中心", 60, 180, 3, "桶装水款"),
    ("culture", "健身服务有限公司", 300, 500, 4, "瑜伽课教练费"),
    ("special", "软件技术有限公司", 300, 900, 1, "财务软件云服务费"),
)
FESTIVALS = (("春节", 1, 500, 800), ("端午节", 5, 200, 400), ("中秋节", 9, 300, 500), ("国庆节", 9, 200, 400))
DISEASES = (
    "肺炎 阑尾炎 骨折 腰椎间盘突出 胆囊炎 胃溃疡 糖尿病 冠心病 子宫肌瘤 甲状腺结节 白内障 肾结石".split()
)
REIMBURSED = (
    ("goods", "报销走访慰问交通费", 120),
    ("publicity", "报销宣传材料打印费", 160),
    ("culture", "报销活动用品款", 260),
    ("train", "报销外出培训差旅费", 700),
    ("goods", "报销邮寄快递费", 60),
    ("meeting", "报销会议资料装订费", 150),
)
CAP_DATE = Date(2025, 1, 1)  # from here on 安徽 limits what members are given
ALWAYS = {"word", "number", "account_code", "payee", "maker", "reviewer", "approval_ref"}
MAYBE = (
    ("year", 0.4),
    ("line_no", 0.75),
    ("payee_account", 0.5),
    ("payment_method", 0.7),
    ("activity_id", 0.7),
    ("invoice_no", 0.7),
    ("attachments", 0.9),
    ("cashier", 0.55),
    ("handler", 0.75),
    ("approver", 0.8),
    ("entry_time", 0.65),
    ("is_reversal", 0.5),
)
TRAPS = (
    "busy_canteen",
    "full_cap",
    "year_before",
    "household",
    "cut_numbers",
    "administration",
    "december_gifts",
    "adjusted_budget",
    "cash_visits",
    "stores",
    "telephone",
)


def style(seed: int, size: str = "middle", entered: str = "own") -> Style:
    """How the union of this seed keeps its books; `entered` "all" has it enter every limit that is known
    from memory only, with a basis of its own, "own" only those that it uses."""
    chance = Random(f"style/{seed}/{size}")
    columns = ALWAYS | {name for name, share in MAYBE if chance.random() < share}
    units = 8 if size == "middle" else 1
    if units > 1 or chance.random() < 0.6:
        columns.add("unit_id")
    assist = {
        name
        for name, share in (
            ("凭证号", 0.6),
            ("收款账号", 0.7),
            ("事件凭据", 0.6),
            ("审批人", 0.4),
            ("申请日期", 0.3),
        )
        if chance.random() < share
    }
    years = (2024, 2025) if size == "middle" else (chance.choice((2025, 2025, 2024)),)
    own = ["R-42", "R-40"] + (["R-37"] if chance.random() < 0.6 else [])
    return Style(
        seed,
        size,
        chance.choice(("2010", "2022")),
        years,
        units,
        frozenset(columns),
        frozenset(assist),
        chance.choice(("", "", "", "收付转")),
        chance.choice(("记", "记", "记账")),
        chance.choice(("{n}", "{n}", "{n:03d}", "{n:04d}")),
        chance.choice(("all", "all", "debit")),
        chance.choice(("two", "two", "two", "one")),
        chance.choice(("付", "支付", "转账付", "")),
        chance.uniform(0.7, 1.6),
        chance.uniform(0.4, 0.8),
        chance.uniform(0.05, 0.5),
        tuple(own) if entered == "own" else ("*",),
        frozenset(each for each in TRAPS if chance.random() < 0.6),
    )


@dataclass(eq=False)
class Person:
    """A member."""

    id: str
    name: str
    unit: str
    base: int
    birth: Date
    sex: str
    joined: Date
    left: Date | None = None
    status: str = "在职"
    bank: str = ""
    household: str = ""

    def active(self, day: Date) -> bool:
        """Whether the person is a member on that day."""
        return self.joined <= day and (self.left is None or day < self.left)


@dataclass(eq=False)
class Firm:
    """A payee: its name, account and the last invoice it wrote."""

    name: str
    account: str
    invoice: int
    trade: int = 0

    def bill(self, chance: Random, step: int = 0) -> str:
        """The number of its next invoice: neighbours for who buys often."""
        self.invoice += step or chance.choice((1, 1, 1, 2, 7, chance.randint(20, 400)))
        return f"{self.invoice:08d}"


@dataclass(eq=False)
class Office:
    """A unit with its people, firms and what it pays again and again."""

    id: str
    name: str
    place: str
    people: list[Person] = field(default_factory=list)
    firms: list[Firm] = field(default_factory=list)
    fees: list[tuple[Firm, str, int, int, str, int]] = field(default_factory=list)
    canteen: Firm | None = None
    shop: Firm | None = None
    market: list[Firm] = field(default_factory=list)
    cakes: Firm | None = None
    paid: dict[str, list[Date]] = field(default_factory=dict)
    staff: dict[str, str] = field(default_factory=dict)
    handlers: list[str] = field(default_factory=list)
    makers: list[str] = field(default_factory=list)
    standard: dict[str, int] = field(default_factory=dict)
    account: str = ""


def person_name(chance: Random) -> str:
    """An invented name."""
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2, 2))))


def firm(chance: Random, kind: str, place: str, trade: int = 0) -> Firm:
    """An invented firm, whose name is put together in one of the usual ways."""
    brand = chance.choice(BRANDS)
    short = kind.replace("{place}", place)
    name = chance.choice(
        (
            f"{place}{brand}{short}",
            f"{place}市{chance.choice(AREAS)}区{brand}{short}",
            f"安徽{brand}{short}",
            f"安徽{brand}（{place}）{short}",
            f"{brand}（{place}）{short}",
            f"{place}{brand}{chance.choice(BRANDS)[0]}{short}",
        )
    )
    digits = "".join(chance.choice("0123456789") for _ in range(13))
    return Firm(
        name, f"0000{digits}{chance.choice('123456789')}", chance.randint(10_000_000, 98_000_000), trade
    )


def clean(seed: int, size: str = "middle", entered: str = "own") -> World:
    """A union without faults, its vouchers not numbered yet."""
    made = style(seed, size, entered)
    chance = Random(f"world/{seed}/{size}")
    brand = chance.choice(BRANDS)
    world = World(made, f"{brand}{'街道总工会' if made.units > 1 else '学校工会委员会'}", chance)
    offices = [_office(world, at, brand) for at in range(made.units)]
    world.about.update(offices=offices, unit_id=offices[0].id, cap={})
    _members(world, offices)
    target = (3000 if size == "middle" else 270) // (made.units * len(made.years))
    for office in offices:
        for year in made.years:
            before = len(world.vouchers)
            _year(world, office, year)
            _fill(world, office, year, target - (len(world.vouchers) - before))
            _corrections(world, office, year, world.vouchers[before:])
    return world


def finished(world: World) -> World:
    """Number the vouchers and make what follows from them: closings, budget, balances, bank."""
    close(world)
    number_all(world)
    follow(world)
    return world


def _office(world: World, at: int, brand: str) -> Office:
    chance, made = world.chance, world.style
    place = PLACES[0] if made.units == 1 else chance.choice(PLACES)
    own = BRANDS[(BRANDS.index(brand) + at * 3) % len(BRANDS)]
    employer = chance.choice(("纺织厂", "机电公司", "食品厂", "中学", "物流公司", "医院"))
    name = world.name if at == 0 else f"{place}{own}{employer}工会"
    office = Office(f"{at + 1:02d}" if made.units > 1 else "1", name, place)
    office.firms = [
        firm(chance, TRADES[t][1], place, t)
        for t in range(len(TRADES))
        for _ in range(1 if TRADES[t][0] in ("law", "equip") else 3)
    ]
    if "stores" in made.traps:  # branches of one shop: other firms, one character apart
        twin = firm(chance, "文具有限公司", place)
        office.firms += [
            Firm(f"{twin.name}{which}店", f"{twin.account[:-1]}{n}", twin.invoice + n * 5000, 0)
            for n, which in enumerate("一二三", 1)
        ]
    for account, kind, low, high, times, what in FEES:
        if chance.random() < (0.85 if times == 1 else 0.5) * (0.55 if made.units > 1 else 1):
            fen = chance.randrange(low, high + 1, 10 if low < 1000 else 50) * 100
            if "分公司" in kind and "telephone" in made.traps:  # one tariff in every town
                fen = 199_00
            office.fees.append((firm(chance, kind, place), account, fen, times, what, chance.randint(3, 22)))
    office.canteen, office.shop = firm(chance, "餐饮管理有限公司", place), firm(chance, "商贸有限公司", place)
    office.market = [firm(chance, kind, place) for kind in ("超市有限公司", "粮油有限公司")]
    office.cakes = firm(chance, "食品烘焙店", place)
    office.standard = {
        "生日": chance.choice((150, 200, 300)),
        "住院": chance.choice((500, 800, 1000)),
        "结婚": chance.choice((600, 1000, 2000)),
        "生育": chance.choice((600, 1000)),
        "丧事": chance.choice((1000, 2000)),
        "退休": chance.choice((1000, 1500, 2000)),
        "困难帮扶": chance.choice((1000, 1500, 2000)),
        "大病救助": 2000,
        "金秋助学": chance.choice((1000, 2000)),
        "送温暖": chance.choice((500, 800, 1000)),
    }
    office.account = "00002314" + "".join(chance.choice("0123456789") for _ in range(7)) + "1"
    return office


def _members(world: World, offices: list[Office]) -> None:
    chance, made = world.chance, world.style
    number, first, last = 0, made.years[0], made.years[-1]
    total = 1500 if made.size == "middle" else chance.randint(70, 130)
    weights = [chance.uniform(0.4, 1.6) for _ in offices]
    for office, weight in zip(offices, weights, strict=True):
        size = max(round(total * weight / sum(weights)), 25)
        for _ in range(size):
            number += 1
            joined = Date(chance.randint(1998, first - 1), chance.randint(1, 12), 1)
            person = Person(
                f"M{number:05d}",
                person_name(chance),
                office.id,
                chance.randint(2800, 7600) * 100,
                Date(chance.randint(1966, 1999), chance.randint(1, 12), chance.randint(1, 28)),
                chance.choice("男女"),
                joined,
                bank="0000"
                + "".join(chance.choice("0123456789") for _ in range(14))
                + chance.choice("123456789"),
            )
            luck = chance.random()
            month = Date(chance.randint(first, last), chance.randint(2, 11), 1)
            if luck < 0.04:
                person.joined = month
            elif luck < 0.06:
                person.left, person.status = month, "离职"
            elif luck < 0.075:
                person.left, person.status = month, "退休"
            elif luck < 0.078:
                person.left, person.status = month, "死亡"
            elif luck < 0.095:  # retired before these books begin
                person.left, person.status = (
                    Date(first - chance.randint(1, 6), chance.randint(1, 12), 1),
                    "退休",
                )
            office.people.append(person)
        staff = [each for each in office.people if each.status == "在职" and each.joined.year < first][:12]
        for each in staff:  # who signs is told apart by the name
            while sum(one.name == each.name for one in staff) > 1:
                each.name = person_name(chance)
        names = [each.name for each in staff]
        office.staff = dict(zip(("chair", "vice", "reviewer", "cashier"), names, strict=False))
        office.makers = names[4:5] if made.seed % 2 else names[4:6]
        office.handlers = names[6:11]
        rest = office.people[14:]
        for _ in range(max(1, len(rest) // 120)):  # people of one name
            one, other = chance.sample(rest, 2)
            other.name = one.name
        if "household" in made.traps:
            for _ in range(max(1, len(rest) // 60)):
                one, other = chance.sample(rest, 2)
                one.household = other.household = f"H{one.id[1:]}"
                other.bank = one.bank
        if "cut_numbers" in made.traps and len(rest) > 20:  # a spreadsheet kept 15 digits of 19
            for one in chance.sample(rest, 6):
                one.bank = "621226130200123" + "0000"


def pay(
    world: World,
    office: Office,
    day: Date,
    what: str,
    summary: str,
    fen: int,
    payee: Firm | str,
    kind: str,
    **given: object,
) -> Voucher:
    """A payment on its way through the hands that such a payment passes, added to the books."""
    chance = world.chance
    name = payee if isinstance(payee, str) else payee.name
    chair, vice = office.staff["chair"], office.staff["vice"]
    handler = name if name in office.handlers else chance.choice(office.handlers)
    voucher = Voucher(
        office.id,
        day,
        summary,
        [Line(*world.account(what), debit=fen), Line(*world.account("bank"), credit=fen)],
        kind,
        payee=name,
        payee_account="" if isinstance(payee, str) else payee.account,
        attachments=chance.randint(1, 5),
        maker=chance.choice(office.makers),
        reviewer=office.staff["reviewer"],
        cashier=office.staff["cashier"],
        handler=handler,
        approver=vice if chair in (name, handler) else chair,
    )
    if fen >= THRESHOLD or chance.random() < 0.1:
        voucher.approval = f"工委会纪要〔{day.year}〕{day.month:02d}号"
    if isinstance(payee, Firm):
        voucher.invoice = payee.bill(chance)
    for key, value in given.items():
        setattr(voucher, key, value)
    world.vouchers.append(voucher)
    return voucher


def receive(
    world: World, office: Office, day: Date, what: str, summary: str, fen: int, payer: str = ""
) -> Voucher:
    """Money that comes in."""
    voucher = Voucher(
        office.id,
        day,
        summary,
        [Line(*world.account("bank"), debit=fen), Line(*world.account(what), credit=fen)],
        "income",
        payee=payer,
        attachments=1,
        maker=world.chance.choice(office.makers),
        reviewer=office.staff["reviewer"],
        cashier=office.staff["cashier"],
        handler=office.handlers[0],
        approver=office.staff["chair"],
    )
    world.vouchers.append(voucher)
    return voucher


def give(world: World, voucher: Voucher, person: Person, kind: str, fen: int, day: Date, **given: str) -> Row:
    """A row of 帮扶慰问发放 that the voucher pays."""
    rows, made = world.rows("assistance"), world.style
    row: Row = {
        "发放编号": f"A{len(rows) + 1:06d}",
        "会员编号": person.id,
        "受助人姓名": person.name,
        "所属单位": voucher.unit,
        "发放日期": day.isoformat(),
        "发放类型": kind,
        "节日": "",
        "原因": "",
        "病种": "",
        "金额": yuan(fen),
        "发放形式": "转账",
        "经费来源": "工会经费",
        "困难档案号": "",
        "审批单号": f"慰审{day.year}-{day.month:02d}{voucher.unit}",
        "是否签收": "是",
        "voucher": voucher,
    }
    if "凭证号" in made.assist_columns:
        row["凭证号"] = ""
    if "收款账号" in made.assist_columns:
        row["收款账号"] = person.bank if given.get("发放形式", "转账") == "转账" else ""
    if "事件凭据" in made.assist_columns:
        row["事件凭据"] = (
            f"{kind}证明{person.id}-{day:%y%m}" if kind not in ("节日慰问", "生日", "送温暖") else ""
        )
    if "审批人" in made.assist_columns:
        row["审批人"] = voucher.approver
    if "申请日期" in made.assist_columns:
        row["申请日期"] = (day - Day(days=7)).isoformat()
    if kind in ("困难帮扶", "大病救助"):
        row["困难档案号"] = f"K{person.id[1:]}"
    row.update(given)
    rows.append(row)
    return row


def _year(world: World, office: Office, year: int) -> None:
    chance = world.chance
    for month in range(1, 13):
        _income(world, office, year, month)
        _regular(world, office, year, month)
        _birthdays(world, office, year, month)
        _events(world, office, year, month)
    _festivals(world, office, year)
    _activities(world, office, year)
    receive(
        world,
        office,
        workday(chance, year, 4, 8, 25),
        "admin",
        f"收{year}年行政补助",
        chance.randint(20, 90) * 1000_00,
        f"{office.name.removesuffix('工会')}",
    )


def _income(world: World, office: Office, year: int, month: int) -> None:
    chance = world.chance
    first = Date(year, month, 1)
    day = workday(chance, year, month, 8, 14)
    total = 0
    for each in office.people:
        if each.active(first):
            due = each.base // 10_00 * 10_00 // 200
            total += due
            world.rows("dues").append(
                {
                    "会员编号": each.id,
                    "所属月份": f"{year}-{month:02d}",
                    "所属单位": office.id,
                    "缴费基数": yuan(each.base),
                    "应缴会费": yuan(due),
                    "实缴会费": yuan(due),
                    "缴费日期": day.isoformat(),
                }
            )
    receive(world, office, day, "dues", f"收{month}月会费", total)
    payroll = sum(each.base for each in office.people if each.active(first)) * chance.uniform(1.1, 1.4)
    quota = round(payroll * 0.02) // 100 * 100
    up = quota * 4 // 10
    came = receive(
        world,
        office,
        workday(chance, year, month, 12, 20),
        "quota",
        f"收{month}月拨缴经费",
        quota,
        office.name.removesuffix("工会"),
    )
    came.lines = [
        Line(*world.account("bank"), debit=quota),
        Line(*world.account("quota"), credit=quota - up),
        Line(*world.account("up"), credit=up),
    ]
    owed = world.about.setdefault("owed", {})
    owed[office.id] = owed.get(office.id, 0) + up
    if month % 3 == 0:
        pay(
            world,
            office,
            workday(chance, year, month, 22, 27),
            "up",
            f"上解第{'一二三四'[month // 3 - 1]}季度经费",
            owed.pop(office.id),
            "临江县总工会",
            "remittance",
            approval="",
            attachments=1,
        )
        receive(
            world,
            office,
            workday(chance, year, month, 20, 23),
            "interest",
            f"第{'一二三四'[month // 3 - 1]}季度存款利息",
            lognormal(chance, 90, 0.4),
        )


def _regular(world: World, office: Office, year: int, month: int) -> None:
    chance, made = world.chance, world.style
    for payee, account, fen, times, what, on in office.fees:
        before = None
        for turn in range(times):
            start = on if times == 1 else 1 + turn * 7
            day = workday(chance, year, month, start, start + 4)
            if day == before:  # a week of holidays
                continue
            before = day
            which = "" if times == 1 else chance.choice((f"第{turn + 1}次", f"第{turn + 1}周", ""))
            pay(world, office, day, account, f"{made.verb}{year}年{month}月{which}{what}", fen, payee, "fee")
    assert office.canteen and office.shop
    busy = "busy_canteen" in made.traps and (made.units == 1 or int(office.id) % 3 == 0)
    for turn in range(4 if busy else 2):
        span = (1 + turn * 7, 5 + turn * 7) if busy else ((8, 12), (22, 26))[turn]
        part = f"第{turn + 1}周" if busy else ("上半月", "下半月")[turn]
        pay(
            world,
            office,
            workday(chance, year, month, *span),
            "gift" if busy else "culture",
            f"{made.verb}{month}月{part}职工餐厅活动餐费",
            lognormal(chance, 1900 if busy else 1300, 0.25),
            office.canteen,
            "canteen",
        )
    for turn in range(chance.randint(2, 3) if made.units == 1 else 1):
        pay(
            world,
            office,
            workday(chance, year, month, 2 + turn * 9, 9 + turn * 9),
            "goods",
            f"{made.verb}{month}月{chance.choice(('日用品', '清洁用品', '纸杯、纸巾等'))}款",
            lognormal(chance, 240, 0.5),
            office.shop,
            "shop",
        )


def _birthdays(world: World, office: Office, year: int, month: int) -> None:
    chance = world.chance
    born = [
        each
        for each in office.people
        if each.birth.month == month
        and each.active(Date(year, month, 1))
        and each.active(Date(year, month, 28))
    ]
    if not born or not office.cakes:
        return
    fen = office.standard["生日"] * 100
    day = workday(chance, year, month, 4, 12)
    voucher = pay(
        world,
        office,
        day,
        "gift",
        f"购{month}月会员生日蛋糕券（{len(born)}人）",
        fen * len(born),
        office.cakes,
        "birthday",
    )
    for each in born:
        give(world, voucher, each, "生日", fen, day, 发放形式="蛋糕券")


def _events(world: World, office: Office, year: int, month: int) -> None:
    """What happens to people: each is paid alone, in the name of the person."""
    chance, made = world.chance, world.style
    cash = "cash_visits" in made.traps and chance.random() < 0.7
    ill: dict[tuple[str, int], set[str]] = world.about.setdefault("ill", {})  # type: ignore[assignment]
    had: set[tuple[str, str, int]] = world.about.setdefault("had", set())  # type: ignore[assignment]
    rates = {"住院": 0.045, "结婚": 0.02, "生育": 0.015, "丧事": 0.008, "困难帮扶": 0.012, "大病救助": 0.003}
    if month in (8, 9):
        rates["金秋助学"] = 0.06
    if month in (1, 12):
        rates["送温暖"] = 0.08
    busy = 1 if made.size == "small" else 0.6
    for kind, rate in rates.items():
        expected = rate / 12 * len(office.people) * busy
        for _ in range(int(expected) + (chance.random() < expected % 1)):
            day = workday(chance, year, month, 3, 28)
            each = chance.choice(office.people)
            again = (each.id, kind, year if kind not in ("结婚", "大病救助") else 0)
            if (
                not each.active(day)
                or not each.active(day - Day(days=31))
                or (kind != "住院" and again in had)
            ):
                continue
            had.add(again)
            more = {}
            if kind == "住院":
                known = ill.setdefault((each.id, year), set())
                disease = chance.choice([one for one in DISEASES if one not in known])
                known.add(disease)
                more = {"病种": disease}
            _event(world, office, each, kind, day, cash and kind in ("住院", "丧事"), more)
    for each in office.people:
        if each.left and (each.left.year, each.left.month) == (year, month):
            if each.status == "退休":
                _event(world, office, each, "退休", workday(chance, year, month, 5, 25), False, {})
            elif each.status == "死亡":  # the family is visited after the death
                _event(world, office, each, "丧事", workday(chance, year, month, 5, 25), cash, {})


def _event(
    world: World, office: Office, person: Person, kind: str, day: Date, cash: bool, more: dict[str, str]
) -> None:
    fen = office.standard[kind] * 100
    if kind in ("困难帮扶", "送温暖"):
        fen = min(fen, world.chance.choice((500, 800, 1000, 1500, 2000)) * 100)
    what = "help" if kind in ("困难帮扶", "大病救助", "金秋助学") else "warm"
    words = {
        "困难帮扶": "困难职工帮扶金",
        "大病救助": "大病职工救助金",
        "金秋助学": "金秋助学金",
        "送温暖": "送温暖慰问金",
    }
    summary = f"{world.style.verb}{person.name}{words.get(kind, f'{kind}慰问金')}"
    method = "现金" if cash else "转账"
    voucher = pay(
        world, office, day, what, summary, fen, person.name, "event", method=method, payee_account=person.bank
    )
    if cash:
        voucher.lines[1] = Line(*world.account("bank"), credit=fen)
    give(world, voucher, person, kind, fen, day, 发放形式=method, **more)


def _festivals(world: World, office: Office, year: int) -> None:
    """Everybody the same, before the day; in goods, from a shop."""
    chance, made = world.chance, world.style
    rng = Random(f"{made.seed}/festival/{year}")  # one standard in the whole union
    planned = [(name, month, rng.randrange(low, high + 1, 50)) for name, month, low, high in FESTIVALS]
    if "december_gifts" in made.traps:
        planned.append(("元旦", 12, rng.choice((100, 150))))
    if year >= CAP_DATE.year:
        scale = min(1.0, 2000 / sum(each for _, _, each in planned))
        planned = [(name, month, int(fen * scale) // 50 * 50) for name, month, fen in planned]
        if "full_cap" in made.traps:  # the limit itself is allowed
            name, month, fen = planned[0]
            planned[0] = (name, month, fen + 2200 - sum(each for _, _, each in planned))
    elif "year_before" in made.traps:  # no limit is in force yet
        planned = [(name, month, fen + 250) for name, month, fen in planned]
    spans = {"春节": (6, 20), "端午节": (15, 28), "中秋节": (3, 12), "国庆节": (20, 30), "元旦": (16, 26)}
    for name, month, standard in planned:
        day = workday(chance, year, month, *spans[name])
        given = day
        people = [each for each in office.people if each.active(day) and each.active(day + Day(days=3))]
        fen, seller = standard * 100, chance.choice(office.market)
        goods = "、".join(
            chance.sample(("大米", "食用油", "牛奶", "粽子" if name == "端午节" else "坚果", "杂粮"), 2)
        )
        method = rng.choice(("实物", "实物", "指定商家提货券"))
        voucher = pay(
            world,
            office,
            day,
            "gift",
            f"购{name}慰问品（{goods}，{len(people)}人）",
            fen * len(people),
            seller,
            "festival",
        )
        for each in people:
            give(world, voucher, each, "节日慰问", fen, given, 节日=name, 发放形式=method)
        if "administration" in made.traps and name == "春节":  # retired people, paid by the employer
            for each in office.people:
                if each.status == "退休" and each.left and each.left.year < made.years[0]:
                    row = give(
                        world,
                        voucher,
                        each,
                        "节日慰问",
                        300_00,
                        given,
                        节日=name,
                        发放形式="实物",
                        经费来源="行政经费",
                    )
                    row["voucher"] = None


def _activities(world: World, office: Office, year: int) -> None:
    chance = world.chance
    kinds = (
        ("文体", "职工羽毛球赛"),
        ("文体", "健步走"),
        ("竞赛", "劳动技能竞赛"),
        ("培训", "工会干部培训班"),
        ("宣传", "安全生产宣传周"),
        ("会员活动", "迎新春茶话会"),
        ("志愿服务", "学雷锋志愿服务"),
        ("竞赛", "安全知识竞赛"),
    )
    for at, (kind, title) in enumerate(chance.sample(kinds, 4), 1):
        month = chance.randint(2, 11) if "茶话会" not in title else 1
        day = workday(chance, year, month, 6, 24)
        code = f"{office.id}-{year}-{at:02d}"
        active = [each for each in office.people if each.active(day)]
        came = chance.sample(active, min(chance.randint(15, 50), len(active)))
        cost = 0
        for payee in chance.sample(
            [each for each in office.firms if each.trade in (2, 4, 6, 9, 15)], chance.randint(1, 2)
        ):
            account, _, median, words = TRADES[payee.trade]
            if not _rested(office, payee, day):
                continue
            fen = amount(world, median)
            cost += fen
            pay(
                world,
                office,
                day,
                account,
                f"{title}：{chance.choice(words)}",
                fen,
                payee,
                "purchase",
                activity=code,
            )
        world.rows("activity").append(
            {
                "活动编号": code,
                "活动名称": f"{year}年{title}",
                "活动类型": kind,
                "主办单位": office.id,
                "开始日期": day.isoformat(),
                "结束日期": day.isoformat(),
                "地点": f"{office.place}",
                "状态": "已办",
                "应参加人数": len(active),
                "实参加人数": len(came),
                "活动支出": yuan(cost),
            }
        )
        for each in came:
            world.rows("participation").append(
                {
                    "活动编号": code,
                    "会员编号": each.id,
                    "姓名": each.name,
                    "角色": "参加",
                    "是否参加": "是",
                    "是否签名": "是",
                }
            )
        if kind in ("文体", "竞赛"):
            winners = chance.sample(came, max(1, int(len(came) * chance.uniform(0.2, 0.62))))
            for place, each in enumerate(winners):
                award(world, code, each, place, len(winners), day)


def award(world: World, code: str, person: Person, place: int, many: int, day: Date) -> Row:
    """A prize of a contest."""
    rows = world.rows("result")
    which = "一等奖" if place < many * 0.15 else "二等奖" if place < many * 0.45 else "三等奖"
    row: Row = {
        "成绩编号": f"C{len(rows) + 1:05d}",
        "竞赛编号": code,
        "对象类型": "个人",
        "会员编号": person.id,
        "姓名": person.name,
        "单位或班组": person.unit,
        "阶段": "获奖",
        "奖项": which,
        "授予级别": "本单位",
        "授予日期": day.isoformat(),
        "奖励金额": yuan({"一等奖": 300, "二等奖": 200, "三等奖": 100}[which] * 100),
    }
    rows.append(row)
    return row


def amount(world: World, median: float) -> int:
    """The price of a purchase: lognormal, sometimes round."""
    made = world.style
    fen = lognormal(world.chance, median * made.scale, made.sigma)
    return max(fen // 1000 * 1000, 2000) if world.chance.random() < made.round_share else fen


def _rested(office: Office, payee: Firm, day: Date, least: int = 32) -> bool:
    """Whether a firm from which one buys now and then was not paid about this day; it is now."""
    before = office.paid.setdefault(payee.name, [])
    if any(abs((day - each).days) < least for each in before):
        return False
    before.append(day)
    return True


def _fill(world: World, office: Office, year: int, count: int) -> None:
    """Purchases and what people have laid out, until the year has its vouchers."""
    chance, made = world.chance, world.style
    months = sorted(at % 12 + 1 for at in range(max(count, 12)))
    for month in months:
        day = workday(chance, year, month, 2, 29)
        payee = chance.choice(office.firms)
        if chance.random() < 0.3 or not _rested(office, payee, day):
            name = chance.choice([*office.handlers, office.staff["chair"]])
            account, summary, median = chance.choice(REIMBURSED)
            pay(
                world,
                office,
                day,
                account,
                f"{name}{summary}",
                lognormal(chance, median * made.scale, made.sigma),
                name,
                "expense",
            )
        else:
            account, _, median, words = TRADES[payee.trade]
            verb = made.verb if "付" in made.verb and chance.random() < 0.3 else ""
            more = chance.choice((f"（{month}月）", "一批", "", ""))
            purchase = pay(
                world,
                office,
                day,
                account,
                f"{verb}{chance.choice(words).removeprefix('付') if verb else chance.choice(words)}{more}",
                amount(world, median),
                payee,
                "purchase",
            )
            if chance.random() < 0.12:  # booked on two accounts
                part = purchase.lines[0].debit // 3
                purchase.lines[0].debit -= part
                purchase.lines.insert(1, Line(*world.account("special"), debit=part))


def _corrections(world: World, office: Office, year: int, vouchers: list[Voucher]) -> None:
    """Wrong accounts put right, in red and with a reference, and money that comes back."""
    chance = world.chance
    bought = [
        each for each in vouchers if each.kind == "purchase" and len(each.lines) == 2 and each.date.day < 22
    ]
    for wrong in chance.sample(bought, min(len(bought), 4)):
        day = workday(chance, year, wrong.date.month, wrong.date.day + 2, wrong.date.day + 8)
        fen, account, other = wrong.lines[0].debit, wrong.lines[0], world.account("special")
        if account.code == other[0] or day <= wrong.date:
            continue
        like: dict[str, object] = {
            "payee_account": wrong.payee_account,
            "handler": wrong.handler,
            "approver": wrong.approver,
            "approval": wrong.approval,
            "refers": wrong,
            "invoice": "",
            "activity": wrong.activity,
        }
        month = wrong.date.month
        if chance.random() < 0.5:
            red = pay(
                world,
                office,
                day,
                "special",
                f"更正{month}月{{ref}}号凭证科目",
                fen,
                wrong.payee,
                "correction",
                in_bank=False,
                attachments=1,
                **like,
            )
            red.lines = [Line(account.code, account.name, debit=-fen), Line(*other, debit=fen)]
            continue
        red = pay(
            world,
            office,
            day,
            "special",
            f"冲销{month}月{{ref}}号凭证",
            fen,
            wrong.payee,
            "red",
            is_reversal=True,
            in_bank=False,
            **{**like, "attachments": chance.choice((0, 1))},
        )
        red.lines = [Line(account.code, account.name, debit=-fen), Line(*world.account("bank"), credit=-fen)]
        pay(
            world,
            office,
            day,
            "special",
            f"更正{month}月{{ref}}号凭证：{wrong.summary}",
            fen,
            wrong.payee,
            "reentry",
            in_bank=False,
            **like,
        )
    for source in chance.sample(bought, min(len(bought), 2)):
        day = workday(chance, year, source.date.month, source.date.day + 3, 31)
        back = source.lines[0].debit // chance.randint(4, 9)
        refund = receive(world, office, day, "interest", f"{source.payee}退回多付款", back, source.payee)
        refund.kind = "refund"
        refund.lines[1] = Line(source.lines[0].code, source.lines[0].name, credit=back)
        refund.activity = source.activity
        if source.activity:
            row = next(each for each in world.rows("activity") if each["活动编号"] == source.activity)
            row["活动支出"] = yuan(round(float(str(row["活动支出"])) * 100) - back)


def close(world: World) -> None:
    """The vouchers that close each year: income and spending to the surplus."""
    for office in offices_of(world):
        for year in world.style.years:
            held = [each for each in world.vouchers if each.unit == office.id and each.date.year == year]
            for what, codes in (("收入", INCOME), ("支出", SPENDING)):
                keys = {world.account(code): 0 for code in codes}
                for each in held:
                    for line in each.lines:
                        if (line.code, line.name) in keys:
                            keys[line.code, line.name] += line.credit - line.debit
                lines = [
                    Line(code, name, debit=fen) if what == "收入" else Line(code, name, credit=-fen)
                    for (code, name), fen in keys.items()
                    if fen
                ]
                total = sum(keys.values())
                surplus = (
                    Line(*world.account("surplus"), credit=total)
                    if what == "收入"
                    else Line(*world.account("surplus"), debit=-total)
                )
                world.vouchers.append(
                    Voucher(
                        office.id,
                        Date(year, 12, 31),
                        f"结转{year}年{what}",
                        [*lines, surplus],
                        "closing",
                        attachments=0,
                        maker=office.makers[0],
                        reviewer=office.staff["reviewer"],
                        in_bank=False,
                        entered=datetime.datetime(year, 12, 31, 16, 20, 5),
                    )
                )


def offices_of(world: World) -> list[Office]:
    """The units of a world made by `clean`."""
    return world.about["offices"]  # type: ignore[return-value]


def follow(world: World) -> None:
    """The ledgers that follow from the vouchers, and those that say who is who."""
    made = world.style
    for office in offices_of(world):
        world.rows("unit").append(
            {
                "单位编号": office.id,
                "单位名称": office.name,
                "组织类型": "总工会" if made.units > 1 and office.id == "01" else "基层工会",
                "上级单位编号": "01" if made.units > 1 and office.id != "01" else "",
                "省份": "安徽",
                "职工人数": len(office.people),
                "是否建会": "是",
                "工会主席": office.staff["chair"],
                "是否设经审会": "是",
                "工会账户": office.account,
                "状态": "正常",
            }
        )
        for each in office.people:
            world.rows("member").append(
                {
                    "会员编号": each.id,
                    "姓名": each.name,
                    "所属单位": office.id,
                    "在职状态": each.status,
                    "是否会员": "是",
                    "入会日期": each.joined.isoformat(),
                    "离会日期": each.left.isoformat() if each.left else "",
                    "性别": each.sex,
                    "出生日期": each.birth.isoformat(),
                    "用工形式": "正式",
                    "月基本工资": yuan(each.base),
                    "计入工资总额": "是",
                    "家庭编号": each.household,
                    "银行卡号": each.bank,
                }
            )
        _balances(world, office.id)
        _bank(world, office)
    _budget(world)
    _parameters(world)


def _balances(world: World, unit: str) -> None:
    chance = Random(f"{world.style.seed}/opening/{unit}")
    opening = {world.account("bank"): chance.randint(3, 20) * 10_000_00 - _lowest(world, unit)}
    opening[world.account("surplus")] = -opening[world.account("bank")]
    world.openings[unit] = opening[world.account("bank")]
    natures: list[tuple[str, str]] = [
        world.account(each) for each in ("bank", "cash", "up", "surplus", *INCOME, *SPENDING)
    ]
    for year in world.style.years:
        moved: dict[tuple[str, str], list[int]] = {}
        names = {code: name for code, name in natures if code}
        for each in world.vouchers:
            if each.unit == unit and each.date.year == year:
                for line in each.lines:
                    key = (line.code, names.get(line.code, line.name))
                    sums = moved.setdefault(key, [0, 0])
                    sums[0] += line.debit
                    sums[1] += line.credit
        for key in dict.fromkeys([*natures, *moved]):
            start, (debit, credit) = opening.get(key, 0), moved.get(key, [0, 0])
            end = start + debit - credit
            if key not in moved and not start:
                continue
            world.rows("balance").append(
                {
                    "单位编号": unit,
                    "期间": str(year),
                    "科目编码": key[0],
                    "科目名称": key[1],
                    "期初借方": yuan(start) if start > 0 else "",
                    "期初贷方": yuan(-start) if start < 0 else "",
                    "本期借方": yuan(debit),
                    "本期贷方": yuan(credit),
                    "期末借方": yuan(end) if end > 0 else "",
                    "期末贷方": yuan(-end) if end < 0 else "",
                }
            )
            opening[key] = end


def _lowest(world: World, unit: str) -> int:
    """How far the bank account would fall below 0 if it began there; 0 or less."""
    days: dict[Date, int] = {}
    for each in world.vouchers:
        if each.unit == unit:
            moved = sum(line.debit - line.credit for line in each.lines if line.name == "银行存款")
            days[each.date] = days.get(each.date, 0) + moved
    return min(0, *itertools.accumulate(days[day] for day in sorted(days)))


def _bank(world: World, office: Office) -> None:
    balance = world.openings[office.id]
    at = 0
    for each in sorted((one for one in world.vouchers if one.unit == office.id), key=lambda one: one.date):
        for line in each.lines if each.in_bank else ():
            if line.name != "银行存款":
                continue
            at += 1
            balance += line.debit - line.credit
            world.rows("bank").append(
                {
                    "单位编号": office.id,
                    "账号": office.account,
                    "交易日期": each.date.isoformat(),
                    "收支": "收入" if line.debit else "支出",
                    "金额": yuan(line.debit or line.credit),
                    "余额": yuan(balance),
                    "对方户名": each.payee,
                    "摘要": "转账",
                    "流水号": f"{office.id}{at:07d}",
                }
            )


def _budget(world: World) -> None:
    """What was planned is a little more than what was spent; sometimes only after it was adjusted."""
    made = world.style
    chance = Random(f"{made.seed}/budget")
    over: dict[tuple[str, int, str], int | None] = world.about.get("over", {})  # type: ignore[assignment]
    spent: dict[tuple[str, int, str], int] = {}
    for each in world.vouchers:
        if each.kind != "closing":
            for line in each.lines:
                key = (each.unit, each.date.year, line.code)
                spent[key] = spent.get(key, 0) + line.debit - line.credit
    for office in offices_of(world):
        for year in made.years:
            for what in (*INCOME, *SPENDING):
                code, name = world.account(what)
                fen = spent.get((office.id, year, code), 0)
                if not fen:
                    continue
                plan = int(abs(fen) * chance.uniform(1.04, 1.5)) // 10000 * 10000 + 10000
                adjusted = ""
                if "adjusted_budget" in made.traps and chance.random() < 0.2:
                    adjusted, plan = yuan(plan), plan * 7 // 1000000 * 100000 + 10000
                row: Row = {
                    "单位编号": office.id,
                    "预算年度": year,
                    "科目编码": code,
                    "科目名称": name,
                    "批准预算": yuan(plan),
                    "调整后预算": adjusted,
                    "批准日期": f"{year}-03-{chance.randint(4, 28):02d}",
                    "批准依据": f"工委〔{year}〕02号",
                }
                if (office.id, year, code) in over:
                    less = over[office.id, year, code]
                    if less is None:
                        continue
                    row.update({"批准预算": yuan(less), "调整后预算": ""})
                    world.about.setdefault("over_rows", {})[office.id, year, code] = row  # type: ignore[index]
                world.rows("budget").append(row)


def _parameters(world: World) -> None:
    """The limits that the union itself has entered: place 本单位, verified."""
    world.rows("parameter").extend(entered(world.name, world.style.entered))


def entered(union: str, rules: tuple[str, ...]) -> list[Row]:
    """Rows of the ledger of limits by which a union takes up rules that are known from memory only: their
    limits and their basis. `*` takes up every rule."""
    with (SEEDS / "parameter.csv").open(encoding="utf-8", newline="") as file:
        known = [each for each in csv.DictReader(file) if each["status"] == "memory"]
    taken = [each for each in known if each["rule_id"] in rules or "*" in rules]
    found = [
        (each["limit_id"], each["rule_id"], each["value"], each["unit"], each["note"])
        for each in taken
        if each["province"] == "全国"
    ]
    every = dict.fromkeys(each["rule_id"] for each in known) if "*" in rules else rules
    found += [(f"{rule}.basis", rule, "1", "", "") for rule in every]
    return [
        {
            "参数编号": limit,
            "规则编号": rule,
            "适用地区": "本单位",
            "生效日期": "2020-01-01",
            "失效日期": "",
            "标准值": value,
            "单位": unit,
            "依据文件": f"{union}经费管理办法",
            "条款或页码": "第六条",
            "可信状态": "verified",
            "说明": note,
        }
        for limit, rule, value, unit, note in found
    ]
