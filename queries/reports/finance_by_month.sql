-- title = "各月收支"
-- purpose = "每个月收入多少、支出多少、上解多少，与上年同月比。"
-- grain = "一行一个期间的一个类别；期间一般是月，只有年报的是年"
-- sources = ["fund_compared", "unit_tree"]
-- basis = "期间内有收支记录而某一类一笔都没有的，那一类为 0；没有任何记录的为未填报。只计收入、支出和上解；年末结转不计，银行流水不计。没有凭证、只报了全年或半年合计的，期间就是那一年或半年，不分摊到月。"
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
summed as (
    select
        movement.period,
        movement.category,
        sum(movement.amount_fen)::bigint as amount_fen,
        sum(movement.prior_fen)::bigint as prior_fen
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
    group by movement.period, movement.category
),
held as (
    select
        summed.period,
        count(summed.amount_fen) > 0 as has_now,
        count(summed.prior_fen) > 0 as has_prior
    from summed
    group by summed.period
),
kind as (select distinct summed.category from summed)
select
    held.period,
    kind.category,
    coalesce(summed.amount_fen, case when held.has_now then 0 end)::bigint as amount_fen,
    coalesce(summed.prior_fen, case when held.has_prior then 0 end)::bigint as prior_fen
from held
cross join kind
left join summed on held.period = summed.period and kind.category = summed.category
order by period, category
