-- rule = "R-02"
-- title = "漏缴一个月会费"
-- subject = "person"
-- severity = "low"
-- purpose = "一名平时都缴会费的会员，有一两个月没有缴，而该单位几乎人人月月都缴。"
-- method = "次月过完以后看，应缴大于0而一分没缴。这个人有6个月以上应缴、没有缴足的不超过2个月；该单位一分没缴的行除去一行，不超过应缴行的四百分之一。"
-- exclusions = "欠缴三个月以上的，见几个月欠缴会费；没有缴费习惯的单位。"
-- caution = "补缴另记一行、原行没有改的会误报。"
-- regulation = "工作计划5（工会会费收缴100%）"
-- article = "目标8"
-- status = "verified"
-- limits = []
-- precondition = "select '没有会费台账' from dues having count(dues.month) = 0"
-- message = "这名会员{month}应缴会费{amount_fen}，没有缴；其余{paid_months}都缴了。"
-- grain = "一行会费台账的一行"
-- sources = ["dues_line"]
-- basis = "会费见中间视图“审计用的会费”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { of = "dues" }
-- paid_months = { type = "integer", unit = "个月", label = "缴足的月份" }
with
counted as (
    select dues.unit_id, count(*) as lines, count_if(dues.paid_fen = 0) as missed
    from dues_line as dues
    where dues.due_fen > 0 and dues.is_past
    group by dues.unit_id
),
owing as (
    select
        dues.batch, dues.row_no, dues.line, dues.unit_id, dues.month, dues.first_day,
        dues.person, dues.due_fen
    from dues_line as dues
    inner join counted on dues.unit_id = counted.unit_id
    where
        dues.due_fen > 0 and dues.is_past and dues.paid_fen = 0
        and (counted.missed - 1) * 400 <= counted.lines
),
own as (
    select
        dues.person, count(nullif(dues.is_short, false)) as short,
        count(nullif(dues.is_short, true)) as paid_months
    from dues_line as dues
    where dues.due_fen > 0 and dues.is_past and dues.person in (select owing.person from owing)
    group by dues.person
)
select
    owing.person as subject, owing.unit_id, owing.first_day as occurred_on,
    owing.due_fen as amount_fen, owing.batch, owing.row_no, owing.line, owing.month,
    own.paid_months
from owing
inner join own on owing.person = own.person
where own.short <= 2 and own.short + own.paid_months >= 6
order by subject, batch, row_no
