"""Every shipped mapping has its source's header, needs no question that it could answer, and says the
same as recognition does.

`shipped_mappings.txt` holds what the sources write; sources whose files were written by others are
tried with those files in test_shape.py.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from openbooks import contract, mapping, shape
from openbooks.mapping import Mapping
from openbooks.table import Table
from tests.test_offices import table_of

SAMPLES = (Path(__file__).parent / "shipped_mappings.txt").read_text(encoding="utf-8")
UNION = shape.Context(units=(("Q1", "清溪小学工会"),), today=date(2024, 6, 1))
# Tried with real files; their headers are those.
REAL = {
    "bank-abc", "bank-account-detail", "bank-alipay", "bank-boc", "bank-jd", "bank-spdb",
    "bank-wechat", "voucher-procurement-card",
}


@dataclass(frozen=True)
class Sample:
    """What a source writes; `open` are the questions that only the user can answer."""

    stem: str
    title: str
    open: frozenset[str]
    table: Table

    @property
    def shipped(self) -> Mapping:
        """The mapping that is shipped for it."""
        path = mapping.SHIPPED / f"{self.stem}.json"
        return mapping.from_json(path.read_text(encoding="utf-8"))


def _samples() -> list[Sample]:
    found = []
    for block in SAMPLES.strip().split("\n\n")[1:]:
        first, *lines = block.split("\n")
        stem, title, asked = (part.strip() for part in first.split("|"))
        header, *rows = csv.reader(io.StringIO("\n".join(lines)))
        found.append(Sample(stem, title, frozenset(asked.split()), table_of(header, rows, [title])))
    return found


ALL = _samples()
_EACH = pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.stem)


def test_every_shipped_mapping_has_a_sample_or_a_real_file() -> None:
    shipped = {path.stem for path in mapping.SHIPPED.glob("*.json")}
    assert shipped == {sample.stem for sample in ALL} | REAL
    for source in ("u8", "kingdee-kis", "kingdee-k3", "gbt24589", "alipay", "wechat", "icbc", "ccb", "abc",
                   "boc", "bocom", "cmb", "psbc", "rural", "wide", "signed"):
        assert any(source in stem for stem in shipped), source


@_EACH
def test_a_file_with_the_header_is_known_and_asks_only_what_it_cannot_say(sample: Sample) -> None:
    saved = sample.shipped
    assert saved.title == sample.title
    assert mapping.fingerprint(saved.header) == mapping.fingerprint(sample.table.header)
    proposal = shape.propose(sample.table, saved.ledger, "导出.csv", UNION, saved)
    assert {each.column for each in proposal.questions} <= sample.open
    kept = {link.column: link.cells for link in saved.links}
    assert kept.items() <= {link.column: link.cells for link in proposal.mapping.links}.items()
    needed = {column.name for column in contract.ledger(saved.ledger).columns if column.required}
    sources = {each.column for each in (*proposal.mapping.links, *proposal.mapping.constants)}
    assert needed <= sources | proposal.mapping.in_wide | sample.open


@_EACH
def test_recognition_reads_the_header_alike(sample: Sample) -> None:
    saved = sample.shipped
    first = shape.recognise(sample.table, "导出.csv")[0]
    assert (first.ledger, first.sure) == (saved.ledger, True)
    proposal = shape.propose(sample.table, saved.ledger, "导出.csv", UNION)
    asked = {each.column for each in proposal.questions}
    told = {link.column: (link.how, link.cells) for link in proposal.mapping.links}
    for link in saved.links:
        if link.how != "as" and link.column not in asked:
            assert told.get(link.column) == (link.how, link.cells), link.column
    assert all(each.proposed for each in proposal.questions if each.column not in sample.open)


@_EACH
def test_a_shipped_mapping_leaves_the_unit_to_the_books(sample: Sample) -> None:
    saved = sample.shipped
    assert saved.link("unit_id") is None
    places = [
        at for at, text in enumerate(saved.header)
        if text in {"部门", "工会小组", "单位", "科室"}
    ]
    assert not set(places) & set(saved.ignored)
