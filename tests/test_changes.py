"""What is between two versions: the listed lines are all that differs, and add up to the difference."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from openbooks import changes
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF, Reader
from openbooks.again import redo
from openbooks.books import Books, View
from openbooks.changes import CAME, DIFFERS, WENT, differences, lines
from openbooks.contract import ledger, ledgers
from openbooks.errors import WrongUse
from openbooks.undoing import undo
from tests.door import AT, books_in, load

READERS = (LOCAL_STAFF, LOCAL_PAGES, Reader("audit", ("U1",)), Reader("staff", ("一组",)))
PEOPLE = [("张三", "1001", "U1", "一组"), ("李四", "1002", "U1", "一组"),
          ("王五", "1003", "U2", "二组"), ("赵六六", "1004", "U2", "二组")]
MEMBERS = "会员编号,姓名,所属单位,在职状态,是否会员,入会日期"
UNITS = "单位编号,单位名称,组织类型,上级单位编号"
DUES = """
会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费
1001,张三,U1,2024-03,20.00,20.00
1002,李四,U1,2024-03,25.00,0.00
"""


def some_file(chance: random.Random) -> tuple[str, str]:
    """A ledger and a file for it: few persons and few amounts, so that rows meet again and again."""
    kind = chance.choice(["dues", "dues", "dues", "bank", "bank", "member", "unit", "assistance"])
    some = chance.sample(PEOPLE, chance.randrange(1, len(PEOPLE) + 1))
    if kind == "member":
        return kind, "\n".join([MEMBERS, *(
            f"{code},{name},{chance.choice((unit, said))},在职,是,2020-01-01"
            for name, code, unit, said in some)])
    if kind == "unit":
        above = chance.choice(("", "U1", "U2"))
        return kind, "\n".join([
            UNITS, *sorted({f"{unit},{said},工会小组,{above}" for *_, unit, said in some})])
    if kind == "bank":
        return kind, "\n".join(["交易日期,收支,金额,摘要", *(
            f"2024-03-0{chance.randrange(1, 4)},支出,{chance.choice(('10.00', '0.01'))},手续费"
            for _ in range(chance.randrange(1, 5)))])
    if kind == "assistance":
        return kind, "\n".join(["受助人姓名,所属单位,金额,发放日期,发放类型,发放形式,原因", *(
            f"{name},{said},{chance.randrange(1, 3)}00.00,2024-03-05,生病住院慰问,现金,慰问{name}"
            for name, _, _, said in some)])
    return kind, "\n".join(["会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费", *(
        f"{chance.choice((code, ''))},{name},{chance.choice((unit, said))},2024-0{chance.randrange(1, 3)},"
        f"20.00,{chance.choice(('20.00', '0.00', '19.99'))}" for name, code, unit, said in some)])


def step(books: Books, folder: Path, chance: random.Random, number: int) -> None:
    """One load, one that supersedes, one undo or redo; what the books refuse changes nothing."""
    living = [each for each in books.state().batches if not each.undone_by]
    undone = [each for each in books.state().batches if each.undone_by]
    if chance.random() < 0.4:
        with suppress(WrongUse):
            if undone and chance.random() < 0.4:
                redo(books, chance.choice(undone).number, "测试", AT)
            elif living:
                undo(books, chance.choice(living).number, "试验", "测试", AT)
        return
    name, text = some_file(chance)
    before = [each.number for each in living if each.ledger == name]
    supersede = chance.choice(before) if before and chance.random() < 0.4 else None
    load(books, folder, name, text, f"{number}.csv", supersede=supersede)


def held(view: View, name: str) -> dict[tuple[int, int], tuple[Any, ...]]:
    """Every row that the reader sees, by its place."""
    with view.cursor() as cursor:
        rows = cursor.execute(
            f"select batch, row_no, line, {', '.join(c.stored for c in ledger(name).columns)} from {name}"
        ).fetchall()
    return {row[:2]: row[2:] for row in rows}


def sums_of(name: str, rows: list[tuple[Any, ...]]) -> dict[str, int]:
    """The sum of each money column."""
    return {column.stored: sum(row[1 + at] or 0 for row in rows)
            for at, column in enumerate(ledger(name).columns) if column.type == "money"}


def agree(before: View, after: View) -> None:
    """What is listed is what two looks at the books differ by."""
    told = {each.ledger: each for each in differences(before, after)}
    for name in ledgers():
        old, new = held(before, name), held(after, name)
        if name not in told:
            assert old == new or before.reader.masked, name
            assert old.keys() == new.keys(), name
            continue
        change, found = told[name], lines(before, after, name)
        assert change.tied and (change.before.rows, change.after.rows) == (len(old), len(new))
        listed = {(row.batch, row.row_no): row for row in found.frame.itertuples()}
        assert len(listed) == len(found.frame) == change.lines, "each row once"
        kinds = {kind: {at for at, row in listed.items() if row.change == kind}
                 for kind in (CAME, WENT, DIFFERS)}
        assert kinds[CAME] == new.keys() - old.keys()
        assert kinds[WENT] == old.keys() - new.keys()
        assert kinds[DIFFERS] <= old.keys() & new.keys()
        if not before.reader.masked:
            assert kinds[DIFFERS] == {at for at in old.keys() & new.keys() if old[at] != new[at]}
            assert all("：" in listed[at].reading for at in kinds[DIFFERS])
        before_sums, after_sums = sums_of(name, [*old.values()]), sums_of(name, [*new.values()])
        for column, total in after_sums.items():
            assert total - before_sums[column] == found.frame[column].fillna(0).sum(), (name, column)
        assert all(row.why for row in listed.values())


def test_lines_of_random_histories_add_up_to_the_difference_in_every_amount(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    for seed in range(amount(60)):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        books = books_in(folder)
        for number in range(12):
            step(books, folder, chance, number)
        versions = [0, *(each.seq for each in books.events if each.kind in ("load", "undo"))]
        for _ in range(8):
            first, last = sorted(chance.sample(versions, 2))
            reader = chance.choice(READERS)
            agree(books.view(reader, first), books.view(reader, last))


def test_a_month_of_a_record_that_counts_again_is_a_line_though_the_record_was_no_duplicate(
    tmp_path: Path,
) -> None:
    books = books_in(tmp_path)
    january = "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-01,20.00,20.00"
    alone = load(books, tmp_path, "dues", january).batch
    wide = load(books, tmp_path, "dues", "2024年会费\n会员编号,1月,2月\n1001,20.00,20.00", "2024年会费.csv",
                sets={"due": "20.00"})
    assert (wide.accepted, wide.duplicates, wide.row_counts["duplicates"]) == (1, 0, 1)
    undone = undo(books, alone, "错了", "测试", AT)
    agree(books.view(LOCAL_STAFF, wide.batch), books.view(LOCAL_STAFF, undone))


def test_who_sees_a_unit_sees_the_groups_that_were_below_it_then(tmp_path: Path) -> None:
    books, reader = books_in(tmp_path), Reader("audit", ("U1",))
    first = load(books, tmp_path, "unit", f"""
        {UNITS}
        U1,第一工会,基层工会,U0
        U2,第二工会,基层工会,U1
        G1,一组,工会小组,U1
        G2,二组,部门,G1
    """).batch
    dues = load(books, tmp_path, "dues", """
        会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费
        1,张三,U1,2024-01,1.00,1.00
        2,李四,一组,2024-01,2.00,2.00
        3,王五,G2,2024-01,4.00,4.00
        4,赵六,U2,2024-01,8.00,8.00
    """, "b.csv").batch
    moved = load(books, tmp_path, "unit", f"""
        {UNITS}
        G1,一组,工会小组,U2
    """, "c.csv", supersede=first).batch
    found = [books.view(reader, version) for version in (dues, moved)]
    assert [sums_of("dues", [*held(each, "dues").values()])["paid_fen"] for each in found] == [700, 100]
    agree(*found)


def told(books: Books, first: int, last: int, name: str, reader: Reader = LOCAL_STAFF) -> list[Any]:
    """(change, why, line) of each line between two versions."""
    frame = lines(books.view(reader, first), books.view(reader, last), name).frame
    return list(frame[["change", "why", "line"]].itertuples(index=False, name=None))


def test_every_reason_is_named_with_the_load_that_is_meant(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    first = load(books, tmp_path, "dues", DUES).batch
    second = load(books, tmp_path, "dues", DUES + "1003,王五,U2,2024-03,30.00,30.00", "b.csv").batch
    assert told(books, first, second, "dues") == [(CAME, "装载第 2 号", 4)]
    undone = undo(books, first, "装错了", "测试", AT)
    assert told(books, second, undone, "dues") == [
        (CAME, "重复恢复计数（第 1 号的那一行不再计数）", 2),
        (CAME, "重复恢复计数（第 1 号的那一行不再计数）", 3),
        (WENT, "撤销第 1 号", 2), (WENT, "撤销第 1 号", 3),
    ]
    changed = DUES.replace("25.00,0.00", "25.00,25.00") + "1003,王五,U2,2024-03,30.00,30.00"
    third = load(books, tmp_path, "dues", changed, "c.csv", supersede=second).batch
    assert told(books, undone, third, "dues") == [
        (CAME, f"装载第 {third} 号", 3), (WENT, f"被第 {third} 号取代", 3)]
    back = undo(books, third, "装错了", "测试", AT)
    assert told(books, third, back, "dues") == [
        (CAME, f"取代它的第 {third} 号撤销了，恢复计数", 3), (WENT, f"撤销第 {third} 号", 3)]
    assert told(books, undone, back, "dues") == []


def test_a_person_named_by_a_later_roster_reads_differently_and_adds_nothing(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    by_name = "姓名,所属单位,所属月份,应缴会费,实缴会费\n张三,一组,2024-03,2.00,2.00"
    first = load(books, tmp_path, "dues", by_name)
    unit = load(books, tmp_path, "unit", f"{UNITS}\nU1,一组,工会小组", "u.csv").batch
    last = load(books, tmp_path, "member", f"{MEMBERS}\n1001,张三,U1,在职,是,2020-01-01", "m.csv").batch
    found = lines(books.view(LOCAL_STAFF, first.batch), books.view(LOCAL_STAFF, last), "dues").frame
    assert found["change"].tolist() == [DIFFERS]
    assert found["reading"].tolist() == ["会员编号：（空） → 1001；所属单位：一组 → U1"]
    assert found["paid_fen"].tolist() == [0]
    assert told(books, first.batch, unit, "dues") == [(DIFFERS, "名册对应", 2)]


def test_a_name_that_becomes_known_covers_texts_and_changes_no_row(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    bank = "交易日期,收支,金额,摘要\n2024-03-01,支出,10.00,慰问欧阳锋家属"
    first = load(books, tmp_path, "bank", bank).batch
    last = load(books, tmp_path, "member", f"{MEMBERS}\n1009,欧阳锋,U1,在职,是,2020-01-01",
                "m.csv").batch
    views = books.view(LOCAL_PAGES, first), books.view(LOCAL_PAGES, last)
    assert [each.ledger for each in differences(*views)] == ["member"]
    shown = lines(books.view(LOCAL_PAGES, 0), views[1], "bank").frame["summary"].tolist()
    assert "欧阳锋" not in str(shown)
    assert "欧阳锋" not in str(lines(*views, "member").frame.values.tolist())


def test_a_page_of_lines_is_a_part_of_all(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    bank = "交易日期,收支,金额,摘要\n" + "\n".join(f"2024-03-01,支出,{n}.00,第{n}笔" for n in range(1, 31))
    last = load(books, tmp_path, "bank", bank).batch
    views = books.view(LOCAL_PAGES, 0), books.view(LOCAL_PAGES, last)
    pages = [lines(*views, "bank", 10, start).frame["line"].tolist() for start in (0, 10, 20, 30)]
    assert pages == [[*range(2, 12)], [*range(12, 22)], [*range(22, 32)], []]
    (change,) = differences(*views)
    assert (change.lines, change.after.sums) == (30, (46500, None)[: len(change.columns)])


def test_a_load_that_is_not_there_is_refused(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    load(books, tmp_path, "dues", DUES)
    with pytest.raises(WrongUse):
        changes.reason(books.state(), "undone", 99)


@pytest.mark.parametrize("name", ledgers())
def test_no_column_of_a_ledger_stands_in_the_way_of_those_of_a_line(name: str, tmp_path: Path) -> None:
    view = books_in(tmp_path).view(LOCAL_STAFF)
    columns = [each.name for each in lines(view, view, name).columns]
    assert len(columns) == len(set(columns))
