"""经费收支: opening, income, expenditure, remittance, closing; by account; budget and actual."""

from openbooks import ui, ui_figure
from openbooks.ui_books import ask, only, row
from openbooks.ui_filters import scope
from openbooks.wording import against, is_missing, money

now = ui.enter("钱从哪里来，花到哪里去？")
ui.needs(now, "voucher", "balance")
wanted = scope(now, "voucher", "balance", "budget")
given = wanted.parameters
flow = ask(now, "finance_flow", **given)
income, spent = row(flow, "step", "income"), row(flow, "step", "expenditure")
remitted, closing = row(flow, "step", "remitted"), row(flow, "step", "closing")
opening = row(flow, "step", "opening")
ui.answer(
    f"{wanted.said}收入 {money(income.amount_fen)}；"
    f"{against(income.amount_fen, income.prior_fen)}。",
    f"支出 {money(ui_figure.size(spent.amount_fen))}；"
    f"{against(ui_figure.size(spent.amount_fen), ui_figure.size(spent.prior_fen))}。"
    f"另上解 {money(ui_figure.size(remitted.amount_fen))}。",
    f"期初结余 {money(opening.amount_fen)}，期末结余 {money(closing.amount_fen)}。",
)
ui_figure.block(
    now, "从期初到期末，钱怎么变的？", flow, given,
    names=("label", "amount_fen", "prior_fen", "basis"),
    says=f"有 {opening.missing_units} 个单位缺期初余额，结余不推算。"
    if is_missing(opening.amount_fen) and opening.missing_units else "",
)
accounts = ask(now, "finance_by_account", **given)
columns = ("level1_name", "amount_fen", "share", "prior_fen")
for category, question in (("expenditure", "钱花在哪些科目？"), ("income", "钱从哪些科目来？")):
    ui_figure.block(
        now, question, only(accounts, "category", category), given, names=columns, key=category
    )
ui_figure.block(
    now, "预算执行得怎么样？", ask(now, "budget_by_account", **given), given,
    names=("category", "level1_name", "budget_fen", "actual_fen", "share", "difference_fen"),
    says="预算是全年数；实际只算所选期间。", nothing="这一年没有装载预算：未填报。",
)
ui_figure.block(
    now, "每个月收支多少？", ask(now, "finance_by_month", **given), given,
    pivot=("period", "category", "amount_fen"),
)
units = ask(now, "finance_by_unit", **given)
if units.frame["unit_id"].nunique() > 1:
    ui_figure.block(
        now, "各单位收支多少？", units, given, pivot=("unit_name", "category", "amount_fen")
    )
ui_figure.block(
    now, "哪些科目没有认出来？", ask(now, "unknown_accounts", **given), given,
    says="科目表里找不到的科目不计入收支；在会计科目台账里补上就会计入。", nothing="没有。",
)
