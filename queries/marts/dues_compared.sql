-- title = "会费与上年同期"
-- purpose = "会费台账的每一行，作为本期一行，作为下年的上年同期一行，供会费图表使用。"
-- grain = "一行会费台账的一行，本期或上年同期"
-- sources = ["dues_person", "month_calendar"]
-- basis = "上年同期的行，月份往后移一年，数在上年的列。"
-- measure = "table"
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- person = { type = "identifier", label = "人员标识" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- late_fen = { type = "money", unit = "分", label = "补缴" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年应缴会费" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年实缴会费" }
select
    'now' as span,
    dues.unit_id,
    dues.month,
    dues.person,
    dues.due_fen,
    dues.paid_fen,
    case when dues.paid_date >= calendar.next_date then dues.paid_fen else 0 end as late_fen,
    cast(null as bigint) as prior_due_fen,
    cast(null as bigint) as prior_paid_fen
from dues_person as dues
left join month_calendar as calendar on dues.month = calendar.month
union all
select
    'prior',
    dues.unit_id,
    calendar.month,
    dues.person,
    null,
    null,
    null,
    dues.due_fen,
    dues.paid_fen
from dues_person as dues
inner join month_calendar as calendar on dues.month = calendar.prior_month
