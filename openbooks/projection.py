"""What a sample says of the whole population: the estimate, and how far the truth may lie from it.

Book and audited values are whole 分; an overstatement is book minus audited. Estimates are exact fractions,
rounded to whole 分 at the end; only measures of spread and quantiles are floats. `confidence` is in whole per
cent and one-sided: so sure one may be that the truth does not lie beyond that one limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scipy import special

from openbooks.errors import WrongUse
from openbooks.samplesize import at_most


@dataclass(frozen=True)
class Item:
    """One row that was looked at: its values, and how often a monetary-unit sample hit it (0: taken with
    certainty)."""

    book_fen: int
    audited_fen: int
    hits: int = 1


@dataclass(frozen=True)
class Stratum:
    """A stratum: how many rows it has, their book value, and those of them that were looked at."""

    rows: int
    book_fen: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Estimate:
    """An estimate of the overstatement of all rows in 分 (negative: understated), its standard error, and the
    limits that it does not lie below, or above, with the confidence asked for, each by itself."""

    fen: int
    error_fen: float
    low_fen: int
    high_fen: int


@dataclass(frozen=True)
class Limit:
    """The limit of a monetary-unit sample in one direction, in 分: known misstatement of rows taken with
    certainty + projected + basic precision + incremental allowance."""

    known_fen: int
    projected_fen: int
    basic_fen: int
    incremental_fen: int
    errors: int

    @property
    def likely_fen(self) -> int:
        """The most likely misstatement."""
        return self.known_fen + self.projected_fen

    @property
    def upper_fen(self) -> int:
        """The upper misstatement limit."""
        return self.likely_fen + self.basic_fen + self.incremental_fen


def upper_rate(found: int, size: int, confidence: int, rows: int | None = None) -> float:
    """The rate of errors in the population that is not exceeded with this confidence, when `found` of `size`
    rows were wrong: Clopper & Pearson, Biometrika 26 (1934), 404–413, by the beta quantile; AICPA, Audit
    Guide Audit Sampling, 2017, tables A-3 and A-4. Of a population of `rows` rows the largest number of
    wrong ones under which so few are found with more than the probability 1 − confidence (hypergeometric).

    Raises WrongUse for counts that cannot be.
    """
    if not 0 <= found <= size or not size or (rows is not None and size > rows):
        raise WrongUse(f"{size} 行里不能有 {found} 处差错。")
    if rows is None:
        return 1.0 if found == size else float(special.betaincinv(found + 1, size - found, confidence / 100))
    low, high = found, rows - (size - found)  # as many wrong ones there can be
    while low < high:
        middle = (low + high + 1) // 2
        if at_most(found, rows, middle, size) > 1 - confidence / 100:
            low = middle
        else:
            high = middle - 1
    return low / rows


def stratified_rate(
    strata: Sequence[tuple[int, int, int]], confidence: int
) -> tuple[Fraction, float]:
    """The estimated rate and the upper limit over strata, each (rows, looked at, wrong).

    The limit is that of Clopper & Pearson for all rows together, times the largest factor by which a stratum
    weighs more in the population than in the sample: errors in strata of different rates scatter less than
    a binomial count (Hoeffding, Annals of Mathematical Statistics 27 (1956), 713–721), so that it errs on
    the safe side.
    """
    rows, size = sum(each[0] for each in strata), sum(each[1] for each in strata)
    found = sum(each[2] for each in strata)
    if any(looked < 1 for _, looked, _ in strata) or not size:
        raise WrongUse("每一层至少要查一行，才能推断全部。")
    weight = max(Fraction(held * size, rows * looked) for held, looked, _ in strata)
    rate = sum((Fraction(held * wrong, rows * looked) for held, looked, wrong in strata), Fraction(0))
    if size == rows:
        return rate, float(rate)
    return rate, min(1.0, float(weight) * upper_rate(found, size, confidence))


def mean_per_unit(strata: Sequence[Stratum], confidence: int) -> Estimate:
    """Overstatement by the mean audited value: book value − Σ N_h · mean(y_h), with the variance
    Σ N_h² (1 − n_h/N_h) s_h² / n_h and Student's t of Σ(n_h − 1) degrees (Cochran, Sampling Techniques,
    3rd ed. 1977, §2.9 and §5.3; in audits: AICPA, Audit Guide Audit Sampling, 2017, on classical variables
    sampling). One stratum is the plain case.

    Raises WrongUse where a stratum of which not all rows were looked at has fewer than two.
    """
    audited = [[Fraction(item.audited_fen) for item in each.items] for each in strata]
    book = sum(each.book_fen for each in strata)
    return _estimate(strata, audited, confidence, lambda total: book - total)


def difference(strata: Sequence[Stratum], confidence: int) -> Estimate:
    """Overstatement by the mean difference: Σ N_h · mean(d_h), d = book − audited, with the variance of
    `mean_per_unit` taken of the differences (as there). Raises as `mean_per_unit`. Where few
    rows differ, or none does, the spread is not seen and the limits say too little."""
    apart = [[Fraction(item.book_fen - item.audited_fen) for item in each.items] for each in strata]
    return _estimate(strata, apart, confidence, lambda total: total)


def ratio(strata: Sequence[Stratum], confidence: int) -> Estimate:
    """Overstatement by the ratio R of estimated audited to estimated book values, over all strata together:
    (1 − R) · book value, with the variance of the residuals y − R x (Cochran, §6.3 and §6.11, the combined
    ratio estimate). Raises as `mean_per_unit`, and where the book values of the sample add up to
    nothing."""
    weighed = [(Fraction(each.rows, len(each.items) or 1), each.items) for each in strata]
    booked = sum((w * item.book_fen for w, items in weighed for item in items), Fraction(0))
    if booked <= 0:
        raise WrongUse("样本的账面金额合计不大于零，不能用比率法。")
    part = sum((w * item.audited_fen for w, items in weighed for item in items), Fraction(0)) / booked
    book = sum(each.book_fen for each in strata)
    left = [[item.audited_fen - part * item.book_fen for item in each.items] for each in strata]
    # the residuals add up to nothing: they say how far the estimate may be off
    return _estimate(strata, left, confidence, lambda total: book - (part * book + total))


def monetary_limit(
    items: Sequence[Item], interval: int, confidence: int, over: bool = True, below_fen: int | None = None
) -> Limit:
    """The upper limit of overstatement (or, with `over` false, of understatement) of a monetary-unit sample.

    Each hit on a wrong row carries its taint t = misstatement / book value; the projected misstatement is
    Σ t · interval, basic precision R_0 · interval, and the incremental allowance, taints in falling order,
    Σ (R_i − R_{i−1} − 1) · t_i · interval, where R_i is `factor(i)`. Rows taken with certainty count with
    what they are wrong, and allow for nothing. `below_fen` is the book value of all other rows that can be
    hit: more than that they cannot be overstated, and where there are none, nothing has to be allowed for.
    AICPA, Audit Guide Audit Sampling, 2017, on monetary-unit sampling, and appendix C (the bound of
    Stringer, 1963). Each direction is limited by itself; what is too little by more than all of its book
    value has a taint over 1, and is projected so.
    """
    sign = 1 if over else -1
    wrong = [(item, sign * (item.book_fen - item.audited_fen)) for item in items]
    known = sum(fen for item, fen in wrong if fen > 0 and not item.hits)
    taints = sorted(
        (Fraction(fen, item.book_fen) for item, fen in wrong if fen > 0 for _ in range(item.hits)),
        reverse=True,
    )
    extra = sum(
        float(taint) * (factor(at, confidence) - factor(at - 1, confidence) - 1)
        for at, taint in enumerate(taints, 1)
    )
    projected, extra_fen = _whole(sum(taints, Fraction(0)) * interval), math.ceil(extra * interval)
    basic = math.ceil(factor(0, confidence) * interval)
    if below_fen is not None and (over or not below_fen):
        basic = max(0, min(basic, below_fen - projected - extra_fen))
    return Limit(known, projected, basic, extra_fen, sum(fen > 0 for _, fen in wrong))


def factor(errors: int, confidence: int) -> float:
    """The mean of a Poisson count of which `errors` or fewer are seen with the probability 1 − confidence:
    the gamma quantile. 3.00, 4.75, 6.30 … at 95 % (AICPA, Audit Guide Audit Sampling, 2017, appendix C)."""
    return float(special.gammaincinv(errors + 1, confidence / 100))


def _estimate(
    strata: Sequence[Stratum], values: Sequence[Sequence[Fraction]], confidence: int,
    said: Callable[[Fraction], Fraction],
) -> Estimate:
    """The estimate that `said` makes of the total of these values, and its limits."""
    total, variance, degrees = Fraction(0), 0.0, 0
    for each, held in zip(strata, values, strict=True):
        if not each.items or len(held) > each.rows or (len(held) < 2 and len(held) < each.rows):
            raise WrongUse("每一层至少要查两行（不足两行的全查），才能推断全部。")
        total += each.rows * sum(held, Fraction(0)) / len(held)
        if len(held) < each.rows:
            mean = sum(held, Fraction(0)) / len(held)
            spread = sum(((one - mean) ** 2 for one in held), Fraction(0)) / (len(held) - 1)
            variance += float(spread * each.rows * (each.rows - len(held)) / len(held))
            degrees += len(held) - 1
    fen = said(total)
    error = math.sqrt(variance)
    margin = float(special.stdtrit(degrees, confidence / 100)) * error if degrees else 0.0
    return Estimate(_whole(fen), error, math.floor(float(fen) - margin), math.ceil(float(fen) + margin))


def _whole(fen: Fraction) -> int:
    """Whole 分, half away from zero."""
    sign = 1 if fen >= 0 else -1
    return sign * ((2 * abs(fen.numerator) + fen.denominator) // (2 * fen.denominator))
