-- title = "帮扶慰问与上年同期"
-- purpose = "每一笔发放，作为本期一行，作为下年的上年同期一行，供帮扶慰问图表使用。"
-- grain = "一行一笔发放，本期或上年同期"
-- sources = ["assistance", "month_calendar"]
-- basis = "上年同期的行，月份往后移一年。人以会员编号识别，没有的以单位和姓名。"
-- measure = "table"
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月份" }
-- kind = { type = "list", label = "发放类型（没有的为（未填））" }
-- festival = { type = "list", label = "节日（没有的为（未填））" }
-- person = { type = "identifier", label = "人员标识" }
-- amount_fen = { of = "assistance" }
select
    shift.span,
    coalesce(assistance.unit_id, '（未填）') as unit_id,
    case when shift.span = 'now' then paid.month else later.month end as month,
    coalesce(assistance.kind, '（未填）') as kind,
    coalesce(assistance.festival, '（未填）') as festival,
    case
        when assistance.member_id is null
            then coalesce(assistance.unit_id, '') || '/' || assistance.recipient_name
        else assistance.member_id
    end as person,
    assistance.amount_fen
from assistance
inner join month_calendar as paid
    on year(assistance.paid_date) * 12 + month(assistance.paid_date) - 1 = paid.month_no
inner join month_calendar as later on paid.month = later.prior_month
cross join (values ('now'), ('prior')) as shift(span)
