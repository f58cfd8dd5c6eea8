"""The example unions: invented, the same every time, true to themselves but for the planted faults.

What is checked is read from the committed files, as anyone would read them, and not from the
program that wrote them. Amounts are 分.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from openbooks import contract, example
from openbooks.errors import WrongUse
from openbooks.example_calendar import FESTIVALS, HOLIDAYS
from openbooks.example_fault import FAULTS

ROOT = Path(__file__).resolve().parent.parent
UNIONS = ("school", "federation")
JOURNAL = {
    "日期": "voucher_date",
    "凭证字号": "number",
    "摘要": "summary",
    "科目编码": "account_code",
    "科目名称": "account_name",
    "借方金额": "debit",
    "贷方金额": "credit",
    "往来单位": "payee",
    "活动编号": "activity_id",
    "附件张数": "attachments",
}
SIGNED = {"姓名": "recipient_name", "金额（元）": "amount", "发放形式": "payment_method"}
KINDS = {"困难帮扶": 4, "大病救助": 4, "意外救助": 4, "金秋助学": 4, "送温暖": 5, "高温慰问": 2}
BENEFIT_ACCOUNTS = {
    "school": {4: "50404", 5: "50405", 2: "50402", 1: "50105"},
    "federation": {4: "50204", 5: "50205", 2: "50202", 1: "50104"},
}

Row = dict[str, str]


def fen(text: str) -> int:
    """分 of an amount of the files; an empty side counts as nothing."""
    return int(text.replace(",", "").replace(".", "")) if text else 0


@cache
def lines(union: str, name: str) -> tuple[tuple[str, ...], ...]:
    """All records of a file; no cell holds a line break, so record n is line n."""
    path = example.FOLDER / union / name
    encoding = "gb18030" if (union, name) == ("school", "dues_2024.csv") else "utf-8"
    return tuple(map(tuple, csv.reader(io.StringIO(path.read_text(encoding), newline=""))))


def _plain(union: str, name: str, ledger: str) -> list[Row]:
    titles = {column.title: column.name for column in contract.ledger(ledger).columns}
    header, *body = lines(union, name)
    columns = [titles[title] for title in header]
    return [
        dict(zip(columns, cells, strict=True), line=str(line)) for line, cells in enumerate(body, 2)
    ]


def _months(union: str, name: str) -> list[Row]:
    found = []
    for line, cells in enumerate(lines(union, name), 1):
        if cells[0].isdecimal():
            for month in range(1, 13):
                if cells[3 + month]:
                    found.append(
                        {"member_id": cells[1], "month": f"2024-{month:02d}", "unit_id": "S00"}
                        | {"due": cells[3], "paid": cells[3 + month], "line": str(line)}
                        | {"paid_date": f"2024-{month:02d}-15" if fen(cells[3 + month]) else ""}
                    )
    return found


def _journal(union: str, name: str) -> list[Row]:
    body = list(enumerate(lines(union, name), 1))[3:]
    found: list[Row] = []
    for line, cells in body:
        row = {
            JOURNAL[title]: cell
            for title, cell in zip(lines(union, name)[2], cells, strict=True)
            if title in JOURNAL
        }
        if row["summary"] in ("本月合计", "本年累计"):
            continue
        if row["voucher_date"]:
            year, month, day = map(int, row["voucher_date"].split("/"))
            row["voucher_date"] = date(year, month, day).isoformat()
            row["number"] = row["number"].removeprefix("记-")
        else:
            row["voucher_date"], row["number"] = found[-1]["voucher_date"], found[-1]["number"]
        found.append(row | {"unit_id": "S00", "line": str(line)})
    return found


def _signed(union: str, name: str, constants: dict[str, str]) -> list[Row]:
    header, *body = lines(union, name)[2:]
    return [
        {SIGNED[t]: cell for t, cell in zip(header, cells, strict=True) if t in SIGNED}
        | constants
        | {"line": str(line)}
        for line, cells in enumerate(body, 4)
        if cells[0].isdecimal()
    ]


@cache
def table(union: str, ledger: str) -> tuple[Row, ...]:
    """All rows of a ledger: column → text, and the file and line they stand in."""
    found: list[Row] = []
    for handed in example.unions()[union].files:
        if handed.ledger != ledger:
            continue
        if (union, handed.name) == ("school", "dues_2024.csv"):
            rows = _months(union, handed.name)
        elif (union, handed.name) == ("school", "voucher_2024.csv"):
            rows = _journal(union, handed.name)
        elif handed.constants:
            rows = _signed(union, handed.name, handed.constants)
        else:
            rows = _plain(union, handed.name, ledger)
        found += [row | {"file": handed.name} for row in rows]
    return tuple(found)


@cache
def controls(union: str) -> dict:
    return json.loads((example.FOLDER / union / "controls.json").read_text(encoding="utf-8"))


@cache
def places(union: str, *faults: str) -> frozenset[tuple[str, str]]:
    """(file, line) of the planted faults of those names; of all when none is named."""
    return frozenset(
        (place["file"], str(line))
        for fault in controls(union)["faults"]
        if not faults or fault["name"] in faults
        for place in fault["places"]
        for line in place["lines"]
    )


def planted(union: str, row: Row, *faults: str) -> bool:
    return (row["file"], row["line"]) in places(union, *faults)


@cache
def vouchers(union: str) -> dict[tuple[str, str, int], tuple[Row, ...]]:
    """(unit, month, number) → lines."""
    found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in table(union, "voucher"):
        found[row["unit_id"], row["voucher_date"][:7], int(row["number"])].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def is_bank(row: Row) -> bool:
    return row["account_name"] == "银行存款"


# ---- the files themselves


@pytest.mark.parametrize("union", UNIONS)
def test_the_committed_files_are_what_the_program_writes(union: str, tmp_path: Path) -> None:
    first, second = example.write(tmp_path / "a", union), example.write(tmp_path / "b", union)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    committed = example.FOLDER / union
    assert {p.name for p in first} == {p.name for p in committed.iterdir()}
    assert [p.name for p in first if p.read_bytes() != (committed / p.name).read_bytes()] == []


def test_the_readme_is_what_the_program_writes() -> None:
    assert (example.FOLDER / "README.md").read_text(encoding="utf-8") == example.readme()


def test_another_hash_seed_gives_the_same_files(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from openbooks import example\n"
        "for union in example.UNIONS: example.write(Path(sys.argv[1]) / union, union)"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        target = str(tmp_path / seed)
        subprocess.run([sys.executable, "-c", code, target], cwd=ROOT, env=environment, check=True)
    for union in UNIONS:
        for path in (example.FOLDER / union).iterdir():
            digests = {
                hashlib.sha256((folder / union / path.name).read_bytes()).hexdigest()
                for folder in (tmp_path / "1", tmp_path / "2", example.FOLDER)
            }
            assert len(digests) == 1, path.name


def test_an_unknown_union_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="school、federation"):
        example.write(tmp_path, "province")


def test_both_unions_together_stay_below_six_megabytes() -> None:
    assert sum(path.stat().st_size for path in example.FOLDER.glob("*/*.csv")) <= 6_000_000


@pytest.mark.parametrize("union", UNIONS)
def test_files_come_in_the_order_of_loading_and_are_counted(union: str) -> None:
    found = example.unions()[union]
    order = [contract.ledger(handed.ledger).order for handed in found.files]
    ledgers = [handed.ledger for handed in found.files]
    assert ledgers.index("unit") < ledgers.index("member") < ledgers.index("activity")
    assert order[0] == min(order)
    for handed in controls(union)["files"]:
        rows = [row for row in table(union, handed["ledger"]) if row["file"] == handed["name"]]
        assert len(rows) == handed["rows"], handed["name"]


def test_three_files_wear_office_dress() -> None:
    dues = (example.FOLDER / "school" / "dues_2024.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        dues.decode("utf-8")
    rows = lines("school", "dues_2024.csv")
    assert rows[0][0] == "清溪小学工会 2024年会费收缴表"
    assert rows[2][4:16] == tuple(f"{month}月" for month in range(1, 13))
    assert rows[-2][0] == "合计" and rows[-1][0].startswith("制表人")
    months = [sum(fen(row[place]) for row in rows[3:-2]) for place in range(4, 17)]
    assert months == [fen(cell) for cell in rows[-2][4:]]

    journal = lines("school", "voucher_2024.csv")
    assert "年度：2024" in "".join(journal[1])
    totals = [row for row in journal if row[2] == "本月合计"]
    assert len(totals) == 12 and all(row[5] == row[6] for row in totals)
    sums = [sum(fen(row[side]) for row in totals) for side in (5, 6)]
    assert sums == [
        sum(fen(r[side]) for r in _journal("school", "voucher_2024.csv"))
        for side in ("debit", "credit")
    ]

    signed = lines("school", "assistance_2025_spring_festival.csv")
    assert "春节慰问" in signed[0][0] and "2025年1月15日" in signed[1][0]
    roster = Counter(row["name"] for row in table("school", "member"))
    assert all(roster[row[1]] == 1 for row in signed[3:-2])


# ---- invented


@pytest.mark.parametrize("union", UNIONS)
def test_nobody_and_no_account_can_be_real(union: str) -> None:
    for row in table(union, "member"):
        assert row["id_number"].startswith("0000") and len(row["id_number"]) == 18
        assert row["id_number"][6:14] == row["birth_date"].replace("-", "")
        assert row["phone"].startswith("100") and len(row["phone"]) == 11
    assert all(row["account_no"].startswith("000000") for row in table(union, "bank"))
    assert len({row["id_number"] for row in table(union, "member")}) == len(table(union, "member"))
    assert "虚构" in controls(union)["invented"]
    assert "虚构" in (example.FOLDER / "README.md").read_text(encoding="utf-8")


def test_names_try_what_names_do_to_software() -> None:
    names = {row["name"] for union in UNIONS for row in table(union, "member")}
    for kind in ("欧阳榆", "买买提·艾力", "禾", "王䶮", "陈𬭎舟", "上官若野"):
        assert kind in names


def test_the_unions_have_the_sizes_that_they_say() -> None:
    school = table("school", "member")
    assert sum(row["status"] == "在职" for row in school) == 80
    assert Counter(row["kind"] for row in table("school", "unit")) == {"基层工会": 1, "工会小组": 6}
    units = Counter(row["kind"] for row in table("federation", "unit"))
    assert units["总工会"] == 1 and units["基层工会"] == 40 and units["分会"] > 0
    month = Counter(row["month"] for row in table("federation", "dues"))
    assert len(month) == 36 and 1440 <= min(month.values()) <= max(month.values()) <= 1540


# ---- true to themselves but for the planted faults


@pytest.mark.parametrize("union", UNIONS)
def test_every_voucher_balances_but_the_planted_one(union: str) -> None:
    for rows in vouchers(union).values():
        difference = sum(fen(row["debit"]) - fen(row["credit"]) for row in rows)
        wrong = any(planted(union, row, "voucher_unbalanced") for row in rows)
        assert difference == (-10 if wrong else 0)


@pytest.mark.parametrize("union", UNIONS)
def test_numbers_follow_the_days_without_a_gap_but_the_planted_one(union: str) -> None:
    months: dict[tuple[str, str], list[int]] = defaultdict(list)
    for unit, month, number in vouchers(union):
        months[unit, month].append(number)
    gaps = set()
    for place, numbers in months.items():
        gaps |= {(*place, n) for n in set(range(1, max(numbers) + 1)) - set(numbers)}
        days = [vouchers(union)[*place, n][0]["voucher_date"] for n in sorted(numbers)]
        assert days == sorted(days)
    assert gaps == {("S00", "2025-11", 4) if union == "school" else ("F00", "2023-09", 6)}


@pytest.mark.parametrize("union", UNIONS)
def test_dues_are_the_income_of_the_month_in_which_they_were_paid(union: str) -> None:
    paid: Counter[tuple[str, str]] = Counter()
    for row in table(union, "dues"):
        paid[row["unit_id"], (row["paid_date"] or row["month"])[:7]] += fen(row["paid"])
    booked: Counter[tuple[str, str]] = Counter()
    wrong = set()
    for row in table(union, "voucher"):
        if row["account_code"] == "401" and not row["summary"].startswith("结转"):
            place = (row["unit_id"], row["voucher_date"][:7])
            booked[place] += fen(row["credit"])
            wrong |= {place} if planted(union, row, "dues_not_booked") else set()
    differs = {place: booked[place] - paid[place] for place in paid | booked}
    assert {place for place, difference in differs.items() if difference} == wrong
    assert [differs[place] for place in wrong] == [-10_00 if union == "school" else 90_00]


@pytest.mark.parametrize("union", UNIONS)
def test_balances_follow_from_the_vouchers_but_the_planted_ones(union: str) -> None:
    moved: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in table(union, "voucher"):
        account = row["account_code"] or row["account_name"]
        for period in (row["voucher_date"][:4], row["voucher_date"][:7]):
            sums = moved[row["unit_id"], period, account]
            sums[0] += fen(row["debit"])
            sums[1] += fen(row["credit"])
    closing: dict[tuple[str, str], int] = {}
    for row in table(union, "balance"):
        account = row["account_code"] or row["account_name"]
        opens = fen(row["opening_debit"]) - fen(row["opening_credit"])
        closes = fen(row["closing_debit"]) - fen(row["closing_credit"])
        before = closing.get((row["unit_id"], account), 0)
        closing[row["unit_id"], account] = closes
        if row["period"] == "2023" and union == "school":
            continue
        assert opens + fen(row["debit"]) - fen(row["credit"]) == closes
        sums = [fen(row["debit"]), fen(row["credit"])]
        same = sums == moved[row["unit_id"], row["period"], account]
        assert same != planted(union, row, "balance_differs")
        if row["period"] not in ("2023", "2024-01"):
            assert (opens == before) != planted(union, row, "opening_differs"), row


@pytest.mark.parametrize("union", UNIONS)
def test_the_bank_knows_what_the_books_know_but_the_planted_movements(union: str) -> None:
    booked: Counter[tuple[str, str, int]] = Counter()
    for rows in vouchers(union).values():
        amount = sum(fen(row["debit"]) - fen(row["credit"]) for row in rows if is_bank(row))
        if amount and not any(planted(union, row, "voucher_unbanked") for row in rows):
            booked[rows[0]["unit_id"], rows[0]["voucher_date"][:7], amount] += 1
    seen: Counter[tuple[str, str, int]] = Counter()
    balance: dict[str, int] = {}
    for row in table(union, "bank"):
        amount = fen(row["amount"]) * (1 if row["direction"] == "收入" else -1)
        if row["unit_id"] in balance:
            assert balance[row["unit_id"]] + amount == fen(row["balance"])
        balance[row["unit_id"]] = fen(row["balance"])
        assert fen(row["balance"]) >= 0
        if not planted(union, row, "bank_unbooked"):
            seen[row["unit_id"], row["booked_date"][:7], amount] += 1
    assert seen == booked
    serials = Counter((row["account_no"], row["serial"]) for row in table(union, "bank"))
    assert max(serials.values()) == 1


@pytest.mark.parametrize("union", UNIONS)
def test_every_reference_is_found_but_the_strangers(union: str) -> None:
    members = {row["member_id"] for row in table(union, "member")}
    units = {row["unit_id"] for row in table(union, "unit")}
    activities = {row["activity_id"] for row in table(union, "activity")}
    for ledger in contract.ledgers():
        for row in table(union, ledger):
            stranger = planted(union, row, "stranger_benefit", "stranger_dues")
            if row.get("member_id"):
                assert (row["member_id"] in members) != stranger
            for column in ("unit_id", "parent_id", "group_id"):
                assert row.get(column, "") in units | {""}
            assert row.get("activity_id", "") in activities | {""}


@pytest.mark.parametrize("union", UNIONS)
def test_every_account_is_in_the_chart_but_the_unknown_one(union: str) -> None:
    version = example.unions()[union].chart
    with (ROOT / "data" / "rules" / "account.csv").open(encoding="utf-8", newline="") as file:
        chart = {
            (r["code"], r["name"]) for r in csv.DictReader(file) if r["chart_version"] == version
        }
    named = {name for _, name in chart}
    for ledger in ("voucher", "balance", "budget"):
        for row in table(union, ledger):
            code, name = row["account_code"], row["account_name"]
            known = (code, name) in chart if code else name in named
            misnamed = planted(union, row, "name_against_code") and code == "50102"
            wrong = misnamed or name == "招待费"
            assert known != wrong, row


@pytest.mark.parametrize("union", UNIONS)
def test_benefits_are_what_the_vouchers_paid_but_the_planted_one(union: str) -> None:
    account = BENEFIT_ACCOUNTS[union]
    given: Counter[tuple[str, str, str]] = Counter()
    for row in table(union, "assistance"):
        place = (row["unit_id"], row["paid_date"][:7], account[KINDS.get(row["kind"], 1)])
        given[place] += fen(row["amount"])
        if row.get("voucher_ref"):
            number = int(row["voucher_ref"].removeprefix("记-"))
            voucher = vouchers(union)[row["unit_id"], row["paid_date"][:7], number]
            assert voucher[0]["voucher_date"] == row["paid_date"]
    spent: Counter[tuple[str, str, str]] = Counter()
    wrong = set()
    for row in table(union, "voucher"):
        if row["account_code"] in account.values() and not row["summary"].startswith("结转"):
            place = (row["unit_id"], row["voucher_date"][:7], row["account_code"])
            spent[place] += fen(row["debit"])
            wrong |= {place} if planted(union, row, "benefit_not_listed") else set()
    assert {place for place in given | spent if given[place] != spent[place]} == wrong


@pytest.mark.parametrize("union", UNIONS)
def test_activities_cost_what_their_vouchers_say_but_the_planted_one(union: str) -> None:
    spent: Counter[str] = Counter()
    for row in table(union, "voucher"):
        if row["activity_id"]:
            spent[row["activity_id"]] += fen(row["debit"])
    came: Counter[str] = Counter()
    for row in table(union, "participation"):
        came[row["activity_id"]] += row["attended"] == "是"
    for row in table(union, "activity"):
        same = fen(row["cost_amount"]) == spent[row["activity_id"]]
        assert same != planted(union, row, "activity_cost")
        assert int(row["headcount"]) <= int(row["eligible_count"])
        if came[row["activity_id"]]:
            assert int(row["headcount"]) == came[row["activity_id"]]


@pytest.mark.parametrize("union", UNIONS)
def test_no_budget_is_overspent_but_the_planted_one(union: str) -> None:
    spent: Counter[tuple[str, str, str]] = Counter()
    for row in table(union, "voucher"):
        if row["account_code"].startswith("5") and not row["summary"].startswith("结转"):
            named = "50103" if planted(union, row, "name_against_code") else row["account_code"]
            spent[row["unit_id"], row["voucher_date"][:4], named] += fen(row["debit"])
    planned = {}
    for row in table(union, "budget"):
        place = (row["unit_id"], row["year"], row["account_code"])
        planned[place] = fen(row["adjusted"] or row["approved"])
        if row["account_code"].startswith("5"):
            assert (spent[place] <= planned[place]) != planted(union, row, "over_budget")
    assert spent.keys() <= planned.keys()


@pytest.mark.parametrize("union", UNIONS)
def test_nothing_is_paid_on_a_rest_day_but_the_planted_payment(union: str) -> None:
    with (ROOT / "data" / "rules" / "calendar.csv").open(encoding="utf-8", newline="") as file:
        rest = {
            row["date"] for row in csv.DictReader(file) if row["day_kind"] in ("周末", "法定节假日")
        }
    for row in table(union, "voucher"):
        if not row["summary"].startswith("结转"):
            resting = row["voucher_date"] in rest
            assert resting == planted(union, row, "rest_day_payment"), row["voucher_date"]


def test_the_holidays_are_those_of_the_calendar() -> None:
    with (ROOT / "data" / "rules" / "calendar.csv").open(encoding="utf-8", newline="") as file:
        days = {date.fromisoformat(row["date"]): row for row in csv.DictReader(file)}
    for first, last in HOLIDAYS:
        assert days[first]["day_kind"] == days[last]["day_kind"] == "法定节假日"
    for (festival, _), day in FESTIVALS.items():
        assert days[day]["festival"][:2] in (festival[:2], "国庆", "中秋")


@pytest.mark.parametrize("union", UNIONS)
def test_dues_are_half_a_percent_but_the_planted_row(union: str) -> None:
    for row in table(union, "dues"):
        if "base" in row:
            right = fen(row["due"]) == fen(row["base"]) // 1000 * 5
            assert right != planted(union, row, "dues_not_half_percent")
    keys = Counter((row["member_id"], row["month"]) for row in table(union, "dues"))
    assert max(keys.values()) == 1


@pytest.mark.parametrize("union", UNIONS)
def test_benefits_keep_the_limits_of_anhui_but_the_planted_ones(union: str) -> None:
    rows = table(union, "assistance")
    known = {row["name"]: row["member_id"] for row in table(union, "member")}
    festival: Counter[tuple[str, str]] = Counter()
    birthdays: Counter[tuple[str, str]] = Counter()
    for row in rows:
        person = (row.get("member_id") or known[row["recipient_name"]], row["paid_date"][:4])
        festival[person] += fen(row["amount"]) if row["kind"] == "节日慰问" else 0
        birthdays[person] += row["kind"] == "生日"
        wrong = planted(union, row)
        if row["kind"] == "节日慰问":
            assert row["festival"] and (row["payment_method"] == "实物" or wrong)
        else:
            assert fen(row["amount"]) <= 2000_00 or wrong
    assert sum(total > 2200_00 for total in festival.values()) == (union == "school")
    assert sum(times > 1 for times in birthdays.values()) == (union == "school")


@pytest.mark.parametrize("union", UNIONS)
def test_winners_are_two_thirds_at_most_but_in_the_planted_contest(union: str) -> None:
    won: Counter[str] = Counter()
    wrong = set()
    for row in table(union, "result"):
        if row["subject_kind"] == "个人":
            won[row["activity_id"]] += bool(row["award"])
            wrong |= {row["activity_id"]} if planted(union, row, "too_many_winners") else set()
    came = {row["activity_id"]: int(row["headcount"]) for row in table(union, "activity")}
    assert won and {a for a in won if won[a] * 3 > came[a] * 2} == wrong


# ---- the list of faults, and the controls


@pytest.mark.parametrize("union", UNIONS)
def test_every_listed_fault_is_planted_and_few_rows_are_faulty(union: str) -> None:
    listed = {fault["name"]: fault for fault in controls(union)["faults"]}
    assert list(listed) == [fault.name for fault in FAULTS[union]]
    for fault in listed.values():
        assert fault["places"] and fault["what"] and fault["shows"]
        for place in fault["places"]:
            assert 1 < max(place["lines"]) <= len(lines(union, place["file"]))
    rows = sum(handed["rows"] for handed in controls(union)["files"])
    assert len(places(union)) <= 0.03 * rows


SHOWN = {
    ("school", "arrears_member"): (",0.00,0.00,0.00,",),
    ("school", "late_dues"): ("2025-06-",),
    ("school", "stranger_benefit"): ("S0190", "中秋节"),
    ("school", "second_birthday"): ("生日", "2025-10-"),
    ("school", "over_festival_limit"): ("国庆节", "1400.00"),
    ("school", "cash_festival"): ("端午节", "现金"),
    ("school", "unsigned_benefit"): ("中秋节", ",否,"),
    ("school", "wedding_over_limit"): ("结婚", "2500.00"),
    ("school", "same_disease"): ("住院", "胆囊结石"),
    ("school", "rest_day_payment"): ("2025-06-21",),
    ("school", "forbidden_word"): ("购物卡",),
    ("school", "unknown_account"): ("付来校交流人员用餐",),
    ("school", "no_attachments"): ("付教工气排球队球衣",),
    ("school", "maker_reviews"): ("顾茂禾,顾茂禾",),
    ("school", "red_correction"): ("更正",),
    ("school", "voucher_gap"): ("2025-11-", ",记,5,"),
    ("school", "bank_unbooked"): ("2025-07-15", "36.00"),
    ("federation", "arrears_unit"): (",F23,", ",0.00,"),
    ("federation", "stranger_dues"): ("F09999",),
    ("federation", "dues_not_booked"): ("F05,2024-08",),
    ("federation", "benefit_not_listed"): ("F14,2025-01",),
    ("federation", "shopping_card"): ("中秋节", "购物卡"),
    ("federation", "retired_benefit"): ("中秋节", "工会经费"),
    ("federation", "benefit_after_leaving"): ("春节", "2025-01"),
    ("federation", "hardship_over_limit"): ("困难帮扶", "3000.00"),
    ("federation", "student_twice"): ("金秋助学", "2024-09-12"),
    ("federation", "heat_in_october"): ("高温慰问", "2024-10-16"),
    ("federation", "duplicate_payment"): ("58210374", "3860.00"),
    ("federation", "split_payment"): ("椴岗音响设备店",),
    ("federation", "december_rush"): ("F30,2024-12",),
    ("federation", "forbidden_word"): ("宴请",),
    ("federation", "rest_day_payment"): ("F18,2023-11-19",),
    ("federation", "voucher_gap"): ("F00,2023-09", ",记,7,"),
    ("federation", "name_against_code"): ("F21,2024",),
    ("federation", "opening_differs"): ("F12,2025", "银行存款"),
    ("federation", "bank_unbooked"): ("2024-05-24", "3000.00"),
    ("federation", "voucher_unbanked"): ("付5月办公用品与邮电",),
}


@pytest.mark.parametrize(("union", "fault"), SHOWN)
def test_each_fault_stands_where_the_list_says(union: str, fault: str) -> None:
    for file, line in places(union, fault):
        record = ",".join(lines(union, file)[int(line) - 1])
        assert all(word in record for word in SHOWN[union, fault]), (file, line, record)


def test_people_who_should_get_nothing_are_gone_before_they_get_it() -> None:
    roster = {row["member_id"]: row for row in table("federation", "member")}
    for row in table("federation", "assistance"):
        person = roster[row["member_id"]]
        gone = bool(person["leave_date"]) and person["leave_date"] <= row["paid_date"]
        assert gone == planted("federation", row, "retired_benefit", "benefit_after_leaving")
        if planted("federation", row, "retired_benefit"):
            assert person["status"] == "退休"


@pytest.mark.parametrize("union", UNIONS)
def test_the_controls_are_what_the_files_say(union: str) -> None:
    for year, told in controls(union)["years"].items():
        sums: Counter[str] = Counter()
        for row in table(union, "voucher"):
            if not row["voucher_date"].startswith(year):
                continue
            debit, credit = fen(row["debit"]), fen(row["credit"])
            sums["debit"] += debit
            sums["credit"] += credit
            if row["account_name"] == "应付上级经费":
                sums["remitted"] += debit
                sums["owed_upwards"] += credit
            if not row["summary"].startswith("结转"):
                sums["income"] += (credit - debit) * row["account_code"].startswith("4")
                sums["expenditure"] += (debit - credit) * row["account_code"].startswith("5")
                sums["unknown_account"] += (debit - credit) * (row["account_name"] == "招待费")
        for name, amount in sums.items():
            assert fen(told[name]) == amount, (year, name)
        dues = [row for row in table(union, "dues") if row["month"].startswith(year)]
        assert told["dues"]["rows"] == len(dues)
        assert fen(told["dues"]["due"]) == sum(fen(row["due"]) for row in dues)
        assert fen(told["dues"]["paid"]) == sum(fen(row["paid"]) for row in dues)
        surplus = fen(told["closing_surplus"]) - fen(told["opening_surplus"])
        assert surplus == sums["income"] - sums["expenditure"] - sums["unknown_account"]
        for direction, name in (("收入", "in"), ("支出", "out")):
            assert fen(told["bank"][name]) == sum(
                fen(row["amount"])
                for row in table(union, "bank")
                if row["booked_date"].startswith(year) and row["direction"] == direction
            )
