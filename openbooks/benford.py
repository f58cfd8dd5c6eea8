"""Benford's law on the leading digits of amounts: expected and found, how far apart, and when it says
nothing. Pure: counts come from the data layer, limits from the ledger of parameters (rule A-01).

Source of the measures: M. J. Nigrini, Benford's Law: Applications for Forensic Accounting, Auditing
and Fraud Detection, Wiley 2012: expected shares ch. 1, z-statistic and chi-square ch. 6, mean
absolute deviation (MAD) and its four classes ch. 7. A digit that stands out is a question to ask and
never a finding. Digits are taken from whole 分, never from a float.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

FIRST, FIRST_TWO, SECOND = "first", "first_two", "second"
NAMES = {FIRST: "第一位数字", FIRST_TWO: "前两位数字", SECOND: "第二位数字"}
DIGITS = {FIRST: range(1, 10), FIRST_TWO: range(10, 100), SECOND: range(10)}
CLOSE, ACCEPTABLE, MARGINAL, APART = "非常接近", "可以接受", "勉强接受", "不符合"
FEWEST = 50  # below it not even for orientation; note of the parameter A-01.n_min
Z_5, Z_1 = 1.96, 2.576  # two-sided 5 % and 1 % points of the normal distribution


@dataclass(frozen=True)
class Digit:
    """One digit (or pair): how often it was found, its shares, and the z-statistic of the two."""

    digit: int
    count: int
    share: float
    expected: float
    z: float


@dataclass(frozen=True)
class Fit:
    """How the digits of `n` amounts lie against the law; `kind` is FIRST, FIRST_TWO or SECOND."""

    kind: str
    n: int
    digits: tuple[Digit, ...]
    mad: float
    chi_square: float

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the chi-square."""
        return len(self.digits) - 1

    @property
    def outstanding(self) -> tuple[Digit, ...]:
        """The digits beyond the 1 % point that are too frequent, the furthest first."""
        over = [each for each in self.digits if each.z > Z_1 and each.share > each.expected]
        return tuple(sorted(over, key=lambda each: (-each.z, each.digit)))


@dataclass(frozen=True)
class Limits:
    """What rule A-01 has in force; None: the ledger of parameters does not say."""

    close: Decimal | None = None
    acceptable: Decimal | None = None
    nonconform: Decimal | None = None
    n_min: Decimal | None = None
    spread: Decimal | None = None
    chi_5: Decimal | None = None
    unproved: bool = False


# the parameter of each limit, for the first digit and for the first two
_NAMED = {
    FIRST: {"close": "mad_close", "acceptable": "mad_acceptable", "nonconform": "mad_nonconform",
            "n_min": "n_min", "spread": "spread", "chi_5": "chi_5"},
    FIRST_TWO: {"close": "mad2_close", "acceptable": "mad2_acceptable",
                "nonconform": "mad2_nonconform", "n_min": "n_min", "spread": "spread"},
    SECOND: {"n_min": "n_min", "spread": "spread"},
}


def limits_of(kind: str, rows: Iterable[tuple[str, Decimal, str]]) -> Limits:
    """The limits for `kind`, from (limit_id, value, status) of rule A-01. `unproved` where a class
    rests on a row whose status is memory (待核)."""
    held = {limit: (value, status) for limit, value, status in rows}
    found = Limits()
    for name, said in _NAMED[kind].items():
        value, status = held.get(f"A-01.{said}", (None, ""))
        found = replace(found, **{name: value})
        if status == "memory" and said.startswith("mad"):
            found = replace(found, unproved=True)
    return found


def leading(fen: int, places: int = 2) -> int:
    """The first `places` digits of an amount above 0: 0.50 元 (50 分) has 50, 0.05 has 50, 1234.56
    has 12. ValueError for an amount that is not above 0: it has no leading digit."""
    if fen <= 0:
        raise ValueError("an amount that is not above 0 has no leading digit")
    return int(str(fen)[:places].ljust(places, "0"))


def counted(amounts_fen: Iterable[int], kind: str = FIRST_TWO) -> dict[int, int]:
    """Digit → how often, of the amounts above 0; every digit of the kind is there."""
    found = dict.fromkeys(DIGITS[kind], 0)
    for fen in amounts_fen:
        if fen > 0:
            digit = leading(fen, 1 if kind == FIRST else 2)
            found[digit % 10 if kind == SECOND else digit] += 1
    return found


def folded(first_two: Mapping[int, int], kind: str) -> dict[int, int]:
    """Counts of the first or the second digit, from those of the first two."""
    found = dict.fromkeys(DIGITS[kind], 0)
    for pair, count in first_two.items():
        found[pair if kind == FIRST_TWO else pair // 10 if kind == FIRST else pair % 10] += count
    return found


def expected(digit: int, kind: str = FIRST_TWO) -> float:
    """The share of a digit under the law: log10(1 + 1/d) (Nigrini 2012, ch. 1); of a second digit
    the sum over the nine first ones."""
    if kind == SECOND:
        return math.fsum(math.log10(1 + 1 / (10 * first + digit)) for first in range(1, 10))
    return math.log10(1 + 1 / digit)


def fit(counts: Mapping[int, int], kind: str = FIRST_TWO) -> Fit | None:
    """Counts of the digits of that kind against the law; None where there are none.

    MAD is the mean over the digits of |share - expected|; chi-square the sum of (found - expected)²
    / expected in counts; z has the continuity correction 1/2n, where it is less than the difference.
    """
    n = sum(counts.values())
    if not n:
        return None
    digits = []
    for digit in DIGITS[kind]:
        count, due = counts.get(digit, 0), expected(digit, kind)
        apart = abs(count / n - due)
        corrected = apart - 1 / (2 * n) if apart > 1 / (2 * n) else apart
        z = corrected / math.sqrt(due * (1 - due) / n)
        digits.append(Digit(digit, count, count / n, due, z))
    mad = math.fsum(abs(each.share - each.expected) for each in digits) / len(digits)
    chi = math.fsum((each.count - n * each.expected) ** 2 / (n * each.expected) for each in digits)
    return Fit(kind, n, tuple(digits), mad, chi)


def class_of(fit: Fit, limits: Limits) -> str:
    """Nigrini's class of the MAD (2012, table 7.1), by the limits in force; "" where they lack. A MAD on
    a limit is still within it."""
    for name, limit in (
        (CLOSE, limits.close), (ACCEPTABLE, limits.acceptable), (MARGINAL, limits.nonconform),
    ):
        if limit is None:
            return ""
        if fit.mad <= limit:
            return name
    return APART


def by_chance(n: int, kind: str) -> float:
    """The MAD that `n` amounts which follow the law have on average: the mean of sqrt(2 p (1 - p) / (π n)),
    the mean absolute deviation of a binomial share in its normal approximation. The limits of the
    classes do not look at n, and of a few hundred amounts chance alone goes beyond them."""
    shares = [expected(digit, kind) for digit in DIGITS[kind]]
    return math.fsum(math.sqrt(2 * p * (1 - p) / (math.pi * n)) for p in shares) / len(shares)


def stands_out(fit: Fit, limits: Limits) -> bool:
    """Whether the class is the last one and chance does not explain it (chi-square at 5 %)."""
    explained = limits.chi_5 is not None and fit.chi_square <= limits.chi_5
    return not few(fit.n, limits) and class_of(fit, limits) == APART and not explained


def unsuited(n: int, smallest_fen: int | None, largest_fen: int | None, limits: Limits,
             left_out: int = 0) -> str:
    """Why the test says nothing of `n` amounts above 0 from the smallest to the largest, as the end of
    a sentence; "" where it does. `left_out` amounts were kept from it, being set by a standard."""
    if not n and left_out:
        return f"{left_out:,} 笔都是按标准发放、有上限或按比例计算的金额，首位数字由标准决定"
    if n < FEWEST:
        return f"样本不足：大于0的金额只有 {n} 笔，少于 {FEWEST} 笔"
    if limits.spread is not None and smallest_fen and largest_fen is not None and (
        largest_fen < limits.spread * smallest_fen
    ):
        return f"数量级不足两个：最大金额不到最小金额的 {limits.spread.normalize():f} 倍"
    return ""


def few(n: int, limits: Limits) -> bool:
    """Whether the sample is so small that what it says is for orientation only (仅供参考)."""
    return limits.n_min is not None and n < limits.n_min
