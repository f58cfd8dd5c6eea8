-- title = "活动一览"
-- purpose = "每次活动应参加、报名、参加、获奖多少人，花了多少钱。"
-- grain = "一行一次活动；活动台账没有、别的台账提到的活动也有一行"
-- sources = ["activity", "activity_outcome", "activity_roster", "month_calendar"]
-- basis = "应参加人数：活动台账所填，没有填的由名册数。参加人数：参与和成绩台账的人数，没有的取活动台账所填。支出：写明此活动的支出分录，没有的取活动台账所填。"
-- measure = "table"
-- stored = true
-- [columns]
-- activity_id = { of = "activity" }
-- title = { of = "activity" }
-- kind = { of = "activity" }
-- unit_id = { of = "activity" }
-- start_date = { of = "activity" }
-- month = { type = "month", label = "开始月份" }
-- prior_of = { type = "month", label = "是哪个月的上年同月" }
-- status = { of = "activity" }
-- eligible = { type = "integer", unit = "人", label = "应参加人数" }
-- eligible_basis = { type = "list", label = "应参加依据" }
-- signed_up = { type = "integer", unit = "人", label = "报名人数" }
-- attended = { type = "integer", unit = "人", label = "参加人数" }
-- attended_basis = { type = "list", label = "参加依据" }
-- results = { type = "integer", unit = "项", label = "成绩数" }
-- winners = { type = "integer", unit = "项", label = "获奖数" }
-- prize_fen = { type = "money", unit = "分", label = "奖励金额" }
-- booked_fen = { type = "money", unit = "分", label = "凭证支出" }
-- reported_fen = { type = "money", unit = "分", label = "台账支出" }
-- cost_fen = { type = "money", unit = "分", label = "支出" }
select
    outcome.activity_id,
    coalesce(activity.title, outcome.activity_id) as title,
    activity.kind,
    activity.unit_id,
    activity.start_date,
    held.month,
    later.month as prior_of,
    activity.status,
    coalesce(activity.eligible_count, roster.members) as eligible,
    case
        when activity.eligible_count is not null then '填报'
        when roster.members is not null then '名册'
    end as eligible_basis,
    outcome.signed_up,
    coalesce(outcome.attended, activity.headcount) as attended,
    case
        when outcome.attended is not null then '名单'
        when activity.headcount is not null then '填报'
    end as attended_basis,
    outcome.results,
    outcome.winners,
    outcome.prize_fen,
    outcome.booked_fen,
    outcome.reported_fen,
    coalesce(outcome.booked_fen, outcome.reported_fen) as cost_fen
from activity_outcome as outcome
left join activity on outcome.activity_id = activity.activity_id
left join activity_roster as roster on outcome.activity_id = roster.activity_id
left join month_calendar as held
    on year(activity.start_date) * 12 + month(activity.start_date) - 1 = held.month_no
left join month_calendar as later on held.month = later.prior_month
