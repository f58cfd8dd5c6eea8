-- title = "各科目收支"
-- purpose = "钱从哪些科目来、花到哪些科目去，与上年同期比。"
-- grain = "一行一个类别的一个一级科目"
-- sources = ["fund_movement", "unit_tree"]
-- basis = "只计收入、支出和上解；年末结转不计，银行流水不计。没有凭证的单位和期间取余额表。占比为占本类别合计。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- total_fen = { type = "money", unit = "分", label = "本类别合计" }
-- share = { type = "share", unit = "%", label = "占比" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name" }
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
        movement.level1_code,
        movement.level1_name,
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
        movement.level1_code,
        movement.level1_name,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last
),
placed as (
    select
        span.name as span,
        summed.category,
        summed.level1_name,
        min(summed.level1_code) as level1_code,
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
    group by span.name, summed.category, summed.level1_name
),
account as (
    select
        placed.category,
        placed.level1_name,
        min(placed.level1_code) as level1_code
    from placed
    group by placed.category, placed.level1_name
),
known as (
    select
        bool_or(placed.span = 'now') as has_now,
        bool_or(placed.span = 'prior') as has_prior
    from placed
),
total as (
    select
        placed.category,
        sum(placed.amount_fen)::bigint as total_fen
    from placed
    where placed.span = 'now'
    group by placed.category
)
select
    account.category,
    account.level1_code,
    account.level1_name,
    case when known.has_now then coalesce(now.amount_fen, 0) end as amount_fen,
    total.total_fen,
    cast(coalesce(now.amount_fen, 0) as double) / nullif(total.total_fen, 0) as share,
    case when known.has_prior then coalesce(prior.amount_fen, 0) end as prior_fen
from account
cross join known
left join total on account.category = total.category
left join placed as now
    on
        account.category = now.category
        and account.level1_name = now.level1_name
        and now.span = 'now'
left join placed as prior
    on
        account.category = prior.category
        and account.level1_name = prior.level1_name
        and prior.span = 'prior'
order by category, amount_fen desc, level1_name
