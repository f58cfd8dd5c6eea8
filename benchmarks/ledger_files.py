"""Seeded files of any length: clean, as a large union's program would write them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADER = (
    "会员编号", "所属月份", "所属单位", "缴费基数", "应缴会费", "实缴会费", "缴费日期", "缴费方式",
)
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
SEED = 20250101
VOUCHER_HEADER = (
    "所属单位", "凭证日期", "凭证字", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额",
)
BANK = ("102", "银行存款")
INCOME = (("401", "会费收入"), ("402", "拨缴经费收入"), ("405", "行政补助收入"))
SPENDING = (
    ("50101", "职工教育费"), ("50102", "文体活动费"), ("50103", "宣传活动费"), ("50201", "劳动关系协调费"),
    ("50301", "培训费"), ("505", "其他支出"),
)


def dues(path: Path, lines: int) -> Path:
    """Write a dues file with `lines` data lines: members by months, 40 units."""
    chance = random.Random(SEED)
    members = lines // len(MONTHS) + 1
    bases = [chance.randrange(3000, 12000, 10) for _ in range(members)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(lines):
            member, month = divmod(number, len(MONTHS))
            due = bases[member] / 200
            paid = 0.0 if number % 97 == 0 else due
            writer.writerow((
                f"M{member:07d}", MONTHS[month], f"U{member % 40:02d}", f"{bases[member]}.00",
                f"{due:.2f}", f"{paid:.2f}", f"{MONTHS[month]}-15", "工资代扣",
            ))
    return path


def vouchers(path: Path, lines: int) -> Path:
    """Write a journal with `lines` lines (an even number): vouchers of two lines, 40 units, three
    years, one income to four payments."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(VOUCHER_HEADER)
        for number in range(lines // 2):
            month = MONTHS[number * len(MONTHS) // (lines // 2)]
            head = (f"U{number % 40:02d}", f"{month}-{chance.randint(1, 28):02d}", "记", number + 1)
            amount = f"{chance.randrange(1000, 500000) / 100:.2f}"
            into = chance.random() < 0.2
            code, name = chance.choice(INCOME if into else SPENDING)
            debit, credit = (BANK, (code, name)) if into else ((code, name), BANK)
            writer.writerow((*head, f"{month}{name}", *debit, amount, "0.00"))
            writer.writerow((*head, f"{month}{name}", *credit, "0.00", amount))
    return path
