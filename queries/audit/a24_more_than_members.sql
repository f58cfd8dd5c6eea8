-- rule = "A-24"
-- title = "参加人数多于会员"
-- subject = "activity"
-- severity = "low"
-- purpose = "一次活动登记的参加人数多于应参加的人数。"
-- method = "实参加人数（参与和成绩台账数出来的，没有的取活动台账填的）大于应参加人数（没有填的取名册里的会员数）。"
-- exclusions = "参与台账里家属、组织、裁判不算；没有应参加人数、也没有名册的不判断；志愿服务、宣传、联谊不判断。"
-- caution = "面向社会的活动会误报。"
-- regulation = "公开的审计方法"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- message = "“{title}”登记 {people}参加，应参加的只有 {members}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_outcome", "activity_roster"]
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
-- members = { type = "integer", unit = "人", label = "应参加" }
with
counted as (
    select
        activity.activity_id, activity.unit_id, activity.start_date, activity.title,
        activity.cost_amount_fen, activity.batch, activity.row_no, activity.line,
        coalesce(outcome.attended, activity.headcount) as people,
        coalesce(activity.eligible_count, roster.members) as members
    from activity
    inner join activity_outcome as outcome on activity.activity_id = outcome.activity_id
    left join activity_roster as roster on activity.activity_id = roster.activity_id
    where activity.kind not in ('志愿服务', '宣传', '联谊')
)
select
    counted.activity_id as subject, counted.unit_id, counted.start_date as occurred_on,
    counted.cost_amount_fen as amount_fen, counted.batch, counted.row_no, counted.line,
    counted.title, counted.people, counted.members
from counted
where counted.people > counted.members
order by subject, batch, row_no
