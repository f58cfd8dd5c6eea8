-- title = "各单位收支"
-- purpose = "每个单位收入、支出、上解多少，与上年同期比。"
-- grain = "一行一个单位（不含下级）的一个类别"
-- sources = ["fund_compared", "unit_tree", "unit_name"]
-- basis = "单位取凭证或余额表的单位。年末结转不计，银行流水不计。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- category = { type = "list", label = "类别" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { only_unit = "unit_id", category = "category" }
-- adds = { amount_fen = "amount_fen" }
select
    movement.unit_id,
    coalesce(named.name, movement.unit_id) as unit_name,
    movement.category,
    sum(movement.amount_fen)::bigint as amount_fen,
    sum(movement.prior_fen)::bigint as prior_fen
from fund_compared as movement
left join unit_name as named on movement.unit_id = named.unit_id
where
    (movement.span = 'now' or ($from is not null and $to is not null))
    and ($from is null or movement.first_month >= $from)
    and ($to is null or movement.last_month < $to)
    and (movement.wider_first is null or movement.wider_first < $from
        or movement.wider_last >= $to)
    and ($unit is null or movement.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by movement.unit_id, named.name, movement.category
order by unit_id, category
