"""Our font inside a web page: the glyphs of given texts as a data: URI, and how wide texts are in it.

A page that takes its font along looks the same on every machine and asks nobody for anything. Only the
characters that are needed go in. Kerning and ligatures stay out, so that a text is exactly as wide as
its characters: pictures and slides are measured with these widths before a browser sees them.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont

from openbooks.home import ROOT
from openbooks.typeset import FAMILY

FILES = {400: ROOT / "static" / "NotoSansSC-Regular.ttf", 700: ROOT / "static" / "NotoSansSC-Bold.ttf"}
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u3000…，。；：（）〔〕？！、“”·—-")
LICENCE_NAMES = [0, 13, 14]  # copyright, licence, its address: the OFL asks that they stay
WORD = re.compile(r"[!-~]+ ?|.", re.DOTALL)
NOT_FIRST = frozenset("，。；：、？！）》〉】〕”’%％…—·")
NOT_LAST = frozenset("（《〈【〔“‘")


def faces(texts: Iterable[str]) -> str:
    """The @font-face rules, in both weights, with the glyphs of the texts; the same texts give the same
    rules."""
    needed = frozenset(ALWAYS.union(*texts))
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:block;'
        f"src:url({uri(needed, weight)}) format(\"woff\")}}\n"
        for weight in FILES
    )


def uri(characters: frozenset[str], weight: int) -> str:
    """Our font in a weight (400 or 700), reduced to the characters, as a data: URI."""
    return "data:font/woff;base64," + base64.b64encode(reduced(characters, weight)).decode("ascii")


@lru_cache(maxsize=8)
def reduced(characters: frozenset[str], weight: int) -> bytes:
    """The font as WOFF with the glyphs of the characters; those that it does not have are left out."""
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = LICENCE_NAMES
    options.notdef_outline = True
    options.drop_tables += ["GPOS", "GSUB", "STAT", "gasp"]
    with TTFont(FILES[weight], recalcTimestamp=False) as font:
        work = subset.Subsetter(options)
        work.populate(unicodes=sorted(map(ord, characters)))
        work.subset(font)
        font.flavor = "woff"
        held = io.BytesIO()
        font.save(held)
    return held.getvalue()


def known(weight: int) -> frozenset[str]:
    """The characters that the font of this weight has."""
    return frozenset(_advances(weight))


@cache
def _advances(weight: int) -> dict[str, float]:
    """Character → its width in em."""
    with TTFont(FILES[weight], lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}


def breadth(text: str, weight: int = 400) -> float:
    """The width of a text in em, on one line."""
    widths = _advances(weight)
    return sum(widths.get(each, 1.0) for each in text)


def broken(text: str, room: float, weight: int = 400) -> list[str]:
    """The text in lines of at most `room` em: between Chinese characters and between words; a word
    wider than a line is parted. No line begins with a closing sign or ends with an opening one."""
    lines: list[str] = []
    for part in text.split("\n"):
        line: list[str] = []
        for word in _words(part, room, weight):
            if line and breadth("".join([*line, word]).rstrip(), weight) > room:
                kept, line = _parted(line, word)
                lines.append("".join(kept).rstrip())
            line = [*line, word]
        lines.append("".join(line).rstrip())
    return lines


def _parted(line: list[str], word: str) -> tuple[list[str], list[str]]:
    """The line without what must stand before the next word, and that."""
    end = len(line)
    if word[0] in NOT_FIRST:
        while end > 1 and line[end - 1][0] in NOT_FIRST:
            end -= 1
        end -= 1
    while end > 1 and line[end - 1] in NOT_LAST:
        end -= 1
    return (line[:end], line[end:]) if end > 0 else (line, [])


def _words(text: str, room: float, weight: int) -> Iterable[str]:
    """What is not broken: a Chinese character, a word or number; of one too wide, its characters."""
    for word in WORD.findall(text):
        if len(word) > 1 and breadth(word.rstrip(), weight) > room:
            yield from word
        else:
            yield word


def short(text: str, room: float, weight: int = 400) -> str:
    """The text, or as much of its beginning as stands with … in `room` em."""
    return text if breadth(text, weight) <= room else _ended(text, room, weight)


def cut(lines: list[str], most: int, room: float, weight: int = 400) -> list[str]:
    """At most so many lines; the last of more ends in … within `room` em."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _ended(lines[most - 1], room, weight)]


def _ended(text: str, room: float, weight: int) -> str:
    while text and breadth(text + "…", weight) > room:
        text = text[:-1]
    return text + "…"
