-- title = "帮扶慰问与上年同期"
-- purpose = "每一笔发放，作为本期一行，作为下年的上年同期一行，供帮扶慰问图表使用。"
-- grain = "一行一笔发放，本期或上年同期"
-- sources = ["assistance", "month_calendar"]
-- basis = "上年同期的行，月份往后移一年，数在上年同期的列。人以会员编号识别，没有的以单位和姓名。"
-- measure = "table"
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月份" }
-- kind = { type = "list", label = "发放类型（没有的为（未填））" }
-- festival = { type = "list", label = "节日（没有的为（未填））" }
-- times = { type = "integer", unit = "人次", label = "人次" }
-- person = { type = "identifier", label = "人员标识" }
-- amount_fen = { of = "assistance" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期人次" }
-- prior_person = { type = "identifier", label = "上年同期人员标识" }
-- prior_amount_fen = { type = "money", unit = "分", label = "上年同期金额" }
with
paid as (
    select
        coalesce(assistance.unit_id, '（未填）') as unit_id,
        calendar.month,
        coalesce(assistance.kind, '（未填）') as kind,
        coalesce(assistance.festival, '（未填）') as festival,
        coalesce(
            assistance.member_id,
            coalesce(assistance.unit_id, '') || '/' || assistance.recipient_name
        ) as person,
        assistance.amount_fen
    from assistance
    inner join month_calendar as calendar
        on
            year(assistance.paid_date) * 12 + month(assistance.paid_date) - 1
            = calendar.month_no
)
select
    'now' as span,
    paid.unit_id,
    paid.month,
    paid.kind,
    paid.festival,
    cast(1 as bigint) as times,
    paid.person,
    paid.amount_fen,
    cast(null as bigint) as prior_times,
    cast(null as varchar) as prior_person,
    cast(null as bigint) as prior_amount_fen
from paid
union all
select
    'prior',
    paid.unit_id,
    calendar.month,
    paid.kind,
    paid.festival,
    null,
    null,
    null,
    1,
    paid.person,
    paid.amount_fen
from paid
inner join month_calendar as calendar on paid.month = calendar.prior_month
