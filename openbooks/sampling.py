"""Which rows of a population are to be looked at: samples that everybody who has the seed draws again.

A population is a sequence of rows in the order of (batch, row_no); a place in it counts from 0. Chance
comes from the 64-bit words that `numpy.random.PCG64(seed).random_raw` gives, and from nothing else. (NumPy
keeps the words of a bit generator the same in all versions, which it does not promise of the methods of
its Generator: NEP 19.) PCG64(seed) begins by SeedSequence(seed). Two things are made of the words:

- a key for every row: row 0 has the first word, row 1 the second, and so on;
- a number below m: the next word w with w < (2^64 // m) · m, taken modulo m; larger words are passed over.

Amounts are whole 分. Nothing here knows what the rows are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openbooks.errors import WrongUse

Amounts = NDArray[np.int64]
WORDS = 1 << 64
LARGEST_SEED = 10**12
LEAST = 2  # rows of a stratum: of one row no spread can be reckoned


@dataclass(frozen=True)
class Drawn:
    """The places that were drawn, in ascending order, each with how often it was hit: 0 where it was taken
    with certainty, more than 1 only by the cell method. `start` is the random start (of `systematic` and
    `monetary`), 0 where there is none."""

    places: tuple[int, ...]
    hits: tuple[int, ...]
    start: int = 0


def simple(rows: int, size: int, seed: int) -> Drawn:
    """A simple random sample without replacement: the `size` rows with the smallest keys (of equal keys the
    earlier row). Every set of that size is equally likely; a larger size with the same seed holds the
    smaller sample (AICPA, Audit Guide Audit Sampling, 2017: random-number selection).

    Raises WrongUse for a size that cannot be drawn, or a seed that is none.
    """
    _require_size(rows, size)
    return _once(_smallest(_keys(rows, seed), size))


def systematic(rows: int, size: int, seed: int) -> Drawn:
    """Every (rows / size)-th row from a random start: the places (r + i · rows) // size, i = 0 … size − 1,
    for one number r below `rows`. Every row has the chance size / rows, also where the step is no whole
    number (Cochran, Sampling Techniques, 3rd ed. 1977, §8.1). An order of the rows that repeats itself with
    the step would spoil it: then take `simple`. Raises as `simple`."""
    _require_size(rows, size)
    start = _below(_words(seed), rows)
    return Drawn(*_ones(tuple((start + at * rows) // size for at in range(size))), start)


def stratified(strata: Sequence[str], sizes: Mapping[str, int], seed: int) -> Drawn:
    """A simple random sample of `sizes[name]` rows within each stratum; `strata` names the stratum of every
    row. Keys are given to all rows in their order, whatever their stratum; in each stratum the smallest
    win. Raises WrongUse where a stratum of `sizes` has not so many rows."""
    keys = _keys(len(strata), seed)
    named = np.asarray(strata, dtype=object)
    found: list[int] = []
    for name in sorted(sizes):
        places = np.flatnonzero(named == name)
        _require_size(len(places), sizes[name])
        found += places[_smallest(keys[places], sizes[name])].tolist()
    return _once(found)


def allocated(weights: Mapping[str, int], rows: Mapping[str, int], size: int) -> dict[str, int]:
    """How many rows of each stratum a sample of `size` takes, in proportion to `weights` (its number of rows,
    or its amount; negative counts as 0).

    Whole parts first, what is left by the largest remainder, of equal ones by name; every stratum has
    at least two rows, or all where it has fewer, and none more than it has. So the sum is `size`, or more
    where the floor of two asks for it. Raises WrongUse where `size` is no size of a sample of these rows.
    """
    _require_size(sum(rows.values()), size)
    least = {name: min(count, LEAST) for name, count in rows.items()}
    found = dict(least)
    free = max(0, size - sum(found.values()))
    while free and (open_to := [name for name in sorted(rows) if found[name] < rows[name]]):
        total = sum(max(0, weights[name]) for name in open_to)
        shares = {name: max(0, weights[name]) if total else rows[name] for name in open_to}
        total = total or sum(shares.values())
        wanted = {name: divmod(free * shares[name], total) for name in open_to}
        given = {name: min(whole, rows[name] - found[name]) for name, (whole, _) in wanted.items()}
        if not any(given.values()):
            given = dict.fromkeys(sorted(open_to, key=lambda name: (-wanted[name][1], name))[:free], 1)
        for name, count in given.items():
            found[name] += count
        free -= sum(given.values())
    return found


def monetary(amounts: Amounts, interval: int, seed: int, cells: bool = False) -> Drawn:
    """A monetary-unit sample: every 分 of a positive amount has the chance 1 / `interval` (分) to be hit, and
    a row is drawn when one of its 分 is.

    Rows of at least the interval are taken with certainty, before anything is drawn. The other positive
    rows are laid end to end in their order, their 分 numbered from 0. With a fixed interval one number r
    below the interval is drawn, and the 分 r, r + interval, r + 2 · interval … are hit. By cells the
    numbers r_0, r_1 … below the interval are drawn, one for each cell, and the 分 k · interval + r_k are
    hit: a row that lies across the border of two cells can be hit twice. Zero and negative rows are not drawn
    (AICPA, Audit Guide Audit Sampling, 2017, on monetary-unit sampling; for cells: Leslie, Teitlebaum &
    Anderson, Dollar-Unit Sampling, 1979).

    Raises WrongUse for an interval below one 分, or a seed that is none.
    """
    if interval < 1:
        raise WrongUse("货币单位抽样的间隔至少是 0.01 元。")
    words = _words(seed)
    certain = np.flatnonzero(amounts >= interval)
    below = np.flatnonzero((amounts > 0) & (amounts < interval))
    ends = np.cumsum(amounts[below], dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    count = -(-total // interval)
    if cells:
        points = [cell * interval + _below(words, interval) for cell in range(count)]
        start = points[0] if points else 0
    else:
        start = _below(words, interval)
        points = list(range(start, total, interval))
    hit, times = np.unique(
        np.searchsorted(ends, np.asarray([at for at in points if at < total], dtype=np.int64), side="right"),
        return_counts=True,
    )
    found = dict.fromkeys(certain.tolist(), 0)
    found |= dict(zip(below[hit].tolist(), times.tolist(), strict=True))
    places = sorted(found)
    return Drawn(tuple(places), tuple(found[place] for place in places), start)


def banded(amounts: Amounts, limits: Sequence[int]) -> list[int]:
    """The band of each row's amount: 0 below the first of the ascending `limits` (分), 1 from there to the
    second, and so on."""
    return np.searchsorted(np.asarray(limits, dtype=np.int64), amounts, side="right").tolist()


def _words(seed: int) -> np.random.PCG64:
    if not 0 <= seed < LARGEST_SEED:
        raise WrongUse(f"种子要写 0 至 {LARGEST_SEED - 1} 的整数，收到的是 {seed}。")
    return np.random.PCG64(seed)


def _keys(rows: int, seed: int) -> NDArray[np.uint64]:
    return np.asarray(_words(seed).random_raw(rows), dtype=np.uint64)


def _below(words: np.random.PCG64, most: int) -> int:
    limit = WORDS // most * most
    while (word := int(words.random_raw())) >= limit:
        continue
    return word % most


def _smallest(keys: NDArray[np.uint64], size: int) -> list[int]:
    return np.argsort(keys, kind="stable")[:size].tolist()


def _ones(places: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return places, (1,) * len(places)


def _once(places: Sequence[int]) -> Drawn:
    return Drawn(*_ones(tuple(sorted(places))))


def _require_size(rows: int, size: int) -> None:
    if not 1 <= size <= rows:
        raise WrongUse(f"样本要有 1 至 {rows} 行，要的是 {size} 行。" if rows else "没有可抽的行。")
