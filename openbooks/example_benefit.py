"""Benefits of the example unions: festivals, birthdays, condolence, hardship, and their vouchers.

`unit_id` of a benefit is the union that pays and books it, which for 送温暖, 困难帮扶, 金秋助学 and
高温慰问 is the street and not the member's own. One voucher pays the benefits of one `key`.
Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openbooks.example_voucher import Voucher, paid
from openbooks.money import yuan

# kind → purpose of the chart: the account that pays it
PURPOSES = {
    "节日慰问": "welfare",
    "生日": "welfare",
    "结婚": "welfare",
    "生育": "welfare",
    "住院": "welfare",
    "丧事": "welfare",
    "退休": "welfare",
    "困难帮扶": "hardship",
    "大病救助": "hardship",
    "意外救助": "hardship",
    "金秋助学": "hardship",
    "高温慰问": "heat",
    "送温暖": "warmth",
}
DISEASES = ("肺炎", "胆囊结石", "骨折", "阑尾炎", "腰椎间盘突出", "甲状腺结节")


@dataclass(frozen=True)
class Benefit:
    """One payment to one person; `summary` and `payee` are those of the voucher that pays it."""

    unit_id: str
    member_id: str
    name: str
    day: date
    kind: str
    amount_fen: int
    summary: str
    payee: str
    festival: str = ""
    method: str = "实物"
    source: str = "工会经费"
    reason: str = ""
    disease: str = ""
    hardship_id: str = ""
    event_ref: str = ""
    beneficiary: str = ""
    approval_ref: str = ""
    signed: bool = True
    fault: str = ""

    @property
    def key(self) -> str:
        """What the benefits of one voucher have in common."""
        return f"{self.unit_id} {self.day} {self.kind} {self.festival} {self.summary} {self.payee}"


def benefit_vouchers(chart: str, benefits: Iterable[Benefit]) -> list[Voucher]:
    """One voucher for the benefits of one key: their sum, from the account of their kind."""
    groups: dict[str, list[Benefit]] = {}
    for benefit in benefits:
        groups.setdefault(benefit.key, []).append(benefit)
    vouchers = []
    for key, group in groups.items():
        first = group[0]
        vouchers.append(
            paid(
                chart,
                first.unit_id,
                first.day,
                first.summary,
                PURPOSES[first.kind],
                sum(each.amount_fen for each in group),
                first.payee,
                method=group[-1].method,
                key=key,
            )
        )
    return vouchers


def benefit_rows(
    benefits: Iterable[Benefit], letter: str, references: dict[str, str]
) -> Iterator[dict[str, str]]:
    """One row a benefit in the order of payment, numbered within its year.

    `references` holds the voucher (记-12) of each key.
    """
    serial: dict[int, int] = {}
    for each in sorted(benefits, key=lambda b: (b.day, b.unit_id, b.kind)):
        number = serial[each.day.year] = serial.get(each.day.year, 0) + 1
        yield {
            "assist_id": f"{letter}{each.day:%y}-{number:04d}",
            "member_id": each.member_id,
            "recipient_name": each.name,
            "unit_id": each.unit_id,
            "paid_date": each.day.isoformat(),
            "kind": each.kind,
            "festival": each.festival,
            "reason": each.reason,
            "disease": each.disease,
            "amount": yuan(each.amount_fen),
            "payment_method": each.method,
            "fund_source": each.source,
            "hardship_id": each.hardship_id,
            "event_ref": each.event_ref,
            "beneficiary": each.beneficiary,
            "approval_ref": each.approval_ref,
            "signed": "是" if each.signed else "否",
            "voucher_ref": references[each.key],
            "fault": each.fault,
        }
