"""Casework on small books: steps under the lock, what reopens a case and what does not, files put to it,
what masked readers see, and what `verify` finds."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openbooks import again, attachment, dossier, store, verification
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF, Reader
from openbooks.books import Books, View
from openbooks.casefile import ASKED, DISMISSED, EXPLAINED, MENDED, MENDING, OPEN, casefiles_of
from openbooks.casestep import ADDED, CORRECTED, UNDONE
from openbooks.casework import Words, act
from openbooks.dossier import Case, Subject
from openbooks.errors import BooksDamaged, Moved, WrongUse
from openbooks.governing import set_two_person
from openbooks.home import PROGRAM
from openbooks.journal import append, path_of
from openbooks.undoing import undo
from tests.door import AT, load, origin_of

HEAD = "凭证日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,借方金额,贷方金额"
FEE = """2024-03-01,记,1,1,手续费,50304,专项业务费,10.00,
2024-03-01,记,1,2,手续费,102,银行存款,,10.00"""
SHOW = """2024-03-02,记,2,1,活动,50102,文体活动费,20.00,
2024-03-02,记,2,2,活动,102,银行存款,,20.00"""
GIFT = """2024-03-05,记,3,1,慰问张小三,50101,慰问费,30.00,
2024-03-05,记,3,2,慰问张小三,102,银行存款,,30.00"""
MARCH = "\n".join((HEAD, FEE, SHOW, GIFT))
DEARER = "\n".join((HEAD, FEE.replace("10.00", "11.00"), SHOW, GIFT))
OTHER = "2024-04-01,记,9,1,别的,50304,专项业务费,1.00,"
AGAIN = "2024-03-01,记,1,3,又一笔,50304,专项业务费,1.00,"
LIMIT = """limit_id,rule_id,province,valid_from,value,unit,regulation,status
A-99.most,A-99,全国,2024-01-01,5,元,本会规定,verified"""
PDF = b"%PDF-1.7 a receipt"


@pytest.fixture(scope="module")
def loaded(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with three vouchers; nobody writes into them."""
    folder = tmp_path_factory.mktemp("loaded")
    books = Books(shutil.copytree(founded, folder / "books"))
    load(books, folder, "voucher", MARCH)
    books.connection.close()
    return books.home


@pytest.fixture(scope="module")
def shown(loaded: Path) -> Iterator[Books]:
    """They themselves, to be looked at."""
    books = Books(loaded)
    yield books
    books.connection.close()


@pytest.fixture
def mine(loaded: Path, tmp_path: Path) -> Iterator[Books]:
    """A fresh copy of them."""
    shutil.copytree(loaded, tmp_path / "books")
    books = Books(tmp_path / "books")
    yield books
    books.connection.close()


def first(books: Books) -> int:
    """The number of the first load of vouchers."""
    return books.state().all_of("voucher")[0].number


def found(view: View, numbers: tuple[int, ...] = (1, 2, 3)) -> list[Subject]:
    """Each of these vouchers that there is as a subject, with its rows as they are now."""
    listed = []
    for number in numbers:
        cursor = view.cursor()
        held = cursor.execute("select batch, row_no from voucher where number = $1", [number]).fetchall()
        cursor.close()
        if held:
            listed.append(Subject(f"{number:016x}", "voucher", "U1", ("a02",), tuple(held)))
    return listed


def seen(books: Books, reader: Reader = LOCAL_STAFF, as_of: int | None = None) -> dict[int, Case]:
    """The case of each voucher by its number."""
    view = books.view(reader, as_of)
    return {int(each.key, 16): each for each in dossier.cases(view, found(view))}


def do(books: Books, number: int, kind: str, who: str = "李经审", note: str = "看过", **said: Any) -> Case:
    """Take a step with the case of a voucher as it is now."""
    return act(books.view(LOCAL_STAFF), seen(books)[number], kind, who, AT, Words(note, **said))


def stages(books: Books) -> dict[int, str]:
    return {number: each.file.stage for number, each in sorted(seen(books).items())}


def signed(books: Books, number: int) -> Case:
    """A case that went all the way: asked, explained, dismissed, signed by two."""
    do(books, number, "ask", note="附件呢？")
    do(books, number, "explain", "赵出纳", "已补附件", files=[("回单.pdf", PDF)])
    do(books, number, "dismiss", note="附件已补，属实")
    do(books, number, "sign", role="preparer", note="")
    return do(books, number, "sign", "钱经审", role="reviewer", note="")


def put_right(books: Books, folder: Path, text: str, line: int) -> None:
    """Hand in a line anew, in the place of exactly that one."""
    mark = origin_of(books.state().batch(first(books)), line)
    load(books, folder, "voucher", f"{HEAD},原件位置\n{text},{mark}", "补交.csv")


# what reopens a case, and what does not


def test_a_case_goes_all_the_way_and_every_step_is_in_the_journal(mine: Books) -> None:
    case = signed(mine, 1)
    assert case.file.stage == DISMISSED and case.file.is_signed
    assert [(each.kind, each.who) for each in case.file.steps] == [
        ("ask", "李经审"), ("explain", "赵出纳"), ("dismiss", "李经审"), ("sign", "李经审"),
        ("sign", "钱经审")]
    assert stages(mine) == {1: DISMISSED, 2: OPEN, 3: OPEN}
    assert verification.verify(mine.home).ok


def test_a_corrected_row_reopens_exactly_its_case_and_its_signatures_fall(
    mine: Books, tmp_path: Path
) -> None:
    signed(mine, 1)
    for number in (2, 3):
        do(mine, number, "dismiss")
    load(mine, tmp_path, "voucher", DEARER, "三月改.csv", supersede=first(mine))
    assert stages(mine) == {1: OPEN, 2: DISMISSED, 3: DISMISSED}
    case = seen(mine)[1].file
    assert (case.said, case.was, case.is_signed, case.preparer) == ("重新打开", DISMISSED, False, None)
    last = mine.version()
    assert {(each.kind, each.by) for each in case.changes} == {(CORRECTED, last), (ADDED, last)}
    assert dossier.reasons(mine.view(LOCAL_STAFF), seen(mine)[1]) == (
        f"新增 2 行（第{last}号装载）", f"更正 2 行（第{last}号装载）")
    undo(mine, last, "改错了", "陈静", AT)
    assert stages(mine)[1] == DISMISSED and seen(mine)[1].file.is_signed, "all is as it was"


def test_one_line_handed_in_anew_reopens_exactly_its_case(mine: Books, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        do(mine, number, "dismiss")
    put_right(mine, tmp_path, "2024-03-02,记,2,1,活动用水,50102,文体活动费,20.00,", 4)
    assert stages(mine) == {1: DISMISSED, 2: OPEN, 3: DISMISSED}
    changed = dossier.changed_rows(mine.view(LOCAL_STAFF), seen(mine)[2])
    assert [(each.kind, place.ledger, place.line) for each, place in changed if place] == [
        (ADDED, "voucher", 2), (CORRECTED, "voucher", 4)]


def test_cases_on_their_way_are_reopened_too_and_the_answer_still_fits(mine: Books, tmp_path: Path) -> None:
    ways = {1: ("ask", "explain", EXPLAINED), 2: ("mend", "mended", MENDED)}
    for number, (step, _, _) in ways.items():
        do(mine, number, step)
    load(mine, tmp_path, "voucher", DEARER.replace("20.00", "21.00"), "三月改.csv", supersede=first(mine))
    for number, (step, onward, stage) in ways.items():
        before = seen(mine)[number].file
        assert (before.stage, before.said, before.was) == (OPEN, "重新打开", {1: ASKED, 2: MENDING}[number])
        case = do(mine, number, onward, "赵出纳").file
        assert case.stage == stage and [(each.kind, each.who) for each in case.steps] == [
            (step, "李经审"), ("reopen", PROGRAM), (onward, "赵出纳")]
    assert verification.verify(mine.home).ok


def test_an_undo_reopens_and_a_redo_leaves_all_as_it_was(mine: Books) -> None:
    before = {1: signed(mine, 1), 2: do(mine, 2, "ask"), 3: do(mine, 3, "mend")}
    number = first(mine)
    by = undo(mine, number, "传错了", "陈静", AT)
    gone = seen(mine)
    for each in gone.values():
        assert each.subject is None and each.file.stage == OPEN
        assert {one.kind for one in each.file.changes} == {UNDONE}
    said = f"撤销 2 行（第{by}号，撤销第{number}号装载）"
    assert dossier.reasons(mine.view(LOCAL_STAFF), gone[1]) == (said,)
    again.redo(mine, number, "陈静", AT)
    after = seen(mine)
    assert {number: each.file for number, each in after.items()} == {
        number: each.file for number, each in before.items()}


def test_a_decision_on_the_correction_reopens_when_the_correction_is_undone(
    mine: Books, tmp_path: Path
) -> None:
    load(mine, tmp_path, "voucher", DEARER, "三月改.csv", supersede=first(mine))
    do(mine, 1, "dismiss")
    do(mine, 2, "dismiss")
    by = undo(mine, mine.version(), "改错了", "陈静", AT)
    assert stages(mine) == {1: OPEN, 2: DISMISSED, 3: OPEN}
    assert {(each.kind, each.by) for each in seen(mine)[1].file.changes} == {(UNDONE, by), (ADDED, by)}


def test_a_new_row_of_the_subject_reopens_its_case(mine: Books, tmp_path: Path) -> None:
    do(mine, 1, "dismiss")
    do(mine, 2, "dismiss")
    load(mine, tmp_path, "voucher", f"{HEAD}\n{AGAIN}", "补.csv")
    assert stages(mine) == {1: OPEN, 2: DISMISSED, 3: OPEN}
    assert {each.kind for each in seen(mine)[1].file.changes} == {ADDED}


def test_limits_and_rules_reopen_nothing(mine: Books, tmp_path: Path) -> None:
    do(mine, 1, "dismiss")
    load(mine, tmp_path, "parameter", LIMIT, "限额.csv")
    view = mine.view(LOCAL_STAFF)
    (subject,) = found(view, (1,))
    narrower = replace(subject, rows=subject.rows[:1], rules=("r20",))
    assert [each.file.stage for each in dossier.cases(view, [narrower])] == [DISMISSED]


def test_a_rule_that_now_points_at_an_old_row_as_well_reopens_nothing(mine: Books) -> None:
    view = mine.view(LOCAL_STAFF)
    (subject,) = found(view, (1,))
    (case,) = dossier.cases(view, [replace(subject, rows=subject.rows[:1])])
    act(view, case, "dismiss", "李经审", AT, Words("属实"))
    assert seen(mine)[1].file.stage == DISMISSED


def test_a_lead_that_no_rule_finds_any_more_stays_as_it_was_decided(mine: Books) -> None:
    do(mine, 1, "dismiss")
    (case,) = dossier.cases(mine.view(LOCAL_STAFF), [])
    assert case.subject is None and case.file.stage == DISMISSED and not case.file.changes


def test_a_case_of_which_nothing_is_found_any_more_is_closed_on_the_rows_that_are_left(
    mine: Books, tmp_path: Path
) -> None:
    do(mine, 1, "dismiss")
    put_right(mine, tmp_path, "2024-03-01,记,8,1,手续费,50304,专项业务费,10.00,", 2)
    view = mine.view(LOCAL_STAFF)
    (case,) = dossier.cases(view, [])
    assert case.file.said == "重新打开" and [each.kind for each in case.file.changes] == [CORRECTED]
    closed = act(view, case, "dismiss", "李经审", AT, Words("已更正"))
    assert closed.file.stage == DISMISSED and len(closed.file.rows) == 1
    undo(mine, first(mine), "传错了", "陈静", AT)
    (case,) = dossier.cases(mine.view(LOCAL_STAFF), [])
    assert case.file.stage == OPEN, "the other line is under it still"


def test_the_same_rows_in_a_later_file_keep_a_case_when_the_first_is_undone(
    mine: Books, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        do(mine, number, "dismiss")
    later = load(mine, tmp_path, "voucher", f"{MARCH}\n{OTHER}", "一至四月.csv").batch
    undo(mine, first(mine), "后来的文件全有", "陈静", AT)
    assert stages(mine) == {1: DISMISSED, 2: DISMISSED, 3: DISMISSED}
    again.redo(mine, first(mine), "陈静", AT)
    assert stages(mine) == {1: DISMISSED, 2: DISMISSED, 3: DISMISSED}
    undo(mine, later, "不要了", "陈静", AT)
    assert stages(mine) == {1: DISMISSED, 2: DISMISSED, 3: DISMISSED}, "the redone load holds them again"
    undo(mine, mine.state().form(first(mine)), "也不要了", "陈静", AT)
    assert stages(mine) == {1: OPEN, 2: OPEN, 3: OPEN}


def test_a_line_approved_after_the_decision_reopens_although_it_was_handed_in_before(
    mine: Books, tmp_path: Path
) -> None:
    set_two_person(mine, "voucher", True, "内控要求", "王主席", AT)
    entered = load(mine, tmp_path, "voucher", f"{HEAD}\n{AGAIN}", "补.csv")
    do(mine, 1, "dismiss")
    again.approve(mine, entered.batch, "李四", AT)
    assert seen(mine)[1].file.stage == OPEN
    do(mine, 1, "dismiss")
    form = mine.state().form(entered.batch)
    undo(mine, form, "看错了", "陈静", AT, second="李四")
    assert seen(mine)[1].file.stage == OPEN
    again.redo(mine, form, "陈静", AT, second="李四")
    assert seen(mine)[1].file.stage == DISMISSED


def test_an_earlier_version_shows_cases_as_they_stood_then(mine: Books, tmp_path: Path) -> None:
    do(mine, 1, "dismiss")
    decided = len(mine.events)
    load(mine, tmp_path, "voucher", DEARER, "三月改.csv", supersede=first(mine))
    assert seen(mine)[1].file.stage == OPEN
    assert seen(mine, as_of=decided)[1].file.stage == DISMISSED
    assert seen(mine, as_of=first(mine))[1].file.steps == ()
    assert stages(mine)[1] == OPEN, "and looking changed nothing"


# taking steps


def test_a_step_on_what_was_shown_before_somebody_elses_is_refused(mine: Books) -> None:
    view, case = mine.view(LOCAL_STAFF), seen(mine)[1]
    act(view, case, "ask", "李经审", AT, Words("附件呢？"))
    with pytest.raises(Moved, match="刚刚有人办过"):
        act(view, case, "dismiss", "钱经审", AT, Words("属实"))


def test_a_step_on_rows_that_changed_since_they_were_shown_counts_for_those_that_were_shown(
    mine: Books, tmp_path: Path
) -> None:
    do(mine, 1, "mend")
    do(mine, 3, "mend")
    view, cases = mine.view(LOCAL_STAFF), seen(mine)
    load(mine, tmp_path, "voucher", DEARER.replace("20.00", "21.00"), "三月改.csv", supersede=first(mine))
    with pytest.raises(Moved, match="动了这个疑点的行"):
        act(view, cases[1], "mended", "李经审", AT, Words("已退款"))
    assert act(view, cases[3], "mended", "李经审", AT, Words("已退款")).file.stage == MENDED
    assert act(view, cases[2], "dismiss", "李经审", AT, Words("属实")).file.said == "重新打开"


@pytest.mark.parametrize("kind, said, match", [
    ("ask", Words(""), "要写明内容"), ("dismiss", Words(" \n "), "要写明原因"),
    ("dismiss", Words("长" * 2001), r"最多 2000 个字.*现在有 2001 个字"),
    ("ask", Words("a\u202eb"), "看不见的字符"),
    ("assign", Words(to="名" * 51), "最多 50 个字"), ("sign", Words(role="preparer"), "不能签字"),
    ("mended", Words("好了"), "要先要求整改"), ("dance", Words("好"), "不能dance"),
    ("ask", Words("问", files=[("a.exe", b"MZ\x90\0")]), "不是可以附的文件"),
], ids=str)
def test_what_cannot_be_done_is_said_and_writes_nothing(
    shown: Books, kind: str, said: Words, match: str
) -> None:
    before = shown.events
    with pytest.raises(WrongUse, match=match):
        act(shown.view(LOCAL_STAFF), seen(shown)[1], kind, "李经审", AT, said)
    assert shown.events == before and not (shown.home / store.ATTACHMENTS).exists()


def test_lines_of_a_note_stay_lines(mine: Books) -> None:
    assert do(mine, 1, "ask", note=" 一、附件？\r\n\r\n二、  经办人？\n").file.steps[0].note == (
        "一、附件？\n\n二、 经办人？")


def test_staff_of_a_unit_answer_for_it_and_do_nothing_else(mine: Books) -> None:
    do(mine, 1, "ask", note="附件呢？")
    view, case = mine.view(Reader("staff", ("U1",))), seen(mine)[1]
    with pytest.raises(WrongUse, match="只作说明"):
        act(view, case, "reopen", "赵出纳", AT, Words("不问了"))
    with pytest.raises(WrongUse, match="不是您单位的"):
        act(mine.view(Reader("staff", ("U2",))), case, "explain", "赵出纳", AT, Words("补了"))
    assert act(view, case, "explain", "赵出纳", AT, Words("补了")).file.stage == EXPLAINED


def test_cases_of_other_units_and_other_roles_are_not_shown(mine: Books) -> None:
    do(mine, 1, "ask")
    assert [len(dossier.cases(mine.view(Reader("audit", (unit,))), [])) for unit in ("U1", "U2")] == [1, 0]
    for role in ("chair", "member"):
        with pytest.raises(WrongUse, match="只给经审和工作人员看"):
            dossier.cases(mine.view(Reader(role)), [])


def test_no_text_of_a_cell_stands_in_the_journal(mine: Books) -> None:
    signed(mine, 3)
    told = path_of(mine.home).read_text(encoding="utf-8")
    assert "张小三" not in told and "慰问" not in told


def test_notes_names_and_files_are_masked_for_the_audit_and_plain_for_staff(mine: Books) -> None:
    do(mine, 3, "ask", "李经审员", "张小三 13812345678 是谁？", files=[("张小三 13812345678.pdf", PDF)])
    do(mine, 3, "assign", to="赵小出纳")
    (asked, _), (_, assigned) = (dossier.steps(mine.view(reader), seen(mine, reader)[3])
                                 for reader in (LOCAL_STAFF, LOCAL_PAGES))
    assert asked.note == "张小三 13812345678 是谁？"
    masked = dossier.steps(mine.view(LOCAL_PAGES), seen(mine, LOCAL_PAGES)[3])[0]
    assert "13812345678" not in masked.note + masked.files[0].name and masked.files[0].name.endswith(".pdf")
    assert (masked.who, assigned.to) == ("李*员", "赵*纳")


# files


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize("name, content", [
    ("a.pdf", PDF), ("a.PNG", b"\x89PNG\r\n\x1a\n"), ("照片.jpg", b"\xff\xd8\xff\xe0"),
    ("a.bmp", b"BM\0\0\0\0"),
    ("a.heic", b"\0\0\0\x18ftypheic"), ("a.docx", zipped("word/document.xml")),
    ("发票.ofd", zipped("OFD.xml")),
    ("a.et", zipped("xl/workbook.xml")), ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("a.txt", "说明".encode()), ("a.txt", "说明".encode("gb18030")), ("BMW.txt", b"BMW"),
    ("发票.xml", b"<?xml version='1.0'?><EInvoice/>"), (r"C:\人\a.pdf", PDF), ("../../a.pdf", PDF),
], ids=lambda each: each if isinstance(each, str) else "")
def test_what_offices_have_can_be_put_to_a_case(name: str, content: bytes, tmp_path: Path) -> None:
    (kept,) = attachment.keep(tmp_path, [(name, content)])
    assert attachment.content_of(tmp_path, kept) == content and not set(kept.name) & set("/\\")


@pytest.mark.parametrize("name, content, match", [
    ("a.pdf", b"", "是空的"), ("a.pdf", b"MZ\x90\0", "不是可以附的文件"),
    ("a.pdf.exe", PDF, r"结尾不一致.*pdf"),
    ("a.pdf", b"text", "结尾不一致"), ("a.txt", b"<HTML><script>", "不是可以附的文件"),
    ("a.xml", b"<?xml version='1.0'?><svg onload='x'/>", "不是可以附的文件"),
    ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), "不是可以附的文件"),
    ("a.docx", b"PK\x03\x04 broken", "不是可以附的文件"), ("a.zip", zipped("a.txt"), "不是可以附的文件"),
    ("a.txt", b"\x81\x30\0", "不是可以附的文件"), ("", PDF, "文件名"),
    ("a\u202efdp.exe", PDF, "看不见的字符"),
    ("a" * 130 + ".pdf", PDF, "1 到 120 个字"), ("a", PDF, "结尾不一致"),
], ids=str)
def test_what_may_not_be_put_to_a_case_is_said(name: str, content: bytes, match: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=match):
        attachment.keep(tmp_path, [("好.pdf", PDF), (name, content)])
    assert not any(tmp_path.iterdir())


def test_a_file_has_a_size_and_files_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment, "LARGEST", 1 << 20)
    with pytest.raises(WrongUse, match=r"有 1\.5 MB，最大 1 MB"):
        attachment.checked([("a.pdf", PDF + b"x" * (3 << 19))])
    with pytest.raises(WrongUse, match="最多附 10 个文件，现在有 11 个"):
        attachment.checked([("a.pdf", PDF)] * 11)


def test_the_same_bytes_are_stored_once_and_come_back(mine: Books) -> None:
    do(mine, 1, "ask", files=[("一.pdf", PDF), ("二.pdf", PDF)])
    case = do(mine, 1, "explain", "赵出纳", files=[("三.pdf", PDF)])
    assert [each.name for each in case.file.files] == ["一.pdf", "二.pdf", "三.pdf"]
    assert len([path for path in (mine.home / store.ATTACHMENTS).rglob("*") if path.is_file()]) == 1
    view = mine.view(LOCAL_STAFF)
    assert dossier.file_of(view, case, case.file.files[0].digest) == PDF
    with pytest.raises(WrongUse, match="没有这个附件"):
        dossier.file_of(view, seen(mine)[2], case.file.files[0].digest)


@pytest.mark.parametrize("harm, said", [
    (lambda path: path.unlink(), "不见了"), (lambda path: path.write_bytes(b"%PDF-other"), "已被改动"),
], ids=["gone", "changed"])
def test_a_file_that_is_gone_or_changed_is_found(mine: Books, harm: Any, said: str) -> None:
    case = do(mine, 1, "ask", files=[("一.pdf", PDF)])
    harm(store.attachment_path(mine.home, case.file.files[0].digest))
    verdict = verification.verify(mine.home)
    assert not verdict.ok and verdict.first_bad == case.file.seq and said in verdict.message
    with pytest.raises(BooksDamaged):
        dossier.file_of(mine.view(LOCAL_STAFF), case, case.file.files[0].digest)


def test_a_file_of_a_writer_that_was_killed_is_said_and_what_it_began_is_swept(mine: Books) -> None:
    (kept,) = attachment.keep(mine.home, [("一.pdf", PDF)])
    begun = store.attachment_path(mine.home, kept.digest).with_name(f".{kept.digest}.0123abcd")
    begun.write_bytes(b"half")
    verdict = verification.verify(mine.home)
    assert verdict.ok and "不属于任何事件" in verdict.message
    mine.rebuild()
    assert not begun.exists()


# what verify finds


def forged(books: Books, kind: str, who: str, **said: Any) -> int:
    """The number of an event that is put into the journal past `casework`."""
    body = {"case": f"{1:016x}", "subject": "voucher", "unit": "U1", "note": "x", "files": [], "rules": [],
            "rows": {}, "version": 0, "changes": [], "to": "", "role": "", **said}
    with store.writing(books.home):
        return append(books.home, books.events, f"case_{kind}", who, AT, body).seq


@pytest.mark.parametrize("kind, who, said", [
    ("explain", "赵出纳", {}), ("mended", "李经审", {}), ("sign", "李经审", {"role": "preparer"}),
    ("reopen", "李经审", {}), ("dismiss", "本机", {}), ("dismiss", "李经审", {"rows": {"x": "y"}}),
    ("ask", "李经审", {"files": [{"name": 1}]}), ("ask", "李经审", {"case": "../../etc"}),
    ("ask", "李经审", {"version": 10**6}), ("reopen", PROGRAM, {"changes": [["corrected", 1, 1, 1]]}),
], ids=str)
def test_a_step_that_does_not_fit_is_named_and_changes_nothing(
    mine: Books, kind: str, who: str, said: dict[str, Any]
) -> None:
    seq = forged(mine, kind, who, **said)
    verdict = verification.verify(mine.home)
    assert not verdict.ok and verdict.first_bad == seq and "疑点" in verdict.message
    assert casefiles_of(mine.state().case_events) == ()


def test_one_person_in_both_signatures_is_found_though_the_chain_holds(mine: Books) -> None:
    do(mine, 1, "dismiss")
    do(mine, 1, "sign", role="preparer", note="")
    seq = forged(mine, "sign", "李 经审", role="reviewer")
    assert verification.verify(mine.home).first_bad == seq
    assert not seen(mine)[1].file.is_signed


def test_rows_that_these_books_never_had_reopen_the_case_and_break_nothing(mine: Books) -> None:
    forged(mine, "dismiss", "李经审", rows={"999": "0-3", "1": "0"})
    case = seen(mine)[1]
    assert {(each.kind, each.row[0]) for each in case.file.changes} == {
        (ADDED, first(mine)), (UNDONE, 999), (UNDONE, 1)}
    dossier.reasons(mine.view(LOCAL_STAFF), case)
    dossier.changed_rows(mine.view(LOCAL_STAFF), case)


def test_rows_stand_in_the_journal_as_coordinates_and_short(mine: Books) -> None:
    signed(mine, 1)
    lines = path_of(mine.home).read_bytes().splitlines()
    bodies = [json.loads(line)["body"] for line in lines if json.loads(line)["kind"].startswith("case_")]
    assert bodies[0]["rows"] == {str(first(mine)): "0-1"}
