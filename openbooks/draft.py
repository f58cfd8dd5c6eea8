"""A proposal while it is being made: what is known of a table, and what was decided so far.

The steps of `shape` put links, constants and questions in; a cell that one step has taken is not
offered to the next, and a column that has a source is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openbooks.contract import Column, Ledger
from openbooks.evidence import Found, Said, years
from openbooks.headword import Headword
from openbooks.letterhead import money_scale
from openbooks.mapping import Constant, Link, Mapping, Wide
from openbooks.meaning import PARTLY, Meaning, meanings_by_column
from openbooks.profile import (
    AGAINST,
    STRONG,
    WEAK,
    column_values,
    fit,
    is_code,
    is_plain_number,
    share,
)
from openbooks.question import CHOOSE, CONFIRM, LEAVE_OUT, YEARS, Context, Proposal, Question, label
from openbooks.table import Record

_MEASURES = frozenset("元 万元 千元 个 人 次 件 % 份 张 天 小时 台 套".split())


@dataclass
class Draft:
    """One table on its way into one ledger. `records` are a sample of its first records."""

    ledger: Ledger
    headings: tuple[Headword, ...]
    records: Sequence[Record]
    said: tuple[Said, ...]
    context: Context
    links: dict[str, Link] = field(default_factory=dict)
    constants: dict[str, Constant] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    wide: Wide | None = None
    taken: set[int] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)
    header_year: int | None = None

    @cached_property
    def meanings(self) -> dict[str, list[Meaning]]:
        """Column → headings that may stand for it, the likeliest first."""
        return meanings_by_column(self.headings, self.ledger, self._numbers)

    def _numbers(self, heading: Headword) -> bool:
        """Whether 序号 holds numbers of its own (00485) or, in a voucher, of its lines (1, 2, 1, 2)."""
        values = self.values(heading.index)
        own = any(not is_plain_number(text) for text in values)
        lines = "line_no" in self.ledger.columns_by_name and values.count("1") > 1
        return lines or (own and len(set(values)) == len(values))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the file, for dates and months that name none."""
        return years(self.said)[0]

    @cached_property
    def _values(self) -> dict[int, tuple[str, ...]]:
        return {each.index: column_values(self.records, each.index) for each in self.headings}

    def values(self, index: int) -> tuple[str, ...]:
        """The filled cells of one column of the sample."""
        return self._values[index]

    def filled(self, index: int) -> float:
        """Part of the sample's records in which this cell is filled."""
        return len(self.values(index)) / len(self.records) if self.records else 0.0

    def has(self, column: str) -> bool:
        """Whether the column has a source or is asked for."""
        in_wide = self.wide is not None and column in self.wide.columns
        return in_wide or column in self.links or column in self.constants or (
            column in self.questions
        )

    def free(self, headings: Iterable[Headword]) -> list[Headword]:
        """Those of the headings that nothing has taken yet."""
        return [each for each in headings if each.index not in self.taken]

    def heads(self, column: str, least: int = 1) -> list[Meaning]:
        """Free headings that may stand for the column, of that grade at least."""
        return [
            each for each in self.meanings.get(column, ())
            if each.grade >= least and each.heading.index not in self.taken
        ]

    def ledger_means(self, heading: Headword) -> bool:
        """Whether some column of the ledger is surely or likely what this heading says."""
        return any(
            each.heading is heading and each.grade > PARTLY
            for heads in self.meanings.values() for each in heads
        )

    def scale(self, headings: Sequence[Headword], column: str) -> int:
        """元 of one unit: what the header says, else what a title says; 1 where it is no money."""
        if self.ledger.column(column).type != "money":
            return 1
        named = [each.scale for each in headings if each.scale is not None]
        return named[0] if named else money_scale(self.said)

    def take(
        self, column: str, how: str, *headings: Headword, certain: bool = True, why: str = ""
    ) -> None:
        """Link a column to the cells of these headings."""
        self.links[column] = Link(
            column, how, tuple(each.index for each in headings),
            tuple(each.text for each in headings), self.scale(headings, column), certain, why,
        )
        self.taken |= {each.index for each in headings}

    def take_asking(
        self, column: str, how: str, heading: Headword, why: str, others: Sequence[Headword] = ()
    ) -> None:
        """Link a column as a proposal and ask whether this heading, another, or none is meant."""
        self.take(column, how, heading, certain=False, why=why)
        title = self.ledger.column(column).title
        offered = [heading, *(each for each in others if each.index != heading.index)]
        required = self.needed(column)
        self.questions[column] = Question(
            column, f"「{heading.text}」一列是不是“{title}”？", CONFIRM if len(offered) == 1 else CHOOSE,
            label(heading.index, heading.text),
            tuple(label(each.index, each.text) for each in offered)
            + (() if required else (LEAVE_OUT,)),
            why, tuple(each.index for each in offered),
        )

    def needed(self, column: str) -> bool:
        """Whether a row cannot do without the column."""
        return self.ledger.column(column).required

    def set_constant(self, column: str, found: Found) -> None:
        """One value for all rows; a question where the file itself does not say it."""
        self.constants[column] = Constant(column, found.value, found.why, found.certain)
        if not found.certain:
            title = self.ledger.column(column).title
            self.ask(column, f"全部各行的“{title}”是“{found.value}”吗？", CONFIRM, found.value, (), found.why)

    def ask(
        self, column: str, title: str, kind: str, proposed: str | None, options: Sequence[str],
        why: str, cells: Sequence[int] = (),
    ) -> None:
        """Put a question for a column."""
        self.questions[column] = Question(
            column, title, kind, proposed, tuple(options), why, tuple(cells)
        )

    def fits(self, column: Column, heading: Headword) -> str:
        """How well the values below a heading fit a column, references to known rows included."""
        values = self.values(heading.index)
        if column.references and values:
            return self._fits_reference(column, values)
        return fit(column, values, self.years)

    def _fits_reference(self, column: Column, values: Sequence[str]) -> str:
        """References are names or codes: known ones are STRONG, units of measure AGAINST."""
        target = column.references.split(".")[0]
        known = {"unit": self.context.units, "activity": self.context.activities}.get(target)
        if target == "unit" and share(values, lambda text: text.strip() in _MEASURES) > 0.5:
            return AGAINST
        if known:
            words = {word for pair in known for word in pair}
            if share(values, lambda text: text.strip() in words) >= 0.5:
                return STRONG
        if column.name == "member_id":
            return STRONG if share(values, is_code) >= 0.85 else AGAINST
        return WEAK

    def proposal(self, title: str = "") -> Proposal:
        """What came of it: the mapping, the open questions, why cells are left out."""
        used = {cell for link in self.links.values() for cell in link.cells}
        used |= set(self.wide.cells) if self.wide else set()
        ignored = tuple(h.index for h in self.headings if h.text and h.index not in used)
        order = {column.name: place for place, column in enumerate(self.ledger.columns)}
        found, certain = years(self.said)
        said_years = found if certain or YEARS in self.questions else ()
        mapping = Mapping(
            ledger=self.ledger.name,
            header=tuple(each.text for each in self.headings),
            links=tuple(sorted(self.links.values(), key=lambda each: order[each.column])),
            constants=tuple(sorted(self.constants.values(), key=lambda each: order[each.column])),
            wide=self.wide,
            ignored=ignored,
            years=(self.header_year,) if self.header_year else said_years,
            title=title,
        )
        questions = sorted(
            self.questions.values(), key=lambda each: order.get(each.column, len(order))
        )
        reasons = tuple((i, self.reasons[i]) for i in ignored if i in self.reasons)
        return Proposal(mapping, tuple(questions), reasons)

