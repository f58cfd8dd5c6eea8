"""A union's books of any length for the cost of the audit rules: full columns, ordinary life."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.ledger_files import BANK, SEED, SPENDING

HEADER = (
    "所属单位", "凭证日期", "凭证字", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额",
    "往来单位", "支付方式", "发票号",
    "附件张数", "制单人", "审核人", "出纳", "经办人", "审批人", "审批依据", "录入时间",
)
UNITS, MONTHS, START = 400, 36, date(2023, 1, 1)
_FAMILY, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "红海秋建晓立梅东丽国雪青伟岚佳志敏涛月军"
_FIRMS = ("印刷", "超市", "广告", "书店", "旅行社", "体育用品", "食堂", "花店", "文具", "药房")


def units(path: Path) -> Path:
    """Write the list of the units."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("单位编号", "单位名称", "单位类型"))
        writer.writerows((f"U{unit:03d}", f"第{unit:03d}街道工会", "基层工会") for unit in range(UNITS))
    return path


def vouchers(path: Path, lines: int) -> Path:
    """Write a journal with `lines` lines: vouchers of two lines, of 400 units in 36 months, numbered by
    unit and month; payees by their frequency, amounts lognormal, everything filled in."""
    chance = random.Random(SEED)
    each = max(1, lines // 2 // (UNITS * MONTHS))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for place in range(UNITS * MONTHS):
            unit, month = place % UNITS, place // UNITS
            first = date(START.year + month // 12, month % 12 + 1, 1)
            days = sorted(chance.randrange(28) for _ in range(each))
            for number, day in enumerate(days, 1):
                _write(writer, chance, unit, first + timedelta(day), number)
    return path


def _write(writer: Any, chance: random.Random, unit: int, day: date, number: int) -> None:
    code, name = chance.choice(SPENDING)
    payee = int(chance.paretovariate(0.6)) % 5000
    firm = f"第{payee:04d}{_FIRMS[payee % len(_FIRMS)]}有限公司"
    amount = f"{chance.lognormvariate(6.5, 1.2):.2f}"
    people = [_FAMILY[unit // 20] + _GIVEN[unit % 20] + each for each in "一二三四五六七八九"]
    beside = (
        firm, "转账", f"{chance.randrange(10**8):08d}", 1 + chance.randrange(4), people[0], people[1],
        people[2], people[3 + chance.randrange(4)], people[8], f"审{day:%y%m}{number:03d}",
        f"{day} {chance.randint(8, 17):02d}:{chance.randint(0, 59):02d}:00",
    )
    head = (f"U{unit:03d}", day.isoformat(), "记", number, f"付{day.month}月{name}用品款")
    writer.writerow((*head, code, name, amount, "0.00", *beside))
    writer.writerow((*head, *BANK, "0.00", amount, *beside))
