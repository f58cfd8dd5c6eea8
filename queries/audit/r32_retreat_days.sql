-- rule = "R-32"
-- title = "疗休养天数超过规定"
-- subject = "activity"
-- severity = "medium"
-- purpose = "疗休养的天数超过当地规定。"
-- method = "起止日期之间的天数（含首尾）与 R-32.days 比较。"
-- exclusions = "没有结束日期的不判断；当地没有标准的不判断。"
-- caution = "规定是一市的；往返路程算不算在内各地不同。"
-- regulation = "马工发〔2026〕4号"
-- article = "p.2–4"
-- status = "secondary"
-- limits = ["R-32.days"]
-- message = "“{title}”从{occurred_on}起共 {days}，规定不超过 {allowed}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "limit_span"]
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
-- days = { type = "integer", unit = "天", label = "天数" }
-- allowed = { type = "integer", unit = "天", label = "规定" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
taken as (
    select
        activity.activity_id, activity.unit_id, activity.start_date, activity.title,
        activity.cost_amount_fen, activity.batch, activity.row_no, activity.line,
        activity.end_date - activity.start_date + 1 as days, cap.value, cap.regulation,
        cap.article
    from activity
    inner join limit_span as cap
        on
            cap.limit_id = 'R-32.days' and activity.unit_id = cap.unit_id
            and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
    where activity.kind = '疗休养'
)
select
    taken.activity_id as subject, taken.unit_id, taken.start_date as occurred_on,
    taken.cost_amount_fen as amount_fen, taken.batch, taken.row_no, taken.line, taken.title,
    taken.days, cast(taken.value as bigint) as allowed, taken.regulation, taken.article
from taken
where taken.days > taken.value
order by subject, batch, row_no
