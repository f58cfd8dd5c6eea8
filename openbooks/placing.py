"""A mapping that was kept for one header, laid on a header whose columns stand in another order."""

from __future__ import annotations

from dataclasses import replace

from openbooks.cells import squash
from openbooks.errors import WrongUse
from openbooks.headword import header_words
from openbooks.mapping import Mapping


def moved(mapping: Mapping, header: tuple[str, ...], where: str) -> Mapping:
    """A saved mapping laid on a header whose columns may stand in another order.

    Raises WrongUse naming the header that is missing.
    """
    if header_words(mapping.header) == header_words(header):
        return replace(mapping, header=header)
    wanted = _told_apart(mapping.header)
    places = {word: index for index, word in enumerate(_told_apart(header))}

    def place(index: int) -> int:
        if wanted[index] not in places:
            raise WrongUse(f"{where}：没有保存的映射所要的列“{mapping.header[index]}”。")
        return places[wanted[index]]

    def months(given: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
        return tuple((place(cell), month) for cell, month in given)

    links = tuple(
        replace(link, cells=tuple(place(index) for index in link.cells)) for link in mapping.links
    )
    wide = mapping.wide and replace(
        mapping.wide, months=months(mapping.wide.months),
        beside=tuple((column, months(given)) for column, given in mapping.wide.beside),
    )
    return replace(mapping, header=header, links=links, wide=wide, ignored=())


def _told_apart(header: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each header as it is compared, with its number among those of its name."""
    words = [squash(text) for text in header]
    return [(word, words[:at].count(word)) for at, word in enumerate(words)]
