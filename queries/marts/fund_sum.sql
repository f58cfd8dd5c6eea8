-- title = "经费变动合计"
-- purpose = "经费变动按单位、期间和科目合计，与上年同期并列，供收支图表使用。"
-- grain = "一行一个单位、期间、类别、一级科目、明细科目，本期一行、作为下年的上年同期一行"
-- sources = ["fund_movement"]
-- basis = "上年同期的行，期间都往后移一年，便于与本期放在一起。"
-- measure = "table"
-- stored = true
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
with
summed as (
    select
        coalesce(movement.unit_id, '（未填）') as unit_id,
        movement.period,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last,
        movement.category,
        movement.level1_code,
        movement.level1_name,
        movement.detail_name,
        sum(movement.amount_fen)::bigint as amount_fen
    from fund_movement as movement
    group by
        coalesce(movement.unit_id, '（未填）'), movement.period, movement.first_month,
        movement.last_month, movement.wider_first, movement.wider_last, movement.category,
        movement.level1_code, movement.level1_name, movement.detail_name
)
select
    shift.span,
    summed.unit_id,
    cast(cast(substr(summed.period, 1, 4) as bigint) + shift.years as varchar)
    || substr(summed.period, 5) as period,
    cast(cast(substr(summed.first_month, 1, 4) as bigint) + shift.years as varchar)
    || substr(summed.first_month, 5) as first_month,
    cast(cast(substr(summed.last_month, 1, 4) as bigint) + shift.years as varchar)
    || substr(summed.last_month, 5) as last_month,
    cast(cast(substr(summed.wider_first, 1, 4) as bigint) + shift.years as varchar)
    || substr(summed.wider_first, 5) as wider_first,
    cast(cast(substr(summed.wider_last, 1, 4) as bigint) + shift.years as varchar)
    || substr(summed.wider_last, 5) as wider_last,
    summed.category,
    summed.level1_code,
    summed.level1_name,
    summed.detail_name,
    summed.amount_fen
from summed
cross join (values ('now', 0), ('prior', 1)) as shift(span, years)
