"""A report with every number in its place: what the page and every rendering are made from.

It is plain data. Nothing is asked, added up or rounded behind it, so that two renderings of one
document cannot disagree. Money is in 分; a `Cell` and a `Span` carry the text that is printed beside
the exact value. Texts are plain (no markup) and fit to be shown: names are scrubbed and small groups
hidden (`disclosure`) before a renderer sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HIDDEN = "*"
WHY_HIDDEN = "人数不足，不予公布"
BEHIND = frozenset({"largest_fen", "people"})  # columns of answers that only decide on hiding


@dataclass(frozen=True)
class Span:
    """A piece of a sentence; `figure` names the figure of the document that it says, "" for words."""

    text: str
    figure: str = ""


Sentence = tuple[Span, ...]


@dataclass(frozen=True)
class Figure:
    """One named number of the document. `kind` is money (分), integer or share (0–1); `value` and
    `prior` (the year before) are None where they are 未填报 or 不适用, and where `hidden`.

    `query` with `parameters` gives it, in `column` of the row where `row` holds (name, value) pairs;
    `persons` is set where the number counts people (or is a sum over people) and small ones are
    hidden: it names the group of figures that are hidden together.
    """

    name: str
    kind: str
    unit: str
    value: int | float | None
    prior: int | float | None
    query: str
    column: str
    row: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    persons: str = ""
    hidden: bool = False
    prior_hidden: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. `kind`: text, money, integer, share; `counts` says what a number of a table
    about people is: persons, times, amount, or "" for what is never hidden. `is_prior`: of the year
    before. `name`: the column of the query."""

    label: str
    kind: str = "text"
    counts: str = ""
    is_prior: bool = False
    name: str = ""


@dataclass(frozen=True)
class Cell:
    """`text` is what is printed; `value` the exact number (分 for money, 0–1 for a share), None where
    there is none. `kind` is its own: a column may hold persons over amounts over rates. `figure` names
    the figure of the document that it shows (in a column of the year before: that figure's `prior`)."""

    text: str
    value: int | float | None = None
    kind: str = "text"
    figure: str = ""

    @property
    def is_number(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Row:
    """A row of a table. `level`: plain, detail (indented), sum (of what stands above), total, or head
    (a heading within the table). `largest_fen`: what the one person with the most of it has of the
    amount; `behind`: what else the answer says (column, value) and the table does not print. Both only
    decide on hiding; `disclosure` takes them off."""

    cells: tuple[Cell, ...]
    level: str = "plain"
    largest_fen: int | None = None
    behind: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """`about` names the group of people that a table counts ("" for accounts, which are never hidden)
    and `dimension` how it parts them (kind, festival, unit …): tables of one group have one total.
    `query` with `parameters` is where the rows come from; `unit` is said over the table (单位：元)."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    about: str = ""
    dimension: str = ""
    query: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Series:
    """One series of a chart: `values` as drawn (exact, in the chart's unit; None is a gap), `texts` the
    same as said beside the mark. `role`: now, prior, plan or actual; it decides the look."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    role: str = "now"


@dataclass(frozen=True)
class Chart:
    """A picture. `form`: bars (lying, the first at the top), columns (standing, in time), steps (a
    waterfall: first and last value are totals, the others changes), pairs (plan beside actual, lying).

    `alt` says in a sentence what it shows; `query` with `parameters` is where it comes from. `over`:
    the categories in which actual went over plan and must not. `about`: as of a table.
    """

    title: str
    form: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str
    query: str = ""
    over: frozenset[str] = frozenset()
    parameters: tuple[tuple[str, str], ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Section:
    """`key` is stable; `paragraphs` of sentences; `spoken` is for the speaker only; `remarks` stand
    small under the section (what was hidden or merged, on what a figure rests)."""

    key: str
    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    spoken: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Each paragraph as one text."""
        return tuple(
            "".join(span.text for sentence in each for span in sentence) for each in self.paragraphs
        )


@dataclass(frozen=True)
class Source:
    """A query that the document rests on: its title, what it counts how, and the ledgers under it."""

    query: str
    title: str
    basis: str
    ledgers: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A whole report. `union` owns the books, `unit` is the one reported on ("" for all of them);
    `period` is its code (2025H1) and `period_label` as people say it; `as_of` the date and `version`
    the number of the books, `head` the hash that stands for their history.

    `left_out`: (section, why) of what is not in it for want of figures. `signatures`: who signs.
    `marks`: what must be seen first (虚构示例, 草稿). `subtitle` is printed under the title.
    """

    report: str
    title: str
    subtitle: str
    union: str
    unit: str
    unit_id: str
    period: str
    period_label: str
    as_of: str
    version: int
    head: str
    program: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    signatures: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def whose(self) -> str:
        """The union, and the unit where the report is of one."""
        return f"{self.union} · {self.unit}" if self.unit else self.union

    @property
    def running(self) -> str:
        """What stands on every page and slide: whose and what, the name once."""
        return self.title if self.title.startswith(self.whose) else f"{self.whose}　{self.title}"

    @property
    def code(self) -> str:
        """The short text printed on every page: version of the books and beginning of the hash."""
        return f"账本第 {self.version} 版 {self.head[:16]}"

    def figure(self, name: str) -> Figure:
        """The figure of that name; KeyError when the document has none."""
        return {each.name: each for each in self.figures}[name]

    def tables(self) -> Iterator[Table]:
        """All tables, in order."""
        for section in self.sections:
            yield from section.tables
