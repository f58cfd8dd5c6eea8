"""benford: digits and measures on small cases, and on real payments against published results; the
profile's queries on a real purchase-card ledger against the totals that others took of it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openbooks import benford, query, sheet
from openbooks.access import LOCAL_STAFF
from openbooks.benford import ACCEPTABLE, APART, CLOSE, FIRST, FIRST_TWO, MARGINAL, SECOND, Limits
from openbooks.books import Books
from openbooks.intake import Answers, load_file
from openbooks.money import read_money

AUDIT = "C_spending_audit"
CARD = "government_procurement_card_transactions_2024-25.csv"
SPREAD = Limits(n_min=Decimal(300), spread=Decimal(100))


@pytest.mark.parametrize(
    ("fen", "first", "two"),
    [(50, 5, 50), (5, 5, 50), (1, 1, 10), (100, 1, 10), (123456, 1, 12), (99, 9, 99),
     (999_999_999_999, 9, 99), (1_000_000_000_001, 1, 10)],
)
def test_leading_digits_are_those_of_the_exact_amount(fen: int, first: int, two: int) -> None:
    assert (benford.leading(fen, 1), benford.leading(fen, 2)) == (first, two)


@pytest.mark.parametrize("fen", [0, -1, -5000])
def test_nothing_and_less_have_no_leading_digit(fen: int) -> None:
    with pytest.raises(ValueError, match="no leading digit"):
        benford.leading(fen)
    assert sum(benford.counted([fen]).values()) == 0


@pytest.mark.parametrize("kind", [FIRST, FIRST_TWO, SECOND])
def test_expected_shares_are_one_together(kind: str) -> None:
    assert math.fsum(benford.expected(each, kind) for each in benford.DIGITS[kind]) == pytest.approx(1)


def test_second_digits_are_expected_as_published() -> None:
    # Nigrini 2012, table 1.1: second digit 0: 0.11968, 9: 0.08500
    assert benford.expected(0, SECOND) == pytest.approx(0.11968, abs=5e-6)
    assert benford.expected(9, SECOND) == pytest.approx(0.08500, abs=5e-6)


def test_measures_are_those_reckoned_by_hand() -> None:
    found = benford.fit({1: 40, 2: 10, 5: 50}, FIRST)
    assert found is not None and (found.n, found.freedom) == (100, 8)
    shares = {1: 0.4, 2: 0.1, 5: 0.5}
    apart = [shares.get(d, 0) - math.log10(1 + 1 / d) for d in range(1, 10)]
    assert found.mad == pytest.approx(sum(map(abs, apart)) / 9)
    assert found.chi_square == pytest.approx(
        sum(100 * each**2 / math.log10(1 + 1 / d) for d, each in enumerate(apart, 1))
    )
    one, due = found.digits[0], math.log10(2)
    assert one.z == pytest.approx((0.4 - due - 0.005) / math.sqrt(due * (1 - due) / 100))
    assert [each.digit for each in found.outstanding] == [5]


def test_the_correction_of_z_never_turns_a_small_difference_round() -> None:
    counts = {d: round(1000 * math.log10(1 + 1 / d)) for d in range(1, 10)}
    found = benford.fit(counts, FIRST)
    assert found is not None and all(each.z >= 0 for each in found.digits) and not found.outstanding


def test_counts_of_one_and_of_two_digits_agree() -> None:
    amounts = [7**n % 100_003 for n in range(500)]
    two = benford.counted(amounts)
    for kind in (FIRST, SECOND, FIRST_TWO):
        assert benford.folded(two, kind) == benford.counted(amounts, kind)
    assert benford.fit(benford.counted([])) is None


def test_a_class_is_read_from_the_limits_and_a_limit_is_within_it() -> None:
    found = benford.fit({1: 40, 2: 10, 5: 50}, FIRST)
    assert found is not None
    at = Decimal(found.mad)
    below, above = at - Decimal("0.001"), at + Decimal("0.001")
    assert benford.class_of(found, Limits(at, above, above)) == CLOSE
    assert benford.class_of(found, Limits(below, at, above)) == ACCEPTABLE
    assert benford.class_of(found, Limits(below, below, at)) == MARGINAL
    assert benford.class_of(found, Limits(below, below, below)) == APART
    assert benford.class_of(found, Limits()) == ""


def test_what_chance_alone_does_is_what_the_binomial_says() -> None:
    n = 60
    exact = 0.0
    for digit in benford.DIGITS[FIRST]:
        p = benford.expected(digit, FIRST)
        exact += sum(
            math.comb(n, k) * p**k * (1 - p) ** (n - k) * abs(k / n - p) for k in range(n + 1)
        ) / 9
    assert benford.by_chance(n, FIRST) == pytest.approx(exact, rel=0.02)
    assert benford.by_chance(4 * n, FIRST) == pytest.approx(benford.by_chance(n, FIRST) / 2)


def test_only_what_chance_does_not_explain_stands_out() -> None:
    found = benford.fit({1: 400, 2: 100, 5: 500}, FIRST)
    assert found is not None
    tight = Limits(Decimal(0), Decimal(0), Decimal(0), n_min=Decimal(300), chi_5=Decimal("15.507"))
    assert benford.stands_out(found, tight)
    assert not benford.stands_out(found, Limits())
    assert not benford.stands_out(found, dataclasses.replace(tight, n_min=Decimal(1001)))
    assert not benford.stands_out(found, dataclasses.replace(tight, chi_5=Decimal(10**6)))


def test_limits_come_from_the_parameters_and_say_whether_they_are_proved() -> None:
    rows = [("A-01.mad_close", Decimal("0.006"), "secondary"), ("A-01.n_min", Decimal(300), "memory"),
            ("A-01.mad2_close", Decimal("0.0012"), "memory"), ("A-01.spread", Decimal(100), "memory")]
    first, two = benford.limits_of(FIRST, rows), benford.limits_of(FIRST_TWO, rows)
    assert (first.close, first.acceptable, first.n_min, first.unproved) == (
        Decimal("0.006"), None, Decimal(300), False,
    )
    assert (two.close, two.spread, two.unproved) == (Decimal("0.0012"), Decimal(100), True)


@pytest.mark.parametrize(
    ("n", "least", "most", "left_out", "says"),
    [
        (0, None, None, 12, "12 笔都是按标准发放"), (0, None, None, 0, "样本不足：大于0的金额只有 0 笔"),
        (49, 1, 10**6, 0, "样本不足：大于0的金额只有 49 笔"), (50, 100, 9_999, 0, "数量级不足两个"),
        (50, 100, 10_000, 0, ""), (299, 1, 10**9, 5, ""),
    ],
)
def test_the_test_says_why_it_does_not_apply(
    n: int, least: int | None, most: int | None, left_out: int, says: str
) -> None:
    told = benford.unsuited(n, least, most, SPREAD, left_out)
    assert says in told and bool(told) == bool(says)


def test_a_small_sample_is_for_orientation_only() -> None:
    assert [benford.few(n, SPREAD) for n in (299, 300)] == [True, False]


@pytest.mark.parametrize(
    ("name", "column", "n"),
    [("derived_corporate_payment.csv", 3, 185_083), ("payments_50000_input.csv", 2, 50_000)],
)
def test_deviations_of_real_payments_are_the_published_ones(
    name: str, column: int, n: int, shared_real: Path
) -> None:
    path = shared_real / AUDIT / name
    known = json.loads((shared_real / "controls.json").read_text("utf-8"))["files"][f"{AUDIT}/{name}"]
    source = sheet.read(path)
    (table,) = source.tables
    said = [each.cells[column] for each in sheet.records(table)]
    # records of another width than the header are the file's own fault, and their amounts are there
    said += [each.cells[column] for each in table.unread]
    sheet.release(source)
    held: dict[str, int] = {}
    for text in said:
        held[text] = held.get(text, 0) + 1
    two = dict.fromkeys(benford.DIGITS[FIRST_TWO], 0)
    for text, count in held.items():
        fen = read_money(text.replace("$", "")).value
        if fen > 0:
            two[benford.leading(fen)] += count
    for kind, told in ((FIRST, "first_digit"), (FIRST_TWO, "first_two_digits")):
        found = benford.fit(benford.folded(two, kind), kind)
        assert found is not None and found.n == n == known["benford"][told]["n"]
        assert found.mad == pytest.approx(known["benford"][told]["MAD"], abs=5e-11)
        assert found.chi_square == pytest.approx(known["benford"][told]["chi2"], abs=5e-5)
        published = known["published_result"].get(f"{told}_MAD")
        if published is not None:
            assert found.mad == pytest.approx(published, abs=5e-10)


@pytest.fixture
def ask(books: Books, shared_real: Path) -> Callable[..., list[dict[str, Any]]]:
    """Queries on the real purchase-card ledger, loaded as its shipped mapping says; the department that
    paid, which that mapping leaves out, as the fund."""
    answers = Answers(ledger="voucher", maps={"fund_id": "OrganisationalUnit"}, accept=True)
    (receipt,) = load_file(
        books, shared_real / AUDIT / CARD, answers, "陈静", datetime(2025, 4, 30, tzinfo=UTC)
    )
    assert receipt.accepted == 8134
    view = books.view(LOCAL_STAFF)
    return lambda name, **given: query.rows(query.ask(view, name, given))


def test_the_profile_of_a_real_card_ledger_agrees_with_its_controls(
    ask: Callable[..., list[dict[str, Any]]], shared_real: Path
) -> None:
    known = json.loads((shared_real / "controls.json").read_text("utf-8"))["files"][f"{AUDIT}/{CARD}"]
    audit = known["audit"]
    (total,) = ask("profile_total")
    assert (total["population"], total["lines"], total["amount_fen"]) == (
        "支出", known["rows"], int(Decimal(known["sums"]["Amount"]["sum"]) * 100),
    )
    assert (total["negatives"], total["negative_fen"], total["zeros"]) == (
        audit["negative_rows"], int(Decimal(audit["negative_sum"]) * 100), audit["zero_rows"],
    )
    assert (total["smallest_fen"], total["largest_fen"]) == (
        int(Decimal(audit["min"]) * 100), int(Decimal(audit["max"]) * 100),
    )
    days = ask("profile_weekdays")
    assert sum(each["lines"] for each in days if each["weekday"] > 5) == audit["weekend_rows"]
    repeats = ask("profile_repeats")
    assert len(repeats) == repeats[0]["groups"] == audit["same_payee_date_amount_groups"]
    assert repeats[0]["extras"] == audit["same_payee_date_amount_extra_rows"]
    identical = ask("profile_identical")
    assert identical[0]["extras"] == audit["exact_duplicate_extra_rows"]
    round_ = [each for each in ask("profile_endings") if each["ending"] >= 10_000]
    assert sum(each["lines"] for each in round_) == audit["amount_multiple_of_100_rows"]
    two = {int(each["digits"]): each["lines"] for each in ask("profile_digits")}
    for kind, told in ((FIRST, "first_digit"), (FIRST_TWO, "first_two_digits")):
        found = benford.fit(benford.folded(two, kind), kind)
        assert found is not None and found.n == known["benford"][told]["n"]
        assert found.mad == pytest.approx(known["benford"][told]["MAD"], abs=5e-11)
    assert {int(each["digits"]): each["lines"] for each in ask("profile_digits", places=1)} == (
        benford.folded(two, FIRST)
    )
