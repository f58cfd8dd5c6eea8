"""How many rows to look at, so that what is found can be answered for.

Rates and parts of an amount are fractions between 0 and 1, given exactly (`Fraction`): 3.5 % of 400 rows are
14, and not 15 as floats have it. `confidence` is in whole per cent.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from scipy import special

from openbooks.errors import WrongUse

MOST = 5000
CONFIDENCES = (80, 90, 95, 99)


def attribute_size(
    confidence: int, tolerable: Fraction, expected: Fraction = Fraction(0), rows: int | None = None
) -> tuple[int, int]:
    """The smallest sample for a rate of errors, and how many errors it allows for.

    The smallest n for which n · expected errors, rounded up, or fewer have, where the true rate is
    `tolerable`, at most the probability 1 − confidence: by the binomial distribution, or by the
    hypergeometric one where the population has `rows` rows, of which rows · tolerable, rounded up, are
    wrong. AICPA, Audit Guide Audit Sampling, 2017, appendix A, tables A-1 and A-2.

    Raises WrongUse where the rates do not fit each other, or more than 5,000 rows would be needed. Of a
    population no larger than what is needed it is all rows.
    """
    _require(confidence, tolerable, expected)
    risk = 1 - confidence / 100
    sizes = np.arange(1, min(MOST, rows or MOST) + 1)
    allowed = -(-sizes * expected.numerator // expected.denominator)
    if rows is None:
        chance = special.bdtr(allowed, sizes, float(tolerable))
        enough = chance <= risk * (1 + 1e-12)
    else:
        wrong = -(-rows * tolerable.numerator // tolerable.denominator)
        enough = np.array([
            at_most(int(found), rows, wrong, int(size)) <= risk * (1 + 1e-12)
            for size, found in zip(sizes, allowed, strict=True)
        ])
    places = np.flatnonzero(enough & (allowed < sizes))
    if len(places):
        at = places[0]
        return int(sizes[at]), int(allowed[at])
    if rows is not None and rows <= MOST:
        return rows, int(allowed[-1])
    raise WrongUse(f"这样的要求要查 {MOST} 行以上。把可容忍的差错率提高，或把预计的差错率降低。")


def at_most(found: int, rows: int, wrong: int, size: int) -> float:
    """The probability that `size` rows drawn without replacement from `rows`, of which `wrong` are wrong,
    hold `found` wrong ones or fewer (hypergeometric)."""
    least = max(0, size - (rows - wrong))
    kinds = np.arange(least, min(found, wrong, size) + 1)
    if not len(kinds):
        return 0.0
    ways = _choose(wrong, kinds) + _choose(rows - wrong, size - kinds) - _choose(rows, np.array(size))
    return float(min(1.0, np.exp(ways).sum()))


def _choose(of: int, taken: np.ndarray) -> np.ndarray:
    """The logarithm of the binomial coefficient."""
    return special.gammaln(of + 1) - special.gammaln(taken + 1) - special.gammaln(of - taken + 1)


def monetary_size(confidence: int, tolerable: Fraction, expected: Fraction = Fraction(0)) -> int:
    """How many intervals a monetary-unit sample divides the amount into.

    `tolerable` and `expected` misstatement are parts of the amount. The smallest n for which the Poisson
    (gamma) factor of n · expected taints, at this confidence, is at most n · tolerable. AICPA, Audit Guide
    Audit Sampling, 2017, appendix C, table C-1. Raises as `attribute_size`.
    """
    _require(confidence, tolerable, expected)
    sizes = np.arange(1, MOST + 1)
    level = special.gammainc(1 + sizes * float(expected), sizes * float(tolerable))
    places = np.flatnonzero(level >= confidence / 100)
    if not len(places):
        raise WrongUse(f"这样的要求要抽 {MOST} 个以上的间隔。把可容忍的金额提高，或把预计的差错降低。")
    return int(sizes[places[0]])


def monetary_interval(total_fen: int, size: int) -> int:
    """The interval of a monetary-unit sample: the amount by the number of intervals, down to whole 分."""
    return max(1, total_fen // size)


def _require(confidence: int, tolerable: Fraction, expected: Fraction) -> None:
    if not 50 <= confidence <= 99:
        raise WrongUse(f"把握要在 50% 至 99% 之间，收到的是 {confidence}%。")
    if not 0 < tolerable < 1:
        raise WrongUse("可容忍的差错要大于零，小于全部。")
    if not 0 <= expected < tolerable:
        raise WrongUse("预计的差错要小于可容忍的差错；预计已经超过，就不必抽样，请全部查或先请单位更正。")
