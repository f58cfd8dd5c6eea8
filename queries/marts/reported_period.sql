-- title = "只有报表的期间"
-- purpose = "单位没有凭证、只交了余额表的期间，和把它包在里面的更长的期间。"
-- grain = "一行一个单位一个期间"
-- sources = ["balance_line", "booked_month"]
-- basis = "期间内任何一个月有凭证，就不取余额表。一个查询期间里，被更长的期间包住的不再相加。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为空文本）" }
-- period = { of = "balance" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
with
unbooked as (
    select distinct
        coalesce(stated.unit_id, '') as unit_id,
        stated.period,
        stated.first_month,
        stated.last_month
    from balance_line as stated
    left join booked_month
        on
            coalesce(stated.unit_id, '') = booked_month.unit_id
            and booked_month.month >= stated.first_month
            and booked_month.month <= stated.last_month
    where booked_month.month is null
),
nested as (
    select
        unbooked.unit_id,
        unbooked.period,
        wider.first_month as wider_first,
        wider.last_month as wider_last,
        row_number() over (
            partition by unbooked.unit_id, unbooked.period
            order by wider.first_month desc, wider.last_month
        ) as nearest
    from unbooked
    left join unbooked as wider
        on
            unbooked.unit_id = wider.unit_id
            and unbooked.period <> wider.period
            and unbooked.first_month >= wider.first_month
            and unbooked.last_month <= wider.last_month
)
select
    nested.unit_id,
    nested.period,
    nested.wider_first,
    nested.wider_last
from nested
where nested.nearest = 1
