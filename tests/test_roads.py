"""The two roads of validation, and of reading, end in the same rows, problems and sums."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import contract, sheet, validation
from openbooks.batchfile import rows_sql
from openbooks.known import nothing_known
from openbooks.mapping import Link, Mapping
from openbooks.quick import PLAIN_IDENTIFIER, PLAIN_NAME, PLAIN_TEXT

HEADER = ("会员编号", "姓名", "所属月份", "所属单位", "应缴会费", "实缴会费", "缴费日期", "缴费方式")
COLUMNS = ("member_id", "name", "month", "unit_id", "due", "paid", "paid_date", "channel")
CLEAN = {
    "member_id": st.sampled_from(["1", "2", "K-7", "007"]),
    "name": st.sampled_from(["张三", "欧阳小三", ""]),
    "month": st.sampled_from(["2024-03", "2024-12"]),
    "unit_id": st.sampled_from(["U1", "低年级组", ""]),
    "due": st.sampled_from(["10.00", "0", "25.5"]),
    "paid": st.sampled_from(["10.00", "0.00", "7"]),
    "paid_date": st.sampled_from(["2024-03-15", "2024-02-29", ""]),
    "channel": st.sampled_from(["工资代扣", "现金", ""]),
}
DIRTY = st.sampled_from([
    "", "-", "10.005", "￥10.00", "１０", "(5.00)", "2024年3月", "2024-13", "2024-02-30", "3月",
    "abc", "6.22E+18", "=1+1", "'007", "张 三", "微信红包", "1e3", "-10.00", "+10", " 10.00",
    "12345678901234567890", "2023-02-29", "19.", ".5", "00.10", "0005-01-01", "扫码 ",
])


def row_strategy(dirt: float) -> st.SearchStrategy[tuple[str, ...]]:
    """A row of cells; each is dirty now and then."""
    cells = [
        st.one_of(CLEAN[name], CLEAN[name], CLEAN[name], DIRTY) if dirt else CLEAN[name]
        for name in COLUMNS
    ]
    return st.tuples(*cells)


def outcome(path: Path, regular_from: int, target: Path) -> tuple[object, ...]:
    """Everything that validation says of a file on one road."""
    source = sheet.read(path, "dues.csv", regular_from=regular_from)
    try:
        (table,) = source.tables
        assert (table.regular is not None) == (regular_from == 0)
        links = tuple(
            Link(name, "cell", (index,), (HEADER[index],)) for index, name in enumerate(COLUMNS)
        )
        mapping = Mapping("dues", table.header, links)
        ledger = contract.ledger("dues")
        checked = validation.validate(table, mapping, ledger, nothing_known(), target)
    finally:
        sheet.release(source)
    con = duckdb.connect()
    try:
        rows = con.execute(
            f"select * exclude (row_no) from ({rows_sql(ledger, [checked.file])}) order by line"
        ).fetchall()
    finally:
        con.close()
    return (
        rows, checked.rows, checked.read_rows, checked.refused, checked.money,
        [(p.line, p.column, p.value, p.severity, p.code, p.message) for p in checked.problems],
    )


@pytest.mark.parametrize("dirt", [0.0, 1.0])
def test_both_roads_end_alike(tmp_path_factory: pytest.TempPathFactory, dirt: float) -> None:
    folder = tmp_path_factory.mktemp("roads")

    @given(st.lists(row_strategy(dirt), min_size=1, max_size=12))
    def alike(rows: list[tuple[str, ...]]) -> None:
        path = folder / "dues.csv"
        kept = [row for row in rows if any(cell.strip() for cell in row)]
        lines = [",".join(each) for each in (HEADER, *(kept or rows))]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            source = sheet.read(path, "dues.csv", regular_from=0)
        except sheet.FileRefused:
            return
        regular = source.tables[0].regular is not None
        sheet.release(source)
        if regular:
            fast = outcome(path, 0, folder / "fast.parquet")
            slow = outcome(path, 10**9, folder / "slow.parquet")
            assert fast == slow

    alike()


@given(st.text(max_size=12))
def test_what_the_fast_road_takes_the_readers_take_unchanged(text: str) -> None:
    from openbooks import cells

    con = duckdb.connect()
    try:
        for pattern, read in (
            (PLAIN_TEXT, cells.read_text), (PLAIN_NAME, cells.read_name),
            (PLAIN_IDENTIFIER, lambda each: cells.read_identifier(each, key=True)),
        ):
            (plain,) = con.execute(f"select regexp_full_match($1, '{pattern}')", [text]).fetchone()
            if plain:
                reading = read(text)
                assert (reading.value, reading.code, reading.warning) == (text, "", "")
    finally:
        con.close()
