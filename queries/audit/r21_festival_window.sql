-- rule = "R-21"
-- title = "节日慰问离节日太远"
-- subject = "person"
-- severity = "medium"
-- purpose = "节日慰问的发放日期离那个节日太远。"
-- method = "在日历里找离发放日最近的同名节日，相差超过 R-21.window 天的列出。"
-- exclusions = "少数民族节日、没有写节日的、日历前后不够长的不判断；同单位同一天为同一节日发给5人以上的，是统一补发，不逐人列。"
-- caution = "慰问品常常发得晚；天数是本项目默认。"
-- regulation = "补充通知(2014)，据全总财务部解释"
-- article = ""
-- status = "secondary"
-- limits = ["R-21.window"]
-- precondition = "select '发放的那些年没有节假日表' from aid left join calendar on aid.paid_date = calendar.date having count(calendar.date) = 0"
-- message = "{occurred_on}发放的{festival}慰问{amount_fen}，离最近的{festival}有 {days}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited", "calendar"]
-- basis = "发放和标准见中间视图“发放与当时的标准”。节日见日历台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- festival = { of = "assistance" }
-- days = { type = "integer", unit = "天", label = "相差" }
with
holiday as (
    select calendar.date, calendar.festival from calendar where calendar.festival is not null
),
span as (
    select min(calendar.date) as first_day, max(calendar.date) as last_day from calendar
),
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.festival,
        aid.amount_fen, aid.value,
        count(*) over (partition by aid.unit_id, aid.paid_date, aid.festival) as together
    from aid_limited as aid
    where aid.limit_id = 'R-21.window' and aid.kind = '节日慰问'
),
apart as (
    select
        given.batch, given.row_no, min(abs(given.paid_date - holiday.date)) as days
    from given
    inner join holiday on given.festival = holiday.festival
    where given.together < 5
    group by given.batch, given.row_no
)
select
    given.person as subject, given.unit_id, given.paid_date as occurred_on, given.amount_fen,
    given.batch, given.row_no, given.line, given.festival, apart.days
from given
inner join apart on given.batch = apart.batch and given.row_no = apart.row_no
inner join span
    on
        given.paid_date - cast(given.value as integer) >= span.first_day
        and given.paid_date + cast(given.value as integer) <= span.last_day
where apart.days > given.value
order by subject, batch, row_no
