"""经费收支: opening, income, expenditure, remittance, closing; by account; budget and actual."""

from functools import partial

from openbooks import figures, ui, ui_figure, ui_says
from openbooks.ui_books import ask, first, only, row
from openbooks.ui_filters import scope
from openbooks.wording import against, money

now = ui.enter("钱从哪里来，花到哪里去？")
ui.needs(now, "voucher", "balance")
wanted = scope(now, "voucher", "balance", "budget")
given = wanted.parameters
flow = ask(now, "finance_flow", **given)
income, spent = row(flow, "step", "income"), row(flow, "step", "expenditure")
remitted, closing = row(flow, "step", "remitted"), row(flow, "step", "closing")
opening = row(flow, "step", "opening")
unknown = ask(now, "unknown_accounts", **given)
ui.answer(
    f"{wanted.said}收入 {money(income.amount_fen)}；"
    f"{against(income.amount_fen, income.prior_fen)}。",
    f"支出 {money(ui_figure.size(spent.amount_fen))}；"
    f"{against(ui_figure.size(spent.amount_fen), ui_figure.size(spent.prior_fen))}。"
    f"另上解 {money(ui_figure.size(remitted.amount_fen))}。",
    f"期初结余 {money(opening.amount_fen)}，期末结余 {money(closing.amount_fen)}。",
    *filter(None, [ui_says.left_out(unknown)]),
)
ui_figure.block(
    now, "从期初到期末，钱怎么变的？", flow, given, draw=figures.waterfall,
    names=("label", "amount_fen", "prior_fen"), 
    says=ui_says.flowed(flow, first(ask(now, "finance_closing", **given)).stated_fen),
)
accounts, budget = ask(now, "finance_by_account", **given), ask(now, "budget_by_account", **given)
units = ask(now, "finance_by_unit", **given)
for category, what in (("expenditure", "支出"), ("income", "收入")):
    held, planned = only(accounts, "category", category), only(budget, "category", category)
    ui_figure.block(
        now, f"{what}是哪些科目？", held, given, key=category,
        says=ui_says.most(held, "level1_name", "amount_fen", prior="prior_fen"),
        draw=partial(figures.ranked, label="level1_name", value="amount_fen", prior="prior_fen"),
        names=("level1_name", "amount_fen", "share", "prior_fen"), rank="amount_fen",
    )
    ui_figure.block(
        now, f"{what}预算执行得怎么样？", planned, given, key=category,
        draw=partial(figures.pairs, label="level1_name", plan="budget_fen",
                     actual="actual_fen", rate="share", ceiling=category == "expenditure"),
        names=("level1_name", "budget_fen", "actual_fen", "share", "difference_fen"),
        says=ui_says.planned(planned, category == "expenditure", wanted.period.months),
        nothing="这一年没有装载预算：未填报。",
    )
by_month = ask(now, "finance_by_month", **given)
ui_figure.block(
    now, "每个月收支多少？", by_month, given,
    says="".join(
        ui_says.most(only(by_month, "category", category), "period", "amount_fen", f"{what}最多的是")
        for category, what in (("income", "收入"), ("expenditure", "支出"))
    ),
    draw=partial(figures.months_by_kind, value="amount_fen", kind="category", prior="prior_fen"),
    pivot=("period", "category", "amount_fen"),
)
if units.frame["unit_id"].nunique() > 1:
    spending = only(units, "category", "expenditure")
    ui_figure.block(
        now, "各单位支出多少？", spending, given,
        says=ui_says.most(spending, "unit_name", "amount_fen", prior="prior_fen"),
        draw=partial(figures.ranked, label="unit_name", value="amount_fen", prior="prior_fen"),
        names=("unit_name", "amount_fen", "prior_fen"), rank="amount_fen",
    )
ui_figure.block(
    now, "哪些科目没有认出来？", unknown, given,
    says="科目表里找不到的科目不计入收支；在会计科目台账里补上就会计入。", nothing="没有。",
)
