"""Another style of books, made apart from `audit_world`: a small union's list of what it spent.

One unit, one year, vouchers only: names of accounts without codes, a line of the bank against one or
several expenses, payees often left out, nobody who reviews or approves. What looks like a fault and is
none: visits to the sick on one day for one sum, a hall that costs the same every week, telephone and
network at the same price each month, and two people of one name.
"""

from __future__ import annotations

from random import Random

from tests.audit_kit import Line, Style, Voucher, World, days, number_all, worked_after
from tests.audit_world import entered

KINDS = (
    "duplicate",
    "near_duplicate",
    "payee_spelling",
    "split",
    "rest_day",
    "outlier",
    "forbidden_words",
    "vague",
    "no_attachment",
    "number_gap",
    "number_repeated",
    "date_order",
    "unbalanced",
)
NAMES = """
    周敏 吴海涛 郑秋月 王建军 冯晓 陈立新 褚红梅 卫东升 蒋丽 沈国平 韩雪 杨柳青 朱大伟 秦岚 尤佳 许志远
""".split()
SHOPS = (
    "老街文体用品店",
    "新桥打字复印社",
    "为民百货商店",
    "城关新华书店有限公司",
    "兴旺五金建材经营部",
    "春芽花店",
    "顺达汽车租赁有限公司",
    "蓝天广告设计（蚌埠）有限公司",
    "康宁药房连锁有限公司",
    "金穗农产品专业合作社",
    "飞跃体育器材有限公司",
    "望江茶话小院",
)
# account, what, from and to in 元
BOUGHT = (
    ("文体活动", ("羽毛球2筒", "乒乓球拍4副", "象棋比赛用品", "拔河绳", "跳绳比赛秒表"), 40, 900),
    ("宣传活动", ("横幅3条", "海报打印", "宣传栏更新", "三八节板报材料"), 30, 700),
    ("职工教育", ("职工书屋图书", "党史读本20册", "技能培训教材"), 120, 1800),
    (
        "goods",
        ("A4纸5箱", "打印机硒鼓", "办公室饮水机滤芯", "文件柜钥匙", "会议茶杯", "茶话会瓜子水果"),
        20,
        800,
    ),
    ("会议", ("职代会材料印刷", "会场布置鲜花", "会议矿泉水"), 60, 1200),
    ("劳动保护", ("防暑药品", "工作手套100双", "消毒酒精"), 80, 1500),
)
ACCOUNT_OF = {
    "文体活动": "culture",
    "宣传活动": "publicity",
    "职工教育": "educate",
    "会议": "meeting",
    "劳动保护": "protect",
}


def clean(seed: int) -> World:
    """A year without faults, its vouchers not numbered yet."""
    chance = Random(f"plain/{seed}")
    columns = {"payee"} | {
        name
        for name, share in (("number", 0.75), ("attachments", 0.6), ("maker", 0.5), ("word", 0.6))
        if chance.random() < share
    }
    made = Style(
        seed,
        "plain",
        chance.choice(("2010", "2022")),
        (chance.choice((2023, 2024, 2025)),),
        1,
        frozenset(columns),
        frozenset(),
        "",
        "记",
        "{n}",
        "all",
        "two",
        "",
        1.0,
        0.6,
        0.3,
        ("R-42",) if chance.random() < 0.6 else (),
        frozenset(),
    )
    world = World(made, "望江镇工会", chance)
    world.about["unit_id"] = "1"
    year = made.years[0]
    missing = chance.uniform(0.2, 0.6)
    for month in range(1, 13):
        _month(world, year, month, missing)
    world.rows("unit").append(
        {"单位编号": "1", "单位名称": world.name, "组织类型": "基层工会", "省份": "安徽", "状态": "正常"}
    )
    if made.entered:
        world.rows("parameter").extend(entered(world.name, made.entered))
    return world


def finished(world: World) -> World:
    """Its vouchers numbered."""
    number_all(world)
    return world


def _spend(world: World, day: int, month: int, kind: str, parts: list[tuple[str, str, int, str]]) -> Voucher:
    """A voucher of one payment or several, against one line of the bank."""
    year = world.style.years[0]
    able = days(year, month)
    lines = [
        Line(
            "",
            world.account(what)[1],
            debit=fen,
            summary=text if len(parts) > 1 else "",
            payee=payee if len(parts) > 1 else None,
        )
        for what, text, fen, payee in parts
    ]
    lines.append(
        Line("", "银行存款", credit=sum(fen for _, _, fen, _ in parts), payee="" if len(parts) > 1 else None)
    )
    voucher = Voucher(
        "1",
        able[min(day, len(able) - 1)],
        "、".join(text for _, text, _, _ in parts),
        lines,
        kind,
        payee=parts[0][3] if len(parts) == 1 else "",
        attachments=world.chance.randint(1, 4),
        maker="许志远",
    )
    world.vouchers.append(voucher)
    return voucher


def _month(world: World, year: int, month: int, missing: float) -> None:
    chance = world.chance
    first = worked_after(days(year, month)[0], 9)
    for what, text, fen in (
        ("dues", f"{month}月份会费", chance.randint(900, 1100) * 100 + chance.randint(0, 99)),
        ("quota", f"{month}月份工会经费返还", chance.randint(4000, 6000) * 100),
    ):
        world.vouchers.append(
            Voucher(
                "1",
                first,
                text,
                [Line("", "银行存款", debit=fen), Line("", world.account(what)[1], credit=fen)],
                "income",
                attachments=1,
                maker="许志远",
            )
        )
    _spend(world, 2, month, "fee", [("goods", f"{month}月电话费", 86_00, "县电信营业厅")])
    _spend(world, 2, month, "fee", [("goods", f"{month}月宽带费", 199_00, "县电信营业厅")])
    for week in range(4):  # the same hall every week
        _spend(
            world,
            week * 5 + 3,
            month,
            "fee",
            [("culture", f"第{week + 1}周篮球活动场地", 240_00, "" if chance.random() < 0.5 else "县体育馆")],
        )
    if chance.random() < 0.5:  # two are visited on one day, for the same sum
        one, other = chance.sample(NAMES, 2)
        for name in (one, other):
            _spend(world, 11, month, "visit", [("warm", f"看望住院职工{name}", 300_00, "")])
    paid: set[tuple[str, int]] = world.about.setdefault("paid", set())  # type: ignore[assignment]
    for _ in range(chance.randint(24, 32)):
        parts = []
        for _ in range(1 if chance.random() < 0.65 else chance.randint(2, 3)):
            account, texts, low, high = chance.choice(BOUGHT)
            step = chance.choice((1, 10, 100, 1000))
            fen = round(low * 100 + (high - low) * 100 * chance.betavariate(1.2, 5)) // step * step
            payee = "" if chance.random() < missing else chance.choice(SHOPS)
            while (payee, fen) in paid:  # no two purchases of a shop cost the same
                fen += 10
            paid.add((payee, fen))
            parts.append(
                (
                    ACCOUNT_OF.get(account, account),
                    f"{chance.choice(('', '购', '付', f'{month}月'))}{chance.choice(texts)}",
                    fen,
                    payee,
                )
            )
        _spend(world, chance.randrange(20), month, "purchase" if len(parts) == 1 else "bundle", parts)
    if month in (1, 9):
        _spend(
            world,
            12,
            month,
            "festival",
            [
                (
                    "gift",
                    f"{'春节' if month == 1 else '中秋'}慰问品{chance.randint(30, 60)}份",
                    chance.randint(80, 160) * 100_00,
                    "为民百货商店",
                )
            ],
        )
