"""The files of `reports/`: a report as text whose numbers are still to come.

    +++                             TOML between two lines of +++
    title = "工会财务工作报告"
    order = 1                       place in lists
    about = "…"                     one line: for whom, what it is for
    span = "year"                   the period proposed: year | half
    signatures = ["工会主席", "财务负责人"]
    notes = ["…"]                   stand at the end
    listed = true                   false: its sections are for 现场问答 only
    needs = { assets = "balance" }  section → the ledger without which it says nothing and is left out
    +++

    ## 收入决算 {income}            a section: title and a key that stays
    全年{收入}，{收入.比上年}。      paragraphs, see `phrase`; an empty line ends one

    :::table                        TOML up to a line of :::, see PARTS for the keys of each kind
    query = "finance_by_account"
    :::

Kinds of parts: `table`, `lines` (a form of numbered lines), `chart`, and `say` (plain text for the
speaker, under the same rules as paragraphs). Keys that a part does not know are refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openbooks import contract, query
from openbooks.errors import WrongUse
from openbooks.phrase import faults, names_in
from openbooks.quantity import FOLDER, SPANS, catalogue

FORMS = ("bars", "columns", "steps", "pairs")
PARTS: Mapping[str, frozenset[str]] = {
    "table": frozenset({
        "title", "query", "rows", "columns", "labels", "with", "span", "total", "sums", "figures", "about",
        "dimension", "counts", "largest", "level", "unit", "notes", "codes", "most", "heads", "body",
        "least", "moved", "told", "decides", "needed",
    }),
    "lines": frozenset({"title", "lines", "notes", "about", "dimension", "counts", "unit", "told"}),
    "chart": frozenset({
        "title", "form", "query", "rows", "category", "values", "with", "span", "most", "minus", "ceiling",
        "about",
    }),
    "say": frozenset(),
}
_HEADING = re.compile(r"## (.+?) \{([a-z_]+)\}\s*")


@dataclass(frozen=True)
class Part:
    """A table, a form of lines or a chart of a section: its kind and what its TOML says."""

    kind: str
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Chapter:
    """A section as it is written: paragraphs with braces, parts, what the speaker says."""

    key: str
    title: str
    paragraphs: tuple[str, ...]
    parts: tuple[Part, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One file of reports/."""

    name: str
    title: str
    about: str
    order: int
    span: str
    chapters: tuple[Chapter, ...]
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_listed: bool = True
    needs: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Every text of it that holds braces or may."""
        for chapter in self.chapters:
            yield chapter.title
            yield from chapter.paragraphs
            yield from chapter.spoken


def catalogue_of_reports() -> dict[str, Report]:
    """Name → report of every file of reports/, in their order."""
    found = [_read(path, path.stat().st_mtime_ns) for path in sorted(FOLDER.glob("*.md"))]
    return {each.name: each for each in sorted(found, key=lambda each: (each.order, each.name))}


def listed() -> dict[str, Report]:
    """Name → report of those that are presented as a whole."""
    return {name: each for name, each in catalogue_of_reports().items() if each.is_listed}


def report(name: str) -> Report:
    """The report of that name, or of that title; WrongUse, listing them, when there is none."""
    held = catalogue_of_reports()
    for each in held.values():
        if name in (each.name, each.title):
            return each
    known = "、".join(f"{each.name}（{each.title}）" for each in held.values())
    raise WrongUse(f"没有报告“{name}”。可用的有：{known}。")


@lru_cache(maxsize=64)
def _read(path: Path, changed_ns: int) -> Report:
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, file: str) -> Report:
    """The report of a file's text; WrongUse, naming the file, where it is not whole."""
    try:
        _, head, body = text.split("+++\n", 2)
        raw = tomllib.loads(head)
        found = Report(
            file.removesuffix(".md"), raw["title"], raw["about"], raw["order"], raw["span"],
            tuple(_chapters(body)), tuple(raw.get("signatures", ())), tuple(raw.get("notes", ())),
            raw.get("listed", True), MappingProxyType(raw.get("needs", {})),
        )
    except (ValueError, KeyError) as error:
        raise WrongUse(f"报告 {file} 读不懂：{error}") from error
    wrong = list(problems(found))
    if wrong:
        raise WrongUse(f"报告 {file} 有误：{'；'.join(wrong)}")
    return found


def problems(found: Report) -> Iterator[str]:
    """What is wrong with a report, in Chinese."""
    keys = [chapter.key for chapter in found.chapters]
    for chapter in found.chapters:
        for name in names_in(chapter.title):
            if name in catalogue() and catalogue()[name].persons:
                yield f"标题“{chapter.title}”里的“{name}”数的是人，只能写在正文里"
    if len(set(keys)) < len(keys):
        yield "两节的标记相同"
    yield from (f"needs 里的 {key} = {ledger} 没有这一节或这种台账" for key, ledger in found.needs.items()
                if key not in keys or ledger not in contract.ledgers())
    if found.span not in {"year", "half"}:
        yield f"span 是 {found.span}"
    for each in found.texts():
        for fault in faults(each, catalogue()):
            yield f"“{each[:20]}”：{fault}"
    for chapter in found.chapters:
        for part in chapter.parts:
            yield from (f"“{chapter.title}”的{part.kind}：{each}" for each in _part_faults(part))


def counts_people(found: Report) -> bool:
    """Whether a report says a number about people, of which few must not be told."""
    said = [name.partition(".")[0] for text in found.texts() for name in names_in(text)]
    said += [name.partition(".")[0] for chapter in found.chapters for part in chapter.parts
             for name in numbers_of(part)]
    return any(catalogue()[name].persons for name in said) or any(
        part.said.get("about") for chapter in found.chapters for part in chapter.parts
    )


def _exposed(part: Part) -> Iterator[str]:
    """What a part says of people where it could not be hidden: in its title, its notes, its remarks."""
    said = part.said
    texts = [said.get("title", ""), *said.get("notes", ())]
    texts += [each.get("note", "") for each in said.get("lines", ())]
    for name in (name for text in texts for name in names_in(text)):
        if name in catalogue() and catalogue()[name].persons:
            yield f"“{name}”数的是人，只能写在正文里，那里人数少时会隐去"


def _part_faults(part: Part) -> Iterator[str]:
    said = part.said
    if unknown := set(said) - PARTS[part.kind]:
        yield f"不认识 {'、'.join(sorted(unknown))}"
    if said.get("span", "period") not in SPANS:
        yield f"span 是 {said['span']}"
    for block in said.get("body", (said,)):
        if "query" in block:
            yield from _column_faults(block, said)
    if part.kind == "chart" and said.get("form") not in FORMS:
        yield f"form 是 {said.get('form')}"
    yield from _exposed(part)
    for name in numbers_of(part):
        if name.partition(".")[0] not in catalogue():
            yield f"没有数量“{name}”"


def _column_faults(block: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    """Columns that the query of a block of a part does not have."""
    columns = {each.name for each in query.query(block["query"]).columns}
    named = {*block.get("rows", {}), *([block["moved"]] if "moved" in block else [])}
    if "as" not in block:  # a row of sums may know fewer columns
        named |= {*said.get("columns", ()), *said.get("sums", ())}
        named |= {said[key] for key in ("category", "level", "largest", "codes", "decides") if key in said}
        named |= {each["column"] for each in said.get("values", ())}
    if lacking := sorted(named - columns):
        yield f"查询 {block['query']} 没有列 {'、'.join(lacking)}"


def numbers_of(part: Part) -> list[str]:
    """The quantities that a part says by name."""
    said = part.said
    notes = [*said.get("notes", ()), *(line.get("note", "") for line in said.get("lines", ()))]
    figures = [line["figure"] for line in said.get("lines", ()) if "figure" in line]
    for block in (said, *said.get("body", ())):
        figures += block.get("figures", {}).values()
    return [each.partition(".")[0] for each in figures] + [name for each in notes for name in names_in(each)]


def _chapters(body: str) -> Iterator[Chapter]:
    """The sections of the text below the head."""
    blocks = re.split(r"(?m)^(?=## )", body)
    if blocks[0].strip():
        raise ValueError("第一个“## ”之前有文字")
    for block in blocks[1:]:
        heading, _, rest = block.partition("\n")
        named = _HEADING.fullmatch(heading)
        if not named:
            raise ValueError(f"标题“{heading}”要写成 ## 收入决算 {{income}}")
        paragraphs, parts, spoken = [], [], []
        for kind, text in _pieces(rest):
            if kind == "say":
                spoken.append(_joined(text))
            elif kind:
                parts.append(Part(kind, tomllib.loads(text)))
            else:
                paragraphs += [_joined(each) for each in re.split(r"\n\s*\n", text) if each.strip()]
        yield Chapter(named[2], named[1], tuple(paragraphs), tuple(parts), tuple(spoken))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of the fenced parts and, with kind "", of what stands between them."""
    at = 0
    for found in re.finditer(r"(?ms)^:::(\w+)\n(.*?)^:::\s*$", text):
        yield "", text[at : found.start()]
        if found[1] not in PARTS:
            raise ValueError(f"不认识 :::{found[1]}")
        yield found[1], found[2]
        at = found.end()
    yield "", text[at:]


def _joined(text: str) -> str:
    return "".join(line.strip() for line in text.strip().splitlines())
