"""Seeded dues files of any length: clean, as a large union's program would write them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADER = (
    "会员编号", "所属月份", "所属单位", "缴费基数", "应缴会费", "实缴会费", "缴费日期", "缴费方式",
)
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
SEED = 20250101


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
