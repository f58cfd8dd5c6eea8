-- title = "各月收支"
-- purpose = "每个月收入多少、支出多少、上解多少，与上年同月比。"
-- grain = "一行一个期间的一个类别；期间一般是月，只有年报的是年"
-- sources = ["fund_movement", "unit_tree"]
-- basis = "只计收入、支出和上解；年末结转不计，银行流水不计。没有凭证、只报了全年或半年合计的，期间就是那一年或半年，不分摊到月。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- period = { type = "period", label = "期间" }
-- category = { type = "list", label = "类别" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { period = "period", category = "category" }
-- adds = { amount_fen = "amount_fen" }
with
span as (
    select
        'now' as name,
        cast($from as varchar) as from_month,
        cast($to as varchar) as to_month
    union all
    select
        'prior' as name,
        cast(cast(substr($from, 1, 4) as integer) - 1 as varchar) || substr($from, 5)
            as from_month,
        cast(cast(substr($to, 1, 4) as integer) - 1 as varchar) || substr($to, 5) as to_month
    where $from is not null and $to is not null
),
summed as (
    select
        movement.category,
        movement.period,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last,
        sum(movement.amount_fen)::bigint as amount_fen
    from fund_movement as movement
    where
        movement.category in ('income', 'expenditure', 'remitted')
        and (
            $unit is null
            or movement.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    group by
        movement.category,
        movement.period,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last
),
placed as (
    select
        span.name as span,
        summed.category,
        case
            when span.name = 'now' then summed.period
            else cast(cast(substr(summed.period, 1, 4) as integer) + 1 as varchar)
                || substr(summed.period, 5)
        end as period,
        sum(summed.amount_fen)::bigint as amount_fen
    from summed
    inner join span
        on
            (span.from_month is null or summed.first_month >= span.from_month)
            and (span.to_month is null or summed.last_month < span.to_month)
            and (
                summed.wider_first is null
                or coalesce(summed.wider_first < span.from_month, false)
                or coalesce(summed.wider_last >= span.to_month, false)
            )
    group by span.name, summed.category, summed.period
)
select
    placed.period,
    placed.category,
    sum(case when placed.span = 'now' then placed.amount_fen end)::bigint as amount_fen,
    sum(case when placed.span = 'prior' then placed.amount_fen end)::bigint as prior_fen
from placed
group by placed.period, placed.category
order by period, category
