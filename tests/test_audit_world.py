"""The invented unions of the audit rules' evaluation are what they say: clean, or wrong as planted."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openbooks import query
from openbooks.access import LOCAL_STAFF
from tests import audit_faults, audit_measure, audit_plain, audit_world
from tests.audit_kit import THRESHOLD, Voucher, World, calendar, written
from tests.audit_measure import Loaded

SEEDS_OF_STYLE = range(4)


@dataclass(frozen=True)
class Given:
    """A lead made by hand."""

    rule: str
    severity: str
    kind: str
    subject: object
    lines: tuple[At, ...]


@dataclass(frozen=True)
class At:
    """A line."""

    batch: int
    line: int


def rows_of(world: World, ledger: str) -> list[dict[str, str]]:
    """The rows of a file as a reader of CSV has them."""
    text = next(each.text for each in written(world).files if each.ledger == ledger)
    return list(csv.DictReader(io.StringIO(text)))


def loaded(world: World, folder: Path) -> Loaded:
    """The world in books."""
    return audit_measure.load(written(world), world.style.chart, folder)


@pytest.mark.parametrize("seed", SEEDS_OF_STYLE)
def test_a_clean_union_keeps_the_rules_of_its_own_life(seed: int) -> None:
    world = audit_world.finished(audit_world.clean(seed, "small"))
    paid = [each for each in world.vouchers if each.payee and each.kind not in ("income", "refund")]
    for each in world.vouchers:
        assert sum(line.debit - line.credit for line in each.lines) == 0
        assert each.kind == "closing" or calendar()[each.date] in ("工作日", "调休上班")
        assert len({each.maker, each.reviewer, each.cashier}) == 3
    for each in paid:
        assert each.payee != each.approver
        assert each.handler != each.approver
        assert each.fen < THRESHOLD or each.approval or each.kind == "remittance"
        assert each.attachments or each.kind == "red"
    numbers: dict[tuple[int, str], list[Voucher]] = {}
    for each in world.vouchers:
        numbers.setdefault((each.date.month, each.word), []).append(each)
    for held in numbers.values():
        held.sort(key=lambda each: each.number)
        assert [each.number for each in held] == list(range(1, len(held) + 1))
        assert [each.date for each in held] == sorted(each.date for each in held)
    invoices = Counter(each.invoice for each in paid if each.invoice)
    assert set(invoices.values()) == {1}
    bought = [each for each in paid if each.kind in ("purchase", "expense")]
    near = [
        (one.payee, one.fen)
        for at, one in enumerate(bought)
        for other in bought[at + 1 :]
        if one.payee == other.payee and one.fen == other.fen and abs((one.date - other.date).days) < 31
    ]
    assert near == []


@pytest.mark.parametrize("seed", SEEDS_OF_STYLE)
def test_a_clean_union_gives_only_to_members_and_within_the_limits(seed: int) -> None:
    world = audit_world.finished(audit_world.clean(seed, "small"))
    people = {each.id: each for office in audit_world.offices_of(world) for each in office.people}
    year: Counter[tuple[str, str]] = Counter()
    for row in world.rows("assistance"):
        person = people[str(row["会员编号"])]
        day = audit_world.Date.fromisoformat(str(row["发放日期"]))
        aside = row["经费来源"] == "行政经费" or row["发放类型"] in ("退休", "丧事")
        assert person.active(day) or aside, row
        if row["发放类型"] == "节日慰问" and row["经费来源"] == "工会经费":
            year[person.id, str(day.year)] += round(float(str(row["金额"])) * 100)
            assert row["发放形式"] in ("实物", "指定商家提货券")
    limit = 2200_00 if world.style.years[-1] >= 2025 else 9999_00
    assert max(year.values()) <= limit
    for row in world.rows("dues"):
        base = round(float(str(row["缴费基数"])) * 100)
        assert round(float(str(row["应缴会费"])) * 100) == base // 1000 * 1000 // 200


@pytest.mark.parametrize("size", ["small", pytest.param("middle", marks=pytest.mark.long)])
def test_a_clean_union_loads_without_a_refused_row_and_ties_out(size: str, tmp_path: Path) -> None:
    world = audit_world.finished(audit_world.clean(3, size))
    held = loaded(world, tmp_path)
    assert [each.ledger for each in held.receipts if each.refused or not each.balanced] == []
    view = held.books.view(LOCAL_STAFF, None)
    balance = query.ask(view, "reconcile_balance").frame
    assert set(balance["status"]) == {"相符"}
    dues = query.ask(view, "reconcile_dues").frame
    assert (dues["difference_fen"] == 0).all()
    bank = query.ask(view, "reconcile_bank").frame
    assert (bank["difference_in_fen"] == 0).all() and (bank["difference_out_fen"] == 0).all()
    assert (bank["bank_unmatched"] == 0).all()
    given = query.ask(view, "reconcile_assistance").frame
    referred = given[given["status"] == "有凭证"]
    assert "凭证号" not in world.style.assist_columns or len(referred) > 20
    assert (referred["difference_fen"] == 0).all()


LARGE = [pytest.param(seed, "middle", marks=pytest.mark.long) for seed in SEEDS_OF_STYLE]


@pytest.mark.parametrize(("seed", "size"), [(4, "small"), (5, "plain"), *LARGE])
def test_faults_are_planted_as_said(seed: int, size: str, tmp_path: Path) -> None:
    world = audit_faults.planted_plain(seed) if size == "plain" else audit_faults.planted(seed, size)
    held = loaded(world, tmp_path)
    assert sum(each.refused for each in held.receipts) == 0
    kinds = {kind for kind, _ in held.faults}
    assert len(kinds) >= {"middle": 26, "small": 5, "plain": 8}[size]
    assert 0.03 <= audit_faults.wrong_vouchers(world) / len(world.vouchers) <= 0.07
    assert all(lines for _, lines in held.faults)
    placed = {place for _, lines in held.faults for place in lines}
    view = held.books.view(LOCAL_STAFF, None)
    found = set()
    with view.cursor() as cursor:
        for ledger in ("voucher", "assistance", "dues", "result", "activity", "budget"):
            found |= set(cursor.execute(f"select batch, line from {ledger}").fetchall())
    assert placed <= found


CHECKS: dict[str, Callable[[list[Voucher]], bool]] = {
    "duplicate": lambda held: (
        held[0].date == held[1].date
        and held[0].fen == held[1].fen
        and held[0].payee == held[1].payee
        and held[0].number != held[1].number
    ),
    "near_duplicate": lambda held: (
        3 <= (held[1].date - held[0].date).days <= 25 and held[0].fen == held[1].fen
    ),
    "same_invoice": lambda held: held[0].invoice == held[1].invoice != "",
    "payee_spelling": lambda held: held[0].payee != held[1].payee and held[0].fen == held[1].fen,
    "split": lambda held: (
        all(each.fen < THRESHOLD for each in held)
        and sum(each.fen for each in held) > THRESHOLD
        and len({each.payee for each in held}) == 1
        and (max(e.date for e in held) - min(e.date for e in held)).days <= 7
    ),
    "rest_day": lambda held: calendar()[held[0].date] in ("周末", "法定节假日"),
    "maker_reviewer": lambda held: held[0].maker == held[0].reviewer,
    "handler_approver": lambda held: held[0].handler == held[0].approver,
    "cashier_maker": lambda held: held[0].cashier == held[0].maker,
    "payee_approver": lambda held: held[0].payee == held[0].approver,
    "no_attachment": lambda held: not held[0].attachments,
    "night": lambda held: held[0].entered is not None and held[0].entered.hour < 6,
    "back_dated": lambda held: (
        held[0].entered is not None and (held[0].entered.date() - held[0].date).days > 30
    ),
    "unbalanced": lambda held: sum(line.debit - line.credit for line in held[0].lines) != 0,
    "number_gap": lambda held: held[1].number > held[0].number + 1,
    "number_repeated": lambda held: held[0].number == held[1].number and held[0].date != held[1].date,
    "date_order": lambda held: held[0].number > held[1].number and held[0].date < held[1].date,
    "reversal_year_end": lambda held: (
        held[1].fen == held[0].fen and held[1].date.year == held[0].date.year + 1
    ),
    "december_rush": lambda held: {each.date.month for each in held} == {12} and len(held) >= 6,
}


def test_a_planted_fault_is_what_its_name_says() -> None:
    checked: Counter[str] = Counter()
    for seed in (1, 5):
        world = audit_faults.planted(seed, "middle")
        for fault in world.faults:
            held = [each for each in fault.things if isinstance(each, Voucher)]
            if fault.kind in CHECKS:
                assert CHECKS[fault.kind](held), fault
                checked[fault.kind] += 1
    assert set(checked) == set(CHECKS)


def test_a_world_is_the_same_for_its_seed_and_another_for_another() -> None:
    texts = [
        "".join(each.text for each in written(audit_faults.planted(seed, "small")).files)
        for seed in (7, 7, 8)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_the_plain_style_has_neither_codes_nor_people() -> None:
    world = audit_plain.finished(audit_plain.clean(2))
    rows = rows_of(world, "voucher")
    assert "科目编码" not in rows[0] and "审核人" not in rows[0]
    assert {each.ledger for each in written(world).files} <= {"voucher", "unit", "parameter"}
    assert 0 < sum(row["往来单位"] == "" for row in rows) < len(rows)


def test_the_measure_counts_hits_by_their_lines() -> None:
    faults = [("a", frozenset({(1, 2)})), ("a", frozenset({(1, 3), (1, 4)})), ("b", frozenset({(2, 9)}))]
    leads = [
        Given("R1", "high", "voucher", "x", (At(1, 2), At(1, 7))),
        Given("R2", "low", "voucher", "x", (At(1, 4),)),
        Given("R1", "medium", "person", "x", (At(5, 5),)),
        Given("R2", "low", "voucher", "z", (At(2, 9),)),
    ]
    found = audit_measure.measure(leads, faults, 20)  # the first tenth: two entries
    assert (found.entries, found.recall_of_kinds) == (3, {"a": (2, 2), "b": (0, 1)})
    assert found.recall == pytest.approx(2 / 3) and found.precision == pytest.approx(2 / 3)
    assert (found.loud_share, found.quiet_share) == (2 / 20, 1 / 20)
    alone = audit_measure.by_rule(leads, faults, 20)
    assert {rule: each.recall for rule, each in alone.items()} == {"R1": 1 / 3, "R2": 2 / 3}
