-- title = "余额表的期间"
-- purpose = "余额表写的年、半年、季、月，各从哪个月到哪个月。"
-- grain = "一行一个期间"
-- sources = ["balance", "month_calendar"]
-- basis = "年按账套的会计年度（起始月），半年、季和月按公历。"
-- measure = "table"
-- [columns]
-- period = { of = "balance" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- next_month = { type = "month", label = "期后首月" }
with
placed as (
    select distinct
        balance.period,
        cast(substr(balance.period, 1, 4) as bigint) * 12 + case
            when length(balance.period) = 4
                then coalesce(cast(getvariable('fiscal_start') as bigint), 1) - 1
            when substr(balance.period, 6, 1) = 'H'
                then (cast(substr(balance.period, 7, 1) as bigint) - 1) * 6
            when substr(balance.period, 6, 1) = 'Q'
                then (cast(substr(balance.period, 7, 1) as bigint) - 1) * 3
            else cast(substr(balance.period, 6, 2) as bigint) - 1
        end as first_no,
        case
            when length(balance.period) = 4 then 12
            when substr(balance.period, 6, 1) = 'H' then 6
            when substr(balance.period, 6, 1) = 'Q' then 3
            else 1
        end as months
    from balance
)
select
    placed.period,
    opening.month as first_month,
    closing.month as last_month,
    closing.next_month
from placed
inner join month_calendar as opening on placed.first_no = opening.month_no
inner join month_calendar as closing on placed.first_no + placed.months - 1 = closing.month_no
