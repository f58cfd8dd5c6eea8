"""Setting texts in type with our own font: a fixed typst source and its data in, PDF or pictures out.

What is printed goes to typst as data beside a fixed text, never as a part of it: no cell of a file
can say anything to it. Nothing is read but the font, nothing is fetched. A character that the font
does not have is not drawn as an empty box: 〔U+20BB7〕 stands for it. The same data give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

import typst

from openbooks.home import ROOT

Record = TypeVar("Record")
STATIC = ROOT / "static"
FAMILY = "Noto Sans SC"
BLANKS = str.maketrans("\t\r", "  ")
MOST_UNKNOWN = 40
PRIVATE = range(0xE815, 0xE865)  # the names that GBK kept there (docs/make_font.py)
FACE = f'#set text(font: "{FAMILY}", fallback: false, lang: "zh", region: "cn")\n'
# headed(one, width, size): a title on one line where little is lacking, else on lines of about one
# length. spoken(one): a text whose numbers stay with their units.
WORDS = r"""
#let headed(one, width, size) = context {
  let long = measure(text(size: size, weight: 700, one)).width
  let lines = calc.ceil(long / width)
  let fits = lines == 2 and long <= width * 1.3
  set par(leading: 0.5em)
  block(width: if lines == 1 or fits { width } else { calc.min(width, long / lines * 1.12) },
    text(size: if fits { size * (width / long) * 0.98 } else { size }, weight: 700, one))
}
#let spoken(one) = {
  show regex("[+-]?[0-9][0-9,.]*[  ]?(万元|亿元|元|人次|个百分点|人|次|项|%)"): box
  text(one)
}
"""
UNKNOWN = "文中的 {} 是字体里没有的字，照编码写出；原字见原件。"


def pdf(source: str, data: Mapping[str, Any], accessible: bool = False) -> bytes:
    """A PDF with its characters embedded; typst reads the `data` as `sys.inputs.data` (JSON).

    `accessible`: refused by typst unless it keeps to PDF/UA-1 (title, language, order of headings,
    a text for each picture).
    """
    return _compiler(data, FACE + source).compile(
        format="pdf", timestamp=0, pdf_standards=["ua-1"] if accessible else []
    )


def pictures(source: str, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """The pages as PNG, one picture a page, of so many pixels an inch (72 pt)."""
    made = _compiler(data, FACE + source).compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def told(source: str, data: Mapping[str, Any], label: str) -> Any:
    """What the typst source says of itself in its one `metadata` with that label."""
    return json.loads(_compiler(data, FACE + source).query(f"<{label}>", field="value", one=True))


def _compiler(data: Mapping[str, Any], source: str) -> typst.Compiler:
    return typst.Compiler(
        input=source.encode(), root=STATIC, font_paths=_fonts(), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def legible(text: str, unknown: dict[str, None]) -> str:
    """The text in characters that the font has; what stands for the others goes into `unknown`."""
    known, text = characters(), text.replace("\r\n", "\n").translate(BLANKS)
    if known.issuperset(text):
        return text
    return "".join(each if each in known else _named(each, unknown) for each in text)


def _named(character: str, unknown: dict[str, None]) -> str:
    name = f"〔U+{ord(character):04X}〕"
    unknown[name] = None
    return name


def all_legible(said: Any, unknown: dict[str, None], but: Sequence[str] = ("kind",)) -> Any:
    """The same plain data with every text made legible, but for the values of the keys `but`."""
    if isinstance(said, str):
        return legible(said, unknown)
    if isinstance(said, Mapping):
        return {key: value if key in but else all_legible(value, unknown, but)
                for key, value in said.items()}
    return [all_legible(each, unknown, but) for each in said] if isinstance(said, Sequence) else said


def legible_record(said: Record, unknown: dict[str, None]) -> Record:
    """The same dataclass with every text in it made legible."""
    return _record(said, unknown)


def _record(said: Any, unknown: dict[str, None]) -> Any:
    if isinstance(said, str):
        return legible(said, unknown)
    if isinstance(said, tuple | frozenset):
        return type(said)(_record(each, unknown) for each in said)
    if is_dataclass(said) and not isinstance(said, type):
        return replace(said, **{one.name: _record(getattr(said, one.name), unknown) for one in fields(said)})
    return said


def about_unknown(unknown: Mapping[str, None]) -> str:
    """The sentence about the characters that the font does not have; empty when there are none."""
    if not unknown:
        return ""
    listed = "、".join(list(unknown)[:MOST_UNKNOWN]) + ("等" if len(unknown) > MOST_UNKNOWN else "")
    return UNKNOWN.format(listed)


@cache
def characters() -> frozenset[str]:
    """The characters that our font has, those of old systems' private area among them, and blanks."""
    listed = (STATIC / "characters.txt").read_text("utf-8")
    return frozenset(listed) | {*map(chr, PRIVATE)} | {" ", "\n", "\u00a0", "\u3000"}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(STATIC)]
    )
