-- rule = "A-24"
-- title = "一个人同一天在两处参加"
-- subject = "activity"
-- severity = "low"
-- purpose = "同一名会员同一天参加了地点不同的两次活动。"
-- method = "按会员编号、开始日期、地点比较；后登记的活动列为疑点。"
-- exclusions = "只有姓名的不比较；没有写地点的不比较；三人以上都这样参加的，是上午下午连着办，不列；跨天和只有宣传、评选的活动不比较。"
-- caution = "上午、下午各一次是可能的。"
-- regulation = "公开的审计方法（签到冲突测试）"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有参与台账' from participation having count(participation.activity_id) = 0"
-- message = "“{title}”与“{other}”在{occurred_on}同一天、不同地点，有 {people}两次都登记参加。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "participation"]
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
-- other = { type = "text", label = "另一次活动" }
-- other_id = { type = "identifier", label = "另一次活动编号" }
-- people = { type = "integer", unit = "人", label = "人数" }
with
seen as (
    select
        participation.member_id, participation.batch, participation.row_no, participation.line,
        activity.activity_id, activity.unit_id, activity.start_date, activity.place,
        activity.title
    from participation
    inner join activity on participation.activity_id = activity.activity_id
    where
        participation.attended and coalesce(participation.role, '参加') = '参加'
        and activity.kind not in ('宣传', '评选', '师徒结对', '民主评议')
        and coalesce(activity.end_date, activity.start_date) = activity.start_date
),
pair as (
    select
        later.activity_id, later.unit_id, later.start_date, later.title, earlier.title as other,
        earlier.activity_id as other_id, later.batch, later.row_no, later.line,
        earlier.row_no as other_row, earlier.line as other_line, earlier.batch as other_batch,
        count(*) over (partition by later.activity_id, earlier.activity_id) as people
    from seen as later
    inner join seen as earlier
        on
            later.member_id = earlier.member_id and later.start_date = earlier.start_date
            and later.place <> earlier.place and later.activity_id > earlier.activity_id
)
select
    pair.activity_id as subject, pair.unit_id, pair.start_date as occurred_on,
    cast(null as bigint) as amount_fen,
    case when side.is_first then pair.other_batch else pair.batch end as batch,
    case when side.is_first then pair.other_row else pair.row_no end as row_no,
    case when side.is_first then pair.other_line else pair.line end as line,
    pair.title, pair.other, pair.other_id, pair.people
from pair
cross join (values (true), (false)) as side(is_first)
where pair.people < 3
order by subject, other_id, batch, row_no
