"""会费收缴: the rate by persons and by amount, by unit and month, and who owes."""

from functools import partial

from openbooks import figures, ui, ui_figure, ui_says
from openbooks.ui_books import ask, first, without
from openbooks.ui_filters import scope
from openbooks.wording import against, count, is_missing, money, share

now = ui.enter("会费收齐了吗？")
ui.needs(now, "dues")
wanted = scope(now, "dues")
given = wanted.parameters
total = first(ask(now, "dues_rate", **given))
if is_missing(total.persons_due):
    ui.answer(f"{wanted.said}没有会费记录：未填报，不等于没有收到。")
else:
    ui.answer(
        f"{wanted.said}应缴 {count(total.persons_due, '人')}，缴足 "
        f"{count(total.persons_paid, '人')}，收缴率 {share(total.persons_share)}；"
        f"{against(total.persons_share, total.prior_persons_share, 'share')}。",
        f"应缴会费 {money(total.due_fen)}，实缴 {money(total.paid_fen)}，按金额收缴率 "
        f"{share(total.amount_share)}；{against(total.paid_fen, total.prior_paid_fen)}。",
        f"其中后来补缴的 {money(total.late_fen)}，还欠 {money(total.arrears_fen)}。",
    )
units = ask(now, "dues_by_unit", **given)
by_month = ask(now, "dues_by_month", **given)
ui_figure.block(
    now, "每个月的会费收到多少？", by_month, given,
    draw=partial(figures.months, value="paid_fen", prior="prior_paid_fen"),
    names=("month", "paid_fen", "amount_share", "prior_paid_fen", "due_fen", "late_fen",
           "persons_due", "persons_paid", "persons_share"),
    says=f"每月收到的是属于这个月的会费。{rates}"
    if (rates := ui_says.between(by_month, "month", "amount_share")) else "",
)
if len(units.frame) > 1:
    short = without(units, "arrears_fen", 0)
    ui_figure.block(
        now, "哪些单位没有收齐？", short, given,
        draw=partial(figures.ranked, label="unit_name", value="arrears_fen"),
        says=ui_says.most(short, "unit_name", "arrears_fen", "欠缴最多的是"),
        rank="arrears_fen", nothing="各单位都收齐了。",
        names=("unit_name", "arrears_fen", "amount_share", "due_fen", "paid_fen",
               "prior_paid_fen", "persons_due", "persons_paid", "persons_share"),
    )
    by_unit_month = ask(now, "dues_by_unit_month", **given)
    ui_figure.block(
        now, "哪个单位的哪个月没有收齐？", by_unit_month, given,
        pivot=("unit_name", "month", "amount_share"),
        says=ui_says.short_of_full(by_unit_month, "unit_name", "month", "amount_share"),
    )
if not is_missing(total.persons_due):  # where nothing was handed in, nobody owes and nobody paid
    first_ones = {**given, "limit": ui_figure.OPTIONS}
    owing = ask(now, "dues_arrears", **first_ones)
    ui_figure.block(
        now, "谁还欠会费？", owing, first_ones, nothing="没有人欠缴。",
        says=ui_says.most(owing, "member_id", "arrears_fen", "欠得最多的是",
                          whole=len(owing.frame) < ui_figure.OPTIONS),
        names=("member_id", "name", "arrears_fen", "months_short", "first_short_month",
               "unit_name", "due_fen", "paid_fen", "months_due"),
    )
    ui_figure.block(
        now, "谁没有会费记录？", ask(now, "dues_unreported", **given), given,
        says="名册里是在职会员，期间内却没有一条会费记录的人：未填报，不等于欠缴。",
        nothing="没有这样的人。" if now.has("member") else "还没有会员名册，说不出是谁：未填报。",
    )
