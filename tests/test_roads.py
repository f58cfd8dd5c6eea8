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
from openbooks.plainform import PLAIN_IDENTIFIER, PLAIN_NAME, PLAIN_TEXT

LEDGERS = {
    "dues": {
        "member_id": ("会员编号", ["1", "2", "K-7", "007"]),
        "name": ("姓名", ["张三", "欧阳小三", ""]),
        "month": ("所属月份", ["2024-03", "2024-12"]),
        "unit_id": ("所属单位", ["U1", "低年级组", ""]),
        "due": ("应缴会费", ["10.00", "0", "25.5"]),
        "paid": ("实缴会费", ["10.00", "0.00", "7"]),
        "paid_date": ("缴费日期", ["2024-03-15", "2024-02-29", ""]),
        "channel": ("缴费方式", ["工资代扣", "现金", ""]),
    },
    "voucher": {
        "voucher_date": ("凭证日期", ["2024-03-15", "2024-12-31"]),
        "word": ("凭证字号", ["记-1", "记-12", "收-007"]),
        "number": ("凭证字号", []),
        "summary": ("摘要", ["付3月（元宵）活动费、奖品", "购 奖品/5件", "结转"]),
        "account_code": ("科目编码", ["50102", "501.02", "101"]),
        "debit": ("借方金额", ["10.00", "0", "", "-5"]),
        "credit": ("贷方金额", ["10.00", "0.00", ""]),
        "attachments": ("附件数", ["1", "", "-1"]),
    },
    "flat voucher": {
        "voucher_date": ("凭证日期", ["2024-03-15", "2024-12-31"]),
        "year": ("会计年度", ["2024", "2024", ""]),
        "month": ("会计期间", ["3", "12", ""]),
        "number": ("凭证号", ["1", "2", ""]),
        "summary": ("摘要", ["付3月活动费", "结转"]),
        "account_name": ("科目名称", ["文体活动费", "银行存款"]),
        "direction": ("方向", ["借", "贷", "平", ""]),
        "amount": ("金额", ["10.00", "0", "", "-5"]),
    },
    "member": {
        "member_id": ("会员编号", ["1", "2", "K-7", "007"]),
        "name": ("姓名", ["张三", "欧阳小三"]),
        "unit_id": ("所属单位", ["U1", "低年级组", ""]),
        "id_number": ("身份证号", ["11010519491231002X", "110105194912310021", "110105491231002", ""]),
        "join_date": ("入会日期", ["2020-03-15", ""]),
    },
}
HOWS = {"word": "word_part"}
DIRTY = st.sampled_from([
    "", "-", "10.005", "￥10.00", "１０", "(5.00)", "2024年3月", "2024-13", "2024-02-30", "3月",
    "abc", "6.22E+18", "=1+1", "'007", "张 三", "微信红包", "1e3", "-10.00", "+10", " 10.00",
    "12345678901234567890", "2023-02-29", "19.", ".5", "00.10", "0005-01-01", "扫码 ", "6.22E18",
    "记字第3号", "记-", "借方", "D", "付 款", "#REF!", "/", "1234567890123000",
])


def row_strategy(ledger: str, dirt: bool) -> st.SearchStrategy[tuple[str, ...]]:
    """A row of cells; each is dirty now and then."""
    clean = [st.sampled_from(values) for _, values in LEDGERS[ledger].values() if values]
    return st.tuples(*(st.one_of(each, each, each, DIRTY) if dirt else each for each in clean))


def header_of(ledger: str) -> tuple[str, ...]:
    """The headers of a file; two columns may take one of them."""
    return tuple(dict.fromkeys(header for header, _ in LEDGERS[ledger].values()))


def link_of(ledger: str, column: str) -> Link:
    """What a column takes."""
    header, values = LEDGERS[ledger][column]
    how = HOWS.get(column, "cell") if values else "number_part"
    return Link(column, how, (header_of(ledger).index(header),), (header,))


def outcome(ledger: str, path: Path, regular_from: int, target: Path) -> tuple[object, ...]:
    """Everything that validation says of a file on one road."""
    source = sheet.read(path, "dues.csv", regular_from=regular_from)
    meant = contract.ledger(ledger.split()[-1])
    try:
        (table,) = source.tables
        assert (table.regular is not None) == (regular_from == 0)
        links = tuple(link_of(ledger, column) for column in LEDGERS[ledger])
        mapping = Mapping(meant.name, table.header, links)
        checked = validation.validate(table, mapping, meant, nothing_known(), target)
    finally:
        sheet.release(source)
    con = duckdb.connect()
    try:
        rows = con.execute(
            f"select * exclude (row_no) from ({rows_sql(meant, [checked.file])}) order by line"
        ).fetchall()
    finally:
        con.close()
    return (
        rows, checked.rows, checked.read_rows, checked.refused, checked.money,
        [(p.line, p.column, p.value, p.severity, p.code, p.message) for p in checked.problems],
    )


@pytest.mark.parametrize("dirt", [False, True])
@pytest.mark.parametrize("ledger", list(LEDGERS))
def test_both_roads_end_alike(
    tmp_path_factory: pytest.TempPathFactory, ledger: str, dirt: bool
) -> None:
    folder = tmp_path_factory.mktemp("roads")

    @given(st.lists(row_strategy(ledger, dirt), min_size=1, max_size=12))
    def alike(rows: list[tuple[str, ...]]) -> None:
        path = folder / "dues.csv"
        kept = [row for row in rows if any(cell.strip() for cell in row)]
        lines = [",".join(each) for each in (header_of(ledger), *(kept or rows))]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            source = sheet.read(path, "dues.csv", regular_from=0)
        except sheet.FileRefused:
            return
        regular = source.tables[0].regular is not None
        sheet.release(source)
        if regular:
            fast = outcome(ledger, path, 0, folder / "fast.parquet")
            slow = outcome(ledger, path, 10**9, folder / "slow.parquet")
            assert fast == slow

    alike()


@pytest.mark.parametrize("blank", ["/", "-", "—", "　"])
def test_a_stroke_for_a_number_is_that_of_the_line_above_on_both_roads(
    tmp_path: Path, blank: str
) -> None:
    # Line 2 is left to Python for its side, so that it is not the line above line 4 there.
    lines = [
        "2024-03-05,2024,3,1,花,文体活动费,借方,5.00", "2024-03-05,2024,3,2,茶,文体活动费,借,6.00",
        f"2024-03-05,2024,3,{blank},茶,银行存款,贷,6.00",
    ]
    path = tmp_path / "voucher.csv"
    path.write_text("\n".join([",".join(header_of("flat voucher")), *lines, ""]), encoding="utf-8")
    fast = outcome("flat voucher", path, 0, tmp_path / "fast.parquet")
    assert fast == outcome("flat voucher", path, 10**9, tmp_path / "slow.parquet")


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
