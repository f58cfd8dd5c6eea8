# ruff: noqa: E501
"""Nobody's private life on any masked road: invented people stand in every place there is, and every
page, query, original, receipt and file is searched for them.

The people have names that nothing else has. Two of them no ledger knows: they are written only where
nobody asks for a name. Numbers stand with blanks, dashes and full-width digits too.
"""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import error_util
from streamlit.testing.v1 import AppTest

from openbooks import covering, desk, export, query, store, ui
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF, ROLES, Reader
from openbooks.books import Books, open_books
from openbooks.cli import main
from openbooks.contract import ledgers
from openbooks.founding import found_own
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from openbooks.original import around
from openbooks.query import catalogue
from openbooks.undoing import undo
from tests.door import AT, written
from tests.test_desk import answer_quickly, load
from tests.test_pages import BATCHES, PAGES, ROWS, UPLOAD, opened

PEOPLE = ("欧阳雪松", "买买提·艾力", "龘靐", "Quillfeather")
UNKNOWN = ("郑青穗", "慕容阿芒")
NUMBERS = ("110101199003077635", "6222021001116245702", "13987654321", "quill@example.cn")
WRITTEN = {
    "欧阳雪松": ("欧阳 雪松", "欧阳雪松"), "买买提·艾力": ("买买提•艾力", "买买提艾力"),
    "110101199003077635": ("110101 19900307 7635", "１１０１０１１９９００３０７７６３５"),
    "6222021001116245702": ("6222 0210 0111 6245 702",),
    "13987654321": ("139-8765-4321", "１３９８７６５４３２１", "139 8765 4321"),
}
PRIVATE = (*PEOPLE, *UNKNOWN, *NUMBERS, *(each for ways in WRITTEN.values() for each in ways))
FILES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("unit", "单位.csv", """
        unit_id,name,kind,chair,union_account_no
        U1,临溪小学工会,基层工会,欧阳雪松,110000000001
        U2,龘靐工作室分会,分会,Quillfeather,
    """, {}),
    ("member", "欧阳雪松名册13987654321.csv", """
        会员名册　制表人：郑青穗　电话：139-8765-4321
        member_id,name,unit_id,join_date,sex,birth_date,id_number,phone,bank_account,duty,家庭住址
        M01,欧阳雪松,U1,2020-01-01,女,1990-03-07,110101199003077635,13987654321,6222021001116245702,欧阳雪松组,慕容阿芒隔壁
        M02,买买提·艾力,U1,2020-01-01,男,1988-05-01,,,,欧阳雪松的搭档,
        M03,龘靐,U2,2020-01-01,女,1991-01-01,,,,,
        M04,Quillfeather,U2,2020-01-01,男,1980-01-01,,,,,
        审核：慕容阿芒　　欧阳 雪松
    """, {}),
    ("activity", "活动.csv", """
        activity_id,title,kind,unit_id,start_date,place,eligible_count
        A1,欧阳雪松杯竞赛,竞赛,U1,2025-03-08,龘靐工作室,10
        A2,慰问郑青穗,文体活动,U1,2025-03-09,139 8765 4321,4
    """, {}),
    ("participation", "签到.csv", """
        activity_id,name,role,attended
        A1,欧阳雪松,参赛,是
        A1,买买提•艾力,参赛,是
        欧阳雪松杯竞赛,龘靐,替欧阳雪松参赛,是
        慰问郑青穗,龘靐,观众,是
        没有慕容阿芒的活动 慕容阿芒,龘靐,观众,是
    """, {}),
    ("result", "成绩.csv", """
        activity_id,subject_kind,name,unit_id,dimension,score,award,award_date
        A1,个人,欧阳雪松,U1,龘靐设计的项目,95,欧阳雪松特别奖,2025-03-08
    """, {}),
    ("dues", "3月会费 龘靐.csv", """
        member_id,name,month,due,paid,channel,备注
        M01,欧阳雪松,2025-03,10.00,10.00,欧阳雪松代转,慕容阿芒
        M02,买买提·艾力,2025-03,10.00,欧阳雪松代缴10元,现金,
        M03,龘靐,2025-03,10.00,8.00,现金,
        制表：郑青穗　139 8765 4321
    """, {"unit_id": "U1"}),
    ("voucher", "序时账_郑青穗.csv", """
        voucher_date,word,number,summary,account_code,account_name,debit,credit,payee,payee_account,maker,approval_ref
        2025-03-01,记,1,慰问欧阳雪松住院，卡6222 0210 0111 6245 702,501,职工活动支出-欧阳雪松,500.00,,欧阳雪松,6222021001116245702,龘靐,X
        2025-03-01,记,1,慰问郑青穗,102,银行存款,,500.00,买买提·艾力,,龘靐,13987654321
        2025-03-02,记,2,慕容阿芒借款,1221,其他应收款-慕容阿芒,300.00,,Quillfeather,,Quillfeather,quill@example.cn
        2025-03-02,记,2,付１３９８７６５４３２１,102,银行存款,,300.00,临溪文具有限公司,,Quillfeather,欧阳雪松批
        2025-03-03,记,3,退买买提艾力会费,1221,其他应收款-郑青穗,20.00,,,,,
        2025-03-03,记,3,退 Quillfeather 会费,102,银行存款,,20.00,,,,
        2025-03-04,记,4,差旅费-慕容阿芒,501,欧阳雪松坏账,五元欧阳雪松,,,,,
    """, {"unit_id": "U1"}),
    ("balance", "余额表.csv", """
        period,account_code,account_name,opening_debit,opening_credit,debit,credit,closing_debit,closing_credit
        2025-03,1221,其他应收款-慕容阿芒,0,0,300.00,0,300.00,0
        2025-03,102,银行存款-6222021001116245702,900.00,0,0,820.00,80.00,0
    """, {"unit_id": "U1"}),
    ("bank", "流水.csv", """
        account_no,booked_date,direction,amount,counterparty,counterparty_account,summary,serial,status
        6222021001116245702,2025-03-01,支出,500.00,欧阳雪松,6222021001116245702,龘靐的钱,S1,付欧阳雪松
        6222021001116245702,2025-03-02,支出,300.00,慕容阿芒,6222021001116245702,郑青穗借款,13987654321,成功
    """, {"unit_id": "U1"}),
    ("budget", "预算.csv", """
        year,account_code,account_name,approved,note,approval_ref
        2025,501,职工活动支出,9000.00,给欧阳雪松和郑青穗,郑青穗批
    """, {"unit_id": "U1"}),
    ("assistance", "郑青穗慰问签收表.csv", """
        recipient_name,paid_date,kind,amount,reason,disease,festival,materials,signed,bank_account,证件
        欧阳雪松,2025-03-01,慰问欧阳雪松,500.00,胃癌,胃癌,欧阳雪松生日,欧阳雪松的病历,慕容阿芒,6222021001116245702,110101 19900307 7635
        慕容阿芒,2025-03-02,节日慰问,200.00,,,春节,,龘靐,,
    """, {"unit_id": "U1", "payment_method": "转账"}),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Own books with every ledger loaded, and one load of each of two ledgers taken back."""
    folder = tmp_path_factory.mktemp("privacy")
    books = open_books(folder / "books")
    found_own(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "欧阳雪松", AT)
    for ledger, name, text, sets in FILES:
        path = written(folder, name, text)
        load_file(books, path, Answers(ledger=ledger, sets=sets, accept=True), "龘靐", AT)
    only = written(folder, "慕容阿芒补录.csv", """
        recipient_name,paid_date,kind,amount,reason
        慕容阿芒,2025-04-01,节日慰问,50.00,
    """)
    sets = {"unit_id": "U1", "payment_method": "现金"}
    (receipt,) = load_file(books, only, Answers(ledger="assistance", sets=sets, accept=True), "龘靐", AT)
    undo(books, receipt.batch, "慕容阿芒重复了，见欧阳雪松的表 13987654321", "Quillfeather", AT)
    return books.home


@pytest.fixture
def books(home: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    monkeypatch.setenv("OPENBOOKS_HOME", str(home))
    return open_books(home)


def private(content: str | bytes) -> list[str]:
    """What of anybody's private life stands in a text or in bytes, JSON's escapes undone."""
    text = content.decode("utf-8", errors="replace") if isinstance(content, bytes) else content
    told = [text, re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)]
    return sorted({each for each in PRIVATE for one in told if each.lower() in one.lower()})


def elements(app: AppTest) -> Iterator[bytes]:
    """All that a run sent to the browser: texts, tables, charts, options, the address."""
    for element in app.main:
        proto = getattr(element, "proto", None)
        if proto is not None:
            yield proto.SerializeToString()
    yield json.dumps(dict(app.query_params), ensure_ascii=False).encode()


def test_staff_see_what_is_hidden_here(books: Books) -> None:
    told = str(query.ask(books.view(LOCAL_STAFF), "voucher_rows", {}).frame.to_csv())
    assert {"欧阳雪松", "郑青穗", "6222 0210 0111 6245 702"} <= set(private(told))
    assert len(books.state().batches) >= len(FILES)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_no_query_answers_with_anybodys_name_or_number(role: str, books: Books) -> None:
    view = books.view(Reader(role))
    bare = {"from": "2025-01", "to": "2026-01", "year": 2025, "month": "2025-03", "period": "2025",
            "balance_batch": books.state().all_of("balance")[-1].number, "balance_row": 0,
            "batch": books.state().all_of("voucher")[-1].number, "row_no": 0, "person": "P"}
    asked = 0
    for name, each in catalogue().items():
        if each.folder == "marts":
            continue
        given = {key: str(value) if each.parameters[key].type == "text" else value
                 for key, value in bare.items() if key in each.parameters}
        found = query.ask(view, name, given).frame
        asked += 1
        assert not private(found.to_csv()), name
    assert asked > 40


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_no_view_holds_anybodys_name_or_number(role: str, books: Books) -> None:
    cursor = books.view(Reader(role)).cursor()
    try:
        for name in ledgers():
            told = str(cursor.execute(f"select * from {name}").fetchall())
            assert not private(told), f"{name}: {private(told)}"
    finally:
        cursor.close()


def test_only_the_audit_committee_sees_the_ends_of_numbers(books: Books) -> None:
    def ends(role: str) -> tuple[object, ...]:
        cursor = books.view(Reader(role)).cursor()
        try:
            return cursor.execute(
                "select any_value(phone), any_value(id_number) from member"
            ).fetchone()
        finally:
            cursor.close()

    assert ends("audit") == ("****4321", "****7635")
    assert ends("chair") == ends("member") == (None, None)


def test_a_masked_name_stands_beside_neither_sex_nor_birth(books: Books) -> None:
    cursor = books.view(LOCAL_PAGES).cursor()
    try:
        seen = cursor.execute("select distinct sex, birth_date, household_id from member").fetchall()
    finally:
        cursor.close()
    assert seen == [(None, None, None)]


def test_masking_changes_no_sum_and_merges_no_accounts(books: Books) -> None:
    def totals(reader: Reader) -> list[tuple[object, ...]]:
        cursor = books.view(reader).cursor()
        try:
            return cursor.execute(
                "select sum(debit_fen)::bigint as d, count(*) from voucher group by account_name order by all"
            ).fetchall()
        finally:
            cursor.close()

    assert totals(LOCAL_PAGES) == totals(LOCAL_STAFF)


def test_what_joins_for_staff_joins_for_others(books: Books) -> None:
    def joined(reader: Reader) -> list[tuple[object, ...]]:
        cursor = books.view(reader).cursor()
        try:
            return [
                *cursor.execute("select count(*) from participation p join activity a "
                                "on a.activity_id = p.activity_id").fetchall(),
                *cursor.execute("select count(*) from voucher v join balance b "
                                "on b.account_name = v.account_name").fetchall(),
                *cursor.execute("select count(*) from member m join unit u "
                                "on u.unit_id = m.unit_id").fetchall(),
            ]
        finally:
            cursor.close()

    assert joined(LOCAL_PAGES) == joined(LOCAL_STAFF)
    assert all(count for (count,) in joined(LOCAL_STAFF))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_no_line_of_any_original_shows_anybody(role: str, books: Books) -> None:
    view = books.view(Reader(role))
    for batch in view.state.batches:
        if batch.ledger in {"account", "calendar", "parameter"}:
            continue
        seen = around(view, batch.number, batch.body["header_line"] + 1, reach=50)
        told = "\n".join([
            seen.file, seen.sheet, *(each.header for each in seen.columns),
            *(cell for line in (*seen.titles, *seen.lines) for cell in line.cells),
        ])
        assert not private(told), f"{batch.file}: {private(told)}"
        assert len(seen.lines) > 1


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_receipts_file_names_and_reasons_name_nobody(role: str, books: Books) -> None:
    view = books.view(Reader(role))
    problems = 0
    for batch in view.state.batches:
        found = covering.receipt(view, batch)
        problems += len(found.problems)
        told = [str(found), covering.file_of(view, batch), covering.who(view, batch.who),
                covering.text(view, batch.undone_why)]
        assert not private("\n".join(told)), f"{batch.file}: {private(str(told))}"
    assert problems > 5
    raw = "".join(
        store.receipt_path(books.home, batch.number, batch.ledger).read_text("utf-8")
        for batch in view.state.batches
    )
    assert private(raw), "the kept receipts do hold what is hidden here"


@pytest.mark.parametrize("page", PAGES)
def test_no_page_sends_anybodys_name_or_number(page: str, books: Books) -> None:
    app = opened(page, books="own", period="2025")
    assert not app.exception
    for sent in elements(app):
        assert not private(sent), private(sent)


@pytest.mark.parametrize("ledger", [ledger for ledger, _, _, _ in FILES])
def test_no_list_of_rows_and_no_receipt_page_sends_anybody(ledger: str, books: Books) -> None:
    batch = books.state().all_of(ledger)[-1]
    line = batch.body["header_line"] + 1
    for app in (
        opened(ROWS, books="own", ledger=ledger),
        opened(ROWS, books="own", batch=str(batch.number), line=str(line)),
        opened(BATCHES, books="own", batch=str(batch.number)),
    ):
        assert not app.exception
        for sent in elements(app):
            assert not private(sent), private(sent)


@pytest.mark.parametrize("page", ["funds", "assistance", "dues", "participation"])
def test_the_rows_behind_a_figure_name_nobody(page: str, books: Books) -> None:
    app = opened(f"pages/members/{page}.py", books="own", period="2025")
    boxes = [at for at, each in enumerate(app.selectbox) if each.label == "打开明细"]
    assert boxes, page
    for at in boxes:
        app.selectbox[at].select_index(0)
    app.run()
    assert not app.exception
    for sent in elements(app):
        assert not private(sent), private(sent)


def test_a_masked_reader_cannot_find_a_name_by_looking_for_it(books: Books) -> None:
    view = books.view(LOCAL_PAGES)
    for name in ("voucher_rows", "member_rows", "assistance_rows", "bank_rows", "activity_rows"):
        for wanted in PRIVATE:
            assert query.ask(view, name, {"text": wanted}).frame.empty, (name, wanted)


def test_masked_files_and_commands_hold_nobody(
    books: Books, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in export.export(books.view(LOCAL_PAGES), tmp_path / "out"):
        assert not private(path.read_bytes()), path.name
    for name in ("voucher_rows", "assistance_rows", "member_rows", "bank_rows"):
        words = ["query", name, "--books", str(books.home), "--role", "audit"]
        assert main(words) == 0 and main([*words, "--json"]) == 0
    assert not private(capsys.readouterr().out)
    assert main(["export", "--books", str(books.home), "--role", "audit", "--out",
                 str(tmp_path / "cli"), "--json"]) == 0
    assert not private(capsys.readouterr().out)
    for path in (tmp_path / "cli").iterdir():
        assert not private(path.read_bytes()), path.name


def test_after_loading_the_upload_page_masks_what_it_showed_before(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "books"
    shutil.copytree(home, own)
    monkeypatch.setenv("OPENBOOKS_HOME", str(own))
    books = open_books(own)
    content = "单位编号,姓名,月份,应缴会费,实缴会费\nU1,欧阳雪松,2025-04,10.00,欧阳雪松10元\nU1,龘靐,2025-04,10,10\n"
    at = desk.hand_in(desk.open_desk(books), [("龘靐会费.csv", content.encode())])
    assert any("龘靐" in sent.decode("utf-8", "replace")
               for sent in elements(opened(UPLOAD, books="own", desk=at.id)))
    at, outcomes = load(books, answer_quickly(books, at, {"unit_id": "U1"}))
    assert outcomes[0].receipt is not None and outcomes[0].receipt.problems
    undo(books, outcomes[0].receipt.batch, "欧阳雪松的金额错了", "龘靐", AT)
    app = opened(UPLOAD, books="own", desk=at.id)
    assert not app.exception and "已撤销" in "".join(each.value for each in app.warning)
    for sent in elements(app):
        assert not private(sent), private(sent)


def test_a_file_of_an_earlier_visit_is_not_named_with_a_person(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "books"
    shutil.copytree(home, own)
    monkeypatch.setenv("OPENBOOKS_HOME", str(own))
    books = open_books(own)
    desk.hand_in(desk.open_desk(books), [("欧阳雪松会费13987654321.csv", b"a,b\n1,2\n")])
    app = opened(UPLOAD, books="own")
    assert "还没有装载" in "".join(each.value for each in app.markdown)
    for sent in elements(app):
        assert not private(sent), private(sent)


def test_what_is_written_into_the_log_of_a_fault_says_no_cell(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(cell: str) -> None:
        try:
            int(cell)
        except ValueError as error:
            raise KeyError(cell) from error

    before = logging.getLogRecordFactory()
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    log = logging.getLogger("streamlit.error_util")
    log.addHandler(handler)
    try:
        ui.log_places_only()
        ui.log_places_only()
        broken("欧阳雪松13987654321")
    except KeyError as error:
        error_util.handle_user_script_exception(error, lambda error: True)
    finally:
        logging.setLogRecordFactory(before)
        log.removeHandler(handler)
    assert "KeyError at test_privacy.py" in sink.getvalue() and "broken" in sink.getvalue()
    assert not private(sink.getvalue())


def test_the_same_books_are_masked_after_a_rebuild(books: Books) -> None:
    def seen() -> str:
        return query.ask(books.view(LOCAL_PAGES), "voucher_rows", {}).frame.to_csv()

    before = seen()
    books.rebuild()
    assert seen() == before
