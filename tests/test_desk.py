"""The clerk's first hour without a browser: files handed in, questions answered, books that agree.

The files are made in `office_files`. Figures are read with SQL as the staff see them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import agenda, desk, grouping, offer, roster, telling
from openbooks.books import Books
from openbooks.card import ASIDE, ASK, CHOOSE, CONFIRM, HELD, LOADED, READY
from openbooks.desk import Desk, Edit
from openbooks.errors import WrongUse
from openbooks.handed import looked
from openbooks.intake import Answers, load_file
from openbooks.undoing import undo
from tests import office_files as office
from tests.door import rows

AT = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
WHO = "陈静"
ROOT = Path(__file__).resolve().parent.parent
MOST = 12  # decisions: issue 2, done when


def put_in(books: Books, *files: tuple[str, bytes]) -> Desk:
    """A new desk with these files, chosen together."""
    return desk.hand_in(desk.open_desk(books), files)


def card_of(books: Books, at: Desk, name: str):
    """The card whose file or sheet has this in its name."""
    return next(each for each in agenda.plan(books, at).cards if name in each.where)


def answer(books: Books, at: Desk, given: dict[str, str]) -> Desk:
    """Answer as a clerk does: give what is asked (by column), agree to what is proposed."""
    for each in agenda.plan(books, at).cards:
        for asked in each.asked:
            at = desk.decide(at, each.id, asked.column, given[asked.column])
    for each in agenda.plan(books, at).cards:
        if each.state == CONFIRM:
            at = desk.confirm(at, each.id)
    for each in agenda.plan(books, at).offers:
        for asked in each.asked:
            at = desk.decide(at, each.id, asked.column, given[asked.column])
        at = desk.confirm(at, each.id)
    return at


def answer_quickly(books: Books, at: Desk, given: dict[str, str]) -> Desk:
    """The same, agreeing at once to everything that asks for nothing else."""
    for each in agenda.plan(books, at).cards:
        for asked in each.asked:
            at = desk.decide(at, each.id, asked.column, given[asked.column])
        if each.asked:
            at = desk.confirm(at, each.id)
    for each in agenda.plan(books, at).offers:
        for asked in each.asked:
            at = desk.decide(at, each.id, asked.column, given[asked.column])
        if each.asked:
            at = desk.confirm(at, each.id)
    left = agenda.plan(books, at).agreeable
    return desk.confirm_all(at, left) if left else at


def drafted_roster(books: Books, at: Desk) -> offer.Offer:
    """The list of members that is offered."""
    found, = (each for each in agenda.plan(books, at).offers if each.ledger == "member")
    return found


def load(books: Books, at: Desk) -> tuple[Desk, tuple[agenda.Outcome, ...]]:
    """Look at the receipts, then load."""
    tried = agenda.try_all(books, at, WHO, AT)
    return agenda.commit_all(books, at, tried, WHO, AT)


ASKED = {"paid_date": "2024-02-06", "start_date": "2024-03-15"}


@pytest.mark.parametrize("journal", [office.journal_csv, office.journal_xlsx])
@pytest.mark.parametrize("dated", [False, True])
def test_four_files_into_empty_books_in_twelve_decisions_with_the_figures_of_the_files(
    books: Books, journal: Callable[[], tuple[str, bytes]], dated: bool
) -> None:
    at = put_in(books, journal(), office.dues(), office.gifts(dated=dated), office.contest())
    at = answer(books, at, ASKED)
    assert agenda.plan(books, at).ready
    at, outcomes = load(books, at)
    assert all(each.receipt and each.receipt.balanced for each in outcomes)
    assert all(each.receipt.refused == 0 for each in outcomes if each.receipt)
    assert len(at.decisions) <= MOST, at.decisions
    assert rows(books, "select sum(debit_fen)::bigint, sum(credit_fen)::bigint, count(*), "
                "min(unit_id), max(unit_id), min(year), max(month) from voucher") == [
        (office.VOUCHER_DEBIT, office.VOUCHER_DEBIT, 6, "1", "1", 2024, 3)
    ]
    assert rows(books, "select month, parent_id, kind, count(distinct u.name), "
                "sum(due_fen)::bigint, sum(paid_fen)::bigint, count(distinct member_id) "
                "from dues join unit u using (unit_id) group by all") == [
        ("2024-03", "1", "工会小组", 3, office.DUES_DUE, office.DUES_PAID, 20)
    ]
    assert rows(books, "select paid_date, kind, festival, unit_id, sum(amount_fen)::bigint, "
                "count(distinct member_id) from assistance group by all") == [
        (date(2024, 2, 6), "节日慰问", "春节", "1", office.GIFT, 20)
    ]
    assert rows(books, "select a.title, a.kind, a.start_date, a.unit_id, count(distinct p.member_id)"
                " from activity a join participation p on p.activity_id = a.activity_id "
                "group by all") == [
        ("清溪小学2024年教师技能竞赛", "竞赛", date(2024, 3, 15), "1", 12)
    ]
    assert rows(books, "select count(*), min(join_date), bool_and(is_member), min(status) "
                "from member") == [(20, date(2024, 3, 1), True, "在职")]


def test_four_files_that_say_little_need_twelve_decisions_too(books: Books) -> None:
    at = put_in(books, office.journal_of_months_and_days(), office.bare_dues(),
                office.bare_gifts(), office.contest(title=""))
    given = {"due": "30", "paid_date": "2024-02-06", "amount": "200",
             "activity_id": "粉笔字竞赛", "start_date": "2024-03-15"}
    at = answer_quickly(books, at, given)
    assert agenda.plan(books, at).ready
    at, outcomes = load(books, at)
    assert not any(each.receipt.refused for each in outcomes if each.receipt)
    assert len(at.decisions) <= MOST, at.decisions
    assert rows(books, "select month, sum(due_fen)::bigint, sum(paid_fen)::bigint from dues "
                "group by 1") == [("2024-03", 18_000, 15_000)]
    assert rows(books, "select sum(amount_fen)::bigint, count(signed) from assistance") == [
        (120_000, 0)
    ]
    assert rows(books, "select title, kind from activity") == [("粉笔字竞赛", "竞赛")]


def test_the_receipts_shown_before_are_those_that_come_after(books: Books) -> None:
    at = put_in(books, office.contest(), office.gifts(), office.dues(), office.journal_csv())
    at = answer(books, at, ASKED)
    before = sorted(path.name for path in books.home.rglob("*"))
    version = books.version()
    tried = agenda.try_all(books, at, WHO, AT)
    left = sorted(path.name for path in books.home.rglob("*"))
    assert [name for name in left if not name.startswith(("unit@", "member@", "activity@"))] == before
    assert books.version() == version
    assert {each.receipt.batch for each in tried.outcomes if each.receipt} == {0}
    at, outcomes = agenda.commit_all(books, at, tried, WHO, AT)

    def without_batch(found: Sequence[agenda.Outcome]) -> list[tuple]:
        return [
            (each.id, r.records, r.accepted, r.duplicates, r.refused, r.dropped, r.sums, r.problems)
            for each in found if (r := each.receipt)
        ]

    assert without_batch(outcomes) == without_batch(tried.outcomes)
    assert [each.ledger for each in outcomes] == [
        "unit", "member", "activity", "voucher", "dues", "assistance", "participation"
    ]
    assert len({each.receipt.batch for each in outcomes if each.receipt}) == 7


def test_a_draft_survives_the_loss_of_the_session(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts())
    at = desk.decide(at, "2.0", "paid_date", "2024-02-06")
    again = desk.open_desk(Books(books.home), at.id)
    assert again == at
    assert [each.id for each in desk.left_open(books)] == [at.id]
    assert [each.state for each in agenda.plan(books, again).cards] == [CONFIRM, CONFIRM]
    desk.clear(again)
    assert desk.left_open(books) == ()
    with pytest.raises(WrongUse, match="草稿已经不在"):
        desk.open_desk(books, at.id)
    with pytest.raises(WrongUse, match="草稿已经不在"):
        desk.open_desk(books, "../../etc")


def test_a_damaged_draft_is_a_sentence(books: Books) -> None:
    at = put_in(books, office.dues())
    good = json.loads((at.folder / desk.STATE).read_text("utf-8"))
    handed = good["handed"][0]
    for spoilt in (
        '{"format": 1, "handed": 3}', "[" * 100_000, "[]",
        *(json.dumps({**good, "handed": [{**handed, **more}]}) for more in (
            {"sha256": "../../../../etc/passwd"}, {"id": "x"}, {"id": 1}, {"name": None}, {"size": "1"},
            {"size": float("nan")}, {"more": 1}, {"name": "\udcff"},
        )),
        *(json.dumps({**good, "answers": {"1.0": said}}) for said in (
            {"values": {}, "edits": {}, "batch": "1"}, {"values": {"a": 1}, "edits": {}}, {"values": []},
            {"values": {}, "edits": {"due": {"cell": 0.5, "value": ""}}}, {"edits": {}, "values": {}, "x": 1},
            {"values": {}, "edits": {}, "mends": [{"line": 1}]}, {"values": {}, "edits": {}, "kept": [1]},
        )),
    ):
        (at.folder / desk.STATE).write_text(spoilt, encoding="utf-8")
        with pytest.raises(WrongUse, match="读不出来"):
            desk.open_desk(books, at.id)
        assert desk.left_open(books) == ()


def test_more_bytes_than_a_desk_takes_are_refused_in_a_sentence_and_nothing_is_kept(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST_BYTES", 2 * desk.MEGABYTE)
    at = put_in(books, ("一.csv", b"1" * desk.MEGABYTE))
    before = sorted(at.folder.rglob("*"))
    with pytest.raises(WrongUse, match="一次最多交 2 MB，这些文件共 3 MB"):
        desk.hand_in(at, [("二.csv", b"2" * desk.MEGABYTE), ("三.csv", b"3" * desk.MEGABYTE)])
    assert sorted(at.folder.rglob("*")) == before
    assert [each.name for each in desk.hand_in(at, [("二.csv", b"22")]).handed] == ["一.csv", "二.csv"]


def test_desks_without_end_are_refused_until_some_are_loaded_or_thrown_away(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST_WAITING", 2 * desk.MEGABYTE)
    first = put_in(books, ("一.csv", b"1" * desk.MEGABYTE))
    put_in(books, ("二.csv", b"2" * desk.MEGABYTE))
    with pytest.raises(WrongUse, match="已占 2 MB"):
        put_in(books, ("三.csv", b"3"))
    assert len(desk.left_open(books)) == 2
    desk.clear(first)
    put_in(books, ("三.csv", b"3"))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process as POSIX has them")
def test_files_that_the_disk_does_not_take_are_a_sentence_and_leave_nothing(books: Books) -> None:
    text = f"""
import resource
from pathlib import Path
from openbooks import desk
from openbooks.books import Books
from openbooks.errors import NotWritten
at = desk.hand_in(desk.open_desk(Books(Path({str(books.home)!r}))), [("小.csv", b"1")])
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
for of in (at, desk.open_desk(Books(Path({str(books.home)!r})))):
    try:
        desk.hand_in(of, [("中.csv", b"2" * 4000), ("大.csv", b"3" * 9000)])
    except NotWritten as error:
        print(error)
"""
    said = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, check=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    ).stdout.splitlines()
    assert len(said) == 2 and all("磁盘已满" in each for each in said)
    (left,) = desk.left_open(books)
    assert [each.name for each in left.handed] == ["小.csv"]
    assert len(list(left.folder.parent.rglob("*"))) == 4  # its folder, desk.json, files, one file


def test_names_are_cut_to_base_names_and_the_same_file_is_one(books: Books) -> None:
    _, content = office.dues()
    at = put_in(books, ("..\\..\\机密/会费.xlsx", content), ("会费.xlsx", content))
    assert [each.name for each in at.handed] == ["会费.xlsx"]
    assert at.path(at.handed[0]).is_relative_to(books.home)
    at = desk.take_back(at, at.handed[0])
    assert at.handed == () and not any((at.folder / desk.FILES).iterdir())


@pytest.mark.parametrize("bad", [b"", b"\x00\x01\x02\x00", b"name\n", b"PK\x03\x04broken"])
def test_a_refused_file_says_one_sentence_and_does_not_stop_the_others(
    books: Books, bad: bytes
) -> None:
    at = put_in(books, ("坏.xlsx", bad), office.dues())
    first, second = looked(at)
    assert first.source is None and first.refused.endswith("。")
    assert second.source is not None
    at = answer(books, at, {})
    at, outcomes = load(books, at)
    assert [each.ledger for each in outcomes] == ["unit", "member", "dues"]


def test_without_a_year_anywhere_the_month_is_asked_not_guessed(books: Books) -> None:
    at = put_in(books, office.dues(title="工会会费收缴表"))
    card = card_of(books, at, "会费")
    assert card.state == ASK
    assert {each.column for each in card.asked} == {"month"}
    assert card.mapping is not None and card.mapping.constant("month") is None
    assert agenda.plan(books, at).offers == ()  # no roster from a sheet whose month is unknown
    with pytest.raises(WrongUse, match="要确认"):
        agenda.commit_all(books, at, agenda.Tried((), books.version()), WHO, AT)
    at = desk.decide(at, card.id, "month", "2024年3月")
    assert card_of(books, at, "会费").mapping.constant("month").value == "2024年3月"
    at = answer(books, at, {})
    at, _ = load(books, at)
    assert rows(books, "select distinct month from dues") == [("2024-03",)]


def test_an_answer_that_cannot_be_is_asked_again_with_the_reason(books: Books) -> None:
    at = put_in(books, office.gifts())
    at = desk.decide(at, "1.0", "paid_date", "2024-02-30")
    card = card_of(books, at, "春节")
    assert card.state == ASK and "2024-02-30" in card.fault
    at = desk.decide(at, "1.0", "paid_date", "2024-02-06")
    assert card_of(books, at, "春节").state == CONFIRM


def test_where_title_and_sheet_name_two_months_none_is_taken_without_asking(books: Books) -> None:
    at = put_in(books, office.dues(sheet="4月", title="清溪小学工会2024年3月会费收缴表"))
    card = card_of(books, at, "会费")
    assert "month" in {each.column for each in card.asked}


def test_a_workbook_with_two_months_is_two_tables_and_one_roster(books: Books) -> None:
    march, april = office.dues()[1], office.dues(sheet="4月", people=(*office.NAMES, "新来的"))[1]
    at = put_in(books, ("三月.xlsx", march), ("四月.xlsx", april))
    groups, drafted = agenda.plan(books, at).offers
    assert (len(groups.rows), len(drafted.rows)) == (3, 21)
    assert "可按三月.xlsx · 3月等 2 份会费表草拟一份：21人" in drafted.about  # no sheet of it holds 21
    assert drafted.file == "草拟会员名册（据三月等2份表）.csv"
    assert [row[5] for row in drafted.rows if row[1] == "新来的"] == ["2024-04-01"]
    at = answer(books, at, {})
    at, _ = load(books, at)
    assert rows(books, "select month, count(distinct member_id) from dues group by all "
                "order by 1") == [("2024-03", 20), ("2024-04", 21)]


def test_a_name_twice_in_the_dues_sheet_is_asked_one_person_or_two(books: Books) -> None:
    # four persons in three departments: the first and the last are of one
    at = put_in(books, office.dues(people=("张伟", "李娜", "王五", "张伟")))
    offered = drafted_roster(books, at)
    asked, = offered.asked
    assert "张伟" in asked.title and "第3、6行" in asked.why
    assert offered.waiting
    one = desk.decide(at, offered.id, asked.column, roster.ONE)
    assert [row[1] for row in drafted_roster(books, one).rows] == ["张伟", "李娜", "王五"]
    two = desk.decide(at, offered.id, asked.column, roster.SEVERAL)
    drafted = drafted_roster(books, two).rows
    assert [row[1] for row in drafted] == ["张伟", "张伟", "李娜", "王五"]
    assert [row[0] for row in drafted] == ["M0001", "M0002", "M0003", "M0004"]
    two = answer(books, two, {})
    two, outcomes = load(books, two)
    receipt = outcomes[-1].receipt
    assert receipt.ledger == "dues" and (receipt.accepted, receipt.refused) == (2, 2)
    assert {each.code for each in receipt.problems} == {"person_ambiguous"}


def test_a_name_that_the_roster_of_the_books_holds_twice_is_refused_not_guessed(
    books: Books, tmp_path: Path
) -> None:
    path = tmp_path / "会员名册.csv"
    lines = ["会员编号,姓名,所属单位,在职状态,是否会员,入会日期"]
    lines += [f"{n},{name},1,在职,是,2020-01-01" for n, name in
              enumerate(("张伟", "张伟", *office.NAMES[3:]), 100)]
    path.write_text("\n".join(lines), encoding="utf-8")
    load_file(books, path, Answers(ledger="member"), WHO, AT)
    at = put_in(books, office.dues(people=office.NAMES[2:]))
    assert [each.ledger for each in agenda.plan(books, at).offers] == ["unit"]  # they have a roster
    at = answer(books, at, {})
    at, outcomes = load(books, at)
    receipt = outcomes[-1].receipt
    assert (receipt.accepted, receipt.refused) == (17, 1)
    group = grouping.grouped(receipt.problems)[0]
    assert (group.title, group.count) == ("人员无法唯一匹配", 1)
    assert "张伟" in group.messages[0]


def test_a_file_that_is_in_the_books_already_is_named_by_its_batch(books: Books) -> None:
    first_desk, first = load(books, answer(books, put_in(books, office.dues()), {}))
    again = put_in(books, ("改了名字.xlsx", office.dues()[1]))
    card, = agenda.plan(books, again).cards
    assert card.state == HELD
    assert card.held_by == first[-1].receipt.batch
    assert not agenda.plan(books, again).ready
    assert not any((first_desk.folder / desk.FILES).glob("*"))  # no copy is left behind
    once_more = desk.confirm(again, card.id)  # she insists
    once_more, outcomes = load(books, once_more)
    assert outcomes[0].receipt.already and outcomes[0].receipt.batch == card.held_by
    assert rows(books, "select count(*) from dues") == [(20,)]
    undo(books, card.held_by, "试一试", WHO, AT)
    again = put_in(books, ("改了名字.xlsx", office.dues()[1]))
    assert agenda.plan(books, again).cards[0].state != HELD


def test_a_corrected_file_takes_the_place_of_the_wrong_one(books: Books) -> None:
    load(books, answer(books, put_in(books, office.dues()), {}))
    wrong = books.version()
    at = answer(books, put_in(books, office.dues(name="会费改.xlsx", half=())), {})
    tried = agenda.try_all(books, at, WHO, AT)
    outcome, = tried.outcomes
    assert (outcome.receipt.refused, outcome.rivals) == (1, (wrong,))
    at = desk.supersede(at, outcome.id, wrong)
    at, outcomes = load(books, at)
    assert outcomes[0].receipt.refused == 0
    assert rows(books, "select count(*), sum(paid_fen)::bigint from dues") == [
        (20, office.DUES_DUE)
    ]


def test_next_months_file_of_the_same_shape_needs_fewer_answers(books: Books) -> None:
    name, content = office.workbook_of_odd_headers("2024年3月")
    at = put_in(books, (name, content))
    card, = agenda.plan(books, at).cards
    at = desk.choose_ledger(at, card.id, "dues")
    at = desk.change_link(at, card.id, "paid", Edit(cell=2))
    at = desk.change_link(at, card.id, "due", Edit(cell=2))
    at = answer(books, at, {})
    at, outcomes = load(books, at)
    assert outcomes[-1].receipt.accepted == 2
    later = put_in(books, office.workbook_of_odd_headers("2024年4月"))
    card, = agenda.plan(books, later).cards
    assert (card.ledger, card.state) == ("dues", CONFIRM)
    assert card.mapping.link("paid").headers == ("一共",)


def test_a_table_that_is_like_nothing_asks_for_its_ledger(books: Books) -> None:
    at = put_in(books, ("杂.csv", "姓名,颜色\n张三,红\n李四,蓝\n".encode()))
    card, = agenda.plan(books, at).cards
    assert card.state == CHOOSE and card.mapping is None
    at = desk.choose_ledger(at, card.id, "participation")
    card, = agenda.plan(books, at).cards
    assert card.ledger == "participation" and card.state == ASK


def test_a_column_can_be_mapped_by_hand_to_a_header_a_value_or_nothing(books: Books) -> None:
    at = put_in(books, office.dues())
    at = desk.change_link(at, "1.0", "month", Edit(value="2024-05"))
    at = desk.change_link(at, "1.0", "paid", Edit(cell=3))
    card, = agenda.plan(books, at).cards
    assert card.mapping.constant("month").value == "2024-05"
    assert card.mapping.link("paid").headers == ("应缴",)
    at = desk.change_link(at, "1.0", "unit_id", Edit())
    card, = agenda.plan(books, at).cards
    assert card.mapping.constant("unit_id") is None
    at = answer(books, at, {})
    at, _ = load(books, at)
    assert rows(books, "select month, sum(paid_fen)::bigint from dues group by 1") == [
        ("2024-05", office.DUES_DUE)
    ]


def test_a_failure_in_one_table_leaves_the_ones_before_whole_and_says_which(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts(dated=True))
    at = answer(books, at, {})
    tried = agenda.try_all(books, at, WHO, AT)
    at.path(at.handed[1]).write_bytes(b"changed behind our back")
    at, outcomes = agenda.commit_all(books, at, tried, WHO, AT)
    assert [(each.ledger, bool(each.receipt)) for each in outcomes] == [
        ("unit", True), ("member", True), ("dues", True), ("assistance", False)
    ]
    said, = agenda.sentences(outcomes)
    assert "春节慰问签收表" in said and "变化" in said
    assert rows(books, "select count(*) from dues") == [(20,)]
    assert rows(books, "select count(*) from assistance") == [(0,)]
    states = {each.ledger: each.state for each in agenda.plan(books, at).cards}
    assert states == {"dues": LOADED, "assistance": READY}


def test_books_that_moved_since_the_receipts_were_shown_are_looked_at_again(books: Books) -> None:
    at = answer(books, put_in(books, office.dues()), {})
    tried = agenda.try_all(books, at, WHO, AT)
    other = answer(books, put_in(books, office.journal_csv()), {})
    load(books, other)
    with pytest.raises(WrongUse, match="再看一遍回执"):
        agenda.commit_all(books, at, tried, WHO, AT)


def test_units_and_members_handed_in_last_are_loaded_first(books: Books) -> None:
    people = office.NAMES[:3]
    units = "单位编号,单位名称,组织类型\nB1,语文组,工会小组\nB2,数学组,工会小组\nB3,行政,部门\n".encode()
    members = "会员编号,姓名,所属单位,在职状态,是否会员,入会日期\n" + "".join(
        f"{n},{name},语文组,在职,是,2020-01-01\n" for n, name in enumerate(people, 100)
    )
    at = put_in(books, office.dues(people=people), ("会员名册.csv", members.encode()),
                ("单位名录.csv", units))
    at = answer(books, at, {})
    assert agenda.plan(books, at).offers == ()
    at, outcomes = load(books, at)
    assert [each.ledger for each in outcomes] == ["unit", "member", "dues"]
    assert not any(each.receipt.refused for each in outcomes)
    assert rows(books, "select distinct unit_id from member") == [("B1",)]


def test_what_is_set_aside_is_not_loaded_and_does_not_hold_up_the_rest(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts())
    at = desk.set_aside(at, "2.0")
    assert card_of(books, at, "春节").state == ASIDE
    for offered in agenda.plan(books, at).offers:
        at = desk.set_aside(at, offered.id)
    at = answer_cards_only(books, at)
    at, outcomes = load(books, at)
    assert [each.ledger for each in outcomes] == ["dues"]
    assert rows(books, "select count(*), count(member_id) from dues") == [(20, 0)]


def answer_cards_only(books: Books, at: Desk) -> Desk:
    """Agree to the tables, not to what is drafted."""
    for each in agenda.plan(books, at).cards:
        if each.state == CONFIRM:
            at = desk.confirm(at, each.id)
    return at


def test_a_drafted_list_is_a_file_that_anybody_can_read(books: Books) -> None:
    at = put_in(books, office.dues(people=("=cmd", "欧阳修远")))
    offered = drafted_roster(books, at)
    text = offer.content(offered).decode("utf-8-sig").splitlines()
    assert offered.file.startswith("草拟会员名册")
    assert text[0] == "会员编号,姓名,所属单位,在职状态,是否会员,入会日期"
    assert text[2] == "M0002,欧阳修远,数学组,在职,是,2024-03-01"
    groups = agenda.plan(books, at).offers[0]
    assert groups.file.startswith("草拟工会小组")
    assert offer.content(groups).decode("utf-8-sig").splitlines() == [
        "单位编号,单位名称,组织类型,上级单位编号", "1-01,语文组,工会小组,1", "1-02,数学组,工会小组,1",
    ]


def test_the_line_to_agree_to_says_month_unit_festival_and_kind(books: Books) -> None:
    at = put_in(books, office.dues(), office.gifts(dated=True))
    plan = agenda.plan(books, at)
    units = dict(plan.units)
    first, second = plan.cards
    assert telling.sentence(first, units) == "2024年3月 · 会费缴纳"
    said = telling.sentence(second, units)
    for word in ("2024年2月6日", "清溪小学工会", "春节", "节日慰问", "实物"):
        assert word in said
    assert all(each.why for each in telling.facts(second, units))
    header, sample = telling.as_written(first)
    assert header[:3] == ("序号", "姓名", "部门") and sample[0][1] == "王建国"
    titles, read = telling.as_understood(first, units)
    assert titles == ("姓名", "所属单位", "应缴会费", "实缴会费")
    assert read[1] == ("李秀英", "数学组", "30.00", "15.00")


def test_a_list_in_two_panels_is_one_list_read_panel_by_panel(books: Books) -> None:
    at = put_in(books, office.two_panels())
    at = answer(books, at, {"paid_date": "2024-02-06", "amount": "200"})
    _, outcomes = load(books, at)
    assert outcomes[0].receipt.accepted == 6
    assert [name for (name,) in rows(
        books, "select recipient_name from assistance order by row_no"
    )] == list(office.NAMES[:6])


def test_tables_of_one_sheet_are_told_apart_by_their_headers_line(books: Books) -> None:
    header = ["姓名", "会费"]
    rows_of = [["1月会费"], header, ["王建国", 30], [], ["2月会费"], header, ["李秀英", 30]]
    at = put_in(books, ("2024年会费.xlsx", office.workbook({"名单": rows_of})))
    plan = agenda.plan(books, at)
    assert [each.where for each in plan.cards] == [
        "2024年会费.xlsx · 名单 第2行起的表", "2024年会费.xlsx · 名单 第6行起的表",
    ]
    assert [each.mapping.constant("month").value for each in plan.cards if each.mapping] == [
        "2024-01", "2024-02",
    ]


def test_panels_beside_a_common_column_are_not_half_read_in_silence(books: Books) -> None:
    at = put_in(books, office.panels_of_departments())
    card, = agenda.plan(books, at).cards
    asked = next(each for each in card.asked if "并排" in each.title)
    assert "3 人" in asked.why
    at = answer(books, at, {"paid_date": "2024-02-06", "amount": "200", asked.column: "只装左边"})
    assert not agenda.plan(books, at).ready  # only the offered answer will do
    at = desk.decide(at, card.id, asked.column, asked.options[0])
    at = answer(books, at, {})
    _, outcomes = load(books, at)
    assert outcomes[-1].receipt.accepted == 3


def test_months_of_a_wide_sheet_and_years_that_only_a_title_gives_are_shown(books: Books) -> None:
    at = put_in(books, office.wide_dues(), office.journal_of_months_and_days())
    wide, journal = agenda.plan(books, at).cards
    assert ("2024年1月 至 2024年12月" in telling.sentence(wide, {})) is True
    facts = {each.column: each.value for each in telling.facts(journal, {})}
    assert facts["years"] == "2024年"
    at = desk.decide(at, journal.id, "years", "2023")
    at = answer(books, at, {})
    load(books, at)
    assert rows(books, "select distinct year, month from voucher") == [(2023, 3)]
    assert rows(books, "select min(month), max(month), count(*), sum(paid_fen)::bigint "
                "from dues") == [("2024-01", "2024-03", 9, 27_000)]
    assert rows(books, "select count(*), min(join_date) from member") == [(3, date(2024, 1, 1))]


@given(st.lists(st.tuples(
    st.sampled_from(["", "A1", "A2", "M0001"]), st.sampled_from(["张伟", "李娜", "王芳"]),
    st.sampled_from(["1", "2"]), st.sampled_from(["2024-03", "2024-04"]),
), max_size=12))
def test_every_payer_is_on_the_drafted_roster_once_and_numbers_are_unique(
    payments: list[tuple[str, str, str, str]]
) -> None:
    typed = [
        {"line": at, "table": "1.0", "member_id": number or None, "name": name, "unit_id": unit,
         "month": month}
        for at, (number, name, unit, month) in enumerate(payments, 3)
    ]
    found, twice = roster.persons(typed)
    drafted = list(roster.listed(found, twice, set()))
    numbers = [row[0] for row in drafted]
    assert len(set(numbers)) == len(numbers)
    assert {number for number, *_ in payments if number} <= set(numbers)
    named = {(row[1], row[2]) for row in drafted}
    assert {(name, unit) for number, name, unit, _ in payments if not number} <= named
    for name, lines in twice.items():
        assert len({typed[line - 3]["name"] for line in lines} | {name}) == 1
