"""Sentences of reports: numbers come out of braces with their noun, unit and judgement, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openbooks.document import Figure
from openbooks.period import period_of
from openbooks.phrase import Held, faults, names_in, sentences, spoken, written
from openbooks.quantity import Quantity

INCOME = Quantity("收入", "finance_flow", "amount_fen", {}, prior="prior_fen", plan="收入预算")
SPENT = Quantity("支出", "finance_flow", "amount_fen", {}, prior="prior_fen", plan="支出预算", ceiling=True)
PLAN = Quantity("收入预算", "budget_by_account", "budget_fen", {})
CEILING = Quantity("支出预算", "budget_by_account", "budget_fen", {})
RATE = Quantity("会费收缴率", "dues_rate", "amount_share", {}, prior="prior_amount_share")
PERSONS = Quantity("应缴人数", "dues_rate", "persons_due", {}, prior="prior_persons_due")
ACCOUNTS = Quantity("支出科目", "finance_by_account", "amount_fen", {}, label="level1_name")
KNOWN = {each.name: each for each in (INCOME, SPENT, PLAN, CEILING, RATE, PERSONS, ACCOUNTS)}


def figure(name: str, value: float | None, prior: float | None = None) -> Figure:
    quantity = KNOWN[name]
    return Figure(name, quantity.kind, quantity.unit, value, prior, quantity.query, quantity.column)


def held(*figures: Figure, accounts: tuple[Figure, ...] = (), period: str = "2025") -> Held:
    return Held({each.name: each for each in figures}, {"支出科目": accounts}, {"期间": "2025年"}, KNOWN,
                period_of(period))


def text(template: str, given: Held) -> str:
    return "".join(span.text for sentence in spoken(template, given) for span in sentence)


def test_a_number_is_said_with_its_noun_and_its_unit() -> None:
    given = held(figure("收入", 48261530), figure("应缴人数", 80), figure("会费收缴率", 0.9875))
    assert text("{期间}{收入}，{应缴人数}，{会费收缴率}。", given) == (
        "2025年收入 48.26 万元（482,615.30 元），应缴人数 80 人，会费收缴率 98.8%。"
    )


@pytest.mark.parametrize(("now", "prior", "said"), [
    (11000, 10000, "比上年同期增长 10.0%（多 10.00 元）"),
    (9000, 10000, "比上年同期下降 10.0%（少 10.00 元）"),
    (10000, 10000, "与上年同期持平"),
    (1_000_001, 1_000_000, "比上年同期增长不足 0.1%（多 0.01 元）"),
    (500, 0, "比上年同期增加 5.00 元"),
    (500, -100, "比上年同期增加 6.00 元"),
    (-500, -100, "比上年同期减少 4.00 元"),
    (500, None, "上年同期未填报，不作比较"),
    (None, 500, "上年同期未填报，不作比较"),
])
def test_growth_is_said_as_the_exact_numbers_have_it(now: int, prior: int, said: str) -> None:
    spans = spoken("{收入.比上年}，{应缴人数}。", held(figure("收入", now, prior), figure("应缴人数", 1)))
    assert "".join(span.text for span in spans[0]).partition("，应缴")[0] == said


@pytest.mark.parametrize(("now", "prior", "said"), [
    (0.95, 0.90, "比上年同期上升 5.0 个百分点"), (0.90, 0.95, "比上年同期下降 5.0 个百分点"),
    (0.9, 0.9, "与上年同期持平"), (0.90001, 0.9, "比上年同期上升不足 0.1 个百分点"),
    (0.9, None, "上年同期不适用，不作比较"),
])
def test_rates_are_compared_in_points(now: float, prior: float | None, said: str) -> None:
    assert text("{会费收缴率.比上年}。", held(figure("会费收缴率", now, prior))) == f"{said}。"


@pytest.mark.parametrize(("name", "plan", "now", "period", "said"), [
    ("收入", "收入预算", 100, "2025", "完成收入预算 1.00 元，执行率 100.0%"),
    ("收入", "收入预算", 99, "2025", "未完成收入预算 1.00 元，执行率 99.0%"),
    ("收入", "收入预算", 99, "2025H1", "全年收入预算 1.00 元，执行率 99.0%"),
    ("收入", "收入预算", 101, "2025H1", "完成收入预算 1.00 元，执行率 101.0%"),
    ("支出", "支出预算", 100, "2025", "没有超出支出预算 1.00 元，执行率 100.0%"),
    ("支出", "支出预算", 101, "2025H1", "超出支出预算 0.01 元，执行率 101.0%"),
])
def test_a_plan_is_done_or_not_as_the_numbers_have_it(
    name: str, plan: str, now: int, period: str, said: str
) -> None:
    given = held(figure(name, now), figure(plan, 100), period=period)
    assert text(f"{{{name}.对预算}}。", given) == f"{said}。"


def test_a_sentence_whose_numbers_are_all_missing_is_left_out_and_others_stay() -> None:
    given = held(figure("收入", None), figure("支出", 100))
    assert text("{收入}。{支出}。各项工作正常。", given) == "支出 1.00 元。各项工作正常。"
    assert text("{收入}，{支出}。", given) == "收入 未填报，支出 1.00 元。"


def test_nothing_at_all_is_not_worth_the_sentence_of_a_number_that_is_hushed() -> None:
    quantity = replace(KNOWN["收入"], hushed=True)
    for value, said in ((0, ""), (386_00, "收入 386.00 元：没有计入。")):
        given = replace(held(figure("收入", value)), quantities={"收入": quantity})
        assert text("{收入}：没有计入。", given) == said
    assert text("{收入}：没有计入。", held(figure("收入", 0))) == "收入 0.00 元：没有计入。"


def test_a_hidden_number_is_said_to_be_hidden_and_not_compared() -> None:
    given = held(replace(figure("应缴人数", None, None), hidden=True))
    assert text("{应缴人数}，{应缴人数.比上年}。", given) == (
        "应缴人数 *（人数不足，不予公布），与上年同期不作比较（人数不足，不予公布）。"
    )


def test_a_list_says_its_largest_by_name() -> None:
    rows = tuple(
        replace(figure("收入", value), name=f"支出科目：{name}")
        for name, value in (("维权支出", 300), ("业务支出", 200), ("其他支出", 100), ("资本性支出", 50))
    )
    given = held(accounts=rows)
    assert text("{支出科目.最多}。", given) == "最多的是维权支出 3.00 元。"
    assert text("{支出科目.前三}。", given) == (
        "最多的依次是维权支出 3.00 元、业务支出 2.00 元、其他支出 1.00 元。"
    )
    assert text("{支出科目.最多}。", held()) == ""


@pytest.mark.parametrize("said", [
    "今年收入48万元。", "会费收入增长了。", "{收入}大幅增长。", "预算已经完成。", "支出没有超预算。",
    "慰问了三十人次。", "{收入}万元。", "{收入} 元。", "{应缴人数}人。", "{没有的数}。", "{收入.最多}。",
    "{支出科目}。", "{收入预算.比上年}。", "{应缴人数.对预算}。", "{收入。", "收入}。", "收缴率９８％。",
    "一半的会员参加。", "结余最多的一年。", "{期间.比上年}。", "花了两万元。", "超出预算。",
])
def test_what_only_a_figure_may_say_is_refused_outside_of_braces(said: str) -> None:
    assert faults(said, KNOWN)


@pytest.mark.parametrize("said", [
    "{期间}{收入}，{收入.比上年}。", "依照《工会法》第43条办理。", "2025年3月召开第三届第二次会员代表大会。",
    "将继续努力提高经费使用效益。", "一是账目公开，二是专款专用。", "浙工发〔2018〕5号文件。", "会员代表大会",
    "{支出科目.前三}。", "下一步要进一步减少现金支付。",
])
def test_ordinary_sentences_pass(said: str) -> None:
    assert faults(said, KNOWN) == []


def test_what_may_be_written_of_a_number_is_what_passes() -> None:
    for each in KNOWN.values():
        for brace in written(each).split(" "):
            assert faults(f"{brace}。", KNOWN) == []
    assert written(PLAN) == "{收入预算}"


def test_sentences_and_names_are_found() -> None:
    assert sentences("甲{收入}。乙！丙") == ["甲{收入}。", "乙！", "丙"]
    assert names_in("{期间}{收入}{收入.比上年}{支出科目.前三}") == ["收入", "收入", "支出科目"]


