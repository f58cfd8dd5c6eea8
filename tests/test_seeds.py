"""The seeds of the reference ledgers agree with their contracts and with themselves."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest

from openbooks import contract, shape, sheet
from openbooks.pairing import RULES
from openbooks.taking import Facts, reader_of

SEEDS = ("account", "parameter", "calendar", "target")


def rows(name: str) -> list[dict[str, str]]:
    with (RULES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def header(name: str) -> list[str]:
    with (RULES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


@pytest.mark.parametrize("name", SEEDS)
def test_the_header_is_the_contract(name: str) -> None:
    assert header(name) == [column.name for column in contract.ledger(name).columns]


@pytest.mark.parametrize("name", SEEDS)
def test_every_cell_can_be_read_and_lists_hold_only_their_values(name: str) -> None:
    ledger = contract.ledger(name)
    for number, row in enumerate(rows(name), 2):
        for column in ledger.columns:
            reading = reader_of(column, Facts())(row[column.name])
            assert not reading.code, (name, number, column.name, row[column.name])
            assert reading.value is not None or not column.required, (name, number, column.name)
            if column.allowed and reading.value is not None:
                assert reading.value in column.allowed


@pytest.mark.parametrize("name", SEEDS)
def test_no_two_rows_have_the_same_key(name: str) -> None:
    keys = [tuple(row[part] for part in contract.ledger(name).key) for row in rows(name)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["account", "parameter", "calendar"])
def test_a_seed_goes_through_the_normal_door_without_a_question(name: str) -> None:
    source = sheet.read(RULES / f"{name}.csv")
    (table,) = source.tables
    first = shape.recognise(table, source.name)[0]
    assert first.ledger == name and first.sure
    proposal = shape.propose(table, name, source.name, shape.Context())
    assert proposal.questions == ()
    assert [link.column for link in proposal.mapping.links] == header(name)
    assert all(link.certain and link.how == "cell" for link in proposal.mapping.links)
    sheet.release(source)


def test_the_target_seed_is_a_header_alone() -> None:
    assert rows("target") == []


def test_every_account_has_its_parent_in_its_chart_and_begins_with_its_code() -> None:
    codes = {(row["chart_version"], row["code"]) for row in rows("account")}
    assert {version for version, _ in codes} == {"2010", "2022", "simple"}
    for row in rows("account"):
        if row["parent"]:
            assert (row["chart_version"], row["parent"]) in codes
            assert row["code"].startswith(row["parent"])


def test_the_calendar_has_every_day_of_five_years_once() -> None:
    days = [date.fromisoformat(row["date"]) for row in rows("calendar")]
    assert days[0] == date(2022, 1, 1) and days[-1] == date(2026, 12, 31)
    assert all(after - before == timedelta(1) for before, after in pairwise(days))


def test_working_days_and_weekends_lie_where_they_must() -> None:
    for row in rows("calendar"):
        weekend = date.fromisoformat(row["date"]).weekday() >= 5
        if row["day_kind"] in ("周末", "调休上班"):
            assert weekend, row
        if row["day_kind"] == "工作日":
            assert not weekend, row
        assert bool(row["festival"]) == (row["day_kind"] == "法定节假日")


@pytest.mark.parametrize("year,days_off,worked", [
    # sums of the notices: 共3天 + 7 + 3 + 5 + 3 + 3 + 7 and so on; 2022 also has 2022-12-31
    (2022, 32, 7), (2023, 26, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6),
])
def test_a_year_has_as_many_days_off_and_worked_weekends_as_its_notice(
    year: int, days_off: int, worked: int
) -> None:
    kinds = [row["day_kind"] for row in rows("calendar") if row["date"].startswith(str(year))]
    assert kinds.count("法定节假日") == days_off
    assert kinds.count("调休上班") == worked


@pytest.mark.parametrize("day,kind,festival", [
    ("2022-01-31", "法定节假日", "春节"), ("2022-01-29", "调休上班", ""),
    ("2022-12-31", "法定节假日", "元旦"), ("2023-09-29", "法定节假日", "中秋节"),
    ("2023-10-06", "法定节假日", "国庆节"), ("2023-10-07", "调休上班", ""),
    ("2024-02-09", "工作日", ""), ("2024-02-10", "法定节假日", "春节"),
    ("2024-06-08", "周末", ""), ("2024-06-10", "法定节假日", "端午节"),
    ("2025-01-28", "法定节假日", "春节"), ("2025-10-06", "法定节假日", "中秋节"),
    ("2025-10-08", "法定节假日", "国庆节"), ("2026-01-04", "调休上班", ""),
    ("2026-02-23", "法定节假日", "春节"), ("2026-09-20", "调休上班", ""),
])
def test_days_are_what_the_notices_say(day: str, kind: str, festival: str) -> None:
    (row,) = [row for row in rows("calendar") if row["date"] == day]
    assert (row["day_kind"], row["festival"]) == (kind, festival)


def test_parameters_of_one_place_do_not_overlap_in_time() -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("parameter"):
        span = (row["valid_from"] or "0000", row["valid_to"] or "9999")
        for start, end in spans.setdefault((row["limit_id"], row["province"]), []):
            assert span[0] > end or span[1] < start, row
        spans[row["limit_id"], row["province"]].append(span)


def test_what_parameters_tell_readers_is_chinese() -> None:
    for row in rows("parameter"):
        for name in ("regulation", "article_or_page", "note"):
            text = row[name].replace("Nigrini", "").replace("KTV", "").replace("R-", "")
            assert not any("a" <= sign <= "z" for sign in text.replace("p.", "")), row
