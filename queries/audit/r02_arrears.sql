-- rule = "R-02"
-- title = "几个月欠缴会费"
-- subject = "person"
-- severity = "medium"
-- purpose = "一名会员连续几个月的会费没有缴足，或者过了当月才补缴。"
-- method = "次月过完以后看，没有缴足或所属月以后才缴的月份连续不少于3个；至今没有缴足的不到3个的，列为低。"
-- exclusions = "同单位当月半数以上没有缴足的，见收缴率；大家都迟的月份，迟缴不算。"
-- caution = "补缴另记一行、原行没有改的会误报。"
-- regulation = "工作计划5（工会会费收缴100%）"
-- article = "目标8"
-- status = "verified"
-- limits = []
-- precondition = "select '没有会费台账' from dues having count(dues.month) = 0"
-- message = "这名会员连续 {months}的会费没有按时缴足（{first_month}至{last_month}），{still}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["dues_line", "dues_month"]
-- basis = "会费见中间视图“审计用的会费”和“各单位各月的会费”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- months = { type = "integer", unit = "个月", label = "月数" }
-- still = { type = "text", label = "至今没有缴足的" }
-- first_month = { type = "month", label = "第一个月" }
-- last_month = { type = "month", label = "最后一个月" }
-- severity = { type = "text", label = "严重程度" }
with
owing as (
    select
        dues.batch, dues.row_no, dues.line, dues.unit_id, dues.month, dues.first_day,
        dues.person, dues.due_fen, case when dues.is_short then 1 else 0 end as is_short,
        dues.month_no - row_number() over (
            partition by dues.person order by dues.month_no, dues.batch, dues.row_no
        ) as run
    from dues_line as dues
    inner join dues_month as collected
        on dues.unit_id = collected.unit_id and dues.month = collected.month
    where
        (dues.is_short or (dues.is_late and not collected.all_late))
        and (collected.short_people < 3 or collected.short_people * 2 <= collected.due_people)
),
total as (
    select
        owing.person, owing.run, max(owing.unit_id) as unit_id, count(*) as months,
        sum(owing.is_short)::bigint as short_months, min(owing.month) as first_month,
        max(owing.month) as last_month, max(owing.first_day) as last_day,
        sum(owing.due_fen)::bigint as total_fen
    from owing
    group by owing.person, owing.run
    having count(*) >= 3
)
select
    total.person as subject, total.unit_id, total.last_day as occurred_on,
    total.total_fen as amount_fen, owing.batch, owing.row_no, owing.line, total.months,
    case
        when total.short_months = 0 then '后来都补缴了'
        when total.short_months = total.months then '至今没有缴足'
        else '其中 ' || total.short_months || '个月至今没有缴足'
    end as still,
    total.first_month, total.last_month,
    case when total.short_months >= 3 then 'medium' else 'low' end as severity
from total
inner join owing on total.person = owing.person and total.run = owing.run
order by subject, batch, row_no
