-- rule = "R-35"
-- title = "春秋游没有当日往返"
-- subject = "activity"
-- severity = "medium"
-- purpose = "春游、秋游跨了天，应当日往返。"
-- method = "起止日期之间的天数（含首尾）多于 R-35.days。"
-- exclusions = "没有结束日期的不判断；疗休养见 R-32。"
-- caution = "分几批去、合写一行的会误报。"
-- regulation = "补充通知(2014)，据全总财务部解释"
-- article = ""
-- status = "secondary"
-- limits = ["R-35.days"]
-- message = "“{title}”从{occurred_on}到{end_date}，共 {days}；春秋游应当日往返。"
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
-- end_date = { of = "activity" }
-- days = { type = "integer", unit = "天", label = "天数" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
taken as (
    select
        activity.activity_id, activity.unit_id, activity.start_date, activity.title,
        activity.end_date, activity.cost_amount_fen, activity.batch, activity.row_no,
        activity.line, activity.end_date - activity.start_date + 1 as days, cap.value,
        cap.regulation, cap.article
    from activity
    inner join limit_span as cap
        on
            cap.limit_id = 'R-35.days' and activity.unit_id = cap.unit_id
            and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
    where activity.kind = '春秋游'
)
select
    taken.activity_id as subject, taken.unit_id, taken.start_date as occurred_on,
    taken.cost_amount_fen as amount_fen, taken.batch, taken.row_no, taken.line, taken.title,
    taken.end_date, taken.days, taken.regulation, taken.article
from taken
where taken.days > taken.value
order by subject, batch, row_no
