-- title = "各科目收支"
-- purpose = "钱从哪些科目来、花到哪些科目去，与上年同期比。"
-- grain = "一行一个类别的一个一级科目"
-- sources = ["fund_sum", "unit_tree"]
-- basis = "只计收入、支出和上解；年末结转不计，银行流水不计。没有凭证的单位和期间取余额表。占比为占本类别合计。期间内一笔都没有的为未填报。"
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
summed as (
    select
        movement.category,
        movement.level1_name,
        min(movement.level1_code) as level1_code,
        sum(case when movement.span = 'now' then movement.amount_fen end)::bigint as now_fen,
        sum(case when movement.span = 'prior' then movement.amount_fen end)::bigint as prior_fen
    from fund_sum as movement
    where
        movement.category in ('income', 'expenditure', 'remitted')
        and (movement.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (
            movement.wider_first is null
            or coalesce(movement.wider_first < $from, false)
            or coalesce(movement.wider_last >= $to, false)
        )
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by movement.category, movement.level1_name
),
total as (
    select
        summed.category,
        sum(summed.now_fen)::bigint as now_fen
    from summed
    group by summed.category
),
known as (
    select
        count(summed.now_fen) > 0 as has_now,
        count(summed.prior_fen) > 0 as has_prior
    from summed
)
select
    summed.category,
    summed.level1_code,
    summed.level1_name,
    case when known.has_now then coalesce(summed.now_fen, 0) end as amount_fen,
    total.now_fen as total_fen,
    cast(coalesce(summed.now_fen, 0) as double) / nullif(total.now_fen, 0) as share,
    case when known.has_prior then coalesce(summed.prior_fen, 0) end as prior_fen
from summed
cross join known
inner join total on summed.category = total.category
order by category, amount_fen desc, level1_name
