"""竞赛参与: eligible, signed up, came, the rate, results, and what one participant cost."""

from functools import partial

from openbooks import figures, ui, ui_figure, ui_says
from openbooks.ui_books import ask, first
from openbooks.ui_filters import scope
from openbooks.wording import against, count, is_missing, money, share

now = ui.enter("竞赛有多少人参加？")
ui.needs(now, "activity", "participation", "result")
wanted = scope(now, "activity", "result", kinds=True)
given = {**wanted.parameters, "kind": wanted.kind or None}
total = first(ask(now, "competition_total", **given))
what = wanted.kind or "活动"
each = ask(now, "competition_by_activity", **given)
if not total.activities:
    ui.answer(f"{wanted.said}没有{what}记录：未填报。")
else:
    ui.answer(
        f"{wanted.said}办了 {count(total.activities, '次')}{what}，"
        f"{count(total.attended, '人次')}参加；"
        f"{against(total.attended, total.prior_attended, 'count', '人次')}。"
        f"{ui_says.unfilled(each, 'attended', '参加人数')}",
        "应参加人数都未填报，算不出参与率。" if is_missing(total.rated_eligible) else
        f"参与率 {share(total.share)}（{count(total.rated_attended, '人次')}参加，"
        f"应参加 {count(total.rated_eligible, '人次')}）；"
        f"{against(total.share, total.prior_share, 'share')}。"
        f"{ui_says.unfilled(each, 'eligible', '应参加人数')}",
        f"获奖 {count(total.winners, '项')}，支出 {money(total.cost_fen)}；"
        f"{against(total.cost_fen, total.prior_cost_fen)}。",
    )
rated = each.frame["share"].notna().any()
ui_figure.block(
    now, "每一次有多少人来、花了多少？", each, given,
    names=("title", "share", "attended", "eligible", "unit_name", "start_date", "signed_up",
           "winners", "cost_fen", "cost_per_person"),
    draw=partial(figures.ranked, label="title", value="share", of=("attended", "eligible"))
    if rated else partial(figures.ranked, label="title", value="attended"),
    says=ui_says.between(each, "title", "share" if rated else "attended"),
    rank="attended", nothing=f"所选单位和期间没有{what}记录：未填报。",
)
