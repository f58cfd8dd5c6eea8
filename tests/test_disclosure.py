"""What leaves the house: nobody's name, and no number behind which few people stand.

Each rule of domain/privacy.md §3 by a document made by hand; the attacks that it must withstand; and a
solver that knows the printed texts of a year and nothing else (`tests.attack`), on random unions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from openbooks import disclosure
from openbooks.document import (
    HIDDEN,
    WHY_HIDDEN,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Series,
    Span,
    Table,
)
from openbooks.masking import Scrubber
from tests import attack, unions
from tests.unions import column, money, whole

K = 5
LUMP = "其他（合并）"
Line = tuple[str, int, int, int]  # what, persons, times, 分


def gifts(
    lines: Sequence[Line], total: tuple[int, int, int] | None = None, dimension: str = "kind",
    people: Sequence[str] = (), largest: Sequence[int] = (), period: str = "2025",
) -> Table:
    """A table of gifts; `people` says of each row who got what."""
    rows = []
    for at, (label, persons, times, fen) in enumerate(lines):
        behind = (("people", people[at]),) if people else ()
        most = largest[at] if largest else None
        rows.append(Row((Cell(label), whole(persons), whole(times), money(fen)), "plain", most, behind))
    if total:
        rows.append(Row((Cell("合计"), whole(total[0]), whole(total[1]), money(total[2])), "sum"))
    columns = (column(dimension, "", "项目"), column("persons", "persons"), column("times", "times"),
               column("amount_fen", "amount"))
    return Table("帮扶慰问", columns, tuple(rows), "单位：元", (), "assistance", dimension,
                 f"assistance_by_{dimension}", months(period))


def months(period: str) -> tuple[tuple[str, str], ...]:
    """What the query of a table was asked for."""
    start, end = {"2025": ("2025-01", "2026-01"), "2025H1": ("2025-01", "2025-07"),
                  "2025H2": ("2025-07", "2026-01"), "2024": ("2024-01", "2025-01")}[period]
    return ("from", start), ("to", end)


def document(
    *tables: Table, figures: Sequence[Figure] = (), period: str = "2025", **section: object
) -> Document:
    """A report of one section."""
    held = Section("people", "帮扶慰问", tables=tables)
    return Document(
        "assistance", "帮扶慰问", "", "某校工会", "", "", period, period, "2026-01-31", 3, "ab" * 32, "",
        (replace(held, **section),), tuple(figures), (),  # type: ignore[arg-type]
    )


def printed(shown: Document, number: int = 0) -> dict[str, list[str]]:
    """Row → what is printed of it."""
    table = shown.sections[0].tables[number]
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def shown_of(held: Document, *published: Document) -> Document:
    return disclosure.protected(held, published, K)


SMALL = [("节日慰问", 80, 160, 40_000_00), ("生日", 40, 40, 8_000_00), ("送温暖", 17, 17, 1_000_00),
         ("住院", 2, 2, 1_600_00)]
TOTAL = (80, 219, 50_600_00)


# --- each rule by hand

def test_a_row_of_few_people_is_starred_whole_and_the_table_says_why() -> None:
    shown = shown_of(document(gifts(SMALL, TOTAL)))
    assert printed(shown)["住院"] == [HIDDEN] * 3
    assert any(WHY_HIDDEN in note for note in shown.sections[0].tables[0].notes)
    cell = shown.sections[0].tables[0].rows[2].cells[1]
    assert (cell.value, cell.kind) == (None, "integer")


def test_others_are_starred_so_that_the_total_tells_nothing() -> None:
    rows = printed(shown_of(document(gifts(SMALL, TOTAL))))
    assert rows["合计"] == ["80", "219", "50,600.00"]
    hidden = [name for name, each in rows.items() if each[1] == HIDDEN]
    assert "住院" in hidden and 1 < len(hidden) < len(SMALL)


def test_enough_people_everywhere_leaves_everything_as_it_was() -> None:
    held = document(gifts([("节日慰问", 80, 160, 1_000_00), ("生日", 5, 5, 500_00)], (80, 165, 1_500_00)))
    assert printed(shown_of(held)) == printed(held)


def test_nothing_of_what_decides_is_left_in_the_document() -> None:
    people = ["1:1", "2:2", "3:3", "3:3 4:4"]
    held = document(gifts(SMALL, TOTAL, people=people, largest=[1, 2, 3, 4]))
    rows = shown_of(held).sections[0].tables[0].rows
    assert all(row.behind == () and row.largest_fen is None for row in rows)


def test_a_sum_that_one_person_makes_nearly_alone_is_starred() -> None:
    lines = [("节日慰问", 80, 160, 40_000_00), ("生日", 40, 40, 8_000_00), ("大病救助", 6, 6, 10_000_00)]
    table = gifts(lines, (80, 206, 58_000_00), largest=[500_00, 200_00, 9_000_00])
    assert printed(shown_of(document(table)))["大病救助"] == [HIDDEN] * 3
    less = gifts(lines, (80, 206, 58_000_00), largest=[500_00, 200_00, 8_000_00])
    assert printed(shown_of(document(less)))["大病救助"] == ["6", "6", "10,000.00"]


def test_a_zero_is_printed_but_not_beside_a_total_of_few() -> None:
    wide = gifts([("节日慰问", 80, 80, 1_000_00), ("生日", 30, 30, 500_00), ("丧事", 0, 0, 0)],
                 (80, 110, 1_500_00))
    assert printed(shown_of(document(wide)))["丧事"] == ["0", "0", "0.00"]
    narrow = gifts([("住院", 2, 2, 1_000_00), ("丧事", 0, 0, 0)], (2, 2, 1_000_00))
    assert all(each == [HIDDEN] * 3 for each in printed(shown_of(document(narrow))).values())


def test_small_kinds_are_lumped_before_anything_is_starred() -> None:
    lines = [("节日慰问", 80, 160, 40_000_00), ("住院", 3, 3, 2_400_00), ("结婚", 2, 2, 1_000_00),
             ("困难帮扶", 2, 3, 4_500_00)]
    people = ["", "1:80000 2:80000 3:80000", "4:50000 5:50000", "6:300000 7:150000"]
    table = gifts(lines, (80, 168, 47_900_00), people=people)
    shown = shown_of(document(table))
    assert list(printed(shown)) == ["节日慰问", LUMP, "合计"]
    assert printed(shown)[LUMP] == ["7", "8", "7,900.00"]
    assert any(LUMP in note for note in shown.sections[0].tables[0].notes)


def test_who_is_in_two_lumped_kinds_counts_once() -> None:
    lines = [("节日慰问", 80, 160, 40_000_00), ("住院", 3, 3, 2_400_00), ("送温暖", 3, 4, 2_000_00),
             ("困难帮扶", 2, 2, 3_000_00)]
    people = ["", "1:80000 2:80000 3:80000", "3:100000 5:50000 6:50000", "1:150000 7:150000"]
    shown = shown_of(document(gifts(lines, (80, 169, 47_400_00), people=people)))
    assert printed(shown)[LUMP][:2] in (["6", "9"], [HIDDEN, HIDDEN])


def test_units_are_never_lumped() -> None:
    lines = [("一分会", 40, 80, 20_000_00), ("二分会", 38, 70, 19_000_00), ("三分会", 2, 4, 800_00)]
    rows = printed(shown_of(document(gifts(lines, (80, 154, 39_800_00), dimension="unit"))))
    assert list(rows) == ["一分会", "二分会", "三分会", "合计"]
    assert rows["三分会"] == [HIDDEN] * 3


def test_the_smallest_group_is_the_unions_own_setting() -> None:
    held = document(gifts([("节日慰问", 80, 160, 1_000_00), ("生日", 40, 40, 800_00), ("住院", 7, 7, 700_00)],
                          (80, 207, 2_500_00)))
    assert printed(disclosure.protected(held, (), 5))["住院"] == ["7", "7", "700.00"]
    assert printed(disclosure.protected(held, (), 10))["住院"] == [HIDDEN] * 3


def test_a_rate_that_comes_from_a_hidden_count_is_hidden() -> None:
    columns = (column("title", "", "活动"), column("attended", "times"), column("share", "rate", "参与率"),
               Column("人均", "ratio", name="cost_per_person"))
    rows = [Row((Cell("棋赛"), whole(2), Cell("2.5%", 0.025, "share"), Cell("50.00", 5000, "ratio"))),
            Row((Cell("球赛"), whole(40), Cell("50.0%", 0.5, "share"), Cell("20.00", 2000, "ratio")))]
    table = Table("活动", columns, tuple(rows), "", (), "competition", "activity", "", months("2025"))
    shown = printed(shown_of(document(table)))
    assert shown == {"棋赛": ["*", "*", "*"], "球赛": ["40", "50.0%", "20.00"]}


def test_account_tables_are_never_starred() -> None:
    accounts = Table("支出决算表", (Column("项目"), Column("金额", "money")),
                     (Row((Cell("困难职工帮扶支出"), money(1_500_00))),
                      Row((Cell("支出合计"), money(1_500_00)), "sum")))
    shown = shown_of(document(gifts(SMALL, TOTAL), accounts))
    assert shown.sections[0].tables[1] == accounts


# --- sentences, forms and pictures

def people_figure(name: str, value: int, prior: int | None = None, **given: object) -> Figure:
    figure = Figure(name, "integer", "人", value, prior, "dues_rate", "persons", parameters=months("2025"),
                    persons="dues")
    return replace(figure, **given)  # type: ignore[arg-type]


def test_unpaid_is_due_less_paid_so_paid_is_hidden_with_it() -> None:
    figures = [people_figure("应缴会费人数", 80, 80, column="persons_due"),
               people_figure("缴足会费人数", 78, 80, column="persons_paid"),
               people_figure("未缴足会费人数", 2, 0, column="persons_short")]
    columns = (Column("项目"), Column("本期数", "money"), Column("上年同期", "money", is_prior=True))
    lines = Table("公开表", columns, tuple(
        Row((Cell(each.name), Cell(str(each.value), each.value, "integer", each.name),
             Cell(str(each.prior), each.prior, "integer", each.name))) for each in figures
    ))
    shown = shown_of(document(lines, figures=figures))
    assert printed(shown) == {"应缴会费人数": ["80", "80"], "缴足会费人数": ["*", "80"],
                              "未缴足会费人数": ["*", "0"]}
    assert [(each.value, each.hidden) for each in shown.figures] == [(80, False), (None, True), (None, True)]
    assert any(WHY_HIDDEN in note for note in shown.sections[0].tables[0].notes)


def test_a_sentence_says_that_a_number_is_hidden_and_compares_nothing() -> None:
    figure = people_figure("受助人数", 3, 9)
    sentence = (Span("全年"), Span("受助人数 3 人", "受助人数"), Span("，"),
                Span("比上年同期下降 66.7%（少 6 人）", "受助人数"), Span("。"))
    shown = shown_of(document(figures=[figure], paragraphs=((sentence,),)))
    text = shown.sections[0].texts[0]
    assert text.startswith(f"全年受助人数 *（{WHY_HIDDEN}）") and "66.7" not in text and "6 人" not in text


def test_a_figure_is_hidden_with_the_row_that_it_repeats() -> None:
    figure = replace(people_figure("住院慰问人数", 2), query="assistance_by_kind", persons="assistance",
                     row=(("kind", "住院"),))
    total = replace(people_figure("受助人数", 80), query="assistance_total", persons="assistance")
    shown = shown_of(document(gifts(SMALL, TOTAL), figures=[figure, total]))
    assert [each.hidden for each in shown.figures] == [True, False]


def test_a_picture_loses_what_its_table_hides() -> None:
    names, values = ("节日慰问", "生日", "送温暖", "住院"), (4.0, 0.8, 0.1, 0.16)
    series = Series("本期", values, tuple(f"{each:.2f}" for each in values))
    chart = Chart("各项金额", "bars", names, (series,), "万元", "各项：住院 0.16。", "assistance_by_kind",
                  about="assistance")
    shown = shown_of(document(gifts(SMALL, TOTAL), charts=(chart,))).sections[0]
    drawn = shown.charts[0]
    assert drawn.series[0].values[3] is None and drawn.series[0].texts[3] == HIDDEN
    assert drawn.series[0].texts[1] == "0.80"
    assert "0.16" not in drawn.alt
    assert any(WHY_HIDDEN in each for each in shown.remarks)


def test_a_picture_draws_the_lump_of_its_table() -> None:
    lines = [("节日慰问", 80, 160, 40_000_00), ("住院", 3, 3, 2_400_00), ("结婚", 4, 4, 1_000_00)]
    people = ["", "1:80000 2:80000 3:80000", "4:25000 5:25000 6:25000 7:25000 8:0"]
    table = gifts(lines, (80, 167, 43_400_00), people=people)
    chart = Chart("各项金额", "bars", ("节日慰问", "住院", "结婚"),
                  (Series("本期", (4.0, 0.24, 0.1), ("4.00", "0.24", "0.10")),), "万元", "",
                  "assistance_by_kind", about="assistance")
    drawn = shown_of(document(table, charts=(chart,))).sections[0].charts[0]
    assert drawn.categories == ("节日慰问", LUMP)
    assert drawn.series[0].texts == ("4.00", "0.34") and "住院" not in drawn.alt


def test_a_picture_of_people_without_a_table_is_left_out_and_that_is_said() -> None:
    chart = Chart("各项人数", "bars", ("住院",), (Series("本期", (2.0,), ("2",)),), "人", "", "x",
                  about="assistance")
    shown = shown_of(document(charts=(chart,))).sections[0]
    assert shown.charts == () and "各项人数" in shown.remarks[0]


# --- attacks

def test_halves_and_year_cannot_be_subtracted() -> None:
    def table(period: str, ill: int) -> Table:
        lines = [("节日慰问", 80, 80, 40_000_00), ("生日", 40, 40, 8_000_00), ("送温暖", 30, 30, 3_000_00),
                 ("住院", ill, ill, ill * 800_00)]
        return gifts(lines, (80, 150 + ill, 51_000_00 + ill * 800_00), period=period)

    first = shown_of(document(table("2025H1", 2), period="2025H1"))
    second = shown_of(document(table("2025H2", 7), period="2025H2"), first)
    year = shown_of(document(table("2025", 9)), first, second)
    ill = [printed(each)["住院"][1] for each in (first, second, year)]
    assert ill[0] == HIDDEN and HIDDEN in ill[1:]


def test_what_stood_in_a_lump_in_a_half_stays_in_one_in_the_year() -> None:
    def table(period: str, ill: str, wed: str) -> Table:
        people = ["", "", ill, wed, "21:1000 22:1000 23:1000 24:1000 25:1000 26:1000"]
        many = [len(each.split()) for each in people]
        lines = [("节日慰问", 80, 80, 40_000_00), ("生日", 40, 40, 8_000_00),
                 ("住院", many[2], many[2], many[2] * 1000), ("结婚", many[3], many[3], many[3] * 1000),
                 ("送温暖", 6, 6, 6000)]
        return gifts(lines, (80, 126 + many[2] + many[3], 48_000_00 + 6000 + 1000 * (many[2] + many[3])),
                     people=people, period=period)

    few, more = "1:1000 2:1000", "11:1000 12:1000 13:1000 14:1000"
    first = shown_of(document(table("2025H1", few, more), period="2025H1"))
    assert LUMP in printed(first) and "住院" not in printed(first)
    second = shown_of(document(table("2025H2", "3:1000 4:1000 5:1000 6:1000 7:1000 8:1000", more),
                               period="2025H2"), first)
    year = shown_of(document(table("2025", few + " 3:1000 4:1000 5:1000 6:1000 7:1000 8:1000", more)),
                    first, second)
    assert "住院" not in printed(year)


def test_one_unit_cannot_be_had_from_the_reports_of_the_others() -> None:
    def own(name: str, unit_id: str, ill: int) -> Document:
        lines = [("节日慰问", 30, 30, 3_000_00), ("生日", 20, 20, 2_000_00), ("住院", ill, ill, ill * 100_00)]
        table = gifts(lines, (30, 50 + ill, 5_000_00 + ill * 100_00))
        table = replace(table, parameters=(*table.parameters, ("unit", unit_id)))
        return replace(document(table), unit=name, unit_id=unit_id)

    units = gifts([("一分会", 30, 58, 5_800_00), ("二分会", 30, 52, 5_200_00)], (60, 110, 11_000_00), "unit")
    kinds = gifts([("节日慰问", 60, 60, 6_000_00), ("生日", 40, 40, 4_000_00), ("住院", 10, 10, 1_000_00)],
                  (60, 110, 11_000_00))
    first = shown_of(own("一分会", "U1", 8))
    assert printed(first)["住院"][0] == "8"
    both = shown_of(document(kinds, units), first)
    second = shown_of(own("二分会", "U2", 2), first, both)
    said = [printed(each)["住院"][1] for each in (both, second)]
    assert said[1] == HIDDEN


def test_the_row_of_festivals_among_the_kinds_does_not_tell_a_festival() -> None:
    lines = [("节日慰问", 80, 163, 40_000_00), ("生日", 40, 40, 8_000_00), ("送温暖", 30, 30, 3_000_00)]
    kinds = gifts(lines, (80, 233, 51_000_00))
    lines = [("春节", 80, 80, 32_000_00), ("中秋节", 80, 80, 7_400_00), ("少数民族节日", 3, 3, 600_00)]
    festivals = gifts(lines, (80, 163, 40_000_00), "festival")
    rows = printed(shown_of(document(kinds, festivals)), 1)
    hidden = [name for name, each in rows.items() if each[1] == HIDDEN]
    assert "少数民族节日" in hidden and len(hidden) > 1


def test_a_column_of_the_year_before_hides_what_last_year_hid() -> None:
    before = [("节日慰问", 80, 160, 1_000_00), ("生日", 40, 40, 800_00), ("住院", 3, 3, 300_00)]
    last = shown_of(document(gifts(before, (80, 203, 2_100_00), period="2024"), period="2024"))
    lines = (("节日慰问", 80, 160, 1_000_00, 80, 160), ("生日", 40, 40, 800_00, 40, 40),
             ("住院", 9, 9, 900_00, 3, 3))
    columns = (*gifts([]).columns, column("prior_persons", "persons"), column("prior_times", "times"))
    rows = [Row((Cell(name), whole(a), whole(b), money(fen), whole(c), whole(d)))
            for name, a, b, fen, c, d in lines]
    rows.append(Row((Cell("合计"), whole(80), whole(209), money(2_700_00), whole(80), whole(203)), "sum"))
    now = shown_of(document(replace(gifts([]), columns=columns, rows=tuple(rows))), last)
    assert printed(now)["住院"] == ["9", "9", "900.00", "*", "*"]
    assert printed(last)["生日"][0] == HIDDEN == printed(now)["生日"][3]


def test_a_report_published_again_does_not_show_the_one_person_who_came_late() -> None:
    lines = [("节日慰问", 80, 160, 40_000_00), ("生日", 40, 40, 8_000_00), ("住院", 9, 9, 7_200_00)]
    first = shown_of(document(gifts(lines, (80, 209, 55_200_00))))
    lines[2] = ("住院", 10, 10, 9_000_00)
    again = shown_of(document(gifts(lines, (80, 210, 57_000_00))), first)
    assert printed(again)["住院"] == [HIDDEN] * 3


def test_what_was_published_is_never_counted_on_to_hide_anything() -> None:
    lines = [("节日慰问", 80, 160, 1_000_00), ("生日", 40, 40, 800_00), ("送温暖", 9, 9, 700_00),
             ("住院", 2, 2, 200_00)]
    held = document(gifts(lines, (80, 211, 2_700_00)))
    before = document(gifts([("生日", 40, 40, 800_00)]))
    rows = printed(shown_of(held, before))
    assert rows["生日"][1] == "40" and [rows["送温暖"][1], rows["节日慰问"][1]].count(HIDDEN) >= 1


def test_a_federation_of_forty_units_takes_less_than_half_a_second() -> None:
    held = unions.report(unions.union(20), "2025")
    assert len(held.sections[0].tables[1].rows) > 40
    begun = time.process_time()
    disclosure.protected(held, (), K)
    assert time.process_time() - begun < 0.5


# --- random unions against a solver

def test_no_hidden_count_is_told_closer_than_the_smallest_group(
    amount: Callable[[int], int], record_property: Callable[[str, object], None]
) -> None:
    many = amount(1000)
    exposed: list[str] = []
    stars = cells = 0
    for seed in range(0, many, 1 if many == 1000 else 3):
        held = unions.union(seed)
        truth = [unions.report(held, period) for period in ("2025H1", "2025H2", "2025")]
        releases: list[Document] = []
        for each in truth:
            releases.append(disclosure.protected(each, releases, K))
        exposed += [f"{seed} {each}" for each in attack.exposed(releases, truth, K)]
        counted = [counts(each) for each in releases]
        stars, cells = stars + sum(one for one, _ in counted), cells + sum(one for _, one in counted)
    remain = 1 - stars / cells
    record_property("cells that remain", f"{remain:.3f}")
    assert not exposed, "\n".join(exposed)
    assert remain >= 0.85


def counts(shown: Document) -> tuple[int, int]:
    """Stars, and printed cells about people; none of the stars in a table of accounts."""
    stars = cells = 0
    for table in (table for section in shown.sections for table in section.tables):
        for row in table.rows:
            for cell, each in zip(row.cells, table.columns, strict=True):
                if each.counts or (table.about and each.kind == "share") or "人数" in row.cells[1].text:
                    is_number = cell.text == HIDDEN or cell.value is not None
                    cells, stars = cells + is_number, stars + (cell.text == HIDDEN)
                else:
                    assert cell.text != HIDDEN, (table.title, row)
    return stars, cells


def test_the_solver_of_the_test_finds_what_is_not_protected() -> None:
    held = unions.union(4)
    truth = [unions.report(held, period) for period in ("2025H1", "2025H2", "2025")]
    naive = [replace(each, sections=tuple(replace(section, tables=tuple(
        replace(table, rows=tuple(
            replace(row, cells=tuple(
                replace(cell, text=HIDDEN, value=None)
                if cell.kind == "integer" and cell.value is not None and 0 < cell.value < K else cell
                for cell in row.cells)) for row in table.rows))
        for table in section.tables)) for section in each.sections)) for each in truth]
    assert attack.exposed(naive, truth, K)


# --- names

SCRUBBER = Scrubber(["张小三", "欧阳修", "李四", "买买提·艾力", "赵"])


def test_names_are_masked_in_every_text_and_numbers_stay() -> None:
    series = Series("李四", (1.0, 2.0), ("1.00", "2.00"))
    chart = Chart("李四的图", "bars", ("付李四慰问", "其他"), (series,), "元",
                  "图：付李四慰问 1.00、其他 2.00。")
    table = Table("李四经手", (Column("项目"), Column("金额", "money")),
                  (Row((Cell("其他应收款-张小三"), money(13_812_345_678))),), "", ("张小三已还",))
    held = document(
        table, figures=[people_figure("支出科目：张小三", 9)], title="张小三事迹", charts=(chart,),
        paragraphs=(((Span("感谢张小三和欧阳修。"), Span("支出科目：张小三 9 人", "支出科目：张小三")),),),
        spoken=("说说买买提·艾力",), remarks=("李四 13812345678",),
    )
    held = replace(held, unit="李四工作室", left_out=(("资产", "李四没有报"),), notes=("问李四",),
                   signatures=("李四",), marks=("李四",), title="李四的报告", subtitle="编制：李四")
    shown = disclosure.scrubbed(held, SCRUBBER)
    told = ("张小三", "欧阳修", "李四", "买买提·艾力", "13812345678'")
    assert not any(each in repr(shown) for each in told)
    assert shown.sections[0].tables[0].rows[0].cells[1] == held.sections[0].tables[0].rows[0].cells[1]
    assert shown.sections[0].paragraphs[0][0][1].figure == shown.figures[0].name
    assert shown.sections[0].charts[0].categories[0] in shown.sections[0].charts[0].alt


def test_two_that_look_alike_stay_two() -> None:
    scrubber = Scrubber(["张小三", "张大三"])
    table = Table("往来", (Column("项目"), Column("金额", "money")),
                  (Row((Cell("其他应收款-张小三"), money(1))), Row((Cell("其他应收款-张大三"), money(2)))))
    shown = disclosure.scrubbed(document(table), scrubber)
    names = [row.cells[0].text for row in shown.sections[0].tables[0].rows]
    assert len(set(names)) == 2 and all("张*三(" in each for each in names)


@pytest.mark.parametrize(("name", "masked"), [
    ("张三", "张*"), ("张小三", "张*三"), ("欧阳修", "欧*修"), ("欧阳小三", "欧*三"),
    ("买买提·艾力", "买*力"),
])
def test_a_masked_name_is_as_the_rules_have_it(name: str, masked: str) -> None:
    shown = disclosure.scrubbed(document(title=f"慰问{name}"), Scrubber([name]))
    assert shown.sections[0].title == f"慰问{masked}"


def test_a_unit_that_is_called_like_a_person_keeps_its_name() -> None:
    held = replace(document(), unit="李庄", title="李庄2025年帮扶慰问专题")
    shown = disclosure.scrubbed(held, Scrubber(["张小三"]))
    assert (shown.unit, shown.title) == ("李庄", "李庄2025年帮扶慰问专题")
    assert disclosure.scrubbed(held, Scrubber(["李庄"])).unit == "李*"


def test_a_file_is_called_by_nobodys_name() -> None:
    held = disclosure.scrubbed(replace(document(), title="李四/工作室：2025年*报告?"), SCRUBBER)
    name = disclosure.stem(held)
    assert "李四" not in name and not set(name) & set('\\/:*?"<>|')
    assert disclosure.stem(replace(held, title="con")) == "_con"


def test_scrubbing_twice_changes_nothing_more() -> None:
    held = document(gifts(SMALL, TOTAL), title="慰问张小三")
    once = disclosure.scrubbed(held, SCRUBBER)
    assert disclosure.scrubbed(once, SCRUBBER) == once
