-- title = "各明细科目收支"
-- purpose = "一级科目之下的明细，与上年同期比。"
-- grain = "一行一个类别、一级科目下的一个明细科目"
-- sources = ["fund_compared", "unit_tree"]
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
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- total_fen = { type = "money", unit = "分", label = "本类别合计" }
-- share = { type = "share", unit = "%", label = "占比" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name", detail = "detail_name" }
-- adds = { amount_fen = "amount_fen" }
with
summed as (
    select
        movement.category,
        min(movement.level1_code) as level1_code,
        movement.level1_name,
        movement.detail_name,
        sum(movement.amount_fen)::bigint as amount_fen,
        sum(movement.prior_fen)::bigint as prior_fen,
        sum(sum(movement.amount_fen)) over (partition by movement.category)::bigint as total_fen
    from fund_compared as movement
    where
        (movement.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (movement.wider_first is null or movement.wider_first < $from
            or movement.wider_last >= $to)
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by movement.category, movement.level1_name, movement.detail_name
)
select
    summed.category,
    summed.level1_code,
    summed.level1_name,
    summed.detail_name,
    case when count(summed.amount_fen) over () > 0 then coalesce(summed.amount_fen, 0) end
        as amount_fen,
    summed.total_fen,
    cast(coalesce(summed.amount_fen, 0) as double) / nullif(summed.total_fen, 0) as share,
    case when count(summed.prior_fen) over () > 0 then coalesce(summed.prior_fen, 0) end
        as prior_fen
from summed
order by category, level1_code, level1_name, amount_fen desc, detail_name
