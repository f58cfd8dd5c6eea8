-- rule = "R-38"
-- title = "活动误餐费超过标准"
-- subject = "activity"
-- severity = "low"
-- purpose = "一次活动的误餐费按人按天超过标准。"
-- method = "写明这次活动、摘要写着餐或饭的支出，与参加人数×天数×R-38.cap 比较。"
-- exclusions = "没有参加人数的不判断；分不出餐费的不判断。"
-- caution = "外聘裁判、工作人员也用餐的会误报。"
-- regulation = "总工办发〔2017〕32号"
-- article = "通则"
-- status = "memory"
-- limits = ["R-38.cap"]
-- message = "“{title}”的餐费{amount_fen}，{people}、{days}，标准是每人每天{cap_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_outcome", "activity_cost", "limit_span"]
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
-- people = { type = "integer", unit = "人", label = "参加" }
-- days = { type = "integer", unit = "天", label = "天数" }
-- cap_fen = { type = "money", unit = "分", label = "每人每天标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
meal as (
    select
        cost.activity_id, cost.batch, cost.row_no, cost.line,
        sum(cost.amount_fen) over (partition by cost.activity_id)::bigint as meal_fen
    from activity_cost as cost
    where cost.ledger = 'voucher' and regexp_matches(cost.summary, '餐|饭')
),
taken as (
    select
        activity.activity_id, activity.unit_id, activity.start_date, activity.title,
        coalesce(outcome.attended, activity.headcount) as people,
        coalesce(activity.end_date, activity.start_date) - activity.start_date + 1 as days,
        cap.value_fen as cap_fen, cap.regulation, cap.article
    from activity
    inner join activity_outcome as outcome on activity.activity_id = outcome.activity_id
    inner join limit_span as cap
        on
            cap.limit_id = 'R-38.cap' and activity.unit_id = cap.unit_id
            and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
)
select
    taken.activity_id as subject, taken.unit_id, taken.start_date as occurred_on,
    meal.meal_fen as amount_fen, meal.batch, meal.row_no, meal.line, taken.title, taken.people,
    taken.days, taken.cap_fen, taken.regulation, taken.article
from taken
inner join meal on taken.activity_id = meal.activity_id
where meal.meal_fen > taken.cap_fen * taken.people * taken.days
order by subject, batch, row_no
