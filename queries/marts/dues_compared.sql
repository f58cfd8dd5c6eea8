-- title = "会费与上年同期"
-- purpose = "会费台账的每一行，作为本期一行，作为下年的上年同期一行，供会费图表使用。"
-- grain = "一行会费台账的一行，本期或上年同期"
-- sources = ["dues", "month_calendar"]
-- basis = "上年同期的行，月份往后移一年。人以会员编号识别，没有的以单位和姓名。补缴：缴费日期晚于所属月末；没有缴费日期的视为当月缴。"
-- measure = "table"
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- person = { type = "identifier", label = "人员标识" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- late_fen = { type = "money", unit = "分", label = "补缴" }
select
    'now' as span,
    coalesce(dues.unit_id, '（未填）') as unit_id,
    dues.month,
    case when dues.member_id is null then coalesce(dues.unit_id, '') || '/' || dues.name
        else dues.member_id end as person,
    dues.due_fen,
    dues.paid_fen,
    case when dues.paid_date >= calendar.next_date then dues.paid_fen else 0 end as late_fen
from dues
left join month_calendar as calendar on dues.month = calendar.month
union all
select
    'prior',
    coalesce(dues.unit_id, '（未填）'),
    calendar.month,
    case when dues.member_id is null then coalesce(dues.unit_id, '') || '/' || dues.name
        else dues.member_id end,
    dues.due_fen,
    dues.paid_fen,
    0
from dues
inner join month_calendar as calendar on dues.month = calendar.prior_month
