-- title = "台账一览"
-- purpose = "每本台账在账多少行、从哪个月到哪个月；空的台账也列出。"
-- grain = "一行一本台账"
-- sources = ["unit", "member", "dues", "voucher", "account", "balance", "bank", "budget", "assistance", "activity", "participation", "result", "parameter", "target", "milestone", "calendar"]
-- basis = "在账的行；起止按台账的日期或月份，没有日期的台账为空。"
-- measure = "count"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- rows = { type = "integer", unit = "行", label = "行数" }
-- first_month = { type = "period", label = "最早" }
-- last_month = { type = "period", label = "最晚" }
with
dated as (
    select
        'voucher' as ledger,
        count(*) as rows,
        min(voucher.voucher_date) as first_date,
        max(voucher.voucher_date) as last_date
    from voucher
    union all select 'bank', count(*), min(booked_date), max(booked_date) from bank
    union all select 'assistance', count(*), min(paid_date), max(paid_date) from assistance
    union all select 'activity', count(*), min(start_date), max(start_date) from activity
    union all select 'result', count(*), min(award_date), max(award_date) from result
    union all select 'milestone', count(*), min(due_date), max(due_date) from milestone
    union all select 'calendar', count(*), min(date), max(date) from calendar
),
counted as (
    select
        dated.ledger,
        dated.rows,
        strftime(dated.first_date, '%Y-%m') as first_month,
        strftime(dated.last_date, '%Y-%m') as last_month
    from dated
    union all select 'dues', count(*), min(month), max(month) from dues
    union all select 'balance', count(*), min(period), max(period) from balance
    union all select 'target', count(*), min(period), max(period) from target
    union all
    select 'budget', count(*), cast(min(year) as varchar), cast(max(year) as varchar)
    from budget
    union all select 'unit', count(*), null, null from unit
    union all select 'member', count(*), null, null from member
    union all select 'account', count(*), null, null from account
    union all select 'participation', count(*), null, null from participation
    union all select 'parameter', count(*), null, null from parameter
)
select
    counted.ledger,
    counted.rows,
    counted.first_month,
    counted.last_month
from counted
order by ledger
