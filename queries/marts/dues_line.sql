-- title = "审计用的会费"
-- purpose = "会费台账的每一行，配上缴费人的标识、名册里的情况，和是否欠缴、迟缴。"
-- grain = "一行会费台账的一行"
-- sources = ["dues", "member", "month_calendar"]
-- basis = "人的标识与发放与受助人相同。所属月以后才缴的是迟缴。已到期：次月已经过完。不该缴：应缴为0，而当月不是在职会员。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- month_no = { type = "integer", label = "月份序号" }
-- year = { type = "integer", label = "年度" }
-- first_day = { type = "date", label = "当月首日" }
-- person = { type = "identifier", label = "人员标识" }
-- base_fen = { of = "dues" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- paid_date = { of = "dues" }
-- is_exempt = { type = "boolean", label = "不该缴" }
-- is_past = { type = "boolean", label = "已到期" }
-- is_short = { type = "boolean", label = "没有缴足" }
-- is_late = { type = "boolean", label = "缴足而迟缴" }
with
roster as (
    select
        member.member_id, member.status, member.is_member, member.join_date,
        member.leave_date,
        row_number() over (
            partition by member.member_id order by member.batch desc, member.row_no desc
        ) as place
    from member
)
select
    dues.batch, dues.row_no, dues.line,
    coalesce(dues.unit_id, '（未填）') as unit_id,
    dues.month, calendar.month_no, calendar.month_no // 12 as year,
    cast(dues.month || '-01' as date) as first_day,
    coalesce(dues.member_id, coalesce(dues.unit_id, '') || chr(31) || dues.name) as person,
    dues.base_fen, dues.due_fen, dues.paid_fen, dues.paid_date,
    dues.due_fen = 0
    and coalesce(
        roster.status <> '在职' or not roster.is_member
        or cast(dues.month || '-01' as date) < roster.join_date
        or calendar.next_date > roster.leave_date, false
    ) as is_exempt,
    following.next_date <= cast(getvariable('today') as date) as is_past,
    dues.paid_fen < dues.due_fen as is_short,
    dues.paid_fen >= dues.due_fen and coalesce(dues.paid_date >= calendar.next_date, false)
        as is_late
from dues
inner join month_calendar as calendar on dues.month = calendar.month
inner join month_calendar as following on calendar.next_month = following.month
left join roster on dues.member_id = roster.member_id and roster.place = 1
