-- title = "各台账的起止月份"
-- purpose = "可供筛选的期间：每本台账从哪个月到哪个月。"
-- grain = "一行一本有月份的台账"
-- sources = ["dues", "voucher", "balance_line", "bank", "budget_line", "assistance", "activity"]
-- basis = "会费按所属月份，凭证、流水、帮扶慰问、活动按日期，余额表和预算按其期间的首月和末月。空的台账不出行。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- first_month = { type = "month", label = "最早月份" }
-- last_month = { type = "month", label = "最晚月份" }
with
dated as (
    select
        'voucher' as ledger,
        min(voucher.voucher_date) as first_date,
        max(voucher.voucher_date) as last_date
    from voucher
    union all
    select 'bank', min(bank.booked_date), max(bank.booked_date) from bank
    union all
    select 'assistance', min(assistance.paid_date), max(assistance.paid_date) from assistance
    union all
    select 'activity', min(activity.start_date), max(activity.start_date) from activity
),
found as (
    select
        dated.ledger,
        strftime(dated.first_date, '%Y-%m') as first_month,
        strftime(dated.last_date, '%Y-%m') as last_month
    from dated
    union all
    select 'dues', min(dues.month), max(dues.month) from dues
    union all
    select 'balance', min(stated.first_month), max(stated.last_month)
    from balance_line as stated
    union all
    select 'budget', min(planned.first_month), max(planned.last_month)
    from budget_line as planned
)
select
    found.ledger,
    found.first_month,
    found.last_month
from found
where found.first_month is not null
order by ledger
