"""Sampling against what others have published, by hand, and in the long run.

Published: tables A-1 to A-4 and C-1 of the AICPA Audit Guide "Audit Sampling" (2017; read in the tests of the
R package jfa, which holds itself to them, and the table of factors as SolutionInn prints it), worked
examples of textbooks and courses, each named where it is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from openbooks.errors import WrongUse
from openbooks.projection import (
    Item,
    Stratum,
    difference,
    factor,
    mean_per_unit,
    monetary_limit,
    ratio,
    stratified_rate,
    upper_rate,
)
from openbooks.samplesize import attribute_size, monetary_interval, monetary_size
from openbooks.sampling import allocated, banded, monetary, simple, stratified, systematic


def percent(value: float) -> Fraction:
    """A rate as it is printed, exactly."""
    return Fraction(str(value)) / 100


def upward(value: float, places: int) -> float:
    """As the guide rounds: up."""
    return math.ceil(value * 10**places - 1e-9) / 10**places


# --- sizes -----------------------------------------------------------------------------------------

# AICPA table A-1 (5 % risk): tolerable rate → expected rate → size
TABLE_A1 = {
    2: {0: 149, 0.25: 236, 0.5: 313, 0.75: 386, 1: 590, 1.25: 1030},
    3: {0: 99, 0.5: 157, 1: 257, 1.5: 392, 2: 846, 2.25: 1466},
    5: {0: 59, 0.25: 93, 1: 93, 1.25: 124, 2: 181, 2.5: 234, 3: 361, 3.5: 624, 4: 1348},
    7: {0: 42, 1: 66, 2: 88, 3: 129, 4: 221, 5: 478, 6: 1832},
    10: {0: 29, 2: 46, 3: 61, 4: 89, 5: 116, 6: 179, 7: 298, 8: 649},
    20: {0: 14, 4: 22, 6: 30, 10: 50, 12.5: 88, 15: 193, 17.5: 720},
}
# A-2 (10 %); at 3.5 % of 400 the guide has 14 errors, where floats make 15
TABLE_A2 = {
    2: {0: 114, 0.25: 194, 0.75: 265, 1: 398, 1.25: 708, 1.5: 1463},
    5: {0: 45, 1: 77, 2: 132, 3: 258, 3.25: 306, 3.75: 583, 4: 873},
    8: {0: 28, 2: 48, 3: 65, 4: 98, 5: 160, 6: 349},
    15: {0: 15, 4: 25, 5: 34, 10: 100, 12.5: 368},
}


def test_attribute_sizes_are_those_of_the_guide() -> None:
    for confidence, table in ((95, TABLE_A1), (90, TABLE_A2)):
        for tolerable, sizes in table.items():
            for expected, size in sizes.items():
                found = attribute_size(confidence, percent(tolerable), percent(expected))
                assert found == (size, math.ceil(size * percent(expected))), (confidence, tolerable, expected)
    assert attribute_size(90, percent(5), percent(3.5)) == (400, 14)
    assert attribute_size(90, percent(8), percent(7)) == (1300, 91)


def test_a_small_population_needs_fewer_rows() -> None:
    """AuditSampler, "Attributes sample size using the hypergeometric distribution" (C-Plus Global 2015): 500
    rows, 1 % expected."""
    sizes = {(90, 8): 46, (90, 6): 61, (90, 4): 90, (95, 8): 55, (95, 6): 73, (95, 4): 140}
    assert {(c, t): attribute_size(c, percent(t), percent(1), 500)[0] for c, t in sizes} == sizes
    assert attribute_size(95, percent(5), rows=12) == (12, 0), "of few rows all"


# AICPA table C-1: risk, expected as part of tolerable → sizes for these parts of the amount
PARTS = (50, 30, 10, 8, 6, 5, 4, 3, 2, 1, 0.5)
TABLE_C1 = {
    (95, "0"): (6, 10, 30, 38, 50, 60, 75, 100, 150, 300, 600),
    (95, "0.1"): (8, 13, 37, 46, 62, 74, 92, 123, 184, 368, 736),
    (95, "0.3"): (12, 20, 60, 75, 100, 120, 150, 200, 300, 600, 1199),
    (95, "0.5"): (24, 39, 116, 145, 193, 231, 289, 385, 577, 1154, 2308),
    (90, "0"): (5, 8, 24, 29, 39, 47, 58, 77, 116, 231, 461),
    (90, "0.4"): (12, 20, 58, 72, 96, 115, 143, 191, 286, 572, 1144),
    (80, "0.2"): (5, 8, 23, 29, 38, 46, 57, 76, 113, 226, 451),
    (50, "0.6"): (4, 6, 17, 22, 29, 34, 43, 57, 85, 170, 340),
}


def test_monetary_sizes_are_those_of_the_guide() -> None:
    found = {
        (confidence, part): tuple(
            monetary_size(confidence, percent(held), percent(held) * Fraction(part)) for held in PARTS
        ) for confidence, part in TABLE_C1
    }
    assert found == TABLE_C1
    assert monetary_interval(100_000_07, 60) == 1_666_66


def test_a_size_for_limits_that_do_not_fit_is_refused() -> None:
    for wanted in (
        lambda: attribute_size(95, percent(5), percent(5)), lambda: monetary_size(95, percent(100)),
        lambda: attribute_size(100, percent(5)), lambda: attribute_size(95, percent(1), percent(0.99)),
    ):
        with pytest.raises(WrongUse):
            wanted()


# --- limits ----------------------------------------------------------------------------------------

# AICPA, confidence factors for monetary-unit samples, rounded up as printed: risk → 0, 1, 2 … errors
FACTORS = {
    95: (3.00, 4.75, 6.30, 7.76, 9.16, 10.52, 11.85, 13.15, 14.44, 15.71, 16.97, 18.21, 19.45),
    90: (2.31, 3.89, 5.33, 6.69, 8.00, 9.28, 10.54, 11.78, 13.00, 14.21, 15.41, 16.60, 17.79),
    80: (1.61, 3.00, 4.28, 5.52, 6.73, 7.91, 9.08, 10.24, 11.38, 12.52, 13.66, 14.78, 15.90),
    50: (0.70, 1.68, 2.68, 3.68, 4.68, 5.68, 6.67, 7.67, 8.67, 9.67, 10.67, 11.67, 12.67),
}


def test_confidence_factors_are_those_of_the_guide() -> None:
    for confidence, printed in FACTORS.items():
        assert tuple(upward(factor(at, confidence), 2) for at in range(len(printed))) == printed


# AICPA tables: (confidence, size) → upper limit in per cent for 0, 1, 2 … errors
UPPER = {
    (95, 20): (14.0, 21.7, 28.3, 34.4, 40.2, 45.6, 50.8, 55.9, 60.7, 65.4, 69.9),
    (95, 60): (4.9, 7.7, 10.2, 12.5, 14.7, 16.8, 18.8, 20.8, 22.8, 24.8, 26.7),
    (95, 100): (3.0, 4.7, 6.2, 7.6, 9.0, 10.3, 11.5, 12.8, 14.0, 15.2, 16.4),
    (95, 500): (0.6, 1.0, 1.3, 1.6, 1.9, 2.1, 2.4, 2.7, 2.9, 3.2, 3.4),
    (90, 25): (8.8, 14.7, 20.0, 24.9, 29.5, 34.0, 38.4, 42.6, 46.8, 50.8, 54.8),
    (90, 200): (1.2, 2.0, 2.7, 3.4, 4.0, 4.6, 5.3, 5.9, 6.5, 7.1, 7.6),
}


def test_upper_limits_of_a_rate_are_those_of_the_guide() -> None:
    for (confidence, size), printed in UPPER.items():
        assert tuple(upward(100 * upper_rate(at, size, confidence), 1) for at in range(11)) == printed


def test_clopper_and_pearson_as_others_reckon_them() -> None:
    """R package GenBinomApps, clopper.pearson.ci(5, 100000, alpha = 0.05): upper limit 0.0001051275."""
    assert upper_rate(5, 100_000, 95) == pytest.approx(0.0001051275, abs=5e-11)


def test_a_limit_of_a_small_population_is_the_last_number_that_could_hide() -> None:
    assert upper_rate(0, 30, 95, 60) == 4 / 60, "C(56,30)/C(60,30) = 0.056, with 5 wrong ones 0.026"
    assert upper_rate(3, 60, 95, 60) == 3 / 60, "who looks at all of them knows"
    assert upper_rate(0, 30, 95, 10**6) == pytest.approx(upper_rate(0, 30, 95), rel=1e-3)


def test_strata_of_one_fraction_have_the_limit_of_all_and_others_a_wider_one() -> None:
    assert stratified_rate([(100, 10, 0), (300, 30, 2)], 95) == (
        Fraction(2, 40), pytest.approx(upper_rate(2, 40, 95)))
    rate, upper = stratified_rate([(100, 20, 0), (300, 20, 2)], 95)
    assert (rate, upper) == (Fraction(3, 40), pytest.approx(1.5 * upper_rate(2, 40, 95)))


# --- monetary-unit samples evaluated -----------------------------------------------------------------


def test_a_monetary_sample_is_projected_as_in_a_course_of_auditing() -> None:
    """"1004 MUS HO" (handout, Course Hero 6569919): book value 1,000,000, 88 items, interval 11,333.33,
    taints of 5 % and 10 % and one item over the interval that is 212 out: projected misstatement 1,912."""
    items = [Item(100_00, 95_00), Item(11_700_00, 11_488_00, 0), Item(65_00, 58_50)]
    found = monetary_limit(items, 11_333_33, 95)
    assert (found.known_fen, round(found.likely_fen / 100)) == (212_00, 1912)


def test_the_upper_misstatement_limit_is_that_of_a_textbook() -> None:
    """"PPS Sampling, Chapter 16 P7" (University of Florida, ACG 5637, notes 12, part 13): book value
    2,500,000, 59 items, 90 %: 97,882 + 40,678 + 17,797 + 5,932 + 10,699 = 172,988, with factors rounded to
    one or two places; ours are not rounded, which is the quarter of a per cent between the two."""
    items = [
        Item(71_330_00, 60_631_00, 0), Item(18_996_00, 17_096_00), Item(30_081_00, 21_057_00),
        Item(3_555_00, 1_422_00),
    ]
    found = monetary_limit(items, 42_373_00, 90)
    assert found.known_fen == 10_699_00 and found.errors == 4
    assert found.projected_fen == pytest.approx(42_373_00, rel=1e-4)  # 25,424 + 12,712 + 4,237
    assert found.basic_fen == pytest.approx(97_882_00, rel=4e-3)
    assert found.upper_fen == pytest.approx(172_988_00, rel=3e-3)


def test_nothing_found_leaves_basic_precision_alone() -> None:
    """The same course, part 8: interval 26,882, nothing found, 95 %: 26,882 × 3.0 = 80,646."""
    found = monetary_limit([Item(500_00, 500_00)] * 93, 26_882_00, 95)
    assert found.upper_fen == found.basic_fen == pytest.approx(80_646_00, rel=2e-3)


def test_each_direction_is_limited_by_itself_and_each_hit_counts() -> None:
    items = [Item(100, 150), Item(100, 50, 2)]
    over, under = (monetary_limit(items, 1000, 95, way) for way in (True, False))
    assert (over.projected_fen, under.projected_fen) == (1000, 500)
    assert (over.errors, under.errors) == (1, 1)
    known = monetary_limit([Item(5000, 4000, 0)], 1000, 95, below_fen=0)
    assert known.upper_fen == 1000, "who looks at everything allows for nothing"
    little = monetary_limit([Item(100, 100)], 1000, 95, below_fen=700)
    assert little.upper_fen == 700, "700 cannot be overstated by more"
    assert monetary_limit([Item(100, 100)], 1000, 95, False, 700).upper_fen == 2996


# --- estimates ---------------------------------------------------------------------------------------


def spread(mean: float, deviation: float, size: int) -> tuple[Item, ...]:
    """Audited values of exactly this mean and (nearly) this standard deviation."""
    away = deviation * math.sqrt((size - 1) / size)
    return tuple(Item(0, round(100 * (mean + (away if at % 2 else -away)))) for at in range(size))


def test_mean_per_unit_is_that_of_a_textbook() -> None:
    """Berenson, Levine & Krehbiel, Basic Business Statistics, 10th ed. 2006, ch. 8 (slides on auditing): of
    1,000 accounts 80 have a mean of 87.6 and a standard deviation of 22.3: 87,600 ± 4,762.48 at 95 %,
    two-sided. They take (N − n) / (N − 1) for the finite population, Cochran (N − n) / N."""
    found = mean_per_unit([Stratum(1000, 0, spread(87.6, 22.3, 80))], 99)
    assert -found.fen == 87_600_00
    two_sided = 1.990450 * found.error_fen * math.sqrt(1000 / 999)
    assert two_sided == pytest.approx(4_762_48, rel=1e-4)
    at_95 = mean_per_unit([Stratum(1000, 0, spread(87.6, 22.3, 80))], 95)
    assert (at_95.high_fen - at_95.fen) / at_95.error_fen == pytest.approx(1.6644, abs=1e-3)  # t, 79, 0.95


def test_three_estimates_of_one_sample_are_those_of_a_course() -> None:
    """Becker CPA Review, Auditing 5 (2011), p. A5-18: 5,000 accounts of 4,500,000; 200 of them with a book
    value of 184,200 are worth 175,000: 4,375,000 by the mean, 4,275,244 by the ratio, 230,000 of error by
    the difference."""
    items = (*[Item(921_00, 875_00)] * 199, Item(184_200_00 - 199 * 921_00, 175_000_00 - 199 * 875_00))
    whole = [Stratum(5000, 4_500_000_00, items)]
    assert 4_500_000_00 - mean_per_unit(whole, 95).fen == 4_375_000_00
    assert round((4_500_000_00 - ratio(whole, 95).fen) / 100) == 4_275_244
    assert difference(whole, 95).fen == 230_000_00


def test_difference_estimation_has_the_error_of_a_textbook() -> None:
    """Arens, Elder & Beasley, Auditing and Assurance Services, the inventory of Claire Butler: of 1,840 items
    (book value 175,820) 80 were looked at and 8 were wrong, by 173.69 in all; the standard error of the
    total is 2,876 (as worked on askfilo.com)."""
    wrong = ((812.5, 740.5), (12.5, 78.2), (10, 51.1), (25.4, 61.5), (600.1, 651.9), (0.12, 0),
             (51.06, 81.06), (83.11, 104.22))
    items = [Item(round(book * 100), round(audited * 100)) for audited, book in wrong]
    found = difference([Stratum(1840, 175_820_00, (*items, *[Item(5000, 5000)] * 72))], 95)
    assert found.fen == round(173_69 * 1840 / 80)
    assert round(found.error_fen / 100) == 2876


def test_ratio_estimation_has_the_error_of_a_textbook() -> None:
    """Scheaffer, Mendenhall & Ott, Elementary Survey Sampling, ch. 6, the sugar of a truckload of oranges: 10
    oranges, 1,800 pounds in all: 101.8 pounds ± 6.3 (two standard errors)."""
    sugar = (21, 30, 25, 22, 33, 27, 19, 21, 23, 25)
    weight = (40, 48, 43, 42, 50, 46, 39, 41, 42, 44)
    items = tuple(Item(w * 10, s) for s, w in zip(sugar, weight, strict=True))  # in thousandths of a pound
    found = ratio([Stratum(4138, 1_800_000, items)], 95)
    assert round((1_800_000 - found.fen) / 1000, 1) == 101.8
    assert round(2 * found.error_fen / 1000, 1) == 6.3


def test_strata_are_projected_as_in_a_textbook() -> None:
    """Scheaffer, Mendenhall & Ott, ch. 5 (also Penn State, STAT 506, lesson 6): hours of television in two
    towns and a rural area of 155, 62 and 93 households: 27.7 a household, variance 1.97."""
    samples = (
        (155, (35, 43, 36, 39, 28, 28, 29, 25, 38, 27, 26, 32, 29, 40, 35, 41, 37, 31, 45, 34)),
        (62, (27, 15, 4, 41, 49, 25, 10, 30)),
        (93, (8, 14, 12, 15, 30, 32, 21, 20, 34, 7, 11, 24)),
    )
    found = mean_per_unit(
        [Stratum(rows, 0, tuple(Item(0, hours * 100) for hours in held)) for rows, held in samples], 95)
    assert round(-found.fen / 310 / 100, 1) == 27.7
    assert round((found.error_fen / 310 / 100) ** 2, 2) == 1.97


def test_a_stratum_looked_at_whole_adds_no_doubt_and_one_of_one_row_is_refused() -> None:
    whole = Stratum(2, 300, (Item(100, 90), Item(200, 150)))
    found = difference([whole], 95)
    assert (found.fen, found.low_fen, found.high_fen, found.error_fen) == (60, 60, 60, 0)
    with pytest.raises(WrongUse, match="至少要查两行"):
        difference([whole, Stratum(9, 900, (Item(100, 100),))], 95)


# --- drawing -----------------------------------------------------------------------------------------

PCG64_1 = (9441442522235856127, 17532960557476522086, 2659275481604167885, 17499493567006797778)


def test_the_words_are_those_of_numpy_for_ever() -> None:
    """What a seed draws rests on these; they are written down so that a change of NumPy would be seen."""
    assert tuple(int(word) for word in np.random.PCG64(1).random_raw(4)) == PCG64_1


def test_a_simple_sample_can_be_drawn_by_hand() -> None:
    order = sorted(range(4), key=lambda row: PCG64_1[row])
    assert simple(4, 2, 1).places == tuple(sorted(order[:2]))
    assert set(simple(900, 30, 7).places) < set(simple(900, 40, 7).places), "a larger one holds the smaller"
    assert simple(900, 30, 7) != simple(900, 30, 8)
    assert simple(5, 5, 3).places == (0, 1, 2, 3, 4)


def test_a_systematic_sample_can_be_drawn_by_hand() -> None:
    start = PCG64_1[0] % 10
    found = systematic(10, 4, 1)
    assert (found.start, found.places) == (start, tuple((start + at * 10) // 4 for at in range(4)))


def test_a_stratified_sample_takes_of_each_its_part() -> None:
    strata = ["甲", "乙"] * 50
    found = stratified(strata, {"甲": 3, "乙": 5}, 11)
    assert [sum(strata[place] == name for place in found.places) for name in ("甲", "乙")] == [3, 5]
    with pytest.raises(WrongUse, match="1 至 50 行"):
        stratified(strata, {"甲": 51}, 11)


def test_allocation_is_proportional_and_loses_no_row() -> None:
    rows = {"a": 100, "b": 300, "c": 3}
    assert allocated(rows, rows, 40) == {"a": 10, "b": 28, "c": 2}
    assert allocated({"a": 9000, "b": 10, "c": -5}, rows, 60) == {"a": 56, "b": 2, "c": 2}
    assert allocated({"a": 9000, "b": 10, "c": 0}, rows, 150) == {"a": 100, "b": 48, "c": 2}
    assert allocated({"a": 0, "b": 0, "c": 0}, rows, 403) == rows
    assert allocated({"a": 1}, {"a": 1}, 1) == {"a": 1}
    assert banded(np.array([-5, 0, 99, 100, 5000]), [1, 100, 1000]) == [0, 0, 1, 2, 3]


def test_a_monetary_sample_can_be_drawn_by_hand() -> None:
    amounts = np.array([30, 0, 250, -40, 60, 10, 99, 50], dtype=np.int64)
    found = monetary(amounts, 100, 1)
    start = PCG64_1[0] % 100  # 30 + 60 + 10 + 99 + 50 = 249 lie end to end
    ends = {0: 30, 4: 90, 5: 100, 6: 199, 7: 249}
    hit = {next(place for place, end in ends.items() if at < end) for at in range(start, 249, 100)}
    assert found.places == tuple(sorted({2, *hit})) and found.start == start
    assert found.hits == tuple(0 if place == 2 else 1 for place in found.places)
    cells = monetary(amounts, 100, 1, cells=True)
    points = [at * 100 + PCG64_1[at] % 100 for at in range(3)]
    hits = [next(place for place, end in ends.items() if at < end) for at in points if at < 249]
    assert dict(zip(cells.places, cells.hits, strict=True)) == {2: 0, **{p: hits.count(p) for p in hits}}


def test_what_cannot_be_drawn_is_refused_in_a_sentence() -> None:
    for wrong in (lambda: simple(0, 1, 1), lambda: simple(5, 6, 1), lambda: systematic(5, 0, 1),
                  lambda: simple(5, 1, -1), lambda: simple(5, 1, 10**12),
                  lambda: monetary(np.array([5]), 0, 1)):
        with pytest.raises(WrongUse):
            wrong()
    assert monetary(np.array([], dtype=np.int64), 5, 1).places == ()


def test_large_amounts_are_exact() -> None:
    amounts = np.full(1000, 9 * 10**15, dtype=np.int64)  # 90 trillion 元 a row
    assert len(monetary(amounts, 9 * 10**16, 5).places) == 100


# --- the long run --------------------------------------------------------------------------------------


def test_every_row_and_every_fen_has_its_chance(amount: Callable[[int], int]) -> None:
    runs = amount(20_000)
    rows = np.zeros((3, 10))
    amounts = np.arange(10, 110, 10, dtype=np.int64)
    for seed in range(runs):
        drawn = simple(10, 3, seed), systematic(10, 3, seed), monetary(amounts, 137, seed)
        for at, found in enumerate(drawn):
            rows[at, list(found.places)] += 1
    off = 5 * math.sqrt(0.25 / runs)
    assert np.allclose(rows[:2] / runs, 0.3, atol=off)
    assert np.allclose(rows[2] / runs, amounts / 137, atol=off)


def test_limits_hold_as_often_as_they_say(amount: Callable[[int], int]) -> None:
    """The truth exceeds a limit of 95 % (90 %) in at most 5 % (10 %) of samples."""
    chance = np.random.Generator(np.random.PCG64(20))
    book = np.maximum(100, chance.lognormal(10, 1.2, 800)).astype(np.int64)
    wrong = chance.random(800) < 0.06
    audited = np.where(wrong, (book * chance.random(800)).astype(np.int64), book)
    truth, interval = int((book - audited).sum()), int(book.sum()) // 60
    runs, missed = amount(3000), np.zeros(4)
    for seed in range(runs):
        for at, cells in ((0, False), (1, True)):
            found = monetary(book, interval, seed, cells)
            items = [Item(int(book[place]), int(audited[place]), hits)
                     for place, hits in zip(found.places, found.hits, strict=True)]
            missed[at] += monetary_limit(items, interval, 95).upper_fen < truth
        places = list(simple(800, 80, seed).places)
        count = int(wrong[places].sum())
        missed[2] += upper_rate(count, 80, 90) < wrong.mean()
        missed[3] += upper_rate(count, 80, 90, 800) < wrong.mean()
    most = np.array([0.05, 0.05, 0.10, 0.10])
    assert (missed / runs <= most + 3 * np.sqrt(most * (1 - most) / runs)).all(), missed / runs


def test_an_estimate_is_right_on_average_and_its_error_is_what_it_scatters(
    amount: Callable[[int], int]
) -> None:
    chance = np.random.Generator(np.random.PCG64(4))
    book = chance.integers(1000, 90_000, 400)
    audited = (book * np.where(chance.random(400) < 0.5, 0.8, 1)).astype(np.int64)
    strata = np.asarray(banded(book, [30_000, 60_000])).astype(str).tolist()
    rows = {name: strata.count(name) for name in sorted(set(strata))}
    sizes, found = allocated(rows, rows, 60), []
    for seed in range(amount(2000)):
        drawn = stratified(strata, sizes, seed)
        held = [Stratum(rows[name], int(book[np.asarray(strata) == name].sum()), tuple(
            Item(int(book[p]), int(audited[p])) for p in drawn.places if strata[p] == name)) for name in rows]
        each = difference(held, 95)
        found.append((each.fen, each.error_fen))
    fen, error = np.array(found).T
    truth = int((book - audited).sum())
    assert fen.mean() == pytest.approx(truth, abs=4 * fen.std() / math.sqrt(len(fen)))
    assert error.mean() == pytest.approx(fen.std(), rel=0.12)
