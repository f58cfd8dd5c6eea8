"""The story of an example union as the files that its office hands in, in the order of loading."""

from __future__ import annotations

from collections.abc import Iterable

from openbooks.example_activity import activity_rows, participation_rows, result_rows, team_rows
from openbooks.example_benefit import benefit_rows
from openbooks.example_budget import budget_rows
from openbooks.example_dues import dues_row
from openbooks.example_federation import federation_story
from openbooks.example_person import Person, base_fen, chair_of, id_number
from openbooks.example_school import school_story
from openbooks.example_sheet import Row, Sheet, journal_sheet, months_sheet, plain, signed_sheet
from openbooks.example_statement import balance_rows, bank_rows, totals_rows
from openbooks.example_story import Story
from openbooks.example_unit import Unit, books_of
from openbooks.example_voucher import Voucher, closing_voucher, numbered, voucher_rows
from openbooks.money import yuan

UNIT = """
    unit_id name kind parent_id province area founded_date headcount has_union chair
    leader_id term_start term_years review_committee review_chair union_account_no
    closed_through status
""".split()
MEMBER = """
    member_id name unit_id status is_member join_date leave_date sex birth_date id_number
    employ_type hired_date monthly_base in_payroll_base group_id duty phone
""".split()
DUES = """
    member_id month unit_id base due paid paid_date
""".split()
VOUCHER = """
    unit_id voucher_date word number line_no summary account_code account_name debit
    credit payee payment_method activity_id invoice_no attachments maker reviewer
    approval_ref
""".split()
BALANCE = """
    unit_id period account_code account_name opening_debit opening_credit debit credit
    closing_debit closing_credit
""".split()
TOTALS = [*BALANCE[:6], "closing_debit", "closing_credit", "amount"]
BANK = """
    unit_id account_no booked_date direction amount balance counterparty summary serial
""".split()
BUDGET = """
    unit_id year account_code account_name approved adjusted prior_actual approved_date
    approval_ref filed_date
""".split()
ASSISTANCE = """
    assist_id member_id recipient_name unit_id paid_date kind festival reason disease
    amount payment_method fund_source hardship_id event_ref beneficiary approval_ref
    signed voucher_ref
""".split()
ACTIVITY = """
    activity_id title kind campaign unit_id start_date end_date place status
    eligible_count headcount hours budget_amount cost_amount satisfaction
""".split()
PARTICIPATION = """
    activity_id member_id name role attended signed pair_no
""".split()
RESULT = """
    entry_id activity_id subject_kind member_id name unit_id dimension score stage award
    award_level award_date prize_amount
""".split()


def _unit_row(unit: Unit, people: list[Person]) -> Row:
    row = {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "kind": unit.kind,
        "parent_id": unit.parent_id,
        "province": unit.province,
        "area": unit.area,
        "founded_date": unit.founded.isoformat() if unit.founded else "",
        "status": "正常",
        "has_union": "是",
    }
    mine = [p for p in people if unit.unit_id in (p.unit_id, p.group_id) and p.status == "在职"]
    row["headcount"] = str(len(mine))
    if not unit.keeps_books:
        return {**row, "leader_id": mine[0].member_id}
    review_chair = chair_of(people, unit.unit_id, "经审委员")
    return {
        **row,
        "chair": chair_of(people, unit.unit_id),
        "term_start": "2023-03-15",
        "term_years": "5",
        "review_committee": "是",
        "review_chair": review_chair,
        "union_account_no": unit.account_no,
        "closed_through": "2025-12",
    }


def _member_row(person: Person, place: int) -> Row:
    return {
        "member_id": person.member_id,
        "name": person.name,
        "unit_id": person.unit_id,
        "status": person.status,
        "is_member": "是",
        "join_date": person.joined.isoformat(),
        "leave_date": person.left.isoformat() if person.left else "",
        "sex": person.sex,
        "birth_date": person.birth.isoformat(),
        "id_number": id_number(person, place),
        "employ_type": person.employ_type,
        "hired_date": person.hired.isoformat(),
        "monthly_base": yuan(base_fen(person, 2025)),
        "in_payroll_base": "否" if person.status == "退休" else "是",
        "group_id": person.group_id,
        "duty": person.duty,
        "phone": f"1000{place:07d}",
    }


def _year(rows: Iterable[Row], column: str, year: int) -> list[Row]:
    """The rows whose date, month or period in `column` lies in a year."""
    return [row for row in rows if row[column].startswith(str(year))]


def _of_year(rows: Iterable[Row], year: int) -> list[Row]:
    """The rows of activities of a year, which their numbers tell."""
    return [row for row in rows if row["activity_id"][1:3] == str(year)[2:]]


def _closed(story: Story) -> list[Voucher]:
    """All vouchers of the story, closed at the end of each year, and numbered."""
    closings = [
        closing_voucher(story.chart, unit.unit_id, year, story.vouchers)
        for unit in books_of(story.units)
        for year in story.years
        if any(v.unit_id == unit.unit_id and v.day.year == year for v in story.vouchers)
    ]
    return numbered([*story.vouchers, *closings], story.gaps)


def sheets_of(union: str) -> tuple[Story, list[Voucher], list[Row], list[Sheet]]:
    """The story of a union, its vouchers, its bank rows, and its files in loading order."""
    story = school_story() if union == "school" else federation_story()
    vouchers = _closed(story)
    bank = list(bank_rows(story, vouchers))
    make = _school_files if union == "school" else _plain_files
    return story, vouchers, bank, make(story, vouchers, bank)


def _tables(story: Story, vouchers: list[Voucher], bank: list[Row]) -> dict[str, list[Row]]:
    references = {each.key: f"记-{each.number}" for each in vouchers if each.key}
    units = [unit.unit_id for unit in books_of(story.units)[1:]]
    teams = [row for each in story.team_activities for row in team_rows(each, units, 6)]
    return {
        "unit": [_unit_row(unit, story.people) for unit in story.units],
        "member": [_member_row(person, place) for place, person in enumerate(story.people, 1)],
        "activity": list(activity_rows(story.activities)),
        "dues": [dues_row(each) for each in story.dues],
        "budget": list(budget_rows(story, vouchers)),
        "voucher": list(voucher_rows(vouchers)),
        "balance": list(balance_rows(story, vouchers, story.union == "school")),
        "bank": bank,
        "assistance": list(benefit_rows(story.benefits, story.units[0].unit_id[0], references)),
        "participation": list(participation_rows(story.activities)),
        "result": [*result_rows(story.activities), *teams],
    }


def _plain_files(story: Story, vouchers: list[Voucher], bank: list[Row]) -> list[Sheet]:
    """Everything under house titles; what is many is split by year."""
    table = _tables(story, vouchers, bank)
    files = [
        plain("unit.csv", "unit", UNIT, table["unit"]),
        plain("member.csv", "member", MEMBER, table["member"]),
        plain("activity.csv", "activity", ACTIVITY, table["activity"]),
    ]
    dated = (
        ("budget", BUDGET, "year"),
        ("voucher", VOUCHER, "voucher_date"),
        ("balance", BALANCE, "period"),
        ("bank", BANK, "booked_date"),
        ("dues", DUES, "month"),
        ("assistance", ASSISTANCE, "paid_date"),
    )
    for ledger, columns, column in dated:
        files += [
            plain(f"{ledger}_{year}.csv", ledger, columns, _year(table[ledger], column, year))
            for year in story.years
        ]
    came = PARTICIPATION if story.union == "school" else [*PARTICIPATION[:2], *PARTICIPATION[3:6]]
    for ledger, columns in (("participation", came), ("result", RESULT)):
        files += [
            plain(f"{ledger}_{year}.csv", ledger, columns, _of_year(table[ledger], year))
            for year in story.years
        ]
    return files


def _school_files(story: Story, vouchers: list[Voucher], bank: list[Row]) -> list[Sheet]:
    """The school's files: the plain ones, three of them as its office writes them, and 2023."""
    table = _tables(story, vouchers, bank)
    union = story.units[0]
    names = {person.member_id: person.name for person in story.people}
    gifts = _year(table["assistance"], "paid_date", 2025)
    spring = [row for row in gifts if row["festival"] == "春节"]
    others = [row for row in table["assistance"] if row not in spring]
    dressed = {
        "dues_2024.csv": months_sheet(
            "dues_2024.csv", union.name, 2024, _year(table["dues"], "month", 2024), names
        ),
        "voucher_2024.csv": journal_sheet(
            "voucher_2024.csv", union.name, 2024, _year(table["voucher"], "voucher_date", 2024)
        ),
        "assistance_2025.csv": plain(
            "assistance_2025.csv", "assistance", ASSISTANCE, _year(others, "paid_date", 2025)
        ),
    }
    files = [dressed.get(each.name, each) for each in _plain_files(story, vouchers, bank)]
    totals = plain("balance_2023.csv", "balance", TOTALS, totals_rows(story))
    signed = signed_sheet(
        "assistance_2025_spring_festival.csv", union.name, "2025年春节慰问品签收表", spring
    )
    at = [each.name for each in files]
    files.insert(at.index("assistance_2025.csv") + 1, signed)
    files.insert(at.index("balance_2024.csv"), totals)
    return files
