"""Chance that is the same on every machine: named streams of random.Random, and draws from them.

Only `random()` of a seeded generator is promised to stay the same between versions of Python, so
every draw is made from it here. A stream is named for what it decides: a change to one part of an
example leaves the draws of the other parts as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def stream(*names: str | int) -> Random:
    """A generator seeded by its name, such as stream("federation", "dues", 2023)."""
    return Random("/".join(("openbooks", *map(str, names))))


def whole(chance: Random, low: int, high: int) -> int:
    """A whole number from low to high, both possible."""
    return low + int(chance.random() * (high - low + 1))


def likely(chance: Random, share: float) -> bool:
    """True in about `share` of the draws."""
    return chance.random() < share


def pick(chance: Random, items: Sequence[Item]) -> Item:
    """One of the items."""
    return items[int(chance.random() * len(items))]


def some(chance: Random, items: Sequence[Item], count: int) -> list[Item]:
    """`count` different items in their own order; all of them when there are not so many."""
    places = list(range(len(items)))
    chosen = [places.pop(int(chance.random() * len(places))) for _ in range(min(count, len(items)))]
    return [items[place] for place in sorted(chosen)]


def mixed(chance: Random, items: Sequence[Item]) -> list[Item]:
    """All items in a drawn order."""
    left = list(items)
    return [left.pop(int(chance.random() * len(left))) for _ in range(len(left))]
