"""query, statement, syntax, binding: what is refused, what is bound, what types come back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from openbooks import query, statement
from openbooks.errors import WrongUse
from openbooks.statement import Query
from tests import query_world

HEADER = """-- title = "题"
-- purpose = "何用"
-- grain = "一行一个"
-- sources = ["dues"]
-- basis = "口径"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位" }
-- [columns]
-- unit_id = { of = "dues" }
-- paid_fen = { type = "money", unit = "分", label = "实缴" }
"""
SOUND = """select dues.unit_id, sum(dues.paid_fen)::bigint as paid_fen
from dues
where $unit is null or dues.unit_id = $unit
group by dues.unit_id
order by unit_id"""


@pytest.fixture(scope="module")
def books() -> Iterator[duckdb.DuckDBPyConnection]:
    with query_world.world() as connection:
        yield connection


def made(sql: str, header: str = HEADER) -> Query:
    return statement.parse(header + sql, Path("queries/reports/made.sql"))


def faults(books: duckdb.DuckDBPyConnection, sql: str, header: str = HEADER) -> str:
    return "；".join(query.check(books, made(sql, header)))


def test_only_amounts_of_the_answer_are_summed(books: duckdb.DuckDBPyConnection) -> None:
    summed = HEADER.replace('-- measure', '-- sums = ["paid_fen"]\n-- measure')
    assert faults(books, SOUND, summed) == ""
    wrong = summed.replace('"paid_fen"]', '"unit_id"]')
    assert faults(books, SOUND, wrong) == "sums 里的 unit_id 不是金额列"


def test_a_sound_file_has_no_fault(books: duckdb.DuckDBPyConnection) -> None:
    assert faults(books, SOUND) == ""


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (SOUND + "; select 1", "不是恰好一条语句"),
        ("insert into dues select 1", "不是一条可读的 SELECT"),
        ("copy dues to 'x.csv'", "不是一条可读的 SELECT"),
        ("select 1 from", "不是一条可读的 SELECT"),
        (SOUND.replace("from dues", "from member as dues"), "来源 member 用了而没有写在表头"),
        (SOUND.replace("from dues", "from other.dues"), "引用了别的模式：other.dues"),
        (SOUND.replace("from dues", "from 'x.parquet' as dues"), "没有这个来源：x.parquet"),
        (SOUND.replace("from dues", "from read_csv('x.csv') as dues"), "使用了表函数 read_csv"),
        (SOUND.replace("from dues", "from query('select 1') as dues"), "使用了表函数 query"),
        (SOUND.replace("from dues", "from duckdb_settings() as dues"), "使用了表函数"),
        (SOUND.replace("from dues", "from dues tablesample 10%"), "不得抽样"),
        (SOUND.replace("$unit", "$other"), "参数 other 用了而没有写在表头"),
        (SOUND.replace("$unit is null or dues.unit_id = $unit", "true"), "参数 unit 写在表头"),
        (SOUND.replace("as paid_fen", "as paid"), "表头写的是"),
        ("select * from dues where $unit is null order by unit_id", "不得使用 *"),
        (SOUND.replace("order by unit_id", ""), "末尾没有 order by"),
        (SOUND.replace("order by unit_id", "order by lower(unit_id)"), "order by 只能用结果的列"),
        (SOUND.replace("order by unit_id", "order by all"), "order by 只能用结果的列"),
        (SOUND.replace("$unit is null", "current_date is null or $unit is null"), "current_date"),
        (SOUND.replace("$unit is null", "random() > 2 or $unit is null"), "不得使用函数 random"),
        (SOUND.replace("$unit is null", "now() is null or $unit is null"), "不得使用函数 now"),
        (
            SOUND.replace("$unit is null", "getvariable('units') is null or $unit is null"),
            "没有会话变量 units",
        ),
        ("describe dues", "不认识的关系：SHOW_REF"),
        # a name that an inner WITH defines says nothing about the same name outside of it
        (
            "select d.unit_id, (with secret as (select 1::bigint as n) select n from secret) as "
            "paid_fen from secret as d, dues where $unit is null order by unit_id",
            "没有这个来源：secret",
        ),
    ],
)
def test_a_statement_that_is_not_its_header_is_a_fault(
    books: duckdb.DuckDBPyConnection, sql: str, told: str
) -> None:
    assert told in faults(books, sql)


def test_names_of_a_with_are_no_sources(books: duckdb.DuckDBPyConnection) -> None:
    counted = "select 1::bigint as n union select n + 1 from held where n < 3"
    read = SOUND.replace("from dues", "from dues cross join held")
    assert faults(books, f"with recursive held as ({counted}) {read}") == ""


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (HEADER.replace('-- title = "题"\n', ""), "缺少 title"),
        (HEADER.replace('"table"', '"guess"'), "measure 是 guess"),
        (HEADER.replace('{ of = "dues" }', '{ of = "member" , x = 1'), "不是有效的 TOML"),
        (HEADER.replace('unit_id = { of = "dues" }', 'nothing = { of = "dues" }'), "没有这一列"),
        (HEADER.replace('type = "money"', 'type = "float"'), "没有类型 float"),
        (HEADER.replace('type = "identifier"', 'type = "thing"'), "没有类型 thing"),
    ],
)
def test_a_header_that_is_not_whole_is_refused_by_name(header: str, told: str) -> None:
    with pytest.raises(WrongUse, match=r"made\.sql") as error:
        made(SOUND, header)
    assert told in str(error.value)


def test_labels_and_units_of_a_ledgers_columns_come_from_its_contract() -> None:
    columns = {each.name: each for each in query.query("dues_rows").columns}
    assert (columns["paid_fen"].type, columns["paid_fen"].unit) == ("money", "分")
    assert columns["paid_fen"].label == "实缴会费"


def test_two_queries_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("reports", "audit"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.sql").write_text(HEADER + SOUND, encoding="utf-8")
    with pytest.raises(WrongUse, match="两个查询同名"):
        statement.catalogue(tmp_path)


def test_marts_stand_after_those_that_they_read_and_circles_are_refused(tmp_path: Path) -> None:
    order = [each.name for each in statement.marts()]
    for mart in statement.marts():
        for source in set(mart.sources) & set(order):
            assert order.index(source) < order.index(mart.name)
    (tmp_path / "marts").mkdir()
    for name, other in (("left", "right"), ("right", "left")):
        header = HEADER.replace('["dues"]', f'["{other}"]')
        (tmp_path / "marts" / f"{name}.sql").write_text(header + SOUND, encoding="utf-8")
    with pytest.raises(WrongUse, match="互相引用"):
        statement.marts(tmp_path)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    path = tmp_path / "reports" / "made.sql"
    path.write_text(HEADER + SOUND, encoding="utf-8")
    assert statement.catalogue(tmp_path)["made"].title == "题"
    path.write_text(HEADER.replace("题", "新题") + SOUND, encoding="utf-8")
    assert statement.catalogue(tmp_path)["made"].title == "新题"


PARAMETERS = """-- title = "题"
-- purpose = "何用"
-- grain = "一行"
-- sources = []
-- basis = "口径"
-- measure = "table"
-- [parameters]
-- text = { type = "text", label = "文字" }
-- month = { type = "month", label = "月" }
-- whole = { type = "integer", label = "数" }
-- day = { type = "date", label = "日" }
-- yes = { type = "boolean", label = "是否" }
-- share = { type = "decimal", label = "比" }
-- side = { type = "list", label = "方向", allowed = ["借", "贷"] }
-- must = { type = "text", label = "必需", required = true }
-- [columns]
-- n = { type = "integer", label = "n" }
"""


@pytest.mark.parametrize(
    ("name", "value", "bound"),
    [
        ("text", "甲", "甲"), ("text", "", None), ("text", None, None), ("text", "' or 1", "' or 1"),
        ("month", "2024-12", "2024-12"), ("whole", 3, 3), ("whole", "-3", -3),
        ("day", "2024-02-29", datetime.date(2024, 2, 29)),
        ("day", datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)),
        ("yes", True, True), ("yes", "false", False), ("yes", "是", True),
        ("share", "0.1", Decimal("0.1")), ("side", "借", "借"),
    ],
)
def test_values_are_bound_as_their_type(name: str, value: Any, bound: Any) -> None:
    asked = made("select 1", PARAMETERS)
    assert query.bind(asked, {"must": "x", name: value})[name] == bound


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 5), ("month", "2024-13"), ("month", "2024-1"), ("month", "2024-01-01"),
        ("month", "٢٠٢٤-01"), ("whole", "3.0"), ("whole", 3.0), ("whole", True), ("whole", "三"),
        ("day", "2024-02-30"), ("day", 20240229), ("day", datetime.datetime(2024, 1, 1)),
        ("yes", "maybe"), ("yes", 1), ("share", "half"), ("share", "nan"), ("side", "平"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(name: str, value: Any) -> None:
    asked = made("select 1", PARAMETERS)
    with pytest.raises(WrongUse, match=name):
        query.bind(asked, {"must": "x", name: value})


def test_unknown_and_missing_parameters_are_refused() -> None:
    asked = made("select 1", PARAMETERS)
    with pytest.raises(WrongUse, match="没有参数 wrong"):
        query.bind(asked, {"must": "x", "wrong": 1})
    with pytest.raises(WrongUse, match="需要参数 must（必需）"):
        query.bind(asked, {})


def test_answers_have_exact_types(books: duckdb.DuckDBPyConnection) -> None:
    frame = query.run(books, "result_rows").frame
    assert str(frame["batch"].dtype) == "int64"
    assert str(frame["prize_amount_fen"].dtype) == "Int64"  # some are missing
    assert frame["score"].tolist() == [Decimal("9.5000"), None, Decimal("8.0000")]
    assert frame["award_date"].tolist() == [datetime.date(2024, 5, 20), None, None]
    assert frame["award"].tolist() == ["一等奖", None, "优胜"]
    assert str(query.run(books, "dues_rate").frame["persons_share"].dtype) == "float64"


def test_an_answer_without_rows_has_the_same_columns(books: duckdb.DuckDBPyConnection) -> None:
    result = query.run(books, "dues_rows", {"unit": "nobody"})
    assert result.frame.empty
    assert list(result.frame.columns) == [each.name for each in result.columns]


def test_a_bound_value_stays_a_value(books: duckdb.DuckDBPyConnection) -> None:
    assert query.run(books, "dues_rows", {"text": "' or true --"}).frame.empty


def test_what_cannot_be_run_is_refused(
    books: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongUse, match="没有查询 nothing"):
        query.run(books, "nothing")
    with pytest.raises(WrongUse, match="中间视图"):
        query.run(books, "entry")
    bad = made(SOUND.replace("from dues", "from read_csv('x.csv') as dues"))
    double = made(SOUND.replace("sum(dues.paid_fen)::bigint", "avg(dues.paid_fen)"))
    unsummed = made(SOUND.replace("::bigint", ""))
    for wrong, told in ((bad, "没有执行"), (double, "应为 money"), (unsummed, "应为 money")):
        monkeypatch.setattr(query, "catalogue", lambda wrong=wrong: {"made": wrong})
        with pytest.raises(WrongUse, match=told):
            query.run(books, "made")


def test_rows_are_python_values_and_missing_is_none(books: duckdb.DuckDBPyConnection) -> None:
    first = query.rows(query.run(books, "result_rows"))[1]
    assert (first["score"], first["award_date"], first["prize_amount_fen"]) == (None, None, None)
    rate = query.rows(query.run(books, "dues_by_unit", {"unit": "S"}))[-1]
    assert rate["due_fen"] == 0 and rate["persons_share"] is None


def test_lines_hand_on_what_the_rows_query_takes() -> None:
    row = pd.Series({"unit_id": "E1", "month": "2024-01"})
    opened = query.lines("dues_by_unit_month", row, {"unit": "S", "from": "2024-01", "to": "2025-01"})
    assert opened.name == "dues_rows"
    assert opened.parameters == {
        "unit": "S", "from": "2024-01", "to": "2025-01", "only_unit": "E1", "month": "2024-01",
    }
    winners = query.lines("competition_by_activity", {"activity_id": "A1"}, {"unit": "S"}, "winners")
    assert winners.parameters == {"activity": "A1", "awarded": True}


def test_lines_refuse_what_they_cannot_open() -> None:
    with pytest.raises(WrongUse, match="没有写明它的明细"):
        query.lines("dues_rows", {})
    with pytest.raises(WrongUse, match="需要列 month"):
        query.lines("dues_by_month", {})
