"""Cells corrected by hand before a load: found by their reason, kept in the draft, loaded, undone.

The file is what an office sends: GB18030, titles, a header of two rows, 合计 rows, five bad cells.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openbooks import agenda, contract, covering, desk, rule
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.agenda import Outcome
from openbooks.books import Books
from openbooks.card import CONFIRM
from openbooks.desk import Desk
from openbooks.errors import WrongUse
from openbooks.intake import Answers, load_file
from openbooks.mend import Mend
from openbooks.original import around
from openbooks.person import mask_name
from openbooks.standing import mends_of
from openbooks.trouble import Reason, readers
from tests import office_files as office
from tests.door import rows
from tests.office_mends import PEOPLE, dues_in_two_rows
from tests.test_cli import run

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO, WHY = "陈静", "与签字的原表核对"


def handed_in(books: Books, *files: tuple[str, bytes]) -> Desk:
    """A desk with these files, all that was proposed agreed to, no list drafted."""
    at = desk.hand_in(desk.open_desk(books), files)
    plan = agenda.plan(books, at)
    for each in plan.cards:
        assert not each.asked, [asked.title for asked in each.asked]
        if each.state == CONFIRM:
            at = desk.confirm(at, each.id)
    for each in plan.offers:
        at = desk.set_aside(at, each.id)
    return at


def tried(books: Books, at: Desk) -> Outcome:
    """What loading the one table would give."""
    (outcome,) = agenda.try_all(books, at, WHO, AT).outcomes
    assert not outcome.failure, outcome.failure
    assert outcome.receipt.balanced
    return outcome


def reason(outcome: Outcome, code: str) -> Reason:
    """What is wrong for that reason."""
    return next(each for each in outcome.trouble.reasons if each.code == code)


def mend(line: int, place: int, new: str) -> Mend:
    """A cell of that line."""
    return Mend(line, "", place, "", new, WHY, WHO)


def test_what_is_wrong_is_found_by_reason_with_its_cell_and_its_text(books: Books) -> None:
    at = handed_in(books, dues_in_two_rows())
    outcome = tried(books, at)
    assert (outcome.receipt.refused, outcome.receipt.accepted) == (5, 7)
    header = outcome.trouble.header
    found = {
        each.code: [(spot.line, header[spot.place], spot.text) for spot in each.open]
        for each in outcome.trouble.reasons if each.severity == "row"
    }
    assert found == {
        "amount_over_two_places": [(6, "会费实缴", "29.995"), (8, "会费实缴", "30.005")],
        "not_a_number": [(10, "会费实缴", "三十块")],
        "number_format_unclear": [(12, "会费实缴", "约30元")],
        "one_of_required": [(14, "姓名", "")],
    }
    assert [each.open for each in outcome.trouble.reasons if each.code == "no_roster"] == [()]


def mended_all(books: Books, at: Desk) -> Desk:
    """The desk with all five cells mended: by rules, and by hand where no rule knows."""
    outcome = tried(books, at)
    card = agenda.plan(books, at).cards[0]
    known = readers(card.table, card.mapping)
    for code, title in (("amount_over_two_places", "四舍五入到分"),
                        ("number_format_unclear", "去掉文字，只留数字")):
        spots = reason(outcome, code).open
        column, reads = known[spots[0].place]
        chosen = next(
            each for each in rule.rules(code, column, contract.ledger("dues"), reads)
            if each.title == title
        )
        found = rule.applied(chosen, (), [each.text for each in spots], reads)
        at = desk.mend(at, card.id, [mend(spots[n].line, spots[n].place, new) for n, new in found.changes])
    return desk.mend(at, card.id, [mend(10, 3, "30"), mend(14, 1, PEOPLE[8])])


def test_mended_cells_are_in_the_receipt_before_and_after_and_in_the_books(books: Books) -> None:
    at = mended_all(books, handed_in(books, dues_in_two_rows()))
    outcome = tried(books, at)
    assert (outcome.receipt.refused, outcome.receipt.accepted, outcome.receipt.mended) == (0, 12, 5)
    seen = agenda.try_all(books, at, WHO, AT)
    at, (loaded,) = agenda.commit_all(books, at, seen, WHO, AT)
    assert (loaded.receipt.mended, loaded.receipt.sums) == (5, outcome.receipt.sums)
    assert rows(books, "select count(*), sum(paid_fen)::bigint from dues") == [(12, 36_001)]
    kept = mends_of(books, books.state().batch(loaded.receipt.batch))
    assert [(each.line, each.place, each.old, each.new) for each in kept] == [
        (6, 3, "29.995", "30.00"), (8, 3, "30.005", "30.01"), (10, 3, "三十块", "30"),
        (12, 3, "约30元", "30"), (14, 1, "", PEOPLE[8]),
    ]
    assert {(each.why, each.who) for each in kept} == {(WHY, WHO)}


def test_a_mend_is_in_the_draft_at_once_and_taken_back_as_if_it_never_was(books: Books) -> None:
    at = handed_in(books, dues_in_two_rows())
    before = tried(books, at)
    table = agenda.plan(books, at).cards[0].id
    at = desk.mend(at, table, [mend(10, 3, "30"), mend(6, 3, "30")])
    at = desk.mend(at, table, [mend(10, 3, "31")])  # a cell is corrected again
    again = desk.open_desk(books, at.id)
    assert again == at
    assert [(each.line, each.new) for each in again.answer(table).mends] == [(10, "31"), (6, "30")]
    assert tried(books, again).receipt.refused == 3
    at = desk.unmend(again, table, [each.cell for each in again.answer(table).mends])
    assert desk.open_desk(books, at.id).answer(table).mends == ()
    assert tried(books, at) == before


def test_lists_drafted_from_a_table_hold_what_is_meant_and_not_what_was_mended(books: Books) -> None:
    at = desk.hand_in(desk.open_desk(books), [("2024年3月会费.csv", (
        "会员编号,姓名,部门,应缴会费,实缴会费\n1001,张三,教务处,20,20\n1O02,李四,教务祖,20,20\n"
    ).encode())])
    offers = agenda.plan(books, at).offers
    assert "1O02" in str(offers) and "教务祖" in str(offers)
    (card,) = agenda.plan(books, at).cards
    at = desk.mend(at, card.id, [mend(3, 0, "1002"), mend(3, 2, "教务处")])
    rows = {each.ledger: each.rows for each in agenda.plan(books, at).offers}
    assert [row[1] for row in rows["unit"]] == ["教务处"]
    assert [(row[0], row[2]) for row in rows["member"]] == [("1001", "教务处"), ("1002", "教务处")]


def test_a_mend_that_cannot_be_read_is_refused_for_what_it_says_now(books: Books) -> None:
    at = handed_in(books, dues_in_two_rows())
    at = desk.mend(at, agenda.plan(books, at).cards[0].id, [mend(10, 3, "30.1.2")])
    outcome = tried(books, at)
    assert outcome.receipt.refused == 5
    assert (10, "30.1.2") in [
        (spot.line, spot.text) for each in outcome.trouble.reasons for spot in each.open
    ]
    assert outcome.trouble.rows[10, ""].written[3] == "三十块"


def test_a_draft_of_an_earlier_program_still_opens(books: Books) -> None:
    at = handed_in(books, dues_in_two_rows())
    path = at.folder / desk.STATE
    raw = json.loads(path.read_bytes())
    for said in raw["answers"].values():
        del said["mends"]
    path.write_text(json.dumps(raw), "utf-8")
    assert desk.open_desk(books, at.id) == at


def test_mends_go_with_the_ledger_they_were_made_for_and_with_their_file(books: Books) -> None:
    at = handed_in(books, dues_in_two_rows())
    table = agenda.plan(books, at).cards[0].id
    at = desk.mend(at, table, [mend(10, 3, "30")])
    assert desk.choose_ledger(at, table, "assistance").answer(table).mends == ()
    assert desk.take_back(at, at.handed[0]).answers == {}


@pytest.mark.parametrize(("why", "who"), [("", WHO), ("  ", WHO), (WHY, "")])
def test_a_mend_without_a_reason_or_a_name_is_not_taken(books: Books, why: str, who: str) -> None:
    at = handed_in(books, dues_in_two_rows())
    with pytest.raises(WrongUse, match="原因和经办人"):
        desk.mend(at, "1.0", [Mend(10, "", 3, "", "30", why, who)])


def test_of_a_value_that_is_listed_once_every_line_is_found(books: Books) -> None:
    text = "序号,姓名,性别,入会日期\n" + "".join(
        f"{at + 1},{name},{'男女士'[at % 3]},2020-01-0{at + 1}\n" for at, name in enumerate(PEOPLE[:9])
    )
    outcome = tried(books, handed_in(books, ("会员名册.csv", text.encode())))
    found = reason(outcome, "not_in_list")
    assert [(each.line, each.text) for each in found.open] == [(4, "士"), (7, "士"), (10, "士")]
    assert "第7行" in found.open[1].message


def test_in_a_list_of_two_panels_the_cell_is_found_in_its_panel(books: Books) -> None:
    head = ["序号", "姓名", "物品", "金额"]
    body = [
        [at + 1, PEOPLE[at], "米油", 200, at + 4, PEOPLE[at + 3], "米油", "二百块" if at == 1 else 200]
        for at in range(3)
    ]
    titles = [["2024年春节慰问品签收表"], ["发放日期：2024年2月6日"]]
    at = handed_in(books, ("春节慰问品.xlsx", office.workbook({"Sheet1": [*titles, head * 2, *body]})))
    (spot,) = reason(tried(books, at), "not_a_number").open
    assert (spot.line, spot.part, spot.text) == (5, "E列", "二百块")
    at = desk.mend(at, agenda.plan(books, at).cards[0].id,
                   [Mend(spot.line, spot.part, spot.place, spot.text, "200", WHY, WHO)])
    assert tried(books, at).receipt.refused == 0


def test_the_original_and_the_record_show_both_texts_and_a_masked_reader_no_more_than_the_column(
    books: Books,
) -> None:
    at = mended_all(books, handed_in(books, dues_in_two_rows()))
    _, (loaded,) = agenda.commit_all(books, at, agenda.try_all(books, at, WHO, AT), WHO, AT)
    number = loaded.receipt.batch
    masked = mask_name(PEOPLE[8]), mask_name(WHO)
    for reader, (name, who) in ((LOCAL_STAFF, (PEOPLE[8], WHO)), (LOCAL_PAGES, masked)):
        view = books.view(reader)
        line = next(each for each in around(view, number, 12, 2).lines if each.number == 14)
        ((place, old, new, why, by),) = (
            (each.place, each.old, each.new, each.why, each.who) for each in line.mends
        )
        assert (place, old, new, why, by) == (1, "", name, WHY, who)
        told = {(each.line, each.old, each.new) for each in covering.mends(view, view.state.batch(number))}
        assert (6, "29.995", "30.00") in told
        assert (14, "", name) in told
        assert (10, "三十块" if reader is LOCAL_STAFF else covering.CLOSED, "30") in told


LISTS = {
    "更正.json": json.dumps([
        {"line": 10, "column": "会费实缴", "new": "30", "why": WHY},
        {"line": 14, "column": "姓名", "new": PEOPLE[8], "why": WHY},
    ]),
    "更正.csv": f"行,列,改为,原因\n10,会费实缴,30,{WHY}\n14,姓名,{PEOPLE[8]},{WHY}\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_the_command_line_takes_a_list_of_mends(
    books: Books, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, content = dues_in_two_rows()
    (tmp_path / file).write_bytes(content)
    (tmp_path / name).write_text(LISTS[name], "utf-8")
    home = ("--books", books.home)
    code, said = run(capsys, "load", tmp_path / file, "--yes", "--mends", tmp_path / name, *home)
    assert code == 1  # three are still refused
    (receipt,) = said["receipts"]
    assert (receipt["accepted"], receipt["refused"], receipt["mended"]) == (9, 3, 2)
    out = tmp_path / "拒收.xlsx"
    code, told = run(capsys, "refused", str(receipt["batch"]), "--out", out, *home)
    assert (code, told["rows"], out.exists()) == (0, 3, True)


@pytest.mark.parametrize(("name", "text", "why"), [
    ("更正.json", "{", "不是更正清单"), ("更正.csv", "a,b\n1,2\n", "不是更正清单"),
    ("更正.csv", "行,列,改为,原因\n10,实发,30,核对\n", "没有列“实发”"),
    ("更正.csv", "行,列,改为,原因\n10,会费实缴,30,\n", "没有写原因"),
    ("更正.csv", "行,列,改为,原因\n99,会费实缴,30,核对\n", "第99行没有可以更正的这一格"),
    ("更正.csv", "行,列,改为,原因\n10,会费实缴\n", "不是更正清单"),
    ("更正.csv", "行,列,改为,原因\n１e3,会费实缴,30,核对\n", "不是更正清单"),
    *(("更正.json", json.dumps([{"line": 10, "column": "会费实缴", "new": "30", "why": WHY, **more}]),
       "不是更正清单") for more in (
        {"new": None}, {"new": 30}, {"line": 10.0}, {"line": True}, {"line": -1}, {"line": float("inf")},
        {"column": None}, {"why": ["x"]}, {"part": 3}, {"new": "\udcff"},
    )),
    ("更正.json", "[" * 100_000, "不是更正清单"),
    ("更正.json", "[[]]", "不是更正清单"),
])
def test_a_list_of_mends_that_cannot_be_used_is_refused_in_a_sentence(
    books: Books, tmp_path: Path, name: str, text: str, why: str
) -> None:
    file, content = dues_in_two_rows()
    (tmp_path / file).write_bytes(content)
    (tmp_path / name).write_text(text, "utf-8")
    answers = Answers(accept=True, mends=tmp_path / name)
    with pytest.raises(WrongUse, match=why):
        load_file(books, tmp_path / file, answers, WHO, AT)
