"""Releases: drafted, reviewed, approved, published, frozen; who may take which step; what is found when
files are changed, writers are killed, and the books go on meanwhile."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import publication, release, releasing, revision, setting, store, verification
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, open_books
from openbooks.cli import main
from openbooks.composing import compose
from openbooks.document import (
    HIDDEN,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Series,
    Source,
    Span,
    Table,
)
from openbooks.documentfile import FORMAT, from_bytes, to_bytes
from openbooks.errors import BooksDamaged, Moved, NotWritten, OpenBooksError, WrongUse
from openbooks.event import canonical
from openbooks.founding import found_own
from openbooks.governing import set_value
from openbooks.history import Settings
from openbooks.journal import append, path_of
from openbooks.publication import APPROVED, DRAFT, PUBLISHED, REPLACED, REVIEWED, WITHDRAWN, Release
from openbooks.undoing import undo
from tests.documents import large, notice, school
from tests.door import AT, books_in, load

DUES = """
会员编号,姓名,所属月份,应缴会费,实缴会费
1001,张三,2025-01,20.00,20.00
1002,李四,2025-02,25.00,25.00
1003,王五,2025-03,25.00,25.00
1004,赵六,2025-04,25.00,25.00
1005,钱七,2025-05,25.00,25.00
1006,孙八,2025-05,25.00,25.00
"""
MAKERS: dict[str, releasing.Maker] = {
    ".txt": lambda document: document.title.encode(), "-A4.png": lambda document: document.code.encode(),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with a half-year of dues; nobody writes into them."""
    folder = tmp_path_factory.mktemp("loaded")
    books = books_in(folder)
    found_own(books, Settings("临溪小学工会", "浙江", "2010", 1, False), "陈静", AT)
    load(books, folder, "dues", DUES)
    return books.home


@pytest.fixture
def mine(loaded: Path, tmp_path: Path) -> Iterator[Books]:
    """A fresh copy of them."""
    shutil.copytree(loaded, tmp_path / "books")
    books = Books(tmp_path / "books")
    yield books
    books.connection.close()


@pytest.fixture(scope="module")
def opened_to_all(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the half-year published; nobody writes into them."""
    home = tmp_path_factory.mktemp("published") / "books"
    shutil.copytree(loaded, home)
    public(books := Books(home))
    books.connection.close()
    return home


@pytest.fixture
def shown(opened_to_all: Path, tmp_path: Path) -> Iterator[Books]:
    """A fresh copy of them."""
    shutil.copytree(opened_to_all, tmp_path / "books")
    books = Books(tmp_path / "books")
    yield books
    books.connection.close()


def of(books: Books, **changed: Any) -> Document:
    """A report of these books as they are now."""
    state = books.state()
    told = {"report": release.HALF_YEAR, "union": state.settings.union, "version": state.version,
            "head": state.head, **changed}
    return notice(**told)


def drafted(books: Books, who: str = "张会计", **changed: Any) -> Release:
    return releasing.draft(books.view(LOCAL_PAGES), of(books, **changed), who, AT)


def passed(books: Books, **changed: Any) -> Release:
    """A release that may be published."""
    found = drafted(books, **changed)
    releasing.act(books, found.seq, "review", "李经审", AT, "账实相符")
    return releasing.act(books, found.seq, "approve", "王主席", AT)


def public(books: Books, **changed: Any) -> Release:
    return releasing.publish(books, passed(books, **changed).seq, MAKERS, "张会计", AT)


def files(books: Books) -> dict[str, bytes]:
    """What lies in the folder of releases."""
    folder = books.home / store.RELEASES
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


# the file of a document


texts = st.text(st.characters(codec="utf-8"), max_size=12)
wholes = st.integers(-(2**53), 2**53)
finite = st.floats(allow_nan=False, allow_infinity=False)
numbers = st.one_of(st.none(), wholes, finite)
pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)


def many(of_what: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of_what, max_size=most).map(tuple)


rows = st.builds(Row, many(st.builds(Cell, texts, numbers, texts)), texts, st.one_of(st.none(), wholes))
tables = st.builds(
    Table, texts, many(st.builds(Column, texts, texts, texts, st.booleans())), many(rows), texts, many(texts)
)
charts = st.builds(
    Chart, texts, texts, many(texts),
    many(st.builds(Series, texts, many(st.one_of(st.none(), finite)), many(texts))),
    texts, texts, texts, over=st.frozensets(texts, max_size=2),
)
sections = st.builds(
    Section, texts, texts, many(many(many(st.builds(Span, texts, texts)))), many(charts, 1), many(tables, 1)
)
figures = st.builds(Figure, texts, texts, texts, numbers, numbers, texts, texts, pairs, pairs, texts,
                    st.booleans(), st.booleans())
documents = st.builds(
    Document, *[texts] * 9, wholes, texts, texts, many(sections, 1), many(figures),
    many(st.builds(Source, texts, texts, texts, many(texts)), 1), pairs, many(texts), many(texts),
)


@given(documents)
def test_every_document_comes_back_from_its_file_exactly(document: Document) -> None:
    content = to_bytes(document)
    back = from_bytes(content, "文件")
    assert back == document and to_bytes(back) == content
    assert repr(back) == repr(document), "1 is not 1.0"


@pytest.mark.parametrize("made", [school, large, notice], ids=lambda each: each.__name__)
def test_the_documents_of_the_renderings_come_back_exactly(made: Callable[[], Document]) -> None:
    assert from_bytes(to_bytes(made()), "文件") == made()


@pytest.mark.parametrize("changed", [
    {"title": "\ud800"}, {"title": "x" * 10_001}, {"version": 2**60},
    {"figures": (Figure("a", "share", "", float("nan"), None, "q", "c"),)},
    {"figures": (Figure("a", "share", "", None, float("inf"), "q", "c"),)}, {"marks": ["草稿"]},
], ids=str)
def test_a_document_that_could_not_be_read_again_is_not_written(changed: dict[str, Any]) -> None:
    with pytest.raises(WrongUse, match="没有保存"):
        to_bytes(replace(school(), **changed))


def said_by(document: Document) -> dict[str, Any]:
    return json.loads(to_bytes(document))


def test_a_file_of_a_later_program_with_more_in_it_is_read() -> None:
    said = said_by(notice())
    said["later"] = 1
    said["document"]["colour"] = {"deep": [1]}
    said["document"]["sections"][0]["mood"] = "calm"
    assert from_bytes(canonical(said), "文件") == notice()


def test_a_file_of_an_earlier_program_takes_what_it_did_not_know_as_nothing() -> None:
    said = said_by(notice())
    del said["document"]["left_out"], said["document"]["sections"][0]["remarks"]
    assert from_bytes(canonical(said), "文件").left_out == ()


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format":1}', b'{"format":"1","document":{}}',
    b'{"format":1,"document":[]}', b'{"format":true,"document":{}}', b'{"format":0,"document":{}}',
    b'{"format":1,"document":{"title":1}}', b'{"format":' + b"9" * 5000 + b"}",
], ids=lambda each: each[:24].decode("latin-1"))
def test_a_file_that_is_no_document_is_one_sentence(content: bytes) -> None:
    with pytest.raises(BooksDamaged, match="第7号公开报告里的报告读不出来"):
        from_bytes(content, "第7号公开报告")


@given(st.data())
def test_a_document_with_any_value_in_any_place_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    said = said_by(notice())
    spot: Any = said["document"]
    key: Any = data.draw(st.sampled_from(sorted(spot)))
    while isinstance(spot[key], (dict, list)) and spot[key] and data.draw(st.booleans()):
        spot = spot[key]
        key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
    spot[key] = data.draw(st.sampled_from([None, True, 1, -1.5, 2**70, "x", [], {}, [[]], ["x"], {"a": 1}]))
    try:
        assert isinstance(from_bytes(json.dumps(said).encode(), "文件"), Document)
    except BooksDamaged as damage:
        assert "读不出来" in str(damage)


def test_a_file_of_a_later_format_asks_for_a_later_program() -> None:
    with pytest.raises(WrongUse, match="用更新的版本打开"):
        from_bytes(canonical({**said_by(notice()), "format": FORMAT + 1}), "文件")


# the steps, and who may take them


def test_a_report_goes_from_draft_to_published_and_every_step_is_recorded(shown: Books) -> None:
    found = shown.state().releases[0]
    assert found.stage == PUBLISHED and found.on_show
    assert [(each.kind, each.who, each.note) for each in found.acts] == [
        ("draft", "张会计", ""), ("review", "李经审", "账实相符"), ("approve", "王主席", ""),
        ("publish", "张会计", ""),
    ]
    assert dict(found.files).keys() == {"report.txt", "report-A4.png"}
    (document,) = release.published(shown.view(LOCAL_PAGES))
    assert document == of(shown), "what was reviewed is what is published"
    assert release.file_of(shown, found, "report.txt") == document.title.encode()
    assert found.head == document.head and found.smallest == 5
    assert verification.verify(shown.home).ok


@pytest.mark.parametrize(("steps", "kind", "why"), [
    ((), "approve", "先由经审会审阅"), ((), "publish", "审阅、主席批准"), ((), "withdraw", "不能撤下"),
    (("review",), "review", "不能审阅"), (("review",), "publish", "主席批准"),
    (("review", "approve"), "review", "不能审阅"), (("review", "approve"), "approve", "不能批准"),
    (("return", "review", "return"), "approve", "先由经审会审阅"),
], ids=str)
def test_a_step_out_of_turn_is_refused_and_writes_nothing(
    mine: Books, steps: tuple[str, ...], kind: str, why: str
) -> None:
    seq = drafted(mine).seq
    for step, who in zip(steps, ("李经审", "王主席", "赵六"), strict=False):
        releasing.act(mine, seq, step, who, AT, "看过")
    before = len(mine.events), files(mine)
    with pytest.raises(WrongUse, match=why):
        if kind == "publish":
            releasing.publish(mine, seq, MAKERS, "钱七", AT)
        else:
            releasing.act(mine, seq, kind, "钱七", AT, "看过")
    assert before == (len(mine.events), files(mine))


def test_nobody_reviews_or_approves_what_he_drafted_or_both(mine: Books) -> None:
    seq = drafted(mine, "张会计").seq
    with pytest.raises(WrongUse, match="起草的人不能审阅"):
        releasing.act(mine, seq, "review", " 张 会計（代）".replace("計", "计"), AT)
    releasing.act(mine, seq, "review", "李经审", AT)
    with pytest.raises(WrongUse, match="起草的人不能批准"):
        releasing.act(mine, seq, "approve", "张会计", AT)
    with pytest.raises(WrongUse, match="两个人"):
        releasing.act(mine, seq, "approve", "李经审", AT)
    releasing.act(mine, seq, "approve", "王主席", AT)


@pytest.mark.parametrize("who", ["", " ", "本机", "阳光账本", "—"])
def test_every_step_wants_a_name(mine: Books, who: str) -> None:
    with pytest.raises(WrongUse, match="请填姓名"):
        drafted(mine, who)
    seq = drafted(mine).seq
    for kind in ("review", "return"):
        with pytest.raises(WrongUse, match="请填姓名"):
            releasing.act(mine, seq, kind, who, AT, "原因")


def test_sending_back_and_taking_down_want_a_reason(shown: Books) -> None:
    draft = drafted(shown, period="2024H2")
    with pytest.raises(WrongUse, match="退回要写明原因"):
        releasing.act(shown, draft.seq, "return", "王主席", AT, " ")
    with pytest.raises(WrongUse, match="撤下要写明原因"):
        releasing.act(shown, shown.state().releases[0].seq, "withdraw", "王主席", AT)


def test_what_is_sent_back_needs_to_be_reviewed_and_approved_again(mine: Books) -> None:
    seq = passed(mine).seq
    found = releasing.act(mine, seq, "return", "王主席", AT, "摘要要改")
    assert found.stage == DRAFT and found.last("review") is None and found.last("draft")
    with pytest.raises(WrongUse):
        releasing.act(mine, seq, "approve", "王主席", AT)
    releasing.act(mine, seq, "review", "王主席", AT)  # the one who approved before may review now
    with pytest.raises(WrongUse, match="两个人"):
        releasing.act(mine, seq, "approve", "王主席", AT)
    assert releasing.act(mine, seq, "approve", "李经审", AT).stage == APPROVED


def test_a_new_draft_takes_the_place_of_the_one_that_was_not_published(mine: Books) -> None:
    first, other = drafted(mine), drafted(mine, period="2024H2")
    second = drafted(mine)
    stages = {each.seq: each.stage for each in mine.state().releases}
    assert stages == {first.seq: REPLACED, other.seq: DRAFT, second.seq: DRAFT}
    with pytest.raises(WrongUse, match=f"第{second.seq}号"):
        releasing.act(mine, first.seq, "review", "李经审", AT)


def test_a_correction_stands_for_the_release_before_it_and_both_stay_known(shown: Books) -> None:
    first = shown.state().releases[0]
    draft = drafted(shown)
    assert [each.seq for each in release.on_show(shown.state())] == [first.seq], "a draft changes nothing"
    releasing.act(shown, draft.seq, "review", "李经审", AT)
    releasing.act(shown, draft.seq, "approve", "王主席", AT)
    second = releasing.publish(shown, draft.seq, MAKERS, "张会计", AT)
    assert [each.seq for each in release.on_show(shown.state())] == [second.seq]
    assert release.release(shown.state(), first.seq).replaced_by == second.seq
    assert len(release.published(shown.view(LOCAL_PAGES))) == 2


def test_what_is_taken_down_is_no_longer_shown_and_its_files_stay(shown: Books) -> None:
    found = shown.state().releases[0]
    before = files(shown)
    taken = releasing.act(shown, found.seq, "withdraw", "王主席", AT, "公布错了期间")
    assert taken.stage == WITHDRAWN and release.on_show(shown.state()) == ()
    assert files(shown) == before and release.file_of(shown, taken, "report.txt")
    assert len(release.published(shown.view(LOCAL_PAGES))) == 1, "somebody may have read it"
    assert verification.verify(shown.home).ok


def test_an_earlier_moment_of_the_books_knows_the_releases_of_then(shown: Books, tmp_path: Path) -> None:
    found = shown.state().releases[0]
    last = shown.events[-1].seq
    stages = [[each.stage for each in shown.state(seq).releases] for seq in range(found.seq - 1, last + 1)]
    assert stages == [[], [DRAFT], [REVIEWED], [APPROVED], [PUBLISHED]]
    load(shown, tmp_path, "dues", DUES.replace("2025-0", "2025-1"), "b.csv")
    assert shown.state().releases == shown.state(last).releases


# what is frozen


def test_later_loads_and_undos_change_neither_a_draft_nor_what_is_published(
    shown: Books, tmp_path: Path
) -> None:
    found, draft = shown.state().releases[0], drafted(shown, period="2024H2")
    before = files(shown)
    added = load(shown, tmp_path, "dues", DUES.replace("100", "200"), "更多.csv")
    undo(shown, added.batch, "试验", "测试", AT)
    undo(shown, shown.state().living("dues")[0].number, "试验", "测试", AT)
    assert files(shown) == before
    state = shown.state()
    assert release.release(state, found.seq).on_show
    assert release.document_of(shown, release.release(state, draft.seq)).version == draft.version
    assert verification.verify(shown.home).ok


def test_a_report_of_other_books_or_of_another_version_is_not_frozen(mine: Books) -> None:
    view = mine.view(LOCAL_PAGES)
    for changed, why in (
        ({"union": "别的工会"}, "不是从这套账"), ({"version": 0}, "这一版"), ({"head": "0" * 64}, "这套账"),
        ({"sections": ()}, "没有一节有数"),
        ({"figures": (Figure("人数", "integer", "人", 3, None, "q", "c", hidden=True),)}, "遮盖"),
    ):
        with pytest.raises(WrongUse, match=why):
            releasing.draft(view, of(mine, **changed), "张会计", AT)
    with pytest.raises(WrongUse, match="不是期间"):
        releasing.draft(view, of(mine, period="半年"), "张会计", AT)
    assert files(mine) == {} and not mine.state().releases


def test_what_decided_on_hiding_and_the_mark_of_a_draft_are_not_frozen(mine: Books) -> None:
    row = Row((Cell(HIDDEN),), largest_fen=12345, behind=(("people", "1:54321"),))
    table = Table("帮扶", (Column("类型"),), (row,), about="assistance")
    found = drafted(mine, sections=(Section("a", "帮扶", tables=(table,)),), marks=("虚构示例", "草稿"))
    frozen = release.document_of(mine, found)
    content = store.document_path(mine.home, found.seq).read_bytes()
    assert frozen.marks == ("虚构示例",) and b"12345" not in content and b"54321" not in content
    assert releasing.as_draft(found, frozen).marks == ("虚构示例", "草稿")


def test_a_group_that_may_no_longer_be_shown_stops_a_draft(mine: Books) -> None:
    seq = drafted(mine).seq
    view = mine.view(LOCAL_PAGES)
    set_value(mine, "smallest_group", "8", "上级要求", "王主席", AT)
    with pytest.raises(WrongUse, match="由 5 改为 8"):
        releasing.act(mine, seq, "review", "李经审", AT)
    with pytest.raises(Moved, match="改大了"):
        releasing.draft(view, of(mine), "张会计", AT)
    assert drafted(mine).smallest == 8


def test_a_draft_that_says_what_would_be_hidden_today_is_not_published(mine: Books) -> None:
    view = mine.view(LOCAL_PAGES)
    whole = compose(view, release.HALF_YEAR, "2025H1")
    assert HIDDEN not in [cell.text for table in whole.tables() for row in table.rows for cell in row.cells]
    set_value(mine, "smallest_group", "7", "上级要求", "王主席", AT)
    found = releasing.draft(mine.view(LOCAL_PAGES), whole, "张会计", AT)  # as an earlier program hid
    releasing.act(mine, found.seq, "review", "李经审", AT)
    releasing.act(mine, found.seq, "approve", "王主席", AT)
    with pytest.raises(WrongUse, match="现在该遮盖的数"):
        releasing.publish(mine, found.seq, MAKERS, "张会计", AT)
    assert mine.state().releases[0].stage == APPROVED and len(files(mine)) == 1


def test_what_would_be_said_otherwise_today_is_told_place_by_place() -> None:
    old = notice()
    section = old.sections[0]
    row = section.tables[0].rows[1]
    cells = (*row.cells[:-2], replace(row.cells[-2], text="9.99"), row.cells[-1])
    table = replace(section.tables[0], rows=(section.tables[0].rows[0], replace(row, cells=cells),
                                             *section.tables[0].rows[2:]))
    new = replace(old, version=99, head="1" * 64, as_of="2030-01-01", notes=(),
                  sections=(replace(section, tables=(table,)),))
    found = revision.differences(old, new)
    assert [(each.after) for each in found][:1] == ["9.99"]
    assert all(each.after == revision.NOWHERE for each in found[1:]) and len(found) == 1 + len(old.notes)
    assert revision.differences(old, replace(old, version=3, as_of="", program="", head="")) == ()


# the disk: changed files, killed writers, two at once


@pytest.mark.parametrize("name", ["document.json", "published/report.txt"])
def test_verify_finds_a_changed_a_missing_and_a_linked_file(shown: Books, tmp_path: Path, name: str) -> None:
    found = shown.state().releases[0]
    path = store.document_path(shown.home, found.seq).parent / name
    content = path.read_bytes()
    path.write_bytes(content.replace(b"2025", b"2024") + b" ")
    verdict = verification.verify(shown.home)
    assert not verdict.ok and "已被改动" in verdict.message and path.name in verdict.message
    assert verdict.first_bad == found.acts[0 if name == "document.json" else -1].seq
    release._read.cache_clear()
    with pytest.raises(BooksDamaged, match="被改动"):
        release.document_of(shown, found) if name == "document.json" else release.file_of(
            shown, found, path.name
        )
    path.unlink()
    assert "不见了" in verification.verify(shown.home).message
    (tmp_path / "copy").write_bytes(content)
    path.symlink_to(tmp_path / "copy")
    assert "换成了链接" in verification.verify(shown.home).message


def test_verify_names_a_step_that_does_not_fit(mine: Books) -> None:
    seq = drafted(mine).seq
    append(mine.home, mine.events, "publish", "张会计", AT, {"release": seq, "files": {}, "note": ""})
    verdict = verification.verify(mine.home)
    assert not verdict.ok and "不合次序" in verdict.message
    assert mine.state().releases[0].stage == DRAFT, "it changes nothing"


def cut_off(books: Books, folder: Path) -> Books:
    """A copy of the books as a writer leaves them that was killed before the last event was whole."""
    copied = folder / "cut"
    for path in sorted(books.home.rglob("*")):
        if path.is_file() and path.name != ".lock":
            store.put(copied / path.relative_to(books.home), path.read_bytes())
    lines = path_of(copied).read_bytes().splitlines(keepends=True)
    path_of(copied).write_bytes(b"".join(lines[:-1]) + lines[-1][:-20])
    (copied / "head").write_bytes(lines[-2])
    return open_books(copied)


def test_a_draft_cut_off_before_its_event_is_none_and_is_drafted_again(mine: Books, tmp_path: Path) -> None:
    found = drafted(mine)
    cut = cut_off(mine, tmp_path)
    verdict = verification.verify(cut.home)
    assert verdict.ok and f"releases/{found.seq:06d}/document.json" in verdict.message
    assert cut.state().releases == ()
    assert drafted(cut).seq == found.seq and "不属于" not in verification.verify(cut.home).message


def test_a_publishing_cut_off_before_its_event_is_none_and_is_done_again(
    shown: Books, tmp_path: Path
) -> None:
    found = shown.state().releases[0]
    cut = cut_off(shown, tmp_path)
    left = store.published_folder(cut.home, found.seq)
    (left / "report.old").write_bytes(b"of another program")
    beside = left / ".report.txt.0123abcd"
    beside.write_bytes(b"half")
    assert cut.state().releases[0].stage == APPROVED and release.on_show(cut.state()) == ()
    assert verification.verify(cut.home).ok
    assert cut.rebuild() >= 1 and not beside.exists()
    again = releasing.publish(cut, found.seq, MAKERS, "张会计", AT)
    assert again.files == found.files and not (left / "report.old").exists()
    assert "不属于" not in verification.verify(cut.home).message


def test_a_journal_cut_short_is_found_by_the_releases_that_lie_there(mine: Books) -> None:
    drafted(mine)
    drafted(mine, period="2024H2")
    lines = path_of(mine.home).read_bytes().splitlines(keepends=True)
    path_of(mine.home).write_bytes(b"".join(lines[:-2]))
    (mine.home / "head").unlink()
    assert "被删除" in verification.verify(mine.home).message


def test_a_disk_that_refuses_leaves_the_release_as_it_was(mine: Books) -> None:
    found = passed(mine)
    store.published_folder(mine.home, found.seq).write_bytes(b"a file where a folder belongs")
    with pytest.raises(NotWritten):
        releasing.publish(mine, found.seq, MAKERS, "张会计", AT)
    assert mine.state().releases[0].stage == APPROVED


def test_of_two_who_take_one_step_at_once_one_does(mine: Books) -> None:
    seq = passed(mine).seq
    ready, refused = threading.Barrier(2), []

    def press(who: str) -> None:
        ready.wait()
        try:
            releasing.publish(mine, seq, MAKERS, who, AT)
        except OpenBooksError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=press, args=(who,)) for who in ("张会计", "钱七")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(refused) == 1 and sum(each.kind == "publish" for each in mine.events) == 1
    assert verification.verify(mine.home).ok


# reminder, settings, command line


def test_a_half_year_that_ended_waits_until_it_is_published(mine: Books) -> None:
    months = release.months_of([("2024-03", "2025-05")])
    found = release.due(mine.state(), date(2025, 7, 15), months)
    assert [(each.period.code, each.days, each.held, each.release) for each in found] == [
        ("2025H1", 14, True, None), ("2024H2", 195, True, None), ("2024H1", 379, True, None),
    ]
    assert [each.period.code for each in release.due(mine.state(), date(2025, 6, 30), months)] == [
        "2024H2", "2024H1",
    ]
    draft = drafted(mine, period="2025H1")
    assert release.due(mine.state(), date(2025, 7, 1), months)[0].release == draft
    releasing.act(mine, draft.seq, "review", "李经审", AT)
    releasing.act(mine, draft.seq, "approve", "王主席", AT)
    done = releasing.publish(mine, draft.seq, MAKERS, "张会计", AT)
    assert "2025H1" not in [each.period.code for each in release.due(mine.state(), date(2025, 7, 15), months)]
    releasing.act(mine, done.seq, "withdraw", "王主席", AT, "有误")
    assert release.due(mine.state(), date(2025, 7, 15), months)[0].period.code == "2025H1"
    last = release.due(mine.state(), date(2026, 1, 1), frozenset())
    assert [(each.period.code, each.days, each.held) for each in last] == [("2025H2", 0, False)]


def test_half_years_follow_the_unions_own_year(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found_own(books, Settings("临溪小学工会", "浙江", "2010", 9, False), "陈静", AT)
    (found,) = release.due(books.state(), date(2025, 3, 1), ())
    assert (found.period.code, found.period.start, found.days) == ("2024H1", "2024-09", 0)
    assert release.next_half(books.state(), date(2025, 3, 1)).code == "2024H2"


def test_settings_are_events_with_who_and_why(mine: Books) -> None:
    assert (mine.state().smallest_group, mine.state().allocation) == (5, "")
    set_value(mine, "smallest_group", " 08 ", "上级要求", "王主席", AT)
    set_value(mine, "allocation", "会费全部用于\n职工活动", "委员会决定", "王主席", AT)
    state = mine.state()
    assert (state.smallest_group, state.allocation) == (8, "会费全部用于 职工活动")
    assert mine.state(mine.version()).smallest_group == 5, "as of an earlier moment"
    before = len(mine.events)
    for name, value, reason, who in (
        ("smallest_group", "2", "因", "甲"), ("smallest_group", "31", "因", "甲"),
        ("smallest_group", "５", "因", "甲"), ("smallest_group", "5.0", "因", "甲"),
        ("smallest_group", "8", "因", "甲"), ("smallest_group", "7", " ", "甲"),
        ("smallest_group", "7", "因", ""), ("allocation", "长" * 201, "因", "甲"),
        ("allocation", "看\u202e不见", "因", "甲"), ("colour", "red", "因", "甲"),
    ):
        with pytest.raises(WrongUse):
            set_value(mine, name, value, reason, who, AT)
    assert len(mine.events) == before


def test_a_setting_that_a_later_program_wrote_leaves_what_held_before(mine: Books) -> None:
    set_value(mine, "smallest_group", "7", "上级要求", "王主席", AT)
    for body in ({"name": "smallest_group", "value": "七"}, {"name": "colour", "value": "red"}):
        append(mine.home, mine.events, "setting", "甲", AT, {**body, "reason": "因"})
    assert mine.state().smallest_group == 7
    assert setting.values(mine.events).keys() == setting.SETTINGS.keys()


def test_events_about_releases_that_say_too_little_are_damage(mine: Books) -> None:
    append(mine.home, mine.events, "draft", "甲", AT, {"report": "x"})
    with pytest.raises(BooksDamaged, match="缺少必要内容"):
        Books(mine.home).state()


def test_an_act_of_a_release_that_there_is_not_is_passed_over_and_found(mine: Books) -> None:
    append(mine.home, mine.events, "review", "甲", AT, {"release": 999, "note": ""})
    assert publication.releases_of(mine.events) == ()
    assert "第999号公开报告当时不能审阅" in verification.verify(mine.home).message


def test_a_release_is_made_on_the_command_line(
    mine: Books, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str, code: int = 0) -> dict[str, Any]:
        assert main([*words, "--books", str(mine.home), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    assert said("setting", "smallest_group", "6", "--reason", "上级要求", "--who", "王主席")["value"] == "6"
    draft = said("release", "draft", release.HALF_YEAR, "--period", "2025H1", "--who", "张会计")["release"]
    assert (draft["stage"], draft["period"], draft["smallest_group"]) == ("draft", "2025H1", 6)
    seq = str(draft["release"])
    assert "起草的人" in said("release", "review", seq, "--who", "张会计", code=2)["error"]
    said("release", "review", seq, "--who", "李经审", "--note", "属实")
    said("release", "return", seq, "--who", "王主席", "--reason", "改期")
    said("release", "review", seq, "--who", "李经审")
    said("release", "approve", seq, "--who", "王主席")
    assert "还没有公布" in said("release", "save", seq, "--out", str(tmp_path / "out"), code=2)["error"]
    done = said("release", "publish", seq, "--who", "张会计")["release"]
    assert done["stage"] == "published"
    assert {"report.pdf", "report.pptx", "report.zip"} <= done["files"].keys()
    written = said("release", "save", seq, "--out", str(tmp_path / "out"))["files"]
    assert len(written) > len(done["files"]) and all(Path(each).is_file() for each in written)
    said("release", "withdraw", seq, "--who", "王主席", "--reason", "有误")
    assert [each["stage"] for each in said("release", "list")["releases"]] == ["withdrawn"]
    assert "还要写 --who" in said("release", "review", seq, code=2)["error"]
    assert "没有第999号" in said("release", "approve", "999", "--who", "甲", code=2)["error"]
    assert said("verify")["ok"]
