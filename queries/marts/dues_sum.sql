-- title = "会费合计"
-- purpose = "会费按单位和月份合计，与上年同期并列，供按月、按单位的会费图表使用。"
-- grain = "一行一个单位一个月，本期一行、作为下年的上年同期一行"
-- sources = ["dues_compared"]
-- basis = "应缴：应缴大于0的行；缴足：其中实缴不少于应缴的行。"
-- measure = "table"
-- stored = true
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- due = { type = "integer", unit = "人", label = "应缴人数" }
-- paid = { type = "integer", unit = "人", label = "缴足人数" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- late_fen = { type = "money", unit = "分", label = "补缴" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年应缴会费" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年实缴会费" }
select
    dues.span,
    dues.unit_id,
    dues.month,
    sum(cast(dues.due_fen > 0 as bigint))::bigint as due,
    sum(cast(dues.due_fen > 0 and dues.paid_fen >= dues.due_fen as bigint))::bigint as paid,
    sum(dues.due_fen)::bigint as due_fen,
    sum(dues.paid_fen)::bigint as paid_fen,
    sum(dues.late_fen)::bigint as late_fen,
    sum(dues.prior_due_fen)::bigint as prior_due_fen,
    sum(dues.prior_paid_fen)::bigint as prior_paid_fen
from dues_compared as dues
group by dues.span, dues.unit_id, dues.month
