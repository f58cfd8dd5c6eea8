"""What work papers are about, in the parts that both the workbook and the report draw on: made once, so that
the two cannot differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openbooks import covering
from openbooks.auditing import Findings
from openbooks.books import View
from openbooks.lead import Line
from openbooks.paperresult import Facts
from openbooks.period import Period
from openbooks.query import Result
from openbooks.sample import Sample
from openbooks.worklist import Item

INVENTED = "虚构示例：不是真实的账"


@dataclass(frozen=True)
class Matter:
    """One set of papers. `whose` is the unit, "" for all of the union; `who` made them ("": not said);
    `compared` are the comparisons as their reader sees them, `facts` what is asked again (`paperresult`)."""

    view: View
    span: Period
    unit: str
    who: str
    at: str
    found: Findings
    every: tuple[Item, ...]
    compared: tuple[Result, ...]
    facts: Facts
    samples: tuple[Sample, ...]
    unequal: Mapping[str, tuple[int, int]]

    @property
    def whose(self) -> str:
        """The unit, or the union where it is of all units."""
        return self.unit or self.view.state.settings.union

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The list of the period: what has no day, and cases of which nothing is found any more, are of
        every period."""
        return tuple(each for each in self.every
                     if each.suspicion is None or self.holds(each.suspicion.occurred_on))

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is None or self.span.start <= f"{day:%Y-%m}" < self.span.end

    def place(self, line: Line) -> str:
        """Where a line lies in its file: 凭证.xlsx:17."""
        return f"{self.file(line.batch)}:{line.line}"

    def file(self, batch: int) -> str:
        """What the file of a load is called, as the reader may see it."""
        return self._files[batch]

    @cached_property
    def _files(self) -> Mapping[int, str]:
        return {each.number: covering.file_of(self.view, each) for each in self.view.state.batches}
