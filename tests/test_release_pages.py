"""半年公开, 公开栏, 去年怎么说的 and 规则设置, as the pages show them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import claim, query, release, releasing, store
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, open_books
from openbooks.document import Document, Figure, Section, Span
from openbooks.founding import found_own
from openbooks.governing import set_value
from openbooks.history import Settings
from openbooks.publication import Release
from openbooks.undoing import undo
from tests.documents import notice
from tests.door import books_in, load
from tests.test_governing_pages import fill, keyed, labels
from tests.test_pages import told
from tests.test_upload_page import looked, window

AT = datetime(2025, 7, 10, 9, 0, tzinfo=UTC)
RELEASE, EARLIER = "pages/congress/release.py", "pages/congress/earlier.py"
PUBLISHED, SETTINGS = "pages/members/published.py", "pages/staff/settings.py"
MAKERS: dict[str, releasing.Maker] = {".pdf": lambda document: document.title.encode()}
DUES = "会员编号,姓名,所属月份,应缴会费,实缴会费\n" + "".join(
    f"10{number:02d},职工{number},{year}-0{1 + number % 6},20.00,20.00\n"
    for year in (2024, 2025) for number in range(12)
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Own books with dues of two half-years; nobody writes into them."""
    folder = tmp_path_factory.mktemp("loaded")
    books = books_in(folder)
    found_own(books, Settings("临溪小学工会", "浙江", "2010", 1, False), "陈静", AT)
    load(books, folder, "dues", DUES)
    return books.home


@pytest.fixture
def mine(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A fresh copy of them, where the pages look for it."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    shutil.copytree(loaded, tmp_path / "books")
    return open_books(tmp_path / "books")


@pytest.fixture(scope="module")
def opened_to_all(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a half-year published; nobody writes into them."""
    home = tmp_path_factory.mktemp("published") / "books"
    shutil.copytree(loaded, home)
    public(open_books(home))
    return home


@pytest.fixture
def shown(opened_to_all: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A fresh copy of them, where the pages look for it."""
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    shutil.copytree(opened_to_all, tmp_path / "books")
    return open_books(tmp_path / "books")


def public(books: Books, period: str = "2025H1") -> Release:
    """The half-year's table, composed of these books and published."""
    found = releasing.begin(books.view(LOCAL_PAGES), release.HALF_YEAR, period, "", "诸葛静", AT)
    releasing.act(books, found.seq, "review", "欧阳雪", AT, "诸葛静报的账属实")
    releasing.act(books, found.seq, "approve", "上官云", AT)
    return releasing.publish(books, found.seq, MAKERS, "诸葛静", AT)


def plainly(app: AppTest) -> str:
    """All that a window says, without what Markdown needs."""
    return told(app).replace("\\", "").replace("\u2060", "")


def page(path: str, **parameters: str) -> str:
    """All that a page says."""
    return plainly(looked(window(path, **parameters)))


def test_a_half_year_is_drafted_reviewed_approved_and_published_in_two_steps_each(mine: Books) -> None:
    app = window(RELEASE)
    assert "还没有起草" in told(app) and "该公开了" in told(app)
    app = keyed(app, "next draft")
    assert "请先填起草人的姓名" in told(app)
    app = looked(app.selectbox(key="own draft period True").select("2025H1").run())
    app = keyed(fill(app, "own draft who", "张会计"), "next draft")
    assert not mine.state().releases, "the first step only asks"
    app = keyed(app, "act draft")
    (found,) = mine.state().releases
    assert (found.stage, found.period, found.report) == ("draft", "2025H1", release.HALF_YEAR)
    assert "下一步：经审会审阅" in told(app) and "草稿" in [each.value for each in app.warning]
    app = fill(app, f"own review {found.seq} who", "张 会计")
    assert "起草的人不能审阅" in told(app) and f"next review {found.seq}" not in [b.key for b in app.button]
    app = keyed(fill(app, f"own review {found.seq} who", "李经审"), f"next review {found.seq}")
    app = keyed(app, f"act review {found.seq}")
    assert "下一步：主席批准" in told(app)
    releasing.act(mine, found.seq, "approve", "王主席", AT)  # by somebody at another window
    app = looked(app.run())
    app = keyed(fill(app, f"own publish {found.seq} who", "张会计"), f"next publish {found.seq}")
    assert "人人可看" in told(app) and "确认公布" in labels(app)
    assert "草稿" in [each.value for each in app.warning], "until then it is marked"


def test_a_report_is_sent_back_and_taken_down_with_a_reason(shown: Books) -> None:
    seq = shown.state().releases[0].seq
    app = fill(window(RELEASE, release=str(seq)), f"own withdraw {seq} who", "上官云")
    app = keyed(app, f"next withdraw {seq}")
    assert "请先写原因" in told(app)
    app = keyed(fill(app, f"own withdraw {seq} note", "期间写错"), f"next withdraw {seq}")
    app = keyed(app, f"act withdraw {seq}")
    assert "期间写错" in told(app) and release.on_show(shown.state()) == ()
    assert "公开栏还是空的" in page(PUBLISHED)


def test_the_books_moved_on_and_the_page_says_what_would_be_different_now(mine: Books) -> None:
    found = releasing.begin(mine.view(LOCAL_PAGES), release.HALF_YEAR, "2025H1", "", "张会计", AT)
    before = store.document_path(mine.home, found.seq).read_bytes()
    load(mine, mine.home.parent, "dues", "会员编号,姓名,所属月份,应缴会费,实缴会费\n" + "".join(
        f"20{number:02d},职工乙{number},2025-04,20.00,20.00\n" for number in range(9)
    ), "补.csv")
    app = window(RELEASE)
    (box,) = [each.label for each in app.expander if "起草以后账本有变动" in each.label]
    assert f"第 {found.version} 版 → 第 {mine.version()} 版" in box
    app.session_state[f"moved {found.seq}"] = True
    text = plainly(looked(app.run()))
    assert "草稿不会自己改" in text and "240.00" in text and "420.00" in text
    assert store.document_path(mine.home, found.seq).read_bytes() == before
    text = page(PUBLISHED)
    assert "公开栏还是空的" in text and "起公开" in text and "240.00" not in text, "a draft is not public"


def test_names_of_those_who_took_a_step_are_masked_and_notes_scrubbed(shown: Books) -> None:
    for path in (RELEASE, PUBLISHED, EARLIER):
        text = page(path)
        assert not [name for name in ("诸葛静", "欧阳雪", "上官云") if name in text], path


def test_the_public_reads_what_was_frozen_whatever_became_of_the_books(shown: Books) -> None:
    before = page(PUBLISHED)
    assert "已公布 1 份" in before and "实缴会费" in before and "240.00" in before
    undo(shown, shown.state().living("dues")[0].number, "试验", "测试", AT)
    changing = ("截至", "第 ")
    kept = [line for line in before.splitlines() if not line.startswith(changing)]
    assert [line for line in page(PUBLISHED).splitlines() if not line.startswith(changing)] == kept


def test_a_damaged_file_is_a_sentence_and_the_other_releases_stand(shown: Books) -> None:
    second, first = shown.state().releases[0], public(shown, "2024H1")
    store.document_path(shown.home, first.seq).write_bytes(b"{}")
    release._read.cache_clear()
    assert "文件已损坏" in page(RELEASE) and "2025年上半年" in page(PUBLISHED, release=str(second.seq))
    assert "不见了或被改动" in page(PUBLISHED, release=str(first.seq))


def test_an_address_of_no_release_is_answered(shown: Books) -> None:
    for path, said in ((PUBLISHED, "<script>" * 40), (EARLIER, "１")):
        assert "没有地址所说的第" in page(path, release=said)


def test_last_year_said_x_and_today_says_y_because_of_these_loads(shown: Books) -> None:
    folder = shown.home.parent
    found = shown.state().releases[0]
    assert "一个也没有变" in page(EARLIER)
    load(shown, folder, "dues", DUES.replace("100", "990").replace("2025-", "2023-"), "别的年.csv")
    added = load(shown, folder, "dues", "会员编号,姓名,所属月份,应缴会费,实缴会费\n" + "".join(
        f"20{number:02d},职工乙{number},2025-04,20.00,20.00\n" for number in range(9)
    ), "补.csv")
    text = page(EARLIER)
    assert "240.00" in text and "420.00" in text and "+180.00" in text
    app = window(EARLIER)
    box = next(each.label for each in app.expander if each.label.replace("\\", "").startswith("实缴会费"))
    app.session_state["why 实缴会费"] = True
    app = looked(app.run())
    text = told(app).replace("\\", "")
    assert "+180.00" in box.replace("\\", "")
    assert f"装载了“补.csv”（会费缴纳），记作第{added.batch}号" in text and "240.00 → 420.00" in text
    assert "别的年.csv" not in text, "what did not move the figure is not a reason"
    assert dict(release.on_show(shown.state())[0].files) == dict(found.files)
    older = page(EARLIER, side="prior")
    assert "上年同期数" in older and "相同" in older


def test_a_figure_of_few_people_is_neither_said_nor_told_by_its_difference(shown: Books) -> None:
    load(shown, shown.home.parent, "dues",
         "会员编号,姓名,所属月份,应缴会费,实缴会费\n2001,职工乙,2025-04,20.00,20.00\n", "补.csv")
    lines = [line for line in page(EARLIER).splitlines() if line.startswith("应缴会费人数")]
    assert lines and lines[0].split()[-2:] == ["*", "—"], "twelve then, thirteen now: that is one person"


def dues_figure(**changed: object) -> Figure:
    given = {"query": "dues_rate", "column": "paid_fen", "value": 24000, "kind": "money", **changed}
    return Figure("实缴会费", unit="分", prior=None,
                  parameters=(("from", "2025-01"), ("to", "2025-07")), **given)  # type: ignore[arg-type]


def saying(books: Books, figure: Figure) -> Document:
    """A report of these books that says one figure."""
    said = Section("dues", "会费", paragraphs=(((Span("…", figure.name),),),))
    return notice(figures=(figure,), sections=(said,), version=books.version())


@pytest.mark.parametrize(("changed", "why"), [
    ({"query": "gone"}, "没有查询"), ({"column": "gone"}, "没有列"), ({"row": (("gone", "x"),)}, "没有列"),
])
def test_a_figure_that_this_program_cannot_ask_any_more_says_so(
    mine: Books, changed: dict[str, object], why: str
) -> None:
    document = saying(mine, dues_figure(**changed))
    (found,) = claim.claims(document, False, mine.version(), 5, lambda version, name, given: query.ask(
        mine.view(LOCAL_PAGES, version), name, given
    ))
    assert why in found.fault and found.now is None and found.said == 24000


@pytest.mark.long
def test_each_of_many_loads_is_found_by_few_questions(mine: Books) -> None:
    since, asked, document = mine.version(), [], saying(mine, dues_figure())
    for number in range(24):
        year = 2025 if number == 17 else 2022
        load(mine, mine.home.parent, "dues", "会员编号,姓名,所属月份,应缴会费,实缴会费\n"
             f"3{number:03d},职工丙{number},{year}-03,10.00,10.00\n", f"{number}.csv")

    def ask(version: int, name: str, given: dict[str, object]) -> query.Result:
        asked.append(version)
        return query.ask(mine.view(LOCAL_PAGES, version), name, given)

    (found,) = claim.claims(document, False, mine.version(), 5, ask)
    assert (found.said, found.read, found.now) == (24000, 24000, 25000)
    touched = claim.touching(mine.state(), mine.events, found.figure, since)
    steps = claim.steps(found, False, since, touched, ask)
    assert steps is not None and len(touched) == 24
    assert [(each.event.body["file"], each.before, each.after) for each in steps] == [
        ("17.csv", 24000, 25000),
    ]
    assert len(set(asked)) <= 8


def test_a_figure_said_as_a_decrease_is_held_against_the_same_sign(mine: Books) -> None:
    document = saying(mine, dues_figure(value=-24000))
    (found,) = claim.claims(document, False, mine.version(), 5, lambda version, name, given: query.ask(
        mine.view(LOCAL_PAGES, version), name, given
    ))
    assert found.same and found.difference == 0


def test_a_setting_is_changed_in_two_steps_and_its_history_is_told(mine: Books) -> None:
    app = window(SETTINGS)
    assert "人数不足 5 人的格不公开" in told(app)
    app = fill(app, "own set smallest_group value", "2")
    assert "3 至 30" in told(app)
    app = fill(app, "own set smallest_group value", "8")
    app = fill(fill(app, "own set smallest_group why", "上级要求"), "own set smallest_group who", "本机")
    assert "请先填经办人" in told(keyed(app, "next set smallest_group"))
    app = keyed(fill(app, "own set smallest_group who", "上官云"), "next set smallest_group")
    assert mine.state().smallest_group == 5
    app = keyed(app, "act set smallest_group")
    assert mine.state().smallest_group == 8 and "人数不足 8 人的格不公开" in told(app)
    assert "上级要求" in told(app)
    set_value(mine, "allocation", "诸葛静定：会费用于活动", "诸葛静提议", "诸葛静", AT)
    load(mine, mine.home.parent, "dues", "会员编号,姓名,所属月份,应缴会费,实缴会费\n"
         "7001,诸葛静,2025-06,20.00,20.00\n", "丁.csv")
    assert "诸葛静" not in page(SETTINGS)


def test_an_earlier_version_of_the_books_can_only_be_looked_at(shown: Books) -> None:
    version = shown.version()
    load(shown, shown.home.parent, "dues", DUES.replace("100", "990"), "后来.csv")
    for path in (RELEASE, SETTINGS):
        app = looked(window(path, as_of=str(version)))
        assert not [each for each in labels(app) if each.startswith(("确认", "下一步"))], path
    assert "公开栏还是空的" in page(PUBLISHED, as_of=str(version)), "as it was known then"
