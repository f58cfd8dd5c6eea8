"""Books in memory for the tests of the question side: rows written as text, tables as views are.

`world()` makes one table a ledger (columns of the contract, and batch, row_no, line) and the marts
over them. Money is given in 元 and stored in 分, as at the edges of the program. `TABLES` is a
street with two unions below it, small enough to be reckoned by hand: what the tests expect of it
was. E1 keeps books since 2024, E2 hands in yearly totals only, E3 stands in no list of units.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from openbooks import statement
from openbooks.contract import Column, ledgers
from openbooks.naming import quoted

TODAY = datetime.date(2025, 1, 20)
ACCOUNTS = Path(__file__).resolve().parent.parent / "data" / "rules" / "account.csv"

TABLES = {
    "unit": """
        unit_id | name | kind | parent_id | province
        S | 临江街道总工会 | 总工会 | | 安徽
        E1 | 甲厂工会 | 基层工会 | S |
        E2 | 乙店工会 | 基层工会 | S |
    """,
    "member": """
        member_id | name | unit_id | status | is_member | join_date | leave_date
        m1 | 王一 | E1 | 在职 | 是 | 2020-01-01 |
        m2 | 李二 | E1 | 在职 | 是 | 2020-01-01 |
        m3 | 赵三 | E1 | 在职 | 是 | 2020-01-01 |
        m4 | 钱四 | E2 | 在职 | 是 | 2020-01-01 |
        m5 | 孙五 | S | 在职 | 是 | 2020-01-01 |
        m6 | 周六 | E1 | 离职 | 是 | 2020-01-01 | 2023-06-01
        m7 | 吴七 | E1 | 在职 | 是 | 2024-06-01 |
    """,
    "dues": """
        member_id | name | month | unit_id | due | paid | paid_date
        m1 | 王一 | 2024-01 | E1 | 10 | 10 | 2024-01-05
        m2 | 李二 | 2024-01 | E1 | 20 | 20 | 2024-02-03
        m3 | 赵三 | 2024-01 | E1 | 10 | 0 |
        m4 | 钱四 | 2024-01 | E2 | 10 | 10 |
        | 郑十 | 2024-01 | E1 | 5 | 5 |
        | 郑十 | 2024-01 | E2 | 5 | 0 |
        m9 | 冯九 | 2024-01 | E3 | 8 | 8 | 2024-01-09
        m1 | 王一 | 2024-02 | E1 | 10 | 10 | 2024-02-05
        m2 | 李二 | 2024-02 | E1 | 20 | 10 | 2024-02-05
        m3 | 赵三 | 2024-02 | E1 | 10 | 20 | 2024-02-05
        m5 | 孙五 | 2024-02 | S | 0 | 0 |
        m1 | 王一 | 2023-01 | E1 | 8 | 8 | 2023-01-05
        m2 | 李二 | 2023-01 | E1 | 16 | 0 |
        m1 | 王一 | 2023-02 | E1 | 8 | 8 | 2023-03-01
    """,
    "voucher": """
        unit_id | voucher_date | word | number | summary | account_code | account_name | debit | credit | amount | activity_id
        S | 2023-03-10 | 记 | 1 | 收拨缴经费 | 102 | 银行存款 | 500 | | |
        S | 2023-03-10 | 记 | 1 | 收拨缴经费 | 402 | 拨缴经费收入 | | 500 | |
        S | 2023-06-10 | 记 | 1 | 工作会议 | 50302 | 会议费 | 120 | | |
        S | 2023-06-10 | 记 | 1 | 工作会议 | 102 | 银行存款 | | 120 | |
        S | 2023-12-31 | 记 | 9 | 结转本年收支 | 402 | 拨缴经费收入 | 500 | | |
        S | 2023-12-31 | 记 | 9 | 结转本年收支 | 50302 | 会议费 | | 120 | |
        S | 2023-12-31 | 记 | 9 | 结转本年收支 | 331 | 结余 | | 380 | |
        S | 2024-02-20 | 记 | 1 | 收拨缴经费 | 102 | 银行存款 | 1000 | | |
        S | 2024-02-20 | 记 | 1 | 收拨缴经费 | 402 | 拨缴经费收入 | | 600 | |
        S | 2024-02-20 | 记 | 1 | 收拨缴经费 | 221 | 应付上级经费 | | 400 | |
        S | 2024-03-05 | 付 | 2 | 上解经费 | 221 | 应付上级经费 | 400 | | |
        S | 2024-03-05 | 付 | 2 | 上解经费 | 102 | 银行存款 | | 400 | |
        S | 2024-05-10 | 记 | 1 | 运动会器材 | 50102 | 文体活动费 | 200 | | | A1
        S | 2024-05-10 | 记 | 1 | 运动会器材 | 102 | 银行存款 | | 200 | |
        S | 2024-05-12 | 记 | 2 | 红字冲销运动会器材 | 50102 | 文体活动费 | -50 | | | A1
        S | 2024-05-12 | 记 | 2 | 红字冲销运动会器材 | 102 | 银行存款 | | -50 | |
        S | 2024-08-01 | 记 | 1 | 来客 | 6602 | 招待费 | 30 | | |
        S | 2024-08-01 | 记 | 1 | 来客 | 102 | 银行存款 | | 30 | |
        S | 2024-09-09 | 记 | 1 | 提取后备金 | 331 | 结余 | 70 | | |
        S | 2024-09-09 | 记 | 1 | 提取后备金 | 322 | 后备金 | | 70 | |
        S | 2024-10-10 | 记 | 1 | 送温暖 | 50205 | 送温暖费 | 300 | | |
        S | 2024-10-10 | 记 | 1 | 送温暖 | 102 | 银行存款 | | 300 | |
        S | 2024-12-31 | 记 | 1 | 结转本年收支 | 402 | 拨缴经费收入 | 600 | | |
        S | 2024-12-31 | 记 | 1 | 结转本年收支 | 50102 | 文体活动费 | | 150 | |
        S | 2024-12-31 | 记 | 1 | 结转本年收支 | 50205 | 送温暖费 | | 300 | |
        S | 2024-12-31 | 记 | 1 | 结转本年收支 | 6602 | 招待费 | | 30 | |
        S | 2024-12-31 | 记 | 1 | 结转本年收支 | 331 | 结余 | | 120 | |
        E1 | 2024-01-31 | 记 | 1 | 收会费 | 102 | 银行存款 | 15 | | |
        E1 | 2024-01-31 | 记 | 1 | 收会费 | 401 | 会费收入 | | 15 | |
        E1 | 2024-02-28 | 记 | 1 | 收会费 | 102 | 银行存款 | 50 | | |
        E1 | 2024-02-28 | 记 | 1 | 收会费 | 401 | 会费收入 | | 50 | |
        E1 | 2024-04-02 | | | 慰问住院职工 | | 职工活动支出-其他活动支出 | 80 | | |
        E1 | 2024-06-06 | | | 参加培训 | 50301 | 培训费 | | | 25 |
        E1 | 2024-12-31 | | | 结转本年收支 | | 职工活动支出-其他活动支出 | | 80 | |
    """,
    "balance": """
        unit_id | period | account_code | account_name | opening_debit | opening_credit | debit | credit | closing_debit | closing_credit | amount
        S | 2023 | 102 | 银行存款 | 200 | | 500 | 120 | 580 | |
        S | 2023 | 331 | 结余 | | 200 | | 380 | | 580 |
        S | 2023 | 402 | 拨缴经费收入 | | | 500 | 500 | | |
        S | 2023 | 503 | 业务支出 | | | 120 | 120 | | |
        S | 2023 | 50302 | 会议费 | | | 120 | 110 | | |
        S | 2023 | 221 | 应付上级经费 | | | | | | |
        E1 | 2023 | 331 | 结余 | | | | | | 10 |
        E2 | 2023 | 401 | 会费收入 | | | | | | | 40
        E2 | 2023 | 501 | 职工活动支出 | | | | | | | 25
        E2 | 2023 | 331 | 结余 | | | | | | 90 |
        E2 | 2024 | 401 | 会费收入 | | | | | | | 60
        E2 | 2024 | 501 | 职工活动支出 | | | | | | | 30
        E2 | 2024 | 50102 | 文体活动费 | | | | | | | 30
        E2 | 2024-H1 | 401 | 会费收入 | | | | | | | 20
    """,
    "bank": """
        unit_id | account_no | booked_date | direction | amount | counterparty | summary | serial | status
        S | 6222 | 2024-02-20 | 收入 | 1000 | 税务局 | 拨缴经费 | b1 |
        S | 6222 | 2024-03-06 | 支出 | 400 | 市总工会 | 上解 | b2 |
        S | 6222 | 2024-05-10 | 支出 | 200 | 体育用品店 | 器材 | b3 |
        S | 6222 | 2024-07-15 | 支出 | 36 | 开户银行 | 账户管理费 | b4 |
        S | 6222 | 2024-07-16 | 不计收支 | 99 | 本户 | 转存 | b5 |
        S | 6222 | 2024-07-17 | 支出 | 5 | 商户 | 货款 | b6 | 交易关闭
        S | 6222 | 2024-08-01 | 支出 | 30 | 饭店 | 餐费 | b7 |
        S | 6222 | 2024-10-10 | 支出 | 310 | 超市 | 送温暖 | b8 |
    """,
    "budget": """
        unit_id | year | account_code | account_name | approved | adjusted | note
        S | 2024 | 402 | 拨缴经费收入 | 700 | |
        S | 2024 | 501 | 职工活动支出 | 250 | 220 |
        S | 2024 | 50102 | 文体活动费 | 250 | |
        S | 2024 | 503 | 业务支出 | 0 | |
        S | 2024 | | 接待费 | 10 | | 科目表里没有
        E1 | 2024 | 50104 | 其他活动支出 | 100 | |
        S | 2023 | 402 | 拨缴经费收入 | 480 | |
    """,
    "assistance": """
        assist_id | member_id | recipient_name | unit_id | paid_date | kind | festival | amount | payment_method | signed | voucher_ref
        a1 | m1 | 王一 | E1 | 2024-01-20 | 节日慰问 | 春节 | 30 | 实物 | 是 | 记-5
        a2 | m2 | 李二 | E1 | 2024-01-20 | 节日慰问 | 春节 | 30 | 实物 | 是 |
        a3 | m1 | 王一 | E1 | 2024-04-02 | 住院 | | 80 | 现金 | 是 |
        a4 | m4 | 钱四 | S | 2024-10-10 | 送温暖 | | 150 | 转账 | 是 | 记-1
        a5 | | 何外人 | S | 2024-10-10 | 送温暖 | | 140 | 转账 | 否 | 记字第001号
        a6 | m1 | 王一 | E1 | 2023-02-02 | 节日慰问 | 春节 | 25 | 实物 | 是 |
    """,
    "activity": """
        activity_id | title | kind | unit_id | start_date | status | eligible_count | headcount | cost_amount
        A0 | 上年运动会 | 竞赛 | S | 2023-05-10 | 已办 | 8 | 4 | 90
        A1 | 春季运动会 | 竞赛 | S | 2024-05-10 | 已办 | 10 | | 160
        A2 | 知识答题 | 竞赛 | E1 | 2024-06-01 | 已办 | 0 | 0 |
        A3 | 徒步赛 | 竞赛 | E1 | 2024-07-01 | 已办 | | 3 |
        A9 | 财务培训 | 培训 | S | 2024-09-01 | 已办 | 5 | 5 | 40
    """,
    "participation": """
        activity_id | member_id | name | role | attended
        A1 | m1 | 王一 | 参加 | 是
        A1 | m2 | 李二 | | 是
        A1 | m3 | 赵三 | 参加 | 否
        A1 | m4 | 钱四 | 裁判 | 是
        AX | m5 | 孙五 | 参加 | 是
    """,
    "result": """
        entry_id | activity_id | subject_kind | member_id | name | unit_id | stage | score | award | award_date | prize_amount
        r1 | A1 | 个人 | m1 | 王一 | E1 | 获奖 | 9.5 | 一等奖 | 2024-05-20 | 100
        r2 | A1 | 个人 | | 何外人 | | 报名 | | | |
        r3 | A1 | 班组 | | | E1 | 决赛 | 8 | 优胜 | |
    """,
    "parameter": """
        limit_id | rule_id | province | value | unit | status
        R-02.target | R-02 | 全国 | 100 | % | verified
    """,
    "target": """
        target_id | title | query | operator | value | period
        dues | 会费收缴率 | dues_rate | >= | 100 | 2024
    """,
    "calendar": """
        date | day_kind | festival
        2024-02-10 | 法定节假日 | 春节
    """,
}


def accounts() -> list[dict[str, str]]:
    """The chart of accounts that the program comes with."""
    with ACCOUNTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a little table: a line of headers, then lines of cells divided by |."""
    lines = [line.strip() for line in text.strip().splitlines()]
    header = [cell.strip() for cell in lines[0].split("|")]
    found = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True)))
    return found


def fen(text: str) -> int:
    """元 as a cell writes them, in 分."""
    return int(Decimal(text) * 100)


def stored(column: Column, text: str) -> Any:
    """What the store holds for the text of a cell."""
    if text == "":
        return None
    if column.type == "money":
        return fen(text)
    if column.type == "integer":
        return int(text)
    if column.type == "boolean":
        return text == "是"
    if column.type == "date":
        return datetime.date.fromisoformat(text)
    return Decimal(text) if column.type == "decimal" else text


def world(
    tables: Mapping[str, str] = TABLES, chart: str = "2010", fiscal_start: int = 1
) -> duckdb.DuckDBPyConnection:
    """A connection whose main schema holds every ledger (empty where none is given) and the marts.

    Each ledger is one batch, numbered in reading order; `line` is the row's line under its header.
    The chart of accounts is the program's own unless `tables` gives another.
    """
    connection = duckdb.connect()
    for name, value in (
        ("today", TODAY), ("chart", chart), ("province", "安徽"), ("fiscal_start", fiscal_start),
    ):
        connection.execute(f"set variable {name} = $1", [value])
    for batch, ledger in enumerate(ledgers().values(), start=1):
        columns = ", ".join(f"{quoted(each.stored)} {each.sql_type}" for each in ledger.columns)
        connection.execute(
            f"create table {quoted(ledger.name)} "
            f"(batch bigint, row_no bigint, line bigint, cell varchar, {columns})"
        )
        given = rows(tables[ledger.name]) if ledger.name in tables else []
        if ledger.name == "account" and not given:
            given = accounts()
        values = []
        for number, row in enumerate(given):
            unknown = set(row) - set(ledger.columns_by_name)
            assert not unknown, f"{ledger.name}: {unknown}"
            cells = [stored(each, row.get(each.name, "")) for each in ledger.columns]
            values.append([batch, number, number + 2, None, *cells])
        if values:
            marks = ", ".join("?" for _ in values[0])
            connection.executemany(
                f"insert into {quoted(ledger.name)} values ({marks})", values
            )
    for mart in statement.marts():
        kind = "table" if mart.stored else "view"
        connection.execute(f"create {kind} {quoted(mart.name)} as {mart.sql}")
    return connection
