-- rule = "R-33"
-- title = "家属参加没有自费"
-- subject = "activity"
-- severity = "medium"
-- purpose = "有家属参加的活动，家属没有自己出钱。"
-- method = "参与台账里角色是家属而参加了的，自费金额合计为0；疗休养、春秋游以外的列为低。"
-- exclusions = "参与台账没有填自费金额的不判断；没有支出的活动不判断。"
-- caution = "家属直接付给旅行社的会误报；劳模家属有的地方允许。"
-- regulation = "马工发〔2026〕4号"
-- article = "p.3"
-- status = "secondary"
-- limits = []
-- precondition = "select '参与台账没有填自费金额' from participation having count(participation.self_paid_fen) = 0"
-- message = "“{title}”有 {people}家属参加，没有登记自费，活动支出{amount_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_outcome", "participation"]
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
-- people = { type = "integer", unit = "人", label = "家属" }
-- severity = { type = "text", label = "严重程度" }
with
family as (
    select
        participation.activity_id, participation.batch, participation.row_no, participation.line,
        count(*) over (partition by participation.activity_id) as people,
        sum(coalesce(participation.self_paid_fen, 0)) over (
            partition by participation.activity_id
        ) as paid_fen
    from participation
    where participation.role = '家属' and participation.attended
)
select
    activity.activity_id as subject, activity.unit_id, activity.start_date as occurred_on,
    coalesce(outcome.booked_fen, outcome.reported_fen) as amount_fen, family.batch,
    family.row_no, family.line, activity.title, family.people,
    case when activity.kind in ('疗休养', '春秋游') then 'medium' else 'low' end as severity
from family
inner join activity on family.activity_id = activity.activity_id
inner join activity_outcome as outcome on family.activity_id = outcome.activity_id
where family.paid_fen = 0 and coalesce(outcome.booked_fen, outcome.reported_fen) <> 0
order by subject, batch, row_no
