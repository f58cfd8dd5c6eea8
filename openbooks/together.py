"""Rows of one file judged together, set-wise: keys, vouchers, persons, references.

Works on the table `typed` of a private connection (one row a typed row: row_no, line, cell,
refused, the contract's stored columns) and leaves a view `kept` beside it: the rows that may enter,
with their ordinal among equal rows. What design.md §4 says is done here in its order: a row is
refused first for itself, then for its key, then with its voucher.
"""

from __future__ import annotations

from collections import Counter

import duckdb

from openbooks import typed
from openbooks.codes import problem
from openbooks.contract import Ledger
from openbooks.errors import ROW, WARN, Problem
from openbooks.known import Known
from openbooks.naming import has_key, key_parts, panel_of, quoted, stored_columns

VOUCHER = ("unit_id", "year", "month", "word", "number")
NAME_MARKS = "[-—_/\\\\|·]"


def by_value(problems: list[Problem]) -> list[Problem]:
    """Warnings about values outside a list drawn together: one a value, with its first line."""
    counts = Counter((each.column, each.value) for each in problems if each.code == "not_in_list")
    kept: list[Problem] = []
    for each in problems:
        if each.code != "not_in_list":
            kept.append(each)
        elif count := counts.pop((each.column, each.value), 0):
            kept.append(problem(
                each.code, WARN, each.line, each.column, each.value, each.sheet, f"共{count}行"
            ))
    return kept


def judge(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, known: Known, sheet: str
) -> list[Problem]:
    """Mark what must be refused, list what must be known, and leave the view `kept`."""
    for name, rows in (
        ("units", known.units), ("members", known.members), ("kin", known.kin),
        ("accounts", known.accounts), ("activities", known.activities),
    ):
        con.register(name, rows)
    problems: list[Problem] = []
    for pair in ledger.person:
        problems += _persons(con, ledger, pair, sheet)
    problems += _references(con, ledger, sheet)
    if ledger.name == "voucher":
        _number_lines(con)
    problems += _same_keys(con, ledger, sheet)
    if ledger.name == "voucher":
        problems += _vouchers(con, sheet)
    elif con.execute("select bool_or(cell is not null) from typed").fetchall()[0][0]:
        typed.make_writable(con)
        con.execute(
            f"update typed set refused = true where (line, {panel_of('typed')}) in "
            f"(select (line, {panel_of('typed')}) from typed where refused)"
        )
    problems += _ordinals(con, ledger, sheet)
    return problems


def _persons(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, pair: tuple[str, str], sheet: str
) -> list[Problem]:
    """Rows that give a person by name alone, held against the roster."""
    identifier, name = (quoted(ledger.column(each).stored) for each in pair)
    title = ledger.column(pair[1]).title
    alone = f"not refused and {identifier} is null and {name} is not null"
    if not con.execute(f"select count(*) from typed where {alone}").fetchall()[0][0]:
        return []
    if not con.execute("select count(*) from members").fetchall()[0][0]:
        count, first = con.execute(
            f"select count(*), min(line) from typed where {alone}"
        ).fetchall()[0]
        return [problem("no_roster", WARN, first, title, "", sheet, f"共{count}行")]
    unit = "t.unit_id" if any(each.name == "unit_id" for each in ledger.columns) else "null"
    near = "own.unit_id is null or far.unit_id is null or k.one is not null"
    con.execute(
        f"create temp table persons as select t.row_no, any_value(t.line) as line, "
        f"any_value(t.{name}) as called, "
        f"count(distinct m.member_id) filter (where m.unit_id = {unit} or m.unit_name = {unit}) as here, "
        f"count(distinct m.member_id) filter (where {near}) as near, "
        f"string_agg(distinct coalesce(m.unit_name, m.unit_id), '、' "
        f"order by coalesce(m.unit_name, m.unit_id)) as units "
        f"from (select * from typed where {alone}) t left join members m on m.name = t.{name} "
        f"left join (select unit_id as said, unit_id from units union select name, min(unit_id) "
        f"from units group by name having count(*) = 1) own on own.said = {unit} "
        f"left join units far on far.unit_id = m.unit_id "
        f"left join kin k on k.one = own.unit_id and k.other = far.unit_id "
        f"group by t.row_no"
    )
    problems = []
    many = con.execute(
        "select row_no, line, called, units from persons "
        "where near > 1 and here <> 1 order by line, row_no"
    ).fetchall()
    for _, line, called, units in many:
        problems.append(problem("person_ambiguous", ROW, line, title, called, sheet, units))
    typed.refuse(con, [row[0] for row in many])
    for line, called in con.execute(
        "select line, called from persons where near = 0 order by line, row_no"
    ).fetchall():
        problems.append(problem("person_unknown", WARN, line, title, called, sheet))
    con.execute("drop table persons")
    return problems


# What is known, and the ways to name it; each is asked by itself: an `or` would compare all with all.
REFERENCES = {
    "unit.unit_id": ("units", ("k.unit_id = t.said", "k.name = t.said")),
    "member.member_id": ("members", ("k.member_id = t.said",)),
    "activity.activity_id": ("activities", ("k.activity_id = t.said", "k.title = t.said")),
    "account.code": ("accounts", (
        "k.code = t.said",
        "length(k.code) >= 3 and starts_with(replace(t.said, '.', ''), k.code)",
    )),
}


def _references(con: duckdb.DuckDBPyConnection, ledger: Ledger, sheet: str) -> list[Problem]:
    """Values that refer to what the books do not hold: one warning a value, with its count."""
    problems = []
    for column in ledger.columns:
        if column.references not in REFERENCES or column.references.split(".")[0] == ledger.name:
            continue
        table, ways = REFERENCES[column.references]
        unknown = " and ".join(f"not exists (select 1 from {table} k where {way})" for way in ways)
        if not con.execute(f"select count(*) from {table}").fetchall()[0][0]:
            continue
        code = "account_unknown" if table == "accounts" else "reference_unknown"
        for said, line, count in con.execute(
            f"with t as (select {quoted(column.stored)} as said, min(line) as line, "
            f"count(*) as rows from typed where not refused and {quoted(column.stored)} is not null "
            f"group by 1) select said, line, rows from t "
            f"where {unknown} order by line, said"
        ).fetchall():
            problems.append(problem(code, WARN, line, column.title, said, sheet, f"共{count}行"))
    if {"account_code", "account_name"} <= set(ledger.columns_by_name):
        problems += _account_names(con, ledger, sheet)
    return problems


def _account_names(con: duckdb.DuckDBPyConnection, ledger: Ledger, sheet: str) -> list[Problem]:
    """Accounts given by name alone that the chart does not hold."""
    if not con.execute("select count(*) from accounts").fetchall()[0][0]:
        return []
    title = ledger.column("account_name").title
    return [
        problem("account_unknown", WARN, line, title, said, sheet, f"共{count}行")
        for said, line, count in con.execute(
            "with t as (select account_name as said, min(line) as line, count(*) as rows from typed "
            "where not refused and account_code is null and account_name is not null group by 1) "
            "select said, line, rows from t where not exists (select 1 from accounts k "
            "where k.name = t.said or list_contains(regexp_split_to_array(t.said, ?), k.name)) "
            "order by line, said",
            [NAME_MARKS],
        ).fetchall()
    ]


def _number_lines(con: duckdb.DuckDBPyConnection) -> None:
    """Number the lines of each voucher by their order, unless the file numbers all of them."""
    if con.execute("select count(*) from typed where line_no is null").fetchall()[0][0]:
        typed.make_writable(con)
        con.execute(
            "update typed set line_no = n.nth from (select row_no, row_number() over "
            f"(partition by {', '.join(VOUCHER)} order by row_no) as nth from typed) n "
            "where n.row_no = typed.row_no and typed.number is not null"
        )


def _same_keys(con: duckdb.DuckDBPyConnection, ledger: Ledger, sheet: str) -> list[Problem]:
    """The same key twice in one file: the later row is refused, naming the earlier.

    Hashes tell whether there is any (half the time); the keys themselves say which.
    """
    parts = ", ".join(key_parts(ledger, "t"))
    keyed = has_key(ledger, "t")
    if keyed == "false" or not con.execute(
        f"select count(*) from (select 1 from typed t where not refused and {keyed} "
        f"group by hash({parts}) having count(*) > 1)"
    ).fetchall()[0][0]:
        return []
    later = con.execute(
        f"select row_no, line, earlier from (select row_no, line, "
        f"first_value(line) over w as earlier, row_number() over w as nth from typed t "
        f"where not refused and {keyed} window w as (partition by {parts} order by line, row_no)) "
        f"where nth > 1 order by line, row_no"
    ).fetchall()
    title = "、".join(ledger.column(part).title for part in ledger.key)
    typed.refuse(con, [row[0] for row in later])
    return [
        problem("same_key", ROW, line, title, "", sheet, f"与第{earlier}行相同")
        for _, line, earlier in later
    ]


def _vouchers(con: duckdb.DuckDBPyConnection, sheet: str) -> list[Problem]:
    """Whole vouchers are refused with any of their lines; unbalanced ones are listed."""
    same = " and ".join(f"a.{part} is not distinct from b.{part}" for part in VOUCHER)
    siblings = con.execute(
        f"select a.row_no, a.line, any_value(b.line) from typed a join typed b on {same} "
        "and b.refused where a.number is not null and not a.refused group by a.row_no, a.line "
        "order by a.line, a.row_no"
    ).fetchall()
    typed.refuse(con, [row[0] for row in siblings])
    problems = [
        problem("voucher_sibling", ROW, line, "凭证号", "", sheet, f"第{bad}行有错")
        for _, line, bad in siblings
    ]
    for line, word, number, debit, credit in con.execute(
        "select min(line), any_value(word), any_value(number), sum(debit_fen)::bigint, "
        f"sum(credit_fen)::bigint from typed where not refused and number is not null "
        f"group by {', '.join(VOUCHER)} having sum(debit_fen) <> sum(credit_fen) order by 1"
    ).fetchall():
        shown = f"{word or ''}-{number}" if word else number
        detail = f"借方{debit / 100:.2f}，贷方{credit / 100:.2f}"
        problems.append(problem("voucher_unbalanced", WARN, line, "凭证号", shown, sheet, detail))
    return problems


def _ordinals(con: duckdb.DuckDBPyConnection, ledger: Ledger, sheet: str) -> list[Problem]:
    """Equal rows without a key all stay; each has its ordinal among them, the later are listed."""
    keyed = has_key(ledger, "t")
    columns = ", ".join(stored_columns(ledger))
    if not con.execute(
        f"select count(*) from typed t where not refused and not {keyed}"
    ).fetchall()[0][0]:
        con.execute("create view kept as select *, 1::bigint as ordinal from typed where not refused")
        return []
    con.execute(
        f"create table kept as select *, case when {keyed} then 1::bigint else row_number() over "
        f"(partition by {columns} order by line, row_no) end as ordinal "
        "from typed t where not refused"
    )
    return [
        problem("equal_rows", WARN, line, "", "", sheet, f"第{earlier}行")
        for line, earlier in con.execute(
            f"select line, earlier from (select line, ordinal, first_value(line) over "
            f"(partition by {columns} order by line, row_no) as earlier from kept) "
            "where ordinal > 1 order by line"
        ).fetchall()
    ]
