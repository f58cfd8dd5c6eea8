-- title = "合在一起的账"
-- purpose = "期间内的收支由几个单位的账相加而来；几本账相加时，上下级之间的往来没有抵销。"
-- grain = "一行：所选单位和期间"
-- sources = ["fund_movement", "unit_tree"]
-- basis = "期间内有收支记录的单位数；只有一个单位的为空。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- units = { type = "integer", unit = "个", label = "记账单位" }
-- [lines.rows]
-- query = "finance_rows"
-- adds = { units = "distinct unit_id" }
select
    case when count(distinct movement.unit_id) > 1 then count(distinct movement.unit_id) end as units
from fund_movement as movement
where
    ($from is null or movement.first_month >= $from)
    and ($to is null or movement.last_month < $to)
    and (movement.wider_first is null or movement.wider_first < $from or movement.wider_last >= $to)
    and ($unit is null or movement.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by units
