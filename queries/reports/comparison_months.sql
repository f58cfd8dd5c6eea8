-- title = "上年同期缺数的月份"
-- purpose = "账从上年中途才开始的，上年同期有几个月没有数：两边不一样长，不能直接相比。"
-- grain = "一行：所选单位和期间"
-- sources = ["fund_movement", "month_calendar", "unit_tree"]
-- basis = "本期有收支的月份里，上年同月早于所选单位最早有收支的月份的，有几个。上年同期全都没有的，没有什么可比，为空；一个也不缺的为空。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- periods = { type = "integer", unit = "个", label = "本期有收支的期间" }
-- months = { type = "integer", unit = "个", label = "上年同期缺数的月份" }
-- [lines.rows]
-- query = "finance_rows"
-- adds = { periods = "distinct period" }
with
spans as (
    select distinct
        movement.period,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last
    from fund_movement as movement
    where $unit is null or movement.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    )
),
held as (
    select distinct
        calendar.month,
        calendar.month_no
    from month_calendar as calendar
    inner join spans on calendar.month >= spans.first_month and calendar.month <= spans.last_month
),
begun as (
    select min(held.month_no) as month_no from held
),
counted as (
    select
        count(*) as months,
        sum(case when held.month_no - 12 < begun.month_no then 1 else 0 end)::bigint as lacking
    from held
    cross join begun
    where
        ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
)
select
    (
        select count(distinct spans.period)
        from spans
        where
            ($from is null or spans.first_month >= $from)
            and ($to is null or spans.last_month < $to)
            and (spans.wider_first is null or spans.wider_first < $from or spans.wider_last >= $to)
    ) as periods,
    case when counted.lacking < counted.months then nullif(counted.lacking, 0) end as months
from counted
order by months
