"""The sentence under each question: true for many rows, for one, for none, and for odd numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from openbooks import ui_says
from openbooks.query import Result
from openbooks.statement import OutputColumn

KINDS = {
    "kind": ("text", "", "类型"), "month": ("month", "", "月份"),
    "amount_fen": ("money", "分", "金额"), "prior_fen": ("money", "分", "上年同期"),
    "share": ("share", "%", "参与率"), "unit_name": ("text", "", "单位"),
    "level1_name": ("text", "", "一级科目"), "budget_fen": ("money", "分", "本年预算"),
    "actual_fen": ("money", "分", "实际"), "difference_fen": ("money", "分", "差额"),
    "gap_fen": ("money", "分", "差"), "basis": ("list", "", "依据"),
    "missing_units": ("integer", "个", "缺期初的单位"), "attended": ("integer", "人", "参加人数"),
    "ledger": ("list", "", "台账"), "account_name": ("text", "", "科目名称"),
    "account_code": ("identifier", "", "科目编码"), "debit_fen": ("money", "分", "借方合计"),
    "credit_fen": ("money", "分", "贷方合计"),
}


def answer(*names: str, rows: list[tuple[Any, ...]]) -> Result:
    columns = tuple(OutputColumn(name, *KINDS[name]) for name in names)
    frame = pd.DataFrame(rows, columns=list(names))
    for column in columns:
        if column.type in {"money", "integer"}:
            frame[column.name] = frame[column.name].astype("Int64")
        if column.type == "share":
            frame[column.name] = frame[column.name].astype("float64")
    return Result("made", 1, columns, frame, "")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("生日", 300_00, 200_00), ("住院", 100_00, None)],
         "最多的是生日，300.00 元，占合计的 75.0%；上年同期 200.00 元，多了 100.00 元（+50.0%）。"),
        ([("生日", 300_00, None)], "只有生日，300.00 元；上年同期未填报。"),
        ([("生日", 300_00, 1), ("退款", -50_00, None)],
         "最多的是生日，300.00 元；上年同期 0.01 元，多了 299.99 元（+2999900.0%）。"),
        ([("生日", 0, None), ("住院", 0, None)], "金额都是 0.00 元。"),
        ([("生日", None, 5)], ""),
        ([], ""),
    ],
)
def test_the_largest_is_named_with_its_part_where_all_are_parts(
    rows: list[tuple[Any, ...]], said: str
) -> None:
    found = answer("kind", "amount_fen", "prior_fen", rows=rows)
    assert ui_says.most(found, "kind", "amount_fen", prior="prior_fen") == said


def test_an_answer_that_was_cut_says_no_part_of_all() -> None:
    found = answer("kind", "amount_fen", rows=[("甲", 3_00), ("乙", 1_00)])
    assert "占" not in ui_says.most(found, "kind", "amount_fen", whole=False)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("2025-01", 0.5), ("2025-02", 0.25), ("2025-03", None)],
         "参与率最高的是2025年1月，50.0%；最低的是2025年2月，25.0%。"),
        ([("2025-01", 1.0), ("2025-02", 1.0)], "2 项的参与率都是 100.0%。"),
        ([("2025-01", 0.0)], "2025年1月的参与率是 0.0%。"),
        ([("2025-01", None)], ""),
    ],
)
def test_the_best_and_the_worst_are_named(rows: list[tuple[Any, ...]], said: str) -> None:
    assert ui_says.between(answer("month", "share", rows=rows), "month", "share") == said


def test_a_budget_says_what_was_overspent_and_what_had_no_budget() -> None:
    names = ("level1_name", "budget_fen", "actual_fen", "share")
    found = answer(*names, rows=[
        ("活动", 100_00, 80_00, 0.8), ("业务", 10_00, 12_00, 1.2), ("其他", None, 5_00, None),
    ])
    assert ui_says.planned(found, True) == (
        "有预算的科目预算共 110.00 元，实际 92.00 元，执行率 83.6%。超预算的：业务（120.0%）。"
        "没有预算而有实际的：其他。"
    )
    assert "超预算" not in ui_says.planned(found, False)
    assert "全年预算共 110.00 元，所选期间实际 92.00 元" in ui_says.planned(found, True, 6)
    nothing = answer(*names, rows=[("活动", None, 5_00, None)])
    assert ui_says.planned(nothing, True) == "这些科目没有装载预算：未填报。"
    assert ui_says.planned(answer(*names, rows=[]), True) == ""


def flow(opening: int | None, closing: int | None, missing: int = 0) -> Result:
    return answer("amount_fen", "basis", "missing_units", rows=[
        (opening, "余额表期初", missing), (closing, None, missing),
    ])


def test_a_closing_that_the_balance_table_does_not_state_is_said_to_the_fen() -> None:
    assert ui_says.flowed(flow(1_00, 5_00)) == "期初依据：余额表期初；期末由期初加减各步算出。"
    assert ui_says.flowed(flow(1_00, 5_00), 5_00).endswith("，与余额表一致。")
    assert ui_says.flowed(flow(1_00, 5_00), 2_00).endswith("，比余额表的 2.00 元多 3.00 元。")
    assert ui_says.flowed(flow(1_00, 5_00), 5_01).endswith("，比余额表的 5.01 元少 0.01 元。")
    assert ui_says.flowed(flow(None, None, 2)) == "有 2 个单位缺期初余额，结余不推算。"
    assert ui_says.flowed(flow(1_00, None)) == "期初依据：余额表期初。"


def checked(*rows: tuple[int | None, int | None]) -> Result:
    return answer("difference_fen", "gap_fen", rows=list(rows))


def test_silence_is_never_taken_for_agreement() -> None:
    none, good, bad = checked(), checked((0, None)), checked((0, 0), (5, 0), (None, None))
    one_sided = checked((None, None))
    said = ui_says.compared_together
    assert said({}) == said({"银行": none}) == "所选范围内没有两边都有的数：未填报，不能比对。"
    assert said({"甲": one_sided}).endswith("不能比对。")
    assert said({"甲": good}) == "1 种核对，没有一项不符。"
    assert said({"甲": good, "乙": none}) == "1 种核对，没有一项不符。没有可比的数：乙。"
    assert said({"甲": good, "乙": bad}) == (
        "2 种核对，1 种没有不符；不符的是乙 1 项；只有一边有数的是乙 1 项。"
    )
    assert ui_says.compared(good) == "比对 1 项，全部一致。"
    assert ui_says.compared(none) == "所选范围内没有可比的数：未填报。"


def test_an_opening_that_does_not_lead_to_its_closing_is_a_difference() -> None:
    assert ui_says.compared(checked((0, 3), (0, 0))) == "比对 2 项，1 项一致，1 项不符。"


def test_accounts_that_are_left_out_are_named_with_their_amounts() -> None:
    names = ("ledger", "account_code", "account_name", "debit_fen", "credit_fen", "amount_fen")
    found = answer(*names, rows=[
        ("voucher", None, "招待费", 386_00, 0, None), ("balance", None, "招待费", 386_00, 386_00, None),
    ])
    assert "招待费（借方 386.00 元），没有计入" in ui_says.left_out(found)
    assert ui_says.left_out(answer(*names, rows=[])) == ""


def test_numbers_that_some_rows_lack_are_counted() -> None:
    found = answer("attended", rows=[(3,), (None,)])
    assert ui_says.unfilled(found, "attended", "参加人数") == "有 1 次没有填报参加人数，不算在内。"
    assert ui_says.unfilled(answer("attended", rows=[(3,)]), "attended", "参加人数") == ""
