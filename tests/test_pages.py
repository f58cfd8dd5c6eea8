"""Every page on empty books, on a small union and on a large one, and with addresses that lie.

The pages are walked: one that is added later is under the same tests at once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from openbooks import store
from openbooks.books import Books, open_books
from openbooks.history import Settings
from openbooks.intake import Answers, load_file
from tests.door import own_books

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py"))
START, UPLOAD = "pages/members/start.py", "pages/staff/upload.py"
ROWS, BATCHES = "pages/audit/rows.py", "pages/staff/batches.py"
CHANGES, MAPPINGS = "pages/audit/changes.py", "pages/staff/mappings.py"
PERIODS, DUES = "pages/staff/periods.py", "pages/members/dues.py"
# there are rules before there are rows, and the union itself is a unit
RULES = ("pages/audit/rules.py", "pages/audit/network.py")
RELEASES = ("pages/congress/release.py", "pages/congress/earlier.py", "pages/members/published.py",
            "pages/staff/settings.py")
FIGURES = [page for page in PAGES
           if page not in (START, UPLOAD, ROWS, BATCHES, CHANGES, MAPPINGS, PERIODS, *RULES, *RELEASES)]
UNIONS = {"school": "清溪小学工会", "federation": "临江街道总工会"}
# What a reader must never meet: Python's and pandas' words for nothing, a traceback, raw columns.
RAW = re.compile(r"\b(None|nan|NaN|NaT|<NA>|Traceback|[a-z]+_fen|[a-z]+_id)\b")


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_books: Callable[[str], Books]
) -> Path:
    """A place for own books that is empty, with the two examples beside it."""
    beside = tmp_path / "books-example"
    beside.mkdir()
    for union in UNIONS:
        (beside / union).symlink_to(example_books(union).home, target_is_directory=True)
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return tmp_path / "books"


def opened(path: str, /, **parameters: str) -> AppTest:
    """The page after a run through the router, with these parameters in its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    app.switch_page(path)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def shown(table: Any) -> str:
    """The cells of a table as they are drawn, with its headings."""
    held = table.proto.arrow_data
    drawn = held.styler.display_values or held.data
    with pa.ipc.open_stream(drawn) as stream:
        cells = stream.read_all().to_pylist()
    return "\n".join([" ".join(map(str, table.value.columns)),
                      *(" ".join("" if v is None else str(v) for v in row.values()) for row in cells)])


def told(app: AppTest) -> str:
    """All texts of a page that a reader sees, tables among them; not the SQL."""
    texts = [each.value for kind in (
        app.title, app.header, app.subheader, app.markdown, app.caption, app.error, app.warning,
        app.info, app.success, app.text,
    ) for each in kind]
    texts += [each.label for kind in (app.button, app.selectbox, app.text_input) for each in kind]
    texts += [shown(each) for each in app.table]
    return "\n".join(map(str, texts))


def sound(app: AppTest) -> None:
    """Nothing broke, and nothing raw is on the page."""
    assert not app.exception, app.exception
    assert len(app.title) == 1
    raw = RAW.search(told(app))
    assert not raw, f"{raw.group()} in: {told(app)[max(0, raw.start() - 80) : raw.end() + 40]}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_designed_before_there_are_books(page: str, home: Path) -> None:
    app = opened(page)
    sound(app)
    if page != START:
        assert "还没有建账" in told(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_designed_on_new_and_empty_books(page: str, home: Path) -> None:
    own_books(
        home, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲",
        datetime(2025, 6, 30, tzinfo=UTC),
    )
    app = opened(page)
    sound(app)
    assert "临溪小学工会" in told(app)
    assert "虚构示例" not in told(app) or page == START
    if page in FIGURES:
        assert [each.value for each in app.header] == ["还没有可看的数据"]


@pytest.mark.parametrize("union", UNIONS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_an_example_and_says_that_it_is_one(
    page: str, union: str, home: Path
) -> None:
    app = opened(page, books=union)
    sound(app)
    assert UNIONS[union] in told(app)
    assert "虚构示例" in "".join(each.value for each in app.markdown)
    if page in FIGURES:
        assert app.header and "还没有" not in app.header[0].value


@pytest.mark.parametrize("page", FIGURES)
@pytest.mark.parametrize(
    "parameters",
    [
        {"period": "2025H1"}, {"period": "2024Q3"}, {"period": "2025-05"}, {"period": "2031"},
        {"period": "1985-01"}, {"unit": "S03", "period": "2024"},
        {"period": "gestern"}, {"period": "2024-99"}, {"period": "９"}, {"unit": "![](http://x/)"},
        {"unit": "' or 1=1 --"}, {"unit": "<script>alert(1)</script>"}, {"as_of": "12"},
    ],
    ids=str,
)
def test_a_page_stands_whatever_its_filters_say(
    page: str, parameters: dict[str, str], home: Path
) -> None:
    sound(opened(page, books="school", **parameters))


def test_rows_are_paged_and_counted_and_summed_over_all_pages(home: Path) -> None:
    last = opened(ROWS, books="federation", ledger="dues", page="266")
    sound(last)
    assert "共 53,087 行，这里是第 53,001 至 53,087 行" in told(last)
    assert "第 266 页，共 266 页" in told(last)
    assert {each.label: each.disabled for each in last.button} == {"上一页": False, "下一页": True}
    first = opened(ROWS, books="federation", ledger="dues")
    sums = next(each.value for each in first.markdown if "合计" in each.value)
    assert sums == next(each.value for each in last.markdown if "合计" in each.value)
    assert "实缴会费 1,000,399.95 元" in sums.replace("\\", "")
    assert "缴费基数" not in sums, "the sum of what people earn means nothing"
    next(each for each in first.button if each.label == "下一页").click().run()
    assert first.query_params["page"] == "2"
    first.text_input[0].set_value("2024").run()
    assert "page" not in first.query_params  # another filter begins at its first page
    beyond = opened(ROWS, books="school", ledger="dues", page="999")
    assert "页码应是 1 至" in beyond.warning[0].value


@pytest.mark.parametrize(
    ("page", "parameters", "sentence"),
    [
        (DUES, {"books": "../../etc"}, "账本名称不对"),
        (DUES, {"books": "school", "as_of": "x"}, "版本号不对"),
        (DUES, {"books": "school", "as_of": "999"}, "没有第999号版本"),
        (DUES, {"books": "school", "period": "soon"}, "期间“soon”读不出来"),
        (DUES, {"books": "school", "unit": "Z9"}, "没有地址所说的单位“Z9”"),
        (ROWS, {"books": "school", "batch": "9999", "line": "1"}, "没有第9999号装载"),
        (ROWS, {"books": "school", "batch": "10", "line": "99999"}, "没有第99999行"),
        (ROWS, {"books": "school", "batch": "1e3", "line": "1"}, ""),
        (ROWS, {"books": "school", "ledger": "secrets"}, "没有台账“secrets”"),
        (ROWS, {"books": "school", "ledger": "target"}, "还没有装载"),
        (ROWS, {"books": "school", "page": "0"}, "页码"),
        (BATCHES, {"books": "school", "batch": "77"}, "没有第 77 号装载"),
        (BATCHES, {"books": "school", "batch": "x" * 500}, "没有第 xxxxxxxxxxxx 号装载"),
    ],
)
def test_an_address_that_lies_is_answered_in_a_sentence(
    page: str, parameters: dict[str, str], sentence: str, home: Path
) -> None:
    app = opened(page, **parameters)
    assert not app.exception
    assert sentence in told(app).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_run_alone_shows_that_its_guard_refuses(page: str, home: Path) -> None:
    app = AppTest.from_file(str(ROOT / page), default_timeout=30).run()
    assert not app.exception
    assert [each.value for each in app.error] == ["这一页不能单独打开。请从首页进入。"]
    assert not app.title and not app.table


def test_the_bare_address_leads_to_the_start_and_then_to_the_overview(home: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert app.title[0].value == "看示例，还是建自己的账？"
    own_books(
        home, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲",
        datetime(2025, 6, 30, tzinfo=UTC),
    )
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "临溪小学工会" in told(app)


def test_a_filter_is_remembered_from_page_to_page_and_not_between_books(home: Path) -> None:
    app = opened("pages/members/dues.py", books="school", period="2024H1")
    app.query_params.clear()
    app.switch_page("pages/members/assistance.py").run()
    assert app.query_params["books"] == "school"
    assert app.query_params["period"] == "2024H1"
    app.query_params.clear()
    app.query_params["books"] = "federation"
    app.run()
    assert app.query_params["period"] == "2025"


def test_a_changed_filter_is_written_into_the_address(home: Path) -> None:
    app = opened("pages/members/dues.py", books="school", period="2025")
    part = next(each for each in app.selectbox if each.label == "期间")
    part.select("2025Q2").run()
    assert app.query_params["period"] == "2025Q2"
    assert "2025年二季度应缴" in told(app)
    year = next(each for each in app.selectbox if each.label == "会计年度")
    year.select("2024").run()
    assert app.query_params["period"] == "2024Q2"


@pytest.mark.parametrize("text", ["张", "%'\"\\_*[x](http://y)"])
def test_a_text_that_is_looked_for_stays_out_of_the_address(text: str, home: Path) -> None:
    app = opened(ROWS, books="school")
    app.text_input[0].set_value(text).run()
    sound(app)
    assert text not in str(app.query_params) and app.text_input[0].value == text
    assert "没有符合条件的行" in told(app) or text == "张"


def test_a_group_opens_its_rows_and_a_row_its_original(home: Path) -> None:
    app = opened("pages/members/assistance.py", books="school", period="2025")
    next(each for each in app.selectbox if each.label == "打开明细").select(1).run()
    sound(app)
    assert "与上表一致" in told(app)
    next(each for each in app.selectbox if each.label == "打开哪一行的原件").select(0).run()
    sound(app)
    assert "原件" in [each.value for each in app.header]
    marked = [row for table in app.table for row in table.value.itertuples() if "▶" in str(row[1])]
    assert len(marked) == 1


def test_own_books_are_founded_with_four_answers(home: Path) -> None:
    app = opened(START)
    app.text_input[0].set_value("临溪小学工会")
    app.selectbox[0].set_value("安徽")
    next(each for each in app.button if each.label == "建账").click().run()
    assert not app.exception, app.exception
    settings = open_books(home).settings
    assert settings == Settings("临溪小学工会", "安徽", "2022", 1, False)
    assert app.query_params["books"] == "own"


def test_founding_without_a_name_or_province_says_so_and_writes_nothing(home: Path) -> None:
    app = opened(START)
    next(each for each in app.button if each.label == "建账").click().run()
    assert [each.value for each in app.error] == ["请填写工会名称，并选择省份。"]
    assert not (home / "journal.jsonl").exists()


def test_a_load_is_taken_back_in_two_steps_and_stays_visible(
    home: Path, example_books: Callable[[str], Books]
) -> None:
    mine = home.with_name("books-example") / "school"
    mine.unlink()
    shutil.copytree(example_books("school").home, mine)
    number = open_books(mine).state().living("dues")[-1].number
    app = opened(BATCHES, books="school", batch=str(number))
    sound(app)
    app.text_input(key=f"why school {number}").set_value("装错了").run()
    next(each for each in app.button if each.label == "下一步").click().run()
    assert not open_books(mine).state().batch(number).undone_by, "the first step only asks"
    next(each for each in app.button if each.label == "确认撤销").click().run()
    assert not app.exception, app.exception
    undone = open_books(mine).state().batch(number)
    assert (undone.undone_why, bool(undone.undone_by)) == ("装错了", True)
    assert "装错了" in told(app) and "1 次已撤销" in told(app)
    assert store.original_path(mine, undone.body["original"]).exists()


def test_an_example_is_loaded_at_the_first_click_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    app = opened(START)
    next(each for each in app.button if each.label == "装入并打开清溪小学工会").click().run()
    assert not app.exception, app.exception
    made = tmp_path / "books-example"
    assert [path.name for path in made.iterdir()] == ["school"], "nothing half is left beside it"
    settings = open_books(made / "school").settings
    assert settings is not None and settings.example
    assert not (tmp_path / "books").exists(), "own books are not touched"
    assert app.query_params["books"] == "school"


def test_names_in_files_and_their_names_are_not_on_the_pages(home: Path) -> None:
    at = datetime(2025, 6, 30, tzinfo=UTC)
    books = own_books(home, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", at)
    path = home.with_name("会费 张小三.csv")
    path.write_text(
        "工号,姓名,月份,应缴会费,实缴会费\nT01,张小三,2025-03,10.00,10.00\n"
        "T02,张小三,2025-03,十块,10.00\n", encoding="utf-8",
    )
    answers = Answers(ledger="dues", sets={"unit_id": "1"}, accept=True)
    number = load_file(books, path, answers, "甲", at)[0].batch
    for page, parameters in (
        (BATCHES, {"batch": str(number)}), (ROWS, {"batch": str(number), "line": "2"}),
        ("pages/members/dues.py", {}),
    ):
        app = opened(page, books="own", **parameters)
        sound(app)
        assert "张小三" not in told(app), page
        assert "张小三" not in "".join(map(str, app.main)), page


def test_people_without_a_record_are_listed_as_not_reported_and_open_their_line(
    home: Path,
) -> None:
    at = datetime(2025, 6, 30, tzinfo=UTC)
    books = own_books(home, Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", at)
    for name, ledger, text in (
        ("会员名册.csv", "member", "工号,姓名,人员状态,是否会员,入会日期\n"
         "T01,张小三,在职,是,2020-01-01\nT02,李四海,在职,是,2020-01-01\n"),
        ("3月会费.csv", "dues", "工号,姓名,月份,应缴会费,实缴会费\nT01,张小三,2025-03,10.00,8.00\n"),
    ):
        path = home.with_name(name)
        path.write_text(text, encoding="utf-8")
        answers = Answers(ledger=ledger, sets={"unit_id": "1"}, accept=True)
        load_file(books, path, answers, "甲", at)
    app = opened("pages/members/dues.py", books="own", period="2025-03")
    sound(app)
    assert "2025年3月应缴 1 人，缴足 0 人，收缴率 0.0%；上年同期不适用。" in (
        told(app).replace("\\", "")
    )
    assert "还欠 2.00 元" in told(app).replace("\\", "")
    box = [each for each in app.selectbox if each.label == "打开哪一行的原件"]
    assert len(box) == 1 and len(box[0].options) == 1
    box[0].select(0).run()
    sound(app)
    assert "李\\*海" in told(app), "masked, on the line of the roster"
