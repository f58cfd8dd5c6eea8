"""Samples kept in the journal and filled in on their page, by a person who has never sampled."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books, open_books
from openbooks.cli import main
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.event import Event
from openbooks.finding import conclusion, finding
from openbooks.home import WHO
from openbooks.journal import path_of
from openbooks.population import SOURCES, population
from openbooks.sample import (
    AGREES,
    CELLS,
    DIFFERS,
    METHODS,
    MISSING,
    MONETARY,
    SIMPLE,
    STRATIFIED,
    SYSTEMATIC,
    Aims,
    Plan,
    samples_of,
)
from openbooks.samplesheet import sheet_of
from openbooks.selection import BANDS, Outcome, draw, keep, record, redraw
from openbooks.ui_sample_plan import stratified_size
from openbooks.undoing import undo
from openbooks.verification import verify
from tests.test_pages import opened, sound, told

AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
PAGE = "pages/audit/sampling.py"
SPENT = {"category": "expenditure"}


@pytest.fixture
def books(example_books: Callable[[str], Books], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A copy of the example's books where the pages look for them."""
    home = tmp_path / "books-example" / "school"
    shutil.copytree(example_books("school").home, home)
    monkeypatch.setenv("OPENBOOKS_HOME", str(tmp_path / "books"))
    return open_books(home)


@pytest.fixture(scope="module")
def held(example_books: Callable[[str], Books], tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A copy that several tests draw from, one behind the other."""
    home = tmp_path_factory.mktemp("held") / "books"
    shutil.copytree(example_books("school").home, home)
    return open_books(home)


def plan(method: str, **given: object) -> Plan:
    """A plan on the vouchers' expenditure."""
    asked = {"interval": 3_000_00} if method in (MONETARY, CELLS) else {"size": 20}
    return Plan("finance_rows", "amount_fen", SPENT, method, 20260201,
                **{**asked, "aims": Aims(95, 20_000_00), **given})  # type: ignore[arg-type]


def test_every_method_is_drawn_again_from_its_event_whoever_reads(held: Books) -> None:
    for method in METHODS:
        for more in ({}, {"limits": BANDS, "weight": "amount"}) if method == STRATIFIED else ({},):
            kept = keep(held.view(LOCAL_PAGES), plan(method, stratum="" if more else "level1_name", **more),
                        "李审计", AT)
            assert kept == samples_of(held.events)[-1] and kept.chosen
            assert len(redraw(held, kept).places) == kept.chosen
    assert redraw(held, kept, LOCAL_STAFF).places == redraw(held, kept).places
    whole = population(held.view(LOCAL_PAGES), SOURCES["expenditure"], SPENT)
    assert (kept.rows, kept.total_fen) == (whole.rows, whole.total_fen)
    assert verify(held.home).ok


def test_a_sample_holds_to_its_version_and_a_changed_hash_is_seen(books: Books) -> None:
    kept = keep(books.view(LOCAL_PAGES), plan(SIMPLE), "李审计", AT)
    before = redraw(books, kept).places
    undo(books, books.state().living("voucher")[-1].number, "试", "甲", AT)
    assert redraw(books, kept).places == before
    with pytest.raises(BooksDamaged, match="重抽"):
        redraw(books, samples_of([Event(kept.seq, "", "sample", "", "", "", {
            **books.events[kept.seq - 1].body, "drawn": "0" * 64})])[0])


def test_no_cell_and_no_name_stands_in_the_journal(held: Books) -> None:
    with pytest.raises(WrongUse, match="日志不记人名"):
        keep(held.view(LOCAL_PAGES),
             Plan("dues_rows", "paid_fen", {"text": "张"}, SIMPLE, 1, 5), "李审计", AT)
    kept = keep(held.view(LOCAL_PAGES), plan(SYSTEMATIC), "李审计", AT)
    line = path_of(held.home).read_text("utf-8").splitlines()[kept.seq - 1]
    frame = redraw(held, kept).population.result.frame
    assert not [text for text in set(frame["summary"]) | set(frame["account_name"]) if text and text in line]


def test_a_proposed_stratified_sample_can_show_what_it_is_to_show(held: Books) -> None:
    of = population(held.view(LOCAL_PAGES), SOURCES["assistance"], {})
    for weight in ("rows", "amount"):
        wanted = Plan("assistance_rows", "amount_fen", {}, STRATIFIED, 5, stratum="kind", weight=weight)
        kept = keep(held.view(LOCAL_PAGES), replace(wanted, size=stratified_size(of, wanted)), "李审计", AT)
        picked = redraw(held, kept)
        outcomes = [Outcome(place, AGREES) for place in picked.places]
        said = finding(record(held, picked, kept.seq, outcomes, "李审计", AT), picked)
        assert said.rate and said.rate.likely == 0 and 0.02 < said.rate.upper <= 0.05


def test_who_and_what_must_be_said(held: Books) -> None:
    view = held.view(LOCAL_PAGES)
    with pytest.raises(WrongUse, match="填姓名"):
        keep(view, plan(SIMPLE), WHO, AT)
    with pytest.raises(WrongUse, match="没有抽样方法"):
        draw(view, plan("guess"))
    with pytest.raises(WrongUse, match="换一个逐行的查询"):
        draw(view, Plan("finance_by_month", "", {}, SIMPLE, 1, 5))
    kept = keep(view, plan(SIMPLE), "李审计", AT)
    picked = redraw(held, kept)
    book = picked.book_fen[0]
    for wrong, said in (
        (Outcome((9999, 1), AGREES), "不在样本里"),
        (Outcome(picked.places[0], "fine"), "相符、不符、找不到凭证"),
        (Outcome(picked.places[0], DIFFERS), "审定金额"),
        (Outcome(picked.places[0], DIFFERS, book), "哪里不符"),
        (Outcome(picked.places[0], AGREES, None, "x" * 201), "最多 200 个字"),
    ):
        with pytest.raises(WrongUse, match=said):
            record(held, picked, kept.seq, [wrong], "李审计", AT)
    assert samples_of(held.events)[-1].found == {}


def test_a_conclusion_comes_when_all_is_filled_in_and_a_later_finding_stands_for_the_earlier(
    held: Books
) -> None:
    kept = keep(held.view(LOCAL_PAGES), plan(MONETARY), "李审计", AT)
    picked = redraw(held, kept)
    assert "还有" in conclusion(kept, finding(kept, picked))[0]
    at = picked.drawn.hits.index(1)
    first, others = picked.places[at], [place for place in picked.places if place != picked.places[at]]
    record(held, picked, kept.seq, [Outcome(first, MISSING)], "李审计", AT)
    kept = record(held, picked, kept.seq, [Outcome(place, AGREES) for place in others], "李审计", AT)
    said = finding(kept, picked)
    assert said.limits and said.limits[0].projected_fen == 3_000_00, "a taint of 100 %"
    lead = "按这份样本，差错金额（账上多记的）估计"
    assert conclusion(kept, said)[0].startswith(f"{lead} 3,000.00 元，95% 的把握不超过 ")
    kept = record(held, picked, kept.seq, [Outcome(first, AGREES)], "王复核", AT)
    said = finding(kept, picked)
    assert said.limits and said.limits[0].likely_fen == 0
    assert conclusion(kept, said)[0] == (
        f"{lead} 0.00 元，95% 的把握不超过 8,987.20 元，没有超过可容忍的 20,000.00 元。")


def test_a_rate_is_said_with_what_it_does_not_say_of_the_amount(held: Books) -> None:
    kept = keep(held.view(LOCAL_PAGES), plan(SIMPLE), "李审计", AT)
    picked = redraw(held, kept)
    wrong = Outcome(picked.places[0], DIFFERS, picked.book_fen[0], "没有审批")
    others = [Outcome(place, AGREES) for place in picked.places[1:]]
    kept = record(held, picked, kept.seq, [wrong, *others], "李审计", AT)
    lines = conclusion(kept, finding(kept, picked))
    assert lines[0].startswith("按这份样本，差错率估计 5.0%，95% 的把握不超过 ")
    assert lines[0].endswith("%，超过可容忍的 5.0%。")
    assert "请用货币单位抽样" in lines[1] and "更正查出的差错" in lines[-1]


def test_the_list_can_be_filled_in_on_paper(held: Books) -> None:
    kept = keep(held.view(LOCAL_PAGES), plan(MONETARY), "李审计", AT)
    picked = redraw(held, kept)
    rows = picked.population.taken(picked.drawn.places)
    columns = [rows.column(name) for name in picked.population.source.names]
    content = sheet_of(kept, rows, columns, ("第 1 号样本", "=1+1"))
    assert content == sheet_of(kept, rows, columns, ("第 1 号样本", "=1+1"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert cells[1][0] == "'=1+1" and cells[2][-3:] == ["核对结果", "审定金额（元）", "说明"]
    amounts = [row[cells[2].index("金额（元）")] for row in cells[3:]]
    assert [round(each * 100) for each in amounts] == picked.book_fen


def press(app: AppTest, key: str) -> AppTest:
    """The page after a button was pressed."""
    return app.button(key=key).click().run()


def test_a_newcomer_draws_fills_in_and_reads_the_conclusion(books: Books) -> None:
    app = opened(PAGE, books="school", period="2025")
    sound(app)
    assert "还没有抽过样。按下面三步抽一份名单" in told(app)
    app = press(app, "draw sample")
    assert "请先填抽样人的姓名" in told(app) and not samples_of(books.events)
    app.text_input(key="school seed").set_value("20260201")
    app.text_input(key="school drawer").set_value("李审计")
    app = press(app, "draw sample")
    sound(app)
    (kept,) = samples_of(books.events)
    assert (kept.plan.seed, kept.plan.parameters["from"]) == (20260201, "2025-01")
    assert "全部填完才有结论" in told(app) and app.query_params["sample"] == str(kept.seq)
    box = next(each for each in app.selectbox if each.label == "打开哪一行的原件")
    app = box.select(0).run()
    sound(app)
    assert "▶" in "".join(str(table.value) for table in app.table), "its line in the file stands open"
    app.radio(key=f"school {kept.seq} 0 verdict").set_value(DIFFERS).run()
    app.text_input(key=f"school {kept.seq} 0 fen").set_value("1.234")
    app.text_input(key=f"school {kept.seq} checker enter").set_value("李审计")
    app = press(app, f"record {kept.seq}")
    assert "审定金额读不出来" in told(app) and not samples_of(books.events)[0].found
    app.text_input(key=f"school {kept.seq} 0 fen").set_value("1.23")
    app = press(app, f"record {kept.seq}")
    sound(app)
    assert "已记下 1 行" in told(app)
    assert app.text_input(key=f"school {kept.seq} checker rest").value == "李审计", "the name stays"
    app = press(app, f"rest {kept.seq}")
    sound(app)
    assert "按这份样本，差错金额（账上多记的）估计" in told(app).replace("\\", "")
    assert "怎么算的？" in [each.value for each in app.header]
    app = press(app, "leave sample")
    sound(app)
    assert "留档的样本有 1 份，都已填完结果" in told(app) and "sample" not in app.query_params


def test_every_question_leads_to_a_sample_and_an_address_of_none_is_said(books: Books) -> None:
    app = opened(PAGE, books="school", sample="77")
    assert "没有地址所说的第 77 号样本" in told(app)
    for method in (SIMPLE, STRATIFIED, SYSTEMATIC, CELLS):
        app.radio(key="school method").set_value(method).run()
        sound(app)
        app.text_input(key="school drawer").set_value("李审计")
        app = press(app, "draw sample")
        sound(app)
        assert samples_of(books.events)[-1].plan.method == method
        app = press(app, "leave sample")


def test_the_command_line_draws_shows_and_takes_down(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> dict:
        capsys.readouterr()
        code = main(["sample", *words, "--books", str(books.home), "--json"])
        return {"code": code, **json.loads(capsys.readouterr().out)}

    asked = ("draw", "--query", "finance_rows", "-p", "category=expenditure", "--method", "monetary",
             "--interval", "3000", "--seed", "20260201", "--tolerable", "20000")
    loose = run(*asked)["sample"]
    assert not samples_of(books.events), "without a name nothing is kept"
    kept = run(*asked, "--who", "李审计")["sample"]
    assert [row["row_no"] for row in kept["rows_chosen"]] == [row["row_no"] for row in loose["rows_chosen"]]
    assert (kept["drawn"], kept["interval"], kept["seed"]) == (loose["drawn"], "3000.00", 20260201)
    number, row = str(kept["sample"]), kept["rows_chosen"][0]
    wrong = ("record", number, "--row", f"{row['batch']}:{row['row_no']}", "--who", "李审计")
    assert run(*wrong, "--verdict", "differs", "--audited", "1.23")["code"] == 0
    assert run(*wrong, "--verdict", "differs", "--audited", "1.234")["error"].startswith("--audited 要写金额")
    said = run("record", number, "--verdict", "agrees", "--who", "李审计")["sample"]
    assert [each["verdict"] for each in said["rows_chosen"]].count("agrees") == len(said["rows_chosen"]) - 1
    assert said["conclusion"][0].startswith("按这份样本") and run("show", number)["sample"] == said
    assert run("list")["samples"][0]["sample"] == kept["sample"]
