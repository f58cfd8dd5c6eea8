-- title = "各台账的起止月份"
-- purpose = "页面上按期间筛选时列出的年度，从最早有数的月到最晚有数的月。"
-- grain = "一行一个有月份的台账"
-- sources = ["dues", "voucher", "balance_account", "assistance", "activity", "budget", "bank"]
-- basis = "会费取所属月份，凭证取凭证日期，余额表取期间，慰问取发放日期，活动取开始日期，预算取预算年度，银行取交易日期。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- first_month = { type = "month", label = "最早月份" }
-- last_month = { type = "month", label = "最晚月份" }
with
span as (
    select 'dues' as ledger, min(month) as first_month, max(month) as last_month from dues
    union all
    select
        'voucher' as ledger,
        strftime(min(voucher_date), '%Y-%m') as first_month,
        strftime(max(voucher_date), '%Y-%m') as last_month
    from voucher
    union all
    select
        'balance' as ledger, min(first_month) as first_month, max(last_month) as last_month
    from balance_account
    union all
    select
        'assistance' as ledger,
        strftime(min(paid_date), '%Y-%m') as first_month,
        strftime(max(paid_date), '%Y-%m') as last_month
    from assistance
    union all
    select
        'activity' as ledger,
        strftime(min(start_date), '%Y-%m') as first_month,
        strftime(max(start_date), '%Y-%m') as last_month
    from activity
    union all
    select
        'budget' as ledger,
        cast(min(year) as varchar) || '-01' as first_month,
        cast(max(year) as varchar) || '-01' as last_month
    from budget
    union all
    select
        'bank' as ledger,
        strftime(min(booked_date), '%Y-%m') as first_month,
        strftime(max(booked_date), '%Y-%m') as last_month
    from bank
)
select
    span.ledger,
    span.first_month,
    span.last_month
from span
where span.first_month is not null
order by ledger
