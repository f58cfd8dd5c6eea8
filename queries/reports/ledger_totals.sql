-- title = "台账一览"
-- purpose = "每本台账在账多少行、从哪个月到哪个月；空的台账也列出。"
-- grain = "一行一本台账"
-- sources = ["unit", "member", "dues", "voucher", "account", "balance", "bank", "budget", "assistance", "activity", "participation", "result", "parameter", "target", "calendar"]
-- basis = "在账的行；起止按台账的日期或月份，没有日期的台账为空。"
-- measure = "count"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- rows = { type = "integer", unit = "行", label = "行数" }
-- first_month = { type = "period", label = "最早" }
-- last_month = { type = "period", label = "最晚" }
with
counted as (
    select
        'unit' as ledger,
        count(*) as rows,
        cast(null as varchar) as first_month,
        cast(null as varchar) as last_month
    from unit
    union all
    select 'member', count(*), null, null from member
    union all
    select 'dues', count(*), min(month), max(month) from dues
    union all
    select
        'voucher', count(*), strftime(min(voucher_date), '%Y-%m'),
        strftime(max(voucher_date), '%Y-%m')
    from voucher
    union all
    select 'account', count(*), null, null from account
    union all
    select 'balance', count(*), min(period), max(period) from balance
    union all
    select
        'bank', count(*), strftime(min(booked_date), '%Y-%m'),
        strftime(max(booked_date), '%Y-%m')
    from bank
    union all
    select
        'budget', count(*), cast(min(year) as varchar), cast(max(year) as varchar)
    from budget
    union all
    select
        'assistance', count(*), strftime(min(paid_date), '%Y-%m'),
        strftime(max(paid_date), '%Y-%m')
    from assistance
    union all
    select
        'activity', count(*), strftime(min(start_date), '%Y-%m'),
        strftime(max(start_date), '%Y-%m')
    from activity
    union all
    select 'participation', count(*), null, null from participation
    union all
    select
        'result', count(*), strftime(min(award_date), '%Y-%m'),
        strftime(max(award_date), '%Y-%m')
    from result
    union all
    select 'parameter', count(*), null, null from parameter
    union all
    select 'target', count(*), min(period), max(period) from target
    union all
    select 'calendar', count(*), strftime(min(date), '%Y-%m'), strftime(max(date), '%Y-%m')
    from calendar
)
select
    counted.ledger,
    counted.rows,
    counted.first_month,
    counted.last_month
from counted
order by ledger
