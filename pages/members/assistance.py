"""帮扶慰问: how many were helped, with how much, for what; names masked."""

from functools import partial

from openbooks import figures, ui, ui_figure, ui_says
from openbooks.ui_books import ask, first
from openbooks.ui_filters import scope
from openbooks.wording import against, count, is_missing, money

now = ui.enter("帮扶慰问帮到了多少人？")
ui.needs(now, "assistance")
wanted = scope(now, "assistance")
given = wanted.parameters
total = first(ask(now, "assistance_total", **given))
if is_missing(total.times):
    ui.answer(f"{wanted.said}没有帮扶慰问记录：未填报。")
else:
    ui.answer(
        f"{wanted.said}发放 {count(total.times, '人次')}，惠及 {count(total.persons, '人')}；"
        f"{against(total.persons, total.prior_persons, 'count', '人')}。",
        f"合计 {money(total.amount_fen)}；{against(total.amount_fen, total.prior_amount_fen)}。",
    )
columns = ("amount_fen", "persons", "times", "prior_amount_fen", "prior_persons", "prior_times")
for group, question, name, least in (
    ("kind", "钱花在哪些事上？", "assistance_by_kind", 0),
    ("festival", "哪个节日慰问了多少？", "assistance_by_festival", 0),
    ("unit_name", "各单位帮扶了多少？", "assistance_by_unit", 2),
):
    found = ask(now, name, **given)
    if len(found.frame) >= least:
        ui_figure.block(
            now, question, found, given, names=(group, *columns), rank="amount_fen",
            says=ui_says.most(found, group, "amount_fen", prior="prior_amount_fen"),
            draw=partial(figures.ranked, label=group, value="amount_fen",
                         prior="prior_amount_fen"),
        )
by_month = ask(now, "assistance_by_month", **given)
ui_figure.block(
    now, "集中在哪几个月？", by_month, given,
    says=ui_says.most(by_month, "month", "amount_fen", prior="prior_amount_fen"),
    draw=partial(figures.months, value="amount_fen", prior="prior_amount_fen"),
    names=("month", *columns),
)
