-- rule = "R-32"
-- title = "疗休养超过每天标准"
-- subject = "activity"
-- severity = "medium"
-- purpose = "疗休养的花费按人按天超过当地标准。"
-- method = "活动支出（有凭证的取凭证，没有的取台账）与参加人的天数之和乘每人每天的标准比较；没有登记天数的，按起止日期。"
-- exclusions = "没有参加人数的不判断；当地没有标准的不判断。"
-- caution = "标准是一市的规定；预付、尾款跨年的会误报。"
-- regulation = "马工发〔2026〕4号"
-- article = "p.2–4"
-- status = "secondary"
-- limits = ["R-32.cap_day"]
-- message = "“{title}”支出{amount_fen}，共 {days}，标准是每人每天{cap_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_outcome", "participation", "limit_span"]
-- basis = "活动见活动台账和中间视图“活动的人、成绩和钱”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "活动" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- title = { of = "activity" }
-- days = { type = "integer", unit = "人天", label = "天数之和" }
-- cap_fen = { type = "money", unit = "分", label = "每人每天标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
stay as (
    select
        participation.activity_id, sum(participation.days)::bigint as days
    from participation
    where participation.attended
    group by participation.activity_id
),
taken as (
    select
        activity.activity_id, activity.unit_id, activity.start_date, activity.title,
        activity.batch, activity.row_no, activity.line,
        coalesce(outcome.booked_fen, outcome.reported_fen) as cost_fen,
        coalesce(
            stay.days,
            coalesce(outcome.attended, activity.headcount)
            * (coalesce(activity.end_date, activity.start_date) - activity.start_date + 1)
        ) as days,
        cap.value_fen as cap_fen, cap.regulation, cap.article
    from activity
    inner join activity_outcome as outcome on activity.activity_id = outcome.activity_id
    left join stay on activity.activity_id = stay.activity_id
    inner join limit_span as cap
        on
            cap.limit_id = 'R-32.cap_day' and activity.unit_id = cap.unit_id
            and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
    where activity.kind = '疗休养'
)
select
    taken.activity_id as subject, taken.unit_id, taken.start_date as occurred_on,
    taken.cost_fen as amount_fen, taken.batch, taken.row_no, taken.line, taken.title, taken.days,
    taken.cap_fen, taken.regulation, taken.article
from taken
where taken.cost_fen > taken.cap_fen * taken.days
order by subject, batch, row_no
